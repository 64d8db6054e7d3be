#include "engine/request_codec.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(RequestCodec, requests_come_back_whole) {
  PassRequest request;
  request.pass = "jpeg.ela";
  request.params = {{"a", true},
                    {"b", std::int64_t{-5}},
                    {"c", 0.1},
                    {"d", std::string("auto")},
                    {"e", std::vector<std::int64_t>{90, 75}}};
  request.frames = {3, 9};
  Region& region = request.regions.emplace_back();
  region.id = "r1";
  region.shape = Shape::kLine;
  region.points = {{0.5, 1.25}, {3, 4}};
  region.keys = {{4, {{1, 2}, {3, 4}}, 0.5}};
  region.tracks = {{"a method", 4, 9, true, 1.5, 0.5, 0.25, "lost"}};
  region.role = "vehicle";
  MarkGroup& group = request.groups.emplace_back();
  group.kind = "pole";
  group.quantities = {{"height", 1.8, "m", 0.1}};
  group.absent_parts = {"top"};
  request.claim = Claim{ClaimedPlace{50.48, 35.67, std::nullopt}, ClaimedTime{1, 2, "t", "+03:00", ""}, "s", "w"};
  request.inputs = {{"reference_camera", "abc"}};

  const auto back = decode_request<std::vector<PassRequest>>(
      nlohmann::json::parse(encode_request(std::vector<PassRequest>{request}).dump()));
  ASSERT_TRUE(back);
  const PassRequest& same = back->at(0);
  EXPECT_EQ(same.pass, request.pass);
  EXPECT_EQ(same.params, request.params);
  EXPECT_EQ(same.frames, request.frames);
  EXPECT_EQ(same.regions, request.regions);
  EXPECT_EQ(same.groups, request.groups);
  EXPECT_EQ(same.claim, request.claim);
  EXPECT_EQ(same.inputs, request.inputs);
}

TEST(RequestCodec, the_open_range_survives) {
  const auto back = decode_request<std::vector<PassRequest>>(encode_request(std::vector<PassRequest>(1)));
  EXPECT_EQ(back->at(0).frames, FrameRange());
}

TEST(RequestCodec, what_is_no_request_is_refused) {
  EXPECT_FALSE(decode_request<std::vector<PassRequest>>(nlohmann::json::array({1})));
  EXPECT_FALSE(decode_request<TimeStamp>(nlohmann::json::array({nlohmann::json::array({1, {1, 0}})})));
  EXPECT_FALSE(decode_request<WorkerLimits>(nullptr));
}

TEST(RequestCodec, errors_come_back_and_nonsense_becomes_an_internal_one) {
  const Error error = decode_error(encode_error({Fault::kTooLarge, "a sentence", "a file"}));
  EXPECT_EQ(error.fault, Fault::kTooLarge);
  EXPECT_EQ(to_text(error), "a file: a sentence");
  EXPECT_EQ(decode_error(42).fault, Fault::kInternal);
  EXPECT_FALSE(decode_error(nlohmann::json::array({1, 2})).sentence.empty());
}

TEST(RequestCodec, what_is_asked_of_frames_comes_back_whole) {
  const TrackRequest track{Shape::kLine, {{1, 2}, {3, 4}}, 9, 2};
  const auto same = decode_request<TrackRequest>(encode_request(track));
  ASSERT_TRUE(same);
  EXPECT_EQ(same->shape, Shape::kLine);
  EXPECT_EQ(same->points, track.points);
  EXPECT_EQ(same->from, 9);
  EXPECT_EQ(same->to, 2);
  const auto registration = decode_request<RegistrationRequest>(encode_request(RegistrationRequest{3, 4, "other"}));
  ASSERT_TRUE(registration);
  EXPECT_EQ(registration->right_frame, 4);
  EXPECT_EQ(registration->role, "other");
  EXPECT_FALSE(decode_request<TrackRequest>(nlohmann::json::array({99, nlohmann::json::array(), 0, 0})));
}

}  // namespace
}  // namespace spoor
