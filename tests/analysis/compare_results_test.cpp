#include "analysis/compare_results.h"

#include "analysis/result_codec.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

PassResult sample() {
  PassResult result;
  result.pass = "test.pass";
  result.version = 1;
  result.state = ResultState::kDone;
  Measurement measurement;
  measurement.id = "level";
  measurement.value = 2.5;
  measurement.unit = "1";
  measurement.tolerance = 0.01;
  measurement.frame = 3;
  result.output.measurements = {measurement};
  Map map;
  map.id = "field";
  map.field = cv::Mat(2, 3, CV_32FC1, cv::Scalar(0.5));
  result.output.maps = {map};
  Observation observation;
  observation.id = "level";
  observation.statement = "the level is 2.5";
  observation.bearing = Bearing::kNeutral;
  result.output.observations = {observation};
  Curve curve;
  curve.id = "trace";
  curve.traces = {{"a", {0, 1}, {5, 6}}};
  result.output.curves = {curve};
  return result;
}

ResultComparison compared(const PassResult& recorded, const PassResult& recomputed) {
  return compare_results(encode_result(recorded).document, encode_result(recomputed).document);
}

TEST(CompareResults, the_same_is_identical) {
  const auto comparison = compared(sample(), sample());
  EXPECT_EQ(comparison.agreement, Agreement::kIdentical);
  EXPECT_TRUE(comparison.differences.empty());
}

TEST(CompareResults, a_report_without_fields_is_as_good) {
  auto document = encode_result(sample()).document;
  document["output"]["maps"][0].erase("blob");
  document["bearing"] = "neutral";
  EXPECT_EQ(compare_results(document, encode_result(sample()).document).agreement, Agreement::kIdentical);
}

TEST(CompareResults, small_movement_is_within_the_declared_tolerance) {
  PassResult other = sample();
  other.output.measurements[0].value += 0.009;
  other.output.observations[0].statement = "the level is 2.51";
  const auto comparison = compared(sample(), other);
  EXPECT_EQ(comparison.agreement, Agreement::kWithinTolerance);
  EXPECT_EQ(comparison.total, 2u);
  EXPECT_EQ(comparison.differences[0].where, "measurement level (frame 3): value");
}

TEST(CompareResults, tells_where_it_differs) {
  PassResult other = sample();
  other.output.measurements[0].value += 0.02;
  auto comparison = compared(sample(), other);
  EXPECT_EQ(comparison.agreement, Agreement::kDiffers);
  EXPECT_EQ(comparison.differences[0].where, "measurement level (frame 3): value");

  other = sample();
  other.output.maps[0].field.at<float>(1, 1) = 0.25F;
  comparison = compared(sample(), other);
  EXPECT_EQ(comparison.agreement, Agreement::kDiffers);
  EXPECT_EQ(comparison.differences[0].where,
            "map field (frame 0): digest of the field, whose recorded values are not at hand");

  other = sample();
  other.output.observations[0].bearing = Bearing::kConcern;
  EXPECT_EQ(compared(sample(), other).differences[0].where, "observation level: bearing");

  other = sample();
  other.output.curves[0].traces[0].y[1] = 7;
  EXPECT_EQ(compared(sample(), other).differences[0].where, "curve trace, trace a: y of point 1, which differs most");

  other = sample();
  other.output.measurements.clear();
  EXPECT_EQ(compared(sample(), other).differences[0].where, "number of measurements");

  other = sample();
  other.version = 2;
  EXPECT_EQ(compared(sample(), other).differences[0].where, "version");
}

ResultComparison compared_with_fields(const PassResult& recorded, const PassResult& recomputed, double slack = 0) {
  return compare_results(encode_result(recorded).document, encode_result(recomputed).document, [&](std::size_t i) {
    auto difference = field_difference(recorded.output.maps[i].field, recomputed.output.maps[i].field);
    difference.slack = slack;
    return std::optional(difference);
  });
}

TEST(CompareResults, a_field_may_move_within_the_tolerance_that_this_build_declares) {
  PassResult recorded = sample(), other = sample();
  other.output.maps[0].field.at<float>(1, 1) += 0.125F;
  other.output.observations[0].statement = "worded with other digits";
  EXPECT_EQ(compared_with_fields(recorded, other).agreement, Agreement::kDiffers) << "exact unless declared";
  recorded.output.maps[0].tolerance = 1;
  EXPECT_EQ(compared_with_fields(recorded, other).agreement, Agreement::kDiffers) << "a report cannot excuse itself";
  other.output.maps[0].tolerance = 0.125;
  const auto comparison = compared_with_fields(recorded, other);
  EXPECT_EQ(comparison.agreement, Agreement::kWithinTolerance);
  EXPECT_EQ(comparison.differences[0].where, "map field (frame 0): field, by all cells");
  EXPECT_NE(comparison.differences[0].recomputed.find("largest difference 0.125"), std::string::npos);
  EXPECT_EQ(compared(recorded, other).agreement, Agreement::kDiffers) << "without the recorded values nothing is known";
  other.output.maps[0].tolerance = 0.12;
  EXPECT_EQ(compared_with_fields(recorded, other).agreement, Agreement::kDiffers);
  EXPECT_EQ(compared_with_fields(recorded, other, 0.01).agreement, Agreement::kWithinTolerance) << "seen from afar";
  other.output.maps[0].tolerance = 0;
  EXPECT_EQ(compared_with_fields(recorded, other, 1).agreement, Agreement::kDiffers) << "an exact field has its digest";
}

TEST(CompareResults, what_was_measured_must_not_move) {
  const cv::Mat one = (cv::Mat_<float>(1, 3) << 1.F, NAN, 3.F), same = one.clone();
  EXPECT_EQ(field_difference(one, same).largest, 0);
  cv::Mat other = one.clone();
  other.at<float>(0, 1) = 2;
  EXPECT_TRUE(std::isinf(field_difference(one, other).largest));
  EXPECT_TRUE(std::isinf(field_difference(other, one).largest));
  EXPECT_TRUE(std::isinf(field_difference(one, cv::Mat(1, 2, CV_32FC1)).largest));
  EXPECT_TRUE(std::isinf(field_difference(one, (cv::Mat_<float>(1, 3) << INFINITY, NAN, 3.F)).largest));
}

TEST(CompareResults, ordinates_may_move_within_the_tolerance_and_abscissas_not_at_all) {
  PassResult recorded = sample(), other = sample();
  recorded.output.curves[0].traces[0].y[0] = other.output.curves[0].traces[0].y[0] = std::nan("");
  other.output.curves[0].traces[0].y[1] += 0.25;
  EXPECT_EQ(compared(recorded, other).agreement, Agreement::kDiffers);
  other.output.curves[0].tolerance = 0.25;
  EXPECT_EQ(compared(recorded, other).agreement, Agreement::kWithinTolerance);
  other.output.curves[0].traces[0].y[0] = 5;
  EXPECT_EQ(compared(recorded, other).agreement, Agreement::kDiffers) << "a point that was none";
  other = recorded;
  other.output.curves[0].tolerance = 1;
  other.output.curves[0].traces[0].x[0] += 0.1;
  EXPECT_EQ(compared(recorded, other).differences[0].where, "curve trace, trace a: x");
  other = recorded;
  other.output.curves[0].traces.clear();
  EXPECT_EQ(compared(recorded, other).differences[0].where, "curve trace: traces");
}

TEST(CompareResults, a_statement_may_not_change_by_itself) {
  PassResult other = sample();
  other.output.observations[0].statement = "the level is 9";
  EXPECT_EQ(compared(sample(), other).agreement, Agreement::kDiffers);
}

TEST(CompareResults, a_report_cannot_widen_the_tolerance) {
  PassResult recorded = sample();
  recorded.output.measurements[0].value = 100;
  recorded.output.measurements[0].tolerance = 1000;
  EXPECT_EQ(compared(recorded, sample()).agreement, Agreement::kDiffers);
}

TEST(CompareResults, whatever_is_recorded_is_only_a_difference) {
  for (const char* text : {"null", "[]", "{}", "7", R"({"output": {"measurements": [null, 3], "maps": {}}})",
                           R"({"output": {"curves": [{"traces": [{"x": 1, "y": {}}]}], "maps": [7]}})"}) {
    const auto comparison = compare_results(nlohmann::json::parse(text), encode_result(sample()).document);
    EXPECT_EQ(comparison.agreement, Agreement::kDiffers) << text;
  }
}

TEST(CompareResults, lists_the_weighty_differences_first_and_not_without_end) {
  PassResult recorded = sample(), other = sample();
  for (int i = 0; i < 300; ++i) {
    Measurement measurement = recorded.output.measurements[0];
    measurement.id = "m" + std::to_string(i);
    recorded.output.measurements.push_back(measurement);
    measurement.value += i == 299 ? 1 : 0.001;
    other.output.measurements.push_back(measurement);
  }
  const auto comparison = compared(recorded, other);
  EXPECT_EQ(comparison.total, 300u);
  ASSERT_EQ(comparison.differences.size(), 100u);
  EXPECT_EQ(comparison.differences[0].where, "measurement m299 (frame 3): value");
}

}  // namespace
}  // namespace spoor
