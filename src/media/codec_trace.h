#pragma once
/// What the demuxer and parser say of every packet, without decoding a sample.

#include "base/job.h"
#include "base/result.h"
#include "base/time_stamp.h"
#include "media/anomaly.h"
#include "media/byte_source.h"
#include "media/frame.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace spoor {

struct PacketRecord {
  std::int64_t offset = -1;              ///< byte position in the file, -1 where the format does not tell
  std::int64_t size = 0;                 ///< bytes
  std::int64_t duration = 0;             ///< ticks, 0 where not declared
  std::optional<std::int64_t> pts, dts;  ///< ticks of the stream's base
  PictureType type = PictureType::kUnknown;
  bool key = false;
  bool discard = false;  ///< outside the edit list: decoded but not shown
};

/// Packets of one video stream in decoding order.
struct CodecTrace {
  int stream = 0;
  Rational time_base{1, 1};
  std::vector<PacketRecord> packets;
  std::vector<Anomaly> anomalies;
};

/// Reads all packets of video stream `stream` (container index). Picture types come from the codec's parser, and
/// are unknown where it has none. What the container marks or loses is in `anomalies`.
///
/// Errors: those of opening; kBadArgument where the stream holds no pictures; kTooLarge above 2^24 packets.
Result<CodecTrace> read_codec_trace(const ByteSource& source, int stream, const Job& job);

}  // namespace spoor
