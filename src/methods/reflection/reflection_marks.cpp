#include "methods/reflection/reflection_marks.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace spoor {
namespace {

double sigma_of(const Region& region, double fallback) { return region.sigma_px > 0 ? region.sigma_px : fallback; }

bool too_short(const PicturePoint& p, const PicturePoint& q) { return std::hypot(p.x - q.x, p.y - q.y) < 1e-6; }

class Reader {
 public:
  Reader(std::int64_t frame, double sigma_px, bool level) : frame_(frame), sigma_(sigma_px), level_(level) {}

  MarkedReflections read(const std::vector<Region>& regions) {
    std::map<std::string, std::map<std::string, const Region*>> groups;
    for (const Region& region : regions) {
      const bool upright = level_ && (region.role == "vertical" || region.role == "pole");
      if ((region.role != "reflection" && !upright) || !region.frames.contains(frame_)) continue;
      if (!region.group.empty() && region.role != "vertical") {
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

  void add(const std::string& id, const PicturePoint& from, const PicturePoint& to, const PicturePoint& other,
           double sigma_from, double sigma_to) {
    if (too_short(from, to) || too_short(from, other)) return leave_out(id, "its points coincide");
    found_.marks.push_back({id, ShadowMark::Kind::kCast, from, to, other, sigma_from, sigma_to});
  }

  void single(const Region& region) {
    const auto p = points_at(region, frame_);
    const double sigma = sigma_of(region, sigma_);
    if (region.role == "pole") return leave_out(region.id, "a pole is marked as a group of foot and top");
    if (region.role == "vertical") {
      if (p.size() != 2) return leave_out(region.id, "an upright line is marked by two points");
      const bool first_is_upper = p[0].y <= p[1].y;
      const PicturePoint &upper = first_is_upper ? p[0] : p[1], &lower = first_is_upper ? p[1] : p[0];
      return add(region.id, upper, lower, lower, sigma, sigma);
    }
    if (p.size() == 2) return add(region.id, p[0], p[1], p[1], sigma, sigma);
    if (p.size() == 3) return add(region.id, p[1], p[0], p[2], sigma, sigma);
    leave_out(region.id, "a point and its reflection are marked by two or three points");
  }

  void group(const std::string& id, const std::map<std::string, const Region*>& parts) {
    const auto part = [&](const char* name) -> const Region* {
      const auto found = parts.find(name);
      return found == parts.end() ? nullptr : found->second;
    };
    const bool pole = part("top") != nullptr || part("foot") != nullptr;
    const Region *from = part(pole ? "top" : "object"), *to = part(pole ? "foot" : "reflection");
    if (from == nullptr || to == nullptr) {
      return leave_out(id, pole ? "an upright pole needs foot and top" : "the parts object and reflection are needed");
    }
    const auto f = points_at(*from, frame_), t = points_at(*to, frame_);
    if (f.size() != 1 || t.empty() || t.size() > 2) return leave_out(id, "its parts are not points");
    add(id, f[0], t.front(), t.back(), sigma_of(*from, sigma_), sigma_of(*to, sigma_));
  }

  std::int64_t frame_;
  double sigma_;
  bool level_;
  MarkedReflections found_;
};

}  // namespace

MarkedReflections reflections_from_regions(const std::vector<Region>& regions, std::int64_t frame, double sigma_px,
                                           bool level) {
  return Reader(frame, sigma_px, level).read(regions);
}

}  // namespace spoor
