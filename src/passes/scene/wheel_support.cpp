#include "methods/soil/wheel_support.h"

#include "analysis/ground_setting.h"
#include "analysis/ground_tables.h"
#include "analysis/ground_wording.h"
#include "analysis/mark_notes.h"
#include "analysis/pass.h"
#include "analysis/table_text.h"
#include "base/text.h"
#include "methods/projective/ground_lengths.h"
#include "methods/soil/vehicle_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace spoor::passes {
namespace {

constexpr double kRelative = 1e-3;       // what other libraries' last bits may change, of a value
constexpr double kTold = 1.959964;       // deviations from which a gap or a side of an edge is told
constexpr double kTypeDeviation = 0.03;  // of a type's wheelbase, which a tilted vehicle shortens on the ground
constexpr std::array<const char*, 4> kWheels{"FL", "FR", "RL", "RR"};
constexpr std::array<const char*, 4> kNames{"front left", "front right", "rear left", "rear right"};

struct Params : GroundParams {
  std::string vehicle = "none";
};

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields = [] {
    ParamTable<Params> t;
    std::vector<std::string> types{"none"};
    for (const VehicleType& v : vehicle_types()) types.emplace_back(v.id);
    t.choice(&Params::vehicle, "vehicle", "Vehicle",
             "Its wheelbase is one more known length, and its tyre the unit of gaps; none leaves both to the marks.",
             std::move(types));
    add_ground_params(t);
    return t;
  }();
  return fields;
}

struct MarkedWheel {
  std::optional<PicturePoint> lowest, ground;
  double sigma_px = 2;
  double tyre_px = 0;  // height of its ring in the picture; 0: not marked
  const PicturePoint& place() const { return ground ? *ground : *lowest; }
};

struct MarkedVehicle {
  std::string id;
  std::array<MarkedWheel, 4> wheels;
  std::optional<double> tyre_m;
};

struct Edge {
  PicturePoint from, to;
  double sigma_px = 2;
};

std::optional<double> tyre_of(const std::vector<MarkGroup>& groups, const std::string& id) {
  static const std::map<std::string, double> kUnits{{"m", 1}, {"cm", 0.01}, {"mm", 0.001}, {"in", 0.0254}};
  for (const MarkGroup& group : groups) {
    if (group.id != id) continue;
    for (const auto& q : group.quantities) {
      const auto unit = kUnits.find(q.unit);
      if (q.name == "tyre" && unit != kUnits.end() && q.value * unit->second > 0.05) return q.value * unit->second;
    }
  }
  return std::nullopt;
}

class WheelSupport {
 public:
  WheelSupport(GroundSetting setting, std::vector<MarkGroup> groups, const Params& params)
      : s_(std::move(setting)), type_(vehicle_type_by_id(params.vehicle)) {
    read(groups);
  }

  Result<PassOutput> measure(const Job& job) {
    if (vehicles_.empty())
      return failure(Fault::kNotApplicable, "no vehicle with three wheels is marked (groups of role wheels)");
    if (vehicles_.size() > kMostVehicles)
      return failure(Fault::kBadArgument, "at most 5 vehicles are measured at once");
    if (type_ != nullptr) know_wheelbases();
    auto fit = ground_fit(s_, true, job);
    if (!fit) return tl::unexpected(fit.error());
    fit_ = std::move(*fit);
    gaps_ = table_of("gaps", "Wheels against the ground",
                     {"Vehicle", "Wheel", "Gap [m]", "Deviation [m]", "Gap [tyre diameters]",
                      "By the ring in the picture "
                      "[tyre diameters]"});
    attitudes_ = table_of("attitudes", "Attitude of the plane through the wheels",
                          {"Vehicle", "Nose up [degrees]", "Deviation [degrees]", "Right side down [degrees]",
                           "Deviation [degrees]", "Each wheel off that plane [m]"});
    ditches_ = table_of("ditches", "Vehicle and ditch, from the rear axle ahead",
                        {"Vehicle", "Near edge [m]", "Far edge [m]", "Width [m]", "Front axle [m]",
                         "Deviation of the "
                         "front axle beyond the far edge [m]"});
    for (const MarkedVehicle& v : vehicles_) measure(v);
    if (output_.observations.empty())
      return failure(Fault::kNotApplicable, "the wheels are marked above the horizon, or lie on one line");
    for (Table* t : {&gaps_, &attitudes_, &ditches_}) {
      if (!t->rows.empty()) output_.tables.push_back(std::move(*t));
    }
    output_.observations.push_back(marks_observation(fit_));
    note_left_out(output_, s_.left_out, "of the marks could not be used");
    return std::move(output_);
  }

 private:
  void read(const std::vector<MarkGroup>& groups) {
    std::map<std::string, MarkedVehicle> found;
    for (const Region& region : s_.upright) {
      if (!region.frames.contains(s_.frame)) continue;
      const auto points = points_at(region, s_.frame);
      if (region.role == "ditch" && points.size() >= 2) {
        if (edges_.size() < 2) {
          edges_.push_back({points.front(), points.back(), s_.sigma(region)});
        } else {
          s_.left_out.push_back(region.id + ": a ditch has two edges");
        }
      }
      if (region.role != "wheels" || region.group.empty() || points.empty()) continue;
      for (std::size_t i = 0; i < 4; ++i) {
        const std::string wheel = kWheels[i];
        MarkedWheel& w = found[region.group].wheels[i];
        if (region.part == wheel && points.size() == 1) {
          w.lowest = points[0];
          w.sigma_px = s_.sigma(region);
        } else if (region.part == wheel + "_ground" && points.size() == 1) {
          w.ground = points[0];
        } else if (region.part == wheel + "_tyre") {
          const auto [low, high] =
              std::minmax_element(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.y < b.y; });
          w.tyre_px = high->y - low->y;
        }
      }
    }
    for (auto& [id, v] : found) {
      v.id = id;
      v.tyre_m = tyre_of(groups, id);
      if (!v.tyre_m && type_ != nullptr) v.tyre_m = type_->tyre_diameter;
      const auto count = std::count_if(v.wheels.begin(), v.wheels.end(), [](auto& w) { return w.lowest.has_value(); });
      if (count >= 3) {
        vehicles_.push_back(v);
      } else {
        s_.left_out.push_back(id + ": the plane of a vehicle's wheels needs three of them");
      }
    }
    if (edges_.size() == 1) s_.left_out.push_back("ditch: it has two edges, and one is marked");
  }

  void know_wheelbases() {
    for (const MarkedVehicle& v : vehicles_) {
      for (std::size_t side = 0; side < 2; ++side) {
        const MarkedWheel &front = v.wheels[side], &rear = v.wheels[side + 2];
        if (!front.lowest || !rear.lowest) continue;
        s_.scene.marks.lengths.push_back({v.id + " wheelbase", rear.place(), front.place(), false,
                                          std::max(front.sigma_px, rear.sigma_px), 0,
                                          KnownLength{type_->wheelbase, kTypeDeviation * type_->wheelbase}});
        break;
      }
    }
  }

  // Gaps of four wheels (0 where there is none), pitch, roll, twist, wheelbase, near and far edge.
  std::optional<Estimate> computed(const MarkedVehicle& v, bool ditch) const {
    Inputs in;
    for (const MarkedWheel& w : v.wheels) {
      const PicturePoint at = w.lowest.value_or(PicturePoint{}), ground = w.ground.value_or(PicturePoint{});
      for (const double value : {at.x, at.y}) in.add(value, w.lowest ? w.sigma_px : 0);
      for (const double value : {ground.x, ground.y}) in.add(value, w.ground ? w.sigma_px : 0);
      in.add(0, s_.prior.relief);
    }
    for (std::size_t i = 0; ditch && i < 2; ++i) {
      const Edge& e = edges_[i];
      for (const double value : {e.from.x, e.from.y, e.to.x, e.to.y}) in.add(value, e.sigma_px);
    }
    return propagated(fit_, in, [&v, ditch](const GroundCamera& camera, const std::vector<double>& at) {
      std::optional<std::vector<double>> answer;
      WheelPoints points;
      std::vector<double> out;
      for (std::size_t i = 0; i < 4; ++i) {
        const MarkedWheel& w = v.wheels[i];
        const double* const p = &at[5 * i];
        double gap = 0;
        if (w.lowest) {
          const PicturePoint lowest{p[0], p[1]}, ground = w.ground ? PicturePoint{p[2], p[3]} : lowest;
          const auto place = ground_place(camera, ground);
          if (!place) return answer;
          if (w.ground) {
            const auto height = length_of(camera, {"", ground, lowest, true, 0, 0, {}});
            if (!height) return answer;
            gap = *height;
          }
          points[i] = cv::Vec3d((*place)[0], (*place)[1], gap + p[4] * camera.height_m);
          if (w.ground) gap -= p[4] * camera.height_m;
        }
        out.push_back(gap);
      }
      const auto attitude = wheel_attitude(points);
      if (!attitude) return answer;
      out.insert(out.end(), {attitude->pitch_deg, attitude->roll_deg, attitude->twist_m});
      // On the ground: a pitched vehicle's axles stand nearer to each other there than along its body.
      double base = 0;
      int sides = 0;
      for (std::size_t side = 0; side < 2; ++side) {
        if (!points[side] || !points[side + 2]) continue;
        const cv::Vec3d d = *points[side] - *points[side + 2];
        base += cv::Vec2d(d[0], d[1]).dot(attitude->ahead);
        ++sides;
      }
      base /= sides;
      out.push_back(base);
      if (ditch) {
        std::array<GroundEdge, 2> edges;
        for (std::size_t i = 0; i < 2; ++i) {
          const double* const p = &at[20 + 4 * i];
          const auto from = ground_place(camera, {p[0], p[1]}), to = ground_place(camera, {p[2], p[3]});
          if (!from || !to) return answer;
          edges[i] = {*from, *to};
        }
        const auto crossing = ditch_crossing(points, edges[0], edges[1]);
        if (!crossing) return answer;
        out.insert(out.end(),
                   {crossing->near_m, crossing->far_m, crossing->far_m - crossing->near_m, base - crossing->far_m});
      }
      answer = std::move(out);
      return answer;
    });
  }

  void add(const std::string& id, const std::string& title, double value, const char* unit, double sigma) {
    output_.measurements.push_back({id, title, value, unit, sigma, kRelative * (1 + std::abs(value)), {}});
  }

  void observe(std::string id, std::string statement, std::vector<std::string> rests_on) {
    output_.observations.push_back(
        {std::move(id), std::move(statement), Bearing::kNeutral, {}, {}, std::move(rests_on), {}});
  }

  void measure(const MarkedVehicle& v) {
    bool ditch = edges_.size() == 2;
    auto found = computed(v, ditch);
    if (!found && ditch) {
      ditch = false;
      s_.left_out.push_back(v.id + ": an edge of the ditch runs along it, or lies above the horizon");
      found = computed(v, false);
    }
    if (!found) {
      s_.left_out.push_back(v.id + ": its wheels lie above the horizon, or on one line");
      return;
    }
    const Estimate& e = *found;
    const bool first = output_.observations.empty();
    const std::string suffix = first ? "" : "_" + std::to_string(attitudes_.rows.size() + 1);
    std::string text;
    for (std::size_t i = 0; i < 4; ++i) {
      const MarkedWheel& w = v.wheels[i];
      if (!w.lowest || !w.ground) continue;
      const double gap = e.value[i], sigma = e.sigma(static_cast<int>(i));
      std::string ring;
      if (w.tyre_px > 4 * w.sigma_px) {
        const double px = std::hypot(w.lowest->x - w.ground->x, w.lowest->y - w.ground->y), ratio = px / w.tyre_px;
        ring = with_sigma(ratio, w.sigma_px * std::sqrt(2 + 2 * ratio * ratio) / w.tyre_px, 2);
      }
      const std::string turns = v.tyre_m ? with_sigma(gap / *v.tyre_m, sigma / *v.tyre_m, 2) : "";
      gaps_.rows.push_back({v.id, kNames[i], fmt::format("{:.3f}", gap), fmt::format("{:.3f}", sigma), turns, ring});
      if (first)
        add(std::string("gap_") + kWheels[i], std::string("Gap below the wheel ") + kNames[i], gap, "m", sigma);
      text += fmt::format("{}{} {} m{} {}", text.empty() ? "" : "; ", kNames[i], with_sigma(gap, sigma, 2),
                          turns.empty() ? "" : " (" + turns + " tyre diameters)",
                          gap > kTold * sigma    ? "above the ground marked below it"
                          : gap < -kTold * sigma ? "below the plane of the ground"
                                                 : "from it, which is no gap that these marks can tell");
    }
    attitudes_.rows.push_back({v.id, fmt::format("{:.2f}", e.value[4]), fmt::format("{:.2f}", e.sigma(4)),
                               fmt::format("{:.2f}", e.value[5]), fmt::format("{:.2f}", e.sigma(5)),
                               fmt::format("{:.3f}", e.value[6])});
    if (first) {
      add("pitch", "Nose up, of the plane through the wheels", e.value[4], "degrees", e.sigma(4));
      add("roll", "Right side down, of the plane through the wheels", e.value[5], "degrees", e.sigma(5));
    }
    observe("support" + suffix,
            fmt::format("{}: the plane through its wheels stands {} degrees nose up and {} degrees right side down "
                        "against the ground plane of the marks (\u00b1 one standard deviation). {}",
                        printable(v.id, 60), with_sigma(e.value[4], e.sigma(4)), with_sigma(e.value[5], e.sigma(5)),
                        text.empty() ? "No ground was marked below a wheel: all are taken to stand on it."
                                     : "Wheels: " + text + "."),
            {"attitudes"});
    if (ditch) observe_ditch(v, e, suffix);
  }

  void observe_ditch(const MarkedVehicle& v, const Estimate& e, const std::string& suffix) {
    const double near = e.value[8], far = e.value[9], width = e.value[10], beyond = e.value[11];
    ditches_.rows.push_back({v.id, fmt::format("{:.2f}", near), fmt::format("{:.2f}", far),
                             with_sigma(width, e.sigma(10), 2), fmt::format("{:.2f}", e.value[7]),
                             with_sigma(beyond, e.sigma(11), 2)});
    if (suffix.empty()) {
      add("ditch_width", "Width of the ditch along the vehicle", width, "m", e.sigma(10));
      add("front_beyond", "Front axle beyond the far edge", beyond, "m", e.sigma(11));
    }
    std::string text = fmt::format("{}: the ditch is {} m wide along its axis; ", printable(v.id, 60),
                                   with_sigma(width, e.sigma(10), 2));
    const double into = e.value[7] - near, into_sigma = std::hypot(e.sigma(7), e.sigma(8));
    if (beyond > kTold * e.sigma(11)) {
      text += fmt::format("its front axle stands {} m beyond the far edge", with_sigma(beyond, e.sigma(11), 2));
      text += near > kTold * e.sigma(8) ? ", its rear axle before the near one" : "";
    } else if (beyond > -kTold * e.sigma(11)) {
      text += "its front axle stands at the far edge, within what the marks can tell";
    } else if (into > kTold * into_sigma) {
      text += fmt::format("its front axle stands between the edges, {} m before the far one",
                          with_sigma(-beyond, e.sigma(11), 2));
    } else {
      text += "its front axle has not passed the near edge, or not by more than the marks can tell";
    }
    if (v.tyre_m) {
      const auto drop = drop_into_gap_m(*v.tyre_m, width);
      text += drop
                  ? fmt::format(". A tyre of {:.2f} m between both edges drops by {:.2f} m and does not fall through",
                                *v.tyre_m, *drop)
                  : fmt::format(". A tyre of {:.2f} m cannot bridge it: nothing holds it between the edges", *v.tyre_m);
    }
    observe("ditch" + suffix, text + ".", {"ditches"});
  }

  GroundSetting s_;
  const VehicleType* type_;
  std::vector<MarkedVehicle> vehicles_;
  std::vector<Edge> edges_;
  CameraFit fit_;
  Table gaps_, attitudes_, ditches_;
  PassOutput output_;
};

Result<std::unique_ptr<PassRun>> start(const RunContext& context) {
  const Params params = table().read(context.params);
  // Where the ground below a wheel is marked apart, the wheel is no contact that the camera could be fitted to.
  std::set<std::string> hanging;
  for (const Region& region : context.regions) {
    if (region.role == "wheels" && (region.part.ends_with("_ground") || region.part.ends_with("_tyre")))
      hanging.insert(region.group);
  }
  auto setting = ground_setting(context, params, {hanging, false});
  if (!setting) return tl::unexpected(setting.error());
  return structure_run([setting = std::move(*setting), groups = context.groups, params](const Job& job) {
    return WheelSupport(setting, groups, params).measure(job);
  });
}

}  // namespace

PassDescriptor scene_wheel_support() {
  PassDescriptor pass;
  pass.id = "scene.wheel_support";
  pass.group = "Scene and staging";
  pass.title = "What the wheels stand on";
  pass.known_as = {"hanging wheel", "attitude", "ditch", "ground contact"};
  pass.question = "Which wheels stand on the ground, how does the vehicle lie, and has it crossed the ditch?";
  pass.summary =
      "Marked lowest points of tyres and the ground below them give gaps, the attitude of the plane through the wheels "
      "and the place of the axles against a ditch's edges, each with its uncertainty.";
  pass.limits = {
      "The ground is taken as one level plane: a wheel over a hollow is measured to the mark below it as if that lay "
      "in "
      "the plane.",
      "The mark below a wheel is taken to lie vertically below its lowest point: a mark nearer or farther changes the "
      "gap.",
      "A wheel buried in the ground has no lowest point that could be marked.",
      "Suspension and flat tyres move wheels against the body by decimetres.",
      "Gaps and attitudes say how the vehicle lies, not how it came there."};
  pass.sources = {
      {"Criminisi, Reid, Zisserman, Single View Metrology, International Journal of Computer Vision 40", 2000}};
  pass.needs.picture = true;
  pass.needs.regions = true;
  pass.needs.region_roles = scene_roles();
  for (const char* role : {"straight", "ditch"}) pass.needs.region_roles.emplace_back(role);
  pass.params = table().fields();
  pass.follows = Following{};
  pass.start = start;
  return pass;
}

}  // namespace spoor::passes
