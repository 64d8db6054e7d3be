#pragma once
/// Files built byte by byte, so that each test knows where everything lies.

#include "base/byte_reader.h"
#include "media/container_tree.h"

// g++ 12 takes the insertion in operator+(const char*, std::string&&) for an overrun (its bug 105651).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Warray-bounds"
#pragma GCC diagnostic ignored "-Wrestrict"
#pragma GCC diagnostic ignored "-Wstringop-overflow"
#endif

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace spoor::test {

inline std::string big(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(value >> (8 * i));
  return text;
}

inline std::string little(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i));
  return text;
}

inline std::string zeros(std::size_t count) { return std::string(count, '\0'); }

/// A box of the ISO and QuickTime formats.
inline std::string box(std::string_view type, const std::string& payload) {
  return big(payload.size() + 8, 4) + std::string(type) + payload;
}

inline std::string full_box(std::string_view type, int version, std::uint32_t flags, const std::string& payload) {
  return box(type, big(static_cast<std::uint64_t>(version), 1) + big(flags, 3) + payload);
}

/// A chunk of RIFF, padded to an even length.
inline std::string chunk(std::string_view type, const std::string& payload) {
  return std::string(type) + little(payload.size(), 4) + payload + (payload.size() % 2 == 1 ? zeros(1) : "");
}

inline std::shared_ptr<const ByteSource> source_of(std::string_view file) {
  const Bytes bytes = as_bytes(file);
  return memory_source({bytes.begin(), bytes.end()});
}

inline ContainerTree tree_of(std::string_view file) {
  const auto tree = read_container_tree(*source_of(file), Job());
  return tree ? *tree : ContainerTree{"error: " + tree.error().sentence, {}, {}};
}

inline std::string field_at(const ContainerTree& tree, std::string_view path, std::string_view name) {
  const ContainerNode* node = find_node(tree, path);
  return node == nullptr ? "no such node" : field_value(*node, name);
}

/// Whether an anomaly of this kind lies at this offset.
inline bool has_anomaly(const ContainerTree& tree, AnomalyKind kind, std::int64_t offset) {
  for (const Anomaly& anomaly : tree.anomalies) {
    if (anomaly.kind == kind && anomaly.offset == offset) return true;
  }
  return false;
}

/// mvhd of version 0 with creation time `created`, 600 ticks a second, `duration` ticks.
inline std::string movie_header(std::uint32_t created, std::uint32_t duration) {
  return full_box("mvhd", 0, 0,
                  big(created, 4) + big(created + 10, 4) + big(600, 4) + big(duration, 4) + big(0x10000, 4) +
                      big(0x100, 2) + zeros(10) + big(0x10000, 4) + zeros(12) + big(0x10000, 4) + zeros(12) +
                      big(0x40000000, 4) + zeros(24) + big(2, 4));
}

inline std::string handler(std::string_view kind, std::string_view name) {
  return full_box("hdlr", 0, 0, zeros(4) + std::string(kind) + zeros(12) + std::string(name) + zeros(1));
}

/// A movie of one H.264 track of two samples, with everything in place.
inline std::string small_movie() {
  const std::string entry =
      box("avc1", zeros(6) + big(1, 2) + zeros(16) + big(640, 2) + big(360, 2) + big(72 << 16, 4) + big(72 << 16, 4) +
                      zeros(4) + big(1, 2) + big(7, 1) + "Encoder" + zeros(24) + big(24, 2) + big(0xFFFF, 2) +
                      box("avcC", big(1, 1) + big(100, 1) + zeros(1) + big(31, 1) + big(0xFF, 1) + big(0xE1, 1) +
                                      big(2, 2) + "\x67\x64" + big(1, 1) + big(1, 2) + "\x68"));
  const std::string tables =
      full_box("stsd", 0, 0, big(1, 4) + entry) +
      full_box("stts", 0, 0, big(2, 4) + big(3, 4) + big(20, 4) + big(1, 4) + big(25, 4)) +
      full_box("stss", 0, 0, big(2, 4) + big(1, 4) + big(4, 4)) +
      full_box("stsz", 0, 0, big(0, 4) + big(4, 4) + big(5, 4) + big(3, 4) + big(9, 4) + big(1, 4)) +
      full_box("stco", 0, 0, big(1, 4) + big(32, 4));
  const std::string media =
      box("mdia", full_box("mdhd", 0, 0, zeros(8) + big(600, 4) + big(85, 4) + big(0x55C4, 2) + zeros(2)) +
                      handler("vide", "VideoHandler") +
                      box("minf", full_box("vmhd", 0, 1, zeros(8)) + box("stbl", tables)));
  const std::string edits = box("edts", full_box("elst", 0, 0,
                                                 big(2, 4) + big(50, 4) + big(0xFFFFFFFF, 4) + big(0x10000, 4) +
                                                     big(85, 4) + big(20, 4) + big(0x10000, 4)));
  return box("ftyp", "isom" + big(512, 4) + "isomavc1") + box("mdat", "0123456789abcdefgh") +
         box("moov", movie_header(3661081440u, 85) + box("trak", edits + media));
}

}  // namespace spoor::test
