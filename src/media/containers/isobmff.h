#pragma once
/// What the sources that decode ISO-BMFF and QuickTime boxes share (ISO/IEC 14496-12, 14496-14, 14496-15, 23008-12;
/// Apple's QuickTime File Format Specification).

#include "media/containers/walk.h"

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace spoor::containers {

/// What a box needs to know of boxes read before it.
struct MovieContext {
  std::string handler;            ///< of the media handler read last: "vide", "soun", "mdir", ...
  std::vector<std::string> keys;  ///< of the `keys` box read last; an item of ilst names them from 1
  bool quicktime_meta = false;    ///< the meta box read last has no version field (QuickTime)
};

/// One box while it is decoded. `in` reads the first bytes of its payload, big-endian.
struct Box {
  Walk& walk;
  ContainerNode& node;
  MovieContext& context;
  std::string_view parent;
  std::int64_t payload = 0;  ///< first byte behind the header
  std::int64_t end = 0;      ///< first byte behind the box, never beyond the parent
  ByteReader in;
  int version = 0;
  std::uint32_t flags = 0;
  std::int64_t children = -1;  ///< where child boxes begin; -1: none

  void field(std::string_view name, std::string_view value) { walk.field(node, name, value); }
  void field(std::string_view name, std::int64_t value) { walk.field(node, name, value); }

  /// The next big-endian value; 0 and an overrun of `in` where there is none.
  std::uint32_t u8() { return in.u8().value_or(0); }
  std::uint32_t u16() { return in.u16().value_or(0); }
  std::uint32_t u32() { return in.u32().value_or(0); }
  std::uint64_t u64() { return in.u64().value_or(0); }
  std::int32_t s32() { return static_cast<std::int32_t>(u32()); }
  /// A 32-bit value, or a 64-bit one in version 1.
  std::uint64_t u32_or_64() { return version == 1 ? u64() : u32(); }
  double fixed_16_16() { return s32() / 65536.0; }

  /// Version and flags of a full box.
  void full();
  /// Position of `in` in the file.
  std::int64_t position() const { return payload + static_cast<std::int64_t>(in.position()); }
};

using BoxDecoder = void (*)(Box&);
struct BoxType {
  std::string_view type;
  BoxDecoder decode;
};

// Tables of decoders, by theme.
std::vector<BoxType> movie_boxes();  ///< ftyp, headers, handlers, edit lists, fragments
std::vector<BoxType> table_boxes();  ///< sample tables, runs, indexes
std::vector<BoxType> codec_boxes();  ///< configuration records and picture properties of sample entries
std::vector<BoxType> item_boxes();   ///< items and properties of HEIF, JUMBF
std::vector<BoxType> tag_boxes();    ///< user data, keys, values

void decode_sample_entry(Box& box);  ///< child of stsd
void decode_text_atom(Box& box);     ///< child of udta whose type begins with the copyright sign
void name_tag_item(Box& box);        ///< child of ilst, before its children are read
void value_of_tag_item(Box& box);    ///< child of ilst, after its children were read
void decode_reference(Box& box);     ///< child of iref and tref

/// One plain sentence on what a box of this type is for; empty where unknown. `uuid` in hex, for "uuid" only.
std::string box_note(std::string_view type, std::string_view parent, std::string_view uuid);

/// Whether the type is one that this reader knows by name.
bool known_box(std::string_view type);

/// Adds `name` as ISO text ("not set" for 0) and `name`_raw as the number of seconds since 1904.
void time_field(Box& box, std::string_view name, std::uint64_t seconds_since_1904);

/// Calls `entry(bytes)` for entries of `entry_size` bytes from the box's position on, at most until the box ends
/// and at most a million; gives the number of calls. Says in an anomaly when `count` does not fit.
std::int64_t each_entry(Box& box, std::int64_t count, std::int64_t entry_size,
                        const std::function<void(ByteReader)>& entry);

}  // namespace spoor::containers
