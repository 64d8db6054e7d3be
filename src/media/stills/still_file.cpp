#include "media/stills/still_file.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace spoor::stills {
namespace {

class StillFrames : public FrameReader {
 public:
  StillFrames(std::shared_ptr<const StillFile> file, std::shared_ptr<MediaInfo> info)
      : file_(std::move(file)), info_(std::move(info)), decoder_(file_->make_decoder()) {}

  std::optional<std::int64_t> frame_count() const override { return file_->info.still_pictures; }
  Access access() const override { return {}; }

  Result<Frame> frame(std::int64_t index) override {
    if (index < 0 || index >= file_->info.still_pictures) {
      return failure(Fault::kBadArgument, fmt::format("there is no frame {}", index));
    }
    std::vector<Anomaly> anomalies;
    auto decoded = decoder_->decode(index, anomalies);
    keep(anomalies);
    if (!decoded) return decoded;
    decoded->info.index = index;
    decoded->info.key = true;
    decoded->info.type = PictureType::kI;
    if (!file_->timing.empty()) {
      const auto& timing = file_->timing[static_cast<std::size_t>(index)];
      decoded->info.pts = timing.pts;
      decoded->info.duration = timing.duration;
    }
    return decoded;
  }

  Result<std::int64_t> index_at(const TimeStamp& pts) override {
    if (file_->timing.empty()) {
      if (file_->info.still_pictures > 1) return failure(Fault::kNotApplicable, "the pages of a still have no time");
      return 0;
    }
    const auto after =
        std::upper_bound(file_->timing.begin(), file_->timing.end(), pts,
                         [](const TimeStamp& at, const StillFile::Timing& frame) { return at < frame.pts; });
    if (after == file_->timing.begin()) return failure(Fault::kBadArgument, "the time lies before the first frame");
    return std::distance(file_->timing.begin(), after) - 1;
  }

  Result<std::optional<Frame>> next() override {
    if (next_ >= file_->info.still_pictures) return std::optional<Frame>();
    auto decoded = frame(next_);
    if (!decoded) return tl::unexpected(decoded.error());
    ++next_;
    return std::optional<Frame>(std::move(*decoded));
  }

  Result<void> rewind() override {
    next_ = 0;
    return {};
  }

 private:
  /// A frame decoded twice, by whichever reader, complains of the same damage once.
  void keep(const std::vector<Anomaly>& found) {
    constexpr std::size_t kMost = 200;
    for (const Anomaly& anomaly : found) {
      const bool known = std::any_of(info_->anomalies.begin(), info_->anomalies.end(), [&](const Anomaly& other) {
        return other.kind == anomaly.kind && other.offset == anomaly.offset && other.what == anomaly.what;
      });
      if (!known && info_->anomalies.size() < kMost) info_->anomalies.push_back(anomaly);
    }
  }

  std::shared_ptr<const StillFile> file_;
  std::shared_ptr<MediaInfo> info_;
  std::unique_ptr<StillDecoder> decoder_;
  std::int64_t next_ = 0;
};

}  // namespace

Result<StillFile> open_still_file(const StillInput& input, StillFormat format) {
  auto file = [&]() -> Result<StillFile> {
    switch (format) {
      case StillFormat::kJpeg:
        return open_jpeg(input);
      case StillFormat::kPng:
      case StillFormat::kBmp:
      case StillFormat::kGif:
        return open_lav(input, format);
      case StillFormat::kTiff:
        return open_tiff(input);
      case StillFormat::kWebp:
        return open_webp(input);
      case StillFormat::kHeif:
      case StillFormat::kAvif:
        return open_heif(input, format);
      case StillFormat::kJxl:
        return open_jxl(input);
      case StillFormat::kRaw:
        break;
    }
    return open_raw(input);
  }();
  if (!file) return file;
  file->info.kind = MediaKind::kStill;
  file->info.format = still_format_name(format);
  return file;
}

std::unique_ptr<FrameReader> still_frames(std::shared_ptr<const StillFile> file, std::shared_ptr<MediaInfo> info) {
  return std::make_unique<StillFrames>(std::move(file), std::move(info));
}

Result<void> check_picture_size(std::int64_t width, std::int64_t height, std::int64_t bytes_per_pixel,
                                const OpenLimits& limits) {
  if (width <= 0 || height <= 0) return failure(Fault::kCorrupt, "the header declares a picture without pixels");
  const auto too_large = [&](const std::string& than) {
    return failure(Fault::kTooLarge,
                   fmt::format("the header declares a picture of {} x {} pixels, more than {}", width, height, than));
  };
  if (width > limits.max_side || height > limits.max_side) {
    return too_large(fmt::format("the limit of {} pixels a side", limits.max_side));
  }
  // Sides are below 2^31 here, so that the products stay within 64 bits.
  if (width > limits.max_pixels / height) return too_large(fmt::format("the limit of {} pixels", limits.max_pixels));
  const std::int64_t bytes = std::max<std::int64_t>(1, bytes_per_pixel);
  if (width * height > limits.max_pixels / bytes * 8 + limits.max_pixels % bytes * 8 / bytes) {
    return too_large(fmt::format("the limit of {} bytes of samples allows", limits.max_pixels * 8));
  }
  return {};
}

std::string with_detail(std::string sentence, std::string_view library, std::string_view detail) {
  std::string clean = printable(detail, 200);
  while (!clean.empty() && (clean.back() == '.' || clean.back() == ' ')) clean.pop_back();
  return clean.empty() ? sentence : fmt::format("{} ({}: {})", sentence, library, clean);
}

VideoStreamInfo still_stream(std::string codec, int width, int height, std::string pixel_format) {
  VideoStreamInfo stream;
  stream.codec = std::move(codec);
  stream.width = width;
  stream.height = height;
  stream.pixel_format = std::move(pixel_format);
  return stream;
}

std::vector<cv::Mat> blank_planes(const FrameInfo& info) {
  std::vector<cv::Mat> planes;
  for (int c = 0; c < info.layout.components; ++c) {
    planes.emplace_back(cv::Mat::zeros(plane_size(info.layout, info.width, info.height, c), plane_type(info.layout)));
  }
  return planes;
}

std::vector<cv::Mat> separate_planes(const cv::Mat& interleaved, const std::vector<int>& order) {
  std::vector<cv::Mat> planes(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) cv::extractChannel(interleaved, planes[i], order[i]);
  return planes;
}

}  // namespace spoor::stills
