#include "engine/latest.h"
#include "engine/outcome.h"
#include "engine/result_parts.h"
#include "engine/session.h"
#include "engine/worker_answers.h"
#include "engine/worker_calls.h"
#include "engine/worker_link.h"

#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace spoor {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxRows = 4'000'000;  // 18 hours at 60 frames a second
constexpr std::size_t kMaxTableParts = 4096;

/// A worker with the shared memory through which its samples come.
struct Connection {
  std::unique_ptr<WorkerLink> link;
  SharedSlot slot;
};

class WorkerSession : public Session {
 public:
  WorkerSession(OpenExhibit exhibit, std::vector<FurtherInput> further, const SessionOptions& options,
                std::vector<PassDescriptor> passes)
      : exhibit_(std::move(exhibit)), further_(std::move(further)), options_(options), passes_(std::move(passes)) {}

  const Exhibit& exhibit() const override { return exhibit_.exhibit; }

  Result<void> restart() override {
    const std::scoped_lock lock(view_, structure_, sweep_);
    {
      const std::scoped_lock connection_lock(connection_mutex_);
      if (abandoned_) return failure(Fault::kCrashed, "the exhibit was put away", exhibit().name);
      connection_.reset();
    }
    auto connected = connect();
    if (!connected) return tl::unexpected(connected.error());
    const std::scoped_lock connection_lock(connection_mutex_);
    if (abandoned_) return failure(Fault::kCrashed, "the exhibit was put away", exhibit().name);
    connection_ = std::move(*connected);
    return {};
  }

  void abandon() override {
    const std::scoped_lock lock(connection_mutex_);
    abandoned_ = true;
    if (connection_) connection_->link->end();
  }

  Result<MediaInfo> info() override {
    const std::scoped_lock lock(connection_mutex_);
    return info_;
  }

  Result<Frame> frame(std::int64_t index) override {
    return samples({{"call", call::kFrame}, {"index", index}}, frame_of);
  }
  Result<Frame> frame_at(const TimeStamp& pts) override {
    return samples({{"call", call::kFrameAt}, {"pts", encode_request(pts)}}, frame_of);
  }
  Result<ReducedPicture> picture(std::int64_t index, int max_side) override {
    return samples({{"call", call::kPicture}, {"index", index}, {"max_side", max_side}}, picture_of);
  }
  Result<SoundSpan> sound(const TimeStamp& from, const TimeStamp& to) override {
    return samples({{"call", call::kSound}, {"from", encode_request(from)}, {"to", encode_request(to)}}, sound_of);
  }
  Result<std::vector<std::byte>> bytes(std::int64_t offset, std::int64_t length) override {
    const std::scoped_lock lock(view_);
    const auto connection = current();
    if (!connection) return tl::unexpected(connection.error());
    auto parts = ask(**connection, {{"call", call::kBytes}, {"offset", offset}, {"length", length}});
    if (!parts) return tl::unexpected(parts.error());
    if (parts->blobs.size() != 1 || static_cast<std::int64_t>(parts->blobs[0].size()) > length) {
      return tl::unexpected((*connection)->link->broken());
    }
    return std::move(parts->blobs[0]);
  }

  Result<ContainerTree> container() override { return structure<ContainerTree>(call::kContainer); }
  Result<Metadata> metadata() override { return structure<Metadata>(call::kMetadata); }
  Result<JpegStructure> jpeg() override { return structure<JpegStructure>(call::kJpeg); }
  Result<CodecTrace> trace() override { return structure<CodecTrace>(call::kTrace); }
  Result<std::vector<Series>> telemetry() override { return structure<std::vector<Series>>(call::kTelemetry); }

  Result<std::vector<FrameRow>> frame_table(bool framemd5, const Job& job) override {
    const std::scoped_lock lock(sweep_);
    const auto connection = current();
    if (!connection) return tl::unexpected(connection.error());
    WorkerLink& link = *(*connection)->link;
    const auto call =
        link.call(MessageType::kCall, {{{"call", call::kFrameTable}, {"framemd5", framemd5}}, {}}, {}, kMaxTableParts);
    const std::stop_callback cancel(job.stop_token(), [&] { call->cancel(); });
    std::vector<FrameRow> rows;
    for (;;) {
      auto message = call->next();
      if (!message) return tl::unexpected(message.error());
      auto parts = decode_parts(message->body);
      if (!parts) return tl::unexpected(link.broken());
      const json& document = parts->document;
      if (message->type == MessageType::kProgress) {
        if (const auto step = progress_of(document)) job.tick(step->first, step->second);
      } else if (message->type == MessageType::kPart) {
        auto more = decode_structure<std::vector<FrameRow>>(document);
        if (!more || rows.size() + more->size() > kMaxRows) return tl::unexpected(link.broken());
        std::move(more->begin(), more->end(), std::back_inserter(rows));
      } else if (message->type == MessageType::kReply) {
        if (document.contains("cancelled")) throw Cancelled();
        if (document.contains("error")) return tl::unexpected(decode_error(document["error"]));
        return rows;
      } else {
        return tl::unexpected(link.broken());
      }
    }
  }

  Result<void> run(const std::vector<PassRequest>& requests, const std::vector<PassResult>& known,
                   RunObserver& observer, const Job& job) override {
    const auto plan = plan_requests(passes_, requests, known, exhibit().sha256);
    if (!plan) return tl::unexpected(plan.error());
    const std::scoped_lock lock(sweep_);
    const auto connection = current();
    if (!connection) return tl::unexpected(connection.error());
    Parts parts;
    parts.document = {{"call", call::kRun}, {"requests", encode_request(requests)}};
    add_known(known, parts);
    WorkerLink& link = *(*connection)->link;
    const auto call = link.call(MessageType::kCall, parts, {}, requests.size() + 1);
    const std::stop_callback cancel(job.stop_token(), [&] { call->cancel(); });
    Result<void> outcome;
    std::exception_ptr thrown;
    std::jthread([&] {
      try {
        outcome = follow(link, *call, *plan, observer);
      } catch (...) {
        // The observer's own failure: nobody is told any more.
        thrown = std::current_exception();
        call->cancel();
      }
    }).join();
    if (thrown) std::rethrow_exception(thrown);
    return outcome;
  }

  Result<Map> preview(const std::string& pass, const ParamValues& params, std::int64_t frame, const cv::Rect& rectangle,
                      std::int64_t generation) override {
    const auto stale = [&] { return failure(Fault::kNotApplicable, "a later preview was asked for", pass); };
    const auto stop = previews_.enter(generation);
    if (!stop) return stale();
    const PreviewRequest request{pass, params, frame, rectangle.x, rectangle.y, rectangle.width, rectangle.height};
    return samples({{"call", call::kPreview}, {"preview", encode_request(request)}}, map_of, *stop, stale);
  }

  Result<Track> track(const TrackRequest& request, const Job& job) override {
    return worked<Track>({{"call", call::kTrack}, {"track", encode_request(request)}}, job, structure_of<Track>);
  }
  Result<FeatureFit> registration(const RegistrationRequest& request, const Job& job) override {
    return worked<FeatureFit>({{"call", call::kRegistration}, {"registration", encode_request(request)}}, job,
                              structure_of<FeatureFit>);
  }
  Result<AveragedFrame> average(std::int64_t middle, int count, const Job& job) override {
    return worked<AveragedFrame>({{"call", call::kAverage}, {"middle", middle}, {"count", count}}, job, average_of);
  }

  /// Starts a worker and gives it the exhibit.
  Result<std::shared_ptr<Connection>> connect() {
    auto connection = std::make_shared<Connection>();
    auto link = WorkerLink::start({options_.worker,
                                   {options_.memory_mb, options_.threads},
                                   options_.quiet_seconds,
                                   exhibit().name,
                                   options_.on_death});
    if (!link) return tl::unexpected(link.error());
    connection->link = std::move(*link);
    OpenRequest open{exhibit(), {}, options_.limits};
    if (open.limits.decoder_threads == 0) open.limits.decoder_threads = options_.threads;
    std::vector<int> descriptors{exhibit_.file.get()};
    for (const FurtherInput& input : further_) {
      open.further.push_back({input.role, input.file.exhibit});
      descriptors.push_back(input.file.file.get());
    }
    const auto call = connection->link->call(MessageType::kOpen, {encode_request(open), {}}, descriptors);
    const auto reply = reply_of(*connection, *call);
    if (!reply) return tl::unexpected(reply.error());
    auto info = value_of<MediaInfo>(*connection, *reply);
    if (!info) return tl::unexpected(info.error());
    const std::scoped_lock lock(connection_mutex_);
    info_ = std::move(*info);
    return connection;
  }

  void adopt(std::shared_ptr<Connection> connection) { connection_ = std::move(connection); }

 private:
  Result<std::shared_ptr<Connection>> current() {
    const std::scoped_lock lock(connection_mutex_);
    if (!connection_) return failure(Fault::kCrashed, "the worker process could not be started again", exhibit().name);
    return connection_;
  }

  static std::optional<std::pair<std::int64_t, std::int64_t>> progress_of(const json& document) {
    if (!document.is_array() || document.size() != 2 || !document[0].is_number_integer() ||
        !document[1].is_number_integer()) {
      return std::nullopt;
    }
    return std::pair(document[0].get<std::int64_t>(), document[1].get<std::int64_t>());
  }

  /// Waits for a call's answer, making shared memory where it is asked for.
  static Result<Parts> reply_of(Connection& connection, WorkerLink::Call& call) {
    for (;;) {
      auto message = call.next();
      if (!message) return tl::unexpected(message.error());
      if (message->type == MessageType::kProgress) continue;
      auto parts = decode_parts(message->body);
      const bool slot = message->type == MessageType::kNeedSlot;
      if (!parts || (slot && !parts->document.is_number_unsigned()) ||
          (!slot && (message->type != MessageType::kReply || !parts->document.is_object()))) {
        return tl::unexpected(connection.link->broken());
      }
      if (slot) {
        give_slot(connection, call, parts->document.get<std::uint64_t>());
        continue;
      }
      const auto error = parts->document.find("error");
      if (error != parts->document.end()) return tl::unexpected(decode_error(*error));
      return parts;
    }
  }

  static void give_slot(Connection& connection, WorkerLink::Call& call, std::uint64_t bytes) {
    auto slot = shared_slot(bytes);
    if (!slot) return call.send(MessageType::kSlot, {0, {}});
    connection.slot = std::move(*slot);
    const int descriptor = connection.slot.memory.get();
    call.send(MessageType::kSlot, {connection.slot.mapping.size(), {}}, {&descriptor, 1});
  }

  Result<Parts> ask(Connection& connection, const json& document) {
    const auto call = connection.link->call(MessageType::kCall, {document, {}});
    return reply_of(connection, *call);
  }

  template <class T>
  static Result<T> value_of(Connection& connection, const Parts& reply) {
    const auto value = reply.document.find("value");
    if (value != reply.document.end()) {
      if (auto decoded = decode_structure<T>(*value)) return decoded;
    }
    return tl::unexpected(connection.link->broken());
  }

  template <class T>
  static Result<T> structure_of(const Parts& reply) {
    const auto value = reply.document.find("value");
    if (value == reply.document.end()) return failure(Fault::kCorrupt, "an answer holds no value");
    return decode_structure<T>(*value);
  }

  /// A sweep's call with progress and one answer. Throws Cancelled.
  template <class T>
  Result<T> worked(const json& document, const Job& job, Result<T> (*made)(const Parts&)) {
    const std::scoped_lock lock(sweep_);
    const auto connection = current();
    if (!connection) return tl::unexpected(connection.error());
    WorkerLink& link = *(*connection)->link;
    const auto call = link.call(MessageType::kCall, {document, {}});
    const std::stop_callback cancel(job.stop_token(), [&] { call->cancel(); });
    for (;;) {
      const auto message = call->next();
      if (!message) return tl::unexpected(message.error());
      const auto parts = decode_parts(message->body);
      if (!parts) return tl::unexpected(link.broken());
      if (message->type == MessageType::kProgress) {
        if (const auto step = progress_of(parts->document)) job.tick(step->first, step->second);
        continue;
      }
      if (message->type != MessageType::kReply || !parts->document.is_object()) return tl::unexpected(link.broken());
      if (parts->document.contains("cancelled")) throw Cancelled();
      if (parts->document.contains("error")) return tl::unexpected(decode_error(parts->document["error"]));
      auto value = made(*parts);
      if (!value) return tl::unexpected(link.broken());
      return value;
    }
  }

  template <class T>
  Result<T> structure(const char* name) {
    const std::scoped_lock lock(structure_);
    const auto connection = current();
    if (!connection) return tl::unexpected(connection.error());
    const auto reply = ask(**connection, {{"call", name}});
    if (!reply) return tl::unexpected(reply.error());
    return value_of<T>(**connection, *reply);
  }

  /// A call answered by samples in shared memory, which is free again when this returns.
  template <class T>
  Result<T> samples(const json& document, Result<T> (*made)(Samples), const std::stop_token& stop = {},
                    const std::function<tl::unexpected<Error>()>& stopped = {}) {
    const std::scoped_lock lock(view_);
    if (stop.stop_requested()) return stopped();
    const auto connection = current();
    if (!connection) return tl::unexpected(connection.error());
    const auto call = (*connection)->link->call(MessageType::kCall, {document, {}});
    const std::stop_callback cancel(stop, [&] { call->cancel(); });
    const auto reply = reply_of(**connection, *call);
    if (!reply) return tl::unexpected(reply.error());
    if (stopped && reply->document.contains("cancelled")) return stopped();
    auto taken = samples_of(reply->document, (*connection)->slot);
    Result<T> value = taken ? made(std::move(*taken)) : tl::unexpected(taken.error());
    if (!value) return tl::unexpected((*connection)->link->broken());
    return value;
  }

  static Result<void> follow(WorkerLink& link, WorkerLink::Call& call, const std::vector<PlannedRequest>& plan,
                             RunObserver& observer) {
    const Lines environment = environment_lines();
    std::vector<char> told(plan.size(), 0);
    for (;;) {
      auto message = call.next();
      if (!message) return tl::unexpected(message.error());
      auto parts = decode_parts(message->body);
      if (!parts) return tl::unexpected(link.broken());
      if (message->type == MessageType::kProgress) {
        if (const auto step = progress_of(parts->document)) observer.progress(step->first, step->second);
      } else if (message->type == MessageType::kResult) {
        auto arrived = result_from_parts(*parts, plan.size());
        if (!arrived || told[arrived->request]) return tl::unexpected(link.broken());
        told[arrived->request] = 1;
        observer.finished(with_provenance(std::move(arrived->result), plan[arrived->request], environment));
      } else if (message->type == MessageType::kReply) {
        const auto error = parts->document.find("error");
        if (error != parts->document.end()) return tl::unexpected(decode_error(*error));
        if (std::find(told.begin(), told.end(), 0) != told.end()) return tl::unexpected(link.broken());
        if (const auto decoded = parts->document.find("decoded"); decoded != parts->document.end()) {
          const auto clip = decode_structure<DecodedClip>(*decoded);
          if (!clip) return tl::unexpected(link.broken());
          observer.decoded(*clip);
        }
        return {};
      } else {
        return tl::unexpected(link.broken());
      }
    }
  }

  const OpenExhibit exhibit_;
  const std::vector<FurtherInput> further_;
  const SessionOptions options_;
  const std::vector<PassDescriptor> passes_;

  // One call of each kind at a time, so that no call waits in the worker while its silence is counted. Pictures
  // do not wait for a sweep.
  std::mutex view_, structure_, sweep_;
  Latest previews_;

  std::mutex connection_mutex_;  ///< guards the next three
  bool abandoned_ = false;
  std::shared_ptr<Connection> connection_;
  MediaInfo info_;
};

}  // namespace

Result<std::unique_ptr<Session>> open_worker_session(OpenExhibit exhibit, std::vector<FurtherInput> further,
                                                     const SessionOptions& options,
                                                     const std::vector<PassDescriptor>& passes) {
  auto session = std::make_unique<WorkerSession>(std::move(exhibit), std::move(further), options, passes);
  auto connection = session->connect();
  if (!connection) return tl::unexpected(connection.error());
  session->adopt(std::move(*connection));
  return session;
}

}  // namespace spoor
