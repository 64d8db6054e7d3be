#pragma once
/// Long edges that may be straight in the world and bent by the lens, for an analyst to look at.

#include "base/job.h"
#include "methods/projective/lens.h"
#include "methods/projective/segments.h"

#include <optional>
#include <vector>

namespace spoor {

struct EdgeChains {
  std::vector<StraightMark> edges;   ///< those that one lens straightens, longest first, 30 at most
  std::optional<LensEstimate> lens;  ///< of them; nothing where fewer than four agree, or fewer than half
  int found = 0;                     ///< smooth chains of at least a quarter of the diagonal
};

inline constexpr int kFewestAgreeing = 4;

/// Segments that go on from one another (a gap of at most a fiftieth of the diagonal, a turn of at most 6 degrees) make
/// a chain, along which the edge is placed anew, to a fraction of a pixel, where light changes most. Chains of one
/// smooth curve are kept; each proposes a lens (lens_from_straight_edges), and the lens that straightens most of them,
/// within a pixel as looked at, is estimated from all those.
///
/// Edges curved in the world (roads, arches) seldom agree on one lens, and may.
/// Source: Devernay, Faugeras, "Straight lines have to be straight", Machine Vision and Applications 13, 2001.
EdgeChains edge_chains(const Segments& segments, const Job& job);

}  // namespace spoor
