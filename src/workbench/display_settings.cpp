#include "workbench/display_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace spoor {
namespace {

// Black and white may not meet: the steepest ramp goes from black to white within one step of 16-bit samples.
constexpr double kNarrowest = 1.0 / 65535;

std::vector<std::string> changes(const DisplaySettings& settings) {
  const DisplaySettings plain;
  std::vector<std::string> list;
  if (settings.blurred) list.emplace_back("blurred");
  if (settings.channel != plain.channel) list.push_back(fmt::format("channel {}", channel_name(settings.channel)));
  if (settings.exposure_stops != plain.exposure_stops) {
    list.push_back(fmt::format("exposure {:+.2f} stops", settings.exposure_stops));
  }
  if (settings.black != plain.black || settings.white != plain.white) {
    list.push_back(fmt::format("levels {:.0f}-{:.0f}", settings.black * 255, settings.white * 255));
  }
  if (settings.gamma != plain.gamma) list.push_back(fmt::format("gamma {:.2f}", settings.gamma));
  if (settings.local_contrast != plain.local_contrast) {
    list.push_back(fmt::format("local contrast {:.0f} %", settings.local_contrast * 100));
  }
  if (settings.enlargement != plain.enlargement) list.emplace_back("smooth");
  return list;
}

}  // namespace

bool untouched(const DisplaySettings& settings) { return changes(settings).empty(); }

std::string changes_text(const DisplaySettings& settings) {
  std::string text;
  for (const std::string& change : changes(settings)) text += (text.empty() ? "" : ", ") + change;
  return text;
}

const char* channel_name(ChannelView channel) {
  switch (channel) {
    case ChannelView::kColour:
      return "colour";
    case ChannelView::kRed:
      return "R";
    case ChannelView::kGreen:
      return "G";
    case ChannelView::kBlue:
      return "B";
    case ChannelView::kLuma:
      return "Y";
    case ChannelView::kCb:
      return "Cb";
    case ChannelView::kCr:
      return "Cr";
    case ChannelView::kAlpha:
      break;
  }
  return "alpha";
}

double displayed(const DisplaySettings& settings, double value) {
  const double exposed = value * std::exp2(settings.exposure_stops);
  const double width = std::max(kNarrowest, settings.white - settings.black);
  const double levelled = std::clamp((exposed - settings.black) / width, 0.0, 1.0);
  return settings.gamma > 0 && settings.gamma != 1 ? std::pow(levelled, 1 / settings.gamma) : levelled;
}

}  // namespace spoor
