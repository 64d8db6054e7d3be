#include "media/packet_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace spoor {
namespace {

/// 64 hours at 60 frames a second; a table of 670 MB.
constexpr std::size_t kMostPackets = std::size_t{1} << 24;

/// How many packets may be looked at for the one wanted after a seek.
constexpr int kMostSkipped = 20'000;

/// Decoding times are left out: libav guesses some of them, and differently after a seek.
bool is_same(const PacketEntry& a, const PacketEntry& b) {
  return a.pts == b.pts && a.offset == b.offset && a.size == b.size && a.discard == b.discard;
}

}  // namespace

PacketReader::PacketReader(std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits, int stream,
                           PacketTable& table)
    : bytes_(std::move(bytes)), limits_(limits), index_(stream), table_(table), packet_(av_packet_alloc()) {
  if (packet_ == nullptr) throw std::bad_alloc();
}

Result<std::unique_ptr<PacketReader>> PacketReader::open(std::shared_ptr<const ByteSource> bytes,
                                                         const OpenLimits& limits, int stream, PacketTable& table) {
  std::unique_ptr<PacketReader> reader(new PacketReader(std::move(bytes), limits, stream, table));
  const auto opened = reader->open_demuxer();
  if (!opened) return tl::unexpected(opened.error());
  return reader;
}

Result<void> PacketReader::open_demuxer() {
  stream_ = nullptr;
  demuxer_.reset();
  auto opened = Demuxer::open(bytes_, limits_);
  if (!opened) return tl::unexpected(opened.error());
  demuxer_ = std::move(*opened);
  stream_ = demuxer_->stream(index_);
  if (stream_ == nullptr) return failure(Fault::kBadArgument, fmt::format("there is no stream {}", index_));
  demuxer_->select(index_);
  demuxer_->messages().clear();
  inspector_.emplace(*stream_->codecpar);
  table_.one_picture_per_packet = inspector_->one_picture_per_packet();
  table_.reorders = inspector_->reorders();
  // These containers hold no presentation times; of reordered pictures libav makes up some from decoding times.
  const AVInputFormat& format = *demuxer_->format().iformat;
  const bool timeless = std::strcmp(format.name, "avi") == 0 || (format.flags & AVFMT_NOTIMESTAMPS) != 0;
  pts_are_guessed_ = timeless && inspector_->reorders() && stream_->codecpar->video_delay > 0;
  ticket_ = -1;
  pending_ = false;
  return {};
}

PacketEntry PacketReader::entry() const {
  const AVPacket& packet = *packet_;
  const auto clipped = [](std::int64_t value) {
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(value, 0, std::numeric_limits<std::int32_t>::max()));
  };
  PacketEntry entry;
  if (!pts_are_guessed_) entry.pts = packet.pts;
  entry.dts = packet.dts;
  entry.offset = packet.pos;
  entry.size = packet.size;
  entry.duration = clipped(packet.duration);
  entry.key = (packet.flags & AV_PKT_FLAG_KEY) != 0;
  entry.discard = (packet.flags & AV_PKT_FLAG_DISCARD) != 0;
  return entry;
}

bool PacketReader::read() {
  for (;;) {
    av_packet_unref(packet_.get());
    const int code = av_read_frame(&demuxer_->format(), packet_.get());
    if (code == AVERROR(EAGAIN)) continue;
    if (code < 0) {
      // Some demuxers take the end of the file for the end of the stream and only say so in words.
      const auto complaints = demuxer_->messages().texts();
      const bool failed = code != AVERROR_EOF || (demuxer_->format().pb != nullptr && demuxer_->format().pb->error < 0);
      if ((failed || !complaints.empty()) && !table_.complete && table_.damage.empty()) {
        table_.damage = "the container is damaged or cut short";
        if (!complaints.empty()) table_.damage += fmt::format(" (\"{}\")", complaints.front());
      }
      return false;
    }
    if (packet_->stream_index == index_) return true;
  }
}

Result<AVPacket*> PacketReader::next() {
  if (pending_) {
    pending_ = false;
    return packet_.get();
  }
  if (!read()) {
    const bool at_end = ticket_ + 1 >= static_cast<std::int32_t>(table_.entries.size());
    if (at_end) table_.complete = true;
    if (!at_end) return failure(Fault::kCorrupt, "the container gave fewer packets than before");
    return nullptr;
  }
  ++ticket_;
  PacketEntry found = entry();
  // While the table grows, tickets are given in sequence from the beginning: the inspector sees every packet.
  const PacketFacts facts = table_.complete ? PacketFacts{} : inspector_->look(*packet_);
  if (static_cast<std::size_t>(ticket_) < table_.entries.size()) {
    if (!is_same(found, table_.entries[static_cast<std::size_t>(ticket_)])) {
      return failure(Fault::kCorrupt, "the container gave other packets than before");
    }
    return packet_.get();
  }
  if (table_.complete) return failure(Fault::kCorrupt, "the container gave more packets than before");
  if (table_.entries.size() >= kMostPackets) {
    return failure(Fault::kTooLarge, "the stream has more packets than can be indexed");
  }
  if ((packet_->flags & AV_PKT_FLAG_CORRUPT) != 0 && table_.damage.empty()) {
    table_.damage = "the container marks packets of the stream as corrupt";
  }
  if (ticket_ == 0 && table_.one_picture_per_packet && !found.key && !facts.safe_start && table_.damage.empty()) {
    table_.damage = "the stream does not begin with a key picture";
  }
  found.shows = facts.shows;
  found.safe_start = facts.safe_start;
  table_.entries.push_back(found);
  return packet_.get();
}

Result<void> PacketReader::restart() {
  if (ticket_ == -1) return {};
  // A full reopening also brings back the inspector's first state; a seek is enough once the table is complete.
  if (table_.complete && !table_.entries.empty() && seek(0)) return {};
  return open_demuxer();
}

bool PacketReader::seek_from(std::int64_t timestamp, std::int32_t ticket) {
  if (av_seek_frame(&demuxer_->format(), index_, timestamp, AVSEEK_FLAG_BACKWARD) < 0) return false;
  const auto wanted = static_cast<std::size_t>(ticket);
  const PacketEntry& target = table_.entries[wanted];
  if (target.pts == AV_NOPTS_VALUE && target.offset < 0) return false;  // nothing to know it by
  std::optional<std::size_t> at;
  for (int skipped = 0; skipped < kMostSkipped && read(); ++skipped) {
    const PacketEntry found = entry();
    if (at) {
      ++*at;
      if (!is_same(found, table_.entries[*at])) return false;
    } else {
      // Of equal packets (an edit list may show one twice) the one nearest before the wanted one is meant.
      for (std::size_t i = wanted + 1; i-- > 0;) {
        if (is_same(found, table_.entries[i])) {
          at = i;
          break;
        }
      }
      if (!at) return false;  // beyond the wanted packet, or a packet never seen
    }
    if (*at == wanted) {
      ticket_ = ticket;
      pending_ = true;
      return true;
    }
  }
  return false;
}

bool PacketReader::seek(std::int32_t ticket) {
  pending_ = false;
  ticket_ = std::numeric_limits<std::int32_t>::max() - 1;  // nothing matches until a seek or restart succeeded
  const PacketEntry& wanted = table_.entries[static_cast<std::size_t>(ticket)];
  // Containers index by decoding or by presentation time; going too far back costs reading only.
  for (const std::int64_t timestamp : {wanted.dts, wanted.pts}) {
    if (timestamp != AV_NOPTS_VALUE && seek_from(timestamp, ticket)) return true;
  }
  int tried = 0;
  for (std::int32_t i = ticket; i-- > 0 && tried < 2;) {
    const PacketEntry& earlier = table_.entries[static_cast<std::size_t>(i)];
    if (!earlier.key || earlier.dts == AV_NOPTS_VALUE) continue;
    if (seek_from(earlier.dts, ticket)) return true;
    ++tried;
  }
  return false;
}

Result<void> PacketReader::complete_table() {
  while (!table_.complete) {
    const auto packet = next();
    if (!packet) return tl::unexpected(packet.error());
    if (*packet == nullptr) break;
  }
  return {};
}

}  // namespace spoor
