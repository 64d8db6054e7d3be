#pragma once
/// A session made of arithmetic that records what it is asked, answers when it is let, and dies on demand.

#include "engine/session.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace spoor::test {

class ScriptedSession : public Session {
 public:
  explicit ScriptedSession(int width = 64, int height = 32) : width_(width), height_(height) {}

  // The script. Thread-safe.
  void hold() {
    set([&] { held_ = true; });
  }
  void let_go() {
    set([&] { held_ = false; });
  }
  void die() {
    set([&] { dead_ = true; });
  }
  void break_frame(std::int64_t index) {
    set([&] { broken_ = index; });
  }
  /// Waits until `count` calls were begun.
  void wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return calls_.size() >= count; });
  }
  std::vector<std::string> calls() {
    const std::scoped_lock lock(mutex_);
    return calls_;
  }
  void forget_calls() {
    set([&] { calls_.clear(); });
  }

  const Exhibit& exhibit() const override { return exhibit_; }
  Result<MediaInfo> info() override { return info_of_clip; }
  MediaInfo info_of_clip;

  Result<Frame> frame(std::int64_t index) override {
    if (auto asked = ask("frame " + std::to_string(index)); !asked) return tl::unexpected(asked.error());
    {
      const std::scoped_lock lock(mutex_);
      if (broken_ == index) return failure(Fault::kCorrupt, "this frame is damaged");
    }
    Frame frame;
    frame.info = info_of(index);
    frame.planes.emplace_back(height_, width_, CV_8UC1, cv::Scalar(static_cast<double>(index % 251)));
    return frame;
  }
  Result<Frame> frame_at(const TimeStamp&) override { return unused(); }
  Result<ReducedPicture> picture(std::int64_t index, int max_side) override {
    if (auto asked = ask("picture " + std::to_string(index) + " " + std::to_string(max_side)); !asked) {
      return tl::unexpected(asked.error());
    }
    ReducedPicture picture;
    picture.info = info_of(index);
    picture.bgr = cv::Mat(2, 4, CV_8UC3, cv::Scalar::all(static_cast<double>(index % 251)));
    picture.scale = width_ / 4.0;
    return picture;
  }
  Result<std::vector<std::byte>> bytes(std::int64_t offset, std::int64_t length) override {
    if (auto asked = ask("bytes " + std::to_string(offset)); !asked) return tl::unexpected(asked.error());
    return std::vector<std::byte>(static_cast<std::size_t>(length), std::byte{1});
  }
  Result<SoundSpan> sound(const TimeStamp& from, const TimeStamp& to) override {
    if (auto asked = ask("sound " + std::to_string(from.ticks)); !asked) return tl::unexpected(asked.error());
    return sound_of ? sound_of(from, to) : unused();
  }
  std::function<Result<SoundSpan>(const TimeStamp&, const TimeStamp&)> sound_of;

  Result<ContainerTree> container() override { return answer<ContainerTree>("container"); }
  Result<Metadata> metadata() override { return answer<Metadata>("metadata"); }
  Result<JpegStructure> jpeg() override { return answer<JpegStructure>("jpeg"); }
  Result<CodecTrace> trace() override { return answer<CodecTrace>("trace"); }
  Result<std::vector<Series>> telemetry() override { return answer<std::vector<Series>>("telemetry"); }
  Result<std::vector<FrameRow>> frame_table(bool, const Job&) override { return unused(); }
  Result<void> run(const std::vector<PassRequest>&, const std::vector<PassResult>&, RunObserver&, const Job&) override {
    return unused();
  }
  Result<Map> preview(const std::string& pass, const ParamValues& params, std::int64_t frame, const cv::Rect&,
                      std::int64_t generation) override {
    std::string text = "preview " + pass + " " + std::to_string(frame) + " " + std::to_string(generation);
    for (const auto& [id, value] : params) text += " " + param_text(value);
    if (auto asked = ask(text); !asked) return tl::unexpected(asked.error());
    Map map;
    map.id = text;
    map.field = cv::Mat(2, 2, CV_32FC1, cv::Scalar(1));
    return map;
  }
  Result<Track> track(const TrackRequest& request, const Job&) override {
    const std::string text = "track " + std::to_string(request.from) + " " + std::to_string(request.to);
    if (auto asked = ask(text); !asked) return tl::unexpected(asked.error());
    return track_of ? track_of(request) : unused();
  }
  std::function<Result<Track>(const TrackRequest&)> track_of;
  Result<FeatureFit> registration(const RegistrationRequest& request, const Job&) override {
    const std::string text =
        "registration " + std::to_string(request.left_frame) + " " + std::to_string(request.right_frame);
    if (auto asked = ask(text); !asked) return tl::unexpected(asked.error());
    return registration_of ? registration_of(request) : unused();
  }
  std::function<Result<FeatureFit>(const RegistrationRequest&)> registration_of;
  Result<AveragedFrame> average(std::int64_t middle, int count, const Job&) override {
    if (auto asked = ask("average " + std::to_string(middle) + " " + std::to_string(count)); !asked) {
      return tl::unexpected(asked.error());
    }
    return average_of ? average_of(middle, count) : unused();
  }
  std::function<Result<AveragedFrame>(std::int64_t, int)> average_of;

  Result<void> restart() override {
    set([&] { dead_ = false; });
    return ask("restart");
  }

 private:
  template <class Change>
  void set(const Change& change) {
    {
      const std::scoped_lock lock(mutex_);
      change();
    }
    changed_.notify_all();
  }
  Result<void> ask(std::string call) {
    std::unique_lock lock(mutex_);
    calls_.push_back(std::move(call));
    changed_.notify_all();
    changed_.wait(lock, [&] { return !held_ || dead_; });
    if (dead_) return failure(Fault::kCrashed, "the worker process died", "scripted");
    return {};
  }
  template <class T>
  Result<T> answer(const char* call) {
    if (auto asked = ask(call); !asked) return tl::unexpected(asked.error());
    return T{};
  }
  static tl::unexpected<Error> unused() { return failure(Fault::kUnsupported, "not in the script"); }
  FrameInfo info_of(std::int64_t index) const {
    FrameInfo info;
    info.index = index;
    info.width = width_;
    info.height = height_;
    info.layout.model = ColourModel::kGrey;
    info.layout.components = 1;
    return info;
  }

  const int width_, height_;
  Exhibit exhibit_;
  std::mutex mutex_;  ///< guards the rest
  std::condition_variable changed_;
  std::vector<std::string> calls_;
  bool held_ = false, dead_ = false;
  std::int64_t broken_ = -1;
};

}  // namespace spoor::test
