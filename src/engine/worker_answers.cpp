#include "engine/worker_answers.h"

#include <cstring>
#include <utility>

namespace spoor {
namespace {

tl::unexpected<Error> mismatch() { return failure(Fault::kCorrupt, "samples and their description do not agree"); }

bool one_of_type(const std::vector<cv::Mat>& matrices, int type) {
  return matrices.size() == 1 && matrices[0].type() == type && !matrices[0].empty();
}

}  // namespace

Result<Samples> samples_of(const nlohmann::json& document, const SharedSlot& slot) {
  const auto head = document.find("value"), places = document.find("places");
  if (head == document.end() || places == document.end()) return mismatch();
  const auto checked = decode_places(*places, slot.mapping.size());
  if (!checked) return tl::unexpected(checked.error());
  return Samples{*head, copied_matrices(*checked, slot.mapping.data())};
}

Result<Frame> frame_of(Samples samples) {
  auto info = decode_structure<FrameInfo>(samples.head);
  if (!info) return tl::unexpected(info.error());
  if (static_cast<std::size_t>(info->layout.components) != samples.matrices.size()) return mismatch();
  for (int c = 0; c < info->layout.components; ++c) {
    const cv::Mat& plane = samples.matrices[static_cast<std::size_t>(c)];
    if (plane.size() != plane_size(info->layout, info->width, info->height, c) ||
        plane.type() != plane_type(info->layout)) {
      return mismatch();
    }
  }
  return Frame{std::move(*info), std::move(samples.matrices), nullptr};
}

Result<ReducedPicture> picture_of(Samples samples) {
  auto head = decode_structure<PictureHead>(samples.head);
  if (!head) return tl::unexpected(head.error());
  if (!one_of_type(samples.matrices, CV_8UC3) || !(head->scale > 0)) return mismatch();
  return ReducedPicture{std::move(head->info), std::move(samples.matrices[0]), head->scale, head->assumption};
}

Result<SoundSpan> sound_of(Samples samples) {
  auto head = decode_structure<SoundHead>(samples.head);
  if (!head) return tl::unexpected(head.error());
  if (samples.matrices.size() != 1 || samples.matrices[0].type() != CV_32FC1) return mismatch();
  return SoundSpan{head->first_sample, head->start, head->sample_rate, std::move(samples.matrices[0])};
}

Result<AveragedFrame> average_of(const Parts& parts) {
  const auto value = parts.document.find("value");
  if (value == parts.document.end()) return mismatch();
  auto head = decode_structure<AveragedHead>(*value);
  if (!head) return tl::unexpected(head.error());
  const SampleLayout& layout = head->info.layout;
  if (parts.blobs.size() != 3 || layout.model != ColourModel::kRgb || layout.components != 3 || layout.bits != 16 ||
      layout.is_float) {
    return mismatch();
  }
  AveragedFrame average;
  const int width = head->info.width, height = head->info.height;
  const std::size_t bytes = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 2;
  for (const auto& blob : parts.blobs) {
    if (blob.size() != bytes) return mismatch();
    cv::Mat plane(height, width, CV_16UC1);
    std::memcpy(plane.data, blob.data(), bytes);
    average.frame.planes.push_back(std::move(plane));
  }
  average.frame.info = std::move(head->info);
  average.frames = head->frames;
  average.used = head->used;
  average.rejected = std::move(head->rejected);
  average.error_px = head->error_px;
  return average;
}

Result<Map> map_of(Samples samples) {
  auto head = decode_structure<MapHead>(samples.head);
  if (!head) return tl::unexpected(head.error());
  if (!one_of_type(samples.matrices, CV_32FC1) || !(head->cell_width > 0) || !(head->cell_height > 0)) {
    return mismatch();
  }
  Map map;
  map.id = std::move(head->id);
  map.title = std::move(head->title);
  map.unit = std::move(head->unit);
  map.reading = std::move(head->reading);
  map.field = std::move(samples.matrices[0]);
  map.low = head->low;
  map.high = head->high;
  map.cell = {head->cell_width, head->cell_height};
  map.origin = {head->origin_x, head->origin_y};
  map.frame = head->frame;
  return map;
}

}  // namespace spoor
