#include "analysis/ground_setting.h"
#include "analysis/ground_tables.h"
#include "analysis/ground_wording.h"
#include "analysis/mark_notes.h"
#include "analysis/pass.h"
#include "analysis/table_text.h"
#include "base/text.h"
#include "methods/projective/ground_lengths.h"
#include "methods/soil/impact.h"
#include "methods/soil/mound_mark.h"
#include "methods/soil/vehicle_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace spoor::passes {
namespace {

constexpr double kRelative = 1e-3;  // what other libraries' last bits may change, of a value
constexpr double kResolvedPx = 3;   // fewer pixels are not told from the unevenness of any ground
constexpr double kFew = 0.05;
constexpr double kReposeDeg = 34, kReposeSigmaDeg = 3;
constexpr std::size_t kMostMounds = 10;

struct Params : GroundParams {
  std::string vehicle = "m1151", soil = "any";
  double mass_low = 0, mass_high = 0;
  double speed_low = 16, speed_high = 40;
  double width = 0, depth_low = 0.2, depth_high = 0.6;
  double share_low = 0.2, share_high = 0.6;
  int draws = 2000, seed = 1;
};

std::vector<std::string> ids_of_vehicles() {
  std::vector<std::string> ids;
  for (const VehicleType& v : vehicle_types()) ids.emplace_back(v.id);
  return ids;
}

std::vector<std::string> ids_of_soils() {
  std::vector<std::string> ids{"any"};
  for (const SoilRange& s : soil_ranges()) ids.emplace_back(s.id);
  return ids;
}

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields = [] {
    ParamTable<Params> t;
    t.choice(&Params::vehicle, "vehicle", "Vehicle", "Gives masses and the width of the nose.", ids_of_vehicles())
        .number(&Params::mass_low, "mass_low", "Least mass", "0: empty, by the type; a larger one raises the mound.",
                "kg", {0, 100000}, {0, 20000})
        .number(&Params::mass_high, "mass_high", "Greatest mass", "0: gross, by the type; a larger one raises it.",
                "kg", {0, 100000}, {0, 20000})
        .number(&Params::speed_low, "speed_low", "Lowest speed", "Of the impact; a higher one raises the mound.",
                "km/h", {0, 300}, {0, 100})
        .number(&Params::speed_high, "speed_high", "Highest speed",
                "Of the impact; one below the lowest is taken as the lowest.", "km/h", {0, 300}, {0, 100})
        .choice(&Params::soil, "soil", "Soil",
                "any: dry sand, sandy loam, clayey soil and heavy clay, each as likely; a named one narrows the "
                "answer.",
                ids_of_soils())
        .number(&Params::width, "width", "Width of the contact",
                "Of what strikes the soil, within 10 %; 0 takes the vehicle's width, two tyres are twice a tyre's. A "
                "narrower one pushes farther and raises the mound.",
                "m", {0, 20}, {0, 4})
        .number(&Params::depth_low, "depth_low", "Least depth of the contact",
                "How much of the nose's height comes below the surface, at the least.", "m", {0.01, 5}, {0.05, 1})
        .number(&Params::depth_high, "depth_high", "Greatest depth of the contact", "The same at the most.", "m",
                {0.01, 5}, {0.05, 1})
        .number(&Params::share_low, "share_low", "Least share of the energy",
                "Of the kinetic energy that goes into pushing soil; a larger one raises the mound.", "1", {0.001, 1},
                {0.05, 1})
        .number(&Params::share_high, "share_high", "Greatest share of the energy", "The same at the most.", "1",
                {0.001, 1}, {0.05, 1})
        .integer(&Params::draws, "draws", "Draws", "Of what is not known; more make the intervals steadier.", "",
                 {100, 20000}, {500, 5000})
        .integer(&Params::seed, "seed", "Seed", "Of the draws; another one moves the last digit.", "", {0, 1000000},
                 {0, 100});
    add_ground_params(t);
    return t;
  }();
  return fields;
}

Range ordered(double low, double high) { return {std::min(low, high), std::max(low, high)}; }

std::string between(const Spread& s, int decimals, const char* unit) {
  return fmt::format("{:.{}f} to {:.{}f} {}", s.low, decimals, s.high, decimals, unit);
}

struct MarkedMound {
  std::string id;
  PicturePoint foot, crest;
  double sigma_px = 2;
  bool below_crest = false;  // the foot stands below the crest, not before it
  std::optional<Estimate> height;
};

class ImpactMound {
 public:
  ImpactMound(GroundSetting setting, const Params& params) : s_(std::move(setting)), p_(params) {}

  Result<PassOutput> measure(const Job& job) {
    if (auto ok = read(); !ok) return tl::unexpected(ok.error());
    auto fit = ground_fit(s_, true, job);
    if (!fit) return tl::unexpected(fit.error());
    fit_ = std::move(*fit);
    pixel_ = pixels(1);
    if (!pixel_) return failure(Fault::kNotApplicable, "the nose is marked above the horizon");
    if (auto ok = expect(job); !ok) return tl::unexpected(ok.error());
    measure_mounds();
    observe_expected();
    observe_mounds();
    observe_inverse(job);
    output_.observations.push_back(marks_observation(fit_));
    draw();
    note_left_out(output_, s_.left_out, "of the marks could not be used");
    return std::move(output_);
  }

 private:
  Result<void> read() {
    std::map<std::string, MarkedMound> groups;
    std::map<std::string, int> ends;
    for (const Region& region : s_.upright) {
      if (!region.frames.contains(s_.frame)) continue;
      const auto points = points_at(region, s_.frame);
      if (region.role == "nose" && !points.empty()) {
        if (nose_) {
          s_.left_out.push_back(region.id + ": another mark is the nose already");
          continue;
        }
        // Of a line along the bumper's foot, its middle.
        nose_ = PicturePoint{(points.front().x + points.back().x) / 2, (points.front().y + points.back().y) / 2};
        nose_sigma_ = s_.sigma(region);
      } else if (region.role == "mound_line") {
        if (const auto found = foot_and_crest(points)) {
          mounds_.push_back({region.id, found->first, found->second, s_.sigma(region), false, {}});
        } else {
          s_.left_out.push_back(region.id + ": it has no height");
        }
      } else if (region.role == "mound" && !region.group.empty() && points.size() == 1) {
        const bool foot = region.part == "foot";
        if (!foot && region.part != "top") continue;
        MarkedMound& mound = groups[region.group];
        (foot ? mound.foot : mound.crest) = points[0];
        mound.sigma_px = s_.sigma(region);
        ends[region.group] |= foot ? 1 : 2;
      }
    }
    for (auto& [id, mound] : groups) {
      mound.id = id;
      mound.below_crest = true;
      if (ends[id] == 3) {
        mounds_.push_back(mound);
      } else {
        s_.left_out.push_back(id + ": a mound's height needs its foot and top");
      }
    }
    if (!nose_) return failure(Fault::kNotApplicable, "where the nose meets the ground is not marked (role nose)");
    if (mounds_.size() > kMostMounds) return failure(Fault::kBadArgument, "at most 10 mounds can be measured at once");
    return {};
  }

  // Pixels that `height_m` spans at the nose.
  std::optional<Estimate> pixels(double height_m) const {
    Inputs click;
    click.add(nose_->x, nose_sigma_);
    click.add(nose_->y, nose_sigma_);
    return propagated(fit_, click, [height_m](const GroundCamera& camera, const std::vector<double>& in) {
      std::optional<std::vector<double>> answer;
      if (const auto px = rise_px(camera, {in[0], in[1]}, height_m)) answer = {*px};
      return answer;
    });
  }

  ImpactRanges ranges() const {
    const VehicleType& v = *vehicle_type_by_id(p_.vehicle);
    ImpactRanges r;
    const double low = p_.mass_low > 0 ? p_.mass_low : std::min(v.mass_low_kg, p_.mass_high > 0 ? p_.mass_high : 1e9);
    r.mass_kg = ordered(low, p_.mass_high > 0 ? p_.mass_high : std::max(v.mass_high_kg, low));
    const double b = p_.width > 0 ? p_.width : v.width;
    r.width_m = {std::max(0.05, 0.9 * b), std::max(0.05, std::min(1.1 * b, 20.0))};
    r.depth_m = ordered(p_.depth_low, p_.depth_high);
    r.energy_share = ordered(p_.share_low, p_.share_high);
    return r;
  }

  std::vector<const SoilRange*> soils() const {
    if (const SoilRange* one = soil_range_by_id(p_.soil)) return {one};
    std::vector<const SoilRange*> all;
    for (const SoilRange& s : soil_ranges()) {
      if (s.id != "snow") all.push_back(&s);
    }
    return all;
  }

  Result<void> expect(const Job& job) {
    Table rows = table_of(
        "expected", "What an impact must push up (5, 50 and 95 of 100 draws)",
        {"Soil", "Speed [km/h]", "Energy [kJ]", "Travel [m]", "Swept volume [m3]", "Height [m]", "Height here [px]"});
    const double speeds[] = {p_.speed_low, std::max(p_.speed_low, p_.speed_high)};
    const std::size_t count = speeds[1] > speeds[0] ? 2 : 1;
    const auto three = [](const Spread& s, double factor, int decimals) {
      return fmt::format("{:.{}f} / {:.{}f} / {:.{}f}", factor * s.low, decimals, factor * s.median, decimals,
                         factor * s.high, decimals);
    };
    const auto all = soils();
    std::int64_t done = 0;
    for (std::size_t i = 0; i < count; ++i) {
      for (const SoilRange* soil : all) {
        job.tick(done++, static_cast<std::int64_t>(count * all.size()));
        const auto found = impact_spread(ranges(), *soil, speeds[i], p_.draws, static_cast<std::uint64_t>(p_.seed));
        if (!found) return tl::unexpected(found.error());
        rows.rows.push_back({std::string(soil->title), significant(speeds[i], 4), three(found->energy_kj, 1, 1),
                             three(found->travel_m, 1, 2), three(found->volume_m3, 1, 2), three(found->height_m, 1, 2),
                             three(found->height_m, pixel_->value[0], 0)});
        auto& heights = i == 0 ? slow_ : fast_;
        heights.insert(heights.end(), found->heights_m.begin(), found->heights_m.end());
      }
    }
    if (count == 1) fast_ = slow_;
    slow_spread_ = spread_of(slow_);
    fast_spread_ = spread_of(fast_);
    output_.tables.push_back(std::move(rows));
    return {};
  }

  void add(const char* id, const char* title, double value, const char* unit, std::optional<double> sigma) {
    output_.measurements.push_back({id, title, value, unit, sigma, kRelative * (1 + std::abs(value)), {}});
  }

  void observe(const char* id, Bearing bearing, std::string statement, std::vector<std::string> rests_on,
               std::vector<std::string> causes = {}) {
    output_.observations.push_back({id, std::move(statement), bearing, {}, std::move(causes), std::move(rests_on), {}});
  }

  std::string of_what() const {
    const ImpactRanges r = ranges();
    return fmt::format("{} of {:.1f} to {:.1f} t, {}", vehicle_type_by_id(p_.vehicle)->title, r.mass_kg.low / 1000,
                       r.mass_kg.high / 1000,
                       p_.soil == "any" ? "any of four soils" : std::string(soils().front()->title));
  }

  std::string in_pixels(const Spread& s) const {
    return fmt::format("{:.0f} to {:.0f} px", s.low * pixel_->value[0], s.high * pixel_->value[0]);
  }

  void observe_expected() {
    add("px_per_m", "Pixels of one metre of height at the nose", pixel_->value[0], "px/m", pixel_->sigma(0));
    add("expected_height_low", "Expected height at the lowest speed, 5 of 100 are lower", slow_spread_.low, "m", {});
    add("expected_height", "Expected height at the lowest speed, middle", slow_spread_.median, "m", {});
    add("expected_height_high", "Expected height at the lowest speed, 95 of 100 are lower", slow_spread_.high, "m", {});
    add("expected_px", "Pixels that the middle one spans at the nose", slow_spread_.median * pixel_->value[0], "px",
        slow_spread_.median * pixel_->sigma(0));
    const double least = slow_spread_.low * pixel_->value[0];
    std::string text = fmt::format(
        "A nose that runs into a bank at {} km/h ({}) pushes up a mound {} high in 90 of 100 draws, by the model "
        "stated",
        significant(p_.speed_low, 3), of_what(), between(slow_spread_, 2, "m"));
    if (p_.speed_high > p_.speed_low)
      text += fmt::format("; at {} km/h {}", significant(p_.speed_high, 3), between(fast_spread_, 2, "m"));
    text += fmt::format(
        ". At the marked nose one metre of height spans {} px: a mound of {} km/h would stand {} high "
        "here, which this picture {}.",
        with_sigma(pixel_->value[0], pixel_->sigma(0), 1), significant(p_.speed_low, 3), in_pixels(slow_spread_),
        least >= kResolvedPx                                  ? "resolves"
        : slow_spread_.high * pixel_->value[0] >= kResolvedPx ? "resolves only where it is among the larger"
                                                              : "does not resolve");
    if (mounds_.empty()) text += " The analyst marked none.";
    observe("expected", Bearing::kNeutral, std::move(text), {"expected", "px_per_m"});
  }

  void measure_mounds() {
    for (MarkedMound& m : mounds_) {
      if (m.below_crest) {
        MarkedLength mark{m.id, m.foot, m.crest, true, m.sigma_px, 0, {}};
        m.height = length_with_sigma(fit_, mark, s_.prior.relief);
      } else {
        Inputs in;
        for (const PicturePoint& p : {m.foot, m.crest}) {
          in.add(p.x, m.sigma_px);
          in.add(p.y, m.sigma_px);
        }
        in.add(kReposeDeg, kReposeSigmaDeg);
        in.add(0, s_.prior.relief);
        m.height = propagated(fit_, in, [](const GroundCamera& camera, const std::vector<double>& at) {
          std::optional<std::vector<double>> answer;
          const auto h = crest_height_m(camera, {at[0], at[1]}, {at[2], at[3]}, at[4]);
          if (h) answer = {*h * (1 + at[5])};
          return answer;
        });
      }
      if (!m.height) s_.left_out.push_back(m.id + ": it lies above the horizon, or is seen along its slope");
    }
    std::erase_if(mounds_, [](const MarkedMound& m) { return !m.height; });
  }

  // Share of draws below a measured height, which is uncertain itself.
  static double place(const std::vector<double>& heights, const Estimate& measured) {
    const double sigma = std::max(measured.sigma(0), 1e-9);
    double sum = 0;
    for (const double h : heights) sum += 0.5 * std::erfc((h - measured.value[0]) / (sigma * std::numbers::sqrt2));
    return sum / static_cast<double>(heights.size());
  }

  void observe_mounds() {
    if (mounds_.empty()) return;
    Table rows = table_of("mounds", "Marked mounds",
                          {"Mark", "Height [m]", "Deviation [m]", "Draws below it at the lowest speed [%]",
                           "Draws below it at the highest speed [%]"});
    for (const MarkedMound& m : mounds_) {
      rows.rows.push_back({m.id, fmt::format("{:.3f}", m.height->value[0]), fmt::format("{:.3f}", m.height->sigma(0)),
                           fmt::format("{:.1f}", 100 * place(slow_, *m.height)),
                           fmt::format("{:.1f}", 100 * place(fast_, *m.height))});
    }
    output_.tables.push_back(std::move(rows));
    const MarkedMound& m = highest();
    const double share = place(slow_, *m.height);
    add("mound_height", "Height of the highest marked mound", m.height->value[0], "m", m.height->sigma(0));
    add("mound_place", "Share of draws at the lowest speed that are lower", share, "1", {});
    std::string text = fmt::format(
        "The highest marked mound, {}, stands {} high (in 95 of 100 cases {}); {:.1f} of 100 draws at {} "
        "km/h are lower ({}).",
        printable(m.id, 60), plus_minus(m.height->value[0], m.height->sigma(0), "m"),
        interval_text(m.height->value[0], m.height->sigma(0), "m"), 100 * share, significant(p_.speed_low, 3),
        of_what());
    if (share < kFew) {
      observe("mound", Bearing::kInconclusive,
              text + " It is lower than an impact at this speed is expected to push up.", {"mounds", "expected"},
              {"a slower impact, or one that brakes took most energy of",
               "hard, frozen, stony or rooted ground, or soil other than stated",
               "a nose that ran up the bank instead of into it",
               "a mound that was driven over, trodden down, washed out or taken away since",
               "a crest or foot that is hidden or was marked elsewhere"});
    } else {
      observe("mound", Bearing::kNeutral, std::move(text), {"mounds", "expected"});
    }
  }

  const MarkedMound& highest() const {
    return *std::max_element(mounds_.begin(), mounds_.end(), [](const MarkedMound& a, const MarkedMound& b) {
      return a.height->value[0] < b.height->value[0];
    });
  }

  // At which speeds a mound would stand higher than what is seen, or than what would be seen.
  void observe_inverse(const Job& job) {
    const double seen = mounds_.empty() ? kResolvedPx / pixel_->value[0] : highest().height->value[0];
    if (!(seen > 0 && seen < 10)) return;
    Table rows = table_of("speeds",
                          mounds_.empty() ? "Speed from which a mound would span 3 px here"
                                          : "Speed from which a mound would be higher than the one marked",
                          {"Soil", "5 of 100 [km/h]", "50 of 100 [km/h]", "95 of 100 [km/h]"});
    double least = 1e9, most = 0;
    for (const SoilRange* soil : soils()) {
      job.tick(0, 1);
      const auto speeds = speed_of_mound_kmh(ranges(), *soil, seen, p_.draws, static_cast<std::uint64_t>(p_.seed));
      if (!speeds) continue;
      rows.rows.push_back({std::string(soil->title), fmt::format("{:.1f}", speeds->low),
                           fmt::format("{:.1f}", speeds->median), fmt::format("{:.1f}", speeds->high)});
      least = std::min(least, speeds->low);
      most = std::max(most, speeds->high);
    }
    if (rows.rows.empty()) return;
    output_.tables.push_back(std::move(rows));
    add("speed_exceeding", "Speed from which 95 of 100 draws of every soil push up more than is seen", most, "km/h",
        {});
    observe("speed", Bearing::kNeutral,
            fmt::format("A mound higher than {} ({:.2f} m) is pushed up from {:.1f} to {:.1f} km/h on, by soil and by "
                        "what is not known: below it none of it need be seen, above it 95 of 100 draws are higher.",
                        mounds_.empty() ? "3 px at the nose" : "the one marked", seen, least, most),
            {"speeds"});
  }

  void draw() {
    for (const auto& [id, height] :
         {std::pair{"expected_middle", slow_spread_.median}, std::pair{"expected_least", slow_spread_.low}}) {
      const auto ground = ground_point(fit_.camera.view, fit_.camera.lens.undistorted(*nose_));
      if (!ground) return;
      const cv::Vec3d top = *ground + height / fit_.camera.height_m * fit_.camera.view.up;
      if (top[2] < 1e-9) continue;
      const auto at = fit_.camera.lens.distorted(fit_.camera.view.picture_from_ray(top));
      if (!at) continue;
      output_.regions.push_back(drawn_region(
          id, Shape::kLine, {s_.view.picture.picture_from_upright(*nose_), s_.view.picture.picture_from_upright(*at)},
          fmt::format("{:.2f} m high, expected at {} km/h", height, significant(p_.speed_low, 3)), s_.frame));
    }
  }

  GroundSetting s_;
  Params p_;
  CameraFit fit_;
  std::optional<PicturePoint> nose_;
  double nose_sigma_ = 2;
  std::vector<MarkedMound> mounds_;
  std::optional<Estimate> pixel_;
  std::vector<double> slow_, fast_;
  Spread slow_spread_, fast_spread_;
  PassOutput output_;
};

Result<std::unique_ptr<PassRun>> start(const RunContext& context) {
  const Params params = table().read(context.params);
  auto setting = ground_setting(context, params);
  if (!setting) return tl::unexpected(setting.error());
  return structure_run(
      [setting = std::move(*setting), params](const Job& job) { return ImpactMound(setting, params).measure(job); });
}

}  // namespace

PassDescriptor scene_impact_mound() {
  PassDescriptor pass;
  pass.id = "scene.impact_mound";
  pass.group = "Scene and staging";
  pass.title = "What an impact would have pushed up";
  pass.known_as = {"mound", "berm", "ploughed soil", "collision"};
  pass.question = "What must an impact at this speed have pushed up, would it show here, and what is there?";
  pass.summary =
      "Kinetic energy spent on passive earth resistance gives travel, volume and height of a mound for ranges of mass, "
      "speed and soil; marks give how many pixels it would stand at the nose, and the height of what is there.";
  pass.limits = {
      "It takes the nose to run into a bank of loose soil: wheels that roll down a slope or into a ditch, or a nose "
      "that rides up, push up less or nothing.",
      "The depth of the contact is taken to grow in line with the travel up to the depth stated; the share of the "
      "energy that goes into soil is a plausible range, not a measurement.",
      "Soils are ranges about published values: stones, roots, frost, and layers are not among them.",
      "Soil that was trodden down, washed out or taken away since is not seen.",
      "Ground is taken as one level plane, so that a mound in a ditch or on a slope is measured wrongly.",
      "No mark of a mound means that none was marked, not that none is there.",
      "No real impacts were measured, so that a mound that is too low is inconclusive."};
  pass.sources = {
      {"Terzaghi, Peck, Mesri, Soil Mechanics in Engineering Practice, third edition (passive earth pressure)", 1996},
      {"Wong, Theory of Ground Vehicles, fourth edition", 2008},
      {"Criminisi, Reid, Zisserman, Single View Metrology, International Journal of Computer Vision 40", 2000}};
  pass.needs.picture = true;
  pass.needs.regions = true;
  pass.needs.region_roles = scene_roles();
  for (const char* role : {"straight", "nose", "mound", "mound_line"}) pass.needs.region_roles.emplace_back(role);
  pass.params = table().fields();
  pass.follows = Following{};
  pass.start = start;
  return pass;
}

}  // namespace spoor::passes
