#pragma once
/// Frames of one exhibit on their way to the screen: asked for without waiting, kept within a budget.

#include "engine/session.h"
#include "workbench/background.h"

#include <map>
#include <memory>
#include <optional>
#include <set>

namespace spoor {

/// Main thread only. One frame is fetched at a time: the wanted one first, then those ahead in the direction of travel.
class FrameShelf {
 public:
  /// `lane` is the shelf's own. `still_here` guards deliveries after the shelf is gone: it owns a token.
  FrameShelf(Background& background, std::shared_ptr<Session> session, std::string lane, std::int64_t budget_bytes);

  /// The frame, where it is here. Counts as a use.
  std::shared_ptr<const Frame> find(std::int64_t index);

  /// The nearest thing to `index` that can be shown at once: the frame, else a reduced picture of it, else nothing.
  struct Showable {
    std::shared_ptr<const Frame> frame;
    std::shared_ptr<const ReducedPicture> reduced;
  };
  Showable showable(std::int64_t index);

  /// Makes `index` the next to fetch, then up to `ahead` frames in `direction` (-1, 0, 1). Replaces earlier wishes. The
  /// very first wish also asks for a reduced picture of at most `first_side` pixels, where the frame is larger.
  void want(std::int64_t index, int direction, int ahead, std::int64_t frame_count);

  /// Why `index` cannot be shown; nothing where it can or is not known yet.
  std::optional<Error> error(std::int64_t index) const;

  std::int64_t bytes() const { return bytes_; }

  /// Small pictures for film strip, timeline and contact sheet; asked for when first looked at.
  std::shared_ptr<const ReducedPicture> thumbnail(std::int64_t index);

 private:
  struct Kept {
    std::shared_ptr<const Frame> frame;
    std::uint64_t used = 0;
  };
  void fetch_next();
  void fetch_thumbnails();
  void make_room(std::int64_t wanted);

  Background& background_;
  std::shared_ptr<Session> session_;
  std::string lane_;
  std::int64_t budget_ = 0, bytes_ = 0;
  std::uint64_t uses_ = 0;
  std::map<std::int64_t, Kept> frames_;
  std::map<std::int64_t, Error> errors_;
  std::shared_ptr<const ReducedPicture> reduced_;
  std::map<std::int64_t, std::shared_ptr<const ReducedPicture>> thumbnails_;
  std::vector<std::int64_t> wanted_, wanted_thumbnails_;
  bool fetching_ = false, fetching_thumbnails_ = false, asked_reduced_ = false;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace spoor
