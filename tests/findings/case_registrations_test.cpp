#include "findings/case_fixture.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spoor {
namespace {

using ::testing::HasSubstr;

struct CaseRegistrations : test::CaseTest {
  static Registration made(std::int64_t left, std::int64_t right) {
    Registration one;
    one.left = left;
    one.right = right;
    one.left_frame = 3;
    one.right_frame = 7;
    FeatureFit fit;
    fit.right_from_left = {1.1, 0.1, 5, -0.1, 0.9, 6, 1e-5, 2e-5, 1};
    fit.left_features = 900;
    fit.right_features = 800;
    fit.matches = 400;
    fit.inliers = 350;
    fit.error_px = 0.6;
    fit.error_95_px = 1.9;
    fit.coverage = 0.7;
    fit.brightness = BrightnessMatch{1.1, -4, 0.9};
    fit.method = "SIFT";
    one.features = fit;
    one.pairs = {{{1, 2}, {3, 4}}};
    one.right_from_left = {1, 0, 2, 0, 1, 3, 0, 0, 1};
    one.method = "features, shifted to 1 point pair";
    one.author = "ab";
    one.created = "2026-01-01T00:00:00Z";
    return one;
  }
  static Exhibit exhibit(const std::string& name, char digit) {
    Exhibit of;
    of.name = name;
    of.path = "/files/" + name;
    of.size = 10;
    of.sha256 = std::string(64, digit);
    return of;
  }
};

TEST_F(CaseRegistrations, come_back_as_they_were_and_stand_in_the_journal) {
  Registration by_hand = made(2, 1);
  by_hand.features.reset();
  {
    auto file = created();
    ASSERT_TRUE(file->put_registration(made(1, 2)));
    ASSERT_TRUE(file->put_registration(by_hand));
    ASSERT_TRUE(file->put_registration(made(1, 3)));
    ASSERT_TRUE(file->remove_registration(1, 3));
    ASSERT_TRUE(file->remove_registration(8, 9)) << "what is not there may go";
  }
  auto file = opened();
  const auto all = file->registrations();
  ASSERT_TRUE(all) << to_text(all.error());
  EXPECT_EQ(*all, (std::vector<Registration>{made(1, 2), by_hand}));
  std::string actions;
  const auto entries = file->journal();
  for (const JournalEntry& entry : *entries) actions += entry.action + "; ";
  EXPECT_THAT(actions, HasSubstr("registration set; registration set; registration set; registration removed"));
  EXPECT_TRUE(file->verify_journal());
}

TEST_F(CaseRegistrations, a_later_one_of_the_same_exhibits_replaces_an_earlier_one) {
  auto file = created();
  ASSERT_TRUE(file->put_registration(made(1, 2)));
  Registration later = made(1, 2);
  later.pairs.clear();
  ASSERT_TRUE(file->put_registration(later));
  EXPECT_EQ(*file->registrations(), std::vector<Registration>{later});
}

TEST_F(CaseRegistrations, a_damaged_one_is_an_error_and_no_crash) {
  created();
  for (const char* document : {"{}", "[]", R"({"left":1})", R"({"left":1,"right":2,"left_frame":0,"right_frame":0,
       "pairs":[],"right_from_left":[1,2,3],"method":"","author":"","created":""})"}) {
    {
      SQLite::Database database(path().string(), SQLite::OPEN_READWRITE);
      SQLite::Statement insert(database, "INSERT OR REPLACE INTO registration VALUES(1, 2, ?)");
      insert.bind(1, document);
      insert.exec();
    }
    auto file = opened();
    const auto all = file->registrations();
    ASSERT_FALSE(all) << document;
    EXPECT_EQ(all.error().fault, Fault::kCorrupt);
  }
}

TEST_F(CaseRegistrations, a_case_of_the_first_form_gets_room_for_them_when_it_is_written) {
  created();
  {
    SQLite::Database database(path().string(), SQLite::OPEN_READWRITE);
    database.exec("DROP TABLE registration; PRAGMA user_version=1");
  }
  {
    CaseOptions reading;
    reading.read_only = true;
    auto file = opened(reading);
    ASSERT_TRUE(file);
    EXPECT_TRUE(file->registrations()->empty());
  }
  auto file = opened();
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->put_registration(made(1, 2)));
  ASSERT_TRUE(file->close());
  EXPECT_EQ(opened()->registrations()->size(), 1U);
}

TEST_F(CaseRegistrations, follow_their_exhibits_into_another_case) {
  const auto other_path = dir_.path() / "other.spoor";
  auto other = CaseFile::create(other_path, {});
  ASSERT_TRUE(other);
  const auto a = (*other)->add_exhibit(exhibit("a", 'a')), b = (*other)->add_exhibit(exhibit("b", 'b'));
  ASSERT_TRUE((*other)->put_registration(made(*a, *b)));
  auto file = created();
  ASSERT_TRUE(file->add_exhibit(exhibit("z", 'f')));
  ASSERT_TRUE(file->take_in(**other));
  const auto all = file->registrations();
  ASSERT_EQ(all->size(), 1U);
  EXPECT_EQ(all->front().left, 2);
  EXPECT_EQ(all->front().right, 3);
  EXPECT_EQ(all->front().features, made(1, 2).features);
}

}  // namespace
}  // namespace spoor
