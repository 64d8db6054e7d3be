#include "analysis/ground_tables.h"

#include "analysis/table_text.h"
#include "base/text.h"
#include "methods/projective/camera_poses.h"
#include "methods/projective/ground_lengths.h"
#include "methods/statistics/chi_square.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr std::size_t kMostRows = 60;
constexpr double kLevel = 0.05;

// Decimals that show two digits of the deviation.
int decimals_of(double sigma) {
  if (!(sigma > 0) || !std::isfinite(sigma)) return 3;
  return std::clamp(1 - static_cast<int>(std::floor(std::log10(sigma))), 0, 6);
}

std::string number(double value, double sigma) { return fmt::format("{:.{}f}", value, decimals_of(sigma)); }

std::optional<double> camera_variance(const CameraFit& fit, MarkedLength mark) {
  mark.sigma_px = 0, mark.lean_deg = 0;
  const auto by_camera = length_with_sigma(fit, mark, 0);
  if (!by_camera) return std::nullopt;
  return by_camera->covariance.at<double>(0, 0);
}

// What is exceeded in 5 of 100 cases.
double bound_of(int degrees) {
  double low = 0, high = 10.0 * degrees + 20;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (chi_square_tail(middle, degrees) > kLevel ? low : high) = middle;
  }
  return high;
}

}  // namespace

double Sized::deviations() const {
  if (!measured || !known) return 0;
  return (value - known->value_m) / std::max(std::hypot(sigma, known->sigma_m), 1e-9);
}

std::vector<Sized> sized(const SceneMarks& marks, const CameraPrior& prior, const CameraFit& fit, const Job& job) {
  std::vector<Sized> sizes;
  const auto total = static_cast<std::int64_t>(marks.lengths.size() + 2 * marks.rectangles.size());
  std::int64_t done = 0;
  for (std::size_t i = 0; i < marks.lengths.size(); ++i) {
    job.tick(done++, total);
    const MarkedLength& mark = marks.lengths[i];
    Sized size{mark.id, mark.upright ? "height" : "length on the ground", 0, 0, false, 0, mark.known};
    if (const auto found = length_by_others(marks, prior, fit, i, job)) {
      size.measured = true;
      size.value = found->value[0], size.sigma = found->sigma(0);
      const auto shared = mark.known ? std::nullopt : camera_variance(fit, mark);
      if (shared) size.camera_share = *shared / std::max(size.sigma * size.sigma, 1e-30);
    }
    sizes.push_back(std::move(size));
  }
  for (std::size_t i = 0; i < marks.rectangles.size(); ++i) {
    for (const Side side : {Side::kLength, Side::kWidth}) {
      job.tick(done++, total);
      const bool width = side == Side::kWidth;
      const MarkedRectangle& mark = marks.rectangles[i];
      Sized size{mark.id, width ? "width" : "length", 0, 0, false, 0, width ? mark.width : mark.length};
      if (const auto found = side_by_others(marks, prior, fit, i, side, job)) {
        size.measured = true;
        size.value = found->value[0], size.sigma = found->sigma(0);
      }
      sizes.push_back(std::move(size));
    }
  }
  return sizes;
}

std::string interval_text(double value, double sigma, const std::string& unit) {
  return fmt::format("{} to {}{}{}", number(value - kIn95 * sigma, sigma), number(value + kIn95 * sigma, sigma),
                     unit.empty() ? "" : " ", unit);
}

std::string plus_minus(double value, double sigma, const std::string& unit) {
  return with_sigma(value, sigma, decimals_of(sigma)) + (unit.empty() ? "" : " " + unit);
}

Table sizes_table(const std::vector<Sized>& sizes, const std::string& unit) {
  Table table = table_of("sizes", "Heights and lengths",
                         {"Mark", "What", "Measured [" + unit + "]", "One deviation [" + unit + "]",
                          "In 95 of 100 cases between [" + unit + "]", "Of the variance: camera and scale [%]",
                          "Known [m]", "Deviations between both"});
  for (const Sized& size : sizes) {
    table.rows.push_back(
        {printable(size.of, 120), size.what,
         size.measured ? number(size.value, size.sigma)
         : size.known  ? "gives the scale itself"
                       : "beyond the horizon",
         size.measured ? number(size.sigma, size.sigma) : "",
         size.measured ? interval_text(size.value, size.sigma, "") : "",
         size.camera_share > 0 ? significant(std::min(100 * size.camera_share, 100.0), 2) : "",
         size.known ? fmt::format("{} ± {}", significant(size.known->value_m, 4), significant(size.known->sigma_m, 2))
                    : "",
         size.measured && size.known ? fmt::format("{:.1f}", size.deviations()) : ""});
  }
  return table;
}

Table vanishing_table(const CameraFit& fit, const SceneMarks& marks) {
  Table table = table_of("vanishing", "Where the marked directions vanish, without distortion, in the upright picture",
                         {"Direction", "x [px]", "One deviation [px]", "y [px]", "One deviation [px]",
                          "Clockwise from ahead [degrees]", "One deviation [degrees]"});
  const auto row = [&](const std::string& name, LineKind kind, std::size_t of) {
    const auto at = propagated(fit, {}, [&](const GroundCamera& camera, const std::vector<double>&) {
      std::optional<std::vector<double>> out;
      const cv::Vec3d d = direction_of(camera, marks, kind, of);
      if (std::abs(d[2]) < 1e-4) return out;
      const PicturePoint p = camera.view.picture_from_ray(d);
      out = {p.x, p.y,
             std::atan2(d.dot(level_direction(camera.view, std::numbers::pi / 2)),
                        d.dot(level_direction(camera.view, 0))) /
                 kDegree};
      return out;
    });
    const bool level = at && kind == LineKind::kLevel;
    table.rows.push_back({printable(name, 60), at ? number(at->value[0], at->sigma(0)) : "at infinity",
                          at ? number(at->sigma(0), at->sigma(0)) : "", at ? number(at->value[1], at->sigma(1)) : "",
                          at ? number(at->sigma(1), at->sigma(1)) : "", level ? number(at->value[2], at->sigma(2)) : "",
                          level ? number(at->sigma(2), at->sigma(2)) : ""});
  };
  for (std::size_t i = 0; i < marks.sets.size() && i < kMostRows; ++i) {
    row(marks.sets[i].id.empty() ? "level lines" : marks.sets[i].id, LineKind::kLevel, i);
  }
  row("upright", LineKind::kUpright, 0);
  return table;
}

Table vehicles_table(const CameraFit& fit, const std::vector<std::string>& ids) {
  Table table =
      table_of("vehicles", "Attitude of vehicles against the ground plane",
               {"Vehicle", "Bearing from ahead [degrees]", "One deviation [degrees]", "Pitch, nose up [degrees]",
                "One deviation [degrees]", "Roll, right side down [degrees]", "One deviation [degrees]"});
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto pose = propagated(fit, {}, [i](const GroundCamera& camera, const std::vector<double>&) {
      const auto& v = camera.vehicles[i];
      return std::optional(std::vector{std::remainder(v.bearing / kDegree, 360), v.pitch / kDegree, v.roll / kDegree});
    });
    if (!pose) continue;
    std::vector<std::string> row{printable(ids[i], 60)};
    for (int k = 0; k < 3; ++k) {
      row.push_back(number(pose->value[static_cast<std::size_t>(k)], pose->sigma(k)));
      row.push_back(number(pose->sigma(k), pose->sigma(k)));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table residuals_table(const CameraFit& fit) {
  auto residuals = fit.residuals;
  std::stable_sort(residuals.begin(), residuals.end(),
                   [](const auto& a, const auto& b) { return std::abs(a.deviations) > std::abs(b.deviations); });
  Table table = table_of("residuals", "How far each mark lies from what the camera would show",
                         {"Mark", "In its own deviations"});
  for (std::size_t i = 0; i < residuals.size() && i < kMostRows; ++i) {
    const double off = std::abs(residuals[i].deviations) < 0.005 ? 0 : residuals[i].deviations;  // no "-0.00"
    table.rows.push_back({printable(residuals[i].of, 120), fmt::format("{:.2f}", off)});
  }
  return table;
}

Table speeds_table(const std::vector<NamedMotion>& motions, const std::string& unit) {
  Table table = table_of("speeds", "Speeds of points on the ground, the camera standing still",
                         {"Point", "From [s]", "To [s]", "Speed [" + unit + "/s]", "One deviation [" + unit + "/s]",
                          "In 95 of 100 cases between [" + unit + "/s]", "Steady motion that departs as much: p"});
  for (const NamedMotion& named : motions) {
    const GroundMotion& m = named.motion;
    const auto row = [&](const std::string& name, double from, double to, double speed, double sigma, std::string p) {
      table.rows.push_back({name, fmt::format("{:.3f}", from), fmt::format("{:.3f}", to), number(speed, sigma),
                            number(sigma, sigma), interval_text(speed, sigma, ""), std::move(p)});
    };
    const std::string name = printable(named.of, 60);
    row(name, m.steps.front().from_s, m.steps.back().to_s, m.speed, m.speed_sigma,
        m.degrees_of_freedom > 0 ? p_text(m.p) : "");
    for (const auto& step : m.steps) row(name + ", step", step.from_s, step.to_s, step.speed, step.sigma, "");
  }
  return table;
}

double changing_share(double chi_square, int degrees_of_freedom) {
  return std::sqrt(chi_square / bound_of(degrees_of_freedom));
}

Table changes_table(const CameraFit& fit, const CameraPrior& prior, const std::vector<Sized>& sizes,
                    const std::string& unit) {
  Table table = table_of("changes", "What would have had to be different for the answer to change",
                         {"What", "As it is", "The answer changes"});
  if (fit.degrees_of_freedom > 0) {
    const double share = changing_share(fit.chi_square, fit.degrees_of_freedom);
    table.rows.push_back({"all deviations (clicks, leans, lens, known lengths)", "as stated",
                          fmt::format("if they were {} times as large, the marks would {}", significant(share, 3),
                                      share > 1 ? "agree" : "not agree")});
  }
  for (const Sized& size : sizes) {
    if (!size.measured || !size.known) continue;
    const double sigma = std::hypot(size.sigma, size.known->sigma_m);
    const bool within = std::abs(size.deviations()) < kIn95;
    table.rows.push_back({"the known " + size.what + " of " + printable(size.of, 60),
                          plus_minus(size.known->value_m, size.known->sigma_m, "m"),
                          fmt::format("{} {}", within ? "outside" : "within", interval_text(size.value, sigma, unit))});
  }
  // What the marks alone say: the prior's weight is taken off again.
  const double post = fit.covariance.at<double>(kLogF, kLogF) / (fit.widened * fit.widened),
               before = prior.f_log_sigma * prior.f_log_sigma;
  const double weight = 1 / post - 1 / before;
  if (weight > 0.05 / before) {
    const double log_f = (std::log(fit.camera.view.f_px) / post - std::log(prior.f_px) / before) / weight;
    const double sigma = std::sqrt(1 / weight + before);
    const bool within = std::abs(log_f - std::log(prior.f_px)) < kIn95 * sigma;
    table.rows.push_back({"the focal length beforehand",
                          fmt::format("{:.0f} px ± {} %", prior.f_px, significant(100 * prior.f_log_sigma, 2)),
                          fmt::format("{} {:.0f} to {:.0f} px, by the marks", within ? "outside" : "within",
                                      std::exp(log_f - kIn95 * sigma), std::exp(log_f + kIn95 * sigma))});
  }
  return table;
}

}  // namespace spoor
