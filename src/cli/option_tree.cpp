#include "cli/option_tree.h"

#include <CLI/CLI.hpp>

namespace spoor::cli {
namespace {

CommandEntry entry_of(const CLI::App& app) {
  CommandEntry entry{app.get_name(), app.get_description(), app.get_footer(), {}, {}};
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    OptionEntry item;
    item.help = option->get_description();
    item.required = option->get_required();
    item.repeatable =
        option->get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll || option->get_expected_max() > 1;
    if (option->get_positional()) {
      item.value = option->get_type_name() == "TEXT" ? option->get_name(true) : option->get_type_name();
      entry.arguments.push_back(std::move(item));
      continue;
    }
    for (const auto& name : option->get_snames()) item.names.push_back("-" + name);
    for (const auto& name : option->get_lnames()) item.names.push_back("--" + name);
    if (option->get_expected_max() > 0) {
      // A check such as "in [0 - 256]" is added to the type by CLI11 after a colon or space: the word alone is wanted.
      const std::string type = option->get_type_name();
      item.value =
          type.substr(0, type.find_first_of(":{") == std::string::npos ? type.size() : type.find_first_of(":{"));
    }
    entry.options.push_back(std::move(item));
  }
  return entry;
}

std::vector<const CLI::App*> shown_commands(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); });
}

}  // namespace

ProgramEntry option_tree(const CLI::App& root) {
  ProgramEntry tree{entry_of(root), {}};
  for (const CLI::App* command : shown_commands(root)) {
    const auto own = shown_commands(*command);
    const std::string prefix = own.empty() ? "" : command->get_name() + " ";
    for (const CLI::App* leaf : own.empty() ? std::vector{command} : own) {
      CommandEntry& entry = tree.commands.emplace_back(entry_of(*leaf));
      entry.name = prefix + entry.name;
      // Inherited unless a command has one of its own.
      if (entry.footer == tree.program.footer) entry.footer.clear();
    }
  }
  return tree;
}

}  // namespace spoor::cli
