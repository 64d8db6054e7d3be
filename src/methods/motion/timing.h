#pragma once
/// When the frames of a clip are shown, how large they are, and what is irregular in it, from its packets alone.

#include "media/codec_trace.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// A packet that is shown, in presentation order; its position in the list is the frame's index.
struct ShownFrame {
  std::int64_t packet = 0;  ///< index in decoding order
  std::int64_t pts = 0;     ///< ticks
  double seconds = 0;       ///< for display
  std::int64_t size = 0;    ///< bytes
  PictureType type = PictureType::kUnknown;
  bool key = false;
};

enum class TimingFault {
  kGap,           ///< the step to this frame is more than 1.5 usual ones
  kRepeat,        ///< this frame has the pts of the one before
  kShortStep,     ///< the step is less than half a usual one
  kDtsNotRising,  ///< decoding time does not rise
  kPtsMissing,    ///< no presentation time is declared
  kKeyDistance,   ///< key frames at a distance other than the usual one (not the last group)
};

struct TimingIrregularity {
  TimingFault fault = TimingFault::kGap;
  std::optional<std::int64_t> frame;  ///< of presentation order, where it is shown
  std::int64_t packet = 0;            ///< of decoding order
  std::optional<std::int64_t> pts;    ///< ticks
  double seconds = 0;
  double amount = 0;  ///< steps in units of the usual one, key distance in frames, else 0
};

struct ClipTiming {
  Rational time_base{1, 1};
  std::vector<ShownFrame> frames;
  std::int64_t discarded = 0;   ///< packets outside the edit list
  std::int64_t usual_step = 0;  ///< ticks: the most frequent step, the smaller of equals; 0 below two frames
  double regular_share = 1;     ///< steps within one tick or 2 % of the usual one
  double largest_deviation_s = 0;
  double mean_rate = 0;        ///< frames per second, from first to last pts
  bool variable_rate = false;  ///< fewer than 90 % of the steps are regular: there is no usual step to depart from
  std::vector<std::int64_t> key_distances;         ///< in packets of decoding order, one per pair of key frames
  std::int64_t usual_key_distance = 0;             ///< the most frequent one; 0: none occurs twice
  std::vector<TimingIrregularity> irregularities;  ///< by packet; gaps and short steps only at a constant rate
  std::vector<double> bits_per_second;             ///< of each second from the first pts on
  std::string pattern;  ///< types of the first group in decoding order, "IPBBPBB...", cut at 60
};

/// At most 4 million seconds of bit rate and 10,000 irregularities are kept.
ClipTiming clip_timing(const CodecTrace& trace);

const char* timing_fault_name(TimingFault fault);  ///< "gap", "repeat", "short step", ...

}  // namespace spoor
