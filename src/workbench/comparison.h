#pragma once
/// Two pictures against each other: a map over its frame, two frames, or two exhibits.

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
  /// Right picture's point for a left one, row-major 3x3; nothing: pixel on pixel.
  std::optional<cv::Matx33d> right_from_left;
};

/// Frame of the right side for frame `left`, clamped to [0, frames).
std::int64_t right_frame(const Comparison& comparison, std::int64_t left, std::int64_t frames);

/// "right: +3 frames, +100.0 ms", from the pts of both sides in seconds.
std::string offset_text(std::int64_t frames, double left_s, double right_s);

/// Whether the right picture is on at `now_s` while blinking.
bool blink_shows_right(const Comparison& comparison, double now_s);

const char* compare_mode_name(CompareMode mode);

}  // namespace spoor
