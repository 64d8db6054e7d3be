#include "media/srt_source.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace spoor {
namespace {

const std::string kFlight =
    "\xEF\xBB\xBF"
    "1\r\n00:00:00,000 --> 00:00:00,033\r\n<font>FrameCnt: 1\r\n[latitude: 50.5] [longitude: 8.25] [iso: "
    "100]</font>\r\n"
    "\r\n2\n00:00:00.033 --> 00:00:00.066\n[latitude: 50.6] [longitude: 8.26]\n\nnonsense\n\n"
    "3\n01:02:03,004 --> 01:02:04,000\n[latitude: 50.7]\n";

Result<std::unique_ptr<MediaSource>> opened(const std::string& text) {
  const auto bytes = as_bytes(text);
  return open_media(memory_source({bytes.begin(), bytes.end()}));
}

TEST(SrtSource, reads_captions_with_their_times) {
  const auto captions = srt_captions(kFlight);
  ASSERT_EQ(captions.size(), 3U);
  EXPECT_EQ(captions[0].end_ms, 33);
  EXPECT_TRUE(captions[0].text.starts_with("<font>"));
  EXPECT_TRUE(captions[0].text.ends_with("</font>"));
  EXPECT_EQ(captions[1].begin_ms, 33);
  EXPECT_EQ(captions[1].text, "[latitude: 50.6] [longitude: 8.26]");
  EXPECT_EQ(captions[2].begin_ms, 3723004);
}

TEST(SrtSource, opens_as_an_exhibit_with_telemetry_alone) {
  const auto source = opened(kFlight);
  ASSERT_TRUE(source) << to_text(source.error());
  EXPECT_EQ((*source)->info().format, "srt");
  EXPECT_TRUE((*source)->info().video.empty());
  EXPECT_FALSE((*source)->frames());
  EXPECT_FALSE((*source)->sound());
  EXPECT_STREQ(media_kind_name((*source)->info().kind), "record");
  EXPECT_FALSE((*source)->trace());
  const auto& all = (*source)->telemetry();
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 3U);
  EXPECT_EQ((*all)[1].id, "gps.latitude");
  EXPECT_EQ((*all)[1].points.size(), 3U);
  EXPECT_TRUE((*all)[1].points[1].time == (TimeStamp{33, {1, 1000}}));
}

TEST(SrtSource, other_texts_stay_what_they_are) {
  EXPECT_TRUE(is_srt(kFlight));
  for (const char* text :
       {"", "1\n", "1\nhello\n", "one\n00:00:00,000 --> 00:00:01,000\n", "1\n00:00:00,000 00:00:01,000",
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n", "1234567890123\n00:00:00,000 --> 00:00:01,000"}) {
    EXPECT_FALSE(is_srt(text)) << text;
  }
  EXPECT_EQ(opened("the quick brown fox\n").error().fault, Fault::kUnsupported);
  EXPECT_EQ(opened("1\n00:00:00,000 --> 00:00:02,000\nhello\n").error().fault, Fault::kUnsupported) << "mere words";
}

RC_GTEST_PROP(SrtSource, survives_any_text, (const std::string& text)) {
  const std::string file = "1\n00:00:00,000 --> 00:00:01,000\n" + text;
  for (const SrtCaption& caption : srt_captions(file)) {
    RC_ASSERT(caption.text.data() >= file.data());
    RC_ASSERT(caption.text.data() + caption.text.size() <= file.data() + file.size());
  }
}

}  // namespace
}  // namespace spoor
