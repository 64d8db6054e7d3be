#pragma once
/// Results on the trusted side: what was asked is written into them there, whoever computed them.

#include "engine/request_plan.h"

#include <utility>

namespace spoor {

inline PassResult with_provenance(PassResult result, const PlannedRequest& planned, const Lines& environment) {
  result.pass = planned.pass->id;
  result.version = planned.pass->version;
  result.provenance = {planned.key, planned.lines, environment};
  return result;
}

}  // namespace spoor
