#include "methods/shadow/shadow_candidates.h"

#include "support/jpeg_oracle.h"
#include "support/paths.h"
#include "support/shadowed_ground.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>

namespace spoor {
namespace {

using nlohmann::json;
using Kind = ShadowCandidate::Kind;

std::vector<std::byte> bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  std::vector<std::byte> bytes;
  for (const char c : text) bytes.push_back(static_cast<std::byte>(c));
  return bytes;
}

// Whether a point lies within 3 pixels of the candidate.
bool covers(const ShadowCandidate& c, const cv::Point2d& p) {
  std::vector<cv::Point2f> outline;
  for (const PicturePoint& q : c.points) outline.push_back({static_cast<float>(q.x), static_cast<float>(q.y)});
  const double off = cv::pointPolygonTest(outline, {static_cast<float>(p.x), static_cast<float>(p.y)}, true);
  return c.kind == Kind::kRegion ? off >= -3 : std::abs(off) <= 3;
}

const ShadowCandidate* at(const ShadowSearch& search, const cv::Point2d& p, Kind kind = Kind::kRegion) {
  for (const ShadowCandidate& c : search.candidates) {
    if (c.kind == kind && covers(c, p)) return &c;
  }
  return nullptr;
}

TEST(ShadowCandidates, are_the_planted_shadows_and_nothing_else) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const ShadowSearch search = shadow_candidates(test::ground_with_shadows(seed).picture(), {}, {});
    ASSERT_TRUE(search.direct_light);
    for (const cv::Point2d& p :
         {cv::Point2d(190, 130), cv::Point2d(510, 120), cv::Point2d(210, 430), cv::Point2d(570, 405)}) {
      const ShadowCandidate* const found = at(search, p);
      ASSERT_NE(found, nullptr) << p;
      EXPECT_GT(found->score, 0.5);
      EXPECT_GT(found->change.bluer, 0.1);
    }
    EXPECT_EQ(std::count_if(search.candidates.begin(), search.candidates.end(),
                            [](const ShadowCandidate& c) { return c.kind == Kind::kRegion; }),
              4);
    const double truth =
        std::log((test::ShadowedGround::kSun[1] + test::ShadowedGround::kSky[1]) / test::ShadowedGround::kSky[1]);
    EXPECT_NEAR(search.common.green, truth, 0.2);
  }
}

TEST(ShadowCandidates, give_thin_ones_a_middle_line) {
  const ShadowSearch search = shadow_candidates(test::ground_with_shadows(7).picture(), {}, {});
  const ShadowCandidate* const axis = at(search, {190, 130}, Kind::kAxis);
  ASSERT_NE(axis, nullptr);
  ASSERT_EQ(axis->points.size(), 2U);
  // From (100, 100) to (280, 160), whichever end comes first.
  const PicturePoint& left = axis->points[0].x < axis->points[1].x ? axis->points[0] : axis->points[1];
  const PicturePoint& right = axis->points[0].x < axis->points[1].x ? axis->points[1] : axis->points[0];
  EXPECT_NEAR(left.x, 100.5, 3);
  EXPECT_NEAR(left.y, 100.5, 3);
  EXPECT_NEAR(right.x, 280.5, 3);
  EXPECT_NEAR(right.y, 160.5, 3);
  EXPECT_EQ(at(search, {570, 405}, Kind::kAxis), nullptr) << "a broad one has none";
}

// Paint as dark as the shadows: green, red, and blue beyond what skylight does.
TEST(ShadowCandidates, are_no_paint_of_another_hue) {
  test::ShadowedGround ground = test::ground_with_shadows(9);
  ground.paint(test::box(350, 220, 60, 60), {0.02, 0.08, 0.03});
  ground.paint(test::box(60, 220, 60, 60), {0.01, 0.03, 0.11});
  ground.paint(test::box(700, 480, 60, 60), {0.16, 0.05, 0.04});
  const ShadowSearch search = shadow_candidates(ground.picture(), {}, {});
  EXPECT_NE(at(search, {570, 405}), nullptr);
  for (const cv::Point2d& p : {cv::Point2d(380, 250), cv::Point2d(90, 250), cv::Point2d(730, 510)}) {
    EXPECT_EQ(at(search, p), nullptr) << p;
  }
}

// Neutral paint can look like shade; where it is darker than the shadows it comes last.
TEST(ShadowCandidates, rank_another_ratio_below_the_common_one) {
  test::ShadowedGround ground = test::ground_with_shadows(11);
  ground.paint(test::box(350, 220, 90, 60), {0.045, 0.055, 0.065});
  const ShadowSearch search = shadow_candidates(ground.picture(), {}, {});
  const ShadowCandidate *const paint = at(search, {395, 250}), *const shadow = at(search, {570, 405});
  ASSERT_NE(shadow, nullptr);
  if (paint != nullptr) {
    EXPECT_LT(paint->score, 0.7 * shadow->score);
  }
}

TEST(ShadowCandidates, are_none_under_an_overcast_sky) {
  test::ShadowedGround ground({800, 600}, 0.08, 1.5, 13);
  ground.overcast({400, 300}, 120);
  ground.paint(test::box(380, 280, 40, 40), {0.03, 0.035, 0.04});
  const ShadowSearch search = shadow_candidates(ground.picture(), {}, {});
  EXPECT_FALSE(search.direct_light);
  EXPECT_TRUE(search.candidates.empty());
}

TEST(ShadowCandidates, are_none_in_dense_texture) {
  test::ShadowedGround leaves({800, 600}, 0.9, 1.2, 15);
  leaves.shadow(test::box(480, 350, 180, 110));
  const ShadowSearch search = shadow_candidates(leaves.picture(), {}, {});
  EXPECT_TRUE(search.texture);
  EXPECT_TRUE(search.candidates.empty());
}

TEST(ShadowCandidates, need_colour_and_some_size) {
  cv::Mat grey = test::ground_with_shadows(17).picture();
  for (int y = 0; y < grey.rows; ++y) {
    for (int x = 0; x < grey.cols; ++x) {
      cv::Vec3b& p = grey.at<cv::Vec3b>(y, x);
      p = {p[1], p[1], p[1]};
    }
  }
  const ShadowSearch search = shadow_candidates(grey, {}, {});
  EXPECT_FALSE(search.colour);
  EXPECT_TRUE(search.candidates.empty());
  EXPECT_TRUE(shadow_candidates(cv::Mat(63, 300, CV_8UC3, cv::Scalar(1, 2, 3)), {}, {}).small);
  // So narrow that nothing of its height would be left.
  EXPECT_TRUE(shadow_candidates(cv::Mat(70, 100000, CV_8UC3, cv::Scalar(1, 2, 3)), {}, {}).small);
  EXPECT_FALSE(shadow_candidates(cv::Mat(130, 2560, CV_8UC3, cv::Scalar(1, 2, 3)), {}, {}).small);
}

TEST(ShadowCandidates, lie_where_they_are_in_the_picture_given) {
  cv::Mat large;
  cv::resize(test::ground_with_shadows(19).picture(), large, {2400, 1800}, 0, 0, cv::INTER_LINEAR);
  const ShadowSearch search = shadow_candidates(large, {800, 30}, {});
  EXPECT_EQ(search.cell, cv::Size2d(3, 3));
  const ShadowCandidate* const found = at(search, {3 * 570, 3 * 405});
  ASSERT_NE(found, nullptr);
  EXPECT_NEAR(found->size_px, 9 * 181 * 111, 9 * 500);
  EXPECT_LE(shadow_candidates(large, {800, 2}, {}).candidates.size(), 2U);
}

TEST(ShadowCandidates, stop_when_asked_to) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(shadow_candidates(test::ground_with_shadows(1).picture(), {}, Job(stop.get_token())), Cancelled);
}

struct Share {
  int of = 0, all = 0;
};

// Poles whose shadow is covered along half its length at least.
Share found_poles(const json& scene, const ShadowSearch& search) {
  Share share;
  for (const json& pole : scene.at("poles")) {
    int covered = 0, points = 0;
    for (const json& p : pole.at("shadow_line_px")) {
      if (!p.is_array()) continue;
      const cv::Point2d q(p[0].get<double>(), p[1].get<double>());
      ++points;
      covered += std::any_of(search.candidates.begin(), search.candidates.end(),
                             [&](const ShadowCandidate& c) { return c.kind == Kind::kRegion && covers(c, q); });
    }
    if (points == 0) continue;
    ++share.all;
    share.of += 2 * covered >= points;
  }
  return share;
}

TEST(ShadowCandidates, of_rendered_scenes_are_shadows_of_poles_and_none_when_overcast) {
  SPOOR_SCENES_OR_SKIP(scenes);
  std::ifstream in(scenes / "pictures" / "truth.json");
  const json truth = json::parse(in);
  Share odd, even, bare;
  int overcast = 0, refused = 0;
  for (const auto& [id, scene] : truth.at("scenes").items()) {
    const cv::Mat bgr = test::bgr_from_jpeg(bytes_of((scenes / "pictures" / (id + ".jpg"))));
    const ShadowSearch search = shadow_candidates(bgr, {}, {});
    if (scene.at("sky") == "overcast") {
      ++overcast;
      refused += search.candidates.empty();
      continue;
    }
    const Share share = found_poles(scene, search);
    const bool is_odd = (id.back() - '0') % 2 == 1;
    Share& half = is_odd ? odd : even;
    half.of += share.of, half.all += share.all;
    if (!is_odd && scene.at("soil") != "grass") bare.of += share.of, bare.all += share.all;
  }
  std::cout << "[ measured ] pole shadows found: odd " << odd.of << " of " << odd.all << ", even " << even.of << " of "
            << even.all << " (bare ground " << bare.of << " of " << bare.all << "); overcast refused " << refused
            << " of " << overcast << "\n";
  EXPECT_EQ(refused, overcast);
  EXPECT_GE(overcast, 9);
  EXPECT_GE(2 * odd.of, odd.all);
  EXPECT_GE(4 * bare.of, bare.all);
}

TEST(ShadowCandidates, of_drone_pictures_are_shadows_on_the_road_and_none_in_forest) {
  SPOOR_MEDIA_OR_SKIP(media);
  const auto folder = media / "shadow" / "brighton_beach";
  // The crowns' side alone.
  for (const char* name :
       {"DJI_0018.JPG", "DJI_0019.JPG", "DJI_0020.JPG", "DJI_0021.JPG", "DJI_0022.JPG", "DJI_0023.JPG"}) {
    const cv::Mat whole = test::bgr_from_jpeg(bytes_of((folder / name)));
    const cv::Mat forest = whole(cv::Rect(0, 0, whole.cols * 6 / 10, whole.rows)).clone();
    EXPECT_TRUE(shadow_candidates(forest, {}, {}).candidates.empty()) << name;
  }
  const cv::Mat park = test::bgr_from_jpeg(bytes_of((folder / "DJI_0034.JPG")));
  const ShadowSearch search = shadow_candidates(park, {}, {});
  // A tree's shadow on tarmac.
  EXPECT_NE(at(search, {1150, 1880}), nullptr);
  EXPECT_GT(search.common.bluer, 0.2);
}

}  // namespace
}  // namespace spoor
