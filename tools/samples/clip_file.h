#pragma once
/// Clips as MP4 files with H.264 and AAC. Functions throw std::runtime_error where a library refuses.

#include <opencv2/core.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace spoor::samples {

/// Planes of one frame, 8 bits, 4:2:0, limited range, BT.709.
struct ClipFrame {
  cv::Mat y, cb, cr;
};

constexpr int kFramesPerSecond = 30;
constexpr int kSamplesPerSecond = 48000;
constexpr int kSamplesPerFrame = kSamplesPerSecond / kFramesPerSecond;

/// `display` (0..1, R' G' B', CV_32FC3, even sizes) as planes; chroma is the mean of its four pixels.
ClipFrame clip_frame(const cv::Mat& display);

struct ClipSettings {
  int crf = 23;
  int gop = 12;  ///< frames between I frames at most and, where `fixed_gop`, always
  bool fixed_gop = true;
  int b_frames = 2;
  std::string preset = "medium";
  std::string creation_time{};  ///< ISO 8601 with zone, empty: none
  std::string software{};       ///< the container's encoder tag, empty: none
  std::string make{}, model{};  ///< of the device, in the keys that phones use; empty: none
  std::vector<int> times{};     ///< of each frame in 1/30 s, rising; empty: one after the other
};

/// Writes `frames` at 30 per second, and mono `sound` where there is any.
void write_clip(const std::filesystem::path& path, const std::vector<ClipFrame>& frames,
                const std::vector<float>& sound, const ClipSettings& settings);

struct CopySettings {
  int start_frame = 0;                       ///< hidden by an edit list that lets the clip begin here
  int first_dropped = 0, last_dropped = -1;  ///< packets left out, in decoding order; the times of others stay
};

/// Copies the packets of the clip's pictures into a new file, without decoding them.
void copy_clip(const std::filesystem::path& from, const std::filesystem::path& to, const CopySettings& settings);

struct Clip {
  std::vector<ClipFrame> frames;  ///< in presentation order
  std::string types;              ///< one letter a frame: I, P or B
  std::vector<float> sound;       ///< from time 0, mono
};

/// Keeps libav's codecs from telling their statistics on standard error.
void quiet_codecs();

/// Everything in a clip; decoded with one thread.
Clip read_clip(const std::filesystem::path& path);

}  // namespace spoor::samples
