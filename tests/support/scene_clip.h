#pragma once
/// A clip in memory of a made place with a target that moves over it, and truth for both.

#include "media/media_source.h"
#include "support/made_scene.h"

#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace spoor::test {

struct SceneClip {
  cv::Size size{320, 240};
  std::int64_t frames = 40;
  std::uint64_t place = 61;
  double shake = 0;                                  ///< px a frame by which the camera pans to the left
  std::optional<std::int64_t> leaves_at;             ///< from this frame on the target is not there
  cv::Matx33d there_from_here = cv::Matx33d::eye();  ///< the whole camera, for a second exhibit of the place

  /// The target's middle at a frame.
  cv::Point2d target(std::int64_t i) const {
    return {80 + 3.0 * static_cast<double>(i), 110 + 25 * std::sin(0.12 * static_cast<double>(i))};
  }
  static constexpr int kHalf = 24;

  cv::Mat luma(std::int64_t i) const {
    static std::map<std::uint64_t, cv::Mat> places;
    cv::Mat& known = places[place];
    if (known.empty()) known = made_place({700, 500}, place);
    const cv::Matx33d pan(1, 0, 100 + shake * static_cast<double>(i), 0, 1, 90, 0, 0, 1);
    cv::Mat seen = seen_through(known, pan * there_from_here, size, 1.5, static_cast<std::uint64_t>(i) + 1);
    if (leaves_at && i >= *leaves_at) return seen;
    const cv::Mat patch = seen_through(made_place({120, 120}, place + 1),
                                       {1, 0, 60 - target(i).x, 0, 1, 60 - target(i).y, 0, 0, 1}, size, 1.5, 7);
    const cv::Rect box(cvRound(target(i).x) - kHalf, cvRound(target(i).y) - kHalf, 2 * kHalf, 2 * kHalf);
    const cv::Rect inside = box & cv::Rect({}, size);
    if (!inside.empty()) patch(inside).copyTo(seen(inside));
    return seen;
  }
};

class SceneReader : public FrameReader {
 public:
  explicit SceneReader(SceneClip clip) : clip_(std::move(clip)) {}
  std::optional<std::int64_t> frame_count() const override { return clip_.frames; }
  Access access() const override { return {}; }
  Result<Frame> frame(std::int64_t index) override {
    if (index < 0 || index >= clip_.frames) return failure(Fault::kBadArgument, "there is no such frame");
    Frame frame;
    frame.info.index = index;
    frame.info.pts = TimeStamp{index, {1, 25}};
    frame.info.width = clip_.size.width;
    frame.info.height = clip_.size.height;
    frame.info.layout.model = ColourModel::kGrey;
    frame.info.layout.components = 1;
    frame.info.colour.range = ColourRange::kFull;
    cv::Mat bytes;
    clip_.luma(index).convertTo(bytes, CV_8U);
    frame.planes = {bytes};
    return frame;
  }
  Result<std::int64_t> index_at(const TimeStamp& pts) override { return pts.ticks; }
  Result<std::optional<Frame>> next() override {
    if (next_ >= clip_.frames) return std::optional<Frame>();
    auto shown = frame(next_++);
    if (!shown) return tl::unexpected(shown.error());
    return std::optional(std::move(*shown));
  }
  Result<void> rewind() override {
    next_ = 0;
    return {};
  }

 private:
  SceneClip clip_;
  std::int64_t next_ = 0;
};

}  // namespace spoor::test
