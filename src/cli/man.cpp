#include "analysis/version.h"
#include "cli/command.h"
#include "cli/option_tree.h"
#include "cli/terminal.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace spoor::cli {
namespace {

// Text as groff takes it literally.
std::string literal(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else if (c == '\n') {
      result += "\n.br\n";
    } else {
      if ((result.empty() || result.back() == '\n') && (c == '.' || c == '\'')) result += "\\&";
      result += c;
    }
  }
  return result;
}

std::string names_text(const OptionEntry& option) {
  std::string text;
  for (const auto& name : option.names) text += (text.empty() ? "" : ", ") + ("\\fB" + literal(name) + "\\fR");
  if (!option.value.empty()) text += (text.empty() ? "\\fI" : " \\fI") + literal(option.value) + "\\fR";
  return text;
}

void put_entries(const std::vector<OptionEntry>& options) {
  for (const auto& option : options) {
    put_line(fmt::format(".TP\n{}\n{}{}", names_text(option), literal(option.help),
                         option.repeatable && !option.names.empty() ? " (may be repeated)" : ""));
  }
}

void put_man(const ProgramEntry& tree) {
  put_line(fmt::format(".TH SPOOR 1 \"\" \"spoor {}\" \"User commands\"", kProgramVersion));
  put_line(".SH NAME\nspoor \\- examine photos and videos that are said to show an event");
  put_line(".SH SYNOPSIS\n.B spoor\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR] ...");
  put_line(
      ".SH DESCRIPTION\n" + literal(tree.program.help) +
      "\nIt gives observations with their uncertainty, their innocent causes and the rate at which honest files raise "
      "them, never verdicts. Data go to standard output, progress and messages to standard error. A file whose name "
      "begins with a dash is given after \\fB\\-\\-\\fR.");
  put_line(".SH COMMANDS");
  for (const auto& command : tree.commands) {
    std::string synopsis = "\\fBspoor " + literal(command.name) + "\\fR";
    for (const auto& argument : command.arguments) {
      const std::string word = "\\fI" + literal(argument.value) + "\\fR";
      synopsis += argument.required ? " " + word : " [" + word + "]";
    }
    put_line(fmt::format(".SS {}\n{}\n.PP\n{}.", literal(command.name), synopsis, literal(command.help)));
    put_entries(command.arguments);
    put_entries(command.options);
    if (!command.footer.empty()) put_line(".PP\n" + literal(command.footer));
  }
  put_line(".SH OPTIONS");
  put_entries(tree.program.options);
  put_line(".SH EXIT STATUS\n" + literal(tree.program.footer));
}

}  // namespace

void add_man(CLI::App& root, Action& chosen) {
  auto* command = root.add_subcommand("__man", "Write the manual page (groff man)");
  command->group("");
  command->callback([&chosen] {
    chosen = [](const Invocation& invocation) -> int {
      put_man(option_tree(*invocation.root));
      return kOk;
    };
  });
}

}  // namespace spoor::cli
