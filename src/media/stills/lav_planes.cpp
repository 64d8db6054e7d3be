#include "media/stills/lav_planes.h"

#include "media/av_compat.h"
#include "media/stills/embedded.h"
#include "media/stills/still_file.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::stills {
namespace {

bool has_flag(const AVPixFmtDescriptor& format, std::uint64_t flag) { return (format.flags & flag) != 0; }

bool is_palette(const AVPixFmtDescriptor& format) { return has_flag(format, AV_PIX_FMT_FLAG_PAL); }

/// Whether any entry of the palette is not opaque.
bool palette_has_alpha(const AVFrame& picture) {
  for (int i = 0; i < 256; ++i) {
    if (picture.data[1][4 * i + 3] != 0xFF) return true;
  }
  return false;
}

SampleLayout layout_of(const AVFrame& picture, const AVPixFmtDescriptor& format) {
  SampleLayout layout;
  layout.repacked_from = text_or_empty(format.name);
  if (is_palette(format)) {
    layout.model = ColourModel::kRgb;
    layout.has_alpha = palette_has_alpha(picture);
    layout.components = layout.has_alpha ? 4 : 3;
    return layout;
  }
  layout.has_alpha = has_flag(format, AV_PIX_FMT_FLAG_ALPHA);
  layout.components = format.nb_components;
  const int colours = format.nb_components - (layout.has_alpha ? 1 : 0);
  layout.model = colours == 1                            ? ColourModel::kGrey
                 : has_flag(format, AV_PIX_FMT_FLAG_RGB) ? ColourModel::kRgb
                 : colours == 3                          ? ColourModel::kYCbCr
                                                         : ColourModel::kOther;
  layout.log2_chroma_w = layout.model == ColourModel::kYCbCr ? format.log2_chroma_w : 0;
  layout.log2_chroma_h = layout.model == ColourModel::kYCbCr ? format.log2_chroma_h : 0;
  const auto depth = [](const AVComponentDescriptor& component) { return component.depth; };
  int least = 32, most = 0;
  for (int c = 0; c < format.nb_components; ++c) {
    least = std::min(least, depth(format.comp[c]));
    most = std::max(most, depth(format.comp[c]));
  }
  layout.bits = most;
  if (least != most) {
    layout.bits = 8;
    layout.repacked_from += ", widened to 8 bits";
  }
  return layout;
}

/// `value` of `depth` bits repeated downwards until 8 bits are full.
int widened(int value, int depth) {
  int wide = value << (8 - depth);
  for (int filled = depth; filled < 8; filled += depth) wide |= wide >> filled;
  return wide & 0xFF;
}

/// Rows of one component by libav's own reader of pixels, for all the packed layouts.
void read_component(const AVFrame& picture, const AVPixFmtDescriptor& format, int component, bool widen,
                    cv::Mat& plane) {
  std::vector<std::uint16_t> row(static_cast<std::size_t>(plane.cols));
  const int depth = format.comp[component].depth;
  for (int y = 0; y < plane.rows; ++y) {
    const std::uint8_t* data[4] = {picture.data[0], picture.data[1], picture.data[2], picture.data[3]};
    av_read_image_line2(row.data(), data, picture.linesize, &format, 0, y, component, plane.cols, 0, 2);
    if (plane.type() == CV_16UC1) {
      std::copy(row.begin(), row.end(), plane.ptr<std::uint16_t>(y));
      continue;
    }
    std::uint8_t* const to = plane.ptr(y);
    for (std::size_t x = 0; x < row.size(); ++x) {
      to[x] = static_cast<std::uint8_t>(widen ? widened(row[x], depth) : row[x]);
    }
  }
}

/// Colours of palette indices.
void look_up(const AVFrame& picture, std::vector<cv::Mat>& planes) {
  // A palette entry is a word of alpha, red, green, blue from the highest byte down; in memory blue comes first.
  constexpr std::array<std::size_t, 4> kPaletteByte{2, 1, 0, 3};
  for (std::size_t c = 0; c < planes.size(); ++c) {
    for (int y = 0; y < planes[c].rows; ++y) {
      const std::uint8_t* const indices = picture.data[0] + std::ptrdiff_t{picture.linesize[0]} * y;
      std::uint8_t* const to = planes[c].ptr(y);
      for (int x = 0; x < planes[c].cols; ++x) to[x] = picture.data[1][std::size_t{4} * indices[x] + kPaletteByte[c]];
    }
  }
}

std::vector<cv::Mat> planes_of(const AVFrame& picture, const AVPixFmtDescriptor& format, const FrameInfo& info) {
  std::vector<cv::Mat> planes = blank_planes(info);
  if (is_palette(format)) {
    look_up(picture, planes);
    return planes;
  }
  const bool widen =
      std::any_of(format.comp, format.comp + format.nb_components,
                  [&](const AVComponentDescriptor& component) { return component.depth != info.layout.bits; });
  for (int c = 0; c < info.layout.components; ++c) {
    const AVComponentDescriptor& component = format.comp[c];
    cv::Mat& plane = planes[static_cast<std::size_t>(c)];
    const bool bytes = !has_flag(format, AV_PIX_FMT_FLAG_BITSTREAM) && component.depth == 8 && component.shift == 0 &&
                       component.step <= CV_CN_MAX && picture.linesize[component.plane] > 0;
    if (!bytes) {
      read_component(picture, format, c, widen, plane);
      continue;
    }
    const cv::Mat packed(plane.rows, plane.cols, CV_8UC(component.step), picture.data[component.plane],
                         static_cast<std::size_t>(picture.linesize[component.plane]));
    cv::extractChannel(packed, plane, component.offset);
  }
  return planes;
}

}  // namespace

Result<Frame> frame_of(const AVFrame& picture) {
  const AVPixFmtDescriptor* const format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(picture.format));
  if (format == nullptr || has_flag(*format, AV_PIX_FMT_FLAG_HWACCEL) || has_flag(*format, AV_PIX_FMT_FLAG_FLOAT) ||
      has_flag(*format, AV_PIX_FMT_FLAG_BAYER)) {
    return failure(Fault::kUnsupported, "the decoder gives samples of a kind that is not read here");
  }
  Frame frame;
  frame.info.width = picture.width;
  frame.info.height = picture.height;
  frame.info.layout = layout_of(picture, *format);
  if (frame.info.layout.bits > 16) return failure(Fault::kUnsupported, "the samples have more than 16 bits");
  frame.planes = planes_of(picture, *format, frame.info);
  frame.info.fields = FieldOrder::kProgressive;
  frame.info.sample_aspect = rational(picture.sample_aspect_ratio);
  frame.info.colour.primaries = picture.color_primaries;
  frame.info.colour.transfer = picture.color_trc;
  if (frame.info.layout.model == ColourModel::kYCbCr) {
    frame.info.colour.matrix = picture.colorspace;
    frame.info.colour.range = picture.color_range == AVCOL_RANGE_MPEG   ? ColourRange::kLimited
                              : picture.color_range == AVCOL_RANGE_JPEG ? ColourRange::kFull
                                                                        : ColourRange::kUnspecified;
  }
  if (const auto* const profile = av_frame_get_side_data(&picture, AV_FRAME_DATA_ICC_PROFILE)) {
    frame.info.colour.icc_profile = icc_description(std::as_bytes(std::span(profile->data, profile->size)));
  }
  frame.info.concealed = (picture.flags & AV_FRAME_FLAG_CORRUPT) != 0 || picture.decode_error_flags != 0;
  return frame;
}

}  // namespace spoor::stills
