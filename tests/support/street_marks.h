#pragma once
/// A generated street as the marks of an analyst.

#include "support/scene_marks.h"
#include "support/street_scene.h"

#include <string>

namespace spoor::test {

/// Sets as groups of kind parallel, edges as role vertical, posts as poles of foot and top, each with its deviation.
inline Marks street_marks(const StreetScene& scene) {
  Marks marks;
  for (const LevelSet& set : scene.marks.sets) {
    MarkGroup group{set.id, "parallel", "", {}, {}};
    if (set.bearing_deg) group.quantities = {{"bearing", *set.bearing_deg, "deg", 0}};
    marks.groups.push_back(std::move(group));
  }
  int number = 0;
  for (const MarkedLine& line : scene.marks.lines) {
    if (line.id.starts_with("post")) continue;
    const bool level = line.kind == LineKind::kLevel;
    add_line(marks, line.id + std::to_string(++number), level ? "parallel" : "vertical", line.from, line.to,
             line.sigma_px);
    if (level) marks.regions.back().group = scene.marks.sets[line.of].id;
  }
  for (const MarkedLength& post : scene.marks.lengths) {
    marks.groups.push_back({post.id, "pole", "", {}, {}});
    if (post.known) marks.groups.back().quantities = {{"height", post.known->value_m, "m", post.known->sigma_m}};
    add_point(marks, post.id, "foot", post.from, post.sigma_px);
    add_point(marks, post.id, "top", post.to, post.sigma_px);
  }
  return marks;
}

}  // namespace spoor::test
