// Matroska and WebM (RFC 9559), by a bounded walk of our own over the EBML elements (RFC 8794).
//
// libebml and libmatroska are not used: their elements allocate what a length field announces, they hand
// back no byte offset of damage, and their reading of masters recurses without a limit.

#include "base/text.h"
#include "media/civil_time.h"
#include "media/containers/walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <optional>

namespace spoor::containers {
namespace {

enum class Kind { kMaster, kUnsigned, kSigned, kFloat, kText, kDate, kBinary, kCounted };

struct Element {
  std::uint32_t id;
  std::string_view name;
  Kind kind;
  std::string_view note = {};
};

// kCounted: blocks and index points, of which a long clip has hundreds of thousands; their number is a field.
constexpr Element kElements[] = {
    {0x1A45DFA3, "EBML", Kind::kMaster, "Header: version and kind of document."},
    {0x4286, "EBMLVersion", Kind::kUnsigned},
    {0x42F7, "EBMLReadVersion", Kind::kUnsigned},
    {0x42F2, "EBMLMaxIDLength", Kind::kUnsigned},
    {0x42F3, "EBMLMaxSizeLength", Kind::kUnsigned},
    {0x4282, "DocType", Kind::kText},
    {0x4287, "DocTypeVersion", Kind::kUnsigned},
    {0x4285, "DocTypeReadVersion", Kind::kUnsigned},
    {0xEC, "Void", Kind::kBinary, "Free space."},
    {0xBF, "CRC-32", Kind::kBinary, "Check sum of the element it stands in."},
    {0x18538067, "Segment", Kind::kMaster, "The clip as a whole."},
    {0x114D9B74, "SeekHead", Kind::kMaster, "Where the main parts lie."},
    {0x4DBB, "Seek", Kind::kCounted},
    {0x1549A966, "Info", Kind::kMaster, "What the clip says of itself as a whole."},
    {0x73A4, "SegmentUUID", Kind::kBinary},
    {0x2AD7B1, "TimestampScale", Kind::kUnsigned},
    {0x4489, "Duration", Kind::kFloat},
    {0x4461, "DateUTC", Kind::kDate, "When the clip was made, in UTC."},
    {0x7BA9, "Title", Kind::kText},
    {0x4D80, "MuxingApp", Kind::kText, "Library that wrote the file."},
    {0x5741, "WritingApp", Kind::kText, "Program that wrote the file."},
    {0x7384, "SegmentFilename", Kind::kText},
    {0x1654AE6B, "Tracks", Kind::kMaster, "The tracks."},
    {0xAE, "TrackEntry", Kind::kMaster, "One track."},
    {0xD7, "TrackNumber", Kind::kUnsigned},
    {0x73C5, "TrackUID", Kind::kUnsigned},
    {0x83, "TrackType", Kind::kUnsigned},
    {0xB9, "FlagEnabled", Kind::kUnsigned},
    {0x88, "FlagDefault", Kind::kUnsigned},
    {0x9C, "FlagLacing", Kind::kUnsigned},
    {0x23E383, "DefaultDuration", Kind::kUnsigned},
    {0x536E, "Name", Kind::kText},
    {0x22B59C, "Language", Kind::kText},
    {0x86, "CodecID", Kind::kText},
    {0x63A2, "CodecPrivate", Kind::kBinary, "Configuration of the decoder."},
    {0x258688, "CodecName", Kind::kText},
    {0x56AA, "CodecDelay", Kind::kUnsigned},
    {0x56BB, "SeekPreRoll", Kind::kUnsigned},
    {0xE0, "Video", Kind::kMaster, "Settings of a picture track."},
    {0x9A, "FlagInterlaced", Kind::kUnsigned},
    {0xB0, "PixelWidth", Kind::kUnsigned},
    {0xBA, "PixelHeight", Kind::kUnsigned},
    {0x54B0, "DisplayWidth", Kind::kUnsigned},
    {0x54BA, "DisplayHeight", Kind::kUnsigned},
    {0x55B0, "Colour", Kind::kMaster, "Colour of the picture."},
    {0x55B1, "MatrixCoefficients", Kind::kUnsigned},
    {0x55B9, "Range", Kind::kUnsigned},
    {0x55BA, "TransferCharacteristics", Kind::kUnsigned},
    {0x55BB, "Primaries", Kind::kUnsigned},
    {0xE1, "Audio", Kind::kMaster, "Settings of a sound track."},
    {0xB5, "SamplingFrequency", Kind::kFloat},
    {0x9F, "Channels", Kind::kUnsigned},
    {0x6264, "BitDepth", Kind::kUnsigned},
    {0x1F43B675, "Cluster", Kind::kMaster, "A stretch of coded pictures and sound."},
    {0xE7, "Timestamp", Kind::kUnsigned},
    {0xA7, "Position", Kind::kUnsigned},
    {0xAB, "PrevSize", Kind::kUnsigned},
    {0xA3, "SimpleBlock", Kind::kCounted},
    {0xA0, "BlockGroup", Kind::kCounted},
    {0x1C53BB6B, "Cues", Kind::kMaster, "Index of key frames."},
    {0xBB, "CuePoint", Kind::kCounted},
    {0x1254C367, "Tags", Kind::kMaster, "Tags."},
    {0x7373, "Tag", Kind::kMaster, "Tags of one part of the file."},
    {0x63C0, "Targets", Kind::kMaster, "What the tags belong to."},
    {0x68CA, "TargetTypeValue", Kind::kUnsigned},
    {0x63C5, "TagTrackUID", Kind::kUnsigned},
    {0x67C8, "SimpleTag", Kind::kMaster, "One tag."},
    {0x45A3, "TagName", Kind::kText},
    {0x4487, "TagString", Kind::kText},
    {0x4485, "TagBinary", Kind::kBinary},
    {0x447A, "TagLanguage", Kind::kText},
    {0x4484, "TagDefault", Kind::kUnsigned},
    {0x1043A770, "Chapters", Kind::kMaster, "Chapters."},
    {0x45B9, "EditionEntry", Kind::kMaster, "A set of chapters."},
    {0xB6, "ChapterAtom", Kind::kMaster, "A chapter."},
    {0x1941A469, "Attachments", Kind::kMaster, "Attached files."},
    {0x61A7, "AttachedFile", Kind::kMaster, "One attached file."},
    {0x466E, "FileName", Kind::kText},
    {0x4660, "FileMimeType", Kind::kText},
    {0x465C, "FileData", Kind::kBinary},
};

const Element* element_of(std::uint32_t id) {
  const auto* found =
      std::find_if(std::begin(kElements), std::end(kElements), [&](const Element& e) { return e.id == id; });
  return found == std::end(kElements) ? nullptr : found;
}

struct Header {
  std::uint32_t id = 0;
  std::int64_t bytes = 0;
  std::optional<std::int64_t> size;  // of the payload; nothing where the writer left it open
};

std::optional<Header> read_header(Walk& walk, std::int64_t at, std::int64_t end) {
  const Bytes view = walk.bytes(at, std::min<std::int64_t>(12, end - at));
  if (view.empty()) return std::nullopt;
  const auto lead = std::to_integer<std::uint8_t>(view[0]);
  const int id_bytes = std::countl_zero(lead) + 1;
  if (id_bytes > 4 || view.size() <= static_cast<std::size_t>(id_bytes)) return std::nullopt;
  Header header;
  for (int i = 0; i < id_bytes; ++i)
    header.id = (header.id << 8) | std::to_integer<std::uint32_t>(view[static_cast<std::size_t>(i)]);
  const auto first = std::to_integer<std::uint8_t>(view[static_cast<std::size_t>(id_bytes)]);
  const int size_bytes = std::countl_zero(first) + 1;
  if (size_bytes > 8 || view.size() < static_cast<std::size_t>(id_bytes + size_bytes)) return std::nullopt;
  std::uint64_t size = first & (0xFFu >> size_bytes);
  for (int i = 1; i < size_bytes; ++i)
    size = (size << 8) | std::to_integer<std::uint64_t>(view[static_cast<std::size_t>(id_bytes + i)]);
  header.bytes = id_bytes + size_bytes;
  // All value bits set: unknown size, as a live writer leaves it.
  if (size != (std::uint64_t{1} << (7 * size_bytes)) - 1) header.size = static_cast<std::int64_t>(size);
  return header;
}

std::string value_text(Kind kind, Bytes bytes) {
  std::uint64_t raw = 0;
  if (bytes.size() <= 8) {
    for (const std::byte b : bytes) raw = (raw << 8) | std::to_integer<std::uint64_t>(b);
  }
  switch (kind) {
    case Kind::kText:
      return std::string(until_nul(bytes));
    case Kind::kUnsigned:
      return bytes.size() <= 8 ? std::to_string(raw) : "too long for a number";
    case Kind::kSigned:
      return std::to_string(static_cast<std::int64_t>(raw));
    case Kind::kFloat:
      return bytes.size() == 4   ? shortest(std::bit_cast<float>(static_cast<std::uint32_t>(raw)))
             : bytes.size() == 8 ? shortest(std::bit_cast<double>(raw))
             : bytes.empty()     ? "0"
                                 : "too long for a number";
    case Kind::kDate: {
      // Nanoseconds since 2001-01-01 UTC.
      const auto seconds = static_cast<std::int64_t>(raw) / 1'000'000'000;
      const auto civil = civil_from_seconds(seconds + kUnixFrom2001);
      return bytes.size() == 8 && civil ? iso_text(*civil) : "outside the calendar";
    }
    default:
      return fmt::format("{} bytes", bytes.size());
  }
}

// Whether an element of unknown size ends before `id`: masters of the top level end each other.
bool ends_open_element(std::uint32_t id) {
  return id == 0x1F43B675 || id == 0x1C53BB6B || id == 0x1254C367 || id == 0x1549A966 || id == 0x1654AE6B ||
         id == 0x114D9B74 || id == 0x18538067 || id == 0x1A45DFA3;
}

// Adds the elements of [begin, end) to `parent` (a master) or to the top level; gives the offset behind the last.
std::int64_t elements(Walk& walk, std::vector<ContainerNode>& into, ContainerNode* parent, std::int64_t begin,
                      std::int64_t end, bool open, int level) {
  std::int64_t at = begin;
  std::vector<std::pair<std::string_view, std::pair<std::int64_t, std::int64_t>>> counted;
  while (at < end) {
    const auto header = read_header(walk, at, end);
    if (!header) {
      walk.anomaly(AnomalyKind::kUnknownData, fmt::format("{} bytes are no element; they are not read", end - at), at,
                   end - at);
      at = end;
      break;
    }
    if (open && level > 0 && at > begin && ends_open_element(header->id) &&
        (parent == nullptr || parent->type != "Segment" || header->id == 0x18538067 || header->id == 0x1A45DFA3))
      break;
    const Element* known = element_of(header->id);
    const std::int64_t left = end - at - header->bytes;
    const bool too_long = header->size.value_or(0) > left;
    const std::int64_t kept = std::min(header->size.value_or(left), left);
    if (known == nullptr && too_long) {
      walk.anomaly(AnomalyKind::kUnknownData, fmt::format("{} bytes are no known element; they are not read", end - at),
                   at, end - at);
      at = end;
      break;
    }
    if (too_long) {
      walk.anomaly(AnomalyKind::kTruncated,
                   fmt::format("the element {} announces {} bytes, {} are left", known->name, *header->size, left), at,
                   left + header->bytes);
    }
    const Kind kind = known != nullptr ? known->kind : Kind::kBinary;
    if (kind == Kind::kCounted) {
      const auto found =
          std::find_if(counted.begin(), counted.end(), [&](const auto& c) { return c.first == known->name; });
      auto& count = found == counted.end()
                        ? counted.emplace_back(known->name, std::pair<std::int64_t, std::int64_t>{}).second
                        : found->second;
      ++count.first;
      count.second += kept;
      at += header->bytes + kept;
      walk.tick(at);
      continue;
    }
    // Values are fields of their master, masters and large data are nodes.
    if (parent != nullptr && known != nullptr && kind != Kind::kMaster && kind != Kind::kBinary) {
      walk.field(*parent, known->name,
                 value_text(kind, walk.bytes(at + header->bytes, std::min<std::int64_t>(kept, 4096))));
      at += header->bytes + kept;
      walk.tick(at);
      continue;
    }
    const std::string type = known != nullptr ? std::string(known->name) : fmt::format("0x{:x}", header->id);
    ContainerNode* node = walk.add_node(into, type, at, header->bytes, header->bytes + kept, level);
    if (node == nullptr) return end;
    if (known != nullptr) node->note = known->note;
    if (!header->size) walk.field(*node, "declared_size", "open");
    std::int64_t next = at + header->bytes + kept;
    if (kind == Kind::kMaster)
      next = elements(walk, node->children, node, at + header->bytes, next, !header->size, level + 1);
    if (!header->size) node->size = next - at;
    at = std::max(next, at + header->bytes);
  }
  if (parent != nullptr) {
    for (const auto& [name, count] : counted)
      walk.field(*parent, name, fmt::format("{} of {} bytes", count.first, count.second));
  }
  return at;
}

}  // namespace

void read_matroska(Walk& walk) { elements(walk, walk.nodes(), nullptr, 0, walk.size(), false, 0); }

}  // namespace spoor::containers
