#include "workbench/still_export.h"

#include "base/text.h"
#include "report/figures.h"
#include "report/markup.h"
#include "workbench/still_text.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace spoor {
namespace {

constexpr int kLegendHeight = 54, kLineHeight = 20, kMargin = 10, kText = 13, kName = 15;
const cv::Scalar kPaper(245, 245, 245), kInk(30, 30, 30);

void write(cv::Mat& picture, const std::string& text, const cv::Point& at) {
  write_line(picture, text, at, kText, kInk);
}

cv::Vec3b colour_of(double share) {
  return colour_scale()[static_cast<std::size_t>(std::clamp(static_cast<int>(std::lround(1 + 254 * share)), 1, 255))];
}

void lay_over(cv::Mat& picture, const StillParts& parts) {
  const Map& map = *parts.map;
  if (map.field.empty() || !(map.high > map.low)) return;
  const double opacity = std::clamp(parts.opacity, 0.0, 1.0);
  for (int row = 0; row < picture.rows; ++row) {
    for (int column = 0; column < picture.cols; ++column) {
      const PicturePoint at = picture_from_screen(parts.view, {column + 0.5, row + 0.5});
      if (at.x < 0 || at.y < 0 || at.x >= parts.view.picture.width || at.y >= parts.view.picture.height) continue;
      const int r = static_cast<int>(std::floor((at.y - map.origin.y) / map.cell.height));
      const int c = static_cast<int>(std::floor((at.x - map.origin.x) / map.cell.width));
      if (r < 0 || r >= map.field.rows || c < 0 || c >= map.field.cols) continue;
      const float value = map.field.at<float>(r, c);
      if (!std::isfinite(value)) continue;
      const cv::Vec3b colour = colour_of((value - map.low) / (map.high - map.low));
      cv::Vec3b& pixel = picture.at<cv::Vec3b>(row, column);
      for (int k = 0; k < 3; ++k) {
        pixel[k] = static_cast<std::uint8_t>(std::lround(pixel[k] + opacity * (colour[k] - pixel[k])));
      }
    }
  }
}

cv::Scalar colour_of(const Region& mark) {
  if (!is_colour(mark.colour)) return {40, 190, 250};
  const long value = std::strtol(mark.colour.c_str() + 1, nullptr, 16);
  return cv::Scalar(static_cast<double>(value & 255), static_cast<double>((value >> 8) & 255),
                    static_cast<double>(value >> 16));
}

void draw_mark(cv::Mat& picture, const Region& mark, const StillParts& parts) {
  if (!mark.frames.contains(parts.frame)) return;
  std::vector<cv::Point> points;
  for (const PicturePoint& point : points_at(mark, parts.frame)) {
    const cv::Point2d at = screen_from_picture(parts.view, point);
    points.emplace_back(static_cast<int>(std::lround(std::clamp(at.x, -1e6, 1e6))),
                        static_cast<int>(std::lround(std::clamp(at.y, -1e6, 1e6))));
  }
  if (points.empty()) return;
  const cv::Scalar colour = colour_of(mark);
  const auto line = [&](const std::vector<cv::Point>& path, bool closed) {
    cv::polylines(picture, path, closed, cv::Scalar(0, 0, 0), 4, cv::LINE_AA);
    cv::polylines(picture, path, closed, colour, 2, cv::LINE_AA);
  };
  switch (mark.shape) {
    case Shape::kRectangle:
      // On the screen it is upright whichever way the picture is turned.
      if (points.size() == 2) {
        line({points[0], {points[1].x, points[0].y}, points[1], {points[0].x, points[1].y}}, true);
      }
      break;
    case Shape::kPolygon:
      line(points, true);
      break;
    case Shape::kArrow:
      if (points.size() == 2) {
        cv::arrowedLine(picture, points[0], points[1], cv::Scalar(0, 0, 0), 4, cv::LINE_AA, 0, 0.12);
        cv::arrowedLine(picture, points[0], points[1], colour, 2, cv::LINE_AA, 0, 0.12);
      }
      break;
    case Shape::kPoint:
    case Shape::kText:
      cv::drawMarker(picture, points[0], cv::Scalar(0, 0, 0), cv::MARKER_CROSS, 18, 4);
      cv::drawMarker(picture, points[0], colour, cv::MARKER_CROSS, 18, 2);
      break;
    case Shape::kLine:
    case Shape::kPath:
    case Shape::kMeasure:
      line(points, false);
      break;
  }
  const std::string& name = mark.label.empty() ? mark.id : mark.label;
  const cv::Point at = points[0] + cv::Point(2, -6);
  write_line(picture, name, at, kName, colour, 2, cv::Scalar(0, 0, 0));
}

void draw_legend(cv::Mat& paper, int top, const Map& map) {
  const int left = kMargin, right = std::max(left + 20, paper.cols - kMargin);
  const std::string unit = unit_text(map.unit);
  write(paper, map.title + (unit.empty() ? "" : " [" + unit + "]"), {left, top + 14});
  for (int x = left; x < std::min(right, paper.cols); ++x) {
    const cv::Vec3b colour = colour_of(static_cast<double>(x - left) / (right - 1 - left));
    cv::line(paper, {x, top + 20}, {x, top + 32}, cv::Scalar(colour), 1);
  }
  write(paper, significant(map.low), {left, top + 47});
  const std::string high = significant(map.high);
  write(paper, high, {std::max(left, right - line_width(high, kText)), top + 47});
}

}  // namespace

CanvasView whole_picture(CanvasView view) {
  const bool turned = view.quarter_turns % 2 != 0;
  const int wide = std::max(1, static_cast<int>(std::lround(view.picture.width * view.aspect)));
  view.canvas = turned ? cv::Size(view.picture.height, wide) : cv::Size(wide, view.picture.height);
  view.fit = false;
  view.zoom = 1;
  view.centre = {view.picture.width / 2.0, view.picture.height / 2.0};
  return view;
}

cv::Mat still_picture(const StillParts& parts) {
  if (parts.seen.empty()) return {};
  cv::Mat picture = parts.seen.clone();
  cv::Mat left = picture(cv::Rect({}, parts.view.canvas) & cv::Rect({}, picture.size()));
  if (parts.map != nullptr) lay_over(left, parts);
  for (const Region& mark : parts.marks) draw_mark(left, mark, parts);
  const bool legend = parts.legend && parts.map != nullptr;
  std::vector<std::string> caption;
  for (const std::string& line : parts.caption) {
    for (std::string& part : wrapped(line, kText, picture.cols - 2 * kMargin)) caption.push_back(std::move(part));
  }
  const int lines = static_cast<int>(caption.size()) * kLineHeight;
  const int below = (legend ? kLegendHeight : 0) + (lines > 0 ? lines + kMargin : 0);
  if (below == 0) return picture;
  cv::Mat paper(picture.rows + below, picture.cols, CV_8UC3, kPaper);
  picture.copyTo(paper(cv::Rect(0, 0, picture.cols, picture.rows)));
  int top = picture.rows;
  if (legend) {
    draw_legend(paper, top, *parts.map);
    top += kLegendHeight;
  }
  for (std::size_t i = 0; i < caption.size(); ++i) {
    write(paper, caption[i], {kMargin, top + 15 + static_cast<int>(i) * kLineHeight});
  }
  return paper;
}

}  // namespace spoor
