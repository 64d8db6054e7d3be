// TIFF 6.0 and BigTIFF, and the raw files built on them: directories, nothing of the pixels.

#include "base/text.h"
#include "media/containers/tiff_tags.h"
#include "media/containers/walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <set>

namespace spoor::containers {
namespace {

constexpr std::int64_t kMaxEntries = 4096;  // of one directory
constexpr std::int64_t kMaxDirectories = 512;
constexpr std::int64_t kMaxAllEntries = 100'000;  // directories may overlap, so that the file's size bounds nothing
constexpr std::int64_t kMaxOffsets = 64;          // sub-directories of one entry

struct Entry {
  std::uint32_t tag = 0, type = 0;
  std::uint64_t count = 0;
  std::int64_t values = 0;  // where they lie in the file
  std::int64_t bytes = 0;
  std::int64_t at = 0;
};

class Tiff {
 public:
  explicit Tiff(Walk& walk) : walk_(walk) {}
  void read();

 private:
  std::uint64_t directory(std::vector<ContainerNode>& into, std::int64_t at, std::int64_t pointer,
                          const std::string& name, TiffDirectory kind, int level);
  void entry(ContainerNode& node, const Entry& found, TiffDirectory kind, int level);
  std::string values_text(const Entry& found);
  std::uint64_t value(Bytes bytes, std::size_t index, std::uint32_t type);
  void check_data(const Entry& offsets, const Entry& counts);

  Walk& walk_;
  Endian endian_ = Endian::kLittle;
  bool big_ = false;
  std::int64_t entries_ = 0;
  std::int64_t unknown_types_ = 0, first_unknown_ = -1;  // of all directories: damage comes in masses
  std::set<std::int64_t> visited_;                       // directories may point at each other
};

std::int64_t width_of(std::uint32_t type) {
  constexpr std::int64_t kWidths[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
  return type < std::size(kWidths) ? kWidths[type] : 0;
}

std::uint64_t Tiff::value(Bytes bytes, std::size_t index, std::uint32_t type) {
  const auto width = static_cast<std::size_t>(width_of(type));
  if (width == 0 || bytes.size() < (index + 1) * width) return 0;
  ByteReader in(bytes.subspan(index * width, width), endian_);
  switch (width) {
    case 1:
      return in.u8().value_or(0);
    case 2:
      return in.u16().value_or(0);
    case 4:
      return in.u32().value_or(0);
    default:
      return in.u64().value_or(0);
  }
}

std::string Tiff::values_text(const Entry& found) {
  const Bytes bytes = walk_.bytes(found.values, std::min<std::int64_t>(found.bytes, kMaxText));
  if (found.type == 2) return std::string(until_nul(bytes));
  if (found.type == 7 && found.count > 8) return fmt::format("{} bytes", found.count);
  std::string text;
  const std::uint64_t shown = std::min<std::uint64_t>(found.count, 8);
  for (std::uint64_t i = 0; i < shown; ++i) {
    const std::uint64_t raw = value(bytes, i, found.type);
    std::string one;
    switch (found.type) {
      case 5:
      case 10: {
        // Two 32-bit numbers; which half is the numerator depends on the byte order.
        const auto first = static_cast<std::uint32_t>(endian_ == Endian::kBig ? raw >> 32 : raw);
        const auto second = static_cast<std::uint32_t>(endian_ == Endian::kBig ? raw : raw >> 32);
        one = found.type == 5
                  ? fmt::format("{}/{}", first, second)
                  : fmt::format("{}/{}", static_cast<std::int32_t>(first), static_cast<std::int32_t>(second));
        break;
      }
      case 6:
        one = std::to_string(static_cast<std::int8_t>(raw));
        break;
      case 8:
        one = std::to_string(static_cast<std::int16_t>(raw));
        break;
      case 9:
        one = std::to_string(static_cast<std::int32_t>(raw));
        break;
      case 11:
        one = shortest(std::bit_cast<float>(static_cast<std::uint32_t>(raw)));
        break;
      case 12:
        one = shortest(std::bit_cast<double>(raw));
        break;
      default:
        one = std::to_string(raw);
    }
    text += (i == 0 ? "" : " ") + one;
  }
  if (found.count > shown) text += fmt::format(" ... ({} values)", found.count);
  return text;
}

void Tiff::entry(ContainerNode& node, const Entry& found, TiffDirectory kind, int level) {
  const std::string name = tiff_tag_name(found.tag, kind);
  if (width_of(found.type) == 0) {
    walk_.field(node, name, fmt::format("unknown type {}", found.type));
    if (unknown_types_++ == 0) first_unknown_ = found.at;
    return;
  }
  if (found.bytes > walk_.size() - found.values || found.values > walk_.size()) {
    walk_.field(node, name, "beyond the end of the file");
    walk_.anomaly(AnomalyKind::kTruncated,
                  fmt::format("the values of {} are said to lie beyond the end of the file", name), found.at,
                  big_ ? 20 : 12);
    return;
  }
  walk_.field(node, name, values_text(found));
  if (found.tag == 0x927C && kind == TiffDirectory::kExif) {
    if (ContainerNode* note = walk_.add_node(node.children, "MakerNote", found.values, 0, found.bytes, level + 1))
      note->note = "The maker's own data, in a form of its own.";
    return;
  }
  const TiffDirectory below = tiff_sub_directory(found.tag);
  if (below == TiffDirectory::kNone || (found.type != 4 && found.type != 13 && found.type != 16 && found.type != 18))
    return;
  std::vector<std::int64_t> offsets;
  const Bytes bytes = walk_.bytes(found.values, std::min(found.bytes, kMaxOffsets * 8));
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(found.count, kMaxOffsets); ++i) {
    offsets.push_back(static_cast<std::int64_t>(std::min<std::uint64_t>(value(bytes, i, found.type), 1ULL << 62)));
  }
  for (const std::int64_t offset : offsets)
    directory(node.children, offset, found.at, tiff_directory_name(below), below, level + 1);
}

// Strips or tiles that lie beyond the file: the picture is cut.
void Tiff::check_data(const Entry& offsets, const Entry& counts) {
  if (offsets.count == 0 || offsets.count != counts.count) return;
  constexpr std::uint64_t kChecked = 4096;
  const std::uint64_t number = std::min(offsets.count, kChecked);
  const auto all = [&](const Entry& from) {
    const Bytes bytes =
        walk_.bytes(from.values, std::min(from.bytes, static_cast<std::int64_t>(number) * width_of(from.type)));
    std::vector<std::uint64_t> values(number);
    for (std::uint64_t i = 0; i < number; ++i) values[i] = value(bytes, i, from.type);
    return values;
  };
  const auto begin = all(offsets), length = all(counts);
  const auto size = static_cast<std::uint64_t>(walk_.size());
  std::uint64_t beyond = 0;
  for (std::uint64_t i = 0; i < number; ++i) beyond += begin[i] > size || length[i] > size - begin[i];
  if (beyond > 0)
    walk_.anomaly(AnomalyKind::kTruncated,
                  fmt::format("{} of {} strips or tiles are said to lie beyond the end of the file", beyond, number),
                  offsets.at);
}

// Reads the directory at `at`, named by the bytes at `pointer`. Gives the offset of the next one, 0 for none.
std::uint64_t Tiff::directory(std::vector<ContainerNode>& into, std::int64_t at, std::int64_t pointer,
                              const std::string& name, TiffDirectory kind, int level) {
  const std::int64_t count_bytes = big_ ? 8 : 2, entry_bytes = big_ ? 20 : 12, next_bytes = big_ ? 8 : 4;
  if (at < 8 || at > walk_.size() - count_bytes) {
    walk_.anomaly(AnomalyKind::kTruncated,
                  fmt::format("the directory {} is said to lie at {}, outside the file", name, at), pointer);
    return 0;
  }
  if (!visited_.insert(at).second || static_cast<std::int64_t>(visited_.size()) > kMaxDirectories) {
    walk_.anomaly(
        AnomalyKind::kMalformed,
        fmt::format("the directory {} was already read, or there are too many: the chain of directories is a loop",
                    name),
        at);
    return 0;
  }
  ByteReader in(walk_.bytes(at, count_bytes), endian_);
  const std::uint64_t declared = big_ ? in.u64().value_or(0) : in.u16().value_or(0);
  const auto fit = static_cast<std::uint64_t>((walk_.size() - at - count_bytes) / entry_bytes);
  if (declared > fit) {
    walk_.anomaly(AnomalyKind::kTruncated,
                  fmt::format("the directory {} announces {} entries, {} fit into the file", name, declared, fit), at);
  }
  const auto number = static_cast<std::int64_t>(std::min({declared, fit, static_cast<std::uint64_t>(kMaxEntries)}));
  const std::int64_t end = at + count_bytes + number * entry_bytes;
  ContainerNode* node =
      walk_.add_node(into, name, at, count_bytes, std::min(walk_.size(), end + next_bytes) - at, level);
  if (node == nullptr) return 0;
  node->note = tiff_directory_note(kind);
  std::uint32_t previous = 0;
  bool unsorted = false;
  Entry offsets, counts;
  for (std::int64_t i = 0; i < number; ++i) {
    if (++entries_ > kMaxAllEntries) {
      walk_.anomaly(AnomalyKind::kMalformed,
                    fmt::format("the directories hold more than {} entries; the rest is not read", kMaxAllEntries), at);
      return 0;
    }
    Entry found;
    found.at = at + count_bytes + i * entry_bytes;
    ByteReader raw(walk_.bytes(found.at, entry_bytes), endian_);
    found.tag = raw.u16().value_or(0);
    found.type = raw.u16().value_or(0);
    found.count = big_ ? raw.u64().value_or(0) : raw.u32().value_or(0);
    const std::uint64_t elsewhere = big_ ? raw.u64().value_or(0) : raw.u32().value_or(0);
    // A count whose bytes overflow is cut to something that certainly lies beyond the file.
    found.bytes = static_cast<std::int64_t>(std::min<std::uint64_t>(found.count, 1ULL << 50)) * width_of(found.type);
    const std::int64_t inside = big_ ? 8 : 4;
    found.values = found.bytes <= inside ? found.at + entry_bytes - inside
                                         : static_cast<std::int64_t>(std::min<std::uint64_t>(elsewhere, 1ULL << 62));
    unsorted |= found.tag < previous;
    previous = found.tag;
    if (found.tag == 273 || found.tag == 324) offsets = found;
    if (found.tag == 279 || found.tag == 325) counts = found;
    entry(*node, found, kind, level);
  }
  if (unsorted)
    walk_.anomaly(
        AnomalyKind::kOutOfPlace,
        fmt::format("the entries of the directory {} are not sorted by their number, as the format asks", name), at,
        node->size);
  if (kind == TiffDirectory::kImage) check_data(offsets, counts);
  ByteReader next(walk_.bytes(end, next_bytes), endian_);
  return declared > fit ? 0 : big_ ? next.u64().value_or(0) : next.u32().value_or(0);
}

void Tiff::read() {
  const Bytes view = walk_.bytes(0, 16);
  const std::vector<std::byte> head(view.begin(), view.end());
  endian_ = head[0] == std::byte{'M'} ? Endian::kBig : Endian::kLittle;
  ByteReader in(head, endian_);
  in.skip(2);
  big_ = in.u16().value_or(0) == 43;
  if (big_) in.skip(4);
  std::uint64_t next = big_ ? in.u64().value_or(0) : in.u32().value_or(0);
  if (ContainerNode* node = walk_.add_node(walk_.nodes(), "header", 0, big_ ? 16 : 8,
                                           std::min<std::int64_t>(walk_.size(), big_ ? 16 : 8), 0)) {
    node->note = "Byte order, and where the first directory lies.";
    walk_.field(*node, "byte_order", endian_ == Endian::kBig ? "big-endian" : "little-endian");
    walk_.field(*node, "version", big_ ? "BigTIFF" : "TIFF");
    walk_.field(*node, "first_directory", std::to_string(next));
  }
  if (in.overrun()) {
    walk_.anomaly(AnomalyKind::kTruncated, "the file ends inside its header", 0, walk_.size());
    return;
  }
  if (next == 0) walk_.anomaly(AnomalyKind::kMalformed, "the file has no directory", 0);
  std::int64_t pointer = big_ ? 8 : 4;
  for (int number = 0; next != 0; ++number) {
    const auto at = static_cast<std::int64_t>(std::min<std::uint64_t>(next, 1ULL << 62));
    next = directory(walk_.nodes(), at, pointer, fmt::format("IFD{}", number), TiffDirectory::kImage, 0);
    // The pointer to the next directory is the last thing in this one.
    if (!walk_.nodes().empty()) pointer = walk_.nodes().back().offset + walk_.nodes().back().size - (big_ ? 8 : 4);
  }
  if (unknown_types_ > 0) {
    walk_.anomaly(AnomalyKind::kMalformed,
                  fmt::format("{} entries have a type that the format does not know (the first at {})", unknown_types_,
                              first_unknown_),
                  first_unknown_, big_ ? 20 : 12);
  }
}

}  // namespace

void read_tiff(Walk& walk) { Tiff(walk).read(); }

}  // namespace spoor::containers
