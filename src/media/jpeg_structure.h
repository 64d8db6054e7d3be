#pragma once
/// What a JPEG file is made of: markers in order, tables, scans, further pictures, and what follows them.

#include "base/byte_reader.h"
#include "base/result.h"
#include "media/anomaly.h"

#include <opencv2/core.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// One marker segment, in file order.
struct JpegSegment {
  int marker = 0;           ///< second byte, e.g. 0xE1
  std::string name;         ///< "SOI", "APP1", "DQT", ...
  std::int64_t offset = 0;  ///< of the 0xFF, in the file
  std::int64_t length = 0;  ///< marker and payload; for SOS with its entropy-coded data
  std::string identifier;   ///< of an APPn: "JFIF", "Exif", "ICC_PROFILE", "Adobe", "MPF", XMP's namespace, ...
  int picture = 0;          ///< index into JpegStructure::pictures
};

struct JpegQuantTable {
  int id = 0;
  int precision_bits = 8;
  std::array<std::uint16_t, 64> steps{};  ///< row-major (natural order), not zig-zag
  std::int64_t offset = 0;
};

struct JpegHuffmanTable {
  int table_class = 0;  ///< 0 DC, 1 AC
  int id = 0;
  std::array<std::uint8_t, 16> counts{};  ///< codes of length 1..16
  std::vector<std::uint8_t> symbols;
  bool standard = false;  ///< equals one of the typical tables of ITU-T T.81 annex K
};

struct JpegComponent {
  int id = 0;
  int h = 1, v = 1;  ///< sampling factors
  int quant_table = 0;
};

struct JpegScan {
  std::vector<int> components;  ///< component ids
  int spectral_start = 0, spectral_end = 63, approx_high = 0, approx_low = 0;
  std::int64_t offset = 0;
};

/// Which quality of the IJG scaling the tables come nearest to.
struct JpegQuality {
  int quality = 0;         ///< 1..100
  bool exact = false;      ///< every step equal
  int total_distance = 0;  ///< sum of |step - step at that quality|
};

enum class JpegProcess { kBaseline, kExtended, kProgressive, kLossless, kArithmetic, kUnknown };

/// One complete JPEG stream in the file: the main picture, a thumbnail, an MPF preview, a gain map.
struct JpegPicture {
  std::string role;  ///< "main", "exif_thumbnail", "mpf", "trailing"
  std::int64_t offset = 0;
  std::int64_t length = 0;
  JpegProcess process = JpegProcess::kUnknown;
  int width = 0, height = 0, precision_bits = 8;
  std::vector<JpegComponent> components;
  std::vector<JpegQuantTable> quant_tables;  ///< as in force at the first scan that uses them
  std::vector<JpegHuffmanTable> huffman_tables;
  std::vector<JpegScan> scans;
  int restart_interval = 0;  ///< MCUs, 0: none
  std::optional<JpegQuality> luma_quality, chroma_quality;
  std::string subsampling;   ///< "4:4:4", "4:2:2", "4:2:0", "4:4:0", "4:1:1", "grey", or factors "2x1,1x2,1x1"
  int adobe_transform = -1;  ///< -1: no Adobe segment
};

/// Bytes behind the end of the main picture that belong to no further JPEG stream.
struct JpegTrailer {
  std::string kind;  ///< "motion_photo", "samsung", "zero_padding", "unknown", ...
  std::int64_t offset = 0;
  std::int64_t length = 0;
};

struct JpegStructure {
  std::vector<JpegSegment> segments;
  std::vector<JpegPicture> pictures;  ///< the main picture first; never empty
  std::vector<JpegTrailer> trailers;
  std::vector<Anomaly> anomalies;
};

/// Parses `file` (the whole of it).
///
/// Errors: kUnsupported where it does not begin with a JPEG's SOI; kCorrupt where no frame header is found.
Result<JpegStructure> read_jpeg_structure(Bytes file);

/// Quantised DCT coefficients of the JPEG stream in `picture` (libjpeg-turbo's jpeg_read_coefficients).
struct JpegCoefficients {
  struct Component {
    int h = 1, v = 1;
    std::array<std::uint16_t, 64> steps{};  ///< row-major
    cv::Mat blocks;  ///< CV_16SC1; block (i, j) is the 8x8 cell at rows 8j.., columns 8i..; coefficients row-major
    int width = 0, height = 0;  ///< samples of the component that belong to the picture
  };
  int width = 0, height = 0;
  std::vector<Component> components;
  std::vector<Anomaly> anomalies;  ///< what libjpeg warned of
};

/// Errors: kUnsupported for what libjpeg does not read (lossless, 12-bit); kCorrupt; kTooLarge above 300 megapixels.
Result<JpegCoefficients> read_jpeg_coefficients(Bytes picture);

/// The tables of the IJG scaling (annex K base tables), row-major; quality 1..100.
std::array<std::uint16_t, 64> standard_luma_table(int quality);
std::array<std::uint16_t, 64> standard_chroma_table(int quality);

const char* jpeg_process_name(JpegProcess process);

}  // namespace spoor
