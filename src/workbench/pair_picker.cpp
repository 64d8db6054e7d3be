#include "workbench/pair_picker.h"

#include "methods/registration/homography.h"

#include <cmath>
#include <utility>

namespace spoor {
namespace {

PicturePoint& end_of(PointPair& pair, PairPicker::Side side) {
  return side == PairPicker::Side::kLeft ? pair.left : pair.right;
}
const PicturePoint& end_of(const PointPair& pair, PairPicker::Side side) {
  return side == PairPicker::Side::kLeft ? pair.left : pair.right;
}

}  // namespace

std::optional<PairsChange> PairPicker::press(const std::vector<PointPair>& pairs, Side side, const PicturePoint& at,
                                             double reach, const std::optional<Homography>& right_from_left) {
  double nearest = reach;
  int hit = -1;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const PicturePoint& end = end_of(pairs[i], side);
    const double distance = std::hypot(end.x - at.x, end.y - at.y);
    if (distance > nearest) continue;
    nearest = distance;
    hit = static_cast<int>(i);
  }
  if (hit >= 0 && !waiting_) {
    chosen = hit;
    held_ = side;
    return std::nullopt;
  }
  PointPair fresh;
  end_of(fresh, side) = at;
  if (waiting_ && waiting_->side != side) {
    end_of(fresh, waiting_->side) = waiting_->at;
    waiting_.reset();
  } else {
    std::optional<PicturePoint> other;
    if (right_from_left && side == Side::kLeft) other = mapped(*right_from_left, at);
    if (right_from_left && side == Side::kRight) {
      if (const auto back = inverse(*right_from_left)) other = mapped(*back, at);
    }
    if (!other) {
      waiting_ = Waiting{side, at};
      return std::nullopt;
    }
    end_of(fresh, side == Side::kLeft ? Side::kRight : Side::kLeft) = *other;
  }
  PairsChange change{"add point pair", pairs, false};
  change.after.push_back(fresh);
  chosen = static_cast<int>(pairs.size());
  return change;
}

std::optional<PairsChange> PairPicker::drag(const std::vector<PointPair>& pairs, const PicturePoint& at) {
  if (!held_ || chosen < 0 || static_cast<std::size_t>(chosen) >= pairs.size()) return std::nullopt;
  PairsChange change{"move point pair", pairs, true};
  end_of(change.after[static_cast<std::size_t>(chosen)], *held_) = at;
  return change;
}

void PairPicker::release() { held_.reset(); }

std::optional<PairsChange> PairPicker::remove(const std::vector<PointPair>& pairs, int index) {
  if (index < 0 || static_cast<std::size_t>(index) >= pairs.size()) return std::nullopt;
  PairsChange change{"remove point pair", pairs, false};
  change.after.erase(change.after.begin() + index);
  chosen = -1;
  held_.reset();
  return change;
}

void PairPicker::cancel() {
  held_.reset();
  if (!std::exchange(waiting_, std::nullopt)) chosen = -1;
}

}  // namespace spoor
