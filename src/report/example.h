#pragma once
/// Examples of method pages: run by the build, kept in the data directory, read again by whoever shows a page.

#include "analysis/page_example.h"
#include "engine/session.h"

#include <filesystem>
#include <string>
#include <vector>

namespace spoor {

/// What one example gave.
struct ExampleRun {
  PageExample example;
  std::string program;        ///< "spoor 0.1.0"
  std::string sample_sha256;  ///< of the file it was run on
  Observation observation;    ///< the one that the example names
  /// Observations, measurements and suggested regions; of maps, curves and tables only the one that is shown: maps
  /// without their field, tables with the rows that the example asks for.
  PassResult result;
  std::string svg;             ///< the figure as a document; empty for tables and where nothing is drawn
  std::vector<std::byte> png;  ///< of maps
};

/// Runs the example's pass over `session`, its sample opened.
///
/// Errors: kBadArgument where the pass does not know a parameter, or a region cannot be read; kNotFound where the pass
/// does not observe or give what the example names, or words it as no concern: neither as a concern nor, for want of a
/// calibration, as inconclusive with innocent causes.
Result<ExampleRun> run_example(Session& session, const PassDescriptor& pass, const PageExample& example,
                               const std::vector<PassDescriptor>& passes, const Job& job);

/// "jpeg.ela/hit.json" and what else there is of it (svg, png), below `folder`.
Result<void> write_example(const std::filesystem::path& folder, const PassDescriptor& pass, const ExampleRun& run);

struct BuiltExample {
  ExampleRun run;                            ///< with its svg; png is not read
  std::vector<std::filesystem::path> files;  ///< that there are, the JSON first
};

/// What this build made of the example. Errors: kNotFound where it was not built, or by another version of the program,
/// the pass or the page; kCorrupt.
Result<BuiltExample> built_example(const std::filesystem::path& folder, const PassDescriptor& pass,
                                   const PageExample& example);

/// data_directory()/examples; an empty path where there is no data directory.
std::filesystem::path examples_folder();

}  // namespace spoor
