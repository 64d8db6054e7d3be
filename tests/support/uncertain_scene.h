#pragma once
/// A generated scene as an analyst meets it: everything that a measurement of the sun takes as uncertain is drawn.

#include "methods/shadow/sun_from_marks.h"
#include "support/generated_scene.h"

#include <numbers>
#include <optional>
#include <utility>
#include <vector>

namespace spoor::test {

inline View view_of(const PinholeCamera& camera) {
  View view;
  view.f_px = camera.f_px;
  view.centre = {camera.centre.x, camera.centre.y};
  view.up = camera.camera_from_world() * cv::Vec3d(0, 0, 1);
  return view;
}

struct Uncertainty {
  double click = 1.5, lean = 1, slope = 0.7, f_share = 0.05, centre = 10, horizon = 0.3;
  bool operator==(const Uncertainty&) const = default;
};

struct ClickedScene {
  PoleScene truth;
  double azimuth_from_heading = 0;
  UncertainCamera camera;  ///< without the tilt: only marks tell
  std::vector<SunMark> poles;
};

/// A pole of the scene with that lean and slope (tangents ahead and right of the heading; a slope rises that way);
/// nothing where its tip is behind the camera.
inline std::optional<SunMark> pole_mark(const PoleScene& scene, const SeenPole& p, cv::Vec2d lean, cv::Vec2d slope) {
  const View view = view_of(scene.camera);
  const auto foot = ground_point(view, p.foot);
  if (!foot) return std::nullopt;
  const cv::Vec3d sun = scene.camera.camera_from_world() * scene.to_sun;
  const cv::Vec3d along = leaning(view, lean[0], lean[1]), normal = leaning(view, -slope[0], -slope[1]);
  const cv::Vec3d top = *foot + p.height_m / scene.camera.position[2] * along;
  const double fall = normal.dot(top - *foot) / normal.dot(sun);
  const cv::Vec3d tip = top - fall * sun;
  if (!(fall > 0) || tip[2] <= 0.05 || top[2] <= 0.05) return std::nullopt;
  SunMark mark;
  mark.a = p.foot;
  mark.b = view.picture_from_ray(top);
  mark.c = view.picture_from_ray(tip);
  return mark;
}

inline ClickedScene clicked_scene(SeededNoise& noise, std::size_t count, const Uncertainty& u,
                                  std::optional<std::pair<double, double>> sun = std::nullopt) {
  constexpr double kDegree = std::numbers::pi / 180;
  while (true) {
    ClickedScene scene;
    scene.truth = pole_scene(noise, count, sun);
    const View exact = view_of(scene.truth.camera);
    scene.azimuth_from_heading =
        bearing_of(exact, scene.truth.camera.camera_from_world() * scene.truth.to_sun).azimuth_deg;
    for (const SeenPole& p : scene.truth.poles) {
      const auto small = [&](double sigma) { return std::tan(sigma * kDegree) * noise.normal(); };
      const cv::Vec2d lean(small(u.lean), small(u.lean)), slope(small(u.slope), small(u.slope));
      auto mark = pole_mark(scene.truth, p, lean, slope);
      if (!mark) continue;
      for (PicturePoint* const q : {&mark->a, &mark->b, &mark->c}) *q = clicked(*q, u.click, noise);
      mark->id = "pole" + std::to_string(scene.poles.size());
      mark->sigma_px = u.click, mark->lean_sigma_deg = u.lean, mark->slope_sigma_deg = u.slope;
      scene.poles.push_back(*mark);
    }
    if (scene.poles.size() != count) continue;
    scene.camera.f_px = exact.f_px * std::exp(u.f_share * noise.normal());
    scene.camera.f_share = u.f_share;
    scene.camera.centre = clicked(exact.centre, u.centre, noise);
    scene.camera.centre_sigma_px = u.centre;
    return scene;
  }
}

/// As by a gimbal: the tilt known with an error of that deviation.
inline void know_tilt(ClickedScene& scene, double sigma_deg, SeededNoise& noise) {
  constexpr double kDegree = std::numbers::pi / 180;
  scene.camera.up = leaning(view_of(scene.truth.camera), std::tan(sigma_deg * kDegree) * noise.normal(),
                            std::tan(sigma_deg * kDegree) * noise.normal());
  scene.camera.up_sigma_deg = sigma_deg;
}

/// Two clicks on the horizon, as marked in the picture.
inline SunMark horizon_mark(const ClickedScene& scene, double sigma_px, SeededNoise& noise) {
  const cv::Vec3d l = horizon(view_of(scene.truth.camera));
  SunMark mark;
  mark.kind = SunMark::Kind::kHorizon;
  mark.id = "horizon";
  mark.sigma_px = sigma_px;
  mark.a = clicked({200, -(l[2] + l[0] * 200) / l[1]}, sigma_px, noise);
  mark.b = clicked({1700, -(l[2] + l[0] * 1700) / l[1]}, sigma_px, noise);
  return mark;
}

}  // namespace spoor::test
