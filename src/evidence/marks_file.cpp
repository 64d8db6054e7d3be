#include "evidence/marks_file.h"

#include "base/text.h"
#include "evidence/strict_json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace spoor {
namespace {

using nlohmann::json;

constexpr std::string_view kSchema = "spoor.marks/1";
constexpr std::size_t kMaxBytes = std::size_t{64} << 20;
constexpr std::size_t kMaxPoints = 100'000;
constexpr std::size_t kMaxItems = 20'000;     // regions, groups
constexpr std::size_t kMaxWord = 256;         // ids, roles, names
constexpr std::size_t kMaxProse = 16'384;     // labels, notes
constexpr double kMaxCoordinate = 1'000'000;  // far outside any picture: a vanishing point may be marked
constexpr std::int64_t kMaxFrame = std::numeric_limits<std::int64_t>::max();

const char* count_sentence(Shape shape) {
  switch (shape) {
    case Shape::kPoint:
    case Shape::kText:
      return "a point or a text has one pair of coordinates";
    case Shape::kLine:
    case Shape::kArrow:
    case Shape::kMeasure:
      return "a line, an arrow or a measurement has two points";
    case Shape::kPath:
      return "a path has at least two points";
    case Shape::kRectangle:
      return "a rectangle has two points, top left and bottom right";
    case Shape::kPolygon:
      break;
  }
  return "a polygon has at least three points";
}

class Reader {
 public:
  Result<Marks> read(const json& document) {
    const JsonObject root(document, "$", error_, {"schema", "regions", "groups"});
    for_items(root, "regions", [&](const json& item, const std::string& path) {
      marks_.regions.push_back(region(item, path, nullptr, {}));
    });
    for_items(root, "groups", [&](const json& item, const std::string& path) { group(item, path); });
    if (!error_) check_ids();
    if (error_) return tl::unexpected(*error_);
    return std::move(marks_);
  }

 private:
  template <class Each>
  void for_items(const JsonObject& object, std::string_view key, const Each& each) {
    const json* list = object.find(key);
    if (list == nullptr) return;
    if (!list->is_array()) return object.fault("a list is expected", key);
    if (list->size() > kMaxItems) return object.fault("the list has more than 20,000 entries", key);
    for (std::size_t i = 0; i < list->size() && !error_; ++i) {
      each((*list)[i], object.path(key) + "[" + std::to_string(i) + "]");
    }
  }

  std::vector<PicturePoint> points(const json& list, const std::string& path, Shape shape) {
    std::vector<PicturePoint> result;
    if (!list.is_array()) {
      note_fault(error_, "a list of [x, y] pairs is expected", path);
      return result;
    }
    points_seen_ += list.size();
    if (points_seen_ > kMaxPoints) {
      note_fault(error_, "the file has more than 100,000 points", path);
      return result;
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string at = path + "[" + std::to_string(i) + "]";
      if (!list[i].is_array() || list[i].size() != 2) {
        note_fault(error_, "a pair [x, y] is expected", at);
        return result;
      }
      result.push_back({number_at(list[i][0], -kMaxCoordinate, kMaxCoordinate, at + "[0]", error_),
                        number_at(list[i][1], -kMaxCoordinate, kMaxCoordinate, at + "[1]", error_)});
    }
    if (!points_fit(shape, result.size())) note_fault(error_, count_sentence(shape), path);
    if (shape == Shape::kRectangle && result.size() == 2 &&
        (result[0].x >= result[1].x || result[0].y >= result[1].y)) {
      note_fault(error_, "the first point must lie left of and above the second", path);
    }
    return result;
  }

  FrameRange frames(const json& value, const std::string& path) {
    FrameRange range;
    if (!value.is_array() || value.size() != 2) {
      note_fault(error_, "a pair [first, last] is expected; last may be null for 'to the end'", path);
      return range;
    }
    range.first = integer_at(value[0], 0, kMaxFrame, path + "[0]", error_);
    if (!value[1].is_null()) range.last = integer_at(value[1], 0, kMaxFrame, path + "[1]", error_);
    if (range.last < range.first) note_fault(error_, "the range runs backwards", path);
    return range;
  }

  TrackRecord track(const json& value, const std::string& path) {
    const JsonObject object(
        value, path, error_,
        {"method", "frames", "backwards", "closed_px", "tolerance_px", "least_confidence", "ended"});
    TrackRecord track;
    track.method = object.text("method", kMaxWord);
    if (const json* range = object.find("frames")) {
      const FrameRange over = frames(*range, object.path("frames"));
      track.first = over.first;
      track.last = over.last;
    }
    if (const json* backwards = object.find("backwards")) {
      if (!backwards->is_boolean()) object.fault("true or false is expected", "backwards");
      track.backwards = backwards->is_boolean() && backwards->get<bool>();
    }
    if (object.has("closed_px")) track.closed_px = object.number("closed_px", 0, kMaxCoordinate, 0.0);
    track.tolerance_px = object.number("tolerance_px", 0, kMaxCoordinate, 0.0);
    track.least_confidence = object.number("least_confidence", 0, 1, 1.0);
    track.ended = object.text("ended", kMaxProse);
    return track;
  }

  // `group` is null for a mark by itself; a part's role is the kind of its group unless it names its own.
  Region region(const json& value, const std::string& path, const MarkGroup* of_group, const std::string& part) {
    const JsonObject object(value, path, error_,
                            {"id", "shape", "points", "frames", "keys", "role", "sigma_px", "label", "note", "author",
                             "colour", "created", "tracks"});
    Region mark;
    mark.id = object.text("id", kMaxWord, of_group == nullptr);
    if (of_group != nullptr) {
      mark.group = of_group->id;
      mark.part = part;
      if (!object.has("id")) mark.id = of_group->id + "." + part;
    }
    const std::string shape = object.text("shape", kMaxWord, true);
    const auto known = shape_from_name(shape);
    if (!known)
      object.fault("the shape must be point, line, rectangle, polygon, path, arrow, text or measurement", "shape");
    mark.shape = known.value_or(Shape::kPolygon);
    const json* list = object.find("points");
    if (list == nullptr) {
      object.fault("the key 'points' is missing", {});
    } else {
      mark.points = points(*list, object.path("points"), mark.shape);
    }
    if (const json* range = object.find("frames")) mark.frames = frames(*range, object.path("frames"));
    for_items(object, "keys", [&](const json& item, const std::string& at) {
      const JsonObject key(item, at, error_, {"frame", "points", "confidence"});
      KeyShape keyed;
      if (!key.has("frame") || !key.has("points")) return key.fault("the keys 'frame' and 'points' are needed", {});
      keyed.frame = integer_at(*key.find("frame"), 0, kMaxFrame, key.path("frame"), error_);
      keyed.points = points(*key.find("points"), key.path("points"), mark.shape);
      if (key.has("confidence")) keyed.confidence = key.number("confidence", 0, 1, 0.0);
      if (!mark.keys.empty() && mark.keys.back().frame >= keyed.frame) {
        key.fault("key frames must be in rising order", "frame");
      }
      if (!mark.keys.empty() && mark.keys.back().points.size() != keyed.points.size()) {
        key.fault("all key frames must have the same number of points", "points");
      }
      mark.keys.push_back(std::move(keyed));
    });
    for_items(object, "tracks",
              [&](const json& item, const std::string& at) { mark.tracks.push_back(track(item, at)); });
    mark.role = object.has("role") || of_group == nullptr ? object.text("role", kMaxWord) : of_group->kind;
    mark.sigma_px = object.number("sigma_px", 0, kMaxCoordinate, 0.0);
    mark.label = object.text("label", kMaxProse);
    mark.note = object.text("note", kMaxProse);
    mark.author = object.text("author", kMaxProse);
    mark.colour = object.text("colour", kMaxWord);
    if (!mark.colour.empty() && !is_colour(mark.colour)) object.fault("a colour is written #rrggbb", "colour");
    mark.created = object.text("created", kMaxWord);
    return mark;
  }

  void quantities(const JsonObject& object, MarkGroup& group) {
    const json* list = object.find("quantities");
    if (list == nullptr) return;
    if (!list->is_object()) return object.fault("an object of quantities by name is expected", "quantities");
    if (list->size() > kMaxWord) return object.fault("there are more than 256 quantities", "quantities");
    for (const auto& item : list->items()) {
      const JsonObject entry(item.value(), object.path("quantities") + "." + printable(item.key(), 60), error_,
                             {"value", "unit", "sigma"});
      constexpr double kLargest = 1e12;
      group.quantities.push_back({item.key(), entry.number("value", -kLargest, kLargest, std::nullopt),
                                  entry.text("unit", kMaxWord, true), entry.number("sigma", 0, kLargest, 0.0)});
    }
  }

  void group(const json& value, const std::string& path) {
    const JsonObject object(value, path, error_, {"id", "kind", "label", "quantities", "parts"});
    MarkGroup group;
    group.id = object.text("id", kMaxWord, true);
    group.kind = object.text("kind", kMaxWord);
    group.label = object.text("label", kMaxProse);
    quantities(object, group);
    if (const json* parts = object.find("parts")) {
      if (!parts->is_object()) return object.fault("an object of parts by name is expected", "parts");
      for (const auto& item : parts->items()) {
        if (error_) return;
        const std::string at = object.path("parts") + "." + printable(item.key(), 60);
        if (item.key().size() > kMaxWord) note_fault(error_, "the part's name is too long", at);
        if (marks_.regions.size() >= kMaxItems) return note_fault(error_, "the file has more than 20,000 marks", at);
        if (item.value().is_null()) {
          group.absent_parts.push_back(item.key());
        } else if (item.value().is_array()) {
          for (std::size_t i = 0; i < item.value().size() && i < kMaxItems && !error_; ++i) {
            const std::string each = at + "[" + std::to_string(i) + "]";
            if (!item.value()[i].is_object() || !item.value()[i].contains("id")) {
              return note_fault(error_, "where a part has several marks each needs an id", each);
            }
            marks_.regions.push_back(region(item.value()[i], each, &group, item.key()));
          }
        } else {
          marks_.regions.push_back(region(item.value(), at, &group, item.key()));
        }
      }
    }
    marks_.groups.push_back(std::move(group));
  }

  void check_ids() {
    std::set<std::string> ids;
    for (const auto& mark : marks_.regions) {
      if (!ids.insert(mark.id).second) note_fault(error_, "two marks have the id '" + printable(mark.id) + "'", "$");
    }
    ids.clear();
    for (const auto& group : marks_.groups) {
      if (!ids.insert(group.id).second) {
        note_fault(error_, "two groups have the id '" + printable(group.id) + "'", "$.groups");
      }
    }
  }

  std::optional<Error> error_;
  Marks marks_;
  std::size_t points_seen_ = 0;
};

json points_json(const std::vector<PicturePoint>& points) {
  json list = json::array();
  for (const auto& point : points) list.push_back({point.x, point.y});
  return list;
}

json track_json(const TrackRecord& track) {
  json object{{"method", track.method},
              {"frames", {track.first, track.last}},
              {"tolerance_px", track.tolerance_px},
              {"least_confidence", track.least_confidence}};
  if (track.backwards) object["backwards"] = true;
  if (track.closed_px) object["closed_px"] = *track.closed_px;
  if (!track.ended.empty()) object["ended"] = track.ended;
  return object;
}

json region_json(const Region& mark, const MarkGroup* group) {
  json object{{"id", mark.id}, {"shape", shape_name(mark.shape)}, {"points", points_json(mark.points)}};
  if (mark.role != (group == nullptr ? std::string() : group->kind)) object["role"] = mark.role;
  if (mark.frames != FrameRange{}) {
    object["frames"] = {mark.frames.first, mark.frames.last == kMaxFrame ? json() : json(mark.frames.last)};
  }
  for (const auto& key : mark.keys) {
    json item{{"frame", key.frame}, {"points", points_json(key.points)}};
    if (key.confidence) item["confidence"] = *key.confidence;
    object["keys"].push_back(std::move(item));
  }
  for (const auto& track : mark.tracks) object["tracks"].push_back(track_json(track));
  if (mark.sigma_px != 0) object["sigma_px"] = mark.sigma_px;
  for (const auto& [name, text] :
       {std::pair{"label", &mark.label}, std::pair{"note", &mark.note}, std::pair{"author", &mark.author},
        std::pair{"colour", &mark.colour}, std::pair{"created", &mark.created}}) {
    if (!text->empty()) object[name] = *text;
  }
  return object;
}

json group_json(const MarkGroup& group, const std::vector<Region>& regions) {
  json object{{"id", group.id}, {"parts", json::object()}};
  if (!group.kind.empty()) object["kind"] = group.kind;
  if (!group.label.empty()) object["label"] = group.label;
  for (const auto& quantity : group.quantities) {
    json entry{{"value", quantity.value}, {"unit", quantity.unit}};
    if (quantity.sigma != 0) entry["sigma"] = quantity.sigma;
    object["quantities"][quantity.name] = std::move(entry);
  }
  json& parts = object["parts"];
  for (const auto& part : group.absent_parts) parts[part] = nullptr;
  for (const auto& mark : regions) {
    if (mark.group != group.id) continue;
    json entry = region_json(mark, &group);
    const auto found = parts.find(mark.part);
    if (found == parts.end() || found->is_null()) {
      parts[mark.part] = std::move(entry);
    } else {
      if (!found->is_array()) *found = json::array({*found});
      found->push_back(std::move(entry));
    }
  }
  return object;
}

std::optional<double> number_before(std::string_view& text, char stop) {
  const auto end = std::min(text.find(stop), text.size());
  double value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + end, value);
  if (error != std::errc() || rest != text.data() + end || !std::isfinite(value)) return std::nullopt;
  text.remove_prefix(std::min(end + 1, text.size()));
  return value;
}

}  // namespace

Result<Marks> marks_from_json(std::string_view text) {
  auto document = strict_json(text, kMaxBytes);
  if (!document) return tl::unexpected(document.error());
  if (auto schema = check_schema(*document, kSchema); !schema) return tl::unexpected(schema.error());
  return Reader().read(*document);
}

std::string marks_to_json(const Marks& marks) {
  json document{{"schema", kSchema}, {"regions", json::array()}, {"groups", json::array()}};
  std::set<std::string> described;
  for (const auto& group : marks.groups) {
    described.insert(group.id);
    document["groups"].push_back(group_json(group, marks.regions));
  }
  for (const auto& mark : marks.regions) {
    if (mark.group.empty()) {
      document["regions"].push_back(region_json(mark, nullptr));
    } else if (described.insert(mark.group).second) {
      MarkGroup group;
      group.id = mark.group;
      document["groups"].push_back(group_json(group, marks.regions));
    }
  }
  return document.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

Marks with_every_frame(Marks marks) {
  // As many points as a marks file may hold, less those that are there anyway.
  auto room = static_cast<std::int64_t>(kMaxPoints);
  for (const Region& mark : marks.regions) {
    room -= static_cast<std::int64_t>(mark.points.size() * (1 + mark.keys.size()));
  }
  for (Region& mark : marks.regions) {
    if (mark.keys.size() < 2 || mark.points.empty()) continue;
    const std::int64_t first = mark.keys.front().frame, last = mark.keys.back().frame;
    const auto each = static_cast<std::int64_t>(mark.points.size());
    if (last - first >= room / each) continue;
    room -= each * (last - first + 1);
    std::vector<KeyShape> keys;
    std::size_t next = 0;
    for (std::int64_t frame = first; frame <= last; ++frame) {
      if (mark.keys[next].frame == frame) {
        keys.push_back(mark.keys[next++]);
        continue;
      }
      const auto &before = mark.keys[next - 1].confidence, &after = mark.keys[next].confidence;
      keys.push_back({frame, points_at(mark, frame),
                      before || after ? std::optional(std::min(before.value_or(1), after.value_or(1))) : std::nullopt});
    }
    mark.keys = std::move(keys);
  }
  return marks;
}

Result<FrameRange> frame_range_from_text(std::string_view text) {
  const auto wrong = [&] {
    return failure(Fault::kBadArgument, "frames are given as A-B, A- or A, counted from 0", printable(text, 80));
  };
  FrameRange range;
  const char* end = text.data() + text.size();
  auto [rest, error] = std::from_chars(text.data(), end, range.first);
  if (error != std::errc() || range.first < 0) return wrong();
  if (rest == end) {
    range.last = range.first;
    return range;
  }
  if (*rest != '-') return wrong();
  if (++rest == end) return range;
  const auto [last, bad] = std::from_chars(rest, end, range.last);
  if (bad != std::errc() || last != end || range.last < 0) return wrong();
  if (range.last < range.first) return failure(Fault::kBadArgument, "the range runs backwards", printable(text, 80));
  return range;
}

Result<Region> region_from_text(std::string_view text) {
  const std::string subject = printable(text, 80);
  Region region;
  region.shape = Shape::kRectangle;
  region.id = std::string(text);
  region.role = "suspicious";
  if (const auto colon = text.find(':'); colon != std::string_view::npos) {
    region.role = std::string(text.substr(colon + 1));
    text = text.substr(0, colon);
    if (region.role.empty() || region.role.size() > kMaxWord) {
      return failure(Fault::kBadArgument, "a role is expected after the colon", subject);
    }
  }
  if (const auto at = text.find('@'); at != std::string_view::npos) {
    const auto range = frame_range_from_text(text.substr(at + 1));
    if (!range) return tl::unexpected(Error{Fault::kBadArgument, range.error().sentence, subject});
    region.frames = *range;
    text = text.substr(0, at);
  }
  const auto commas = std::count(text.begin(), text.end(), ',');
  const auto x = number_before(text, ','), y = number_before(text, ',');
  const auto w = number_before(text, ','), h = number_before(text, ',');
  if (commas != 3 || !x || !y || !w || !h) {
    return failure(Fault::kBadArgument, "a region is given as x,y,width,height[@A-B][:role]", subject);
  }
  const bool inside =
      std::abs(*x) <= kMaxCoordinate && std::abs(*y) <= kMaxCoordinate && *w <= kMaxCoordinate && *h <= kMaxCoordinate;
  if (!(*w > 0) || !(*h > 0) || !inside) {
    return failure(Fault::kBadArgument, "width and height must be above 0, and no number above a million", subject);
  }
  region.points = {{*x, *y}, {*x + *w, *y + *h}};
  return region;
}

}  // namespace spoor
