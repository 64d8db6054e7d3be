#include "engine/result_parts.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using nlohmann::json;

PassResult with_maps(const std::string& pass, int maps) {
  PassResult result;
  result.pass = pass;
  result.state = ResultState::kDone;
  for (int i = 0; i < maps; ++i) {
    Map& map = result.output.maps.emplace_back();
    map.id = "m" + std::to_string(i);
    map.field = cv::Mat(2, 3, CV_32FC1, cv::Scalar(i));
  }
  return result;
}

/// As it comes out of the channel.
Parts sent(const Parts& parts) { return *decode_parts(encode_parts(parts)); }

TEST(ResultParts, a_result_comes_back_with_its_request_and_its_maps) {
  const auto arrived = result_from_parts(sent(result_parts(4, with_maps("a.b", 2))), 5);
  ASSERT_TRUE(arrived) << to_text(arrived.error());
  EXPECT_EQ(arrived->request, 4u);
  ASSERT_EQ(arrived->result.output.maps.size(), 2u);
  EXPECT_EQ(arrived->result.output.maps[1].field.at<float>(1, 2), 1);
}

TEST(ResultParts, a_result_of_no_request_is_refused) {
  EXPECT_FALSE(result_from_parts(sent(result_parts(4, with_maps("a.b", 0))), 4));
  for (const char* text : {"null", "[]", "[0]", R"(["0", {}])", "[-1, {}]", "[0.5, {}]", "[0, {}, 1]", "[0, null]"}) {
    EXPECT_FALSE(result_from_parts({json::parse(text), {}}, 5)) << text;
  }
}

TEST(ResultParts, known_results_share_one_body_each_with_its_own_maps) {
  Parts parts;
  parts.document = json::object();
  add_known({with_maps("a", 1), with_maps("b", 0), with_maps("c", 2)}, parts);
  EXPECT_EQ(parts.blobs.size(), 3u);
  const auto known = known_of(sent(parts));
  ASSERT_TRUE(known);
  ASSERT_EQ(known->size(), 3u);
  EXPECT_EQ((*known)[0].output.maps.size(), 1u);
  EXPECT_EQ((*known)[2].pass, "c");
  EXPECT_EQ((*known)[2].output.maps[1].field.at<float>(0, 0), 1);
}

TEST(ResultParts, known_results_that_lack_their_maps_are_refused) {
  Parts parts;
  parts.document = json::object();
  add_known({with_maps("a", 2)}, parts);
  parts.blobs.pop_back();
  EXPECT_EQ(known_of(parts).error().fault, Fault::kCorrupt);
  parts.document["known"][0][1] = -1;
  EXPECT_EQ(known_of(parts).error().fault, Fault::kCorrupt);
}

}  // namespace
}  // namespace spoor
