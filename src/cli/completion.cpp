#include "analysis/pass.h"
#include "analysis/profile.h"
#include "cli/command.h"
#include "cli/option_tree.h"
#include "cli/terminal.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace spoor::cli {
namespace {

std::string words(const std::vector<std::string>& list) {
  std::string text;
  for (const auto& word : list) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<std::string> option_names(const CommandEntry& command) {
  std::vector<std::string> names;
  for (const auto& option : command.options) names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

std::vector<std::string> pass_ids() {
  std::vector<std::string> ids;
  for (const auto& pass : all_passes()) ids.push_back(pass.id);
  return ids;
}

std::vector<std::string> profile_names() {
  std::vector<std::string> names;
  for (const auto& profile : profiles()) names.push_back(profile.name);
  return names;
}

std::vector<std::string> command_names(const ProgramEntry& tree) {
  std::vector<std::string> names;
  for (const auto& command : tree.commands) names.push_back(command.name);
  return names;
}

// What may follow an option, where it is not a file.
std::vector<std::string> values_of(const std::string& option) {
  if (option == "--profile") return profile_names();
  if (option == "--pass") return pass_ids();
  if (option == "--fail-on") return {"concern"};
  return {};
}

bool takes_pass_first(const std::string& command) { return command == "run" || command == "passes"; }

void put_bash(const ProgramEntry& tree) {
  put_line(
      "_spoor() {\n  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} list=\n"
      "  case $previous in");
  for (const char* option : {"--profile", "--pass", "--fail-on"}) {
    put_line(fmt::format("    {}) COMPREPLY=($(compgen -W '{}' -- \"$current\")); return ;;", option,
                         words(values_of(option))));
  }
  put_line("  esac\n  if [ \"$COMP_CWORD\" -eq 1 ]; then");
  put_line(fmt::format("    COMPREPLY=($(compgen -W '{} {}' -- \"$current\")); return\n  fi",
                       words(command_names(tree)), words(option_names(tree.program))));
  put_line("  case ${COMP_WORDS[1]} in");
  for (const auto& command : tree.commands) {
    put_line(fmt::format("    {}) list='{}' ;;", command.name, words(option_names(command))));
  }
  put_line(
      "  esac\n  case $current in\n    -*) COMPREPLY=($(compgen -W \"$list\" -- \"$current\")); return ;;\n  esac");
  put_line(
      fmt::format("  case ${{COMP_WORDS[1]}}:$COMP_CWORD in\n    run:2|passes:2) COMPREPLY=($(compgen -W '{}' -- "
                  "\"$current\")) ;;\n    *) compopt -o filenames; COMPREPLY=($(compgen -f -- \"$current\")) ;;\n  "
                  "esac\n}}\ncomplete -F _spoor spoor",
                  words(pass_ids())));
}

std::string quoted(const std::string& text) {
  std::string result;
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return "'" + result + "'";
}

// zsh reads a description up to the closing bracket, and a colon ends what stands before it.
std::string zsh_help(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

void put_zsh(const ProgramEntry& tree) {
  put_line("#compdef spoor\n_spoor() {\n  if (( CURRENT == 2 )); then\n    local -a commands=(");
  for (const auto& command : tree.commands) put_line("      " + quoted(command.name + ":" + zsh_help(command.help)));
  put_line(
      "    )\n    _describe command commands\n    return\n  fi\n  local command=${words[2]}\n  shift words; (( "
      "CURRENT-- "
      ")\n  case $command in");
  for (const auto& command : tree.commands) {
    put_line(fmt::format("    {})\n      _arguments -s \\", command.name));
    for (const auto& option : command.options) {
      for (const auto& name : option.names) {
        std::string spec = name + "[" + zsh_help(option.help) + "]";
        const auto values = values_of(name);
        if (!option.value.empty()) {
          spec += ":" + zsh_help(option.value) + ":" + (values.empty() ? "_files" : "(" + words(values) + ")");
        }
        put_line("        " + quoted(option.repeatable ? "*" + spec : spec) + " \\");
      }
    }
    if (takes_pass_first(command.name)) put_line("        " + quoted("1:pass:(" + words(pass_ids()) + ")") + " \\");
    put_line("        '*:file:_files' ;;");
  }
  put_line("  esac\n}\n_spoor \"$@\"");
}

void put_fish(const ProgramEntry& tree) {
  const auto put_options = [](const CommandEntry& command, const std::string& condition) {
    for (const auto& option : command.options) {
      std::string line = "complete -c spoor -n " + quoted(condition);
      for (const auto& name : option.names) {
        line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      const auto values = option.names.empty() ? std::vector<std::string>() : values_of(option.names.back());
      if (!values.empty()) line += " -x -a " + quoted(words(values));
      if (values.empty() && !option.value.empty()) line += " -r";
      put_line(line + " -d " + quoted(option.help));
    }
  };
  put_options(tree.program, "__fish_use_subcommand");
  for (const auto& command : tree.commands) {
    put_line(
        fmt::format("complete -c spoor -f -n __fish_use_subcommand -a {} -d {}", command.name, quoted(command.help)));
    put_options(command, "__fish_seen_subcommand_from " + command.name);
    if (takes_pass_first(command.name)) {
      put_line(fmt::format("complete -c spoor -n '__fish_seen_subcommand_from {}' -a {}", command.name,
                           quoted(words(pass_ids()))));
    }
  }
}

}  // namespace

void add_completion(CLI::App& root, Action& chosen) {
  auto* command = root.add_subcommand("completion", "Write the completion script of a shell");
  auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->callback([&chosen, shell] {
    chosen = [shell](const Invocation& invocation) -> int {
      const ProgramEntry tree = option_tree(*invocation.root);
      if (*shell == "bash") put_bash(tree);
      if (*shell == "zsh") put_zsh(tree);
      if (*shell == "fish") put_fish(tree);
      return kOk;
    };
  });
}

}  // namespace spoor::cli
