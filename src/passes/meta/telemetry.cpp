#include "analysis/pass.h"
#include "base/text.h"
#include "methods/records/fix_track.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace spoor::passes {
namespace {

constexpr std::size_t kMostRows = 100, kMostStretches = 50, kMostCurvePoints = 2000;
constexpr double kClockSlack = 1.5;  // s: GPS dates are written once a packet, captions once a second
constexpr double kPlaceSlack = 50;   // m: what a receiver without a radius may be off
constexpr double kMetresPerDegree = 111'195;

struct Params {
  double fastest = 80;
};

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields = ParamTable<Params>().number(
      &Params::fastest, "fastest", "Fastest movement",
      "Places that move faster than this over a second are named as jumps; a larger value names fewer.", "m/s",
      {1, 2000}, {10, 300});
  return fields;
}

std::string at(double seconds) { return fmt::format("{:.1f} s", seconds); }

// "stream 3 (gpmd)" and "tag location" are timed and untimed; a single value says nothing of time.
bool timed(const Series& series) { return series.points.size() > 1; }

class Telemetry {
 public:
  Telemetry(const std::vector<Series>& all, const MediaInfo& info, const Claim* claim, const Params& params)
      : all_(all), claim_(claim), params_(params), tracks_(fix_tracks(all)) {
    if (info.start) begin_ = seconds_for_display(*info.start);
    end_ = begin_ + (info.duration ? seconds_for_display(*info.duration) : 0);
  }

  PassOutput measure() {
    list_series();
    priors();
    curves();
    for (const FixTrack& track : tracks_) along(track);
    clocks();
    tracks_against_each_other();
    place_against_claim();
    time_against_claim();
    if (!stretches_.rows.empty()) output_.tables.push_back(std::move(stretches_));
    return std::move(output_);
  }

 private:
  void observe(std::string id, std::string statement, Bearing bearing, std::vector<std::string> causes,
               std::vector<std::string> rests_on) {
    output_.observations.push_back({std::move(id), std::move(statement), bearing, std::nullopt, std::move(causes),
                                    std::move(rests_on), std::nullopt});
  }

  void add(std::string id, std::string title, double value, std::string unit, double tolerance = 0) {
    output_.measurements.push_back({std::move(id), std::move(title), value, std::move(unit), {}, tolerance, {}});
  }

  void list_series() {
    Table rows{"series",
               "What the file carries over time",
               {{"Quantity", "", Table::Kind::kText},
                {"Unit", "", Table::Kind::kText},
                {"Read from", "", Table::Kind::kText},
                {"Values", "", Table::Kind::kNumber},
                {"From", "s", Table::Kind::kNumber},
                {"To", "s", Table::Kind::kNumber},
                {"Lowest", "", Table::Kind::kNumber},
                {"Highest", "", Table::Kind::kNumber}},
               {}};
    std::set<std::string> sources;
    for (const Series& one : all_) {
      if (one.points.empty()) continue;
      sources.insert(one.source);
      if (rows.rows.size() >= kMostRows) continue;
      const auto [low, high] =
          std::minmax_element(one.points.begin(), one.points.end(), [](auto& a, auto& b) { return a.value < b.value; });
      rows.rows.push_back({printable(one.id, 80), printable(one.unit, 20), printable(one.source, 120),
                           std::to_string(one.points.size()),
                           fmt::format("{:.3f}", seconds_for_display(one.points.front().time)),
                           fmt::format("{:.3f}", seconds_for_display(one.points.back().time)),
                           significant(low->value, 10), significant(high->value, 10)});
    }
    output_.tables.push_back(std::move(rows));
    observe("carried",
            fmt::format("The file carries {} series of values from {} source{}: they are what a device or a program "
                        "wrote, and may serve as a first guess.",
                        all_.size(), sources.size(), sources.size() == 1 ? "" : "s"),
            Bearing::kNeutral, {}, {"series"});
    const auto cut = std::find_if(all_.begin(), all_.end(), [](const Series& one) { return one.left_out > 0; });
    if (cut == all_.end()) return;
    observe("cut_off",
            fmt::format("Not every value is read: of {}, {} after the first {} are left out, and what is said of this "
                        "series holds until then.",
                        printable(cut->id, 80), cut->left_out, cut->points.size()),
            Bearing::kNeutral, {}, {"series"});
  }

  // First values of what other passes may start from.
  void priors() {
    std::set<std::string> taken;
    for (const auto& [id, title] : {std::pair{"gps.latitude", "Latitude"},
                                    {"gps.longitude", "Longitude"},
                                    {"gps.altitude", "Altitude"},
                                    {"gps.height_above_start", "Height above the start"},
                                    {"gimbal.yaw", "Yaw of the gimbal"},
                                    {"gimbal.pitch", "Pitch of the gimbal"},
                                    {"gimbal.roll", "Roll of the gimbal"},
                                    {"flight.yaw", "Yaw of the aircraft"},
                                    {"gps.image_direction", "Direction of the picture from true north"},
                                    {"gps.image_direction_magnetic", "Direction of the picture from magnetic north"}}) {
      for (const Series& one : all_) {
        if (one.id != id || one.points.empty() || !taken.insert(id).second) continue;
        std::string name = id;
        std::replace(name.begin(), name.end(), '.', '_');
        const auto value = first_located(one);
        add(name, fmt::format("{}, {}", title, timed(one) ? "first value" : "as stated"), value,
            one.unit == "deg"  ? "degrees"
            : one.unit.empty() ? "1"
                               : one.unit);
      }
    }
  }

  // Before a receiver has its fix it writes 0, 0 or a place of long ago.
  double first_located(const Series& one) const {
    for (const FixTrack& track : tracks_) {
      if (track.source != one.source || track.fixes.empty()) continue;
      if (one.id == "gps.latitude") return track.fixes.front().latitude_deg;
      if (one.id == "gps.longitude") return track.fixes.front().longitude_deg;
    }
    return one.points.front().value;
  }

  static Curve curve_of(std::string id, std::string title, std::string label, std::string unit) {
    Curve curve;
    curve.id = std::move(id);
    curve.title = std::move(title);
    curve.x_label = "time on the clip's own clock";
    curve.x_unit = "s";
    curve.y_label = std::move(label);
    curve.y_unit = std::move(unit);
    return curve;
  }

  void curves() {
    Curve place = curve_of("place", "Place over time, from the first fix", "way", "m");
    place.tolerance = 0.01;
    for (const FixTrack& track : tracks_) {
      if (track.fixes.size() < 2) continue;
      Curve::Trace east{track.source + ", east", {}, {}}, north{track.source + ", north", {}, {}};
      const Fix& first = track.fixes.front();
      const double parallel = std::cos(first.latitude_deg * std::numbers::pi / 180);
      const std::size_t step = 1 + track.fixes.size() / kMostCurvePoints;
      for (std::size_t i = 0; i < track.fixes.size(); i += step) {
        const Fix& fix = track.fixes[i];
        east.x.push_back(fix.time_s), north.x.push_back(fix.time_s);
        east.y.push_back(std::remainder(fix.longitude_deg - first.longitude_deg, 360) * kMetresPerDegree * parallel);
        north.y.push_back((fix.latitude_deg - first.latitude_deg) * kMetresPerDegree);
      }
      place.traces.push_back(std::move(east));
      place.traces.push_back(std::move(north));
    }
    if (!place.traces.empty()) output_.curves.push_back(std::move(place));
    curve_from("altitude", "Altitude and height over time", "height", "m", {"gps.altitude", "gps.height_above_start"});
    curve_from("attitude", "Attitude over time", "angle", "degrees",
               {"gimbal.yaw", "gimbal.pitch", "gimbal.roll", "flight.yaw", "gps.image_direction"});
    curve_from("speed", "Stated speed over time", "speed", "m/s", {"gps.speed_2d", "gps.speed_3d"});
  }

  void curve_from(const char* id, const char* title, const char* label, const char* unit,
                  std::initializer_list<std::string_view> wanted) {
    Curve curve = curve_of(id, title, label, unit);
    for (const Series& one : all_) {
      if (!timed(one) || std::find(wanted.begin(), wanted.end(), one.id) == wanted.end()) continue;
      Curve::Trace trace{fmt::format("{}, {}", one.id, printable(one.source, 60)), {}, {}};
      const std::size_t step = 1 + one.points.size() / kMostCurvePoints;
      for (std::size_t i = 0; i < one.points.size(); i += step) {
        trace.x.push_back(seconds_for_display(one.points[i].time));
        trace.y.push_back(one.points[i].value);
      }
      curve.traces.push_back(std::move(trace));
    }
    if (!curve.traces.empty()) output_.curves.push_back(std::move(curve));
  }

  void list(const char* what, const std::string& source, const std::vector<Stretch>& found, const char* unit) {
    for (const Stretch& s : found) {
      stretches_.rows.push_back({what, printable(source, 120), fmt::format("{:.3f}", s.from_s),
                                 fmt::format("{:.3f}", s.to_s),
                                 std::isfinite(s.value) ? significant(s.value, 4) : "without any time", unit});
    }
  }

  void along(const FixTrack& track) {
    if (track.without_lock > 0) {
      observe("without_lock",
              fmt::format("{} values of {} were written without a satellite fix and are not used.", track.without_lock,
                          printable(track.source, 120)),
              Bearing::kNeutral, {}, {"series"});
    }
    if (track.fixes.size() < 2) return;
    if (!path_told_) {
      path_told_ = true;
      add("path", "Way along the fixes", path_m(track.fixes), "m", 0.01);
    }
    std::vector<double> times;
    for (const Fix& fix : track.fixes) times.push_back(fix.time_s);
    const auto missing = gaps(times, begin_, std::max(end_, times.back()), kMostStretches);
    list("gap", track.source, missing, "s");
    if (!missing.empty()) {
      observe("gaps",
              fmt::format("{} names no place in {} stretch{} of the clip, the first from {} to {}.",
                          printable(track.source, 120), missing.size(), missing.size() == 1 ? "" : "es",
                          at(missing.front().from_s), at(missing.front().to_s)),
              Bearing::kNeutral, {}, {"stretches"});
    }
    const auto leaps = jumps(track.fixes, params_.fastest, kMostStretches);
    list("jump", track.source, leaps, "m/s");
    if (!leaps.empty()) {
      observe(
          "jumps",
          fmt::format("The place by {} moves faster than {} m/s in {} stretch{}, the first from {} to {}: a fix lost "
                      "and found again, or values of another recording.",
                      printable(track.source, 120), significant(params_.fastest, 3), leaps.size(),
                      leaps.size() == 1 ? "" : "es", at(leaps.front().from_s), at(leaps.front().to_s)),
          Bearing::kNeutral, {}, {"stretches"});
    }
    for (const Series& one : all_) {
      if (one.id != "gps.speed_2d" || one.source != track.source) continue;
      const SpeedComparison speeds = speed_comparison(track.fixes, one);
      if (speeds.compared < 5) continue;
      add("speed_difference", "Speed by places against the stated speed, median of differences",
          speeds.median_difference_mps, "m/s", 1e-3);
      const bool apart = speeds.median_difference_mps > 1 + 0.25 * speeds.median_stated_mps;
      observe(
          "speed",
          fmt::format("Over {} seconds the stated speed (median {} m/s) and the speed by places differ by {} m/s at "
                      "the median{}.",
                      speeds.compared, significant(speeds.median_stated_mps, 3),
                      significant(speeds.median_difference_mps, 2),
                      apart ? ": places and speeds do not belong together, or the clip runs at another speed than "
                              "it was recorded"
                            : ""),
          Bearing::kNeutral, {}, {"speed_difference"});
    }
  }

  void clocks() {
    for (const Series& one : all_) {
      if ((one.id != "gps.utc" && one.id != "clock.local") || !timed(one)) continue;
      const auto steps = clock_steps(one, kClockSlack, kMostStretches);
      list("clock against the clip", one.source, steps, "s");
      if (steps.empty()) {
        const double passed = one.points.back().value - one.points.front().value;
        const double shown = seconds_for_display(one.points.back().time) - seconds_for_display(one.points.front().time);
        observe(
            "clock_runs",
            fmt::format("The clock in {} ({}) leaves the clip's own by no more than {} s between two values; from the "
                        "first to the last {} passed by it, {} by the clip.",
                        printable(one.source, 120), one.id, significant(kClockSlack, 2), at(passed), at(shown)),
            Bearing::kNeutral, {}, {"series"});
      } else {
        observe(
            "clock_steps",
            fmt::format("The clock in {} ({}) leaves the clip's own in {} place{}, first by {} s between {} and {}: "
                        "a pause or a cut, another speed, or a clock that was set.",
                        printable(one.source, 120), one.id, steps.size(), steps.size() == 1 ? "" : "s",
                        significant(steps.front().value, 3), at(steps.front().from_s), at(steps.front().to_s)),
            Bearing::kNeutral, {}, {"stretches"});
      }
    }
  }

  void tracks_against_each_other() {
    for (std::size_t i = 1; i < tracks_.size(); ++i) {
      if (tracks_[0].fixes.empty() || tracks_[i].fixes.empty()) continue;
      const double apart = apart_m(tracks_[0].fixes.front(), tracks_[i].fixes.front());
      if (apart <= 2 * kPlaceSlack) continue;
      observe("sources_apart",
              fmt::format("{} and {} begin {} m apart.", printable(tracks_[0].source, 120),
                          printable(tracks_[i].source, 120), significant(apart, 3)),
              Bearing::kNeutral, {}, {"series"});
    }
  }

  void place_against_claim() {
    if (claim_ == nullptr || !claim_->place) return;
    const Fix claimed{0, claim_->place->latitude_deg, claim_->place->longitude_deg};
    double nearest = INFINITY;
    std::string source;
    for (const FixTrack& track : tracks_) {
      for (const Fix& fix : track.fixes) {
        const double apart = apart_m(fix, claimed);
        if (apart < nearest) nearest = apart, source = track.source;
      }
    }
    if (!std::isfinite(nearest)) return;
    add("from_claim", "Nearest fix to the claimed place", nearest, "m", 0.01);
    const double reach = 3 * claim_->place->radius_m.value_or(0) + kPlaceSlack;
    const bool fits = nearest <= reach;
    observe("place_against_claim",
            fmt::format("The nearest place by {} lies {} m from the claimed one{}.", printable(source, 120),
                        significant(nearest, 3),
                        fits ? "" : fmt::format(", more than the {} m that its radius allows", significant(reach, 3))),
            fits ? Bearing::kNeutral : Bearing::kInconclusive,
            fits ? std::vector<std::string>{}
                 : std::vector<std::string>{"the claim names the subject or the nearest town, not the camera",
                                            "the receiver had kept an earlier fix",
                                            "the values were carried over from another recording"},
            {"from_claim"});
  }

  void time_against_claim() {
    if (claim_ == nullptr || !claim_->time) return;
    for (const Series& one : all_) {
      if (one.id != "gps.utc" || one.points.empty()) continue;
      const double first = one.points.front().value, last = one.points.back().value;
      const double from = static_cast<double>(claim_->time->first_us) / 1e6,
                   to = static_cast<double>(claim_->time->last_us) / 1e6;
      const double off = first > to ? first - to : last < from ? last - from : 0;
      const auto utc = [](double s) { return utc_text(static_cast<std::int64_t>(std::floor(s)) * 1'000'000); };
      add("clock_from_claim", "Satellite time outside the claimed time", off, "s");
      const bool fits = std::abs(off) <= 60;
      observe("time_against_claim",
              fmt::format("The satellite time in {} runs from {} to {}, {}.", printable(one.source, 120), utc(first),
                          utc(last),
                          fits ? "within a minute of the claimed time"
                               : fmt::format("{} s {} the claimed time", significant(std::abs(off), 6),
                                             off > 0 ? "after" : "before")),
              fits ? Bearing::kNeutral : Bearing::kInconclusive,
              fits ? std::vector<std::string>{}
                   : std::vector<std::string>{"the claimed time is that of publication, or in another zone",
                                              "the receiver had no fix yet and wrote a date of its own",
                                              "the values were carried over from another recording"},
              {"clock_from_claim"});
      return;
    }
  }

  const std::vector<Series>& all_;
  const Claim* claim_;
  Params params_;
  std::vector<FixTrack> tracks_;
  double begin_ = 0, end_ = 0;
  bool path_told_ = false;
  Table stretches_{"stretches",
                   "Gaps, jumps and steps",
                   {{"What", "", Table::Kind::kText},
                    {"Read from", "", Table::Kind::kText},
                    {"From", "s", Table::Kind::kNumber},
                    {"To", "s", Table::Kind::kNumber},
                    {"Size", "", Table::Kind::kNumber},
                    {"Unit", "", Table::Kind::kText}},
                   {}};
  PassOutput output_;
};

}  // namespace

PassDescriptor meta_telemetry() {
  PassDescriptor pass;
  pass.id = "meta.telemetry";
  pass.version = 2;
  pass.group = "Metadata";
  pass.title = "Track and attitude";
  pass.known_as = {"GPMF", "GoPro telemetry", "DJI SRT", "drone-dji XMP", "GPS track", "gimbal"};
  pass.question = "Where was the camera and which way did it look, by what the file itself carries?";
  pass.summary =
      "Reads satellite fixes, heights, gimbal angles and clocks from data tracks, timed text and tags, draws them over "
      "the clip's time, and names gaps, jumps, clocks that leave the clip's own, and what contradicts the claim.";
  pass.limits = {"Every value can be written by anyone: agreement proves nothing.",
                 "A missing track is ordinary and says nothing.",
                 "Single fixes are off by metres to tens of metres, and a receiver without a fix repeats an old place.",
                 "A sidecar (SRT) is a file of its own: it is read when it is opened as an exhibit.",
                 "How often honest files show gaps, jumps or contradictions has not been counted."};
  pass.sources = {{"GoPro, GPMF introduction: parser for GPMF formatted telemetry data", 2017},
                  {"Adobe, XMP Specification Part 1, with the fields that DJI's cameras write (drone-dji)", 2012},
                  {"ISO 6709, Standard representation of geographic point location by coordinates", 2008}};
  pass.params = table().fields();
  pass.start = [](const RunContext& context) -> Result<std::unique_ptr<PassRun>> {
    return structure_run([source = context.source, claim = context.claim,
                          params = table().read(context.params)](const Job& job) -> Result<PassOutput> {
      job.tick(0, 1);
      const auto& all = source->telemetry();
      if (!all) return tl::unexpected(all.error());
      if (all->empty()) return failure(Fault::kNotApplicable, "the file carries no track, attitude or place");
      return Telemetry(*all, source->info(), claim, params).measure();
    });
  };
  return pass;
}

}  // namespace spoor::passes
