#include "analysis/pass.h"
#include "evidence/mark_roles.h"
#include "base/text.h"
#include "methods/jpeg/picture_error_level.h"
#include "methods/statistics/deviating_regions.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace spoor::passes {
namespace {

constexpr int kSmallestSide = 64;
constexpr std::size_t kMostRegions = 5;
// Below this 95th percentile the samples come back nearly as they were, and what differs is rounding.
constexpr double kSmallestLevel = 0.25;

struct Params {
  std::vector<std::int64_t> qualities{90, 75};
  std::string tables = "standard";
  std::string subsampling = "as the picture";
};

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields =
      ParamTable<Params>()
          .integers(&Params::qualities, "qualities", "Qualities",
                    "Qualities of the trial compression; a lower one makes every difference larger and coarser.", "",
                    {1, 100}, {50, 98})
          .choice(&Params::tables, "tables", "Quantisation tables",
                  "Standard tables scaled to each quality, or the file's own tables once, whatever the qualities are.",
                  {"standard", "own"})
          .choice(&Params::subsampling, "subsampling", "Chroma sampling",
                  "Chroma sampling of the trial compression of pictures that are not JPEG files; coarser sampling "
                  "raises the level at coloured edges.",
                  {"as the picture", "4:4:4", "4:2:2", "4:2:0"});
  return fields;
}

// One trial compression: its name in ids ("q90", "own") and in sentences.
struct Trial {
  std::string id, name;
  JpegTables tables;
  bool files_own = false;  ///< these are the very tables the file was last saved with
};

std::optional<JpegTables> own_tables(const JpegStructure& structure) {
  const JpegPicture& picture = structure.pictures.front();
  const auto steps_of = [&](std::size_t component) -> std::optional<QuantSteps> {
    if (component >= picture.components.size()) return std::nullopt;
    for (const auto& t : picture.quant_tables) {
      if (t.id == picture.components[component].quant_table) return t.steps;
    }
    return std::nullopt;
  };
  const auto luma = steps_of(0);
  if (!luma) return std::nullopt;
  return JpegTables{*luma, steps_of(1).value_or(*luma)};
}

std::vector<Trial> standard_trials(const Params& params, const std::optional<JpegTables>& own) {
  std::vector<std::int64_t> qualities = params.qualities;
  std::sort(qualities.begin(), qualities.end(), std::greater<>());
  qualities.erase(std::unique(qualities.begin(), qualities.end()), qualities.end());
  std::vector<Trial> trials;
  for (const std::int64_t quality : qualities) {
    const int q = static_cast<int>(quality);
    Trial trial{
        fmt::format("q{}", q), fmt::format("quality {}", q), {standard_luma_table(q), standard_chroma_table(q)}, false};
    trial.files_own = own && own->luma == trial.tables.luma;
    trials.push_back(std::move(trial));
  }
  return trials;
}

Subsampling subsampling_of(const Params& params, const SampleLayout& layout) {
  if (params.subsampling == "4:4:4") return Subsampling::k444;
  if (params.subsampling == "4:2:2") return Subsampling::k422;
  if (params.subsampling == "4:2:0") return Subsampling::k420;
  return nearest_subsampling(layout);
}

const char* subsampling_name(Subsampling subsampling) {
  switch (subsampling) {
    case Subsampling::k422:
      return "4:2:2";
    case Subsampling::k420:
      return "4:2:0";
    case Subsampling::k444:
      break;
  }
  return "4:4:4";
}

// Errors of one component are sums of integers over a power of two or a count, the same everywhere. Means over several
// components are OpenCV's: one last bit at 255, and in z what that becomes where the spread is at its floor of 1/64,
// within the legend's six deviations.
constexpr double kMeanTolerance = 1.0 / 65536, kMeanZTolerance = 0.02;

Map error_map(const std::string& id, const std::string& what, const Trial& trial, const cv::Mat& field, cv::Size2d cell,
              double tolerance) {
  Map map;
  map.id = id;
  map.title = fmt::format("Error level, {}, {}", what, trial.name);
  map.unit = "sample steps (8 bit)";
  map.reading =
      "High: the samples change much when compressed once more (edges, fine texture, content that went "
      "through fewer compressions). Low: they hardly change (flat parts, content compressed harder before).";
  map.field = field;
  map.low = 0;
  map.high = 8;
  map.cell = cell;
  map.tolerance = tolerance;
  return map;
}

Map z_map(const Trial& trial, const cv::Mat& field, double tolerance) {
  Map map;
  map.id = "z_" + trial.id;
  map.title = fmt::format("Error level against blocks of equal texture, {}", trial.name);
  map.unit = "robust standard deviations";
  map.reading = "Below zero: changes less than blocks of equal texture elsewhere in the picture; above zero: more.";
  map.field = field;
  map.low = -6;
  map.high = 6;
  map.cell = {8, 8};
  map.tolerance = tolerance;
  return map;
}

std::vector<std::string> innocent_causes() {
  return {"a different material (foliage, water, skin, sky) whose texture has equal energy but another pattern",
          "sharpening, noise reduction or local contrast done by the camera in parts of the picture",
          "saturated or out-of-focus parts, text, captions and logos",
          "an earlier compression of the whole picture, after which parts of different content settle differently"};
}

void describe_regions(const Trial& trial, const DeviatingRegions& found, const cv::Size& picture, PassOutput& output) {
  Observation observation;
  observation.id = "regions_" + trial.id;
  observation.rests_on = {"z_" + trial.id};
  if (found.regions.empty()) {
    observation.statement = fmt::format(
        "At {} no connected part of the picture departs from parts of equal texture by more than chance allows.",
        trial.name);
    output.observations.push_back(std::move(observation));
    return;
  }
  for (std::size_t r = 0; r < std::min(found.regions.size(), kMostRegions); ++r) {
    const cv::Rect& box = found.regions[r].box;
    Region region;
    region.id = fmt::format("{}.{}", trial.id, r + 1);
    region.shape = Shape::kRectangle;
    region.points = {{8.0 * box.x, 8.0 * box.y},
                     {std::min(8.0 * box.br().x, static_cast<double>(picture.width)),
                      std::min(8.0 * box.br().y, static_cast<double>(picture.height))}};
    region.role = kSuggestedRole;
    region.label = fmt::format("error level {} than elsewhere", found.regions[r].mean_z < 0 ? "lower" : "higher");
    observation.rests_on.push_back(region.id);
    output.regions.push_back(std::move(region));
  }
  const DeviatingRegion& first = found.regions.front();
  observation.statement = fmt::format(
      "At {} {} of the picture change{} by another amount than parts of equal texture. The most marked one changes "
      "{} (mean {} robust standard deviations over {} blocks, x {} to {}, y {} to {}; log10 of the number of false "
      "alarms expected if votes were spread as in the rest of the picture: {}).",
      trial.name, found.regions.size() == 1 ? "one part" : fmt::format("{} parts", found.regions.size()),
      found.regions.size() == 1 ? "s" : "", first.mean_z < 0 ? "less" : "more", significant(first.mean_z, 2),
      first.cells, 8 * first.box.x, std::min(8 * first.box.br().x, picture.width), 8 * first.box.y,
      std::min(8 * first.box.br().y, picture.height), significant(first.log10_nfa, 3));
  observation.innocent_causes = innocent_causes();
  output.observations.push_back(std::move(observation));
}

void describe_trial(const Trial& trial, const PictureErrorLevel& level, std::size_t t, const cv::Size& picture,
                    PassOutput& output, Table& levels) {
  const cv::Mat main = main_error(level, t);
  const double mean_tolerance = level.own_planes ? 0 : kMeanTolerance;
  output.maps.push_back(error_map("error_" + trial.id,
                                  level.own_planes ? level.channels[0].name : "mean of red, green and blue", trial,
                                  main, {8, 8}, mean_tolerance));
  if (const cv::Mat chroma = chroma_error(level, t); !chroma.empty()) {
    output.maps.push_back(
        error_map("chroma_" + trial.id, "mean of Cb and Cr", trial, chroma, level.channels[1].cell, 0));
  }
  for (const ChannelErrorLevel& channel : level.channels) {
    const ErrorSummary s = summary(channel.error[t]);
    levels.rows.push_back({trial.name, channel.name, significant(s.mean), significant(s.median), significant(s.p95)});
  }
  const ErrorSummary s = summary(main);
  output.measurements.push_back(
      {"mean_" + trial.id, "Mean error level, " + trial.name, s.mean, "sample steps", {}, mean_tolerance, {}});
  output.measurements.push_back({"p95_" + trial.id,
                                 "95th percentile of the error level, " + trial.name,
                                 s.p95,
                                 "sample steps",
                                 {},
                                 mean_tolerance,
                                 {}});

  const cv::Mat z = texture_compensated_z(main, level.texture);
  output.maps.push_back(z_map(trial, z, level.own_planes ? 0 : kMeanZTolerance));
  if (trial.files_own || s.p95 < kSmallestLevel) {
    Observation observation;
    observation.id = "regions_" + trial.id;
    observation.statement =
        trial.files_own
            ? fmt::format(
                  "The tables of {} are those the file was last saved with: its samples come back nearly as "
                  "they were, whatever their history, and parts of the picture cannot be compared.",
                  trial.name)
            : fmt::format(
                  "At {} the samples come back nearly as they were (95th percentile {} steps): too little to "
                  "compare parts of the picture.",
                  trial.name, significant(s.p95, 2));
    observation.rests_on = {"error_" + trial.id, "p95_" + trial.id};
    output.observations.push_back(std::move(observation));
    return;
  }
  describe_regions(trial, deviating_regions(z), picture, output);
}

Result<PassOutput> measure(const FrameContext& context, const Params& params, const std::vector<Trial>& trials,
                           const Job& job) {
  const FrameInfo& info = context.info();
  if (info.width < kSmallestSide || info.height < kSmallestSide) {
    return failure(Fault::kNotApplicable, "the picture is smaller than 64x64 pixels: too few blocks to compare");
  }
  std::vector<JpegTables> tables;
  for (const Trial& trial : trials) tables.push_back(trial.tables);
  PictureErrorLevel level;
  std::string way;
  if (info.layout.jpeg_planes) {
    level = component_error_level(context.frame(), tables, job);
    way = "components of the JPEG as decoded, each on its own grid";
  } else {
    const auto bgr = context.derived(DerivedKind::kBgr8);
    if (!bgr) return tl::unexpected(bgr.error());
    const Subsampling subsampling = subsampling_of(params, info.layout);
    level = rgb_error_level(*bgr, subsampling, tables, job);
    way = fmt::format("RGB through colour conversion and {} sampling{}", subsampling_name(subsampling),
                      info.layout.bits > 8 ? "; samples reduced to 8 bits first" : "");
  }
  PassOutput output;
  Table levels{"levels",
               "Error level by channel (" + way + ")",
               {{"trial", "", Table::Kind::kText},
                {"channel", "", Table::Kind::kText},
                {"mean", "sample steps", Table::Kind::kNumber},
                {"median", "sample steps", Table::Kind::kNumber},
                {"95th percentile", "sample steps", Table::Kind::kNumber}},
               {}};
  for (std::size_t t = 0; t < trials.size(); ++t) {
    describe_trial(trials[t], level, t, {info.width, info.height}, output, levels);
  }
  for (Region& region : output.regions) region.frames = {info.index, info.index};
  output.tables.push_back(std::move(levels));
  return output;
}

Result<std::unique_ptr<PassRun>> start(const RunContext& run) {
  const Params params = table().read(run.params);
  std::optional<JpegTables> own;
  if (run.source->info().format == "jpeg") {
    if (const auto& structure = run.source->jpeg()) own = own_tables(*structure);
  }
  std::vector<Trial> trials;
  if (params.tables == "own") {
    if (!own) return failure(Fault::kNotApplicable, "the file has no JPEG tables of its own", "tables");
    trials.push_back({"own", "the file's own tables", *own, true});
  } else {
    trials = standard_trials(params, own);
  }
  return picture_run(
      [params, trials](const FrameContext& context, const Job& job) { return measure(context, params, trials, job); });
}

// Only the rectangle, widened to whole units of the trial compression and by one more where chroma is interpolated.
Result<Map> preview(const FrameContext& context, const cv::Rect& rectangle, const ParamValues& values, const Job& job) {
  const Params params = table().read(values);
  if (params.tables == "own") {
    return failure(Fault::kNotApplicable, "there is a preview with the standard tables only", "tables");
  }
  const FrameInfo& info = context.info();
  const cv::Rect whole(0, 0, info.width, info.height);
  const cv::Rect asked = rectangle & whole;
  if (asked.empty()) return failure(Fault::kBadArgument, "the rectangle lies outside the picture");
  const auto widened = [&](int margin) {
    const int left = std::max(0, asked.x / 16 * 16 - margin), top = std::max(0, asked.y / 16 * 16 - margin);
    const int right = (asked.br().x + 15) / 16 * 16 + margin, bottom = (asked.br().y + 15) / 16 * 16 + margin;
    return cv::Rect(left, top, right - left, bottom - top) & whole;
  };
  const Trial trial = standard_trials(params, {}).front();
  const cv::Rect shown = widened(0);
  cv::Mat field;
  if (info.layout.jpeg_planes) {
    field = plane_error_level(context.frame().planes[0](shown), std::span(&trial.tables.luma, 1), false, job).error[0];
  } else {
    const cv::Rect computed = widened(16);
    const auto bgr = bgr8(part_of(context.frame(), computed), context.assumption());
    if (!bgr) return tl::unexpected(bgr.error());
    const PictureErrorLevel level =
        rgb_error_level(*bgr, subsampling_of(params, info.layout), std::span(&trial.tables, 1), job);
    field = main_error(level, 0)(cv::Rect((shown.x - computed.x) / 8, (shown.y - computed.y) / 8, (shown.width + 7) / 8,
                                          (shown.height + 7) / 8))
                .clone();
  }
  Map map = error_map("error_" + trial.id, "part of the picture", trial, field, {8, 8}, kMeanTolerance);
  map.origin = {static_cast<double>(shown.x), static_cast<double>(shown.y)};
  map.frame = info.index;
  return map;
}

}  // namespace

PassDescriptor jpeg_ela() {
  PassDescriptor pass;
  pass.id = "jpeg.ela";
  pass.group = "Compression";
  pass.title = "Error level";
  pass.known_as = {"ELA", "error level analysis"};
  pass.question = "Which parts of the picture change more or less than others when it is compressed once more?";
  pass.summary =
      "The picture is compressed and restored at chosen JPEG qualities, exactly as libjpeg does it; each block's mean "
      "difference is shown, and compared with blocks of equal texture.";
  pass.limits = {
      "It is a viewing aid and no detector: texture, edges and materials alter the level as much as editing does.",
      "Parts of untouched pictures are marked as well: in 13 of 49 camera files, their history not always known, at "
      "least one was.",
      "After one more save of the whole picture the differences fade.",
      "At the quality the file was last saved with, the level is near zero everywhere by construction.",
      "Flat and saturated parts have no level that could be compared."};
  pass.sources = {{"N. Krawetz, A Picture's Worth... Digital Image Analysis and Forensics, Black Hat Briefings", 2007},
                  {"C. Loeffler, A. Ligtenberg, G. Moschytz, Practical fast 1-D DCT algorithms with 11 "
                   "multiplications, ICASSP",
                   1989},
                  {"A. Desolneux, L. Moisan, J.-M. Morel, Meaningful alignments, IJCV 40(1)", 2000}};
  pass.needs.picture = true;
  pass.needs.frames = FrameChoice::kSampled;
  pass.needs.max_frames = 12;
  pass.needs.derived = {DerivedKind::kBgr8};
  pass.params = table().fields();
  pass.start = start;
  pass.preview = preview;
  return pass;
}

}  // namespace spoor::passes
