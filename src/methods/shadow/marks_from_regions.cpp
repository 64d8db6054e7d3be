#include "methods/shadow/marks_from_regions.h"

namespace spoor {
namespace {

constexpr const char* kPole = "a pole is marked as a group of foot, top and shadow_tip";

void read_attached(const Region& region, std::int64_t frame, DirectionMarks& marks) {
  const auto p = points_at(region, frame);
  if (p.size() != 2) return marks.leave_out(region.id, "an attached shadow is marked by two points, dark side first");
  ShadowMark mark;
  mark.id = region.id;
  mark.kind = ShadowMark::Kind::kAttached;
  mark.at = {(p[0].x + p[1].x) / 2, (p[0].y + p[1].y) / 2};
  mark.first = mark.second = p[1];
  // The direction from the middle to one end must come out with the deviation that both ends give it.
  mark.sigma_at_px = mark.sigma_px = marks.sigma_of(region) / 2;
  marks.add(std::move(mark));
}

void read_group(const std::string& id, const RegionParts& parts, DirectionMarks& marks) {
  const Region *tip = part_of(parts, "shadow_tip"), *top = part_of(parts, "top");
  if (tip != nullptr || top != nullptr || part_of(parts, "foot") != nullptr) {
    return marks.by_parts(id, tip, top, "the light's direction needs its top and its shadow's tip");
  }
  marks.by_parts(id, part_of(parts, "shadow"), part_of(parts, "object"), "the parts shadow and object are needed");
}

}  // namespace

MarkedDirections shadows_from_regions(const std::vector<Region>& regions, std::int64_t frame, double sigma_px) {
  DirectionMarks marks(frame, sigma_px);
  std::map<std::string, RegionParts> groups;
  for (const Region& region : regions) {
    const bool attached = region.role == "attached_shadow", pole = region.role == "pole";
    if (!(attached || pole || region.role == "shadow_object_pair") || !region.frames.contains(frame)) continue;
    if (!region.group.empty()) {
      groups[region.group][region.part] = &region;
    } else if (attached) {
      read_attached(region, frame, marks);
    } else if (pole) {
      marks.leave_out(region.id, kPole);
    } else {
      marks.by_points(region, "a shadow and its object are marked by two or three points");
    }
  }
  for (const auto& [id, parts] : groups) read_group(id, parts, marks);
  return marks.take();
}

}  // namespace spoor
