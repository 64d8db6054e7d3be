#include "media/picture.h"

#include "base/parallel.h"
#include "media/colour_matrix.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace spoor {
namespace {

constexpr std::int64_t kRowsPerBlock = 64;

bool is_convertible(int matrix) { return matrix == 0 || matrix == 8 || luma_weights(matrix).red > 0; }

/// 16.16 fixed point of what every sample value adds to a colour: sums of it are exact and equal on every machine.
using Table = std::vector<std::int32_t>;

Table table_of(int bits, double zero, double gain) {
  Table table(std::size_t{1} << bits);
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = static_cast<std::int32_t>(std::lround((static_cast<double>(i) - zero) * gain * 65536.0));
  }
  return table;
}

/// Black and the gain to 8-bit full range, of luma (or R, G, B) and of chroma.
struct Scale {
  double black, gain, chroma_zero, chroma_gain;
};

Scale scale_of(int bits, ColourRange range) {
  const double step = std::ldexp(1.0, bits - 8), most = std::ldexp(1.0, bits) - 1;
  if (range == ColourRange::kLimited && bits >= 8) {
    return {16 * step, 255 / (219 * step), 128 * step, 255 / (224 * step)};
  }
  return {0, 255 / most, std::ldexp(1.0, bits - 1), 255 / most};
}

std::uint8_t byte_of(std::int32_t fixed) {
  return static_cast<std::uint8_t>(std::clamp((fixed + 32768) >> 16, 0, 255));
}

/// Samples of a row as table indices, whatever their width.
class Row {
 public:
  Row(const cv::Mat& plane, int y, int bits)
      : narrow_(plane.depth() == CV_8U ? plane.ptr<std::uint8_t>(y) : nullptr),
        wide_(plane.depth() == CV_16U ? plane.ptr<std::uint16_t>(y) : nullptr),
        most_((1 << bits) - 1) {}

  std::size_t operator[](int x) const {
    return static_cast<std::size_t>(std::min<int>(narrow_ ? narrow_[x] : wide_[x], most_));
  }

 private:
  const std::uint8_t* narrow_;
  const std::uint16_t* wide_;
  int most_;  ///< a sample beyond its declared depth is damage, not an index
};

template <class Body>
cv::Mat by_rows(const Frame& frame, Body body) {
  cv::Mat picture(frame.info.height, frame.info.width, CV_8UC3);
  for_blocks(picture.rows, kRowsPerBlock, [&](std::int64_t begin, std::int64_t end) {
    for (auto y = static_cast<int>(begin); y < static_cast<int>(end); ++y) body(y, picture.ptr<cv::Vec3b>(y));
  });
  return picture;
}

cv::Mat bgr_from_grey(const Frame& frame, ColourRange range) {
  const int bits = frame.info.layout.bits;
  const Scale scale = scale_of(bits, range);
  const Table grey = table_of(bits, scale.black, scale.gain);
  return by_rows(frame, [&](int y, cv::Vec3b* out) {
    const Row g(frame.planes[0], y, bits);
    for (int x = 0; x < frame.info.width; ++x) out[x] = cv::Vec3b::all(byte_of(grey[g[x]]));
  });
}

cv::Mat bgr_from_rgb(const Frame& frame, ColourRange range, std::array<std::size_t, 3> rgb) {
  const int bits = frame.info.layout.bits;
  const Scale scale = scale_of(bits, range);
  const Table table = table_of(bits, scale.black, scale.gain);
  return by_rows(frame, [&](int y, cv::Vec3b* out) {
    const Row r(frame.planes[rgb[0]], y, bits), g(frame.planes[rgb[1]], y, bits), b(frame.planes[rgb[2]], y, bits);
    for (int x = 0; x < frame.info.width; ++x) {
      out[x] = {byte_of(table[b[x]]), byte_of(table[g[x]]), byte_of(table[r[x]])};
    }
  });
}

cv::Mat bgr_from_ycbcr(const Frame& frame, const ColourAssumption& assumption) {
  const SampleLayout& layout = frame.info.layout;
  const int bits = layout.bits;
  const Scale scale = scale_of(bits, assumption.range);
  // R = Y + 2 (1 - Kr) Cr, B = Y + 2 (1 - Kb) Cb, G from Y = Kr R + Kg G + Kb B. YCgCo: G = Y + Cg,
  // R = Y - Cg + Co, B = Y - Cg - Co (planes 1 and 2 are Cg and Co, twice as wide as there).
  const auto [kr, kb] = luma_weights(assumption.matrix);
  const double kg = 1 - kr - kb;
  const bool cgco = assumption.matrix == 8;
  const auto chroma = [&](double factor) { return table_of(bits, scale.chroma_zero, scale.chroma_gain * factor); };
  const Table luma = table_of(bits, scale.black, scale.gain);
  const Table first_r = chroma(cgco ? -1 : 0), second_r = chroma(cgco ? 1 : 2 * (1 - kr));
  const Table first_g = chroma(cgco ? 1 : -2 * kb * (1 - kb) / kg),
              second_g = chroma(cgco ? 0 : -2 * kr * (1 - kr) / kg);
  const Table first_b = chroma(cgco ? -1 : 2 * (1 - kb)), second_b = chroma(cgco ? -1 : 0);
  return by_rows(frame, [&](int y, cv::Vec3b* out) {
    const Row row(frame.planes[0], y, bits), first(frame.planes[1], y >> layout.log2_chroma_h, bits),
        second(frame.planes[2], y >> layout.log2_chroma_h, bits);
    for (int x = 0; x < frame.info.width; ++x) {
      const std::int32_t l = luma[row[x]];
      const std::size_t u = first[x >> layout.log2_chroma_w], v = second[x >> layout.log2_chroma_w];
      out[x] = {byte_of(l + first_b[u] + second_b[v]), byte_of(l + first_g[u] + second_g[v]),
                byte_of(l + first_r[u] + second_r[v])};
    }
  });
}

/// Ink over ink: each of C, M, Y and K lets through what it does not cover. Of YCCK, `cmy` is what its Y Cb Cr
/// give as R G B, which stands for 255 minus the stored C M Y.
cv::Mat bgr_from_inks(const Frame& frame, const cv::Mat& cmy) {
  const int bits = frame.info.layout.bits;
  const double most = std::ldexp(1.0, bits) - 1;
  const bool is_light = frame.info.layout.inverted_inks;
  const Table light = is_light ? table_of(bits, 0, 255 / most) : table_of(bits, most, -255 / most);
  return by_rows(frame, [&](int y, cv::Vec3b* out) {
    const Row c(frame.planes[0], y, bits), k(frame.planes[3], y, bits);
    const Row m(frame.planes[cmy.empty() ? 1 : 0], y, bits), w(frame.planes[cmy.empty() ? 2 : 0], y, bits);
    for (int x = 0; x < frame.info.width; ++x) {
      const int through = byte_of(light[k[x]]);
      cv::Vec3b colour;
      if (cmy.empty())
        colour = {byte_of(light[w[x]]), byte_of(light[m[x]]), byte_of(light[c[x]])};
      else if (is_light)
        colour = cv::Vec3b::all(255) - cmy.at<cv::Vec3b>(y, x);
      else
        colour = cmy.at<cv::Vec3b>(y, x);
      for (int i = 0; i < 3; ++i) out[x][i] = static_cast<std::uint8_t>((colour[i] * through + 127) / 255);
    }
  });
}

cv::Mat bgr_from_float(const Frame& frame) {
  const std::size_t last = frame.info.layout.model == ColourModel::kGrey ? 0 : 2;
  return by_rows(frame, [&](int y, cv::Vec3b* out) {
    for (int x = 0; x < frame.info.width; ++x) {
      for (std::size_t c = 0; c < 3; ++c) {
        const float value = frame.planes[std::min(c, last)].at<float>(y, x);
        // Not a number is shown black.
        out[x][static_cast<int>(2 - c)] =
            value > 0 ? static_cast<std::uint8_t>(std::lround(std::min(value, 1.0F) * 255)) : 0;
      }
    }
  });
}

Result<void> check(const Frame& frame) {
  const SampleLayout& layout = frame.info.layout;
  const int colours = layout.components - (layout.has_alpha ? 1 : 0);
  const int wanted = layout.model == ColourModel::kGrey                                         ? 1
                     : layout.model == ColourModel::kCmyk || layout.model == ColourModel::kYcck ? 4
                                                                                                : 3;
  if (layout.model == ColourModel::kOther || colours < wanted || static_cast<int>(frame.planes.size()) < wanted) {
    return failure(Fault::kUnsupported, "the samples are in no colour model that can be shown");
  }
  if (layout.bits < 1 || (!layout.is_float && layout.bits > 16)) {
    return failure(Fault::kUnsupported, "the samples have more bits than can be shown");
  }
  for (int c = 0; c < wanted; ++c) {
    const cv::Mat& plane = frame.planes[static_cast<std::size_t>(c)];
    if (plane.size() != plane_size(layout, frame.info.width, frame.info.height, c) ||
        plane.type() != plane_type(layout)) {
      return failure(Fault::kInternal, "a plane is not as large or deep as the frame says");
    }
  }
  return {};
}

}  // namespace

ColourAssumption colour_assumption(const FrameInfo& info, bool still) {
  ColourAssumption used;
  used.matrix = info.colour.matrix;
  used.range = info.colour.range;
  if (info.layout.model == ColourModel::kRgb || info.layout.model == ColourModel::kCmyk) {
    used.matrix = 0;
    if (used.range == ColourRange::kUnspecified) used.range = ColourRange::kFull;
    return used;
  }
  // RGB's code on planes that are not RGB is a contradiction, and 2 says nothing.
  const bool matrix_needed = info.layout.model != ColourModel::kGrey;
  if (matrix_needed && (!is_convertible(used.matrix) || used.matrix == 0)) {
    used.assumed = true;
    used.matrix = !still && info.height >= 720 ? 1 : 6;
  }
  if (used.range == ColourRange::kUnspecified) {
    used.assumed = true;
    used.range = still ? ColourRange::kFull : ColourRange::kLimited;
  }
  return used;
}

Result<cv::Mat> luma(const Frame& frame) {
  if (const auto fits = check(frame); !fits) return tl::unexpected(fits.error());
  const SampleLayout& layout = frame.info.layout;
  if (layout.model == ColourModel::kCmyk || layout.model == ColourModel::kYcck) {
    const auto colours = bgr8(frame, colour_assumption(frame.info, true));
    if (!colours) return tl::unexpected(colours.error());
    cv::Mat grey(colours->size(), CV_8UC1);
    for (int y = 0; y < grey.rows; ++y) {
      for (int x = 0; x < grey.cols; ++x) {
        const auto& bgr = colours->at<cv::Vec3b>(y, x);
        grey.at<std::uint8_t>(y, x) =
            static_cast<std::uint8_t>((299 * bgr[2] + 587 * bgr[1] + 114 * bgr[0] + 500) / 1000);
      }
    }
    return grey;
  }
  if (layout.is_float) {
    const auto floats = luma_float(frame);
    if (!floats) return tl::unexpected(floats.error());
    cv::Mat wide;
    floats->convertTo(wide, CV_16U, 65535.0 / 255.0);
    return wide;
  }
  // A plane that wraps a decoder's buffer would die with the frame.
  if (layout.model != ColourModel::kRgb) return frame.keep_alive ? frame.planes[0].clone() : frame.planes[0];
  cv::Mat grey(frame.planes[0].size(), plane_type(layout));
  for_blocks(grey.rows, kRowsPerBlock, [&](std::int64_t begin, std::int64_t end) {
    for (auto y = static_cast<int>(begin); y < static_cast<int>(end); ++y) {
      const auto weigh = [&]<class Sample>(Sample* out) {
        const auto* r = frame.planes[0].ptr<Sample>(y);
        const auto* g = frame.planes[1].ptr<Sample>(y);
        const auto* b = frame.planes[2].ptr<Sample>(y);
        for (int x = 0; x < grey.cols; ++x)
          out[x] = static_cast<Sample>((299 * r[x] + 587 * g[x] + 114 * b[x] + 500) / 1000);
      };
      if (grey.depth() == CV_8U)
        weigh(grey.ptr<std::uint8_t>(y));
      else
        weigh(grey.ptr<std::uint16_t>(y));
    }
  });
  return grey;
}

Result<cv::Mat> luma_float(const Frame& frame) {
  if (const auto fits = check(frame); !fits) return tl::unexpected(fits.error());
  const SampleLayout& layout = frame.info.layout;
  cv::Mat grey;
  if (layout.is_float) {
    if (layout.model == ColourModel::kRgb) {
      grey = cv::Mat(frame.planes[0].size(), CV_32FC1);
      for (int y = 0; y < grey.rows; ++y) {
        for (int x = 0; x < grey.cols; ++x) {
          grey.at<float>(y, x) = (0.299F * frame.planes[0].at<float>(y, x) + 0.587F * frame.planes[1].at<float>(y, x) +
                                  0.114F * frame.planes[2].at<float>(y, x)) *
                                 255;
        }
      }
      return grey;
    }
    frame.planes[0].convertTo(grey, CV_32F, 255);
    return grey;
  }
  const auto samples = luma(frame);
  if (!samples) return tl::unexpected(samples.error());
  const bool eight = samples->depth() == CV_8U && layout.bits >= 8;  // inks were brought to 8 bits
  samples->convertTo(grey, CV_32F, eight ? 1.0 : std::ldexp(1.0, 8 - layout.bits));
  return grey;
}

Result<cv::Mat> bgr8(const Frame& frame, const ColourAssumption& assumption) {
  if (const auto fits = check(frame); !fits) return tl::unexpected(fits.error());
  const SampleLayout& layout = frame.info.layout;
  if (layout.is_float) {
    if (layout.model != ColourModel::kRgb && layout.model != ColourModel::kGrey) {
      return failure(Fault::kUnsupported, "float samples of this colour model cannot be shown");
    }
    return bgr_from_float(frame);
  }
  switch (layout.model) {
    case ColourModel::kGrey:
      return bgr_from_grey(frame, assumption.range);
    case ColourModel::kRgb:
      return bgr_from_rgb(frame, assumption.range, {0, 1, 2});
    case ColourModel::kCmyk:
      return bgr_from_inks(frame, {});
    case ColourModel::kYCbCr:
    case ColourModel::kYcck:
      break;
    case ColourModel::kOther:
      return failure(Fault::kUnsupported, "the samples are in no colour model that can be shown");
  }
  if (assumption.matrix == 0) return bgr_from_rgb(frame, assumption.range, {2, 0, 1});  // Y Cb Cr stand for G B R
  if (!is_convertible(assumption.matrix)) {
    return failure(Fault::kUnsupported, "the colour matrix is of no kind that can be shown");
  }
  const cv::Mat light = bgr_from_ycbcr(frame, assumption);
  return layout.model == ColourModel::kYcck ? bgr_from_inks(frame, light) : light;
}

Result<cv::Mat> thumbnail_bgr8(const Frame& frame, const ColourAssumption& assumption, int max_side) {
  if (max_side < 1) return failure(Fault::kBadArgument, "a thumbnail needs a side of at least one pixel");
  auto full = bgr8(frame, assumption);
  if (!full) return full;
  const int longer = std::max(full->cols, full->rows);
  if (longer <= max_side) return full;
  const auto reduced = [&](int side) {
    return std::max(1, static_cast<int>((std::int64_t{side} * max_side + longer / 2) / longer));
  };
  cv::Mat small;
  cv::resize(*full, small, {reduced(full->cols), reduced(full->rows)}, 0, 0, cv::INTER_AREA);
  return small;
}

}  // namespace spoor
