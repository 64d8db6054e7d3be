#pragma once
/// What the timeline draws, strip by strip.

#include "gui/app.h"

#include <imgui.h>

#include <memory>
#include <span>
#include <string>

namespace spoor::gui {

/// Where frames lie on the screen.
struct TimeScale {
  float left = 0, width = 1;
  double first = 0, last = 1;  ///< frames at the borders
  std::int64_t frames = 1;     ///< of the clip

  float x(double frame) const { return left + static_cast<float>((frame - first) / (last - first)) * width; }
  double frame_at(float screen_x) const { return first + (screen_x - left) / width * (last - first); }
  float frame_width() const { return width / static_cast<float>(last - first); }
};

struct Strip {
  float top = 0, bottom = 0;
  float height() const { return bottom - top; }
};

/// `taken`: frames whose lines cross the ruler; a time that they would strike out is left out.
void draw_ruler(ImDrawList& list, const TimeScale& scale, const Strip& strip, const FrameClock& clock,
                std::span<const std::int64_t> taken);
void draw_thumbnails(App& app, ImDrawList& list, const TimeScale& scale, const Strip& strip, ExhibitDesk& desk);
void draw_packets(ImDrawList& list, const TimeScale& scale, const Strip& strip, const FrameClock& clock);
/// The curve over frames that the chosen result holds; null where it holds none.
const Curve* timeline_curve(App& app, const PassResult* result);
void draw_curve(ImDrawList& list, const TimeScale& scale, const Strip& strip, const Curve& curve, double value_zoom);
/// Bookmarks, ranges of marks, key frames of the chosen mark.
void draw_notes(App& app, ImDrawList& list, const TimeScale& scale, const Strip& strip, ExhibitDesk& desk);

}  // namespace spoor::gui
