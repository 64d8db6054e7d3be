#include "workbench/exhibit_desk.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <utility>

namespace spoor {
namespace {

constexpr std::size_t kMostPages = 1024;
constexpr int kAheadPlaying = 32, kAheadPaused = 6;
/// Pages of a still have no times.
constexpr double kPageSeconds = 1;
constexpr int kMostPages_still = 100'000;

const VideoStreamInfo* best_video(const MediaInfo& info) {
  const auto found = std::find_if(info.video.begin(), info.video.end(),
                                  [](const VideoStreamInfo& stream) { return !stream.attached_picture; });
  return found != info.video.end() ? &*found : info.video.empty() ? nullptr : &info.video.front();
}

FrameClock page_clock(int pages) {
  FrameClock clock;
  for (int i = 0; i < std::min(pages, kMostPages_still); ++i) clock.seconds.push_back(i * kPageSeconds);
  clock.end_seconds = static_cast<double>(clock.seconds.size()) * kPageSeconds;
  return clock;
}

}  // namespace

struct ExhibitDesk::Readings {
  Lazy<ContainerTree> container;
  Lazy<JpegStructure> jpeg;
  Lazy<Metadata> metadata;
  Lazy<CodecTrace> trace;
  Lazy<std::vector<Series>> telemetry;
  Lazy<std::vector<FrameRow>> frame_table;
  std::map<std::int64_t, std::shared_ptr<const std::vector<std::byte>>> pages;  ///< null: asked for
  std::deque<std::int64_t> page_order;
  /// What is delivered to the session's readings when it is gone is dropped.
  std::shared_ptr<int> session_alive = std::make_shared<int>(0);

  template <class Visit>
  void for_each(const Visit& visit) {
    visit(container), visit(jpeg), visit(metadata), visit(trace), visit(telemetry), visit(frame_table);
  }
};

struct ExhibitDesk::Opened {
  Exhibit exhibit;
  std::optional<Error> error;
  std::shared_ptr<Session> session;
  std::optional<MediaInfo> info;
};

ExhibitDesk::ExhibitDesk(Background& background, ExhibitRecord of)
    : record(std::move(of)),
      background_(background),
      lane_("exhibit " + std::to_string(background.next_number())),
      readings_(std::make_unique<Readings>()) {}

ExhibitDesk::~ExhibitDesk() {
  background_.cancel(opening_work_);
  for (const char* lane : {" structures", " table", " bytes", " run", " preview", " results", " scene"}) {
    background_.clear(lane_ + lane);
  }
  put_session_away();
}

void ExhibitDesk::put_session_away() {
  shelf.reset();
  sound.reset();
  if (!session) return;
  session->abandon();
  // The worker's end is waited for elsewhere.
  background_.start("putting away", "", [session = std::exchange(session, nullptr)](const Job&) mutable {
    session.reset();
    return Background::Delivery();
  });
}

void ExhibitDesk::open(const DeskOpening& how) {
  if (opening_ || session) return;
  how_ = how;
  opening_ = true;
  error_.reset();
  how_.options.on_death = [this, alive = std::weak_ptr<const void>(alive_)](const Error& death) {
    background_.post(while_alive(alive, [this, death] {
      // A run's own worker is replaced at its end; one that died while opening is told of by open().
      if (session && !opening_) fail(death);
    }));
  };
  auto work = [this, how = how_, of = record.exhibit, alive = std::weak_ptr<const void>(alive_)](const Job& job) {
    Opened opened{of, {}, {}, {}};
    const auto outcome = attempted([&]() -> Result<void> {
      auto file = ingest(of.path, job);
      if (!file) return tl::unexpected(file.error());
      if (!of.sha256.empty() && file->exhibit.sha256 != of.sha256) {
        return failure(Fault::kUnreadable, "the file is not the one that was added: its digest differs", of.path);
      }
      file->exhibit.source = of.source;
      opened.exhibit = file->exhibit;
      auto made = how.opener ? how.opener(std::move(*file), {}, how.options)
                             : open_worker_session(std::move(*file), {}, how.options);
      if (!made) return tl::unexpected(made.error());
      auto facts = (*made)->info();
      if (!facts) return tl::unexpected(facts.error());
      opened.session = std::move(*made);
      opened.info = std::move(*facts);
      return {};
    });
    if (job.cancelled()) throw Cancelled();
    if (!outcome) opened.error = outcome.error();
    return while_alive(alive, [this, opened = std::move(opened)] { this->opened(opened); });
  };
  opening_work_ = background_.start(how.lane.empty() ? lane_ : how.lane, "opening " + record.exhibit.name,
                                    std::move(work), while_alive(alive_, [this] {
                                      opening_ = false;
                                      fail({Fault::kUnavailable, "opening was cancelled", record.exhibit.name});
                                      if (on_opened) on_opened();
                                    }));
}

void ExhibitDesk::opened(const Opened& opened) {
  opening_ = false;
  record.exhibit = opened.exhibit;
  if (opened.error) {
    fail(*opened.error);
  } else {
    session = opened.session;
    info = opened.info;
    shelf = std::make_unique<FrameShelf>(background_, session, lane_ + " frames", how_.frame_budget);
    shelf->on_death = [this](const Error& error) { fail(error); };
    if (!info->audio.empty()) {
      sound = std::make_unique<SoundFeed>(background_, session, lane_ + " sound");
      sound->on_death = [this](const Error& error) { fail(error); };
    }
    // The first picture does not wait for a redraw.
    if (best_video(*info) != nullptr) look_at(playhead.frame());
    if (is_clip()) {
      trace();
    } else if (!clock_taken_ && info->still_pictures > 1) {
      set_clock(page_clock(info->still_pictures));
    }
  }
  if (on_opened) on_opened();
}

void ExhibitDesk::fail(const Error& error) {
  error_ = error;
  playhead.pause();
}

void ExhibitDesk::restart() {
  if (opening_) return;
  if (!session) return open(how_);
  opening_ = true;
  opening_work_ = background_.start(
      lane_, "starting the worker of " + record.exhibit.name + " again",
      [this, session = session, alive = std::weak_ptr<const void>(alive_)](const Job&) {
        const auto started = attempted([&] { return session->restart(); });
        return while_alive(alive, [this, started] {
          opening_ = false;
          if (started) return revive();
          fail(started.error());
        });
      },
      while_alive(alive_, [this] { opening_ = false; }));
}

void ExhibitDesk::revive() {
  if (error_ && is_death(*error_)) error_.reset();
  if (error_ || !session) return;
  read_again();
  if (shelf) shelf->revive();
  if (sound) sound->revive();
}

void ExhibitDesk::read_again() {
  readings_->for_each([](auto& lazy) {
    if (lazy.state == std::remove_cvref_t<decltype(lazy)>::State::kFailed) lazy = {};
  });
}

void ExhibitDesk::sleep() {
  if (opening_ || !session) return;
  readings_->session_alive = std::make_shared<int>(0);
  readings_->for_each([](auto& lazy) {
    if (lazy.state != std::remove_cvref_t<decltype(lazy)>::State::kHere) lazy = {};
  });
  std::erase_if(readings_->pages, [](const auto& page) { return page.second == nullptr; });
  playhead.pause();
  put_session_away();
}

bool ExhibitDesk::is_clip() const { return info && info->kind == MediaKind::kClip; }

cv::Size ExhibitDesk::picture_size() const {
  if (seen_) return {seen_->width, seen_->height};
  const VideoStreamInfo* video = info ? best_video(*info) : nullptr;
  return video == nullptr ? cv::Size() : cv::Size(video->width, video->height);
}

double ExhibitDesk::pixel_aspect() const {
  const VideoStreamInfo* video = info ? best_video(*info) : nullptr;
  const Rational declared = seen_ ? seen_->sample_aspect : video != nullptr ? video->sample_aspect : Rational{0, 1};
  const double aspect = declared.num > 0 && declared.den > 0 ? to_double(declared) : 1;
  return aspect > 0.01 && aspect < 100 ? aspect : 1;
}

void ExhibitDesk::set_clock(FrameClock clock) {
  clock_taken_ = true;
  const std::int64_t here = playhead.frame();
  playhead = Playhead(std::move(clock));
  playhead.go_to(here, 0);
}

void ExhibitDesk::look(double now_s) {
  if (!shelf) return;
  const std::int64_t shown = playhead.frame();
  playhead.advance(now_s, shelf->find(shown) != nullptr || shelf->error(shown).has_value());
  want(playhead.frame(), playhead.playing() ? playhead.speed() : 0);
}

void ExhibitDesk::look_at(std::int64_t frame) {
  if (shelf) want(frame, 0);
}

void ExhibitDesk::want(std::int64_t frame, double speed) {
  if (const auto here = shelf->find(frame)) seen_ = here->info;
  if (frame != looked_at_) direction_ = frame < looked_at_ ? -1 : 1;
  looked_at_ = frame;
  FrameShelf::Wish wish;
  wish.first = {frame};
  const bool two = comparison.mode != CompareMode::kOff && comparison.mode != CompareMode::kOverlay;
  if (two && comparison.other_exhibit == 0) wish.first.push_back(right_frame(comparison, frame, frames()));
  const int stride = std::max(1, static_cast<int>(std::lround(std::abs(speed))));
  wish.step = speed == 0 ? direction_ : speed < 0 ? -stride : stride;
  wish.ahead = speed == 0 ? kAheadPaused : kAheadPlaying;
  wish.frame_count = frames();
  shelf->hold_thumbnails(speed != 0);
  shelf->want(wish);
}

template <class T>
const Lazy<T>& ExhibitDesk::ask(Lazy<T>& lazy, const char* lane, const std::string& title,
                                std::function<Result<T>(Session&, const Job&)> read) {
  using State = typename Lazy<T>::State;
  if (lazy.state != State::kNotAsked || !session || (error_ && is_death(*error_))) return lazy;
  lazy.state = State::kReading;
  const std::weak_ptr<const void> alive = readings_->session_alive;
  background_.start(
      lane_ + lane, title,
      [this, &lazy, read = std::move(read), session = session, alive](const Job& job) {
        auto outcome = attempted([&] { return read(*session, job); });
        Lazy<T> answer;
        answer.state = outcome ? State::kHere : State::kFailed;
        if (outcome) {
          answer.value = std::make_shared<const T>(std::move(*outcome));
        } else {
          answer.error = outcome.error();
        }
        return while_alive(alive, [this, &lazy, answer = std::move(answer)] {
          lazy = answer;
          if (lazy.state == State::kFailed && is_death(lazy.error)) fail(lazy.error);
          if constexpr (std::is_same_v<T, CodecTrace>) {
            if (lazy.value && !clock_taken_ && is_clip()) set_clock(frame_clock(*lazy.value));
          }
        });
      },
      while_alive(alive, [&lazy] {
        lazy.state = State::kFailed;
        lazy.error = {Fault::kUnavailable, "reading was cancelled", {}};
      }));
  return lazy;
}

const Lazy<ContainerTree>& ExhibitDesk::container() {
  return ask<ContainerTree>(readings_->container, " structures", "",
                            [](Session& from, const Job&) { return from.container(); });
}
const Lazy<JpegStructure>& ExhibitDesk::jpeg() {
  return ask<JpegStructure>(readings_->jpeg, " structures", "", [](Session& from, const Job&) { return from.jpeg(); });
}
const Lazy<Metadata>& ExhibitDesk::metadata() {
  return ask<Metadata>(readings_->metadata, " structures", "",
                       [](Session& from, const Job&) { return from.metadata(); });
}
const Lazy<CodecTrace>& ExhibitDesk::trace() {
  return ask<CodecTrace>(readings_->trace, " structures", "", [](Session& from, const Job&) { return from.trace(); });
}
const Lazy<std::vector<Series>>& ExhibitDesk::telemetry() {
  return ask<std::vector<Series>>(readings_->telemetry, " structures", "",
                                  [](Session& from, const Job&) { return from.telemetry(); });
}
const Lazy<std::vector<FrameRow>>& ExhibitDesk::frame_table() {
  return ask<std::vector<FrameRow>>(readings_->frame_table, " table", "frame table of " + record.exhibit.name,
                                    [](Session& from, const Job& job) { return from.frame_table(true, job); });
}

std::shared_ptr<const std::vector<std::byte>> ExhibitDesk::page(std::int64_t offset) {
  if (offset < 0 || !session || (error_ && is_death(*error_))) return nullptr;
  const std::int64_t begin = offset / kPageBytes * kPageBytes;
  auto& pages = readings_->pages;
  if (const auto found = pages.find(begin); found != pages.end()) return found->second;
  if (readings_->page_order.size() >= kMostPages) {
    pages.erase(readings_->page_order.front());
    readings_->page_order.pop_front();
  }
  pages[begin];
  readings_->page_order.push_back(begin);
  background_.start(
      lane_ + " bytes", "",
      [this, session = session, begin, alive = std::weak_ptr<const void>(readings_->session_alive)](const Job&) {
        auto bytes = attempted([&] { return session->bytes(begin, kPageBytes); });
        const bool dead = !bytes && is_death(bytes.error());
        auto shared =
            std::make_shared<const std::vector<std::byte>>(bytes ? std::move(*bytes) : std::vector<std::byte>());
        return while_alive(alive, [this, begin, shared, dead, error = bytes ? Error() : bytes.error()] {
          auto& here = readings_->pages;
          if (const auto found = here.find(begin); found != here.end() && !dead) found->second = shared;
          if (!dead) return;
          here.erase(begin);
          std::erase(readings_->page_order, begin);
          fail(error);
        });
      });
  return nullptr;
}

}  // namespace spoor
