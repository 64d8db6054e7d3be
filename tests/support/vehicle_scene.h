#pragma once
/// A vehicle on level ground in a picture of 1280 x 720, marked by an analyst.

#include "analysis/pass.h"
#include "methods/ground/ground_frame.h"
#include "methods/ground/rectified_ground.h"
#include "methods/ground/standing_vehicle.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace spoor::test {

/// A camera 4 m above the ground looks 20 degrees down.
inline GroundFrame vehicle_scene() {
  GroundCamera camera;
  camera.view.f_px = 1100;
  camera.view.centre = {640, 360};
  camera.lens.centre = {640, 360};
  const double tilt = 20 * std::numbers::pi / 180;
  camera.view.up = {0, -std::cos(tilt), -std::sin(tilt)};
  camera.height_m = 4;
  UprightPicture picture;
  picture.width = 1280, picture.height = 720;
  return GroundFrame(camera, picture);
}

/// Contacts of three wheels, three poles of 1.5 m, and the outline where asked for.
inline RunContext marked_vehicle(MediaSource& source, const GroundPose& pose, bool outline) {
  RunContext context;
  context.source = &source;
  const GroundFrame ground = vehicle_scene();
  const VehicleSize size;
  const auto point = [&](const char* id, const cv::Point2d& at, double z) {
    Region region;
    region.id = id;
    region.shape = Shape::kPoint;
    region.points = {*ground.picture_from_ground(at, z)};
    region.sigma_px = 0.5;
    return region;
  };
  const auto wheel = [&](const char* part, double x, double y) {
    Region region = point(part, pose.ground_from_own({x, y}), 0);
    region.role = region.group = "wheels";
    region.part = part;
    context.regions.push_back(region);
  };
  wheel("FL", -size.track / 2, size.wheelbase);
  wheel("FR", size.track / 2, size.wheelbase);
  wheel("RR", size.track / 2, 0);
  context.groups.push_back({"wheels", "wheels", "", {}, {}});
  for (const double x : {-3.0, 0.5, 4.0}) {
    for (const char* part : {"foot", "top"}) {
      Region region = point(part, {x, 9 + x}, part[0] == 't' ? 1.5 : 0);
      region.id += std::to_string(x);
      region.role = "pole";
      region.group = "pole" + std::to_string(x);
      region.part = part;
      context.regions.push_back(region);
    }
    context.groups.push_back({"pole" + std::to_string(x), "pole", "", {{"height", 1.5, "m", 0.01}}, {}});
  }
  if (outline) {
    StandingVehicle vehicle;
    vehicle.pose = pose;
    Region region;
    region.id = region.role = "footprint";
    for (const cv::Point2d& corner : vehicle.outline()) region.points.push_back(*ground.picture_from_ground(corner));
    context.regions.push_back(region);
  }
  return context;
}

/// What the camera sees of ground around a vehicle at `pose`, the vehicle as a grey box's outline; grey sky.
inline cv::Mat picture_of(const RectifiedGround& ground, const GroundPose& pose) {
  const GroundFrame scene = vehicle_scene();
  cv::Mat bgr(720, 1280, CV_8UC3, cv::Scalar::all(190));
  cv::Mat luma = ground.log_luma.clone();
  cv::patchNaNs(luma, -3);
  const auto code_of = [](double light) {
    return cv::saturate_cast<uchar>(255 * (1.055 * std::pow(std::clamp(light, 0.0, 1.0), 1 / 2.4) - 0.055));
  };
  for (int row = 0; row < bgr.rows; ++row) {
    for (int column = 0; column < bgr.cols; ++column) {
      const auto at = scene.ground_from_upright({column + 0.5, row + 0.5});
      if (!at) continue;
      const cv::Point2d cell = ground.cell_from_own(pose.own_from_ground(*at));
      const int u = static_cast<int>(std::floor(cell.x)), v = static_cast<int>(std::floor(cell.y));
      if (u < 0 || v < 0 || u + 1 >= luma.cols || v + 1 >= luma.rows) continue;
      const double a = cell.x - u, b = cell.y - v;
      const auto value = [&](int y, int x) { return static_cast<double>(luma.at<float>(y, x)); };
      const double light = std::exp((1 - b) * ((1 - a) * value(v, u) + a * value(v, u + 1)) +
                                    b * ((1 - a) * value(v + 1, u) + a * value(v + 1, u + 1)));
      bgr.at<cv::Vec3b>(row, column) = {code_of(0.7 * light), code_of(light), code_of(1.2 * light)};
    }
  }
  return bgr;
}

}  // namespace spoor::test
