#pragma once
/// How often each sample value occurs in a decoded component, and what stands out in it.

#include "media/frame.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace spoor {

/// "Y'", "Cb", "Cr", "red", ..., "alpha".
std::string component_name(const SampleLayout& layout, std::size_t component);

/// Counts of one component; frames of the same layout may be added up.
struct SampleHistogram {
  int bits = 8;                      ///< of a sample; 0 for float samples, which are counted as code 0..1023 of 0..1
  std::vector<std::int64_t> counts;  ///< one per code, 2^bits of them
  std::int64_t outside = 0;          ///< float samples below 0, above 1 or no number
};

/// `plane` is CV_8U, CV_16U or CV_32F; codes beyond 2^bits - 1 count as outside. Parallel, exact.
SampleHistogram sample_histogram(const cv::Mat& plane, const SampleLayout& layout);
void add(SampleHistogram& sum, const SampleHistogram& other);

/// Codes gathered in at most `bins` bins of equal width (a power of two).
std::vector<std::int64_t> binned(const SampleHistogram& histogram, std::size_t bins);

struct HistogramFacts {
  std::int64_t samples = 0;
  int lowest = 0, highest = 0;                     ///< codes that occur
  double mean = 0, deviation = 0;                  ///< in codes
  double at_lowest_code = 0, at_highest_code = 0;  ///< shares of samples at code 0 and at 2^bits - 1
  std::int64_t used = 0;                           ///< codes that occur
  std::int64_t empty = 0;                          ///< codes inside [lowest, highest] that do not
  /// Codes between the 1st and the 99th percentile that are empty, or hold less than half (more than twice) the
  /// mean of their two neighbours, where that mean is at least 20.
  std::int64_t gaps = 0, peaks = 0;
  int comb_period = 0;       ///< lag (2..32 codes) of the strongest autocorrelation of count over neighbours; 0: none
  double comb_strength = 0;  ///< that autocorrelation, -1..1
};
HistogramFacts facts(const SampleHistogram& histogram);

/// Smallest code with at least `share` of all samples at or below it.
int percentile(const SampleHistogram& histogram, double share);

}  // namespace spoor
