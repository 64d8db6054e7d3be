#include "methods/reflection/reflection_marks.h"

namespace spoor {
namespace {

// An upright line runs downwards, to where a level surface's normal vanishes.
void read_upright(const Region& region, std::int64_t frame, DirectionMarks& marks) {
  const auto p = points_at(region, frame);
  if (p.size() != 2) return marks.leave_out(region.id, "an upright line is marked by two points");
  const bool first_is_upper = p[0].y <= p[1].y;
  const PicturePoint &upper = first_is_upper ? p[0] : p[1], &lower = first_is_upper ? p[1] : p[0];
  const double sigma = marks.sigma_of(region);
  marks.add({region.id, ShadowMark::Kind::kCast, upper, lower, lower, sigma, sigma});
}

void read_group(const std::string& id, const RegionParts& parts, DirectionMarks& marks) {
  const Region *top = part_of(parts, "top"), *foot = part_of(parts, "foot");
  if (top != nullptr || foot != nullptr) {
    return marks.by_parts(id, top, foot, "an upright pole needs foot and top");
  }
  marks.by_parts(id, part_of(parts, "object"), part_of(parts, "reflection"),
                 "the parts object and reflection are needed");
}

}  // namespace

MarkedDirections reflections_from_regions(const std::vector<Region>& regions, std::int64_t frame, double sigma_px,
                                          bool level) {
  DirectionMarks marks(frame, sigma_px);
  std::map<std::string, RegionParts> groups;
  for (const Region& region : regions) {
    const bool upright = level && region.role == "vertical", pole = level && region.role == "pole";
    if (!(region.role == "reflection" || upright || pole) || !region.frames.contains(frame)) continue;
    if (upright) {
      read_upright(region, frame, marks);
    } else if (!region.group.empty()) {
      groups[region.group][region.part] = &region;
    } else if (pole) {
      marks.leave_out(region.id, "a pole is marked as a group of foot and top");
    } else {
      marks.by_points(region, "a point and its reflection are marked by two or three points");
    }
  }
  for (const auto& [id, parts] : groups) read_group(id, parts, marks);
  return marks.take();
}

}  // namespace spoor
