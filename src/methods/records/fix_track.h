#pragma once
/// Satellite fixes of a clip's telemetry as a track, and how its parts stand to each other. Pure arithmetic.

#include "media/series.h"

#include <string>
#include <vector>

namespace spoor {

struct Fix {
  double time_s = 0;  ///< on the media's own clock
  double latitude_deg = 0, longitude_deg = 0;
};

struct FixTrack {
  std::string source;
  std::vector<Fix> fixes;  ///< by time
  int without_lock = 0;    ///< left out: 0, 0, or written while gps.fix was below 2
};

/// One track for each source that has both gps.latitude and gps.longitude: values of equal times, in range.
std::vector<FixTrack> fix_tracks(const std::vector<Series>& all);

/// A stretch between two values of a series.
struct Stretch {
  double from_s = 0, to_s = 0;
  double value = 0;
};

/// Times between neighbours of more than 2 s and 5 times the median; `value` is the length in s. `begin_s` and `end_s`
/// are the clip's: what is missing there counts. At most `most`.
std::vector<Stretch> gaps(const std::vector<double>& times_s, double begin_s, double end_s, std::size_t most);

/// Where the place moves faster than `fastest_mps` over at least a second (or without any time passing); `value` is
/// the speed in m/s, infinite where no time passed. Overlapping stretches count once. At most `most`.
std::vector<Stretch> jumps(const std::vector<Fix>& fixes, double fastest_mps, std::size_t most);

/// Metres along the fixes, steps of at least a second, so that the noise of single fixes does not add up.
double path_m(const std::vector<Fix>& fixes);

/// Speeds by place over at least a second, against the mean of the stated ones (gps.speed_2d) in the same second.
struct SpeedComparison {
  int compared = 0;
  double median_difference_mps = 0;  ///< of the absolute differences
  double median_stated_mps = 0;
};
SpeedComparison speed_comparison(const std::vector<Fix>& fixes, const Series& stated);

/// A clock in a series (seconds) against the media's own: its steps minus the media's steps. Where they differ by more
/// than `slack_s` between neighbours the stretch is listed, with the difference as `value`. At most `most`.
std::vector<Stretch> clock_steps(const Series& clock, double slack_s, std::size_t most);

/// Metres between two places (sphere).
double apart_m(const Fix& a, const Fix& b);

}  // namespace spoor
