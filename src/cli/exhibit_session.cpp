#include "cli/exhibit_session.h"

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace spoor::cli {

void WorkerOptions::add_to(CLI::App& app) {
  app.add_option("--threads", session.threads, "Threads in all; 0: as many as there are processors")
      ->check(CLI::Range(0, 1024));
  app.add_option("--memory", session.memory_mb, "Memory a file's worker process may use, in MiB")
      ->check(CLI::Range(256, 1'048'576))
      ->capture_default_str();
  app.add_option("--timeout", session.quiet_seconds, "Seconds after which a worker that reports nothing is stopped")
      ->check(CLI::Range(1, 86'400))
      ->capture_default_str();
}

Result<ExhibitSession> open_exhibit(const std::filesystem::path& path, std::vector<FurtherInput> further,
                                    const SessionOptions& options, const Job& job) {
  auto open = ingest(path, job);
  if (!open) return tl::unexpected(open.error());
  ExhibitSession result;
  result.exhibit = open->exhibit;
  result.file = FileHandle(::dup(open->file.get()));
  auto session = open_worker_session(std::move(*open), std::move(further), options);
  if (!session) return tl::unexpected(session.error());
  auto info = (*session)->info();
  if (!info) return tl::unexpected(info.error());
  result.info = std::move(*info);
  result.session = std::move(*session);
  return result;
}

}  // namespace spoor::cli
