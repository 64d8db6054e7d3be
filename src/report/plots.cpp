#include "report/plots.h"

#include "base/text.h"
#include "report/coastlines.h"
#include "report/markup.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace spoor {
namespace {

constexpr double kWidth = 720, kHeight = 274, kLeft = 70, kRight = 14, kTop = 26, kBottom = 44;
constexpr double kPlotWidth = kWidth - kLeft - kRight, kPlotHeight = kHeight - kTop - kBottom;
constexpr std::size_t kMaxTraces = 12;

// Dash, line colour and marker; told apart without colour by dash and marker.
struct Look {
  const char* dash;
  const char* colour;
  const char* marker;  // path around (0, 0)
};
constexpr std::array<Look, 6> kLooks{{
    {"", "#1b2a41", "M-2.5,0A2.5,2.5 0 1 0 2.5,0A2.5,2.5 0 1 0 -2.5,0Z"},
    {"7 3", "#a8480a", "M-2.5,-2.5H2.5V2.5H-2.5Z"},
    {"2 2.5", "#22668c", "M0,-3L3,2.5H-3Z"},
    {"9 3 2 3", "#6b5b00", "M0,-3L3,0L0,3L-3,0Z"},
    {"4 2", "#5b4b8a", "M-2.5,-2.5L2.5,2.5M2.5,-2.5L-2.5,2.5"},
    {"12 4", "#3d3d3d", "M-3,0H3M0,-3V3"},
}};

struct Range {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  void take(double value) {
    if (!std::isfinite(value)) return;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  bool empty() const { return low > high; }
};

struct Frame {
  Range x, y;
  bool log = false;

  double screen_x(double value) const { return kLeft + (value - x.low) / (x.high - x.low) * kPlotWidth; }
  double screen_y(double value) const {
    const double part = log ? (std::log10(value) - std::log10(y.low)) / (std::log10(y.high) - std::log10(y.low))
                            : (value - y.low) / (y.high - y.low);
    return kTop + (1 - std::clamp(part, 0.0, 1.0)) * kPlotHeight;
  }
};

void widen(Range& range) {
  if (range.empty()) range = {0, 1};
  if (range.low == range.high) {
    const double by = range.low == 0 ? 1 : std::abs(range.low) * 0.1;
    range = {range.low - by, range.high + by};
  }
}

Frame frame_of(const Curve& curve, std::size_t traces) {
  Frame frame;
  Range positive;
  double step = std::numeric_limits<double>::infinity();  // between neighbouring bars
  for (std::size_t t = 0; t < traces; ++t) {
    const auto& trace = curve.traces[t];
    for (std::size_t i = 0; i < std::min(trace.x.size(), trace.y.size()); ++i) {
      if (!std::isfinite(trace.x[i]) || !std::isfinite(trace.y[i])) continue;
      frame.x.take(trace.x[i]);
      frame.y.take(trace.y[i]);
      if (trace.y[i] > 0) positive.take(trace.y[i]);
      if (i > 0 && trace.x[i] > trace.x[i - 1]) step = std::min(step, trace.x[i] - trace.x[i - 1]);
    }
  }
  if (curve.style == Curve::Style::kBars && !frame.x.empty()) {
    frame.y.take(0);
    const double half = std::isfinite(step) ? step / 2 : 0.5;
    frame.x = {frame.x.low - half, frame.x.high + half};
  }
  frame.log = curve.y_log && !positive.empty();
  if (frame.log) {
    frame.y = {std::pow(10, std::floor(std::log10(positive.low))), std::pow(10, std::ceil(std::log10(positive.high)))};
    if (frame.y.low == frame.y.high) frame.y.high *= 10;
  }
  widen(frame.x);
  widen(frame.y);
  if (!frame.log && curve.style != Curve::Style::kBars) {
    const double margin = (frame.y.high - frame.y.low) * 0.05;
    // A quantity that is never negative keeps its axis from showing values below zero.
    frame.y = {frame.y.low >= 0 && frame.y.low < margin ? 0 : frame.y.low - margin, frame.y.high + margin};
  }
  return frame;
}

std::vector<double> log_ticks(const Range& y) {
  std::vector<double> ticks;
  const int first = static_cast<int>(std::lround(std::log10(y.low)));
  const int last = static_cast<int>(std::lround(std::log10(y.high)));
  const int stride = std::max(1, (last - first + 7) / 8);
  for (int e = first; e <= last; e += stride) ticks.push_back(std::pow(10, e));
  return ticks;
}

std::string label(const std::string& text, const std::string& unit) {
  const std::string shown = unit_text(unit);
  return escaped(text + (shown.empty() ? "" : " [" + shown + "]"), 200);
}

std::string axes(const Curve& curve, const Frame& frame) {
  std::string svg;
  for (const double tick : frame.log ? log_ticks(frame.y) : axis_ticks(frame.y.low, frame.y.high, 5)) {
    const double y = frame.screen_y(tick);
    svg += fmt::format(R"svg(<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>)svg", kLeft, kWidth - kRight,
                       y, y);
    svg += fmt::format(R"svg(<text x="{}" y="{:.1f}" text-anchor="end">{}</text>)svg", kLeft - 6, y + 3.5,
                       tick_text(tick));
  }
  for (const double tick : axis_ticks(frame.x.low, frame.x.high, 8)) {
    if (curve.x_is_frame && tick != std::floor(tick)) continue;
    const double x = frame.screen_x(tick);
    svg += fmt::format(R"svg(<line class="axis" x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}"/>)svg", x,
                       kHeight - kBottom, kHeight - kBottom + 4);
    svg += fmt::format(R"svg(<text x="{:.1f}" y="{}" text-anchor="middle">{}</text>)svg", x, kHeight - kBottom + 16,
                       tick_text(tick));
  }
  svg += fmt::format(R"svg(<path class="axis" d="M{0},{1}V{2}H{3}"/>)svg", kLeft, kTop, kHeight - kBottom,
                     kWidth - kRight);
  const std::string x_label = curve.x_is_frame && curve.x_label.empty() ? "frame" : curve.x_label;
  svg += fmt::format(R"svg(<text x="{}" y="{}" text-anchor="middle">{}</text>)svg", kLeft + kPlotWidth / 2, kHeight - 8,
                     label(x_label, curve.x_unit));
  // Above the axis and not along it: labels are longer than the axis is high.
  svg += fmt::format(R"(<text x="4" y="14">{}{}</text>)", label(curve.y_label, curve.y_unit),
                     frame.log ? ", logarithmic" : "");
  return svg;
}

// A trace as one path; points that a logarithmic axis cannot show interrupt it.
std::string trace_svg(const Curve::Trace& trace, Curve::Style style, const Frame& frame, const Look& look,
                      std::size_t index, std::size_t count) {
  std::string path, marks;
  bool pen_down = false;
  const double base = kHeight - kBottom;
  double bar = kPlotWidth;
  for (std::size_t i = 1; i < trace.x.size(); ++i) {
    const double gap = frame.screen_x(trace.x[i]) - frame.screen_x(trace.x[i - 1]);
    if (gap > 0) bar = std::min(bar, gap);
  }
  if (trace.x.size() < 2) bar = kPlotWidth / 2;
  bar = std::max(0.5, bar * 0.8 / static_cast<double>(count));
  double previous_y = 0;
  for (std::size_t i = 0; i < trace.x.size(); ++i) {
    if (frame.log && trace.y[i] <= 0) {
      pen_down = false;
      continue;
    }
    const double x = frame.screen_x(trace.x[i]), y = frame.screen_y(trace.y[i]);
    switch (style) {
      case Curve::Style::kBars: {
        const double zero = frame.log ? base : frame.screen_y(0);
        const double left = x - bar * static_cast<double>(count) / 2 + bar * static_cast<double>(index);
        path += fmt::format("M{:.2f},{:.2f}V{:.2f}H{:.2f}V{:.2f}Z", left, zero, y, left + bar, zero);
        break;
      }
      case Curve::Style::kSteps:
        path += pen_down ? fmt::format("H{:.2f}V{:.2f}", x, y) : fmt::format("M{:.2f},{:.2f}", x, y);
        break;
      case Curve::Style::kPoints:
        marks += fmt::format(R"svg(<path transform="translate({:.2f} {:.2f})" d="{}"/>)svg", x, y, look.marker);
        break;
      case Curve::Style::kLine:
        path += fmt::format("{}{:.2f},{:.2f}", pen_down ? "L" : "M", x, y);
        break;
    }
    pen_down = true;
    previous_y = y;
  }
  if (style == Curve::Style::kSteps && trace.x.size() == 1) {
    path = fmt::format("M{},{:.2f}H{}", kLeft, previous_y, kWidth - kRight);
  }
  std::string svg;
  if (!marks.empty()) svg += fmt::format(R"svg(<g fill="none" stroke="{}">{}</g>)svg", look.colour, marks);
  if (path.empty()) return svg;
  if (style == Curve::Style::kBars) {
    // Every second trace's bars are hollow: the difference survives a grey print.
    svg += fmt::format(R"svg(<path fill="{0}" stroke="{1}" stroke-width="0.7" d="{2}"/>)svg",
                       index % 2 == 0 ? look.colour : "none", look.colour, path);
  } else {
    svg += fmt::format(R"svg(<path fill="none" stroke="{}" stroke-width="1.3" stroke-dasharray="{}" d="{}"/>)svg",
                       look.colour, look.dash, path);
    // A line of one point has no length.
    if (style == Curve::Style::kLine && trace.x.size() == 1) {
      svg += fmt::format(R"svg(<path transform="translate({:.2f} {:.2f})" fill="{}" d="{}"/>)svg",
                         frame.screen_x(trace.x[0]), frame.screen_y(trace.y[0]), look.colour, look.marker);
    }
  }
  return svg;
}

constexpr const char* kCoastColour = "#9aa0a6";

// Pieces shorter than what is seen are left out.
std::string coastlines_svg(const Frame& frame) {
  constexpr double kLeast = 0.8;
  std::string path;
  for (const auto& line : coastlines()) {
    cv::Point2d before;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const cv::Point2d at(frame.screen_x(line[i].x), frame.screen_y(line[i].y));
      if (i > 0 && i + 1 < line.size() && std::hypot(at.x - before.x, at.y - before.y) < kLeast) continue;
      path += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", at.x, at.y);
      before = at;
    }
  }
  if (path.empty()) return {};
  return fmt::format(R"svg(<path fill="none" stroke="{}" stroke-width="0.6" d="{}"/>)svg", kCoastColour, path);
}

bool has_coastlines(const Curve& curve) { return is_world_map(curve) && !coastlines().empty(); }

// One trace alone is what the title says.
std::size_t key_rows(const Curve& curve) {
  const std::size_t traces = std::min(curve.traces.size(), kMaxTraces), coasts = has_coastlines(curve) ? 1 : 0;
  return traces + coasts > 1 ? traces + coasts : 0;
}

std::string key_svg(const Curve& curve, std::size_t traces) {
  std::string svg;
  if (has_coastlines(curve)) {
    const double y = kHeight + 12 + 16 * static_cast<double>(traces);
    svg += fmt::format(R"svg(<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="1"/>)svg", kLeft,
                       kLeft + 36, y, y, kCoastColour);
    svg += fmt::format(R"svg(<text x="{}" y="{}">coastlines</text>)svg", kLeft + 44, y + 3.5);
  }
  for (std::size_t t = 0; t < traces; ++t) {
    const Look& look = kLooks[t % kLooks.size()];
    const double y = kHeight + 12 + 16 * static_cast<double>(t);
    if (curve.style == Curve::Style::kPoints) {
      svg += fmt::format(R"svg(<path fill="none" stroke="{}" transform="translate({} {})" d="{}"/>)svg", look.colour,
                         kLeft + 18, y, look.marker);
    } else if (curve.style == Curve::Style::kBars) {
      svg += fmt::format(R"svg(<rect x="{}" y="{}" width="12" height="9" fill="{}" stroke="{}"/>)svg", kLeft + 12,
                         y - 5, t % 2 == 0 ? look.colour : "none", look.colour);
    } else {
      svg += fmt::format(
          R"svg(<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="1.5" stroke-dasharray="{}"/>)svg",
          kLeft, kLeft + 36, y, y, look.colour, look.dash);
    }
    svg +=
        fmt::format(R"svg(<text x="{}" y="{}">{}</text>)svg", kLeft + 44, y + 3.5, escaped(curve.traces[t].name, 120));
  }
  return svg;
}

}  // namespace

std::vector<double> axis_ticks(double low, double high, int wanted) {
  if (!(high > low) || !std::isfinite(low) || !std::isfinite(high)) return {low};
  const double raw = (high - low) / wanted;
  const double power = std::pow(10, std::floor(std::log10(raw)));
  const double part = raw / power;
  const double step = power * (part < 1.5 ? 1 : part < 3.5 ? 2 : part < 7.5 ? 5 : 10);
  std::vector<double> ticks;
  const double first = std::ceil(low / step - 1e-9);
  for (int i = 0; i < 4 * wanted; ++i) {
    const double tick = (first + i) * step;
    if (tick > high + step * 1e-9) break;
    ticks.push_back(tick == 0 ? 0 : tick);  // no "-0"
  }
  if (ticks.empty()) ticks.push_back(low);
  return ticks;
}

std::string tick_text(double value) {
  std::string text = significant(value, 6);
  if (text.starts_with('-')) text = "\xE2\x88\x92" + text.substr(1);
  return text;
}

Curve::Trace decimated(const Curve::Trace& trace, double low, double high, int columns) {
  Curve::Trace kept{trace.name, {}, {}};
  const std::size_t count = std::min(trace.x.size(), trace.y.size());
  const auto keep = [&](std::size_t i) {
    kept.x.push_back(trace.x[i]);
    kept.y.push_back(trace.y[i]);
  };
  const auto finite = [&](std::size_t i) { return std::isfinite(trace.x[i]) && std::isfinite(trace.y[i]); };
  const auto column = [&](std::size_t i) {
    return std::clamp(static_cast<int>((trace.x[i] - low) / (high - low) * columns), 0, columns - 1);
  };
  for (std::size_t i = 0; i < count;) {
    if (!finite(i)) {
      ++i;
      continue;
    }
    std::array<std::size_t, 4> chosen{i, i, i, i};  // first, least, greatest, last
    const int here = column(i);
    for (; i < count && (!finite(i) || column(i) == here); ++i) {
      if (!finite(i)) continue;
      if (trace.y[i] < trace.y[chosen[1]]) chosen[1] = i;
      if (trace.y[i] > trace.y[chosen[2]]) chosen[2] = i;
      chosen[3] = i;
    }
    std::sort(chosen.begin(), chosen.end());
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      if (k == 0 || chosen[k] != chosen[k - 1]) keep(chosen[k]);
    }
  }
  return kept;
}

cv::Size2d plot_size(const Curve& curve) {
  const std::size_t rows = key_rows(curve);
  return {kWidth, kHeight + (rows > 0 ? 16.0 * static_cast<double>(rows) + 8 : 0)};
}

std::string plot_svg(const Curve& curve) {
  const std::size_t traces = std::min(curve.traces.size(), kMaxTraces);
  const Frame frame = frame_of(curve, traces);
  const double height = plot_size(curve).height;
  std::string svg = fmt::format(R"svg(<svg class="plot" viewBox="0 0 {} {}" role="img" aria-label="{}">)svg", kWidth,
                                height, escaped(curve.title, 300));
  svg += axes(curve, frame);
  if (is_world_map(curve)) svg += coastlines_svg(frame);
  for (std::size_t t = 0; t < traces; ++t) {
    const auto points = decimated(curve.traces[t], frame.x.low, frame.x.high, static_cast<int>(kPlotWidth));
    svg += trace_svg(points, curve.style, frame, kLooks[t % kLooks.size()], t, traces);
  }
  if (key_rows(curve) > 0) svg += key_svg(curve, traces);
  return svg + "</svg>";
}

}  // namespace spoor
