#pragma once
/// Clips made in the test, whose every frame carries its number in its pixels.

#include "base/time_stamp.h"
#include "media/byte_source.h"
#include "media/frame.h"

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace spoor::test {

using Options = std::vector<std::pair<std::string, std::string>>;

struct ClipRecipe {
  std::string muxer = "mp4";
  std::string encoder = "libx264";  ///< name of a libavcodec encoder; empty: no pictures
  std::string pixel_format = "yuv420p";
  int width = 192, height = 128;
  int frames = 48;
  Rational time_base{1, 25};
  std::vector<std::int64_t> pts{};  ///< of each frame; empty: 0, 1, 2 ...
  Options encoder_options{};        ///< as on ffmpeg's command line: {"g", "12"}, {"bf", "2"}, {"flags", "+ildct"}
  Options muxer_options{};
  Options tags{};  ///< of the container
  Rational sample_aspect{0, 1};
  bool interlaced = false, top_first = true;
  std::array<std::int32_t, 9> display_matrix{};  ///< all zero: none

  std::string sound_encoder{};  ///< empty: no sound
  int sample_rate = 48000, channels = 1;
  std::int64_t samples = 48000;

  std::vector<std::string> captions{};  ///< one a second, as mov_text (mp4) or subrip (matroska)
};

/// The clip's bytes. Throws std::runtime_error where libav refuses the recipe.
std::vector<std::byte> make_clip(const ClipRecipe& recipe);

/// The number that make_clip drew into a frame (0..1023); survives lossy coding.
int number_in(const Frame& frame);

/// Sample `index` of channel `channel` of the made sound, -32768..32767, different for near-by indices.
std::int16_t made_sample(std::int64_t index, int channel);

/// Whether this build of libavcodec has the encoder.
bool has_encoder(const std::string& name);

/// FFmpeg's own frame digests of a file, by the `ffmpeg` program; empty where the program is missing.
std::vector<std::string> framemd5_of(const std::string& path, int stream);

}  // namespace spoor::test
