#include "methods/jpeg/encoder_facts.h"

#include "base/digest.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace spoor {
namespace {

struct KnownTables {
  std::string_view digest;
  std::string_view reading;
  std::string_view source;
};

constexpr std::string_view kPhotoshop = "one of Adobe Photoshop's own sets, not a scaling of the standard tables";
constexpr std::string_view kWeb = "one of Adobe's own sets, as \"Save for Web\" writes them beside a Ducky segment";
constexpr std::string_view kCamera = "a set of a camera maker's own; other devices and programs may use it";

// Measured on real files in November 2026; a row counts the files that hold the set.
constexpr KnownTables kKnownTables[] = {
    {"a160a0e0b5504cc3", kPhotoshop, "measured: 6 of 6 files name Photoshop CS3 in their metadata"},
    {"5be9b5da89c6d0cb", kPhotoshop, "measured: 4 of 5 files name Photoshop or Lightroom, all have Adobe's APP14"},
    {"ddc0a0db55df3ff0", kWeb, "measured: 2 of 3 files name Photoshop, all have Ducky and Adobe segments"},
    {"749439adcb2bc97a", kPhotoshop, "measured: 1 of 2 files names Photoshop CS4, both have Adobe's APP14"},
    {"752e9550ad1e3fc9", kWeb, "measured: 1 file, names Photoshop CS5, has Ducky and Adobe segments"},
    {"92e848fb207cb923", kWeb, "measured: 1 file, names Photoshop, has Ducky and Adobe segments"},
    {"11045317adfbb2af", kPhotoshop, "measured: 3 of 3 files have Adobe's APP14 (thumbnails with Adobe_CM)"},
    {"5e5bb3cc90f62062", kWeb, "measured: 3 of 3 files have Ducky and Adobe segments"},
    {"0ef4ac6aa563798f", kWeb, "measured: 1 file with Ducky and Adobe segments"},
    {"de713ded172cd1e2", kWeb, "measured: 1 file with Ducky and Adobe segments"},
    {"cfd1ea6a6fd7f993", kWeb, "measured: 1 file with Ducky and Adobe segments"},
    {"823ae6fe6507ae6f", kCamera, "measured: 20 files that name Nikon D70 and D70s"},
    {"a0495c81affaf894", kCamera, "measured: 4 files, 3 of them name Canon cameras"},
};

struct KnownMarker {
  std::string_view name, identifier;
  std::string_view reading, source;
};

constexpr KnownMarker kKnownMarkers[] = {
    {"APP0", "JFIF", "JFIF: the format of libraries and most software; cameras write Exif without it, phones vary",
     "JPEG File Interchange Format 1.02, 1992; Exif 2.32 (CIPA DC-008), 4.5.4"},
    {"APP0", "JFXX", "JFIF extension with a thumbnail", "JPEG File Interchange Format 1.02, 1992"},
    {"APP0", "AVI1", "a frame of Motion JPEG", "OpenDML AVI M-JPEG DIB format 1.0, 1997"},
    {"APP1", "Exif", "Exif metadata", "Exif 2.32 (CIPA DC-008)"},
    {"APP2", "ICC_PROFILE", "colour profile", "ICC.1:2022, annex B.4"},
    {"APP2", "MPF", "further pictures in the same file (previews, gain map, 3D)", "CIPA DC-007, 2009"},
    {"APP11", "JP", "a JUMBF box, used by C2PA manifests and HDR gain maps", "ISO/IEC 19566-5; C2PA specification"},
    {"APP12", "Ducky", "quality and comment of Adobe's \"Save for Web\"", "ExifTool, tag names of JPEG segments"},
    {"APP13", "Photoshop 3.0", "Photoshop's image resources, often IPTC; other programs write it for IPTC as well",
     "Adobe Photoshop file formats specification; IPTC-IIM"},
    {"APP13", "Adobe_CM", "marker of thumbnails in Photoshop's image resources",
     "ExifTool, tag names of JPEG segments"},
    {"APP14", "Adobe", "colour transform as Adobe's software states it; libjpeg writes it for RGB and CMYK",
     "Adobe Technical Note 5116, 1992"},
};

// jpeg_simple_progression of libjpeg for three components in YCbCr: components, first and last coefficient, Ah, Al.
struct Step {
  int component;  // -1: all
  int first, last, high, low;
};
constexpr Step kLibjpegColour[] = {{-1, 0, 0, 0, 1}, {0, 1, 5, 0, 2},  {2, 1, 63, 0, 1}, {1, 1, 63, 0, 1},
                                   {0, 6, 63, 0, 2}, {0, 1, 63, 2, 1}, {-1, 0, 0, 1, 0}, {2, 1, 63, 1, 0},
                                   {1, 1, 63, 1, 0}, {0, 1, 63, 1, 0}};
constexpr Step kLibjpegGrey[] = {{-1, 0, 0, 0, 1}, {0, 1, 5, 0, 2},  {0, 6, 63, 0, 2},
                                 {0, 1, 63, 2, 1}, {-1, 0, 0, 1, 0}, {0, 1, 63, 1, 0}};

bool follows(const JpegPicture& picture, std::span<const Step> script) {
  if (picture.scans.size() != script.size()) return false;
  for (std::size_t s = 0; s < script.size(); ++s) {
    const JpegScan& scan = picture.scans[s];
    const Step& step = script[s];
    if (scan.spectral_start != step.first || scan.spectral_end != step.last || scan.approx_high != step.high ||
        scan.approx_low != step.low) {
      return false;
    }
    if (step.component < 0) {
      if (scan.components.size() != picture.components.size()) return false;
    } else if (scan.components.size() != 1 ||
               scan.components[0] != picture.components[static_cast<std::size_t>(step.component)].id) {
      return false;
    }
  }
  return true;
}

const JpegQuantTable* table_of(const JpegPicture& picture, std::size_t component) {
  if (component >= picture.components.size()) return nullptr;
  for (const JpegQuantTable& t : picture.quant_tables) {
    if (t.id == picture.components[component].quant_table) return &t;
  }
  return nullptr;
}

std::string digest_of(const JpegQuantTable& luma, const JpegQuantTable* chroma) {
  std::vector<std::byte> steps;
  for (const JpegQuantTable* t : {&luma, chroma}) {
    if (t == nullptr) continue;
    for (const std::uint16_t step : t->steps) {
      if (step > 255) return {};
      steps.push_back(static_cast<std::byte>(step));
    }
  }
  Digest digest;
  digest.update(steps);
  return digest.hex().substr(0, 16);
}

std::string standard_reading(const JpegPicture& picture, const JpegQuantTable* chroma_table) {
  const int luma = picture.luma_quality->quality;
  if (!picture.chroma_quality || chroma_table == nullptr) {
    return fmt::format("the standard luma table at quality {}", luma);
  }
  // Several of the lowest qualities share one table, so the tables are compared and not the numbers.
  if (chroma_table->steps == standard_chroma_table(luma)) {
    return fmt::format("the standard tables at quality {}, as libjpeg and what uses it write them", luma);
  }
  return fmt::format("standard tables, luma at quality {} and chroma at quality {}", luma,
                     picture.chroma_quality->quality);
}

std::string nearest_reading(const JpegPicture& picture) {
  std::string text = "tables of no known set";
  if (picture.luma_quality) {
    text += fmt::format("; luma comes nearest to the standard table at quality {} (sum of differences {})",
                        picture.luma_quality->quality, picture.luma_quality->total_distance);
  }
  if (picture.chroma_quality) {
    text += fmt::format(", chroma at quality {} ({})", picture.chroma_quality->quality,
                        picture.chroma_quality->total_distance);
  }
  return text;
}

}  // namespace

TableReading read_tables(const JpegPicture& picture) {
  TableReading reading;
  reading.fact.feature = "quantisation tables";
  const JpegQuantTable* const luma = table_of(picture, 0);
  if (luma == nullptr) {
    reading.fact.reading = "none in force at the first scan";
    reading.fact.source = "ITU-T T.81, B.5";
    return reading;
  }
  const JpegQuantTable* const chroma = table_of(picture, 1);
  reading.digest = digest_of(*luma, chroma);
  if (picture.luma_quality && picture.luma_quality->exact &&
      (!picture.chroma_quality || picture.chroma_quality->exact)) {
    reading.family = TableFamily::kStandard;
    reading.fact.reading = standard_reading(picture, chroma);
    reading.fact.source = "ITU-T T.81, annex K; scaling of the Independent JPEG Group's library";
    return reading;
  }
  for (const KnownTables& known : kKnownTables) {
    if (reading.digest != known.digest) continue;
    reading.family = TableFamily::kKnown;
    reading.fact.reading = known.reading;
    reading.fact.source = known.source;
    return reading;
  }
  reading.family = TableFamily::kOther;
  reading.fact.reading = nearest_reading(picture);
  reading.fact.source = "ITU-T T.81, annex K, by comparison";
  return reading;
}

ScanScript read_script(const JpegPicture& picture) {
  if (picture.process != JpegProcess::kProgressive) return ScanScript::kSequential;
  const bool libjpeg = picture.components.size() == 3   ? follows(picture, kLibjpegColour)
                       : picture.components.size() == 1 ? follows(picture, kLibjpegGrey)
                                                        : false;
  return libjpeg ? ScanScript::kLibjpegProgressive : ScanScript::kOtherProgressive;
}

HuffmanKind read_huffman(const JpegPicture& picture) {
  if (picture.huffman_tables.empty()) return HuffmanKind::kNone;
  const auto standard = std::count_if(picture.huffman_tables.begin(), picture.huffman_tables.end(),
                                      [](const JpegHuffmanTable& t) { return t.standard; });
  if (standard == 0) return HuffmanKind::kOptimised;
  return static_cast<std::size_t>(standard) == picture.huffman_tables.size() ? HuffmanKind::kStandard
                                                                             : HuffmanKind::kMixed;
}

std::vector<EncoderFact> marker_facts(const JpegStructure& structure, int picture) {
  std::vector<EncoderFact> facts;
  std::set<std::string_view> seen;
  for (const JpegSegment& segment : structure.segments) {
    if (segment.picture != picture) continue;
    for (const KnownMarker& known : kKnownMarkers) {
      if (segment.name != known.name || !segment.identifier.starts_with(known.identifier)) continue;
      if (!seen.insert(known.identifier).second) break;
      facts.push_back(
          {fmt::format("{} {}", known.name, known.identifier), std::string(known.reading), std::string(known.source)});
      break;
    }
  }
  return facts;
}

}  // namespace spoor
