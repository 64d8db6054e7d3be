#include "cli/command.h"
#include "engine/worker_main.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace spoor::cli {

void add_worker(CLI::App& root, Action& chosen) {
  auto* command = root.add_subcommand("__worker", "Serve one exhibit to the program that started this process");
  command->group("");
  auto channel = std::make_shared<int>(-1);
  command->add_option("--fd", *channel, "Descriptor of the channel")->required();
  command->callback(
      [&chosen, channel] { chosen = [channel](const Invocation&) { return worker_main(*channel, all_passes()); }; });
}

}  // namespace spoor::cli
