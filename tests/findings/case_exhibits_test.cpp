#include "findings/case_fixture.h"
#include "findings/case_records.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

class CaseExhibits : public test::CaseTest {
 protected:
  void SetUp() override {
    file_ = created();
    const auto id =
        file_->add_exhibit({"a.jpg", "folder/a.jpg", 1234, test::kDigest, {"ref", "link", "", "", "", "copy", ""}});
    ASSERT_TRUE(id);
    id_ = *id;
  }

  void reopen() {
    file_.reset();
    file_ = opened();
  }

  std::unique_ptr<CaseFile> file_;
  std::int64_t id_ = 0;
};

TEST_F(CaseExhibits, is_added_once) {
  EXPECT_EQ(*file_->add_exhibit({"a.jpg", "folder/a.jpg", 1234, test::kDigest, {}}), id_);
  EXPECT_EQ(*file_->add_exhibit({"b.jpg", "folder/b.jpg", 1234, test::kDigest, {}}), id_ + 1) << "a copy elsewhere";
  EXPECT_EQ(file_->exhibits()->size(), 2U);
}

TEST_F(CaseExhibits, bookmarks_come_back_by_frame_and_claims_can_be_taken_back) {
  EXPECT_TRUE(file_->bookmarks(id_)->empty());
  const std::vector<Bookmark> bookmarks{{3, "wheel hangs", "A", "2026-01-01T00:00:00Z"}, {40, "", "A", ""}};
  ASSERT_TRUE(file_->set_bookmarks(id_, {bookmarks[1], bookmarks[0]}));
  Claim claim;
  claim.statement = "filmed at noon";
  ASSERT_TRUE(file_->set_claim(id_, claim));
  ASSERT_TRUE(file_->remove_claim(id_));
  reopen();
  EXPECT_EQ(*file_->bookmarks(id_), bookmarks);
  EXPECT_FALSE(file_->claim(id_)->has_value());
  EXPECT_EQ(file_->journal()->back().action, "claim removed");
  EXPECT_NE(file_->journal()->back().text.find("filmed at noon"), std::string::npos);
}

TEST_F(CaseExhibits, keeps_its_facts) {
  MediaInfo info;
  info.kind = MediaKind::kStill;
  info.format = "jpeg";
  ASSERT_TRUE(file_->set_media(id_, info));
  ASSERT_TRUE(file_->set_examined(id_, test::kDigest, 1, {{"program", "spoor"}}));
  ASSERT_TRUE(file_->set_error(id_, {Fault::kCorrupt, "ends early", "a.jpg"}));
  reopen();
  const auto record = file_->exhibits()->front();
  EXPECT_EQ(record.exhibit.size, 1234);
  EXPECT_EQ(record.exhibit.source.generation, "copy");
  EXPECT_EQ(record.media.at("format"), "jpeg");
  EXPECT_EQ(record.sha256_after, test::kDigest);
  EXPECT_EQ(record.frames_decoded, 1);
  EXPECT_EQ(record.environment, (Lines{{"program", "spoor"}}));
  ASSERT_TRUE(record.error);
  EXPECT_EQ(record.error->fault, Fault::kCorrupt);
  EXPECT_FALSE(record.examined_at.empty());
}

TEST_F(CaseExhibits, keeps_the_fullest_decoding_also_when_the_medium_is_opened_again) {
  EXPECT_EQ(file_->set_decoded(id_, {5, true, 0, {}}).error().fault, Fault::kBadArgument) << "no medium on record";
  MediaInfo info;
  info.kind = MediaKind::kClip;
  ASSERT_TRUE(file_->set_media(id_, info));
  ASSERT_TRUE(file_->set_decoded(id_, {12, false, 0, {}}));
  EXPECT_FALSE(file_->exhibits()->front().frames_decoded) << "a part is no count";
  EXPECT_EQ(file_->exhibits()->front().media.at("decoding").at("frames"), 12);
  ASSERT_TRUE(file_->set_decoded(id_, {9, true, 2, {false, "damaged"}}));
  ASSERT_TRUE(file_->set_decoded(id_, {12, false, 0, {}}));
  ASSERT_TRUE(file_->set_media(id_, info));
  reopen();
  const auto record = file_->exhibits()->front();
  EXPECT_EQ(record.frames_decoded, 9);
  EXPECT_EQ(record.media.at("decoding"), decoding_json({9, true, 2, {false, "damaged"}}));
  EXPECT_TRUE(file_->verify_journal());
}

TEST_F(CaseExhibits, an_error_is_past_once_the_medium_is_opened) {
  ASSERT_TRUE(file_->set_error(id_, {Fault::kTimedOut, "reported nothing", "a.jpg"}));
  ASSERT_TRUE(file_->set_media(id_, {}));
  EXPECT_FALSE(file_->exhibits()->front().error);
}

TEST_F(CaseExhibits, names_that_are_no_utf8_are_kept_as_they_are) {
  const std::string name = "caf\xE9 \xFF.jpg";
  ASSERT_TRUE(file_->add_exhibit({name, "x/" + name, 1, "bb", {}}));
  reopen();
  EXPECT_EQ(file_->exhibits()->back().exhibit.name, name);
}

TEST_F(CaseExhibits, unknown_exhibit_is_refused) {
  EXPECT_EQ(file_->set_media(99, {}).error().fault, Fault::kBadArgument);
  EXPECT_EQ(file_->set_examined(99, "", {}, {}).error().fault, Fault::kBadArgument);
}

TEST_F(CaseExhibits, thumbnails_come_back_in_order_of_frames) {
  ReducedPicture picture;
  picture.bgr = cv::Mat(30, 40, CV_8UC3);
  picture.scale = 4;
  cv::randu(picture.bgr, 0, 255);
  for (const std::int64_t frame : {7, 3}) {
    picture.info.index = frame;
    picture.info.pts = TimeStamp{frame, {1, 10}};
    ASSERT_TRUE(file_->put_thumbnail(id_, picture));
  }
  reopen();
  const auto list = *file_->thumbnails(id_);
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].frame, 3);
  EXPECT_EQ(list[0].clock, "0:00:00.300");
  EXPECT_EQ(list[0].scale, 4);
  EXPECT_EQ(cv::norm(list[1].bgr, picture.bgr), 0);
  picture.bgr = cv::Mat(2000, 2000, CV_8UC3);
  EXPECT_FALSE(file_->put_thumbnail(id_, picture)) << "too large for a thumbnail";
}

TEST_F(CaseExhibits, marks_and_claim_come_back) {
  Marks marks;
  Region region;
  region.id = "r";
  region.points = {{1, 2}, {3, 4}, {5, 1}};
  region.role = "vehicle";
  marks.regions = {region};
  marks.groups = {{"g", "pole", "a pole", {{"height", 3, "m", 0.1}}, {"shadow_tip"}}};
  Claim claim;
  claim.place = ClaimedPlace{50.5, -3.25, std::nullopt};
  claim.time = ClaimedTime{1, 2, "text", "+03:00", "2024a"};
  claim.statement = "statement";
  ASSERT_TRUE(file_->set_marks(id_, marks));
  ASSERT_TRUE(file_->set_claim(id_, claim));
  reopen();
  EXPECT_EQ(*file_->marks(id_), marks);
  EXPECT_EQ(**file_->claim(id_), claim);
  EXPECT_EQ(*file_->marks(99), Marks{});
  EXPECT_FALSE(file_->claim(99)->has_value());
}

}  // namespace
}  // namespace spoor
