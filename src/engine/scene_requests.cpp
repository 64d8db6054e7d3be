#include "engine/scene_requests.h"

#include "media/picture.h"
#include "methods/motion/follower.h"
#include "methods/registration/place.h"
#include "methods/registration/scene_average.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <utility>

namespace spoor {
namespace {

constexpr std::int64_t kPortionBytes = std::int64_t{256} << 20;
constexpr std::int64_t kMostPortion = 64;

Result<cv::Mat> luma_of(FrameView& frames, std::int64_t index) {
  const auto frame = frames.frame(index);
  if (!frame) return tl::unexpected(frame.error());
  return luma_float(*frame);
}

/// Lumas of `from`, then one after the other up to `to`, which may lie before it.
class Lumas {
 public:
  Lumas(FrameView& frames, std::int64_t from, std::int64_t to) : frames_(frames), next_(from), to_(to) {}

  Result<cv::Mat> next() {
    const std::int64_t index = next_;
    next_ += to_ < index ? -1 : 1;
    if (to_ >= index) return luma_of(frames_, index);
    if (portion_.empty()) {
      if (auto read = read_back(index); !read) return tl::unexpected(read.error());
    }
    cv::Mat luma = std::move(portion_.back());
    portion_.pop_back();
    return luma;
  }

 private:
  /// As many frames as may be held, the last of them `last`.
  Result<void> read_back(std::int64_t last) {
    const std::int64_t first = std::max(to_, last + 1 - most_);
    for (std::int64_t index = first; index <= last; ++index) {
      auto luma = luma_of(frames_, index);
      if (!luma) return tl::unexpected(luma.error());
      const auto bytes = static_cast<std::int64_t>(luma->total() * luma->elemSize());
      most_ = std::clamp<std::int64_t>(kPortionBytes / std::max<std::int64_t>(1, bytes), 1, kMostPortion);
      portion_.push_back(std::move(*luma));
    }
    return {};
  }

  FrameView& frames_;
  std::int64_t next_, to_;
  std::int64_t most_ = 1;  ///< until the size of a frame is known
  std::vector<cv::Mat> portion_;
};

FrameInfo averaged_info(FrameInfo info) {
  info.layout = {};
  info.layout.model = ColourModel::kRgb;
  info.layout.components = 3;
  info.layout.bits = 16;
  info.layout.repacked_from = "mean of frames";
  info.colour.range = ColourRange::kFull;
  info.colour.matrix = 0;
  return info;
}

struct Pictured {
  cv::Mat luma, bgr;
  FrameInfo info;
};

Result<Pictured> pictured(FrameView& frames, std::int64_t index, bool still) {
  const auto frame = frames.frame(index);
  if (!frame) return tl::unexpected(frame.error());
  auto luma = luma_float(*frame);
  if (!luma) return tl::unexpected(luma.error());
  auto bgr = bgr8(*frame, colour_assumption(frame->info, still));
  if (!bgr) return tl::unexpected(bgr.error());
  return Pictured{std::move(*luma), std::move(*bgr), frame->info};
}

}  // namespace

Result<Track> tracked(FrameView& frames, const TrackRequest& request, const Job& job) {
  const std::int64_t count = std::abs(request.to - request.from);
  if (request.from < 0 || request.to < 0 || count == 0 || count > kMostTracked) {
    return failure(Fault::kBadArgument, "the frames to be followed over make no sense");
  }
  Lumas lumas(frames, request.from, request.to);
  const auto first = lumas.next();
  if (!first) return tl::unexpected(first.error());
  auto follower = Follower::start(*first, request.shape, request.points);
  if (!follower) return tl::unexpected(follower.error());
  Track track;
  track.method = follower_method();
  for (std::int64_t i = 1; i <= count; ++i) {
    job.tick(i - 1, count);
    const std::int64_t index = request.to < request.from ? request.from - i : request.from + i;
    const auto luma = lumas.next();
    if (!luma) {
      // What was followed so far stays good.
      track.lost_at = index;
      track.lost_why = "the frame cannot be read: " + luma.error().sentence;
      break;
    }
    const auto step = follower->next(*luma);
    if (!step) {
      track.lost_at = index;
      track.lost_why = step.error().sentence;
      break;
    }
    track.frames.push_back({index, step->from_start, step->confidence, step->error_px});
  }
  return track;
}

Result<FeatureFit> registered(FrameView& left, FrameView& right, const RegistrationRequest& request, const Job& job) {
  const auto here = luma_of(left, request.left_frame);
  if (!here) return tl::unexpected(here.error());
  const auto there = luma_of(right, request.right_frame);
  if (!there) return tl::unexpected(there.error());
  return same_place(*here, *there, job);
}

Result<AveragedFrame> averaged(FrameView& frames, std::int64_t middle, int count, bool still, const Job& job) {
  if (middle < 0 || count < 3 || count > Session::kMostAveraged || count % 2 == 0) {
    return failure(Fault::kBadArgument, "an odd number of frames from 3 to 101 is averaged");
  }
  const std::int64_t half = count / 2;
  AveragedFrame result;
  const auto centre = pictured(frames, middle, still);
  if (!centre) return tl::unexpected(centre.error());
  SceneAverage average(centre->luma, centre->bgr);
  if (!average.holds()) {
    return failure(Fault::kNotApplicable, "the frame shows too little by which others could be laid upon it");
  }
  result.used = 1;
  result.frames = {middle, middle};
  std::int64_t done = 0;
  const auto add = [&](const Pictured& picture, std::int64_t index, Homography& guess) {
    job.tick(done++, count - 1);
    result.frames = {std::min(result.frames.first, index), std::max(result.frames.last, index)};
    const auto laid = average.add(picture.luma, picture.bgr, guess);
    if (!laid) {
      result.rejected.push_back(index);
      return;
    }
    guess = laid->there_from_middle;
    result.error_px = std::max(result.error_px, laid->error_px);
    ++result.used;
  };
  // Those before, from the middle outwards: each is read forwards from its key frame, so the reader goes once for all.
  const std::int64_t first = std::max<std::int64_t>(0, middle - half);
  std::vector<Pictured> before;
  Homography guess = kSamePlace;
  for (std::int64_t end = middle; end > first;) {
    const std::int64_t each = static_cast<std::int64_t>(centre->luma.total()) * 7;
    const std::int64_t portion =
        std::clamp<std::int64_t>(kPortionBytes / std::max<std::int64_t>(1, each), 1, kMostPortion);
    const std::int64_t begin = std::max(first, end - portion);
    before.clear();
    for (std::int64_t index = begin; index < end; ++index) {
      auto picture = pictured(frames, index, still);
      if (!picture) return tl::unexpected(picture.error());
      job.tick(done, count - 1);
      before.push_back(std::move(*picture));
    }
    for (std::int64_t index = end - 1; index >= begin; --index) {
      add(before[static_cast<std::size_t>(index - begin)], index, guess);
    }
    end = begin;
  }
  before.clear();
  guess = kSamePlace;
  for (std::int64_t index = middle + 1; index <= middle + half; ++index) {
    const auto picture = pictured(frames, index, still);
    // The clip's end.
    if (!picture) break;
    add(*picture, index, guess);
  }
  if (result.used < 2) {
    return failure(Fault::kNotApplicable, "no frame near this one shows the same still scene");
  }
  std::sort(result.rejected.begin(), result.rejected.end());
  cv::Mat planes[3];
  cv::split(average.mean(), planes);
  result.frame.info = averaged_info(centre->info);
  result.frame.planes = {planes[2], planes[1], planes[0]};
  return result;
}

}  // namespace spoor
