#pragma once
/// What a file says of itself, each item with its source and each time with its clock.

#include "base/job.h"
#include "base/result.h"
#include "media/anomaly.h"
#include "media/byte_source.h"
#include "media/container_tree.h"

#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// One item. `key` is Exiv2's full key ("Exif.Photo.DateTimeOriginal", "Xmp.xmp.CreatorTool") or, for container
/// tags, the path of the node and the field ("moov/mvhd.creation_time").
struct MetadataItem {
  std::string source;  ///< "exif", "xmp", "iptc", "icc", "maker_note", "container", "comment"
  std::string key;
  std::string value;  ///< printable, cut at 4096 bytes
  std::string type;   ///< "Ascii", "Rational", "XmpText", ...
};

enum class Clock { kUtc, kLocal, kLocalWithOffset, kUnknown };

/// One statement of a time, as found and as read.
///
/// The header times of QuickTime and MP4 are UTC by the standard and local time by the habit of many makers: their
/// clock is kUnknown and `note` says so. Nothing is converted here.
struct TimeItem {
  std::string key;
  std::string role;  ///< "original", "digitized", "modified", "created", "gps", "file_history"
  std::string text;  ///< as it stands in the file
  Clock clock = Clock::kUnknown;
  /// Civil time as written, in its own clock; empty where the text is no time ("0000:00:00 00:00:00").
  struct Civil {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0;
    double second = 0;
  };
  std::optional<Civil> civil;
  std::optional<int> offset_minutes;  ///< east of UTC; 0 for kUtc, set for kLocalWithOffset
  std::string note;                   ///< what the clock rests on, where that needs saying
};

/// Seconds since 1970-01-01 UTC; nothing where the clock is local or unknown, or there is no civil time.
std::optional<double> utc_seconds(const TimeItem& time);

struct GeoPoint {
  double latitude_deg = 0;
  double longitude_deg = 0;
  std::optional<double> altitude_m;
  std::string source;  ///< key it was read from
};

struct Metadata {
  std::vector<MetadataItem> items;
  std::vector<TimeItem> times;
  std::vector<GeoPoint> places;
  std::string make, model, software;  ///< first statement of each, empty where none
  int orientation = 1;                ///< EXIF 1..8 as declared
  std::string icc_profile;            ///< description, empty where none
  std::vector<Anomaly> anomalies;

  /// Value of the first item with this key; empty where there is none.
  std::string value(std::string_view key) const;
};

/// To be called once before the first read_metadata and before other threads exist: Exiv2's XMP toolkit is set up.
void initialise_metadata_reader();

/// Reads EXIF, XMP, IPTC, ICC and comments (Exiv2) and the container's own tags (from `tree`).
///
/// Stills above 256 MB and clips are not handed to Exiv2: there the container's tags are all.
Result<Metadata> read_metadata(const ByteSource& source, const ContainerTree& tree, const Job& job);

const char* clock_name(Clock clock);  ///< "utc", "local", "local_with_offset", "unknown"

}  // namespace spoor
