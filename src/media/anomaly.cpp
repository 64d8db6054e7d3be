#include "media/anomaly.h"

namespace spoor {

const char* anomaly_name(AnomalyKind kind) {
  switch (kind) {
    case AnomalyKind::kTruncated:
      return "truncated";
    case AnomalyKind::kMalformed:
      return "malformed";
    case AnomalyKind::kOutOfPlace:
      return "out_of_place";
    case AnomalyKind::kUnknownData:
      return "unknown_data";
    case AnomalyKind::kConcealed:
      break;
  }
  return "concealed";
}

}  // namespace spoor
