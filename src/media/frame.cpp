#include "media/frame.h"

#include "base/digest.h"

namespace spoor {

cv::Size plane_size(const SampleLayout& layout, int width, int height, int component) {
  const bool chroma =
      (layout.model == ColourModel::kYCbCr || layout.model == ColourModel::kYcck) && (component == 1 || component == 2);
  if (!chroma) return {width, height};
  const auto reduced = [](int side, int shift) { return (side + (1 << shift) - 1) >> shift; };
  return {reduced(width, layout.log2_chroma_w), reduced(height, layout.log2_chroma_h)};
}

int plane_type(const SampleLayout& layout) {
  if (layout.is_float) return CV_32FC1;
  return layout.bits <= 8 ? CV_8UC1 : CV_16UC1;
}

std::string plane_digest(const Frame& frame) {
  Digest digest;
  for (const cv::Mat& plane : frame.planes) {
    const std::size_t row_bytes = static_cast<std::size_t>(plane.cols) * plane.elemSize();
    if (plane.isContinuous()) {
      digest.update(std::as_bytes(std::span(plane.data, row_bytes * static_cast<std::size_t>(plane.rows))));
      continue;
    }
    for (int y = 0; y < plane.rows; ++y) digest.update(std::as_bytes(std::span(plane.ptr(y), row_bytes)));
  }
  return digest.hex();
}

const char* picture_type_name(PictureType type) {
  switch (type) {
    case PictureType::kI:
      return "I";
    case PictureType::kP:
      return "P";
    case PictureType::kB:
      return "B";
    case PictureType::kOther:
      return "other";
    case PictureType::kUnknown:
      break;
  }
  return "unknown";
}

const char* colour_model_name(ColourModel model) {
  switch (model) {
    case ColourModel::kGrey:
      return "grey";
    case ColourModel::kYCbCr:
      return "ycbcr";
    case ColourModel::kRgb:
      return "rgb";
    case ColourModel::kCmyk:
      return "cmyk";
    case ColourModel::kYcck:
      return "ycck";
    case ColourModel::kOther:
      break;
  }
  return "other";
}

const char* colour_range_name(ColourRange range) {
  switch (range) {
    case ColourRange::kLimited:
      return "limited";
    case ColourRange::kFull:
      return "full";
    case ColourRange::kUnspecified:
      break;
  }
  return "unspecified";
}

const char* field_order_name(FieldOrder order) {
  switch (order) {
    case FieldOrder::kProgressive:
      return "progressive";
    case FieldOrder::kTopFirst:
      return "top_first";
    case FieldOrder::kBottomFirst:
      return "bottom_first";
    case FieldOrder::kUnknown:
      break;
  }
  return "unknown";
}

}  // namespace spoor
