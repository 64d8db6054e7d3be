#include "media/colour_matrix.h"

#include <cmath>

namespace spoor {
namespace {

/// Sample value of black and gain to 0..1, of luma (or R, G, B) and of chroma.
struct Scale {
  double black, gain, chroma_zero, chroma_gain;
};

Scale scale_of(const SampleLayout& layout, ColourRange range) {
  if (layout.is_float) return {0, 1, 0.5, 1};
  const double most = std::ldexp(1.0, layout.bits) - 1;
  if (range == ColourRange::kLimited && layout.bits >= 8) {
    const double step = std::ldexp(1.0, layout.bits - 8);
    return {16 * step, 1 / (219 * step), 128 * step, 1 / (224 * step)};
  }
  return {0, 1 / most, std::ldexp(1.0, layout.bits - 1), 1 / most};
}

void use_channels(RgbFromSamples& rgb, const Scale& scale, int red, int green, int blue) {
  rgb.matrix = cv::Matx33d::zeros();
  rgb.matrix(0, red) = rgb.matrix(1, green) = rgb.matrix(2, blue) = scale.gain;
  rgb.offset = cv::Vec3d::all(-scale.black * scale.gain);
}

void use_differences(RgbFromSamples& rgb, const Scale& scale, int matrix) {
  // R = Y + 2 (1 - Kr) Cr, B = Y + 2 (1 - Kb) Cb, G from Y = Kr R + Kg G + Kb B. YCgCo: planes 1 and 2 are Cg and Co.
  cv::Matx33d m(1, -1, 1, 1, 1, 0, 1, -1, -1);
  if (matrix != 8) {
    const auto [kr, kb] = luma_weights(matrix);
    const double kg = 1 - kr - kb;
    m = {1, 0, 2 * (1 - kr), 1, -2 * kb * (1 - kb) / kg, -2 * kr * (1 - kr) / kg, 1, 2 * (1 - kb), 0};
  }
  rgb.matrix = m * cv::Matx33d::diag({scale.gain, scale.chroma_gain, scale.chroma_gain});
  const cv::Vec3d zero(scale.black, scale.chroma_zero, scale.chroma_zero);
  rgb.offset = -(rgb.matrix * zero);
}

}  // namespace

LumaWeights luma_weights(int matrix) {
  switch (matrix) {
    case 1:
      return {0.2126, 0.0722};
    case 4:
      return {0.30, 0.11};
    case 5:
    case 6:
      return {0.299, 0.114};
    case 7:
      return {0.212, 0.087};
    case 9:
    case 10:
      return {0.2627, 0.0593};
    default:
      return {};
  }
}

Result<RgbFromSamples> rgb_from_samples(const SampleLayout& layout, const ColourAssumption& assumption) {
  if (layout.bits < 1 || (!layout.is_float && layout.bits > 16)) {
    return failure(Fault::kUnsupported, "the samples have more bits than can be shown");
  }
  RgbFromSamples rgb;
  rgb.most = layout.is_float ? 1 : std::ldexp(1.0, layout.bits) - 1;
  if (const auto [kr, kb] = luma_weights(assumption.matrix); kr > 0) {
    rgb.red = kr;
    rgb.blue = kb;
  } else if (assumption.matrix == 8) {
    rgb.red = rgb.blue = 0.25;
  }
  const bool inks = layout.model == ColourModel::kCmyk || layout.model == ColourModel::kYcck;
  const Scale scale =
      scale_of(layout, inks && layout.model == ColourModel::kCmyk ? ColourRange::kFull : assumption.range);
  switch (layout.model) {
    case ColourModel::kGrey:
      for (int c = 0; c < 3; ++c) rgb.matrix(c, 0) = scale.gain;
      rgb.offset = cv::Vec3d::all(-scale.black * scale.gain);
      break;
    case ColourModel::kRgb:
    case ColourModel::kCmyk:
      use_channels(rgb, scale, 0, 1, 2);
      break;
    case ColourModel::kYCbCr:
    case ColourModel::kYcck:
      if (layout.is_float) return failure(Fault::kUnsupported, "float samples of this colour model cannot be shown");
      if (assumption.matrix == 0) {
        use_channels(rgb, scale, 2, 0, 1);  // Y Cb Cr stand for G B R
        return rgb;
      }
      if (assumption.matrix != 8 && luma_weights(assumption.matrix).red == 0) {
        return failure(Fault::kUnsupported, "the colour matrix is of no kind that can be shown");
      }
      use_differences(rgb, scale, assumption.matrix);
      break;
    case ColourModel::kOther:
      return failure(Fault::kUnsupported, "the samples are in no colour model that can be shown");
  }
  if (inks) {
    if (layout.is_float) return failure(Fault::kUnsupported, "float samples of this colour model cannot be shown");
    // Stored light lets through what it says, ink what it does not cover. Of YCCK with stored light, Y Cb Cr give
    // 255 minus C M Y; with ink they give it as light already.
    const bool light = layout.inverted_inks;
    rgb.has_inks = true;
    rgb.ink_gain = (light ? 1 : -1) / rgb.most;
    rgb.ink_offset = light ? 0 : 1;
    if (layout.model == ColourModel::kCmyk ? !light : light) {
      rgb.matrix = rgb.matrix * -1.0;
      rgb.offset = cv::Vec3d::all(1) - rgb.offset;
    }
  }
  return rgb;
}

}  // namespace spoor
