#pragma once
/// What the analyst is doing: the open case, the exhibits on the desk, and every command upon them.

#include "workbench/annotator.h"
#include "workbench/background.h"
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
  const std::vector<PassDescriptor>* passes = &all_passes();
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

  /// Takes in what the background finished. True where anything changed. Once per redraw.
  bool poll(double now_s);

  // The case.
  /// A new case without a name, in the state directory; what was open is closed.
  Result<void> new_case();
  Result<void> open_case(const std::filesystem::path& path);
  /// Copies the case to `path` and goes on there. kBadArgument where `path` exists.
  void save_as(const std::filesystem::path& path);
  bool has_case() const { return file_ != nullptr; }
  bool unnamed() const;
  std::filesystem::path case_path() const;
  const CaseNotes& notes() const { return notes_; }

  // Exhibits.
  /// A case file opens as a case; any other file becomes an exhibit (of a new case where none is open) and is shown.
  void open(const std::vector<std::filesystem::path>& paths);
  const std::vector<std::unique_ptr<ExhibitDesk>>& desks() const { return desks_; }
  ExhibitDesk* active();  ///< null where nothing is open
  ExhibitDesk* desk(std::int64_t exhibit);
  void activate(std::int64_t exhibit);
  void close_desk(std::int64_t exhibit);  ///< leaves the exhibit in the case

  // Commands: applied at once, written behind, taken back by undo.
  void execute(Edit edit);
  bool can_undo() const { return history_.can_undo(); }
  bool can_redo() const { return history_.can_redo(); }
  std::string undo_name() const;
  std::string redo_name() const;
  void undo();
  void redo();
  std::uint64_t new_gesture() { return ++gestures_; }

  const Marks& marks(std::int64_t exhibit) const;  ///< empty where there are none
  void change_marks(std::int64_t exhibit, const MarksChange& change, std::uint64_t gesture);
  void add_bookmark(std::int64_t exhibit, std::int64_t frame, const std::string& note);

  // Passes.
  /// Starts `pass` on the active exhibit with the marks and the claim it has. One run at a time per exhibit; further
  /// ones wait.
  void run(const std::string& pass, const ParamValues& params, RunFrames frames);
  void run_profile(const std::string& profile);
  void cancel_run(const std::string& pass);
  void choose_result(std::int64_t exhibit, const std::string& key, const std::string& map);

  /// Live preview of `pass` on what is seen. The newest answer wins; `preview` is null until one is here.
  struct LivePreview {
    std::string pass;
    std::int64_t frame = 0;
    cv::Rect rectangle;
    std::shared_ptr<const Map> map;
    std::string error;
  };
  void ask_preview(const std::string& pass, const ParamValues& params, const cv::Rect& rectangle);
  void end_preview();
  const std::optional<LivePreview>& preview() const { return preview_; }

  // Taking results out.
  void export_report(const std::filesystem::path& dir);
  void export_table(const std::string& text, const std::filesystem::path& path);
  /// Writes `bgr` or `bgra` as PNG; never overwrites: a number is put behind the name.
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
  void store(Edit edit);
  void load_results(ExhibitDesk& desk);

  WorkbenchOptions options_;
  Background background_;
  std::shared_ptr<CaseFile> file_;
  CaseNotes notes_;
  EditHistory history_;
  std::vector<std::unique_ptr<ExhibitDesk>> desks_;
  std::int64_t active_ = 0;
  std::uint64_t gestures_ = 0;
  std::optional<LivePreview> preview_;
  std::int64_t preview_generation_ = 0;
  std::deque<Notice> notices_;
  double now_s_ = 0;
};

}  // namespace spoor
