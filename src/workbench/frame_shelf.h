#pragma once
/// Frames of one exhibit on their way to the screen: asked for without waiting, kept within a budget.

#include "engine/session.h"
#include "workbench/background.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace spoor {

/// Whether an error means that the exhibit's worker is gone.
bool is_death(const Error& error);

/// Main thread only. One frame is fetched at a time: the wanted ones first, then those ahead in the direction of
/// travel.
class FrameShelf {
 public:
  /// `lane` is the shelf's own; thumbnails have another of their own.
  FrameShelf(Background& background, std::shared_ptr<Session> session, std::string lane, std::int64_t budget_bytes);
  ~FrameShelf();
  FrameShelf(const FrameShelf&) = delete;
  FrameShelf& operator=(const FrameShelf&) = delete;

  /// Told once when the worker turns out to be gone. Nothing more is fetched until revive().
  std::function<void(const Error&)> on_death;
  void revive();

  /// The frame, where it is here. Counts as a use.
  std::shared_ptr<const Frame> find(std::int64_t index);

  /// What can be shown of `index` at once: the frame, else its thumbnail, else nothing. No reduced picture is fetched
  /// to bridge the wait for a frame: a session makes it from the whole frame, so that it takes twice as long.
  struct Showable {
    std::shared_ptr<const Frame> frame;
    std::shared_ptr<const ReducedPicture> reduced;
  };
  Showable showable(std::int64_t index);

  /// What is to be fetched next: `first` in order, then up to `ahead` frames at a distance of `step` each (negative:
  /// backwards; 0: none) from the first of them. Replaces earlier wishes.
  struct Wish {
    std::vector<std::int64_t> first;
    int step = 0, ahead = 0;
    std::int64_t frame_count = 1;
    bool operator==(const Wish&) const = default;
  };
  void want(const Wish& wish);

  /// Why `index` cannot be shown; nothing where it can or is not known yet.
  std::optional<Error> error(std::int64_t index) const;

  std::int64_t bytes() const { return bytes_; }
  void set_budget(std::int64_t bytes);

  /// Small pictures for film strip, timeline and contact sheet; asked for when first looked at, and fetched while no
  /// frame is. Null until here, or where there is none.
  std::shared_ptr<const ReducedPicture> thumbnail(std::int64_t index);
  /// While playing: a thumbnail from elsewhere would make the decoder jump to and fro.
  void hold_thumbnails(bool hold);

  static constexpr int kThumbnailSide = 160;

 private:
  struct Kept {
    std::shared_ptr<const Frame> frame;
    std::int64_t bytes = 0;
    std::uint64_t used = 0;
  };
  std::optional<std::int64_t> next_frame() const;
  void fetch();
  void fetch_frame(std::int64_t index);
  void fetch_thumbnail();
  void arrived(std::int64_t index, Result<Frame> frame);
  void died(const Error& error);
  std::pair<std::int64_t, std::int64_t> expendable(std::int64_t index, std::uint64_t used) const;
  bool make_room(std::int64_t bytes, std::pair<std::int64_t, std::int64_t> than);

  Background& background_;
  std::shared_ptr<Session> session_;
  std::string lane_;
  std::int64_t budget_ = 0, bytes_ = 0;
  std::uint64_t uses_ = 0;
  std::map<std::int64_t, Kept> frames_;
  std::map<std::int64_t, Error> errors_;
  Wish wish_;
  std::vector<std::int64_t> wanted_;  ///< wish_ frame by frame
  std::map<std::int64_t, std::shared_ptr<const ReducedPicture>> thumbnails_;
  std::vector<std::int64_t> wanted_thumbnails_;
  std::int64_t last_thumbnail_ = -1;
  bool fetching_ = false, dead_ = false;
  bool full_ = false;  ///< the last frame had no place; until the wish changes
  bool fetching_thumbnail_ = false, hold_thumbnails_ = false;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace spoor
