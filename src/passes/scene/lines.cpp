#include "analysis/mark_notes.h"
#include "analysis/pass.h"
#include "analysis/table_text.h"
#include "base/text.h"
#include "media/picture.h"
#include "methods/projective/edge_chains.h"
#include "methods/projective/line_candidates.h"
#include "methods/statistics/median.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor::passes {
namespace {

constexpr int kLeastSide = 64;
constexpr double kCountTolerance = 2;  // another library's last bit may join or part a segment

constexpr double kLensTolerance = 0.01;
constexpr double kUpright = 25 * std::numbers::pi / 180;

struct Params {
  int side = 1280;
  int most = 40;
  int frame = 0;
};

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields =
      ParamTable<Params>()
          .integer(&Params::side, "side", "Longer side at which is looked",
                   "Larger pictures are averaged down to it; a larger one finds shorter edges and takes longer.", "px",
                   {320, 4096}, {640, 2560})
          .integer(&Params::most, "most", "Most suggestions", "Where there are more, the longest are kept.", "",
                   {1, 150}, {10, 100})
          .integer(&Params::frame, "frame", "Frame", "The frame in which edges are looked for.", "", {0, 100000000},
                   {0, 1000});
  return fields;
}

std::string family_name(int family) { return std::string(1, static_cast<char>('A' + family)); }

class LinesRun : public PassRun {
 public:
  explicit LinesRun(const Params& params) : params_(params) {}

  std::vector<std::int64_t> second_look() override { return {params_.frame}; }

  Result<void> frame_again(const FrameContext& context, const Job& job) override {
    const auto bgr = bgr8(context.frame(), context.assumption());
    if (!bgr) return tl::unexpected(bgr.error());
    seen_ = true;
    small_ = std::min(bgr->cols, bgr->rows) < kLeastSide;
    if (small_) return {};
    cv::Mat grey;
    cv::cvtColor(*bgr, grey, cv::COLOR_BGR2GRAY);
    const Segments segments = line_segments(grey, params_.side);
    chains_ = edge_chains(segments, job);
    found_ = line_candidates(segments, static_cast<std::size_t>(params_.most), job);
    return {};
  }

  Result<PassOutput> finish(const Job&) override {
    if (!seen_) return failure(Fault::kNotApplicable, "the exhibit has no such frame");
    if (small_) return failure(Fault::kNotApplicable, "the picture has less than 64 pixels on a side");
    const auto add = [&](const char* id, const char* title, double value) {
      output_.measurements.push_back({id, title, value, "1", {}, kCountTolerance, params_.frame});
    };
    add("found", "Straight edges of at least a thirtieth of the diagonal", found_.found);
    add("families", "Families that run towards one point each", static_cast<double>(found_.families.size()));
    add_families();
    add_lens();
    suggest();
    observe();
    return std::move(output_);
  }

 private:
  // Families that stand upright in the picture are offered as such, others as level; all may be told otherwise.
  std::vector<bool> upright_families() const {
    std::vector<std::vector<double>> leaning(found_.families.size());
    for (const LineCandidate& line : found_.lines) {
      if (line.family < 0) continue;
      leaning[static_cast<std::size_t>(line.family)].push_back(
          std::atan2(std::abs(line.to.x - line.from.x), std::abs(line.to.y - line.from.y)));
    }
    std::vector<bool> upright;
    for (auto& angles : leaning) upright.push_back(!angles.empty() && median(angles) < kUpright);
    return upright;
  }

  void suggest() {
    const std::vector<bool> upright = upright_families();
    int number = 0;
    for (const LineCandidate& line : found_.lines) {
      const std::string id = fmt::format("edge.{:03}", ++number);
      const std::vector<PicturePoint> ends{line.from, line.to};
      if (line.family < 0) {
        output_.regions.push_back(drawn_region(id, Shape::kLine, ends, "edge", params_.frame));
        continue;
      }
      const bool stands = upright[static_cast<std::size_t>(line.family)];
      const std::string name = family_name(line.family);
      output_.regions.push_back(suggested_mark(id, Shape::kLine, ends, stands ? "vertical" : "parallel",
                                               "edge " + name + (stands ? ", upright" : ", level"), params_.frame));
      if (!stands) output_.regions.back().group = "edges_" + name;
    }
    number = 0;
    for (const StraightMark& edge : chains_.edges) {
      output_.regions.push_back(suggested_mark(fmt::format("straight.{:02}", ++number), Shape::kPath, edge.points,
                                               "straight", "straight in the world?", params_.frame));
      output_.regions.back().sigma_px = edge.sigma_px;
    }
  }

  void add_lens() {
    output_.measurements.push_back({"chains",
                                    "Smooth edges of at least a quarter of the diagonal",
                                    static_cast<double>(chains_.found),
                                    "1",
                                    {},
                                    kCountTolerance,
                                    params_.frame});
    if (!chains_.lens) return;
    const Lens& lens = chains_.lens->lens;
    output_.measurements.push_back({"straightened",
                                    "Of them straightened by one lens",
                                    static_cast<double>(chains_.edges.size()),
                                    "1",
                                    {},
                                    kCountTolerance,
                                    params_.frame});
    output_.measurements.push_back({"lens_lambda", "That lens's distortion, lambda of the division model", lens.lambda,
                                    "1", chains_.lens->lambda_sigma(), kLensTolerance, params_.frame});
    Observation o;
    o.id = "lens";
    o.frame = params_.frame;
    o.bearing = Bearing::kNeutral;
    o.rests_on = {"chains", "straightened", "lens_lambda"};
    o.statement = fmt::format(
        "One lens straightens {} of {} long smooth edges: lambda {:.3f} \u00b1 {:.3f} (below 0: barrel; 0: none). Made "
        "marks of role straight, they free other marks from it; edges that are curved in the world would mislead.",
        chains_.edges.size(), chains_.found, lens.lambda, chains_.lens->lambda_sigma());
    output_.observations.push_back(std::move(o));
  }

  void add_families() {
    if (found_.families.empty()) return;
    Table rows = table_of("families", "Edges that run towards one point",
                          {"Family", "Edges", "Point x [px]", "Point y [px]", "Expected among random lines"});
    int number = 0;
    for (const LineFamily& family : found_.families) {
      const cv::Vec3d& v = family.vanishing;
      const bool far = std::abs(v[2]) < 1e-7 * std::hypot(v[0], v[1]);
      rows.rows.push_back({family_name(number++), std::to_string(family.members),
                           far ? "at infinity" : fmt::format("{:.0f}", v[0] / v[2]),
                           far ? "" : fmt::format("{:.0f}", v[1] / v[2]),
                           family.log10_nfa < -30 ? "below 1e-30" : significant(std::pow(10, family.log10_nfa), 1)});
    }
    output_.tables.push_back(std::move(rows));
  }

  void observe() {
    Observation o;
    o.id = "suggestions";
    o.frame = params_.frame;
    o.bearing = Bearing::kNeutral;
    o.rests_on = {"found", "families"};
    if (found_.lines.empty()) {
      o.statement = "No straight edge of at least a thirtieth of the diagonal is seen.";
    } else {
      o.statement = fmt::format(
          "{} straight edges are suggested{}; {}. Whether one is level, upright or straight in the world is for the "
          "analyst to say: no other method uses one unless it is made a mark, and its role there may be changed.",
          found_.lines.size(),
          found_.found > static_cast<int>(found_.lines.size()) ? fmt::format(", the longest of {}", found_.found) : "",
          found_.families.empty()
              ? std::string("none run towards one point more often than random lines would")
              : fmt::format("{} of them run towards one of {} points", in_families(), found_.families.size()));
    }
    output_.observations.push_back(std::move(o));
  }

  std::ptrdiff_t in_families() const {
    return std::count_if(found_.lines.begin(), found_.lines.end(), [](const auto& line) { return line.family >= 0; });
  }

  Params params_;
  bool seen_ = false, small_ = false;
  LineSearch found_;
  EdgeChains chains_;
  PassOutput output_;
};

}  // namespace

PassDescriptor scene_lines() {
  PassDescriptor pass;
  pass.id = "scene.lines";
  pass.version = 2;
  pass.group = "Geometry and light";
  pass.title = "Suggested straight edges";
  pass.known_as = {"line segment detector", "LSD", "vanishing points", "automatic lines"};
  pass.question = "Which straight edges of the picture could be marked for perspective or for lens distortion?";
  pass.summary =
      "Long straight edges are suggested, and those that run towards one point more often than random lines would are "
      "told apart in families; for the analyst to accept and to say what they are.";
  pass.limits = {
      "It suggests and proves nothing: no other method uses a suggestion unless the analyst makes it a mark.",
      "A family may be of lines that are parallel in the picture alone, of shadows, or of a pattern.",
      "What is curved by the lens is found in short pieces, and the pieces' families are not exact.",
      "That one lens straightens long edges says nothing where they are curved in the world, and the lens goes unseen "
      "where fewer than four long edges are.",
      "Level, upright and straight are guesses by the picture alone."};
  pass.sources = {{"Grompone von Gioi, Jakubowicz, Morel, Randall, LSD: a line segment detector, Image Processing On "
                   "Line 2",
                   2012},
                  {"Devernay, Faugeras, Straight lines have to be straight, Machine Vision and Applications 13", 2001},
                  {"Desolneux, Moisan, Morel, From Gestalt Theory to Image Analysis", 2008}};
  pass.needs.picture = true;
  pass.params = table().fields();
  pass.start = [](const RunContext& context) -> Result<std::unique_ptr<PassRun>> {
    return std::make_unique<LinesRun>(table().read(context.params));
  };
  return pass;
}

}  // namespace spoor::passes
