#pragma once
/// Two pictures against each other: a map over its frame, two frames, or two exhibits.

#include "evidence/registration.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace spoor {

enum class CompareMode { kOff, kOverlay, kSideBySide, kWipe, kBlink, kDifference };

struct Comparison {
  CompareMode mode = CompareMode::kOff;
  std::int64_t other_exhibit = 0;  ///< 0: another frame of the same
  /// Frame shown on the right = frame of the left + offset while locked.
  std::int64_t offset_frames = 0;
  bool locked = true;
  std::int64_t other_frame = 0;  ///< where unlocked
  double opacity = 0.6;          ///< of a map over its frame
  double wipe = 0.5;             ///< share of the canvas that shows the left
  double blink_seconds = 0.5;
  double difference_gain = 4;
  bool left_hidden = false, right_hidden = false;
  bool registered = true;         ///< lays the right picture upon the left one where they are registered
  bool match_brightness = false;  ///< in a difference, where it was compared
  /// Right picture's point for a left one; nothing: pixel on pixel. Of the registration in force.
  std::optional<cv::Matx33d> right_from_left;
  std::optional<BrightnessMatch> brightness;  ///< what the right picture's brightness is matched by
};

/// Frame of the right side for frame `left`, clamped to [0, frames).
std::int64_t right_frame(const Comparison& comparison, std::int64_t left, std::int64_t frames);

/// "right: +3 frames, +100.0 ms", from the pts of both sides in seconds.
std::string offset_text(std::int64_t frames, double left_s, double right_s);

/// Whether the right picture is on at `now_s` while blinking.
bool blink_shows_right(const Comparison& comparison, double now_s);

/// `comparison` with what `registration` (null: there is none) says, as far as it is wished for.
Comparison with_registration(Comparison comparison, const Registration* registration);

/// Left picture's point for a right one, signed so that the middle of the left picture lies before its horizon; nothing
/// where there is none.
std::optional<cv::Matx33d> left_from_right(const cv::Matx33d& right_from_left, cv::Size left);

const char* compare_mode_name(CompareMode mode);

}  // namespace spoor
