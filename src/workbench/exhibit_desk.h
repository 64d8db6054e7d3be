#pragma once
/// One exhibit as it lies open on the desk: its session, what is known of it, and what is looked at.

#include "engine/session.h"
#include "findings/case_file.h"
#include "workbench/canvas_view.h"
#include "workbench/comparison.h"
#include "workbench/display_settings.h"
#include "workbench/frame_shelf.h"
#include "workbench/playhead.h"

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
  std::shared_ptr<const PassResult> result;  ///< with maps; null until asked for
  bool reading = false;
};

/// A run in progress.
struct RunningPass {
  std::string pass;
  std::uint64_t activity = 0;
};

/// Main thread only. What is slow is asked of the session in the background and appears later.
class ExhibitDesk {
 public:
  ExhibitDesk(Background& background, ExhibitRecord record);
  ~ExhibitDesk();
  ExhibitDesk(const ExhibitDesk&) = delete;
  ExhibitDesk& operator=(const ExhibitDesk&) = delete;

  /// Opens the file, compares its digest with the record's, and starts the worker; reads the media's facts and the
  /// packets' times. A file that changed since it was added is not opened, and `error` says so.
  void open(const SessionOptions& options);

  /// The worker died, or the file could not be read: one sentence. Pictures and results that are here stay.
  const std::optional<Error>& error() const { return error_; }
  void restart();  ///< a new worker after a death

  bool opening() const { return opening_; }
  bool is_clip() const;
  cv::Size picture_size() const;  ///< 0x0 until known
  double pixel_aspect() const;    ///< 1 where none is declared

  /// Asks for the frame under the playhead and those ahead; to be called once per redraw.
  void look(double now_s);

  // Read when first called.
  const Lazy<ContainerTree>& container();
  const Lazy<JpegStructure>& jpeg();
  const Lazy<Metadata>& metadata();
  const Lazy<CodecTrace>& trace();
  const Lazy<std::vector<Series>>& telemetry();
  const Lazy<std::vector<FrameRow>>& frame_table();  ///< decodes the whole clip once; cancellable

  /// Bytes [offset, offset + 4096) once they are here; the page that holds `offset` is asked for.
  std::shared_ptr<const std::vector<std::byte>> page(std::int64_t offset);

  ExhibitRecord record;
  std::optional<MediaInfo> info;
  std::shared_ptr<Session> session;  ///< null while opening or after it failed
  std::unique_ptr<FrameShelf> shelf;
  Playhead playhead;
  CanvasView view;
  DisplaySettings display;
  Comparison comparison;
  std::vector<ShownResult> results;  ///< sorted by pass as users find them, newest first
  std::vector<RunningPass> running;
  std::string chosen_result;  ///< key; empty: none
  std::string chosen_map;     ///< id within it; laid over the picture
  std::string chosen_region;  ///< id

 private:
  struct Readings;
  void fail(const Error& error);

  Background& background_;
  std::optional<Error> error_;
  bool opening_ = false;
  std::string lane_;
  SessionOptions options_;
  std::unique_ptr<Readings> readings_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace spoor
