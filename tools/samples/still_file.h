#pragma once
/// Still pictures as files. Functions throw std::runtime_error where a library refuses.

#include <opencv2/core.hpp>

#include <string>

namespace spoor::samples {

struct JpegSettings {
  int quality = 92;                ///< of the IJG's tables
  int chroma_w = 2, chroma_h = 2;  ///< luma samples per chroma sample
  bool progressive = false;
};

/// `picture` as JPEG: CV_8UC3 (R G B, as YCbCr) or CV_8UC1 (grey).
std::string jpeg_bytes(const cv::Mat& picture, const JpegSettings& settings);

/// The picture of a JPEG, as libjpeg-turbo decodes it by default: CV_8UC3 (R G B) or CV_8UC1.
cv::Mat jpeg_picture(const std::string& bytes);

/// `picture` as PNG: CV_8UC1, CV_8UC3 or CV_16UC3 (R G B).
std::string png_bytes(const cv::Mat& picture);

/// A grey PNG of 8 bits: CV_8UC1.
cv::Mat png_mask(const std::string& bytes);

/// What a camera or an editor writes beside the picture. Empty fields are left out.
struct StillTags {
  std::string make, model, lens, software;
  std::string taken;     ///< "2024:05:14 15:20:31", local time
  std::string modified;  ///< the same form
  std::string offset;    ///< of local time, "+02:00"
  std::string comment;
  std::string fix;  ///< time of the satellite fix in UTC, the form of `taken`
  int iso = 0;
  int exposure_reciprocal_s = 0;  ///< 1/this seconds
  int f_number_tenths = 0;
  int focal_mm = 0;
  int orientation = 1;
  std::string thumbnail_jpeg;  ///< bytes of a small JPEG
};

/// `jpeg` with an EXIF segment.
std::string with_tags(const std::string& jpeg, const StillTags& tags, cv::Size size);

/// 160 pixels wide, area-averaged, quality 80: as cameras put it beside the picture.
std::string thumbnail(const cv::Mat& picture);

}  // namespace spoor::samples
