#pragma once
/// The course of one day's sun: rise, set, twilights, noon.

#include "methods/sun/sun_position.h"

#include <cstdint>
#include <string>
#include <vector>

namespace spoor {

enum class SunEventKind {
  kRise,  ///< the disc's upper edge on a sea horizon, with the refraction of standard air (airless centre at -0.8333)
  kSet,
  kCivilDawn,  ///< centre at -6 degrees
  kCivilDusk,
  kNauticalDawn,  ///< -12
  kNauticalDusk,
  kAstronomicalDawn,  ///< -18
  kAstronomicalDusk,
  kHighest,
  kLowest,
};

const char* sun_event_name(SunEventKind kind);  ///< "rise", "civil dusk", "highest", ...

struct SunEvent {
  SunEventKind kind = SunEventKind::kHighest;
  std::int64_t utc_us = 0;
  SunDirection direction;  ///< airless
};

/// Everything that happens from `first_us` over `length_us`, in order of time. On polar days there are no rise and set.
/// Instants are those of a level horizon at the observer's place and good to a second; refraction near the horizon
/// varies by more (a quarter of a minute and more of rise and set).
std::vector<SunEvent> sun_events(const Observer& observer, std::int64_t first_us, std::int64_t length_us);

}  // namespace spoor
