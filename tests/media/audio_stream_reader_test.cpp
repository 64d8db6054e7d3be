#include "media/audio_stream_reader.h"

#include "support/clip_maker.h"

#include <gtest/gtest.h>

#include <random>

namespace spoor {
namespace {

using test::made_sample;

Result<std::unique_ptr<AudioReader>> reader_of(const test::ClipRecipe& recipe, int stream = 0) {
  return open_audio_stream(memory_source(test::make_clip(recipe)), {}, stream);
}

TimeStamp at(std::int64_t sample, int rate = 48000) { return {sample, {1, rate}}; }

TEST(audio_stream_reader, gives_the_samples_asked_for_in_any_order) {
  for (const char* muxer : {"wav", "mov", "matroska"}) {
    const auto reader =
        reader_of({.muxer = muxer, .encoder = "", .sound_encoder = "pcm_s16le", .channels = 2, .samples = 200'000});
    ASSERT_TRUE(reader.has_value()) << to_text(reader.error());
    EXPECT_EQ((*reader)->info().channels, 2);
    std::mt19937 random(5);
    for (int i = 0; i < 30; ++i) {
      const std::int64_t from = random() % 190'000, count = 1 + random() % 5000;
      const auto span = (*reader)->samples(at(from), at(from + count));
      ASSERT_TRUE(span.has_value()) << to_text(span.error());
      ASSERT_EQ(span->samples.cols, count) << muxer << " from " << from;
      EXPECT_EQ(span->first_sample, from);
      EXPECT_TRUE(span->start == at(from));
      for (const int s : {0, static_cast<int>(count) / 2, static_cast<int>(count) - 1}) {
        for (int c = 0; c < 2; ++c) EXPECT_EQ(span->samples.at<float>(c, s) * 32768, made_sample(from + s, c));
      }
    }
    const auto end = (*reader)->samples(at(199'000), at(300'000));
    ASSERT_TRUE(end.has_value());
    EXPECT_EQ(end->samples.cols, 1000);
    EXPECT_EQ((*reader)->samples(at(300'000), at(300'100))->samples.cols, 0);
  }
}

TEST(audio_stream_reader, lossy_sound_is_the_same_after_a_jump) {
  const test::ClipRecipe recipe{.muxer = "mp4", .encoder = "", .sound_encoder = "aac", .samples = 480'000};
  const auto forward = reader_of(recipe), jumping = reader_of(recipe);
  ASSERT_TRUE(forward && jumping);
  std::vector<float> all;
  for (std::int64_t from = 0; from < 480'000; from += 10'000) {
    const auto span = (*forward)->samples(at(from), at(from + 10'000));
    ASSERT_TRUE(span.has_value());
    ASSERT_EQ(span->first_sample, static_cast<std::int64_t>(all.size()));
    all.insert(all.end(), span->samples.ptr<float>(0), span->samples.ptr<float>(0) + span->samples.cols);
  }
  EXPECT_EQ(all.size(), 480'000U);
  for (const std::int64_t from : {400'000, 3'000, 250'123, 100, 470'000}) {
    const auto span = (*jumping)->samples(at(from), at(from + 2000));
    ASSERT_TRUE(span.has_value());
    ASSERT_EQ(span->samples.cols, 2000);
    EXPECT_EQ(span->first_sample, from);
    double difference = 0;
    for (int s = 0; s < 2000; ++s)
      difference = std::max(difference,
                            std::abs(double{span->samples.at<float>(0, s)} - all[static_cast<std::size_t>(from + s)]));
    // FFmpeg's encoder writes substituted noise, which is drawn anew after a jump; a shift by one sample of this
    // rough sound would differ by its full scale.
    EXPECT_LT(difference, 0.25) << from;
  }
}

TEST(audio_stream_reader, declines_what_it_cannot_answer) {
  const auto reader = reader_of({.muxer = "wav", .encoder = "", .sound_encoder = "pcm_s16le"});
  ASSERT_TRUE(reader.has_value());
  EXPECT_EQ((*reader)->samples(at(10), at(5)).error().fault, Fault::kBadArgument);
  EXPECT_EQ((*reader)->samples(at(0), {601, {1, 1}}).error().fault, Fault::kTooLarge);
  EXPECT_EQ(reader_of({.frames = 2}).error().fault, Fault::kBadArgument);
  EXPECT_EQ(reader_of({.frames = 2}, 9).error().fault, Fault::kBadArgument);
}

}  // namespace
}  // namespace spoor
