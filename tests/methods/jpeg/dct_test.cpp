#include "methods/jpeg/dct.h"

#include "support/jpeg_oracle.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <random>

namespace spoor {
namespace {

cv::Mat noise_plane(int width, int height, std::uint32_t seed, bool extreme) {
  std::mt19937 random(seed);
  cv::Mat plane(height, width, CV_8UC1);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const auto r = random();
      plane.at<uchar>(y, x) = static_cast<uchar>(extreme ? (r % 2) * 255 : r % 256);
    }
  }
  return plane;
}

bool same(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

cv::Mat restored(const cv::Mat& plane, const QuantSteps& steps) {
  const QuantTable table(steps);
  cv::Mat result(plane.size(), CV_8UC1);
  for (int y = 0; y < plane.rows; y += 8) {
    BlockRowTarget target;
    target.restored = result.ptr(y);
    target.restored_stride = static_cast<std::ptrdiff_t>(result.step);
    requantise_block_row(plane.ptr(y), static_cast<std::ptrdiff_t>(plane.step), plane.cols / 8, std::span(&table, 1),
                         std::span(&target, 1), nullptr);
  }
  return result;
}

QuantSteps uniform_steps(int step) {
  QuantSteps steps;
  steps.fill(static_cast<std::uint16_t>(step));
  return steps;
}

TEST(Dct, coefficients_equal_libjpegs_for_every_step) {
  for (int step = 1; step <= 255; ++step) {
    const cv::Mat plane = noise_plane(128, 64, static_cast<std::uint32_t>(step), step % 3 == 0);
    test::JpegEncoding encoding;
    encoding.steps = {uniform_steps(step)};
    const auto jpeg = test::jpeg_from_planes({plane}, encoding);
    EXPECT_TRUE(same(quantised_blocks(plane, uniform_steps(step)), test::coefficients_from_jpeg(jpeg, 0))) << step;
  }
}

TEST(Dct, restored_samples_equal_libjpegs_for_every_step) {
  for (int step = 1; step <= 255; ++step) {
    const cv::Mat plane = noise_plane(128, 32, static_cast<std::uint32_t>(1000 + step), step % 2 == 0);
    test::JpegEncoding encoding;
    encoding.steps = {uniform_steps(step)};
    const auto jpeg = test::jpeg_from_planes({plane}, encoding);
    EXPECT_TRUE(same(restored(plane, uniform_steps(step)), test::planes_from_jpeg(jpeg)[0])) << step;
  }
}

// The quotient against integer division, over every numerator that 8-bit samples can give and beyond.
TEST(Dct, division_by_reciprocal_is_exact) {
  for (int step : {1, 2, 3, 7, 12, 99, 127, 128, 200, 254, 255, 1021, 32767, 65535}) {
    const QuantTable table(uniform_steps(step));
    for (int c = 0; c <= 16384; ++c) {
      const float quotient = (static_cast<float>(c) + table.half[0]) * table.reciprocal[0];
      ASSERT_EQ(static_cast<int>(quotient), (c + 4 * step) / (8 * step)) << c << " by " << step;
    }
  }
}

TEST(Dct, every_instruction_set_gives_the_same) {
  const cv::Mat plane = noise_plane(328, 64, 5, false);
  const QuantSteps steps = uniform_steps(17);
  const cv::Mat expected = restored(plane, steps);
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().DeInit();
    EXPECT_TRUE(same(restored(plane, steps), expected)) << hwy::TargetName(target);
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().DeInit();
}

TEST(Dct, texture_is_the_ac_energy) {
  const cv::Mat plane = noise_plane(8 * 21, 8, 3, false);
  std::vector<std::uint32_t> texture(21);
  requantise_block_row(plane.ptr(0), static_cast<std::ptrdiff_t>(plane.step), 21, {}, {}, texture.data());
  for (int i = 0; i < 21; ++i) {
    std::int64_t sum = 0, squares = 0;
    for (int y = 0; y < 8; ++y) {
      for (int x = 0; x < 8; ++x) {
        const int p = plane.at<uchar>(y, 8 * i + x);
        sum += p;
        squares += p * p;
      }
    }
    EXPECT_EQ(texture[static_cast<std::size_t>(i)], 64 * squares - sum * sum);
  }
}

TEST(Dct, continues_partial_blocks_by_repetition) {
  // A part of a larger matrix: what lies beside it there must not come in.
  const cv::Mat plane = noise_plane(40, 40, 8, false)(cv::Rect(3, 5, 13, 9));
  cv::Mat whole;
  cv::copyMakeBorder(plane, whole, 0, 7, 0, 3, cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
  EXPECT_TRUE(same(quantised_blocks(plane, uniform_steps(3)), quantised_blocks(whole, uniform_steps(3))));
}

}  // namespace
}  // namespace spoor
