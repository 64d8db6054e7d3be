#include "methods/records/fix_track.h"

#include "methods/records/time_relations.h"
#include "methods/statistics/median.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace spoor {
namespace {

constexpr double kLeastStep = 1;       // s
constexpr double kStandingStill = 20;  // m that a place may move in no time: two receivers, rounding

// The last value at or before `time_s`; NaN where there is none.
double value_at(const Series& series, double time_s) {
  const auto after =
      std::upper_bound(series.points.begin(), series.points.end(), time_s + 1e-9,
                       [](double t, const Series::Point& point) { return t < seconds_for_display(point.time); });
  return after == series.points.begin() ? std::nan("") : std::prev(after)->value;
}

bool by_time(const Series::Point& a, const Series::Point& b) { return a.time < b.time; }

}  // namespace

double apart_m(const Fix& a, const Fix& b) {
  return distance_m({a.latitude_deg, a.longitude_deg, {}, {}}, {b.latitude_deg, b.longitude_deg, {}, {}});
}

std::vector<FixTrack> fix_tracks(const std::vector<Series>& all) {
  std::map<std::string, std::map<std::string, Series>> sources;
  for (const Series& one : all) {
    if (one.id != "gps.latitude" && one.id != "gps.longitude" && one.id != "gps.fix") continue;
    Series sorted = one;
    std::stable_sort(sorted.points.begin(), sorted.points.end(), by_time);
    sources[one.source].emplace(one.id, std::move(sorted));
  }
  std::vector<FixTrack> tracks;
  for (const auto& [source, series] : sources) {
    const auto north = series.find("gps.latitude"), east = series.find("gps.longitude");
    if (north == series.end() || east == series.end()) continue;
    const auto lock = series.find("gps.fix");
    FixTrack track{source, {}, 0};
    auto e = east->second.points.begin();
    for (const Series::Point& n : north->second.points) {
      while (e != east->second.points.end() && e->time < n.time) ++e;
      if (e == east->second.points.end()) break;
      if (!(e->time == n.time)) continue;
      const Fix fix{seconds_for_display(n.time), n.value, e->value};
      ++e;
      if (!(std::abs(fix.latitude_deg) <= 90 && std::abs(fix.longitude_deg) <= 180)) continue;
      const bool locked = lock == series.end() || !(value_at(lock->second, fix.time_s) < 2);
      if (!locked || (fix.latitude_deg == 0 && fix.longitude_deg == 0)) {
        ++track.without_lock;
      } else {
        track.fixes.push_back(fix);
      }
    }
    tracks.push_back(std::move(track));
  }
  return tracks;
}

std::vector<Stretch> gaps(const std::vector<double>& times_s, double begin_s, double end_s, std::size_t most) {
  std::vector<Stretch> found;
  if (times_s.empty()) return found;
  std::vector<double> steps;
  for (std::size_t i = 1; i < times_s.size(); ++i) steps.push_back(times_s[i] - times_s[i - 1]);
  const double longest = std::max(2.0, 5 * median(steps));
  const auto look = [&](double from, double to) {
    if (to - from > longest && found.size() < most) found.push_back({from, to, to - from});
  };
  look(begin_s, times_s.front());
  for (std::size_t i = 1; i < times_s.size(); ++i) look(times_s[i - 1], times_s[i]);
  look(times_s.back(), end_s);
  return found;
}

std::vector<Stretch> jumps(const std::vector<Fix>& fixes, double fastest_mps, std::size_t most) {
  std::vector<Stretch> found;
  std::size_t later = 0;
  for (std::size_t i = 0; i + 1 < fixes.size() && found.size() < most; ++i) {
    later = std::max(later, i + 1);
    while (later + 1 < fixes.size() && fixes[later].time_s - fixes[i].time_s < kLeastStep) ++later;
    const double seconds = fixes[later].time_s - fixes[i].time_s, metres = apart_m(fixes[i], fixes[later]);
    const bool jumped = seconds > 0 ? metres > fastest_mps * std::max(seconds, kLeastStep) : metres > kStandingStill;
    if (!jumped || (!found.empty() && fixes[i].time_s < found.back().to_s)) continue;
    found.push_back({fixes[i].time_s, fixes[later].time_s,
                     seconds > 0 ? metres / seconds : std::numeric_limits<double>::infinity()});
  }
  return found;
}

double path_m(const std::vector<Fix>& fixes) {
  double sum = 0;
  for (std::size_t i = 0, last = 0; i < fixes.size(); ++i) {
    if (fixes[i].time_s - fixes[last].time_s < kLeastStep && i + 1 < fixes.size()) continue;
    sum += apart_m(fixes[last], fixes[i]);
    last = i;
  }
  return sum;
}

SpeedComparison speed_comparison(const std::vector<Fix>& fixes, const Series& stated) {
  std::vector<double> differences, speeds;
  std::size_t at = 0;
  for (std::size_t i = 1, last = 0; i < fixes.size(); ++i) {
    const double from = fixes[last].time_s, to = fixes[i].time_s;
    if (to - from < kLeastStep) continue;
    double sum = 0;
    int count = 0;
    while (at < stated.points.size() && seconds_for_display(stated.points[at].time) < from) ++at;
    for (std::size_t k = at; k < stated.points.size() && seconds_for_display(stated.points[k].time) <= to; ++k) {
      sum += stated.points[k].value, ++count;
    }
    if (count > 0 && to - from < 5 * kLeastStep) {
      speeds.push_back(sum / count);
      differences.push_back(std::abs(apart_m(fixes[last], fixes[i]) / (to - from) - speeds.back()));
    }
    last = i;
  }
  return {static_cast<int>(speeds.size()), median(differences), median(speeds)};
}

std::vector<Stretch> clock_steps(const Series& clock, double slack_s, std::size_t most) {
  std::vector<Stretch> found;
  for (std::size_t i = 1; i < clock.points.size() && found.size() < most; ++i) {
    const double from = seconds_for_display(clock.points[i - 1].time), to = seconds_for_display(clock.points[i].time);
    const double step = clock.points[i].value - clock.points[i - 1].value - (to - from);
    if (std::abs(step) > slack_s) found.push_back({from, to, step});
  }
  return found;
}

}  // namespace spoor
