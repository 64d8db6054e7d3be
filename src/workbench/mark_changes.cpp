#include "workbench/mark_changes.h"

#include "evidence/mark_roles.h"

#include <algorithm>
#include <set>

namespace spoor {
namespace {

template <class Change>
void change_points(Region& region, const Change& change) {
  change(region.points);
  for (KeyShape& key : region.keys) change(key.points);
}

bool has_loose_corners(const Region& region) { return region.shape == Shape::kPolygon || region.shape == Shape::kPath; }

}  // namespace

Region with_points_at(Region region, std::int64_t frame, std::vector<PicturePoint> points, bool keyed) {
  const bool spans_several = region.frames.first < region.frames.last;
  const bool stands_still = region.keys.size() <= 1;
  if (stands_still && !(keyed && spans_several)) {
    if (!region.keys.empty()) region.keys.front().points = points;
    region.points = std::move(points);
    return region;
  }
  // Where it was until then stays true for the frames before.
  if (region.keys.empty() && frame > region.frames.first) {
    region.keys.push_back({std::max<std::int64_t>(0, region.frames.first), region.points, std::nullopt});
  }
  const auto place = std::lower_bound(region.keys.begin(), region.keys.end(), frame,
                                      [](const KeyShape& key, std::int64_t at) { return key.frame < at; });
  if (place != region.keys.end() && place->frame == frame) {
    place->points = std::move(points);
    place->confidence.reset();
  } else {
    region.keys.insert(place, {frame, std::move(points), std::nullopt});
  }
  region.points = region.keys.front().points;
  return region;
}

std::string free_mark_id(const Marks& marks) {
  std::set<std::string> taken;
  for (const Region& region : marks.regions) taken.insert(region.id);
  for (std::size_t i = 1;; ++i) {
    std::string id = "r" + std::to_string(i);
    if (!taken.contains(id)) return id;
  }
}

const Region* find_mark(const Marks& marks, const std::string& id) {
  const auto found =
      std::find_if(marks.regions.begin(), marks.regions.end(), [&](const Region& region) { return region.id == id; });
  return found == marks.regions.end() ? nullptr : &*found;
}

std::optional<MarksChange> replaced(const Marks& marks, const Region& region, std::string name) {
  const Region* const before = find_mark(marks, region.id);
  if (before == nullptr || *before == region) return std::nullopt;
  MarksChange change{std::move(name), marks, region.id, false};
  change.after.regions[static_cast<std::size_t>(before - marks.regions.data())] = region;
  return change;
}

std::optional<MarksChange> without_mark(const Marks& marks, const std::string& id) {
  const Region* const region = find_mark(marks, id);
  if (region == nullptr) return std::nullopt;
  const std::string group = region->group;
  MarksChange change{"delete mark", marks, {}, false};
  auto& regions = change.after.regions;
  regions.erase(regions.begin() + (region - marks.regions.data()));
  if (!group.empty() &&
      std::none_of(regions.begin(), regions.end(), [&](const Region& other) { return other.group == group; })) {
    std::erase_if(change.after.groups, [&](const MarkGroup& each) { return each.id == group; });
  }
  return change;
}

std::optional<MarksChange> duplicated(const Marks& marks, const std::string& id, double by) {
  const Region* const region = find_mark(marks, id);
  if (region == nullptr) return std::nullopt;
  Region copy = *region;
  copy.id = free_mark_id(marks);
  copy.group.clear();
  copy.part.clear();
  change_points(copy, [&](std::vector<PicturePoint>& points) {
    for (PicturePoint& point : points) point = {point.x + by, point.y + by};
  });
  MarksChange change{"duplicate mark", marks, copy.id, false};
  change.after.regions.push_back(std::move(copy));
  return change;
}

std::optional<MarksChange> with_suggestions(const Marks& marks, std::span<const Region> suggestions,
                                            const std::string& author, const std::string& created) {
  if (suggestions.empty()) return std::nullopt;
  MarksChange change{suggestions.size() == 1 ? "take over suggestion" : "take over suggestions", marks, "", false};
  Marks& after = change.after;
  for (const Region& suggestion : suggestions) {
    Region mark = suggestion;
    mark.id = change.chosen = free_mark_id(after);
    if (mark.role == kSuggestedRole) mark.role = "suspicious";
    mark.author = author;
    mark.created = created;
    if (!mark.group.empty()) {
      mark.part = suggestion.id;
      const bool known = std::any_of(after.groups.begin(), after.groups.end(),
                                     [&](const MarkGroup& group) { return group.id == mark.group; });
      if (!known) after.groups.push_back({mark.group, mark.role, "", {}, {}});
    }
    after.regions.push_back(std::move(mark));
  }
  return change;
}

std::optional<MarksChange> turned_round(const Marks& marks, const std::string& id) {
  const Region* const mark = find_mark(marks, id);
  if (mark == nullptr || (mark->shape != Shape::kLine && mark->shape != Shape::kPath)) return std::nullopt;
  Region turned = *mark;
  change_points(turned, [](auto& points) { std::reverse(points.begin(), points.end()); });
  return replaced(marks, turned, "turn line round");
}

std::optional<MarksChange> nudged(const Marks& marks, const std::string& id, std::int64_t frame, double right,
                                  double down, bool keyed) {
  const Region* const region = find_mark(marks, id);
  if (region == nullptr || !region->frames.contains(frame)) return std::nullopt;
  auto points = points_at(*region, frame);
  for (PicturePoint& point : points) point = {point.x + right, point.y + down};
  return replaced(marks, with_points_at(*region, frame, std::move(points), keyed), "nudge mark");
}

std::optional<MarksChange> without_key(const Marks& marks, const std::string& id, std::int64_t frame) {
  const Region* const region = find_mark(marks, id);
  if (region == nullptr) return std::nullopt;
  Region after = *region;
  const auto key =
      std::find_if(after.keys.begin(), after.keys.end(), [&](const KeyShape& each) { return each.frame == frame; });
  if (key == after.keys.end()) return std::nullopt;
  after.points = key->points;
  after.keys.erase(key);
  const bool tracked = std::any_of(after.keys.begin(), after.keys.end(),
                                   [](const KeyShape& each) { return each.confidence.has_value(); });
  if (!tracked) after.tracks.clear();
  if (!after.keys.empty()) after.points = after.keys.front().points;
  return replaced(marks, after, "remove key frame");
}

std::optional<MarksChange> with_corner(const Marks& marks, const std::string& id, int edge, double along) {
  const Region* const region = find_mark(marks, id);
  if (region == nullptr || !has_loose_corners(*region) || edge < 0) return std::nullopt;
  Region after = *region;
  change_points(after, [&](std::vector<PicturePoint>& points) {
    const auto from = static_cast<std::size_t>(edge);
    if (from >= points.size()) return;
    const PicturePoint a = points[from], b = points[(from + 1) % points.size()];
    points.insert(points.begin() + edge + 1, {a.x + along * (b.x - a.x), a.y + along * (b.y - a.y)});
  });
  return replaced(marks, after, "add corner");
}

std::optional<MarksChange> without_corner(const Marks& marks, const std::string& id, int corner) {
  const Region* const region = find_mark(marks, id);
  if (region == nullptr || !has_loose_corners(*region) || corner < 0) return std::nullopt;
  bool possible = true;
  Region after = *region;
  change_points(after, [&](std::vector<PicturePoint>& points) {
    possible =
        possible && static_cast<std::size_t>(corner) < points.size() && points_fit(region->shape, points.size() - 1);
    if (possible) points.erase(points.begin() + corner);
  });
  if (!possible) return std::nullopt;
  return replaced(marks, after, "remove corner");
}

}  // namespace spoor
