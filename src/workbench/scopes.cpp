#include "workbench/scopes.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr int kWaveColumns = 512;

const char* plane_name(const SampleLayout& layout, int plane) {
  if (layout.has_alpha && plane == layout.components - 1) return "alpha";
  constexpr std::array ycbcr{"Y", "Cb", "Cr", "K"}, rgb{"R", "G", "B", "?"}, cmyk{"C", "M", "Y", "K"};
  const auto at = static_cast<std::size_t>(std::clamp(plane, 0, 3));
  switch (layout.model) {
    case ColourModel::kYCbCr:
    case ColourModel::kYcck:
      return ycbcr[at];
    case ColourModel::kRgb:
      return rgb[at];
    case ColourModel::kCmyk:
      return cmyk[at];
    case ColourModel::kGrey:
      return "grey";
    case ColourModel::kOther:
      break;
  }
  return "plane";
}

double sample_at(const cv::Mat& plane, int row, int column) {
  switch (plane.depth()) {
    case CV_8U:
      return plane.at<std::uint8_t>(row, column);
    case CV_16U:
      return plane.at<std::uint16_t>(row, column);
    default:
      return plane.at<float>(row, column);
  }
}

// Code values from 0 to this one.
double greatest_code(const SampleLayout& layout) { return layout.is_float ? 1.0 : std::ldexp(1.0, layout.bits) - 1; }

int level_of(double value, double greatest) {
  if (!(value > 0)) return 0;
  return std::min(kScopeLevels - 1, static_cast<int>(value * kScopeLevels / (greatest + (greatest > 1 ? 1 : 0))));
}

ScopeHistogram histogram(const cv::Mat& plane, const SampleLayout& layout, int index, const Job& job) {
  ScopeHistogram result;
  result.name = plane_name(layout, index);
  const double greatest = greatest_code(layout);
  std::int64_t bottom = 0, top = 0;
  double sum = 0;
  result.least = greatest;
  for (int row = 0; row < plane.rows; ++row) {
    job.tick(row, plane.rows);
    for (int column = 0; column < plane.cols; ++column) {
      const double value = sample_at(plane, row, column);
      ++result.counts[static_cast<std::size_t>(level_of(value, greatest))];
      sum += value;
      result.least = std::min(result.least, value);
      result.greatest = std::max(result.greatest, value);
      bottom += value <= 0 ? 1 : 0;
      top += value >= greatest ? 1 : 0;
    }
  }
  const double count = std::max<double>(1, static_cast<double>(plane.total()));
  result.mean = sum / count;
  result.at_bottom = static_cast<double>(bottom) / count;
  result.at_top = static_cast<double>(top) / count;
  return result;
}

// Luma of a sample position; pictures of other models give their first plane.
double luma_at(const Frame& frame, int row, int column) {
  if (frame.info.layout.model != ColourModel::kRgb || frame.planes.size() < 3) {
    return sample_at(frame.planes[0], row, column);
  }
  return 0.299 * sample_at(frame.planes[0], row, column) + 0.587 * sample_at(frame.planes[1], row, column) +
         0.114 * sample_at(frame.planes[2], row, column);
}

cv::Mat waveform(const Frame& frame, const Job& job) {
  const cv::Mat& plane = frame.planes[0];
  const int columns = std::min(kWaveColumns, plane.cols);
  const double greatest = greatest_code(frame.info.layout);
  cv::Mat counts = cv::Mat::zeros(kScopeLevels, columns, CV_32SC1);
  for (int row = 0; row < plane.rows; ++row) {
    job.tick(row, plane.rows);
    for (int column = 0; column < plane.cols; ++column) {
      const int level = level_of(luma_at(frame, row, column), greatest);
      const int shown = static_cast<int>(static_cast<std::int64_t>(column) * columns / plane.cols);
      ++counts.at<int>(kScopeLevels - 1 - level, shown);
    }
  }
  return counts;
}

cv::Mat vectorscope(const Frame& frame, const Job& job) {
  const SampleLayout& layout = frame.info.layout;
  const bool rgb = layout.model == ColourModel::kRgb;
  const bool ycbcr = layout.model == ColourModel::kYCbCr;
  if ((!rgb && !ycbcr) || frame.planes.size() < 3) return {};
  const double greatest = greatest_code(layout);
  cv::Mat counts = cv::Mat::zeros(kScopeLevels, kScopeLevels, CV_32SC1);
  const cv::Mat &first = frame.planes[1], &second = frame.planes[2];
  for (int row = 0; row < first.rows; ++row) {
    job.tick(row, first.rows);
    for (int column = 0; column < first.cols; ++column) {
      double cb = sample_at(first, row, column), cr = sample_at(second, row, column);
      if (rgb) {
        const double red = sample_at(frame.planes[0], row, column), luma = luma_at(frame, row, column);
        const double blue = cr;
        cb = (blue - luma) / 1.772 + (greatest + 1) / 2;
        cr = (red - luma) / 1.402 + (greatest + 1) / 2;
      }
      ++counts.at<int>(kScopeLevels - 1 - level_of(cr, greatest), level_of(cb, greatest));
    }
  }
  return counts;
}

}  // namespace

Result<Scopes> scopes(const Frame& frame, const Job& job) {
  if (frame.planes.empty() || frame.planes[0].empty()) {
    return failure(Fault::kUnsupported, "the frame has no samples");
  }
  Scopes result;
  result.frame = frame.info.index;
  result.bits = frame.info.layout.bits;
  const int planes = static_cast<int>(frame.planes.size()) - (frame.info.layout.has_alpha ? 1 : 0);
  for (int plane = 0; plane < planes; ++plane) {
    result.histograms.push_back(
        histogram(frame.planes[static_cast<std::size_t>(plane)], frame.info.layout, plane, job));
  }
  result.waveform = waveform(frame, job);
  result.vectorscope = vectorscope(frame, job);
  return result;
}

cv::Mat counts_picture(const cv::Mat& counts, const cv::Vec3b& colour) {
  double greatest = 0;
  if (!counts.empty()) cv::minMaxLoc(counts, nullptr, &greatest);
  cv::Mat picture(counts.rows, counts.cols, CV_8UC3, cv::Scalar(20, 20, 20));
  if (greatest <= 0) return picture;
  // The fullest cells are few (sky, black borders): a third of them is white already.
  const double full = std::max(1.0, greatest / 3);
  for (int row = 0; row < counts.rows; ++row) {
    for (int column = 0; column < counts.cols; ++column) {
      const int count = counts.at<int>(row, column);
      if (count == 0) continue;
      const double share = std::min(1.0, 0.2 + 0.8 * std::sqrt(count / full));
      cv::Vec3b& pixel = picture.at<cv::Vec3b>(row, column);
      for (int c = 0; c < 3; ++c) pixel[c] = static_cast<std::uint8_t>(std::lround(20 + share * (colour[c] - 20)));
    }
  }
  return picture;
}

std::optional<cv::Vec2d> spread_of(const Map& map) {
  std::vector<float> cells;
  cells.reserve(map.field.total());
  for (int y = 0; y < map.field.rows; ++y) {
    const auto* row = map.field.ptr<float>(y);
    std::copy_if(row, row + map.field.cols, std::back_inserter(cells), [](float cell) { return std::isfinite(cell); });
  }
  if (cells.empty()) return std::nullopt;
  const auto at = [&](double share) {
    const auto place = cells.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(cells.size() - 1));
    std::nth_element(cells.begin(), place, cells.end());
    return static_cast<double>(*place);
  };
  const double low = at(0.01);
  return cv::Vec2d(low, at(0.99));
}

std::string sample_text(const Frame& frame, int x, int y) {
  if (frame.planes.empty() || x < 0 || y < 0 || x >= frame.planes[0].cols || y >= frame.planes[0].rows) return {};
  const SampleLayout& layout = frame.info.layout;
  std::string text;
  for (std::size_t plane = 0; plane < frame.planes.size(); ++plane) {
    const cv::Mat& samples = frame.planes[plane];
    const bool chroma = plane == 1 || plane == 2;
    const int column = std::min(chroma ? x >> layout.log2_chroma_w : x, samples.cols - 1);
    const int row = std::min(chroma ? y >> layout.log2_chroma_h : y, samples.rows - 1);
    if (column < 0 || row < 0) return {};
    if (!text.empty()) text += "  ";
    const double value = sample_at(samples, row, column);
    text += std::string(plane_name(layout, static_cast<int>(plane))) + " " +
            (layout.is_float ? significant(value, 4) : std::to_string(static_cast<std::int64_t>(value)));
  }
  return text;
}

}  // namespace spoor
