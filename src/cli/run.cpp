#include "analysis/result_codec.h"
#include "analysis/version.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/exhibit_session.h"
#include "cli/result_text.h"
#include "cli/selection.h"
#include "cli/structures_json.h"
#include "cli/terminal.h"
#include "engine/examine.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <tuple>

namespace spoor::cli {
namespace {

using nlohmann::json;

struct Options {
  std::string passes;  // with --profile this is the first file
  std::vector<std::string> files;
  std::string profile, fail_on;
  std::vector<std::string> settings, inputs;
  bool json = false;
  EvidenceOptions evidence;
  WorkerOptions worker;
};

struct NamedInput {
  std::string role, path;
};

Result<std::vector<NamedInput>> named_inputs(const std::vector<std::string>& texts) {
  std::vector<NamedInput> inputs;
  for (const auto& text : texts) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
      return failure(Fault::kBadArgument, "a further file is given as ROLE=FILE", printable(text, 80));
    }
    inputs.push_back({text.substr(0, equals), text.substr(equals + 1)});
  }
  return inputs;
}

class Collector : public RunObserver {
 public:
  Collector(std::string name, ProgressLine& line) : name_(std::move(name)), line_(line) {}
  void progress(std::int64_t done, std::int64_t total) override {
    line_.show(total > 0 ? fmt::format("{}: frame {} of {}", name_, done, total)
                         : fmt::format("{}: frame {}", name_, done));
  }
  void finished(PassResult result) override { results_.push_back(std::move(result)); }

  std::vector<PassResult> results() && {
    std::sort(results_.begin(), results_.end(), [](const PassResult& a, const PassResult& b) {
      return std::tie(a.pass, a.provenance.key) < std::tie(b.pass, b.provenance.key);
    });
    return std::move(results_);
  }

 private:
  std::string name_;
  ProgressLine& line_;
  std::vector<PassResult> results_;
};

struct FileAnswer {
  Exhibit exhibit;
  std::vector<PassResult> results;
};

Result<FileAnswer> answer(const std::string& path, const std::vector<NamedInput>& inputs,
                          std::vector<PassRequest> requests, const Options& options, ProgressLine& line,
                          const Job& job) {
  std::vector<FurtherInput> further;
  for (const auto& input : inputs) {
    auto open = ingest(input.path, job);
    if (!open) return tl::unexpected(open.error());
    for (auto& request : requests) request.inputs[input.role] = open->exhibit.sha256;
    further.push_back({input.role, std::move(*open)});
  }
  auto open = open_exhibit(path, std::move(further), options.worker.session, job);
  if (!open) return failure(open.error().fault, open.error().sentence, path);
  Collector collector(printable(open->exhibit.name, 60), line);
  const auto counts = examine(*open->session, all_passes(), std::move(requests), nullptr, collector, job);
  line.clear();
  if (!counts) return tl::unexpected(counts.error());
  return FileAnswer{open->exhibit, std::move(collector).results()};
}

json answer_json(const FileAnswer& file) {
  json item{{"exhibit", exhibit_json(file.exhibit)}, {"results", json::array()}, {"error", nullptr}};
  for (const auto& result : file.results) {
    json document = encode_result(result).document;
    for (auto& map : document["output"]["maps"]) map.erase("blob");
    document["bearing"] =
        result.state == ResultState::kDone ? json(bearing_name(overall_bearing(result.output))) : json(nullptr);
    item["results"].push_back(std::move(document));
  }
  return item;
}

json error_item(const std::string& path, const Error& error) {
  return {{"exhibit", {{"path", printable(path)}}},
          {"results", json::array()},
          {"error", {{"fault", fault_name(error.fault)}, {"sentence", error.sentence}, {"subject", error.subject}}}};
}

int run(const Options& options, const Invocation& invocation) {
  std::vector<std::string> files = options.files;
  if (!options.profile.empty()) files.insert(files.begin(), options.passes);
  if (files.empty()) {
    complain({Fault::kBadArgument, "at least one file must be given", {}});
    return kWrongUsage;
  }
  auto requests = chosen_requests(options.profile.empty() ? options.passes : "", options.profile, options.settings);
  const auto evidence = evidence_from(options.evidence);
  const auto inputs = named_inputs(options.inputs);
  if (complained(requests, evidence, inputs)) return kWrongUsage;
  if (evidence->claim) {
    if (const auto note = exactness_note(*evidence->claim); !note.empty()) say(note);
  }
  for (auto& request : *requests) {
    request.frames = evidence->frames;
    request.regions = evidence->marks.regions;
    request.groups = evidence->marks.groups;
    request.claim = evidence->claim;
  }
  json document{{"schema", "spoor.run/1"}, {"program", std::string("spoor ") + kProgramVersion}};
  document["claim"] = evidence->claim ? json::parse(claim_to_json(*evidence->claim)) : json(nullptr);
  document["files"] = json::array();
  Tally tally;
  ProgressLine line;
  for (const std::string& path : files) {
    if (invocation.stop.stop_requested()) {
      document["files"].push_back(error_item(path, {Fault::kInternal, "interrupted before it was begun", {}}));
      continue;
    }
    auto file = answer(path, *inputs, *requests, options, line, Job(invocation.stop));
    if (!file) {
      complain(file.error().subject.empty() ? Error{file.error().fault, file.error().sentence, path} : file.error());
      tally.failed = true;
      document["files"].push_back(error_item(path, file.error()));
      continue;
    }
    std::vector<FailedPass> failed;
    for (const auto& result : file->results) {
      tally.add(result.state, overall_bearing(result.output));
      if (result.state == ResultState::kFailed) failed.push_back({result.pass, result.error});
    }
    for (const Error& error : failures_told(failed)) complain(path, error);
    if (options.json) {
      document["files"].push_back(answer_json(*file));
      continue;
    }
    put_line(fmt::format("{}\n  SHA-256 {}\n", printable(file->exhibit.path), file->exhibit.sha256));
    for (const auto& result : file->results) put_line(result_text(find_pass(all_passes(), result.pass), result));
  }
  if (options.json) put_json(document);
  return tally.exit_status(options.fail_on == "concern");
}

}  // namespace

void add_run(CLI::App& root, Action& chosen) {
  auto* command = root.add_subcommand("run", "Run one or several passes over files and show what they give");
  auto options = std::make_shared<Options>();
  command->add_option("PASS", options->passes, "A pass, or several with commas between them; none with --profile")
      ->required();
  command->add_option("FILE", options->files, "Files to run it over");
  command->add_option("--profile", options->profile, "Run the passes of a profile instead: triage, full");
  command
      ->add_option("--set", options->settings,
                   "Set a parameter, of one pass or of every chosen pass that has it ('spoor passes ID' lists them)")
      ->type_name("[PASS.]NAME=VALUE")
      ->expected(1)
      ->take_all();
  options->evidence.add_to(*command);
  command->add_option("--input", options->inputs, "A further file that a pass compares with, by its role")
      ->type_name("ROLE=FILE")
      ->expected(1)
      ->take_all();
  command->add_flag("--json", options->json, "Write JSON");
  command->add_option("--fail-on", options->fail_on, "Exit with 3 if any result is a concern")
      ->check(CLI::IsMember({"concern"}));
  options->worker.add_to(*command);
  command->callback(
      [&chosen, options] { chosen = [options](const Invocation& invocation) { return run(*options, invocation); }; });
}

}  // namespace spoor::cli
