#include "methods/soil/mound_mark.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor {

std::optional<double> rise_px(const GroundCamera& camera, const PicturePoint& foot, double height_m) {
  const auto ground = ground_point(camera.view, camera.lens.undistorted(foot));
  if (!ground) return std::nullopt;
  const cv::Vec3d top = *ground + height_m / camera.height_m * camera.view.up;
  if (top[2] < 1e-9) return std::nullopt;
  const auto seen = camera.lens.distorted(camera.view.picture_from_ray(top));
  if (!seen) return std::nullopt;
  return std::hypot(seen->x - foot.x, seen->y - foot.y);
}

std::optional<double> crest_height_m(const GroundCamera& camera, const PicturePoint& foot, const PicturePoint& crest,
                                     double repose_deg) {
  const auto ground = ground_point(camera.view, camera.lens.undistorted(foot));
  if (!ground) return std::nullopt;
  const cv::Vec3d up = camera.view.up, flat = *ground - ground->dot(up) * up;
  const double range = cv::norm(flat);
  if (range < 1e-9) return std::nullopt;
  // ground + h climb = t ray, with the crest h / tan(repose) behind the foot.
  const cv::Vec3d climb = up + flat / (range * std::tan(repose_deg * std::numbers::pi / 180));
  const cv::Vec3d ray = camera.view.ray(camera.lens.undistorted(crest));
  const cv::Vec3d across = ray.cross(ray.cross(climb));
  const double along = climb.dot(across), size = cv::norm(across) * cv::norm(climb);
  if (!(std::abs(along) > 1e-6 * size)) return std::nullopt;
  return camera.height_m * -ground->dot(across) / along;
}

std::optional<std::pair<PicturePoint, PicturePoint>> foot_and_crest(const std::vector<PicturePoint>& mark) {
  if (mark.size() < 2) return std::nullopt;
  if (mark.size() == 2) {
    const bool down = mark[0].y > mark[1].y;
    const PicturePoint foot = down ? mark[0] : mark[1], crest = down ? mark[1] : mark[0];
    if (!(foot.y - crest.y > 1e-6)) return std::nullopt;
    return std::pair{foot, crest};
  }
  std::pair<PicturePoint, PicturePoint> best;
  double most = 1e-6;
  for (const PicturePoint& p : mark) {
    double low = p.y, high = p.y;
    for (std::size_t i = 0; i < mark.size(); ++i) {
      const PicturePoint &a = mark[i], &b = mark[(i + 1) % mark.size()];
      if (std::min(a.x, b.x) > p.x || std::max(a.x, b.x) < p.x || std::abs(a.x - b.x) < 1e-9) continue;
      const double y = a.y + (p.x - a.x) / (b.x - a.x) * (b.y - a.y);
      low = std::max(low, y);
      high = std::min(high, y);
    }
    if (low - high <= most) continue;
    most = low - high;
    best = {{p.x, low}, {p.x, high}};
  }
  if (most <= 1e-6) return std::nullopt;
  return best;
}

}  // namespace spoor
