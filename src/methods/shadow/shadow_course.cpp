#include "methods/shadow/shadow_course.h"

#include "methods/projective/propagation.h"
#include "methods/statistics/chi_square.h"
#include "methods/sun/sun_position.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr std::size_t kHeading = kCameraUnknowns, kRate = kHeading + 1, kFirstObject = kRate + 1;
constexpr std::size_t kPerObject = 3;  // foot in the picture, logarithm of height
constexpr double kLowestSun = 1;       // shadows of a lower one end nowhere that anybody marks

SunDirection seen_from(const ClaimedPlace& place, double utc_us) {
  SunDirection sun =
      sun_direction({place.latitude_deg, place.longitude_deg, 0}, static_cast<std::int64_t>(std::llround(utc_us)));
  sun.elevation_deg += refraction_deg(sun.elevation_deg, {});
  return sun;
}

// The sun near one moment, to second order in time: quick enough for derivatives.
class SunAbout {
 public:
  SunAbout(const ClaimedPlace& place, std::int64_t start_us, double span_s) : start_(static_cast<double>(start_us)) {
    // Nodes through [0, span], half a span beyond each end, at most ten minutes apart.
    const double reach = std::max(span_s, 60.0);
    step_ = std::min(reach / 2, 600.0);
    first_ = -reach / 2;
    const int count = std::min(static_cast<int>(std::ceil(2 * reach / step_)) + 2, 2000);
    double last = 0;
    for (int i = 0; i < count; ++i) {
      SunDirection sun = seen_from(place, start_ + (first_ + i * step_) * 1e6);
      if (i > 0) sun.azimuth_deg = last + std::remainder(sun.azimuth_deg - last, 360);
      last = sun.azimuth_deg;
      nodes_.push_back(sun);
    }
  }

  SunDirection at(double after_s) const {
    const double place = (after_s - first_) / step_;
    const int i = std::clamp(static_cast<int>(std::lround(place)), 1, static_cast<int>(nodes_.size()) - 2);
    const double t = place - i;
    const auto node = [&](int k) { return nodes_[static_cast<std::size_t>(k)]; };
    const auto through = [&](double a, double b, double c) {
      return b + t * (c - a) / 2 + t * t * (a - 2 * b + c) / 2;
    };
    return {through(node(i - 1).azimuth_deg, node(i).azimuth_deg, node(i + 1).azimuth_deg),
            through(node(i - 1).elevation_deg, node(i).elevation_deg, node(i + 1).elevation_deg)};
  }

 private:
  double start_, first_ = 0, step_ = 1;
  std::vector<SunDirection> nodes_;
};

// On the ground, from the foot: ahead and to the right of the heading.
std::optional<cv::Vec2d> on_ground(const View& view, const PicturePoint& foot, const PicturePoint& tip) {
  const auto from = ground_point(view, foot), to = ground_point(view, tip);
  if (!from || !to) return std::nullopt;
  const cv::Vec3d ahead = heading(view), right = ahead.cross(view.up), way = *to - *from;
  return cv::Vec2d(way.dot(ahead), way.dot(right));
}

struct Setting {
  UncertainCamera camera;
  std::span<const ShadowCourse> courses;
  SunAbout sun;
};

Conditions condition(const Setting& setting, const ShadowCourse& course, std::size_t object, const TimedTip& tip) {
  Conditions result;
  result.observed = {tip.tip.x, tip.tip.y, tip.after_s};
  result.sigmas = {course.sigma_px, course.sigma_px, std::max(tip.after_sigma_s, 1e-3)};
  const std::size_t own = kFirstObject + kPerObject * object;
  result.misclosure = [&setting, own](std::span<const double> o,
                                      std::span<const double> x) -> std::optional<std::vector<double>> {
    const View view = view_from(setting.camera, x);
    const auto way = on_ground(view, {x[own], x[own + 1]}, {o[0], o[1]});
    const SunDirection sun = setting.sun.at(x[kRate] * o[2]);
    if (!way || sun.elevation_deg < kLowestSun) return std::nullopt;
    const double length = std::exp(x[own + 2]) / std::tan(sun.elevation_deg * kDegree);
    const double towards = (sun.azimuth_deg - x[kHeading]) * kDegree;
    return std::vector{(*way)[0] + length * std::cos(towards), (*way)[1] + length * std::sin(towards)};
  };
  return result;
}

void measure(const Setting& setting, const ShadowCourse& course, CourseFit& fit) {
  Inputs inputs;
  for (const PicturePoint& p : {course.foot, course.tips.front().tip, course.tips.back().tip}) {
    inputs.add(p.x, course.sigma_px), inputs.add(p.y, course.sigma_px);
  }
  // The view is the same for both, and hardly matters for the difference where it is held.
  std::vector<double> camera;
  for (const Unknown& u : unknowns_of(setting.camera)) camera.push_back(u.start);
  const View view = view_from(setting.camera, camera);
  const auto found = first_order(
      [&](const std::vector<double>& in) -> std::optional<std::vector<double>> {
        const auto a = on_ground(view, {in[0], in[1]}, {in[2], in[3]}),
                   b = on_ground(view, {in[0], in[1]}, {in[4], in[5]});
        if (!a || !b || cv::norm(*a) == 0) return std::nullopt;
        return std::vector{
            std::remainder(std::atan2((*b)[1], (*b)[0]) - std::atan2((*a)[1], (*a)[0]), 2 * std::numbers::pi) / kDegree,
            cv::norm(*b) / cv::norm(*a)};
      },
      inputs);
  if (!found) return;
  fit.turned_deg = found->value[0], fit.turned_sigma_deg = found->sigma(0);
  fit.length_ratio = found->value[1], fit.length_ratio_sigma = found->sigma(1);
  const SunDirection first = setting.sun.at(course.tips.front().after_s),
                     last = setting.sun.at(course.tips.back().after_s);
  fit.predicted_turn_deg = last.azimuth_deg - first.azimuth_deg;
  fit.predicted_length_ratio = std::tan(first.elevation_deg * kDegree) / std::tan(last.elevation_deg * kDegree);
}

}  // namespace

std::optional<CourseFit> fit_of_course(const UncertainCamera& camera, std::span<const ShadowCourse> courses,
                                       const ClaimedPlace& place, std::int64_t start_us,
                                       std::optional<std::pair<double, double>> heading_known) {
  double span = 0;
  for (const ShadowCourse& course : courses) {
    if (course.tips.size() < 2) return std::nullopt;
    for (const TimedTip& tip : course.tips) span = std::max(span, tip.after_s);
  }
  if (courses.empty() || !(span > 0)) return std::nullopt;
  const Setting setting{camera, courses, {place, start_us, span}};
  std::vector<Unknown> unknowns = unknowns_of(camera);
  std::vector<double> start;
  for (const Unknown& u : unknowns) start.push_back(u.start);
  const View view = view_from(camera, start);
  const SunDirection sun = setting.sun.at(courses.front().tips.front().after_s);
  if (sun.elevation_deg < kLowestSun) return std::nullopt;

  const auto first = on_ground(view, courses.front().foot, courses.front().tips.front().tip);
  if (!first) return std::nullopt;
  const double towards = std::atan2(-(*first)[1], -(*first)[0]) / kDegree;
  const double likely = sun.azimuth_deg - towards;
  if (heading_known) {
    unknowns.push_back({likely + std::remainder(heading_known->first - likely, 360), heading_known->second, 1e-4, 30});
  } else {
    unknowns.push_back({likely, std::nullopt, 1e-4, 30});
  }
  unknowns.push_back({1, 1e-9, 1e-4, 0.5});
  std::vector<Conditions> conditions;
  for (std::size_t i = 0; i < courses.size(); ++i) {
    const ShadowCourse& course = courses[i];
    const auto way = on_ground(view, course.foot, course.tips.front().tip);
    if (!way || cv::norm(*way) == 0) return std::nullopt;
    unknowns.push_back({course.foot.x, course.sigma_px, 1e-3});
    unknowns.push_back({course.foot.y, course.sigma_px, 1e-3});
    unknowns.push_back({std::log(cv::norm(*way) * std::tan(sun.elevation_deg * kDegree)), std::nullopt, 1e-6, 0.5});
    for (const TimedTip& tip : course.tips) conditions.push_back(condition(setting, course, i, tip));
  }
  const auto as_claimed = adjusted(unknowns, conditions);
  if (!as_claimed) return std::nullopt;
  CourseFit fit;
  fit.chi_square = as_claimed->chi_square;
  fit.degrees_of_freedom = as_claimed->degrees_of_freedom;
  fit.p = chi_square_tail(fit.chi_square, fit.degrees_of_freedom);
  fit.heading_deg = std::fmod(std::remainder(as_claimed->unknowns[kHeading], 360) + 360, 360);
  fit.heading_sigma_deg = as_claimed->sigma(static_cast<int>(kHeading));
  measure(setting, courses.front(), fit);
  unknowns[kRate].sigma = std::nullopt;
  const auto free = adjusted(unknowns, conditions);
  fit.rate = free ? free->unknowns[kRate] : std::numeric_limits<double>::quiet_NaN();
  fit.rate_sigma = free ? free->sigma(static_cast<int>(kRate)) : std::numeric_limits<double>::infinity();
  return fit;
}

}  // namespace spoor
