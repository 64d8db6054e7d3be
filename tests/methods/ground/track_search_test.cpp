#include "methods/ground/track_search.h"

#include "methods/ground/planted_track.h"
#include "methods/ground/track_features.h"
#include "support/seen_ground.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

double rank_p(double score, const std::vector<double>& elsewhere) {
  const auto above = std::count_if(elsewhere.begin(), elsewhere.end(), [&](double s) { return s >= score; });
  return static_cast<double>(above + 1) / static_cast<double>(elsewhere.size() + 1);
}

TEST(TrackSearch, finds_a_planted_track_and_where_it_runs) {
  const RectifiedGround bare = test::seen_ground(1, 12);
  const TrackPath path{false, 0.03, 0.05, -0.04, 0.04};
  Rut rut;
  const RectifiedGround ground = with_tracks(bare, path, {}, rut, {1.2, 0.6, 0.2});
  const TrackSearch search(ground, track_features(ground), {});
  const auto found = search.best({});
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->path.ahead);
  EXPECT_EQ(found->blocks, 5);
  const auto truth = places_along(path, {}, 0.5), seen = places_along(found->path, {}, 0.5);
  for (std::size_t i = 0; i < 14; ++i)
    EXPECT_LT(std::hypot(truth[i].at.x - seen[i].at.x, truth[i].at.y - seen[i].at.y), 0.4) << i;
  EXPECT_LT(found->centre, found->wheels);
  const auto elsewhere = scores_elsewhere(ground, search, found->blocks, 60, 1, {});
  ASSERT_EQ(elsewhere.size(), 60U);
  EXPECT_LE(rank_p(found->score, elsewhere), 1.0 / 61 + 1e-12);
}

// Ranks of untracked ground are uniform: in 12 grounds few are low.
TEST(TrackSearch, is_quiet_on_ground_without_tracks) {
  int low = 0;
  double sum = 0;
  constexpr int kGrounds = 12;
  for (int i = 0; i < kGrounds; ++i) {
    const RectifiedGround ground = test::seen_ground(static_cast<std::uint64_t>(100 + i), 11);
    const TrackSearch search(ground, track_features(ground), {});
    const auto found = search.best({});
    ASSERT_TRUE(found);
    const double p = rank_p(found->score, scores_elsewhere(ground, search, found->blocks, 19, 1, {}));
    low += p <= 0.1;
    sum += p;
  }
  EXPECT_LE(low, 5) << "of 12 at 0.1: more in one of two thousand runs";
  EXPECT_GT(sum / kGrounds, 0.25);
  EXPECT_LT(sum / kGrounds, 0.75);
}

TEST(TrackSearch, gives_the_same_for_any_number_of_threads) {
  const RectifiedGround ground = test::seen_ground(5);
  const TrackSearch search(ground, track_features(ground), {});
  const int before = cv::getNumThreads();
  cv::setNumThreads(1);
  const auto one = scores_elsewhere(ground, search, 5, 20, 3, {});
  cv::setNumThreads(4);
  const auto four = scores_elsewhere(ground, search, 5, 20, 3, {});
  cv::setNumThreads(before);
  EXPECT_EQ(one, four);
}

TEST(TrackSearch, needs_ground_that_is_seen_finely_near_the_vehicle) {
  const RectifiedGround coarse = test::seen_ground(6, 13, 0.2);
  EXPECT_FALSE(TrackSearch(coarse, track_features(coarse), {}).best({}));
}

TEST(TrackPath, bends_to_the_right_for_positive_curvature) {
  const auto places = places_along({true, 0, 0.1, 0, 0}, {}, 0.1);
  EXPECT_NEAR(places.front().at.y, 3.35, 1e-6) << "from the front axle on";
  EXPECT_GT(places[25].at.x, 0.2);
  EXPECT_NEAR(places[25].direction, 0.25, 0.01);
  const auto back = places_along({false, 0, 0.1, 0, 0}, {}, 0.1);
  EXPECT_LT(back[25].at.y, -2);
  EXPECT_LT(back[25].at.x, -0.2) << "to the right of the way from the axle";
}

}  // namespace
}  // namespace spoor
