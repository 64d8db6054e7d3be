#pragma once
/// A result recorded once and the same request computed again: what became of it.

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

enum class Agreement {
  kIdentical,
  kWithinTolerance,  ///< differs, by no more than the pass declares for other processors and libraries
  kDiffers,
};

struct Difference {
  std::string where;  ///< "state", "measurement noise.sigma (frame 3)", "map level: field, by all cells", ...
  std::string recorded, recomputed;
  bool tolerated = false;
};

struct ResultComparison {
  Agreement agreement = Agreement::kIdentical;
  std::vector<Difference> differences;  ///< at most 100, those not tolerated first
  std::size_t total = 0;                ///< all there were
};

/// How far a map's field moved, where more of it than its digest is at hand.
struct FieldDifference {
  double largest = 0;    ///< of any cell; infinite where one was measured in one of the two alone, or sizes differ
  double slack = 0;      ///< by which `largest` may be too great, since what was compared is coarser than the field
  std::string compared;  ///< "all cells", or what stood for them
};

/// Of two whole fields (CV_32FC1).
FieldDifference field_difference(const cv::Mat& recorded, const cv::Mat& recomputed);

/// Gives the difference of map number i of both results; nothing where the recorded field is not at hand.
using FieldDifferences = std::function<std::optional<FieldDifference>(std::size_t map)>;

/// Both are documents of encode_result, the recorded one perhaps from a report. The tolerances are those of
/// `recomputed`, which this build made: a report cannot excuse itself. Fields of maps are compared by size and
/// digest and, where the digests differ, by `fields`: without it, such a map differs. Ordinates of curves may move
/// within their tolerance; tables and regions must be equal. A statement may be worded with other digits where
/// something beside it moved within its tolerance.
///
/// `recorded` may hold anything: what cannot be read is a difference.
ResultComparison compare_results(const nlohmann::json& recorded, const nlohmann::json& recomputed,
                           const FieldDifferences& fields = {});

const char* agreement_name(Agreement agreement);  ///< "identical", "within_tolerance", "differs"

}  // namespace spoor
