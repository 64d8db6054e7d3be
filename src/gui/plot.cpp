#include "gui/plot.h"

#include "gui/items.h"
#include "gui/widgets.h"
#include "report/coastlines.h"
#include "report/markup.h"
#include "report/plots.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace spoor::gui {
namespace {

// Told apart in grey by dash and marker, as in the report.
constexpr std::array<ImU32, 6> kColours{IM_COL32(196, 210, 222, 255), IM_COL32(236, 170, 96, 255),
                                        IM_COL32(120, 178, 210, 255), IM_COL32(206, 196, 110, 255),
                                        IM_COL32(186, 164, 214, 255), IM_COL32(160, 160, 160, 255)};
constexpr std::array<std::array<float, 2>, 6> kDashes{{{0, 0}, {7, 3}, {2, 3}, {10, 3}, {4, 2}, {12, 4}}};

constexpr ImU32 kCoast = IM_COL32(255, 255, 255, 70);

struct Bounds {
  double x_low = std::numeric_limits<double>::infinity(), x_high = -x_low, y_low = x_low, y_high = -x_low;
};

Bounds bounds_of(const Curve& curve) {
  Bounds bounds;
  double step = std::numeric_limits<double>::infinity();
  for (const auto& trace : curve.traces) {
    for (std::size_t i = 0; i < std::min(trace.x.size(), trace.y.size()); ++i) {
      const double x = trace.x[i], y = trace.y[i];
      if (!std::isfinite(x) || !std::isfinite(y) || (curve.y_log && y <= 0)) continue;
      bounds.x_low = std::min(bounds.x_low, x);
      bounds.x_high = std::max(bounds.x_high, x);
      bounds.y_low = std::min(bounds.y_low, y);
      bounds.y_high = std::max(bounds.y_high, y);
      if (i > 0 && x > trace.x[i - 1]) step = std::min(step, x - trace.x[i - 1]);
    }
  }
  if (!(bounds.x_low <= bounds.x_high)) return {0, 1, curve.y_log ? 0.1 : 0, 1};
  if (curve.style == Curve::Style::kBars) {
    if (!curve.y_log) bounds.y_low = std::min(0.0, bounds.y_low);
    const double half = std::isfinite(step) ? step / 2 : 0.5;
    bounds.x_low -= half;
    bounds.x_high += half;
  }
  if (bounds.x_low == bounds.x_high) bounds.x_high = bounds.x_low + 1;
  if (bounds.y_low == bounds.y_high) bounds.y_high = bounds.y_low + (curve.y_log ? bounds.y_low * 9 : 1);
  // Differences in the last digits of a constant are no curve.
  const double size = std::max(std::abs(bounds.y_low), std::abs(bounds.y_high));
  if (!curve.y_log && bounds.y_high - bounds.y_low < size * 1e-3) {
    bounds.y_low -= size * 1e-3;
    bounds.y_high += size * 1e-3;
  }
  if (!curve.y_log) {
    const double margin = (bounds.y_high - bounds.y_low) * 0.06;
    if (bounds.y_low < 0 || bounds.y_low > margin) bounds.y_low -= curve.style == Curve::Style::kBars ? 0 : margin;
    bounds.y_high += margin;
  }
  return bounds;
}

// Values of the y axis as they lie on the screen.
double on_axis(const Curve& curve, double y) { return curve.y_log ? std::log10(std::max(y, 1e-300)) : y; }
double from_axis(const Curve& curve, double y) { return curve.y_log ? std::pow(10, y) : y; }

// A degree of longitude as long as one of latitude, whatever the shape of the space.
void keep_degrees_alike(PlotView& view, const ImVec2& space) {
  const double per_pixel = std::max((view.x_high - view.x_low) / std::max(1.F, space.x),
                                    (view.y_high - view.y_low) / std::max(1.F, space.y));
  const double x = (view.x_low + view.x_high) / 2, y = (view.y_low + view.y_high) / 2;
  view.x_low = x - per_pixel * static_cast<double>(space.x) / 2;
  view.x_high = x + per_pixel * static_cast<double>(space.x) / 2;
  view.y_low = y - per_pixel * static_cast<double>(space.y) / 2;
  view.y_high = y + per_pixel * static_cast<double>(space.y) / 2;
}

struct Sheet {
  ImVec2 low, high;  ///< of the area within the axes
  PlotView view;     ///< y on the axis
  float x(double value) const {
    return low.x + static_cast<float>((value - view.x_low) / (view.x_high - view.x_low)) * (high.x - low.x);
  }
  float y(double axis) const {
    return high.y - static_cast<float>((axis - view.y_low) / (view.y_high - view.y_low)) * (high.y - low.y);
  }
  double x_at(float screen) const {
    return view.x_low + static_cast<double>((screen - low.x) / (high.x - low.x)) * (view.x_high - view.x_low);
  }
  double y_at(float screen) const {
    return view.y_low + static_cast<double>((high.y - screen) / (high.y - low.y)) * (view.y_high - view.y_low);
  }
};

void zoom(double& low, double& high, double about, float notches) {
  const double factor = std::pow(1.25, -static_cast<double>(notches));
  low = about - (about - low) * factor;
  high = about + (high - about) * factor;
}

void take_input(PlotView& view, const Sheet& sheet) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!ImGui::IsItemHovered() && !ImGui::IsItemActive()) return;
  if (io.MouseWheel != 0) {
    if (io.KeyShift) {
      zoom(view.y_low, view.y_high, sheet.y_at(io.MousePos.y), io.MouseWheel);
    } else {
      zoom(view.x_low, view.x_high, sheet.x_at(io.MousePos.x), io.MouseWheel);
    }
    view.fitted = false;
  }
  if (ImGui::IsItemActive() && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) &&
      (ImGui::IsMouseDragging(0, 3) || ImGui::IsMouseDragging(1, 1) || ImGui::IsMouseDragging(2, 1))) {
    const double by_x =
        static_cast<double>(io.MouseDelta.x / (sheet.high.x - sheet.low.x)) * (view.x_high - view.x_low);
    const double by_y =
        static_cast<double>(io.MouseDelta.y / (sheet.high.y - sheet.low.y)) * (view.y_high - view.y_low);
    view.x_low -= by_x;
    view.x_high -= by_x;
    view.y_low += by_y;
    view.y_high += by_y;
    view.fitted = false;
  }
}

std::string label_of(const std::string& text, const std::string& unit) {
  const std::string shown_unit = unit_text(unit);
  return shown(text + (shown_unit.empty() ? "" : " [" + shown_unit + "]"));
}

// Large numbers by thousands and millions: axes have little room, and powers of ten are read slowly.
std::string axis_text(double value) {
  const double size = std::abs(value);
  if (size >= 1e6 && size < 1e9) return tick_text(value / 1e6) + " M";
  if (size >= 1e5 && size < 1e6) return tick_text(value / 1e3) + " k";
  return tick_text(value);
}

void draw_axes(App& app, ImDrawList& list, const Sheet& sheet, const Curve& curve) {
  const ImU32 grid = IM_COL32(255, 255, 255, 18), axis = ImGui::GetColorU32(ImGuiCol_Separator);
  const ImU32 text = ImGui::GetColorU32(ImGuiCol_TextDisabled);
  const float size = em(0.85);
  const auto wide = [&](const std::string& label) {
    return ImGui::GetFont()->CalcTextSizeA(size, 1e9F, 0, label.c_str()).x;
  };
  const int rows = std::max(2, static_cast<int>((sheet.high.y - sheet.low.y) / em(2.4)));
  for (const double tick : axis_ticks(sheet.view.y_low, sheet.view.y_high, rows)) {
    if (curve.y_log && tick != std::floor(tick)) continue;
    const float y = std::floor(sheet.y(tick)) + 0.5F;
    list.AddLine({sheet.low.x, y}, {sheet.high.x, y}, grid);
    const std::string label = axis_text(from_axis(curve, tick));
    list.AddText(ImGui::GetFont(), size, {sheet.low.x - wide(label) - 5, y - size / 2}, text, label.c_str());
  }
  const int columns = std::max(2, static_cast<int>((sheet.high.x - sheet.low.x) / em(6)));
  for (const double tick : axis_ticks(sheet.view.x_low, sheet.view.x_high, columns)) {
    if (curve.x_is_frame && tick != std::floor(tick)) continue;
    const float x = std::floor(sheet.x(tick)) + 0.5F;
    list.AddLine({x, sheet.low.y}, {x, sheet.high.y}, grid);
    const std::string label = axis_text(tick);
    list.AddText(ImGui::GetFont(), size, {x - wide(label) / 2, sheet.high.y + 3}, text, label.c_str());
  }
  list.AddLine({sheet.low.x, sheet.low.y}, {sheet.low.x, sheet.high.y}, axis);
  list.AddLine({sheet.low.x, sheet.high.y}, {sheet.high.x, sheet.high.y}, axis);
  const std::string x_label =
      label_of(curve.x_is_frame && curve.x_label.empty() ? "frame" : curve.x_label, curve.x_unit);
  list.AddText(ImGui::GetFont(), size, {sheet.high.x - wide(x_label), sheet.high.y + 3 + size * 1.1F}, text,
               x_label.c_str());
  const std::string y_label = label_of(curve.y_label, curve.y_unit) + (curve.y_log ? ", logarithmic" : "");
  list.AddText(ImGui::GetFont(), size, {sheet.low.x + 4, sheet.low.y}, text, y_label.c_str());
  static_cast<void>(app);
}

void dashed(ImDrawList& list, const ImVec2& from, const ImVec2& to, ImU32 colour, const std::array<float, 2>& dash,
            float& phase) {
  const float dx = to.x - from.x, dy = to.y - from.y, length = std::sqrt(dx * dx + dy * dy);
  const float period = dash[0] + dash[1];
  for (float at = 0; at < length;) {
    const float place = std::fmod(phase + at, period);
    const float until = std::min(length, at + (place < dash[0] ? dash[0] - place : period - place));
    if (place < dash[0]) {
      list.AddLine({from.x + dx * at / length, from.y + dy * at / length},
                   {from.x + dx * until / length, from.y + dy * until / length}, colour, 1.4F);
    }
    at = until + 1e-3F;
  }
  phase = std::fmod(phase + length, period);
}

void draw_coastlines(ImDrawList& list, const Sheet& sheet) {
  std::vector<ImVec2> points;
  for (const auto& line : coastlines()) {
    points.clear();
    for (const cv::Point2d& p : line) {
      const ImVec2 at{sheet.x(p.x), sheet.y(p.y)};
      if (points.empty() || std::hypot(at.x - points.back().x, at.y - points.back().y) > 1.5F) points.push_back(at);
    }
    list.AddPolyline(points.data(), static_cast<int>(points.size()), kCoast, 0, 1);
  }
}

void draw_bars(ImDrawList& list, const Sheet& sheet, const Curve& curve, const Curve::Trace& trace,
               std::size_t number) {
  double step = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < trace.x.size(); ++i) {
    if (trace.x[i] > trace.x[i - 1]) step = std::min(step, trace.x[i] - trace.x[i - 1]);
  }
  if (!std::isfinite(step)) step = 1;
  const auto count = static_cast<double>(curve.traces.size());
  const float zero = curve.y_log ? sheet.high.y : std::clamp(sheet.y(0), sheet.low.y, sheet.high.y);
  for (std::size_t i = 0; i < trace.x.size(); ++i) {
    const double left = trace.x[i] - step * 0.42 + step * 0.84 * static_cast<double>(number) / count;
    const float from = sheet.x(left), to = std::max(from + 1, sheet.x(left + step * 0.84 / count));
    list.AddRectFilled({from, std::min(zero, sheet.y(on_axis(curve, trace.y[i])))},
                       {to, std::max(zero, sheet.y(on_axis(curve, trace.y[i])))}, kColours[number % kColours.size()]);
  }
}

void draw_trace(ImDrawList& list, const Sheet& sheet, const Curve& curve, std::size_t number) {
  const int columns = std::max(1, static_cast<int>(sheet.high.x - sheet.low.x));
  const Curve::Trace trace = decimated(curve.traces[number], sheet.view.x_low, sheet.view.x_high, columns);
  const ImU32 colour = kColours[number % kColours.size()];
  if (curve.style == Curve::Style::kBars) return draw_bars(list, sheet, curve, trace, number);
  const auto& dash = kDashes[number % kDashes.size()];
  float phase = 0;
  std::optional<ImVec2> before;
  for (std::size_t i = 0; i < trace.x.size(); ++i) {
    if (curve.y_log && trace.y[i] <= 0) {
      before.reset();
      continue;
    }
    const ImVec2 here{sheet.x(trace.x[i]), sheet.y(on_axis(curve, trace.y[i]))};
    if (curve.style == Curve::Style::kPoints) {
      if (number % 2 == 0) {
        list.AddCircleFilled(here, 2.2F, colour, 8);
      } else {
        list.AddRect({here.x - 2, here.y - 2}, {here.x + 2, here.y + 2}, colour);
      }
      continue;
    }
    if (before) {
      const ImVec2 corner = curve.style == Curve::Style::kSteps ? ImVec2{here.x, before->y} : *before;
      for (const auto& [from, to] : {std::pair(*before, corner), std::pair(corner, here)}) {
        if (from.x == to.x && from.y == to.y) continue;
        // Outside the sheet nothing is seen, and dashes of a far line would cost much.
        if (std::max(from.x, to.x) < sheet.low.x || std::min(from.x, to.x) > sheet.high.x) continue;
        if (dash[0] == 0 || std::abs(to.x - from.x) + std::abs(to.y - from.y) > 4000) {
          list.AddLine(from, to, colour, 1.4F);
        } else {
          dashed(list, from, to, colour, dash, phase);
        }
      }
    } else if (trace.x.size() == 1) {
      list.AddCircleFilled(here, 2.5F, colour, 8);
    }
    before = here;
  }
}

// Value of a trace at the point nearest in x.
std::optional<std::pair<double, double>> nearest(const Curve::Trace& trace, double x) {
  std::optional<std::pair<double, double>> best;
  for (std::size_t i = 0; i < std::min(trace.x.size(), trace.y.size()); ++i) {
    if (!std::isfinite(trace.y[i])) continue;
    if (!best || std::abs(trace.x[i] - x) < std::abs(best->first - x)) best = {trace.x[i], trace.y[i]};
  }
  return best;
}

void cross_hair(ImDrawList& list, const Sheet& sheet, const Curve& curve) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (mouse.x < sheet.low.x || mouse.x > sheet.high.x || mouse.y < sheet.low.y || mouse.y > sheet.high.y) return;
  const ImU32 line = IM_COL32(255, 255, 255, 70);
  list.AddLine({mouse.x, sheet.low.y}, {mouse.x, sheet.high.y}, line);
  list.AddLine({sheet.low.x, mouse.y}, {sheet.high.x, mouse.y}, line);
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(curve.traces.size(), 12); ++i) {
    const auto point = nearest(curve.traces[i], sheet.x_at(mouse.x));
    if (!point) continue;
    if (text.empty()) {
      text = (curve.x_is_frame ? "frame " : curve.x_label + " ") + tick_text(point->first) +
             (unit_text(curve.x_unit).empty() ? "" : " " + curve.x_unit);
    }
    const std::string name = curve.traces.size() == 1 ? curve.y_label : curve.traces[i].name;
    text += "\n" + name + "  " + tick_text(point->second);
    list.AddCircle({sheet.x(point->first), sheet.y(on_axis(curve, point->second))}, 4, IM_COL32(255, 255, 255, 200), 12,
                   1.5F);
  }
  if (!text.empty()) ImGui::SetTooltip("%s", shown(text).c_str());
}

void draw_key(ImDrawList& list, const Sheet& sheet, const Curve& curve) {
  float y = sheet.low.y + em(0.2);
  // Writes a name at the right and gives where its sample is drawn: from the left end, to the right one.
  const auto entry = [&](const std::string& name) {
    const std::string text = elided(shown(name), em(14));
    const float wide = ImGui::CalcTextSize(text.c_str()).x, right = sheet.high.x - em(0.5), middle = y + em(0.5);
    list.AddText({right - wide, y}, ImGui::GetColorU32(ImGuiCol_Text, 0.85F), text.c_str());
    y += em(1.15);
    return std::pair{ImVec2{right - wide - em(2.4), middle}, ImVec2{right - wide - em(0.5), middle}};
  };
  for (std::size_t i = 0; curve.traces.size() > 1 && i < std::min<std::size_t>(curve.traces.size(), 8); ++i) {
    const auto [from, to] = entry(curve.traces[i].name);
    const ImU32 colour = kColours[i % kColours.size()];
    const auto& dash = kDashes[i % kDashes.size()];
    float phase = 0;
    if (curve.style == Curve::Style::kBars) {
      list.AddRectFilled({to.x - em(0.8), to.y - em(0.3)}, {to.x, to.y + em(0.3)}, colour);
    } else if (dash[0] == 0) {
      list.AddLine(from, to, colour, 1.4F);
    } else {
      dashed(list, from, to, colour, dash, phase);
    }
  }
  if (is_world_map(curve) && !coastlines().empty()) {
    const auto [from, to] = entry("coastlines");
    list.AddLine(from, to, kCoast, 1);
  }
}

}  // namespace

std::optional<double> plot(App& app, const std::string& name, const Curve& curve, std::optional<double> marker) {
  const ImVec2 at = ImGui::GetCursorScreenPos(), space = ImGui::GetContentRegionAvail();
  if (space.x < em(10) || space.y < em(4)) {
    wrapped_dim_text("More height is needed to draw the curve: drag the border above.");
    return std::nullopt;
  }
  PlotView& view = app.panels.plots[name];
  if (view.fitted) {
    const Bounds bounds = bounds_of(curve);
    view.x_low = bounds.x_low;
    view.x_high = bounds.x_high;
    view.y_low = on_axis(curve, bounds.y_low);
    view.y_high = on_axis(curve, bounds.y_high);
    if (is_world_map(curve)) keep_degrees_alike(view, {space.x - em(5.4), space.y - em(2.9)});
  }
  Sheet sheet{{at.x + em(4.6), at.y + em(0.4)}, {at.x + space.x - em(0.8), at.y + space.y - em(2.5)}, view};
  ImGui::InvisibleButton(
      ("##" + name).c_str(), space,
      ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
  name_item(name);
  const bool hovered = ImGui::IsItemHovered();
  take_input(view, sheet);
  if (hovered && ImGui::IsMouseDoubleClicked(0)) view.fitted = true;
  sheet.view = view;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_axes(app, list, sheet, curve);
  list.PushClipRect(sheet.low, sheet.high, true);
  if (is_world_map(curve)) draw_coastlines(list, sheet);
  for (std::size_t i = 0; i < std::min<std::size_t>(curve.traces.size(), 12); ++i) draw_trace(list, sheet, curve, i);
  if (marker) {
    const float x = std::floor(sheet.x(*marker)) + 0.5F;
    list.AddLine({x, sheet.low.y}, {x, sheet.high.y}, IM_COL32(245, 245, 245, 170), 1.5F);
  }
  draw_key(list, sheet, curve);
  list.PopClipRect();
  if (hovered) cross_hair(list, sheet, curve);
  const ImVec2 moved = ImGui::GetMouseDragDelta(0, 3);
  const bool clicked =
      ImGui::IsItemDeactivated() && hovered && ImGui::IsMouseReleased(0) && moved.x == 0 && moved.y == 0;
  if (!clicked) return std::nullopt;
  return sheet.x_at(ImGui::GetIO().MousePos.x);
}

}  // namespace spoor::gui
