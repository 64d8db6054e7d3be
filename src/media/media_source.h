#pragma once
/// The one door to a media file: what it is, its frames, its sound, and its structures.

#include "base/job.h"
#include "base/result.h"
#include "media/anomaly.h"
#include "media/audio_reader.h"
#include "media/byte_source.h"
#include "media/codec_trace.h"
#include "media/container_tree.h"
#include "media/frame_reader.h"
#include "media/jpeg_structure.h"
#include "media/metadata.h"
#include "media/series.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

enum class MediaKind {
  kStill,
  kClip,
  kSound,
  kRecord  ///< neither picture nor sound: what a device wrote of itself
};

struct VideoStreamInfo {
  int index = 0;  ///< of the stream in its container
  std::string codec, profile;
  int width = 0, height = 0;
  std::string pixel_format;  ///< the decoder's own name
  Rational time_base{1, 1}, average_rate{0, 1}, sample_aspect{0, 1};
  std::optional<TimeStamp> start, duration;  ///< as declared
  std::int64_t declared_frames = 0;          ///< 0: not declared
  int orientation = 1;                       ///< from the display matrix, EXIF numbering
  bool attached_picture = false;             ///< cover art
};

struct AudioStreamInfo {
  int index = 0;
  std::string codec;
  int sample_rate = 0, channels = 0;
  Rational time_base{1, 1};
  std::optional<TimeStamp> start, duration;
};

struct DataStreamInfo {
  int index = 0;
  std::string kind;  ///< "subtitle", "data", "attachment"
  std::string codec, handler;
};

struct MediaInfo {
  MediaKind kind = MediaKind::kStill;
  std::string format;  ///< short: "jpeg", "png", "tiff", "webp", "heif", "jxl", "raw", "mov,mp4,...", "avi", ...
  std::string
      decoder;  ///< library that gives the pixels, with its version: "libjpeg-turbo 2.1.5", "libavcodec 59.37.100"
  std::vector<VideoStreamInfo> video;  ///< for a still: one
  std::vector<AudioStreamInfo> audio;
  std::vector<DataStreamInfo> data;
  std::optional<TimeStamp> start, duration;
  int still_pictures = 1;  ///< pictures a still file holds that can be read as frames (animation, pages)
  std::vector<Anomaly> anomalies;
};

/// What a file may cost. A header that asks for more is refused before anything is allocated.
struct OpenLimits {
  std::int64_t max_pixels = 300'000'000;  ///< width x height of one picture
  int max_side = 65'535;
  int decoder_threads = 0;  ///< 0: as many as there are processors
};

/// Not thread-safe, except that structures once read may be read by several threads.
class MediaSource {
 public:
  virtual ~MediaSource() = default;

  virtual const MediaInfo& info() const = 0;
  virtual const ByteSource& bytes() const = 0;

  /// A reader of its own state for a video stream (container index; -1: the best one), or of the still.
  virtual Result<std::unique_ptr<FrameReader>> frames(int stream = -1) = 0;

  /// kNotApplicable where there is no sound.
  virtual Result<std::unique_ptr<AudioReader>> sound(int stream = -1) = 0;

  // Structures, each read at the first call and kept; an error is kept as well.
  virtual const Result<ContainerTree>& container() = 0;
  virtual const Result<Metadata>& metadata() = 0;
  virtual const Result<JpegStructure>& jpeg() = 0;  ///< kNotApplicable unless the file is a JPEG
  virtual const Result<CodecTrace>& trace() = 0;    ///< of the best video stream; kNotApplicable for stills
  virtual const Result<std::vector<Series>>& telemetry() = 0;
};

/// Finds out what the bytes are (by their content, never by a name) and opens them.
///
/// Errors: kUnsupported where no reader knows them, kCorrupt, kTooLarge, each in one sentence.
Result<std::unique_ptr<MediaSource>> open_media(std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits = {});

const char* media_kind_name(MediaKind kind);  ///< "still", "clip", "sound", "record"

}  // namespace spoor
