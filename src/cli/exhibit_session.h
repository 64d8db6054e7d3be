#pragma once
/// A file opened for a subcommand: hashed here, read in a worker process.

#include "engine/session.h"

#include <filesystem>
#include <memory>

namespace CLI {
class App;
}

namespace spoor::cli {

/// Limits of workers as options: --threads, --memory, --timeout.
struct WorkerOptions {
  SessionOptions session;
  void add_to(CLI::App& app);
};

struct ExhibitSession {
  Exhibit exhibit;
  FileHandle file;  ///< a second descriptor of the same file, for its digest at the end
  MediaInfo info;
  std::unique_ptr<Session> session;
};

Result<ExhibitSession> open_exhibit(const std::filesystem::path& path, std::vector<FurtherInput> further,
                                    const SessionOptions& options, const Job& job);

}  // namespace spoor::cli
