#pragma once
/// The camera of one picture of level ground, from everything that is marked in it at once.

#include "base/job.h"
#include "methods/projective/lens.h"
#include "methods/projective/propagation.h"
#include "methods/projective/view.h"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// What a marked line is known to follow in the world.
enum class LineKind {
  kLevel,    ///< a direction of the ground plane, `of` a level set
  kUpright,  ///< the ground's normal
  kAlong,    ///< the long axis of vehicle `of`, its cross axis, its own upright
  kAcross,
  kVehicleUp,
  kTrack,  ///< between contacts of vehicle `of` with the ground, rear to front; and left to right
  kAxle,
};

struct MarkedLine {
  std::string id;
  LineKind kind = LineKind::kLevel;
  std::size_t of = 0;
  PicturePoint from, to;
  double sigma_px = 2;  ///< of each coordinate of each end
  double lean_deg = 0;  ///< deviation of its direction, in each of two tilts
};

/// Lines parallel to each other and to the ground. Sets with a bearing stand at the angles that the bearings differ by.
struct LevelSet {
  std::string id;
  std::optional<double> bearing_deg;
};

struct KnownLength {
  double value_m = 0, sigma_m = 0;
};

/// An object on the ground, or (`upright` false) two points of the ground.
struct MarkedLength {
  std::string id;
  PicturePoint from, to;  ///< foot and top
  bool upright = true;
  double sigma_px = 2, lean_deg = 0;
  std::optional<KnownLength> known{};
};

/// Corners in order, one of which may be unseen; `length` from the first to the second, `width` on to the third.
struct MarkedRectangle {
  std::string id;
  std::array<std::optional<PicturePoint>, 4> corners{};
  double sigma_px = 2;
  std::optional<KnownLength> length{}, width{};
};

struct HorizonMark {
  PicturePoint from, to;
  double sigma_px = 2;
  double terrain_deg = 0.3;  ///< deviation of what is seen from the level plane, at each end
};

/// At most 200 lines, 60 lengths, 10 rectangles and 5 vehicles are meant.
struct SceneMarks {
  std::vector<LevelSet> sets;
  std::vector<MarkedLine> lines;
  std::vector<MarkedLength> lengths;
  std::vector<MarkedRectangle> rectangles;
  std::optional<HorizonMark> horizon;
  std::size_t vehicles = 0;
};

struct CameraPrior {
  double width = 0, height = 0;  ///< of the picture, px
  double f_px = 1000, f_log_sigma = 0.5;
  double centre_sigma_px = 0;        ///< of the principal point about the picture's centre
  std::optional<LensEstimate> lens;  ///< of which the centre is the principal point; nothing: no distortion
  double relief = 0;                 ///< deviation of the ground's height where something stands, in camera heights
  std::optional<cv::Vec3d> up{};     ///< the ground's normal in the camera's frame, as tags or the analyst give it
  double up_sigma_deg = 1;           ///< of that, in each of two tilts
  std::optional<KnownLength> camera_height{};  ///< above the ground
};

/// Angles in radians; bearings clockwise, seen from above, from the direction ahead that is square to the picture's
/// rows.
struct GroundCamera {
  struct Rectangle {
    double right = 0, ahead = 0;  ///< of the first corner, camera heights
    double bearing = 0, log_length = 0, log_width = 0;
    int turn = 1;
  };
  struct Vehicle {
    double bearing = 0, pitch = 0, roll = 0;  ///< nose up and right side down positive
  };
  Lens lens;
  View view;
  double height_m = 1;           ///< 1 where no length is known
  std::vector<double> bearings;  ///< of the sets with a bearing all together (first), then of each other set
  std::vector<Rectangle> rectangles;
  std::vector<Vehicle> vehicles;
};

/// Parameters in this order, then the bearings, 5 of each rectangle, 3 of each vehicle.
enum CameraParameter { kLogF, kCentreX, kCentreY, kLambda, kTiltA, kTiltB, kLogHeight, kShared };

struct CameraFit {
  GroundCamera camera;
  cv::Mat covariance;  ///< of all parameters, `widened` included
  double widened = 1;  ///< factor on all deviations where the marks disagree (p < 0.01): sqrt(chi-square / degrees)
  bool has_scale = false;
  double chi_square = 0;
  int degrees_of_freedom = 0;
  double p = 1;
  struct Residual {
    std::string of;         ///< the mark's id, or "focal length"
    double deviations = 0;  ///< how far off, in its own standard deviations
  };
  std::vector<Residual> residuals;
  double up_sigma_deg() const;  ///< of the larger of both tilts
};

/// Maximum likelihood over camera, ground plane, directions and scale, each click by its own deviation: Gauss-Newton
/// with damping from several starts (or from `start` alone). Pitch, roll and bearing of a vehicle that no mark holds
/// are level within 30 degrees and anywhere. Nothing where the marks leave the horizon open by more than 15 degrees, or
/// nothing fits them.
/// Source: Criminisi, Reid, Zisserman, "Single view metrology", 2000; Hartley and Zisserman 2003, chapter 8.
std::optional<CameraFit> fitted_camera(const SceneMarks& marks, const CameraPrior& prior,
                                       const GroundCamera* start = nullptr, const Job& job = {});

GroundCamera moved(const GroundCamera& camera, const cv::Mat& step);

/// Anything computed from the camera and further clicks, with the uncertainty of both.
using CameraComputation =
    std::function<std::optional<std::vector<double>>(const GroundCamera&, const std::vector<double>& clicks)>;
std::optional<Estimate> propagated(const CameraFit& fit, const Inputs& clicks, const CameraComputation& computation);

}  // namespace spoor
