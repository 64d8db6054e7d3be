#include "engine/worker_main.h"

#include "base/parallel.h"
#include "engine/channel.h"
#include "engine/exhibit_server.h"
#include "engine/lane.h"
#include "engine/request_codec.h"
#include "engine/result_parts.h"
#include "engine/shm_frames.h"
#include "engine/structures_codec.h"
#include "engine/worker_calls.h"
#include "engine/worker_warm_up.h"

#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace spoor {
namespace {

using nlohmann::json;

constexpr std::size_t kRowsAtOnce = 2048;

/// True at most once in each interval.
class Rarely {
 public:
  explicit Rarely(std::chrono::milliseconds interval) : interval_(interval) {}
  bool now() {
    const auto time = std::chrono::steady_clock::now().time_since_epoch().count();
    const auto step = std::chrono::duration_cast<std::chrono::steady_clock::duration>(interval_).count();
    auto last = last_.load();
    return time - last >= step && last_.compare_exchange_strong(last, time);
  }

 private:
  std::chrono::milliseconds interval_;
  std::atomic<std::chrono::steady_clock::rep> last_{0};
};

/// Calls of a kind are served one after the other; kOpen comes before all.
enum class CallKind { kOpen, kView, kStructure, kSweep };

CallKind kind_of(const std::string& name) {
  for (const char* sweep : {call::kRun, call::kFrameTable, call::kTrack, call::kRegistration, call::kAverage}) {
    if (name == sweep) return CallKind::kSweep;
  }
  for (const char* structure : {call::kContainer, call::kMetadata, call::kJpeg, call::kTrace, call::kTelemetry}) {
    if (name == structure) return CallKind::kStructure;
  }
  return CallKind::kView;
}

class Worker {
 public:
  Worker(FileHandle socket, const std::vector<PassDescriptor>& passes) : channel_(std::move(socket)), passes_(passes) {}

  int serve() {
    for (;;) {
      auto received = channel_.receive(true);
      using What = Channel::Received::What;
      if (received.what == What::kIncomplete) continue;
      // The program closed the channel or is not the one expected: nothing here is worth keeping.
      if (received.what == What::kClosed) ::_exit(0);
      if (received.what == What::kBroken) ::_exit(2);
      auto parts = decode_parts(received.message.body);
      if (!parts) ::_exit(2);
      take(received.message, std::move(*parts), std::move(received.descriptors));
    }
  }

 private:
  using Call = std::uint64_t;

  void take(const Message& message, Parts parts, std::vector<FileHandle> descriptors) {
    const Call call = message.call;
    switch (message.type) {
      case MessageType::kConfigure:
        configure(parts.document);
        break;
      case MessageType::kOpen:
        begin(call, CallKind::kOpen);
        guarded(call, [&] { open(call, parts.document, std::move(descriptors)); });
        end(call);
        break;
      case MessageType::kCall:
        dispatch(call, std::move(parts));
        break;
      case MessageType::kCancel: {
        const std::scoped_lock lock(underway_mutex_);
        if (const auto found = underway_.find(call); found != underway_.end()) found->second.stop.request_stop();
        break;
      }
      case MessageType::kSlot:
        take_slot(parts.document, std::move(descriptors));
        break;
      default:
        ::_exit(2);
    }
  }

  void configure(const json& document) {
    const auto limits = decode_request<WorkerLimits>(document);
    if (!limits) ::_exit(2);
    limit_process(limits->memory_mb);
    threads_ = std::make_unique<ThreadLimit>(limits->threads);
    warm_up();
    views_ = std::make_unique<Lane>();
    structures_ = std::make_unique<Lane>();
    sweeps_ = std::make_unique<Lane>();
  }

  void open(Call call, const json& document, std::vector<FileHandle> descriptors) {
    auto request = decode_request<OpenRequest>(document);
    if (!request || descriptors.size() != 1 + request->further.size()) ::_exit(2);
    const auto exhibit = [&](Exhibit of, FileHandle file) {
      const std::int64_t size = of.size;
      return served(std::move(of), file_source(std::move(file), size), request->limits);
    };
    std::map<std::string, ServedExhibit> further;
    for (std::size_t i = 0; i < request->further.size(); ++i) {
      auto& input = request->further[i];
      further.emplace(input.role, exhibit(std::move(input.exhibit), std::move(descriptors[i + 1])));
    }
    SignsOfLife signs;
    signs.structures = [this] { all_alive(structure_beat_, std::nullopt); };
    signs.views = [this] { all_alive(view_beat_, CallKind::kView); };
    signs.sweeps = [this] { all_alive(sweep_beat_, CallKind::kSweep); };
    auto server = ExhibitServer::open(exhibit(std::move(request->exhibit), std::move(descriptors[0])),
                                      std::move(further), passes_, std::move(signs));
    if (!server) return fail(call, server.error());
    server_ = std::move(*server);
    reply(call, {{"value", encode_structure(server_->structures().info())}});
  }

  void dispatch(Call call, Parts parts) {
    if (!server_) ::_exit(2);
    const std::string name = parts.document.at("call");
    const CallKind kind = kind_of(name);
    const std::stop_token token = begin(call, kind);
    Lane& lane = kind == CallKind::kSweep ? *sweeps_ : kind == CallKind::kStructure ? *structures_ : *views_;
    auto shared = std::make_shared<Parts>(std::move(parts));
    lane.post([this, call, name, shared, token] {
      guarded(call, [&] { answer(call, name, *shared, token); });
      end(call);
    });
  }

  std::stop_token begin(Call call, CallKind kind) {
    const std::scoped_lock lock(underway_mutex_);
    return underway_.emplace(call, Underway{kind, {}}).first->second.stop.get_token();
  }
  void end(Call call) {
    const std::scoped_lock lock(underway_mutex_);
    underway_.erase(call);
  }

  /// Ends exceptions. Memory exhausted outside a pass leaves nothing to rely on.
  template <class Work>
  void guarded(Call call, Work&& work) {
    try {
      work();
    } catch (const Cancelled&) {
      reply(call, {{"cancelled", true}});
    } catch (const std::bad_alloc&) {
      ::_exit(kWorkerOutOfMemory);
    } catch (const cv::Exception& e) {
      if (e.code == cv::Error::StsNoMem) ::_exit(kWorkerOutOfMemory);
      fail(call, {Fault::kInternal, "an unexpected error: " + e.err, {}});
    } catch (const std::exception& e) {
      fail(call, {Fault::kInternal, std::string("an unexpected error: ") + e.what(), {}});
    }
  }

  void answer(Call call, const std::string& name, const Parts& parts, const std::stop_token& stop) {
    const json& ask = parts.document;
    ExhibitServer& server = *server_;
    const Job job(stop, [this, call](std::int64_t, std::int64_t) { alive(call); });
    if (name == call::kFrame) return send_frame(call, server.frame(ask.at("index")));
    if (name == call::kFrameAt) {
      const auto pts = decode_request<TimeStamp>(ask.at("pts"));
      return send_frame(call, pts ? server.frame_at(*pts) : tl::unexpected(pts.error()));
    }
    if (name == call::kPicture) return send_picture(call, server.picture(ask.at("index"), ask.at("max_side")));
    if (name == call::kSound) {
      const auto from = decode_request<TimeStamp>(ask.at("from")), to = decode_request<TimeStamp>(ask.at("to"));
      if (!from || !to) return fail(call, {Fault::kBadArgument, "the times make no sense", {}});
      return send_sound(call, server.sound(*from, *to));
    }
    if (name == call::kPreview) {
      const auto request = decode_request<PreviewRequest>(ask.at("preview"));
      if (!request) return fail(call, request.error());
      return send_map(call, server.preview(request->pass, request->params, request->frame,
                                           {request->x, request->y, request->width, request->height}, job));
    }
    if (name == call::kBytes) {
      auto bytes = server.bytes(ask.at("offset"), ask.at("length"));
      if (!bytes) return fail(call, bytes.error());
      std::vector<std::vector<std::byte>> blobs;
      blobs.push_back(std::move(*bytes));
      channel_.send(MessageType::kReply, call, Parts{json::object(), std::move(blobs)});
      return;
    }
    MediaSource& source = server.structures();
    if (name == call::kContainer) return send_structure(call, source.container());
    if (name == call::kMetadata) return send_structure(call, source.metadata());
    if (name == call::kJpeg) return send_structure(call, source.jpeg());
    if (name == call::kTrace) return send_structure(call, source.trace());
    if (name == call::kTelemetry) return send_structure(call, source.telemetry());
    if (name == call::kFrameTable) return send_table(call, ask.at("framemd5"), stop);
    if (name == call::kRun) return run(call, parts, stop);
    if (name == call::kTrack || name == call::kRegistration || name == call::kAverage)
      return work(call, name, ask, stop);
    fail(call, {Fault::kInternal, "there is no such call", {}});
  }

  void run(Call call, const Parts& parts, const std::stop_token& stop) {
    auto requests = decode_request<std::vector<PassRequest>>(parts.document.at("requests"));
    if (!requests) return fail(call, requests.error());
    const auto known = known_of(parts);
    if (!known) return fail(call, known.error());
    const auto plan = plan_requests(server_->passes(), *requests, *known, server_->exhibit().sha256);
    if (!plan) return fail(call, plan.error());
    RunEvents events;
    events.alive = [&] { alive(call); };
    events.progress = [&](std::int64_t done, std::int64_t total) { progress(call, done, total); };
    events.finished = [&](std::size_t request, const PassResult& result) {
      auto body = encode_parts(result_parts(request, result));
      if (body.size() > max_body_bytes(MessageType::kResult)) {
        body = encode_parts(result_parts(
            request, result_without_output(*(*plan)[request].pass,
                                           {Fault::kTooLarge, "the result is larger than may be handed over", {}})));
      }
      channel_.send(MessageType::kResult, call, body);
    };
    json told = json::object();
    events.decoded = [&](const DecodedClip& clip) { told["decoded"] = encode_structure(clip); };
    server_->run(*plan, *known, events, stop);
    reply(call, told);
  }

  /// What is asked of the frames besides passes.
  void work(Call call, const std::string& name, const json& ask, const std::stop_token& stop) {
    const Job job(stop, [this, call](std::int64_t done, std::int64_t total) { progress(call, done, total); });
    if (name == call::kTrack) {
      const auto request = decode_request<TrackRequest>(ask.at("track"));
      if (!request) return fail(call, request.error());
      return send_structure(call, server_->track(*request, job));
    }
    if (name == call::kRegistration) {
      const auto request = decode_request<RegistrationRequest>(ask.at("registration"));
      if (!request) return fail(call, request.error());
      return send_structure(call, server_->registration(*request, job));
    }
    send_average(call, server_->average(ask.at("middle"), ask.at("count"), job));
  }

  void send_average(Call call, const Result<AveragedFrame>& average) {
    if (!average) return fail(call, average.error());
    Parts parts;
    parts.document = {{"value", encode_structure(AveragedHead{average->frame.info, average->frames, average->used,
                                                              average->rejected, average->error_px})}};
    for (const cv::Mat& plane : average->frame.planes) {
      const cv::Mat whole = plane.isContinuous() ? plane : plane.clone();
      const auto* const bytes = reinterpret_cast<const std::byte*>(whole.data);
      parts.blobs.emplace_back(bytes, bytes + whole.total() * whole.elemSize());
    }
    const auto body = encode_parts(parts);
    if (body.size() > max_body_bytes(MessageType::kReply)) {
      return fail(call, {Fault::kTooLarge, "the mean is larger than may be handed over", {}});
    }
    channel_.send(MessageType::kReply, call, body);
  }

  void send_table(Call call, bool framemd5, const std::stop_token& stop) {
    const Job job(stop, [this, call](std::int64_t done, std::int64_t total) { progress(call, done, total); });
    const auto rows = server_->frame_table(framemd5, job);
    if (!rows) return fail(call, rows.error());
    for (std::size_t i = 0; i < rows->size(); i += kRowsAtOnce) {
      const auto first = rows->begin() + static_cast<std::ptrdiff_t>(i);
      const auto count = static_cast<std::ptrdiff_t>(std::min(kRowsAtOnce, rows->size() - i));
      channel_.send(MessageType::kPart, call, Parts{encode_structure(std::vector<FrameRow>(first, first + count)), {}});
    }
    reply(call, json::object());
  }

  template <class T>
  void send_structure(Call call, const Result<T>& structure) {
    if (!structure) return fail(call, structure.error());
    reply(call, {{"value", encode_structure(*structure)}});
  }

  void send_frame(Call call, const Result<Frame>& frame) {
    if (!frame) return fail(call, frame.error());
    send_matrices(call, encode_structure(frame->info), frame->planes);
  }

  void send_picture(Call call, const Result<ReducedPicture>& picture) {
    if (!picture) return fail(call, picture.error());
    send_matrices(call, encode_structure(PictureHead{picture->info, picture->scale, picture->assumption}),
                  {picture->bgr});
  }

  void send_sound(Call call, const Result<SoundSpan>& sound) {
    if (!sound) return fail(call, sound.error());
    send_matrices(call, encode_structure(SoundHead{sound->first_sample, sound->start, sound->sample_rate}),
                  {sound->samples});
  }

  void send_map(Call call, const Result<Map>& map) {
    if (!map) return fail(call, map.error());
    const Map& m = *map;
    send_matrices(call,
                  encode_structure(MapHead{m.id, m.title, m.unit, m.reading, m.low, m.high, m.cell.width, m.cell.height,
                                           m.origin.x, m.origin.y, m.frame}),
                  {m.field});
  }

  void send_matrices(Call call, json head, const std::vector<cv::Mat>& matrices) {
    const auto places = places_of(matrices);
    if (!places) return fail(call, places.error());
    const std::uint64_t bytes = bytes_of(*places);
    std::unique_lock lock(slot_mutex_);
    if (bytes > slot_.size()) {
      slot_arrived_ = false;
      channel_.send(MessageType::kNeedSlot, call, Parts{json(bytes), {}});
      slot_came_.wait(lock, [this] { return slot_arrived_; });
      if (bytes > slot_.size()) return fail(call, {Fault::kTooLarge, "there is no room to hand over the picture", {}});
    }
    write_matrices(matrices, *places, slot_.data());
    reply(call, {{"value", std::move(head)}, {"places", encode_places(*places)}});
  }

  void take_slot(const json& document, std::vector<FileHandle> descriptors) {
    const std::scoped_lock lock(slot_mutex_);
    if (!descriptors.empty()) {
      auto mapping = writable_mapping(descriptors[0], document.get<std::uint64_t>());
      if (mapping) slot_ = std::move(*mapping);
    }
    slot_arrived_ = true;
    slot_came_.notify_all();
  }

  /// A sign of life for every call of a kind, or of any.
  void all_alive(Rarely& beat, std::optional<CallKind> kind) {
    if (!beat.now()) return;
    std::vector<Call> calls;
    {
      const std::scoped_lock lock(underway_mutex_);
      for (const auto& [call, underway] : underway_) {
        if (!kind || underway.kind == *kind) calls.push_back(call);
      }
    }
    for (const Call call : calls) channel_.send(MessageType::kAlive, call, Bytes());
  }
  void alive(Call call) {
    if (beat_.now()) channel_.send(MessageType::kAlive, call, Bytes());
  }
  void progress(Call call, std::int64_t done, std::int64_t total) {
    if (step_.now()) channel_.send(MessageType::kProgress, call, Parts{json::array({done, total}), {}});
  }
  void fail(Call call, const Error& error) { reply(call, {{"error", encode_error(error)}}); }
  void reply(Call call, const json& document) {
    auto body = encode_parts({document, {}});
    if (body.size() > max_body_bytes(MessageType::kReply)) {
      body = encode_parts(
          {{{"error", encode_error({Fault::kTooLarge, "the answer is larger than may be handed over", {}})}}, {}});
    }
    channel_.send(MessageType::kReply, call, body);
  }

  Channel channel_;
  const std::vector<PassDescriptor>& passes_;
  std::unique_ptr<ThreadLimit> threads_;
  std::unique_ptr<ExhibitServer> server_;
  Rarely beat_{std::chrono::milliseconds(100)}, step_{std::chrono::milliseconds(30)};
  Rarely structure_beat_{std::chrono::milliseconds(100)}, view_beat_{std::chrono::milliseconds(100)},
      sweep_beat_{std::chrono::milliseconds(100)};

  struct Underway {
    CallKind kind = CallKind::kView;
    std::stop_source stop;
  };
  std::mutex underway_mutex_;
  std::map<Call, Underway> underway_;

  std::mutex slot_mutex_;  ///< guards the next two
  Mapping slot_;
  bool slot_arrived_ = false;
  std::condition_variable slot_came_;

  std::unique_ptr<Lane> views_, structures_, sweeps_;
};

/// Ends a process in which an exception escaped, so that exhausted memory can be told from a bug.
[[noreturn]] void end_by_exception() {
  try {
    if (const auto exception = std::current_exception()) std::rethrow_exception(exception);
  } catch (const std::bad_alloc&) {
    ::_exit(kWorkerOutOfMemory);
  } catch (...) {
  }
  std::abort();
}

}  // namespace

int worker_main(int channel, const std::vector<PassDescriptor>& passes) {
  std::set_terminate(end_by_exception);
  return Worker(FileHandle(channel), passes).serve();
}

}  // namespace spoor
