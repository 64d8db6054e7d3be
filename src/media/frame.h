#pragma once
/// One decoded picture, exactly as its decoder gave it.

#include "base/time_stamp.h"

#include <opencv2/core.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

enum class ColourModel { kGrey, kYCbCr, kRgb, kCmyk, kYcck, kOther };

/// How the samples lie. Every component is a plane of its own: interleaved, semi-planar, palette and bit-packed
/// layouts are laid out anew without touching a sample (`repacked_from` names what they were).
struct SampleLayout {
  ColourModel model = ColourModel::kOther;
  int components = 0;      ///< planes, alpha included; order Y Cb Cr (A), R G B (A), C M Y K (A), grey (A)
  bool has_alpha = false;  ///< the last plane is alpha
  int bits = 8;            ///< significant bits of a sample, in the low bits; 32 for float samples
  bool is_float = false;
  int log2_chroma_w = 0;  ///< chroma planes (1 and 2 of YCbCr) have ceil(width / 2^this) columns
  int log2_chroma_h = 0;
  std::string repacked_from;   ///< the decoder's own name of its layout, e.g. "nv12", "rgb24", "pal8", "yuv420p"
  bool jpeg_planes = false;    ///< the planes are a JPEG's own components, each at its own 8x8 blocks, none resampled
  bool inverted_inks = false;  ///< C M Y K stored as light: the highest value is no ink, as Adobe's programs write it

  bool operator==(const SampleLayout&) const = default;
};

enum class ColourRange { kUnspecified, kLimited, kFull };

/// What the medium declares about colour, as code points of ITU-T H.273; 2 means unspecified and stays so.
struct DeclaredColour {
  int primaries = 2;
  int transfer = 2;
  int matrix = 2;
  ColourRange range = ColourRange::kUnspecified;
  int chroma_location = 0;  ///< 0 unspecified, else 1 + H.273 chroma sample location type
  std::string icc_profile;  ///< description of an embedded ICC profile, empty where there is none

  bool operator==(const DeclaredColour&) const = default;
};

enum class PictureType { kUnknown, kI, kP, kB, kOther };
enum class FieldOrder { kUnknown, kProgressive, kTopFirst, kBottomFirst };

struct Crop {
  int left = 0, top = 0, right = 0, bottom = 0;
  bool operator==(const Crop&) const = default;
};

/// Everything about a frame but its samples.
struct FrameInfo {
  std::int64_t index = 0;  ///< position in presentation order, from 0
  std::optional<TimeStamp> pts;
  std::optional<TimeStamp> duration;
  int width = 0;  ///< of plane 0, in samples
  int height = 0;
  SampleLayout layout;
  DeclaredColour colour;
  Rational sample_aspect{0, 1};  ///< 0/1: not declared
  FieldOrder fields = FieldOrder::kUnknown;
  Crop crop;            ///< declared by the medium and already taken off by the decoder
  int orientation = 1;  ///< EXIF 1..8, from EXIF or the display matrix: declared, never applied
  PictureType type = PictureType::kUnknown;
  bool key = false;
  bool concealed = false;  ///< the decoder made up samples in this frame
};

/// A decoded picture. Copies share their samples, which nobody writes once the frame is published.
struct Frame {
  FrameInfo info;
  /// One single-channel matrix per component: CV_8U up to 8 bits, CV_16U up to 16, CV_32F for float samples.
  std::vector<cv::Mat> planes;
  std::shared_ptr<const void> keep_alive;  ///< owner of the buffers that `planes` wrap, where they do not own
};

/// Columns and rows of plane `component` in a picture of `width` x `height`.
cv::Size plane_size(const SampleLayout& layout, int width, int height, int component);

/// CV_8UC1, CV_16UC1 or CV_32FC1.
int plane_type(const SampleLayout& layout);

/// SHA-256 over the samples of all planes in order, rows without padding, 16-bit and float samples little-endian.
std::string plane_digest(const Frame& frame);

/// MD5 over the frame in its decoder's own layout, as FFmpeg's framemd5 writes it (with `-vsync passthrough
/// -noautorotate`). Empty for palette formats, whose indices are not kept.
std::string framemd5_digest(const Frame& frame);

/// Stable names for reports and JSON: "I", "P", "B", "other", "unknown"; "limited", "full", "unspecified"; ...
const char* picture_type_name(PictureType type);
const char* colour_model_name(ColourModel model);
const char* colour_range_name(ColourRange range);
const char* field_order_name(FieldOrder order);

}  // namespace spoor
