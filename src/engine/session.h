#pragma once
/// The one door to an exhibit: its frames, structures and results, whoever computes them.

#include "analysis/provenance.h"
#include "base/file.h"
#include "base/job.h"
#include "evidence/registration.h"
#include "evidence/track.h"
#include "media/media_source.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// A frame as shown: 8-bit BGR, perhaps reduced.
struct ReducedPicture {
  FrameInfo info;    ///< of the frame it was made from
  cv::Mat bgr;       ///< CV_8UC3
  double scale = 1;  ///< picture pixels per shown pixel; 1: not reduced
  ColourAssumption assumption;
};

/// One line of the frame table.
struct FrameRow {
  FrameInfo info;
  std::string digest;      ///< plane_digest
  std::string framemd5;    ///< digest as FFmpeg's framemd5 prints it, where asked for
  std::int64_t bytes = 0;  ///< of the planes
};

/// What decoding a clip in sequence from its first frame on showed.
struct DecodedClip {
  std::int64_t frames = 0;     ///< decoded
  bool complete = false;       ///< to the end of the stream: `frames` is their number
  std::int64_t concealed = 0;  ///< of them, frames in which the decoder made up samples
  FrameReader::Access access;  ///< as known behind the last of them

  /// Whether it tells more than `other`.
  bool fuller_than(const DecodedClip& other) const {
    return complete != other.complete ? complete : frames > other.frames;
  }
};

/// The mean of several frames, each laid upon the one in the middle: for the eye, never measured.
struct AveragedFrame {
  Frame frame;  ///< info of the frame in the middle; R, G and B of 16 bits
  FrameRange frames;
  std::int64_t used = 0;               ///< frames in the mean, the one in the middle included
  std::vector<std::int64_t> rejected;  ///< frames that could not be laid upon it
  double error_px = 0;                 ///< greatest of the used frames' median errors
};

/// Told of what happens while passes run. Called from one thread at a time, not from the caller's.
class RunObserver {
 public:
  virtual ~RunObserver() = default;
  virtual void progress(std::int64_t done, std::int64_t total) = 0;  ///< frames of the sweep; total 0: unknown
  virtual void finished(PassResult result) = 0;                      ///< each request's result, in any order

  /// Of the run's fullest sweep, at its end. Not called where no frames were decoded in sequence.
  virtual void decoded(const DecodedClip& /*clip*/) {}
};

/// Thread-safe; calls of different threads are served in turn, a waiting picture before a running sweep.
/// Every call gives kCrashed, kTimedOut or kOutOfMemory once the exhibit's worker is gone: restart() replaces it.
class Session {
 public:
  virtual ~Session() = default;

  virtual const Exhibit& exhibit() const = 0;
  virtual Result<MediaInfo> info() = 0;

  virtual Result<Frame> frame(std::int64_t index) = 0;
  virtual Result<Frame> frame_at(const TimeStamp& pts) = 0;
  virtual Result<ReducedPicture> picture(std::int64_t index, int max_side) = 0;
  virtual Result<std::vector<std::byte>> bytes(std::int64_t offset, std::int64_t length) = 0;
  virtual Result<SoundSpan> sound(const TimeStamp& from, const TimeStamp& to) = 0;

  virtual Result<ContainerTree> container() = 0;
  virtual Result<Metadata> metadata() = 0;
  virtual Result<JpegStructure> jpeg() = 0;
  virtual Result<CodecTrace> trace() = 0;
  virtual Result<std::vector<Series>> telemetry() = 0;

  /// Every frame by decoding the clip once.
  virtual Result<std::vector<FrameRow>> frame_table(bool framemd5, const Job& job) = 0;

  /// Runs all requests in one sweep (and at most one more for second looks). Requests a pass needs of others must
  /// be among them or among `known`. A pass that fails has a result that says so; an error here means that
  /// the exhibit itself could not be read on, and every request not yet finished stays without a result.
  virtual Result<void> run(const std::vector<PassRequest>& requests, const std::vector<PassResult>& known,
                           RunObserver& observer, const Job& job) = 0;

  /// Recomputes `rectangle` of a frame with `pass`'s preview. A call with a smaller generation than a later one
  /// may be answered with kNotApplicable: it is stale.
  virtual Result<Map> preview(const std::string& pass, const ParamValues& params, std::int64_t frame,
                              const cv::Rect& rectangle, std::int64_t generation) = 0;

  /// Follows a shape from frame to frame. A target that is lost ends the track, and is no error; the job's total is
  /// the number of frames. Errors: kNotApplicable where there is nothing to hold on to; kBadArgument.
  virtual Result<Track> track(const TrackRequest& request, const Job& job) = 0;

  /// Lays a frame of the further input of `request.role` upon one of this exhibit.
  /// Errors: kNotApplicable naming what is missing where both do not show one place; kBadArgument.
  virtual Result<FeatureFit> registration(const RegistrationRequest& request, const Job& job) = 0;

  /// The mean of `count` frames (odd, at most kMostAveraged) around `middle`. kNotApplicable where none fits.
  virtual Result<AveragedFrame> average(std::int64_t middle, int count, const Job& job) = 0;
  static constexpr int kMostAveraged = 101;

  virtual Result<void> restart() = 0;

  /// Ends the exhibit's worker, and with it every call under way: for an exhibit that is put away. The in-process twin
  /// finishes its calls.
  virtual void abandon() {}
};

/// A file opened and hashed by the trusted program; the same descriptor goes to the worker.
struct OpenExhibit {
  Exhibit exhibit;
  FileHandle file;
};

/// Opens and hashes `path`. Errors: as open_regular_file; kUnreadable.
Result<OpenExhibit> ingest(const std::filesystem::path& path, const Job& job);

/// A further exhibit that a pass compares with.
struct FurtherInput {
  std::string role;
  OpenExhibit file;
};

struct SessionOptions {
  std::filesystem::path worker;   ///< program that becomes the worker; empty: this program
  std::int64_t memory_mb = 3072;  ///< address space of the worker
  int quiet_seconds = 120;        ///< a worker that neither reports nor reads on for so long is stopped
  int threads = 0;                ///< 0: all processors
  /// Told once of each worker that ended without being asked to, also between calls; from a thread of the session's,
  /// which waits for it. The in-process twin never calls it.
  std::function<void(const Error&)> on_death;
  OpenLimits limits;
};

/// A session served by a worker process of its own, whose program must have the same `passes`.
Result<std::unique_ptr<Session>> open_worker_session(OpenExhibit exhibit, std::vector<FurtherInput> further,
                                                     const SessionOptions& options,
                                                     const std::vector<PassDescriptor>& passes = all_passes());

/// The in-process twin, for unit tests and debugging: same answers, no protection.
Result<std::unique_ptr<Session>> open_local_session(OpenExhibit exhibit, std::vector<FurtherInput> further,
                                                    const SessionOptions& options,
                                                    const std::vector<PassDescriptor>& passes = all_passes());

}  // namespace spoor
