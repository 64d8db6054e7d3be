#include "methods/lighting/contours_from_regions.h"

#include <algorithm>
#include <map>

namespace spoor {

MarkedContours contours_from_regions(const std::vector<Region>& regions, std::int64_t frame, double sigma_px) {
  MarkedContours found;
  std::map<std::string, std::map<std::string, const Region*>> groups;
  const auto add = [&](const std::string& id, const Region& line) -> ContourMark* {
    if (line.shape != Shape::kPath && line.shape != Shape::kPolygon) {
      found.left_out.push_back(id + ": a contour is marked by a path or a polygon");
      return nullptr;
    }
    ContourMark mark;
    mark.id = id;
    mark.clicks = points_at(line, frame);
    mark.closed = line.shape == Shape::kPolygon;
    if (mark.closed) mark.side = inner_side(mark.clicks);
    mark.sigma_px = line.sigma_px > 0 ? line.sigma_px : sigma_px;
    found.marks.push_back(std::move(mark));
    return &found.marks.back();
  };
  for (const Region& region : regions) {
    if (region.role != "occluding_contour" || !region.frames.contains(frame)) continue;
    if (region.group.empty()) {
      add(region.id, region);
    } else {
      groups[region.group][region.part] = &region;
    }
  }
  for (const auto& [id, parts] : groups) {
    const auto line = parts.find("contour"), inside = parts.find("inside");
    if (line == parts.end()) {
      found.left_out.push_back(id + ": its part contour is missing");
      continue;
    }
    ContourMark* const mark = add(id, *line->second);
    if (mark == nullptr || mark->closed || inside == parts.end()) continue;
    const auto p = points_at(*inside->second, frame);
    if (p.size() == 1) mark->side = side_of(mark->clicks, p.front());
  }
  std::sort(found.marks.begin(), found.marks.end(),
            [](const ContourMark& a, const ContourMark& b) { return a.id < b.id; });
  return found;
}

}  // namespace spoor
