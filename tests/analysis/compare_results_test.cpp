#include "analysis/compare_results.h"

#include "analysis/result_codec.h"

#include <gtest/gtest.h>

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

Comparison compared(const PassResult& recorded, const PassResult& recomputed) {
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
  EXPECT_EQ(comparison.differences[0].where, "map field (frame 0): digest of the field");

  other = sample();
  other.output.observations[0].bearing = Bearing::kConcern;
  EXPECT_EQ(compared(sample(), other).differences[0].where, "observation level: bearing");

  other = sample();
  other.output.curves[0].traces[0].y[1] = 7;
  EXPECT_EQ(compared(sample(), other).differences[0].where, "curve trace");

  other = sample();
  other.output.measurements.clear();
  EXPECT_EQ(compared(sample(), other).differences[0].where, "number of measurements");

  other = sample();
  other.version = 2;
  EXPECT_EQ(compared(sample(), other).differences[0].where, "version");
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
  for (const char* text : {"null", "[]", "{}", "7", R"({"output": {"measurements": [null, 3], "maps": {}}})"}) {
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
