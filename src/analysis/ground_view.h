#pragma once
/// The camera over level ground as passes need it that measure something of their own in it: parameters, marks, fit.

#include "analysis/known_view.h"
#include "analysis/pass.h"
#include "methods/projective/scene_marks.h"

#include <set>
#include <string>
#include <vector>

namespace spoor {

/// To be derived from by a pass's own parameters.
struct GroundParams : ViewParams {
  double sigma = 2, lean = 1.5, level = 0.5, terrain = 0.3, relief = 1;
  int frame = 0;
};

template <class P>
ParamTable<P>& add_ground_params(ParamTable<P>& table) {
  add_attitude_params(table);
  return add_focal_params(table)
      .number(&P::sigma, "sigma", "Deviation of a click",
              "For marks that state none; a larger one widens every result.", "px", {0.05, 200}, {0.5, 10})
      .number(&P::lean, "lean", "Lean of upright things",
              "Standard deviation from the vertical, in each of two directions; a larger one trusts poles less.",
              "degrees", {0, 20}, {0, 5})
      .number(&P::level, "level", "Tilt of level edges",
              "Standard deviation of parallel edges from each other and from the level; a larger one trusts them less.",
              "degrees", {0, 20}, {0, 3})
      .number(&P::terrain, "terrain", "Relief of the horizon",
              "Standard deviation of the marked skyline from the true horizon; a larger one trusts it less.", "degrees",
              {0, 20}, {0, 3})
      .number(&P::relief, "relief", "Unevenness of the ground",
              "Standard deviation of the ground's height below each mark, in hundredths of the camera's height; a "
              "larger one widens every length.",
              "%", {0, 50}, {0, 5})
      .integer(&P::frame, "frame", "Frame", "The frame whose marks are measured.", "", {0, 100000000}, {0, 1000});
}

struct GroundSetting {
  KnownView view;
  std::vector<Region> regions;  ///< of the upright picture, all of them
  ReadScene scene;
  CameraPrior prior;
  std::vector<std::string> left_out;
  double sigma_px = 2;  ///< of marks that state none
  std::int64_t frame = 0;

  double sigma(const Region& region) const { return region.sigma_px > 0 ? region.sigma_px : sigma_px; }
};

/// Groups of `not_camera` are kept out of the fit of the camera.
/// Errors: kNotApplicable without a picture; kBadArgument where there are more marks than can be measured at once.
Result<GroundSetting> ground_setting(const RunContext& context, const GroundParams& params,
                                     const std::set<std::string>& not_camera = {});

/// kNotApplicable, with what it takes, where the marks leave the horizon open, or the scale where `scale` is needed.
Result<CameraFit> ground_fit(const GroundSetting& setting, bool scale, const Job& job);

}  // namespace spoor
