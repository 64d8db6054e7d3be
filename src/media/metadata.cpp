#include "media/metadata.h"

#include "media/civil_time.h"
#include "media/metadata_parts.h"

#include <algorithm>
#include <charconv>

namespace spoor {
namespace {

void set_orientation(Metadata& metadata) {
  const std::string text = metadata.value("Exif.Image.Orientation");
  if (text.empty()) return;
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault == std::errc() && end == text.data() + text.size() && value >= 1 && value <= 8) {
    metadata.orientation = value;
  } else if (text != "0") {  // 0 is written by many scanners and says nothing
    metadata.anomalies.push_back(
        {AnomalyKind::kMalformed, "the EXIF orientation is " + text + ", which is none of 1 to 8", -1, 0});
  }
}

void set_first(std::string& into, const Metadata& metadata, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    std::string value = metadata.value(key);
    // Makers fill fixed fields with blanks.
    value.erase(value.find_last_not_of(' ') + 1);
    if (!value.empty() && into.empty()) into = value;
  }
}

}  // namespace

std::string Metadata::value(std::string_view key) const {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const MetadataItem& item) { return item.key == key; });
  return found == items.end() ? std::string() : found->value;
}

std::optional<double> utc_seconds(const TimeItem& time) {
  if (!time.civil || (time.clock != Clock::kUtc && time.clock != Clock::kLocalWithOffset)) return std::nullopt;
  if (time.clock == Clock::kLocalWithOffset && !time.offset_minutes) return std::nullopt;
  const TimeItem::Civil& civil = *time.civil;
  const auto seconds = seconds_from_civil({civil.year, civil.month, civil.day, civil.hour, civil.minute, civil.second});
  if (!seconds) return std::nullopt;
  return *seconds - 60.0 * time.offset_minutes.value_or(0);
}

Result<Metadata> read_metadata(const ByteSource& source, const ContainerTree& tree, const Job& job) {
  job.tick(0, source.size());
  Metadata metadata;
  add_exiv2(metadata, source, tree);
  job.tick(source.size() / 2, source.size());
  add_exif_times(metadata);
  add_exif_places(metadata);
  set_orientation(metadata);
  set_first(metadata.make, metadata, {"Exif.Image.Make", "Xmp.tiff.Make"});
  set_first(metadata.model, metadata, {"Exif.Image.Model", "Xmp.tiff.Model"});
  set_first(metadata.software, metadata, {"Exif.Image.Software", "Xmp.xmp.CreatorTool"});
  add_container_tags(metadata, tree);
  job.tick(source.size(), source.size());
  return metadata;
}

const char* clock_name(Clock clock) {
  switch (clock) {
    case Clock::kUtc:
      return "utc";
    case Clock::kLocal:
      return "local";
    case Clock::kLocalWithOffset:
      return "local_with_offset";
    case Clock::kUnknown:
      break;
  }
  return "unknown";
}

}  // namespace spoor
