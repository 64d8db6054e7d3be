#include "base/parallel.h"
#include "methods/jpeg/error_level.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace spoor {
namespace {

constexpr std::int64_t kRowsAtOnce = 32;  // of the picture: whole blocks

constexpr int fixed(double value) { return static_cast<int>(value * 65536 + 0.5); }

struct Factors {
  int h = 1, v = 1;  // luma samples per chroma sample
};

Factors factors_of(Subsampling subsampling) {
  switch (subsampling) {
    case Subsampling::k422:
      return {2, 1};
    case Subsampling::k420:
      return {2, 2};
    case Subsampling::k444:
      break;
  }
  return {1, 1};
}

// JFIF's colour conversion with libjpeg's 16-bit fractions and rounding.
void ycc_from_bgr(const std::uint8_t* bgr, int width, std::uint8_t* y, std::uint8_t* cb, std::uint8_t* cr) {
  constexpr int kHalf = 1 << 15, kCentre = (128 << 16) + kHalf - 1;
  for (int x = 0; x < width; ++x) {
    const int b = bgr[3 * x], g = bgr[3 * x + 1], r = bgr[3 * x + 2];
    y[x] = static_cast<std::uint8_t>((fixed(0.29900) * r + fixed(0.58700) * g + fixed(0.11400) * b + kHalf) >> 16);
    cb[x] = static_cast<std::uint8_t>((fixed(0.50000) * b - fixed(0.16874) * r - fixed(0.33126) * g + kCentre) >> 16);
    cr[x] = static_cast<std::uint8_t>((fixed(0.50000) * r - fixed(0.41869) * g - fixed(0.08131) * b + kCentre) >> 16);
  }
}

std::array<int, 3> bgr_from_ycc(int y, int cb, int cr) {
  constexpr int kHalf = 1 << 15;
  const int u = cb - 128, v = cr - 128;
  const int r = y + ((fixed(1.40200) * v + kHalf) >> 16);
  const int g = y + ((-fixed(0.34414) * u - fixed(0.71414) * v + kHalf) >> 16);
  const int b = y + ((fixed(1.77200) * u + kHalf) >> 16);
  return {std::clamp(b, 0, 255), std::clamp(g, 0, 255), std::clamp(r, 0, 255)};
}

// Planes as an encoder has them before its DCT. Chroma rows are continued to whole blocks before they are averaged,
// because libjpeg's alternating rounding makes the order matter.
struct Planes {
  cv::Mat y, cb, cr;
};

void average(const std::vector<std::uint8_t>& top, const std::vector<std::uint8_t>& bottom, Factors f, int columns,
             std::uint8_t* to) {
  for (int x = 0; x < columns; ++x) {
    const std::size_t i = static_cast<std::size_t>(f.h) * static_cast<std::size_t>(x);
    if (f.v == 2) {
      to[x] = static_cast<std::uint8_t>((top[i] + top[i + 1] + bottom[i] + bottom[i + 1] + 1 + x % 2) >> 2);
    } else if (f.h == 2) {
      to[x] = static_cast<std::uint8_t>((top[i] + top[i + 1] + x % 2) >> 1);
    } else {
      to[x] = top[i];
    }
  }
}

Planes planes_of(const cv::Mat& bgr, Factors f) {
  const int columns = (bgr.cols + 8 * f.h - 1) / (8 * f.h) * 8;  // of chroma
  const int rows = (bgr.rows + f.v - 1) / f.v;
  Planes planes;
  planes.y.create(bgr.rows, bgr.cols, CV_8UC1);
  planes.cb.create(rows, columns, CV_8UC1);
  planes.cr.create(rows, columns, CV_8UC1);
  for_blocks(rows, kRowsAtOnce / f.v, [&](std::int64_t begin, std::int64_t end) {
    const std::size_t wide = static_cast<std::size_t>(f.h) * static_cast<std::size_t>(columns);
    std::array<std::vector<std::uint8_t>, 2> cb, cr;
    for (std::size_t k = 0; k < 2; ++k) {
      cb[k].resize(wide);
      cr[k].resize(wide);
    }
    for (int row = static_cast<int>(begin); row < static_cast<int>(end); ++row) {
      for (int k = 0; k < f.v; ++k) {
        const int y = std::min(f.v * row + k, bgr.rows - 1);
        auto& u = cb[static_cast<std::size_t>(k)];
        auto& v = cr[static_cast<std::size_t>(k)];
        ycc_from_bgr(bgr.ptr(y), bgr.cols, planes.y.ptr(y), u.data(), v.data());
        std::fill(u.begin() + bgr.cols, u.end(), u[static_cast<std::size_t>(bgr.cols) - 1]);
        std::fill(v.begin() + bgr.cols, v.end(), v[static_cast<std::size_t>(bgr.cols) - 1]);
      }
      average(cb[0], cb[1], f, columns, planes.cb.ptr(row));
      average(cr[0], cr[1], f, columns, planes.cr.ptr(row));
    }
  });
  return planes;
}

// Chroma samples of the rows and columns that belong to the picture, brought back to its size row by row: triangle
// filter with libjpeg's rounding, repetition where fewer than three columns leave nothing to interpolate.
class Upsampler {
 public:
  Upsampler(const cv::Mat& chroma, Factors f, int width, int height)
      : chroma_(chroma), f_(f), columns_((width + f.h - 1) / f.h), rows_((height + f.v - 1) / f.v) {
    row_.resize(2 * static_cast<std::size_t>(columns_));
    sums_.resize(static_cast<std::size_t>(columns_));
  }

  const std::uint8_t* row(int y) {
    const std::uint8_t* const near = chroma_.ptr(y / f_.v);
    if (f_.h == 1) return near;
    const auto n = static_cast<std::size_t>(columns_);
    if (n <= 2) {
      for (std::size_t i = 0; i < n; ++i) row_[2 * i] = row_[2 * i + 1] = near[i];
      return row_.data();
    }
    int scale = 4, shift = 2, before = 1, after = 2;
    if (f_.v == 2) {
      const std::uint8_t* const far = chroma_.ptr(std::clamp(y / 2 + (y % 2 == 0 ? -1 : 1), 0, rows_ - 1));
      for (std::size_t i = 0; i < n; ++i) sums_[i] = 3 * near[i] + far[i];
      scale = 4, shift = 4, before = 8, after = 7;
    } else {
      for (std::size_t i = 0; i < n; ++i) sums_[i] = near[i];
    }
    const auto value = [&](std::size_t i, std::size_t other, int round) {
      return static_cast<std::uint8_t>((3 * sums_[i] + sums_[other] + round) >> shift);
    };
    row_[0] = static_cast<std::uint8_t>((scale * sums_[0] + (f_.v == 2 ? before : 0)) >> shift);
    row_[2 * n - 1] = static_cast<std::uint8_t>((scale * sums_[n - 1] + (f_.v == 2 ? after : 0)) >> shift);
    for (std::size_t i = 0; i + 1 < n; ++i) {
      row_[2 * i + 1] = value(i, i + 1, after);
      row_[2 * i + 2] = value(i + 1, i, before);
    }
    return row_.data();
  }

 private:
  const cv::Mat& chroma_;
  Factors f_;
  int columns_, rows_;
  std::vector<std::uint8_t> row_;
  std::vector<int> sums_;
};

// Compares rows [begin, end) with the picture made of restored planes, `begin` being a block's first row.
void compare_rows(const cv::Mat& bgr, const Planes& restored, Factors f, int begin, int end,
                  std::array<cv::Mat, 3>& error, cv::Mat* kept) {
  Upsampler cb(restored.cb, f, bgr.cols, bgr.rows), cr(restored.cr, f, bgr.cols, bgr.rows);
  const int across = (bgr.cols + 7) / 8;
  std::vector<std::array<int, 3>> sums(static_cast<std::size_t>(across));
  for (int top = begin; top < end; top += 8) {
    const int rows = std::min(8, end - top);
    std::fill(sums.begin(), sums.end(), std::array<int, 3>{});
    for (int y = top; y < top + rows; ++y) {
      const std::uint8_t* const luma = restored.y.ptr(y);
      const std::uint8_t* const u = cb.row(y);
      const std::uint8_t* const v = cr.row(y);
      const std::uint8_t* const original = bgr.ptr(y);
      for (int x = 0; x < bgr.cols; ++x) {
        const std::array<int, 3> pixel = bgr_from_ycc(luma[x], u[x], v[x]);
        auto& sum = sums[static_cast<std::size_t>(x / 8)];
        for (std::size_t c = 0; c < 3; ++c) {
          const int i = 3 * x + static_cast<int>(c);
          sum[2 - c] += std::abs(original[i] - pixel[c]);
          if (kept != nullptr) kept->ptr(y)[i] = static_cast<std::uint8_t>(pixel[c]);
        }
      }
    }
    for (int i = 0; i < across; ++i) {
      const float samples = static_cast<float>(rows * std::min(8, bgr.cols - 8 * i));
      for (std::size_t c = 0; c < 3; ++c) {
        error[c].at<float>(top / 8, i) = static_cast<float>(sums[static_cast<std::size_t>(i)][c]) / samples;
      }
    }
  }
}

}  // namespace

ColourErrorLevel colour_error_level(const cv::Mat& bgr, Subsampling subsampling, std::span<const JpegTables> tables,
                                    bool keep_restored, const Job& job) {
  const Factors f = factors_of(subsampling);
  const Planes planes = planes_of(bgr, f);
  std::vector<QuantSteps> luma, chroma;
  for (const JpegTables& t : tables) {
    luma.push_back(t.luma);
    chroma.push_back(t.chroma);
  }
  const PlaneErrorLevel y = plane_error_level(planes.y, luma, true, job);
  const PlaneErrorLevel cb = plane_error_level(planes.cb, chroma, true, job);
  const PlaneErrorLevel cr = plane_error_level(planes.cr, chroma, true, job);

  ColourErrorLevel result;
  result.texture = y.texture;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    job.tick(static_cast<std::int64_t>(t), static_cast<std::int64_t>(tables.size()));
    const Planes restored{y.restored[t], cb.restored[t], cr.restored[t]};
    std::array<cv::Mat, 3> error;
    for (cv::Mat& channel : error) channel.create(y.texture.size(), CV_32FC1);
    cv::Mat kept;
    if (keep_restored) kept.create(bgr.size(), CV_8UC3);
    for_blocks(bgr.rows, kRowsAtOnce, [&](std::int64_t begin, std::int64_t end) {
      compare_rows(bgr, restored, f, static_cast<int>(begin), static_cast<int>(end), error,
                   keep_restored ? &kept : nullptr);
    });
    result.error.push_back(std::move(error));
    if (keep_restored) result.restored.push_back(std::move(kept));
  }
  return result;
}

}  // namespace spoor
