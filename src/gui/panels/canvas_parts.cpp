#include "gui/panels/canvas_parts.h"

#include "gui/items.h"
#include "gui/theme.h"
#include "gui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace spoor::gui {
namespace {

constexpr double kValuesFrom = 40;  // screen pixels a sample

/// Names of planes as short as they fit into a sample.
std::array<const char*, 4> plane_names(ColourModel model) {
  switch (model) {
    case ColourModel::kYCbCr:
      return {"Y", "Cb", "Cr", ""};
    case ColourModel::kRgb:
      return {"R", "G", "B", ""};
    case ColourModel::kCmyk:
      return {"C", "M", "Y", "K"};
    case ColourModel::kYcck:
      return {"Y", "Cb", "Cr", "K"};
    default:
      return {"", "", "", ""};
  }
}

/// The sample of plane `c` that covers a place, as printed.
std::string sample_text(const Frame& frame, std::size_t c, int x, int y) {
  const cv::Mat& plane = frame.planes[c];
  const SampleLayout& layout = frame.info.layout;
  if (plane.size() != frame.planes[0].size()) {
    x >>= layout.log2_chroma_w;
    y >>= layout.log2_chroma_h;
  }
  if (x < 0 || y < 0 || x >= plane.cols || y >= plane.rows) return {};
  if (plane.depth() == CV_32F) return fmt::format("{:.4g}", plane.at<float>(y, x));
  return std::to_string(plane.depth() == CV_16U ? plane.at<std::uint16_t>(y, x) : plane.at<std::uint8_t>(y, x));
}

/// A round step of the rulers, at least `least` picture pixels.
double round_step(double least) {
  const double decade = std::pow(10, std::floor(std::log10(std::max(least, 1e-6))));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (decade * factor >= least) return std::max(1.0, decade * factor);
  }
  return std::max(1.0, decade * 10);
}

}  // namespace

ImVec2 CanvasFrame::screen(const PicturePoint& point) const {
  const cv::Point2d at = screen_from_picture(view, point);
  return {low.x + static_cast<float>(at.x), low.y + static_cast<float>(at.y)};
}

PicturePoint CanvasFrame::picture(const ImVec2& at) const {
  return picture_from_screen(view, {at.x - low.x, at.y - low.y});
}

ImVec2 plate(ImDrawList& list, const ImVec2& at, const std::string& text, ImU32 ink) {
  const ImVec2 size = ImGui::CalcTextSize(text.c_str());
  const ImVec2 high(at.x + size.x + 10, at.y + size.y + 4);
  list.AddRectFilled(at, high, IM_COL32(24, 24, 24, 205), 3);
  list.AddText({at.x + 5, at.y + 2}, ink, text.c_str());
  return {high.x - at.x, high.y - at.y};
}

void draw_pixel_values(const CanvasFrame& canvas) {
  const double zoom = canvas.view.zoom * std::min(1.0, canvas.view.aspect);
  if (canvas.frame == nullptr || !canvas.desk.display.pixel_values || canvas.desk.display.blurred ||
      zoom < kValuesFrom) {
    return;
  }
  const Frame& frame = *canvas.frame;
  const auto names = plane_names(frame.info.layout.model);
  const std::size_t count = std::min<std::size_t>(frame.planes.size(), 4);
  ImFont* font = canvas.app.fonts.fixed;
  const auto size = static_cast<float>(std::min(13.0, zoom / (static_cast<double>(count) + 0.4)));
  const cv::Rect seen = visible_pixels(canvas.view);
  for (int y = seen.y; y < seen.br().y; ++y) {
    for (int x = seen.x; x < seen.br().x; ++x) {
      const ImVec2 middle = canvas.screen({x + 0.5, y + 0.5});
      float line = middle.y - size * static_cast<float>(count) / 2;
      for (std::size_t c = 0; c < count; ++c, line += size) {
        std::string text = sample_text(frame, c, x, y);
        if (zoom > 64 * 0.9) text = std::string(names[c]) + " " + text;
        const float width = font->CalcTextSizeA(size, 1e6F, 0, text.c_str()).x;
        const ImVec2 at(middle.x - width / 2, line);
        canvas.list.AddText(font, size, {at.x + 1, at.y + 1}, IM_COL32(0, 0, 0, 200), text.c_str());
        canvas.list.AddText(font, size, at, IM_COL32(245, 245, 245, 255), text.c_str());
      }
    }
  }
}

std::string readout_text(const CanvasFrame& canvas, const PicturePoint& point) {
  const cv::Size size = canvas.view.picture;
  if (point.x < 0 || point.y < 0 || point.x >= size.width || point.y >= size.height) return {};
  std::string text = fmt::format("x {:.1f}  y {:.1f}", point.x, point.y);
  if (canvas.frame == nullptr) return text;
  const Frame& frame = *canvas.frame;
  const auto names = plane_names(frame.info.layout.model);
  text += " ";
  for (std::size_t c = 0; c < frame.planes.size(); ++c) {
    const bool alpha = frame.info.layout.has_alpha && c + 1 == frame.planes.size() && c > 0;
    const char* name = alpha ? "alpha" : c < names.size() ? names[c] : "";
    text += fmt::format("  {}{}{}", name, *name != '\0' ? " " : "",
                        sample_text(frame, c, static_cast<int>(point.x), static_cast<int>(point.y)));
  }
  return text;
}

std::string map_value_text(const Map& map, const PicturePoint& point) {
  if (map.cell.width <= 0 || map.cell.height <= 0) return {};
  const double x = std::floor((point.x - map.origin.x) / map.cell.width);
  const double y = std::floor((point.y - map.origin.y) / map.cell.height);
  if (x < 0 || y < 0 || x >= map.field.cols || y >= map.field.rows) return {};
  const float value = map.field.at<float>(static_cast<int>(y), static_cast<int>(x));
  if (std::isnan(value)) return "   map: not measured here";
  return fmt::format("   map {:.4g}{}{}", value, map.unit == "1" || map.unit.empty() ? "" : " ",
                     map.unit == "1" ? "" : map.unit);
}

void draw_rulers(const CanvasFrame& canvas) {
  if (!canvas.desk.display.rulers) return;
  const bool turned = canvas.view.quarter_turns % 2 != 0;
  ImFont* font = canvas.app.fonts.text;
  const float small = ImGui::GetFontSize() * 0.78F;
  const float deep = std::round(ImGui::GetTextLineHeight() * 1.15F);
  const cv::Size picture = canvas.view.picture;
  const std::string longest = std::to_string(turned ? picture.width : picture.height);
  const float wide = std::ceil(std::max(deep, font->CalcTextSizeA(small, 1e6F, 0, longest.c_str()).x + 5));
  ImDrawList& list = canvas.list;
  list.AddRectFilled(canvas.low, {canvas.high.x, canvas.low.y + deep}, IM_COL32(36, 36, 36, 235));
  list.AddRectFilled({canvas.low.x, canvas.low.y + deep}, {canvas.low.x + wide, canvas.high.y},
                     IM_COL32(36, 36, 36, 235));
  for (const bool along_x : {true, false}) {
    const PicturePoint from = canvas.picture(canvas.low), to = canvas.picture(canvas.high);
    const bool is_x = along_x != turned;
    double first = is_x ? from.x : from.y, last = is_x ? to.x : to.y;
    if (first > last) std::swap(first, last);
    const double length = along_x ? canvas.high.x - canvas.low.x : canvas.high.y - canvas.low.y;
    const double step = round_step((last - first) / std::max(1.0, length) * 70);
    for (double at = std::ceil(first / step * 5) * step / 5; at <= last; at += step / 5) {
      const PicturePoint place = is_x ? PicturePoint{at, from.y} : PicturePoint{from.x, at};
      const ImVec2 on = canvas.screen(place);
      const bool major = std::abs(std::remainder(at, step)) < step / 50;
      const float tick = major ? deep : deep * 0.3F;
      if (along_x) {
        list.AddLine({on.x, canvas.low.y + deep - tick}, {on.x, canvas.low.y + deep}, IM_COL32(150, 150, 150, 255));
      } else {
        const float begin = major ? canvas.low.x : canvas.low.x + wide - tick;
        list.AddLine({begin, on.y}, {canvas.low.x + wide, on.y}, IM_COL32(150, 150, 150, 255));
      }
      if (!major || (!along_x && on.y < canvas.low.y + deep) || (along_x && on.x < canvas.low.x + wide)) continue;
      const std::string text = fmt::format("{:.0f}", at);
      const ImVec2 put = along_x ? ImVec2(on.x + 3, canvas.low.y) : ImVec2(canvas.low.x + 2, on.y + 1);
      list.AddText(font, small, put, theme::kMuted, text.c_str());
    }
  }
  if (canvas.hovered) {
    list.AddLine({canvas.mouse.x, canvas.low.y}, {canvas.mouse.x, canvas.low.y + deep}, theme::kAccent);
    list.AddLine({canvas.low.x, canvas.mouse.y}, {canvas.low.x + wide, canvas.mouse.y}, theme::kAccent);
  }
}

void draw_loupe(const CanvasFrame& canvas, const PictureLayer& layer, const DisplaySettings& display) {
  if (!display.loupe || !canvas.hovered || display.blurred) return;
  const float side = std::round(12 * ImGui::GetFontSize());
  CanvasView view = canvas.view;
  view.fit = false;
  view.canvas = {static_cast<int>(side), static_cast<int>(side)};
  view.centre = canvas.picture(canvas.mouse);
  view.zoom = std::clamp(std::max(8.0, canvas.view.zoom * 4), 1.0, kGreatestZoom);
  ImVec2 at(canvas.mouse.x + 24, canvas.mouse.y + 24);
  if (at.x + side > canvas.high.x) at.x = canvas.mouse.x - 24 - side;
  if (at.y + side > canvas.high.y) at.y = canvas.mouse.y - 24 - side;
  at = {std::round(at.x), std::round(at.y)};
  const ImVec2 end(at.x + side, at.y + side);
  canvas.list.AddRectFilled(at, end, theme::kSurround);
  canvas.list.PushClipRect(at, end, true);
  canvas.app.pictures.draw(canvas.list, at, view, display, layer, nullptr, {}, canvas.app.now_s);
  canvas.list.PopClipRect();
  const ImVec2 middle(at.x + side / 2, at.y + side / 2);
  canvas.list.AddRect(at, end, IM_COL32(0, 0, 0, 255), 0, 0, 3);
  canvas.list.AddRect(at, end, IM_COL32(200, 200, 200, 255));
  canvas.list.AddLine({middle.x - 8, middle.y}, {middle.x + 8, middle.y}, IM_COL32(255, 255, 255, 160));
  canvas.list.AddLine({middle.x, middle.y - 8}, {middle.x, middle.y + 8}, IM_COL32(255, 255, 255, 160));
  name_rectangle("canvas.loupe", at, end);
}

ImVec4 minimap_place(const CanvasFrame& canvas) {
  const CanvasView& view = canvas.view;
  if (!canvas.desk.display.minimap || view.picture.area() == 0) return {};
  const cv::Rect seen = visible_pixels(view);
  if (seen == cv::Rect({}, view.picture)) return {};
  const float most = std::min(11 * ImGui::GetFontSize(), (canvas.high.x - canvas.low.x) / 3);
  double width = view.picture.width * view.aspect, height = view.picture.height;
  if (view.quarter_turns % 2 != 0) std::swap(width, height);
  const double scale = most / std::max(width, height);
  const float w = std::max(8.0F, static_cast<float>(std::round(width * scale)));
  const float h = std::max(8.0F, static_cast<float>(std::round(height * scale)));
  const ImVec2 high(canvas.high.x - 12, canvas.high.y - 12);
  return {std::round(high.x - w), std::round(high.y - h), std::round(high.x), std::round(high.y)};
}

void draw_minimap(const CanvasFrame& canvas, const PictureLayer& layer, const DisplaySettings& display) {
  const ImVec4 place = minimap_place(canvas);
  if (place.z <= place.x) return;
  const ImVec2 low(place.x, place.y), high(place.z, place.w);
  CanvasView view = canvas.view;
  view.canvas = {static_cast<int>(high.x - low.x), static_cast<int>(high.y - low.y)};
  view = fitted(view);
  canvas.list.AddRectFilled(low, high, theme::kSurround);
  canvas.list.PushClipRect(low, high, true);
  canvas.app.pictures.draw(canvas.list, low, view, display, layer, nullptr, {}, canvas.app.now_s);
  canvas.list.PopClipRect();
  const cv::Rect seen = visible_pixels(canvas.view);
  const auto at = [&](int x, int y) {
    const cv::Point2d p = screen_from_picture(view, {static_cast<double>(x), static_cast<double>(y)});
    return ImVec2(low.x + static_cast<float>(p.x), low.y + static_cast<float>(p.y));
  };
  const ImVec2 a = at(seen.x, seen.y), b = at(seen.br().x, seen.br().y);
  const ImVec2 from(std::min(a.x, b.x), std::min(a.y, b.y)), to(std::max(a.x, b.x), std::max(a.y, b.y));
  canvas.list.AddRect({low.x - 1, low.y - 1}, {high.x + 1, high.y + 1}, IM_COL32(0, 0, 0, 200));
  canvas.list.AddRect(from, to, IM_COL32(0, 0, 0, 200), 0, 0, 3);
  canvas.list.AddRect(from, to, IM_COL32(255, 255, 255, 230));
  name_rectangle("canvas.minimap", low, high);
}

void map_legend(const CanvasFrame& canvas, const Map& map, const cv::Vec2d& range, bool preview) {
  const float width = 17 * ImGui::GetFontSize(), line = ImGui::GetTextLineHeight();
  const float height = line * 2.2F + ImGui::GetFrameHeight() + 32;
  if (canvas.high.x - canvas.low.x < width + 40 || canvas.high.y - canvas.low.y < height + 40) return;
  const ImVec2 low(canvas.low.x + 12, canvas.high.y - 12 - height), high(low.x + width, low.y + height);
  canvas.list.AddRectFilled(low, high, IM_COL32(36, 36, 36, 235), 4);
  ImGui::SetCursorScreenPos({low.x + 9, low.y + 6});
  ImGui::BeginGroup();
  const std::string title = cut_off(map.title + (preview ? " (preview)" : ""), width - 18);
  ImGui::PushTextWrapPos(0);
  ImGui::PushClipRect(low, {high.x - 8, high.y}, true);
  ImGui::TextUnformatted(title.c_str());
  ImGui::PopClipRect();
  ImGui::PopTextWrapPos();
  ImGui::SetCursorScreenPos({low.x + 9, ImGui::GetCursorScreenPos().y});
  canvas.app.fields.legend(map, range, {width - 18, line + 12});
  auto opacity = static_cast<float>(canvas.desk.comparison.opacity * 100);
  bool& own = canvas.app.canvas.own_scale;
  ImGui::SetCursorScreenPos({low.x + 9, ImGui::GetCursorScreenPos().y});
  if (ImGui::Button(own ? "own scale" : "declared scale")) own = !own;
  name_item("canvas.scale");
  const bool on_scale = ImGui::IsItemHovered();
  if (on_scale) {
    ImGui::SetTooltip("%s", own ? "Colours span the values of this map (1st to 99th percentile).\nClick for the "
                                  "declared range, which is the same for every file."
                                : "Colours span the declared range, the same for every file.\nClick to spread them "
                                  "over the values of this map.");
  }
  ImGui::SameLine(0, 6);
  ImGui::SetNextItemWidth(low.x + width - 9 - ImGui::GetCursorScreenPos().x);
  if (ImGui::SliderFloat("##opacity", &opacity, 0, 100, "opacity %.0f %%")) {
    canvas.desk.comparison.opacity = std::clamp(static_cast<double>(opacity) / 100, 0.0, 1.0);
  }
  name_item("canvas.opacity");
  ImGui::EndGroup();
  if (ImGui::IsMouseHoveringRect(low, high) && !map.reading.empty() && !on_scale && !ImGui::IsAnyMouseDown()) {
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(26 * ImGui::GetFontSize());
    ImGui::TextUnformatted((map.reading + "\nWhere the picture shows through, nothing was measured.").c_str());
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
  }
  name_rectangle("canvas.legend", low, high);
}

}  // namespace spoor::gui
