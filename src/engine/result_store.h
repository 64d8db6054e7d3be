#pragma once
/// Where finished results are kept, by key. The case file implements it.

#include "analysis/provenance.h"

#include <optional>
#include <string>

namespace spoor {

/// Thread-safe.
class ResultStore {
 public:
  virtual ~ResultStore() = default;

  /// Only what asking again would give again: no result that was cancelled, or that ended with its worker.
  virtual Result<std::optional<PassResult>> find(const std::string& key) = 0;

  /// Keeps a result of any state, in place of an earlier one of its key.
  virtual Result<void> put(const std::string& exhibit_sha256, const PassResult& result) = 0;
};

}  // namespace spoor
