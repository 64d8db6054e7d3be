#include "methods/jpeg/picture_error_level.h"

#include "methods/statistics/sample_histogram.h"

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

bool is_chroma(const SampleLayout& layout, std::size_t component) {
  const bool has_chroma = layout.model == ColourModel::kYCbCr || layout.model == ColourModel::kYcck;
  return has_chroma && (component == 1 || component == 2);
}

cv::Mat mean_of(const std::vector<const cv::Mat*>& fields) {
  cv::Mat sum = fields.front()->clone();
  for (std::size_t i = 1; i < fields.size(); ++i) sum += *fields[i];
  return sum / static_cast<double>(fields.size());
}

}  // namespace

Subsampling nearest_subsampling(const SampleLayout& layout) {
  if (layout.model != ColourModel::kYCbCr || layout.log2_chroma_w == 0) return Subsampling::k444;
  return layout.log2_chroma_h == 0 ? Subsampling::k422 : Subsampling::k420;
}

PictureErrorLevel component_error_level(const Frame& frame, std::span<const JpegTables> tables, const Job& job) {
  const SampleLayout& layout = frame.info.layout;
  PictureErrorLevel level;
  level.own_planes = true;
  for (std::size_t c = 0; c < frame.planes.size(); ++c) {
    const bool chroma = is_chroma(layout, c);
    std::vector<QuantSteps> steps;
    for (const JpegTables& t : tables) steps.push_back(chroma ? t.chroma : t.luma);
    PlaneErrorLevel plane = plane_error_level(frame.planes[c], steps, false, job);
    if (c == 0) level.texture = plane.texture;
    ChannelErrorLevel channel;
    channel.name = component_name(layout, c);
    channel.error = std::move(plane.error);
    if (chroma) channel.cell = {8.0 * (1 << layout.log2_chroma_w), 8.0 * (1 << layout.log2_chroma_h)};
    level.channels.push_back(std::move(channel));
  }
  return level;
}

PictureErrorLevel rgb_error_level(const cv::Mat& bgr, Subsampling subsampling, std::span<const JpegTables> tables,
                                  const Job& job) {
  const ColourErrorLevel colour = colour_error_level(bgr, subsampling, tables, false, job);
  PictureErrorLevel level;
  level.texture = colour.texture;
  const char* const names[3] = {"red", "green", "blue"};
  for (std::size_t c = 0; c < 3; ++c) {
    ChannelErrorLevel channel;
    channel.name = names[c];
    for (const auto& error : colour.error) channel.error.push_back(error[c]);
    level.channels.push_back(std::move(channel));
  }
  return level;
}

cv::Mat main_error(const PictureErrorLevel& level, std::size_t t) {
  if (level.own_planes) return level.channels[0].error[t];
  return mean_of({&level.channels[0].error[t], &level.channels[1].error[t], &level.channels[2].error[t]});
}

cv::Mat chroma_error(const PictureErrorLevel& level, std::size_t t) {
  if (!level.own_planes || level.channels.size() < 3 || level.channels[1].name != "Cb") return {};
  return mean_of({&level.channels[1].error[t], &level.channels[2].error[t]});
}

Frame part_of(const Frame& frame, const cv::Rect& rectangle) {
  Frame part = frame;
  part.info.width = rectangle.width;
  part.info.height = rectangle.height;
  for (std::size_t c = 0; c < part.planes.size(); ++c) {
    cv::Rect box = rectangle;
    if (is_chroma(frame.info.layout, c)) {
      const int w = frame.info.layout.log2_chroma_w, h = frame.info.layout.log2_chroma_h;
      const cv::Size size = plane_size(frame.info.layout, rectangle.width, rectangle.height, static_cast<int>(c));
      box = cv::Rect(rectangle.x >> w, rectangle.y >> h, size.width, size.height);
    }
    part.planes[c] = frame.planes[c](box);
  }
  return part;
}

ErrorSummary summary(const cv::Mat& error) {
  std::vector<float> values(error.begin<float>(), error.end<float>());
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  double sum = 0;
  for (const float value : values) sum += value;
  const auto at = [&](double share) {
    return static_cast<double>(values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))]);
  };
  return {sum / static_cast<double>(values.size()), at(0.5), at(0.95)};
}

}  // namespace spoor
