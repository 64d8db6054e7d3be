#include "analysis/known_view.h"
#include "analysis/mark_notes.h"
#include "analysis/pass.h"
#include "analysis/sun_curves.h"
#include "analysis/table_text.h"
#include "base/text.h"
#include "evidence/claim_clock.h"
#include "methods/shadow/sun_marks_from_regions.h"
#include "methods/statistics/chi_square.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace spoor::passes {
namespace {

constexpr std::int64_t kMinute = 60'000'000, kHour = 60 * kMinute;
constexpr double kTolerance = 1e-3;  // other libraries' last bits, once the adjustment has settled
constexpr double kLevel = 0.05;
constexpr std::size_t kMostMarks = 40;
constexpr std::int64_t kShortClaim = 3 * kHour;  // of longer ones other hours mean little

struct Params : ViewParams {
  double sigma = 2, lean = 1.5, slope = 1, horizon_relief = 0.3;
  int hours = 12;
  int frame = 0;
};

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields = [] {
    ParamTable<Params> t;
    add_view_params(t)
        .number(&Params::sigma, "sigma", "Deviation of a click", "For marks that state none.", "px", {0.05, 200},
                {0.5, 10})
        .number(&Params::lean, "lean", "Lean of objects",
                "Standard deviation from upright, in each of two directions; a larger one widens the elevation.",
                "degrees", {0.01, 45}, {0.2, 5})
        .number(&Params::slope, "slope", "Slope of the ground",
                "Standard deviation from level about each object; a larger one widens the elevation.", "degrees",
                {0.01, 45}, {0.2, 5})
        .number(&Params::horizon_relief, "horizon_relief", "Relief of the horizon",
                "How far hills lift the marked horizon above the true one, as a deviation.", "degrees", {0, 20}, {0, 3})
        .integer(&Params::hours, "hours", "Other hours", "How many hours off the claim are tried, each way.", "h",
                 {0, 24}, {1, 12})
        .integer(&Params::frame, "frame", "Frame", "The frame whose marks are read; the claimed time is its time.", "",
                 {0, 100000000}, {0, 1000});
    return t;
  }();
  return fields;
}

std::string degrees(double value) { return fmt::format("{:.1f}", value); }
std::string minutes_text(int minutes) { return fmt::format("{}:{:02}", minutes / 60, minutes % 60); }

class SunClaimed {
 public:
  SunClaimed(KnownView known, MarkedForSun marks, Claim claim, const Params& params)
      : known_(std::move(known)),
        marks_(std::move(marks)),
        place_(*claim.place),
        time_(*claim.time),
        clock_known_(claimed_offset_minutes(time_)),
        clock_(clock_known_.value_or(0)),
        params_(params) {}

  Result<PassOutput> measure(const Job& job) {
    const auto sun = sun_from_marks(known_.camera, marks_.marks);
    if (!sun) {
      std::string why = no_sun_reason(sun.error());
      if (!marks_.left_out.empty()) why += " (" + marks_.left_out.front() + ")";
      return failure(Fault::kNotApplicable, std::move(why));
    }
    sun_ = *sun;
    hold_against_claim();
    add_measurements();
    add_marks(job);
    add_times();
    add_headings();
    add_places(job);
    add_changes();
    add_drawings();
    observe_claim();
    observe_heading();
    observe_agreement();
    note_left_out(output_, marks_.left_out, "of the marks could not be used");
    return std::move(output_);
  }

 private:
  MeasuredSun absolute(const MarkedSun& sun, bool keep_relative = false) const {
    MeasuredSun m;
    m.elevation_deg = sun.elevation_deg;
    m.elevation_sigma_deg = sun.elevation_sigma_deg;
    if (keep_relative || !known_.heading) {
      if (keep_relative) m.azimuth_deg = sun.azimuth_deg;
      m.azimuth_sigma_deg = sun.azimuth_sigma_deg;
      m.correlation = keep_relative ? sun.correlation : 0;
      return m;
    }
    m.azimuth_deg = std::fmod(*sun.azimuth_deg + known_.heading->first + 720, 360);
    m.azimuth_sigma_deg = std::hypot(sun.azimuth_sigma_deg, known_.heading->second);
    m.correlation = sun.correlation * sun.azimuth_sigma_deg / m.azimuth_sigma_deg;
    return m;
  }

  void hold_against_claim() {
    seen_ = absolute(sun_);
    usable_ = dimensions_of(seen_) > 0;
    if (!usable_) return;
    fit_ = fit_of_claim(seen_, place_, time_);
    predicted_ = sun_direction({place_.latitude_deg, place_.longitude_deg, 0}, fit_.best_us);
    predicted_.elevation_deg += refraction_deg(predicted_.elevation_deg, {});
  }

  void add(const char* id, const char* title, double value, const char* unit, std::optional<double> sigma,
           double tolerance = kTolerance) {
    output_.measurements.push_back({id, title, value, unit, sigma, tolerance, {}});
  }

  void add_measurements() {
    add("azimuth_from_heading", "Azimuth of the sun, clockwise from the camera's heading", *sun_.azimuth_deg, "degrees",
        sun_.azimuth_sigma_deg);
    if (sun_.elevation_deg) {
      add("elevation", "Elevation of the sun by the marks", *sun_.elevation_deg, "degrees", sun_.elevation_sigma_deg);
      add("correlation", "Correlation of azimuth and elevation", sun_.correlation, "1", {});
    }
    if (seen_.azimuth_deg) {
      add("azimuth", "Azimuth of the sun by marks and heading", *seen_.azimuth_deg, "degrees", seen_.azimuth_sigma_deg);
    }
    if (known_.heading) {
      add("heading", "Heading of the camera, as known beforehand", known_.heading->first, "degrees",
          known_.heading->second, 0);
    }
    add("focal", "Focal length, by what was known and the marks", sun_.view.f_px, "px", sun_.f_sigma_px,
        kTolerance * sun_.view.f_px);
    add("pitch", "Pitch of the camera, by what was known and the marks",
        std::asin(std::clamp(sun_.view.up[2], -1.0, 1.0)) * 180 / std::numbers::pi, "degrees", sun_.tilt_sigma_deg);
    add("p_marks", "Honest marks that disagree as much among each other",
        chi_square_tail(sun_.chi_square, sun_.degrees_of_freedom), "1", {});
    if (!usable_) return;
    add("predicted_azimuth", "Azimuth of the sun by the claim, where it fits best", predicted_.azimuth_deg, "degrees",
        {});
    add("predicted_elevation", "Elevation of the sun by the claim, where it fits best", predicted_.elevation_deg,
        "degrees", {});
    add("p_claim", "True claims whose marks lie at least as far off", fit_.p, "1", {});
    if (std::isfinite(fit_.squared_distance)) {
      add("distance", "Distance of the measured sun from the claimed one", std::sqrt(fit_.squared_distance),
          "standard deviations", {});
    }
  }

  void add_marks(const Job& job) {
    Table rows = table_of(
        "marks", "What each mark adds",
        {"Mark", "Kind", "Deviation of a click [px]", "Share of the disagreement (chi-square)",
         "Azimuth from heading without it [degrees]", "Elevation without it [degrees]", "p of the claim without it"});
    static constexpr const char* kNames[] = {"pole", "shadow", "pair", "horizon", "upright line", "level line"};
    for (std::size_t i = 0; i < marks_.marks.size(); ++i) {
      job.tick(static_cast<std::int64_t>(i), static_cast<std::int64_t>(marks_.marks.size()));
      std::vector<SunMark> rest = marks_.marks;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      const auto without = sun_from_marks(known_.camera, rest);
      std::string azimuth = "-", elevation = "-", p = "-";
      if (without) {
        azimuth = with_sigma(*without->azimuth_deg, without->azimuth_sigma_deg);
        if (without->elevation_deg) elevation = with_sigma(*without->elevation_deg, without->elevation_sigma_deg);
        const MeasuredSun m = absolute(*without);
        if (dimensions_of(m) > 0) p = p_text(fit_of_claim(m, place_, time_).p);
      }
      const SunMark& mark = marks_.marks[i];
      rows.rows.push_back({printable(mark.id, 120), kNames[static_cast<std::size_t>(mark.kind)],
                           significant(mark.sigma_px, 3), significant(sun_.shares[i], 3), azimuth, elevation, p});
    }
    output_.tables.push_back(std::move(rows));
    Table view = table_of("view", "What was known of the view beforehand", {"Quantity", "Value", "From"});
    view.rows.push_back({"focal length",
                         fmt::format("{:.0f} px \u00b1 {:.0f} %", known_.camera.f_px, 100 * known_.camera.f_share),
                         known_.focal_source.empty() ? "not known: the picture's longer side" : known_.focal_source});
    view.rows.push_back(
        {"up", known_.camera.up_sigma_deg ? "\u00b1 " + degrees(*known_.camera.up_sigma_deg) + " degrees" : "free",
         known_.camera.up_sigma_deg ? known_.attitude_source : "the marks"});
    view.rows.push_back(
        {"heading", known_.heading ? with_sigma(known_.heading->first, known_.heading->second) + " degrees" : "free",
         known_.heading ? known_.heading_source : "nothing"});
    output_.tables.push_back(std::move(view));
  }

  void add_times() {
    if (!usable_) return;
    const std::int64_t midnight = midnight_before(time_.first_us, clock_);
    const TimePosterior posterior = time_posterior(seen_, place_, midnight);
    if (!posterior.credible.empty()) output_.curves.push_back(curve_of_times(posterior, clock_known_.has_value()));
    for (const auto& [from, to] : posterior.credible) {
      credible_ += fmt::format("{}{} to {}", credible_.empty() ? "" : ", or ", minutes_text(from), minutes_text(to));
      credible_minutes_ += to - from + 1;
    }
    if (time_.last_us - time_.first_us > kShortClaim) return;
    Table hours = table_of("other_hours", "The claimed time moved by whole hours: a wrong zone or summer time",
                           {"Hours [h]", "Clock of the claim", "Distance [standard deviations]", "p", "Possible"});
    const auto fits = fits_of_other_hours(seen_, place_, time_, params_.hours);
    for (int h = -params_.hours; h <= params_.hours; ++h) {
      const ClaimFit& fit = fits[static_cast<std::size_t>(h + params_.hours)];
      const bool night = std::isinf(fit.squared_distance);
      hours.rows.push_back({fmt::format("{:+}", h), dated_clock_text(time_.first_us + h * kHour, clock_),
                            night ? "sun below the horizon" : significant(std::sqrt(fit.squared_distance), 3),
                            p_text(fit.p), fit.p >= kLevel ? "yes" : "no"});
      if (fit.p >= kLevel && h != 0) other_hours_ += fmt::format("{}{:+}", other_hours_.empty() ? "" : ", ", h);
    }
    output_.tables.push_back(std::move(hours));
  }

  void add_headings() {
    const MeasuredSun relative = absolute(sun_, true);
    asked_ = fitting_heading(relative, place_, time_, kLevel);
    output_.curves.push_back(curve_of_headings(heading_posterior(relative, place_, time_), known_.heading));
    if (asked_) {
      add("asked_heading", "Heading of the camera that the claim asks for", asked_->heading_deg, "degrees",
          asked_->half_width_deg / 1.96);
    }
  }

  void add_places(const Job& job) {
    if (!usable_) return;
    const bool moment = time_.first_us == time_.last_us;
    places_ = places_that_fit_some(seen_, time_, moment ? 0.5 : 1, 13);
    job.tick(1, 1);
    output_.curves.push_back(curve_of_places(places_, dimensions_of(seen_), place_));
    add("share_of_earth", "Share of the Earth's surface within the 95 % band", places_.share_within, "1", {});
  }

  void add_changes() {
    if (!usable_) return;
    const bool fits = fit_.p >= kLevel;
    Table changes = table_of("changes",
                             fits ? "What would have to be different for the claim to fit no longer (p below 0.05)"
                                  : "What would have to be different for the claim to fit (p of 0.05 or more)",
                             {"What", "As claimed or marked", "The answer changes"});
    const auto row = [&](std::string what, std::string is, std::string changes_at) {
      changes.rows.push_back({std::move(what), std::move(is), std::move(changes_at)});
    };
    const Shifts shifts = changing_shifts(seen_, place_, time_, kLevel, 720);
    const auto at = [&](std::optional<int> minutes, int sign) {
      if (!minutes) return std::string("at no time within 12 hours");
      return fmt::format("at {}, {} {}", dated_clock_text(time_.first_us + sign * *minutes * kMinute, clock_),
                         minutes_text(*minutes), sign < 0 ? "earlier" : "later");
    };
    const std::string now = dated_clock_text(time_.first_us, clock_);
    row("the time, earlier", now, at(shifts.earlier_minutes, -1));
    row("the time, later", now, at(shifts.later_minutes, 1));
    if (asked_) {
      row("the heading", known_.heading ? with_sigma(known_.heading->first, known_.heading->second) : "free",
          fmt::format("{} {} \u00b1 {} degrees", fits ? "outside of" : "within", degrees(asked_->heading_deg),
                      degrees(asked_->half_width_deg)));
    } else {
      row("the heading", known_.heading ? degrees(known_.heading->first) : "free",
          "with no heading: the elevation alone excludes the claim");
    }
    const auto factor = changing_factor(seen_, place_, time_, kLevel);
    row("all deviations (clicks, leans, lens, heading)",
        fmt::format("as stated; clicks of {} px", significant(params_.sigma, 3)),
        factor ? fmt::format("if they were {} times as large", significant(*factor, 3)) : "with no factor up to 1000");
    const double bound = std::sqrt(bound_95(dimensions_of(seen_)));
    const auto km = distance_to_band_km(places_, bound, place_);
    row("the place", fmt::format("{:.3f}, {:.3f}", place_.latitude_deg, place_.longitude_deg),
        fits ? fmt::format("outside a band of {} % of the Earth", significant(100 * places_.share_within, 2))
        : km ? fmt::format("{} km away at the nearest", significant(*km, 2))
             : "nowhere on Earth at that time");
    if (time_.last_us - time_.first_us <= 30 * kMinute) {
      const auto day = changing_day(seen_, place_, time_, kLevel);
      row("the date, at the same clock", now.substr(0, 10),
          day ? fmt::format("on {}, {} days {}",
                            dated_clock_text(time_.first_us + *day * 24 * kHour, clock_).substr(0, 10), std::abs(*day),
                            *day < 0 ? "earlier" : "later")
              : "on no day of the year");
    }
    output_.tables.push_back(std::move(changes));
  }

  void draw(std::string id, PicturePoint from, PicturePoint to, std::string label) {
    output_.regions.push_back(
        drawn_region(std::move(id), Shape::kLine,
                     {known_.picture.picture_from_upright(from), known_.picture.picture_from_upright(to)},
                     std::move(label), params_.frame));
  }

  void add_drawings() {
    const cv::Vec3d l = horizon(sun_.view);
    const double width = known_.picture.upright_width(), height = known_.picture.upright_height();
    const double left = -l[2] / l[1], right = -(l[2] + l[0] * width) / l[1];
    if (std::abs(l[1]) > 0.1 && std::max(std::abs(left), std::abs(right)) < 5 * height) {
      draw("horizon", {0, left}, {width, right}, "horizon, by marks and tags");
    }
    if (!usable_ || predicted_.elevation_deg <= 1) return;
    const double towards = known_.heading ? predicted_.azimuth_deg - known_.heading->first : *sun_.azimuth_deg;
    for (const SunMark& mark : marks_.marks) {
      if (mark.kind != SunMark::Kind::kPole) continue;
      const auto tip = predicted_tip(sun_.view, mark.a, mark.b, towards, predicted_.elevation_deg);
      if (!tip || std::hypot(tip->x, tip->y) > 10 * std::hypot(width, height)) continue;
      draw("predicted." + mark.id, mark.a, *tip, "the shadow, were the claim true");
    }
  }

  std::vector<std::string> innocent_causes() const {
    return {"a clock set to another zone or not to summer time (see the table of other hours)",
            "a shadow's tip matched with the wrong part of the object, or an object that leans",
            "ground that slopes or is uneven by more than stated",
            "a focal length changed by cropping, zoom or stabilisation; a curved image",
            "a compass beside iron or to magnetic north, or a picture rotated by a viewer"};
  }

  void observe_claim() {
    Observation o;
    o.id = "claim";
    const std::string measured =
        (sun_.elevation_deg ? fmt::format("elevation {}", with_sigma(*sun_.elevation_deg, sun_.elevation_sigma_deg))
                            : "") +
        (sun_.elevation_deg && seen_.azimuth_deg ? " and " : "") +
        (seen_.azimuth_deg ? fmt::format("azimuth {}", with_sigma(*seen_.azimuth_deg, seen_.azimuth_sigma_deg)) : "");
    if (!usable_) {
      o.bearing = Bearing::kInconclusive;
      o.statement = fmt::format(
          "The marked shadows put the sun {} degrees clockwise of the camera's heading; without a heading, and without "
          "the "
          "top of an upright object, this cannot be held against the claim.",
          with_sigma(*sun_.azimuth_deg, sun_.azimuth_sigma_deg));
      o.rests_on = {"azimuth_from_heading", "marks", "view"};
      output_.observations.push_back(std::move(o));
      return;
    }
    o.rests_on = {"p_claim", "marks", "view", "changes", "places"};
    if (!credible_.empty()) o.rests_on.push_back("time_posterior");
    const bool night = std::isinf(fit_.squared_distance), fits = fit_.p >= kLevel;
    const std::string claimed = night ? "below the horizon"
                                      : fmt::format("at elevation {} and azimuth {}", degrees(predicted_.elevation_deg),
                                                    degrees(predicted_.azimuth_deg));
    o.statement = fmt::format(
        "The marked shadows put the sun at {} degrees (\u00b1 one standard deviation); at the claimed place and time "
        "({}) it stood {}. {} That day the "
        "sun "
        "stood as measured {}{}.{}",
        measured, dated_clock_text(fit_.best_us, clock_), claimed,
        fits ? fmt::format("That agrees: of true claims {} % would lie as far off.", significant(100 * fit_.p, 2))
             : fmt::format("That does not agree ({}).", p_is(fit_.p)),
        credible_.empty() ? "at no time" : "from " + credible_,
        known_.heading ? "" : "; the camera's heading is not known, so that the elevation alone is compared",
        clock_known_ ? "" : " (All times are UTC.)");
    if (!other_hours_.empty()) o.statement += fmt::format(" Other hours that fit as well: {}.", other_hours_);
    // Agreement with most of the day says nothing.
    o.bearing = !fits || credible_minutes_ > 480 ? Bearing::kInconclusive : Bearing::kNeutral;
    if (!fits) o.innocent_causes = innocent_causes();
    output_.observations.push_back(std::move(o));
  }

  void observe_heading() {
    if (!known_.heading || !asked_) return;
    const double off = std::remainder(known_.heading->first - asked_->heading_deg, 360);
    const double sigma = std::hypot(known_.heading->second, asked_->half_width_deg / 1.96);
    const double p = std::erfc(std::abs(off) / sigma / std::numbers::sqrt2);
    Observation o;
    o.id = "heading";
    o.bearing = p < kLevel ? Bearing::kInconclusive : Bearing::kNeutral;
    o.statement = fmt::format(
        "Were the claim true, the camera would have looked towards {} degrees; its heading is given as {} ({}): a "
        "difference "
        "of {} degrees ({}).",
        with_sigma(asked_->heading_deg, asked_->half_width_deg / 1.96),
        with_sigma(known_.heading->first, known_.heading->second), known_.heading_source, degrees(std::abs(off)),
        p_is(p));
    if (p < kLevel) {
      o.innocent_causes = innocent_causes();
      if (std::abs(off) > 180 - 2 * sigma) {
        o.statement += " It is about half a turn: as of a picture that was turned upside down after it was taken.";
      }
    }
    o.rests_on = {"asked_heading", "heading", "heading_posterior"};
    output_.observations.push_back(std::move(o));
  }

  void observe_agreement() {
    if (sun_.degrees_of_freedom <= 0) return;
    const double p = chi_square_tail(sun_.chi_square, sun_.degrees_of_freedom);
    Observation o;
    o.id = "marks_agree";
    o.rests_on = {"p_marks", "marks", "view"};
    if (p >= 0.01) {
      o.bearing = Bearing::kNeutral;
      o.statement = fmt::format("The marks agree with each other and with what was known of the view ({}).", p_is(p));
    } else {
      const auto worst = std::max_element(sun_.shares.begin(), sun_.shares.end()) - sun_.shares.begin();
      o.bearing = Bearing::kInconclusive;
      o.statement = fmt::format(
          "The marks disagree with each other or with what was known of the view by more than their deviations ({}), "

          "most of all {}; all deviations given are widened by {} for it.",
          p_is(p), printable(marks_.marks[static_cast<std::size_t>(worst)].id, 60),
          significant(std::sqrt(sun_.chi_square / sun_.degrees_of_freedom), 3));
      o.innocent_causes = innocent_causes();
    }
    output_.observations.push_back(std::move(o));
  }

  KnownView known_;
  MarkedForSun marks_;
  ClaimedPlace place_;
  ClaimedTime time_;
  std::optional<int> clock_known_;
  int clock_ = 0;
  Params params_;
  MarkedSun sun_;
  MeasuredSun seen_;
  bool usable_ = false;
  ClaimFit fit_;
  SunDirection predicted_;
  std::string credible_, other_hours_;
  int credible_minutes_ = 0;
  std::optional<HeadingFit> asked_;
  PlaceField places_;
  PassOutput output_;
};

Result<std::unique_ptr<PassRun>> start(const RunContext& context) {
  const Params params = table().read(context.params);
  if (context.claim == nullptr || !context.claim->place || !context.claim->time) {
    return failure(Fault::kNotApplicable, "no place and time are claimed");
  }
  if (context.source->info().video.empty()) return failure(Fault::kNotApplicable, "there is no picture in this file");
  KnownView known = known_view(*context.source, params, params.frame);
  SunMarkDefaults defaults;
  defaults.sigma_px = params.sigma, defaults.lean_deg = params.lean, defaults.slope_deg = params.slope;
  defaults.horizon_px = known.camera.f_px * std::tan(params.horizon_relief * std::numbers::pi / 180);
  MarkedForSun marks = sun_marks_from_regions(context.regions, context.groups, known.picture, params.frame, defaults);
  if (marks.marks.size() > kMostMarks) return failure(Fault::kBadArgument, "at most 40 marks can be measured at once");
  return structure_run([known, marks, claim = *context.claim, params](const Job& job) {
    return SunClaimed(known, marks, claim, params).measure(job);
  });
}

}  // namespace

PassDescriptor scene_sun_claim() {
  PassDescriptor pass;
  pass.id = "scene.sun_claim";
  pass.version = 2;
  pass.group = "Geometry and light";
  pass.title = "Could the sun have stood so?";
  pass.known_as = {"shadow finder", "chronolocation", "shadow length", "sun angle", "SunCalc", "time of day"};
  pass.question = "Do the marked shadows agree with the claimed place and time?";
  pass.summary =
      "The sun's direction is measured from marked objects and shadows, with the view measured along by horizon, "
      "upright lines and tags, and held against the sun of the claim; when, where and with which heading it would fit.";
  pass.limits = {
      "It is as good as the marks and as level as the ground is said to be: deviations are the analyst's to state.",
      "One shadow fits many places and times: agreement does not show that the claim is true.",
      "Without a heading only the sun's elevation is compared, which morning and afternoon share.",
      "Lens distortion is not corrected: marks near the corners of a wide picture want larger deviations.",
      "Rates are those of generated and rendered scenes; photographs have not been counted, so that the bearing of a "
      "contradiction is inconclusive."};
  pass.sources = {
      {"Criminisi, Reid, Zisserman, Single View Metrology, International Journal of Computer Vision 40", 2000},
      {"Koch, Parameter Estimation and Hypothesis Testing in Linear Models", 1999},
      {"IAU SOFA Board, IAU SOFA Software Collection, in the form of ERFA", 2021}};
  pass.needs.picture = true;
  pass.needs.regions = true;
  pass.needs.region_roles = {"pole", "shadow_object_pair", "shadow_direction", "horizon", "vertical", "parallel"};
  pass.needs.claim_place = true;
  pass.needs.claim_time = true;
  pass.params = table().fields();
  pass.follows = Following{};
  pass.start = start;
  return pass;
}

}  // namespace spoor::passes
