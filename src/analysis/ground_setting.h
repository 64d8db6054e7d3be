#pragma once
/// What passes that measure on the ground share: their parameters, and the marks read into a camera's prior.

#include "analysis/known_view.h"
#include "analysis/pass.h"
#include "methods/projective/scene_marks.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace spoor {

/// To be derived from by a pass's own parameters.
struct GroundParams : ViewParams {
  double camera_height = 0, height_deviation = 5;
  double sigma = 2, lean = 1.5, level = 0.5, terrain = 0.3, relief = 1;
  bool right_angles = false;
  int frame = 0;
};

template <class P>
ParamTable<P>& add_ground_params(ParamTable<P>& table) {
  add_attitude_params(table);
  return add_focal_params(table)
      .number(&P::camera_height, "camera_height", "Height of the camera",
              "Above the ground, where it is known (a drone's, a tripod's): it then gives the scale; 0 leaves it to "
              "the marks.",
              "m", {0, 1e5}, {0, 120})
      .number(&P::height_deviation, "height_deviation", "Deviation of the camera's height", "As a share.", "%",
              {0.01, 100}, {1, 30})
      .number(&P::sigma, "sigma", "Deviation of a click",
              "For marks that state none; a larger one widens every result.", "px", {0.05, 200}, {0.5, 10})
      .number(&P::lean, "lean", "Lean of upright things",
              "Standard deviation from the vertical, in each of two directions; a larger one trusts poles and upright "
              "edges less.",
              "degrees", {0, 20}, {0, 5})
      .number(&P::level, "level", "Tilt of level edges",
              "Standard deviation of parallel edges from each other and from the level; a larger one trusts them less.",
              "degrees", {0, 20}, {0, 3})
      .number(&P::terrain, "terrain", "Relief of the horizon",
              "Standard deviation of the marked skyline from the true horizon, at each of its ends; a larger one "
              "trusts it less.",
              "degrees", {0, 20}, {0, 3})
      .number(&P::relief, "relief", "Unevenness of the ground",
              "Standard deviation of the ground's height below each mark, in hundredths of the camera's height; a "
              "larger one widens every length.",
              "%", {0, 50}, {0, 5})
      .on_off(&P::right_angles, "right_angles", "Two sets at right angles",
              "Takes two sets of level lines without a bearing as square to each other, which gives the focal length.")
      .integer(&P::frame, "frame", "Frame", "The frame whose marks give the camera.", "", {0, 100000000}, {0, 1000});
}

/// What of the marks is read.
struct GroundReading {
  std::set<std::string> not_camera;  ///< groups that are kept out of the fit of the camera
  bool more = false;                 ///< the pass has marks of its own that tell of the camera
};

struct GroundSetting {
  KnownView view;
  std::vector<Region> upright;  ///< all marks, as in the upright picture
  ReadScene scene;
  std::size_t straight_edges = 0;  ///< that prior.lens is of
  CameraPrior prior;
  std::vector<std::string> left_out;  ///< "id: why"
  double sigma_px = 2;                ///< of marks that state none
  std::int64_t frame = 0;

  double sigma(const Region& region) const { return region.sigma_px > 0 ? region.sigma_px : sigma_px; }
};

/// Of the marks at params.frame. Errors: kNotApplicable where there is no picture, or no mark tells of the camera and
/// not `reading.more`; kBadArgument where there are more marks than can be measured at once.
Result<GroundSetting> ground_setting(const RunContext& context, const GroundParams& params,
                                     const GroundReading& reading = {});

/// kNotApplicable, with what it takes, where the marks leave the horizon open, or the scale where `scale` is needed.
Result<CameraFit> ground_fit(const GroundSetting& setting, bool scale, const Job& job);

/// Why no camera was found for these marks, in words.
std::string why_no_camera(const GroundSetting& setting);

}  // namespace spoor
