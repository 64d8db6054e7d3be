#pragma once
/// Whether marked shadows can come from one light, how much is left to it, and which marks conflict.

#include "base/job.h"
#include "methods/shadow/shadow_marks.h"

#include <cstdint>
#include <span>
#include <vector>

namespace spoor {

/// Where the light may be, on one side of the camera. Corners are (X / |W|, Y / |W|) in pixels; beyond `kInfinitePx`
/// they stand for directions at infinity.
struct LightRegion {
  LightSide side = LightSide::kFront;
  ConvexPolygon outline;
  bool reaches_infinity = false;
};

inline constexpr double kInfinitePx = 1e6;  ///< a light farther out is taken as infinitely far
inline constexpr double kSigmas = 2;        ///< standard deviations that a mark is widened by
inline constexpr std::size_t kMostAttached = 8;

/// The widening at which the region of `marks` point marks holds the light with probability `level`, were every click's
/// error normal: each wedge holds it with level^(1 / marks). Brackets that surely hold their object add nothing to
/// miss.
double joint_widening(std::size_t marks, double level);

/// What all marks leave at `widening` standard deviations. Empty: no one light satisfies them.
std::vector<LightRegion> light_regions(std::span<const ShadowMark> marks, double widening);

/// The smallest widening, in standard deviations, at which one light satisfies all marks (0 where they agree as they
/// are), and that light. By bisection over the same programme, to 0.1 %.
struct Agreement {
  double widening = 0;
  LightSide side = LightSide::kFront;
  PicturePoint light;  ///< (X / |W|, Y / |W|)
};
Agreement agreement(std::span<const ShadowMark> marks);

/// A smallest set of marks that no one light satisfies at `widening`, by the deletion filter run from many orders (all
/// reproducible): each such set found, most frequent first. Every one of them becomes satisfiable when any mark is left
/// out.
struct ConflictSet {
  std::vector<std::size_t> marks;  ///< indices, rising
  int times = 0;                   ///< orders that led to it
};
std::vector<ConflictSet> conflict_sets(std::span<const ShadowMark> marks, double widening);

/// How often honest marking of one light would disagree as much: one light is put where the marks agree best, the marks
/// are made anew to fit it, and every click is moved by its own deviation.
struct HonestMarking {
  int draws = 0;
  int as_much = 0;         ///< draws whose smallest widening is at least the one found
  double p = 1;            ///< (as_much + 1) / (draws + 1)
  int conflicts = 0;       ///< draws that conflict at kSigmas
  int feasible_again = 0;  ///< draws of the marks *as made*, moved by their deviations, that agree at kSigmas
};
HonestMarking honest_marking(std::span<const ShadowMark> marks, const Agreement& found, int draws, std::uint64_t seed,
                             const Job& job);

/// Least sum of slacks, in pixels, for a light on that side with the marks as they are (Kee et al., equation 10).
LeastSlack total_slack(std::span<const ShadowMark> marks, LightSide side);

}  // namespace spoor
