#include "analysis/one_point.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

const OnePointWords kWords{"one lamp", "marks", "as they are made"};

ShadowMark towards(std::string id, PicturePoint at, PicturePoint to) {
  return {std::move(id), ShadowMark::Kind::kCast, at, to, to, 1, 1};
}

std::vector<ShadowMark> agreeing_marks() {
  return {towards("a", {100, 900}, {300, 700}), towards("b", {500, 900}, {500, 700}),
          towards("c", {900, 900}, {700, 700})};
}

std::vector<ShadowMark> conflicting_marks() {
  auto marks = agreeing_marks();
  marks.push_back(towards("odd", {520, 950}, {900, 940}));
  return marks;
}

OnePoint point_of(std::vector<ShadowMark> marks) { return one_point(std::move(marks), 200, 1, Job{}); }

TEST(OnePoint, of_marks_that_agree_is_neutral_and_of_two_tells_nothing) {
  const OnePoint point = point_of(agreeing_marks());
  EXPECT_TRUE(point.conflicts.empty());
  ASSERT_FALSE(point.regions.empty());
  const Observation o = agreement_observation(point, kWords, "It is near.");
  EXPECT_EQ(o.bearing, Bearing::kNeutral);
  EXPECT_EQ(o.statement, "One lamp satisfies all 3 marks as they are made. It is near.");
  auto two = agreeing_marks();
  two.pop_back();
  EXPECT_EQ(agreement_observation(point_of(two), kWords, "").bearing, Bearing::kInconclusive);
}

TEST(OnePoint, of_marks_that_conflict_is_inconclusive_and_names_them) {
  const OnePoint point = point_of(conflicting_marks());
  ASSERT_FALSE(point.conflicts.empty());
  EXPECT_LT(point.honest.p, 0.02);
  const Observation o = agreement_observation(point, kWords, "");
  EXPECT_EQ(o.bearing, Bearing::kInconclusive);
  EXPECT_TRUE(o.statement.starts_with("No one lamp satisfies the 4 marks within 2 ")) << o.statement;
  EXPECT_NE(o.statement.find("odd"), std::string::npos);
  EXPECT_NE(std::find(o.rests_on.begin(), o.rests_on.end(), "conflicts"), o.rests_on.end());

  PassOutput output;
  add_conflicts(output, point, kWords);
  ASSERT_EQ(output.tables.size(), 1U);
  EXPECT_EQ(output.tables[0].rows.size(), point.conflicts.size());
  EXPECT_EQ(conflict_cells(point, 3).size(), conflict_columns().size());
  EXPECT_GT(std::stoi(conflict_cells(point, 3)[1]), std::stoi(conflict_cells(point, 0)[1]));
  EXPECT_LT(std::stod(conflict_cells(point, 3)[0]), 0.1) << "without the odd one all agree";
}

TEST(OnePoint, is_measured_by_the_growth_it_needs) {
  const OnePoint point = point_of(conflicting_marks());
  PassOutput output;
  add_agreement(output, point, kWords);
  ASSERT_EQ(output.measurements.size(), 4U);
  EXPECT_EQ(output.measurements[0].id, "widening");
  EXPECT_GT(output.measurements[0].value, kSigmas);
  EXPECT_DOUBLE_EQ(output.measurements[1].value, output.measurements[0].value / kSigmas);
  EXPECT_EQ(output.measurements[2].id, "p_honest");
  EXPECT_TRUE(output.measurements[2].sigma);
}

TEST(OnePoint, is_drawn_from_marks_with_a_direction) {
  const MarkDirection up = direction_of(towards("up", {50, 100}, {50, 0}));
  EXPECT_DOUBLE_EQ(up.towards_deg, 0);
  EXPECT_NEAR(up.sigma_deg, std::sqrt(2.0) / 100 * 180 / 3.14159265358979, 1e-9);
  EXPECT_DOUBLE_EQ(direction_of(towards("right", {0, 0}, {10, 0})).towards_deg, 90);
}

TEST(OnePoint, leaves_a_region_cut_where_nobody_sees_it) {
  LightRegion region;
  region.outline = {{-5000, -10}, {5000, -10}, {5000, 20}, {-5000, 20}};
  const auto front = outline_within(region, 1000);
  EXPECT_DOUBLE_EQ(area_of(front), 2000 * 30);
  region.side = LightSide::kBehind;
  const auto behind = outline_within(region, 1000);
  EXPECT_TRUE(std::all_of(behind.begin(), behind.end(), [](const PicturePoint& p) { return p.y >= -20 && p.y <= 10; }));
}

}  // namespace
}  // namespace spoor
