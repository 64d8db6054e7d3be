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

Comparison with_registration(Comparison comparison, const Registration* registration) {
  comparison.right_from_left.reset();
  comparison.brightness.reset();
  if (registration == nullptr || registration->method.empty() || !comparison.registered) return comparison;
  comparison.right_from_left = cv::Matx33d(registration->right_from_left.data());
  const bool compared = registration->features && registration->features->brightness;
  if (compared && comparison.match_brightness) comparison.brightness = registration->features->brightness;
  return comparison;
}

std::optional<cv::Matx33d> left_from_right(const cv::Matx33d& right_from_left, cv::Size left) {
  bool done = false;
  cv::Matx33d back = right_from_left.inv(cv::DECOMP_LU, &done);
  if (!done) return std::nullopt;
  const cv::Vec3d middle(left.width / 2.0, left.height / 2.0, 1), there = right_from_left * middle;
  if (there[2] == 0) return std::nullopt;
  const cv::Vec3d again = back * (there * (1 / there[2]));
  if (again[2] < 0) back *= -1;
  return back;
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
