#include "analysis/vehicle_on_ground.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor {
namespace {

constexpr double kWheelShare = 0.02, kBodyShare = 0.03;  // deviations of a type's published sizes, as marked
constexpr double kMostOff = 0.2;                         // of the wheelbase

std::vector<PicturePoint> outline_of(const GroundSetting& setting, std::int64_t frame) {
  for (const Region& region : setting.upright) {
    if (region.role != "footprint" || !region.frames.contains(frame)) continue;
    const auto points = points_at(region, frame);
    if (points.size() == 4) return points;
  }
  return {};
}

// Which side of its outline is the longer one, the other marks tell.
std::optional<CameraFit> fitted(const GroundSetting& setting, const std::vector<PicturePoint>& outline,
                                const VehicleParams& params, const Job& job) {
  std::optional<CameraFit> best;
  const KnownLength length{params.length, kBodyShare * params.length}, width{params.width, kBodyShare * params.width};
  for (const bool length_first : {true, false}) {
    if (outline.size() != 4) break;
    SceneMarks marks = setting.scene.marks;
    MarkedRectangle rectangle;
    rectangle.id = "footprint";
    std::copy(outline.begin(), outline.end(), rectangle.corners.begin());
    rectangle.sigma_px = params.sigma;
    rectangle.length = length_first ? length : width;
    rectangle.width = length_first ? width : length;
    marks.rectangles.push_back(std::move(rectangle));
    auto fit = fitted_camera(marks, setting.prior, nullptr, job);
    if (fit && (!best || fit->chi_square < best->chi_square)) best = std::move(fit);
  }
  if (!best) best = fitted_camera(setting.scene.marks, setting.prior, nullptr, job);
  return best;
}

}  // namespace

VehicleSize size_of(const VehicleParams& params) {
  return {params.wheelbase, params.gauge, params.tyre_width, params.length, params.width, params.vehicle_height};
}

const std::vector<std::string>& vehicle_roles() {
  static const std::vector<std::string> roles{"wheels", "footprint"};
  return roles;
}

Result<GroundSetting> setting_around_vehicle(const RunContext& context, const VehicleParams& params) {
  RunContext sized = context;
  for (MarkGroup& group : sized.groups) {
    if (group.kind != "wheels" || !group.quantities.empty()) continue;
    group.quantities.push_back({"wheelbase", params.wheelbase, "m", kWheelShare * params.wheelbase});
    group.quantities.push_back({"track", params.gauge, "m", kWheelShare * params.gauge});
  }
  const bool outline = std::any_of(context.regions.begin(), context.regions.end(),
                                   [](const Region& region) { return region.role == "footprint"; });
  return ground_setting(sized, params, {{}, outline});
}

Result<VehicleOnGround> vehicle_on_ground(const GroundSetting& setting, const VehicleParams& params, const Job& job) {
  const auto outline = outline_of(setting, params.frame);
  const auto fit = fitted(setting, outline, params, job);
  if (!fit) return failure(Fault::kNotApplicable, why_no_camera(setting));
  if (!fit->has_scale) return failure(Fault::kNotApplicable, "no length is known, not even of the vehicle");
  const GroundFrame ground(fit->camera, setting.view.picture);
  WheelContacts contacts;
  for (const Region& region : setting.upright) {
    const auto points = points_at(region, params.frame);
    if (region.role != "wheels" || points.empty() || !region.frames.contains(params.frame)) continue;
    const auto at = ground.ground_from_upright(points.front());
    if (region.part == "FL") contacts.front_left = at;
    if (region.part == "FR") contacts.front_right = at;
    if (region.part == "RL") contacts.rear_left = at;
    if (region.part == "RR") contacts.rear_right = at;
  }
  std::vector<cv::Point2d> corners;
  for (const PicturePoint& p : outline) {
    if (const auto at = ground.ground_from_upright(p)) corners.push_back(*at);
  }
  const auto vehicle = standing_vehicle(contacts, corners, size_of(params));
  if (!vehicle) {
    return failure(Fault::kNotApplicable,
                   "where the vehicle stands is not marked: it takes two contacts of its wheels (group wheels) or the "
                   "four corners of its outline on the ground (role footprint)");
  }
  if (vehicle->off_m > kMostOff * params.wheelbase) {
    return failure(Fault::kNotApplicable,
                   fmt::format("the marks are {:.2f} m off a vehicle of {:.2f} m wheelbase and {:.2f} m gauge",
                               vehicle->off_m, params.wheelbase, params.gauge));
  }
  return VehicleOnGround{*fit, ground, *vehicle};
}

}  // namespace spoor
