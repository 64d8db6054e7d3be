#include "analysis/sun_curves.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr std::size_t kMostOutlines = 6;

Curve curve_of(const char* id, const char* title, const char* x, const char* x_unit, const char* y, const char* y_unit,
               double tolerance) {
  Curve curve;
  curve.id = id, curve.title = title;
  curve.x_label = x, curve.x_unit = x_unit;
  curve.y_label = y, curve.y_unit = y_unit;
  curve.tolerance = tolerance;
  return curve;
}

}  // namespace

Curve curve_of_times(const TimePosterior& posterior, bool clock_known) {
  Curve curve = curve_of("time_posterior", "When on that day the sun stood as measured",
                         clock_known ? "time of day, clock of the claim" : "time of day, UTC", "h",
                         "probability per minute, all minutes of the day alike beforehand", "1", 1e-3);
  Curve::Trace trace{"marks", {}, {}};
  for (std::size_t i = 0; i < posterior.probability.size(); i += 2) {
    trace.x.push_back(static_cast<double>(i) / 60);
    trace.y.push_back(posterior.probability[i]);
  }
  curve.traces.push_back(std::move(trace));
  return curve;
}

Curve curve_of_headings(const std::array<double, 360>& density, std::optional<std::pair<double, double>> known) {
  Curve curve = curve_of("heading_posterior", "Where the camera looked, were the claim true", "heading from true north",
                         "degrees", "probability per degree", "1", 1e-3);
  const auto add = [&](const char* name, const std::array<double, 360>& values) {
    Curve::Trace trace{name, {}, {}};
    for (int h = 0; h < 360; ++h) {
      trace.x.push_back(h);
      trace.y.push_back(values[static_cast<std::size_t>(h)]);
    }
    curve.traces.push_back(std::move(trace));
  };
  add("by the marks and the claim", density);
  if (!known) return curve;
  std::array<double, 360> beforehand{};
  double sum = 0;
  for (int h = 0; h < 360; ++h) {
    const double off = std::remainder(h - known->first, 360) / known->second;
    sum += beforehand[static_cast<std::size_t>(h)] = std::exp(-off * off / 2);
  }
  for (double& value : beforehand) value /= std::max(sum, 1e-300);
  add("as known beforehand", beforehand);
  return curve;
}

Curve curve_of_places(const PlaceField& field, int dimensions, const ClaimedPlace& place) {
  Curve world = curve_of("places", "Places where the sun stood as measured at the claimed time", "longitude", "degrees",
                         "latitude", "degrees", field.cell_deg);
  world.traces.push_back({"Earth", {-180, 180, 180, -180, -180}, {-90, -90, 90, 90, -90}});
  for (const double deviations : {std::sqrt(bound_95(dimensions)), 1.0}) {
    int number = 0;
    for (const auto& outline : band_outlines(field, deviations, kMostOutlines)) {
      Curve::Trace trace{fmt::format("{} {}", deviations == 1 ? "1 deviation" : "95 % band", ++number), {}, {}};
      for (const cv::Point2d& p : outline) {
        trace.x.push_back(p.x);
        trace.y.push_back(p.y);
      }
      world.traces.push_back(std::move(trace));
    }
  }
  const double x = place.longitude_deg, y = place.latitude_deg;
  world.traces.push_back({"claimed place", {x - 4, x + 4, x, x, x}, {y, y, y, y - 4, y + 4}});
  return world;
}

}  // namespace spoor
