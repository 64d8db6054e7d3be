#include "workbench/workbench.h"

#include "workbench/workbench_parts.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <system_error>
#include <utility>

namespace spoor {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostNotices = 50;
constexpr const char* kCaseTail = ".spoor";

std::string utc(const char* format) {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[64];
  return {text, std::strftime(text, sizeof text, format, &parts)};
}

/// Whether a case without a name is not worth keeping.
bool is_empty(CaseFile& file) {
  const auto exhibits = file.exhibits();
  const auto notes = read_notes(file);
  return exhibits && exhibits->empty() && notes && *notes == CaseNotes{};
}

void remove_case(const fs::path& path) {
  std::error_code none;
  for (const char* tail : {"", "-wal", "-shm", "-journal"}) fs::remove(fs::path(path.string() + tail), none);
}

}  // namespace

fs::path whole_path(const fs::path& path) {
  std::error_code failed;
  const fs::path whole = fs::absolute(path, failed);
  return failed ? path : whole.lexically_normal();
}

std::string utc_now() { return utc("%Y-%m-%dT%H:%M:%SZ"); }

Workbench::Workbench(WorkbenchOptions options) : options_(std::move(options)), background_(options_.wake) {
  background_.on_failure([this](const Error& error) { tell(Notice::Kind::kError, to_text(error)); });
}

Workbench::~Workbench() {
  // What the end of the program would drop is dropped here, while all that it refers to is alive.
  close_case();
}

bool Workbench::poll(double now_s) {
  now_s_ = now_s;
  const bool delivered = background_.deliver();
  keep_following(*this);
  return delivered;
}

void Workbench::tell(Notice::Kind kind, std::string text) {
  if (!notices_.empty() && notices_.back().text == text) notices_.pop_back();
  notices_.push_back({kind, std::move(text), now_s_});
  if (notices_.size() > kMostNotices) notices_.pop_front();
}

void Workbench::dismiss_notices() { notices_.clear(); }

CaseOptions Workbench::case_options(bool read_only) const {
  CaseOptions options;
  options.read_only = read_only;
  if (!options_.author.empty()) options.author = options_.author;
  return options;
}

fs::path Workbench::unnamed_dir() const { return whole_path(options_.state_dir) / "cases"; }

/// Begins with a case whose file is there, or is made by what is written to it first.
void Workbench::adopt(std::shared_ptr<LiveCase> live, fs::path path) {
  close_case();
  case_ = std::move(live);
  case_path_ = std::move(path);
  unnamed_ = case_path_.parent_path() == unnamed_dir();
  const std::weak_ptr<LiveCase> of = case_;
  writer_ = std::make_unique<CaseWriter>(background_, case_,
                                         CaseWriter::Told{[this] { journal_stale_ = true; },
                                                          [this, of](const Error& error) {
                                                            tell(Notice::Kind::kError,
                                                                 "not written to the case: " + to_text(error));
                                                            if (of.lock() == case_) behind_ = true;
                                                          }});
}

void Workbench::close_case() {
  if (writer_ && behind_ && !read_only_) writer_->write_all(notes_);
  end_preview();
  desks_.clear();
  exhibits_.clear();
  recent_.clear();
  map_uses_.clear();
  active_ = 0;
  if (writer_) {
    writer_->then("", [unnamed = unnamed_, path = case_path_](LiveCase& live, const Job&) -> Result<void> {
      const auto empty = live.with([](CaseFile& file) -> Result<bool> { return is_empty(file); });
      auto closed = live.close();
      // Nothing was ever in it.
      if (unnamed && empty && *empty) remove_case(path);
      return closed;
    });
  }
  writer_.reset();
  case_.reset();
  case_path_.clear();
  unnamed_ = read_only_ = behind_ = false;
  notes_ = {};
  history_ = {};
  journal_ = {};
  journal_stale_ = true;
}

void Workbench::new_case() {
  // The time for people, the process and its count to be alone with the name.
  const fs::path path = unnamed_dir() / fmt::format("{}-{}-{}{}", utc("%Y-%m-%dT%H%M%SZ"), ::getpid(),
                                                    background_.next_number(), kCaseTail);
  adopt(std::make_shared<LiveCase>(), path);
  writer_->then("",
                [path, options = case_options()](LiveCase& live, const Job&) { return live.create(path, options); });
}

std::optional<fs::path> Workbench::last_unnamed_case() const {
  std::error_code failed;
  std::optional<std::pair<fs::file_time_type, fs::path>> last;
  for (const auto& entry : fs::directory_iterator(unnamed_dir(), failed)) {
    if (entry.path().extension() != kCaseTail || entry.path() == case_path_) continue;
    // What was written last may still be beside the file.
    auto time = entry.last_write_time(failed);
    std::error_code none;
    const auto beside = fs::last_write_time(entry.path().string() + "-wal", none);
    if (!none) time = std::max(time, beside);
    if (!failed && (!last || time > last->first)) last = {time, entry.path()};
  }
  return last ? std::optional(last->second) : std::nullopt;
}

void Workbench::open_case(const fs::path& path) { open_case_and(path, {}); }

void Workbench::open_case_and(const fs::path& path, Paths then) {
  const fs::path whole = whole_path(path);
  if (has_case() && whole == case_path_) return add_files(then);
  background_.start(
      "opening a case", "opening " + whole.filename().string(),
      [this, whole, then, options = case_options(options_.read_only)](const Job&) -> Background::Delivery {
        auto read = std::make_shared<ReadCase>();
        read->path = whole;
        const auto outcome = attempted([&] { return read_case(*read, options); });
        return [this, read, then, outcome] {
          if (outcome) {
            take_case(*read);
          } else {
            tell(Notice::Kind::kError, "the case cannot be opened: " + to_text(outcome.error()));
          }
          add_files(then);
        };
      });
}

Result<void> Workbench::read_case(ReadCase& read, const CaseOptions& options) {
  auto file = CaseFile::open(read.path, options);
  if (!file) return tl::unexpected(file.error());
  auto notes = read_notes(**file);
  if (!notes) return tl::unexpected(notes.error());
  auto exhibits = (*file)->exhibits();
  if (!exhibits) return tl::unexpected(exhibits.error());
  read.file = std::move(*file);
  read.notes = std::move(*notes);
  read.exhibits = std::move(*exhibits);
  return {};
}

void Workbench::take_case(ReadCase& read) {
  const bool read_only = read.file->read_only();
  adopt(std::make_shared<LiveCase>(std::move(read.file)), read.path);
  read_only_ = read_only;
  notes_ = std::move(read.notes);
  exhibits_ = std::move(read.exhibits);
  for (const ExhibitRecord& record : exhibits_) lay_down(record);
  if (!exhibits_.empty()) activate(exhibits_.front().id);
  if (read_only_) tell(Notice::Kind::kDone, "the case is open for reading only");
}

void Workbench::save_as(const fs::path& path) {
  if (!has_case()) new_case();
  const fs::path whole = whole_path(path);
  const std::weak_ptr<LiveCase> of = case_;
  writer_->then(
      "saving the case as " + whole.filename().string(),
      [whole, notes = notes_, options = case_options(), remove = unnamed_](LiveCase& live, const Job&) {
        return live.move_to(whole, notes, options, remove);
      },
      [this, whole, of] {
        tell(Notice::Kind::kDone, "the case is saved as " + whole.string());
        if (of.lock() != case_) return;
        case_path_ = whole;
        unnamed_ = read_only_ = behind_ = false;
      });
}

const Lazy<std::vector<JournalEntry>>& Workbench::journal() {
  using State = Lazy<std::vector<JournalEntry>>::State;
  if (!case_ || !journal_stale_ || journal_.state == State::kReading) return journal_;
  journal_stale_ = false;
  journal_.state = State::kReading;
  background_.start("journal", "", [this, live = case_](const Job&) -> Background::Delivery {
    auto entries = attempted([&] { return live->with([](CaseFile& file) { return file.journal(); }); });
    return [this, live, entries = std::move(entries)] {
      if (live != case_) return;
      journal_.state = entries ? State::kHere : State::kFailed;
      if (entries) {
        journal_.value = std::make_shared<const std::vector<JournalEntry>>(entries.value());
      } else {
        journal_.error = entries.error();
      }
    };
  });
  return journal_;
}

bool Workbench::may_change() {
  if (!has_case()) new_case();
  if (read_only_) tell(Notice::Kind::kError, "the case is open for reading only: save it under another name");
  return !read_only_;
}

void Workbench::store(const Edit& edit) {
  if (std::exchange(behind_, false)) return writer_->write_all(notes_);
  writer_->write(edit);
}

void Workbench::execute(Edit edit) {
  if (changes_nothing(edit) || !may_change()) return;
  if (about_exhibit(edit).value_or(1) < 0) {
    return tell(Notice::Kind::kError, "the exhibit is still being added to the case");
  }
  apply(notes_, edit);
  store(edit);
  history_.record(std::move(edit));
}

std::string Workbench::undo_name() const { return can_undo() ? history_.undo_name() : std::string(); }

std::string Workbench::redo_name() const { return can_redo() ? history_.redo_name() : std::string(); }

void Workbench::undo() {
  if (!can_undo() || !may_change()) return;
  const Edit edit = history_.undo();
  apply(notes_, edit);
  store(edit);
}

void Workbench::redo() {
  if (!can_redo() || !may_change()) return;
  const Edit edit = history_.redo();
  apply(notes_, edit);
  store(edit);
}

const Marks& Workbench::marks(std::int64_t exhibit) const {
  static const Marks none;
  const auto found = notes_.marks.find(exhibit);
  return found == notes_.marks.end() ? none : found->second;
}

void Workbench::change_marks(std::int64_t exhibit, const MarksChange& change, std::uint64_t gesture) {
  annotator.chosen = change.chosen;
  execute({change.name, MarksEdit{exhibit, marks(exhibit), change.after}, gesture});
}

void Workbench::add_bookmark(std::int64_t exhibit, std::int64_t frame, const std::string& note) {
  BookmarksEdit edit;
  edit.exhibit = exhibit;
  if (const auto found = notes_.bookmarks.find(exhibit); found != notes_.bookmarks.end()) edit.before = found->second;
  edit.after = edit.before;
  std::erase_if(edit.after, [&](const Bookmark& bookmark) { return bookmark.frame == frame; });
  edit.after.push_back({frame, note, options_.author, utc_now()});
  std::sort(edit.after.begin(), edit.after.end(),
            [](const Bookmark& a, const Bookmark& b) { return a.frame < b.frame; });
  execute({"note at frame", std::move(edit)});
}

}  // namespace spoor
