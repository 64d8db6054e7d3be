#pragma once
/// One exhibit as it lies open on the desk: its session, what is known of it, and what is looked at.

#include "engine/session.h"
#include "findings/batch.h"
#include "findings/case_file.h"
#include "workbench/canvas_view.h"
#include "workbench/comparison.h"
#include "workbench/display_settings.h"
#include "workbench/following.h"
#include "workbench/frame_shelf.h"
#include "workbench/playhead.h"
#include "workbench/scene_work.h"
#include "workbench/sound_feed.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace spoor {

/// A structure that is read when first asked for.
template <class T>
struct Lazy {
  enum class State { kNotAsked, kReading, kHere, kFailed };
  State state = State::kNotAsked;
  std::shared_ptr<const T> value;  ///< kHere
  Error error;                     ///< kFailed
};

/// A result of the exhibit, as listed and (once opened) in full.
struct ShownResult {
  ResultRow row;
  std::shared_ptr<const PassResult> summary;  ///< everything but the fields of maps
  std::shared_ptr<const PassResult> result;   ///< with maps; null until asked for (Workbench::choose_result)
  bool reading = false;
  bool settled = true;  ///< false of a quick answer: the full one is on its way
  /// The answer of a pass that follows the hand; the case does not have it.
  bool live() const { return row.key == kLiveKey; }
};

/// A run in progress.
struct RunningPass {
  std::string pass;
  std::uint64_t activity = 0;
};

/// How a desk gets its session.
struct DeskOpening {
  SessionOptions options;
  SessionOpener opener;  ///< empty: a worker
  std::int64_t frame_budget = std::int64_t{256} << 20;
  std::string lane;  ///< desks of one lane are opened one after the other
};

/// Main thread only. What is slow is asked of the session in the background and appears later.
class ExhibitDesk {
 public:
  ExhibitDesk(Background& background, ExhibitRecord record);
  ~ExhibitDesk();
  ExhibitDesk(const ExhibitDesk&) = delete;
  ExhibitDesk& operator=(const ExhibitDesk&) = delete;

  /// Opens the file, compares its digest with the record's (and takes it where the record has none), and starts the
  /// worker; reads the media's facts and the packets' times. A file that changed since it was added is not opened, and
  /// `error` says so.
  void open(const DeskOpening& how);
  /// Told once an open() has come to its end, well or not.
  std::function<void()> on_opened;

  /// The worker died, or the file could not be read: one sentence. Pictures and results that are here stay.
  const std::optional<Error>& error() const { return error_; }
  void restart();  ///< a new worker after a death
  /// After the engine itself replaced a worker that died during a run.
  void revive();
  /// Ends the worker of an exhibit that is not looked at; what was looked at stays. open() wakes it again.
  void sleep();

  bool opening() const { return opening_; }
  bool is_clip() const;
  cv::Size picture_size() const;  ///< 0x0 until known
  double pixel_aspect() const;    ///< 1 where none is declared

  /// Asks for the frame under the playhead and those ahead, and the one it is compared with where that is of the same
  /// exhibit; moves the playhead while it plays. To be called once per redraw.
  void look(double now_s);
  /// Asks for `frame` without moving the playhead: the other side of a comparison.
  void look_at(std::int64_t frame);
  /// Frames as far as is known: of the clip's packets, 1 until they are read.
  std::int64_t frames() const { return playhead.clock().frames(); }

  // Read when first called.
  const Lazy<ContainerTree>& container();
  const Lazy<JpegStructure>& jpeg();
  const Lazy<Metadata>& metadata();
  const Lazy<CodecTrace>& trace();
  const Lazy<std::vector<Series>>& telemetry();
  const Lazy<std::vector<FrameRow>>& frame_table();  ///< decodes the whole clip once; cancellable
  void read_again();                                 ///< what failed or was cancelled is read when next called

  /// Bytes [offset, offset + 4096) of a page once they are here, fewer at the file's end; the page that holds `offset`
  /// is asked for. Empty where it cannot be read.
  std::shared_ptr<const std::vector<std::byte>> page(std::int64_t offset);
  static constexpr std::int64_t kPageBytes = 4096;

  const std::string& lane() const { return lane_; }  ///< begins the names of this desk's lanes

  ExhibitRecord record;
  std::optional<MediaInfo> info;
  std::shared_ptr<Session> session;  ///< null while opening or after it failed
  std::unique_ptr<FrameShelf> shelf;
  std::unique_ptr<SoundFeed> sound;  ///< null where there is none
  Playhead playhead;
  CanvasView view;
  DisplaySettings display;
  Comparison comparison;
  std::vector<ShownResult> results;  ///< sorted by pass as users find them, newest first
  bool results_listed = false;       ///< those of the case have been asked for
  std::vector<RunningPass> running;
  std::string chosen_result;  ///< key; empty: none
  std::string chosen_map;     ///< id within it; laid over the picture
  std::string chosen_region;  ///< id
  SceneWork scene;
  Followed followed;

 private:
  struct Readings;
  struct Opened;
  void opened(const Opened& opened);
  void fail(const Error& error);
  void put_session_away();
  void set_clock(FrameClock clock);
  void want(std::int64_t frame, double speed);
  template <class T>
  const Lazy<T>& ask(Lazy<T>& lazy, const char* lane, const std::string& title,
                     std::function<Result<T>(Session&, const Job&)> read);

  Background& background_;
  std::optional<Error> error_;
  bool opening_ = false;
  std::uint64_t opening_work_ = 0;
  std::string lane_;
  DeskOpening how_;
  std::unique_ptr<Readings> readings_;
  std::optional<FrameInfo> seen_;  ///< the frame shown last
  std::int64_t looked_at_ = 0;
  int direction_ = 0;
  bool clock_taken_ = false;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace spoor
