#pragma once
/// Ground seen from above: what a picture shows of it, in cells of equal size on the plane.

#include "base/job.h"
#include "methods/ground/ground_frame.h"
#include "methods/ground/standing_vehicle.h"

#include <opencv2/core.hpp>

#include <vector>

namespace spoor {

struct GroundWindow {
  GroundPose frame;     ///< own coordinates of the window
  double reach_m = 16;  ///< the window is a square of twice this, around the frame's origin
  double cell_m = 0.04;
};

/// Row 0 lies farthest ahead (y = reach), column 0 farthest left (x = -reach); NaN where nothing is seen.
struct RectifiedGround {
  GroundWindow window;
  cv::Mat log_luma;           ///< CV_32FC1, natural logarithm of linear luminance, 1 being the highest code
  cv::Mat log_red, log_blue;  ///< CV_32FC1, ln(red / green), ln(blue / green)
  cv::Mat pixels_per_metre;   ///< CV_32FC4: change of the picture's x and y per metre to the right, and per metre ahead

  cv::Point2d own_from_cell(int row, int column) const;
  cv::Point2d cell_from_own(const cv::Point2d& own) const;  ///< x: column, y: row, of cells' centres
  /// Metres of ground in one pixel of the picture, across a line in direction `along` (own frame) at a cell; infinite
  /// where nothing is seen.
  double metres_per_pixel_across(int row, int column, const cv::Point2d& along) const;
};

/// Of a picture of 8-bit BGR, codes taken to light by the sRGB curve. Cells hidden by a vehicle's box (its outline on
/// the ground, `size.height` high) and by `hidden` (outlines in the picture) are not seen, nor those that are clipped.
RectifiedGround rectified_ground(const cv::Mat& bgr, const GroundFrame& ground, const GroundWindow& window,
                                 const std::vector<StandingVehicle>& vehicles,
                                 const std::vector<std::vector<PicturePoint>>& hidden, const Job& job);

}  // namespace spoor
