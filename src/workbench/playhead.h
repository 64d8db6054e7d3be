#pragma once
/// Which frame of an exhibit is looked at, and how time goes on while it plays.

#include "evidence/region.h"
#include "media/codec_trace.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spoor {

/// When the frames of a clip are shown. Frame i of presentation order has time `seconds[i]`, from its own pts.
struct FrameClock {
  std::vector<double> seconds;             ///< not decreasing; empty for a still: one frame at 0
  std::vector<std::int64_t> key_frames;    ///< sorted
  std::vector<PictureType> types;          ///< per frame, as the parser says
  std::vector<std::int64_t> packet_bytes;  ///< per frame
  double end_seconds = 0;                  ///< end of the last frame
  std::int64_t frames() const { return seconds.empty() ? 1 : static_cast<std::int64_t>(seconds.size()); }
};

/// Packets that are shown, in presentation order. Packets without pts take their dts, or follow at the mean distance.
FrameClock frame_clock(const CodecTrace& trace);

/// "0:01:02.345".
std::string time_code(double seconds);

/// What a person types to go somewhere: a frame number, "1:02.5", "62.5s", "0:01:02.345", "+10" and "-10" (frames
/// from here). Nothing where it is none of these.
std::optional<std::int64_t> frame_from_text(std::string_view text, const FrameClock& clock, std::int64_t here);

/// Position, speed and loop. Times are passed in, so that nothing here looks at a clock.
class Playhead {
 public:
  Playhead() = default;
  explicit Playhead(FrameClock clock);

  const FrameClock& clock() const { return clock_; }
  std::int64_t frame() const { return frame_; }
  double seconds() const;  ///< pts of the frame
  bool playing() const { return speed_ != 0; }
  double speed() const { return speed_; }  ///< 1 forwards, -2 twice backwards, 0 paused

  /// Clamped to the clip. Keeps playing from there where it played.
  void go_to(std::int64_t frame, double now_s);
  void step(std::int64_t frames, double now_s);     ///< pauses
  void step_seconds(double seconds, double now_s);  ///< keeps playing; at least one frame
  void step_key(int direction, double now_s);       ///< to the key frame before (-1) or behind (+1); pauses

  void toggle_play(double now_s);             ///< at the end it begins anew
  void shuttle(int direction, double now_s);  ///< J (-1), K (0), L (+1): again doubles up to 8, the other way halves
  void pause();

  void set_loop(std::optional<FrameRange> range);  ///< clamped to the clip
  const std::optional<FrameRange>& loop() const { return loop_; }
  void set_in(std::int64_t frame);   ///< A position: begin of the loop
  void set_out(std::int64_t frame);  ///< B position

  /// The frame to show at `now_s`; ends playing at either end of the clip. `ready`: last frame that could be shown, so
  /// that playing waits for a slow decoder instead of running away (a wait moves the start of time).
  std::int64_t advance(double now_s, bool frame_is_ready);

  /// Seconds from `now_s` until advance() gives another frame; nothing while paused.
  std::optional<double> until_next(double now_s) const;

 private:
  void anchor(double now_s);

  FrameClock clock_;
  std::int64_t frame_ = 0;
  double speed_ = 0;
  double anchor_now_s_ = 0, anchor_media_s_ = 0;
  std::optional<FrameRange> loop_;
};

}  // namespace spoor
