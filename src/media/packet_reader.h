#pragma once
/// The packets of one stream in decoding order, each with its number (its ticket), from any packet on.

#include "base/result.h"
#include "media/demuxer.h"
#include "media/packet_facts.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

namespace spoor {

/// What is remembered of a packet: 40 bytes.
struct PacketEntry {
  std::int64_t pts = AV_NOPTS_VALUE, dts = AV_NOPTS_VALUE;
  std::int64_t offset = -1;  ///< in the file, -1 where the container does not tell
  std::int32_t size = 0;
  std::int32_t duration = 0;
  bool key = false;
  bool discard = false;  ///< outside the edit list
  bool shows = true;
  bool safe_start = false;
};

/// Grows as packets are read for the first time; `complete` once the end was reached.
struct PacketTable {
  std::deque<PacketEntry> entries;
  bool complete = false;
  bool one_picture_per_packet = false;
  bool reorders = true;
  std::string damage;  ///< one sentence where the container could not be read to its end or marks packets corrupt
};

/// Not thread-safe. Every packet read is held against the table: a demuxer that gives other packets after a seek
/// than it gave in sequence is noticed.
class PacketReader {
 public:
  /// `table` outlives the reader and is shared by all readers of the stream.
  static Result<std::unique_ptr<PacketReader>> open(std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits,
                                                    int stream, PacketTable& table);

  Demuxer& demuxer() { return *demuxer_; }
  AVStream& stream() { return *stream_; }

  /// The next packet, owned by the reader until the next call; null at the end.
  ///
  /// Errors: kCorrupt where it is not the packet that the table holds; the reader is of no use until restart().
  Result<AVPacket*> next();

  /// Ticket of the packet that next() gave last.
  std::int32_t ticket() const { return ticket_; }

  /// Goes back to the first packet.
  Result<void> restart();

  /// Makes next() give the packet `ticket`, which the table holds. False where the container does not lead there
  /// (then only restart() helps).
  bool seek(std::int32_t ticket);

  /// Reads to the end, so that the table is complete. Then restart() is due.
  Result<void> complete_table();

 private:
  PacketReader(std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits, int stream, PacketTable& table);
  Result<void> open_demuxer();
  bool read();                ///< the next packet of the stream into packet_; false at the end
  PacketEntry entry() const;  ///< what is to be remembered of packet_
  bool seek_from(std::int64_t timestamp, std::int32_t ticket);

  std::shared_ptr<const ByteSource> bytes_;
  OpenLimits limits_;
  int index_;
  PacketTable& table_;
  std::unique_ptr<Demuxer> demuxer_;
  AVStream* stream_ = nullptr;
  std::optional<PacketInspector> inspector_;
  AvPacket packet_;
  std::int32_t ticket_ = -1;
  bool pts_are_guessed_ = false;
  bool pending_ = false;  ///< packet_ was read by a seek and not yet given
};

}  // namespace spoor
