#pragma once
/// Requests with everything that decides their answers, in an order in which they can be run.

#include "analysis/provenance.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace spoor {

struct PlannedRequest {
  const PassDescriptor* pass = nullptr;
  PassRequest request;                        ///< parameters resolved
  std::map<std::string, std::size_t> needed;  ///< pass id -> index of the request whose result is read
  std::map<std::string, std::size_t> known;   ///< pass id -> index of the known result that is read instead
  int wave = 0;                               ///< 0: reads no other request's result; else one more than what it reads
  Lines lines;
  std::string key;
};

/// Whether two requests ask about the same frames, marks, claim and further inputs.
bool same_circumstances(const PassRequest& a, const PassRequest& b);

/// One planned request for each of `requests`, in their order. A needed result is taken from the first request of
/// that pass in the same circumstances, else from the first request of that pass, else from the first known
/// result of it.
///
/// Errors: kBadArgument for an unknown pass, a bad parameter, a need that is neither asked for nor known, or needs
/// in a circle.
Result<std::vector<PlannedRequest>> plan_requests(const std::vector<PassDescriptor>& passes,
                                                  const std::vector<PassRequest>& requests,
                                                  const std::vector<PassResult>& known,
                                                  const std::string& exhibit_sha256);

/// `requests` and, behind them, those that they need and that are not among them, in their circumstances and with
/// default parameters. Errors: kBadArgument for an unknown pass.
Result<std::vector<PassRequest>> with_needed(const std::vector<PassDescriptor>& passes,
                                             std::vector<PassRequest> requests);

}  // namespace spoor
