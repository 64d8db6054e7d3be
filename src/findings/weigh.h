#pragma once
/// How many concerns an honest file may be expected to get from a set of passes.

#include "analysis/profile.h"
#include "analysis/provenance.h"

#include <string>
#include <vector>

namespace spoor {

/// Bound of one pass: the sum over its different observations, each taken at its upper confidence bound.
struct PassBound {
  std::string pass;
  double upper_bound = 0;
  std::vector<std::string> corpora;  ///< sorted, each once
};

/// Sums add up whether or not passes are independent, so this bounds the expected number of concerns on one
/// honest file; each figure is a 95 % bound of its own.
struct ConcernBound {
  double upper_bound = 0;
  std::vector<PassBound> calibrated;      ///< sorted by pass
  std::vector<std::string> uncalibrated;  ///< passes that may raise a concern and state no figure, sorted
  std::vector<std::string> silent;        ///< passes that cannot raise a concern, sorted
};

/// `members`: the passes asked for; `results`: what they gave, perhaps on several files: from these come the
/// figures, the largest one where they differ.
ConcernBound concern_bound(const std::vector<const PassDescriptor*>& members, const std::vector<PassResult>& results);

}  // namespace spoor
