#include "engine/sweep.h"

#include "support/fake_source.h"

#include <gmock/gmock.h>

#include <atomic>
#include <numeric>

namespace spoor {
namespace {

using test::FakeClip;
using testing::ElementsAre;
using testing::SizeIs;

/// Collects what one reader is shown, and that it is never shown two frames at once.
struct Witness {
  std::vector<std::int64_t> seen;
  std::atomic<int> inside{0};
  bool overlapped = false;

  SweepReader reader(FrameWish wish, std::size_t enough = SIZE_MAX) {
    SweepReader reader;
    reader.wish = std::move(wish);
    reader.look = [this, enough](const FrameContext& context) {
      overlapped |= inside.fetch_add(1) != 0;
      EXPECT_EQ(context.frame().planes[0].at<std::uint8_t>(0, 0), context.info().index % 251);
      seen.push_back(context.info().index);
      --inside;
      return seen.size() < enough;
    };
    return reader;
  }
};

struct Fixture : testing::Test {
  FakeClip clip;
  ClipShape shape() const {
    ClipShape shape;
    shape.count = clip.frames;
    std::vector<std::int64_t> keys;
    for (std::int64_t i = 0; i < clip.frames; i += clip.key_every) keys.push_back(i);
    shape.keys = keys;
    return shape;
  }
  Result<DecodedClip> run(const std::vector<SweepReader>& readers, const ClipShape& of, const Job& job = Job()) {
    const auto source = test::fake_source(clip);
    const auto frames = source->frames(-1);
    return sweep(**frames, of, readers, job);
  }
};

using Sweep = Fixture;
const FrameWish kAll{FrameWish::Kind::kRange, {}, {}};

TEST_F(Sweep, several_readers_are_fed_in_order_from_one_decoding) {
  clip.frames = 300;
  Witness all, part, two;
  ASSERT_TRUE(
      run({all.reader(kAll), part.reader({FrameWish::Kind::kRange, {}, {10, 19}}), two.reader(list_wish({250, 3}))},
          shape()));
  EXPECT_EQ(clip.counts->decoded, 300);
  std::vector<std::int64_t> expected(300);
  std::iota(expected.begin(), expected.end(), 0);
  EXPECT_EQ(all.seen, expected);
  EXPECT_THAT(part.seen, SizeIs(10));
  EXPECT_EQ(part.seen.front(), 10);
  EXPECT_THAT(two.seen, ElementsAre(3, 250));
  EXPECT_FALSE(all.overlapped || part.overlapped || two.overlapped);
}

TEST_F(Sweep, frames_alive_are_bounded) {
  clip.frames = 200;
  Witness all;
  ASSERT_TRUE(run({all.reader(kAll)}, shape()));
  EXPECT_LE(clip.counts->most_alive, static_cast<std::int64_t>(kSweepFrames) + 1);
  EXPECT_EQ(clip.counts->alive, 0);
}

TEST_F(Sweep, decoding_stops_behind_the_last_frame_wished_for) {
  clip.frames = 1000;
  Witness some;
  ASSERT_TRUE(run({some.reader({FrameWish::Kind::kRange, {}, {5, 9}})}, ClipShape{}));
  EXPECT_EQ(clip.counts->decoded, 10);
}

TEST_F(Sweep, decoding_stops_when_nobody_wants_more) {
  clip.frames = 1000;
  Witness some;
  ASSERT_TRUE(run({some.reader(kAll, 3)}, shape()));
  EXPECT_THAT(some.seen, ElementsAre(0, 1, 2));
  EXPECT_LE(clip.counts->decoded, 3 + static_cast<std::int64_t>(kSweepFrames));
}

TEST_F(Sweep, nothing_is_decoded_for_nobody) {
  Witness none;
  ASSERT_TRUE(run({none.reader({})}, shape()));
  ASSERT_TRUE(run({}, shape()));
  EXPECT_EQ(clip.counts->decoded, 0);
}

TEST_F(Sweep, key_frames_alone_are_fetched_by_index) {
  clip.frames = 100;
  Witness keys;
  ASSERT_TRUE(run({keys.reader(list_wish({0, 10, 50, 90}))}, shape()));
  EXPECT_EQ(clip.counts->decoded, 4);
  EXPECT_EQ(clip.counts->jumped, 4);
  EXPECT_THAT(keys.seen, ElementsAre(0, 10, 50, 90));
}

TEST_F(Sweep, a_range_that_begins_late_is_reached_by_a_jump) {
  clip.frames = 1000;
  Witness late;
  ASSERT_TRUE(run({late.reader({FrameWish::Kind::kRange, {}, {905, 909}})}, shape()));
  EXPECT_EQ(clip.counts->decoded, 5);
  EXPECT_THAT(late.seen, ElementsAre(905, 906, 907, 908, 909));
}

TEST_F(Sweep, a_clip_that_cannot_be_jumped_in_is_decoded_in_sequence) {
  clip.frames = 100;
  clip.random = false;
  Witness keys;
  ASSERT_TRUE(run({keys.reader(list_wish({0, 10, 50, 90}))}, shape()));
  EXPECT_EQ(clip.counts->jumped, 0);
  EXPECT_EQ(clip.counts->decoded, 91);
  EXPECT_THAT(keys.seen, ElementsAre(0, 10, 50, 90));
}

TEST_F(Sweep, key_frames_found_while_decoding_and_the_stand_in_of_a_range_without_any) {
  Witness keys, none, another;
  ASSERT_TRUE(run({keys.reader({FrameWish::Kind::kKeys, {}, {}}), none.reader({FrameWish::Kind::kKeys, {}, {12, 18}}),
                   another.reader({FrameWish::Kind::kKeys, {}, {12, 17}})},
                  ClipShape{}));
  EXPECT_THAT(keys.seen, ElementsAre(0, 10, 20));
  EXPECT_THAT(none.seen, ElementsAre(12));
  EXPECT_THAT(another.seen, ElementsAre(12));
  EXPECT_EQ(clip.counts->alive, 0);
}

TEST_F(Sweep, an_intermediate_is_made_once_and_let_go_after_its_last_reader) {
  clip.frames = 5;
  std::atomic<int> shared{0};
  std::vector<cv::Mat> first(5), second(5);
  const auto reader = [&](std::vector<cv::Mat>& into) {
    SweepReader asks;
    asks.wish = kAll;
    asks.derived = {DerivedKind::kLumaFloat};
    asks.look = [&](const FrameContext& context) {
      into[static_cast<std::size_t>(context.info().index)] = *context.derived(DerivedKind::kLumaFloat);
      return true;
    };
    return asks;
  };
  ASSERT_TRUE(run({reader(first), reader(second)}, shape()));
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].data, second[i].data) << "one matrix for both readers";
    ASSERT_NE(first[i].u, nullptr);
    // Only the two copies kept here are left: the frame's own was released.
    EXPECT_EQ(first[i].u->refcount, 2);
  }
}

TEST_F(Sweep, cancellation_is_prompt_and_thrown) {
  clip.frames = 100000;
  std::stop_source stop;
  Witness all;
  SweepReader reader = all.reader(kAll);
  reader.look = [&, look = reader.look](const FrameContext& context) {
    if (context.info().index == 7) stop.request_stop();
    return look(context);
  };
  EXPECT_THROW((void)run({reader}, shape(), Job(stop.get_token())), Cancelled);
  EXPECT_EQ(all.seen.back(), 7);
  EXPECT_LE(clip.counts->decoded, 8 + static_cast<std::int64_t>(kSweepFrames));
  EXPECT_EQ(clip.counts->alive, 0);
}

TEST_F(Sweep, a_decoding_error_comes_after_the_frames_before_it) {
  clip.breaks_at = 12;
  Witness all;
  const auto outcome = run({all.reader(kAll)}, shape());
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().fault, Fault::kCorrupt);
  EXPECT_THAT(all.seen, SizeIs(12));
}

TEST_F(Sweep, progress_counts_frames) {
  std::vector<std::pair<std::int64_t, std::int64_t>> told;
  Witness all;
  ASSERT_TRUE(run({all.reader({FrameWish::Kind::kRange, {}, {0, 4}})}, shape(),
                  Job({}, [&](std::int64_t done, std::int64_t total) { told.emplace_back(done, total); })));
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.front(), (std::pair<std::int64_t, std::int64_t>{0, 5}));
  EXPECT_EQ(told.back(), (std::pair<std::int64_t, std::int64_t>{4, 5}));
}

}  // namespace
}  // namespace spoor
