#pragma once
/// The analyst's marks as what fitted_camera and ground_motion read. Regions are those of an upright picture of square
/// pixels (see upright_picture.h).

#include "evidence/region.h"
#include "methods/projective/ground_camera.h"

#include <cstdint>
#include <string>
#include <vector>

namespace spoor {

struct SceneReading {
  std::int64_t frame = 0;
  double sigma_px = 2;        ///< of marks that state none
  double lean_deg = 1.5;      ///< deviation of upright edges and objects, in each of two tilts
  double level_deg = 0.5;     ///< the same of level edges, and of a vehicle's edges against each other
  double terrain_deg = 0.3;   ///< of what is marked as horizon
  bool right_angles = false;  ///< two level sets without bearings are square to each other
};

/// A point of the ground followed over frames: role "moving_point".
struct FollowedPoint {
  std::string id;
  struct Place {
    std::int64_t frame = 0;
    PicturePoint at;
  };
  std::vector<Place> places;  ///< by frame
  double sigma_px = 2;
};

struct ReadScene {
  SceneMarks marks;
  std::vector<std::string> vehicle_ids;
  std::vector<FollowedPoint> points;
  std::vector<std::string> left_out;  ///< "id: why"
};

inline constexpr std::size_t kMostPlaces = 60;  ///< of a followed point; of more, as many spread evenly are used

/// What is meant to be measured at once; not enforced here.
inline constexpr std::size_t kMostLines = 200, kMostSets = 20, kMostLengths = 60, kMostRectangles = 10,
                             kMostVehicles = 5, kMostPoints = 20;

/// What is read at `reading.frame`:
/// - role parallel, two points or the ends of a path: a level line. Sets are groups (marks outside groups are one more
///   set); the quantity "bearing" (deg) of a group says how it stands to other sets with a bearing;
/// - role vertical: an upright line;
/// - role pole, as a group of foot and top (quantity "height" where it is known), or a line from foot to top;
/// - role scale, as a group with quantity "length" (on the ground) or "height" (from the foot up): a line of two
///   points, or parts "from" and "to"; a line outside groups is a length on the ground to be measured;
/// - role horizon: the ends of a line;
/// - role ground_rectangle: a polygon of four points; quantities "length" (first side) and "width" of its group;
/// - role wheels, as a group of contacts FL, FR, RL, RR; quantities "wheelbase" and "track";
/// - role vehicle, as a group: contacts as above, and lines of the body in parts that begin with "along" (rear to
///   front), "across" (left to right) and "upright";
/// - role moving_point: a point of the ground with key frames.
/// Lengths are in m, cm, mm, ft or in.
ReadScene scene_marks(const std::vector<Region>& regions, const std::vector<MarkGroup>& groups,
                      const SceneReading& reading);

/// The roles named above.
const std::vector<std::string>& scene_roles();

}  // namespace spoor
