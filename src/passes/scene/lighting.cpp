#include "analysis/mark_notes.h"
#include "analysis/pass.h"
#include "analysis/table_text.h"
#include "base/text.h"
#include "media/picture.h"
#include "methods/lighting/contours_from_regions.h"
#include "methods/lighting/directions_agree.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor::passes {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr std::size_t kMostContours = 20, kMostClicks = 2000;
// Below this chance, directions differ by more than clicks and surfaces explain.
constexpr double kUnusual = 0.05;
// Last bits of another library may choose another of two nearly equal fits; far below what is shown.
constexpr double kDirectionTolerance = 0.05, kShareTolerance = 0.01;

struct Params {
  double sigma = 2;
  double surface = 5;
  double depth = 12;
  double span = 90;
  std::string model = "single_light";
  std::string response = "srgb";
  int draws = 200;
  int seed = 1;
  int frame = 0;
};

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields =
      ParamTable<Params>()
          .number(&Params::sigma, "sigma", "Deviation of a click",
                  "For marks that state none; a larger one starts the profiles deeper and widens the direction.", "px",
                  {0.05, 50}, {0.5, 10})
          .number(&Params::surface, "surface_sigma", "Deviation by the surface",
                  "Added to each object's direction for gloss, folds and uneven colour; a larger one makes objects "
                  "agree more easily.",
                  "degrees", {0, 60}, {0, 20})
          .number(&Params::depth, "depth", "Depth of the profile",
                  "Deeper profiles average more pixels and reach parts of the surface that face the camera.", "px",
                  {4, 100}, {6, 40})
          .number(&Params::span, "span", "Least span of a contour",
                  "Contours whose normals cover less of the circle are left out.", "degrees", {45, 300}, {60, 180})
          .choice(&Params::model, "model", "Light",
                  "One distant light with light from all around, or any distant lights by harmonics of first order.",
                  {"single_light", "harmonics"})
          .choice(&Params::response, "response", "Response of the camera",
                  "How codes are taken to light: the sRGB curve, a power of 2.2, or as they are.",
                  {"srgb", "gamma22", "linear"})
          .integer(&Params::draws, "draws", "Repetitions",
                   "More of them make the deviations finer and take longer in proportion.", "", {50, 5000}, {100, 1000})
          .integer(&Params::seed, "seed", "Seed", "Another seed gives other repetitions.", "", {0, 1000000}, {0, 100})
          .integer(&Params::frame, "frame", "Frame", "The frame whose contours are compared.", "", {0, 100000000},
                   {0, 1000});
  return fields;
}

Response response_of(const std::string& name) {
  return name == "linear" ? Response::kLinear : name == "gamma22" ? Response::kGamma22 : Response::kSrgb;
}

const char* response_words(const std::string& name) {
  return name == "linear" ? "codes taken as light" : name == "gamma22" ? "a power of 2.2" : "the sRGB curve";
}

// Clockwise from the top of the picture.
double clockwise(const PicturePoint& towards) {
  return std::fmod(std::atan2(towards.x, -towards.y) / kDegree + 360, 360);
}

PicturePoint towards(double clockwise_deg) {
  return {std::sin(clockwise_deg * kDegree), -std::cos(clockwise_deg * kDegree)};
}

struct Lit {
  std::string id;
  ContourLight light;
  double other_model_deg = 0;  // clockwise, by the other model
  double sigma_deg = 0;        // with the surface's part
};

class LightingRun : public PassRun {
 public:
  LightingRun(MarkedContours contours, const Params& params)
      : marks_(std::move(contours.marks)), left_out_(std::move(contours.left_out)), params_(params) {}

  std::vector<std::int64_t> second_look() override { return {params_.frame}; }

  Result<void> frame_again(const FrameContext& context, const Job& job) override {
    const auto bgr = bgr8(context.frame(), context.assumption());
    if (!bgr) return tl::unexpected(bgr.error());
    seen_ = true;
    diagonal_ = std::hypot(bgr->cols, bgr->rows);
    const cv::Mat luminance = linear_luminance(*bgr, response_of(params_.response));
    ContourOptions options;
    options.model = params_.model == "harmonics" ? LightModel::kHarmonics : LightModel::kSingleLight;
    options.depth_px = params_.depth;
    options.least_covered_deg = params_.span;
    options.draws = params_.draws;
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      options.seed = static_cast<std::uint64_t>(params_.seed) * 1000 + i;
      auto light = contour_light(luminance, marks_[i], options, job);
      if (!light) {
        if (light.error().fault != Fault::kNotApplicable) return tl::unexpected(light.error());
        left_out_.push_back(marks_[i].id + ": " + light.error().sentence);
        continue;
      }
      const LightModel other =
          options.model == LightModel::kHarmonics ? LightModel::kSingleLight : LightModel::kHarmonics;
      const auto again = light_fit(light->intensities, other);
      Lit lit{printable(marks_[i].id, 60), std::move(*light), 0, 0};
      lit.other_model_deg = again ? clockwise(again->towards) : std::nan("");
      lit.sigma_deg = std::hypot(lit.light.sigma_deg, params_.surface);
      lit_.push_back(std::move(lit));
    }
    return {};
  }

  Result<PassOutput> finish(const Job&) override {
    if (!seen_) return failure(Fault::kNotApplicable, "the exhibit has no such frame");
    if (lit_.empty()) {
      return failure(Fault::kNotApplicable, "no contour shows a direction of light (" + left_out_.front() + ")");
    }
    for (const Lit& lit : lit_) directions_.push_back({clockwise(lit.light.fit.towards), lit.sigma_deg});
    found_ = agreement_of_directions(directions_);
    add_measurements();
    add_table();
    add_curve();
    add_drawings();
    observe();
    return std::move(output_);
  }

 private:
  void add_measurements() {
    const auto add = [&](const char* id, const char* title, double value, const char* unit, std::optional<double> sigma,
                         double tolerance) {
      output_.measurements.push_back({id, title, value, unit, sigma, tolerance, params_.frame});
    };
    add("contours", "Contours measured", static_cast<double>(lit_.size()), "1", {}, 0);
    add("direction", "Direction to the light in the picture, clockwise from its top", found_.degrees, "degrees",
        found_.sigma_deg, kDirectionTolerance);
    if (lit_.size() < 2) return;
    add("chi_square", "Disagreement of the directions", found_.chi_square, "1", {}, 0.05 * (1 + found_.chi_square));
    add("p_agree", "Chance that objects in one light differ as much", found_.p, "1", {}, kShareTolerance);
  }

  void add_table() {
    Table rows{"contours",
               "What each contour says",
               {{"Object", "", Table::Kind::kText},
                {"Direction to the light, clockwise from the top", "degrees", Table::Kind::kNumber},
                {"Its deviation by clicks and residuals", "degrees", Table::Kind::kNumber},
                {"With the surface's part", "degrees", Table::Kind::kNumber},
                {"By the other model", "degrees", Table::Kind::kNumber},
                {"From what the others say", "deviations", Table::Kind::kNumber},
                {"Normals cover", "degrees", Table::Kind::kNumber},
                {"Condition", "", Table::Kind::kNumber},
                {"Light from all around, of the brightest", "%", Table::Kind::kNumber},
                {"Places used", "%", Table::Kind::kNumber}},
               {}};
    for (std::size_t i = 0; i < lit_.size(); ++i) {
      const ContourLight& light = lit_[i].light;
      const double brightest = light.fit.ambience + light.fit.strength;
      rows.rows.push_back({lit_[i].id, fmt::format("{:.1f}", directions_[i].degrees), significant(light.sigma_deg, 2),
                           significant(lit_[i].sigma_deg, 2), fmt::format("{:.1f}", lit_[i].other_model_deg),
                           lit_.size() > 1 ? fmt::format("{:+.1f}", found_.from_others[i]) : "",
                           fmt::format("{:.0f}", light.covered_deg), significant(light.fit.condition, 2),
                           brightest > 0 ? fmt::format("{:.0f}", 100 * light.fit.ambience / brightest) : "",
                           fmt::format("{:.0f}", 100 * light.used_share)});
    }
    output_.tables.push_back(std::move(rows));
  }

  void add_curve() {
    Curve curve;
    curve.id = "intensity";
    curve.title = "Light along the contours, by which way they face";
    curve.x_label = "direction of the normal, clockwise from the top";
    curve.x_unit = "degrees";
    curve.y_label = "light at the contour, of the brightest fitted";
    curve.y_unit = "1";
    curve.style = Curve::Style::kPoints;
    curve.tolerance = 1e-3;
    const LightModel model = params_.model == "harmonics" ? LightModel::kHarmonics : LightModel::kSingleLight;
    for (const Lit& lit : lit_) {
      const LightFit& fit = lit.light.fit;
      const double brightest = std::max(1e-9, fit.ambience + fit.strength);
      Curve::Trace measured{lit.id, {}, {}}, fitted{lit.id + ", fitted", {}, {}};
      std::vector<std::pair<double, double>> points;
      for (const ContourIntensity& s : lit.light.intensities) {
        points.emplace_back(clockwise(s.outward), s.intensity / brightest);
      }
      std::sort(points.begin(), points.end());
      for (const auto& [x, y] : points) measured.x.push_back(x), measured.y.push_back(y);
      for (int x = 0; x <= 360; x += 6) {
        fitted.x.push_back(x);
        fitted.y.push_back(fitted_intensity(fit, model, towards(x)) / brightest);
      }
      curve.traces.push_back(std::move(measured));
      curve.traces.push_back(std::move(fitted));
    }
    output_.curves.push_back(std::move(curve));
  }

  void add_region(std::string id, Shape shape, std::vector<PicturePoint> points, std::string label) {
    output_.regions.push_back(drawn_region(std::move(id), shape, std::move(points), std::move(label), params_.frame));
  }

  // An arrow towards the light from the middle of each contour, and the sector that holds it in 95 of 100 cases.
  void add_drawings() {
    for (std::size_t i = 0; i < lit_.size(); ++i) {
      PicturePoint middle;
      const auto& samples = lit_[i].light.samples;
      double reach = 0;
      for (const ContourSample& s : samples) middle.x += s.at.x, middle.y += s.at.y;
      middle = {middle.x / static_cast<double>(samples.size()), middle.y / static_cast<double>(samples.size())};
      for (const ContourSample& s : samples) {
        reach = std::max(reach, std::hypot(s.at.x - middle.x, s.at.y - middle.y));
      }
      reach = std::min(1.5 * reach, diagonal_ / 4);
      const auto end = [&](double degrees) {
        const PicturePoint u = towards(degrees);
        return PicturePoint{middle.x + reach * u.x, middle.y + reach * u.y};
      };
      const double half = std::min(170.0, 1.96 * lit_[i].sigma_deg);
      std::vector<PicturePoint> sector{middle};
      for (int step = -6; step <= 6; ++step) sector.push_back(end(directions_[i].degrees + half * step / 6.0));
      add_region("sector." + lit_[i].id, Shape::kPolygon, std::move(sector), "light comes from here, by " + lit_[i].id);
      add_region("light." + lit_[i].id, Shape::kArrow, {middle, end(directions_[i].degrees)}, "light on " + lit_[i].id);
    }
  }

  void observe() {
    Observation o;
    o.id = "direction_of_light";
    o.rests_on = {"direction", "contours", "intensity"};
    o.frame = params_.frame;
    const std::string assumed = fmt::format("Codes were taken to light by {}.", response_words(params_.response));
    if (lit_.size() == 1) {
      o.bearing = Bearing::kNeutral;
      o.statement = fmt::format(
          "By {}, the light comes from {:.0f} degrees, clockwise from the picture's top (within {} in 95 of 100 "
          "cases). {}",
          lit_.front().id, found_.degrees, significant(1.96 * found_.sigma_deg, 2), assumed);
    } else if (found_.p >= kUnusual) {
      o.bearing = Bearing::kNeutral;
      o.statement = fmt::format(
          "One direction of light, {:.0f} degrees clockwise from the picture's top (within {} in 95 of 100 cases), "
          "fits "
          "all {} objects ({}). {}",
          found_.degrees, significant(1.96 * found_.sigma_deg, 2), lit_.size(), p_is(found_.p), assumed);
    } else {
      std::size_t odd = 0;
      for (std::size_t i = 1; i < lit_.size(); ++i) {
        if (std::abs(found_.from_others[i]) > std::abs(found_.from_others[odd])) odd = i;
      }
      o.statement = fmt::format(
          "The light on the {} objects does not come from one direction in the picture: objects in one light differ as "
          "much by chance with {}. {} lies {} deviations from what {} said: {} deviations would have to be {} "
          "times as large for agreement. {}",
          lit_.size(), p_is(found_.p), lit_[odd].id, significant(std::abs(found_.from_others[odd]), 2),
          lit_.size() > 2 ? "the others have" : "the other has", lit_.size() > 2 ? "all" : "both",
          significant(found_.factor, 2), assumed);
      o.innocent_causes = {"gloss, folds, or a surface that is not of one colour",
                           "a contour that is a fold or an edge and not where the surface turns away",
                           "light thrown back by a wall or the ground beside one of the objects",
                           "a shadow that falls on one of them", "objects near to a lamp, each on another side of it"};
    }
    if (lit_.size() > 1) o.rests_on.push_back("p_agree");
    output_.observations.push_back(std::move(o));
    note_left_out(output_, left_out_, "of the contours say nothing of the light");
  }

  std::vector<ContourMark> marks_;
  std::vector<std::string> left_out_;
  Params params_;
  bool seen_ = false;
  double diagonal_ = 0;
  std::vector<Lit> lit_;
  std::vector<MeasuredDirection> directions_;
  DirectionAgreement found_;
  PassOutput output_;
};

Result<std::unique_ptr<PassRun>> start(const RunContext& context) {
  const Params params = table().read(context.params);
  MarkedContours contours = contours_from_regions(context.regions, params.frame, params.sigma);
  if (contours.marks.empty()) {
    return failure(Fault::kNotApplicable, contours.left_out.empty()
                                              ? "no occluding contour is marked in this frame"
                                              : "no contour can be used (" + contours.left_out.front() + ")");
  }
  if (contours.marks.size() > kMostContours) {
    return failure(Fault::kBadArgument, "at most 20 contours can be compared at once");
  }
  for (const ContourMark& mark : contours.marks) {
    if (mark.clicks.size() > kMostClicks) return failure(Fault::kBadArgument, "a contour has at most 2,000 points");
  }
  return std::make_unique<LightingRun>(std::move(contours), params);
}

}  // namespace

PassDescriptor scene_lighting() {
  PassDescriptor pass;
  pass.id = "scene.lighting";
  pass.version = 2;
  pass.group = "Geometry and light";
  pass.title = "Light on the objects";
  pass.known_as = {"lighting direction", "illuminant direction", "occluding contour", "light source consistency"};
  pass.question = "Which way does the light come from on each marked object, and is it one way?";
  pass.summary =
      "Where a surface turns away from the camera its normal lies in the picture; the brightness along such a contour "
      "gives the light's direction in the picture, with the deviation that clicks, residuals and the surface leave it.";
  pass.limits = {
      "It finds the direction in the picture plane only: towards or away from the camera is not seen.",
      "Surfaces are taken to be matt and of one colour along the contour.",
      "The camera's response is assumed: another one changes brightness more than direction.",
      "Rates are those of rendered ellipsoids; photographs have not been counted, so that the bearing of a conflict is "
      "inconclusive."};
  pass.sources = {
      {"Johnson, Farid, Exposing digital forgeries by detecting inconsistencies in lighting, ACM Multimedia "
       "and Security Workshop",
       2005},
      {"Johnson, Farid, Exposing digital forgeries in complex lighting environments, IEEE Transactions on "
       "Information Forensics and Security 2(3)",
       2007}};
  pass.needs.picture = true;
  pass.needs.regions = true;
  pass.needs.region_roles = {"occluding_contour"};
  pass.params = table().fields();
  pass.follows = Following{{{"draws", std::int64_t{50}}}, {"chi_square", "p_agree"}};
  pass.start = start;
  return pass;
}

}  // namespace spoor::passes
