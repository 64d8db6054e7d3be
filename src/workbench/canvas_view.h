#pragma once
/// How a picture lies on the screen: where, how large, turned which way. Samples are never resampled for it.

#include "evidence/region.h"

#include <opencv2/core.hpp>

#include <string>

namespace spoor {

/// Screen points are in pixels from the canvas's top left corner.
struct CanvasView {
  cv::Size canvas;        ///< screen pixels
  cv::Size picture;       ///< picture pixels, as decoded
  double aspect = 1;      ///< width of a sample over its height; widens the picture on the screen
  int quarter_turns = 0;  ///< clockwise, 0..3: the analyst's own, or the declared orientation when asked for
  bool mirrored = false;  ///< left-right, before turning
  bool fit = true;        ///< follows the canvas's size; any zoom or pan ends it
  double zoom = 1;        ///< screen pixels a picture row
  PicturePoint centre;    ///< picture point in the middle of the canvas
};

inline constexpr double kLeastZoom = 1.0 / 64, kGreatestZoom = 64;

cv::Point2d screen_from_picture(const CanvasView& view, const PicturePoint& point);
PicturePoint picture_from_screen(const CanvasView& view, const cv::Point2d& point);

/// Whole picture in the canvas, centred.
CanvasView fitted(CanvasView view);
/// `view` for a canvas or picture of another size: refitted where it fits, else with the same centre.
CanvasView resized(CanvasView view, cv::Size canvas, cv::Size picture);
/// Scaled by `factor` about the screen point `about`, which keeps its picture point.
CanvasView zoomed(CanvasView view, double factor, const cv::Point2d& about);
CanvasView one_to_one(CanvasView view, const cv::Point2d& about);
CanvasView panned(CanvasView view, const cv::Point2d& by);
CanvasView centred_on(CanvasView view, const PicturePoint& point);
/// Shows `from`..`to` with a margin.
CanvasView framed(CanvasView view, const PicturePoint& from, const PicturePoint& to);

/// "turned 90\u00b0 clockwise, mirrored"; empty where the picture lies as decoded.
std::string turn_text(const CanvasView& view);

/// Smallest picture rectangle (whole pixels, within the picture) that covers the canvas.
cv::Rect visible_pixels(const CanvasView& view);

/// Turns and mirroring of an EXIF orientation 1..8.
struct Turn {
  int quarter_turns = 0;
  bool mirrored = false;
};
Turn turn_of_orientation(int orientation);

/// "fit 42 %", "100 %", "6400 %".
std::string zoom_text(const CanvasView& view);

}  // namespace spoor
