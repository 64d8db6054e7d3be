#include "workbench/annotator.h"

#include "evidence/claim.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace spoor {
namespace {

constexpr std::array kToolNames{"select", "rectangle", "polygon", "freehand", "line", "arrow",
                                "point",  "text",      "measure", "path",     "pole"};

// A stroke is thinned when it grows beyond this, so that a resting hand costs nothing.
constexpr std::size_t kMostStrokePoints = 8192;
constexpr double kLeastLength = 1;  // picture pixels: less is a click, not a drag

Shape shape_of(Tool tool) {
  switch (tool) {
    case Tool::kRectangle:
      return Shape::kRectangle;
    case Tool::kLine:
      return Shape::kLine;
    case Tool::kArrow:
      return Shape::kArrow;
    case Tool::kPoint:
    case Tool::kPole:
      return Shape::kPoint;
    case Tool::kText:
      return Shape::kText;
    case Tool::kMeasure:
      return Shape::kMeasure;
    case Tool::kFreehand:
    case Tool::kPath:
      return Shape::kPath;
    case Tool::kPolygon:
    case Tool::kSelect:
      break;
  }
  return Shape::kPolygon;
}

bool dragged_out(Tool tool) {
  return tool == Tool::kRectangle || tool == Tool::kLine || tool == Tool::kArrow || tool == Tool::kMeasure;
}

// Drawn corner by corner, until it is said to be finished.
bool clicked(Tool tool) { return tool == Tool::kPolygon || tool == Tool::kPath || tool == Tool::kPole; }

constexpr std::array kPoleParts{"foot", "top", "shadow_tip"};

bool a_single_place(Tool tool) { return tool == Tool::kPoint || tool == Tool::kText; }

bool usable(const PointerInput& input) {
  return std::isfinite(input.at.x) && std::isfinite(input.at.y) && input.reach > 0 && input.pixel_aspect > 0;
}

PicturePoint within(cv::Size picture, PicturePoint point) {
  if (picture.width <= 0 || picture.height <= 0) return point;
  return {std::clamp(point.x, 0.0, static_cast<double>(picture.width)),
          std::clamp(point.y, 0.0, static_cast<double>(picture.height))};
}

PicturePoint plus(const PicturePoint& a, const PicturePoint& b) { return {a.x + b.x, a.y + b.y}; }
PicturePoint minus(const PicturePoint& a, const PicturePoint& b) { return {a.x - b.x, a.y - b.y}; }

struct Nearness {
  Annotator::Hit hit;
  double distance = 0;  // of an inside: its area
};

std::optional<Nearness> nearness(const Region& region, std::int64_t frame, const PointerInput& input) {
  using Part = Annotator::Hit::Part;
  if (!region.frames.contains(frame)) return std::nullopt;
  const auto points = points_at(region, frame);
  const auto corners = handles(region.shape, points);
  std::optional<Nearness> best;
  double nearest = input.reach;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const double distance = distance_px(corners[i], input.at, input.pixel_aspect);
    if (distance > nearest) continue;
    nearest = distance;
    best = Nearness{{region.id, Part::kCorner, static_cast<int>(i)}, distance};
  }
  if (best) return best;
  for (int i = 0; i < edge_count(region.shape, points); ++i) {
    const auto from = static_cast<std::size_t>(i);
    const double distance =
        nearest_on(corners[from], corners[(from + 1) % corners.size()], input.at, input.pixel_aspect).distance;
    if (distance > nearest) continue;
    nearest = distance;
    best = Nearness{{region.id, Part::kEdge, i}, distance};
  }
  if (best || !lies_within(region.shape, points, input.at)) return best;
  return Nearness{{region.id, Part::kInside, 0}, area_px(region.shape, points, 1)};
}

/// A rectangle with one side or corner moved; the others stay.
std::vector<PicturePoint> reshaped_rectangle(const std::vector<PicturePoint>& held, const Annotator::Hit& grip,
                                             const PicturePoint& target) {
  PicturePoint a = held[0], b = held[1];
  if (grip.part == Annotator::Hit::Part::kCorner) {
    const auto corners = handles(Shape::kRectangle, held);
    return spanned(corners[static_cast<std::size_t>(grip.corner + 2) % 4], target);
  }
  switch (grip.corner) {
    case 0:
      a.y = target.y;
      break;
    case 1:
      b.x = target.x;
      break;
    case 2:
      b.y = target.y;
      break;
    default:
      a.x = target.x;
  }
  return spanned(a, b);
}

/// `target`, moved onto the diagonal, so that the rectangle keeps its proportions.
PicturePoint in_proportion(const PicturePoint& fixed, const PicturePoint& from, const PicturePoint& target) {
  const PicturePoint before = minus(from, fixed), wanted = minus(target, fixed);
  if (before.x == 0 || before.y == 0) return target;
  const double scale = std::max(std::abs(wanted.x / before.x), std::abs(wanted.y / before.y));
  return {fixed.x + std::copysign(scale * before.x, wanted.x), fixed.y + std::copysign(scale * before.y, wanted.y)};
}

std::string system_time() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return utc_text(std::chrono::duration_cast<std::chrono::seconds>(since).count() * 1'000'000);
}

}  // namespace

const char* tool_name(Tool tool) { return kToolNames[static_cast<std::size_t>(tool)]; }

std::optional<Annotator::Hit> Annotator::hit(const Marks& marks, std::int64_t frame, const PointerInput& input) {
  if (!usable(input)) return std::nullopt;
  std::optional<Nearness> best;
  // Of two that are as near, the one drawn later lies above.
  for (auto region = marks.regions.rbegin(); region != marks.regions.rend(); ++region) {
    const auto found = nearness(*region, frame, input);
    if (!found) continue;
    if (!best || found->hit.part < best->hit.part ||
        (found->hit.part == best->hit.part && found->distance < best->distance)) {
      best = found;
    }
  }
  if (!best) return std::nullopt;
  return best->hit;
}

bool Annotator::busy() const { return held_.has_value() || !points_.empty(); }

void Annotator::cancel() {
  points_.clear();
  held_.reset();
  moving_ = false;
  gesture_.clear();
}

void Annotator::drop_last_corner() {
  if (clicked(drawing_with_) && !points_.empty()) points_.pop_back();
}

PicturePoint Annotator::aimed(const Marks& marks, std::int64_t frame, cv::Size picture,
                              const PointerInput& input) const {
  const Tool with = points_.empty() ? tool : drawing_with_;
  PicturePoint at = input.at;
  const bool free_line = !points_.empty() && input.shift && !a_single_place(with);
  if (free_line) {
    at = with == Tool::kRectangle ? squared(points_.front(), at, input.pixel_aspect)
                                  : straightened(points_.back(), at, input.pixel_aspect);
  } else if (input.snap && with != Tool::kFreehand) {
    at = snap_place(marks.regions, frame, {}, picture, at, input.reach, input.pixel_aspect).value_or(at);
  }
  // Horizons, vanishing points and lengths may lie beyond the picture; what passes measure within may not.
  const bool bound = with == Tool::kRectangle || with == Tool::kPolygon || with == Tool::kFreehand;
  return bound ? within(picture, at) : at;
}

Region Annotator::fresh(Shape shape, std::vector<PicturePoint> points) const {
  Region region;
  region.shape = shape;
  region.points = std::move(points);
  const bool plain_annotation = shape == Shape::kArrow || shape == Shape::kText || shape == Shape::kMeasure;
  if (!plain_annotation) region.role = defaults.role;
  region.colour = defaults.colour;
  region.sigma_px = defaults.sigma_px;
  region.author = defaults.author;
  if (defaults.span == MarkDefaults::Span::kThisFrame) region.frames = {drawn_at_, drawn_at_};
  if (defaults.span == MarkDefaults::Span::kLoop) region.frames = defaults.loop;
  // Where it was drawn is where it lies at that frame, however it is moved at others.
  if (defaults.keyed && region.frames.first < region.frames.last) region.keys.push_back({drawn_at_, region.points});
  return region;
}

std::optional<MarksChange> Annotator::drawn(const Marks& marks, Shape shape, std::vector<PicturePoint> points) {
  Region region = fresh(shape, std::move(points));
  region.id = free_mark_id(marks);
  region.created = defaults.now ? defaults.now() : system_time();
  MarksChange change{std::string("draw ") + shape_name(shape), marks, region.id, false};
  change.after.regions.push_back(std::move(region));
  chosen = change.chosen;
  cancel();
  return change;
}

std::optional<MarksChange> Annotator::grip(const Marks& marks, std::int64_t frame, const PointerInput& input) {
  auto found = hit(marks, frame, input);
  // A corner or edge of the chosen mark stays within grasp, whatever lies over it.
  const Region* const own = find_mark(marks, chosen);
  if (own != nullptr && own->frames.contains(frame) && places_something(*own)) {
    const PicturePoint grip = deviation_grip(points_at(*own, frame), own->sigma_px, input.reach, input.pixel_aspect);
    if (distance_px(grip, input.at, input.pixel_aspect) <= input.reach) {
      held_ = Hit{own->id, Hit::Part::kDeviation, 0};
      return std::nullopt;
    }
  }
  if (own != nullptr) {
    const auto near = nearness(*own, frame, input);
    if (near && near->hit.part != Hit::Part::kInside) found = near->hit;
  }
  chosen = found ? found->id : std::string();
  if (!found) return std::nullopt;
  const Region& region = *find_mark(marks, found->id);
  std::optional<MarksChange> change;
  if (input.ctrl && found->part == Hit::Part::kCorner) {
    change = without_corner(marks, found->id, found->corner);
    if (change) return change;
  }
  if (input.ctrl && found->part == Hit::Part::kEdge) {
    const auto corners = handles(region.shape, points_at(region, frame));
    const auto from = static_cast<std::size_t>(found->corner);
    const Foot foot = nearest_on(corners[from], corners[(from + 1) % corners.size()], input.at, input.pixel_aspect);
    change = with_corner(marks, found->id, found->corner, foot.along);
  }
  if (change) {
    // The new corner is in the hand at once.
    change->gesture_goes_on = true;
    gesture_ = change->name;
    found->part = Hit::Part::kCorner;
    ++found->corner;
  }
  held_ = found;
  pressed_at_ = input.at;
  held_points_ = points_at(change ? *find_mark(change->after, found->id) : region, frame);
  return change;
}

std::optional<MarksChange> Annotator::moved(const Marks& marks, std::int64_t frame, cv::Size picture,
                                            const PointerInput& input) {
  const Region* const region = find_mark(marks, held_->id);
  const auto grips = handles(region == nullptr ? Shape::kPoint : region->shape, held_points_);
  const auto from = static_cast<std::size_t>(held_->corner);
  if (region == nullptr || from >= grips.size()) {
    cancel();
    return std::nullopt;
  }
  if (!moving_ && distance_px(pressed_at_, input.at, input.pixel_aspect) <= input.reach / 2) return std::nullopt;
  moving_ = true;
  const Shape shape = region->shape;
  const bool single_edge = held_->part == Hit::Part::kEdge && is_area(shape);
  std::vector<PicturePoint> points = held_points_;
  const auto snapped = [&](const PicturePoint& at) {
    if (!input.snap || input.shift) return at;
    return snap_place(marks.regions, frame, region->id, picture, at, input.reach, input.pixel_aspect).value_or(at);
  };
  const PicturePoint by = minus(input.at, pressed_at_);
  const char* name = "move mark";
  if (held_->part == Hit::Part::kCorner && grips.size() > 1) {
    name = "move corner";
    PicturePoint target = plus(grips[from], by);
    if (input.shift && shape == Shape::kRectangle) {
      target = in_proportion(grips[(from + 2) % 4], grips[from], target);
    } else if (input.shift) {
      target = straightened(grips[from > 0 ? from - 1 : 1], target, input.pixel_aspect);
    }
    target = snapped(target);
    if (shape == Shape::kRectangle) {
      points = reshaped_rectangle(held_points_, *held_, target);
    } else {
      points[from] = target;
    }
  } else if (single_edge) {
    name = "move edge";
    const PicturePoint target = snapped(plus(grips[from], by));
    if (shape == Shape::kRectangle) {
      points = reshaped_rectangle(held_points_, *held_, target);
    } else {
      const PicturePoint shift = minus(target, grips[from]);
      for (const std::size_t end : {from, (from + 1) % points.size()}) points[end] = plus(points[end], shift);
    }
  } else {
    PicturePoint shift = input.shift ? minus(straightened(pressed_at_, input.at, input.pixel_aspect), pressed_at_) : by;
    // The corner that comes to lie nearest to something pulls the whole mark there.
    double nearest = input.reach;
    for (const PicturePoint& grip : grips) {
      const PicturePoint target = plus(grip, by), place = snapped(target);
      const double distance = distance_px(target, place, input.pixel_aspect);
      if (place == target || distance > nearest) continue;
      nearest = distance;
      shift = minus(place, grip);
    }
    for (PicturePoint& point : points) point = plus(point, shift);
  }
  auto change = replaced(marks, with_points_at(*region, frame, std::move(points), defaults.keyed), name);
  if (change) {
    change->gesture_goes_on = true;
    gesture_ = name;
  }
  return change;
}

std::optional<MarksChange> Annotator::widened(const Marks& marks, std::int64_t frame, const PointerInput& input) {
  const Region* const region = find_mark(marks, held_->id);
  if (region == nullptr) {
    cancel();
    return std::nullopt;
  }
  Region after = *region;
  after.sigma_px = deviation_at(points_at(*region, frame), input.at, input.reach, input.pixel_aspect);
  auto change = replaced(marks, after, "change deviation");
  if (change) {
    change->gesture_goes_on = true;
    gesture_ = change->name;
  }
  return change;
}

std::optional<MarksChange> Annotator::press(const Marks& marks, std::int64_t frame, cv::Size picture,
                                            const PointerInput& input) {
  if (!usable(input)) return std::nullopt;
  if (tool == Tool::kSelect || drawing_with_ != tool) cancel();
  if (tool == Tool::kSelect) return grip(marks, frame, input);
  const PicturePoint at = aimed(marks, frame, picture, input);
  if (clicked(tool) && !points_.empty()) {
    if (tool == Tool::kPolygon && points_.size() >= 3 &&
        distance_px(points_.front(), input.at, input.pixel_aspect) <= input.reach) {
      return finish(marks);
    }
    // The second press of a double click.
    if (distance_px(points_.back(), at, input.pixel_aspect) > input.reach / 2) points_.push_back(at);
    if (tool == Tool::kPole && points_.size() == kPoleParts.size()) return finish(marks);
    return std::nullopt;
  }
  drawing_with_ = tool;
  drawn_at_ = frame;
  points_ = {at};
  return std::nullopt;
}

std::optional<MarksChange> Annotator::drag(const Marks& marks, std::int64_t frame, cv::Size picture,
                                           const PointerInput& input) {
  if (!usable(input)) return std::nullopt;
  if (held_ && held_->part == Hit::Part::kDeviation) return widened(marks, frame, input);
  if (held_) return moved(marks, frame, picture, input);
  if (points_.empty() || drawing_with_ != Tool::kFreehand) return std::nullopt;
  const PicturePoint at = aimed(marks, frame, picture, input);
  if (distance_px(points_.back(), at, input.pixel_aspect) < input.reach / 8) return std::nullopt;
  points_.push_back(at);
  for (double tolerance = input.reach / 4; points_.size() > kMostStrokePoints; tolerance *= 2) {
    points_ = simplified(points_, tolerance, input.pixel_aspect);
  }
  return std::nullopt;
}

std::optional<MarksChange> Annotator::release(const Marks& marks, std::int64_t frame, cv::Size picture,
                                              const PointerInput& input) {
  if (!usable(input)) {
    cancel();
    return std::nullopt;
  }
  if (held_) {
    auto change =
        held_->part == Hit::Part::kDeviation ? widened(marks, frame, input) : moved(marks, frame, picture, input);
    if (!change && !gesture_.empty()) change = MarksChange{gesture_, marks, chosen, false};
    if (change) change->gesture_goes_on = false;
    cancel();
    return change;
  }
  if (points_.empty() || clicked(drawing_with_)) return std::nullopt;
  const PicturePoint at = aimed(marks, frame, picture, input);
  const Shape shape = shape_of(drawing_with_);
  if (a_single_place(drawing_with_)) return drawn(marks, shape, {at});
  if (dragged_out(drawing_with_)) {
    const PicturePoint first = points_.front();
    const bool too_small = shape == Shape::kRectangle
                               ? std::abs(at.x - first.x) < kLeastLength || std::abs(at.y - first.y) < kLeastLength
                               : distance_px(first, at, input.pixel_aspect) < kLeastLength;
    if (!too_small)
      return drawn(marks, shape, shape == Shape::kRectangle ? spanned(first, at) : std::vector{first, at});
    cancel();
    return std::nullopt;
  }
  points_.push_back(at);
  std::vector<PicturePoint> stroke = simplified(points_, input.reach / 4, input.pixel_aspect);
  const bool closed =
      stroke.size() > 3 && distance_px(stroke.front(), stroke.back(), input.pixel_aspect) <= 2 * input.reach;
  if (closed) {
    stroke.pop_back();
    return drawn(marks, Shape::kPolygon, std::move(stroke));
  }
  if (distance_px(stroke.front(), stroke.back(), input.pixel_aspect) >= kLeastLength || stroke.size() > 2) {
    return drawn(marks, Shape::kPath, std::move(stroke));
  }
  cancel();
  return std::nullopt;
}

std::optional<MarksChange> Annotator::finish(const Marks& marks) {
  if (!clicked(drawing_with_) || points_.empty()) return std::nullopt;
  if (points_.size() < (drawing_with_ == Tool::kPolygon ? 3U : 2U)) {
    cancel();
    return std::nullopt;
  }
  if (drawing_with_ == Tool::kPole) return pole(marks);
  return drawn(marks, shape_of(drawing_with_), points_);
}

std::optional<MarksChange> Annotator::pole(const Marks& marks) {
  MarksChange change{"draw pole", marks, {}, false};
  MarkGroup group;
  group.kind = "pole";
  const auto taken = [&](const std::string& id) {
    return std::any_of(marks.groups.begin(), marks.groups.end(), [&](const MarkGroup& one) { return one.id == id; });
  };
  for (int number = 1; group.id.empty() || taken(group.id); ++number) group.id = "pole" + std::to_string(number);
  for (std::size_t i = 0; i < points_.size(); ++i) {
    Region region = fresh(Shape::kPoint, {points_[i]});
    region.id = free_mark_id(change.after);
    region.role = "pole";
    region.group = group.id;
    region.part = kPoleParts[i];
    region.created = defaults.now ? defaults.now() : system_time();
    change.chosen = region.id;
    change.after.regions.push_back(std::move(region));
  }
  if (points_.size() < kPoleParts.size()) group.absent_parts.emplace_back(kPoleParts.back());
  change.after.groups.push_back(std::move(group));
  chosen = change.chosen;
  cancel();
  return change;
}

std::string Annotator::next_click() const {
  if (points_.empty() || !clicked(drawing_with_)) return {};
  if (drawing_with_ == Tool::kPolygon) return points_.size() < 3 ? "" : "Enter closes it";
  if (drawing_with_ == Tool::kPath) return points_.size() < 2 ? "" : "Enter ends it";
  return points_.size() == 1 ? "its top" : "the tip of its shadow; Enter: none is seen";
}

std::optional<Region> Annotator::drawing(const PicturePoint& pointer) const {
  if (points_.empty()) return std::nullopt;
  if (a_single_place(drawing_with_)) return fresh(shape_of(drawing_with_), {pointer});
  if (dragged_out(drawing_with_)) {
    const Shape shape = shape_of(drawing_with_);
    return fresh(
        shape, shape == Shape::kRectangle ? spanned(points_.front(), pointer) : std::vector{points_.front(), pointer});
  }
  std::vector<PicturePoint> path = points_;
  path.push_back(pointer);
  return fresh(Shape::kPath, std::move(path));
}

}  // namespace spoor
