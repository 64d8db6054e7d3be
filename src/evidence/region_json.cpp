#include "evidence/region_json.h"

#include "base/text.h"

#include <cmath>
#include <set>

namespace spoor {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxPoints = 100'000;
constexpr std::size_t kMaxKeys = 100'000;
constexpr std::size_t kMaxText = 16'384;
constexpr double kMaxCoordinate = 1e7;

// Reads the members of one JSON object and remembers the first fault; later reads then give defaults.
class ObjectReader {
 public:
  ObjectReader(const json& object, const std::string& path) : object_(object), path_(path) {
    if (!object.is_object()) fail("an object is expected", path);
  }

  const json* member(const char* name) {
    seen_.insert(name);
    if (error_ || !object_.is_object()) return nullptr;
    const auto found = object_.find(name);
    return found == object_.end() || found->is_null() ? nullptr : &*found;
  }

  std::string text(const char* name) {
    const json* value = member(name);
    if (value == nullptr) return {};
    if (!value->is_string() || value->get_ref<const std::string&>().size() > kMaxText) {
      fail("a text is expected", at(name));
      return {};
    }
    return printable(value->get_ref<const std::string&>(), kMaxText);
  }

  double number(const char* name, double fallback, double low, double high) {
    const json* value = member(name);
    if (value == nullptr) return fallback;
    const double number = value->is_number() ? value->get<double>() : std::nan("");
    if (!(number >= low && number <= high)) {
      fail("a number from " + shortest(low) + " to " + shortest(high) + " is expected", at(name));
      return fallback;
    }
    return number;
  }

  std::int64_t whole(const char* name, std::int64_t fallback) {
    const json* value = member(name);
    if (value == nullptr) return fallback;
    if (!value->is_number_integer() || value->get<double>() < 0) {
      fail("a whole number from 0 is expected", at(name));
      return fallback;
    }
    return value->get<std::int64_t>();
  }

  void fail(std::string sentence, std::string subject) {
    if (!error_) error_ = Error{Fault::kBadArgument, std::move(sentence), std::move(subject)};
  }

  std::string at(const char* name) const { return path_ + "." + name; }

  /// The first fault, an unknown member included.
  std::optional<Error> error() {
    if (error_ || !object_.is_object()) return error_;
    for (const auto& [name, value] : object_.items()) {
      if (!seen_.contains(name))
        return Error{Fault::kBadArgument, "there is no such member", path_ + "." + printable(name, 80)};
    }
    return std::nullopt;
  }

 private:
  const json& object_;
  std::string path_;
  std::set<std::string> seen_;
  std::optional<Error> error_;
};

json points_json(const std::vector<PicturePoint>& points) {
  json list = json::array();
  for (const auto& point : points) list.push_back({point.x, point.y});
  return list;
}

std::vector<PicturePoint> read_points(ObjectReader& reader, const char* name) {
  std::vector<PicturePoint> points;
  const json* list = reader.member(name);
  if (list == nullptr || !list->is_array() || list->size() > kMaxPoints) {
    reader.fail("a list of points [x, y] is expected", reader.at(name));
    return points;
  }
  for (const auto& pair : *list) {
    const bool two = pair.is_array() && pair.size() == 2 && pair[0].is_number() && pair[1].is_number();
    const PicturePoint point = two ? PicturePoint{pair[0].get<double>(), pair[1].get<double>()} : PicturePoint{};
    if (!two || !(std::abs(point.x) <= kMaxCoordinate && std::abs(point.y) <= kMaxCoordinate)) {
      reader.fail("a point must be two numbers [x, y]", reader.at(name));
      return points;
    }
    points.push_back(point);
  }
  return points;
}

std::vector<KeyShape> read_keys(ObjectReader& reader, const std::string& path, Shape shape, std::size_t points) {
  std::vector<KeyShape> keys;
  const json* list = reader.member("keys");
  if (list == nullptr) return keys;
  if (!list->is_array() || list->size() > kMaxKeys) {
    reader.fail("a list of key frames is expected", reader.at("keys"));
    return keys;
  }
  for (const auto& item : *list) {
    ObjectReader key_reader(item, path + ".keys[" + std::to_string(keys.size()) + "]");
    KeyShape key{key_reader.whole("frame", 0), read_points(key_reader, "points"), std::nullopt};
    if (key_reader.member("confidence") != nullptr) key.confidence = key_reader.number("confidence", 0, 0, 1);
    if (const auto error = key_reader.error()) {
      reader.fail(error->sentence, error->subject);
      return keys;
    }
    const bool ordered = keys.empty() || keys.back().frame < key.frame;
    if (!ordered || !points_fit(shape, key.points.size()) || key.points.size() != points) {
      reader.fail("key frames must be in order and have as many points as the shape", reader.at("keys"));
      return keys;
    }
    keys.push_back(std::move(key));
  }
  return keys;
}

json track_json(const TrackRecord& track) {
  json item{{"method", track.method},
            {"first_frame", track.first},
            {"last_frame", track.last},
            {"tolerance_px", track.tolerance_px},
            {"least_confidence", track.least_confidence}};
  if (track.backwards) item["backwards"] = true;
  if (track.closed_px) item["closed_px"] = *track.closed_px;
  if (!track.ended.empty()) item["ended"] = track.ended;
  return item;
}

std::vector<TrackRecord> read_tracks(ObjectReader& reader, const std::string& path) {
  std::vector<TrackRecord> tracks;
  const json* list = reader.member("tracks");
  if (list == nullptr) return tracks;
  if (!list->is_array() || list->size() > kMaxKeys) {
    reader.fail("a list of tracks is expected", reader.at("tracks"));
    return tracks;
  }
  for (const auto& item : *list) {
    ObjectReader of(item, path + ".tracks[" + std::to_string(tracks.size()) + "]");
    TrackRecord track;
    track.method = of.text("method");
    track.first = of.whole("first_frame", 0);
    track.last = of.whole("last_frame", 0);
    track.tolerance_px = of.number("tolerance_px", 0, 0, kMaxCoordinate);
    track.least_confidence = of.number("least_confidence", 1, 0, 1);
    const json* backwards = of.member("backwards");
    if (backwards != nullptr && !backwards->is_boolean()) of.fail("true or false is expected", of.at("backwards"));
    track.backwards = backwards != nullptr && backwards->is_boolean() && backwards->get<bool>();
    if (of.member("closed_px") != nullptr) track.closed_px = of.number("closed_px", 0, 0, kMaxCoordinate);
    track.ended = of.text("ended");
    if (track.last < track.first) of.fail("the track runs backwards", of.at("last_frame"));
    if (const auto error = of.error()) {
      reader.fail(error->sentence, error->subject);
      return tracks;
    }
    tracks.push_back(std::move(track));
  }
  return tracks;
}

}  // namespace

json region_json(const Region& region) {
  json result{{"shape", shape_name(region.shape)}, {"points", points_json(region.points)}};
  const auto put = [&](const char* name, const std::string& text) {
    if (!text.empty()) result[name] = text;
  };
  put("id", region.id);
  put("role", region.role);
  put("group", region.group);
  put("part", region.part);
  put("label", region.label);
  put("note", region.note);
  put("author", region.author);
  put("colour", region.colour);
  put("created", region.created);
  if (region.sigma_px > 0) result["sigma_px"] = region.sigma_px;
  if (region.frames != FrameRange{}) {
    result["first_frame"] = region.frames.first;
    if (region.frames.last != FrameRange{}.last) result["last_frame"] = region.frames.last;
  }
  for (const auto& key : region.keys) {
    json item{{"frame", key.frame}, {"points", points_json(key.points)}};
    if (key.confidence) item["confidence"] = *key.confidence;
    result["keys"].push_back(std::move(item));
  }
  for (const auto& track : region.tracks) result["tracks"].push_back(track_json(track));
  return result;
}

json group_json(const MarkGroup& group) {
  json result{{"id", group.id}, {"kind", group.kind}};
  if (!group.label.empty()) result["label"] = group.label;
  for (const auto& quantity : group.quantities) {
    json item{{"name", quantity.name}, {"value", quantity.value}, {"unit", quantity.unit}};
    if (quantity.sigma > 0) item["sigma"] = quantity.sigma;
    result["quantities"].push_back(std::move(item));
  }
  if (!group.absent_parts.empty()) result["absent_parts"] = group.absent_parts;
  return result;
}

Result<Region> region_from_json(const json& object, const std::string& path) {
  ObjectReader reader(object, path);
  Region region;
  const std::string shape = reader.text("shape");
  if (const auto known = shape_from_name(shape)) {
    region.shape = *known;
  } else {
    reader.fail("the shape must be point, line, rectangle, polygon, path, arrow, text or measurement",
                reader.at("shape"));
  }
  region.points = read_points(reader, "points");
  if (!points_fit(region.shape, region.points.size()))
    reader.fail("the shape has another number of points", reader.at("points"));
  region.id = reader.text("id");
  region.role = reader.text("role");
  region.group = reader.text("group");
  region.part = reader.text("part");
  region.label = reader.text("label");
  region.note = reader.text("note");
  region.author = reader.text("author");
  region.colour = reader.text("colour");
  if (!region.colour.empty() && !is_colour(region.colour))
    reader.fail("a colour is written #rrggbb", reader.at("colour"));
  region.created = reader.text("created");
  region.sigma_px = reader.number("sigma_px", 0, 0, 1e6);
  region.frames.first = reader.whole("first_frame", 0);
  region.frames.last = reader.whole("last_frame", FrameRange{}.last);
  if (region.frames.last < region.frames.first) reader.fail("the frame range is backwards", reader.at("last_frame"));
  region.keys = read_keys(reader, path, region.shape, region.points.size());
  region.tracks = read_tracks(reader, path);
  if (const auto error = reader.error()) return tl::unexpected(*error);
  return region;
}

Result<MarkGroup> group_from_json(const json& object, const std::string& path) {
  ObjectReader reader(object, path);
  MarkGroup group;
  group.id = reader.text("id");
  group.kind = reader.text("kind");
  group.label = reader.text("label");
  if (group.id.empty()) reader.fail("a group must have an id", reader.at("id"));
  if (const json* list = reader.member("quantities")) {
    if (!list->is_array() || list->size() > 64) {
      reader.fail("a list of at most 64 quantities is expected", reader.at("quantities"));
    } else {
      for (const auto& item : *list) {
        ObjectReader quantity(item, reader.at("quantities"));
        group.quantities.push_back({quantity.text("name"), quantity.number("value", 0, -1e12, 1e12),
                                    quantity.text("unit"), quantity.number("sigma", 0, 0, 1e12)});
        if (const auto error = quantity.error()) reader.fail(error->sentence, error->subject);
      }
    }
  }
  if (const json* list = reader.member("absent_parts")) {
    if (!list->is_array() || list->size() > 64)
      reader.fail("a list of parts is expected", reader.at("absent_parts"));
    else {
      for (const auto& item : *list) {
        if (!item.is_string()) {
          reader.fail("a part is named by a text", reader.at("absent_parts"));
          break;
        }
        group.absent_parts.push_back(printable(item.get_ref<const std::string&>(), 256));
      }
    }
  }
  if (const auto error = reader.error()) return tl::unexpected(*error);
  return group;
}

}  // namespace spoor
