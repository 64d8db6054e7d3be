#include "engine/needs.h"

#include "support/fake_source.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

std::string reason(const Needs& needs, const PassRequest& request = {}, test::FakeClip clip = {},
                   const std::map<std::string, InputSource>& inputs = {}) {
  const auto source = test::fake_source(clip);
  const auto unmet = unmet_need(needs, request, *source, inputs);
  if (unmet) {
    EXPECT_EQ(unmet->fault, Fault::kNotApplicable);
  }
  return unmet ? unmet->sentence : "";
}

TEST(Needs, each_need_that_is_not_met_is_a_sentence) {
  Needs needs;
  EXPECT_EQ(reason(needs), "");
  needs.jpeg = true;
  EXPECT_EQ(reason(needs), "this is not a JPEG file");
  needs = {};
  needs.sound = true;
  EXPECT_EQ(reason(needs), "there is no sound");
  needs = {};
  needs.claim_place = true;
  EXPECT_EQ(reason(needs), "no place is claimed");
  needs = {};
  needs.clip = true;
  test::FakeClip still;
  still.kind = MediaKind::kStill;
  EXPECT_EQ(reason(needs), "");
  EXPECT_NE(reason(needs, {}, still), "");
  needs = {};
  needs.frames = FrameChoice::kEvery;
  test::FakeClip sound;
  sound.kind = MediaKind::kSound;
  EXPECT_EQ(reason(needs, {}, sound), "there is no picture in this file");
}

TEST(Needs, marks_count_by_their_role) {
  Needs needs;
  needs.regions = true;
  EXPECT_EQ(reason(needs), "nothing is marked");
  needs.region_roles = {"ground", "vehicle", "scale"};
  PassRequest request;
  request.regions.emplace_back().role = "suspicious";
  EXPECT_EQ(reason(needs, request), "there is no mark of role ground, vehicle or scale");
  request.regions.emplace_back().role = "vehicle";
  EXPECT_EQ(reason(needs, request), "");
}

TEST(Needs, a_further_file_counts_by_role_and_digest) {
  Needs needs;
  needs.inputs = {"reference_camera"};
  PassRequest request;
  EXPECT_EQ(reason(needs, request), "no further file is given as reference_camera");
  const auto other = test::fake_source({});
  const std::map<std::string, InputSource> inputs{{"reference_camera", {"abc", other.get()}}};
  request.inputs["reference_camera"] = "abd";
  EXPECT_NE(reason(needs, request, {}, inputs), "");
  request.inputs["reference_camera"] = "abc";
  EXPECT_EQ(reason(needs, request, {}, inputs), "");
}

}  // namespace
}  // namespace spoor
