#pragma once
/// The sound around the playhead, read ahead in the background, for whoever plays it.

#include "engine/session.h"
#include "workbench/background.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// Main thread only. Samples are counted from time 0 of the medium: sample n is heard at n / sample_rate seconds.
class SoundFeed {
 public:
  SoundFeed(Background& background, std::shared_ptr<Session> session, std::string lane);
  ~SoundFeed();
  SoundFeed(const SoundFeed&) = delete;
  SoundFeed& operator=(const SoundFeed&) = delete;

  int sample_rate() const { return sample_rate_; }  ///< 0 until the first sound is here
  int channels() const { return channels_; }

  /// Asks for the sound of [from_s, to_s); what lies far from it is let go. Once per redraw while playing.
  void want(double from_s, double to_s);

  /// Samples [first, first + count), interleaved; nothing until all of them are here. Silence before the sound begins,
  /// behind its end, and where it cannot be decoded.
  std::optional<std::vector<float>> samples(std::int64_t first, std::int64_t count) const;

  /// Why there is silence where sound could be expected.
  const std::optional<Error>& error() const { return error_; }
  std::function<void(const Error&)> on_death;  ///< told when the worker turns out to be gone
  void revive();

 private:
  /// One stretch of half a second.
  struct Stretch {
    std::int64_t first = 0;
    cv::Mat samples;  ///< CV_32FC1, one row per channel; empty: silence
  };
  void fetch();
  void keep(std::int64_t stretch, const SoundSpan& span);

  Background& background_;
  std::shared_ptr<Session> session_;
  std::string lane_;
  int sample_rate_ = 0, channels_ = 0;
  std::map<std::int64_t, Stretch> stretches_;
  std::int64_t wanted_first_ = 0, wanted_last_ = -1;
  bool fetching_ = false, dead_ = false;
  std::optional<Error> error_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace spoor
