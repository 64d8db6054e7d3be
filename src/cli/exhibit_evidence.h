#pragma once
/// Claims and marks for many exhibits, by digest or path.

#include "findings/batch.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace spoor::cli {

/// Thread-safe once made.
class ExhibitEvidence {
 public:
  ExhibitEvidence();
  ~ExhibitEvidence();
  ExhibitEvidence(ExhibitEvidence&&) noexcept;
  ExhibitEvidence& operator=(ExhibitEvidence&&) noexcept;

  /// What is given for the exhibit's digest, else for its path.
  ExhibitContext of(const Exhibit& exhibit) const;

  /// Keys that fitted no exhibit so far, sorted.
  std::vector<std::string> unused() const;

 private:
  friend Result<ExhibitEvidence> exhibit_evidence(const std::string&, const std::string&);
  struct State;
  std::unique_ptr<State> state_;
};

/// Reads both files; an empty name is no file. Paths in them count from the file's own folder.
///
/// Errors: kBadArgument naming file and JSON path.
Result<ExhibitEvidence> exhibit_evidence(const std::string& claims_file, const std::string& marks_file);

}  // namespace spoor::cli
