#include "methods/statistics/sample_histogram.h"

#include "base/parallel.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace spoor {
namespace {

constexpr int kFloatBits = 10;

void count_rows(const cv::Mat& plane, int begin, int end, SampleHistogram& into) {
  const auto codes = static_cast<std::uint32_t>(into.counts.size());
  const auto count = [&](std::uint32_t code) {
    if (code < codes) {
      ++into.counts[code];
    } else {
      ++into.outside;
    }
  };
  for (int y = begin; y < end; ++y) {
    if (plane.depth() == CV_8U) {
      for (int x = 0; x < plane.cols; ++x) count(plane.ptr<std::uint8_t>(y)[x]);
    } else if (plane.depth() == CV_16U) {
      for (int x = 0; x < plane.cols; ++x) count(plane.ptr<std::uint16_t>(y)[x]);
    } else {
      for (int x = 0; x < plane.cols; ++x) {
        const float v = plane.ptr<float>(y)[x];
        count(v >= 0 && v <= 1 ? static_cast<std::uint32_t>(v * static_cast<float>(codes - 1) + 0.5F) : codes);
      }
    }
  }
}

// Count of each code over the mean of its two neighbours, less one, where there are enough of them.
std::vector<double> relative_counts(const SampleHistogram& h, int low, int high) {
  std::vector<double> r;
  for (int i = low; i <= high; ++i) {
    const auto k = static_cast<std::size_t>(i);
    const double mean = 0.5 * static_cast<double>(h.counts[k - 1] + h.counts[k + 1]);
    r.push_back(mean >= 20 ? std::min(static_cast<double>(h.counts[k]) / mean, 4.0) - 1 : 0.0);
  }
  return r;
}

}  // namespace

std::string component_name(const SampleLayout& layout, std::size_t component) {
  if (layout.has_alpha && component + 1 == static_cast<std::size_t>(layout.components)) return "alpha";
  const auto of = [&](std::initializer_list<const char*> names) {
    return component < names.size() ? std::string(names.begin()[component]) : "component " + std::to_string(component);
  };
  switch (layout.model) {
    case ColourModel::kGrey:
      return of({"Y'"});
    case ColourModel::kYCbCr:
      return of({"Y'", "Cb", "Cr"});
    case ColourModel::kRgb:
      return of({"red", "green", "blue"});
    case ColourModel::kCmyk:
      return of({"cyan", "magenta", "yellow", "black"});
    case ColourModel::kYcck:
      return of({"Y'", "Cb", "Cr", "black"});
    case ColourModel::kOther:
      break;
  }
  return of({});
}

SampleHistogram sample_histogram(const cv::Mat& plane, const SampleLayout& layout) {
  SampleHistogram total;
  total.bits = layout.is_float ? 0 : std::clamp(layout.bits, 1, 16);
  total.counts.resize(std::size_t{1} << (layout.is_float ? kFloatBits : total.bits));
  std::mutex mutex;  // guards `total`; sums of integers do not depend on their order
  for_blocks(plane.rows, 128, [&](std::int64_t begin, std::int64_t end) {
    SampleHistogram part;
    part.counts.resize(total.counts.size());
    count_rows(plane, static_cast<int>(begin), static_cast<int>(end), part);
    const std::scoped_lock lock(mutex);
    add(total, part);
  });
  return total;
}

void add(SampleHistogram& sum, const SampleHistogram& other) {
  for (std::size_t i = 0; i < std::min(sum.counts.size(), other.counts.size()); ++i) sum.counts[i] += other.counts[i];
  sum.outside += other.outside;
}

std::vector<std::int64_t> binned(const SampleHistogram& histogram, std::size_t bins) {
  std::size_t width = 1;
  while (histogram.counts.size() / width > bins) width *= 2;
  std::vector<std::int64_t> result(histogram.counts.size() / width);
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) result[i / width] += histogram.counts[i];
  return result;
}

HistogramFacts facts(const SampleHistogram& histogram) {
  HistogramFacts f;
  const auto& counts = histogram.counts;
  double sum = 0, squares = 0;
  f.lowest = -1;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    const double n = static_cast<double>(counts[i]), code = static_cast<double>(i);
    if (f.lowest < 0) f.lowest = static_cast<int>(i);
    f.highest = static_cast<int>(i);
    f.samples += counts[i];
    ++f.used;
    sum += n * code;
    squares += n * code * code;
  }
  if (f.samples == 0) {
    f.lowest = 0;
    return f;
  }
  const double n = static_cast<double>(f.samples);
  f.mean = sum / n;
  f.deviation = std::sqrt(std::max(0.0, squares / n - f.mean * f.mean));
  f.at_lowest_code = static_cast<double>(counts.front()) / n;
  f.at_highest_code = static_cast<double>(counts.back()) / n;
  f.empty = f.highest - f.lowest + 1 - f.used;
  const int low = std::max(1, percentile(histogram, 0.01));
  const int high = std::min(static_cast<int>(counts.size()) - 2, percentile(histogram, 0.99));
  if (high - low < 8) return f;
  const std::vector<double> r = relative_counts(histogram, low, high);
  double power = 0;
  for (const double v : r) {
    if (v < -0.5) ++f.gaps;
    if (v > 1) ++f.peaks;
    power += v * v;
  }
  for (std::size_t lag = 2; lag <= 32 && 2 * lag < r.size() && power > 0; ++lag) {
    double product = 0;
    for (std::size_t i = lag; i < r.size(); ++i) product += r[i] * r[i - lag];
    if (product / power > f.comb_strength) {
      f.comb_strength = product / power;
      f.comb_period = static_cast<int>(lag);
    }
  }
  return f;
}

int percentile(const SampleHistogram& histogram, double share) {
  std::int64_t total = 0, sum = 0;
  for (const std::int64_t n : histogram.counts) total += n;
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
    sum += histogram.counts[i];
    if (sum > 0 && static_cast<double>(sum) >= share * static_cast<double>(total)) return static_cast<int>(i);
  }
  return 0;
}

}  // namespace spoor
