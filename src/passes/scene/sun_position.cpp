#include "methods/sun/sun_position.h"

#include "analysis/pass.h"
#include "base/text.h"
#include "evidence/claim_clock.h"
#include "methods/sun/sun_day.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor::passes {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr std::int64_t kMinute = 60'000'000, kHour = 60 * kMinute, kDay = 24 * kHour;
constexpr double kMetresPerDegree = 111'195;
// What the last bits of another library's sines may change, far below what is shown.
constexpr double kTolerance = 1e-6;
// Refraction of an unknown air, as a share of the standard one: pressure and temperature of ordinary weather.
constexpr double kRefractionSpread = 0.05;

struct Params {
  bool refraction = true;
  double pressure = 1013.25;
  double temperature = 15;
  double height = 0;
};

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields =
      ParamTable<Params>()
          .on_off(&Params::refraction, "refraction", "Refraction",
                  "The air lifts the sun: by half a degree at the horizon, by less than 0.03 degree above 30 degrees.")
          .number(&Params::pressure, "pressure", "Air pressure", "More pressure lifts a low sun higher.", "hPa",
                  {300, 1100}, {800, 1050})
          .number(&Params::temperature, "temperature", "Air temperature", "Warmer air lifts a low sun less.", "C",
                  {-60, 60}, {-30, 40})
          .number(&Params::height, "height", "Height of the place",
                  "Metres above the ellipsoid; matters less than a thousandth of a degree.", "m", {-500, 9000},
                  {0, 3000});
  return fields;
}

struct Seen {
  std::int64_t utc_us = 0;
  double azimuth = 0, elevation = 0;  // as seen, with refraction where asked for
  double azimuth_sigma = 0, elevation_sigma = 0;
};

class Sky {
 public:
  Sky(const ClaimedPlace& place, const Params& params)
      : observer_{place.latitude_deg, place.longitude_deg, params.height},
        air_{params.refraction ? params.pressure : 0, params.temperature},
        place_sigma_deg_(place.radius_m.value_or(0) / kMetresPerDegree) {}

  const Observer& observer() const { return observer_; }

  double lifted(double airless) const { return airless + refraction_deg(airless, air_); }

  Seen at(std::int64_t t) const {
    const SunDirection sun = sun_direction(observer_, t);
    Seen seen{t, sun.azimuth_deg, lifted(sun.elevation_deg), 0, 0};
    // A place's error north turns the sky about the east-west axis, one east and one of the Earth's rotation turn it
    // about the pole: both are at most their own size on the sky.
    const double cos_lat = std::cos(observer_.latitude_deg * kDegree);
    const double east = std::hypot(place_sigma_deg_, rotation_sigma_deg(t) * cos_lat);
    const double a = sun.azimuth_deg * kDegree, e = sun.elevation_deg * kDegree;
    const double sin_lat = std::sin(observer_.latitude_deg * kDegree);
    // Derivatives of elevation and azimuth by a shift of the zenith to the north and to the east.
    const double de_dn = std::cos(a), de_de = std::sin(a);
    const double da_dn = std::tan(e) * std::sin(a);
    const double da_de = (std::abs(cos_lat) > 1e-9 ? sin_lat / cos_lat : 0) - std::tan(e) * std::cos(a);
    seen.elevation_sigma = std::hypot(std::hypot(de_dn * place_sigma_deg_, de_de * east),
                                      kRefractionSpread * refraction_deg(sun.elevation_deg, air_));
    seen.azimuth_sigma = std::hypot(da_dn * place_sigma_deg_, da_de * east);
    return seen;
  }

 private:
  Observer observer_;
  Atmosphere air_;
  double place_sigma_deg_;
};

std::string degrees(double value) { return fmt::format("{:.2f}", value); }

void measure(const Seen& seen, const std::string& suffix, const std::string& when, PassOutput& output) {
  const auto add = [&](const char* id, const std::string& title, double value, double sigma) {
    output.measurements.push_back({id + suffix, title + when, value, "degrees", sigma, kTolerance, {}});
  };
  add("azimuth", "Azimuth of the sun, from true north clockwise", seen.azimuth, seen.azimuth_sigma);
  add("elevation", "Elevation of the sun above the horizontal", seen.elevation, seen.elevation_sigma);
  if (seen.elevation <= 0) return;
  add("shadow_azimuth", "Direction in which shadows fall", std::fmod(seen.azimuth + 180, 360), seen.azimuth_sigma);
  const double tangent = std::tan(seen.elevation * kDegree);
  const double sine = std::sin(seen.elevation * kDegree);
  output.measurements.push_back({"shadow_length" + suffix,
                                 "Shadow of a vertical metre on level ground" + when,
                                 1 / tangent,
                                 "m",
                                 seen.elevation_sigma * kDegree / (sine * sine),
                                 kTolerance / (sine * sine),
                                 {}});
}

std::string where_it_stands(const Seen& seen, int clock) {
  const std::string when = dated_clock_text(seen.utc_us, clock);
  if (seen.elevation <= -0.27) {
    return fmt::format("at {} the sun stands {} degrees below the horizon: it casts no shadow", when,
                       degrees(-seen.elevation));
  }
  if (seen.elevation <= 0) return fmt::format("at {} the sun's disc touches the horizon", when);
  return fmt::format(
      "at {} the sun stands at azimuth {} and elevation {} degrees: shadows fall towards {}, a vertical metre's is {} "
      "m "
      "long on level ground",
      when, degrees(seen.azimuth), degrees(seen.elevation), degrees(std::fmod(seen.azimuth + 180, 360)),
      significant(1 / std::tan(seen.elevation * kDegree), 3));
}

// Elevation and azimuth every ten minutes over the clock's day that holds the claim.
void chart(const Sky& sky, std::int64_t midnight, PassOutput& output) {
  Curve height, heading;
  height.id = "day_elevation";
  height.title = "Elevation of the sun over the claimed day";
  heading.id = "day_azimuth";
  heading.title = "Azimuth of the sun over the claimed day";
  for (Curve* const curve : {&height, &heading}) {
    curve->x_label = "time of day";
    curve->x_unit = "h";
    curve->y_label = curve == &height ? "elevation" : "azimuth";
    curve->y_unit = "degrees";
    curve->tolerance = kTolerance;
  }
  Curve::Trace up{"sun", {}, {}}, around{"sun, while up", {}, {}};
  for (int i = 0; i <= 144; ++i) {
    const Seen seen = sky.at(midnight + i * 10 * kMinute);
    up.x.push_back(i / 6.0);
    up.y.push_back(seen.elevation);
    if (seen.elevation <= 0) continue;
    around.x.push_back(i / 6.0);
    around.y.push_back(seen.azimuth);
  }
  height.traces.push_back(std::move(up));
  heading.style = Curve::Style::kPoints;
  heading.traces.push_back(std::move(around));
  output.curves.push_back(std::move(height));
  output.curves.push_back(std::move(heading));
}

void day_table(const Sky& sky, std::int64_t midnight, int clock, PassOutput& output) {
  Table events{"events",
               "The sun's day at the claimed place",
               {{"Event", "", Table::Kind::kText},
                {"Clock of the claim", "", Table::Kind::kText},
                {"UTC", "", Table::Kind::kText},
                {"Azimuth", "degrees", Table::Kind::kNumber},
                {"Elevation", "degrees", Table::Kind::kNumber}},
               {}};
  for (const SunEvent& event : sun_events(sky.observer(), midnight, kDay)) {
    events.rows.push_back({sun_event_name(event.kind), dated_clock_text(event.utc_us, clock),
                           dated_clock_text(event.utc_us, 0), degrees(event.direction.azimuth_deg),
                           degrees(sky.lifted(event.direction.elevation_deg))});
  }
  output.tables.push_back(std::move(events));
}

// The claimed instant, or first, last and what lies between at up to 25 even steps.
std::vector<Seen> claimed_course(const Sky& sky, const ClaimedTime& time) {
  std::vector<Seen> course;
  const std::int64_t span = time.last_us - time.first_us;
  if (span <= 0) return {sky.at(time.first_us)};
  const std::int64_t steps = std::clamp<std::int64_t>(span / (10 * kMinute), 1, 24);
  for (std::int64_t i = 0; i <= steps; ++i) course.push_back(sky.at(time.first_us + span / steps * i));
  return course;
}

Result<PassOutput> measure_claim(const Claim& claim, const Params& params, const Job& job) {
  job.tick(0, 1);
  const Sky sky(*claim.place, params);
  const ClaimedTime& time = *claim.time;
  const auto known = claimed_offset_minutes(time);
  const int clock = known.value_or(0);
  PassOutput output;
  const auto course = claimed_course(sky, time);
  const bool interval = course.size() > 1;
  measure(course.front(), "", interval ? ", at the beginning" : "", output);
  if (interval) measure(course.back(), "_last", ", at the end", output);

  Table rows{"course",
             "The sun over the claimed time",
             {{"Clock of the claim", "", Table::Kind::kText},
              {"UTC", "", Table::Kind::kText},
              {"Azimuth", "degrees", Table::Kind::kNumber},
              {"Its deviation", "degrees", Table::Kind::kNumber},
              {"Elevation", "degrees", Table::Kind::kNumber},
              {"Its deviation", "degrees", Table::Kind::kNumber}},
             {}};
  for (const Seen& seen : course) {
    rows.rows.push_back({dated_clock_text(seen.utc_us, clock), dated_clock_text(seen.utc_us, 0), degrees(seen.azimuth),
                         significant(seen.azimuth_sigma, 2), degrees(seen.elevation),
                         significant(seen.elevation_sigma, 2)});
  }
  output.tables.push_back(std::move(rows));
  const std::int64_t midnight = midnight_before(time.first_us, clock);
  day_table(sky, midnight, clock, output);
  chart(sky, midnight, output);

  Observation stands;
  stands.id = "sun";
  stands.bearing = Bearing::kNeutral;
  stands.statement = fmt::format("At the claimed place, {}{}.", where_it_stands(course.front(), clock),
                                 interval ? "; " + where_it_stands(course.back(), clock) : "");
  stands.statement += known ? "" : " (All times are UTC.)";
  stands.rests_on = {"azimuth", "elevation", "course"};
  output.observations.push_back(std::move(stands));
  job.tick(1, 1);
  return output;
}

}  // namespace

PassDescriptor scene_sun_position() {
  PassDescriptor pass;
  pass.id = "scene.sun_position";
  pass.version = 2;
  pass.group = "Geometry and light";
  pass.title = "Where the sun stood";
  pass.known_as = {"sun calculator", "SunCalc", "sun chart", "azimuth", "sunrise"};
  pass.question = "Where did the sun stand at the claimed place and time?";
  pass.summary =
      "Azimuth and elevation of the sun by the routines of the International Astronomical Union, the day's chart, "
      "rise, "
      "set and twilights, and the direction and length of shadows on level ground.";
  pass.limits = {"It computes what the claim says and does not look at the picture.",
                 "Hills, buildings and clouds are not known to it: rise and set are those of a level horizon.",
                 "Refraction within a degree of the horizon varies with the weather by more than is stated.",
                 "After the last known leap seconds the Earth's rotation is foretold, with the deviation stated."};
  pass.sources = {
      {"IAU SOFA Board, IAU SOFA Software Collection, in the form of ERFA", 2021},
      {"Reda and Andreas, Solar Position Algorithm for Solar Radiation Applications, NREL/TP-560-34302", 2004},
      {"Saemundsson, Atmospheric refraction, Sky and Telescope 72", 1986}};
  pass.needs.claim_place = true;
  pass.needs.claim_time = true;
  pass.params = table().fields();
  pass.start = [](const RunContext& context) -> Result<std::unique_ptr<PassRun>> {
    if (context.claim == nullptr || !context.claim->place || !context.claim->time) {
      return failure(Fault::kNotApplicable, "no place and time are claimed");
    }
    return structure_run([claim = *context.claim, params = table().read(context.params)](const Job& job) {
      return measure_claim(claim, params, job);
    });
  };
  return pass;
}

}  // namespace spoor::passes
