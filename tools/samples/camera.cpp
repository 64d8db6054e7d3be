#include "camera.h"

namespace spoor::samples {

Camera camera_a() {
  Camera camera;
  camera.model = "Virtual Camera A";
  camera.lens_name = "Virtual 28mm F2.8";
  camera.sensor.body_seed = 0xA0001;
  return camera;
}

Camera camera_b() {
  Camera camera;
  camera.model = "Virtual Camera B";
  camera.lens_name = "Virtual 24mm F2.0";
  camera.lens = {.k1 = -0.03, .fringe_red = 0.0002, .fringe_blue = -0.0001, .blur_px = 0.65, .fall_off = 0.35};
  camera.sensor.body_seed = 0xB0002;
  camera.sensor.prnu_sigma = 0.012;
  camera.sensor.electrons_per_dn = 1.6;
  camera.sensor.read_noise_dn = 3.0;
  camera.development = {.demosaic = Demosaic::kBilinear,
                        .brightness = 1.2,
                        .saturation = 1.3,
                        .contrast = 0.4,
                        .sharpening = 0.6,
                        .sharpening_radius_px = 1.2};
  camera.jpeg_quality = 90;
  camera.jpeg_chroma_h = 1;
  return camera;
}

Camera clip_camera() {
  Camera camera = camera_a();
  camera.model = "Virtual Camcorder C";
  camera.sensor.body_seed = 0xC0003;
  camera.sensor.electrons_per_dn = 6.0;
  camera.development.sharpening = 0.2;
  return camera;
}

cv::Mat taken(const Camera& camera, const cv::Mat& scene_light, double focal_px, const Turn& turn, cv::Size size,
              const cv::Mat& responses, std::uint64_t shot_seed) {
  const cv::Mat light = light_on_sensor(scene_light, focal_px, camera.lens, turn, size);
  const cv::Mat mosaic = exposed(light, camera.sensor, responses, shot_seed);
  return developed(demosaiced(mosaic, camera.sensor, camera.development.demosaic), camera.development);
}

}  // namespace spoor::samples
