#pragma once
/// Changes of marks that need no pointer: each gives what is to be made a command, or nothing where nothing changes.

#include "evidence/marks_file.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace spoor {

/// A change of the marks that is to be made a command.
struct MarksChange {
  std::string name;  ///< "draw rectangle", "move corner", ...
  Marks after;
  std::string chosen;            ///< id of the mark chosen then
  bool gesture_goes_on = false;  ///< more of the same drag follows
};

/// `region` with `points` at `frame`: a mark with key frames, or one that spans several frames when `keyed`, gets a key
/// frame there, set by hand; others are moved as a whole. A mark with a single key frame stands still, and is moved as
/// a whole unless `keyed`.
Region with_points_at(Region region, std::int64_t frame, std::vector<PicturePoint> points, bool keyed);

/// An id that no mark has yet: "r1", "r2", ...
std::string free_mark_id(const Marks& marks);

/// Null where there is none.
const Region* find_mark(const Marks& marks, const std::string& id);

/// The mark of the same id replaced by `region`.
std::optional<MarksChange> replaced(const Marks& marks, const Region& region, std::string name);

/// A group goes with its last mark.
std::optional<MarksChange> without_mark(const Marks& marks, const std::string& id);

/// A copy beside it, `by` picture pixels right of and below it, that belongs to no group and is chosen.
std::optional<MarksChange> duplicated(const Marks& marks, const std::string& id, double by);

/// What a pass suggests made marks, each with the role it was suggested for ("suspicious" where for none) and with its
/// group; the last one is chosen. Nothing where nothing is suggested.
std::optional<MarksChange> with_suggestions(const Marks& marks, std::span<const Region> suggestions,
                                            const std::string& author, const std::string& created);

/// A line or path from its other end: where it matters which end is which.
std::optional<MarksChange> turned_round(const Marks& marks, const std::string& id);

/// Moved by key: at `frame` as with_points_at does.
std::optional<MarksChange> nudged(const Marks& marks, const std::string& id, std::int64_t frame, double right,
                                  double down, bool keyed);

/// The key frame at `frame` taken away; the last one leaves a mark that stands still where it was.
std::optional<MarksChange> without_key(const Marks& marks, const std::string& id, std::int64_t frame);

/// A corner more on edge `edge`, `along` (0..1) of it, in every key frame alike; or one less. Polygons and paths only;
/// nothing where too few corners would be left.
std::optional<MarksChange> with_corner(const Marks& marks, const std::string& id, int edge, double along);
std::optional<MarksChange> without_corner(const Marks& marks, const std::string& id, int corner);

}  // namespace spoor
