#pragma once
/// What is done with an exhibit's frames besides passes: following a mark, laying two exhibits upon each other, the
/// mean of a still scene. Each is asked of a worker in the background; what comes of it is a command, or a view.

#include "engine/session.h"
#include "workbench/pair_picker.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

class Workbench;
class ExhibitDesk;

/// Of one desk.
struct SceneWork {
  std::uint64_t tracking = 0, registering = 0, averaging = 0;  ///< activity; 0: none is under way
  std::string tracked;                                         ///< how the last track ended
  std::string registration_trouble;                            ///< why the last registration was declined
  std::string average_trouble;
  PairPicker pairs;

  /// The mean that is shown instead of its middle frame; null: none.
  std::shared_ptr<const AveragedFrame> average;
  std::shared_ptr<const Frame> average_frame;  ///< of it
  int average_count = 9;                       ///< frames asked for

  bool busy() const { return tracking != 0 || registering != 0 || averaging != 0; }
};

enum class TrackWay { kForwards, kBackwards, kToNextKey };

/// Interpolation of tracked key frames stays within so much of what was found.
inline constexpr double kTrackTolerancePx = 0.5;

/// Follows the chosen mark of the exhibit that is looked at, from the frame that is looked at on. Key frames that were
/// set by hand stay, and the track passes through them; tracked ones on the way are replaced. One step of undo.
void track_mark(Workbench& bench, TrackWay way);
/// Why that cannot be done; empty where it can.
std::string why_not_track(Workbench& bench, TrackWay way);

/// The exhibit on the other side of the comparison (the same one where two of its frames are compared); 0: none.
std::int64_t right_exhibit(const ExhibitDesk& left);
/// Null where the two sides of the comparison are not registered.
const Registration* registration_of(const Workbench& bench, const ExhibitDesk& left);
/// Lays the right frame upon the left one, in a worker that has both exhibits. Pairs that are there stay in force.
void register_sides(Workbench& bench);
void remove_registration(Workbench& bench);
/// Makes `pairs` those of the two sides; where they tell too little, the registration stays and it is told.
void change_pairs(Workbench& bench, const PairsChange& change, std::uint64_t gesture);
/// Numbers of a registration, a line each; what a homography cannot tell is the last.
std::vector<std::string> registration_lines(const Registration& registration);
/// What a saved picture says of it, in one line; `difference`: shown as one, with `matched` brightness.
std::string registration_caption(const Registration& registration, bool difference, bool matched);
/// "left = 1.07 x right - 3.1".
std::string brightness_text(const BrightnessMatch& match);

/// The mean of the desk's average_count frames around the one that is looked at; or ends it where it is shown.
void toggle_average(Workbench& bench);
/// The frame to show for `index`: the mean where it is shown and is of this frame.
std::shared_ptr<const Frame> average_for(const ExhibitDesk& desk, std::int64_t index);
/// "average of 9 frames, frames 20..28; 1 left out: 24": never measured.
std::string average_text(const AveragedFrame& average);

}  // namespace spoor
