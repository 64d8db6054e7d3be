#include "methods/sun/sun_changes.h"

#include "methods/statistics/chi_square.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kEarthKm = 6371;
constexpr std::int64_t kMinute = 60'000'000, kDay = 1440 * kMinute;

SunDirection seen_sun(const ClaimedPlace& place, std::int64_t utc_us) {
  SunDirection sun = sun_direction({place.latitude_deg, place.longitude_deg, 0}, utc_us);
  sun.elevation_deg += refraction_deg(sun.elevation_deg, {});
  return sun;
}

std::vector<std::int64_t> moments_of(const ClaimedTime& time, std::int64_t spacing_us, std::int64_t most) {
  const std::int64_t span = std::max<std::int64_t>(time.last_us - time.first_us, 0);
  const std::int64_t steps = std::clamp<std::int64_t>(span / spacing_us, span > 0 ? 1 : 0, most - 1);
  std::vector<std::int64_t> moments;
  for (std::int64_t i = 0; i <= steps; ++i) moments.push_back(time.first_us + (steps > 0 ? span / steps * i : 0));
  return moments;
}

}  // namespace

Shifts changing_shifts(const MeasuredSun& measured, const ClaimedPlace& place, const ClaimedTime& time, double level,
                       int reach_minutes) {
  // Squared distance each minute; a claimed interval is a window on it whose least value counts.
  const int span = static_cast<int>(std::clamp<std::int64_t>((time.last_us - time.first_us) / kMinute, 0, 2880));
  std::vector<double> squared;
  for (int i = -reach_minutes; i <= span + reach_minutes; ++i) {
    squared.push_back(squared_distance(measured, place, time.first_us + i * kMinute));
  }
  const auto fits = [&](int shift) {
    const auto begin = squared.begin() + reach_minutes + shift;
    return chi_square_tail(*std::min_element(begin, begin + span + 1), dimensions_of(measured)) >= level;
  };
  const bool now = fits(0);
  Shifts shifts;
  for (int i = 1; i <= reach_minutes; ++i) {
    if (!shifts.earlier_minutes && fits(-i) != now) shifts.earlier_minutes = i;
    if (!shifts.later_minutes && fits(i) != now) shifts.later_minutes = i;
  }
  return shifts;
}

std::optional<int> changing_day(const MeasuredSun& measured, const ClaimedPlace& place, const ClaimedTime& time,
                                double level) {
  const auto fits = [&](int day) {
    ClaimedTime moved = time;
    moved.first_us += day * kDay, moved.last_us += day * kDay;
    return fit_of_claim(measured, place, moved).p >= level;
  };
  const bool now = fits(0);
  for (int day = 1; day <= 183; ++day) {
    if (fits(-day) != now) return -day;
    if (fits(day) != now) return day;
  }
  return std::nullopt;
}

std::optional<double> changing_factor(const MeasuredSun& measured, const ClaimedPlace& place, const ClaimedTime& time,
                                      double level) {
  const auto p_at = [&](double factor) {
    MeasuredSun wider = measured;
    wider.azimuth_sigma_deg *= factor;
    wider.elevation_sigma_deg *= factor;
    return fit_of_claim(wider, place, time).p;
  };
  double low = 1e-3, high = 1e3;
  if (p_at(high) < level || p_at(low) > level) return std::nullopt;
  for (int i = 0; i < 40 && high / low > 1.001; ++i) {
    const double middle = std::sqrt(low * high);
    (p_at(middle) < level ? low : high) = middle;
  }
  return std::sqrt(low * high);
}

std::optional<HeadingFit> fitting_heading(const MeasuredSun& from_heading, const ClaimedPlace& place,
                                          const ClaimedTime& time, double level) {
  if (!from_heading.azimuth_deg) return std::nullopt;
  double lowest = 0, highest = 0, best_p = -1, best = 0, first = 0;
  bool any = false;
  for (const std::int64_t t : moments_of(time, kMinute, 1441)) {
    const double azimuth = seen_sun(place, t).azimuth_deg;
    // Of the headings at one moment the likeliest is found from the regression of azimuth on elevation.
    MeasuredSun elevation = from_heading;
    elevation.azimuth_deg.reset();
    ClaimedTime moment;
    moment.first_us = moment.last_us = t;
    const double p = from_heading.elevation_deg ? fit_of_claim(elevation, place, moment).p : 1.0;
    if (p < level) continue;
    double regressed = *from_heading.azimuth_deg, sigma = from_heading.azimuth_sigma_deg;
    if (from_heading.elevation_deg) {
      const double off = seen_sun(place, t).elevation_deg - *from_heading.elevation_deg;
      regressed += from_heading.correlation * sigma / from_heading.elevation_sigma_deg * off;
      sigma *= std::sqrt(1 - from_heading.correlation * from_heading.correlation);
    }
    double heading = azimuth - regressed;
    if (!any) first = heading;
    heading = first + std::remainder(heading - first, 360);
    const double half = 1.96 * sigma;
    lowest = any ? std::min(lowest, heading - half) : heading - half;
    highest = any ? std::max(highest, heading + half) : heading + half;
    any = true;
    if (p > best_p) best_p = p, best = heading;
  }
  if (!any) return std::nullopt;
  const double middle = (lowest + highest) / 2;
  return HeadingFit{std::fmod(std::fmod(time.first_us == time.last_us ? best : middle, 360) + 360, 360),
                    std::min((highest - lowest) / 2, 180.0)};
}

std::array<double, 360> heading_posterior(const MeasuredSun& from_heading, const ClaimedPlace& place,
                                          const ClaimedTime& time, std::optional<std::pair<double, double>> known) {
  std::array<double, 360> density{};
  if (!from_heading.azimuth_deg) return density;
  for (const std::int64_t t : moments_of(time, kMinute, 1441)) {
    const SunDirection sun = seen_sun(place, t);
    for (int h = 0; h < 360; ++h) {
      MeasuredSun turned = from_heading;
      turned.azimuth_deg = *from_heading.azimuth_deg + h;
      double weight = std::exp(-squared_distance(turned, place, sun) / 2);
      if (known) {
        const double off = std::remainder(h - known->first, 360) / known->second;
        weight *= std::exp(-off * off / 2);
      }
      density[static_cast<std::size_t>(h)] += weight;
    }
  }
  const double sum = std::accumulate(density.begin(), density.end(), 0.0);
  for (double& d : density) d = sum > 1e-30 ? d / sum : 0;
  return density;
}

PlaceField places_that_fit_some(const MeasuredSun& measured, const ClaimedTime& time, double cell_deg, int moments) {
  PlaceField best;
  for (const std::int64_t t : moments_of(time, 10 * kMinute, moments)) {
    PlaceField field = places_that_fit(measured, t, cell_deg);
    if (best.deviations.empty()) {
      best = std::move(field);
      continue;
    }
    for (int row = 0; row < best.deviations.rows; ++row) {
      float* const kept = best.deviations.ptr<float>(row);
      const float* const other = field.deviations.ptr<float>(row);
      for (int i = 0; i < best.deviations.cols; ++i) {
        if (std::isnan(kept[i]) || other[i] < kept[i]) kept[i] = other[i];
      }
    }
  }
  double within = 0, whole = 0;
  const double bound = std::sqrt(bound_95(dimensions_of(measured)));
  for (int row = 0; row < best.deviations.rows; ++row) {
    const double area = std::cos((90 - (row + 0.5) * cell_deg) * kDegree);
    for (int i = 0; i < best.deviations.cols; ++i) {
      whole += area;
      if (best.deviations.at<float>(row, i) <= bound) within += area;
    }
  }
  best.share_within = within / whole;
  return best;
}

std::vector<std::vector<cv::Point2d>> band_outlines(const PlaceField& field, double deviations, std::size_t most) {
  const cv::Mat inside = field.deviations <= deviations;  // comparisons with NaN are false
  std::vector<std::vector<cv::Point>> contours;
  cv::findContours(inside.clone(), contours, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE);
  std::stable_sort(contours.begin(), contours.end(), [](auto& a, auto& b) { return a.size() > b.size(); });
  if (contours.size() > most) contours.resize(most);
  std::vector<std::vector<cv::Point2d>> outlines;
  for (const auto& contour : contours) {
    std::vector<cv::Point2d> outline;
    for (const cv::Point& p : contour) {
      outline.emplace_back((p.x + 0.5) * field.cell_deg - 180, 90 - (p.y + 0.5) * field.cell_deg);
    }
    outline.push_back(outline.front());
    outlines.push_back(std::move(outline));
  }
  return outlines;
}

std::optional<double> distance_to_band_km(const PlaceField& field, double deviations, const ClaimedPlace& place) {
  const auto unit = [](double latitude, double longitude) {
    const double c = std::cos(latitude * kDegree);
    return cv::Vec3d(c * std::cos(longitude * kDegree), c * std::sin(longitude * kDegree),
                     std::sin(latitude * kDegree));
  };
  const cv::Vec3d from = unit(place.latitude_deg, place.longitude_deg);
  double nearest = -2;
  for (int row = 0; row < field.deviations.rows; ++row) {
    for (int i = 0; i < field.deviations.cols; ++i) {
      if (!(field.deviations.at<float>(row, i) <= deviations)) continue;
      nearest = std::max(nearest, from.dot(unit(90 - (row + 0.5) * field.cell_deg, (i + 0.5) * field.cell_deg - 180)));
    }
  }
  if (nearest < -1.5) return std::nullopt;
  return kEarthKm * std::acos(std::clamp(nearest, -1.0, 1.0));
}

}  // namespace spoor
