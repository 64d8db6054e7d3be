#include "analysis/method_page.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/exhibit_session.h"
#include "cli/terminal.h"
#include "report/example.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace spoor::cli {
namespace {

Result<void> make(const PassDescriptor& pass, const PageExample& example, const std::string& samples,
                  const std::string& out, const Job& job) {
  auto open = open_exhibit(std::filesystem::path(samples) / example.sample, {}, {}, job);
  if (!open) return tl::unexpected(open.error());
  const auto run = run_example(*open->session, pass, example, all_passes(), job);
  if (!run) return tl::unexpected(run.error());
  return write_example(out, pass, *run);
}

int make_all(const std::string& samples, const std::string& out, const Invocation& invocation) {
  bool failed = false;
  for (const auto& pass : all_passes()) {
    const auto page = method_page(pass.id);
    if (!page) continue;
    const auto examples = page_examples(*page);
    if (!examples) {
      complain(pass.id, examples.error());
      failed = true;
      continue;
    }
    for (const auto& example : *examples) {
      if (example.none_known) continue;
      const auto made = make(pass, example, samples, out, Job(invocation.stop));
      if (made) continue;
      complain(fmt::format("{}, {} example", pass.id, example_kind_name(example.kind)),
               {made.error().fault, to_text(made.error()), {}});
      failed = true;
    }
  }
  return failed ? kSomeFailed : kOk;
}

}  // namespace

void add_examples(CLI::App& root, Action& chosen) {
  struct Options {
    std::string samples, out;
  };
  auto* command = root.add_subcommand("__examples", "Run the examples of the method pages; the build does so");
  command->group("");
  auto options = std::make_shared<Options>();
  command->add_option("--samples", options->samples, "Folder of the samples")->required();
  command->add_option("--out", options->out, "Folder that gets a folder for each pass")->required();
  command->callback([&chosen, options] {
    chosen = [options](const Invocation& invocation) { return make_all(options->samples, options->out, invocation); };
  });
}

}  // namespace spoor::cli
