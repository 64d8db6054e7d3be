#include "analysis/mark_notes.h"
#include "analysis/pass.h"
#include "analysis/table_text.h"
#include "analysis/vehicle_on_ground.h"
#include "media/picture.h"
#include "methods/ground/planted_track.h"
#include "methods/ground/track_features.h"
#include "methods/ground/track_search.h"
#include "methods/soil/sinkage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor::passes {
namespace {

constexpr double kDegree = std::numbers::pi / 180, kGravity = 9.81e-3;  // kN per kg
constexpr double kSeldom = 0.01, kOrdinary = 0.05, kEnoughPower = 0.8;
constexpr double kTyreDiameter = 0.94, kDeepest = kTyreDiameter / 3;
constexpr double kScoreTolerance = 0.5, kShareTolerance = 0.05;

struct Params : VehicleParams {
  int poses = 200, plants = 40;
  double mass = 2400;
  std::string soil = "sandy_loam", sky = "clear", came = "forwards";
  int seed = 1;
};

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields = [] {
    ParamTable<Params> t;
    t.choice(&Params::soil, "soil", "Soil",
             "How deep planted tracks are: by Bekker's formula, and about 1 cm, pressed down, on grass. Hard ground "
             "may keep none: nothing is planted there.",
             {"sandy_loam", "dry_sand", "clayey_soil", "heavy_clay", "snow", "grass", "hard"})
        .choice(&Params::sky, "sky", "Sky", "Whether the sun shades planted tracks.", {"clear", "overcast"})
        .choice(
            &Params::came, "came", "How it would have come",
            "Planted tracks lie behind the vehicle where it came forwards, and ahead of it where it came backwards.",
            {"forwards", "backwards"})
        .number(&Params::mass, "mass", "Mass", "Of the vehicle; a heavier one sinks deeper.", "kg", {100, 80000},
                {1000, 20000});
    add_vehicle_params(t)
        .integer(&Params::poses, "poses", "Places for comparison",
                 "Where else on this ground the same search is made; more make the probability finer, and take longer. "
                 "0: none, and no probability.",
                 "", {0, 2000}, {50, 500})
        .integer(&Params::plants, "plants", "Planted tracks",
                 "How many tracks of this vehicle are laid into this ground to see whether they would be found; 0: "
                 "none, and no power.",
                 "", {0, 1000}, {20, 200})
        .integer(&Params::seed, "seed", "Seed", "Of the places and the planted tracks.", "", {0, 1000000}, {0, 100});
    return t;
  }();
  return fields;
}

class ApproachRun : public PassRun {
 public:
  ApproachRun(GroundSetting setting, const Params& params) : setting_(std::move(setting)), params_(params) {}

  std::vector<std::int64_t> second_look() override { return {params_.frame}; }

  Result<void> frame_again(const FrameContext& context, const Job&) override {
    auto bgr = bgr8(context.frame(), context.assumption());
    if (!bgr) return tl::unexpected(bgr.error());
    picture_ = bgr->clone();
    return {};
  }

  Result<PassOutput> finish(const Job& job) override {
    if (picture_.empty()) return failure(Fault::kNotApplicable, "the exhibit has no such frame");
    const auto placed = vehicle_on_ground(setting_, params_, job);
    if (!placed) return tl::unexpected(placed.error());
    GroundWindow window;
    window.frame = placed->vehicle.pose;
    const RectifiedGround ground = rectified_ground(picture_, placed->ground, window, {placed->vehicle}, {}, job);
    const TrackSearch search(ground, track_features(ground), placed->vehicle.size);
    const auto found = search.best({});
    if (!found) {
      return failure(Fault::kNotApplicable,
                     "of the first 6 m behind and ahead of the vehicle less than 4 m are seen along both wheels, with "
                     "less than 0.14 m in a pixel across them");
    }
    found_ = *found;
    add("score", "Evidence of the best pair of tracks", found_.score, "1", kScoreTolerance);
    add("seen", "Ground seen along it", kPathBlock * found_.blocks, "m", 0);
    add("off", "Marks off a vehicle of this size", placed->vehicle.off_m, "m", 0.01);
    draw(*placed);
    compare(ground, search, job);
    if (!elsewhere_.empty() && params_.plants > 0 && params_.soil != "hard") plant(ground, search, job);
    observe();
    note_left_out(output_, setting_.left_out, "of the marks could not be used");
    return std::move(output_);
  }

 private:
  void add(const char* id, const char* title, double value, const char* unit, double tolerance,
           std::optional<double> sigma = {}) {
    output_.measurements.push_back({id, title, value, unit, sigma, tolerance, params_.frame});
  }

  void draw(const VehicleOnGround& placed) {
    for (const double wheel : {-params_.gauge / 2, params_.gauge / 2}) {
      std::vector<PicturePoint> line;
      for (const PathPlace& place : places_along(found_.path, placed.vehicle.size, 0.5)) {
        const cv::Point2d right(std::cos(place.direction), -std::sin(place.direction));
        const auto at =
            placed.ground.picture_from_ground(placed.vehicle.pose.ground_from_own(place.at + wheel * right));
        if (!at || at->x < 0 || at->y < 0 || at->x > picture_.cols || at->y > picture_.rows) break;
        line.push_back(*at);
      }
      if (line.size() < 2) continue;
      output_.regions.push_back(suggested_mark(wheel < 0 ? "wheel.left" : "wheel.right", Shape::kPath, std::move(line),
                                               "track", wheel < 0 ? "left of the best pair" : "right of the best pair",
                                               params_.frame));
    }
    Table rows =
        table_of("blocks", "Evidence from the vehicle on, along the best pair", {"From [m]", "To [m]", "Evidence"});
    for (std::size_t i = 0; i < found_.by_block.size(); ++i) {
      const double from = kPathBlock * static_cast<double>(i);
      rows.rows.push_back({fmt::format("{:.0f}", from), fmt::format("{:.0f}", from + kPathBlock),
                           std::isnan(found_.by_block[i]) ? "not seen" : fmt::format("{:.1f}", found_.by_block[i])});
    }
    output_.tables.push_back(std::move(rows));
  }

  std::ptrdiff_t as_much_as(double score) const {
    return std::count_if(elsewhere_.begin(), elsewhere_.end(), [&](double s) { return s >= score; });
  }

  double p_of(double score) const {
    return static_cast<double>(as_much_as(score) + 1) / static_cast<double>(elsewhere_.size() + 1);
  }

  void compare(const RectifiedGround& ground, const TrackSearch& search, const Job& job) {
    if (params_.poses == 0) return;
    elsewhere_ =
        scores_elsewhere(ground, search, found_.blocks, params_.poses, static_cast<std::uint64_t>(params_.seed), job);
    if (static_cast<int>(elsewhere_.size()) < kFewestPlaces) elsewhere_.clear();
    if (elsewhere_.empty()) return;
    add("places", "Other places of this ground searched alike", static_cast<double>(elsewhere_.size()), "1", 5);
    add("p", "Of them, and this one, with as much evidence", p_of(found_.score), "1", kShareTolerance);
  }

  Rut some_rut(SeededNoise& noise) const {
    Rut rut;
    rut.width_m = params_.tyre_width;
    if (const Terrain* const terrain = terrain_by_id(params_.soil)) {
      const Wheel wheel{params_.mass * kGravity / 4, params_.tyre_width, kTyreDiameter};
      rut.depth_m = sinkage_m(wheel, *terrain).value_or(kDeepest) * std::exp(0.4 * noise.normal());
      rut.smoothed = noise.uniform(0.2, 0.8);
      rut.darker = 0.05 * (1 + noise.normal());
    } else {  // grass
      rut.depth_m = 0.01 * std::exp(0.5 * noise.normal());
      rut.smoothed = noise.uniform(0.1, 0.4);
      rut.darker = 0.05 * noise.normal();
    }
    rut.depth_m = std::min(rut.depth_m, kDeepest);
    rut.berm_share = noise.uniform(0.2, 0.5);
    return rut;
  }

  void plant(const RectifiedGround& ground, const TrackSearch& search, const Job& job) {
    int found = 0;
    for (int i = 0; i < params_.plants; ++i) {
      job.tick(i, params_.plants);
      SeededNoise noise(static_cast<std::uint64_t>(params_.seed) * 100003 + static_cast<std::uint64_t>(i));
      const TrackPath path = some_path(noise, params_.came == "backwards");
      const Rut rut = some_rut(noise);
      Daylight light;
      light.sun_bearing_rad = noise.uniform(-std::numbers::pi, std::numbers::pi);
      light.sun_elevation_rad = noise.uniform(15, 60) * kDegree;
      light.sky_share = params_.sky == "clear" ? noise.uniform(0.1, 0.25) : 1;
      const RectifiedGround planted = with_tracks(ground, path, size_of(params_), rut, light);
      const auto seen = search.best(track_features(planted), {});
      found += seen && p_of(seen->score) <= kOrdinary;
    }
    power_ = static_cast<double>(found) / params_.plants;
    add("power", "Of tracks planted into this ground, found", *power_, "1", kShareTolerance,
        std::sqrt(std::max(*power_ * (1 - *power_), 0.25 / params_.plants) / params_.plants));
  }

  std::string soil_words() const {
    std::string words = params_.soil;
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
  }

  std::string power_words() const {
    if (params_.soil == "hard") return " Hard ground may keep none: that none is found says nothing.";
    if (!power_) return "";
    return fmt::format(
        " Of {} tracks of this vehicle laid into this ground ({}, {} sky, come {}), {:.0f} % would have been found (p "
        "at "
        "most 0.05): {}",
        params_.plants, soil_words(), params_.sky, params_.came, 100 * *power_,
        *power_ >= kEnoughPower ? "that none is found says that it left none of that kind, or that they are gone."
                                : "that none is found says little.");
  }

  void observe() {
    Observation o;
    o.id = "tracks";
    o.frame = params_.frame;
    o.bearing = Bearing::kInconclusive;
    o.rests_on = {"score", "blocks"};
    if (elsewhere_.empty()) {
      o.statement = params_.poses == 0
                        ? "The best pair of tracks is drawn; nothing was compared with it."
                        : fmt::format(
                              "Fewer than {} other places of this ground are seen as well as that around the vehicle: "
                              "whether there are tracks cannot be told.",
                              kFewestPlaces);
      output_.observations.push_back(std::move(o));
      return;
    }
    o.rests_on.insert(o.rests_on.end(), {"places", "p"});
    const double p = p_of(found_.score);
    const std::ptrdiff_t above = as_much_as(found_.score);
    const std::string where = found_.path.ahead ? "ahead of" : "behind";
    if (p <= kSeldom) {
      o.bearing = Bearing::kNeutral;
      o.rests_on.insert(o.rests_on.end(), {"wheel.left", "wheel.right"});
      o.statement = fmt::format(
          "Two lines as far apart as this vehicle's wheels, alike across, run up to it from {} it; of {} other places "
          "of "
          "this ground {} as much ({}).",
          where, elsewhere_.size(),
          above == 0   ? "none shows"
          : above == 1 ? "one shows"
                       : fmt::format("{} show", above),
          p_is(p));
      if (found_.centre > found_.wheels) {
        o.statement +=
            " The ground between them is changed at least as much, as by something dragged: a driven vehicle leaves "
            "it.";
      }
      o.innocent_causes = {"tracks of another vehicle of like gauge", "a furrow of dragging wheels",
                           "furrows and edges that run the same way by chance"};
    } else {
      o.statement = fmt::format("No pair of tracks stands out at the vehicle ({}{}).", p_is(p),
                                p <= kOrdinary ? ": a doubtful one is drawn" : "") +
                    power_words();
      if (power_) o.rests_on.emplace_back("power");
      o.innocent_causes = {"hard or dry ground", "rain, wind or days since", "ground raked, driven or trodden over",
                           "a shallow view, or tracks hidden by the vehicle"};
    }
    output_.observations.push_back(std::move(o));
  }

  static constexpr int kFewestPlaces = 20;

  GroundSetting setting_;
  Params params_;
  cv::Mat picture_;
  TrackEvidence found_;
  std::vector<double> elsewhere_;
  std::optional<double> power_;
  PassOutput output_;
};

}  // namespace

PassDescriptor scene_approach_tracks() {
  PassDescriptor pass;
  pass.id = "scene.approach_tracks";
  pass.group = "Scene and staging";
  pass.title = "Did it drive here?";
  pass.known_as = {"tyre tracks", "wheel tracks", "ruts", "staged wreck", "approach"};
  pass.question = "Do wheel tracks lead to where the vehicle stands, and would they be seen if they did?";
  pass.summary =
      "The ground around a marked vehicle is seen from above; pairs of lines of its gauge that lead to its axles are "
      "weighed against the same search elsewhere on that ground, and tracks planted into it tell what would have been "
      "found.";
  pass.limits = {"Tracks show that wheels ran there, not when, nor whose.",
                 "A vehicle dragged on its wheels leaves two lines as well.",
                 "The ground is taken as one plane: slopes, banks and ditches bend what is seen from above.",
                 "Planted tracks are as a formula makes them (depth by Bekker, light by Lambert): the power is that of "
                 "such tracks.",
                 "Shadows and edges that run with the vehicle may be taken for tracks.",
                 "No photograph of a vehicle whose way there is known has been counted: the absence of tracks stays "
                 "inconclusive."};
  pass.sources = {{"Bekker, Introduction to Terrain-Vehicle Systems", 1969},
                  {"Wong, Theory of Ground Vehicles", 2008},
                  {"Desolneux, Moisan, Morel, From Gestalt Theory to Image Analysis", 2008}};
  pass.needs.picture = true;
  pass.needs.regions = true;
  pass.needs.region_roles = vehicle_roles();
  pass.params = table().fields();
  pass.follows = Following{{{"poses", std::int64_t{0}}, {"plants", std::int64_t{0}}}, {"places", "p", "power"}};
  pass.start = [](const RunContext& context) -> Result<std::unique_ptr<PassRun>> {
    const Params params = table().read(context.params);
    auto setting = setting_around_vehicle(context, params);
    if (!setting) return tl::unexpected(setting.error());
    return std::make_unique<ApproachRun>(std::move(*setting), params);
  };
  return pass;
}

}  // namespace spoor::passes
