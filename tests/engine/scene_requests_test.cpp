#include "engine/scene_requests.h"

#include "methods/motion/similarity.h"
#include "methods/registration/homography.h"
#include "support/paths.h"
#include "support/scene_clip.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

using test::SceneClip;
using test::SceneReader;

FrameView view_of(const SceneClip& clip) { return FrameView(std::make_unique<SceneReader>(clip)); }

TrackRequest on_target(const SceneClip& clip, std::int64_t from, std::int64_t to) {
  const cv::Point2d at = clip.target(from);
  constexpr double kHalf = SceneClip::kHalf - 2;
  return {Shape::kRectangle, {{at.x - kHalf, at.y - kHalf}, {at.x + kHalf, at.y + kHalf}}, from, to};
}

void expect_follows(const SceneClip& clip, const TrackRequest& request, const Track& track) {
  const cv::Point2d start = clip.target(request.from);
  for (const TrackedFrame& frame : track.frames) {
    const PicturePoint at = moved(frame.from_start, {start.x, start.y});
    const cv::Point2d truth = clip.target(frame.frame);
    // The target is pasted on whole samples.
    EXPECT_LT(std::hypot(at.x - truth.x, at.y - truth.y), 1.2) << frame.frame;
    EXPECT_GT(frame.confidence, 0.3) << frame.frame;
  }
}

TEST(SceneRequests, a_moving_target_is_followed_forwards_and_backwards) {
  const SceneClip clip;
  for (const auto& [from, to] : {std::pair(0, 39), std::pair(39, 0)}) {
    FrameView frames = view_of(clip);
    const TrackRequest request = on_target(clip, from, to);
    std::int64_t total = 0;
    const auto track = tracked(frames, request, Job({}, [&](std::int64_t, std::int64_t of) { total = of; }));
    ASSERT_TRUE(track) << to_text(track.error());
    EXPECT_FALSE(track->lost_at) << *track->lost_at << track->lost_why;
    ASSERT_EQ(track->frames.size(), 39U);
    EXPECT_EQ(track->frames.front().frame, from < to ? 1 : 38);
    EXPECT_EQ(track->frames.back().frame, to);
    EXPECT_EQ(total, 39);
    EXPECT_NE(track->method.find("Lucas-Kanade"), std::string::npos);
    expect_follows(clip, request, *track);
  }
}

TEST(SceneRequests, backwards_in_portions_gives_what_forwards_reading_would) {
  SceneClip clip;
  clip.frames = 150;
  clip.shake = 0.4;
  FrameView frames = view_of(clip);
  // A mark on the background: more frames than one portion holds.
  const auto track = tracked(frames, {Shape::kRectangle, {{200, 150}, {260, 210}}, 149, 20}, Job());
  ASSERT_TRUE(track) << to_text(track.error());
  ASSERT_FALSE(track->frames.empty());
  for (const TrackedFrame& frame : track->frames) {
    const double pan = 0.4 * static_cast<double>(149 - frame.frame);
    EXPECT_NEAR(moved(frame.from_start, {230, 180}).x, 230 + pan, 1) << frame.frame;
  }
}

TEST(SceneRequests, a_target_that_vanishes_is_lost_where_it_does) {
  SceneClip clip;
  clip.leaves_at = 17;
  FrameView frames = view_of(clip);
  const auto track = tracked(frames, on_target(clip, 0, 39), Job());
  ASSERT_TRUE(track);
  ASSERT_TRUE(track->lost_at);
  EXPECT_EQ(*track->lost_at, 17);
  EXPECT_EQ(track->frames.size(), 16U);
  EXPECT_FALSE(track->lost_why.empty());
}

TEST(SceneRequests, a_clip_that_ends_ends_the_track) {
  const SceneClip clip;
  FrameView frames = view_of(clip);
  const auto track = tracked(frames, on_target(clip, 30, 60), Job());
  ASSERT_TRUE(track);
  EXPECT_EQ(track->lost_at.value_or(-1), 40);
}

TEST(SceneRequests, senseless_frames_and_flat_places_are_refused) {
  const SceneClip clip;
  FrameView frames = view_of(clip);
  for (const auto& [from, to] : {std::pair(5, 5), std::pair(-1, 5), std::pair(5, -1)}) {
    TrackRequest request = on_target(clip, 5, 6);
    request.from = from;
    request.to = to;
    EXPECT_EQ(tracked(frames, request, Job()).error().fault, Fault::kBadArgument);
  }
  TrackRequest outside = on_target(clip, 0, 9);
  outside.points = {{1000, 1000}, {1040, 1040}};
  EXPECT_EQ(tracked(frames, outside, Job()).error().fault, Fault::kNotApplicable);
}

TEST(SceneRequests, stops_when_asked_to) {
  const SceneClip clip;
  FrameView frames = view_of(clip);
  std::stop_source stop;
  const Job job(stop.get_token(), [&](std::int64_t done, std::int64_t) {
    if (done == 3) stop.request_stop();
  });
  EXPECT_THROW((void)tracked(frames, on_target(clip, 0, 39), job), Cancelled);
}

TEST(SceneRequests, two_exhibits_of_one_place_are_registered) {
  SceneClip left, right;
  right.there_from_here = {1.05, 0.04, -12, -0.03, 1.03, 9, 0.0001, 0, 1};
  FrameView left_frames = view_of(left), right_frames = view_of(right);
  const auto fit = registered(left_frames, right_frames, {0, 5, "other"}, Job());
  ASSERT_TRUE(fit) << to_text(fit.error());
  const cv::Matx33d pan(1, 0, 100, 0, 1, 90, 0, 0, 1);
  const cv::Matx33d wanted = (pan * right.there_from_here).inv() * pan;
  for (const PicturePoint& p : {PicturePoint{60, 40}, {260, 200}, {160, 30}}) {
    const cv::Vec3d q = wanted * cv::Vec3d(p.x, p.y, 1);
    const auto at = mapped(fit->right_from_left, p);
    ASSERT_TRUE(at);
    EXPECT_NEAR(at->x, q[0] / q[2], 0.7);
    EXPECT_NEAR(at->y, q[1] / q[2], 0.7);
  }
}

TEST(SceneRequests, frames_of_a_shaken_camera_are_averaged) {
  SceneClip clip;
  clip.shake = 1.3;
  FrameView frames = view_of(clip);
  const auto average = averaged(frames, 20, 9, false, Job());
  ASSERT_TRUE(average) << to_text(average.error());
  EXPECT_EQ(average->used, 9);
  EXPECT_EQ(average->frames, (FrameRange{16, 24}));
  EXPECT_TRUE(average->rejected.empty());
  EXPECT_LT(average->error_px, 0.5);
  EXPECT_EQ(average->frame.info.index, 20);
  EXPECT_EQ(average->frame.info.layout.bits, 16);
  ASSERT_EQ(average->frame.planes.size(), 3U);
  // Nearer to the place without noise than the frame itself is.
  const cv::Rect part(180, 130, 100, 90);
  cv::Mat mean;
  average->frame.planes[1].convertTo(mean, CV_32F, 255.0 / 65535);
  const cv::Mat truth = test::seen_through(test::made_place({700, 500}, clip.place),
                                           {1, 0, 100 + clip.shake * 20, 0, 1, 90, 0, 0, 1}, clip.size, 0, 1);
  const double before = cv::norm(clip.luma(20)(part), truth(part), cv::NORM_L2);
  EXPECT_LT(cv::norm(mean(part), truth(part), cv::NORM_L2), 0.6 * before);
}

TEST(SceneRequests, an_average_at_the_clips_end_has_fewer_frames_and_says_so) {
  const SceneClip clip;
  FrameView frames = view_of(clip);
  const auto average = averaged(frames, 39, 9, false, Job());
  ASSERT_TRUE(average) << to_text(average.error());
  EXPECT_EQ(average->used, 5);
  EXPECT_EQ(average->frames, (FrameRange{35, 39}));
  EXPECT_EQ(averaged(frames, 20, 4, false, Job()).error().fault, Fault::kBadArgument);
  EXPECT_EQ(averaged(frames, 20, 103, false, Job()).error().fault, Fault::kBadArgument);
}

}  // namespace
}  // namespace spoor
