#include "media/anomaly.h"

#include <utility>

namespace spoor {

void note(std::vector<Anomaly>& list, AnomalyKind kind, std::string what, std::int64_t offset, std::int64_t length) {
  Anomaly& added = list.emplace_back();
  added.kind = kind;
  added.what = std::move(what);
  added.offset = offset;
  added.length = length;
}

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
