#pragma once
/// Words written into pictures that are saved.

#include <opencv2/core.hpp>

#include <string>

namespace spoor {

/// One line from `at` (left end of its base line). OpenCV's strokes know ASCII alone: any other character is a '?'.
void write_line(cv::Mat& picture, const std::string& text, const cv::Point& at, double size, const cv::Scalar& ink,
                int width = 1);

}  // namespace spoor
