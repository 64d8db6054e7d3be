#pragma once
/// How the canvas shows samples. For the eye alone: nothing here touches what passes measure.

#include <array>
#include <string>

namespace spoor {

enum class ChannelView { kColour, kRed, kGreen, kBlue, kLuma, kCb, kCr, kAlpha };
enum class Enlargement { kNearest, kSmooth };

struct DisplaySettings {
  ChannelView channel = ChannelView::kColour;
  double black = 0, white = 1;  ///< share of full range that becomes black and white; black < white
  double gamma = 1;             ///< above 1: brighter middle
  double exposure_stops = 0;
  double local_contrast = 0;  ///< 0..1
  Enlargement enlargement = Enlargement::kNearest;
  bool pixel_grid = true;    ///< from 8 screen pixels a sample on
  bool pixel_values = true;  ///< from 40 on
  bool rulers = false, minimap = true, loupe = false;
  bool marks_hidden = false;
  bool blurred = false;  ///< graphic content, until asked for
  bool apply_orientation = true;
  bool operator==(const DisplaySettings&) const = default;
};

/// True where samples are shown as they are: "shown as decoded" in the status bar, else what was changed.
bool untouched(const DisplaySettings& settings);
std::string changes_text(const DisplaySettings& settings);  ///< "levels 12-230, gamma 1.40"

const char* channel_name(ChannelView channel);
inline constexpr std::array kChannels{ChannelView::kColour, ChannelView::kRed,  ChannelView::kGreen,
                                      ChannelView::kBlue,   ChannelView::kLuma, ChannelView::kCb,
                                      ChannelView::kCr,     ChannelView::kAlpha};

/// Value 0..1 as shown for a sample value 0..1: exposure, levels, gamma in this order; the shader does the same.
double displayed(const DisplaySettings& settings, double value);

}  // namespace spoor
