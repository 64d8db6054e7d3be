#include "workbench/playhead.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace spoor {
namespace {

constexpr double kFallbackDistance_s = 1.0 / 25;
/// Times are shown to the millisecond: one that was read off is taken for the frame it was read from.
constexpr double kReadOff_s = 0.0006;
constexpr double kFastest = 8;

/// A whole number with nothing behind it.
std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Digits with at most one point among them, no sign, no exponent.
std::optional<double> plain_decimal(std::string_view text) {
  if (text.empty() || text.size() > 15 || text.find_first_not_of("0123456789.") != std::string_view::npos) {
    return std::nullopt;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "1:02.5", "0:01:02.345", "62.5s".
std::optional<double> seconds_from_text(std::string_view text) {
  if (!text.empty() && text.back() == 's') return plain_decimal(text.substr(0, text.size() - 1));
  if (text.find(':') == std::string_view::npos) return std::nullopt;
  double seconds = 0;
  for (int parts = 0;; ++parts) {
    const auto colon = text.find(':');
    const auto part = text.substr(0, colon);
    const auto value = plain_decimal(part);
    if (!value || parts > 2 || (colon != std::string_view::npos && part.find('.') != std::string_view::npos)) {
      return std::nullopt;
    }
    seconds = seconds * 60 + *value;
    if (colon == std::string_view::npos) return seconds;
    text.remove_prefix(colon + 1);
  }
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The last frame whose time is not after `seconds`.
std::int64_t frame_at(const FrameClock& clock, double seconds) {
  const auto after = std::upper_bound(clock.seconds.begin(), clock.seconds.end(), seconds);
  return std::max<std::int64_t>(0, after - clock.seconds.begin() - 1);
}

double begin_of(const FrameClock& clock, std::int64_t frame) {
  return clock.seconds.empty() ? 0 : clock.seconds[static_cast<std::size_t>(frame)];
}

double end_of(const FrameClock& clock, std::int64_t frame) {
  const auto next = static_cast<std::size_t>(frame) + 1;
  return next < clock.seconds.size() ? clock.seconds[next] : clock.end_seconds;
}

}  // namespace

FrameClock frame_clock(const CodecTrace& trace) {
  struct Shown {
    const PacketRecord* packet;
    double seconds;
  };
  const double tick = to_double(trace.time_base);
  std::vector<Shown> shown;
  double least = 0, most = 0;
  std::int64_t known = 0;
  const auto time_of = [](const PacketRecord& packet) { return packet.pts ? packet.pts : packet.dts; };
  for (const PacketRecord& packet : trace.packets) {
    if (packet.discard) continue;
    shown.push_back({&packet, std::nan("")});
    if (const auto ticks = time_of(packet)) {
      const double seconds = static_cast<double>(*ticks) * tick;
      least = known == 0 ? seconds : std::min(least, seconds);
      most = known == 0 ? seconds : std::max(most, seconds);
      shown.back().seconds = seconds;
      ++known;
    }
  }
  const double mean = known > 1 && most > least ? (most - least) / static_cast<double>(known - 1) : kFallbackDistance_s;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (std::isnan(shown[i].seconds)) shown[i].seconds = i == 0 ? 0 : shown[i - 1].seconds + mean;
  }
  std::stable_sort(shown.begin(), shown.end(), [](const Shown& a, const Shown& b) { return a.seconds < b.seconds; });

  FrameClock clock;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    clock.seconds.push_back(shown[i].seconds);
    clock.types.push_back(shown[i].packet->type);
    clock.packet_bytes.push_back(shown[i].packet->size);
    if (shown[i].packet->key) clock.key_frames.push_back(static_cast<std::int64_t>(i));
  }
  if (!shown.empty()) {
    const double duration = static_cast<double>(shown.back().packet->duration) * tick;
    clock.end_seconds = clock.seconds.back() + (duration > 0 && duration < 3600 ? duration : mean);
  }
  return clock;
}

std::string time_code(double seconds) {
  if (!std::isfinite(seconds) || std::abs(seconds) > 1e12) return "-:--:--.---";
  const auto ms = std::llround(std::abs(seconds) * 1000);
  return fmt::format("{}{}:{:02}:{:02}.{:03}", seconds < 0 && ms > 0 ? "-" : "", ms / 3'600'000, ms / 60'000 % 60,
                     ms / 1000 % 60, ms % 1000);
}

std::optional<std::int64_t> frame_from_text(std::string_view text, const FrameClock& clock, std::int64_t here) {
  text = trimmed(text);
  const auto clamped = [&](std::int64_t frame) { return std::clamp<std::int64_t>(frame, 0, clock.frames() - 1); };
  if (text.empty()) return std::nullopt;
  const bool minus = text.front() == '-', plus = text.front() == '+';
  const std::string_view unsigned_text = text.substr(minus || plus ? 1 : 0);
  if (unsigned_text.empty() || unsigned_text.front() == '-' || unsigned_text.front() == '+') return std::nullopt;
  if (const auto number = whole_number(unsigned_text)) {
    const std::int64_t step = std::min(*number, clock.frames());
    return clamped(minus ? here - step : plus ? here + step : *number);
  }
  const auto seconds = seconds_from_text(unsigned_text);
  if (!seconds) return std::nullopt;
  const double from = plus ? begin_of(clock, clamped(here)) : 0;
  return clamped(frame_at(clock, (minus ? -*seconds : from + *seconds) + kReadOff_s));
}

Playhead::Playhead(FrameClock clock) : clock_(std::move(clock)) {}

double Playhead::seconds() const { return begin_of(clock_, frame_); }

/// Time goes on from the present frame: from its beginning, or backwards from its end.
void Playhead::anchor(double now_s) {
  anchor_now_s_ = now_s;
  anchor_media_s_ = speed_ < 0 ? end_of(clock_, frame_) : begin_of(clock_, frame_);
}

void Playhead::go_to(std::int64_t frame, double now_s) {
  frame_ = std::clamp<std::int64_t>(frame, 0, clock_.frames() - 1);
  anchor(now_s);
}

void Playhead::step(std::int64_t frames, double now_s) {
  pause();
  const std::int64_t most = clock_.frames();
  go_to(frame_ + std::clamp(frames, -most, most), now_s);
}

void Playhead::step_seconds(double seconds, double now_s) {
  const std::int64_t there = frame_at(clock_, this->seconds() + seconds + kReadOff_s);
  // A frame that is shown for longer than the step is left all the same.
  if (seconds > 0) return go_to(std::max(there, frame_ + 1), now_s);
  go_to(std::min(there, frame_ - 1), now_s);
}

void Playhead::step_key(int direction, double now_s) {
  pause();
  const auto& keys = clock_.key_frames;
  if (direction < 0) {
    const auto here = std::lower_bound(keys.begin(), keys.end(), frame_);
    if (here != keys.begin()) go_to(*std::prev(here), now_s);
  } else {
    const auto next = std::upper_bound(keys.begin(), keys.end(), frame_);
    if (next != keys.end()) go_to(*next, now_s);
  }
}

void Playhead::toggle_play(double now_s) {
  if (playing()) return pause();
  if (clock_.frames() < 2) return;
  speed_ = 1;
  const std::int64_t last = loop_ ? loop_->last : clock_.frames() - 1;
  if (frame_ >= std::min(last, clock_.frames() - 1)) frame_ = loop_ ? loop_->first : 0;
  anchor(now_s);
}

void Playhead::shuttle(int direction, double now_s) {
  if (direction == 0) return pause();
  if (clock_.frames() < 2) return;
  const double sign = direction < 0 ? -1 : 1;
  if (speed_ == 0) {
    speed_ = sign;
  } else if (speed_ * sign > 0) {
    speed_ = sign * std::min(kFastest, std::abs(speed_) * 2);
  } else {
    speed_ = std::abs(speed_) > 1 ? speed_ / 2 : sign;
  }
  anchor(now_s);
}

void Playhead::pause() { speed_ = 0; }

void Playhead::set_loop(std::optional<FrameRange> range) {
  loop_ = range;
  if (!loop_) return;
  const std::int64_t last = clock_.frames() - 1;
  loop_->first = std::clamp<std::int64_t>(loop_->first, 0, last);
  loop_->last = std::clamp<std::int64_t>(loop_->last, loop_->first, last);
}

void Playhead::set_in(std::int64_t frame) {
  const std::int64_t last = loop_ && loop_->last >= frame ? loop_->last : clock_.frames() - 1;
  set_loop(FrameRange{frame, last});
}

void Playhead::set_out(std::int64_t frame) {
  const std::int64_t first = loop_ && loop_->first <= frame ? loop_->first : 0;
  set_loop(FrameRange{first, frame});
}

std::int64_t Playhead::advance(double now_s, bool frame_is_ready) {
  if (!playing()) return frame_;
  if (!frame_is_ready || now_s < anchor_now_s_) {
    anchor(now_s);
    return frame_;
  }
  const std::int64_t final = clock_.frames() - 1;
  const bool back = speed_ < 0;
  // A loop holds whoever is within it, or comes to its end.
  const bool looping = loop_ && (back ? frame_ >= loop_->first : frame_ <= loop_->last);
  const std::int64_t first = looping ? loop_->first : 0, last = looping ? loop_->last : final;
  double media_s = anchor_media_s_ + (now_s - anchor_now_s_) * speed_;
  const bool over = back ? media_s <= begin_of(clock_, first) : media_s >= end_of(clock_, last);
  if (over && looping) {
    frame_ = back ? last : first;
    anchor(now_s);
    return frame_;
  }
  if (over) {
    frame_ = back ? first : last;
    pause();
    return frame_;
  }
  // Backwards a frame is shown from its end to its beginning.
  if (back) media_s = std::nexttoward(media_s, -1e300L);
  frame_ = std::clamp<std::int64_t>(frame_at(clock_, media_s), 0, final);
  return frame_;
}

std::optional<double> Playhead::until_next(double now_s) const {
  if (!playing()) return std::nullopt;
  const double media_s = anchor_media_s_ + (now_s - anchor_now_s_) * speed_;
  const double next_s = speed_ < 0 ? begin_of(clock_, frame_) : end_of(clock_, frame_);
  return std::max(0.0, (next_s - media_s) / speed_);
}

}  // namespace spoor
