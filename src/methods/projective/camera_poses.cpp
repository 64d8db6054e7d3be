#include "methods/projective/camera_poses.h"

#include "methods/projective/ground_lengths.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

bool has_bearing(const LevelSet& set) { return set.bearing_deg.has_value(); }

double bearing_of_set(const GroundCamera& camera, const SceneMarks& marks, std::size_t set) {
  if (marks.sets[set].bearing_deg) return camera.bearings[0] + *marks.sets[set].bearing_deg * kDegree;
  std::size_t index = std::any_of(marks.sets.begin(), marks.sets.end(), has_bearing) ? 1 : 0;
  for (std::size_t i = 0; i < set; ++i) index += !has_bearing(marks.sets[i]);
  return camera.bearings[index];
}

// Where the plane of a line and the camera meets the ground plane.
double bearing_of_line(const GroundCamera& camera, const MarkedLine& line) {
  const View& view = camera.view;
  const cv::Vec3d plane =
      view.ray(camera.lens.undistorted(line.from)).cross(view.ray(camera.lens.undistorted(line.to)));
  const cv::Vec3d d = plane.cross(view.up);
  return std::atan2(d.dot(level_direction(view, std::numbers::pi / 2)), d.dot(level_direction(view, 0)));
}

// Lines have no sense: doubled angles are averaged. `turn` says by how much a line stands off, or nothing for others.
template <class Turn>
double mean_bearing(const GroundCamera& camera, const SceneMarks& marks, const Turn& turn) {
  double c = 0, s = 0;
  for (const MarkedLine& line : marks.lines) {
    const std::optional<double> off = turn(line);
    if (!off) continue;
    const double b = bearing_of_line(camera, line) - *off;
    c += std::cos(2 * b), s += std::sin(2 * b);
  }
  return std::atan2(s, c) / 2;
}

// How far a vehicle's line is turned from its heading, clockwise.
std::optional<double> turn_in_vehicle(const MarkedLine& line, std::size_t vehicle) {
  if (line.of != vehicle) return std::nullopt;
  if (line.kind == LineKind::kTrack || line.kind == LineKind::kAlong) return 0;
  if (line.kind == LineKind::kAxle || line.kind == LineKind::kAcross) return std::numbers::pi / 2;
  return std::nullopt;
}

// Lines of a vehicle are marked from rear to front and from left to right: together they tell its sense.
bool reversed(const GroundCamera& camera, const SceneMarks& marks, std::size_t vehicle, double bearing) {
  double votes = 0;
  for (const MarkedLine& line : marks.lines) {
    const auto turn = turn_in_vehicle(line, vehicle);
    if (!turn) continue;
    const cv::Vec3d d = level_direction(camera.view, bearing + *turn);
    const PicturePoint p = camera.lens.undistorted(line.from), q = camera.lens.undistorted(line.to);
    const View& view = camera.view;
    const double x = view.f_px * d[0] + (view.centre.x - p.x) * d[2],
                 y = view.f_px * d[1] + (view.centre.y - p.y) * d[2];
    votes += (x * (q.x - p.x) + y * (q.y - p.y)) / std::max(std::hypot(x, y) * std::hypot(q.x - p.x, q.y - p.y), 1e-12);
  }
  return votes < 0;
}

std::optional<GroundCamera::Rectangle> rectangle_seen(const GroundCamera& camera, const MarkedRectangle& mark) {
  std::array<cv::Vec2d, 4> at;
  std::size_t absent = 4;
  for (std::size_t k = 0; k < 4; ++k) {
    if (!mark.corners[k]) {
      if (absent != 4) return std::nullopt;
      absent = k;
      continue;
    }
    const auto place = ground_place(camera, *mark.corners[k]);
    if (!place) return std::nullopt;
    at[k] = *place / camera.height_m;
  }
  if (absent != 4) at[absent] = at[(absent + 1) % 4] + at[(absent + 3) % 4] - at[(absent + 2) % 4];
  const cv::Vec2d along = (at[1] - at[0] + at[2] - at[3]) / 2, over = (at[3] - at[0] + at[2] - at[1]) / 2;
  GroundCamera::Rectangle pose;
  pose.right = at[0][0], pose.ahead = at[0][1];
  pose.bearing = std::atan2(along[0], along[1]);
  pose.log_length = std::log(std::max(cv::norm(along), 1e-6));
  pose.log_width = std::log(std::max(cv::norm(over), 1e-6));
  pose.turn = along[1] * over[0] - along[0] * over[1] > 0 ? 1 : -1;
  return pose;
}

std::optional<cv::Vec3d> meeting_point(const SceneMarks& marks, LineKind kind, std::size_t of, const Lens& lens) {
  std::vector<Segment> segments;
  for (const MarkedLine& line : marks.lines) {
    if (line.kind != kind || line.of != of) continue;
    segments.push_back({lens.undistorted(line.from), lens.undistorted(line.to), line.sigma_px});
  }
  return vanishing_point(segments, lens.centre, lens.radius_px);
}

}  // namespace

cv::Vec3d level_direction(const View& view, double bearing) {
  const cv::Vec3d x(1, 0, 0);
  const cv::Vec3d right = cv::normalize(x - x.dot(view.up) * view.up);
  return std::cos(bearing) * view.up.cross(right) + std::sin(bearing) * right;
}

cv::Vec3d direction_of(const GroundCamera& camera, const SceneMarks& marks, LineKind kind, std::size_t of) {
  const View& view = camera.view;
  if (kind == LineKind::kLevel) return level_direction(view, bearing_of_set(camera, marks, of));
  if (kind == LineKind::kUpright) return view.up;
  const GroundCamera::Vehicle& v = camera.vehicles[of];
  const cv::Vec3d heading = level_direction(view, v.bearing);
  const cv::Vec3d side = level_direction(view, v.bearing + std::numbers::pi / 2);
  if (kind == LineKind::kTrack) return heading;
  if (kind == LineKind::kAxle) return side;
  const cv::Vec3d up = std::cos(v.pitch) * view.up - std::sin(v.pitch) * heading;
  if (kind == LineKind::kAlong) return std::cos(v.pitch) * heading + std::sin(v.pitch) * view.up;
  if (kind == LineKind::kAcross) return std::cos(v.roll) * side - std::sin(v.roll) * up;
  return std::cos(v.roll) * up + std::sin(v.roll) * side;
}

Across across(const View& view, const PicturePoint& p, const PicturePoint& q, const cv::Vec3d& d) {
  const cv::Vec3d v(view.f_px * d[0] + view.centre.x * d[2], view.f_px * d[1] + view.centre.y * d[2], d[2]);
  const double mx = (p.x + q.x) / 2, my = (p.y + q.y) / 2;
  const double tx = v[0] - v[2] * mx, ty = v[1] - v[2] * my, length = std::max(std::hypot(tx, ty), 1e-12);
  const cv::Vec2d n(-ty / length, tx / length);
  return {(n[0] * (p.x - q.x) + n[1] * (p.y - q.y)) / 2, n};
}

std::vector<cv::Vec3d> first_normals(const SceneMarks& marks, const CameraPrior& prior, const Lens& lens, double f_px) {
  std::vector<cv::Vec3d> normals;
  if (prior.up) normals.push_back(*prior.up);
  if (marks.horizon) {
    const auto l = line_through(lens.undistorted(marks.horizon->from), lens.undistorted(marks.horizon->to));
    if (l) normals.push_back(up_from_horizon(*l, f_px, lens.centre));
  }
  std::vector<cv::Vec3d> level;
  for (std::size_t i = 0; i < marks.sets.size(); ++i) {
    if (const auto v = meeting_point(marks, LineKind::kLevel, i, lens)) level.push_back(*v);
  }
  for (std::size_t i = 1; i < level.size(); ++i) {
    const cv::Vec3d l = level[0].cross(level[i]);
    if (std::hypot(l[0], l[1]) > 1e-12) normals.push_back(up_from_horizon(l, f_px, lens.centre));
  }
  if (const auto v = meeting_point(marks, LineKind::kUpright, 0, lens)) {
    normals.push_back(up_from_vertical(*v, f_px, lens.centre));
  }
  for (const double pitch : {-10.0, -30.0, -60.0, -2.0, -85.0}) {
    normals.emplace_back(0, -std::cos(pitch * kDegree), std::sin(pitch * kDegree));
  }
  return normals;
}

GroundCamera with_sense(const SceneMarks& marks, GroundCamera camera) {
  for (std::size_t i = 0; i < camera.vehicles.size(); ++i) {
    GroundCamera::Vehicle& v = camera.vehicles[i];
    if (reversed(camera, marks, i, v.bearing)) v = {v.bearing + std::numbers::pi, -v.pitch, -v.roll};
  }
  return camera;
}

std::optional<GroundCamera> with_poses(const SceneMarks& marks, GroundCamera camera) {
  using Turn = std::optional<double>;
  camera.bearings.clear();
  if (std::any_of(marks.sets.begin(), marks.sets.end(), has_bearing)) {
    camera.bearings.push_back(mean_bearing(camera, marks, [&](const MarkedLine& line) -> Turn {
      if (line.kind != LineKind::kLevel || !marks.sets[line.of].bearing_deg) return std::nullopt;
      return *marks.sets[line.of].bearing_deg * kDegree;
    }));
  }
  for (std::size_t i = 0; i < marks.sets.size(); ++i) {
    if (has_bearing(marks.sets[i])) continue;
    camera.bearings.push_back(mean_bearing(camera, marks, [&](const MarkedLine& line) {
      return line.kind == LineKind::kLevel && line.of == i ? Turn(0) : std::nullopt;
    }));
  }
  camera.vehicles.assign(marks.vehicles, {});
  for (std::size_t i = 0; i < marks.vehicles; ++i) {
    camera.vehicles[i].bearing =
        mean_bearing(camera, marks, [&](const MarkedLine& line) { return turn_in_vehicle(line, i); });
  }
  camera.rectangles.clear();
  for (const MarkedRectangle& mark : marks.rectangles) {
    const auto pose = rectangle_seen(camera, mark);
    if (!pose) return std::nullopt;
    camera.rectangles.push_back(*pose);
  }
  return camera;
}

}  // namespace spoor
