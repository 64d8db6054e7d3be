#include "report/report.h"

#include "base/file.h"
#include "findings/case_records.h"
#include "report/csv.h"
#include "report/documents.h"
#include "report/html.h"
#include "report/json.h"

#include <fmt/format.h>

#include <map>

namespace spoor {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxNumber = 9999;

// A name that every file system takes and no shell stumbles over.
std::string plain_name(std::string_view text, std::size_t max_length) {
  std::string name;
  for (const char c : text) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    if (name.size() == max_length) break;
    name += plain ? c : '_';
  }
  while (name.starts_with('.') || name.starts_with('-')) name.erase(0, 1);
  return name.empty() ? "unnamed" : name;
}

std::string exhibit_name(const ExhibitRecord& record) {
  return fmt::format("{:04}-{}", record.id, plain_name(record.exhibit.name, 60));
}

bool taken(const fs::path& out_dir, const std::string& stem) {
  std::error_code none;
  for (const char* ending : {"", ".html", ".json", "-csv"}) {
    if (fs::exists(fs::symlink_status(out_dir / (stem + ending), none))) return true;
  }
  return false;
}

Result<std::string> free_stem(const fs::path& out_dir, const std::string& wanted) {
  if (!taken(out_dir, wanted)) return wanted;
  for (int number = 2; number <= kMaxNumber; ++number) {
    const std::string stem = fmt::format("{}-{}", wanted, number);
    if (!taken(out_dir, stem)) return stem;
  }
  return failure(Fault::kUnreadable, "there are too many reports of this name already", (out_dir / wanted).string());
}

class Output {
 public:
  explicit Output(fs::path out_dir) : out_dir_(std::move(out_dir)) {}

  // `name` relative to the folder; its own folders are made.
  Result<void> write(const fs::path& name, const std::string& content) {
    const fs::path path = out_dir_ / name;
    if (auto ok = make_folder(path.parent_path()); !ok) return ok;
    if (auto ok = write_file_atomically(path, content); !ok) return ok;
    files_.push_back(path);
    return {};
  }

  static Result<void> make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return failure(Fault::kUnreadable, "the folder cannot be made: " + error.message(), folder.string());
    return {};
  }

  std::vector<fs::path> files() && { return std::move(files_); }

 private:
  fs::path out_dir_;
  std::vector<fs::path> files_;
};

// One file for each table and curve; where passes ran more than once, or repeat an id, a number tells them apart.
Result<void> write_csv(const ExhibitData& exhibit, const fs::path& folder, Output& output) {
  std::map<std::string, int> used;
  const auto write = [&](const PassEntry& entry, const std::string& id, const std::string& content) {
    std::string name = plain_name(entry.row.pass + "." + id, 100);
    const int number = ++used[name];
    if (number > 1) name += "-" + std::to_string(number);
    return output.write(folder / (name + ".csv"), content);
  };
  for (const auto& entry : exhibit.entries) {
    for (const auto& table : entry.result.output.tables) {
      if (auto ok = write(entry, table.id, table_csv(table)); !ok) return ok;
    }
    for (const auto& curve : entry.result.output.curves) {
      if (auto ok = write(entry, curve.id, curve_csv(curve)); !ok) return ok;
    }
  }
  return {};
}

// The three forms of one exhibit's report, named `stem` within `folder` (relative to the output's).
Result<void> write_exhibit(const CaseData& data, const ExhibitData& exhibit, const ReportOptions& options,
                           const fs::path& folder, const std::string& stem, Output& output) {
  const nlohmann::json report = exhibit_json(data, exhibit, options);
  Companions companions;
  if (options.json) companions.json = stem + ".json";
  if (options.csv) companions.csv = stem + "-csv";
  if (options.html) {
    const Document document =
        exhibit_document(data, exhibit, options, report.at("digest").get<std::string>(), companions);
    if (auto ok = output.write(folder / (stem + ".html"), html(document)); !ok) return ok;
  }
  if (options.json) {
    if (auto ok = output.write(folder / companions.json, report.dump() + "\n"); !ok) return ok;
  }
  return options.csv ? write_csv(exhibit, folder / companions.csv, output) : Result<void>{};
}

// What weighs over the whole case is the figures alone.
void keep_figures(const ExhibitData& exhibit, std::vector<PassResult>& kept) {
  for (const auto& entry : exhibit.entries) {
    PassResult slim;
    slim.pass = entry.row.pass;
    for (const auto& observation : entry.result.output.observations) {
      if (observation.false_alarm) slim.output.observations.push_back(observation);
    }
    if (!slim.output.observations.empty()) kept.push_back(std::move(slim));
  }
}

struct Overview {
  std::vector<nlohmann::json> summaries;
  ConcernBound bound;
};

// Visits every exhibit once, one at a time, so that memory does not grow with the case.
template <class Visit>
Result<Overview> visit_exhibits(CaseFile& file, const CaseData& data, Visit visit) {
  Overview overview;
  std::vector<PassResult> figures;
  std::map<std::string, const PassDescriptor*> members;
  for (const auto& record : data.exhibits) {
    auto exhibit = collect_exhibit(file, data, record);
    if (!exhibit) return tl::unexpected(exhibit.error());
    overview.summaries.push_back(exhibit_summary_json(*exhibit));
    keep_figures(*exhibit, figures);
    for (const auto* pass : asked_passes(data, exhibit->entries)) members[pass->id] = pass;
    if (auto ok = visit(*exhibit); !ok) return tl::unexpected(ok.error());
  }
  std::vector<const PassDescriptor*> asked;
  for (const auto& [id, pass] : members) asked.push_back(pass);
  overview.bound = concern_bound(asked, figures);
  return overview;
}

Result<void> write_batch(CaseFile& file, const CaseData& data, const ReportOptions& options, const std::string& stem,
                         Output& output) {
  std::vector<std::string> links;
  auto overview = visit_exhibits(file, data, [&](const ExhibitData& exhibit) -> Result<void> {
    const std::string name = exhibit_name(exhibit.record);
    links.push_back(options.html ? stem + "/" + name + ".html" : "");
    return write_exhibit(data, exhibit, options, stem, name, output);
  });
  if (!overview) return tl::unexpected(overview.error());
  const nlohmann::json report = batch_json(data, overview->summaries, overview->bound, options);
  Companions companions;
  if (options.json) companions.json = stem + ".json";
  if (options.html) {
    const Document document = batch_document(data, overview->summaries, links, overview->bound, options,
                                             report.at("digest").get<std::string>(), companions);
    if (auto ok = output.write(stem + ".html", html(document)); !ok) return ok;
  }
  return options.json ? output.write(companions.json, report.dump() + "\n") : Result<void>{};
}

}  // namespace

Result<ReportFiles> write_reports(CaseFile& file, const fs::path& out_dir, const ReportOptions& options) {
  auto data = collect_case(file, options);
  if (!data) return tl::unexpected(data.error());
  if (auto ok = Output::make_folder(out_dir); !ok) return tl::unexpected(ok.error());
  const auto stem = free_stem(out_dir, options.stem);
  if (!stem) return tl::unexpected(stem.error());
  Output output(out_dir);
  Result<void> written;
  if (data->exhibits.size() == 1 && data->skipped.empty()) {
    auto exhibit = collect_exhibit(file, *data, data->exhibits.front());
    if (!exhibit) return tl::unexpected(exhibit.error());
    written = write_exhibit(*data, *exhibit, options, "", *stem, output);
  } else {
    written = write_batch(file, *data, options, *stem, output);
  }
  if (!written) return tl::unexpected(written.error());
  ReportFiles files{std::move(output).files(), *stem, *stem != options.stem};
  std::stable_partition(files.files.begin(), files.files.end(),
                        [&](const fs::path& path) { return path.parent_path() == out_dir; });
  return files;
}

Result<nlohmann::json> exhibit_report_json(CaseFile& file, std::int64_t exhibit, const ReportOptions& options) {
  const auto data = collect_case(file, options);
  if (!data) return tl::unexpected(data.error());
  for (const auto& record : data->exhibits) {
    if (record.id != exhibit) continue;
    const auto collected = collect_exhibit(file, *data, record);
    if (!collected) return tl::unexpected(collected.error());
    return exhibit_json(*data, *collected, options);
  }
  return failure(Fault::kNotFound, "the case holds no such exhibit", std::to_string(exhibit));
}

Result<nlohmann::json> batch_report_json(CaseFile& file, const ReportOptions& options) {
  const auto data = collect_case(file, options);
  if (!data) return tl::unexpected(data.error());
  const auto overview = visit_exhibits(file, *data, [](const ExhibitData&) { return Result<void>{}; });
  if (!overview) return tl::unexpected(overview.error());
  return batch_json(*data, overview->summaries, overview->bound, options);
}

Result<void> check_report_digest(const nlohmann::json& report) {
  const auto stated = report.is_object() ? report.find("digest") : report.end();
  if (!report.is_object() || stated == report.end() || !stated->is_string()) {
    return failure(Fault::kCorrupt, "the report states no digest of its data");
  }
  if (stated->get<std::string>() != report_digest(report)) {
    return failure(Fault::kCorrupt, "the report's data do not have the digest that it states: it was changed");
  }
  return {};
}

}  // namespace spoor
