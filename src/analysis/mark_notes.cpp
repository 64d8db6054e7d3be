#include "analysis/mark_notes.h"

#include "base/text.h"
#include "evidence/mark_roles.h"

#include <fmt/format.h>

#include <utility>

namespace spoor {

Region drawn_region(std::string id, Shape shape, std::vector<PicturePoint> points, std::string label,
                    std::int64_t frame) {
  Region region;
  region.id = std::move(id);
  region.shape = shape;
  region.points = std::move(points);
  region.role = kSuggestedRole;
  region.label = std::move(label);
  region.frames = {frame, frame};
  return region;
}

Region suggested_mark(std::string id, Shape shape, std::vector<PicturePoint> points, std::string role,
                      std::string label, std::int64_t frame) {
  Region region = drawn_region(std::move(id), shape, std::move(points), std::move(label), frame);
  region.role = std::move(role);
  return region;
}

void note_left_out(PassOutput& output, const std::vector<std::string>& left_out, const std::string& what) {
  if (left_out.empty()) return;
  Observation note;
  note.id = "left_out";
  note.bearing = Bearing::kNeutral;
  note.statement = fmt::format("{} {}: {}{}.", left_out.size(), what, printable(left_out.front(), 200),
                               left_out.size() > 1 ? " ..." : "");
  output.observations.push_back(std::move(note));
}

}  // namespace spoor
