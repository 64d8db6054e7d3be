#include "methods/shadow/direction_marks.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace spoor {
namespace {

bool coincide(const PicturePoint& p, const PicturePoint& q) { return std::hypot(p.x - q.x, p.y - q.y) < 1e-6; }

}  // namespace

const Region* part_of(const RegionParts& parts, const std::string& name) {
  const auto found = parts.find(name);
  return found == parts.end() ? nullptr : found->second;
}

void DirectionMarks::by_points(const Region& region, const char* otherwise) {
  const auto p = points_at(region, frame_);
  const double sigma = sigma_of(region);
  if (p.size() == 2) return add({region.id, ShadowMark::Kind::kCast, p[0], p[1], p[1], sigma, sigma});
  if (p.size() == 3) return add({region.id, ShadowMark::Kind::kCast, p[1], p[0], p[2], sigma, sigma});
  leave_out(region.id, otherwise);
}

void DirectionMarks::by_parts(const std::string& id, const Region* from, const Region* to, const char* otherwise) {
  if (from == nullptr || to == nullptr) return leave_out(id, otherwise);
  const auto f = points_at(*from, frame_), t = points_at(*to, frame_);
  if (f.size() != 1 || t.empty() || t.size() > 2) return leave_out(id, "its parts are not points");
  add({id, ShadowMark::Kind::kCast, f[0], t.front(), t.back(), sigma_of(*from), sigma_of(*to)});
}

void DirectionMarks::add(ShadowMark mark) {
  if (coincide(mark.at, mark.first) || coincide(mark.at, mark.second)) {
    return leave_out(mark.id, "its points coincide");
  }
  found_.marks.push_back(std::move(mark));
}

MarkedDirections DirectionMarks::take() {
  std::sort(found_.marks.begin(), found_.marks.end(),
            [](const ShadowMark& a, const ShadowMark& b) { return a.id < b.id; });
  return std::move(found_);
}

}  // namespace spoor
