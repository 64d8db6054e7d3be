#pragma once
/// A container opened by libavformat over a ByteSource: no path, no protocol, nothing outside the bytes.

#include "base/result.h"
#include "media/av.h"
#include "media/av_messages.h"
#include "media/byte_source.h"
#include "media/media_source.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace spoor {

/// Not thread-safe.
class Demuxer {
 public:
  /// Recognises the container by its content among those that really hold pictures or sound (no playlists, no
  /// text, no picture sequences), opens it and reads what its streams are.
  ///
  /// Errors: kUnsupported, kCorrupt, kTooLarge (more pixels or streams than `limits` allow), kUnreadable.
  static Result<std::unique_ptr<Demuxer>> open(std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits);

  Demuxer(const Demuxer&) = delete;
  Demuxer& operator=(const Demuxer&) = delete;
  ~Demuxer();

  AVFormatContext& format() { return *format_; }
  AVStream* stream(int index);  ///< null where there is none
  AvMessages& messages() { return messages_; }

  /// From now on only packets of this stream are wanted.
  void select(int stream);

  /// The best stream of a type, cover art never; -1 where there is none.
  int best_stream(AVMediaType type);

 private:
  Demuxer() = default;
  Result<void> start(std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits);
  static int read_bytes(void* self, std::uint8_t* into, int size);
  static std::int64_t seek_bytes(void* self, std::int64_t offset, int whence);

  std::shared_ptr<const ByteSource> bytes_;
  std::int64_t position_ = 0;
  bool unreadable_ = false;
  AvMessages messages_;
  AvIo io_;
  AvFormat format_;  ///< closed before io_
};

/// `source` for as long as a function runs that was lent it.
inline std::shared_ptr<const ByteSource> borrowed(const ByteSource& source) {
  return {std::shared_ptr<void>(), &source};
}

/// EXIF orientation (1..8) that a display matrix declares; 1 for no rotation, 0 for one that is not a multiple
/// of 90 degrees.
int orientation_from_matrix(std::span<const std::int32_t, 9> matrix);

/// The orientation that the container declares for a stream, and 1 where it declares none or an odd angle.
int declared_orientation(const AVStream& stream);

/// "libavcodec 59.37.100".
std::string libavcodec_name();

}  // namespace spoor
