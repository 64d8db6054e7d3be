#include "findings/case_fixture.h"

#include <gmock/gmock.h>

namespace spoor {
namespace {

struct CaseMerge : testing::Test {
  test::TemporaryDir dir;
  std::unique_ptr<CaseFile> into = made("into", "2026-11-24T12:00:00Z");
  std::unique_ptr<CaseFile> first = made("first", "2026-11-24T10:00:00Z");
  std::unique_ptr<CaseFile> second = made("second", "2026-11-24T11:00:00Z");

  std::unique_ptr<CaseFile> made(const std::string& name, const std::string& time, std::int64_t budget = 1 << 20) {
    CaseOptions options;
    options.now = [time] { return time; };
    options.map_budget = budget;
    auto file = CaseFile::create(dir.path() / (name + ".spoor"), {}, options);
    EXPECT_TRUE(file);
    return std::move(*file);
  }

  static std::string digest(char c) { return std::string(64, c); }

  /// An exhibit with a claim, marks, a thumbnail and one result.
  static PassResult add(CaseFile& file, const std::string& path, const std::string& sha256) {
    const auto id = *file.add_exhibit({path, path, 10, sha256, {}});
    EXPECT_TRUE(file.set_media(id, {}));
    EXPECT_TRUE(file.set_claim(id, *claim_from_text("50.48,35.67")));
    ReducedPicture picture;
    picture.bgr = cv::Mat(2, 3, CV_8UC3, cv::Scalar(1, 2, 3));
    EXPECT_TRUE(file.put_thumbnail(id, picture));
    EXPECT_TRUE(file.set_examined(id, sha256, 7, {{"program", "spoor"}}));
    PassResult result = test::small_result("a.b");
    result.provenance.request.emplace_back("exhibit", sha256);
    result.provenance.key = request_key(result.provenance.request);
    EXPECT_TRUE(file.put(sha256, result));
    return result;
  }
};

TEST_F(CaseMerge, holds_what_both_held) {
  add(*first, "a.jpg", digest('a'));
  const auto result = add(*second, "b.jpg", digest('b'));
  ASSERT_TRUE(second->begin_run({0, "full", {"a.b"}, {"spoor"}, "spoor 0", "", ""}));
  ASSERT_TRUE(second->put_skipped({"notes.txt", "no medium"}));
  ASSERT_TRUE(second->set_status(result.provenance.key, AnalystStatus::kOk));
  ASSERT_TRUE(into->take_in(*first));
  ASSERT_TRUE(into->take_in(*second)) << to_text(into->take_in(*second).error());

  const auto exhibits = *into->exhibits();
  ASSERT_EQ(exhibits.size(), 2U);
  EXPECT_EQ(exhibits[1].id, 2);
  EXPECT_EQ(exhibits[1].exhibit.path, "b.jpg");
  EXPECT_EQ(exhibits[1].added_at, "2026-11-24T11:00:00Z") << "times stay";
  EXPECT_EQ(exhibits[1].frames_decoded, 7);
  EXPECT_EQ(exhibits[1].sha256_after, digest('b'));
  EXPECT_TRUE((*into->claim(2))->place);
  ASSERT_EQ(into->thumbnails(2)->size(), 1U);
  EXPECT_EQ(into->thumbnails(2)->front().bgr.size(), cv::Size(3, 2));
  const auto rows = *into->results(digest('b'));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].status, AnalystStatus::kOk);
  EXPECT_EQ(rows[0].stored_at, "2026-11-24T11:00:00Z");
  const auto found = into->find(result.provenance.key);
  ASSERT_TRUE(found && found->has_value());
  EXPECT_EQ(cv::countNonZero((*found)->output.maps[0].field != result.output.maps[0].field), 0);
  EXPECT_EQ(into->previews(result.provenance.key)->size(), 1U);
  EXPECT_EQ(into->runs()->size(), 1U);
  EXPECT_EQ(into->skipped()->size(), 1U);

  EXPECT_TRUE(into->verify_journal());
  bool told = false;
  const auto journal = *into->journal();
  for (const auto& entry : journal) {
    told = told || (entry.action == "case taken in" && entry.subject == "second.spoor" &&
                    entry.text.ends_with(*second->journal_head()));
  }
  EXPECT_TRUE(told) << "the head of the other's chain is kept";
}

TEST_F(CaseMerge, the_same_bytes_are_one_exhibit_and_a_copy) {
  add(*first, "a.jpg", digest('a'));
  add(*second, "else/a.jpg", digest('a'));
  add(*second, "a.jpg", digest('a'));
  ASSERT_TRUE(into->take_in(*first));
  ASSERT_TRUE(into->take_in(*second));
  EXPECT_EQ(into->exhibits()->size(), 1U);
  EXPECT_EQ(*into->skipped(), (std::vector<SkippedFile>{{"else/a.jpg", "the same bytes as a.jpg"}}));
  EXPECT_TRUE(into->verify_journal());
}

TEST_F(CaseMerge, files_that_could_not_be_hashed_are_not_taken_for_each_other) {
  ASSERT_TRUE(first->add_exhibit({"a", "a", 0, "", {}}));
  ASSERT_TRUE(second->add_exhibit({"b", "b", 0, "", {}}));
  ASSERT_TRUE(into->take_in(*first));
  ASSERT_TRUE(into->take_in(*second));
  EXPECT_EQ(into->exhibits()->size(), 2U);
}

TEST_F(CaseMerge, a_finished_result_outlives_one_that_is_none) {
  const auto done = add(*first, "a.jpg", digest('a'));
  PassResult cancelled = done;
  cancelled.state = ResultState::kCancelled;
  cancelled.output = {};
  cancelled.error = {Fault::kInternal, "stopped", ""};
  ASSERT_TRUE(second->put(digest('a'), cancelled));
  for (const bool cancelled_first : {true, false}) {
    const auto target = made(cancelled_first ? "x" : "y", "t");
    ASSERT_TRUE(target->take_in(cancelled_first ? *second : *first));
    ASSERT_TRUE(target->take_in(cancelled_first ? *first : *second));
    EXPECT_EQ(target->results(digest('a'))->front().state, ResultState::kDone);
    EXPECT_TRUE(target->verify_journal());
  }
}

TEST_F(CaseMerge, the_budget_for_maps_holds_for_both_together) {
  const auto a = add(*first, "a.jpg", digest('a')), b = add(*second, "b.jpg", digest('b'));
  const auto small = made("small", "t", 1);
  ASSERT_TRUE(small->take_in(*first));
  EXPECT_TRUE((*small->find(a.provenance.key))->output.maps[0].field.empty());
  EXPECT_EQ(small->previews(a.provenance.key)->size(), 1U);
}

TEST_F(CaseMerge, different_questions_of_one_id_are_refused_and_nothing_is_changed) {
  add(*second, "b.jpg", digest('b'));
  ASSERT_TRUE(into->put_question({"q1", "One?", "", "", "A", "t"}));
  ASSERT_TRUE(second->put_question({"q1", "Another?", "", "", "A", "t"}));
  const std::string before = *into->journal_head();
  EXPECT_EQ(into->take_in(*second).error().fault, Fault::kBadArgument);
  EXPECT_TRUE(into->exhibits()->empty());
  EXPECT_EQ(*into->journal_head(), before);
  EXPECT_EQ(into->take_in(*into).error().fault, Fault::kBadArgument);
}

}  // namespace
}  // namespace spoor
