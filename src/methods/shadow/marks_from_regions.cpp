#include "methods/shadow/marks_from_regions.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace spoor {
namespace {

bool too_short(const PicturePoint& p, const PicturePoint& q) { return std::hypot(p.x - q.x, p.y - q.y) < 1e-6; }

double sigma_of(const Region& region, double fallback) { return region.sigma_px > 0 ? region.sigma_px : fallback; }

class Reader {
 public:
  Reader(std::int64_t frame, double sigma_px) : frame_(frame), sigma_(sigma_px) {}

  MarkedShadows read(const std::vector<Region>& regions) {
    std::map<std::string, std::map<std::string, const Region*>> groups;
    for (const Region& region : regions) {
      const bool known =
          region.role == "shadow_object_pair" || region.role == "attached_shadow" || region.role == "pole";
      if (!known || !region.frames.contains(frame_)) continue;
      if (!region.group.empty()) {
        groups[region.group][region.part] = &region;
      } else {
        single(region);
      }
    }
    for (const auto& [id, parts] : groups) group(id, parts);
    std::sort(found_.marks.begin(), found_.marks.end(),
              [](const ShadowMark& a, const ShadowMark& b) { return a.id < b.id; });
    return std::move(found_);
  }

 private:
  void leave_out(const std::string& id, const char* why) { found_.left_out.push_back(id + ": " + why); }

  void add(ShadowMark mark) {
    if (too_short(mark.at, mark.first) || too_short(mark.at, mark.second)) {
      return leave_out(mark.id, "its points coincide");
    }
    found_.marks.push_back(std::move(mark));
  }

  void single(const Region& region) {
    const auto p = points_at(region, frame_);
    const double sigma = sigma_of(region, sigma_);
    ShadowMark mark{region.id, ShadowMark::Kind::kCast, {}, {}, {}, sigma, sigma};
    if (region.role == "attached_shadow") {
      if (p.size() != 2) return leave_out(region.id, "an attached shadow is marked by two points, dark side first");
      mark.kind = ShadowMark::Kind::kAttached;
      mark.at = {(p[0].x + p[1].x) / 2, (p[0].y + p[1].y) / 2};
      mark.first = mark.second = p[1];
      // The direction from the middle to one end must come out with the deviation that both ends give it.
      mark.sigma_at_px = mark.sigma_px = sigma / 2;
      return add(std::move(mark));
    }
    if (region.role == "pole") return leave_out(region.id, "a pole is marked as a group of foot, top and shadow_tip");
    if (p.size() == 2) {
      mark.at = p[0];
      mark.first = mark.second = p[1];
    } else if (p.size() == 3) {
      mark.at = p[1];
      mark.first = p[0];
      mark.second = p[2];
    } else {
      return leave_out(region.id, "a shadow and its object are marked by two or three points");
    }
    add(std::move(mark));
  }

  void group(const std::string& id, const std::map<std::string, const Region*>& parts) {
    const auto part = [&](const char* name) -> const Region* {
      const auto found = parts.find(name);
      return found == parts.end() ? nullptr : found->second;
    };
    const bool pole = part("shadow_tip") != nullptr || part("top") != nullptr || part("foot") != nullptr;
    const Region *shadow = part(pole ? "shadow_tip" : "shadow"), *object = part(pole ? "top" : "object");
    if (shadow == nullptr || object == nullptr) {
      return leave_out(id, pole ? "the light's direction needs its top and its shadow's tip"
                                : "the parts shadow and object are needed");
    }
    const auto s = points_at(*shadow, frame_), o = points_at(*object, frame_);
    if (s.size() != 1 || o.empty() || o.size() > 2) return leave_out(id, "its parts are not points");
    add({id, ShadowMark::Kind::kCast, s[0], o.front(), o.back(), sigma_of(*shadow, sigma_), sigma_of(*object, sigma_)});
  }

  std::int64_t frame_;
  double sigma_;
  MarkedShadows found_;
};

}  // namespace

MarkedShadows shadows_from_regions(const std::vector<Region>& regions, std::int64_t frame, double sigma_px) {
  return Reader(frame, sigma_px).read(regions);
}

}  // namespace spoor
