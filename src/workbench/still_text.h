#pragma once
/// Words written into pictures that are saved.

#include <opencv2/core.hpp>

#include <string>
#include <vector>

namespace spoor {

/// One line of UTF-8 from `at` (left end of its base line), in letters `height_px` high from ascender to descender:
/// Latin, Greek, Cyrillic, Hebrew, Arabic, and whatever else the installed faces have. A character that no face has is
/// a box. `halo` is laid around the letters, `halo_px` wide. Thread-safe.
/// `picture` is CV_8UC3; what lies outside is cut off. Where no font is installed OpenCV's strokes are used, which know
/// ASCII alone.
void write_line(cv::Mat& picture, const std::string& text, const cv::Point& at, int height_px, const cv::Scalar& ink,
                int halo_px = 0, const cv::Scalar& halo = {});

/// Width that write_line() takes.
int line_width(const std::string& text, int height_px);

/// `text` as lines of at most `width`, broken behind spaces where there are any, else between characters. At least one
/// character a line.
std::vector<std::string> wrapped(const std::string& text, int height_px, int width);

}  // namespace spoor
