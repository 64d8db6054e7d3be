#include "media/containers/walk.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::containers {

Walk::Walk(const ByteSource& source, const Job& job, std::string format)
    : source_(source), job_(job), size_(source.size()) {
  tree_.format = std::move(format);
}

Bytes Walk::bytes(std::int64_t offset, std::int64_t length) {
  if (offset < 0 || length <= 0 || offset >= size_) return {};
  const std::int64_t wanted = std::min({length, kMaxRead, size_ - offset});
  const auto have = static_cast<std::int64_t>(window_.size());
  if (offset < window_offset_ || offset - window_offset_ > have - wanted) {
    // Structures are small and follow each other: one larger read serves many.
    window_.resize(static_cast<std::size_t>(std::min(kMaxRead, size_ - offset)));
    window_offset_ = offset;
    const auto got = source_.read_at(offset, window_);
    if (!got && !unreadable_) {
      unreadable_ = true;
      anomaly(AnomalyKind::kTruncated, "the bytes cannot be read: " + got.error().sentence, offset);
    }
    window_.resize(got.value_or(0));
  }
  const auto begin = static_cast<std::size_t>(offset - window_offset_);
  if (begin >= window_.size()) return {};
  return Bytes(window_).subspan(begin, std::min(window_.size() - begin, static_cast<std::size_t>(wanted)));
}

ContainerNode* Walk::add_node(std::vector<ContainerNode>& into, std::string_view type, std::int64_t offset,
                              std::int64_t header, std::int64_t size, int level) {
  tick(std::min(offset, size_));
  if (level >= kMaxLevels) {
    if (!levels_cut_) {
      anomaly(AnomalyKind::kMalformed,
              fmt::format("structures are nested more than {} levels deep; what lies below is not read", kMaxLevels),
              offset, size);
    }
    levels_cut_ = true;
    return nullptr;
  }
  if (nodes_ >= kMaxNodes) {
    if (!nodes_cut_) {
      anomaly(AnomalyKind::kMalformed,
              fmt::format("the file has more than {} structures; the rest is not read", kMaxNodes), offset);
    }
    nodes_cut_ = true;
    return nullptr;
  }
  ++nodes_;
  ContainerNode node;
  node.type = printable(type, 64);
  node.offset = offset;
  node.header = header;
  node.size = size;
  return &into.emplace_back(std::move(node));
}

void Walk::field(ContainerNode& node, std::string_view name, std::string_view value) {
  if (field_bytes_ > kMaxFieldBytes) {
    if (!fields_cut_) {
      anomaly(AnomalyKind::kMalformed, "the file holds more decoded values than are kept; later ones are left out",
              node.offset);
    }
    fields_cut_ = true;
    return;
  }
  std::string text = printable(value, kMaxText);
  field_bytes_ += text.size() + 64;
  node.fields.emplace_back(printable(name, 64), std::move(text));
}

void Walk::field(ContainerNode& node, std::string_view name, std::int64_t value) {
  field(node, name, std::to_string(value));
}

void Walk::anomaly(AnomalyKind kind, std::string what, std::int64_t offset, std::int64_t length) {
  if (tree_.anomalies.size() > kMaxAnomalies) return;
  if (tree_.anomalies.size() == kMaxAnomalies) {
    tree_.anomalies.push_back({AnomalyKind::kMalformed,
                               fmt::format("more than {} anomalies; later ones are left out", kMaxAnomalies), offset,
                               0});
    return;
  }
  tree_.anomalies.push_back({kind, printable(what, 400), offset, length});
}

std::string four_characters(std::uint32_t code) {
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) {
    const auto byte = static_cast<unsigned char>(code >> shift);
    if (byte == 0xA9 && shift == 24) {
      text += "\xC2\xA9";
    } else if (byte >= 0x20 && byte < 0x7F) {
      text += static_cast<char>(byte);
    } else {
      return fmt::format("0x{:08x}", code);
    }
  }
  return text;
}

std::string hex_text(Bytes bytes) {
  std::string text;
  for (const std::byte b : bytes) text += fmt::format("{:02x}", std::to_integer<unsigned>(b));
  return text;
}

std::string_view until_nul(Bytes bytes) {
  const std::string_view text = as_text(bytes);
  return text.substr(0, text.find('\0'));
}

}  // namespace spoor::containers
