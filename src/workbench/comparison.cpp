#include "workbench/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spoor {

std::int64_t right_frame(const Comparison& comparison, std::int64_t left, std::int64_t frames) {
  const std::int64_t most = std::max<std::int64_t>(frames, 1) - 1;
  if (!comparison.locked) return std::clamp<std::int64_t>(comparison.other_frame, 0, most);
  // Clamped first, so that no sum overflows.
  const std::int64_t from = std::clamp<std::int64_t>(left, 0, std::int64_t{1} << 40);
  const std::int64_t offset = std::clamp(comparison.offset_frames, -(std::int64_t{1} << 41), std::int64_t{1} << 41);
  return std::clamp<std::int64_t>(from + offset, 0, most);
}

std::string offset_text(std::int64_t frames, double left_s, double right_s) {
  const bool one = frames == 1 || frames == -1;
  const double ms = (right_s - left_s) * 1000;
  // No "-0.0".
  return fmt::format("right: {:+} frame{}, {:+.1f} ms", frames, one ? "" : "s", std::abs(ms) < 0.05 ? 0.0 : ms);
}

bool blink_shows_right(const Comparison& comparison, double now_s) {
  if (!(comparison.blink_seconds > 0) || !std::isfinite(now_s)) return false;
  return std::fmod(std::floor(now_s / comparison.blink_seconds), 2) != 0;
}

const char* compare_mode_name(CompareMode mode) {
  switch (mode) {
    case CompareMode::kOff:
      return "single";
    case CompareMode::kOverlay:
      return "overlay";
    case CompareMode::kSideBySide:
      return "side by side";
    case CompareMode::kWipe:
      return "wipe";
    case CompareMode::kBlink:
      return "blink";
    case CompareMode::kDifference:
      return "difference";
  }
  return "";
}

}  // namespace spoor
