#include "analysis/pass.h"
#include "methods/projective/upright_picture.h"
#include "support/paths.h"
#include "support/run_pass.h"
#include "support/street_marks.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

// What the generator leaves uncertain, as an analyst would state it.
ParamValues params_of(const test::StreetScene& scene, ParamValues more = {}) {
  ParamValues params{{"focal", scene.prior.f_px},
                     {"focal_deviation", 100 * scene.prior.f_log_sigma},
                     {"centre_deviation", 1000.0 / 1920},
                     {"lean", 0.5},
                     {"level", 0.5},
                     {"relief", 0.0}};
  for (auto& [id, value] : more) params[id] = value;
  return params;
}

test::StreetScene street(SeededNoise& noise, const test::StreetOptions& o = {}) {
  while (true) {
    if (auto scene = test::street_scene(noise, o)) return *scene;
  }
}

Result<PassOutput> output_of(const Marks& marks, const ParamValues& params,
                             test::StructureSource source = test::bare_picture(1920, 1080)) {
  return test::output_over(passes::scene_perspective(), source, marks, {}, params);
}

const Table* find_table(const PassOutput& output, const std::string& id) {
  const auto at = std::find_if(output.tables.begin(), output.tables.end(), [&](auto& t) { return t.id == id; });
  return at == output.tables.end() ? nullptr : &*at;
}

const Measurement& measured(const PassOutput& output, const std::string& id) {
  return *std::find_if(output.measurements.begin(), output.measurements.end(), [&](auto& m) { return m.id == id; });
}

struct Size {
  double value = 0, sigma = 0;
};

Size size_of(const PassOutput& output, const std::string& mark, const std::string& what = "") {
  for (const auto& row : find_table(output, "sizes")->rows) {
    if (row[0] == mark && (what.empty() || row[1] == what)) return {std::stod(row[2]), std::stod(row[3])};
  }
  ADD_FAILURE() << "no size of " << mark;
  return {};
}

TEST(ScenePerspective, measures_camera_and_posts_within_what_it_states) {
  SeededNoise noise(91);
  int held = 0, of = 0, quiet = 0;
  constexpr int kScenes = 100;
  for (int i = 0; i < kScenes; ++i) {
    const auto scene = street(noise);
    const auto output = output_of(test::street_marks(scene), params_of(scene));
    ASSERT_TRUE(output) << to_text(output.error());
    const auto off = [&](const char* id, double truth) {
      const Measurement& m = measured(*output, id);
      return std::abs(m.value - truth) / *m.sigma;
    };
    EXPECT_LT(off("camera_height", scene.camera.position[2]), 4.5);
    EXPECT_LT(off("pitch", scene.camera.pitch_deg), 4.5);
    EXPECT_LT(off("roll", scene.camera.roll_deg), 4.5);
    EXPECT_LT(off("f_px", scene.camera.f_px), 4.5);
    for (std::size_t k = 3; k < 5; ++k, ++of) {
      const Size size = size_of(*output, "post" + std::to_string(k));
      held += std::abs(size.value - scene.heights_m[k]) < 1.96 * size.sigma;
    }
    quiet += overall_bearing(*output) == Bearing::kNeutral;
  }
  std::printf("through the pass: heights held %d of %d; quiet %d of %d\n", held, of, quiet, kScenes);
  EXPECT_GE(held, 180) << "of 200 at 95 %: fewer with a chance of 0.1 %";
  EXPECT_GE(quiet, 80) << "two tests at 5 % each";
}

TEST(ScenePerspective, tells_in_words_what_was_measured_and_draws_the_horizon) {
  SeededNoise noise(92);
  test::StreetOptions o;
  o.click_px = 0, o.lean_deg = 0, o.known_share = 0, o.centre_sigma_px = 0, o.f_log_sigma = 0;
  const auto scene = street(noise, o);
  const auto output =
      output_of(test::street_marks(scene), params_of(scene, {{"focal_deviation", 0.5}, {"sigma", 0.5}, {"lean", 0.1}}));
  ASSERT_TRUE(output) << to_text(output.error());
  const Observation* sizes = test::find_observation(*output, "sizes");
  ASSERT_NE(sizes, nullptr);
  EXPECT_NE(sizes->statement.find("post3"), std::string::npos) << sizes->statement;
  EXPECT_NE(sizes->statement.find("in 95 of 100 cases"), std::string::npos) << sizes->statement;
  EXPECT_NEAR(size_of(*output, "post3").value, scene.heights_m[3], 0.01 * scene.heights_m[3]);
  EXPECT_EQ(test::find_observation(*output, "marks")->bearing, Bearing::kNeutral);
  const auto line =
      std::find_if(output->regions.begin(), output->regions.end(), [](auto& r) { return r.id == "horizon"; });
  ASSERT_NE(line, output->regions.end());
  EXPECT_EQ(line->role, "suggested");
  const cv::Vec3d l = horizon(test::true_view(scene));
  for (const PicturePoint& p : line->points) EXPECT_NEAR(l[0] * p.x + l[1] * p.y + l[2], 0, 1);
  for (const auto& row : find_table(*output, "changes")->rows) EXPECT_EQ(row.size(), 3U);
}

TEST(ScenePerspective, names_the_post_that_is_not_as_high_as_said) {
  SeededNoise noise(93);
  test::StreetOptions o;
  o.known_posts = 4;
  auto scene = street(noise, o);
  scene.marks.lengths[1].known->value_m *= 1.3;
  const auto output = output_of(test::street_marks(scene), params_of(scene));
  ASSERT_TRUE(output);
  const Observation* known = test::find_observation(*output, "known_lengths");
  ASSERT_NE(known, nullptr);
  EXPECT_EQ(known->bearing, Bearing::kInconclusive) << "no photographs have been counted";
  EXPECT_NE(known->statement.find("post1"), std::string::npos) << known->statement;
  EXPECT_FALSE(known->innocent_causes.empty());
  EXPECT_LT(test::value_of(*output, "p_objects"), 0.001);
  EXPECT_EQ(overall_bearing(*output), Bearing::kInconclusive) << "neutral notes hide no contradiction";
  // What would have had to be different: a height that the others hold.
  bool told = false;
  for (const auto& row : find_table(*output, "changes")->rows) {
    told = told || (row[0].find("post1") != std::string::npos && row[2].starts_with("within"));
  }
  EXPECT_TRUE(told);
}

TEST(ScenePerspective, measures_a_turned_photograph_alike) {
  SeededNoise noise(94);
  const auto scene = street(noise);
  const Marks marks = test::street_marks(scene);
  const auto straight = output_of(marks, params_of(scene));
  // As decoded, the camera having been held on its side: EXIF orientation 6.
  auto source = test::bare_picture(1080, 1920);
  source.said = Metadata{};
  source.said->orientation = 6;
  const UprightPicture picture{1080, 1920, 6, 1};
  Marks turned = marks;
  for (Region& region : turned.regions) {
    for (PicturePoint& p : region.points) p = picture.picture_from_upright(p);
  }
  const auto output = output_of(turned, params_of(scene), source);
  ASSERT_TRUE(output && straight);
  EXPECT_NEAR(test::value_of(*output, "roll"), test::value_of(*straight, "roll"), 1e-6);
  EXPECT_NEAR(size_of(*output, "post4").value, size_of(*straight, "post4").value, 1e-6);
}

TEST(ScenePerspective, measures_the_speed_of_a_followed_point) {
  SeededNoise noise(95);
  auto source = test::bare_picture(1920, 1080);
  source.information.kind = MediaKind::kClip;
  CodecTrace trace;
  trace.time_base = {1, 25};
  for (int i = 0; i < 100; ++i) {
    PacketRecord packet;
    packet.pts = packet.dts = i, packet.size = 1;
    trace.packets.push_back(packet);
  }
  source.packets = trace;
  int done = 0;
  while (done < 10) {
    const auto scene = street(noise);
    const double ahead = scene.camera.heading_deg * kDegree;
    const cv::Vec3d middle(12 * std::sin(ahead), 12 * std::cos(ahead), 0),
        velocity = 5 * cv::Vec3d(std::cos(ahead), -std::sin(ahead), 0);
    Region point;
    point.id = "car", point.role = "moving_point", point.shape = Shape::kPoint, point.sigma_px = 1;
    for (const int frame : {0, 5, 10, 15}) {
      const auto seen = scene.camera.seen(middle + (frame - 7.5) / 25.0 * velocity);
      if (seen) point.keys.push_back({frame, {test::clicked(*seen, 1, noise)}, {}});
    }
    if (point.keys.size() < 4) continue;
    ++done;
    point.points = point.keys.front().points;
    Marks marks = test::street_marks(scene);
    marks.regions.push_back(point);
    const auto output = output_of(marks, params_of(scene), source);
    ASSERT_TRUE(output);
    const auto& row = find_table(*output, "speeds")->rows.at(0);
    EXPECT_LT(std::abs(std::stod(row[3]) - 5), 4 * std::stod(row[4]));
    EXPECT_LT(std::stod(row[4]), 1.5);
    EXPECT_NE(test::find_observation(*output, "speeds"), nullptr);
    const auto still = output_of(marks, params_of(scene));
    ASSERT_TRUE(still) << "a still has no times, but all the rest";
    EXPECT_EQ(find_table(*still, "speeds"), nullptr);
    EXPECT_NE(test::find_observation(*still, "left_out"), nullptr);
  }
}

TEST(ScenePerspective, takes_a_drones_attitude_and_height_for_what_they_are) {
  SeededNoise noise(96);
  test::StreetOptions o;
  o.level_lines = 0, o.uprights = 0, o.known_posts = 0, o.other_posts = 2;
  const auto scene = street(noise, o);
  const ParamValues known = params_of(scene, {{"attitude", std::string("parameters")},
                                              {"pitch", scene.camera.pitch_deg},
                                              {"roll", scene.camera.roll_deg},
                                              {"attitude_deviation", 0.5},
                                              {"camera_height", scene.camera.position[2]},
                                              {"height_deviation", 3.0}});
  const auto output = output_of(test::street_marks(scene), known);
  ASSERT_TRUE(output) << to_text(output.error());
  const Size size = size_of(*output, "post0");
  EXPECT_LT(std::abs(size.value - scene.heights_m[0]), 3.5 * size.sigma);
  const auto without = output_of(test::street_marks(scene), params_of(scene));
  ASSERT_TRUE(without) << "upright posts tell of the horizon, too";
  EXPECT_GT(*measured(*without, "pitch").sigma, *measured(*output, "pitch").sigma);
  EXPECT_EQ(find_table(*without, "sizes")->columns[2].unit, "camera heights");
}

TEST(ScenePerspective, measures_a_vehicles_attitude) {
  SeededNoise noise(97);
  while (true) {
    const auto scene = street(noise);
    const double ahead = scene.camera.heading_deg * kDegree, b = ahead + 0.8;
    const cv::Vec3d heading(std::sin(b), std::cos(b), 0), side(heading[1], -heading[0], 0), up(0, 0, 1),
        base(9 * std::sin(ahead), 9 * std::cos(ahead), 0);
    const double pitch = 6 * kDegree;
    const cv::Vec3d along = std::cos(pitch) * heading + std::sin(pitch) * up;
    Marks marks = test::street_marks(scene);
    marks.groups.push_back({"humvee", "vehicle", "", {{"wheelbase", 3.3, "m", 0.03}}, {}});
    bool visible = true;
    const auto part = [&](const std::string& name, const cv::Vec3d& from, const std::optional<cv::Vec3d>& to) {
      const auto p = scene.camera.seen(from), q = to ? scene.camera.seen(*to) : p;
      visible = visible && p && q;
      if (!visible) return;
      if (to) {
        test::add_line(marks, "humvee." + name, "vehicle", test::clicked(*p, 1, noise), test::clicked(*q, 1, noise), 1);
      } else {
        test::add_point(marks, "humvee", name, test::clicked(*p, 1, noise), 1);
      }
      marks.regions.back().role = "vehicle";
      marks.regions.back().group = "humvee";
      marks.regions.back().part = name;
    };
    part("RL", base, {});
    part("FL", base + 3.3 * heading, {});
    for (const double z : {0.7, 1.1, 1.5}) {
      part("along " + std::to_string(z), base + z * up, base + z * up + 3 * along);
      part("across " + std::to_string(z), base + z * up, base + z * up + 1.8 * side);
    }
    if (!visible) continue;
    const auto output = output_of(marks, params_of(scene, {{"level", 0.2}}));
    ASSERT_TRUE(output) << to_text(output.error());
    const auto& row = find_table(*output, "vehicles")->rows.at(0);
    EXPECT_LT(std::abs(std::stod(row[3]) - 6), 4 * std::stod(row[4])) << row[3];
    EXPECT_LT(std::abs(std::stod(row[5])), 4 * std::stod(row[6])) << row[5];
    EXPECT_LT(std::stod(row[4]), 3);
    const Size base_length = size_of(*output, "humvee wheelbase");
    EXPECT_LT(std::abs(base_length.value - 3.3), 4 * base_length.sigma) << "by the posts";
    break;
  }
}

TEST(ScenePerspective, frees_marks_of_distortion_where_straight_edges_are_marked) {
  SeededNoise noise(98);
  test::StreetOptions o;
  o.bends = true;
  test::StreetScene scene = street(noise, o);
  while (scene.lens.lambda > -0.15) scene = street(noise, o);
  Marks marks = test::street_marks(scene);
  const auto bent = output_of(marks, params_of(scene));
  SeededNoise clicks(99);
  for (const StraightMark& edge : test::straight_edges(scene.lens, 6, 8, o.click_px, clicks)) {
    Region region;
    region.id = "edge" + std::to_string(marks.regions.size());
    region.role = "straight", region.shape = Shape::kPath, region.points = edge.points, region.sigma_px = o.click_px;
    marks.regions.push_back(region);
  }
  const auto freed = output_of(marks, params_of(scene));
  ASSERT_TRUE(bent && freed);
  const Measurement& lambda = measured(*freed, "lens_lambda");
  EXPECT_LT(std::abs(lambda.value - scene.lens.lambda), 4 * *lambda.sigma);
  EXPECT_LT(test::value_of(*bent, "p_marks"), 0.05) << "a curved image is no one camera's";
  EXPECT_GT(test::value_of(*freed, "p_marks"), 0.001);
  const Size size = size_of(*freed, "post3");
  EXPECT_LT(std::abs(size.value - scene.heights_m[3]), 3.5 * size.sigma);
}

// Pictures of a path tracer by other hands, from their own tags and marks of 2 px: all poles but the last are known.
TEST(ScenePerspective, measures_rendered_photographs_by_their_own_tags) {
  SPOOR_SCENES_OR_SKIP(scenes);
  std::ifstream in(scenes / "pictures" / "truth.json");
  const auto truth = nlohmann::json::parse(in);
  int of = 0, held = 0, agree = 0, camera_held = 0, tagged = 0;
  double worst = 0;
  for (const auto& scene : truth.at("scenes")) {
    std::ifstream file(scenes / "pictures" / scene.at("marks").get<std::string>());
    const auto poles = nlohmann::json::parse(file).at("noisy_2px").at("poles");
    Marks marks;
    double last = 0;
    const auto at = [](const nlohmann::json& p) { return PicturePoint{p[0].get<double>(), p[1].get<double>()}; };
    for (const auto& pole : poles) {
      if (pole.at("foot").is_null() || pole.at("top").is_null()) continue;
      const std::string id = "pole" + std::to_string(marks.groups.size());
      last = pole.at("height_m").get<double>();
      marks.groups.push_back({id, "pole", "", {{"height", last, "m", 0.01}}, {}});
      test::add_point(marks, id, "foot", at(pole.at("foot")), 2);
      test::add_point(marks, id, "top", at(pole.at("top")), 2);
    }
    if (marks.groups.size() < 3) continue;
    marks.groups.back().quantities.clear();
    const std::string path = scenes / "pictures" / (scene.at("id").get<std::string>() + ".jpg");
    auto source = open_media(memory_source(test::bytes_of(path)));
    ASSERT_TRUE(source) << path;
    const double above = scene.at("camera").at("position")[2].get<double>();
    const auto output = test::output_over(passes::scene_perspective(), **source, marks, {},
                                          {{"relief", 3 / above}, {"attitude", std::string("marks")}});
    ASSERT_TRUE(output) << path << ": " << to_text(output.error());
    const Size size = size_of(*output, marks.groups.back().id);
    ++of;
    held += std::abs(size.value - last) < 1.96 * size.sigma;
    worst = std::max(worst, std::abs(size.value / last - 1));
    const Measurement& height = measured(*output, "camera_height");
    camera_held += std::abs(height.value - above) < 1.96 * *height.sigma;
    agree += overall_bearing(*output) == Bearing::kNeutral;
    tagged += test::find_observation(*output, "camera")->statement.find("FocalLength") != std::string::npos;
  }
  std::printf(
      "rendered, through the pass: last pole held %d of %d, worst %.3f off; camera height held %d; quiet %d; %d tell "
      "their focal length\n",
      held, of, worst, camera_held, agree, tagged);
  EXPECT_GE(of, 18);
  EXPECT_GE(tagged, 10) << "the others lost their tags";
  EXPECT_LT(tagged, of);
  EXPECT_GE(held, of * 80 / 100);
  EXPECT_GE(camera_held, of * 80 / 100);
  EXPECT_GE(agree, of * 75 / 100);
}

TEST(ScenePerspective, says_what_it_cannot_measure) {
  EXPECT_EQ(output_of({}, {}).error().fault, Fault::kNotApplicable);
  Marks marks;
  test::add_line(marks, "a", "parallel", {100, 900}, {500, 700}, 2);
  test::add_line(marks, "b", "parallel", {1700, 900}, {1300, 700}, 2);
  const auto open = output_of(marks, {});
  ASSERT_FALSE(open);
  EXPECT_NE(open.error().sentence.find("horizon"), std::string::npos) << open.error().sentence;
  test::add_line(marks, "sea", "horizon", {0, 500}, {1900, 500}, 2);
  const auto output = output_of(marks, {});
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_NE(test::find_observation(*output, "camera")->statement.find("camera's height"), std::string::npos);
  for (int i = 0; i < 201; ++i) test::add_line(marks, "v", "vertical", {100.0 + i, 900}, {100.0 + i, 700}, 2);
  EXPECT_EQ(output_of(marks, {}).error().fault, Fault::kBadArgument);
}

// Marks that no camera shows are declined or measured with what they are worth; nothing breaks.
TEST(ScenePerspective, bears_absurd_marks) {
  SeededNoise noise(101);
  for (const double at : {1e5, 1e12, 1e200, -1e307}) {
    auto scene = street(noise);
    scene.marks.lines[0].from = {at, -at};
    scene.marks.lengths[0].to = {at, at};
    scene.marks.lengths[1].to = scene.marks.lengths[1].from;
    scene.marks.lengths[2].known->value_m = 1e9;
    const auto output = output_of(test::street_marks(scene), params_of(scene));
    if (!output) {
      EXPECT_EQ(output.error().fault, Fault::kNotApplicable) << at;
    }
  }
  auto exact = street(noise);
  for (auto& length : exact.marks.lengths) {
    if (length.known) length.known->sigma_m = 0;
  }
  EXPECT_TRUE(output_of(test::street_marks(exact), params_of(exact))) << "known without any deviation";
}

TEST(ScenePerspective, stops_when_asked) {
  SeededNoise noise(100);
  const auto scene = street(noise);
  const Marks marks = test::street_marks(scene);
  const PassDescriptor pass = passes::scene_perspective();
  auto source = test::bare_picture(1920, 1080);
  RunContext context;
  context.source = &source;
  context.regions = marks.regions, context.groups = marks.groups;
  context.params = *resolve_params(pass.params, params_of(scene));
  auto run = pass.start(context);
  ASSERT_TRUE(run);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW((void)(*run)->finish(Job(stop.get_token())), Cancelled);
}

}  // namespace
}  // namespace spoor
