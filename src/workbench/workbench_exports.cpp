#include "report/report.h"
#include "report/still_picture.h"
#include "workbench/workbench_parts.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace spoor {
namespace {

namespace fs = std::filesystem;

constexpr int kThumbnailSide = 320;
constexpr std::int64_t kThumbnails = 5;
constexpr int kMostNumbers = 100'000;

/// `path`, or with the first free number behind its name.
Result<fs::path> free_name(const fs::path& path) {
  std::error_code failed;
  fs::create_directories(path.parent_path(), failed);
  for (int number = 1; number < kMostNumbers; ++number) {
    fs::path name = path;
    if (number > 1) {
      name.replace_filename(path.stem().string() + "-" + std::to_string(number) + path.extension().string());
    }
    if (!fs::exists(fs::symlink_status(name, failed))) return name;
  }
  return failure(Fault::kUnreadable, "there is no free name", path.string());
}

Result<std::string> written(const fs::path& path, std::string_view content) {
  const auto name = free_name(path);
  if (!name) return tl::unexpected(name.error());
  if (auto done = write_file_atomically(*name, content); !done) return tl::unexpected(done.error());
  return name->string();
}

/// As a shell would need it.
std::string quoted(const fs::path& path) {
  std::string text = "'";
  for (const char c : path.string()) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

/// An exhibit on the desk that is to be shown in the report.
struct Shown {
  std::int64_t exhibit = 0, frames = 1;
  std::shared_ptr<Session> session;
};

/// Small pictures for the report, where the case has none. A frame that cannot be had is missing, and no more.
void add_thumbnails(LiveCase& live, const Shown& shown, const Job& job) {
  const auto have = live.with([&](CaseFile& file) { return file.thumbnails(shown.exhibit); });
  if (!have || !have->empty()) return;
  const std::int64_t count = std::min(kThumbnails, shown.frames);
  for (std::int64_t i = 0; i < count; ++i) {
    job.tick(i, count);
    const auto picture = shown.session->picture(shown.frames * i / count, kThumbnailSide);
    if (picture) (void)live.with([&](CaseFile& file) { return file.put_thumbnail(shown.exhibit, *picture); });
  }
}

}  // namespace

void Workbench::write_behind(std::string title, std::function<Result<std::string>(const Job&)> work) {
  background_.start("=export", std::move(title),
                    [this, work = std::move(work)](const Job& job) -> Background::Delivery {
                      const auto outcome = attempted([&] { return work(job); });
                      return [this, outcome] {
                        if (outcome) return tell(Notice::Kind::kDone, "written: " + *outcome);
                        tell(Notice::Kind::kError, "not written: " + to_text(outcome.error()));
                      };
                    });
}

void Workbench::export_report(const fs::path& dir) {
  if (!has_case()) return tell(Notice::Kind::kError, "there is no case to report on");
  const fs::path whole = whole_path(dir);
  std::vector<Shown> shown;
  for (const auto& desk : desks_) {
    if (desk->session && desk->record.id > 0) shown.push_back({desk->record.id, desk->frames(), desk->session});
  }
  ReportOptions report;
  report.passes = options_.passes;
  report.command = "spoor report " + quoted(case_path_) + " --out " + quoted(whole);
  // What was changed before is in the report: it begins once that is written.
  writer_->then(
      "", [](LiveCase&, const Job&) { return Result<void>(); },
      [this, whole, shown, report, live = case_] {
        write_behind("writing the report", [whole, shown, report, live](const Job& job) -> Result<std::string> {
          if (!live->with([](CaseFile& file) -> Result<bool> { return file.read_only(); }).value_or(true)) {
            for (const Shown& one : shown) add_thumbnails(*live, one, job);
          }
          const auto files = live->with([&](CaseFile& file) { return write_reports(file, whole, report); });
          if (!files) return tl::unexpected(files.error());
          return files->files.empty() ? whole.string() : files->files.front().string();
        });
      });
}

void Workbench::export_table(const std::string& text, const fs::path& path) {
  write_behind("", [text, whole = whole_path(path)](const Job&) { return written(whole, text); });
}

void Workbench::export_picture(cv::Mat picture, const fs::path& path) {
  write_behind("", [picture, whole = whole_path(path)](const Job&) -> Result<std::string> {
    const auto bytes = png(picture);
    if (!bytes) return tl::unexpected(bytes.error());
    return written(whole, {reinterpret_cast<const char*>(bytes->data()), bytes->size()});
  });
}

}  // namespace spoor
