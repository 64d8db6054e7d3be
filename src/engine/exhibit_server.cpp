#include "engine/exhibit_server.h"

#include "engine/scene_requests.h"
#include "engine/sweep.h"
#include "media/picture.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace spoor {
namespace {

constexpr std::int64_t kMaxBytes = std::int64_t{64} << 20;

FrameRow table_row(const Frame& frame, bool framemd5) {
  FrameRow row;
  row.info = frame.info;
  row.digest = plane_digest(frame);
  if (framemd5) row.framemd5 = framemd5_digest(frame);
  for (const cv::Mat& plane : frame.planes) row.bytes += static_cast<std::int64_t>(plane.total() * plane.elemSize());
  return row;
}

}  // namespace

ServedExhibit served(Exhibit exhibit, std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits) {
  return {std::move(exhibit), [bytes = std::move(bytes), limits](const std::shared_ptr<ReadWatch>& watch) {
            return open_media(watched(bytes, watch), limits);
          }};
}

ExhibitServer::ExhibitServer(SignsOfLife signs)
    : structures_watch_(std::make_shared<ReadWatch>(std::move(signs.structures))),
      views_watch_(std::make_shared<ReadWatch>(std::move(signs.views))),
      sweeps_watch_(std::make_shared<ReadWatch>(std::move(signs.sweeps))) {}

MediaSource& ExhibitServer::structures() {
  structures_watch_->begin();
  return *structures_;
}

Result<std::unique_ptr<ExhibitServer>> ExhibitServer::open(ServedExhibit exhibit,
                                                           std::map<std::string, ServedExhibit> further,
                                                           std::vector<PassDescriptor> passes, SignsOfLife signs) {
  std::unique_ptr<ExhibitServer> server(new ExhibitServer(std::move(signs)));
  server->passes_ = std::move(passes);
  const auto named = [](Error error, const Exhibit& of) {
    if (error.subject.empty()) error.subject = of.name;
    return tl::unexpected(std::move(error));
  };
  auto source = exhibit.open(server->structures_watch_);
  if (!source) return named(std::move(source.error()), exhibit.exhibit);
  server->structures_ = std::make_unique<LockedSource>(std::move(*source));
  server->exhibit_ = std::move(exhibit);
  for (auto& [role, input] : further) {
    auto opened = input.open(server->sweeps_watch_);
    if (!opened) return named(std::move(opened.error()), input.exhibit);
    auto locked = std::make_unique<LockedSource>(std::move(*opened));
    server->inputs_.emplace(role, InputSource{input.exhibit.sha256, locked.get()});
    server->further_.emplace(role, std::move(locked));
  }
  return server;
}

Result<FrameView*> ExhibitServer::view() {
  views_watch_->begin();
  if (!view_) {
    if (!view_source_) {
      auto source = exhibit_.open(views_watch_);
      if (!source) return tl::unexpected(source.error());
      view_source_ = std::move(*source);
    }
    auto reader = view_source_->frames();
    if (!reader) return tl::unexpected(reader.error());
    view_ = std::make_unique<FrameView>(std::move(*reader));
  }
  return view_.get();
}

Result<Frame> ExhibitServer::frame(std::int64_t index) {
  return view().and_then([&](FrameView* view) { return view->frame(index); });
}

Result<Frame> ExhibitServer::frame_at(const TimeStamp& pts) {
  return view().and_then([&](FrameView* view) { return view->frame_at(pts); });
}

Result<ReducedPicture> ExhibitServer::picture(std::int64_t index, int max_side) {
  const auto shown = frame(index);
  if (!shown) return tl::unexpected(shown.error());
  ReducedPicture picture;
  picture.info = shown->info;
  picture.assumption = colour_assumption(shown->info, structures_->info().kind == MediaKind::kStill);
  const int side = std::max(shown->info.width, shown->info.height);
  auto bgr = max_side > 0 && max_side < side ? thumbnail_bgr8(*shown, picture.assumption, max_side)
                                             : bgr8(*shown, picture.assumption);
  if (!bgr) return tl::unexpected(bgr.error());
  picture.bgr = std::move(*bgr);
  picture.scale = static_cast<double>(side) / std::max({picture.bgr.cols, picture.bgr.rows, 1});
  return picture;
}

Result<std::vector<std::byte>> ExhibitServer::bytes(std::int64_t offset, std::int64_t length) {
  if (offset < 0 || length < 0) return failure(Fault::kBadArgument, "bytes are counted from 0");
  return read_run(structures_->bytes(), offset, length, kMaxBytes);
}

Result<SoundSpan> ExhibitServer::sound(const TimeStamp& from, const TimeStamp& to) {
  structures_watch_->begin();
  if (!sound_) {
    auto reader = structures_->sound(-1);
    if (!reader) return tl::unexpected(reader.error());
    sound_ = std::move(*reader);
  }
  return sound_->samples(from, to);
}

Result<Map> ExhibitServer::preview(const std::string& id, const ParamValues& params, std::int64_t index,
                                   const cv::Rect& rectangle, const Job& job) {
  const PassDescriptor* pass = find_pass(passes_, id);
  if (pass == nullptr) return failure(Fault::kBadArgument, "there is no such pass", id);
  if (!pass->preview) return failure(Fault::kNotApplicable, "this pass has no preview", id);
  const auto resolved = resolve_params(pass->params, params);
  if (!resolved) return tl::unexpected(resolved.error());
  if (!previewed_ || previewed_->info().index != index) {
    auto shown = frame(index);
    if (!shown) return tl::unexpected(shown.error());
    previewed_ = std::make_unique<FrameContext>(std::move(*shown), structures_->info().kind == MediaKind::kStill);
  }
  const cv::Rect inside = rectangle & cv::Rect(0, 0, previewed_->info().width, previewed_->info().height);
  if (inside.empty()) return failure(Fault::kBadArgument, "the rectangle lies outside the picture", id);
  return pass->preview(*previewed_, inside, *resolved, job);
}

Result<std::unique_ptr<FrameReader>> ExhibitServer::sweep_frames() {
  if (!sweep_source_) {
    auto source = exhibit_.open(sweeps_watch_);
    if (!source) return tl::unexpected(source.error());
    sweep_source_ = std::move(*source);
  }
  return sweep_source_->frames();
}

ClipShape ExhibitServer::shape(FrameReader& frames, bool choosing) {
  const MediaInfo& info = structures_->info();
  ClipShape shape;
  shape.still = info.kind == MediaKind::kStill;
  shape.count = frames.frame_count();
  if (shape.still) {
    if (!shape.count) shape.count = info.still_pictures;
    return shape;
  }
  for (const VideoStreamInfo& stream : info.video) shape.estimate = std::max(shape.estimate, stream.declared_frames);
  if (!choosing) return shape;
  if (!shape.count && frames.access().random) {
    // Asking for a frame by index makes the reader build the index that counts them.
    (void)frames.frame(0);
    if (!frames.rewind()) return shape;
    shape.count = frames.frame_count();
  }
  const auto& trace = structures_->trace();
  if (!trace) return shape;
  const auto shown = std::count_if(trace->packets.begin(), trace->packets.end(),
                                   [](const PacketRecord& packet) { return !packet.discard; });
  if (shown > 0) shape.estimate = shown;
  if (shape.count) shape.keys = key_frames(*trace, *shape.count);
  return shape;
}

Result<std::vector<FrameRow>> ExhibitServer::frame_table(bool framemd5, const Job& job) {
  sweeps_watch_->begin();
  auto frames = sweep_frames();
  if (!frames) return tl::unexpected(frames.error());
  std::vector<FrameRow> rows;
  std::exception_ptr thrown;
  SweepReader reader;
  reader.wish = {FrameWish::Kind::kRange, {}, {}};
  reader.look = [&](const FrameContext& context) {
    try {
      rows.push_back(table_row(context.frame(), framemd5));
    } catch (...) {
      thrown = std::current_exception();
    }
    return !thrown;
  };
  const auto swept = sweep(**frames, shape(**frames, false), {reader}, job);
  if (thrown) std::rethrow_exception(thrown);
  if (!swept) return tl::unexpected(swept.error());
  return rows;
}

Result<Track> ExhibitServer::track(const TrackRequest& request, const Job& job) {
  sweeps_watch_->begin();
  auto frames = sweep_frames();
  if (!frames) return tl::unexpected(frames.error());
  FrameView view(std::move(*frames));
  return tracked(view, request, job);
}

Result<FeatureFit> ExhibitServer::registration(const RegistrationRequest& request, const Job& job) {
  sweeps_watch_->begin();
  const auto other = further_.find(request.role);
  if (other == further_.end()) {
    return failure(Fault::kBadArgument, "there is no exhibit to be laid upon this one", request.role);
  }
  auto left = sweep_frames();
  if (!left) return tl::unexpected(left.error());
  auto right = other->second->frames(-1);
  if (!right) return tl::unexpected(right.error());
  FrameView left_view(std::move(*left)), right_view(std::move(*right));
  return registered(left_view, right_view, request, job);
}

Result<AveragedFrame> ExhibitServer::average(std::int64_t middle, int count, const Job& job) {
  sweeps_watch_->begin();
  auto frames = sweep_frames();
  if (!frames) return tl::unexpected(frames.error());
  FrameView view(std::move(*frames));
  return averaged(view, middle, count, structures_->info().kind == MediaKind::kStill, job);
}

void ExhibitServer::run(const std::vector<PlannedRequest>& plan, const std::vector<PassResult>& known,
                        const RunEvents& events, const std::stop_token& stop) {
  sweeps_watch_->begin();
  structures_watch_->begin();
  PassBench bench;
  bench.exhibit = exhibit_.exhibit;
  bench.source = structures_.get();
  bench.inputs = inputs_;
  bench.frames = [this] { return sweep_frames(); };
  bench.shape = [this](FrameReader& frames, bool choosing) { return shape(frames, choosing); };
  run_passes(bench, plan, known, events, stop);
}

}  // namespace spoor
