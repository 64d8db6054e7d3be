#include "analysis/ground_view.h"

#include "analysis/lens_wording.h"
#include "base/text.h"
#include "methods/projective/lens.h"

#include <algorithm>
#include <utility>

namespace spoor {

Result<GroundSetting> ground_setting(const RunContext& context, const GroundParams& params,
                                     const std::set<std::string>& not_camera) {
  if (context.source->info().video.empty()) return failure(Fault::kNotApplicable, "there is no picture in this file");
  GroundSetting s;
  s.frame = params.frame;
  s.view = known_view(*context.source, params, params.frame);
  s.sigma_px = params.sigma * std::max(s.view.picture.pixel_aspect, 1.0);
  for (const Region& region : context.regions) s.regions.push_back(upright(region, s.view.picture));
  std::vector<Region> of_camera;
  for (const Region& region : s.regions) {
    if (region.group.empty() || !not_camera.contains(region.group)) of_camera.push_back(region);
  }
  SceneReading reading;
  reading.frame = params.frame;
  reading.sigma_px = s.sigma_px;
  reading.lean_deg = params.lean;
  reading.level_deg = params.level;
  reading.terrain_deg = params.terrain;
  s.scene = scene_marks(of_camera, context.groups, reading);
  const SceneMarks& marks = s.scene.marks;
  if (marks.lines.size() > kMostLines || marks.sets.size() > kMostSets || marks.lengths.size() > kMostLengths ||
      marks.rectangles.size() > kMostRectangles || marks.vehicles > kMostVehicles)
    return failure(Fault::kBadArgument,
                   "at most 200 lines in 20 sets, 60 lengths, 10 rectangles and 5 vehicles can be measured at once");
  const double width = s.view.picture.upright_width(), height = s.view.picture.upright_height();
  const UncertainCamera& camera = s.view.camera;
  s.prior.width = width, s.prior.height = height;
  s.prior.f_px = camera.f_px, s.prior.f_log_sigma = camera.f_share;
  s.prior.centre_sigma_px = camera.centre_sigma_px;
  s.prior.relief = params.relief / 100;
  if (camera.up_sigma_deg) s.prior.up = camera.up, s.prior.up_sigma_deg = *camera.up_sigma_deg;
  const MarkedEdges straight = straight_marks(s.regions, params.frame, s.sigma_px);
  s.prior.lens = lens_from_straight_edges(straight.edges, width, height, std::max(camera.centre_sigma_px, 1e-3));
  s.left_out = s.scene.left_out;
  s.left_out.insert(s.left_out.end(), straight.left_out.begin(), straight.left_out.end());
  if (!s.prior.lens && !straight.edges.empty()) s.left_out.emplace_back(kNoLens);
  return s;
}

Result<CameraFit> ground_fit(const GroundSetting& setting, bool scale, const Job& job) {
  auto fit = fitted_camera(setting.scene.marks, setting.prior, nullptr, job);
  const auto declined = [&](std::string why) -> Result<CameraFit> {
    if (!setting.left_out.empty()) why += " (left out: " + printable(setting.left_out.front(), 200) + ")";
    return failure(Fault::kNotApplicable, std::move(why));
  };
  if (!fit) {
    return declined(
        "the marks do not tell where the horizon is: it takes level lines of two directions, upright lines, known "
        "heights, the horizon itself, or the camera's attitude");
  }
  if (scale && !fit->has_scale) return declined("no length is known: it takes a pole, a line or wheels of known size");
  return std::move(*fit);
}

}  // namespace spoor
