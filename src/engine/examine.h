#pragma once
/// Questions to an exhibit, answered from the store where they were answered before.

#include "engine/result_store.h"
#include "engine/session.h"

#include <vector>

namespace spoor {

struct ExamineCounts {
  int computed = 0;
  int reused = 0;
};

/// Adds the requests that the asked ones need, resolves parameters, computes keys, takes what `store` has (may be
/// null), runs the rest in one sweep, stores each as it finishes and tells `observer` of every result, reused ones
/// included. Every request gets a result, also one that was cancelled or failed with the worker, and each is stored.
///
/// Errors: kBadArgument for an unknown pass, a bad parameter, or needs in a circle. A worker that dies gives
/// every unfinished request a failed result naming the death, and is not an error here: it is restarted, and what
/// had no answer runs one by one, so that the death falls to the pass that causes it; after three deaths the rest
/// is given up. What else ends a run, once every request has a result that says so; the store's first error, after
/// every result was told.
Result<ExamineCounts> examine(Session& session, const std::vector<PassDescriptor>& passes,
                              std::vector<PassRequest> requests, ResultStore* store, RunObserver& observer,
                              const Job& job);

}  // namespace spoor
