#include "evidence/claim.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace spoor {
namespace {

TEST(Claim, reads_place_and_interval_of_one_line) {
  const auto claim = claim_from_text("50.48N 35.67E~500m 2023-05-22T10:30+03:00/2023-05-22T11:00+03:00");
  ASSERT_TRUE(claim) << to_text(claim.error());
  EXPECT_EQ(claim->place, (ClaimedPlace{50.48, 35.67, 500.0}));
  EXPECT_EQ(utc_text(claim->time->first_us), "2023-05-22T07:30:00Z");
  EXPECT_EQ(claim->time->last_us - claim->time->first_us, std::int64_t{1800} * 1'000'000);
}

TEST(Claim, may_lack_place_or_time) {
  EXPECT_FALSE(claim_from_text("2023-05-22T10:30Z")->place);
  EXPECT_FALSE(claim_from_text("50.48,35.67")->time);
  EXPECT_FALSE(claim_from_text("50.48,35.67")->place->radius_m);
  EXPECT_FALSE(claim_from_text(""));
}

TEST(Claim, writes_instants_with_the_fractions_there_are) {
  EXPECT_EQ(utc_text(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(utc_text(-1), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(utc_text(1'500'000), "1970-01-01T00:00:01.5Z");
}

TEST(Claim, a_time_once_resolved_is_not_resolved_again) {
  const auto claim = claim_from_json(R"({"schema": "spoor.claim/1", "time": {"first": "2023-05-22T06:30:00Z",
      "last": "2023-05-22T06:30:00Z", "text": "2023-05-22T10:30[Europe/Moscow]", "zone": "Europe/Moscow",
      "tzdata": "2010a"}})");
  ASSERT_TRUE(claim) << to_text(claim.error());
  EXPECT_EQ(utc_text(claim->time->first_us), "2023-05-22T06:30:00Z");
  EXPECT_EQ(claim->time->tzdata, "2010a");
}

TEST(Claim, reads_a_file_as_people_write_it) {
  const auto claim = claim_from_json(R"({"schema": "spoor.claim/1",
      "place": {"latitude_deg": 50.48, "longitude_deg": 35.67}, "time": "2023-05-22T10:30[Europe/Moscow]",
      "statement": "vehicles lost at the crossing", "source": "ministry channel"})");
  ASSERT_TRUE(claim) << to_text(claim.error());
  EXPECT_EQ(utc_text(claim->time->last_us), "2023-05-22T07:30:00Z");
  EXPECT_EQ(claim->statement, "vehicles lost at the crossing");
}

TEST(Claim, names_the_path_of_what_it_refuses) {
  const auto subject = [](const char* text) {
    const auto claim = claim_from_json(text);
    return claim ? "accepted" : claim.error().subject;
  };
  EXPECT_EQ(subject(R"({"schema": "spoor.claim/1", "plaec": 1})"), "$.plaec");
  EXPECT_EQ(subject(R"({"schema": "spoor.claim/1", "place": {"latitude_deg": 91, "longitude_deg": 0}})"),
            "$.place.latitude_deg");
  EXPECT_EQ(subject(R"({"schema": "spoor.claim/1", "time": "2023-05-22T10:30"})"), "$.time");
  EXPECT_EQ(subject(R"({"schema": "spoor.claim/1", "time": {"first": "2023-05-22", "last": "x"}})"), "$.time.first");
  EXPECT_EQ(subject(R"({"schema": "spoor.claim/7"})"), "$.schema");
}

TEST(Claim, survives_the_round_trip) {
  EXPECT_TRUE(rc::check("a claim equals itself written and read", [] {
    Claim claim;
    const auto word = [] { return *rc::gen::container<std::string>(8, rc::gen::inRange<char>(' ', '~')); };
    if (*rc::gen::arbitrary<bool>()) {
      claim.place =
          ClaimedPlace{*rc::gen::inRange(-90'000, 90'001) / 1000.0, *rc::gen::inRange(-180'000, 180'001) / 1000.0, {}};
      if (*rc::gen::arbitrary<bool>()) claim.place->radius_m = *rc::gen::inRange(0, 100'000) / 7.0;
    }
    if (*rc::gen::arbitrary<bool>()) {
      const std::int64_t first = *rc::gen::inRange<std::int64_t>(-5'000'000'000'000'000, 7'000'000'000'000'000);
      claim.time = ClaimedTime{first, first + *rc::gen::inRange(0, 1'000'000'000), word(), word(), word()};
    }
    claim.statement = word();
    claim.source = word();
    const auto back = claim_from_json(claim_to_json(claim));
    if (!back) RC_FAIL(to_text(back.error()));
    RC_ASSERT(*back == claim);
  }));
}

}  // namespace
}  // namespace spoor
