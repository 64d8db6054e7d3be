#include "methods/jpeg/error_level.h"

#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

namespace spoor {
namespace {

constexpr std::int64_t kRowsAtOnce = 4;

int whole_blocks(int samples) { return (samples + 7) / 8; }

// Ticks from any thread; `total` counts rows.
class RowTicker {
 public:
  RowTicker(const Job& job, std::int64_t total) : job_(job), total_(total) {}
  void done(std::int64_t rows) { job_.tick(done_.fetch_add(rows) + rows, total_); }

 private:
  const Job& job_;
  std::int64_t total_;
  std::atomic<std::int64_t> done_{0};
};

// One row of blocks on its way: the samples continued to whole blocks, and the results of every table.
class BlockRow {
 public:
  BlockRow(const cv::Mat& plane, std::size_t tables)
      : plane_(plane),
        across_(whole_blocks(plane.cols)),
        stride_(8 * across_),
        restored_(tables * 8 * static_cast<std::size_t>(stride_)),
        error_(tables * static_cast<std::size_t>(across_)),
        texture_(static_cast<std::size_t>(across_)) {}

  void measure(int j, std::span<const QuantTable> tables, bool keep, PlaneErrorLevel& result) {
    const int rows = std::min(8, plane_.rows - 8 * j);
    const bool partial = rows < 8 || plane_.cols % 8 != 0;
    const std::uint8_t* samples = plane_.ptr(8 * j);
    std::ptrdiff_t stride = static_cast<std::ptrdiff_t>(plane_.step);
    if (partial) {
      continue_samples(j, rows);
      samples = padded_.data();
      stride = stride_;
    }
    std::vector<BlockRowTarget> targets(tables.size());
    for (std::size_t t = 0; t < tables.size(); ++t) {
      if (partial || keep) targets[t].restored = restored_of(t);
      targets[t].restored_stride = stride_;
      targets[t].error = error_.data() + t * static_cast<std::size_t>(across_);
    }
    requantise_block_row(samples, stride, across_, tables, targets, texture_.data());

    float* const texture = result.texture.ptr<float>(j);
    for (int i = 0; i < across_; ++i) {
      texture[i] = static_cast<float>(texture_[static_cast<std::size_t>(i)]) / (64.0F * 63.0F);
    }
    for (std::size_t t = 0; t < tables.size(); ++t) {
      float* const error = result.error[t].ptr<float>(j);
      for (int i = 0; i < across_; ++i) error[i] = static_cast<float>(targets[t].error[i]) / 64.0F;
      if (partial) correct_partial(samples, restored_of(t), rows, error);
      if (!keep) continue;
      for (int y = 0; y < rows; ++y) {
        std::copy_n(restored_of(t) + y * stride_, plane_.cols, result.restored[t].ptr(8 * j + y));
      }
    }
  }

 private:
  std::uint8_t* restored_of(std::size_t t) { return restored_.data() + t * 8 * static_cast<std::size_t>(stride_); }

  void continue_samples(int j, int rows) {
    padded_.resize(8 * static_cast<std::size_t>(stride_));
    for (int y = 0; y < 8; ++y) {
      const std::uint8_t* const from = plane_.ptr(8 * j + std::min(y, rows - 1));
      std::uint8_t* const to = padded_.data() + y * stride_;
      std::copy_n(from, plane_.cols, to);
      std::fill(to + plane_.cols, to + stride_, from[plane_.cols - 1]);
    }
  }

  // A partial block's mean is over samples of the picture alone, not over their repetitions.
  void correct_partial(const std::uint8_t* samples, const std::uint8_t* restored, int rows, float* error) const {
    for (int i = rows < 8 ? 0 : across_ - 1; i < across_; ++i) {
      const int columns = std::min(8, plane_.cols - 8 * i);
      int sum = 0;
      for (int y = 0; y < rows; ++y) {
        for (int x = 8 * i; x < 8 * i + columns; ++x) {
          sum += std::abs(samples[y * stride_ + x] - restored[y * stride_ + x]);
        }
      }
      error[i] = static_cast<float>(sum) / static_cast<float>(rows * columns);
    }
  }

  const cv::Mat& plane_;
  int across_;
  std::ptrdiff_t stride_;
  std::vector<std::uint8_t> padded_, restored_;
  std::vector<std::uint32_t> error_, texture_;
};

// The half octave in which `value` lies, without a logarithm, so that it is the same everywhere.
int half_octave(float value) {
  int exponent = 0;
  const float mantissa = std::frexp(value, &exponent);  // 0.5 .. 1
  return 2 * exponent + (mantissa >= 0.70710678F ? 1 : 0);
}

// Lower median: an element, never a mean of two.
float median(std::vector<float>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

PlaneErrorLevel plane_error_level(const cv::Mat& plane, std::span<const QuantSteps> tables, bool keep_restored,
                                  const Job& job) {
  const int across = whole_blocks(plane.cols), down = whole_blocks(plane.rows);
  PlaneErrorLevel result;
  std::vector<QuantTable> prepared;
  for (const QuantSteps& steps : tables) {
    prepared.emplace_back(steps);
    result.error.emplace_back(down, across, CV_32FC1);
    if (keep_restored) result.restored.emplace_back(plane.rows, plane.cols, CV_8UC1);
  }
  result.texture.create(down, across, CV_32FC1);
  RowTicker ticker(job, down);
  for_blocks(down, kRowsAtOnce, [&](std::int64_t begin, std::int64_t end) {
    BlockRow row(plane, tables.size());
    for (std::int64_t j = begin; j < end; ++j) row.measure(static_cast<int>(j), prepared, keep_restored, result);
    ticker.done(end - begin);
  });
  return result;
}

cv::Mat texture_compensated_z(const cv::Mat& error, const cv::Mat& texture) {
  constexpr std::size_t kFewest = 200;
  struct Block {
    int key = 0, index = 0;
  };
  std::vector<Block> blocks;
  for (int j = 0; j < error.rows; ++j) {
    for (int i = 0; i < error.cols; ++i) {
      const float t = texture.at<float>(j, i);
      if (t > 0 && std::isfinite(error.at<float>(j, i))) blocks.push_back({half_octave(t), j * error.cols + i});
    }
  }
  std::sort(blocks.begin(), blocks.end(),
            [](const Block& a, const Block& b) { return a.key != b.key ? a.key < b.key : a.index < b.index; });

  cv::Mat z(error.size(), CV_32FC1, cv::Scalar(std::numeric_limits<double>::quiet_NaN()));
  const auto error_of = [&](const Block& b) { return error.at<float>(b.index / error.cols, b.index % error.cols); };
  std::size_t begin = 0;
  while (begin < blocks.size()) {
    std::size_t end = begin;
    const auto to_end_of_key = [&] {
      const int key = blocks[end].key;
      while (end < blocks.size() && blocks[end].key == key) ++end;
    };
    while (end < blocks.size() && end - begin < kFewest) to_end_of_key();
    if (blocks.size() - end < kFewest) end = blocks.size();
    std::vector<float> values;
    for (std::size_t b = begin; b < end; ++b) values.push_back(error_of(blocks[b]));
    const float centre = median(values);
    for (float& value : values) value = std::abs(value - centre);
    const float spread = std::max(1.4826F * median(values), 1.0F / 64.0F);
    for (std::size_t b = begin; b < end; ++b) {
      z.at<float>(blocks[b].index / error.cols, blocks[b].index % error.cols) = (error_of(blocks[b]) - centre) / spread;
    }
    begin = end;
  }
  return z;
}

}  // namespace spoor
