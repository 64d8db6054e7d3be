#include "contract/odd_inputs.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

namespace spoor::test {
namespace {

namespace fs = std::filesystem;

void ffmpeg(const std::string& arguments, const fs::path& output) {
  const std::string command = "ffmpeg -nostdin -v error -y " + arguments + " '" + output.string() + "'";
  if (std::system(command.c_str()) != 0) throw std::runtime_error("ffmpeg could not make " + output.string());
}

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

// ffmpeg's arguments for what it can make in one call.
const std::map<std::string, std::string>& recipes() {
  const auto still = [](const std::string& size, const std::string& filter) {
    return "-f lavfi -i testsrc2=size=" + size + ":rate=1 -frames:v 1 " + filter;
  };
  const auto clip = [](const std::string& arguments) {
    return "-f lavfi -i testsrc2=size=192x144:rate=25 -t 1 " + arguments;
  };
  static const std::map<std::string, std::string> list{
      {"plain.jpg", still("320x240", "-pix_fmt yuvj420p -q:v 3")},
      {"one.jpg", still("2x2", "-vf format=gbrp,crop=1:1 -pix_fmt yuvj444p")},
      {"one.png", still("2x2", "-vf format=gbrp,crop=1:1 -pix_fmt rgb24")},
      {"odd.jpg", still("322x242", "-vf format=gbrp,crop=321:241 -pix_fmt yuvj444p -q:v 3")},
      {"grey.jpg", still("320x240", "-pix_fmt gray -q:v 3")},
      {"sixteen.png", still("160x120", "-pix_fmt rgb48be")},
      {"alpha.png", still("160x120", "-pix_fmt rgba")},
      {"grey16.png", still("160x120", "-pix_fmt gray16be")},
      {"plain.tiff", still("160x120", "-pix_fmt rgb24")},
      {"plain.bmp", still("160x120", "-pix_fmt bgr24")},
      {"plain.gif", still("160x120", "-pix_fmt rgb8")},
      {"plain.mp4", clip("-c:v libx264 -pix_fmt yuv420p -g 10 -bf 2")},
      {"anamorphic.mp4", clip("-c:v libx264 -pix_fmt yuv420p -aspect 2:1")},
      {"interlaced.mp4", clip("-vf tinterlace=interleave_top -c:v libx264 -pix_fmt yuv420p -flags +ilme+ildct")},
      {"ten-bit.mp4", clip("-c:v libx264 -pix_fmt yuv420p10le")},
      {"rgb.mkv", clip("-c:v ffv1 -pix_fmt bgr0")},
      {"sound.m4a", "-f lavfi -i sine=frequency=440:duration=1 -c:a aac"},
  };
  return list;
}

// A PNG header that promises 60000x60000 pixels in a file of a few dozen bytes.
std::string huge_png() {
  std::string bytes("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16);
  for (int side = 0; side < 2; ++side) bytes += std::string("\0\0\xEA\x60", 4);
  bytes += std::string("\x08\x02\0\0\0", 5) + std::string("\x12\x34\x56\x78", 4);
  return bytes + std::string("\0\0\0\0IDAT\0\0\0\0", 12);
}

}  // namespace

std::vector<std::string> odd_input_names() {
  std::vector<std::string> names{"truncated.jpg", "garbage.jpg", "huge.png", "empty.jpg", "text.mp4", "truncated.mp4"};
  for (const auto& [name, recipe] : recipes()) names.push_back(name);
  return names;
}

fs::path make_odd_input(const std::string& name, const fs::path& folder) {
  const fs::path path = folder / name;
  if (const auto recipe = recipes().find(name); recipe != recipes().end()) {
    ffmpeg(recipe->second, path);
  } else if (name == "truncated.jpg") {
    const std::string whole = content(make_odd_input("plain.jpg", folder));
    write(path, whole.substr(0, whole.size() / 2));
  } else if (name == "garbage.jpg") {
    std::string bytes = content(make_odd_input("plain.jpg", folder));
    for (std::size_t i = bytes.size() / 3; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7919 % 251);
    write(path, bytes);
  } else if (name == "truncated.mp4") {
    const std::string whole = content(make_odd_input("plain.mp4", folder));
    write(path, whole.substr(0, whole.size() * 2 / 3));
  } else if (name == "huge.png") {
    write(path, huge_png());
  } else if (name == "empty.jpg") {
    write(path, "");
  } else if (name == "text.mp4") {
    write(path, "This is a letter, not a film.\n");
  } else {
    throw std::invalid_argument("no odd input is called " + name);
  }
  return path;
}

}  // namespace spoor::test
