#include "workbench/still_text.h"

#include <opencv2/imgproc.hpp>

namespace spoor {
namespace {

std::string ascii(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c >= ' ' && c <= '~') {
      result += c;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      result += '?';
    }
  }
  return result;
}

}  // namespace

void write_line(cv::Mat& picture, const std::string& text, const cv::Point& at, double size, const cv::Scalar& ink,
                int width) {
  cv::putText(picture, ascii(text), at, cv::FONT_HERSHEY_SIMPLEX, size, ink, width, cv::LINE_AA);
}

}  // namespace spoor
