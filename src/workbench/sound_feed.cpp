#include "workbench/sound_feed.h"

#include "workbench/frame_shelf.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace spoor {
namespace {

constexpr std::int64_t kPerSecond = 2;  // stretches
constexpr std::int64_t kKeptAround = 8;
constexpr std::int64_t kMostAtOnce = 64;
constexpr std::int64_t kMostSamples = 10'000'000;
constexpr double kLastTime_s = 1e7;

std::int64_t stretch_at(double seconds) {
  return static_cast<std::int64_t>(std::floor(std::clamp(seconds, -kLastTime_s, kLastTime_s) * kPerSecond));
}

}  // namespace

SoundFeed::SoundFeed(Background& background, std::shared_ptr<Session> session, std::string lane)
    : background_(background), session_(std::move(session)), lane_(std::move(lane)) {}

SoundFeed::~SoundFeed() { background_.clear(lane_); }

void SoundFeed::revive() {
  dead_ = false;
  error_.reset();
}

void SoundFeed::want(double from_s, double to_s) {
  if (!(from_s < to_s)) return;
  wanted_first_ = stretch_at(from_s);
  wanted_last_ = std::min(stretch_at(to_s), wanted_first_ + kMostAtOnce);
  std::erase_if(stretches_, [&](const auto& entry) {
    return entry.first < wanted_first_ - kKeptAround || entry.first > wanted_last_ + kKeptAround;
  });
  fetch();
}

void SoundFeed::fetch() {
  if (fetching_ || dead_) return;
  std::int64_t k = wanted_first_;
  while (k <= wanted_last_ && stretches_.contains(k)) ++k;
  if (k > wanted_last_) return;
  fetching_ = true;
  const TimeStamp from{k, {1, kPerSecond}}, to{k + 1, {1, kPerSecond}};
  background_.start(lane_, "",
                    [this, session = session_, from, to, k, alive = std::weak_ptr<const void>(alive_)](const Job&) {
                      auto span = attempted([&] { return session->sound(from, to); });
                      return while_alive(alive, [this, k, span = std::move(span)] {
                        fetching_ = false;
                        if (!span) {
                          error_ = span.error();
                          if (is_death(span.error())) {
                            dead_ = true;
                            if (on_death) on_death(span.error());
                            return;
                          }
                          stretches_[k];
                        } else {
                          keep(k, *span);
                        }
                        fetch();
                      });
                    });
}

void SoundFeed::keep(std::int64_t k, const SoundSpan& span) {
  if (sample_rate_ == 0 && span.sample_rate > 0 && span.samples.rows > 0) {
    // The decoder's word: a container may declare half the rate of what it holds.
    sample_rate_ = span.sample_rate;
    channels_ = span.samples.rows;
  }
  Stretch& stretch = stretches_[k];
  if (span.samples.empty() || span.sample_rate != sample_rate_) return;
  const double start = std::clamp(seconds_for_display(span.start), -kLastTime_s, kLastTime_s);
  stretch.first = std::llround(start * sample_rate_);
  stretch.samples = span.samples;
}

std::optional<std::vector<float>> SoundFeed::samples(std::int64_t first, std::int64_t count) const {
  if (sample_rate_ == 0 || count < 0 || count > kMostSamples / channels_) return std::nullopt;
  const std::int64_t first_stretch = stretch_at(static_cast<double>(first) / sample_rate_);
  const std::int64_t last_stretch = stretch_at(static_cast<double>(first + count - 1) / sample_rate_);
  std::vector<float> interleaved(static_cast<std::size_t>(count * channels_), 0.0F);
  for (std::int64_t k = first_stretch; count > 0 && k <= last_stretch; ++k) {
    const auto found = stretches_.find(k);
    if (found == stretches_.end()) return std::nullopt;
    const Stretch& stretch = found->second;
    const std::int64_t begin = std::max(first, stretch.first);
    const std::int64_t end = std::min(first + count, stretch.first + stretch.samples.cols);
    for (int c = 0; c < std::min(channels_, stretch.samples.rows); ++c) {
      const float* row = stretch.samples.ptr<float>(c);
      for (std::int64_t i = begin; i < end; ++i) {
        interleaved[static_cast<std::size_t>((i - first) * channels_ + c)] = row[i - stretch.first];
      }
    }
  }
  return interleaved;
}

}  // namespace spoor
