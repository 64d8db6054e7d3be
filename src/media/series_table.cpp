#include "media/series_table.h"

#include <cmath>

namespace spoor {

void SeriesTable::add(const std::string& source, const std::string& id, const std::string& unit, const TimeStamp& time,
                      double value) {
  if (!std::isfinite(value)) return;
  auto key = std::pair(source, id);
  auto found = series_.find(key);
  if (found == series_.end()) {
    if (series_.size() >= bounds_.series) return;
    found = series_.emplace(std::move(key), Series{id, unit, "media", source, {}, 0}).first;
  }
  Series& series = found->second;
  if (series.points.size() < bounds_.points) {
    series.points.push_back({time, value});
  } else {
    ++series.left_out;
  }
}

std::vector<Series> SeriesTable::take() {
  std::vector<Series> all;
  for (auto& [key, one] : series_) all.push_back(std::move(one));
  series_.clear();
  return all;
}

}  // namespace spoor
