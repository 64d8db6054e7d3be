#pragma once
/// Pictures of a made place: patches of many sizes, so that there is something to hold on to everywhere.

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace spoor::test {

/// CV_32FC1, 0..255; another `seed` is another place.
inline cv::Mat made_place(cv::Size size, std::uint64_t seed) {
  cv::RNG random(seed);
  cv::Mat place(size, CV_32FC1, cv::Scalar(110));
  for (int i = 0; i < size.area() / 500; ++i) {
    const cv::Point at(random.uniform(0, size.width), random.uniform(0, size.height));
    const cv::Size half(random.uniform(2, 24), random.uniform(2, 24));
    const cv::RotatedRect patch(at, half * 2, static_cast<float>(random.uniform(0.0, 180.0)));
    cv::Point2f corners[4];
    patch.points(corners);
    const std::vector<cv::Point> polygon(corners, corners + 4);
    cv::fillConvexPoly(place, polygon, cv::Scalar(random.uniform(20.0, 235.0)), cv::LINE_AA);
  }
  cv::GaussianBlur(place, place, {}, 0.9);
  return place;
}

/// `place` seen through `there_from_here` (places count from the first sample's corner), with noise of `sigma` steps.
inline cv::Mat seen_through(const cv::Mat& place, const cv::Matx33d& there_from_here, cv::Size size, double sigma,
                            std::uint64_t seed) {
  const cv::Matx33d to_centre(1, 0, -0.5, 0, 1, -0.5, 0, 0, 1), to_corner(1, 0, 0.5, 0, 1, 0.5, 0, 0, 1);
  cv::Mat seen;
  cv::warpPerspective(place, seen, to_centre * there_from_here * to_corner, size,
                      cv::INTER_CUBIC | cv::WARP_INVERSE_MAP, cv::BORDER_REFLECT);
  cv::Mat noise(size, CV_32FC1);
  cv::RNG random(seed);
  random.fill(noise, cv::RNG::NORMAL, 0, sigma);
  return cv::min(cv::max(seen + noise, 0), 255);
}

}  // namespace spoor::test
