#include "methods/sun/sun_day.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace spoor {
namespace {

constexpr std::int64_t kStep = 240'000'000;  // four minutes: the sun moves one degree
constexpr std::int64_t kFine = 200'000;      // a fifth of a second

struct Threshold {
  double elevation_deg;
  SunEventKind upward, downward;
};
constexpr std::array kThresholds{Threshold{-0.8333, SunEventKind::kRise, SunEventKind::kSet},
                                 Threshold{-6, SunEventKind::kCivilDawn, SunEventKind::kCivilDusk},
                                 Threshold{-12, SunEventKind::kNauticalDawn, SunEventKind::kNauticalDusk},
                                 Threshold{-18, SunEventKind::kAstronomicalDawn, SunEventKind::kAstronomicalDusk}};

class Day {
 public:
  Day(const Observer& observer, std::int64_t first, std::int64_t length) : observer_(observer) {
    for (std::int64_t t = first; t < first + length; t += kStep) samples_.push_back({t, elevation(t)});
    samples_.push_back({first + length, elevation(first + length)});
  }

  std::vector<SunEvent> events() {
    add_extremes();
    std::sort(samples_.begin(), samples_.end(), [](const Sample& a, const Sample& b) { return a.utc_us < b.utc_us; });
    for (const Threshold& threshold : kThresholds) {
      for (std::size_t i = 1; i < samples_.size(); ++i) {
        const bool below = samples_[i - 1].elevation_deg < threshold.elevation_deg;
        if (below == (samples_[i].elevation_deg < threshold.elevation_deg)) continue;
        note(below ? threshold.upward : threshold.downward,
             crossing(samples_[i - 1].utc_us, samples_[i].utc_us, threshold.elevation_deg));
      }
    }
    std::sort(events_.begin(), events_.end(), [](const SunEvent& a, const SunEvent& b) { return a.utc_us < b.utc_us; });
    return std::move(events_);
  }

 private:
  struct Sample {
    std::int64_t utc_us;
    double elevation_deg;
  };

  double elevation(std::int64_t t) const { return sun_direction(observer_, t).elevation_deg; }
  void note(SunEventKind kind, std::int64_t t) { events_.push_back({kind, t, sun_direction(observer_, t)}); }

  // Highest and lowest points join the sampled instants, so that a sun that only just crosses a threshold between two
  // samples is not missed.
  void add_extremes() {
    const std::size_t sampled = samples_.size();
    for (std::size_t i = 1; i + 1 < sampled; ++i) {
      const double before = samples_[i - 1].elevation_deg, here = samples_[i].elevation_deg,
                   after = samples_[i + 1].elevation_deg;
      const bool high = here >= before && here > after;
      const bool low = here <= before && here < after;
      if (!high && !low) continue;
      const std::int64_t at = extreme(samples_[i - 1].utc_us, samples_[i + 1].utc_us, high ? 1 : -1);
      samples_.push_back({at, elevation(at)});
      note(high ? SunEventKind::kHighest : SunEventKind::kLowest, at);
    }
  }

  std::int64_t extreme(std::int64_t a, std::int64_t b, double sign) const {
    while (b - a > kFine) {
      const std::int64_t third = (b - a) / 3;
      if (sign * elevation(a + third) < sign * elevation(b - third)) {
        a += third;
      } else {
        b -= third;
      }
    }
    return a + (b - a) / 2;
  }

  std::int64_t crossing(std::int64_t a, std::int64_t b, double threshold) const {
    const bool below = elevation(a) < threshold;
    while (b - a > kFine) {
      const std::int64_t middle = a + (b - a) / 2;
      ((elevation(middle) < threshold) == below ? a : b) = middle;
    }
    return a + (b - a) / 2;
  }

  Observer observer_;
  std::vector<Sample> samples_;
  std::vector<SunEvent> events_;
};

}  // namespace

const char* sun_event_name(SunEventKind kind) {
  constexpr std::array kNames{"rise",          "set",           "civil dawn",        "civil dusk",
                              "nautical dawn", "nautical dusk", "astronomical dawn", "astronomical dusk",
                              "highest",       "lowest"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::vector<SunEvent> sun_events(const Observer& observer, std::int64_t first_us, std::int64_t length_us) {
  return Day(observer, first_us, length_us).events();
}

}  // namespace spoor
