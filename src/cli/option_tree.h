#pragma once
/// The one definition of all options, as the manual page and the completions see it.

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace spoor::cli {

struct OptionEntry {
  std::vector<std::string> names;  ///< "--json", "-h"; empty for a positional argument
  std::string value;               ///< what it takes: "FILE"; empty for a flag
  std::string help;
  bool required = false, repeatable = false;
};

struct CommandEntry {
  std::string name, help, footer;
  std::vector<OptionEntry> options, arguments;
};

/// Hidden commands and options are left out.
struct ProgramEntry {
  CommandEntry program;
  std::vector<CommandEntry> commands;
};

ProgramEntry option_tree(const CLI::App& root);

}  // namespace spoor::cli
