#include "methods/projective/scene_marks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace spoor {
namespace {

std::optional<double> metres_per(const std::string& unit) {
  static const std::map<std::string, double> kUnits{
      {"m", 1}, {"cm", 0.01}, {"mm", 0.001}, {"ft", 0.3048}, {"in", 0.0254}};
  const auto found = kUnits.find(unit);
  if (found == kUnits.end()) return std::nullopt;
  return found->second;
}

class Reader {
 public:
  Reader(const std::vector<MarkGroup>& groups, const SceneReading& reading) : reading_(reading) {
    for (const MarkGroup& group : groups) groups_[group.id] = &group;
  }

  ReadScene read(const std::vector<Region>& regions) {
    std::map<std::string, std::vector<const Region*>> parts;
    for (const Region& region : regions) {
      const auto& roles = scene_roles();
      const bool known = std::find(roles.begin(), roles.end(), region.role) != roles.end();
      if (region.role == "moving_point") {
        follow(region);
      } else if (!known || !region.frames.contains(reading_.frame)) {
        continue;
      } else if (region.role == "parallel") {
        level(region);
      } else if (region.role == "vertical") {
        line(region, LineKind::kUpright, 0, reading_.lean_deg);
      } else if (region.role == "horizon") {
        horizon(region);
      } else if (!region.group.empty()) {
        parts[region.group].push_back(&region);
      } else if (region.role == "pole") {
        pole(region.id, ends(region), region, {});
      } else if (region.role == "scale") {
        length(region.id, ends(region), false, region, {});
      } else if (region.role == "ground_rectangle") {
        rectangle(region, {});
      } else {
        leave_out(region.id, "it is marked as a group with its quantities and parts");
      }
    }
    for (const auto& [id, members] : parts) group(id, members);
    square_sets();
    return std::move(found_);
  }

 private:
  using Ends = std::optional<std::pair<PicturePoint, PicturePoint>>;

  void leave_out(const std::string& id, const char* why) { found_.left_out.push_back(id + ": " + why); }
  double sigma(const Region& region) const { return region.sigma_px > 0 ? region.sigma_px : reading_.sigma_px; }

  Ends ends(const Region& region) {
    const auto p = points_at(region, reading_.frame);
    if (p.size() < 2 || std::hypot(p.front().x - p.back().x, p.front().y - p.back().y) < 1e-6) {
      leave_out(region.id, "two ends are needed");
      return std::nullopt;
    }
    return std::pair{p.front(), p.back()};
  }

  bool line(const Region& region, LineKind kind, std::size_t of, double lean) {
    const auto e = ends(region);
    if (e) found_.marks.lines.push_back({region.id, kind, of, e->first, e->second, sigma(region), lean});
    return e.has_value();
  }

  void horizon(const Region& region) {
    if (found_.marks.horizon) return leave_out(region.id, "another mark is the horizon already");
    if (const auto e = ends(region))
      found_.marks.horizon = HorizonMark{e->first, e->second, sigma(region), reading_.terrain_deg};
  }

  void level(const Region& region) {
    auto& sets = found_.marks.sets;
    const auto set = std::find_if(sets.begin(), sets.end(), [&](const LevelSet& s) { return s.id == region.group; });
    const bool another = set == sets.end();
    // A set exists by its lines: one without would leave its direction open.
    if (!line(region, LineKind::kLevel, static_cast<std::size_t>(set - sets.begin()), reading_.level_deg)) return;
    if (!another) return;
    sets.push_back({region.group, std::nullopt});
    const auto g = groups_.find(region.group);
    if (g == groups_.end()) return;
    for (const auto& q : g->second->quantities) {
      if (q.name != "bearing") continue;
      if (q.unit != "deg" && q.unit != "degrees") {
        leave_out(region.group, "its bearing is not in deg");
      } else {
        sets.back().bearing_deg = q.value;
      }
    }
  }

  void square_sets() {
    auto& sets = found_.marks.sets;
    if (!reading_.right_angles || sets.size() != 2 || sets[0].bearing_deg || sets[1].bearing_deg) return;
    sets[0].bearing_deg = 0;
    sets[1].bearing_deg = 90;
  }

  std::optional<KnownLength> quantity(const std::string& group, const char* name) {
    const auto g = groups_.find(group);
    if (g == groups_.end()) return std::nullopt;
    for (const auto& q : g->second->quantities) {
      if (q.name != name) continue;
      const auto unit = metres_per(q.unit);
      if (unit && q.value * *unit > 1e-6) return KnownLength{q.value * *unit, q.sigma * *unit};
      leave_out(group, "its length is not positive or in no unit of length");
    }
    return std::nullopt;
  }

  void length(const std::string& id, const Ends& e, bool upright, const Region& region,
              const std::optional<KnownLength>& known) {
    if (!e) return;
    found_.marks.lengths.push_back(
        {id, e->first, e->second, upright, sigma(region), upright ? reading_.lean_deg : 0, known});
  }

  void pole(const std::string& id, const Ends& e, const Region& region, const std::optional<KnownLength>& known) {
    if (!e) return;
    found_.marks.lines.push_back({id, LineKind::kUpright, 0, e->first, e->second, sigma(region), reading_.lean_deg});
    length(id, e, true, region, known);
  }

  void rectangle(const Region& region, const std::string& group) {
    const auto p = points_at(region, reading_.frame);
    if (p.size() != 4) return leave_out(region.id, "a rectangle of the ground has four corners");
    MarkedRectangle mark{group.empty() ? region.id : group, {p[0], p[1], p[2], p[3]}, sigma(region), {}, {}};
    mark.length = quantity(group, "length");
    mark.width = quantity(group, "width");
    found_.marks.rectangles.push_back(mark);
  }

  void group(const std::string& id, const std::vector<const Region*>& members) {
    const std::string& role = members.front()->role;
    std::map<std::string, const Region*> named;
    for (const Region* region : members) named[region->part] = region;
    const auto point = [&](const char* part) -> std::optional<PicturePoint> {
      const auto at = named.find(part);
      if (at == named.end()) return std::nullopt;
      const auto p = points_at(*at->second, reading_.frame);
      if (p.size() != 1) return std::nullopt;
      return p[0];
    };
    const auto between = [&](const char* from, const char* to) -> Ends {
      const auto p = point(from), q = point(to);
      if (!p || !q) return std::nullopt;
      return std::pair{*p, *q};
    };
    const Region& any = *members.front();
    if (role == "pole") {
      const auto e = between("foot", "top");
      if (!e) return leave_out(id, "a pole's height and direction need its foot and top");
      return pole(id, e, any, quantity(id, "height"));
    }
    if (role == "scale") {
      const auto up = quantity(id, "height"), flat = quantity(id, "length");
      Ends e = between("from", "to");
      if (!e && members.size() == 1) e = ends(any);
      if (!e) return leave_out(id, "a length is a line, or two points from and to");
      return length(id, e, up.has_value(), any, up ? up : flat);
    }
    if (role == "ground_rectangle") return rectangle(any, id);
    const std::array wheels{point("RL"), point("FL"), point("FR"), point("RR")};
    const auto contacts = std::count_if(wheels.begin(), wheels.end(), [](auto& p) { return p.has_value(); });
    const auto wheelbase = quantity(id, "wheelbase"), track = quantity(id, "track");
    const Ends left = between("RL", "FL"), right = between("RR", "FR");
    const Ends front = between("FL", "FR"), rear = between("RL", "RR");
    if (role == "wheels" && contacts >= 3) {
      found_.marks.rectangles.push_back({id, wheels, sigma(any), wheelbase, track});
      return;
    }
    // Each contact is used once for a direction, and once for a length, which its errors along the line make.
    const Ends side = left ? left : right, axle = front ? front : rear;
    if (side && wheelbase) length(id + " wheelbase", side, false, any, wheelbase);
    if (!side && axle && track) length(id + " track", axle, false, any, track);
    if (role == "wheels" && !(side && wheelbase) && !(!side && axle && track)) {
      return leave_out(id, "wheels need three contacts, or two and the known length between them");
    }
    if (role != "vehicle") return;
    const std::size_t vehicle = found_.marks.vehicles;
    int body = 0;
    for (const Region* region : members) {
      // Several lines of one part are told apart by what follows: "along", "along 2".
      for (const auto& [part, kind] : {std::pair{"along", LineKind::kAlong}, std::pair{"across", LineKind::kAcross},
                                       std::pair{"upright", LineKind::kVehicleUp}}) {
        if (region->part.starts_with(part)) body += line(*region, kind, vehicle, reading_.level_deg);
      }
    }
    if (body == 0) return leave_out(id, "a vehicle's attitude needs lines of its body");
    const auto contact_line = [&](const Ends& e, LineKind kind, const char* what) {
      if (e) found_.marks.lines.push_back({id + what, kind, vehicle, e->first, e->second, sigma(any), 0});
    };
    contact_line(left, LineKind::kTrack, " left contacts");
    contact_line(right, LineKind::kTrack, " right contacts");
    if (!left && !right) contact_line(axle, LineKind::kAxle, " axle");
    found_.vehicle_ids.push_back(id);
    ++found_.marks.vehicles;
  }

  void follow(const Region& region) {
    FollowedPoint point{region.id, {}, sigma(region)};
    const std::size_t count = region.keys.size(), used = std::min(count, kMostPlaces);
    for (std::size_t i = 0; i < used; ++i) {
      const KeyShape& key = region.keys[used == count ? i : i * (count - 1) / (used - 1)];
      if (key.points.size() == 1 && region.frames.contains(key.frame))
        point.places.push_back({key.frame, key.points[0]});
    }
    if (point.places.size() < 2) return leave_out(region.id, "a speed needs a point at two frames or more");
    found_.points.push_back(std::move(point));
  }

  std::map<std::string, const MarkGroup*> groups_;
  SceneReading reading_;
  ReadScene found_;
};

}  // namespace

const std::vector<std::string>& scene_roles() {
  static const std::vector<std::string> roles{"parallel",         "vertical", "pole",    "scale",       "horizon",
                                              "ground_rectangle", "wheels",   "vehicle", "moving_point"};
  return roles;
}

ReadScene scene_marks(const std::vector<Region>& regions, const std::vector<MarkGroup>& groups,
                      const SceneReading& reading) {
  return Reader(groups, reading).read(regions);
}

}  // namespace spoor
