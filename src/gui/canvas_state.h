#pragma once
/// What the picture canvas remembers between redraws.

#include "media/frame.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace spoor::gui {

struct CanvasState {
  bool original = false;            ///< X is held: samples as decoded, without map, marks and comparison
  std::filesystem::path export_to;  ///< what is seen is to be written there at the next redraw; empty: nothing is
  bool pan_key = false;             ///< Space is held
  std::string readout;              ///< place and sample values under the pointer, empty elsewhere
  std::string zoom;                 ///< "fit 42 %"
  std::string changes;              ///< what the display settings change, empty for samples as decoded

  bool own_scale = false;  ///< maps in colours of their own spread, not of the declared range
  struct Spread {
    const void* of = nullptr;  ///< the map
    std::weak_ptr<const void> owner;
    std::optional<cv::Vec2d> range;  ///< nothing until it is here
  };
  std::shared_ptr<Spread> spread = std::make_shared<Spread>();
  enum class Drag { kNone, kPan, kWipe, kMark, kMinimap, kPair };
  Drag drag = Drag::kNone;
  bool pair_right = false;                  ///< of a pair, its right point is dragged
  std::uint64_t gesture = 0;                ///< of the mark that is dragged
  bool on_right = false;                    ///< side by side: the pointer is over the right picture
  std::map<std::int64_t, int> orientation;  ///< EXIF orientation that each exhibit's view was turned by
  std::map<std::int64_t, std::weak_ptr<const Frame>> last_frame;  ///< shown last, by exhibit
  std::map<std::int64_t, bool> blur_asked;  ///< exhibits that were blurred once because the settings say so
};

}  // namespace spoor::gui
