#include "media/clip_frame_reader.h"

#include "media/av_compat.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace spoor {
namespace {

constexpr std::size_t kRecentFrames = 16;
constexpr std::size_t kRecentBytes = std::size_t{256} << 20;

constexpr const char* kOnlyInSequence = ", so frames can only be read in sequence";

/// A damaged stream may make a decoder report errors without end.
constexpr int kMostDamageInARow = 10'000;

std::size_t bytes_of(const AVFrame& frame) {
  std::size_t bytes = 0;
  for (const AVBufferRef* buffer : frame.buf) bytes += buffer == nullptr ? 0 : static_cast<std::size_t>(buffer->size);
  return bytes;
}

/// Codecs that say of every picture whether it is interlaced, so that "not" is a statement.
bool tells_fields(AVCodecID codec) {
  constexpr std::array kCodecs = {AV_CODEC_ID_H264, AV_CODEC_ID_HEVC,   AV_CODEC_ID_MPEG2VIDEO,
                                  AV_CODEC_ID_VC1,  AV_CODEC_ID_PRORES, AV_CODEC_ID_FFV1};
  return std::find(kCodecs.begin(), kCodecs.end(), codec) != kCodecs.end();
}

int orientation_of(const AVFrame& frame, int declared_by_stream) {
  const AVFrameSideData* data = av_frame_get_side_data(&frame, AV_FRAME_DATA_DISPLAYMATRIX);
  std::array<std::int32_t, 9> matrix{};
  if (data == nullptr || data->size < sizeof matrix) return declared_by_stream;
  std::memcpy(matrix.data(), data->data, sizeof matrix);
  return std::max(1, orientation_from_matrix(matrix));
}

}  // namespace

ClipFrameReader::ClipFrameReader(std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits, int stream)
    : bytes_(std::move(bytes)), limits_(limits), stream_(stream) {}

Result<std::unique_ptr<FrameReader>> ClipFrameReader::open(std::shared_ptr<const ByteSource> bytes,
                                                           const OpenLimits& limits, int stream) {
  std::unique_ptr<ClipFrameReader> reader(new ClipFrameReader(std::move(bytes), limits, stream));
  auto packets = PacketReader::open(reader->bytes_, limits, stream, reader->table_);
  if (!packets) return tl::unexpected(packets.error());
  reader->reader_ = std::move(*packets);
  if (reader->reader_->stream().codecpar->codec_type != AVMEDIA_TYPE_VIDEO) {
    return failure(Fault::kBadArgument, fmt::format("stream {} holds no pictures", stream));
  }
  reader->orientation_ = declared_orientation(reader->reader_->stream());
  if (const auto opened = reader->open_decoder(); !opened) return tl::unexpected(opened.error());
  reader->run_ = Run{.usable = true, .from_start = true};
  return reader;
}

Result<void> ClipFrameReader::open_decoder() {
  decoder_.reset();  // its buffers go before new ones come
  auto opened = VideoDecoder::open(reader_->stream(), limits_, damage_.empty() ? limits_.decoder_threads : 1);
  if (!opened) return tl::unexpected(opened.error());
  decoder_ = std::move(*opened);
  return {};
}

std::optional<std::int64_t> ClipFrameReader::frame_count() const {
  if (!damage_.empty()) return counted_end_;
  if (index_.complete()) return index_.size();
  return std::nullopt;
}

FrameReader::Access ClipFrameReader::access() const { return {damage_.empty(), damage_}; }

Error ClipFrameReader::sequential_only() const { return {Fault::kUnsupported, damage_, {}}; }

Result<void> ClipFrameReader::ensure_index() {
  if (!table_.complete && damage_.empty()) {
    auto scanner = PacketReader::open(bytes_, limits_, stream_, table_);
    if (!scanner) return tl::unexpected(scanner.error());
    const auto scanned = (*scanner)->complete_table();
    if (!scanned) return tl::unexpected(scanned.error());
  }
  if (!table_.damage.empty() && damage_.empty()) {
    damage_ = table_.damage + kOnlyInSequence;
    run_.usable = false;
  }
  if (!damage_.empty()) return tl::unexpected(sequential_only());
  index_.predict();
  return {};
}

Result<void> ClipFrameReader::run_from_start() {
  run_ = Run{};
  if (const auto restarted = reader_->restart(); !restarted) return restarted;
  // A new decoder rather than a flushed one: it holds nothing of what was decoded before, whatever its codec.
  if (const auto opened = open_decoder(); !opened) return opened;
  run_ = Run{.usable = true, .from_start = true};
  return {};
}

bool ClipFrameReader::run_leads_to(std::int64_t index) const {
  if (!run_.usable || run_.next > index) return false;
  if (run_.next == index || !damage_.empty()) return true;
  return !keys_hold_ || index_.start_for(index) <= std::max(run_.last_sent, 0);
}

Result<void> ClipFrameReader::run_towards(std::int64_t index) {
  const std::int32_t start = keys_hold_ && damage_.empty() && table_.complete ? index_.start_for(index) : 0;
  if (start == 0) return run_from_start();
  if (!reader_->seek(start)) {
    keys_hold_ = false;  // the container does not lead there
    return run_from_start();
  }
  decoder_->flush();
  run_ = Run{.usable = true, .leading = true, .next = *index_.index_of(start)};
  return {};
}

/// Signs of damage in what the decoder just did.
std::optional<ClipFrameReader::Step> ClipFrameReader::notice(VideoDecoder::Got got, const AVFrame* frame) {
  const bool broken =
      got == VideoDecoder::Got::kDamage ||
      (frame != nullptr && ((frame->flags & AV_FRAME_FLAG_CORRUPT) != 0 || frame->decode_error_flags != 0));
  if (!damage_.empty()) return std::nullopt;  // known, and decoded accordingly
  const bool complains = decoder_->messages().errors() > 0;
  if (!broken && !complains && table_.damage.empty()) return std::nullopt;
  // After a jump the decoder may miss what came before: only an uninterrupted decode can accuse the stream.
  if (!run_.from_start) return Step::kDistrust;
  const auto texts = decoder_->messages().texts();
  if (!texts.empty()) {
    damage_ = fmt::format("the decoder reported damage (\"{}\"){}", texts.front(), kOnlyInSequence);
  } else if (broken) {
    damage_ = std::string("the decoder marked frames as damaged") + kOnlyInSequence;
  } else {
    damage_ = table_.damage + kOnlyInSequence;
  }
  recent_.clear();
  recent_bytes_ = 0;
  counted_end_.reset();
  return Step::kDamage;
}

/// Sends the next packet; false where the decoder refused it.
Result<bool> ClipFrameReader::feed() {
  const auto packet = reader_->next();
  if (!packet) return tl::unexpected(packet.error());
  if (*packet == nullptr) {
    run_.drained = true;
    return decoder_->send(nullptr, 0);
  }
  run_.last_sent = reader_->ticket();
  if ((*packet)->size <= 0) return true;  // an empty packet would mean the end
  return decoder_->send(*packet, reader_->ticket());
}

Result<ClipFrameReader::Step> ClipFrameReader::advance(std::shared_ptr<const AVFrame>& out) {
  AvFrame frame(av_frame_alloc());
  if (frame == nullptr) throw std::bad_alloc();
  for (;;) {
    VideoDecoder::Got got = decoder_->receive(*frame);
    if (got == VideoDecoder::Got::kNeedsPacket && !run_.drained) {
      const auto sent = feed();
      if (!sent) return tl::unexpected(sent.error());
      if (!*sent) got = VideoDecoder::Got::kDamage;
    }
    const bool is_frame = got == VideoDecoder::Got::kFrame;
    if (const auto step = notice(got, is_frame ? frame.get() : nullptr)) return *step;
    damage_in_a_row_ = got == VideoDecoder::Got::kDamage ? damage_in_a_row_ + 1 : 0;
    if (got == VideoDecoder::Got::kEnd || damage_in_a_row_ > kMostDamageInARow) {
      if (run_.from_start) counted_end_ = run_.next;
      if (run_.from_start) index_.learn_end(run_.next);
      if (!run_.from_start && run_.next != index_.size()) return Step::kDistrust;
      return Step::kEnd;
    }
    if (!is_frame) continue;

    const auto ticket = static_cast<std::int32_t>(frame->pts);
    if (run_.from_start) {
      index_.learn(run_.next, ticket);
    } else {
      const auto index = index_.index_of(ticket);
      if (index && run_.leading && *index < run_.next) {
        av_frame_unref(frame.get());
        continue;
      }
      run_.leading = false;
      if (!index || *index != run_.next) return Step::kDistrust;
    }
    ++run_.next;
    out = shared_frame(std::move(frame));
    return Step::kFrame;
  }
}

Result<std::shared_ptr<const AVFrame>> ClipFrameReader::fetch(std::int64_t index, bool random) {
  for (;;) {
    if (random && !damage_.empty()) return tl::unexpected(sequential_only());
    if (!run_leads_to(index)) {
      if (const auto ready = run_towards(index); !ready) return tl::unexpected(ready.error());
    }
    std::shared_ptr<const AVFrame> decoded;
    const std::int64_t before = run_.next;
    auto step = advance(decoded);
    if (!step && !run_.from_start) step = Step::kDistrust;  // the container gave other packets after a jump
    if (!step) {
      run_.usable = false;
      return tl::unexpected(step.error());
    }
    switch (*step) {
      case Step::kEnd:
        run_.usable = false;
        return std::shared_ptr<const AVFrame>();
      case Step::kDistrust:
        keys_hold_ = false;
        index_.distrust();
        run_.usable = false;
        break;
      case Step::kDamage:
        run_.usable = false;
        break;
      case Step::kFrame:
        if (run_.next == index + 1) return decoded;
        if (random && run_.next > before) remember(run_.next - 1, std::move(decoded));
        break;
    }
  }
}

void ClipFrameReader::remember(std::int64_t index, std::shared_ptr<const AVFrame> decoded) {
  const std::size_t bytes = bytes_of(*decoded);
  recent_.push_back({index, bytes, std::move(decoded)});
  recent_bytes_ += bytes;
  while (recent_.size() > 1 && (recent_.size() > kRecentFrames || recent_bytes_ > kRecentBytes)) {
    recent_bytes_ -= recent_.front().bytes;
    recent_.pop_front();
  }
}

Result<Frame> ClipFrameReader::finished(std::shared_ptr<const AVFrame> decoded, std::int64_t index) const {
  const AVStream& stream = reader_->stream();
  FrameInfo known;
  known.index = index;
  const Rational base = rational(stream.time_base);
  if (const auto pts = index_.pts(index)) known.pts = TimeStamp{*pts, base};
  const auto ticket = index_.ticket(index);
  if (ticket && static_cast<std::size_t>(*ticket) < table_.entries.size()) {
    const std::int32_t duration = table_.entries[static_cast<std::size_t>(*ticket)].duration;
    if (duration > 0) known.duration = TimeStamp{duration, base};
  }
  known.orientation = orientation_of(*decoded, orientation_);
  if (stream.sample_aspect_ratio.num > 0) known.sample_aspect = rational(stream.sample_aspect_ratio);
  auto frame = frame_from_av(std::move(decoded), known);
  if (frame && frame->info.fields == FieldOrder::kUnknown && tells_fields(stream.codecpar->codec_id)) {
    frame->info.fields = FieldOrder::kProgressive;
  }
  return frame;
}

Result<Frame> ClipFrameReader::frame(std::int64_t index) {
  if (const auto indexed = ensure_index(); !indexed) return tl::unexpected(indexed.error());
  if (index < 0 || (index_.complete() && index >= index_.size())) {
    return failure(Fault::kBadArgument, fmt::format("there is no frame {}", index));
  }
  const auto kept = std::find_if(recent_.begin(), recent_.end(), [&](const auto& r) { return r.index == index; });
  if (kept != recent_.end()) {
    std::rotate(kept, kept + 1, recent_.end());
    return finished(recent_.back().frame, index);
  }
  auto decoded = fetch(index, true);
  if (!decoded) return tl::unexpected(decoded.error());
  if (*decoded == nullptr) return failure(Fault::kBadArgument, fmt::format("there is no frame {}", index));
  remember(index, *decoded);
  return finished(std::move(*decoded), index);
}

Result<std::int64_t> ClipFrameReader::index_at(const TimeStamp& pts) {
  if (const auto indexed = ensure_index(); !indexed) return tl::unexpected(indexed.error());
  if (!index_.complete()) {
    // The order cannot be foretold: decoding to the end counts it.
    const auto counted = fetch(std::numeric_limits<std::int64_t>::max() - 1, true);
    if (!counted) return tl::unexpected(counted.error());
  }
  const Rational base = rational(reader_->stream().time_base);
  std::int64_t found = -1;
  for (std::int64_t i = 0; i < index_.size(); ++i) {
    const auto ticks = index_.pts(i);
    if (ticks && TimeStamp{*ticks, base} <= pts) found = i;
  }
  if (found < 0) return failure(Fault::kBadArgument, "no frame is shown as early as that");
  return found;
}

Result<std::optional<Frame>> ClipFrameReader::next() {
  if (counted_end_ && cursor_ >= *counted_end_) return std::optional<Frame>();
  auto decoded = fetch(cursor_, false);
  if (!decoded) return tl::unexpected(decoded.error());
  if (*decoded == nullptr) return std::optional<Frame>();
  auto frame = finished(std::move(*decoded), cursor_);
  if (!frame) return tl::unexpected(frame.error());
  ++cursor_;
  return std::optional<Frame>(std::move(*frame));
}

Result<void> ClipFrameReader::rewind() {
  cursor_ = 0;
  return {};
}

}  // namespace spoor
