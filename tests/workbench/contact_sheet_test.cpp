#include "workbench/contact_sheet.h"

#include "support/paths.h"

#include <gmock/gmock.h>

namespace spoor {
namespace {

using testing::ElementsAre;

FrameClock clock_of(std::int64_t frames, std::vector<std::int64_t> keys) {
  FrameClock clock;
  for (std::int64_t i = 0; i < frames; ++i) clock.seconds.push_back(static_cast<double>(i) / 25);
  clock.key_frames = std::move(keys);
  return clock;
}

std::unique_ptr<Session> sample_session(const std::string& name) {
  auto exhibit = ingest(test::samples_dir() / name, Job());
  EXPECT_TRUE(exhibit);
  auto session = open_local_session(std::move(*exhibit), {}, {});
  EXPECT_TRUE(session);
  return std::move(*session);
}

TEST(SheetFrames, key_frames_or_evenly_spread_ones) {
  EXPECT_THAT(sheet_frames(clock_of(40, {0, 12, 24}), true, 4), ElementsAre(0, 12, 24));
  EXPECT_THAT(sheet_frames(clock_of(40, {0, 12, 24}), false, 4), ElementsAre(0, 10, 20, 30));
  EXPECT_THAT(sheet_frames(clock_of(3, {}), true, 60), ElementsAre(0, 1, 2)) << "no more than there are";
}

TEST(SheetFrames, a_clip_of_key_frames_alone_is_thinned_out) {
  std::vector<std::int64_t> keys(5000);
  for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = static_cast<std::int64_t>(i);
  const auto frames = sheet_frames(clock_of(5000, keys), true, 60);
  EXPECT_EQ(frames.size(), 240U);
  EXPECT_EQ(frames.front(), 0);
  EXPECT_GT(frames.back(), 4900);
}

TEST(ContactSheet, digests_are_those_of_the_decoded_planes) {
  const auto session = sample_session("clip_original.mp4");
  const auto trace = session->trace();
  ASSERT_TRUE(trace);
  const auto sheet = contact_sheet(*session, frame_clock(*trace), {0, 5}, 96, Job());
  ASSERT_TRUE(sheet) << to_text(sheet.error());
  ASSERT_EQ(sheet->frames.size(), 2U);
  EXPECT_EQ(sheet->frames[1].digest, plane_digest(*session->frame(5)));
  EXPECT_NE(sheet->frames[0].digest, sheet->frames[1].digest);
  EXPECT_LE(std::max(sheet->frames[0].picture->bgr.cols, sheet->frames[0].picture->bgr.rows), 96);
  const Table table = sheet_table(*sheet);
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[1][0], "5");
  EXPECT_EQ(table.rows[1][2], sheet->frames[1].digest);
}

TEST(ContactSheet, a_frame_that_is_not_there_is_left_out) {
  const auto session = sample_session("clip_original.mp4");
  const auto some = contact_sheet(*session, {}, {0, 1'000'000}, 64, Job());
  ASSERT_TRUE(some);
  EXPECT_EQ(some->frames.size(), 1U);
  EXPECT_FALSE(contact_sheet(*session, {}, {1'000'000}, 64, Job()));
}

TEST(SheetPicture, holds_every_picture_on_paper) {
  ContactSheet sheet;
  for (int i = 0; i < 3; ++i) {
    auto picture = std::make_shared<ReducedPicture>();
    picture->bgr = cv::Mat(30, 40, CV_8UC3, cv::Scalar(0, 0, 50 * (i + 1)));
    sheet.frames.push_back({i, i / 25.0, std::string(64, 'a'), picture});
  }
  const cv::Mat two = sheet_picture(sheet, 2, "a title");
  EXPECT_GE(two.cols, 2 * 40);
  for (int i = 0; i < 3; ++i) {
    cv::Mat found;
    cv::inRange(two, cv::Scalar(0, 0, 50 * (i + 1)), cv::Scalar(0, 0, 50 * (i + 1)), found);
    EXPECT_EQ(cv::countNonZero(found), 30 * 40) << i;
  }
  EXPECT_TRUE(sheet_picture({}, 2, "").empty());
}

}  // namespace
}  // namespace spoor
