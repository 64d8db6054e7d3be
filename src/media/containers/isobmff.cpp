#include "media/containers/isobmff.h"

#include "media/civil_time.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace spoor::containers {
namespace {

constexpr std::int64_t kHeadBytes = 1 << 14;    // of a payload are read for its fields
constexpr std::int64_t kResyncBytes = 1 << 20;  // are searched for the next box behind damage
constexpr std::int64_t kMaxTableEntries = 1'000'000;

const std::map<std::string_view, BoxDecoder>& decoders() {
  static const auto* const kDecoders = [] {
    auto* map = new std::map<std::string_view, BoxDecoder>;
    for (const auto& list : {movie_boxes(), table_boxes(), codec_boxes(), item_boxes(), tag_boxes()}) {
      for (const BoxType& entry : list) map->emplace(entry.type, entry.decode);
    }
    return map;
  }();
  return *kDecoders;
}

struct Header {
  std::uint32_t code = 0;
  std::string type;
  std::string uuid;
  std::int64_t bytes = 8;
  std::uint64_t declared = 0;  // as written; 0: to the end
};

// The header at `offset`; nothing where fewer bytes are left than it needs.
std::optional<Header> read_header(Walk& walk, std::int64_t offset, std::int64_t end) {
  ByteReader in(walk.bytes(offset, std::min<std::int64_t>(32, end - offset)));
  Header header;
  header.declared = in.u32().value_or(0);
  header.code = in.u32().value_or(0);
  header.type = four_characters(header.code);
  if (header.declared == 1) {
    header.declared = in.u64().value_or(0);
    header.bytes = 16;
  }
  if (header.code == four_cc("uuid")) {
    header.uuid = hex_text(in.run(16));
    header.bytes += 16;
  }
  return in.overrun() ? std::nullopt : std::optional(header);
}

bool printable_type(const Header& header) { return header.type.substr(0, 2) != "0x"; }

// The next offset at which a known box begins that fits; `end` where there is none within kResyncBytes.
std::int64_t resynchronised(Walk& walk, std::int64_t from, std::int64_t end) {
  const std::int64_t last = std::min(end - 8, from + kResyncBytes);
  for (std::int64_t at = from; at <= last; ++at) {
    ByteReader in(walk.bytes(at, 8));
    const std::uint32_t size = in.u32().value_or(0);
    const std::uint32_t code = in.u32().value_or(0);
    if (size >= 8 && size <= end - at && known_box(four_characters(code))) return at;
    if ((at & 0xFFFF) == 0) walk.tick(at);
  }
  return end;
}

void walk_boxes(Walk& walk, std::vector<ContainerNode>& into, std::int64_t begin, std::int64_t end, int level,
                std::string_view parent, MovieContext& context);

void decode_box(Walk& walk, ContainerNode& node, const Header& header, std::int64_t end, int level,
                std::string_view parent, MovieContext& context) {
  const std::int64_t payload = node.offset + header.bytes;
  // Copied, since decoders read on in the file while they use it.
  const Bytes view = walk.bytes(payload, std::min(kHeadBytes, end - payload));
  const std::vector<std::byte> head(view.begin(), view.end());
  Box box{walk, node, context, parent, payload, end, ByteReader(head), 0, 0, -1};
  if (!header.uuid.empty()) box.field("uuid", header.uuid);
  if (parent == "stsd") {
    decode_sample_entry(box);
  } else if (parent == "ilst") {
    name_tag_item(box);
  } else if (parent == "iref" || parent == "tref") {
    decode_reference(box);
  } else if (header.type.substr(0, 2) == "\xC2\xA9") {
    decode_text_atom(box);
  } else if (const auto found = decoders().find(header.type); found != decoders().end()) {
    found->second(box);
  }
  if (box.in.overrun()) {
    walk.anomaly(AnomalyKind::kTruncated, fmt::format("the {} box is too short for its fields", header.type),
                 node.offset, node.size);
  }
  if (box.children >= 0 && box.children < end) {
    walk_boxes(walk, node.children, box.children, end, level + 1, header.type, context);
  }
  if (parent == "ilst") value_of_tag_item(box);
}

// Bytes between boxes that are no box: named, and skipped as far as the next box.
std::int64_t skip_unknown(Walk& walk, std::int64_t at, std::int64_t end, std::string_view parent) {
  const std::int64_t next = resynchronised(walk, at + 1, end);
  const std::string place = parent.empty() ? "the file's top level" : fmt::format("box {}", parent);
  walk.anomaly(AnomalyKind::kUnknownData,
               next < end ? fmt::format("{} bytes in {} between boxes are no box", next - at, place)
                          : fmt::format("{} bytes at the end of {} are no box", end - at, place),
               at, next - at);
  return next;
}

// User data ends with four zero bytes by QuickTime's specification; some writers leave longer runs of zeros.
bool only_zeros(Walk& walk, std::int64_t at, std::int64_t end) {
  while (at < end) {
    const Bytes run = walk.bytes(at, end - at);
    if (run.empty() || std::any_of(run.begin(), run.end(), [](std::byte b) { return b != std::byte{0}; })) return false;
    at += static_cast<std::int64_t>(run.size());
    walk.tick(at);
  }
  return true;
}

void walk_boxes(Walk& walk, std::vector<ContainerNode>& into, std::int64_t begin, std::int64_t end, int level,
                std::string_view parent, MovieContext& context) {
  std::int64_t at = begin;
  while (at < end) {
    const auto header = read_header(walk, at, end);
    // A zero-sized box of type zero is padding, not a box that reaches to the end.
    if ((!header || (header->declared == 0 && header->code == 0)) && only_zeros(walk, at, end)) {
      if (end - at != 4)
        walk.anomaly(
            AnomalyKind::kUnknownData,
            fmt::format("{} zero bytes follow the last box of {}", end - at, parent.empty() ? "the file" : parent), at,
            end - at);
      return;
    }
    if (!header) {
      walk.anomaly(AnomalyKind::kUnknownData,
                   fmt::format("{} bytes are left over that are too few for a box", end - at), at, end - at);
      return;
    }
    const std::int64_t left = end - at;
    const bool item_of_list = parent == "ilst";  // named by numbers in QuickTime, by any four bytes in MP4
    const bool to_the_end = header->declared == 0;
    const bool too_long = header->declared > static_cast<std::uint64_t>(left);
    const bool too_short = !to_the_end && header->declared < static_cast<std::uint64_t>(header->bytes);
    if (!item_of_list && !known_box(header->type) &&
        (!printable_type(*header) || too_long || to_the_end || too_short)) {
      at = skip_unknown(walk, at, end, parent);
      continue;
    }
    if (too_short) {
      walk.anomaly(
          AnomalyKind::kMalformed,
          fmt::format("the {} box announces {} bytes, fewer than its own header", header->type, header->declared), at,
          header->bytes);
      at = skip_unknown(walk, at, end, parent);
      continue;
    }
    if (too_long) {
      walk.anomaly(AnomalyKind::kTruncated,
                   fmt::format("the {} box announces {} bytes, {} are left in {}", header->type, header->declared, left,
                               parent.empty() ? "the file" : fmt::format("its parent {}", parent)),
                   at, left);
    }
    if (to_the_end && !parent.empty()) {
      walk.anomaly(AnomalyKind::kMalformed,
                   fmt::format("the {} box inside {} has size zero, which is allowed at the top level only",
                               header->type, parent),
                   at, left);
    }
    const std::int64_t size = to_the_end || too_long ? left : static_cast<std::int64_t>(header->declared);
    ContainerNode* node =
        walk.add_node(into, item_of_list && !printable_type(*header) ? fmt::format("#{}", header->code) : header->type,
                      at, std::min(header->bytes, size), size, level);
    if (node == nullptr) return;
    node->note = box_note(node->type, parent, header->uuid);
    if (to_the_end) walk.field(*node, "declared_size", "0 (to the end)");
    if (too_long) walk.field(*node, "declared_size", std::to_string(header->declared));
    if (header->bytes == 16 || header->bytes == 32) walk.field(*node, "large_size", std::to_string(header->declared));
    decode_box(walk, *node, *header, at + size, level, parent, context);
    at += size;
  }
}

}  // namespace

void Box::full() {
  const std::uint32_t word = u32();
  version = static_cast<int>(word >> 24);
  flags = word & 0xFFFFFF;
  field("version", version);
  field("flags", fmt::format("0x{:06x}", flags));
}

void time_field(Box& box, std::string_view name, std::uint64_t seconds_since_1904) {
  std::string text = "not set";
  if (seconds_since_1904 != 0) {
    // Half of the 64-bit range is beyond any calendar; cut first, so that the sum below cannot overflow.
    const auto seconds = static_cast<std::int64_t>(std::min<std::uint64_t>(seconds_since_1904, 1ULL << 62));
    const auto civil = civil_from_seconds(seconds + kUnixFrom1904);
    text = civil ? iso_text(*civil) : "outside the calendar";
  }
  box.field(name, text);
  box.field(std::string(name) + "_raw", std::to_string(seconds_since_1904));
}

std::int64_t each_entry(Box& box, std::int64_t count, std::int64_t entry_size,
                        const std::function<void(ByteReader)>& entry) {
  std::int64_t at = box.position();
  const std::int64_t fit = std::max<std::int64_t>(0, box.end - at) / entry_size;
  if (count > fit) {
    box.walk.anomaly(AnomalyKind::kMalformed,
                     fmt::format("the {} box announces {} entries, {} fit into it", box.node.type, count, fit),
                     box.node.offset, box.node.size);
  }
  const std::int64_t wanted = std::min({count, fit, kMaxTableEntries});
  std::int64_t done = 0;
  while (done < wanted) {
    const std::int64_t per_read = kMaxRead / entry_size;
    const Bytes run = box.walk.bytes(at, std::min(per_read, wanted - done) * entry_size);
    const auto got = static_cast<std::int64_t>(run.size()) / entry_size;
    if (got == 0) break;
    // The callback may not read from the walk: the run is its window.
    for (std::int64_t i = 0; i < got; ++i) {
      entry(ByteReader(run.subspan(static_cast<std::size_t>(i * entry_size), static_cast<std::size_t>(entry_size))));
    }
    done += got;
    at += got * entry_size;
    box.walk.tick(at);
  }
  if (done < std::min(count, fit)) box.field("entries_read", done);
  return done;
}

void read_isobmff(Walk& walk) {
  MovieContext context;
  walk_boxes(walk, walk.nodes(), 0, walk.size(), 0, {}, context);
  if (!walk.nodes().empty() && walk.nodes().front().type == "JXL ") walk.set_format("jxl");
}

}  // namespace spoor::containers
