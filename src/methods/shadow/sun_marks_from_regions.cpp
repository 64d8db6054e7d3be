#include "methods/shadow/sun_marks_from_regions.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace spoor {
namespace {

using Kind = SunMark::Kind;

class Reader {
 public:
  Reader(const std::vector<MarkGroup>& groups, const UprightPicture& picture, std::int64_t frame,
         const SunMarkDefaults& defaults)
      : picture_(picture), frame_(frame), defaults_(defaults) {
    for (const MarkGroup& group : groups) groups_[group.id] = &group;
  }

  MarkedForSun read(const std::vector<Region>& regions) {
    std::map<std::string, std::vector<const Region*>> grouped;
    for (const Region& region : regions) {
      if (region.role == "parallel") {
        if (seen(region)) line(region, Kind::kHorizontal);
      } else if (region.role == "pole" || region.role == "shadow_object_pair") {
        if (!region.group.empty()) {
          grouped[region.group].push_back(&region);
        } else if (seen(region)) {
          single(region);
        }
      } else if (seen(region)) {
        other(region);
      }
    }
    for (const auto& [id, parts] : grouped) group(id, parts);
    std::stable_sort(found_.marks.begin(), found_.marks.end(), [](auto& a, auto& b) { return a.id < b.id; });
    std::stable_sort(found_.course.begin(), found_.course.end(), [](auto& a, auto& b) { return a.pole < b.pole; });
    return std::move(found_);
  }

 private:
  bool seen(const Region& region) const { return region.frames.contains(frame_); }
  void leave_out(const std::string& id, const char* why) { found_.left_out.push_back(id + ": " + why); }

  // A pixel that is wider than high makes a click's error wider, too; the larger is taken for both.
  double sigma_of(const Region& region) const {
    return (region.sigma_px > 0 ? region.sigma_px : defaults_.sigma_px) * std::max(picture_.pixel_aspect, 1.0);
  }

  std::vector<PicturePoint> points(const Region& region, std::int64_t frame) const {
    auto p = points_at(region, frame);
    for (PicturePoint& q : p) q = picture_.upright_from_picture(q);
    return p;
  }

  static bool apart(const PicturePoint& p, const PicturePoint& q) { return std::hypot(p.x - q.x, p.y - q.y) > 1e-6; }

  SunMark mark(Kind kind, const std::string& id, double sigma) const {
    SunMark m;
    m.kind = kind;
    m.id = id;
    m.sigma_px = sigma;
    m.lean_sigma_deg = kind == Kind::kVertical ? defaults_.plumb_deg : defaults_.lean_deg;
    m.slope_sigma_deg = defaults_.slope_deg;
    m.turn_sigma_deg = defaults_.turn_deg;
    return m;
  }

  void add(SunMark m) {
    if (!apart(m.a, m.b) || (m.kind == Kind::kPole && !(apart(m.a, m.c) && apart(m.b, m.c)))) {
      return leave_out(m.id, "its points coincide");
    }
    found_.marks.push_back(std::move(m));
  }

  void line(const Region& region, Kind kind) {
    const auto p = points(region, frame_);
    if (p.size() < 2 || region.shape == Shape::kRectangle || region.shape == Shape::kPolygon) {
      return leave_out(region.id, "it is no line");
    }
    SunMark m = mark(kind, region.id, sigma_of(region));
    m.a = p.front(), m.b = p.back();
    if (kind == Kind::kHorizon) m.sigma_px = std::hypot(m.sigma_px, defaults_.horizon_px);
    m.set = region.group;
    add(std::move(m));
  }

  void single(const Region& region) {
    const auto p = points(region, frame_);
    if (region.role == "pole") return leave_out(region.id, "a pole is marked as a group of foot, top and shadow_tip");
    if (p.size() != 2 && p.size() != 3) {
      return leave_out(region.id, "a shadow and its object are marked by two or three points");
    }
    SunMark m = mark(Kind::kPair, region.id, sigma_of(region));
    m.a = p.size() == 2 ? p[0] : p[1];
    m.b = p.size() == 2 ? p[1] : p[0];
    m.c = p.back();
    add(std::move(m));
  }

  void other(const Region& region) {
    if (region.role == "horizon") return line(region, Kind::kHorizon);
    if (region.role == "vertical") return line(region, Kind::kVertical);
    if (region.role != "shadow_direction") return;
    const auto p = points(region, frame_);
    if (p.size() < 2) return leave_out(region.id, "a shadow's direction is marked by two points, its far end first");
    SunMark m = mark(Kind::kShadow, region.id, sigma_of(region));
    m.a = p.back(), m.b = p.front();
    add(std::move(m));
  }

  void quantities(const std::string& id, SunMark& m) const {
    const auto found = groups_.find(id);
    if (found == groups_.end()) return;
    for (const MarkGroup::Quantity& q : found->second->quantities) {
      if (q.name == "lean") m.lean_deg = q.value, m.lean_sigma_deg = q.sigma > 0 ? q.sigma : m.lean_sigma_deg;
      if (q.name == "lean_towards") m.lean_towards_deg = q.value;
      if (q.name == "slope") m.slope_deg = q.value, m.slope_sigma_deg = q.sigma > 0 ? q.sigma : m.slope_sigma_deg;
      if (q.name == "slope_towards") m.slope_towards_deg = q.value;
    }
  }

  void group(const std::string& id, const std::vector<const Region*>& parts) {
    const auto part = [&](const char* name) -> const Region* {
      for (const Region* region : parts) {
        if (region->part == name && seen(*region)) return region;
      }
      return nullptr;
    };
    const Region *foot = part("foot"), *top = part("top"), *tip = part("shadow_tip");
    course(id, foot, tip, part("later_tip"));
    if (tip == nullptr) tip = part("shadow");
    if (tip == nullptr || (foot == nullptr && top == nullptr && part("object") == nullptr)) {
      return leave_out(id, "the tip of its shadow and its foot or top are needed");
    }
    const auto s = points(*tip, frame_);
    if (s.size() != 1) return leave_out(id, "its parts are not points");
    double sigma = sigma_of(*tip);
    for (const Region* region : {foot, top}) sigma = std::max(sigma, region != nullptr ? sigma_of(*region) : 0);
    if (foot != nullptr) {
      SunMark m = mark(top != nullptr ? Kind::kPole : Kind::kShadow, id, sigma);
      m.a = points(*foot, frame_).front();
      m.b = top != nullptr ? points(*top, frame_).front() : s[0];
      m.c = s[0];
      quantities(id, m);
      return add(std::move(m));
    }
    SunMark m = mark(Kind::kPair, id, sigma);
    const auto object = points(top != nullptr ? *top : *part("object"), frame_);
    m.a = s[0], m.b = object.front(), m.c = object.back();
    add(std::move(m));
  }

  void course(const std::string& id, const Region* foot, const Region* tip, const Region* later) {
    if (foot == nullptr || tip == nullptr) return;
    const auto at = points(*foot, frame_).front();
    const double sigma = std::max(sigma_of(*foot), sigma_of(*tip));
    if (tip->keys.size() > 1) {
      for (const KeyShape& key : tip->keys) {
        if (!tip->frames.contains(key.frame)) continue;
        found_.course.push_back({id, at, points(*tip, key.frame).front(), sigma, key.frame, 0, 0, true});
      }
      return;
    }
    const auto group = groups_.find(id);
    if (later == nullptr || group == groups_.end()) return;
    for (const MarkGroup::Quantity& q : group->second->quantities) {
      if (q.name != "later") continue;
      if (q.unit != "s") return leave_out(id, "'later' is given in seconds (s)");
      found_.course.push_back({id, at, points(*tip, frame_).front(), sigma, frame_, 0, 0, false});
      found_.course.push_back(
          {id, at, points(*later, frame_).front(), std::max(sigma, sigma_of(*later)), frame_, q.value, q.sigma, false});
      return;
    }
    leave_out(id, "a later tip needs the group's quantity 'later', in seconds");
  }

  std::map<std::string, const MarkGroup*> groups_;
  UprightPicture picture_;
  std::int64_t frame_;
  SunMarkDefaults defaults_;
  MarkedForSun found_;
};

}  // namespace

MarkedForSun sun_marks_from_regions(const std::vector<Region>& regions, const std::vector<MarkGroup>& groups,
                                    const UprightPicture& picture, std::int64_t frame,
                                    const SunMarkDefaults& defaults) {
  return Reader(groups, picture, frame, defaults).read(regions);
}

}  // namespace spoor
