#include "methods/shadow/light_change.h"

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

// Red to green as a share of red to blue between two Planckian radiators, by Wien's law at the middles of the sRGB
// primaries (610, 540 and 450 nm), whatever the two temperatures.
constexpr double kDaylightShare = (1 / 0.54 - 1 / 0.61) / (1 / 0.45 - 1 / 0.61);
const double kLeastStep = std::log(2.0);  // a sun that adds as much as the sky gives
constexpr double kRedder = -0.04, kBluest = 0.8, kOff = 0.12;
constexpr double kAlike = 0.2, kAlikeBluer = 0.15;  // relative, and of LightChange::bluer

}  // namespace

LightChange change_of(const cv::Vec3d& step) {
  const double blue = step[0], green = step[1], red = step[2];
  LightChange change;
  change.green = green;
  const double size = std::max(0.1, green);
  change.bluer = (red - blue) / size;
  change.off = (red - green - kDaylightShare * (red - blue)) / size;
  return change;
}

bool daylight_can(const LightChange& c) {
  return c.green >= kLeastStep && c.bluer >= kRedder && c.bluer <= kBluest && std::abs(c.off) <= kOff;
}

bool blue_sky_can(const LightChange& change) {
  constexpr double kLeastBluer = 0.1;
  const double least = std::log(3.0), most = std::log(16.0);
  return change.bluer >= kLeastBluer && change.green >= least && change.green <= most;
}

bool alike(const LightChange& a, const LightChange& b) {
  return std::abs(a.green - b.green) <= kAlike * b.green && std::abs(a.bluer - b.bluer) <= kAlikeBluer;
}

double agreement(const LightChange& a, const LightChange& b) {
  const double g = (a.green - b.green) / (kAlike * b.green), c = (a.bluer - b.bluer) / kAlikeBluer;
  return std::exp(-(g * g + c * c) / 2);
}

}  // namespace spoor
