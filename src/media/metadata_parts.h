#pragma once
/// The parts of read_metadata: each fills its share of a Metadata.

#include "media/metadata.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace spoor {

/// EXIF, XMP, IPTC, comment and ICC profile of a still, and the XMP packet of a clip, through Exiv2. What Exiv2
/// complains of becomes anomalies.
void add_exiv2(Metadata& metadata, const ByteSource& source, const ContainerTree& tree);

/// Dates and places of the items that add_exiv2 found.
void add_exif_times(Metadata& metadata);
void add_exif_places(Metadata& metadata);

/// What the container says of itself: QuickTime and Matroska headers and tags, RIFF lists, PNG texts.
void add_container_tags(Metadata& metadata, const ContainerTree& tree);

/// A time text as the many standards write it: "2016:05:04 12:00:07", ISO 8601 with or without fraction and zone,
/// a bare date or year, "20160504", RIFF's "Wed May 04 12:00:07 2016". The civil time is empty where the text is none.
TimeItem time_from_text(std::string key, std::string role, std::string_view text);

/// "+02:00", "-0330", "Z" as minutes east of UTC.
std::optional<int> zone_minutes(std::string_view text);

/// ISO 6709 as in QuickTime: "+27.5916+086.5640+8850/", degrees, or degrees and minutes, or with seconds.
std::optional<GeoPoint> place_from_iso6709(std::string_view text);

/// "51/1 30/1 1234/100" with its reference letter as degrees.
std::optional<double> degrees_from_rationals(std::string_view text, std::string_view reference);

/// "12/1 34/1 5678/100" as up to three numbers; nothing where one is no number (a zero denominator).
std::optional<std::array<double, 3>> three_rationals(std::string_view text);

/// Description of an ICC profile (LittleCMS); empty where it is none.
std::string icc_description(std::span<const std::byte> profile);

}  // namespace spoor
