#pragma once
/// What the demuxer and parser say of every packet, without decoding a sample.

#include "base/time_stamp.h"
#include "media/anomaly.h"
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

}  // namespace spoor
