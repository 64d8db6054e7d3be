#include "workbench/sound_feed.h"

#include "support/clip_maker.h"
#include "support/paths.h"
#include "workbench/scripted_session.h"

#include <gmock/gmock.h>

#include <fstream>

namespace spoor {
namespace {

using testing::ElementsAre;
using testing::Optional;
using testing::SizeIs;

/// Sound from 0.75 s to 2 s at 1000 Hz, two channels: sample n is n, and -n.
Result<SoundSpan> counted(const TimeStamp& from, const TimeStamp& to) {
  const std::int64_t begin = std::max<std::int64_t>(rescaled_ticks(from, {1, 1000}), 750);
  const std::int64_t end = std::min<std::int64_t>(rescaled_ticks(to, {1, 1000}), 2000);
  SoundSpan span;
  span.sample_rate = 1000;
  span.start = {begin, {1, 1000}};
  span.first_sample = begin - 750;
  span.samples = cv::Mat(2, static_cast<int>(std::max<std::int64_t>(0, end - begin)), CV_32FC1);
  for (int i = 0; i < span.samples.cols; ++i) {
    span.samples.at<float>(0, i) = static_cast<float>(begin + i);
    span.samples.at<float>(1, i) = -static_cast<float>(begin + i);
  }
  return span;
}

struct Feed : testing::Test {
  std::shared_ptr<test::ScriptedSession> session = std::make_shared<test::ScriptedSession>();
  Background background;
  SoundFeed feed{background, session, "sound"};
  Feed() { session->sound_of = counted; }
};

TEST_F(Feed, gives_interleaved_samples_once_they_are_here) {
  feed.want(1.0, 1.4);
  EXPECT_EQ(feed.sample_rate(), 0);
  EXPECT_EQ(feed.samples(1000, 4), std::nullopt);
  background.finish();
  EXPECT_EQ(feed.sample_rate(), 1000);
  EXPECT_EQ(feed.channels(), 2);
  EXPECT_THAT(feed.samples(1000, 3), Optional(ElementsAre(1000, -1000, 1001, -1001, 1002, -1002)));
  EXPECT_EQ(feed.samples(1499, 3), std::nullopt) << "the next stretch was not asked for";
  EXPECT_THAT(feed.samples(1200, 0), Optional(SizeIs(0)));
}

TEST_F(Feed, joins_stretches_without_a_gap) {
  feed.want(0.9, 1.9);
  background.finish();
  const auto samples = feed.samples(900, 1000);
  ASSERT_TRUE(samples);
  for (int i = 0; i < 1000; ++i) ASSERT_EQ((*samples)[static_cast<std::size_t>(2 * i)], 900 + i);
}

TEST_F(Feed, is_silent_before_the_beginning_and_behind_the_end) {
  feed.want(-1, 3);
  background.finish();
  EXPECT_THAT(feed.samples(749, 2), Optional(ElementsAre(0, 0, 750, -750)));
  EXPECT_THAT(feed.samples(1999, 2), Optional(ElementsAre(1999, -1999, 0, 0)));
  EXPECT_THAT(feed.samples(-500, 1), Optional(ElementsAre(0, 0)));
  EXPECT_EQ(feed.error(), std::nullopt);
}

TEST_F(Feed, does_not_ask_twice_and_forgets_what_is_far) {
  feed.want(1.0, 1.9);
  background.finish();
  feed.want(1.0, 1.9);
  background.finish();
  EXPECT_THAT(session->calls(), ElementsAre("sound 2", "sound 3"));
  feed.want(500, 500.1);
  background.finish();
  EXPECT_EQ(feed.samples(1000, 1), std::nullopt);
}

TEST_F(Feed, says_why_it_is_silent) {
  feed.want(1.0, 1.1);
  background.finish();
  session->sound_of = [](const TimeStamp&, const TimeStamp&) -> Result<SoundSpan> {
    return failure(Fault::kCorrupt, "the sound is damaged");
  };
  feed.want(1.5, 1.6);
  background.finish();
  EXPECT_THAT(feed.samples(1500, 1), Optional(ElementsAre(0, 0)));
  ASSERT_TRUE(feed.error());
  EXPECT_EQ(feed.error()->sentence, "the sound is damaged");
}

TEST_F(Feed, tells_of_a_death_and_goes_on_after_it) {
  int deaths = 0;
  feed.on_death = [&](const Error&) { ++deaths; };
  session->die();
  feed.want(1.0, 1.9);
  background.finish();
  feed.want(1.0, 1.8);
  background.finish();
  EXPECT_EQ(deaths, 1);
  ASSERT_TRUE(session->restart());
  feed.revive();
  feed.want(1.0, 1.9);
  background.finish();
  EXPECT_TRUE(feed.samples(1000, 500));
}

TEST(sound_feed, gives_the_sound_of_a_clip) {
  test::TemporaryDir dir;
  test::ClipRecipe recipe;
  recipe.muxer = "mov";
  recipe.sound_encoder = "pcm_s16le";
  recipe.channels = 2;
  const auto bytes = test::make_clip(recipe);
  const auto path = dir.path() / "clip.mov";
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  auto session = open_local_session(std::move(*ingest(path, Job())), {}, {});
  ASSERT_TRUE(session) << to_text(session.error());
  Background background;
  SoundFeed feed(background, std::move(*session), "sound");
  feed.want(0, 0.9);
  background.finish();
  ASSERT_EQ(feed.sample_rate(), 48000);
  const auto samples = feed.samples(0, 40000);
  ASSERT_TRUE(samples);
  for (const std::int64_t i : {0, 1, 777, 23999, 24000, 39999}) {
    for (int c = 0; c < 2; ++c) {
      EXPECT_EQ((*samples)[static_cast<std::size_t>(2 * i + c)], test::made_sample(i, c) / 32768.0F) << i;
    }
  }
}

}  // namespace
}  // namespace spoor
