#pragma once
/// Everything that is done with the bytes of one exhibit: what the worker process and the in-process twin share.

#include "engine/frame_view.h"
#include "engine/locked_source.h"
#include "engine/pass_runner.h"
#include "engine/read_watch.h"
#include "engine/session.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace spoor {

/// An exhibit with the way to open its bytes, any number of times, each under a watch.
struct ServedExhibit {
  Exhibit exhibit;
  std::function<Result<std::unique_ptr<MediaSource>>(const std::shared_ptr<ReadWatch>& watch)> open;
};

/// Told, from any thread, that a kind of work reads on. Everything may have to wait for a structure.
struct SignsOfLife {
  std::function<void()> structures, views, sweeps;
};

/// `bytes` of `exhibit`, to be opened within `limits`.
ServedExhibit served(Exhibit exhibit, std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits);

/// Structures may be asked for from several threads. Views (frame ... preview) are for one thread at a time, sweeps
/// (frame_table ... run) for one thread at a time, which may be another: each of the two has a source of its own.
class ExhibitServer {
 public:
  /// `further` by role.
  static Result<std::unique_ptr<ExhibitServer>> open(ServedExhibit exhibit,
                                                     std::map<std::string, ServedExhibit> further,
                                                     std::vector<PassDescriptor> passes, SignsOfLife signs = {});

  const Exhibit& exhibit() const { return exhibit_.exhibit; }
  const std::vector<PassDescriptor>& passes() const { return passes_; }
  MediaSource& structures();

  Result<Frame> frame(std::int64_t index);
  Result<Frame> frame_at(const TimeStamp& pts);
  Result<ReducedPicture> picture(std::int64_t index, int max_side);
  Result<std::vector<std::byte>> bytes(std::int64_t offset, std::int64_t length);
  Result<SoundSpan> sound(const TimeStamp& from, const TimeStamp& to);
  Result<Map> preview(const std::string& pass, const ParamValues& params, std::int64_t frame, const cv::Rect& rectangle,
                      const Job& job);

  Result<std::vector<FrameRow>> frame_table(bool framemd5, const Job& job);

  // As the Session's; sweeps as well.
  Result<Track> track(const TrackRequest& request, const Job& job);
  Result<FeatureFit> registration(const RegistrationRequest& request, const Job& job);
  Result<AveragedFrame> average(std::int64_t middle, int count, const Job& job);

  /// `plan` is made for passes().
  void run(const std::vector<PlannedRequest>& plan, const std::vector<PassResult>& known, const RunEvents& events,
           const std::stop_token& stop);

 private:
  explicit ExhibitServer(SignsOfLife signs);
  Result<FrameView*> view();
  Result<std::unique_ptr<FrameReader>> sweep_frames();
  ClipShape shape(FrameReader& frames, bool choosing);

  ServedExhibit exhibit_;
  std::vector<PassDescriptor> passes_;
  std::shared_ptr<ReadWatch> structures_watch_, views_watch_, sweeps_watch_;
  std::unique_ptr<LockedSource> structures_;
  std::map<std::string, std::unique_ptr<LockedSource>> further_;
  std::map<std::string, InputSource> inputs_;

  // Opened when first asked for. A reader goes before its source.
  std::unique_ptr<MediaSource> sweep_source_;
  std::unique_ptr<MediaSource> view_source_;
  std::unique_ptr<FrameView> view_;
  std::unique_ptr<AudioReader> sound_;
  std::unique_ptr<FrameContext> previewed_;  ///< with its intermediates, while a slider moves over one frame
};

}  // namespace spoor
