#pragma once
/// Damage and oddities in a medium: evidence in itself, so they are reported and reading goes on.

#include <cstdint>
#include <string>
#include <vector>

namespace spoor {

enum class AnomalyKind {
  kTruncated,    ///< a structure announces more bytes than there are
  kMalformed,    ///< a structure contradicts its specification
  kOutOfPlace,   ///< allowed elsewhere, not here
  kUnknownData,  ///< bytes that belong to no known structure
  kConcealed,    ///< the decoder made up samples for lost ones
};

struct Anomaly {
  AnomalyKind kind = AnomalyKind::kMalformed;
  std::string what;          ///< one sentence, printable
  std::int64_t offset = -1;  ///< first byte concerned, -1 where none can be named
  std::int64_t length = 0;   ///< bytes concerned, 0 where unknown
};

/// Appends an anomaly to a list.
void note(std::vector<Anomaly>& list, AnomalyKind kind, std::string what, std::int64_t offset = -1,
          std::int64_t length = 0);

/// "truncated", "malformed", "out_of_place", "unknown_data", "concealed".
const char* anomaly_name(AnomalyKind kind);

}  // namespace spoor
