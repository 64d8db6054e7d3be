// Graphics Interchange Format 87a and 89a.

#include "media/containers/walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace spoor::containers {
namespace {

// Offset behind a run of sub-blocks (each with its length, an empty one last); nothing where the file ends first.
// `text` gets the first bytes of their content.
std::optional<std::int64_t> behind_sub_blocks(Walk& walk, std::int64_t at, std::string* text) {
  while (at < walk.size()) {
    const Bytes length = walk.bytes(at, 1);
    if (length.empty()) return std::nullopt;
    const std::int64_t count = std::to_integer<std::int64_t>(length[0]);
    if (text != nullptr && text->size() < kMaxText) *text += as_text(walk.bytes(at + 1, count));
    at += 1 + count;
    if (count == 0) return at <= walk.size() ? std::optional(at) : std::nullopt;
    if ((at & 0xFFF) == 0) walk.tick(std::min(at, walk.size()));
  }
  return std::nullopt;
}

std::int64_t table_bytes(std::uint32_t flags) { return (flags & 0x80) != 0 ? std::int64_t{3} << ((flags & 7) + 1) : 0; }

std::int64_t screen(Walk& walk) {
  const Bytes view = walk.bytes(6, 7);
  ByteReader in(view, Endian::kLittle);
  const std::uint32_t width = in.u16().value_or(0), height = in.u16().value_or(0), flags = in.u8().value_or(0);
  const std::int64_t size = 13 + table_bytes(flags);
  const std::string version(as_text(walk.bytes(0, 6)));
  if (ContainerNode* node = walk.add_node(walk.nodes(), "header", 0, 13, std::min(size, walk.size()), 0)) {
    node->note = "Size of the picture and its common palette.";
    walk.field(*node, "version", version);
    walk.field(*node, "width", width);
    walk.field(*node, "height", height);
    walk.field(*node, "palette_bytes", size - 13);
  }
  return size;
}

// Both give the offset behind the block, or nothing where the file ends in it.
std::optional<std::int64_t> extension(Walk& walk, std::int64_t at) {
  const Bytes head = walk.bytes(at, 8);
  if (head.size() < 3) return std::nullopt;
  const auto label = std::to_integer<unsigned>(head[1]);
  std::uint32_t delay = 0;
  if (label == 0xF9 && head.size() == 8) delay = ByteReader(head.subspan(4), Endian::kLittle).u16().value_or(0);
  std::string text;
  const auto behind = behind_sub_blocks(walk, at + 2, &text);
  const std::int64_t end = behind.value_or(walk.size());
  const char* type = label == 0xF9   ? "control"
                     : label == 0xFE ? "comment"
                     : label == 0x01 ? "text"
                     : label == 0xFF ? "application"
                                     : "extension";
  ContainerNode* node = walk.add_node(walk.nodes(), type, at, 2, end - at, 0);
  if (node == nullptr) return std::nullopt;
  if (label == 0xF9) {
    node->note = "Delay and transparency of the next picture.";
    walk.field(*node, "delay_hundredths", delay);
  } else if (label == 0xFE) {
    node->note = "A comment.";
    walk.field(*node, "text", text);
  } else if (label == 0xFF) {
    node->note = "Data of an application (repetition, XMP).";
    walk.field(*node, "application", text.substr(0, 11));
  } else if (label == 0x01) {
    node->note = "A text to be drawn.";
  } else {
    walk.anomaly(AnomalyKind::kMalformed, fmt::format("an extension has the unknown label 0x{:02x}", label), at,
                 end - at);
  }
  return behind;
}

std::optional<std::int64_t> picture(Walk& walk, std::int64_t at) {
  const Bytes view = walk.bytes(at + 1, 9);
  ByteReader in(view, Endian::kLittle);
  std::int64_t box[4];
  for (std::int64_t& value : box) value = in.u16().value_or(0);
  const std::uint32_t flags = in.u8().value_or(0);
  if (in.overrun()) return std::nullopt;
  const auto behind = behind_sub_blocks(walk, at + 10 + table_bytes(flags) + 1, nullptr);
  ContainerNode* node = walk.add_node(walk.nodes(), "picture", at, 10, behind.value_or(walk.size()) - at, 0);
  if (node == nullptr) return std::nullopt;
  node->note = "One picture, or one frame of an animation.";
  const char* names[] = {"left", "top", "width", "height"};
  for (int i = 0; i < 4; ++i) walk.field(*node, names[i], box[i]);
  walk.field(*node, "interlaced", (flags & 0x40) != 0 ? "yes" : "no");
  walk.field(*node, "palette_bytes", table_bytes(flags));
  return behind;
}

}  // namespace

void read_gif(Walk& walk) {
  std::int64_t at = screen(walk);
  while (at < walk.size()) {
    const Bytes lead = walk.bytes(at, 1);
    if (lead.empty()) return;
    const auto kind = std::to_integer<unsigned>(lead[0]);
    if (kind == 0x3B) {
      if (ContainerNode* node = walk.add_node(walk.nodes(), "trailer", at, 1, 1, 0)) node->note = "End of the file.";
      if (at + 1 < walk.size()) {
        walk.anomaly(AnomalyKind::kUnknownData,
                     fmt::format("{} bytes follow the end of the picture", walk.size() - at - 1), at + 1,
                     walk.size() - at - 1);
      }
      return;
    }
    if (kind != 0x21 && kind != 0x2C) {
      walk.anomaly(AnomalyKind::kUnknownData,
                   "bytes that are no block stand where a block is expected; the rest is not read", at,
                   walk.size() - at);
      return;
    }
    const auto next = kind == 0x21 ? extension(walk, at) : picture(walk, at);
    if (!next) {
      walk.anomaly(AnomalyKind::kTruncated, "the file ends inside a block", at, walk.size() - at);
      return;
    }
    at = *next;
  }
  walk.anomaly(AnomalyKind::kTruncated, "the file ends without its trailer", walk.size());
}

}  // namespace spoor::containers
