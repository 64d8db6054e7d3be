#include "analysis/pass.h"
#include "base/text.h"
#include "methods/statistics/sample_histogram.h"

#include <fmt/format.h>

#include <map>

namespace spoor::passes {
namespace {

struct Params {
  int bins = 256;
};

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields = ParamTable<Params>().integer(
      &Params::bins, "bins", "Bins of the curve",
      "More bins show finer gaps; at most one for each code of the samples.", "", {16, 1024}, {64, 1024});
  return fields;
}

std::string percent(double share) { return fmt::format("{} %", significant(100 * share, 3)); }

class HistogramRun : public PassRun {
 public:
  explicit HistogramRun(const Params& params) : params_(params) {}

  Result<void> frame(const FrameContext& context, const Job& job) override {
    const Frame& frame = context.frame();
    if (frames_ == 0) {
      layout_ = frame.info.layout;
    } else if (!(frame.info.layout == layout_)) {
      return {};  // counts of other samples cannot be added
    }
    ++frames_;
    for (std::size_t c = 0; c < frame.planes.size(); ++c) {
      job.tick(static_cast<std::int64_t>(c), static_cast<std::int64_t>(frame.planes.size()));
      SampleHistogram histogram = sample_histogram(frame.planes[c], layout_);
      if (c == sums_.size()) {
        sums_.push_back(std::move(histogram));
      } else {
        add(sums_[c], histogram);
      }
    }
    return {};
  }

  Result<PassOutput> finish(const Job&) override {
    if (frames_ == 0) return failure(Fault::kNotApplicable, "none of the frames asked for is in the exhibit");
    PassOutput output;
    output.measurements.push_back({"frames", "Frames counted", static_cast<double>(frames_), "1", {}, 0, {}});
    output.curves.push_back(curve());
    Table table{"components",
                "Samples of each component",
                {{"component", "", Table::Kind::kText},
                 {"samples", "", Table::Kind::kNumber},
                 {"lowest", "code", Table::Kind::kNumber},
                 {"highest", "code", Table::Kind::kNumber},
                 {"at the lowest code", "%", Table::Kind::kNumber},
                 {"at the highest code", "%", Table::Kind::kNumber},
                 {"codes used", "", Table::Kind::kNumber},
                 {"empty codes between", "", Table::Kind::kNumber},
                 {"gaps", "", Table::Kind::kNumber},
                 {"peaks", "", Table::Kind::kNumber},
                 {"comb period", "codes", Table::Kind::kNumber},
                 {"comb strength", "", Table::Kind::kNumber}},
                {}};
    for (std::size_t c = 0; c < sums_.size(); ++c) describe(c, table, output);
    output.tables.push_back(std::move(table));
    return output;
  }

 private:
  Curve curve() const {
    Curve curve;
    curve.id = "histogram";
    curve.title = "Share of samples by code";
    curve.x_label = layout_.is_float ? "value (1023 is 1.0)" : "code";
    curve.x_unit = "1";
    curve.y_label = "share of samples";
    curve.y_unit = "1";
    curve.style = Curve::Style::kSteps;
    for (std::size_t c = 0; c < sums_.size(); ++c) {
      const auto bins = binned(sums_[c], static_cast<std::size_t>(params_.bins));
      const double width = static_cast<double>(sums_[c].counts.size()) / static_cast<double>(bins.size());
      double total = 0;
      for (const auto n : bins) total += static_cast<double>(n);
      Curve::Trace trace{component_name(layout_, c), {}, {}};
      for (std::size_t b = 0; b < bins.size(); ++b) {
        trace.x.push_back(width * static_cast<double>(b));
        trace.y.push_back(total > 0 ? static_cast<double>(bins[b]) / total : 0);
      }
      curve.traces.push_back(std::move(trace));
    }
    return curve;
  }

  void describe(std::size_t c, Table& table, PassOutput& output) const {
    const HistogramFacts f = facts(sums_[c]);
    const std::string name = component_name(layout_, c);
    table.rows.push_back({name, std::to_string(f.samples), std::to_string(f.lowest), std::to_string(f.highest),
                          significant(100 * f.at_lowest_code, 3), significant(100 * f.at_highest_code, 3),
                          std::to_string(f.used), std::to_string(f.empty), std::to_string(f.gaps),
                          std::to_string(f.peaks), std::to_string(f.comb_period), significant(f.comb_strength, 3)});
    const std::string id = fmt::format("c{}", c);
    output.measurements.push_back(
        {id + ".clipped_low", "Samples at the lowest code, " + name, f.at_lowest_code, "1", {}, 0, {}});
    output.measurements.push_back(
        {id + ".clipped_high", "Samples at the highest code, " + name, f.at_highest_code, "1", {}, 0, {}});
    output.measurements.push_back({id + ".empty",
                                   "Empty codes between the lowest and the highest, " + name,
                                   static_cast<double>(f.empty),
                                   "1",
                                   {},
                                   0,
                                   {}});
    if (c != 0) return;
    Observation o;
    o.id = "first_component";
    o.bearing = Bearing::kNeutral;
    o.rests_on = {"histogram", "components"};
    o.statement = fmt::format(
        "{}: codes {} to {} occur, {} of them not at all between; {} of the samples lie at code 0 and {} at the "
        "highest "
        "code. Between the 1st and the 99th percentile {} codes are gaps and {} are peaks against their neighbours.",
        name, f.lowest, f.highest, f.empty, percent(f.at_lowest_code), percent(f.at_highest_code), f.gaps, f.peaks);
    o.innocent_causes = {"any change of brightness or contrast leaves gaps and peaks, the camera's own included",
                         "conversion between limited and full range", "white balance applied to 8-bit samples"};
    output.observations.push_back(std::move(o));
  }

  Params params_;
  SampleLayout layout_;
  std::int64_t frames_ = 0;
  std::vector<SampleHistogram> sums_;
};

}  // namespace

PassDescriptor view_histogram() {
  PassDescriptor pass;
  pass.id = "view.histogram";
  pass.group = "Inspection";
  pass.title = "Histogram";
  pass.known_as = {"histogram", "comb", "clipping"};
  pass.question = "Which sample values occur, and which are missing or piled up?";
  pass.summary =
      "Counts every code of every component as decoded, without conversion; states clipped samples, empty codes, and "
      "gaps and peaks against neighbouring codes.";
  pass.limits = {"Gaps and peaks show that samples were mapped through a curve, not by whom or why.",
                 "Compression as JPEG or video after the mapping fills gaps and levels peaks.",
                 "Of a clip only sampled frames are counted."};
  pass.sources = {
      {"M. C. Stamm, K. J. R. Liu, Forensic detection of image manipulation using statistical intrinsic "
       "fingerprints, IEEE TIFS 5(3)",
       2010}};
  pass.needs.picture = true;
  pass.needs.frames = FrameChoice::kSampled;
  pass.needs.max_frames = 12;
  pass.params = table().fields();
  pass.start = [](const RunContext& run) -> Result<std::unique_ptr<PassRun>> {
    return std::make_unique<HistogramRun>(table().read(run.params));
  };
  return pass;
}

}  // namespace spoor::passes
