#pragma once
/// What the subcommands of `spoor` have in common: how they are added, what they are given, what they return.

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace spoor::cli {

enum ExitStatus {
  kOk = 0,          ///< all read and run; "not applicable" and "unavailable" count as run
  kSomeFailed = 1,  ///< some input could not be read or some pass failed: named on standard error
  kWrongUsage = 2,
  kConcern = 3,  ///< asked for by --fail-on; for verify: a result differs
  kInterrupted = 130,
};

struct Invocation {
  std::stop_token stop;                ///< requested by the first SIGINT or SIGTERM
  std::vector<std::string> arguments;  ///< the command line as given, the program's name first
  const CLI::App* root = nullptr;      ///< the definition of all options
};

/// What parsing chose to be done. Empty where help or the version was printed.
using Action = std::function<int(const Invocation&)>;

void add_passes(CLI::App& root, Action& chosen);
void add_inspect(CLI::App& root, Action& chosen);
void add_run(CLI::App& root, Action& chosen);
void add_batch(CLI::App& root, Action& chosen);
void add_frames(CLI::App& root, Action& chosen);
void add_case(CLI::App& root, Action& chosen);
void add_report(CLI::App& root, Action& chosen);
void add_verify(CLI::App& root, Action& chosen);
void add_doctor(CLI::App& root, Action& chosen);
void add_completion(CLI::App& root, Action& chosen);
void add_man(CLI::App& root, Action& chosen);
void add_worker(CLI::App& root, Action& chosen);
void add_examples(CLI::App& root, Action& chosen);

/// The whole program but for main's argument juggling.
int run_program(int argc, char** argv);

}  // namespace spoor::cli
