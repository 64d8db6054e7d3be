#include "workbench/frame_shelf.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace spoor {
namespace {

/// Backwards, frames are fetched in runs of this length, each in the order of decoding: one jump to a key picture a run
/// instead of one a frame.
constexpr std::int64_t kBackwardRun = 16;
constexpr std::size_t kMostThumbnails = 512, kMostWantedThumbnails = 256, kMostErrors = 4096;

std::int64_t bytes_of(const Frame& frame) {
  std::int64_t bytes = 0;
  for (const cv::Mat& plane : frame.planes) bytes += static_cast<std::int64_t>(plane.total() * plane.elemSize());
  return bytes;
}

/// The frames of a wish in the order in which they are best fetched.
std::vector<std::int64_t> frames_of(const FrameShelf::Wish& wish) {
  std::vector<std::int64_t> list;
  const auto add = [&](std::int64_t index) {
    if (index < 0 || index >= wish.frame_count) return;
    if (std::find(list.begin(), list.end(), index) == list.end()) list.push_back(index);
  };
  for (const std::int64_t index : wish.first) add(index);
  if (wish.first.empty() || wish.step == 0 || wish.ahead <= 0) return list;
  std::vector<std::int64_t> travel;
  for (int i = 1; i <= wish.ahead; ++i) {
    const std::int64_t index = wish.first.front() + std::int64_t{i} * wish.step;
    if (index >= 0 && index < wish.frame_count) travel.push_back(index);
  }
  const std::int64_t run = kBackwardRun * std::abs(wish.step);
  for (auto begin = travel.begin(); wish.step < 0 && begin != travel.end();) {
    const auto end = std::find_if(begin, travel.end(), [&](std::int64_t i) { return i < *begin / run * run; });
    std::reverse(begin, end);
    begin = end;
  }
  for (const std::int64_t index : travel) add(index);
  return list;
}

}  // namespace

bool is_death(const Error& error) {
  return error.fault == Fault::kCrashed || error.fault == Fault::kTimedOut || error.fault == Fault::kOutOfMemory;
}

FrameShelf::FrameShelf(Background& background, std::shared_ptr<Session> session, std::string lane,
                       std::int64_t budget_bytes)
    : background_(background), session_(std::move(session)), lane_(std::move(lane)), budget_(budget_bytes) {}

FrameShelf::~FrameShelf() {
  background_.clear(lane_);
  background_.clear(lane_ + " thumbnails");
}

void FrameShelf::revive() {
  dead_ = false;
  fetch();
}

std::shared_ptr<const Frame> FrameShelf::find(std::int64_t index) {
  const auto found = frames_.find(index);
  if (found == frames_.end()) return nullptr;
  found->second.used = ++uses_;
  return found->second.frame;
}

FrameShelf::Showable FrameShelf::showable(std::int64_t index) {
  if (auto frame = find(index)) return {std::move(frame), nullptr};
  const auto thumbnail = thumbnails_.find(index);
  return {nullptr, thumbnail == thumbnails_.end() ? nullptr : thumbnail->second};
}

void FrameShelf::want(const Wish& wish) {
  if (wish == wish_) return;
  wish_ = wish;
  wanted_ = frames_of(wish);
  full_ = false;
  fetch();
}

std::optional<Error> FrameShelf::error(std::int64_t index) const {
  const auto found = errors_.find(index);
  return found == errors_.end() ? std::nullopt : std::optional(found->second);
}

void FrameShelf::set_budget(std::int64_t bytes) {
  budget_ = bytes;
  full_ = false;
  make_room(0, {0, 0});  // all but the frame looked at
  fetch();
}

/// The first wanted frame that is not here; beyond the very first only as long as there is room.
std::optional<std::int64_t> FrameShelf::next_frame() const {
  const std::int64_t a_frame = frames_.empty() ? 0 : frames_.begin()->second.bytes;
  std::int64_t room = budget_;
  for (std::size_t i = 0; i < wanted_.size(); ++i) {
    if (i > 0 && (full_ || room < a_frame)) return std::nullopt;
    if (!frames_.contains(wanted_[i]) && !errors_.contains(wanted_[i])) return wanted_[i];
    room -= a_frame;
  }
  return std::nullopt;
}

void FrameShelf::fetch() {
  if (dead_ || fetching_) return;
  const auto next = next_frame();
  if (!next) return fetch_thumbnail();
  fetching_ = true;
  fetch_frame(*next);
}

void FrameShelf::fetch_frame(std::int64_t index) {
  background_.start(lane_, "",
                    [this, session = session_, index, alive = std::weak_ptr<const void>(alive_)](const Job&) {
                      auto frame = attempted([&] { return session->frame(index); });
                      return while_alive(alive, [this, index, frame = std::move(frame)] { arrived(index, frame); });
                    });
}

void FrameShelf::arrived(std::int64_t index, Result<Frame> frame) {
  fetching_ = false;
  if (!frame) {
    if (is_death(frame.error())) return died(frame.error());
    if (errors_.size() >= kMostErrors) errors_.clear();
    errors_.emplace(index, frame.error());
    return fetch();
  }
  const std::int64_t bytes = bytes_of(*frame);
  // The frame looked at is kept whatever it takes; one that has no place without it would be fetched again and again.
  full_ = !make_room(bytes, expendable(index, ++uses_));
  if (!full_ || wanted_.empty() || index == wanted_.front()) {
    if (frames_.emplace(index, Kept{std::make_shared<const Frame>(std::move(*frame)), bytes, uses_}).second) {
      bytes_ += bytes;
    }
  }
  fetch();
}

void FrameShelf::died(const Error& error) {
  if (dead_) return;
  dead_ = true;
  if (on_death) on_death(error);
}

/// How soon a frame is let go, the greater the sooner: first those nobody wants, least recently used; then the wanted
/// ones that come last.
std::pair<std::int64_t, std::int64_t> FrameShelf::expendable(std::int64_t index, std::uint64_t used) const {
  const auto place = std::find(wanted_.begin(), wanted_.end(), index);
  if (place == wanted_.end()) return {1, -static_cast<std::int64_t>(used)};
  return {0, place - wanted_.begin()};
}

/// Whether `bytes` more fit once those are gone that are more expendable.
bool FrameShelf::make_room(std::int64_t bytes, std::pair<std::int64_t, std::int64_t> than) {
  while (bytes_ + bytes > budget_ && !frames_.empty()) {
    const auto least = std::max_element(frames_.begin(), frames_.end(), [&](const auto& a, const auto& b) {
      return expendable(a.first, a.second.used) < expendable(b.first, b.second.used);
    });
    if (expendable(least->first, least->second.used) <= than) return false;
    bytes_ -= least->second.bytes;
    frames_.erase(least);
  }
  return bytes_ + bytes <= budget_;
}

std::shared_ptr<const ReducedPicture> FrameShelf::thumbnail(std::int64_t index) {
  if (const auto found = thumbnails_.find(index); found != thumbnails_.end()) return found->second;
  if (std::find(wanted_thumbnails_.begin(), wanted_thumbnails_.end(), index) == wanted_thumbnails_.end()) {
    if (wanted_thumbnails_.size() >= kMostWantedThumbnails) wanted_thumbnails_.erase(wanted_thumbnails_.begin());
    wanted_thumbnails_.push_back(index);
    if (!fetching_) fetch_thumbnail();
  }
  return nullptr;
}

void FrameShelf::hold_thumbnails(bool hold) {
  if (std::exchange(hold_thumbnails_, hold) && !hold && !fetching_) fetch_thumbnail();
}

void FrameShelf::fetch_thumbnail() {
  if (dead_ || fetching_thumbnail_ || hold_thumbnails_ || wanted_thumbnails_.empty()) return;
  // Onwards through the clip, then from its beginning: a decoder that can only go on is not sent back and forth.
  auto next = wanted_thumbnails_.end(), first = wanted_thumbnails_.begin();
  for (auto it = wanted_thumbnails_.begin(); it != wanted_thumbnails_.end(); ++it) {
    if (*it < *first) first = it;
    if (*it > last_thumbnail_ && (next == wanted_thumbnails_.end() || *it < *next)) next = it;
  }
  if (next == wanted_thumbnails_.end()) next = first;
  const std::int64_t index = last_thumbnail_ = *next;
  wanted_thumbnails_.erase(next);
  fetching_thumbnail_ = true;
  background_.start(lane_ + " thumbnails", "",
                    [this, session = session_, index, alive = std::weak_ptr<const void>(alive_)](const Job&) {
                      auto picture = attempted([&] { return session->picture(index, kThumbnailSide); });
                      return while_alive(alive, [this, index, picture = std::move(picture)] {
                        fetching_thumbnail_ = false;
                        if (!picture && is_death(picture.error())) return died(picture.error());
                        if (thumbnails_.size() >= kMostThumbnails) {
                          // The farthest from here is the least likely to be looked at.
                          const bool low = std::llabs(thumbnails_.begin()->first - index) >
                                           std::llabs(thumbnails_.rbegin()->first - index);
                          thumbnails_.erase(low ? thumbnails_.begin() : std::prev(thumbnails_.end()));
                        }
                        thumbnails_[index] = picture ? std::make_shared<const ReducedPicture>(*picture) : nullptr;
                        if (!fetching_) fetch();
                      });
                    });
}

}  // namespace spoor
