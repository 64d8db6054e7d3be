#include "analysis/pass.h"
#include "evidence/marks_file.h"
#include "methods/ground/planted_track.h"
#include "support/paths.h"
#include "support/run_pass.h"
#include "support/scene_marks.h"
#include "support/seen_ground.h"
#include "support/vehicle_scene.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace spoor {
namespace {

const GroundPose kPose{{1, 15}, 0.4};  // it shows its rear

Frame frame_of(const cv::Mat& bgr) {
  Frame frame;
  frame.info.width = bgr.cols, frame.info.height = bgr.rows;
  frame.info.layout.model = ColourModel::kRgb;
  frame.info.layout.components = 3;
  frame.info.colour.range = ColourRange::kFull;
  std::vector<cv::Mat> channels;
  cv::split(bgr, channels);
  frame.planes = {channels[2], channels[1], channels[0]};
  return frame;
}

Result<PassOutput> output_of(const RectifiedGround& ground, const ParamValues& given, bool marked = true) {
  const PassDescriptor pass = passes::scene_approach_tracks();
  test::StructureSource source = test::bare_picture(1280, 720);
  RunContext context = test::marked_vehicle(source, kPose, true);
  if (!marked) std::erase_if(context.regions, [](const Region& r) { return r.role != "pole"; });
  const auto params = resolve_params(pass.params, given);
  if (!params) return tl::unexpected(params.error());
  context.params = *params;
  auto run = pass.start(context);
  if (!run) return tl::unexpected(run.error());
  const FrameContext frame(frame_of(test::picture_of(ground, kPose)), true);
  if (auto ok = (*run)->frame_again(frame, {}); !ok) return tl::unexpected(ok.error());
  return (*run)->finish({});
}

const ParamValues kQuick{{"poses", std::int64_t{30}}, {"plants", std::int64_t{6}}};

TEST(ApproachTracks, are_found_where_they_lead_to_the_vehicle) {
  const RectifiedGround ground =
      with_tracks(test::seen_ground(3, 16), {false, 0.02, 0.03, 0.02, 0}, {}, {}, {1.2, 0.6, 0.2});
  const auto output = output_of(ground, {{"poses", std::int64_t{110}}, {"plants", std::int64_t{0}}});
  ASSERT_TRUE(output) << to_text(output.error());
  const Observation& said = *test::find_observation(*output, "tracks");
  EXPECT_EQ(said.bearing, Bearing::kNeutral) << said.statement;
  EXPECT_NE(said.statement.find("run up to it from behind it"), std::string::npos) << said.statement;
  EXPECT_LE(test::value_of(*output, "p"), 0.01);
  EXPECT_EQ(output->regions.size(), 2U) << "both wheel lines";
  EXPECT_EQ(said.statement.find("something dragged"), std::string::npos) << said.statement;
}

TEST(ApproachTracks, are_not_found_where_there_are_none_and_the_power_is_told) {
  const auto output = output_of(test::seen_ground(4, 16), kQuick);
  ASSERT_TRUE(output) << to_text(output.error());
  const Observation& said = *test::find_observation(*output, "tracks");
  EXPECT_EQ(said.bearing, Bearing::kInconclusive) << said.statement;
  EXPECT_GT(test::value_of(*output, "p"), 0.05);
  EXPECT_GE(test::value_of(*output, "power"), 0.8);
  EXPECT_NE(said.statement.find("would have been found"), std::string::npos) << said.statement;
  EXPECT_FALSE(said.innocent_causes.empty());
}

TEST(ApproachTracks, of_hard_ground_and_in_coarse_texture_are_not_missed) {
  ParamValues given = kQuick;
  given["soil"] = std::string("hard");
  const auto hard = output_of(test::seen_ground(4, 16), given);
  ASSERT_TRUE(hard) << to_text(hard.error());
  EXPECT_TRUE(std::isnan(test::value_of(*hard, "power")));
  EXPECT_NE(test::find_observation(*hard, "tracks")->statement.find("says nothing"), std::string::npos);
  // Clods ten times as rough hide ruts on grass.
  RectifiedGround rough = test::seen_ground(4, 16);
  rough.log_luma = (rough.log_luma + 1.5) * 8 - 1.5;
  given["soil"] = std::string("grass");
  const auto output = output_of(rough, given);
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_LE(test::value_of(*output, "power"), 0.5);
  EXPECT_NE(test::find_observation(*output, "tracks")->statement.find("says little"), std::string::npos);
}

TEST(ApproachTracks, say_what_is_missing) {
  const auto unmarked = output_of(test::seen_ground(4, 16), kQuick, false);
  ASSERT_FALSE(unmarked);
  EXPECT_EQ(unmarked.error().fault, Fault::kNotApplicable);
  EXPECT_NE(to_text(unmarked.error()).find("where the vehicle stands is not marked"), std::string::npos);
  const auto alone = output_of(test::seen_ground(4, 16), {{"poses", std::int64_t{0}}, {"plants", std::int64_t{0}}});
  ASSERT_TRUE(alone);
  EXPECT_NE(test::find_observation(*alone, "tracks")->statement.find("nothing was compared"), std::string::npos);
}

// Pictures of another renderer, on which nothing was tuned.
TEST(ApproachTracks, of_rendered_scenes_lead_to_the_driven_vehicle_alone) {
  SPOOR_SCENES_OR_SKIP(scenes);
  const auto p_of = [&](const std::string& id) {
    const auto file = nlohmann::json::parse(std::ifstream(scenes / "pictures/marks" / (id + ".json")));
    const nlohmann::json& seen = file["noisy_2px"];
    const PassDescriptor pass = passes::scene_approach_tracks();
    auto source = open_media(memory_source(test::bytes_of(scenes / "pictures" / (id + ".jpg"))));
    EXPECT_TRUE(source);
    RunContext context;
    context.source = source->get();
    const auto add = [&](const std::string& group, const std::string& part, const nlohmann::json& at) {
      if (at.is_null()) return;
      Region region;
      region.id = group + part, region.role = group.starts_with("pole") ? "pole" : group;
      region.group = group, region.part = part;
      region.shape = Shape::kPoint;
      region.points = {{at[0].get<double>(), at[1].get<double>()}};
      context.regions.push_back(region);
    };
    int number = 0;
    for (const auto& pole : seen["poles"]) {
      const std::string group = "pole" + std::to_string(++number);
      context.groups.push_back({group, "pole", "", {{"height", pole["height_m"].get<double>(), "m", 0}}, {}});
      add(group, "foot", pole["foot"]), add(group, "top", pole["top"]);
    }
    context.groups.push_back({"wheels", "wheels", "", {}, {}});
    for (const auto& [part, at] : seen["wheels"].items()) add("wheels", part, at);
    Region outline;
    outline.id = outline.role = "footprint";
    for (const auto& at : seen["footprint"]) outline.points.push_back({at[0].get<double>(), at[1].get<double>()});
    context.regions.push_back(outline);
    context.params = *resolve_params(pass.params, {{"poses", std::int64_t{60}}, {"plants", std::int64_t{0}}});
    auto run = pass.start(context);
    EXPECT_TRUE(run) << (run ? "" : to_text(run.error()));
    auto reader = (*source)->frames();
    auto frame = (*reader)->frame(0);
    EXPECT_TRUE((*run)->frame_again(FrameContext(std::move(*frame), true), {}));
    const auto output = (*run)->finish({});
    EXPECT_TRUE(output) << (output ? "" : to_text(output.error()));
    return output ? test::value_of(*output, "p") : 0.5;
  };
  for (const char* driven : {"s1001", "s1006"}) EXPECT_LE(p_of(driven), 0.05) << driven;
  for (const char* lowered : {"s1002", "s1012"}) EXPECT_GT(p_of(lowered), 0.1) << lowered;
}

}  // namespace
}  // namespace spoor
