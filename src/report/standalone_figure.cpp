#include "report/standalone_figure.h"

#include "base/text.h"
#include "report/figures.h"
#include "report/markup.h"
#include "report/plots.h"
#include "report/still_picture.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr double kOpacity = 0.55;  // of a map over its picture, as in the report
constexpr double kPanel = 372, kGap = 16;

// What page_style says of these elements, for a document that has no page around it.
constexpr const char* kStyle =
    "text{font:11px Inter,'DejaVu Sans',Arial,sans-serif;fill:#1a1a1a}"
    ".grid{stroke:#dedede;stroke-width:.8}.axis{stroke:#222;stroke-width:1;fill:none}"
    ".map{image-rendering:pixelated}.over{opacity:.55}"
    ".outline{fill:none;stroke:#fff;stroke-width:3.2;vector-effect:non-scaling-stroke}"
    ".outline.ink{stroke:#111;stroke-width:1.6}.outline.suggested{stroke-dasharray:6 4}"
    "text.label{fill:#111;stroke:#fff;stroke-width:.22em;paint-order:stroke;font-weight:600}";

std::string document(double width, double height, const std::string& body) {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" "
      "height=\"{1:.0f}\" viewBox=\"0 0 {0:.2f} {1:.2f}\"><style>{2}</style><rect width=\"{0:.2f}\" "
      "height=\"{1:.2f}\" fill=\"#fff\"/>{3}</svg>\n",
      width, height, kStyle, body);
}

std::string frame_rect(double x, double width, double height) {
  return fmt::format(
      "<rect x=\"{:.2f}\" y=\"0.5\" width=\"{:.2f}\" height=\"{:.2f}\" fill=\"none\" stroke=\"#1a1a1a\"/>", x + 0.5,
      width - 1, height - 1);
}

// The scale with its ends, the middle and the unit, `width` pixels wide.
cv::Mat legend_strip(const Map& map, int width) {
  constexpr int kHeight = 40, kLeft = 10, kBar = 12;
  cv::Mat strip(kHeight, width, CV_8UC3, cv::Scalar::all(255));
  const int bar = std::max(32, std::min(240, width / 2));
  for (int x = 0; x < bar && kLeft + x < width; ++x) {
    const cv::Vec3b& colour = colour_scale()[static_cast<std::size_t>(1 + x * 254 / (bar - 1))];
    strip(cv::Rect(kLeft + x, 5, 1, kBar)).setTo(cv::Scalar(colour[0], colour[1], colour[2]));
  }
  const auto write = [&](const std::string& text, int x) {
    cv::putText(strip, text, {x, 5 + kBar + 15}, cv::FONT_HERSHEY_SIMPLEX, 0.38, cv::Scalar::all(20), 1, cv::LINE_AA);
  };
  write(significant(map.low), 4);
  write(significant((map.low + map.high) / 2), kLeft + bar / 2 - 6);
  write(significant(map.high), kLeft + bar - 8);
  const std::string unit = unit_text(map.unit);
  cv::putText(strip, unit, {kLeft + bar + 12, 15}, cv::FONT_HERSHEY_SIMPLEX, 0.38, cv::Scalar::all(20), 1, cv::LINE_AA);
  return strip;
}

void draw_outlines(cv::Mat& picture, const std::vector<Outline>& outlines, double scale) {
  for (const Outline& outline : outlines) {
    std::vector<cv::Point> points;
    const auto at = [&](double x, double y) {
      const auto pixel = [](double v) { return static_cast<int>(std::lround(std::clamp(v, -1e5, 1e5))); };
      points.emplace_back(pixel(x / scale), pixel(y / scale));
    };
    const auto& p = outline.points;
    if (outline.shape == Shape::kRectangle && p.size() == 2) {
      at(p[0].x, p[0].y), at(p[1].x, p[0].y), at(p[1].x, p[1].y), at(p[0].x, p[1].y);
    } else {
      for (const PicturePoint& point : p) at(point.x, point.y);
    }
    const bool closed = outline.shape == Shape::kRectangle || outline.shape == Shape::kPolygon;
    const std::vector<std::vector<cv::Point>> lines{points};
    cv::polylines(picture, lines, closed, cv::Scalar::all(255), 3, cv::LINE_AA);
    cv::polylines(picture, lines, closed, cv::Scalar::all(17), 1, cv::LINE_AA);
  }
}

}  // namespace

Result<std::string> map_svg(const MapFigure& figure, const DocumentPicture* under) {
  const auto field = png(coloured(figure.preview.levels));
  if (!field) return tl::unexpected(field.error());
  const Map& map = figure.map;
  const double width = figure.preview.full.width * map.cell.width;
  const double height = figure.preview.full.height * map.cell.height;
  const double shown_width = figure.preview.levels.cols * figure.preview.reduction * map.cell.width;
  const double shown_height = figure.preview.levels.rows * figure.preview.reduction * map.cell.height;
  const double panel_height = std::max(1.0, kPanel * height / width);
  const auto image = [&](const std::vector<std::byte>& bytes, double w, double h, const char* kind) {
    return fmt::format("<image{} width=\"{:.3f}\" height=\"{:.3f}\" preserveAspectRatio=\"none\" href=\"{}\"/>", kind,
                       w, h, png_uri(bytes));
  };
  std::string body =
      "<defs><pattern id=\"hatch\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\"><rect width=\"4\" height=\"4\" fill=\"#fff\"/><path d=\"M0 0V4\" "
      "stroke=\"#777\" "
      "stroke-width=\"1.4\"/></pattern></defs>";
  body += fmt::format("<rect width=\"{:.2f}\" height=\"{:.2f}\" fill=\"url(#hatch)\"/>", kPanel, panel_height);
  body +=
      fmt::format("<svg width=\"{:.2f}\" height=\"{:.2f}\" viewBox=\"0 0 {:.3f} {:.3f}\">{}</svg>", kPanel,
                  panel_height, width, height, image(*field, shown_width, shown_height, " class=\"map\" id=\"map\""));
  body += frame_rect(0, kPanel, panel_height);
  double total_height = panel_height, total_width = 448;
  if (under != nullptr) {
    const auto picture = png(under->thumbnail.bgr);
    if (!picture) return tl::unexpected(picture.error());
    const double over_height = std::max(1.0, kPanel * under->picture.height / under->picture.width);
    total_height = std::max(total_height, over_height);
    total_width = 2 * kPanel + kGap;
    body += fmt::format(
        "<svg x=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\" viewBox=\"0 0 {:.2f} {:.2f}\">{}<g class=\"over\"><use "
        "href=\"#map\" transform=\"translate({:.3f} {:.3f})\"/></g>{}</svg>",
        kPanel + kGap, kPanel, over_height, under->picture.width, under->picture.height,
        image(*picture, under->picture.width, under->picture.height, ""), map.origin.x, map.origin.y,
        outlines_svg(figure.outlines, under->picture.width));
    body += frame_rect(kPanel + kGap, kPanel, over_height);
  }
  body += fmt::format("<svg y=\"{:.2f}\" width=\"448\" height=\"44\">{}</svg>", total_height + 6,
                      legend_svg(map.low, map.high, map.unit));
  return document(total_width, total_height + 50, body);
}

Result<std::vector<std::byte>> map_png(const MapFigure& figure, const DocumentPicture* under) {
  const Map& map = figure.map;
  const cv::Mat field = coloured(figure.preview.levels);
  const double cell_w = map.cell.width * figure.preview.reduction, cell_h = map.cell.height * figure.preview.reduction;
  cv::Mat picture =
      under != nullptr ? under->thumbnail.bgr.clone() : cv::Mat(field.size(), CV_8UC3, cv::Scalar::all(255));
  const double scale = under != nullptr ? under->picture.width / picture.cols : cell_w;
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      const double row = under != nullptr ? ((y + 0.5) * scale - map.origin.y) / cell_h : y;
      const double column = under != nullptr ? ((x + 0.5) * scale - map.origin.x) / cell_w : x;
      if (row < 0 || column < 0 || row >= field.rows || column >= field.cols) continue;
      const auto& colour = field.at<cv::Vec4b>(static_cast<int>(row), static_cast<int>(column));
      if (colour[3] == 0) continue;
      auto& pixel = picture.at<cv::Vec3b>(y, x);
      const double part = under != nullptr ? kOpacity : 1;
      for (int c = 0; c < 3; ++c) {
        pixel[c] = static_cast<std::uint8_t>(std::lround(part * colour[c] + (1 - part) * pixel[c]));
      }
    }
  }
  if (under != nullptr) draw_outlines(picture, figure.outlines, scale);
  cv::vconcat(picture, legend_strip(map, picture.cols), picture);
  return png(picture);
}

std::string curve_svg(const Curve& curve) {
  const cv::Size2d size = plot_size(curve);
  return document(size.width, size.height, plot_svg(curve));
}

std::string svg_uri(const std::string& svg) {
  std::string uri = "data:image/svg+xml,";
  uri.reserve(svg.size() + svg.size() / 8);
  for (const char c : svg) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-_.~+/=,;*()").find(c) != std::string_view::npos;
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

}  // namespace spoor
