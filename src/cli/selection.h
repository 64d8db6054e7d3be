#pragma once
/// Which passes, with which parameters, on which frames and marks: options that several subcommands share.

#include "analysis/provenance.h"
#include "evidence/claim.h"
#include "evidence/marks_file.h"

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace spoor::cli {

/// Requests for passes ("jpeg.ela,noise.level") or for a profile's members, one of which is given, with parameters
/// set as "[PASS.]name=value". A name without a pass goes to every chosen pass that has it.
///
/// Errors: kBadArgument for an unknown pass, profile, parameter or value.
Result<std::vector<PassRequest>> chosen_requests(std::string_view passes, std::string_view profile,
                                                 const std::vector<std::string>& settings);

/// What an analyst adds to the files.
struct EvidenceOptions {
  std::string frames;
  std::vector<std::string> regions;
  std::string marks_file;
  std::string claim;  ///< in one line, or the name of a JSON file

  /// Options named --frames, --region, --marks, --claim.
  void add_to(CLI::App& app);
};

struct Evidence {
  FrameRange frames;
  Marks marks;
  std::optional<Claim> claim;
};

Result<Evidence> evidence_from(const EvidenceOptions& options);

/// A claim as text, or the file of that name where it ends in ".json".
Result<Claim> claim_from_argument(const std::string& argument);
Result<Marks> marks_from_path(const std::string& path);

/// What is taken as exact because no uncertainty was given; empty where nothing is.
std::string exactness_note(const Claim& claim);

/// A word for command lines in reports: quoted where a shell would stumble.
std::string shell_word(const std::string& word);
std::string shell_line(const std::vector<std::string>& words);

}  // namespace spoor::cli
