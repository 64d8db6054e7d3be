#pragma once
/// What is known of a picture's view before anything is marked: parameters that several passes share, over the tags.

#include "analysis/params.h"
#include "media/media_source.h"
#include "methods/projective/upright_picture.h"
#include "methods/shadow/uncertain_camera.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace spoor {

/// To be derived from by a pass's own parameters.
struct ViewParams {
  std::string attitude = "auto";
  double pitch = 0, roll = 0, attitude_deviation = 1;
  std::string heading_from = "auto";
  double heading = 0, heading_deviation = 10;
  double focal = 0, focal_deviation = 10, centre_deviation = 1;
};

template <class P>
ParamTable<P>& add_attitude_params(ParamTable<P>& table) {
  return table
      .choice(
          &P::attitude, "attitude", "How the camera was held",
          "auto: by its tags where there are any, and by the marks; marks: by the marks alone; parameters: as given "
          "here, and by the marks.",
          {"auto", "marks", "parameters"})
      .number(&P::pitch, "pitch", "Pitch", "Above the horizon; -90 looks straight down.", "degrees", {-90, 90},
              {-90, 30})
      .number(&P::roll, "roll", "Roll", "Clockwise about the line of sight.", "degrees", {-180, 180}, {-45, 45})
      .number(&P::attitude_deviation, "attitude_deviation", "Deviation of pitch and roll",
              "Of the tags or the parameters; a larger one leaves more to the marks.", "degrees", {0.01, 45},
              {0.1, 10});
}

template <class P>
ParamTable<P>& add_focal_params(ParamTable<P>& table) {
  return table
      .number(&P::focal, "focal", "Focal length",
              "In pixels of the picture; 0 takes it from the tags, and where they say nothing from the marks.", "px",
              {0, 1e6}, {0, 20000})
      .number(&P::focal_deviation, "focal_deviation", "Deviation of the focal length",
              "As a share; crops and stabilised clips break what tags say.", "%", {0.01, 100}, {1, 50})
      .number(&P::centre_deviation, "centre_deviation", "Deviation of the optical axis",
              "From the picture's middle, as a share of its width; crops move it.", "%", {0, 50}, {0, 10});
}

template <class P>
ParamTable<P>& add_view_params(ParamTable<P>& table) {
  add_attitude_params(table)
      .choice(&P::heading_from, "heading_from", "Where the heading comes from",
              "auto: the tags where there are any, else free; a free heading leaves the sun's elevation alone.",
              {"auto", "parameter", "free"})
      .number(&P::heading, "heading", "Heading",
              "Clockwise from true north; of a camera looking down, that of the picture's upper edge.", "degrees",
              {-360, 360}, {0, 360})
      .number(&P::heading_deviation, "heading_deviation", "Deviation of the heading",
              "Of the parameter or the tag; a larger one makes contradictions rarer.", "degrees", {0.01, 180},
              {0.5, 30});
  return add_focal_params(table);
}

struct KnownView {
  UprightPicture picture;
  UncertainCamera camera;                                     ///< of the upright picture
  std::string attitude_source, focal_source, heading_source;  ///< in words; empty: not known
  std::optional<std::pair<double, double>> heading;           ///< degrees from true north, deviation
};

/// Where neither parameter nor tag gives the focal length, it is taken as the picture's longer side, within a factor of
/// two at two deviations. Headings from magnetic north are not corrected: 15 degrees are added to their deviation.
/// `source` has a video stream or a still. Of a clip that carries a gimbal track, its values at `frame` are taken.
KnownView known_view(MediaSource& source, const ViewParams& params, std::int64_t frame);

/// When each frame is shown, on the medium's own clock; empty where no packets tell.
std::vector<double> seconds_of_frames(MediaSource& source);

}  // namespace spoor
