// Sample tables: however long, they become counts and patterns.

#include "media/containers/isobmff.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace spoor::containers {
namespace {

// Runs of equal values in order ("90 x 1001, 1 x 1002, ..."), and how often each of the first few values occurs.
class Pattern {
 public:
  void add(std::int64_t value, std::int64_t times) {
    if (runs_ > 0 && value == last_) {
      if (runs_ <= kShown) shown_.back().second += times;
    } else {
      if (runs_ < kShown) shown_.emplace_back(value, times);
      ++runs_;
      last_ = value;
    }
    low_ = any_ ? std::min(low_, value) : value;
    high_ = any_ ? std::max(high_, value) : value;
    any_ = true;
    if (totals_.size() < kDistinct || totals_.contains(value)) totals_[value] += times;
  }

  void write(Box& box, const std::string& what) const {
    if (!any_) return;
    box.field("runs", runs_);
    std::string text;
    for (const auto& [value, times] : shown_) text += fmt::format("{}{} x {}", text.empty() ? "" : ", ", times, value);
    box.field("pattern", text + (runs_ > kShown ? ", ..." : ""));
    box.field("smallest_" + what, low_);
    box.field("largest_" + what, high_);
    const auto usual = std::max_element(totals_.begin(), totals_.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
    box.field("usual_" + what, usual->first);
    box.field("distinct_" + what + "s",
              totals_.size() < kDistinct ? std::to_string(totals_.size()) : fmt::format("{} or more", kDistinct));
  }

 private:
  static constexpr int kShown = 12;
  static constexpr std::size_t kDistinct = 256;
  std::vector<std::pair<std::int64_t, std::int64_t>> shown_;
  std::map<std::int64_t, std::int64_t> totals_;
  std::int64_t runs_ = 0, last_ = 0, low_ = 0, high_ = 0;
  bool any_ = false;
};

std::uint32_t next_u32(ByteReader& in) { return in.u32().value_or(0); }

void time_to_sample(Box& box) {
  box.full();
  const std::uint32_t count = box.u32();
  box.field("entries", count);
  Pattern pattern;
  std::uint64_t samples = 0, ticks = 0;
  each_entry(box, count, 8, [&](ByteReader in) {
    const std::uint32_t times = next_u32(in), delta = next_u32(in);
    samples += times;
    ticks += std::uint64_t{times} * delta;  // a hostile sum wraps round, which is defined for unsigned numbers
    pattern.add(delta, times);
  });
  box.field("samples", std::to_string(samples));
  box.field("ticks", std::to_string(ticks));
  pattern.write(box, "delta");
}

void composition_offsets(Box& box) {
  box.full();
  const std::uint32_t count = box.u32();
  box.field("entries", count);
  Pattern pattern;
  std::uint64_t samples = 0;
  each_entry(box, count, 8, [&](ByteReader in) {
    const std::uint32_t times = next_u32(in);
    samples += times;
    pattern.add(static_cast<std::int32_t>(next_u32(in)), times);
  });
  box.field("samples", std::to_string(samples));
  pattern.write(box, "offset");
}

void sync_samples(Box& box) {
  box.full();
  const std::uint32_t count = box.u32();
  box.field("entries", count);
  Pattern intervals;
  std::uint32_t previous = 0;
  std::string first;
  int number = 0;
  each_entry(box, count, 4, [&](ByteReader in) {
    const std::uint32_t sample = next_u32(in);
    if (number > 0) intervals.add(std::int64_t{sample} - previous, 1);
    if (number < 12) first += fmt::format("{}{}", number == 0 ? "" : ", ", sample);
    previous = sample;
    ++number;
  });
  box.field("first", first);
  intervals.write(box, "interval");
}

void sample_to_chunk(Box& box) {
  box.full();
  const std::uint32_t count = box.u32();
  box.field("entries", count);
  Pattern pattern;
  each_entry(box, count, 12, [&](ByteReader in) {
    next_u32(in);
    pattern.add(next_u32(in), 1);
  });
  pattern.write(box, "samples_per_chunk");
}

void sample_sizes(Box& box) {
  box.full();
  const std::uint32_t size = box.u32(), count = box.u32();
  box.field("constant_size", size);
  box.field("samples", count);
  if (size != 0) return;
  std::uint64_t total = 0;
  std::uint32_t low = ~0u, high = 0;
  const auto read = each_entry(box, count, 4, [&](ByteReader in) {
    const std::uint32_t bytes = next_u32(in);
    total += bytes;
    low = std::min(low, bytes);
    high = std::max(high, bytes);
  });
  if (read == 0) return;
  box.field("smallest", low);
  box.field("largest", high);
  box.field("bytes", std::to_string(total));
}

void chunk_offsets(Box& box) {
  box.full();
  const std::uint32_t count = box.u32();
  box.field("chunks", count);
  const bool wide = box.node.type == "co64";
  std::uint64_t first = 0, last = 0, previous = 0, highest = 0;
  std::int64_t beyond = 0, backwards = 0, number = 0;
  each_entry(box, count, wide ? 8 : 4, [&](ByteReader in) {
    const std::uint64_t offset = wide ? in.u64().value_or(0) : next_u32(in);
    if (number++ == 0) first = offset;
    if (offset >= static_cast<std::uint64_t>(box.walk.size())) ++beyond;
    if (offset < previous) ++backwards;
    highest = std::max(highest, offset);
    previous = last = offset;
  });
  if (number == 0) return;
  box.field("first", std::to_string(first));
  box.field("last", std::to_string(last));
  box.field("backward_steps", backwards);
  if (beyond > 0) {
    box.walk.anomaly(
        AnomalyKind::kTruncated,
        fmt::format("{} of {} chunks of samples are said to lie beyond the end of the file (the furthest at {})",
                    beyond, number, highest),
        box.node.offset, box.node.size);
  }
}

void run_of_samples(Box& box) {
  box.full();
  const std::uint32_t count = box.u32();
  box.field("samples", count);
  if (box.flags & 0x1) box.field("data_offset", box.s32());
  if (box.flags & 0x4) box.field("first_sample_flags", fmt::format("0x{:08x}", box.u32()));
  const bool durations = (box.flags & 0x100) != 0, sizes = (box.flags & 0x200) != 0;
  const int others = ((box.flags & 0x400) != 0) + ((box.flags & 0x800) != 0);
  const int entry = 4 * (durations + sizes + others);
  if (entry == 0) return;
  std::uint64_t ticks = 0, bytes = 0;
  Pattern pattern;
  each_entry(box, count, entry, [&](ByteReader in) {
    if (durations) {
      const std::uint32_t delta = next_u32(in);
      ticks += delta;
      pattern.add(delta, 1);
    }
    if (sizes) bytes += next_u32(in);
  });
  if (durations) box.field("ticks", std::to_string(ticks));
  if (sizes) box.field("bytes", std::to_string(bytes));
  pattern.write(box, "delta");
}

void segment_index(Box& box) {
  box.full();
  box.field("reference_id", box.u32());
  const std::uint32_t scale = box.u32();
  box.field("timescale", scale);
  box.field("earliest_presentation_time", std::to_string(box.u32_or_64()));
  box.field("first_offset", std::to_string(box.u32_or_64()));
  box.in.skip(2);
  const std::uint32_t count = box.u16();
  box.field("references", count);
  std::uint64_t ticks = 0, bytes = 0;
  each_entry(box, count, 12, [&](ByteReader in) {
    bytes += next_u32(in) & 0x7FFFFFFF;
    ticks += next_u32(in);
  });
  box.field("ticks", std::to_string(ticks));
  box.field("bytes", std::to_string(bytes));
}

void composition_shift(Box& box) {
  box.full();
  if (box.version != 0) return;
  box.field("shift", box.s32());
  box.field("least_offset", box.s32());
  box.field("greatest_offset", box.s32());
}

void grouping(Box& box) {
  box.full();
  box.field("grouping_type", four_characters(box.u32()));
}

}  // namespace

std::vector<BoxType> table_boxes() {
  return {{"stts", time_to_sample}, {"ctts", composition_offsets}, {"stss", sync_samples},
          {"stps", sync_samples},   {"stsc", sample_to_chunk},     {"stsz", sample_sizes},
          {"stco", chunk_offsets},  {"co64", chunk_offsets},       {"trun", run_of_samples},
          {"sidx", segment_index},  {"cslg", composition_shift},   {"sgpd", grouping},
          {"sbgp", grouping}};
}

}  // namespace spoor::containers
