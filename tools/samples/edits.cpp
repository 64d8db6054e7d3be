#include "edits.h"

#include "base/parallel.h"
#include "filming.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace spoor::samples {

cv::Mat seen_mask(const Shot& shot, std::size_t thing, const Lens& lens, int margin_px) {
  const Thing* wanted = &shot.scene.things.at(thing);
  const Vec sun = sun_direction(shot.scene);
  const cv::Rect part = touched_part(shot.scene, *wanted, shot.view, shot.size, 0);
  cv::Mat presence = cv::Mat::zeros(shot.size, CV_32FC3);
  for_blocks(part.height, 4, [&](std::int64_t begin, std::int64_t end) {
    for (int y = part.y + static_cast<int>(begin); y < part.y + end; ++y) {
      for (int x = part.x; x < part.x + part.width; ++x) {
        const Ray ray = ray_through(shot.view, shot.size, x + 0.5, y + 0.5);
        const double floor = ray.direction.z < 0 ? -ray.origin.z / ray.direction.z : 1e9;
        auto hit = first_hit(shot.scene, ray, floor);
        if (!hit && floor < 1e9) hit = first_hit(shot.scene, {ray.origin + ray.direction * floor, sun}, 100);
        if (hit && hit->thing == wanted) presence.at<cv::Vec3f>(y, x) = {1, 1, 1};
      }
    }
  });
  cv::Mat bent = light_on_sensor(presence, shot.view.focal_px, lens, {}, shot.size), green, mask;
  cv::extractChannel(bent, green, 1);
  mask = green > 0.05;
  cv::dilate(mask, mask, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * margin_px + 1, 2 * margin_px + 1}));
  std::vector<std::vector<cv::Point>> contours;
  cv::findContours(mask.clone(), contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
  cv::drawContours(mask, contours, -1, 255, cv::FILLED);
  return mask;
}

cv::Mat moved(const cv::Mat& mask, cv::Point offset) {
  cv::Mat result = cv::Mat::zeros(mask.size(), mask.type());
  const cv::Rect target = cv::Rect(offset, mask.size()) & cv::Rect({}, mask.size());
  mask(target - offset).copyTo(result(target));
  return result;
}

std::vector<cv::Point> outline(const cv::Mat& mask) {
  std::vector<std::vector<cv::Point>> contours;
  cv::findContours(mask.clone(), contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
  CV_Assert(!contours.empty());
  const auto largest = std::max_element(contours.begin(), contours.end(), [](const auto& a, const auto& b) {
    return cv::contourArea(a) < cv::contourArea(b);
  });
  std::vector<cv::Point> polygon;
  cv::approxPolyDP(*largest, polygon, 1.5, true);
  return polygon;
}

cv::Mat spliced(const cv::Mat& host, const cv::Mat& donor, const cv::Mat& mask, cv::Point offset) {
  CV_Assert(host.type() == donor.type() && mask.size() == host.size());
  const cv::Rect target = cv::Rect(offset, donor.size()) & cv::Rect({}, host.size());
  CV_Assert(cv::countNonZero(mask) == cv::countNonZero(mask(target)));
  cv::Mat result = host.clone();
  donor(target - offset).copyTo(result(target), mask(target));
  return result;
}

std::vector<ClipFrame> without_frames(const std::vector<ClipFrame>& frames, int first, int count) {
  std::vector<ClipFrame> kept(frames.begin(), frames.begin() + first);
  kept.insert(kept.end(), frames.begin() + first + count, frames.end());
  return kept;
}

std::vector<float> without_sound(const std::vector<float>& sound, int first_frame, int frame_count) {
  const auto from = std::min<std::ptrdiff_t>(std::ssize(sound), std::ptrdiff_t{first_frame} * kSamplesPerFrame);
  const auto to = std::min<std::ptrdiff_t>(std::ssize(sound), from + std::ptrdiff_t{frame_count} * kSamplesPerFrame);
  std::vector<float> kept(sound.begin(), sound.begin() + from);
  kept.insert(kept.end(), sound.begin() + to, sound.end());
  return kept;
}

std::vector<ClipFrame> with_frozen_region(const std::vector<ClipFrame>& frames, cv::Rect region, int first, int last,
                                          int source) {
  CV_Assert(region.x % 2 == 0 && region.y % 2 == 0 && region.width % 2 == 0 && region.height % 2 == 0);
  const cv::Rect half(region.x / 2, region.y / 2, region.width / 2, region.height / 2);
  const ClipFrame& from = frames[static_cast<std::size_t>(source)];
  std::vector<ClipFrame> result = frames;
  for (int i = first; i <= last; ++i) {
    ClipFrame& frame = result[static_cast<std::size_t>(i)];
    frame = {frame.y.clone(), frame.cb.clone(), frame.cr.clone()};
    from.y(region).copyTo(frame.y(region));
    from.cb(half).copyTo(frame.cb(half));
    from.cr(half).copyTo(frame.cr(half));
  }
  return result;
}

}  // namespace spoor::samples
