#include "methods/shadow/shadow_course.h"

#include "analysis/known_view.h"
#include "analysis/mark_notes.h"
#include "analysis/pass.h"
#include "analysis/table_text.h"
#include "base/text.h"
#include "evidence/claim_clock.h"
#include "methods/shadow/sun_marks_from_regions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spoor::passes {
namespace {

constexpr double kTolerance = 1e-3;  // what other libraries' last bits may change after the adjustment has settled
constexpr double kLevel = 0.05;
constexpr std::size_t kMostObjects = 10, kMostTips = 200;
constexpr int kMostMoments = 9;

struct Params : ViewParams {
  double sigma = 2;
  double duration = 0;
  int frame = 0;
};

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields = [] {
    ParamTable<Params> t;
    add_view_params(t)
        .number(&Params::sigma, "sigma", "Deviation of a click", "For marks that state none.", "px", {0.05, 200},
                {0.5, 10})
        .number(&Params::duration, "duration", "Claimed duration",
                "Seconds between the first and the last marked frame; 0 takes the clip's own time stamps.", "s",
                {0, 1e6}, {0, 36000})
        .integer(&Params::frame, "frame", "Frame", "The frame at which feet are read; they stand still.", "",
                 {0, 100000000}, {0, 1000});
    return t;
  }();
  return fields;
}

// Tips by object, with their times since the first tip of all.
Result<std::vector<ShadowCourse>> courses_of(const MarkedForSun& marks, const std::vector<double>& seconds,
                                             double duration) {
  std::vector<ShadowCourse> courses;
  std::vector<std::string> names;
  double first = 0, last = 0;
  bool any = false;
  for (const LaterTip& tip : marks.course) {
    double at = tip.later_s;
    if (tip.by_frame) {
      if (static_cast<std::size_t>(tip.frame) >= seconds.size()) {
        return failure(Fault::kBadArgument, "a shadow's tip is marked at a frame that the clip does not have",
                       tip.pole);
      }
      at = seconds[static_cast<std::size_t>(tip.frame)];
    }
    first = any ? std::min(first, at) : at, last = any ? std::max(last, at) : at;
    any = true;
    if (names.empty() || names.back() != tip.pole) {
      names.push_back(tip.pole);
      courses.push_back({tip.foot, tip.sigma_px, {}});
    }
    courses.back().sigma_px = std::max(courses.back().sigma_px, tip.sigma_px);
    courses.back().tips.push_back({tip.tip, at, tip.later_sigma_s});
  }
  const double scale = duration > 0 && last > first ? duration / (last - first) : 1;
  for (ShadowCourse& course : courses) {
    for (TimedTip& tip : course.tips) tip.after_s = (tip.after_s - first) * scale;
    std::stable_sort(course.tips.begin(), course.tips.end(), [](auto& a, auto& b) { return a.after_s < b.after_s; });
  }
  return courses;
}

struct Setting {
  KnownView view;
  std::vector<ShadowCourse> courses;
  ClaimedPlace place;
  ClaimedTime time;
  std::vector<std::string> left_out;
};

Result<PassOutput> measure(const Setting& s, const Job& job) {
  UncertainCamera camera = s.view.camera;
  // Of an interval the best beginning counts, so that p is never too small.
  const std::int64_t span = std::max<std::int64_t>(s.time.last_us - s.time.first_us, 0);
  const int moments = span > 0 ? kMostMoments : 1;
  std::optional<CourseFit> fit;
  std::int64_t start = s.time.first_us;
  for (int i = 0; i < moments; ++i) {
    job.tick(i, moments);
    const std::int64_t at = s.time.first_us + (moments > 1 ? span / (moments - 1) * i : 0);
    const auto tried = fit_of_course(camera, s.courses, s.place, at, s.view.heading);
    if (tried && (!fit || tried->chi_square < fit->chi_square)) fit = tried, start = at;
  }
  if (!fit) {
    return failure(
        Fault::kNotApplicable,
        "no course of the claimed sun fits these shadows at all: it stands too low, or a mark lies above the "
        "horizon");
  }
  PassOutput output;
  const auto add = [&](const char* id, const char* title, double value, const char* unit, std::optional<double> sigma) {
    output.measurements.push_back({id, title, value, unit, sigma, kTolerance * (1 + std::abs(value)), {}});
  };
  double lasted = 0;
  std::size_t tips = 0;
  for (const ShadowCourse& course : s.courses) {
    lasted = std::max(lasted, course.tips.back().after_s);
    tips += course.tips.size();
  }
  add("claimed_duration", "Claimed time from the first tip to the last", lasted, "s", {});
  add("turned", "Turn of the first shadow on the ground, from its first tip to its last", fit->turned_deg, "degrees",
      fit->turned_sigma_deg);
  add("predicted_turn", "Turn of the claimed sun in that time", fit->predicted_turn_deg, "degrees", {});
  add("length_ratio", "Length of the first shadow at its last tip over that at its first", fit->length_ratio, "1",
      fit->length_ratio_sigma);
  add("predicted_length_ratio", "The same by the claimed sun", fit->predicted_length_ratio, "1", {});
  add("p_course", "True claims whose tips lie at least as far off", fit->p, "1", {});
  add("asked_heading", "Heading of the camera that the claim asks for", fit->heading_deg, "degrees",
      fit->heading_sigma_deg);
  const bool rate_known = std::isfinite(fit->rate) && std::isfinite(fit->rate_sigma);
  if (rate_known) {
    add("rate", "Time that passed by the shadows over the claimed one", fit->rate, "1", fit->rate_sigma);
  }
  Table rows{"tips",
             "Tips as marked",
             {{"Object", "", Table::Kind::kNumber},
              {"Claimed time since the first", "s", Table::Kind::kNumber},
              {"x", "px", Table::Kind::kNumber},
              {"y", "px", Table::Kind::kNumber}},
             {}};
  for (std::size_t i = 0; i < s.courses.size(); ++i) {
    for (const TimedTip& tip : s.courses[i].tips) {
      const PicturePoint p = s.view.picture.picture_from_upright(tip.tip);
      rows.rows.push_back({std::to_string(i + 1), fmt::format("{:.3f}", tip.after_s), fmt::format("{:.1f}", p.x),
                           fmt::format("{:.1f}", p.y)});
    }
  }
  output.tables.push_back(std::move(rows));

  Observation o;
  o.id = "course";
  o.rests_on = {"p_course", "turned", "predicted_turn", "length_ratio", "predicted_length_ratio", "tips"};
  const bool fits = fit->p >= kLevel;
  // Whether a shadow that stands still would have been told from the claimed course.
  const bool telling = rate_known && fit->rate_sigma < 1.0 / 3;
  const int clock = claimed_offset_minutes(s.time).value_or(0);
  o.statement = fmt::format(
      "From {} on, over {:.0f} s as claimed, {} tips of {} {} were marked: the shadow turned by {} degrees (the "
      "claimed sun: "
      "{:.1f}) and its length changed by a factor of {} (claimed: {:.2f}). That {} ({}; \u00b1 one standard "
      "deviation).",
      dated_clock_text(start, clock), lasted, tips, s.courses.size(), s.courses.size() == 1 ? "shadow" : "shadows",
      with_sigma(fit->turned_deg, fit->turned_sigma_deg), fit->predicted_turn_deg,
      with_sigma(fit->length_ratio, fit->length_ratio_sigma, 2), fit->predicted_length_ratio,
      fits ? "agrees" : "does not agree", p_is(fit->p));
  if (rate_known) {
    o.rests_on.push_back("rate");
    o.statement +=
        fmt::format(" By the shadows {} of the claimed time passed.", with_sigma(fit->rate, fit->rate_sigma, 2));
  }
  if (fits && !telling) {
    o.statement += " A shadow that stands still would not be told from this course by these marks.";
  }
  o.bearing = fits && telling ? Bearing::kNeutral : Bearing::kInconclusive;
  if (!fits) {
    o.innocent_causes = {"a camera that moved between the frames, or a clip that was stabilised or zoomed",
                         "an object that moved, or a tip matched with another part of it",
                         "a claimed beginning or duration that is only roughly known",
                         "ground that is not level where the tip wandered"};
  }
  output.observations.push_back(std::move(o));
  note_left_out(output, s.left_out, "of the marks could not be used");
  job.tick(moments, moments);
  return output;
}

Result<std::unique_ptr<PassRun>> start(const RunContext& context) {
  const Params params = table().read(context.params);
  if (context.claim == nullptr || !context.claim->place || !context.claim->time) {
    return failure(Fault::kNotApplicable, "no place and time are claimed");
  }
  if (context.source->info().video.empty()) return failure(Fault::kNotApplicable, "there is no picture in this file");
  Setting setting;
  setting.view = known_view(*context.source, params, params.frame);
  SunMarkDefaults defaults;
  defaults.sigma_px = params.sigma;
  const MarkedForSun marks =
      sun_marks_from_regions(context.regions, context.groups, setting.view.picture, params.frame, defaults);
  if (marks.course.empty()) return failure(Fault::kNotApplicable, "no tip of a shadow is marked at two times");
  if (marks.course.size() > kMostTips) return failure(Fault::kBadArgument, "at most 200 tips can be measured at once");
  if (!setting.view.camera.up_sigma_deg) {
    // The shadow's own marks say little of the tilt: it is measured from horizon, lines and poles, if they tell it.
    const auto seen = sun_from_marks(setting.view.camera, marks.marks);
    if (!seen) return failure(Fault::kNotApplicable, no_sun_reason(seen.error()));
    setting.view.camera.up = seen->view.up;
    setting.view.camera.up_sigma_deg = seen->tilt_sigma_deg;
  }
  const std::vector<double> seconds = seconds_of_frames(*context.source);
  auto courses = courses_of(marks, seconds, params.duration);
  if (!courses) return tl::unexpected(courses.error());
  if (courses->size() > kMostObjects)
    return failure(Fault::kBadArgument, "at most ten objects can be followed at once");
  setting.courses = std::move(*courses);
  setting.place = *context.claim->place;
  setting.time = *context.claim->time;
  setting.left_out = marks.left_out;
  return structure_run([setting](const Job& job) { return measure(setting, job); });
}

}  // namespace

PassDescriptor scene_shadow_course() {
  PassDescriptor pass;
  pass.id = "scene.shadow_course";
  pass.version = 2;
  pass.group = "Geometry and light";
  pass.title = "Does the shadow move as time passes?";
  pass.known_as = {"shadow drift", "duration", "two shadows", "time lapse"};
  pass.question = "Does a shadow marked at several times move as the claimed time asks?";
  pass.summary =
      "The tip of one object's shadow is marked at two times or more; its course on the ground is held against the "
      "claimed sun, without the object's height and without a heading, and gives the time that passed.";
  pass.limits = {"The camera must stand still, or the frames be registered first.",
                 "The sun moves by a quarter of a degree a minute: clips of seconds show no drift.",
                 "The object's foot is needed; its height is not.",
                 "Rates are those of generated scenes; clips have not been counted, so that the bearing of a "
                 "contradiction is inconclusive."};
  pass.sources = {
      {"Criminisi, Reid, Zisserman, Single View Metrology, International Journal of Computer Vision 40", 2000},
      {"Koch, Parameter Estimation and Hypothesis Testing in Linear Models", 1999},
      {"IAU SOFA Board, IAU SOFA Software Collection, in the form of ERFA", 2021}};
  pass.needs.picture = true;
  pass.needs.regions = true;
  pass.needs.region_roles = {"pole", "horizon", "vertical", "parallel"};
  pass.needs.claim_place = true;
  pass.needs.claim_time = true;
  pass.params = table().fields();
  pass.follows = Following{};
  pass.start = start;
  return pass;
}

}  // namespace spoor::passes
