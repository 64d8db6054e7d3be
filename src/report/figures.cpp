#include "report/figures.h"

#include "base/text.h"
#include "report/markup.h"
#include "report/plots.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr std::size_t kMaxOutlines = 60;  // in one figure
constexpr std::size_t kMaxPoints = 2000;  // of one outline

struct Lab {
  double l, a, b;
};

// Ends and middle of the scale; between them a* and b* are interpolated linearly, L* over the whole.
constexpr Lab kLow{14, 8, -33}, kMiddle{52.5, 0, 2}, kHigh{91, -6, 78};

double linear_from_lab(double f) {
  constexpr double kKnee = 6.0 / 29.0;
  return f > kKnee ? f * f * f : 3 * kKnee * kKnee * (f - 4.0 / 29.0);
}

std::uint8_t srgb_from_linear(double value) {
  const double v = std::clamp(value, 0.0, 1.0);
  const double encoded = v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::lround(encoded * 255));
}

// CIE 1976 L*a*b* (D65, 2 degrees) to sRGB, IEC 61966-2-1.
cv::Vec3b bgr_from_lab(const Lab& lab) {
  const double fy = (lab.l + 16) / 116;
  const double x = 0.95047 * linear_from_lab(fy + lab.a / 500);
  const double y = linear_from_lab(fy);
  const double z = 1.08883 * linear_from_lab(fy - lab.b / 200);
  return {srgb_from_linear(0.0556434 * x - 0.2040259 * y + 1.0572252 * z),
          srgb_from_linear(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
          srgb_from_linear(3.2404542 * x - 1.5371385 * y - 0.4985314 * z)};
}

Lab mixed(const Lab& from, const Lab& to, double part) {
  return {from.l + (to.l - from.l) * part, from.a + (to.a - from.a) * part, from.b + (to.b - from.b) * part};
}

std::array<cv::Vec3b, 256> computed_scale() {
  std::array<cv::Vec3b, 256> scale;
  for (int level = 0; level < 256; ++level) {
    const double part = std::max(0, level - 1) / 254.0;
    scale[static_cast<std::size_t>(level)] =
        bgr_from_lab(part < 0.5 ? mixed(kLow, kMiddle, part * 2) : mixed(kMiddle, kHigh, part * 2 - 1));
  }
  return scale;
}

}  // namespace

const std::array<cv::Vec3b, 256>& colour_scale() {
  static const std::array<cv::Vec3b, 256> scale = computed_scale();
  return scale;
}

cv::Mat coloured(const cv::Mat& levels) {
  cv::Mat bgra(levels.size(), CV_8UC4);
  const auto& scale = colour_scale();
  for (int y = 0; y < levels.rows; ++y) {
    const auto* from = levels.ptr<std::uint8_t>(y);
    auto* to = bgra.ptr<cv::Vec4b>(y);
    for (int x = 0; x < levels.cols; ++x) {
      const cv::Vec3b& colour = scale[from[x]];
      to[x] = from[x] == 0 ? cv::Vec4b(0, 0, 0, 0) : cv::Vec4b(colour[0], colour[1], colour[2], 255);
    }
  }
  return bgra;
}

std::string outlines_svg(const std::vector<Outline>& list, double width) {
  std::string svg;
  std::vector<cv::Rect2d> written;
  const double size = std::max(1.0, width / 36);
  for (std::size_t i = 0; i < std::min(kMaxOutlines, list.size()); ++i) {
    const Outline& outline = list[i];
    std::string path;
    const auto& p = outline.points;
    if (p.empty()) continue;
    const bool finite =
        std::all_of(p.begin(), p.end(), [](const PicturePoint& q) { return std::isfinite(q.x) && std::isfinite(q.y); });
    if (!finite) continue;
    if (outline.shape == Shape::kRectangle && p.size() == 2) {
      path = fmt::format("M{:.2f},{:.2f}H{:.2f}V{:.2f}H{:.2f}Z", p[0].x, p[0].y, p[1].x, p[1].y, p[0].x);
    } else if (outline.shape == Shape::kPoint || outline.shape == Shape::kText) {
      const double r = size / 3;
      path = fmt::format("M{0:.2f},{1:.2f}h{2:.2f}M{3:.2f},{4:.2f}v{2:.2f}", p[0].x - r, p[0].y, 2 * r, p[0].x,
                         p[0].y - r);
    } else {
      for (std::size_t k = 0; k < std::min(kMaxPoints, p.size()); ++k) {
        path += fmt::format("{}{:.2f},{:.2f}", k == 0 ? "M" : "L", p[k].x, p[k].y);
      }
      if (outline.shape == Shape::kPolygon) path += "Z";
    }
    const char* dash = outline.suggested ? " suggested" : "";
    svg += fmt::format("<path class=\"outline\" d=\"{0}\"/><path class=\"outline ink{1}\" d=\"{0}\"/>", path, dash);
    if (!outline.label.empty()) {
      // A label that would run out of the picture is moved to the left; letters are about half as wide as high.
      const double wide = 0.56 * size * static_cast<double>(std::min<std::size_t>(outline.label.size(), 60));
      const double x = std::max(size / 4, std::min(p[0].x, width - wide)), y = std::max(size, p[0].y - size / 3);
      // One on top of another is read by nobody; the table beside the figure has them all.
      const cv::Rect2d place(x, y - size, wide, size);
      if (std::any_of(written.begin(), written.end(), [&](const auto& other) { return (other & place).area() > 0; })) {
        continue;
      }
      written.push_back(place);
      svg += fmt::format("<text class=\"label\" style=\"font-size:{:.1f}px\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", size,
                         x, y, escaped(outline.label, 60));
    }
  }
  return svg;
}

std::string legend_svg(double low, double high, const std::string& unit) {
  constexpr int kLeft = 14, kWidth = 256, kSteps = 64;
  std::string svg = "<svg class=\"legend\" viewBox=\"0 0 448 44\" role=\"img\" aria-label=\"" +
                    escaped("scale from " + significant(low) + " to " + significant(high) + " " + unit_text(unit)) +
                    "\">";
  for (int i = 0; i < kSteps; ++i) {
    const cv::Vec3b& c = colour_scale()[static_cast<std::size_t>(1 + i * 254 / (kSteps - 1))];
    // Half a unit of overlap, so that no gaps show between the steps when enlarged.
    svg += fmt::format(R"(<rect x="{}" y="4" width="{}" height="14" fill="#{:02x}{:02x}{:02x}"/>)",
                       kLeft + i * kWidth / kSteps, kWidth / kSteps + (i + 1 < kSteps ? 0.5 : 0.0), c[2], c[1], c[0]);
  }
  svg += fmt::format(R"(<rect x="{}" y="4" width="{}" height="14" fill="none" stroke="#222" stroke-width="0.6"/>)",
                     kLeft, kWidth);
  for (const double tick : axis_ticks(low, high, 5)) {
    const double x = kLeft + (high > low ? (tick - low) / (high - low) : 0) * kWidth;
    svg += fmt::format(R"(<line x1="{0:.1f}" x2="{0:.1f}" y1="18" y2="22" stroke="#222" stroke-width="0.8"/>)", x);
    svg += fmt::format(R"(<text x="{:.1f}" y="33" text-anchor="middle">{}</text>)", x, escaped(tick_text(tick)));
  }
  if (!unit_text(unit).empty()) {
    svg += fmt::format(R"(<text x="{}" y="15">{}</text>)", kLeft + kWidth + 6, escaped(unit_text(unit)));
  }
  // On a line of its own: a unit may be as long as "robust standard deviations".
  svg += R"svg(<rect x="292" y="24" width="13" height="13" fill="url(#hatch)" stroke="#222" stroke-width="0.6"/>)svg"
         R"(<text x="310" y="34">not measured</text>)";
  return svg + "</svg>";
}

}  // namespace spoor
