#pragma once
/// The analyst's marks as directions from one point towards another, whatever the two stand for.

#include "evidence/region.h"
#include "methods/shadow/shadow_marks.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace spoor {

struct MarkedDirections {
  std::vector<ShadowMark> marks;      ///< by id
  std::vector<std::string> left_out;  ///< "id: why", for marks that give no direction
};

/// Regions of one group, by their part.
using RegionParts = std::map<std::string, const Region*>;
const Region* part_of(const RegionParts& parts, const std::string& name);  ///< null where there is none

/// Collects directions at one frame; marks without a deviation of their own get `sigma_px`.
class DirectionMarks {
 public:
  DirectionMarks(std::int64_t frame, double sigma_px) : frame_(frame), sigma_px_(sigma_px) {}

  double sigma_of(const Region& region) const { return region.sigma_px > 0 ? region.sigma_px : sigma_px_; }

  /// Two points: from the first to the second. Three: from the middle one to somewhere between the outer two. Any other
  /// number is left out for the reason `otherwise`.
  void by_points(const Region& region, const char* otherwise);

  /// From a point to a point, or to somewhere between the two ends of a line; left out for the reason `otherwise` where
  /// one of them is missing.
  void by_parts(const std::string& id, const Region* from, const Region* to, const char* otherwise);

  void add(ShadowMark mark);  ///< left out where its points coincide
  void leave_out(const std::string& id, const char* why) { found_.left_out.push_back(id + ": " + why); }

  MarkedDirections take();

 private:
  std::int64_t frame_;
  double sigma_px_;
  MarkedDirections found_;
};

}  // namespace spoor
