#include "media/media_source.h"

#include "support/clip_maker.h"
#include "support/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spoor {
namespace {

std::shared_ptr<const ByteSource> source_of(std::string_view text) {
  const Bytes bytes = as_bytes(text);
  return memory_source({bytes.begin(), bytes.end()});
}

TEST(media_source, says_in_one_sentence_why_it_opens_nothing) {
  const auto text = open_media(source_of("dear all, this is the text of a letter\n"));
  EXPECT_EQ(text.error().fault, Fault::kUnsupported);
  EXPECT_THAT(text.error().sentence, testing::HasSubstr("plain text"));
  EXPECT_EQ(open_media(source_of("")).error().fault, Fault::kCorrupt);
  EXPECT_EQ(open_media(source_of(std::string(5000, '\x01'))).error().fault, Fault::kUnsupported);
}

TEST(media_source, opens_no_playlist_subtitle_or_picture_sequence) {
  for (const char* text :
       {"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile '/etc/passwd'\n",
        "1\n00:00:00,000 --> 00:00:02,000\nhello\n\n2\n00:00:02,000 --> 00:00:04,000\nworld\n",
        "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"></MPD>",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n"}) {
    EXPECT_EQ(open_media(source_of(text)).error().fault, Fault::kUnsupported) << text;
  }
}

TEST(media_source, a_container_cut_short_before_its_index_is_corrupt) {
  auto clip = test::make_clip({.frames = 20});
  clip.resize(clip.size() / 2);
  EXPECT_EQ(open_media(memory_source(clip)).error().fault, Fault::kCorrupt);
}

TEST(media_source, refuses_more_pixels_than_allowed) {
  const auto clip = test::make_clip({.frames = 2});
  EXPECT_EQ(open_media(memory_source(clip), {.max_pixels = 1000}).error().fault, Fault::kTooLarge);
  EXPECT_EQ(open_media(memory_source(clip), {.max_side = 100}).error().fault, Fault::kTooLarge);
}

TEST(media_source, lists_the_streams_of_a_clip) {
  const auto source = open_media(memory_source(
      test::make_clip({.frames = 50, .sound_encoder = "aac", .samples = 96000, .captions = {"one", "two"}})));
  ASSERT_TRUE(source.has_value()) << to_text(source.error());
  const MediaInfo& info = (*source)->info();
  EXPECT_EQ(info.kind, MediaKind::kClip);
  EXPECT_STREQ(media_kind_name(info.kind), "clip");
  ASSERT_EQ(info.video.size(), 1U);
  EXPECT_EQ(info.video[0].codec, "h264");
  EXPECT_EQ(info.video[0].declared_frames, 50);
  EXPECT_EQ(info.video[0].average_rate, (Rational{25, 1}));
  ASSERT_EQ(info.audio.size(), 1U);
  EXPECT_EQ(info.audio[0].sample_rate, 48000);
  ASSERT_EQ(info.data.size(), 1U);
  EXPECT_EQ(info.data[0].kind, "subtitle");
  EXPECT_EQ(info.data[0].codec, "mov_text");
}

TEST(media_source, a_file_of_sound_has_no_frames) {
  const auto source =
      open_media(memory_source(test::make_clip({.muxer = "wav", .encoder = "", .sound_encoder = "pcm_s16le"})));
  ASSERT_TRUE(source.has_value());
  EXPECT_EQ((*source)->info().kind, MediaKind::kSound);
  EXPECT_EQ((*source)->frames().error().fault, Fault::kNotApplicable);
  EXPECT_TRUE((*source)->sound().has_value());
  EXPECT_EQ((*source)->trace().error().fault, Fault::kNotApplicable);
}

TEST(media_source, real_files_give_a_source_or_a_sentence) {
  SPOOR_MEDIA_OR_SKIP(media);
  for (const char* set : {"hostile", "mixed", "c2pa", "video"}) {
    for (const auto& path : test::files_below(media / set)) {
      auto file = open_regular_file(path);
      ASSERT_TRUE(file.has_value());
      const std::int64_t size = *file_size(*file);
      const auto source = open_media(file_source(std::move(*file), size), {.max_pixels = 50'000'000});
      if (!source) {
        EXPECT_FALSE(source.error().sentence.empty()) << path;
        continue;
      }
      if ((*source)->info().kind != MediaKind::kClip) continue;
      auto frames = (*source)->frames();
      for (int i = 0; frames && i < 3; ++i) {
        const auto frame = (*frames)->next();
        if (!frame || !*frame) break;
      }
      (void)(*source)->trace();
      (void)(*source)->telemetry();
    }
  }
}

}  // namespace
}  // namespace spoor
