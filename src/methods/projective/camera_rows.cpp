#include "methods/projective/camera_rows.h"

#include "methods/projective/camera_poses.h"
#include "methods/projective/ground_lengths.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kFixed = 1e-6;  // deviation of what is taken as exact
// Of a vehicle before anything is marked on it, in radians: bearing, pitch, roll.
constexpr std::array<double, 3> kVehicle{4, 30 * kDegree, 30 * kDegree};

// Two axes square to the normal known beforehand.
std::pair<cv::Vec3d, cv::Vec3d> axes_about(const cv::Vec3d& up) {
  const cv::Vec3d any = std::abs(up[0]) < 0.9 ? cv::Vec3d(1, 0, 0) : cv::Vec3d(0, 0, 1);
  const cv::Vec3d a = cv::normalize(any - any.dot(up) * up);
  return {a, up.cross(a)};
}

// J^T n at a click: what one of its coordinates' error does along n after undistorting.
cv::Vec2d drawn_back(const Lens& lens, const PicturePoint& p, const cv::Vec2d& n) {
  if (lens.lambda == 0) return n;
  const cv::Vec2d x(p.x - lens.centre.x, p.y - lens.centre.y);
  const double unit = lens.lambda / (lens.radius_px * lens.radius_px), d = 1 + unit * x.dot(x);
  return n / d - x * (2 * unit * x.dot(n) / (d * d));
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
  const Across now = across(camera.view, p, q, d);
  const cv::Vec2d jp = drawn_back(camera.lens, line.from, now.normal),
                  jq = drawn_back(camera.lens, line.to, now.normal);
  double variance = line.sigma_px * line.sigma_px * (jp.dot(jp) + jq.dot(jq)) / 4;
  if (line.lean_deg > 0) {
    const double lean = line.lean_deg * kDegree;
    for (const auto& [a, b] : {std::pair{lean, 0.0}, std::pair{0.0, lean}}) {
      const double off = across(camera.view, p, q, tilted(d, a, b)).off - now.off;
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
  const cv::Vec3d right = level_direction(camera.view, std::numbers::pi / 2), ahead = level_direction(camera.view, 0);
  const double c = std::cos(r.bearing), s = std::sin(r.bearing), l = std::exp(r.log_length), w = std::exp(r.log_width);
  const cv::Vec2d along(s, c), over(r.turn * c, -r.turn * s), first(r.right, r.ahead);
  const std::array places{first, first + l * along, first + l * along + w * over, first + w * over};
  std::array<PicturePoint, 4> seen;
  visible = true;
  for (std::size_t i = 0; i < 4; ++i) {
    const cv::Vec3d ray = places[i][0] * right + places[i][1] * ahead - camera.view.up;
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

}  // namespace

bool has_scale(const SceneMarks& marks, const CameraPrior& prior) {
  return prior.camera_height ||
         std::any_of(marks.lengths.begin(), marks.lengths.end(), [](const auto& m) { return m.known; }) ||
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
  if (prior.up) {
    const auto [a, b] = axes_about(*prior.up);
    rows.push_back(camera.view.up.dot(a));
    rows.push_back(camera.view.up.dot(b));
  }
  if (prior.camera_height) {
    rows.push_back(std::log(camera.height_m / prior.camera_height->value_m));
  } else if (!has_scale(marks, prior)) {
    rows.push_back(std::log(camera.height_m));
  }
  if (marks.horizon) {
    const cv::Vec3d l = horizon(camera.view);
    for (const PicturePoint& end : {marks.horizon->from, marks.horizon->to}) {
      const PicturePoint p = camera.lens.undistorted(end);
      rows.push_back(l[0] * p.x + l[1] * p.y + l[2]);
    }
  }
  for (const MarkedLine& line : marks.lines) {
    rows.push_back(across(camera.view, camera.lens.undistorted(line.from), camera.lens.undistorted(line.to),
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
  for (const auto& v : camera.vehicles) rows.insert(rows.end(), {v.bearing, v.pitch, v.roll});
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
  if (prior.up) rows.insert(rows.end(), 2, std::max(prior.up_sigma_deg * kDegree, kFixed));
  if (prior.camera_height) {
    rows.push_back(prior.camera_height->sigma_m / prior.camera_height->value_m);
  } else if (!has_scale(marks, prior)) {
    rows.push_back(kFixed);
  }
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
  for (std::size_t i = 0; i < marks.vehicles; ++i) rows.insert(rows.end(), kVehicle.begin(), kVehicle.end());
  for (double& sigma : rows) sigma = std::max(sigma, kFixed);
  return rows;
}

std::vector<std::string> camera_row_names(const SceneMarks& marks, const CameraPrior& prior) {
  std::vector<std::string> names{"focal length", "lens", "principal point", "principal point"};
  if (prior.up) names.insert(names.end(), 2, "attitude beforehand");
  if (prior.camera_height) {
    names.emplace_back("camera height beforehand");
  } else if (!has_scale(marks, prior)) {
    names.emplace_back("scale");
  }
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
  names.insert(names.end(), 3 * marks.vehicles, "a vehicle's attitude beforehand");
  return names;
}

}  // namespace spoor
