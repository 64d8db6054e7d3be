#include "analysis/mark_notes.h"
#include "analysis/pass.h"
#include "base/text.h"
#include "media/picture.h"
#include "methods/shadow/shadow_candidates.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spoor::passes {
namespace {

// Averages and logarithms in single precision may move a pixel over a threshold.
constexpr double kCountTolerance = 2, kShareTolerance = 0.01, kRatioTolerance = 0.2;

struct Params {
  int side = 1280;
  int most = 30;
  int frame = 0;
};

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields =
      ParamTable<Params>()
          .integer(&Params::side, "side", "Longer side at which is looked",
                   "Larger pictures are averaged down to it; a larger one finds smaller shadows and takes fine texture "
                   "for more of them.",
                   "px", {320, 2560}, {640, 2560})
          .integer(&Params::most, "most", "Most suggestions", "Where there are more, the best are kept.", "", {1, 60},
                   {5, 60})
          .integer(&Params::frame, "frame", "Frame", "The frame in which shadows are looked for.", "", {0, 100000000},
                   {0, 1000});
  return fields;
}

const char* kind_name(ShadowCandidate::Kind kind) {
  switch (kind) {
    case ShadowCandidate::Kind::kRegion:
      return "shadow region";
    case ShadowCandidate::Kind::kEdge:
      return "shadow edge";
    case ShadowCandidate::Kind::kAxis:
      return "shadow axis";
  }
  return "";
}

Shape shape_of(ShadowCandidate::Kind kind) {
  switch (kind) {
    case ShadowCandidate::Kind::kRegion:
      return Shape::kPolygon;
    case ShadowCandidate::Kind::kEdge:
      return Shape::kPath;
    case ShadowCandidate::Kind::kAxis:
      return Shape::kLine;
  }
  return Shape::kPolygon;
}

// Which end of an axis is the far one is for the analyst to say.
const char* role_of(ShadowCandidate::Kind kind) {
  return kind == ShadowCandidate::Kind::kAxis ? "shadow_direction" : "shadow";
}

class ShadowDetectRun : public PassRun {
 public:
  explicit ShadowDetectRun(const Params& params) : params_(params) {}

  std::vector<std::int64_t> second_look() override { return {params_.frame}; }

  Result<void> frame_again(const FrameContext& context, const Job& job) override {
    const auto bgr = bgr8(context.frame(), context.assumption());
    if (!bgr) return tl::unexpected(bgr.error());
    seen_ = true;
    ShadowSearchOptions options;
    options.side = params_.side;
    options.most = static_cast<std::size_t>(params_.most);
    found_ = shadow_candidates(*bgr, options, job);
    looked_at_ = {cvRound(bgr->cols / found_.cell.width), cvRound(bgr->rows / found_.cell.height)};
    return {};
  }

  Result<PassOutput> finish(const Job&) override {
    if (!seen_) return failure(Fault::kNotApplicable, "the exhibit has no such frame");
    if (found_.small)
      return failure(Fault::kNotApplicable,
                     "the picture has fewer than 64 pixels on a side at the size that is looked at");
    if (!found_.colour) {
      return failure(Fault::kNotApplicable, "the picture has no colour, by which shadow and dark paint are told apart");
    }
    add_measurements();
    add_candidates();
    observe();
    return std::move(output_);
  }

 private:
  void add_measurements() {
    const auto add = [&](const char* id, const char* title, double value, const char* unit, double tolerance) {
      output_.measurements.push_back({id, title, value, unit, {}, tolerance, params_.frame});
    };
    add("suggestions", "Suggestions", static_cast<double>(found_.candidates.size()), "1", kCountTolerance);
    add("texture", "Share of the picture in which texture hides edges", found_.cluttered_share, "1", kShareTolerance);
    add("looked_at", "Longer side of the picture as looked at", std::max(looked_at_.width, looked_at_.height), "px", 0);
    if (found_.texture) return;
    add("agreeing", "Pieces of outline that agree on one change of light", found_.agreeing_steps, "1",
        kCountTolerance + found_.agreeing_steps * 0.05);
    if (found_.agreeing_steps == 0) return;
    add("ratio", "Light across them, lit over shaded (green)", std::exp(found_.common.green), "1",
        kRatioTolerance * std::exp(found_.common.green));
    add("bluer", "Shade bluer than light, over the change itself", found_.common.bluer, "1", kRatioTolerance);
  }

  void add_candidates() {
    if (found_.candidates.empty()) return;
    Table rows{"candidates",
               "Suggestions, best first",
               {{"Suggestion", "", Table::Kind::kText},
                {"What it may be", "", Table::Kind::kText},
                {"Score (0 to 1)", "", Table::Kind::kNumber},
                {"Light, lit over shaded", "", Table::Kind::kNumber},
                {"Shade bluer by", "", Table::Kind::kNumber},
                {"Share of the outline that fits", "", Table::Kind::kNumber},
                {"Pieces of outline", "", Table::Kind::kNumber},
                {"Hardness (1: hard)", "", Table::Kind::kNumber}},
               {}};
    int number = 0;
    for (const ShadowCandidate& c : found_.candidates) {
      const std::string id = fmt::format("suggestion.{:02}", ++number);
      rows.rows.push_back({id, kind_name(c.kind), fmt::format("{:.2f}", c.score),
                           significant(std::exp(c.change.green), 2), fmt::format("{:.2f}", c.change.bluer),
                           fmt::format("{:.2f}", c.fit), std::to_string(c.steps), fmt::format("{:.2f}", c.sharpness)});
      output_.regions.push_back(suggested_mark(id, shape_of(c.kind), c.points, role_of(c.kind),
                                               fmt::format("{}, score {:.2f}", kind_name(c.kind), c.score),
                                               params_.frame));
    }
    output_.tables.push_back(std::move(rows));
  }

  int count(ShadowCandidate::Kind kind) const {
    return static_cast<int>(std::count_if(found_.candidates.begin(), found_.candidates.end(),
                                          [&](const ShadowCandidate& c) { return c.kind == kind; }));
  }

  void observe() {
    Observation o;
    o.id = "suggestions";
    o.frame = params_.frame;
    if (found_.texture) {
      o.bearing = Bearing::kInconclusive;
      o.rests_on = {"texture"};
      o.statement = fmt::format(
          "No shadow is suggested: in {:.0f} % of the picture texture changes as fast as a shadow's edge would, as in "
          "leaves; at half of it or less the rest would have been searched.",
          100 * found_.cluttered_share);
    } else if (!found_.direct_light) {
      o.bearing = Bearing::kInconclusive;
      o.rests_on = {"agreeing"};
      o.statement = fmt::format(
          "No shadow is suggested: {} pieces of outline agree on one change of light that the loss of the sun under a "
          "blue sky can make, and {} would be needed to speak of one. An overcast sky looks so, and so do shadows on "
          "plants, soft shadows and small ones.",
          found_.agreeing_steps, kDirectLightSteps);
    } else if (found_.candidates.empty()) {
      o.bearing = Bearing::kNeutral;
      o.rests_on = {"agreeing"};
      o.statement = "No place stands out as a shadow.";
    } else {
      o.bearing = Bearing::kNeutral;
      o.rests_on = {"candidates", "agreeing", "ratio"};
      o.statement = fmt::format(
          "{} places may be cast shadows ({} regions, {} edges) and {} of them are thin enough for a middle line; most "
          "outline agrees on light that falls to 1/{}. Each is to be looked at: no other method uses one unless it is "
          "made a mark.",
          count(ShadowCandidate::Kind::kRegion) + count(ShadowCandidate::Kind::kEdge),
          count(ShadowCandidate::Kind::kRegion), count(ShadowCandidate::Kind::kEdge),
          count(ShadowCandidate::Kind::kAxis), significant(std::exp(found_.common.green), 2));
    }
    output_.observations.push_back(std::move(o));
  }

  Params params_;
  bool seen_ = false;
  cv::Size looked_at_;
  ShadowSearch found_;
  PassOutput output_;
};

}  // namespace

PassDescriptor scene_shadow_detect() {
  PassDescriptor pass;
  pass.id = "scene.shadow_detect";
  pass.version = 2;
  pass.group = "Geometry and light";
  pass.title = "Suggested shadows";
  pass.known_as = {"shadow detection", "automatic shadow marks", "shadow candidates"};
  pass.question = "Which places of the picture may be cast shadows?";
  pass.summary =
      "Dark places are suggested across whose outlines light falls by one ratio, towards a bluer daylight, with a hard "
      "edge and the same texture, and best those that share that ratio with each other; for the analyst to accept.";
  pass.limits = {
      "It suggests and proves nothing: no other method uses a suggestion unless the analyst makes it a mark.",
      "Dark things of neutral colour with a clear outline (windows, tyres, dark stones, patches of tarmac, wet ground) "
      "are taken for shadows.",
      "Soft shadows, shadows on plants, small ones, those that run together with a dark object and most ragged ones of "
      "leaves are missed.",
      "In dense texture and where no one light shows, as under an overcast sky, it suggests nothing.",
      "A camera's tone curve is not known: light is computed by the sRGB curve."};
  pass.sources = {{"Finlayson, Drew, Lu, Intrinsic images by entropy minimization, ECCV", 2004},
                  {"Lalonde, Efros, Narasimhan, Detecting ground shadows in outdoor consumer photographs, ECCV", 2010},
                  {"Guo, Dai, Hoiem, Single-image shadow detection and removal using paired regions, CVPR", 2011},
                  {"Matas, Chum, Urban, Pajdla, Robust wide-baseline stereo from maximally stable extremal regions, "
                   "Image and Vision Computing 22(10)",
                   2004}};
  pass.needs.picture = true;
  pass.params = table().fields();
  pass.start = [](const RunContext& context) -> Result<std::unique_ptr<PassRun>> {
    return std::make_unique<ShadowDetectRun>(table().read(context.params));
  };
  return pass;
}

}  // namespace spoor::passes
