#pragma once
/// What one packet of video says of itself before it is decoded: enough to know where decoding may begin.

#include "base/byte_reader.h"
#include "media/av.h"

namespace spoor {

struct PacketFacts {
  bool shows = true;  ///< gives a picture that is output
  /// Decoding may begin here: every picture that is output from this one on equals that of an uninterrupted
  /// decode. Pictures that lead (are shown before it) may refer to what came earlier and do not count.
  bool safe_start = false;
};

/// Looks at packets of one stream in decoding order.
class PacketInspector {
 public:
  explicit PacketInspector(const AVCodecParameters& stream);

  PacketFacts look(const AVPacket& packet);

  /// Whether each packet that shows a picture gives exactly one, so that pictures can be counted undecoded.
  bool one_picture_per_packet() const { return counted_; }

  /// Whether pictures can leave the decoder in another order than their packets entered.
  bool reorders() const { return reorders_; }

 private:
  PacketFacts look_h264(Bytes packet) const;
  PacketFacts look_hevc(Bytes packet);

  AVCodecID codec_;
  int length_bytes_ = 0;  ///< of a NAL unit's length; 0: start codes
  bool intra_only_ = false;
  bool counted_ = false;
  bool reorders_ = false;
  bool begins_sequence_ = true;  ///< HEVC: the next access point begins a coded video sequence
  bool rasl_is_skipped_ = true;  ///< HEVC: the last access point began the sequence or broke the link
};

}  // namespace spoor
