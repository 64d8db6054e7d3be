#include "methods/motion/timing.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

namespace spoor {
namespace {

constexpr std::size_t kMostIrregularities = 10'000;
constexpr std::size_t kMostSeconds = 4'000'000;
constexpr double kConstantShare = 0.9;

double seconds_of(std::int64_t ticks, Rational base) { return static_cast<double>(ticks) * to_double(base); }

// The most frequent value; of equals the smallest. 0 where none occurs `least` times.
std::int64_t mode(const std::vector<std::int64_t>& values, std::int64_t least) {
  std::map<std::int64_t, std::int64_t> counts;
  for (const std::int64_t v : values) ++counts[v];
  std::int64_t best = 0, most = least - 1;
  for (const auto& [value, count] : counts) {
    if (count > most) {
      best = value;
      most = count;
    }
  }
  return best;
}

// Differences of hostile numbers, without overflow.
std::int64_t difference(std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  return __builtin_sub_overflow(a, b, &result) ? (a > b ? INT64_MAX : INT64_MIN) : result;
}

bool is_regular(std::int64_t step, std::int64_t usual) {
  const double deviation = std::abs(static_cast<double>(step) - static_cast<double>(usual));
  return deviation <= std::max(1.0, 0.02 * static_cast<double>(usual));
}

void collect_frames(const CodecTrace& trace, ClipTiming& timing) {
  for (std::size_t p = 0; p < trace.packets.size(); ++p) {
    const PacketRecord& packet = trace.packets[p];
    if (packet.discard) {
      ++timing.discarded;
      continue;
    }
    if (!packet.pts) continue;
    timing.frames.push_back({static_cast<std::int64_t>(p), *packet.pts, seconds_of(*packet.pts, trace.time_base),
                             packet.size, packet.type, packet.key});
  }
  std::stable_sort(timing.frames.begin(), timing.frames.end(),
                   [](const ShownFrame& a, const ShownFrame& b) { return a.pts < b.pts; });
}

void measure_steps(ClipTiming& timing) {
  const auto& frames = timing.frames;
  if (frames.size() < 2) return;
  std::vector<std::int64_t> steps;
  for (std::size_t i = 1; i < frames.size(); ++i) steps.push_back(difference(frames[i].pts, frames[i - 1].pts));
  timing.usual_step = mode(steps, 1);
  std::size_t regular = 0;
  for (const std::int64_t step : steps) {
    if (is_regular(step, timing.usual_step)) ++regular;
    const double deviation = std::abs(static_cast<double>(step) - static_cast<double>(timing.usual_step));
    timing.largest_deviation_s = std::max(timing.largest_deviation_s, deviation * to_double(timing.time_base));
  }
  timing.regular_share = static_cast<double>(regular) / static_cast<double>(steps.size());
  timing.variable_rate = timing.regular_share < kConstantShare;
  const double span = frames.back().seconds - frames.front().seconds;
  if (span > 0) timing.mean_rate = static_cast<double>(frames.size() - 1) / span;
}

void note(ClipTiming& timing, TimingIrregularity irregularity) {
  if (timing.irregularities.size() < kMostIrregularities) timing.irregularities.push_back(std::move(irregularity));
}

void note_steps(ClipTiming& timing) {
  for (std::size_t i = 1; i < timing.frames.size(); ++i) {
    const ShownFrame& frame = timing.frames[i];
    const std::int64_t step = difference(frame.pts, timing.frames[i - 1].pts);
    const double usual = static_cast<double>(timing.usual_step);
    TimingIrregularity found{TimingFault::kRepeat, static_cast<std::int64_t>(i),
                             frame.packet,         frame.pts,
                             frame.seconds,        usual > 0 ? static_cast<double>(step) / usual : 0};
    if (step == 0) {
      note(timing, found);
      continue;
    }
    if (timing.variable_rate || is_regular(step, timing.usual_step)) continue;
    if (found.amount > 1.5) {
      found.fault = TimingFault::kGap;
    } else if (found.amount < 0.5) {
      found.fault = TimingFault::kShortStep;
    } else {
      continue;
    }
    note(timing, found);
  }
}

// Frame indices by packet, for those that are shown.
std::vector<std::optional<std::int64_t>> frame_by_packet(const ClipTiming& timing, std::size_t packets) {
  std::vector<std::optional<std::int64_t>> index(packets);
  for (std::size_t i = 0; i < timing.frames.size(); ++i) {
    index[static_cast<std::size_t>(timing.frames[i].packet)] = static_cast<std::int64_t>(i);
  }
  return index;
}

void walk_packets(const CodecTrace& trace, ClipTiming& timing) {
  const auto frame_of = frame_by_packet(timing, trace.packets.size());
  std::optional<std::int64_t> last_dts;
  std::vector<std::size_t> keys;
  const auto at = [&](TimingFault fault, std::size_t p, double amount) {
    const auto pts = trace.packets[p].pts;
    note(timing,
         {fault, frame_of[p], static_cast<std::int64_t>(p), pts, pts ? seconds_of(*pts, trace.time_base) : 0, amount});
  };
  for (std::size_t p = 0; p < trace.packets.size(); ++p) {
    const PacketRecord& packet = trace.packets[p];
    if (packet.dts) {
      if (last_dts && *packet.dts <= *last_dts) at(TimingFault::kDtsNotRising, p, 0);
      last_dts = packet.dts;
    }
    if (!packet.pts && !packet.discard) at(TimingFault::kPtsMissing, p, 0);
    if (packet.key) keys.push_back(p);
  }
  for (std::size_t k = 1; k < keys.size(); ++k) {
    timing.key_distances.push_back(static_cast<std::int64_t>(keys[k] - keys[k - 1]));
  }
  timing.usual_key_distance = mode(timing.key_distances, 2);
  for (std::size_t k = 0; k < timing.key_distances.size() && timing.usual_key_distance > 0; ++k) {
    if (timing.key_distances[k] != timing.usual_key_distance) {
      at(TimingFault::kKeyDistance, keys[k + 1], static_cast<double>(timing.key_distances[k]));
    }
  }
  std::size_t begin = 0, end = trace.packets.size();
  if (!keys.empty()) begin = keys[0];
  if (keys.size() > 1) end = keys[1];
  for (std::size_t p = begin; p < std::min(end, begin + 60); ++p) {
    const char* const name = picture_type_name(trace.packets[p].type);
    timing.pattern += name[1] == '\0' ? name[0] : '?';
  }
}

void measure_rate(ClipTiming& timing) {
  if (timing.frames.empty()) return;
  for (const ShownFrame& frame : timing.frames) {
    const double second = std::floor(frame.seconds - timing.frames.front().seconds);
    if (!(second >= 0) || second >= static_cast<double>(kMostSeconds)) continue;
    const auto s = static_cast<std::size_t>(second);
    // A pts far from all others would make a long list of nothing: seconds are bounded by the frames there are.
    if (s >= 10 * timing.frames.size() + 60) continue;
    if (timing.bits_per_second.size() <= s) timing.bits_per_second.resize(s + 1);
    timing.bits_per_second[s] += 8.0 * static_cast<double>(frame.size);
  }
}

}  // namespace

ClipTiming clip_timing(const CodecTrace& trace) {
  ClipTiming timing;
  timing.time_base = trace.time_base;
  collect_frames(trace, timing);
  measure_steps(timing);
  note_steps(timing);
  walk_packets(trace, timing);
  measure_rate(timing);
  std::stable_sort(timing.irregularities.begin(), timing.irregularities.end(),
                   [](const TimingIrregularity& a, const TimingIrregularity& b) { return a.packet < b.packet; });
  return timing;
}

const char* timing_fault_name(TimingFault fault) {
  switch (fault) {
    case TimingFault::kGap:
      return "gap";
    case TimingFault::kRepeat:
      return "repeat";
    case TimingFault::kShortStep:
      return "short step";
    case TimingFault::kDtsNotRising:
      return "decoding time does not rise";
    case TimingFault::kPtsMissing:
      return "no presentation time";
    case TimingFault::kKeyDistance:
      break;
  }
  return "key-frame distance";
}

}  // namespace spoor
