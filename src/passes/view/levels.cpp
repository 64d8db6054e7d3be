#include "analysis/pass.h"
#include "base/text.h"
#include "methods/statistics/sample_histogram.h"
#include "methods/statistics/tiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spoor::passes {
namespace {

struct Params {
  int tile = 16;
};

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields = ParamTable<Params>().integer(
      &Params::tile, "tile", "Tile", "Larger tiles give a coarser and steadier map of contrast and clipping.", "px",
      {4, 256}, {8, 64});
  return fields;
}

// Lowest and highest sample that luma may mean something beyond, in 8-bit steps.
struct Span {
  float low = 0, high = 255;
};

Span nominal_span(const FrameInfo& info, const ColourAssumption& assumption) {
  const bool luma_coded = info.layout.model == ColourModel::kYCbCr || info.layout.model == ColourModel::kGrey;
  if (luma_coded && assumption.range == ColourRange::kLimited) return {16, 235};
  const int bits = info.layout.is_float ? 8 : std::clamp(info.layout.bits, 1, 16);
  return {0, static_cast<float>(((1 << bits) - 1) * std::ldexp(1.0, 8 - bits))};
}

class LevelsRun : public PassRun {
 public:
  explicit LevelsRun(const Params& params) : params_(params) {
    levels_ = {"levels",
               "Levels of each component as decoded",
               {{"frame", "", Table::Kind::kFrame},
                {"component", "", Table::Kind::kText},
                {"lowest", "code", Table::Kind::kNumber},
                {"1st percentile", "code", Table::Kind::kNumber},
                {"median", "code", Table::Kind::kNumber},
                {"99th percentile", "code", Table::Kind::kNumber},
                {"highest", "code", Table::Kind::kNumber},
                {"mean", "code", Table::Kind::kNumber},
                {"standard deviation", "code", Table::Kind::kNumber}},
               {}};
  }

  Result<void> frame(const FrameContext& context, const Job& job) override {
    const FrameInfo& info = context.info();
    const auto luma = context.derived(DerivedKind::kLumaFloat);
    if (!luma) return tl::unexpected(luma.error());
    for (std::size_t c = 0; c < context.frame().planes.size(); ++c) {
      const SampleHistogram histogram = sample_histogram(context.frame().planes[c], info.layout);
      const HistogramFacts f = facts(histogram);
      levels_.rows.push_back({std::to_string(info.index), component_name(info.layout, c), std::to_string(f.lowest),
                              std::to_string(percentile(histogram, 0.01)), std::to_string(percentile(histogram, 0.5)),
                              std::to_string(percentile(histogram, 0.99)), std::to_string(f.highest),
                              significant(f.mean), significant(f.deviation)});
      if (c == 0) measure(info, f, histogram);
    }
    const Span span = nominal_span(info, context.assumption());
    const TileFields fields = tile_fields(*luma, params_.tile, span.low, span.high, job);
    Map contrast = map(info, "local_contrast", "Local contrast", fields.deviation);
    contrast.unit = "sample steps (8 bit)";
    contrast.reading =
        "Standard deviation of luma in each tile. Low: flat, out of focus, saturated or smoothed; high: "
        "edges and texture.";
    contrast.high = 64;
    output_.maps.push_back(std::move(contrast));
    Map clipped = map(info, "clipped", "Clipped luma", fields.clipped);
    clipped.unit = "1";
    clipped.reading =
        "Share of each tile's luma samples at the end of their range: where it is high, detail is lost and "
        "most other methods are blind.";
    clipped.high = 1;
    output_.maps.push_back(std::move(clipped));
    return {};
  }

  Result<PassOutput> finish(const Job&) override {
    if (levels_.rows.empty()) {
      return failure(Fault::kNotApplicable, "none of the frames asked for is in the exhibit");
    }
    output_.tables.push_back(std::move(levels_));
    return std::move(output_);
  }

 private:
  Map map(const FrameInfo& info, std::string id, std::string title, const cv::Mat& field) const {
    Map result;
    result.id = std::move(id);
    result.title = std::move(title);
    result.field = field;
    result.cell = cv::Size2d(params_.tile, params_.tile);
    result.frame = info.index;
    return result;
  }

  void measure(const FrameInfo& info, const HistogramFacts& f, const SampleHistogram& histogram) {
    const std::string name = component_name(info.layout, 0);
    const auto add_one = [&](std::string id, std::string title, double value) {
      output_.measurements.push_back({std::move(id), title + ", " + name, value, "code", {}, 0, info.index});
    };
    add_one("mean", "Mean", f.mean);
    add_one("contrast", "Standard deviation", f.deviation);
    add_one("p01", "1st percentile", percentile(histogram, 0.01));
    add_one("p99", "99th percentile", percentile(histogram, 0.99));
  }

  Params params_;
  Table levels_;
  PassOutput output_;
};

}  // namespace

PassDescriptor view_levels() {
  PassDescriptor pass;
  pass.id = "view.levels";
  pass.group = "Inspection";
  pass.title = "Levels and local contrast";
  pass.known_as = {"levels", "contrast", "exposure"};
  pass.question = "How bright and how contrasty is the picture, and where is detail lost?";
  pass.summary =
      "Percentiles, mean and contrast of each component as decoded, and maps of local contrast and of clipped luma.";
  pass.limits = {"It describes the picture and judges nothing.",
                 "Where the medium does not declare its range, full range is taken for stills and limited for clips."};
  pass.sources = {{"E. Peli, Contrast in complex images, Journal of the Optical Society of America A 7(10)", 1990},
                  {"ITU-T H.273, Coding-independent code points for video signal type identification", 2021}};
  pass.needs.picture = true;
  pass.needs.frames = FrameChoice::kSampled;
  pass.needs.max_frames = 8;
  pass.needs.derived = {DerivedKind::kLumaFloat};
  pass.params = table().fields();
  pass.start = [](const RunContext& run) -> Result<std::unique_ptr<PassRun>> {
    return std::make_unique<LevelsRun>(table().read(run.params));
  };
  return pass;
}

}  // namespace spoor::passes
