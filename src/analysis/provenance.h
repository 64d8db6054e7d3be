#pragma once
/// How a result was obtained: what was asked (its digest is the result's key) and on what it was computed.

#include "analysis/pass.h"

#include <string>
#include <utility>
#include <vector>

namespace spoor {

/// One question to an exhibit: a pass with everything that decides its answer.
struct PassRequest {
  std::string pass;
  ParamValues params;  ///< may be partial; resolved by the engine before the key is taken
  FrameRange frames;
  std::vector<Region> regions;
  std::vector<MarkGroup> groups;
  std::optional<Claim> claim;
  std::map<std::string, std::string> inputs;  ///< SHA-256 of further exhibits by role
};

/// Ordered name=value lines. Values are escaped so that a line is a line.
using Lines = std::vector<std::pair<std::string, std::string>>;

/// `params` must be resolved. `needed` holds the keys of the results the pass reads, by pass id. Marks of roles
/// that the pass does not look at, labels, notes and authors do not enter the key.
Lines request_lines(const PassDescriptor& pass, const PassRequest& request, const std::string& exhibit_sha256,
                    const std::map<std::string, std::string>& needed);

std::string lines_text(const Lines& lines);

/// SHA-256 of lines_text.
std::string request_key(const Lines& lines);

/// Program version, libraries with versions, CPU features, threads: recorded beside the key, not in it.
Lines environment_lines();

struct Provenance {
  std::string key;
  Lines request;
  Lines environment;
};

/// A pass's answer with its state. `output` is empty unless state is kDone.
struct PassResult {
  std::string pass;
  int version = 0;
  ResultState state = ResultState::kFailed;
  Error error;  ///< reason of every state but kDone
  PassOutput output;
  Provenance provenance;
};

}  // namespace spoor
