#include "analysis/compare_results.h"
#include "analysis/result_codec.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/exhibit_session.h"
#include "cli/recorded_fields.h"
#include "cli/recorded_request.h"
#include "cli/terminal.h"
#include "engine/examine.h"
#include "evidence/strict_json.h"
#include "findings/walk.h"
#include "report/report.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <map>
#include <memory>
#include <set>

namespace spoor::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::int64_t kMaxReport = std::int64_t{512} << 20;

struct Options {
  std::string report, case_file;
  std::vector<std::string> folders;
  bool json = false;
  WorkerOptions worker;
};

struct Verified {
  std::string exhibit, pass, key;
  std::string answer;  // agreement_name, or "not_recomputed"
  std::string reason;  // of "not_recomputed"
  ResultComparison comparison;
};

// The files of the folders, hashed only where their size is that of a wanted exhibit.
class Finder {
 public:
  Finder(const std::vector<std::string>& folders, Job job) : job_(std::move(job)) {
    for (const auto& found : walk_files({folders.begin(), folders.end()}, {}).files) {
      std::error_code error;
      const auto size = fs::file_size(found.path, error);
      if (!error) unread_[static_cast<std::int64_t>(size)].push_back(found.path);
    }
  }

  std::optional<fs::path> find(const std::string& sha256, std::int64_t size) {
    auto& waiting = unread_[size];
    while (!known_.contains(sha256) && !waiting.empty()) hash_one(waiting);
    const auto found = known_.find(sha256);
    return found == known_.end() ? std::nullopt : std::optional(found->second);
  }

  // Further inputs are recorded by digest alone, so all sizes are looked through.
  std::optional<fs::path> find(const std::string& sha256) {
    for (auto& [size, waiting] : unread_) {
      while (!known_.contains(sha256) && !waiting.empty()) hash_one(waiting);
    }
    const auto found = known_.find(sha256);
    return found == known_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  void hash_one(std::vector<fs::path>& waiting) {
    const fs::path path = waiting.back();
    waiting.pop_back();
    const auto file = open_regular_file(path);
    const auto sha256 = file ? file_sha256(*file, job_) : Result<std::string>(tl::unexpected(file.error()));
    if (sha256) known_.emplace(*sha256, path);
  }

  Job job_;
  std::map<std::int64_t, std::vector<fs::path>> unread_;  // by size
  std::map<std::string, fs::path> known_;
};

class Recomputed : public RunObserver {
 public:
  explicit Recomputed(ProgressLine& line) : line_(line) {}
  void progress(std::int64_t done, std::int64_t total) override {
    line_.show(fmt::format("frame {} of {}", done, total));
  }
  void finished(PassResult result) override {
    const std::string key = result.provenance.key;
    results.emplace(key, std::move(result));
  }
  std::map<std::string, PassResult> results;

 private:
  ProgressLine& line_;
};

std::string text_at(const json& object, const char* name) {
  if (!object.is_object()) return {};
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

bool worth_recomputing(const json& result) {
  const std::string state = text_at(result, "state");
  if (state != "failed") return state == "done" || state == "not_applicable";
  const auto fault = fault_from_name(text_at(result.value("error", json::object()), "fault"));
  return fault != Fault::kCrashed && fault != Fault::kTimedOut && fault != Fault::kOutOfMemory;
}

Result<std::vector<FurtherInput>> further_inputs(const std::vector<PassRequest>& requests, Finder& finder,
                                                 const Job& job) {
  std::vector<FurtherInput> further;
  std::set<std::string> roles;
  for (const auto& request : requests) {
    for (const auto& [role, sha256] : request.inputs) {
      if (!roles.insert(role).second) continue;
      const auto path = finder.find(sha256);
      if (!path) return failure(Fault::kNotFound, "no file here has the digest of the further input", role);
      auto open = ingest(*path, job);
      if (!open) return tl::unexpected(open.error());
      further.push_back({role, std::move(*open)});
    }
  }
  return further;
}

// All results of one exhibit, which are computed together since some read others.
Result<void> verify_exhibit(const json& report, Finder& finder, const RecordedFields& fields, const Options& options,
                            ProgressLine& line, const Job& job, std::vector<Verified>& verified) {
  const json& exhibit = report.at("exhibit");
  const std::string sha256 = text_at(exhibit, "sha256"), name = text_at(exhibit, "name");
  std::vector<PassRequest> requests;
  std::map<std::string, const json*> recorded;
  for (const auto& result : report.at("results")) {
    Verified entry{name, text_at(result, "pass"), text_at(result.at("provenance"), "key"), "not_recomputed", "", {}};
    auto request = recorded_request(result.at("provenance").at("request"));
    if (!worth_recomputing(result)) {
      entry.reason = "nothing was computed: " + text_at(result, "state");
    } else if (!request) {
      entry.reason = to_text(request.error());
    } else {
      requests.push_back(std::move(*request));
      recorded.emplace(entry.key, &result);
    }
    verified.push_back(std::move(entry));
  }
  if (requests.empty()) return {};
  const auto path = finder.find(sha256, exhibit.at("size").get<std::int64_t>());
  if (!path) return failure(Fault::kNotFound, "no file here has the exhibit's digest " + printable(sha256, 64), name);
  auto further = further_inputs(requests, finder, job);
  if (!further) return tl::unexpected(further.error());
  auto open = open_exhibit(*path, std::move(*further), options.worker.session, job);
  if (!open) return tl::unexpected(open.error());
  if (open->exhibit.sha256 != sha256) return failure(Fault::kUnreadable, "the file changed meanwhile", path->string());
  Recomputed recomputed(line);
  const auto counts = examine(*open->session, all_passes(), std::move(requests), nullptr, recomputed, job);
  line.clear();
  if (!counts) return tl::unexpected(counts.error());
  for (auto& entry : verified) {
    const auto wanted = recorded.find(entry.key);
    if (wanted == recorded.end()) continue;
    const auto found = recomputed.results.find(entry.key);
    if (found == recomputed.results.end()) {
      entry.reason = "the recorded request does not have the recorded key";
      continue;
    }
    entry.comparison = compare_results(*wanted->second, encode_result(found->second).document,
                                       fields.of(*wanted->second, found->second));
    entry.answer = agreement_name(entry.comparison.agreement);
  }
  return {};
}

Result<json> read_report(const fs::path& path) {
  const auto text = read_small_file(path, kMaxReport);
  if (!text) return tl::unexpected(text.error());
  auto report = strict_json(*text, static_cast<std::size_t>(kMaxReport));
  if (!report) return failure(Fault::kCorrupt, report.error().sentence, path.string());
  if (const auto ok = check_schema(*report, "spoor.report/1"); !ok) {
    return failure(Fault::kUnsupported, ok.error().sentence, path.string());
  }
  if (const auto ok = check_report_digest(*report); !ok) {
    return failure(ok.error().fault, ok.error().sentence, path.string());
  }
  return report;
}

// The report itself, or those of its exhibits where it is the overview of a batch.
std::vector<fs::path> exhibit_reports(const fs::path& path, const json& report) {
  if (text_at(report, "kind") != "batch") return {path};
  fs::path folder = path;
  folder.replace_extension();
  std::vector<fs::path> reports;
  for (const auto& found : walk_files({folder}, {}).files) {
    if (found.path.extension() == ".json") reports.push_back(found.path);
  }
  return reports;
}

json verified_json(const std::vector<Verified>& verified) {
  json list = json::array();
  for (const auto& entry : verified) {
    json differences = json::array();
    for (const auto& difference : entry.comparison.differences) {
      differences.push_back({{"where", difference.where},
                             {"recorded", difference.recorded},
                             {"recomputed", difference.recomputed},
                             {"tolerated", difference.tolerated}});
    }
    list.push_back({{"exhibit", entry.exhibit},
                    {"pass", entry.pass},
                    {"key", entry.key},
                    {"answer", entry.answer},
                    {"reason", entry.reason},
                    {"differences", std::move(differences)},
                    {"differences_total", entry.comparison.total}});
  }
  return {{"schema", "spoor.verification/1"}, {"results", std::move(list)}};
}

void put_verified(const std::vector<Verified>& verified) {
  TextTable table;
  for (const auto& entry : verified) {
    std::string answer = entry.answer;
    for (auto& c : answer) c = c == '_' ? ' ' : c;
    table.row({printable(entry.exhibit, 60), printable(entry.pass, 60),
               answer + (entry.reason.empty() ? "" : ": " + printable(entry.reason))});
    for (const auto& difference : entry.comparison.differences) {
      table.row({"", "",
                 fmt::format("  {}: recorded {}, recomputed {}", difference.where, difference.recorded,
                             difference.recomputed)});
    }
  }
  put(table.text());
}

int run(const Options& options, const Invocation& invocation) {
  const Job job(invocation.stop);
  const auto main_report = read_report(options.report);
  if (!main_report) {
    complain(main_report.error());
    return kSomeFailed;
  }
  const auto fields = RecordedFields::open(options.case_file, options.report, *main_report);
  if (!fields) {
    complain(fields.error());
    return kSomeFailed;
  }
  Finder finder(options.folders, job);
  std::vector<Verified> all;
  ProgressLine line;
  bool failed = false;
  for (const auto& path : exhibit_reports(options.report, *main_report)) {
    std::vector<Verified> verified;
    const auto report = path == fs::path(options.report) ? main_report : read_report(path);
    Result<void> ok;
    if (report) {
      try {
        ok = verify_exhibit(*report, finder, *fields, options, line, job, verified);
      } catch (const json::exception&) {
        ok = failure(Fault::kCorrupt, "the report lacks what its schema demands", path.string());
      }
    } else {
      ok = tl::unexpected(report.error());
    }
    if (!ok) {
      complain(ok.error());
      failed = true;
    }
    all.insert(all.end(), verified.begin(), verified.end());
  }
  if (options.json) {
    put_json(verified_json(all));
  } else {
    put_verified(all);
  }
  std::map<std::string, int> count;
  for (const auto& entry : all) ++count[entry.answer];
  say(fmt::format("{} results: {} identical, {} within the declared tolerance, {} differ, {} not recomputed",
                  all.size(), count["identical"], count["within_tolerance"], count["differs"],
                  count["not_recomputed"]));
  for (const auto& entry : all) {
    failed = failed || (entry.answer == "not_recomputed" && !entry.reason.starts_with("nothing was computed"));
  }
  if (failed) return kSomeFailed;
  return count["differs"] > 0 ? kConcern : kOk;
}

}  // namespace

void add_verify(CLI::App& root, Action& chosen) {
  auto* command = root.add_subcommand(
      "verify", "Recompute every result of a report: identical, within the declared tolerance, or different and where");
  auto options = std::make_shared<Options>();
  command->add_option("REPORT.json", options->report, "Report of an exhibit or of a batch")->required();
  command->add_option("--in", options->folders, "Folder, or file, in which the exhibits are found by their digests")
      ->required()
      ->type_name("DIR")
      ->expected(1)
      ->take_all();
  command
      ->add_option("--case", options->case_file,
                   "Case that holds the recorded maps, which a report tells by digest; by default the one beside it")
      ->type_name("CASE");
  command->add_flag("--json", options->json, "Write JSON");
  options->worker.add_to(*command);
  command->footer(
      "Exit status 3: some result differs. Status 1, which outranks it: some exhibit was not found or some "
      "result could not be recomputed.");
  command->callback(
      [&chosen, options] { chosen = [options](const Invocation& invocation) { return run(*options, invocation); }; });
}

}  // namespace spoor::cli
