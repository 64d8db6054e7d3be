#include "findings/batch.h"

#include "analysis/profile.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/batch_display.h"
#include "cli/command.h"
#include "cli/exhibit_evidence.h"
#include "cli/exhibit_session.h"
#include "cli/result_text.h"
#include "cli/selection.h"
#include "cli/terminal.h"
#include "report/report.h"

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <charconv>
#include <memory>
#include <thread>

namespace spoor::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> paths;
  std::string profile, passes, out, fail_on, claims_file, marks_file, shard;
  std::vector<std::string> settings;
  int jobs = 1;
  bool json = false;
  WorkerOptions worker;
};

struct OpenCase {
  std::unique_ptr<CaseFile> file;
  bool resumed = false;
};

/// Held while a batch writes into a folder, so that a second one does not join it unawares.
Result<FileHandle> locked_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return failure(Fault::kUnreadable, "the folder cannot be made: " + error.message(), folder.string());
  FileHandle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!handle) return failure(Fault::kUnreadable, "the folder cannot be opened", folder.string());
  if (::flock(handle.get(), LOCK_EX | LOCK_NB) == 0) return handle;
  return failure(Fault::kUnreadable, "another batch is writing into this folder", folder.string());
}

Result<OpenCase> open_case(const fs::path& folder) {
  const fs::path path = folder / "case.spoor";
  std::error_code error;
  const bool exists = fs::exists(path, error);
  auto file = exists ? CaseFile::open(path) : CaseFile::create(path, {});
  if (!file) return tl::unexpected(file.error());
  if ((*file)->read_only()) return failure(Fault::kUnreadable, "the case cannot be written", path.string());
  return OpenCase{std::move(*file), exists};
}

// What was seen before, so that a resumed batch can say what it need not do again.
Result<std::size_t> examined_before(CaseFile& file) {
  const auto exhibits = file.exhibits();
  if (!exhibits) return tl::unexpected(exhibits.error());
  std::size_t count = 0;
  for (const auto& record : *exhibits) count += record.examined_at.empty() ? 0 : 1;
  return count;
}

int finish(const Options& options, const Invocation& invocation, CaseFile& file, const BatchPlan& plan,
           const std::vector<FileOutcome>& outcomes, Tally tally) {
  const BatchTotals totals = batch_totals(outcomes);
  const bool interrupted = invocation.stop.stop_requested();
  std::vector<std::string> written;
  if (!interrupted) {
    ReportOptions report;
    report.command = shell_line(invocation.arguments);
    const auto files = write_reports(file, options.out, report);
    if (files) {
      for (const auto& path : files->files) written.push_back(path.string());
      if (files->renamed) say("an older report was left as it is; this one is called " + files->stem);
    } else {
      complain(files.error());
      tally.failed = true;
    }
  }
  if (auto closed = file.close(); !closed) {
    complain(closed.error());
    tally.failed = true;
  }
  if (options.json) {
    put_json(batch_json(outcomes, written));
  } else {
    put(batch_table(outcomes));
    for (const auto& path : written) {
      if (path.ends_with(".html")) {
        put_line("\nReport: " + printable(path));
        break;
      }
    }
  }
  say(
      fmt::format("{} files: {} examined, {} copies of others, {} no media, {} not read; {} results computed, {} taken "
                  "from the case",
                  plan.files.size(), totals.examined, totals.duplicates, totals.not_media, totals.unreadable,
                  totals.computed, totals.reused));
  if (interrupted) {
    say("interrupted; what was finished is kept, the same command continues");
    return kInterrupted;
  }
  return tally.exit_status(options.fail_on == "concern");
}

// "I/N"; an empty text is the whole.
Result<Shard> shard_from_text(const std::string& text) {
  Shard shard;
  if (text.empty()) return shard;
  const char* const end = text.data() + text.size();
  const auto number = std::from_chars(text.data(), end, shard.number);
  const bool slash = number.ec == std::errc() && number.ptr != end && *number.ptr == '/';
  const auto of = slash ? std::from_chars(number.ptr + 1, end, shard.of) : number;
  if (!slash || of.ec != std::errc() || of.ptr != end || shard.number < 1 || shard.of < shard.number ||
      shard.of > 100'000) {
    return failure(Fault::kBadArgument, "a share is given as I/N, with I from 1 to N", printable(text, 40));
  }
  return shard;
}

int run(const Options& options, const Invocation& invocation) {
  BatchPlan plan;
  const std::string profile = options.passes.empty() && options.profile.empty() ? "triage" : options.profile;
  auto requests = chosen_requests(options.passes, profile, options.settings);
  const auto evidence = exhibit_evidence(options.claims_file, options.marks_file);
  const auto shard = shard_from_text(options.shard);
  if (complained(requests, evidence, shard)) return kWrongUsage;
  plan.requests = std::move(*requests);
  const auto lock = locked_folder(options.out);
  const auto given = lock ? open_case(options.out) : Result<OpenCase>(tl::unexpected(lock.error()));
  if (!given) {
    complain(given.error());
    return kSomeFailed;
  }
  CaseFile& file = *given->file;
  Tally tally;
  Walk walk = walk_files({options.paths.begin(), options.paths.end()}, {options.out});
  for (const auto& error : walk.errors) {
    complain(error);
    tally.failed = true;
  }
  plan.files = std::move(walk.files);
  std::erase_if(plan.files, [&](const FoundFile& found) { return !in_shard(found.path, *shard); });
  plan.context = [&](const Exhibit& exhibit) { return evidence->of(exhibit); };
  plan.jobs = options.jobs > 0 ? options.jobs : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  plan.session = options.worker.session;
  if (given->resumed) {
    const auto before = examined_before(file);
    if (before)
      say(fmt::format("continuing {}: {} exhibits were examined before", printable(file.path().string()), *before));
  }
  RunRecord record;
  record.profile = profile;
  for (const auto& request : plan.requests) record.passes.push_back(request.pass);
  for (const auto& argument : invocation.arguments) record.arguments.push_back(printable(argument));
  record.program = environment_lines().front().second;
  const auto run_id = file.begin_run(record);
  if (!run_id) {
    complain(run_id.error());
    return kSomeFailed;
  }
  BatchDisplay display(plan.files.size());
  const auto outcomes = run_batch(file, plan, display, invocation.stop);
  display.end();
  if (!outcomes) {
    complain(outcomes.error());
    return kSomeFailed;
  }
  for (const auto& outcome : *outcomes) {
    for (const auto& pass : outcome.passes) tally.add(pass.state, pass.bearing);
    tally.failed = tally.failed || outcome.kind == FileOutcome::Kind::kUnreadable;
  }
  if (!invocation.stop.stop_requested()) {
    // What a share does not use may be for another.
    for (const auto& key : shard->of == 1 ? evidence->unused() : std::vector<std::string>()) {
      complain({Fault::kNotFound, "no exhibit has this digest or path, so what is given for it was not used", key});
      tally.failed = true;
    }
    if (auto ok = file.finish_run(*run_id); !ok) {
      complain(ok.error());
      tally.failed = true;
    }
  }
  return finish(options, invocation, file, plan, *outcomes, tally);
}

}  // namespace

void add_batch(CLI::App& root, Action& chosen) {
  auto* command = root.add_subcommand(
      "batch", "Examine files and folders into a case with its report; continues after an interruption");
  auto options = std::make_shared<Options>();
  command->add_option("PATH", options->paths, "Files and folders")->required();
  command->add_option("--out", options->out, "Folder for case.spoor and the report")->required()->type_name("DIR");
  auto* passes = command->add_option("--pass", options->passes, "Passes, with commas between them")->type_name("PASS");
  command->add_option("--profile", options->profile, "Passes of a profile: triage (unless another is named), full")
      ->excludes(passes);
  command->add_option("--set", options->settings, "Set a parameter, of one pass or of every chosen pass that has it")
      ->type_name("[PASS.]NAME=VALUE")
      ->expected(1)
      ->take_all();
  command->add_option("--jobs", options->jobs, "Files examined at a time; 0: as many as there are processors")
      ->check(CLI::Range(0, 256))
      ->capture_default_str();
  command
      ->add_option("--shard", options->shard,
                   "Examine the I-th of N shares of the files, split by their absolute paths; each share wants its own "
                   "--out, and 'spoor report CASE...' puts their cases together")
      ->type_name("I/N");
  command
      ->add_option(
          "--claims", options->claims_file,
          "Claims by exhibit: {\"schema\": \"spoor.claims/1\", \"claims\": {SHA-256 or path: claim in one line or "
          "claim file's content}}")
      ->type_name("FILE");
  command
      ->add_option(
          "--marks", options->marks_file,
          "Marks by exhibit: {\"schema\": \"spoor.exhibit-marks/1\", \"marks\": {SHA-256 or path: marks file's "
          "content or name}}")
      ->type_name("FILE");
  command->add_flag("--json", options->json, "Write the summary as JSON");
  command->add_option("--fail-on", options->fail_on, "Exit with 3 if any result is a concern")
      ->check(CLI::IsMember({"concern"}));
  options->worker.add_to(*command);
  command->callback(
      [&chosen, options] { chosen = [options](const Invocation& invocation) { return run(*options, invocation); }; });
}

}  // namespace spoor::cli
