#pragma once
/// Two camera bodies: lens, sensor and development with the settings that tell them apart.

#include "develop.h"
#include "lens.h"
#include "sensor.h"

#include <string>

namespace spoor::samples {

struct Camera {
  std::string make = "Spoor";
  std::string model;
  std::string lens_name;
  Lens lens;
  Sensor sensor;
  Development development;
  int jpeg_quality = 92;
  int jpeg_chroma_w = 2, jpeg_chroma_h = 2;  ///< luma samples per chroma sample
};

Camera camera_a();
Camera camera_b();

/// The body's sensor as used for clips: fewer, larger pixels with less noise.
Camera clip_camera();

/// What the camera makes of `scene_light`: display values 0..1, CV_32FC3, R' G' B'.
///
/// `responses` is response_field(camera.sensor, size); a caller that takes many frames computes it once.
cv::Mat taken(const Camera& camera, const cv::Mat& scene_light, double focal_px, const Turn& turn, cv::Size size,
              const cv::Mat& responses, std::uint64_t shot_seed);

}  // namespace spoor::samples
