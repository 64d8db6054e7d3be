#pragma once
/// Results for people, as lines of text, and how a run's results decide the exit status.

#include "analysis/pass.h"
#include "analysis/provenance.h"

#include <string>
#include <vector>

namespace spoor::cli {

/// What one pass gave: its state with the reason, or its observations, measurements, tables and what else there is.
std::string result_text(const PassDescriptor* pass, const PassResult& result);

/// "done" with its bearing, or the state: "concern", "not applicable", "failed".
std::string answer_word(ResultState state, Bearing bearing);

/// A pass that failed, and why.
struct FailedPass {
  std::string pass;
  Error error;
};

/// One error for each failed pass, its name before the sentence; what stopped several passes, such as a picture that
/// cannot be decoded, is one error that counts them.
std::vector<Error> failures_told(const std::vector<FailedPass>& failed);

/// Collects what the exit status says.
struct Tally {
  bool failed = false;
  bool concern = false;

  void add(ResultState state, Bearing bearing);

  /// 1 outranks 3.
  int exit_status(bool fail_on_concern) const;
};

}  // namespace spoor::cli
