#include "methods/projective/camera_rows.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kFixed = 1e-6;  // deviation of what is taken as exact

struct Ground {
  cv::Vec3d right, ahead;
};

Ground ground_axes(const View& view) {
  const cv::Vec3d x(1, 0, 0);
  const cv::Vec3d right = cv::normalize(x - x.dot(view.up) * view.up);
  return {right, view.up.cross(right)};
}

// J^T n at a click: what one of its coordinates' error does along n after undistorting.
cv::Vec2d drawn_back(const Lens& lens, const PicturePoint& p, const cv::Vec2d& n) {
  if (lens.lambda == 0) return n;
  const cv::Vec2d x(p.x - lens.centre.x, p.y - lens.centre.y);
  const double unit = lens.lambda / (lens.radius_px * lens.radius_px), d = 1 + unit * x.dot(x);
  return n / d - x * (2 * unit * x.dot(n) / (d * d));
}

// Half the distance of the ends across the line from their middle to the direction's vanishing point, and its normal.
struct Across {
  double off = 0;
  cv::Vec2d normal;
};

Across across(const GroundCamera& camera, const PicturePoint& p, const PicturePoint& q, const cv::Vec3d& d) {
  const View& view = camera.view;
  const cv::Vec3d v(view.f_px * d[0] + view.centre.x * d[2], view.f_px * d[1] + view.centre.y * d[2], d[2]);
  const double mx = (p.x + q.x) / 2, my = (p.y + q.y) / 2;
  const double tx = v[0] - v[2] * mx, ty = v[1] - v[2] * my, length = std::max(std::hypot(tx, ty), 1e-12);
  const cv::Vec2d n(-ty / length, tx / length);
  return {(n[0] * (p.x - q.x) + n[1] * (p.y - q.y)) / 2, n};
}

std::optional<cv::Vec2d> lifted(const GroundCamera& camera, const PicturePoint& p, double by) {
  const auto g = ground_point(camera.view, p);
  if (!g) return std::nullopt;
  const cv::Vec3d above = *g + by * camera.view.up;
  if (above[2] <= 1e-9) return std::nullopt;
  const PicturePoint seen = camera.view.picture_from_ray(above);
  return cv::Vec2d(seen.x - p.x, seen.y - p.y);
}

std::optional<double> line_deviation(const GroundCamera& camera, const SceneMarks& marks, const MarkedLine& line,
                                     double relief) {
  const PicturePoint p = camera.lens.undistorted(line.from), q = camera.lens.undistorted(line.to);
  const cv::Vec3d d = direction_of(camera, marks, line.kind, line.of);
  const Across now = across(camera, p, q, d);
  const cv::Vec2d jp = drawn_back(camera.lens, line.from, now.normal),
                  jq = drawn_back(camera.lens, line.to, now.normal);
  double variance = line.sigma_px * line.sigma_px * (jp.dot(jp) + jq.dot(jq)) / 4;
  if (line.lean_deg > 0) {
    const double lean = line.lean_deg * kDegree;
    for (const auto& [a, b] : {std::pair{lean, 0.0}, std::pair{0.0, lean}}) {
      const double off = across(camera, p, q, tilted(d, a, b)).off - now.off;
      variance += off * off;
    }
  }
  if (line.kind == LineKind::kTrack || line.kind == LineKind::kAxle) {
    for (const PicturePoint& end : {p, q}) {
      const auto shift = lifted(camera, end, relief);
      if (!shift) return std::nullopt;
      const double off = shift->dot(now.normal) / 2;
      variance += off * off;
    }
  }
  return std::sqrt(variance);
}

std::optional<double> log_length(const GroundCamera& camera, const MarkedLength& mark) {
  const auto length = length_of(camera, mark);
  if (!length || !(*length > 1e-9)) return std::nullopt;
  return std::log(*length);
}

// Of the logarithm of a length, by clicks, lean and relief.
std::optional<double> log_length_variance(const GroundCamera& camera, const MarkedLength& mark, double relief) {
  const auto now = log_length(camera, mark);
  if (!now) return std::nullopt;
  double variance = 0;
  const auto add = [&](const MarkedLength& other, double sigma_over_step) {
    const auto then = log_length(camera, other);
    if (!then) return false;
    variance += std::pow((*then - *now) * sigma_over_step, 2);
    return true;
  };
  constexpr double kStep = 0.01;
  for (double PicturePoint::*axis : {&PicturePoint::x, &PicturePoint::y}) {
    for (PicturePoint MarkedLength::*end : {&MarkedLength::from, &MarkedLength::to}) {
      MarkedLength other = mark;
      (other.*end).*axis += kStep;
      if (!add(other, mark.sigma_px / kStep)) return std::nullopt;
    }
  }
  if (mark.upright) {
    // The ground's error at the foot scales the object's distance, and with it its height.
    variance += relief * relief;
    const PicturePoint foot = camera.lens.undistorted(mark.from), top = camera.lens.undistorted(mark.to);
    const double lean = mark.lean_deg * kDegree;
    for (const auto& [a, b] : {std::pair{lean, 0.0}, std::pair{0.0, lean}}) {
      const auto at = point_above(camera.view, foot, top, tilted(camera.view.up, a, b));
      const auto ground = ground_point(camera.view, foot);
      if (!at || !ground) return std::nullopt;
      variance += std::pow(std::log(std::max(cv::norm(*at - *ground) * camera.height_m, 1e-9)) - *now, 2);
    }
    return variance;
  }
  const auto a = ground_place(camera, mark.from), b = ground_place(camera, mark.to);
  if (!a || !b) return std::nullopt;
  const cv::Vec2d along = *b - *a;
  const double length = cv::norm(along);
  for (const cv::Vec2d& place : {*a, *b}) {
    variance += std::pow(relief * along.dot(place) / (length * length), 2);
  }
  return variance;
}

std::array<PicturePoint, 4> corners_seen(const GroundCamera& camera, const GroundCamera::Rectangle& r, bool& visible) {
  const Ground axes = ground_axes(camera.view);
  const double c = std::cos(r.bearing), s = std::sin(r.bearing), l = std::exp(r.log_length), w = std::exp(r.log_width);
  const cv::Vec2d along(s, c), over(r.turn * c, -r.turn * s), first(r.right, r.ahead);
  const std::array places{first, first + l * along, first + l * along + w * over, first + w * over};
  std::array<PicturePoint, 4> seen;
  visible = true;
  for (std::size_t i = 0; i < 4; ++i) {
    const cv::Vec3d ray = places[i][0] * axes.right + places[i][1] * axes.ahead - camera.view.up;
    if (ray[2] <= 1e-9) {
      visible = false;
      return seen;
    }
    const auto at = camera.lens.distorted(camera.view.picture_from_ray(ray));
    if (!at) {
      visible = false;
      return seen;
    }
    seen[i] = *at;
  }
  return seen;
}

// Rows of the inverse of a lower Cholesky factor: uncorrelated combinations of lambda and centre.
cv::Matx33d whitening(const cv::Matx33d& covariance) {
  cv::Matx33d l = cv::Matx33d::zeros();
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j <= i; ++j) {
      double sum = covariance(i, j);
      for (int k = 0; k < j; ++k) sum -= l(i, k) * l(j, k);
      l(i, j) = i == j ? std::sqrt(std::max(sum, 1e-24)) : sum / l(j, j);
    }
  }
  return l.inv();
}

double grid_bearing(const GroundCamera& camera, const SceneMarks& marks, std::size_t set) {
  std::size_t index = 0;
  bool grid = std::any_of(marks.sets.begin(), marks.sets.end(), [](const LevelSet& s) { return s.bearing_deg; });
  if (marks.sets[set].bearing_deg) return camera.bearings[0] + *marks.sets[set].bearing_deg * kDegree;
  for (std::size_t i = 0; i < set; ++i) index += !marks.sets[i].bearing_deg;
  return camera.bearings[index + (grid ? 1 : 0)];
}

}  // namespace

cv::Vec3d level_direction(const View& view, double bearing) {
  const Ground axes = ground_axes(view);
  return std::cos(bearing) * axes.ahead + std::sin(bearing) * axes.right;
}

cv::Vec3d direction_of(const GroundCamera& camera, const SceneMarks& marks, LineKind kind, std::size_t of) {
  const View& view = camera.view;
  if (kind == LineKind::kLevel) return level_direction(view, grid_bearing(camera, marks, of));
  if (kind == LineKind::kUpright) return view.up;
  const GroundCamera::Vehicle& v = camera.vehicles[of];
  const cv::Vec3d heading = level_direction(view, v.bearing);
  const cv::Vec3d side = level_direction(view, v.bearing + std::numbers::pi / 2);
  if (kind == LineKind::kTrack) return heading;
  if (kind == LineKind::kAxle) return side;
  const cv::Vec3d along = std::cos(v.pitch) * heading + std::sin(v.pitch) * view.up;
  const cv::Vec3d up = std::cos(v.pitch) * view.up - std::sin(v.pitch) * heading;
  if (kind == LineKind::kAlong) return along;
  if (kind == LineKind::kAcross) return std::cos(v.roll) * side - std::sin(v.roll) * up;
  return std::cos(v.roll) * up + std::sin(v.roll) * side;
}

std::optional<double> length_of(const GroundCamera& camera, const MarkedLength& mark) {
  const PicturePoint from = camera.lens.undistorted(mark.from), to = camera.lens.undistorted(mark.to);
  const auto foot = ground_point(camera.view, from);
  const auto end = mark.upright ? point_above(camera.view, from, to, camera.view.up) : ground_point(camera.view, to);
  if (!foot || !end) return std::nullopt;
  if (mark.upright) return camera.height_m * (*end - *foot).dot(camera.view.up);
  return camera.height_m * cv::norm(*end - *foot);
}

std::optional<cv::Vec2d> ground_place(const GroundCamera& camera, const PicturePoint& seen) {
  const auto g = ground_point(camera.view, camera.lens.undistorted(seen));
  if (!g) return std::nullopt;
  const Ground axes = ground_axes(camera.view);
  return camera.height_m * cv::Vec2d(g->dot(axes.right), g->dot(axes.ahead));
}

bool has_known_length(const SceneMarks& marks) {
  return std::any_of(marks.lengths.begin(), marks.lengths.end(), [](const auto& m) { return m.known; }) ||
         std::any_of(marks.rectangles.begin(), marks.rectangles.end(),
                     [](const auto& m) { return m.length || m.width; });
}

std::optional<std::vector<double>> camera_differences(const GroundCamera& camera, const SceneMarks& marks,
                                                      const CameraPrior& prior) {
  std::vector<double> rows{std::log(camera.view.f_px / prior.f_px)};
  if (prior.lens) {
    const cv::Vec3d off(camera.lens.lambda - prior.lens->lens.lambda, camera.lens.centre.x - prior.lens->lens.centre.x,
                        camera.lens.centre.y - prior.lens->lens.centre.y);
    const cv::Vec3d white = whitening(prior.lens->covariance) * off;
    rows.insert(rows.end(), white.val, white.val + 3);
  } else {
    rows.push_back(camera.lens.lambda);
    rows.push_back(camera.view.centre.x - prior.width / 2);
    rows.push_back(camera.view.centre.y - prior.height / 2);
  }
  if (!has_known_length(marks)) rows.push_back(std::log(camera.height_m));
  if (marks.horizon) {
    const cv::Vec3d l = horizon(camera.view);
    for (const PicturePoint& end : {marks.horizon->from, marks.horizon->to}) {
      const PicturePoint p = camera.lens.undistorted(end);
      rows.push_back(l[0] * p.x + l[1] * p.y + l[2]);
    }
  }
  for (const MarkedLine& line : marks.lines) {
    rows.push_back(across(camera, camera.lens.undistorted(line.from), camera.lens.undistorted(line.to),
                          direction_of(camera, marks, line.kind, line.of))
                       .off);
  }
  for (const MarkedLength& mark : marks.lengths) {
    if (!mark.known) continue;
    const auto log = log_length(camera, mark);
    if (!log) return std::nullopt;
    rows.push_back(*log - std::log(mark.known->value_m));
  }
  for (std::size_t i = 0; i < marks.rectangles.size(); ++i) {
    const MarkedRectangle& mark = marks.rectangles[i];
    bool visible = true;
    const auto seen = corners_seen(camera, camera.rectangles[i], visible);
    if (!visible) return std::nullopt;
    for (std::size_t k = 0; k < 4; ++k) {
      if (!mark.corners[k]) continue;
      rows.push_back(seen[k].x - mark.corners[k]->x);
      rows.push_back(seen[k].y - mark.corners[k]->y);
    }
    const double scale = std::log(camera.height_m);
    if (mark.length) rows.push_back(scale + camera.rectangles[i].log_length - std::log(mark.length->value_m));
    if (mark.width) rows.push_back(scale + camera.rectangles[i].log_width - std::log(mark.width->value_m));
  }
  return rows;
}

std::optional<std::vector<double>> camera_deviations(const GroundCamera& camera, const SceneMarks& marks,
                                                     const CameraPrior& prior) {
  std::vector<double> rows{prior.f_log_sigma};
  if (prior.lens) {
    rows.insert(rows.end(), {1, 1, 1});
  } else {
    const double centre = std::max(prior.centre_sigma_px, kFixed);
    rows.insert(rows.end(), {kFixed, centre, centre});
  }
  if (!has_known_length(marks)) rows.push_back(kFixed);
  if (marks.horizon) {
    const cv::Vec3d l = horizon(camera.view);
    for (const PicturePoint& end : {marks.horizon->from, marks.horizon->to}) {
      const cv::Vec2d j = drawn_back(camera.lens, end, {l[0], l[1]});
      const double sideways = (end.x - camera.view.centre.x) / camera.view.f_px;
      const double terrain = marks.horizon->terrain_deg * kDegree * camera.view.f_px * std::hypot(1.0, sideways);
      rows.push_back(std::hypot(marks.horizon->sigma_px * cv::norm(j), terrain));
    }
  }
  for (const MarkedLine& line : marks.lines) {
    const auto sigma = line_deviation(camera, marks, line, prior.relief);
    if (!sigma) return std::nullopt;
    rows.push_back(*sigma);
  }
  for (const MarkedLength& mark : marks.lengths) {
    if (!mark.known) continue;
    const auto variance = log_length_variance(camera, mark, prior.relief);
    if (!variance) return std::nullopt;
    rows.push_back(std::max(kFixed, std::hypot(std::sqrt(*variance), mark.known->sigma_m / mark.known->value_m)));
  }
  for (std::size_t i = 0; i < marks.rectangles.size(); ++i) {
    const MarkedRectangle& mark = marks.rectangles[i];
    for (std::size_t k = 0; k < 4; ++k) {
      if (!mark.corners[k]) continue;
      const auto shift = lifted(camera, camera.lens.undistorted(*mark.corners[k]), prior.relief);
      if (!shift) return std::nullopt;
      rows.push_back(std::hypot(mark.sigma_px, (*shift)[0]));
      rows.push_back(std::hypot(mark.sigma_px, (*shift)[1]));
    }
    for (const auto& known : {mark.length, mark.width}) {
      if (known) rows.push_back(std::max(kFixed, known->sigma_m / known->value_m));
    }
  }
  for (double& sigma : rows) sigma = std::max(sigma, kFixed);
  return rows;
}

std::vector<std::string> camera_row_names(const SceneMarks& marks, const CameraPrior&) {
  std::vector<std::string> names{"focal length", "lens", "principal point", "principal point"};
  if (!has_known_length(marks)) names.emplace_back("scale");
  if (marks.horizon) names.insert(names.end(), {"horizon", "horizon"});
  for (const MarkedLine& line : marks.lines) names.push_back(line.id);
  for (const MarkedLength& mark : marks.lengths) {
    if (mark.known) names.push_back(mark.id);
  }
  for (const MarkedRectangle& mark : marks.rectangles) {
    for (const auto& corner : mark.corners) {
      if (corner) names.insert(names.end(), {mark.id, mark.id});
    }
    if (mark.length) names.push_back(mark.id + " length");
    if (mark.width) names.push_back(mark.id + " width");
  }
  return names;
}

std::optional<GroundCamera> with_poses(const SceneMarks& marks, GroundCamera camera) {
  const Ground axes = ground_axes(camera.view);
  // Level direction of a line in the picture: where its plane of sight meets the ground.
  const auto bearing_of_line = [&](const MarkedLine& line) {
    const View& view = camera.view;
    const cv::Vec3d plane =
        view.ray(camera.lens.undistorted(line.from)).cross(view.ray(camera.lens.undistorted(line.to)));
    const cv::Vec3d d = plane.cross(view.up);
    return std::atan2(d.dot(axes.right), d.dot(axes.ahead));
  };
  // Directions without sense: doubled angles are averaged.
  const auto mean_bearing = [&](const auto& wanted) {
    double c = 0, s = 0;
    for (const MarkedLine& line : marks.lines) {
      const auto turn = wanted(line);
      if (!turn) continue;
      const double b = bearing_of_line(line) - *turn;
      c += std::cos(2 * b), s += std::sin(2 * b);
    }
    return std::atan2(s, c) / 2;
  };
  using Turn = std::optional<double>;
  camera.bearings.clear();
  if (std::any_of(marks.sets.begin(), marks.sets.end(), [](const LevelSet& s) { return s.bearing_deg; })) {
    camera.bearings.push_back(mean_bearing([&](const MarkedLine& line) -> Turn {
      if (line.kind != LineKind::kLevel || !marks.sets[line.of].bearing_deg) return std::nullopt;
      return *marks.sets[line.of].bearing_deg * kDegree;
    }));
  }
  for (std::size_t i = 0; i < marks.sets.size(); ++i) {
    if (marks.sets[i].bearing_deg) continue;
    camera.bearings.push_back(mean_bearing([&](const MarkedLine& line) {
      return line.kind == LineKind::kLevel && line.of == i ? Turn(0) : std::nullopt;
    }));
  }
  camera.vehicles.assign(marks.vehicles, {});
  for (std::size_t i = 0; i < marks.vehicles; ++i) {
    camera.vehicles[i].bearing = mean_bearing([&](const MarkedLine& line) -> Turn {
      if (line.of != i) return std::nullopt;
      if (line.kind == LineKind::kTrack || line.kind == LineKind::kAlong) return 0;
      if (line.kind == LineKind::kAxle || line.kind == LineKind::kAcross) return std::numbers::pi / 2;
      return std::nullopt;
    });
    // Contacts are marked from rear to front and from left to right: they tell the sense.
    for (const MarkedLine& line : marks.lines) {
      if (line.of != i || (line.kind != LineKind::kTrack && line.kind != LineKind::kAxle)) continue;
      const auto from = ground_place(camera, line.from), to = ground_place(camera, line.to);
      if (!from || !to) continue;
      const double b = camera.vehicles[i].bearing + (line.kind == LineKind::kAxle ? std::numbers::pi / 2 : 0);
      if ((*to - *from).dot(cv::Vec2d(std::sin(b), std::cos(b))) < 0) camera.vehicles[i].bearing += std::numbers::pi;
      break;
    }
  }
  camera.rectangles.clear();
  for (const MarkedRectangle& mark : marks.rectangles) {
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
    camera.rectangles.push_back(pose);
  }
  return camera;
}

}  // namespace spoor
