#pragma once
/// Gathers series while a file is read, within bounds.

#include "media/series.h"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace spoor {

struct SeriesBounds {
  std::size_t points = 2'000'000;  ///< of one series; those after are counted in Series::left_out
  std::size_t series = 256;        ///< those after are not read
};

/// Series of the media's own clock, ordered by source and id. Values that are no numbers are passed over.
class SeriesTable {
 public:
  explicit SeriesTable(const SeriesBounds& bounds = {}) : bounds_(bounds) {}

  void add(const std::string& source, const std::string& id, const std::string& unit, const TimeStamp& time,
           double value);
  std::vector<Series> take();

 private:
  SeriesBounds bounds_;
  std::map<std::pair<std::string, std::string>, Series> series_;
};

}  // namespace spoor
