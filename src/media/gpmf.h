#pragma once
/// GoPro's GPMF: the values in one packet of a `gpmd` data track.

#include "base/byte_reader.h"

#include <string>
#include <vector>

namespace spoor {

/// Samples of one sensor stream in one packet.
struct GpmfStream {
  std::string key;                        ///< "GPS5", "ACCL", "GPSU"
  std::string name;                       ///< the device's own description of the stream, printable
  std::vector<std::string> units;         ///< per column, or one for all, as the file writes them; may be empty
  std::vector<std::vector<double>> rows;  ///< samples, scaled; each has as many columns as the first
};

struct GpmfPacket {
  std::vector<GpmfStream> streams;  ///< in file order
  bool damaged = false;             ///< a length reached beyond its container; what came before it is kept
};

/// Parses a packet. GPSU, a date as text, becomes one column of seconds since 1970-01-01 UTC. Values whose type is
/// text or unknown are left out. Depth is limited to 8, samples to 200,000 a packet.
GpmfPacket parse_gpmf(Bytes packet);

}  // namespace spoor
