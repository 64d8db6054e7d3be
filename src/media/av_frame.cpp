#include "media/av_frame.h"

extern "C" {
#include <libavutil/imgutils.h>
}

#include "base/digest.h"
#include "media/av_compat.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstring>

namespace spoor {
namespace {

std::atomic<std::int64_t> frames_alive{0};

int deepest(const AVPixFmtDescriptor& format) {
  int depth = 0;
  for (int c = 0; c < format.nb_components; ++c) depth = std::max(depth, format.comp[c].depth);
  return depth;
}

bool is_palette(const AVPixFmtDescriptor& format) { return (format.flags & AV_PIX_FMT_FLAG_PAL) != 0; }

bool is_native_endian(const AVPixFmtDescriptor& format) {
  if (deepest(format) <= 8) return true;
  const bool big = (format.flags & AV_PIX_FMT_FLAG_BE) != 0;
  return big == (std::endian::native == std::endian::big);
}

/// A component that is a plane by itself: nothing between its samples, no bits beside them.
bool is_plane_alone(const AVPixFmtDescriptor& format, int component) {
  const AVComponentDescriptor& c = format.comp[component];
  for (int other = 0; other < format.nb_components; ++other) {
    if (other != component && format.comp[other].plane == c.plane) return false;
  }
  const int bytes = (format.flags & AV_PIX_FMT_FLAG_FLOAT) != 0 ? 4 : deepest(format) > 8 ? 2 : 1;
  return (format.flags & AV_PIX_FMT_FLAG_BITSTREAM) == 0 && !is_palette(format) && c.step == bytes && c.offset == 0 &&
         c.shift == 0 && c.depth == deepest(format) && is_native_endian(format);
}

/// The window of the decoded picture that remains when the declared crop is taken off.
struct Window {
  int x = 0, y = 0, width = 0, height = 0;
  Crop crop;
};

Window window_of(const AVFrame& frame) {
  Window window{0, 0, frame.width, frame.height, {}};
  const auto width = static_cast<std::size_t>(frame.width), height = static_cast<std::size_t>(frame.height);
  // A crop that leaves nothing is a decoder's error; the whole picture is then what there is.
  if (frame.crop_left >= width || frame.crop_right >= width - frame.crop_left || frame.crop_top >= height ||
      frame.crop_bottom >= height - frame.crop_top) {
    return window;
  }
  window.crop = {static_cast<int>(frame.crop_left), static_cast<int>(frame.crop_top),
                 static_cast<int>(frame.crop_right), static_cast<int>(frame.crop_bottom)};
  window.x = window.crop.left;
  window.y = window.crop.top;
  window.width -= window.crop.left + window.crop.right;
  window.height -= window.crop.top + window.crop.bottom;
  return window;
}

bool is_chroma(const SampleLayout& layout, int component) {
  return layout.model == ColourModel::kYCbCr && (component == 1 || component == 2);
}

cv::Mat wrapped_plane(const AVFrame& frame, const AVPixFmtDescriptor& format, const SampleLayout& layout, int component,
                      const Window& window) {
  const AVComponentDescriptor& c = format.comp[component];
  const int shift_x = is_chroma(layout, component) ? layout.log2_chroma_w : 0;
  const int shift_y = is_chroma(layout, component) ? layout.log2_chroma_h : 0;
  const std::ptrdiff_t stride = frame.linesize[c.plane];
  std::uint8_t* first = frame.data[c.plane] + (window.y >> shift_y) * stride + (window.x >> shift_x) * c.step;
  const cv::Size size = plane_size(layout, window.width, window.height, component);
  if (stride >= 0) return {size.height, size.width, plane_type(layout), first, static_cast<std::size_t>(stride)};
  // Bottom-up pictures (raw AVI, BMP) have rows that run backwards, which a Mat cannot wrap.
  cv::Mat copy(size, plane_type(layout));
  for (int y = 0; y < size.height; ++y) {
    std::memcpy(copy.ptr(y), first + y * stride, static_cast<std::size_t>(size.width) * copy.elemSize());
  }
  return copy;
}

/// One of R G B A of a palette picture: entries are native 32-bit words 0xAARRGGBB.
cv::Mat palette_plane(const AVFrame& frame, int component, const Window& window) {
  constexpr std::array<int, 4> kShifts = {16, 8, 0, 24};
  std::array<std::uint8_t, 256> values{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::uint32_t entry = 0;
    std::memcpy(&entry, frame.data[1] + 4 * i, 4);
    values[i] = static_cast<std::uint8_t>(entry >> kShifts[static_cast<std::size_t>(component)]);
  }
  cv::Mat plane(window.height, window.width, CV_8UC1);
  for (int y = 0; y < window.height; ++y) {
    const std::uint8_t* from = frame.data[0] + std::ptrdiff_t{window.y + y} * frame.linesize[0] + window.x;
    for (int x = 0; x < window.width; ++x) plane.ptr(y)[x] = values[from[x]];
  }
  return plane;
}

/// Any layout, sample by sample through libav's description of it.
cv::Mat unpacked_plane(const AVFrame& frame, const AVPixFmtDescriptor& format, const SampleLayout& layout,
                       int component, const Window& window) {
  const AVComponentDescriptor& c = format.comp[component];
  const cv::Size size = plane_size(layout, window.width, window.height, component);
  const int x0 = window.x >> (is_chroma(layout, component) ? layout.log2_chroma_w : 0);
  const int y0 = window.y >> (is_chroma(layout, component) ? layout.log2_chroma_h : 0);
  cv::Mat plane(size, plane_type(layout));
  const std::uint8_t* data[4] = {frame.data[0], frame.data[1], frame.data[2], frame.data[3]};
  const int raise = layout.bits - c.depth;
  if (layout.is_float) {
    for (int y = 0; y < size.height; ++y) {
      const std::uint8_t* from = frame.data[c.plane] + std::ptrdiff_t{y0 + y} * frame.linesize[c.plane] + c.offset +
                                 std::ptrdiff_t{x0} * c.step;
      for (int x = 0; x < size.width; ++x) std::memcpy(plane.ptr<float>(y) + x, from + std::ptrdiff_t{x} * c.step, 4);
    }
    return plane;
  }
  const bool plain_bytes =
      c.depth == 8 && c.shift == 0 && (format.flags & AV_PIX_FMT_FLAG_BITSTREAM) == 0 && raise == 0;
  std::vector<std::uint16_t> line(static_cast<std::size_t>(size.width));
  for (int y = 0; y < size.height; ++y) {
    if (plain_bytes) {
      const std::uint8_t* from = frame.data[c.plane] + std::ptrdiff_t{y0 + y} * frame.linesize[c.plane] + c.offset +
                                 std::ptrdiff_t{x0} * c.step;
      for (int x = 0; x < size.width; ++x) plane.ptr(y)[x] = from[std::ptrdiff_t{x} * c.step];
      continue;
    }
    av_read_image_line2(line.data(), data, frame.linesize, &format, x0, y0 + y, component, size.width, 0, 2);
    for (int x = 0; x < size.width; ++x) {
      const auto value = static_cast<std::uint16_t>(line[static_cast<std::size_t>(x)] << raise);
      if (layout.bits > 8)
        plane.ptr<std::uint16_t>(y)[x] = value;
      else
        plane.ptr(y)[x] = static_cast<std::uint8_t>(value);
    }
  }
  if (frame.format == AV_PIX_FMT_MONOWHITE) plane = 1 - plane;
  return plane;
}

DeclaredColour colour_of(const AVFrame& frame, const std::string& format_name) {
  DeclaredColour colour;
  colour.primaries = frame.color_primaries;
  colour.transfer = frame.color_trc;
  colour.matrix = frame.colorspace;
  colour.chroma_location = frame.chroma_location;
  if (frame.color_range == AVCOL_RANGE_MPEG) colour.range = ColourRange::kLimited;
  if (frame.color_range == AVCOL_RANGE_JPEG) colour.range = ColourRange::kFull;
  // libav's "yuvj" formats are full range by their name.
  if (format_name.starts_with("yuvj")) colour.range = ColourRange::kFull;
  return colour;
}

}  // namespace

std::shared_ptr<const AVFrame> shared_frame(AvFrame frame) {
  ++frames_alive;
  return {frame.release(), [](AVFrame* last) {
            av_frame_free(&last);
            --frames_alive;
          }};
}

std::int64_t decoded_frames_alive() { return frames_alive.load(); }

PictureType picture_type(AVPictureType type) {
  switch (type) {
    case AV_PICTURE_TYPE_NONE:
      return PictureType::kUnknown;
    case AV_PICTURE_TYPE_I:
      return PictureType::kI;
    case AV_PICTURE_TYPE_P:
      return PictureType::kP;
    case AV_PICTURE_TYPE_B:
      return PictureType::kB;
    default:
      return PictureType::kOther;
  }
}

Result<SampleLayout> sample_layout(AVPixelFormat pixel_format) {
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(pixel_format);
  if (format == nullptr) return failure(Fault::kUnsupported, "the decoder names no pixel format");
  constexpr std::uint64_t kUnreadable = AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_BAYER;
  const bool is_float = (format->flags & AV_PIX_FMT_FLAG_FLOAT) != 0;
  const int depth = deepest(*format);
  if ((format->flags & kUnreadable) != 0 || depth > (is_float ? 32 : 16) || (is_float && depth != 32) ||
      (is_float && !is_native_endian(*format)) || format->nb_components < 1) {
    return failure(Fault::kUnsupported, fmt::format("pixels of the layout {} cannot be read", format->name));
  }
  SampleLayout layout;
  const bool has_alpha = (format->flags & AV_PIX_FMT_FLAG_ALPHA) != 0 || is_palette(*format);
  layout.components = is_palette(*format) ? 4 : format->nb_components;
  layout.has_alpha = has_alpha;
  layout.bits = is_palette(*format) ? 8 : depth;
  layout.is_float = is_float;
  layout.repacked_from = format->name;
  const int colours = layout.components - (has_alpha ? 1 : 0);
  if (colours == 1) {
    layout.model = ColourModel::kGrey;
  } else if ((format->flags & AV_PIX_FMT_FLAG_RGB) != 0 || is_palette(*format)) {
    layout.model = ColourModel::kRgb;
  } else {
    layout.model = ColourModel::kYCbCr;
    layout.log2_chroma_w = format->log2_chroma_w;
    layout.log2_chroma_h = format->log2_chroma_h;
  }
  // XYZ is carried as RGB by libav, which it is not.
  if (std::strncmp(format->name, "xyz", 3) == 0) layout.model = ColourModel::kOther;
  return layout;
}

Result<Frame> frame_from_av(std::shared_ptr<const AVFrame> decoded, const FrameInfo& known) {
  const auto pixel_format = static_cast<AVPixelFormat>(decoded->format);
  const auto layout = sample_layout(pixel_format);
  if (!layout) return tl::unexpected(layout.error());
  if (decoded->width <= 0 || decoded->height <= 0 || decoded->data[0] == nullptr) {
    return failure(Fault::kCorrupt, "the decoder gave an empty picture");
  }
  const AVPixFmtDescriptor& format = *av_pix_fmt_desc_get(pixel_format);
  const Window window = window_of(*decoded);

  Frame frame;
  frame.info = known;
  frame.info.width = window.width;
  frame.info.height = window.height;
  frame.info.crop = window.crop;
  frame.info.layout = *layout;
  frame.info.colour = colour_of(*decoded, layout->repacked_from);
  frame.info.type = picture_type(decoded->pict_type);
  frame.info.key = is_key(*decoded);
  frame.info.concealed = (decoded->flags & AV_FRAME_FLAG_CORRUPT) != 0 || decoded->decode_error_flags != 0;
  if (decoded->sample_aspect_ratio.num > 0) frame.info.sample_aspect = rational(decoded->sample_aspect_ratio);
  if (is_interlaced(*decoded)) {
    frame.info.fields = is_top_field_first(*decoded) ? FieldOrder::kTopFirst : FieldOrder::kBottomFirst;
  }

  if (is_palette(format)) {
    if (decoded->data[1] == nullptr) return failure(Fault::kCorrupt, "the decoder gave a picture without its palette");
    for (int c = 0; c < layout->components; ++c) frame.planes.push_back(palette_plane(*decoded, c, window));
    return frame;
  }
  bool wraps = false;
  for (int c = 0; c < layout->components; ++c) {
    const bool alone = is_plane_alone(format, c);
    wraps |= alone;
    frame.planes.push_back(alone ? wrapped_plane(*decoded, format, *layout, c, window)
                                 : unpacked_plane(*decoded, format, *layout, c, window));
  }
  if (wraps) frame.keep_alive = std::move(decoded);
  return frame;
}

std::string framemd5_digest(const Frame& frame) {
  const AVPixelFormat pixel_format = av_get_pix_fmt(frame.info.layout.repacked_from.c_str());
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(pixel_format);
  if (format == nullptr || is_palette(*format)) return {};
  const int width = frame.info.width, height = frame.info.height;
  const int size = av_image_get_buffer_size(pixel_format, width, height, 1);
  if (size <= 0) return {};
  std::vector<std::uint8_t> image(static_cast<std::size_t>(size), 0);
  std::uint8_t* data[4] = {};
  int linesize[4] = {};
  if (av_image_fill_arrays(data, linesize, image.data(), pixel_format, width, height, 1) < 0) return {};
  for (int c = 0; c < frame.info.layout.components; ++c) {
    const AVComponentDescriptor& component = format->comp[c];
    const cv::Mat& plane = frame.planes[static_cast<std::size_t>(c)];
    const std::size_t sample_bytes = plane.elemSize();
    const int lower = frame.info.layout.bits - component.depth;
    const bool plain = is_plane_alone(*format, c) || frame.info.layout.is_float;
    std::vector<std::uint16_t> line(static_cast<std::size_t>(plane.cols));
    for (int y = 0; y < plane.rows; ++y) {
      std::uint8_t* row = data[component.plane] + std::ptrdiff_t{y} * linesize[component.plane] + component.offset;
      if (plain && component.step == static_cast<int>(sample_bytes)) {
        std::memcpy(row, plane.ptr(y), static_cast<std::size_t>(plane.cols) * sample_bytes);
        continue;
      }
      if (plain) {
        for (int x = 0; x < plane.cols; ++x) {
          std::memcpy(row + std::ptrdiff_t{x} * component.step,
                      plane.ptr(y) + static_cast<std::size_t>(x) * sample_bytes, sample_bytes);
        }
        continue;
      }
      for (int x = 0; x < plane.cols; ++x) {
        int value = sample_bytes == 1 ? plane.ptr(y)[x] : plane.ptr<std::uint16_t>(y)[x];
        if (pixel_format == AV_PIX_FMT_MONOWHITE) value = 1 - value;
        line[static_cast<std::size_t>(x)] = static_cast<std::uint16_t>(value >> lower);
      }
      av_write_image_line2(line.data(), data, linesize, format, 0, y, c, plane.cols, 2);
    }
  }
  Digest md5(DigestKind::kMd5);
  md5.update(std::as_bytes(std::span(image)));
  return md5.hex();
}

}  // namespace spoor
