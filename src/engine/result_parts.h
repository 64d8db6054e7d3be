#pragma once
/// Results of passes as message bodies.

#include "analysis/provenance.h"
#include "engine/protocol.h"

#include <vector>

namespace spoor {

/// One result of a run, with the index of its request.
Parts result_parts(std::size_t request, const PassResult& result);

struct ArrivedResult {
  std::size_t request = 0;
  PassResult result;
};

/// Errors: kCorrupt, also where `request` is not below `requests`.
Result<ArrivedResult> result_from_parts(const Parts& parts, std::size_t requests);

/// Results in one body: "known" of `parts.document`, the blobs behind those already there.
void add_known(const std::vector<PassResult>& known, Parts& parts);
Result<std::vector<PassResult>> known_of(const Parts& parts);

}  // namespace spoor
