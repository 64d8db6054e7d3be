#include "engine/frame_picker.h"

#include "support/fake_source.h"

#include <gmock/gmock.h>

namespace spoor {
namespace {

using testing::ElementsAre;

struct FramePickerTest : testing::Test {
  test::FakeClip clip;
  std::unique_ptr<MediaSource> source;
  std::unique_ptr<FrameReader> frames;
  std::vector<std::pair<std::int64_t, std::int64_t>> steps;  ///< done and total before each decoding

  FramePicker picker(std::vector<FrameWish> wishes, bool count_known = true) {
    source = test::fake_source(clip);
    frames = std::move(*source->frames(-1));
    ClipShape shape;
    shape.estimate = clip.frames;
    if (count_known) {
      shape.count = clip.frames;
      shape.keys.emplace();
      for (std::int64_t i = 0; i < clip.frames; i += clip.key_every) shape.keys->push_back(i);
    }
    return FramePicker(*frames, std::move(wishes), shape);
  }
  /// Index and readers of every frame picked.
  std::vector<std::pair<std::int64_t, std::vector<std::size_t>>> all(FramePicker& picker) {
    std::vector<std::pair<std::int64_t, std::vector<std::size_t>>> list;
    for (;;) {
      auto picked = picker.next([&](std::int64_t done, std::int64_t total) { steps.emplace_back(done, total); });
      EXPECT_TRUE(picked);
      if (!picked || !*picked) return list;
      list.emplace_back((*picked)->frame.info.index, (*picked)->readers);
    }
  }
  static FrameWish range(std::int64_t first, std::int64_t last) { return {FrameWish::Kind::kRange, {}, {first, last}}; }
  static FrameWish keys() { return {FrameWish::Kind::kKeys, {}, {}}; }
};

using Readers = std::vector<std::size_t>;

TEST_F(FramePickerTest, a_frame_is_decoded_once_for_all_that_wish_for_it) {
  auto picked = picker({list_wish({2, 4}), range(3, 4), {}});
  EXPECT_THAT(all(picked),
              ElementsAre(std::pair(2, Readers{0}), std::pair(3, Readers{1}), std::pair(4, Readers{0, 1})));
  EXPECT_EQ(clip.counts->decoded, 5) << "nothing behind the last one";
  EXPECT_EQ(steps.front(), std::pair(std::int64_t{0}, std::int64_t{5}));
}

TEST_F(FramePickerTest, few_far_frames_are_jumped_to_and_count_nothing) {
  auto picked = picker({list_wish({0, 20})});
  EXPECT_THAT(all(picked), ElementsAre(std::pair(0, Readers{0}), std::pair(20, Readers{0})));
  EXPECT_EQ(clip.counts->jumped, 2);
  EXPECT_EQ(picked.decoded().frames, 0);
}

TEST_F(FramePickerTest, frames_beyond_the_end_are_not_met) {
  auto picked = picker({list_wish({28, 29, 30, 31})}, false);
  EXPECT_THAT(all(picked), ElementsAre(std::pair(28, Readers{0}), std::pair(29, Readers{0})));
  EXPECT_TRUE(picked.decoded().complete) << "the end was looked for";
  EXPECT_EQ(picked.decoded().frames, 30);
}

TEST_F(FramePickerTest, a_sweep_that_stops_at_the_last_wish_has_not_seen_the_end) {
  auto picked = picker({range(0, 29)}, false);
  EXPECT_EQ(all(picked).size(), 30u);
  EXPECT_EQ(picked.decoded().frames, 30);
  EXPECT_FALSE(picked.decoded().complete);
}

TEST_F(FramePickerTest, frames_made_up_by_the_decoder_are_counted) {
  clip.conceals_at = 7;
  auto picked = picker({range(0, INT64_MAX)}, false);
  EXPECT_EQ(all(picked).size(), 30u);
  EXPECT_EQ(picked.decoded().concealed, 1);
}

TEST_F(FramePickerTest, a_clip_without_key_frames_gives_the_first_one_at_the_end) {
  clip.key_every = 1000;
  auto picked = picker({{FrameWish::Kind::kKeys, {}, {3, 9}}, range(4, 5)}, false);
  EXPECT_THAT(all(picked), ElementsAre(std::pair(4, Readers{1}), std::pair(5, Readers{1}), std::pair(3, Readers{0})));
}

TEST_F(FramePickerTest, who_is_content_costs_no_more_decoding) {
  auto picked = picker({range(0, 1), keys()}, false);
  picked.content(1);
  EXPECT_EQ(all(picked).size(), 2u);
  EXPECT_EQ(clip.counts->decoded, 2);
}

TEST_F(FramePickerTest, an_error_of_the_reader_is_given_on) {
  clip.breaks_at = 2;
  auto picked = picker({range(0, 5)}, false);
  const auto next = [&] { return picked.next([](std::int64_t, std::int64_t) {}); };
  EXPECT_TRUE(next());
  EXPECT_TRUE(next());
  EXPECT_EQ(next().error().fault, Fault::kCorrupt);
}

}  // namespace
}  // namespace spoor
