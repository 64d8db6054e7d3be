#pragma once
/// Frames made of arithmetic, with every value of every plane.

#include "media/frame.h"

#include <memory>
#include <random>

namespace spoor::test {

struct MadeFrame {
  ColourModel model = ColourModel::kYCbCr;
  int components = 3, bits = 8, width = 64, height = 48;
  int log2_chroma_w = 0, log2_chroma_h = 0;
  bool has_alpha = false, is_float = false;
  bool inverted_inks = false;
};

/// Noise over a ramp: neighbouring samples differ, and all of the range occurs.
inline std::shared_ptr<Frame> made_frame(const MadeFrame& made, unsigned seed = 1) {
  auto frame = std::make_shared<Frame>();
  frame->info.width = made.width;
  frame->info.height = made.height;
  SampleLayout& layout = frame->info.layout;
  layout.model = made.model;
  layout.components = made.components;
  layout.bits = made.is_float ? 32 : made.bits;
  layout.is_float = made.is_float;
  layout.has_alpha = made.has_alpha;
  layout.log2_chroma_w = made.log2_chroma_w;
  layout.log2_chroma_h = made.log2_chroma_h;
  layout.inverted_inks = made.inverted_inks;
  std::mt19937 random(seed);
  for (int c = 0; c < made.components; ++c) {
    cv::Mat plane(plane_size(layout, made.width, made.height, c), plane_type(layout));
    for (int y = 0; y < plane.rows; ++y) {
      for (int x = 0; x < plane.cols; ++x) {
        const auto word = static_cast<unsigned>(random());
        if (made.is_float)
          plane.at<float>(y, x) = static_cast<float>(word % 1300) / 1000.0F - 0.1F;
        else if (made.bits > 8)
          plane.at<std::uint16_t>(y, x) = static_cast<std::uint16_t>(word % (1U << made.bits));
        else
          plane.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(word % (1U << made.bits));
      }
    }
    frame->planes.push_back(plane);
  }
  return frame;
}

}  // namespace spoor::test
