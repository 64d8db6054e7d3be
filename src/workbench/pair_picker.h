#pragma once
/// Setting pairs of points by hand on the two sides of a comparison, without a canvas.

#include "evidence/registration.h"

#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// A change of the pairs that is to be made a command.
struct PairsChange {
  std::string name;  ///< "add point pair", "move point pair", ...
  std::vector<PointPair> after;
  bool gesture_goes_on = false;
};

/// State of one comparison's pairs under the pointer. The pairs themselves are the case's: every call gets them.
class PairPicker {
 public:
  enum class Side { kLeft, kRight };

  bool active = false;  ///< clicks set and move pairs
  int chosen = -1;      ///< index; -1: none

  /// `reach`: how far a click may miss, in that side's picture pixels. Where there is a homography, a click beside all
  /// points adds a pair, the other point of which lies where the homography puts it and is then dragged; else the
  /// other point is the next click on the other side.
  std::optional<PairsChange> press(const std::vector<PointPair>& pairs, Side side, const PicturePoint& at, double reach,
                                   const std::optional<Homography>& right_from_left);
  std::optional<PairsChange> drag(const std::vector<PointPair>& pairs, const PicturePoint& at);
  void release();
  std::optional<PairsChange> remove(const std::vector<PointPair>& pairs, int index);
  void cancel();  ///< drops a point that waits for its other one; else chooses nothing

  /// A point whose other one is not set yet.
  struct Waiting {
    Side side = Side::kLeft;
    PicturePoint at;
  };
  const std::optional<Waiting>& waiting() const { return waiting_; }
  bool dragging() const { return held_.has_value(); }

 private:
  std::optional<Waiting> waiting_;
  std::optional<Side> held_;  ///< of the chosen pair
};

}  // namespace spoor
