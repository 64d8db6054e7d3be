#pragma once
/// What the readers of all container formats share: bounded reading, bounded growth, and their names.

#include "base/byte_reader.h"
#include "base/job.h"
#include "media/byte_source.h"
#include "media/container_tree.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace spoor::containers {

constexpr int kMaxNodes = 100'000;
constexpr int kMaxLevels = 32;
constexpr int kMaxAnomalies = 1'000;
constexpr std::size_t kMaxFieldBytes = 16u << 20;  ///< text of all fields together
constexpr std::int64_t kMaxRead = 1 << 16;         ///< bytes read at once
constexpr std::size_t kMaxText = 1'000;            ///< bytes of one text field

/// One reading of one file. Everything that grows is counted here; beyond a limit nothing more is taken in and
/// one anomaly says so.
class Walk {
 public:
  Walk(const ByteSource& source, const Job& job, std::string format);

  std::int64_t size() const { return size_; }

  /// The bytes [offset, offset + length), fewer at the end of the file, at most kMaxRead. Valid until the next call.
  Bytes bytes(std::int64_t offset, std::int64_t length);

  /// A new node at the end of `into`, or null beyond a limit. Valid until `into` grows again. Cancellation point.
  ContainerNode* add_node(std::vector<ContainerNode>& into, std::string_view type, std::int64_t offset,
                          std::int64_t header, std::int64_t size, int level);

  /// Adds a field, made printable.
  void field(ContainerNode& node, std::string_view name, std::string_view value);
  void field(ContainerNode& node, std::string_view name, std::int64_t value);

  void anomaly(AnomalyKind kind, std::string what, std::int64_t offset, std::int64_t length = 0);

  /// To be called in long loops over tables.
  void tick(std::int64_t offset) const { job_.tick(offset, size_); }

  std::vector<ContainerNode>& nodes() { return tree_.nodes; }
  void set_format(std::string format) { tree_.format = std::move(format); }
  ContainerTree take() { return std::move(tree_); }
  const ByteSource& source() const { return source_; }

 private:
  const ByteSource& source_;
  const Job& job_;
  std::int64_t size_;
  ContainerTree tree_;
  std::vector<std::byte> window_;
  std::int64_t window_offset_ = 0;
  int nodes_ = 0;
  std::size_t field_bytes_ = 0;
  bool nodes_cut_ = false, levels_cut_ = false, fields_cut_ = false, unreadable_ = false;
};

/// Four bytes as they are shown: themselves where printable, "\u00a9" for 0xA9, otherwise "0x" and eight digits.
std::string four_characters(std::uint32_t code);
constexpr std::uint32_t four_cc(const char (&text)[5]) {
  std::uint32_t code = 0;
  for (int i = 0; i < 4; ++i) code = (code << 8) | static_cast<unsigned char>(text[i]);
  return code;
}

std::string hex_text(Bytes bytes);  ///< "0a1b2c"

/// The text of a field that ends at its first NUL.
std::string_view until_nul(Bytes bytes);

// Each reader adds to `walk` what it finds; the file is known to begin with the format's signature.
void read_isobmff(Walk& walk);
void read_png(Walk& walk);
void read_riff(Walk& walk);
void read_tiff(Walk& walk);
void read_gif(Walk& walk);
void read_bmp(Walk& walk);
void read_matroska(Walk& walk);
void read_jpeg(Walk& walk);

}  // namespace spoor::containers
