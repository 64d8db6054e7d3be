#include "gui/panels/timeline_strips.h"

#include "gui/items.h"
#include "gui/mark_colours.h"
#include "gui/thumbnails.h"
#include "gui/widgets.h"
#include "report/plots.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace spoor::gui {
namespace {

double seconds_at(const FrameClock& clock, std::int64_t frame) {
  if (clock.seconds.empty()) return 0;
  const auto last = static_cast<std::int64_t>(clock.seconds.size()) - 1;
  return clock.seconds[static_cast<std::size_t>(std::clamp<std::int64_t>(frame, 0, last))];
}

// Light enough to be told apart without hue; key frames have a tick of their own besides.
ImU32 type_colour(PictureType type) {
  switch (type) {
    case PictureType::kI:
      return IM_COL32(214, 206, 186, 255);
    case PictureType::kP:
      return IM_COL32(122, 142, 160, 255);
    case PictureType::kB:
      return IM_COL32(82, 88, 96, 255);
    case PictureType::kOther:
    case PictureType::kUnknown:
      break;
  }
  return IM_COL32(110, 110, 110, 255);
}

const char* type_letter(PictureType type) {
  switch (type) {
    case PictureType::kI:
      return "I";
    case PictureType::kP:
      return "P";
    case PictureType::kB:
      return "B";
    case PictureType::kOther:
    case PictureType::kUnknown:
      break;
  }
  return "?";
}

template <class T>
const T* at(const std::vector<T>& list, std::int64_t index) {
  return index >= 0 && static_cast<std::size_t>(index) < list.size() ? &list[static_cast<std::size_t>(index)] : nullptr;
}

}  // namespace

void draw_ruler(ImDrawList& list, const TimeScale& scale, const Strip& strip, const FrameClock& clock,
                std::span<const std::int64_t> taken) {
  const auto from = static_cast<std::int64_t>(std::floor(scale.first)), to = static_cast<std::int64_t>(scale.last);
  const double low = seconds_at(clock, from), high = seconds_at(clock, to);
  const ImU32 line = ImGui::GetColorU32(ImGuiCol_Separator), text = ImGui::GetColorU32(ImGuiCol_TextDisabled);
  list.AddLine({scale.left, strip.bottom}, {scale.left + scale.width, strip.bottom}, line);
  const int wanted = std::max(2, static_cast<int>(scale.width / em(8)));
  const float size = em(0.82);
  for (const double tick : axis_ticks(low, high, wanted)) {
    const auto next = std::lower_bound(clock.seconds.begin(), clock.seconds.end(), tick - 1e-9);
    if (next == clock.seconds.end()) continue;
    const float x = std::floor(scale.x(static_cast<double>(next - clock.seconds.begin())));
    list.AddLine({x, strip.top + 2}, {x, strip.bottom}, line);
    std::string label = time_code(tick);
    if (label.ends_with(".000")) label.resize(label.size() - 4);
    const float wide = ImGui::GetFont()->CalcTextSizeA(size, 1e6F, 0, label.c_str()).x;
    const bool struck = std::any_of(taken.begin(), taken.end(), [&](std::int64_t frame) {
      const float line_x = scale.x(static_cast<double>(frame) + 0.5);
      return line_x > x - 2 && line_x < x + wide + 9;
    });
    if (!struck) list.AddText(ImGui::GetFont(), size, {x + 3, strip.top}, text, label.c_str());
  }
}

void draw_thumbnails(App& app, ImDrawList& list, const TimeScale& scale, const Strip& strip, ExhibitDesk& desk) {
  if (!desk.shelf || strip.height() < 12) return;
  const float ratio = shown_ratio(app, desk);
  if (ratio <= 0) return;
  const int orientation = shown_orientation(app, desk);
  const float width = std::max(8.F, strip.height() * ratio);
  // Pictures stay with their frames while the view pans: multiples of a power of two.
  double step = 1;
  while (step * scale.frame_width() < width + 2) step *= 2;
  list.PushClipRect({scale.left, strip.top}, {scale.left + scale.width, strip.bottom}, true);
  const double begin = std::max(0.0, std::floor(scale.first / step) * step);
  for (double frame = begin; frame < std::min(scale.last, static_cast<double>(scale.frames)); frame += step) {
    const float x = scale.x(frame);
    const ImVec2 low{x, strip.top}, high{x + width, strip.bottom};
    if (desk.display.blurred) {
      draw_hidden(list, low, high);
      continue;
    }
    const auto picture = desk.shelf->thumbnail(static_cast<std::int64_t>(frame));
    if (!draw_thumbnail(app, list, picture, orientation, low, high, Filling::kCut)) {
      list.AddRectFilled(low, high, IM_COL32(255, 255, 255, 8));
    }
  }
  list.PopClipRect();
}

void draw_packets(ImDrawList& list, const TimeScale& scale, const Strip& strip, const FrameClock& clock) {
  if (clock.packet_bytes.empty()) return;
  const std::int64_t greatest = *std::max_element(clock.packet_bytes.begin(), clock.packet_bytes.end());
  if (greatest <= 0) return;
  const auto first = std::max<std::int64_t>(0, static_cast<std::int64_t>(scale.first));
  const auto last = std::min(scale.frames, static_cast<std::int64_t>(std::ceil(scale.last)));
  const float wide = scale.frame_width();
  list.PushClipRect({scale.left, strip.top}, {scale.left + scale.width, strip.bottom}, true);
  // The largest packet of a column of pixels stands for it, with its type.
  float column = -1e9F;
  std::int64_t best = -1, best_bytes = -1;
  const auto bar = [&](std::int64_t frame) {
    const std::int64_t bytes = clock.packet_bytes[static_cast<std::size_t>(frame)];
    const double share = std::sqrt(static_cast<double>(bytes) / static_cast<double>(greatest));
    const float x = std::floor(scale.x(static_cast<double>(frame)));
    const float right = std::max(x + 1, std::floor(scale.x(static_cast<double>(frame + 1))) - (wide >= 4 ? 1.F : 0.F));
    const PictureType* type = at(clock.types, frame);
    const ImU32 colour = type_colour(type == nullptr ? PictureType::kUnknown : *type);
    list.AddRectFilled({x, strip.bottom - std::max(2.F, static_cast<float>(share) * strip.height())},
                       {right, strip.bottom}, colour);
    if (type != nullptr && wide >= em(0.8)) {
      const ImVec2 size = ImGui::CalcTextSize(type_letter(*type));
      const bool within = static_cast<float>(share) * strip.height() > em(0.5);
      list.AddText(ImGui::GetFont(), em(0.8), {x + (wide - size.x * 0.8F) / 2, strip.top},
                   within ? IM_COL32(24, 24, 24, 255) : ImGui::GetColorU32(ImGuiCol_Text, 0.8F), type_letter(*type));
    }
  };
  for (std::int64_t frame = first; frame < last; ++frame) {
    const std::int64_t* bytes = at(clock.packet_bytes, frame);
    if (bytes == nullptr) break;
    const float x = std::floor(scale.x(static_cast<double>(frame)));
    if (x != column) {
      if (best >= 0) bar(best);
      column = x;
      best = -1;
      best_bytes = -1;
    }
    if (*bytes > best_bytes) {
      best = frame;
      best_bytes = *bytes;
    }
  }
  if (best >= 0) bar(best);
  for (const std::int64_t key : clock.key_frames) {
    if (key < first || key >= last) continue;
    const float x = scale.x(static_cast<double>(key));
    list.AddTriangleFilled({x, strip.top}, {x + 5, strip.top}, {x, strip.top + 5}, IM_COL32(230, 222, 200, 255));
  }
  list.PopClipRect();
}

const Curve* timeline_curve(App& app, const PassResult* result) {
  if (result == nullptr) return nullptr;
  const Curve* first = nullptr;
  for (const Curve& curve : result->output.curves) {
    if (!curve.x_is_frame) continue;
    if (curve.id == app.panels.chosen_curve) return &curve;
    if (first == nullptr) first = &curve;
  }
  return first;
}

void draw_curve(ImDrawList& list, const TimeScale& scale, const Strip& strip, const Curve& curve, double value_zoom) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const auto& trace : curve.traces) {
    for (const double y : trace.y) {
      if (!std::isfinite(y)) continue;
      low = std::min(low, y);
      high = std::max(high, y);
    }
  }
  if (!(low <= high)) return;
  if (low == high) high = low + 1;
  high = low + (high - low) / std::max(1e-6, value_zoom);
  constexpr std::array<ImU32, 4> kColours{IM_COL32(176, 203, 222, 255), IM_COL32(232, 176, 110, 255),
                                          IM_COL32(190, 190, 190, 255), IM_COL32(160, 190, 150, 255)};
  list.PushClipRect({scale.left, strip.top}, {scale.left + scale.width, strip.bottom}, true);
  std::size_t number = 0;
  for (const auto& trace : curve.traces) {
    const Curve::Trace seen = decimated(trace, scale.first, scale.last, std::max(1, static_cast<int>(scale.width)));
    const ImU32 colour = kColours[number++ % kColours.size()];
    std::vector<ImVec2> line;
    for (std::size_t i = 0; i < seen.x.size(); ++i) {
      const double share = (seen.y[i] - low) / (high - low);
      line.push_back({scale.x(seen.x[i] + 0.5), strip.bottom - 2 - static_cast<float>(share) * (strip.height() - 4)});
    }
    if (curve.style == Curve::Style::kPoints || line.size() == 1) {
      for (const ImVec2& point : line) list.AddCircleFilled(point, 2, colour, 8);
    } else if (line.size() > 1) {
      list.AddPolyline(line.data(), static_cast<int>(line.size()), colour, 0, 1.3F);
    }
  }
  const std::string label = elided(shown(curve.title), scale.width - em(1));
  list.AddText(ImGui::GetFont(), em(0.8), {scale.left + 4, strip.top}, ImGui::GetColorU32(ImGuiCol_TextDisabled),
               label.c_str());
  list.PopClipRect();
}

void draw_notes(App& app, ImDrawList& list, const TimeScale& scale, const Strip& strip, ExhibitDesk& desk) {
  list.PushClipRect({scale.left, strip.top - 2}, {scale.left + scale.width, strip.bottom + 2}, true);
  const float middle = (strip.top + strip.bottom) / 2;
  for (const Region& mark : app.bench.marks(desk.record.id).regions) {
    const bool whole = mark.frames.first <= 0 && mark.frames.last >= scale.frames - 1;
    const bool chosen = mark.id == app.bench.annotator.chosen;
    if (whole && mark.keys.empty() && !chosen) continue;
    const double last = static_cast<double>(std::min(mark.frames.last, scale.frames - 1)) + 1;
    const float from = scale.x(static_cast<double>(std::max<std::int64_t>(0, mark.frames.first)));
    const float to = std::max(from + 2, scale.x(last));
    list.AddRectFilled({from, middle - (chosen ? 3.F : 2.F)}, {to, middle + (chosen ? 3.F : 2.F)}, mark_colour(mark),
                       2);
    for (const KeyShape& key : mark.keys) {
      const float x = scale.x(static_cast<double>(key.frame) + 0.5);
      if (key.confidence) {
        // Tracked: a hollow small one, under those that a hand has set.
        if (!chosen) continue;
        list.AddQuadFilled({x, middle - 3}, {x + 3, middle}, {x, middle + 3}, {x - 3, middle},
                           IM_COL32(30, 30, 30, 255));
        list.AddQuad({x, middle - 3}, {x + 3, middle}, {x, middle + 3}, {x - 3, middle}, IM_COL32(235, 235, 235, 220));
        continue;
      }
      list.AddQuadFilled({x, middle - 4}, {x + 4, middle}, {x, middle + 4}, {x - 4, middle},
                         IM_COL32(255, 255, 255, 230));
    }
  }
  const auto& all = app.bench.notes().bookmarks;
  const auto bookmarks = all.find(desk.record.id);
  if (bookmarks != all.end()) {
    for (const Bookmark& one : bookmarks->second) {
      const float x = scale.x(static_cast<double>(one.frame) + 0.5);
      const ImU32 colour = IM_COL32(224, 224, 224, 255);
      list.AddRectFilled({x - 4, strip.top - 1}, {x + 4, strip.bottom - 4}, colour);
      list.AddTriangleFilled({x - 4, strip.bottom - 4}, {x, strip.bottom - 4}, {x - 4, strip.bottom}, colour);
      list.AddTriangleFilled({x, strip.bottom - 4}, {x + 4, strip.bottom - 4}, {x + 4, strip.bottom}, colour);
    }
  }
  list.PopClipRect();
}

}  // namespace spoor::gui
