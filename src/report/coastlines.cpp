#include "report/coastlines.h"

#include <shapefil.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <string>

namespace spoor {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostPoints = 2'000'000;
constexpr const char* kPackaged = "/usr/share/cartopy/data/shapefiles/gshhs/c/GSHHS_c_L1.shp";

std::vector<fs::path> places_to_look() {
  std::vector<fs::path> places;
  const auto add = [&](const std::string& dir) {
    if (fs::path(dir).is_absolute()) places.push_back(fs::path(dir) / "spoor" / "coastlines.shp");
  };
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  const std::string home = variable("XDG_DATA_HOME"), dirs = variable("XDG_DATA_DIRS");
  add(home.empty() ? variable("HOME") + "/.local/share" : home);
  const std::string list = dirs.empty() ? "/usr/local/share:/usr/share" : dirs;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(':', begin), list.size());
    add(list.substr(begin, end - begin));
    begin = end + 1;
  }
  places.emplace_back(kPackaged);
  return places;
}

}  // namespace

Result<Coastlines> read_coastlines(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return failure(Fault::kUnreadable, "there are no coastlines", path.string());
  // The library writes its complaints to stderr unless it is given other hooks.
  SAHooks hooks;
  SASetupDefaultHooks(&hooks);
  hooks.Error = [](const char*) {};
  const std::unique_ptr<SHPInfo, decltype(&SHPClose)> file(SHPOpenLL(path.c_str(), "rb", &hooks), &SHPClose);
  if (!file) return failure(Fault::kCorrupt, "this is no shapefile that can be read", path.string());
  int count = 0;
  SHPGetInfo(file.get(), &count, nullptr, nullptr, nullptr);
  Coastlines lines;
  std::size_t points = 0;
  for (int i = 0; i < count; ++i) {
    const std::unique_ptr<SHPObject, decltype(&SHPDestroyObject)> shape(SHPReadObject(file.get(), i),
                                                                        &SHPDestroyObject);
    if (!shape || shape->nParts < 1) continue;
    for (int part = 0; part < shape->nParts; ++part) {
      const int first = shape->panPartStart[part];
      const int last = part + 1 < shape->nParts ? shape->panPartStart[part + 1] : shape->nVertices;
      std::vector<cv::Point2d> line;
      for (int v = std::max(0, first); v < std::min(last, shape->nVertices); ++v) {
        const double x = shape->padfX[v], y = shape->padfY[v];
        // Polygons may go on beyond the date line; what lies there is drawn on the other side.
        if (!std::isfinite(x) || !(std::abs(y) <= 90)) continue;
        const double longitude = std::remainder(x, 360);
        if (!line.empty() && std::abs(line.back().x - longitude) > 180) {
          lines.push_back(std::move(line));
          line = {};
        }
        line.emplace_back(longitude, y);
      }
      points += line.size();
      if (line.size() > 1) lines.push_back(std::move(line));
      if (points > kMostPoints) return failure(Fault::kCorrupt, "these coastlines have too many points", path.string());
    }
  }
  if (lines.empty()) return failure(Fault::kCorrupt, "there are no lines in this shapefile", path.string());
  return lines;
}

const Coastlines& coastlines() {
  static const Coastlines found = [] {
    for (const fs::path& path : places_to_look()) {
      if (auto lines = read_coastlines(path)) return std::move(*lines);
    }
    return Coastlines();
  }();
  return found;
}

bool is_world_map(const Curve& curve) { return curve.x_label == "longitude" && curve.y_label == "latitude"; }

}  // namespace spoor
