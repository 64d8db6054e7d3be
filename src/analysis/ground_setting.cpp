#include "analysis/ground_setting.h"

#include "analysis/lens_wording.h"
#include "base/text.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace spoor {
namespace {

bool too_many(const ReadScene& scene) {
  const SceneMarks& marks = scene.marks;
  return marks.lines.size() > kMostLines || marks.sets.size() > kMostSets || marks.lengths.size() > kMostLengths ||
         marks.rectangles.size() > kMostRectangles || marks.vehicles > kMostVehicles ||
         scene.points.size() > kMostPoints;
}

CameraPrior prior_of(const GroundSetting& setting, const GroundParams& params) {
  const UncertainCamera& camera = setting.view.camera;
  CameraPrior prior;
  prior.width = setting.view.picture.upright_width(), prior.height = setting.view.picture.upright_height();
  prior.f_px = camera.f_px, prior.f_log_sigma = camera.f_share;
  prior.centre_sigma_px = camera.centre_sigma_px;
  prior.relief = params.relief / 100;
  if (camera.up_sigma_deg) prior.up = camera.up, prior.up_sigma_deg = *camera.up_sigma_deg;
  if (params.camera_height > 0)
    prior.camera_height = {params.camera_height, params.camera_height * params.height_deviation / 100};
  return prior;
}

}  // namespace

Result<GroundSetting> ground_setting(const RunContext& context, const GroundParams& params,
                                     const GroundReading& wanted) {
  if (context.source->info().video.empty()) return failure(Fault::kNotApplicable, "there is no picture in this file");
  GroundSetting setting;
  setting.view = known_view(*context.source, params, params.frame);
  setting.sigma_px = params.sigma * std::max(setting.view.picture.pixel_aspect, 1.0);
  setting.frame = params.frame;
  for (const Region& region : context.regions) setting.upright.push_back(upright(region, setting.view.picture));
  SceneReading reading;
  reading.frame = params.frame;
  reading.sigma_px = setting.sigma_px;
  reading.lean_deg = params.lean;
  reading.level_deg = params.level;
  reading.terrain_deg = params.terrain;
  reading.right_angles = params.right_angles;
  std::vector<Region> of_camera;
  std::copy_if(setting.upright.begin(), setting.upright.end(), std::back_inserter(of_camera),
               [&](const Region& region) { return !wanted.not_camera.contains(region.group); });
  setting.scene = scene_marks(of_camera, context.groups, reading);
  const SceneMarks& marks = setting.scene.marks;
  if (!wanted.more && marks.lines.empty() && marks.lengths.empty() && marks.rectangles.empty() && !marks.horizon) {
    return failure(Fault::kNotApplicable, setting.scene.left_out.empty()
                                              ? "no mark of this frame tells of the camera"
                                              : "no mark tells of the camera (" + setting.scene.left_out.front() + ")");
  }
  if (too_many(setting.scene)) {
    return failure(Fault::kBadArgument,
                   "at most 200 lines in 20 sets, 60 lengths, 10 rectangles, 5 vehicles and 20 moving points can be "
                   "measured at once");
  }
  setting.prior = prior_of(setting, params);
  setting.left_out = setting.scene.left_out;
  const MarkedEdges straight = straight_marks(setting.upright, params.frame, setting.sigma_px);
  setting.straight_edges = straight.edges.size();
  setting.prior.lens = lens_from_straight_edges(straight.edges, setting.prior.width, setting.prior.height,
                                                std::max(setting.prior.centre_sigma_px, 1e-3));
  setting.left_out.insert(setting.left_out.end(), straight.left_out.begin(), straight.left_out.end());
  if (!setting.prior.lens && !straight.edges.empty()) setting.left_out.emplace_back(kNoLens);
  return setting;
}

Result<CameraFit> ground_fit(const GroundSetting& setting, bool scale, const Job& job) {
  auto fit = fitted_camera(setting.scene.marks, setting.prior, nullptr, job);
  if (!fit) return failure(Fault::kNotApplicable, why_no_camera(setting));
  if (scale && !fit->has_scale) {
    return failure(Fault::kNotApplicable, "no length is known: it takes a pole, a line or wheels of known size");
  }
  return std::move(*fit);
}

std::string why_no_camera(const GroundSetting& setting) {
  std::string why =
      "the marks do not tell where the horizon is, or a foot lies above it: it takes level lines of two directions, "
      "upright lines, known heights, the horizon itself, or the camera's attitude";
  if (!setting.left_out.empty()) why += " (left out: " + printable(setting.left_out.front(), 200) + ")";
  return why;
}

}  // namespace spoor
