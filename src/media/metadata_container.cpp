// What a container says of itself, from its tree.

#include "base/text.h"
#include "media/civil_time.h"
#include "media/metadata_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace spoor {
namespace {

constexpr std::size_t kMaxItems = 20'000;

void add_item(Metadata& metadata, std::string key, std::string value, const char* type) {
  if (!value.empty() && metadata.items.size() < kMaxItems)
    metadata.items.push_back({"container", std::move(key), std::move(value), type});
}

void set_first(std::string& into, const std::string& value) {
  if (into.empty()) into = value;
}

TimeItem::Civil civil_of(const CivilTime& time) {
  return {time.year, time.month, time.day, time.hour, time.minute, time.second};
}

// Times of the movie's, a track's or a media header.
void add_header_times(Metadata& metadata, const ContainerNode& node, const std::string& path) {
  for (const auto& [field, role] :
       {std::pair{"creation_time", "created"}, std::pair{"modification_time", "modified"}}) {
    const std::string text = field_value(node, std::string(field) + "_raw");
    if (text.empty()) continue;
    TimeItem item;
    item.key = path + "." + field;
    item.role = role;
    item.text = text;
    item.note = "seconds since 1904; UTC by the standard, local time by the habit of some makers";
    std::uint64_t raw = 0;
    std::from_chars(text.data(), text.data() + text.size(), raw);
    if (raw == 0) {
      item.note = "not set";
    } else if (const auto civil = civil_from_seconds(
                   static_cast<std::int64_t>(std::min<std::uint64_t>(raw, 1ULL << 62)) + kUnixFrom1904)) {
      item.civil = civil_of(*civil);
      // Some writers count from 1970: read by the standard, their dates lie before there was digital video.
      if (civil->year < 1970) {
        if (const auto unix = civil_from_seconds(static_cast<std::int64_t>(raw)))
          item.note += "; counted from 1970 it would be " + iso_text(*unix);
      }
    }
    metadata.times.push_back(std::move(item));
  }
}

void use_place(Metadata& metadata, const std::string& key, const std::string& text) {
  if (auto place = place_from_iso6709(text)) {
    place->source = key;
    metadata.places.push_back(*place);
  }
}

// An entry of QuickTime's keys, of iTunes' list or of user data: `name` is what the entry is called in the file.
void use_tag(Metadata& metadata, const std::string& key, const std::string& name, const std::string& value) {
  constexpr std::string_view kCopyright = "\u00A9";
  const std::string_view four =
      name.starts_with(kCopyright) ? std::string_view(name).substr(kCopyright.size()) : std::string_view();
  if (name == "com.apple.quicktime.make" || four == "mak" || name == "manu" || name == "com.android.manufacturer")
    set_first(metadata.make, value);
  if (name == "com.apple.quicktime.model" || four == "mod" || name == "modl" || name == "com.android.model")
    set_first(metadata.model, value);
  if (name == "com.apple.quicktime.software" || four == "swr" || four == "too") set_first(metadata.software, value);
  if (name == "com.apple.quicktime.location.ISO6709" || four == "xyz") use_place(metadata, key, value);
  if (name == "com.apple.quicktime.creationdate") metadata.times.push_back(time_from_text(key, "original", value));
  if (four == "day" || name == "date") metadata.times.push_back(time_from_text(key, "created", value));
}

void use_node(Metadata& metadata, const ContainerNode& node, const std::string& parent, const std::string& path) {
  const std::string& type = node.type;
  const std::string text = field_value(node, "text");
  if (type == "mvhd" || type == "tkhd" || type == "mdhd") {
    add_header_times(metadata, node, path);
  } else if (type == "hdlr") {
    add_item(metadata, path + ".name", field_value(node, "name"), "Text");
  } else if (parent == "stsd") {
    add_item(metadata, path + ".compressor", field_value(node, "compressor"), "Text");
  } else if (type == "mdat") {
    add_item(metadata, path + ".encoder_text", field_value(node, "encoder_text"), "Text");
  } else if (parent == "ilst") {
    const std::string key = field_value(node, "key"), value = field_value(node, "value");
    add_item(metadata, path + (key.empty() ? "" : "." + key), value, "Value");
    if (!value.empty()) use_tag(metadata, path + (key.empty() ? "" : "." + key), key.empty() ? type : key, value);
  } else if (type == "loci") {
    const std::string latitude = field_value(node, "latitude"), longitude = field_value(node, "longitude");
    add_item(metadata, path, latitude + " " + longitude, "Location");
    const auto one = [](const std::string& number) {
      double value = 1e9;
      std::from_chars(number.data(), number.data() + number.size(), value);
      return value;
    };
    const GeoPoint place{one(latitude), one(longitude), std::nullopt, path};
    if (std::abs(place.latitude_deg) <= 90 && std::abs(place.longitude_deg) <= 180) metadata.places.push_back(place);
  } else if (parent == "udta" || type.starts_with("\u00A9")) {
    add_item(metadata, path, text, "Text");
    if (!text.empty()) use_tag(metadata, path, type, text);
  }
}

void use_riff(Metadata& metadata, const ContainerNode& node, const std::string& path) {
  const std::string text = field_value(node, "text");
  add_item(metadata, path, text, "Text");
  if (node.type == "ISFT") set_first(metadata.software, text);
  if (node.type == "IDIT" || node.type == "ICRD") metadata.times.push_back(time_from_text(path, "original", text));
  if (node.type == "bext") {
    add_item(metadata, path + ".originator", field_value(node, "originator"), "Text");
    metadata.times.push_back(
        time_from_text(path + ".date", "original", field_value(node, "date") + "T" + field_value(node, "time")));
  }
}

void use_png(Metadata& metadata, const ContainerNode& node, const std::string& path) {
  if (node.type == "tIME") {
    TimeItem item = time_from_text(path, "modified", field_value(node, "time"));
    item.clock = Clock::kUtc;  // ISO/IEC 15948, 11.3.5.1
    item.offset_minutes = 0;
    metadata.times.push_back(std::move(item));
  }
  const std::string keyword = field_value(node, "keyword"), text = field_value(node, "text");
  if (keyword.empty()) return;
  const std::string key = path + "." + keyword;
  if (keyword != "XML:com.adobe.xmp") add_item(metadata, key, text, "Text");
  if (keyword == "Software") set_first(metadata.software, text);
  if (keyword == "Creation Time") metadata.times.push_back(time_from_text(key, "created", text));
  // ImageMagick copies the dates of the file it read.
  if (keyword == "date:create" || keyword == "date:modify")
    metadata.times.push_back(time_from_text(key, "file_history", text));
}

void use_matroska(Metadata& metadata, const ContainerNode& node, const std::string& path) {
  if (node.type == "Info") {
    for (const char* name : {"MuxingApp", "WritingApp", "Title", "SegmentFilename"})
      add_item(metadata, path + "." + name, field_value(node, name), "Text");
    set_first(metadata.software, field_value(node, "WritingApp"));
    if (const std::string date = field_value(node, "DateUTC"); !date.empty()) {
      TimeItem item = time_from_text(path + ".DateUTC", "created", date);
      item.clock = Clock::kUtc;
      item.offset_minutes = 0;
      metadata.times.push_back(std::move(item));
    }
  }
  if (node.type != "SimpleTag") return;
  const std::string name = field_value(node, "TagName"), value = field_value(node, "TagString");
  add_item(metadata, path + "." + name, value, "Text");
  if (name == "ENCODER") set_first(metadata.software, value);
  if (name == "DATE_RECORDED" || name == "DATE_DIGITIZED" || name == "creation_time")
    metadata.times.push_back(
        time_from_text(path + "." + name, name == "DATE_DIGITIZED" ? "digitized" : "original", value));
  if (name == "com.apple.quicktime.location.ISO6709" || name == "LOCATION")
    use_place(metadata, path + "." + name, value);
}

void use_nodes(Metadata& metadata, const std::string& format, const std::vector<ContainerNode>& nodes,
               const std::string& parent, const std::string& above) {
  std::map<std::string, int> numbers;
  for (const ContainerNode& node : nodes) {
    const int number = ++numbers[node.type];
    const std::string path =
        above + (above.empty() ? "" : "/") + node.type + (number > 1 ? fmt::format("[{}]", number) : "");
    if (format == "riff") {
      use_riff(metadata, node, path);
    } else if (format == "png") {
      use_png(metadata, node, path);
    } else if (format == "matroska") {
      use_matroska(metadata, node, path);
    } else if (format == "gif") {
      if (node.type == "comment") add_item(metadata, path, field_value(node, "text"), "Text");
    } else {
      use_node(metadata, node, parent, path);
    }
    use_nodes(metadata, format, node.children, node.type, path);
  }
}

}  // namespace

void add_container_tags(Metadata& metadata, const ContainerTree& tree) {
  constexpr std::string_view kFormats[] = {"isobmff", "jxl", "riff", "png", "matroska", "gif"};
  if (std::find(std::begin(kFormats), std::end(kFormats), tree.format) == std::end(kFormats)) return;
  use_nodes(metadata, tree.format, tree.nodes, {}, {});
}

}  // namespace spoor
