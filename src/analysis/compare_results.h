#pragma once
/// A result recorded once and the same request computed again: what became of it.

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace spoor {

enum class Agreement {
  kIdentical,
  kWithinTolerance,  ///< differs, by no more than the pass declares for other processors and libraries
  kDiffers,
};

struct Difference {
  std::string where;  ///< "state", "measurement noise.sigma (frame 3)", "map level: digest of the field", ...
  std::string recorded, recomputed;
  bool tolerated = false;
};

struct Comparison {
  Agreement agreement = Agreement::kIdentical;
  std::vector<Difference> differences;  ///< at most 100, those not tolerated first
  std::size_t total = 0;                ///< all there were
};

/// Both are documents of encode_result, the recorded one perhaps from a report. The tolerances are those of
/// `recomputed`, which this build made: a report cannot excuse itself. Fields of maps are compared by size and
/// digest; curves, tables and regions must be equal. A statement may be worded with other digits where a
/// measurement beside it moved within its tolerance.
///
/// `recorded` may hold anything: what cannot be read is a difference.
Comparison compare_results(const nlohmann::json& recorded, const nlohmann::json& recomputed);

const char* agreement_name(Agreement agreement);  ///< "identical", "within_tolerance", "differs"

}  // namespace spoor
