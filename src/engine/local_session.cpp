#include "engine/local_session.h"

#include "base/parallel.h"
#include "engine/latest.h"
#include "engine/outcome.h"

#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace spoor {
namespace {

class LocalSession : public Session {
 public:
  LocalSession(std::unique_ptr<ExhibitServer> server, int threads) : limit_(threads), server_(std::move(server)) {}

  const Exhibit& exhibit() const override { return server_->exhibit(); }
  Result<MediaInfo> info() override { return server_->structures().info(); }

  Result<Frame> frame(std::int64_t index) override {
    const std::scoped_lock lock(view_);
    return server_->frame(index);
  }
  Result<Frame> frame_at(const TimeStamp& pts) override {
    const std::scoped_lock lock(view_);
    return server_->frame_at(pts);
  }
  Result<ReducedPicture> picture(std::int64_t index, int max_side) override {
    const std::scoped_lock lock(view_);
    return server_->picture(index, max_side);
  }
  Result<std::vector<std::byte>> bytes(std::int64_t offset, std::int64_t length) override {
    return server_->bytes(offset, length);
  }
  Result<SoundSpan> sound(const TimeStamp& from, const TimeStamp& to) override {
    const std::scoped_lock lock(view_);
    return server_->sound(from, to);
  }

  Result<ContainerTree> container() override { return server_->structures().container(); }
  Result<Metadata> metadata() override { return server_->structures().metadata(); }
  Result<JpegStructure> jpeg() override { return server_->structures().jpeg(); }
  Result<CodecTrace> trace() override { return server_->structures().trace(); }
  Result<std::vector<Series>> telemetry() override { return server_->structures().telemetry(); }

  Result<std::vector<FrameRow>> frame_table(bool framemd5, const Job& job) override {
    const std::scoped_lock lock(sweep_);
    return server_->frame_table(framemd5, job);
  }

  Result<void> run(const std::vector<PassRequest>& requests, const std::vector<PassResult>& known,
                   RunObserver& observer, const Job& job) override {
    const auto plan = plan_requests(server_->passes(), requests, known, exhibit().sha256);
    if (!plan) return tl::unexpected(plan.error());
    const Lines environment = environment_lines();
    RunEvents events;
    events.progress = [&](std::int64_t done, std::int64_t total) { observer.progress(done, total); };
    events.finished = [&](std::size_t i, const PassResult& result) {
      observer.finished(with_provenance(result, (*plan)[i], environment));
    };
    events.decoded = [&](const DecodedClip& clip) { observer.decoded(clip); };
    const std::scoped_lock lock(sweep_);
    std::exception_ptr thrown;
    // The observer is told from a thread that is not the caller's, as it is with a worker.
    std::jthread([&] {
      try {
        server_->run(*plan, known, events, job.stop_token());
      } catch (...) {
        thrown = std::current_exception();
      }
    }).join();
    if (thrown) std::rethrow_exception(thrown);
    return {};
  }

  Result<Map> preview(const std::string& pass, const ParamValues& params, std::int64_t frame, const cv::Rect& rectangle,
                      std::int64_t generation) override {
    const auto stale = [&] { return failure(Fault::kNotApplicable, "a later preview was asked for", pass); };
    const auto stop = previews_.enter(generation);
    if (!stop) return stale();
    const std::scoped_lock lock(view_);
    if (stop->stop_requested()) return stale();
    try {
      return server_->preview(pass, params, frame, rectangle, Job(*stop));
    } catch (const Cancelled&) {
      return stale();
    }
  }

  Result<Track> track(const TrackRequest& request, const Job& job) override {
    const std::scoped_lock lock(sweep_);
    return server_->track(request, job);
  }
  Result<FeatureFit> registration(const RegistrationRequest& request, const Job& job) override {
    const std::scoped_lock lock(sweep_);
    return server_->registration(request, job);
  }
  Result<AveragedFrame> average(std::int64_t middle, int count, const Job& job) override {
    const std::scoped_lock lock(sweep_);
    return server_->average(middle, count, job);
  }

  Result<void> restart() override { return {}; }

 private:
  ThreadLimit limit_;
  std::unique_ptr<ExhibitServer> server_;
  std::mutex view_;   ///< guards the server's views; a sweep does not hold it, so that pictures do not wait
  std::mutex sweep_;  ///< guards its sweeps
  Latest previews_;
};

}  // namespace

std::unique_ptr<Session> local_session(std::unique_ptr<ExhibitServer> server, int threads) {
  return std::make_unique<LocalSession>(std::move(server), threads);
}

Result<std::unique_ptr<Session>> open_local_session(OpenExhibit exhibit, std::vector<FurtherInput> further,
                                                    const SessionOptions& options,
                                                    const std::vector<PassDescriptor>& passes) {
  OpenLimits limits = options.limits;
  if (limits.decoder_threads == 0) limits.decoder_threads = options.threads;
  const auto open = [&](OpenExhibit file) {
    const std::int64_t size = file.exhibit.size;
    return served(std::move(file.exhibit), file_source(std::move(file.file), size), limits);
  };
  std::map<std::string, ServedExhibit> inputs;
  for (FurtherInput& input : further) inputs.emplace(std::move(input.role), open(std::move(input.file)));
  auto server = ExhibitServer::open(open(std::move(exhibit)), std::move(inputs), passes);
  if (!server) return tl::unexpected(server.error());
  return local_session(std::move(*server), options.threads);
}

}  // namespace spoor
