#include "methods/motion/timing.h"

#include "analysis/pass.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace spoor::passes {
namespace {

constexpr std::size_t kMostRows = 1000;

std::string seconds_text(double seconds) { return fmt::format("{:.3f}", seconds); }

Curve frame_curve(std::string id, std::string title, std::string y_label, std::string y_unit, Curve::Style style) {
  Curve curve;
  curve.id = std::move(id);
  curve.title = std::move(title);
  curve.x_label = "frame";
  curve.x_unit = "1";
  curve.y_label = std::move(y_label);
  curve.y_unit = std::move(y_unit);
  curve.style = style;
  curve.x_is_frame = true;
  return curve;
}

Curve size_curve(const ClipTiming& timing) {
  Curve curve =
      frame_curve("packet_size", "Size of each frame's packet by type", "size", "bytes", Curve::Style::kPoints);
  curve.y_log = true;
  std::map<PictureType, Curve::Trace> traces;
  for (std::size_t i = 0; i < timing.frames.size(); ++i) {
    Curve::Trace& trace = traces[timing.frames[i].type];
    trace.name = picture_type_name(timing.frames[i].type);
    trace.x.push_back(static_cast<double>(i));
    trace.y.push_back(static_cast<double>(timing.frames[i].size));
  }
  for (auto& [type, trace] : traces) curve.traces.push_back(std::move(trace));
  return curve;
}

Curve step_curve(const ClipTiming& timing) {
  Curve curve = frame_curve("step", "Time from the frame before", "step", "ms", Curve::Style::kSteps);
  Curve::Trace trace{"step", {}, {}};
  for (std::size_t i = 1; i < timing.frames.size(); ++i) {
    trace.x.push_back(static_cast<double>(i));
    trace.y.push_back(1000 * (timing.frames[i].seconds - timing.frames[i - 1].seconds));
  }
  curve.traces.push_back(std::move(trace));
  return curve;
}

Curve key_curve(const ClipTiming& timing) {
  Curve curve;
  curve.id = "key_distance";
  curve.title = "Distance between key frames, in decoding order";
  curve.x_label = "group";
  curve.x_unit = "1";
  curve.y_label = "packets";
  curve.y_unit = "1";
  curve.style = Curve::Style::kBars;
  Curve::Trace trace{"distance", {}, {}};
  for (std::size_t k = 0; k < timing.key_distances.size(); ++k) {
    trace.x.push_back(static_cast<double>(k));
    trace.y.push_back(static_cast<double>(timing.key_distances[k]));
  }
  curve.traces.push_back(std::move(trace));
  return curve;
}

Curve rate_curve(const ClipTiming& timing) {
  Curve curve;
  curve.id = "bit_rate";
  curve.title = "Bit rate of each second, from the first frame on";
  curve.x_label = "time";
  curve.x_unit = "s";
  curve.y_label = "rate";
  curve.y_unit = "kbit/s";
  curve.style = Curve::Style::kSteps;
  Curve::Trace trace{"rate", {}, {}};
  for (std::size_t s = 0; s < timing.bits_per_second.size(); ++s) {
    trace.x.push_back(static_cast<double>(s));
    trace.y.push_back(timing.bits_per_second[s] / 1000);
  }
  curve.traces.push_back(std::move(trace));
  return curve;
}

std::string amount_text(const TimingIrregularity& found) {
  switch (found.fault) {
    case TimingFault::kGap:
    case TimingFault::kShortStep:
      return fmt::format("{} usual steps", significant(found.amount, 3));
    case TimingFault::kKeyDistance:
      return fmt::format("{:.0f} packets", found.amount);
    default:
      return "";
  }
}

Table irregularity_table(const ClipTiming& timing) {
  Table table{"irregularities",
              "Irregularities in time and in groups of pictures",
              {{"what", "", Table::Kind::kText},
               {"frame", "", Table::Kind::kFrame},
               {"packet", "", Table::Kind::kNumber},
               {"pts", "ticks", Table::Kind::kNumber},
               {"time", "s", Table::Kind::kNumber},
               {"amount", "", Table::Kind::kText}},
              {}};
  for (const TimingIrregularity& found : timing.irregularities) {
    if (table.rows.size() == kMostRows) break;
    table.rows.push_back({timing_fault_name(found.fault), found.frame ? std::to_string(*found.frame) : "",
                          std::to_string(found.packet), found.pts ? std::to_string(*found.pts) : "",
                          found.pts ? seconds_text(found.seconds) : "", amount_text(found)});
  }
  return table;
}

void measure_numbers(const ClipTiming& timing, PassOutput& output) {
  const auto measure = [&](std::string id, std::string title, double value, std::string unit) {
    output.measurements.push_back({std::move(id), std::move(title), value, std::move(unit), {}, 0, {}});
  };
  const auto of_type = [&](PictureType type) {
    return static_cast<double>(std::count_if(timing.frames.begin(), timing.frames.end(),
                                             [type](const ShownFrame& f) { return f.type == type; }));
  };
  measure("frames", "Frames shown", static_cast<double>(timing.frames.size()), "1");
  measure("discarded", "Packets outside the edit list, of those that the demuxer passes on", static_cast<double>(timing.discarded), "1");
  measure("mean_rate", "Mean frame rate", timing.mean_rate, "frames/s");
  measure("usual_step", "Most frequent step",
          1000 * static_cast<double>(timing.usual_step) * to_double(timing.time_base), "ms");
  measure("regular_share", "Share of regular steps", timing.regular_share, "1");
  measure("largest_deviation", "Largest departure from the most frequent step", 1000 * timing.largest_deviation_s,
          "ms");
  measure("usual_key_distance", "Most frequent distance between key frames (0: none occurs twice)",
          static_cast<double>(timing.usual_key_distance), "packets");
  measure("i_frames", "I frames", of_type(PictureType::kI), "1");
  measure("p_frames", "P frames", of_type(PictureType::kP), "1");
  measure("b_frames", "B frames", of_type(PictureType::kB), "1");
}

void observe_rate(const ClipTiming& timing, PassOutput& output) {
  Observation o;
  o.id = "frame_rate";
  o.bearing = Bearing::kNeutral;
  o.rests_on = {"step", "regular_share", "usual_step"};
  if (timing.frames.size() < 2) {
    o.statement = "Fewer than two frames have a time: there is no step to measure.";
    o.rests_on = {"frames"};
  } else if (timing.variable_rate) {
    o.statement = fmt::format(
        "The clip has a variable frame rate: {:.1f} % of its steps equal the most frequent one ({} ms). Phones, screen "
        "recorders and video calls record so; single steps are therefore not listed as gaps.",
        100 * timing.regular_share,
        significant(1000 * static_cast<double>(timing.usual_step) * to_double(timing.time_base), 4));
  } else {
    o.statement =
        fmt::format("The clip has a constant frame rate: {:.2f} % of its steps equal {} ms within a tick or 2 %.",
                    100 * timing.regular_share,
                    significant(1000 * static_cast<double>(timing.usual_step) * to_double(timing.time_base), 4));
  }
  output.observations.push_back(std::move(o));
}

// One observation for each kind of irregularity that occurs.
void observe_irregularities(const ClipTiming& timing, PassOutput& output) {
  struct Wording {
    TimingFault fault;
    const char *id, *one, *many;
    Bearing bearing;
    std::vector<std::string> causes;
  };
  const std::vector<Wording> wordings{
      {TimingFault::kGap,
       "gaps",
       "step longer than one and a half usual ones: frames are missing from the sequence",
       "steps longer than one and a half usual ones: frames are missing from the sequence",
       Bearing::kInconclusive,
       {"frames dropped while recording (low light, full buffer, heat)", "a pause of the recording",
        "a platform or converter that left out frames", "frame intervals rounded by a converter"}},
      {TimingFault::kRepeat,
       "repeats",
       "frame with the time of the frame before",
       "frames with the time of the frame before",
       Bearing::kInconclusive,
       {"a muxer's rounding of times", "two fields stored as frames", "a damaged index"}},
      {TimingFault::kShortStep,
       "short_steps",
       "step shorter than half a usual one",
       "steps shorter than half a usual one",
       Bearing::kInconclusive,
       {"frames inserted or caught up after a dropped one while recording", "conversion between frame rates"}},
      {TimingFault::kDtsNotRising,
       "decoding_order",
       "packet whose decoding time does not rise",
       "packets whose decoding time does not rise",
       Bearing::kInconclusive,
       {"a stream cut and joined without encoding it anew", "a broadcast or network recording with lost packets",
        "a faulty muxer"}},
      {TimingFault::kPtsMissing,
       "missing_times",
       "packet without a presentation time",
       "packets without a presentation time",
       Bearing::kInconclusive,
       {"raw streams and some AVI files carry none"}},
      {TimingFault::kKeyDistance,
       "key_distances",
       "key frame at a distance other than the usual one",
       "key frames at a distance other than the usual one",
       Bearing::kNeutral,
       {"encoders place key frames at scene changes", "a stream cut and joined at key frames without encoding it anew",
        "adaptive streaming that switched between renditions"}},
  };
  for (const Wording& w : wordings) {
    const auto is_it = [&w](const TimingIrregularity& i) { return i.fault == w.fault; };
    const auto first = std::find_if(timing.irregularities.begin(), timing.irregularities.end(), is_it);
    if (first == timing.irregularities.end()) continue;
    const auto count = std::count_if(timing.irregularities.begin(), timing.irregularities.end(), is_it);
    Observation o;
    o.id = w.id;
    o.statement =
        fmt::format("{} {}; {} {}{}.", count, count == 1 ? w.one : w.many, count == 1 ? "it is at" : "the first at",
                    first->frame ? fmt::format("frame {}", *first->frame) : fmt::format("packet {}", first->packet),
                    first->pts ? fmt::format(", {} s", seconds_text(first->seconds)) : "");
    o.bearing = w.bearing;
    o.innocent_causes = w.causes;
    o.rests_on = {"irregularities"};
    if (w.fault == TimingFault::kKeyDistance) o.rests_on.push_back("key_distance");
    o.frame = first->frame;
    output.observations.push_back(std::move(o));
  }
}

void observe_discarded(const ClipTiming& timing, PassOutput& output) {
  if (timing.discarded == 0) return;
  Observation o;
  o.id = "discarded";
  o.bearing = Bearing::kNeutral;
  // The demuxer leaves out whole groups of pictures before the one in which the edit begins; what it passes on and
  // marks is counted here, so the figure is a lower bound. `container.structure` counts in the sample tables.
  o.statement = fmt::format(
      "The edit list hides at least {} packets that are in the file: a player does not show them, and they can be "
      "examined. container.structure tells of the whole.",
      timing.discarded);
  o.innocent_causes = {"phones and editors trim a clip without encoding it anew and keep what lies before the cut",
                       "encoders' start-up delay"};
  o.rests_on = {"discarded"};
  output.observations.push_back(std::move(o));
}

Result<PassOutput> measure(MediaSource& source) {
  const auto& trace = source.trace();
  if (!trace) return tl::unexpected(trace.error());
  const ClipTiming timing = clip_timing(*trace);
  if (timing.frames.empty()) {
    return failure(Fault::kNotApplicable, "no packet of the video stream has a presentation time");
  }
  PassOutput output;
  output.curves = {step_curve(timing), size_curve(timing), key_curve(timing), rate_curve(timing)};
  output.tables.push_back(irregularity_table(timing));
  output.tables.push_back({"pattern",
                           "First group of pictures, in decoding order",
                           {{"types", "", Table::Kind::kText}},
                           {{timing.pattern}}});
  measure_numbers(timing, output);
  observe_rate(timing, output);
  observe_irregularities(timing, output);
  observe_discarded(timing, output);
  output.anomalies = trace->anomalies;
  return output;
}

}  // namespace

PassDescriptor video_timing() {
  PassDescriptor pass;
  pass.id = "video.timing";
  pass.version = 2;
  pass.group = "Time (video)";
  pass.title = "Timing and groups of pictures";
  pass.known_as = {"GOP", "pts", "frame rate", "variable frame rate"};
  pass.question = "Do the frames follow each other as one uninterrupted recording's would?";
  pass.summary =
      "Reads the times, sizes and types of all packets without decoding them: steps between frames, repeats and gaps, "
      "the pattern of key frames, and the bit rate of each second.";
  pass.limits = {"A clip that was encoded anew after an edit has even times: regular timing says nothing about cuts.",
                 "Frames dropped while recording look like frames taken out later.",
                 "Some containers declare no times or round them to milliseconds."};
  pass.sources = {{"ISO/IEC 14496-12, ISO base media file format", 2022},
                  {"P. Yang, D. Baracchi, M. Iuliani, D. Shullani, R. Ni, Y. Zhao, A. Piva, Efficient video integrity "
                   "analysis through container characterization, IEEE JSTSP 14(5)",
                   2020}};
  pass.needs.clip = true;
  pass.needs.trace = true;
  pass.start = [](const RunContext& run) -> Result<std::unique_ptr<PassRun>> {
    return structure_run([source = run.source](const Job& job) {
      job.tick(0, 1);
      return measure(*source);
    });
  };
  return pass;
}

}  // namespace spoor::passes
