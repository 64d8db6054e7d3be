#pragma once
/// What passes say of marks whose wedges must share one point of the picture plane: shadows of one light, reflections
/// in one plane.

#include "analysis/output.h"
#include "base/job.h"
#include "methods/shadow/one_light.h"

#include <cstdint>
#include <string>
#include <vector>

namespace spoor {

struct OnePointWords {
  std::string one;        ///< what all marks share: "one light", "one mirror plane"
  std::string marks;      ///< what is held to it, after a number: "marked shadows", "marks"
  std::string as_marked;  ///< "as they are marked"
};

struct OnePoint {
  std::vector<ShadowMark> marks;
  Agreement found;
  HonestMarking honest;
  std::vector<ConflictSet> conflicts;
  /// What holds the point in 95 of 100 honest markings; of marks that conflict even so, what is left when all their
  /// deviations grow as far as they must.
  std::vector<LightRegion> regions;
};

OnePoint one_point(std::vector<ShadowMark> marks, int draws, std::uint64_t seed, const Job& job);

/// Measurements widening, factor, p_honest and conflict_rate.
void add_agreement(PassOutput& output, const OnePoint& point, const OnePointWords& words);

/// Direction of the mark in degrees (0 is up in the picture, clockwise) and its deviation.
struct MarkDirection {
  double towards_deg = 0, sigma_deg = 0;
};
MarkDirection direction_of(const ShadowMark& mark);

/// Cells "Deviations needed without it" and "Of the orders tried, conflicts it is in" of a table of marks.
std::vector<Table::Column> conflict_columns();
std::vector<std::string> conflict_cells(const OnePoint& point, std::size_t mark);

/// Table "conflicts", where there are any.
void add_conflicts(PassOutput& output, const OnePoint& point, const OnePointWords& words);

/// Whether all marks share one point, resting on widening, p_honest and, where there are any, conflicts. `strength`
/// says how much the region left to the point tells. Bearing neutral; inconclusive of fewer than three marks and of
/// conflicts, whose rate in photographs nobody has counted. The innocent causes are the pass's own.
Observation agreement_observation(const OnePoint& point, const OnePointWords& words, const std::string& strength);

/// A region's outline in the picture's coordinates, cut at `reach` pixels from their origin; behind the camera it is
/// the region of the antisolar point.
std::vector<PicturePoint> outline_within(const LightRegion& region, double reach);

/// In square pixels.
double area_of(const ConvexPolygon& polygon);

}  // namespace spoor
