#pragma once
/// What the analyst is doing: the open case, the exhibits on the desk, and every command upon them.

#include "workbench/annotator.h"
#include "workbench/background.h"
#include "workbench/case_writer.h"
#include "workbench/edits.h"
#include "workbench/exhibit_desk.h"

#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

struct WorkbenchOptions {
  std::filesystem::path state_dir;  ///< where cases without a name live; $XDG_STATE_HOME/spoor
  SessionOptions session;
  std::string author;
  std::function<void()> wake;                         ///< another thread has something for poll()
  std::int64_t frame_budget = std::int64_t{1} << 30;  ///< bytes of decoded frames kept, all exhibits together
  bool read_only = false;                             ///< cases are opened for reading only, as a reviewer does
  int most_workers = 6;                               ///< exhibits not looked at for long give theirs up
  const std::vector<PassDescriptor>* passes = &all_passes();
  SessionOpener opener;  ///< empty: a worker for each exhibit
};

/// Something to be told to the analyst, in place and without a question.
struct Notice {
  enum class Kind { kDone, kError } kind = Kind::kDone;
  std::string text;
  double at_s = 0;
};

/// Which frames a run is for.
enum class RunFrames { kThisFrame, kRange, kAll };

/// Main thread only. Nothing here waits for a file, a worker or the case: what takes time goes to the background and is
/// seen after a later poll().
class Workbench {
 public:
  explicit Workbench(WorkbenchOptions options);
  ~Workbench();  ///< finishes writing and closes the case
  Workbench(const Workbench&) = delete;
  Workbench& operator=(const Workbench&) = delete;

  /// Takes in what the background finished. True where anything changed. Once per redraw.
  bool poll(double now_s);

  // The case.
  /// A new case without a name, in the state directory; what was open is closed.
  void new_case();
  /// Reads `path` and, where it is a case, closes what was open and goes on there; else tells why not.
  void open_case(const std::filesystem::path& path);
  /// The case without a name that was worked on last, and is not open here: to go on after a crash. Looks at the disk.
  std::optional<std::filesystem::path> last_unnamed_case() const;
  /// Copies the case to `path` and goes on there; tells where `path` exists or cannot be written.
  void save_as(const std::filesystem::path& path);
  bool has_case() const { return case_ != nullptr; }
  bool unnamed() const { return unnamed_; }
  bool read_only() const { return read_only_; }
  const std::filesystem::path& case_path() const { return case_path_; }
  const CaseNotes& notes() const { return notes_; }
  /// Read when called; after each change anew.
  const Lazy<std::vector<JournalEntry>>& journal();

  // Exhibits.
  /// A case file opens as a case, a folder as the files in it; any other file becomes an exhibit (of a new case where
  /// none is open) and is shown.
  void open(const std::vector<std::filesystem::path>& paths);
  /// Of the case, in order of arrival; also those that are not on the desk.
  const std::vector<ExhibitRecord>& exhibits() const { return exhibits_; }
  /// In the order of their tabs. An exhibit that is just being added has a negative id for a moment.
  const std::vector<std::unique_ptr<ExhibitDesk>>& desks() const { return desks_; }
  ExhibitDesk* active();  ///< null where nothing is open
  ExhibitDesk* desk(std::int64_t exhibit);
  /// Shows an exhibit of the case; puts it on the desk, and starts its worker, where that is to do.
  void activate(std::int64_t exhibit);
  void close_desk(std::int64_t exhibit);  ///< leaves the exhibit in the case
  /// The other side of `left`'s comparison, awake, with its frame; nothing where there is none or it is of the same
  /// exhibit.
  struct OtherSide {
    ExhibitDesk* desk = nullptr;
    std::int64_t frame = 0;
  };
  std::optional<OtherSide> other_side(const ExhibitDesk& left);

  // Commands: applied at once, written behind, taken back by undo.
  void execute(Edit edit);
  bool can_undo() const { return history_.can_undo(); }
  bool can_redo() const { return history_.can_redo(); }
  std::string undo_name() const;  ///< empty where there is nothing to undo
  std::string redo_name() const;
  void undo();
  void redo();
  std::uint64_t new_gesture() { return ++gestures_; }

  const Marks& marks(std::int64_t exhibit) const;  ///< empty where there are none
  void change_marks(std::int64_t exhibit, const MarksChange& change, std::uint64_t gesture);
  /// One a frame: a later note replaces an earlier one.
  void add_bookmark(std::int64_t exhibit, std::int64_t frame, const std::string& note);

  // Passes.
  /// Starts `pass` on the active exhibit with the marks and the claim it has. One run at a time per exhibit; further
  /// ones wait.
  void run(const std::string& pass, const ParamValues& params, RunFrames frames);
  void run_profile(const std::string& profile);
  void cancel_run(const std::string& pass);  ///< and all that run with it
  /// Lists `shown` in its place; one of the same key is replaced.
  void place_result(ExhibitDesk& desk, ShownResult shown);
  /// `key` empty: none. Reads the result with its maps.
  void choose_result(std::int64_t exhibit, const std::string& key, const std::string& map);

  /// Live preview of `pass` on what is seen. The newest answer wins; `map` is null until one is here.
  struct LivePreview {
    std::string pass;
    std::int64_t exhibit = 0, frame = 0;
    cv::Rect rectangle;
    std::shared_ptr<const Map> map;
    std::string error;
    bool waiting = false;  ///< for an answer to what was asked last
  };
  void ask_preview(const std::string& pass, const ParamValues& params, const cv::Rect& rectangle);
  void end_preview();
  const std::optional<LivePreview>& preview() const { return preview_; }

  // Taking results out. What is written never replaces a file: a number is put behind the name.
  void export_report(const std::filesystem::path& dir);
  void export_table(const std::string& text, const std::filesystem::path& path);
  /// Writes `bgr` or `bgra` as PNG.
  void export_picture(cv::Mat picture, const std::filesystem::path& path);

  Background& background() { return background_; }
  const WorkbenchOptions& options() const { return options_; }
  const std::vector<PassDescriptor>& passes() const { return *options_.passes; }
  const std::deque<Notice>& notices() const { return notices_; }  ///< newest last, at most 50
  void tell(Notice::Kind kind, std::string text);
  void dismiss_notices();
  double now_s() const { return now_s_; }  ///< time of the last poll
  Annotator annotator;

 private:
  struct ReadCase;
  struct PreviewWish;
  using Paths = std::vector<std::filesystem::path>;

  void adopt(std::shared_ptr<LiveCase> live, std::filesystem::path path);
  void close_case();
  void open_case_and(const std::filesystem::path& path, Paths then);
  static Result<void> read_case(ReadCase& read, const CaseOptions& options);
  void take_case(ReadCase& read);
  CaseOptions case_options(bool read_only = false) const;
  std::filesystem::path unnamed_dir() const;
  bool may_change();
  void store(const Edit& edit);

  void add_files(const Paths& paths);
  ExhibitDesk& lay_down(ExhibitRecord record);
  void wake_up(ExhibitDesk& desk);
  SessionOpener default_opener() const;
  void enter(ExhibitDesk& desk);
  void entered(std::int64_t provisional, const ExhibitRecord& record);
  void share_out();

  void start_run(const std::string& title, std::vector<PassRequest> requests, const std::string& profile);
  static Result<std::int64_t> begin_profile(LiveCase& live, const std::string& profile,
                                            const std::vector<std::string>& passes);
  static Result<void> end_profile(LiveCase& live, std::int64_t run, std::int64_t id, const Exhibit& exhibit,
                                  const Job& job);
  void take_result(std::int64_t exhibit, std::uint64_t run, ShownResult shown, bool choose);
  void load_results(std::int64_t exhibit);
  void let_maps_go();
  void start_preview();
  void write_behind(std::string title, std::function<Result<std::string>(const Job&)> work);

  WorkbenchOptions options_;
  Background background_;
  std::shared_ptr<LiveCase> case_;
  std::unique_ptr<CaseWriter> writer_;
  std::filesystem::path case_path_;
  bool unnamed_ = false, read_only_ = false;
  bool behind_ = false;  ///< a write failed: the file has less than notes_
  CaseNotes notes_;
  Lazy<std::vector<JournalEntry>> journal_;
  bool journal_stale_ = true;
  EditHistory history_;
  std::vector<ExhibitRecord> exhibits_;
  std::vector<std::unique_ptr<ExhibitDesk>> desks_;
  std::vector<std::int64_t> recent_;  ///< exhibits, looked at last in front
  std::int64_t active_ = 0, provisional_ = 0;
  std::uint64_t gestures_ = 0;
  std::uint64_t maps_used_ = 0;
  std::map<std::string, std::uint64_t> map_uses_;  ///< by result key
  std::optional<LivePreview> preview_;
  std::unique_ptr<PreviewWish> preview_wish_;
  bool previewing_ = false;
  std::int64_t preview_generation_ = 0, preview_oldest_ = 0;  ///< answers before the oldest are stale
  std::deque<Notice> notices_;
  double now_s_ = 0;
};

}  // namespace spoor
