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

}  // namespace

ProgramEntry option_tree(const CLI::App& root) {
  ProgramEntry tree{entry_of(root), {}};
  for (const CLI::App* command : root.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_group().empty()) continue;
    tree.commands.push_back(entry_of(*command));
    // Inherited unless a command has one of its own.
    if (tree.commands.back().footer == tree.program.footer) tree.commands.back().footer.clear();
  }
  return tree;
}

}  // namespace spoor::cli
