#include "analysis/version.h"
#include "base/job.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/terminal.h"

#include <CLI/CLI.hpp>

#include <csignal>
#include <exception>
#include <new>

namespace spoor::cli {
namespace {

bool is_worker(int argc, char** argv) { return argc > 1 && std::string_view(argv[1]) == "__worker"; }

int run_chosen(const Action& chosen, const CLI::App& root, int argc, char** argv) {
  const Interrupt interrupt;
  Invocation invocation{interrupt.token(), {argv, argv + argc}, &root};
  int status = kOk;
  try {
    status = chosen(invocation);
  } catch (const Cancelled&) {
    status = kInterrupted;
  } catch (const std::bad_alloc&) {
    complain({Fault::kOutOfMemory, "there is not enough memory", {}});
    status = kSomeFailed;
  } catch (const std::exception& exception) {
    complain({Fault::kInternal, std::string("this is a fault of the program: ") + exception.what(), {}});
    status = kSomeFailed;
  }
  if (!flush_output() && status == kOk) status = kSomeFailed;
  return interrupt.token().stop_requested() ? kInterrupted : status;
}

}  // namespace

int run_program(int argc, char** argv) {
  // A reader that goes away (`spoor frames FILE | head`) is an error of writing, not a reason to die.
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App app("Examines photos and videos that are said to show an event.", "spoor");
  app.set_version_flag("--version", std::string("spoor ") + kProgramVersion);
  app.require_subcommand(1);
  app.footer(
      "Exit status: 0 all read and run; 1 some input could not be read or some pass failed; 2 wrong usage; 130 "
      "interrupted. 'not applicable' and 'unavailable' are answers and count as run.");
  Action chosen;
  for (const auto add : {add_inspect, add_passes, add_run, add_batch, add_frames, add_case, add_report, add_verify,
                         add_doctor, add_completion, add_man, add_worker, add_examples}) {
    add(app, chosen);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& request) {
    return app.exit(request);
  } catch (const CLI::CallForVersion& request) {
    return app.exit(request);
  } catch (const CLI::ParseError& error) {
    complain({Fault::kBadArgument, std::string(error.what()) + " (see 'spoor --help')", {}});
    return kWrongUsage;
  }
  // The worker keeps to itself: it answers on its channel, and its parent decides when it ends.
  if (is_worker(argc, argv)) return chosen({});
  return run_chosen(chosen, app, argc, argv);
}

}  // namespace spoor::cli
