#pragma once
/// Files for the tests of still readers: real ones, ones made by programs that share no code with the reader, and
/// what other programs say of them.

#include "media/stills/still_file.h"
#include "support/paths.h"

#include <gtest/gtest.h>
#include <stdio.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace spoor::test {

inline std::vector<std::byte> bytes_of_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const Bytes bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

inline void write_bytes(const std::filesystem::path& path, Bytes bytes) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

/// A still opened by its content, with its frames.
struct OpenedStill {
  Result<stills::StillFile> file = failure(Fault::kInternal, "not opened");
  std::shared_ptr<MediaInfo> info;
  std::unique_ptr<FrameReader> frames;

  explicit operator bool() const { return frames != nullptr; }
};

inline OpenedStill opened_still(std::vector<std::byte> bytes, const OpenLimits& limits = {}) {
  OpenedStill opened;
  const auto head = Bytes(bytes).first(std::min<std::size_t>(bytes.size(), 4096));
  const auto format = still_format(head, static_cast<std::int64_t>(bytes.size()));
  if (!format) {
    opened.file = failure(Fault::kUnsupported, "no still picture");
    return opened;
  }
  opened.file = stills::open_still_file({std::make_shared<std::vector<std::byte>>(std::move(bytes)), limits}, *format);
  if (!opened.file) return opened;
  opened.info = std::make_shared<MediaInfo>(opened.file->info);
  opened.frames = stills::still_frames(std::make_shared<stills::StillFile>(*opened.file), opened.info);
  return opened;
}

inline OpenedStill opened_still(const std::filesystem::path& path) { return opened_still(bytes_of_file(path)); }

inline std::string quoted(const std::filesystem::path& path) { return "'" + path.string() + "'"; }

/// What a program writes to its standard output; empty where it fails.
inline std::vector<std::uint8_t> output_of(const std::string& command) {
  std::vector<std::uint8_t> bytes;
  FILE* const pipe = popen((command + " 2>/dev/null </dev/null").c_str(), "r");
  if (pipe == nullptr) return bytes;
  std::array<std::uint8_t, 65536> part;
  for (std::size_t got; (got = fread(part.data(), 1, part.size(), pipe)) > 0;)
    bytes.insert(bytes.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(got));
  if (pclose(pipe) != 0) bytes.clear();
  return bytes;
}

inline bool has_program(const std::string& name) { return !output_of("command -v " + name).empty(); }

/// Reproducible samples without structure.
class Noise {
 public:
  explicit Noise(std::uint32_t seed) : state_(seed) {}
  std::uint8_t byte() { return static_cast<std::uint8_t>((state_ = state_ * 1664525U + 1013904223U) >> 24); }

 private:
  std::uint32_t state_;
};

inline std::vector<std::byte> noise_bytes(std::size_t count, std::uint32_t seed) {
  Noise noise(seed);
  std::vector<std::byte> bytes(count);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(noise.byte());
  return bytes;
}

/// A picture of raw samples turned into a file by the program ffmpeg; empty where it cannot.
inline std::vector<std::byte> made_by_ffmpeg(Bytes raw, int width, int height, const std::string& pixel_format,
                                             const std::string& output_options, const std::string& name) {
  const TemporaryDir dir;
  write_bytes(dir.path() / "raw", raw);
  output_of("ffmpeg -v error -y -f rawvideo -pix_fmt " + pixel_format + " -s " + std::to_string(width) + "x" +
            std::to_string(height) + " -i " + quoted(dir.path() / "raw") + " " + output_options + " " +
            quoted(dir.path() / name));
  return bytes_of_file(dir.path() / name);
}

/// Sample of a plane, whatever its depth.
inline int sample(const cv::Mat& plane, int y, int x) {
  return plane.depth() == CV_8U ? plane.at<std::uint8_t>(y, x) : plane.at<std::uint16_t>(y, x);
}

/// The planes of a frame laid side by side again, bytes or little-endian words, as other programs write them.
inline std::vector<std::byte> interleaved(const Frame& frame) {
  std::vector<std::byte> bytes;
  for (int y = 0; y < frame.info.height; ++y) {
    for (int x = 0; x < frame.info.width; ++x) {
      for (const cv::Mat& plane : frame.planes) {
        const int value = sample(plane, y, x);
        bytes.push_back(static_cast<std::byte>(value & 0xFF));
        if (plane.depth() == CV_16U) bytes.push_back(static_cast<std::byte>(value >> 8));
      }
    }
  }
  return bytes;
}

}  // namespace spoor::test
