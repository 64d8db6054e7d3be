// Dates and places among the items that Exiv2 read.

#include "base/text.h"
#include "media/metadata_parts.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace spoor {
namespace {

struct TimeKey {
  std::string_view key, role;
  std::string_view fraction = {}, zone = {};
};
// XMP's CreateDate is EXIF's DateTimeDigitized by the XMP specification (part 2), photoshop:DateCreated the date of
// the original.
constexpr TimeKey kTimes[] = {
    {"Exif.Photo.DateTimeOriginal", "original", "Exif.Photo.SubSecTimeOriginal", "Exif.Photo.OffsetTimeOriginal"},
    {"Exif.Image.DateTimeOriginal", "original"},
    {"Exif.Photo.DateTimeDigitized", "digitized", "Exif.Photo.SubSecTimeDigitized", "Exif.Photo.OffsetTimeDigitized"},
    {"Exif.Image.DateTime", "modified", "Exif.Photo.SubSecTime", "Exif.Photo.OffsetTime"},
    {"Xmp.exif.DateTimeOriginal", "original"},
    {"Xmp.photoshop.DateCreated", "original"},
    {"Xmp.exif.DateTimeDigitized", "digitized"},
    {"Xmp.xmp.CreateDate", "digitized"},
    {"Xmp.tiff.DateTime", "modified"},
    {"Xmp.xmp.ModifyDate", "modified"},
    {"Xmp.xmp.MetadataDate", "file_history"},
    {"Xmp.exif.GPSTimeStamp", "gps"},
};

// Fraction and zone of an EXIF time stand in entries of their own.
void complete(TimeItem& item, const Metadata& metadata, const TimeKey& from) {
  if (from.fraction.empty() || !item.civil) return;
  const std::string fraction = metadata.value(from.fraction);
  double unit = 0.1;
  for (const char c : fraction) {
    if (c < '0' || c > '9') break;
    item.civil->second += unit * (c - '0');
    unit /= 10;
  }
  if (const auto zone = zone_minutes(metadata.value(from.zone)); zone && item.clock == Clock::kLocal) {
    item.offset_minutes = zone;
    item.clock = Clock::kLocalWithOffset;
    item.note = fmt::format("zone from {}", from.zone);
  }
}

void add_gps_time(Metadata& metadata) {
  const std::string date = metadata.value("Exif.GPSInfo.GPSDateStamp");
  const std::string time = metadata.value("Exif.GPSInfo.GPSTimeStamp");
  if (date.empty() && time.empty()) return;
  TimeItem item = time_from_text("Exif.GPSInfo.GPSTimeStamp", "gps", date);
  item.text = printable(date + " " + time, 200);
  item.clock = Clock::kUtc;
  item.offset_minutes = 0;
  item.note.clear();
  const auto parts = three_rationals(time);
  if (!item.civil || !parts) {
    item.civil.reset();
    item.note = date.empty() ? "a time of day without a date" : time.empty() ? "a date without a time of day" : "";
  } else {
    // Fractions of hours or minutes are allowed by the standard; carried into seconds.
    const auto& [hours, minutes, seconds] = *parts;
    const double total = hours * 3600 + minutes * 60 + seconds;
    if (total < 0 || total >= 86401) {
      item.civil.reset();
    } else {
      item.civil->hour = std::min(23, static_cast<int>(total / 3600));
      item.civil->minute = std::min(59, static_cast<int>((total - item.civil->hour * 3600) / 60));
      item.civil->second = total - item.civil->hour * 3600 - item.civil->minute * 60;
    }
  }
  metadata.times.push_back(std::move(item));
}

void add_iptc_time(Metadata& metadata, const std::string& date_key, const std::string& time_key, const char* role) {
  const std::string date = metadata.value(date_key), time = metadata.value(time_key);
  if (date.empty()) return;
  metadata.times.push_back(time_from_text(date_key, role, time.empty() ? date : date + "T" + time));
}

// "51,30.1234N" or "51,30,12N".
std::optional<double> xmp_degrees(std::string text) {
  if (text.size() < 2) return std::nullopt;
  const std::string reference(1, text.back());
  text.pop_back();
  for (char& c : text) c = c == ',' ? ' ' : c;
  return degrees_from_rationals(text, reference);
}

}  // namespace

void add_exif_times(Metadata& metadata) {
  for (const TimeKey& from : kTimes) {
    const std::string text = metadata.value(from.key);
    if (text.empty()) continue;
    TimeItem item = time_from_text(std::string(from.key), std::string(from.role), text);
    complete(item, metadata, from);
    metadata.times.push_back(std::move(item));
  }
  add_gps_time(metadata);
  add_iptc_time(metadata, "Iptc.Application2.DateCreated", "Iptc.Application2.TimeCreated", "original");
  add_iptc_time(metadata, "Iptc.Application2.DigitizationDate", "Iptc.Application2.DigitizationTime", "digitized");
  for (const MetadataItem& item : metadata.items) {
    const bool history = item.key.starts_with("Xmp.xmpMM.History[") && item.key.ends_with("stEvt:when");
    if (history) metadata.times.push_back(time_from_text(item.key, "file_history", item.value));
  }
}

void add_exif_places(Metadata& metadata) {
  const auto text = [&](const char* key) { return metadata.value(std::string("Exif.GPSInfo.") + key); };
  const auto latitude = degrees_from_rationals(text("GPSLatitude"), text("GPSLatitudeRef"));
  const auto longitude = degrees_from_rationals(text("GPSLongitude"), text("GPSLongitudeRef"));
  if (latitude && longitude) {
    GeoPoint place{*latitude, *longitude, std::nullopt, "Exif.GPSInfo.GPSLatitude"};
    // Reference 1 is below sea level.
    if (const auto altitude = three_rationals(text("GPSAltitude")))
      place.altitude_m = text("GPSAltitudeRef") == "1" ? -(*altitude)[0] : (*altitude)[0];
    metadata.places.push_back(place);
  }
  const auto xmp_latitude = xmp_degrees(metadata.value("Xmp.exif.GPSLatitude"));
  const auto xmp_longitude = xmp_degrees(metadata.value("Xmp.exif.GPSLongitude"));
  if (xmp_latitude && xmp_longitude) {
    GeoPoint& place = metadata.places.emplace_back();
    place.latitude_deg = *xmp_latitude;
    place.longitude_deg = *xmp_longitude;
    place.source = "Xmp.exif.GPSLatitude";
  }
}

}  // namespace spoor
