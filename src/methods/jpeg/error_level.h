#pragma once
/// How much a picture changes when it is compressed as a JPEG once more (error level).
///
/// Source: Krawetz, "A Picture's Worth... Digital Image Analysis and Forensics", 2007.

#include "base/job.h"
#include "base/result.h"
#include "methods/jpeg/dct.h"

#include <opencv2/core.hpp>

#include <array>
#include <span>
#include <vector>

namespace spoor {

/// Of one component, one cell per 8x8 block, partial blocks at the right and bottom included.
struct PlaneErrorLevel {
  std::vector<cv::Mat> error;     ///< per table: CV_32FC1, mean |sample - restored sample|, in 8-bit sample steps
  std::vector<cv::Mat> restored;  ///< per table: CV_8UC1 of the plane's size; empty unless asked for
  cv::Mat texture;                ///< CV_32FC1: mean squared AC coefficient (63 of them, orthonormal DCT)
};

/// Error level of a decoded component on its own block grid: what jpeg_write_raw_data and jpeg_read_raw_data do to
/// it, without entropy coding. The plane is continued to whole blocks by repeating its last column and row.
///
/// `plane` is CV_8UC1. Parallel by rows of blocks; the same bytes for any number of threads.
PlaneErrorLevel plane_error_level(const cv::Mat& plane, std::span<const QuantSteps> tables, bool keep_restored,
                                  const Job& job);

enum class Subsampling { k444, k422, k420 };

struct JpegTables {
  QuantSteps luma, chroma;
};

/// Of a colour picture, one cell per 8x8 pixels.
struct ColourErrorLevel {
  std::vector<std::array<cv::Mat, 3>> error;  ///< per table: CV_32FC1 of red, green, blue
  std::vector<cv::Mat> restored;              ///< per table: CV_8UC3 (BGR); empty unless asked for
  cv::Mat texture;                            ///< of Y', as above
};

/// Error level of an RGB picture by libjpeg's whole chain: colour conversion, downsampling, DCT, quantisation, and
/// back with its smooth ("fancy") upsampling.
///
/// `bgr` is CV_8UC3. Parallel; the same bytes for any number of threads.
ColourErrorLevel colour_error_level(const cv::Mat& bgr, Subsampling subsampling, std::span<const JpegTables> tables,
                                    bool keep_restored, const Job& job);

/// How far each block's error is from that of blocks of equal texture.
///
/// Blocks are ranked by texture and cut in bins of half an octave, thin bins merged with their neighbours until they
/// hold 200 blocks; within a bin z = (error - median) / max(1.4826 MAD, 1/64), the latter being the resolution of a
/// mean over 64 samples.
/// Shape: CV_32FC1 as `error`; NaN where a block is flat (no AC energy).
cv::Mat texture_compensated_z(const cv::Mat& error, const cv::Mat& texture);

}  // namespace spoor
