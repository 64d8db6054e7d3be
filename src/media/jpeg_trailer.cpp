#include "media/jpeg_parser.h"

#include <algorithm>
#include <cstring>

namespace spoor::jpeg {
namespace {

std::string_view text_at(Bytes file, std::int64_t offset, std::size_t length) {
  if (offset < 0 || offset > static_cast<std::int64_t>(file.size() - std::min(file.size(), length))) return {};
  if (static_cast<std::size_t>(offset) + length > file.size()) return {};
  return as_text(file.subspan(static_cast<std::size_t>(offset), length));
}

/// Samsung's trailer: blocks of data, then "SEFH" with a directory that counts back from itself, its length, "SEFT".
std::optional<std::int64_t> samsung_begin(Bytes file, std::int64_t from) {
  const auto size = static_cast<std::int64_t>(file.size());
  if (size - from < 20 || text_at(file, size - 4, 4) != "SEFT") return std::nullopt;
  ByteReader tail(file.subspan(static_cast<std::size_t>(size - 8)), Endian::kLittle);
  const std::int64_t directory = size - 8 - static_cast<std::int64_t>(tail.u32().value_or(0));
  if (directory < from || text_at(file, directory, 4) != "SEFH") return std::nullopt;
  ByteReader reader(file.subspan(static_cast<std::size_t>(directory)), Endian::kLittle);
  reader.skip(8);
  const std::uint32_t count = reader.u32().value_or(0);
  std::int64_t begin = directory;
  for (std::uint32_t i = 0; i < count && !reader.overrun(); ++i) {
    reader.skip(4);
    const std::int64_t back = reader.u32().value_or(0);
    reader.skip(4);
    if (!reader.overrun() && back <= directory - from) begin = std::min(begin, directory - back);
  }
  return begin;
}

/// Whether an ISO-BMFF file begins here: a plausible length, "ftyp", a brand of printable characters.
bool begins_clip(Bytes file, std::int64_t offset) {
  if (text_at(file, offset + 4, 4) != "ftyp") return false;
  ByteReader reader(file.subspan(static_cast<std::size_t>(offset)));
  const std::uint32_t length = reader.u32().value_or(0);
  const std::string_view brand = text_at(file, offset + 8, 4);
  return length >= 16 && length <= 1024 && brand.size() == 4 &&
         std::all_of(brand.begin(), brand.end(), [](char c) { return c >= 0x20 && c <= 0x7E; });
}

}  // namespace

std::int64_t read_trailers(Bytes file, std::int64_t from, std::vector<JpegTrailer>& trailers) {
  const auto size = static_cast<std::int64_t>(file.size());
  const std::int64_t samsung = samsung_begin(file, from).value_or(size);
  std::int64_t begin = from;
  const auto close = [&](std::int64_t end) {
    if (end <= begin) return;
    const Bytes run = file.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
    const bool zero = std::all_of(run.begin(), run.end(), [](std::byte byte) { return byte == std::byte{0}; });
    trailers.push_back({zero ? "zero_padding" : "unknown", begin, end - begin});
    begin = end;
  };
  for (std::int64_t at = from; at < samsung; ++at) {
    const std::byte here = file[static_cast<std::size_t>(at)];
    if (here == std::byte{0xFF} && begins_picture(file, at)) {
      close(at);
      return at;
    }
    // A box's length below 1024 begins with two zero bytes.
    if (here == std::byte{0} && begins_clip(file, at)) {
      close(at);
      trailers.push_back({"motion_photo", at, samsung - at});
      begin = samsung;
      break;
    }
  }
  close(samsung);
  if (samsung < size) trailers.push_back({"samsung", samsung, size - samsung});
  return size;
}

}  // namespace spoor::jpeg
