// What a movie says of itself: user data, QuickTime's keys and values, iTunes items.

#include "base/text.h"
#include "media/containers/isobmff.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace spoor::containers {
namespace {

void meta(Box& box) {
  // QuickTime's meta has no version field: its first child, always hdlr, follows the header at once.
  ByteReader ahead = box.in;
  ahead.skip(4);
  box.context.quicktime_meta = ahead.u32() == four_cc("hdlr");
  if (!box.context.quicktime_meta) box.full();
  box.context.keys.clear();
  box.children = box.position();
}

void keys(Box& box) {
  box.full();
  const std::uint32_t count = box.u32();
  box.field("keys", count);
  box.context.keys.clear();
  for (std::uint32_t i = 0; i < count && i < 1024 && box.in.remaining() >= 8; ++i) {
    const std::uint32_t size = box.u32();
    box.in.skip(4);
    if (size < 8) break;
    const std::string key = printable(as_text(box.in.run(size - 8)), 200);
    box.context.keys.push_back(key);
    box.field(fmt::format("#{}", i + 1), key);
  }
}

// Well-known types of a value (QuickTime File Format, "Type Indicator").
std::string value_text(std::uint32_t type, Bytes bytes) {
  ByteReader in(bytes);
  const auto integer = [&]() -> std::uint64_t {
    std::uint64_t value = 0;
    for (const std::byte b : bytes) value = (value << 8) | std::to_integer<std::uint64_t>(b);
    return value;
  };
  if (type == 1) return std::string(as_text(bytes));
  if (type == 21 && !bytes.empty() && bytes.size() <= 8) {
    const int shift = static_cast<int>(64 - 8 * bytes.size());
    return std::to_string(static_cast<std::int64_t>(integer() << shift) >> shift);
  }
  if (type == 22 && bytes.size() <= 8) return std::to_string(integer());
  if (type == 23 && bytes.size() == 4) return shortest(std::bit_cast<float>(in.u32().value_or(0)));
  if (type == 24 && bytes.size() == 8) return shortest(std::bit_cast<double>(in.u64().value_or(0)));
  if (type == 13 || type == 14 || type == 27) return fmt::format("a picture of {} bytes", bytes.size());
  return fmt::format("{} bytes: {}", bytes.size(), hex_text(bytes.first(std::min<std::size_t>(bytes.size(), 32))));
}

void data(Box& box) {
  const std::uint32_t type = box.u32();
  box.field("value_type", type & 0xFFFFFF);
  box.in.skip(4);
  const bool picture = type == 13 || type == 14 || type == 27;
  if (picture) {
    box.field("value", fmt::format("a picture of {} bytes", box.end - box.position()));
  } else {
    box.field("value", value_text(type & 0xFFFFFF, box.in.run(box.in.remaining())));
  }
}

void plain_text(Box& box) {
  box.full();
  box.field("text", until_nul(box.in.run(box.in.remaining())));
}

// 3GPP TS 26.244: version, language, text.
void three_gpp_text(Box& box) {
  box.full();
  box.in.skip(2);
  box.field("text", until_nul(box.in.run(box.in.remaining())));
}

// 3GPP TS 26.244, 8.10: name, role, longitude, latitude and altitude (16.16).
void location(Box& box) {
  box.full();
  box.in.skip(2);
  std::string name;
  while (box.in.remaining() > 0) {
    const char c = static_cast<char>(box.u8());
    if (c == '\0') break;
    name += c;
  }
  box.field("name", name);
  box.field("role", box.u8());
  box.field("longitude", shortest(box.fixed_16_16()));
  box.field("latitude", shortest(box.fixed_16_16()));
  box.field("altitude", shortest(box.fixed_16_16()));
}

// Some makers put plain text, others structures of their own, under one name: shown where it reads as text.
void text_or_size(Box& box) {
  const Bytes bytes = box.in.run(std::min<std::size_t>(box.in.remaining(), 256));
  const std::string_view text = until_nul(bytes);
  const bool readable =
      text.size() > 1 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
  if (readable) box.field("text", text);
}

// A full box within an iTunes item ("----"), plain text in user data.
void name_of(Box& box) { box.parent == "----" ? plain_text(box) : text_or_size(box); }

}  // namespace

void decode_text_atom(Box& box) {
  // Several strings, one for each language, each with its length; some writers leave a plain run of text.
  const std::size_t length = box.u16();
  const std::uint32_t language = box.u16();
  if (length + 4 > static_cast<std::size_t>(box.end - box.payload)) {
    box.walk.anomaly(AnomalyKind::kMalformed,
                     fmt::format("the text in {} announces {} bytes, more than its atom holds", box.node.type, length),
                     box.node.offset, box.node.size);
    box.field("text", as_text(box.in.run(box.in.remaining())));
    return;
  }
  box.field("text", as_text(box.in.run(std::min(length, box.in.remaining()))));
  box.field("language", language);
}

void name_tag_item(Box& box) {
  const std::string& type = box.node.type;
  box.children = box.payload;
  if (type.empty() || type.front() != '#') return;
  std::size_t number = 0;
  for (const char c : type.substr(1)) number = number * 10 + static_cast<std::size_t>(c - '0');
  if (number >= 1 && number <= box.context.keys.size()) box.field("key", box.context.keys[number - 1]);
}

void value_of_tag_item(Box& box) {
  std::string value, mean, name;
  for (const ContainerNode& child : box.node.children) {
    if (child.type == "data" && value.empty()) value = field_value(child, "value");
    if (child.type == "mean") mean = field_value(child, "text");
    if (child.type == "name") name = field_value(child, "text");
  }
  if (!mean.empty() || !name.empty()) box.field("key", mean + ":" + name);
  box.field("value", value);
}

std::vector<BoxType> tag_boxes() {
  std::vector<BoxType> list{{"meta", meta},       {"keys", keys},    {"data", data},
                            {"mean", plain_text}, {"name", name_of}, {"loci", location}};
  for (const std::string_view type : {"titl", "auth", "cprt", "dscp", "perf", "gnre", "albm"})
    list.push_back({type, three_gpp_text});
  for (const std::string_view type : {"date", "manu", "modl", "FIRM", "LENS", "CAME"})
    list.push_back({type, text_or_size});
  return list;
}

}  // namespace spoor::containers
