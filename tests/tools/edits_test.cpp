#include "edits.h"

#include "camera.h"
#include "random.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor::samples {
namespace {

cv::Mat noise_picture(cv::Size size, std::uint64_t seed) {
  cv::Mat picture(size, CV_8UC3);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      for (int c = 0; c < 3; ++c) {
        // Disjoint ranges of values by seed, so that no sample can agree by chance.
        picture.at<cv::Vec3b>(y, x)[c] =
            static_cast<std::uint8_t>(120 * (seed % 2) + static_cast<std::uint64_t>(lattice(seed, x, y, c) * 100));
      }
    }
  }
  return picture;
}

Shot small(Shot shot) {
  shot.view.focal_px *= 480.0 / shot.size.width;
  shot.size = {480, 320};
  return shot;
}

TEST(Edits, a_splice_differs_exactly_inside_its_mask) {
  const Shot shot = small(other_truck());
  const cv::Point offset(-77, 5);
  const cv::Mat mask = moved(seen_mask(shot, 0, camera_b().lens, 2), offset);
  const cv::Mat host = noise_picture(shot.size, 1), donor = noise_picture(shot.size, 2);
  const cv::Mat result = spliced(host, donor, mask, offset);
  int wrong = 0;
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      const bool inside = mask.at<std::uint8_t>(y, x) == 255;
      const bool differs = result.at<cv::Vec3b>(y, x) != host.at<cv::Vec3b>(y, x);
      wrong += inside != differs;
      if (inside) wrong += result.at<cv::Vec3b>(y, x) != donor.at<cv::Vec3b>(y - offset.y, x - offset.x);
    }
  }
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(cv::countNonZero(mask), 4000);
  EXPECT_EQ(host.at<cv::Vec3b>(0, 0), noise_picture(shot.size, 1).at<cv::Vec3b>(0, 0));  // the host is left alone
}

TEST(Edits, the_mask_covers_truck_and_shadow_as_the_lens_shows_them) {
  Shot shot = small(other_truck());
  const Camera camera = camera_b();
  const cv::Mat mask = seen_mask(shot, 0, camera.lens, 2);
  const auto seen = [&](const Scene& scene) {
    return light_on_sensor(linear_picture(scene, shot.view, shot.size, {{}, shot.size}, 2), shot.view.focal_px,
                           camera.lens, {}, shot.size);
  };
  Scene without = shot.scene;
  without.things.erase(without.things.begin());
  const cv::Mat change = cv::abs(seen(shot.scene) - seen(without));
  // Where the truck or its hard shadow changes the light, the mask is set; the sky it hides from the ground near it
  // changes the light a little outside too.
  int strong = 0, missed = 0;
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (change.at<cv::Vec3f>(y, x)[1] < 0.12F) continue;
      ++strong;
      missed += mask.at<std::uint8_t>(y, x) == 0;
    }
  }
  EXPECT_GT(strong, 1500);
  EXPECT_LT(missed, strong / 100);
}

TEST(Edits, the_outline_fills_to_the_mask) {
  const cv::Mat mask = seen_mask(small(other_truck()), 0, Lens{}, 3);
  const auto polygon = outline(mask);
  EXPECT_LT(polygon.size(), 120U);
  for (const cv::Point& p : polygon) {
    const cv::Rect around = cv::Rect(p.x - 1, p.y - 1, 3, 3) & cv::Rect({}, mask.size());
    EXPECT_GT(cv::countNonZero(mask(around)), 0);
  }
}

std::vector<ClipFrame> numbered(int count) {
  std::vector<ClipFrame> frames;
  for (int i = 0; i < count; ++i) {
    frames.push_back({cv::Mat(32, 48, CV_8UC1, cv::Scalar(20 + i)), cv::Mat(16, 24, CV_8UC1, cv::Scalar(100 + i)),
                      cv::Mat(16, 24, CV_8UC1, cv::Scalar(60 + i))});
  }
  return frames;
}

TEST(Edits, removed_frames_are_those_named) {
  const auto kept = without_frames(numbered(20), 5, 3);
  ASSERT_EQ(kept.size(), 17U);
  EXPECT_EQ(kept[4].y.at<std::uint8_t>(0, 0), 24);
  EXPECT_EQ(kept[5].y.at<std::uint8_t>(0, 0), 28);
  EXPECT_EQ(kept.back().y.at<std::uint8_t>(0, 0), 39);
}

TEST(Edits, removed_sound_is_that_of_the_removed_frames) {
  std::vector<float> sound(20 * kSamplesPerFrame);
  for (std::size_t i = 0; i < sound.size(); ++i) sound[i] = static_cast<float>(i / kSamplesPerFrame);
  const auto kept = without_sound(sound, 5, 3);
  ASSERT_EQ(kept.size(), 17U * kSamplesPerFrame);
  EXPECT_EQ(kept[5 * kSamplesPerFrame - 1], 4.0F);
  EXPECT_EQ(kept[5 * kSamplesPerFrame], 8.0F);
}

TEST(Edits, a_frozen_region_shows_the_source_in_all_planes_and_only_there) {
  const auto before = numbered(10);
  const cv::Rect region(4, 8, 20, 10);
  const auto after = with_frozen_region(before, region, 3, 6, 1);
  for (int i = 0; i < 10; ++i) {
    const auto& frame = after[static_cast<std::size_t>(i)];
    const bool inside = i >= 3 && i <= 6;
    EXPECT_EQ(cv::countNonZero(frame.y == 20 + i), 32 * 48 - (inside ? 200 : 0)) << i;
    EXPECT_EQ(cv::countNonZero(frame.cb == 100 + i), 16 * 24 - (inside ? 50 : 0)) << i;
    EXPECT_EQ(cv::countNonZero(frame.y(region) == 21), inside || i == 1 ? 200 : 0) << i;
    EXPECT_EQ(before[static_cast<std::size_t>(i)].y.at<std::uint8_t>(10, 10), 20 + i);
  }
}

}  // namespace
}  // namespace spoor::samples
