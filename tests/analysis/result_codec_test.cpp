#include "analysis/result_codec.h"

#include "analysis/field_codec.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

PassResult rich_result() {
  PassResult result;
  result.pass = "test.rich";
  result.version = 3;
  result.state = ResultState::kDone;
  Map map;
  map.id = "field";
  map.unit = "1";
  map.field = cv::Mat(3, 5, CV_32FC1, cv::Scalar(0.25));
  map.field.at<float>(1, 2) = std::nanf("");
  map.cell = {8, 8};
  map.tolerance = 0.5;
  result.output.maps.push_back(map);
  Curve curve;
  curve.id = "curve";
  curve.tolerance = 0.25;
  curve.traces.push_back({"a", {0, 1, 2}, {1.5, std::nan(""), -2}});
  result.output.curves.push_back(curve);
  result.output.tables.push_back({"table", "Table", {{"n", "", Table::Kind::kNumber}}, {{"1"}, {"2"}}});
  result.output.measurements.push_back({"m", "M", 1.0 / 3.0, "px", 0.1, 1e-9, 7});
  Observation observation;
  observation.id = "o";
  observation.statement = "the level differs";
  observation.bearing = Bearing::kConcern;
  observation.false_alarm = FalseAlarm{0.05, 0, 58, "camera, 2026-11"};
  observation.innocent_causes = {"sharpening"};
  result.output.observations.push_back(observation);
  Region region;
  region.id = "r";
  region.shape = Shape::kRectangle;
  region.points = {{1, 2}, {3, 4}};
  region.role = "suspicious";
  result.output.regions.push_back(region);
  result.output.anomalies.push_back({AnomalyKind::kTruncated, "the file ends early", 12, 3});
  result.provenance = {"abc", {{"pass", "test.rich"}}, {{"program", "spoor"}}};
  return result;
}

TEST(ResultCodec, gives_back_what_it_was_given) {
  const EncodedResult first = encode_result(rich_result());
  const auto decoded = decode_result(first.document, first.blobs);
  ASSERT_TRUE(decoded) << to_text(decoded.error());
  const EncodedResult second = encode_result(*decoded);
  EXPECT_EQ(first.document, second.document);
  EXPECT_EQ(first.blobs, second.blobs);
  EXPECT_TRUE(std::isnan(decoded->output.maps[0].field.at<float>(1, 2)));
  EXPECT_TRUE(std::isnan(decoded->output.curves[0].traces[0].y[1]));
  EXPECT_EQ(decoded->output.measurements[0].value, 1.0 / 3.0);
}

TEST(ResultCodec, survives_every_removal_and_every_change_of_type) {
  const EncodedResult good = encode_result(rich_result());
  const nlohmann::json flat = good.document.flatten();
  int refused = 0;
  for (const auto& [path, value] : flat.items()) {
    for (const nlohmann::json& other :
         {nlohmann::json("x"), nlohmann::json(-1), nlohmann::json(nullptr), nlohmann::json(1e300)}) {
      nlohmann::json changed = good.document;
      changed[nlohmann::json::json_pointer(path)] = other;
      if (!decode_result(changed, good.blobs)) ++refused;
    }
  }
  EXPECT_GT(refused, 100);
  for (const auto& [name, value] : good.document.items()) {
    nlohmann::json changed = good.document;
    changed.erase(name);
    if (name != "error") {
      EXPECT_FALSE(decode_result(changed, good.blobs)) << name;
    }
  }
}

TEST(ResultCodec, refuses_a_field_that_lies_about_its_size_or_content) {
  EncodedResult encoded = encode_result(rich_result());
  encoded.document["output"]["maps"][0]["columns"] = 50'000;
  EXPECT_FALSE(decode_result(encoded.document, encoded.blobs));
  encoded = encode_result(rich_result());
  encoded.blobs[0] = compressed_field(cv::Mat(3, 5, CV_32FC1, cv::Scalar(0.5)));
  EXPECT_FALSE(decode_result(encoded.document, encoded.blobs));
  encoded.blobs.clear();
  EXPECT_FALSE(decode_result(encoded.document, encoded.blobs));
}

TEST(ResultCodec, a_result_that_names_no_tolerance_is_exact) {
  EncodedResult encoded = encode_result(rich_result());
  encoded.document["output"]["maps"][0].erase("tolerance");
  encoded.document["output"]["curves"][0].erase("tolerance");
  const auto decoded = decode_result(encoded.document, encoded.blobs);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->output.maps[0].tolerance, 0);
  EXPECT_EQ(decoded->output.curves[0].tolerance, 0);
}

TEST(ResultCodec, reads_a_map_whose_field_was_dropped) {
  EncodedResult encoded = encode_result(rich_result());
  encoded.document["output"]["maps"][0]["blob"] = nullptr;
  const auto decoded = decode_result(encoded.document, {});
  ASSERT_TRUE(decoded);
  EXPECT_TRUE(decoded->output.maps[0].field.empty());
}

}  // namespace
}  // namespace spoor
