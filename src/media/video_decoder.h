#pragma once
/// One libavcodec video decoder; each frame comes out with the ticket of the packet that it was in.

#include "base/result.h"
#include "media/av.h"
#include "media/av_messages.h"
#include "media/media_source.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace spoor {

/// Not thread-safe.
class VideoDecoder {
 public:
  /// `threads` 0: as many as there are processors.
  ///
  /// Errors: kUnsupported where this build has no decoder for the codec.
  static Result<std::unique_ptr<VideoDecoder>> open(const AVStream& stream, const OpenLimits& limits, int threads);

  VideoDecoder(const VideoDecoder&) = delete;
  VideoDecoder& operator=(const VideoDecoder&) = delete;

  /// Feeds a packet, or the end of the stream where it is null. `ticket` travels in the place of the packet's
  /// presentation time, which no decoder reads: so a frame is known by its packet even where times are missing
  /// or doubled. False where the decoder refused the packet (damage).
  bool send(AVPacket* packet, std::int32_t ticket);

  enum class Got { kFrame, kNeedsPacket, kEnd, kDamage };
  Got receive(AVFrame& frame);

  /// Forgets everything fed so far; a packet at which decoding may begin is due.
  void flush();

  int threads() const { return threads_; }
  const AVCodecContext& context() const { return *context_; }
  AvMessages& messages() { return messages_; }

 private:
  VideoDecoder() = default;

  AvMessages messages_;  ///< outlives the context
  AvCodec context_;
  int threads_ = 1;
};

}  // namespace spoor
