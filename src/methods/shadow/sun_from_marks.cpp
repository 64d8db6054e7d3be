#include "methods/shadow/sun_from_marks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr std::size_t kAzimuth = kCameraUnknowns, kElevation = kAzimuth + 1, kFirstSet = kElevation + 1;
constexpr double kAnyElevation = 40, kAnyElevationSigma = 25;
const double kBracket = 1 / std::sqrt(3.0);
// A tilt known worse than this measures nothing on the ground.
constexpr double kMostTilt = 15;

using Numbers = std::span<const double>;
using Answer = std::optional<std::vector<double>>;

cv::Vec3d direction(const View& view, double azimuth_deg, double elevation_deg) {
  const double a = azimuth_deg * kDegree, e = elevation_deg * kDegree;
  const cv::Vec3d forward = heading(view), right = forward.cross(view.up);
  return std::cos(e) * (std::cos(a) * forward + std::sin(a) * right) + std::sin(e) * view.up;
}

// Where a ray meets the plane through `point` with that normal.
std::optional<cv::Vec3d> meets(const cv::Vec3d& ray, const cv::Vec3d& point, const cv::Vec3d& normal) {
  const double along = normal.dot(ray);
  if (std::abs(along) < 1e-12) return std::nullopt;
  const double share = normal.dot(point) / along;
  if (!(share > 0)) return std::nullopt;
  return share * ray;
}

bool is_line(SunMark::Kind kind) {
  return kind == SunMark::Kind::kHorizon || kind == SunMark::Kind::kVertical || kind == SunMark::Kind::kHorizontal;
}

class Problem {
 public:
  Problem(const UncertainCamera& camera, std::span<const SunMark> marks) : camera_(camera), marks_(marks) {}

  tl::expected<MarkedSun, NoSun> solve() {
    shadows_ = std::any_of(marks_.begin(), marks_.end(), [](auto& m) { return !is_line(m.kind); });
    if (!shadows_) return tl::unexpected(NoSun::kNoShadow);
    pairs_ = std::any_of(marks_.begin(), marks_.end(), [](auto& m) { return m.kind == SunMark::Kind::kPair; });
    topped_ = std::any_of(marks_.begin(), marks_.end(), [](auto& m) { return m.kind == SunMark::Kind::kPole; });
    if (camera_.up_sigma_deg) return solve_from(camera_.up);
    // Level lines and feet must begin below the horizon: steeper and steeper views are tried.
    tl::expected<MarkedSun, NoSun> found = solve_from(first_up());
    for (const double pitch : {-5.0, -15.0, -30.0, -50.0, -75.0}) {
      if (found) break;
      found = solve_from(up_from_attitude(pitch, 0));
    }
    return found;
  }

 private:
  tl::expected<MarkedSun, NoSun> solve_from(const cv::Vec3d& up) {
    camera_.up = up;
    begin();
    std::vector<Conditions> conditions;
    for (const SunMark& mark : marks_) conditions.push_back(condition(mark));
    // A plane that holds a pair and the sun holds the point opposite the sun as well, so that other beginnings are
    // tried where the pairs point the wrong way.
    const double first = unknowns_[kAzimuth].start;
    bool any = false;
    for (const double turn : {0.0, 180.0, 90.0, -90.0}) {
      if (turn != 0 && !pairs_) break;
      unknowns_[kAzimuth].start = first + turn;
      const auto tried = adjusted(unknowns_, conditions);
      any = any || tried.has_value();
      if (!tried || !tried->settled || !pairs_point_to_sun(*tried)) continue;
      auto sun = answer(*tried);
      if (sun && pairs_ && !topped_) widen_by_profile(*tried, conditions, *sun);
      return sun;
    }
    return tl::unexpected(any || camera_.up_sigma_deg ? NoSun::kContradictory : NoSun::kHorizonUnknown);
  }

  // First values: the horizon from lines, the sun from the marks as they are.
  void begin() {
    unknowns_ = unknowns_of(camera_);
    sets_.clear();
    View view;
    view.f_px = camera_.f_px;
    view.centre = camera_.centre;
    view.up = camera_.up;
    cv::Vec2d sum{0, 0};
    double elevation = 0;
    int tops = 0;
    for (const SunMark& mark : marks_) {
      const bool pair = mark.kind == SunMark::Kind::kPair;
      if (is_line(mark.kind)) continue;
      const PicturePoint& foot = pair ? mark.b : mark.a;
      const PicturePoint& tip = pair ? mark.a : (mark.kind == SunMark::Kind::kPole ? mark.c : mark.b);
      const auto from = ground_point(view, tip), to = ground_point(view, foot);
      if (!from || !to) continue;
      const double a = bearing_of(view, *to - *from).azimuth_deg * kDegree;
      sum += cv::Vec2d(std::cos(a), std::sin(a));
      if (mark.kind != SunMark::Kind::kPole) continue;
      const auto above = point_above(view, foot, mark.b, view.up);
      if (!above) continue;
      elevation += std::clamp(bearing_of(view, *above - *from).elevation_deg, 3.0, 87.0);
      ++tops;
    }
    const double azimuth = std::atan2(sum[1], sum[0]) / kDegree;
    unknowns_.push_back({azimuth, std::nullopt, 1e-4, 20});
    if (topped_) {
      unknowns_.push_back({tops > 0 ? elevation / tops : kAnyElevation, std::nullopt, 1e-4, 10});
    } else {
      unknowns_.push_back({kAnyElevation, kAnyElevationSigma, 1e-4, 10});
    }
    if (pairs_) {
      bracket_ = unknowns_.size();
      unknowns_.push_back({0, kBracket, 1e-4});
    }
    for (const SunMark& mark : marks_) {
      if (mark.kind != SunMark::Kind::kHorizontal || sets_.contains(mark.set)) continue;
      sets_[mark.set] = unknowns_.size();
      const auto from = ground_point(view, mark.a), to = ground_point(view, mark.b);
      unknowns_.push_back({from && to ? bearing_of(view, *to - *from).azimuth_deg : 0, std::nullopt, 1e-4, 20});
    }
  }

  // Upright lines first, since every pole is one; else the horizon; else level.
  cv::Vec3d first_up() const {
    const double scale = std::max(camera_.f_px, 1.0);
    for (const SunMark& mark : marks_) {
      if (mark.kind != SunMark::Kind::kHorizon) continue;
      if (const auto line = line_through(mark.a, mark.b)) return up_from_horizon(*line, camera_.f_px, camera_.centre);
    }
    std::map<std::string, std::vector<Segment>> sets;
    std::vector<Segment> upright;
    for (const SunMark& mark : marks_) {
      if (mark.kind == SunMark::Kind::kHorizontal) sets[mark.set].push_back({mark.a, mark.b, mark.sigma_px});
      if (mark.kind == SunMark::Kind::kVertical || mark.kind == SunMark::Kind::kPole) {
        upright.push_back({mark.a, mark.b, mark.sigma_px});
      }
    }
    std::vector<cv::Vec3d> points;
    for (const auto& [name, lines] : sets) {
      if (const auto v = vanishing_point(lines, camera_.centre, scale)) points.push_back(*v);
    }
    if (points.size() >= 2) {
      return up_from_horizon(points[0].cross(points[1]), camera_.f_px, camera_.centre);
    }
    const auto is_upright = [](const SunMark& m) { return m.kind == SunMark::Kind::kVertical; };
    if (std::count_if(marks_.begin(), marks_.end(), is_upright) >= 2) {
      if (const auto v = vanishing_point(upright, camera_.centre, scale)) {
        return up_from_vertical(*v, camera_.f_px, camera_.centre);
      }
    }
    return {0, -1, 0};
  }

  Conditions condition(const SunMark& mark) const {
    const UncertainCamera& camera = camera_;
    Conditions result;
    const auto click = [&](const PicturePoint& p) {
      for (const double v : {p.x, p.y}) result.observed.push_back(v), result.sigmas.push_back(mark.sigma_px);
    };
    const auto angles = [&](double size, double towards, double sigma) {
      // Tangents ahead and to the right.
      const double t = std::tan(size * kDegree), s = std::max(std::tan(sigma * kDegree), 1e-6);
      result.observed.push_back(t * std::cos(towards * kDegree)), result.sigmas.push_back(s);
      result.observed.push_back(t * std::sin(towards * kDegree)), result.sigmas.push_back(s);
    };
    click(mark.a), click(mark.b);
    switch (mark.kind) {
      case SunMark::Kind::kPole:
        click(mark.c);
        angles(mark.lean_deg, mark.lean_towards_deg, mark.lean_sigma_deg);
        angles(mark.slope_deg, mark.slope_towards_deg, mark.slope_sigma_deg);
        result.misclosure = [camera](Numbers o, Numbers x) -> Answer {
          const View view = view_from(camera, x);
          const auto foot = ground_point(view, {o[0], o[1]});
          if (!foot) return std::nullopt;
          const cv::Vec3d along = leaning(view, o[6], o[7]), normal = leaning(view, -o[8], -o[9]);
          const auto above = point_above(view, {o[0], o[1]}, {o[2], o[3]}, along);
          const auto tip = meets(view.ray({o[4], o[5]}), *foot, normal);
          if (!above || !tip) return std::nullopt;
          const GroundBearing sun = bearing_of(view, *above - *tip);
          const cv::Vec3d plane = view.ray({o[0], o[1]}).cross(view.ray({o[2], o[3]}));
          return std::vector{std::remainder(sun.azimuth_deg - x[kAzimuth], 360), sun.elevation_deg - x[kElevation],
                             plane.dot(along)};
        };
        break;
      case SunMark::Kind::kShadow:
        result.observed.push_back(0), result.sigmas.push_back(std::max(mark.turn_sigma_deg, 1e-6));
        result.misclosure = [camera](Numbers o, Numbers x) -> Answer {
          const View view = view_from(camera, x);
          const auto foot = ground_point(view, {o[0], o[1]}), tip = ground_point(view, {o[2], o[3]});
          if (!foot || !tip) return std::nullopt;
          return std::vector{std::remainder(bearing_of(view, *foot - *tip).azimuth_deg + o[4] - x[kAzimuth], 360)};
        };
        break;
      case SunMark::Kind::kPair: {
        // Between its two sides the casting point may be anywhere: of that variance, from their middle, once for all
        // pairs (the sun meets the same side of objects of one kind) and once for each.
        const cv::Vec2d half((mark.c.x - mark.b.x) / 2, (mark.c.y - mark.b.y) / 2);
        result.observed[2] += half[0], result.observed[3] += half[1];
        result.observed.push_back(0), result.sigmas.push_back(kBracket);
        result.misclosure = [camera, half, common = bracket_](Numbers o, Numbers x) -> Answer {
          const View view = view_from(camera, x);
          const double along = o[4] + x[common];
          const PicturePoint object{o[2] + along * half[0], o[3] + along * half[1]};
          const cv::Vec3d plane = view.ray({o[0], o[1]}).cross(view.ray(object));
          return std::vector{plane.dot(direction(view, x[kAzimuth], x[kElevation]))};
        };
        break;
      }
      case SunMark::Kind::kHorizon:
        result.misclosure = [camera](Numbers o, Numbers x) -> Answer {
          const View view = view_from(camera, x);
          return std::vector{view.up.dot(view.ray({o[0], o[1]})), view.up.dot(view.ray({o[2], o[3]}))};
        };
        break;
      case SunMark::Kind::kVertical:
        angles(mark.lean_deg, mark.lean_towards_deg, mark.lean_sigma_deg);
        result.misclosure = [camera](Numbers o, Numbers x) -> Answer {
          const View view = view_from(camera, x);
          const cv::Vec3d plane = view.ray({o[0], o[1]}).cross(view.ray({o[2], o[3]}));
          return std::vector{plane.dot(leaning(view, o[4], o[5]))};
        };
        break;
      case SunMark::Kind::kHorizontal:
        result.misclosure = [camera, set = sets_.at(mark.set)](Numbers o, Numbers x) -> Answer {
          const View view = view_from(camera, x);
          const cv::Vec3d plane = view.ray({o[0], o[1]}).cross(view.ray({o[2], o[3]}));
          return std::vector{plane.dot(direction(view, x[set], 0))};
        };
        break;
    }
    return result;
  }

  bool pairs_point_to_sun(const Adjustment& found) const {
    const View view = view_from(camera_, found.unknowns);
    const cv::Vec3d sun = direction(view, found.unknowns[kAzimuth], found.unknowns[kElevation]);
    return std::all_of(marks_.begin(), marks_.end(), [&](const SunMark& mark) {
      if (mark.kind != SunMark::Kind::kPair) return true;
      // From the shadow's point, a step towards the sun must turn the ray towards the object.
      const cv::Vec3d shadow = cv::normalize(view.ray(mark.a));
      const cv::Vec3d object = view.ray({(mark.b.x + mark.c.x) / 2, (mark.b.y + mark.c.y) / 2});
      return shadow.cross(object).dot(shadow.cross(sun)) > 0;
    });
  }

  // What pairs alone tell of the azimuth is far from linear: the deviation is taken from where chi-square, all else
  // adjusted anew, has risen by 3.84, on the side where that is farther.
  void widen_by_profile(const Adjustment& best, const std::vector<Conditions>& conditions, MarkedSun& sun) const {
    std::vector<Unknown> held = unknowns_;
    for (std::size_t i = 0; i < held.size(); ++i) {
      if (!held[i].sigma) held[i].start = best.unknowns[i];
    }
    constexpr double kRise = 3.841459, kSigmas95 = 1.959964, kLeastOff = 0.01, kMostOff = 170;
    for (const double side : {-1.0, 1.0}) {
      double off = std::max(kLeastOff, kSigmas95 * best.sigma(static_cast<int>(kAzimuth)));
      for (; off < kMostOff; off *= 1.15) {
        held[kAzimuth].start = best.unknowns[kAzimuth] + side * off;
        held[kAzimuth].sigma = 1e-6;
        const auto there = adjusted(held, conditions);
        if (!there || !there->settled || there->chi_square - best.chi_square > kRise) break;
      }
      sun.azimuth_sigma_deg = std::max(sun.azimuth_sigma_deg, std::min(off, kMostOff) / kSigmas95);
    }
  }

  tl::expected<MarkedSun, NoSun> answer(const Adjustment& found) const {
    MarkedSun sun;
    sun.chi_square = found.chi_square;
    sun.degrees_of_freedom = found.degrees_of_freedom;
    sun.shares = found.shares;
    const double wider =
        sun.degrees_of_freedom > 0 ? std::sqrt(std::max(1.0, sun.chi_square / sun.degrees_of_freedom)) : 1.0;
    sun.view = view_from(camera_, found.unknowns);
    sun.f_sigma_px = wider * sun.view.f_px * found.sigma(0);
    sun.tilt_sigma_deg = wider * std::hypot(found.sigma(3), found.sigma(4)) / std::numbers::sqrt2 / kDegree;
    if (!(sun.tilt_sigma_deg < kMostTilt)) return tl::unexpected(NoSun::kHorizonUnknown);
    constexpr int kA = static_cast<int>(kAzimuth), kE = static_cast<int>(kElevation);
    sun.azimuth_deg = std::remainder(found.unknowns[kAzimuth], 360);
    sun.azimuth_sigma_deg = wider * found.sigma(kA);
    if (!topped_) return sun;
    const double elevation = found.unknowns[kElevation];
    if (!(elevation > 0 && elevation < 90)) return tl::unexpected(NoSun::kContradictory);
    sun.elevation_deg = elevation;
    sun.elevation_sigma_deg = wider * found.sigma(kE);
    sun.correlation = found.covariance.at<double>(kA, kE) / (found.sigma(kA) * found.sigma(kE));
    return sun;
  }

  UncertainCamera camera_;
  std::span<const SunMark> marks_;
  bool shadows_ = false, topped_ = false, pairs_ = false;
  std::vector<Unknown> unknowns_;
  std::map<std::string, std::size_t> sets_;
  std::size_t bracket_ = 0;
};

}  // namespace

const char* no_sun_reason(NoSun reason) {
  switch (reason) {
    case NoSun::kNoShadow:
      return "no mark tells where a shadow falls";
    case NoSun::kHorizonUnknown:
      return "neither marks nor tags tell where the horizon lies";
    case NoSun::kContradictory:
      return "a foot or a shadow's tip lies above the horizon, or the marks do not go together at all";
  }
  return "";
}

tl::expected<MarkedSun, NoSun> sun_from_marks(const UncertainCamera& camera, std::span<const SunMark> marks) {
  return Problem(camera, marks).solve();
}

std::optional<PicturePoint> predicted_tip(const View& view, const PicturePoint& foot, const PicturePoint& top,
                                          double azimuth_deg, double elevation_deg) {
  const auto above = point_above(view, foot, top, view.up);
  const auto from = ground_point(view, foot);
  if (!above || !from || !(elevation_deg > 0)) return std::nullopt;
  const double height = (*above - *from).dot(view.up);
  const cv::Vec3d tip = *from - height / std::tan(elevation_deg * kDegree) * direction(view, azimuth_deg, 0);
  if (!(tip[2] > 1e-9)) return std::nullopt;
  return view.picture_from_ray(tip);
}

}  // namespace spoor
