#include "media/audio_stream_reader.h"

#include "media/packet_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>

namespace spoor {
namespace {

constexpr std::int64_t kMostSeconds = 600;
constexpr int kMostChannels = 64;

/// Decoded before the range after a jump, for the memory of a codec: an MP3 reservoir reaches 9 frames back, Opus
/// wants 80 ms, AAC one frame.
constexpr std::int32_t kPrerollPackets = 24;

/// Decoded sound is kept this much beyond the range asked for, so that reading forward never goes back.
constexpr std::int64_t kKeptSeconds = 4;

/// One decoded frame of sound: 24 bytes.
struct Chunk {
  std::int64_t first_sample = 0;
  std::int64_t pts = AV_NOPTS_VALUE;  ///< of its first sample, in ticks
  std::int32_t count = 0;
  std::int32_t ticket = -1;
};

/// From chunk `chunk` on, a sample's time is its number plus `shift`, in samples.
struct Jump {
  std::size_t chunk = 0;
  std::int64_t shift = 0;
};

/// Sample `index` of channel `channel`, nominal -1..1; integer formats are divided by their full scale.
float sample_of(const AVFrame& frame, int channels, int channel, int index) {
  const auto format = static_cast<AVSampleFormat>(frame.format);
  const bool planar = av_sample_fmt_is_planar(format) != 0;
  const std::uint8_t* data = frame.extended_data[planar ? channel : 0];
  const std::size_t at =
      planar ? static_cast<std::size_t>(index)
             : static_cast<std::size_t>(index) * static_cast<std::size_t>(channels) + static_cast<std::size_t>(channel);
  const auto value = [&]<class T>(T) { return reinterpret_cast<const T*>(data)[at]; };
  switch (av_get_packed_sample_fmt(format)) {
    case AV_SAMPLE_FMT_U8:
      return static_cast<float>(value(std::uint8_t{}) - 128) / 128.0F;
    case AV_SAMPLE_FMT_S16:
      return static_cast<float>(value(std::int16_t{})) / 32768.0F;
    case AV_SAMPLE_FMT_S32:
      return static_cast<float>(value(std::int32_t{}) / 2147483648.0);
    case AV_SAMPLE_FMT_S64:
      return static_cast<float>(static_cast<double>(value(std::int64_t{})) / 9223372036854775808.0);
    case AV_SAMPLE_FMT_FLT:
      return value(float{});
    case AV_SAMPLE_FMT_DBL:
      return static_cast<float>(value(double{}));
    default:
      return 0.0F;
  }
}

cv::Mat float_samples(const AVFrame& frame, int channels) {
  cv::Mat samples(channels, frame.nb_samples, CV_32FC1);
  for (int c = 0; c < channels; ++c) {
    for (int s = 0; s < frame.nb_samples; ++s)
      samples.at<float>(c, s) = sample_of(frame, frame.ch_layout.nb_channels, c, s);
  }
  return samples;
}

class AudioStreamReader : public AudioReader {
 public:
  static Result<std::unique_ptr<AudioReader>> open(std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits,
                                                   int stream) {
    std::unique_ptr<AudioStreamReader> reader(new AudioStreamReader);
    auto packets = PacketReader::open(std::move(bytes), limits, stream, reader->table_);
    if (!packets) return tl::unexpected(packets.error());
    reader->packets_ = std::move(*packets);
    if (const auto started = reader->start(stream); !started) return tl::unexpected(started.error());
    return reader;
  }

  const SoundInfo& info() const override { return info_; }

  Result<SoundSpan> samples(const TimeStamp& from, const TimeStamp& to) override {
    const Rational per_sample{1, info_.sample_rate};
    const std::int64_t begin = rescaled_ticks(from, per_sample), end = rescaled_ticks(to, per_sample);
    if (end < begin) return failure(Fault::kBadArgument, "the range of sound ends before it begins");
    if (end - begin > kMostSeconds * info_.sample_rate) {
      return failure(Fault::kTooLarge, "more than 10 minutes of sound were asked for at once");
    }
    keep_at_most_ = end - begin + kKeptSeconds * info_.sample_rate;
    while (!counted_ && time_of(chunks_.size() - 1) + chunks_.back().count < end) {
      if (const auto more = decode_packet(); !more) return tl::unexpected(more.error());
    }
    SoundSpan span;
    span.sample_rate = info_.sample_rate;
    std::size_t chunk = chunk_at(begin);
    if (chunk == chunks_.size() || time_of(chunk) >= end) {
      span.first_sample = chunk == chunks_.size() ? total_samples() : chunks_[chunk].first_sample;
      span.start = TimeStamp{begin, per_sample};
      span.samples = cv::Mat(info_.channels, 0, CV_32FC1);
      return span;
    }
    const std::int64_t skipped = std::max<std::int64_t>(0, begin - time_of(chunk));
    span.first_sample = chunks_[chunk].first_sample + skipped;
    span.start = TimeStamp{time_of(chunk) + skipped, per_sample};
    return filled(std::move(span), chunk, end);
  }

 private:
  AudioStreamReader() : frame_(av_frame_alloc()) {
    if (frame_ == nullptr) throw std::bad_alloc();
  }

  Result<void> start(int stream) {
    const AVCodecParameters& codec = *packets_->stream().codecpar;
    if (codec.codec_type != AVMEDIA_TYPE_AUDIO) {
      return failure(Fault::kBadArgument, fmt::format("stream {} holds no sound", stream));
    }
    info_.codec = avcodec_get_name(codec.codec_id);
    if (const auto opened = open_decoder(); !opened) return opened;
    // The first frame settles rate, channels and the time of the first sample: headers may claim otherwise.
    while (chunks_.empty()) {
      if (const auto more = decode_packet(); !more) return tl::unexpected(more.error());
      if (counted_ && chunks_.empty()) return failure(Fault::kCorrupt, "no sample of the sound stream can be decoded");
    }
    info_.start = TimeStamp{time_of(0), {1, info_.sample_rate}};
    return {};
  }

  Result<void> open_decoder() {
    const AVStream& stream = packets_->stream();
    const AVCodec* codec = avcodec_find_decoder(stream.codecpar->codec_id);
    if (codec == nullptr) {
      return failure(Fault::kUnsupported, fmt::format("there is no decoder for the sound codec \"{}\"", info_.codec));
    }
    decoder_.reset(avcodec_alloc_context3(codec));
    if (decoder_ == nullptr) throw std::bad_alloc();
    if (avcodec_parameters_to_context(decoder_.get(), stream.codecpar) < 0) {
      return failure(Fault::kCorrupt, "the parameters of the sound stream contradict each other");
    }
    decoder_->opaque = &messages_;
    decoder_->pkt_timebase = stream.time_base;  // lets libav cut encoder delay and keep times right
    decoder_->thread_count = 1;                 // each packet's frames come out before the next goes in
    if (avcodec_open2(decoder_.get(), codec, nullptr) < 0) {
      return failure(Fault::kUnsupported, fmt::format("the decoder of \"{}\" refuses the sound stream", codec->name));
    }
    return {};
  }

  /// Whether a frame can be joined to the others; the first one says what that means.
  bool accept(const AVFrame& frame) {
    if (frame.nb_samples <= 0 || frame.sample_rate <= 0) return false;
    if (info_.sample_rate == 0) {
      info_.sample_rate = frame.sample_rate;
      info_.channels = std::min(frame.ch_layout.nb_channels, kMostChannels);
      info_.sample_format = text_or_empty(av_get_sample_fmt_name(static_cast<AVSampleFormat>(frame.format)));
    }
    return frame.sample_rate == info_.sample_rate && frame.ch_layout.nb_channels >= info_.channels;
  }

  /// Decodes the next packet, notes its chunks where it is met for the first time, and keeps their samples.
  Result<void> decode_packet() {
    const auto packet = packets_->next();
    if (!packet) return tl::unexpected(packet.error());
    const bool at_end = *packet == nullptr;
    if (!at_end && (*packet)->size <= 0) return {};  // an empty packet would mean the end
    const auto ticket = at_end ? static_cast<std::int32_t>(table_.entries.size()) : packets_->ticket();
    const bool is_new = chunks_.empty() || ticket > chunks_.back().ticket;
    std::size_t chunk = first_chunk_of(ticket);
    avcodec_send_packet(decoder_.get(), *packet);  // a refused packet gives no samples, which shows as a jump
    while (avcodec_receive_frame(decoder_.get(), frame_.get()) >= 0) {
      if (!accept(*frame_)) continue;
      if (is_new) note(*frame_, ticket);
      const bool known = chunk < chunks_.size() && chunks_[chunk].ticket == ticket;
      // Right after a jump the decoder still lacks its memory; a first frame may also be cut otherwise.
      if (known && ticket >= settled_from_ && frame_->nb_samples == chunks_[chunk].count) keep(chunk);
      ++chunk;
    }
    drained_ = at_end;
    if (at_end) counted_ = true;
    return {};
  }

  void note(const AVFrame& frame, std::int32_t ticket) {
    const Chunk here{total_samples(), frame.pts, frame.nb_samples, ticket};
    const Rational base = rational(packets_->stream().time_base), per_sample{1, info_.sample_rate};
    // A time stamp that says what the count says, within its own coarseness, leaves the count standing:
    // Matroska's milliseconds move no samples.
    const auto coarseness = static_cast<std::int64_t>(std::ceil(to_double(base) * info_.sample_rate)) + 1;
    if (here.pts != AV_NOPTS_VALUE) {
      const std::int64_t shift = rescaled_ticks(TimeStamp{here.pts, base}, per_sample) - here.first_sample;
      if (jumps_.empty() || std::abs(shift - jumps_.back().shift) > coarseness)
        jumps_.push_back({chunks_.size(), shift});
    } else if (jumps_.empty()) {
      jumps_.push_back({0, 0});
    }
    chunks_.push_back(here);
  }

  void keep(std::size_t chunk) {
    const auto [place, added] = kept_.try_emplace(chunk, cv::Mat());
    if (!added) return;
    place->second = float_samples(*frame_, info_.channels);
    kept_samples_ += place->second.cols;
    while (kept_samples_ > keep_at_most_ && kept_.size() > 1) {
      const auto victim = kept_.begin()->first == chunk ? std::prev(kept_.end()) : kept_.begin();
      kept_samples_ -= victim->second.cols;
      kept_.erase(victim);
    }
  }

  std::size_t first_chunk_of(std::int32_t ticket) const {
    const auto found = std::lower_bound(chunks_.begin(), chunks_.end(), ticket,
                                        [](const Chunk& chunk, std::int32_t wanted) { return chunk.ticket < wanted; });
    return static_cast<std::size_t>(found - chunks_.begin());
  }

  std::int64_t total_samples() const {
    return chunks_.empty() ? 0 : chunks_.back().first_sample + chunks_.back().count;
  }

  /// Time of a chunk's first sample, in samples.
  std::int64_t time_of(std::size_t chunk) const {
    const auto after = std::upper_bound(jumps_.begin(), jumps_.end(), chunk,
                                        [](std::size_t wanted, const Jump& jump) { return wanted < jump.chunk; });
    return chunks_[chunk].first_sample + std::prev(after)->shift;  // the first jump is at chunk 0
  }

  bool begins_with_jump(std::size_t chunk) const {
    return std::any_of(jumps_.begin(), jumps_.end(), [&](const Jump& jump) { return jump.chunk == chunk; });
  }

  /// First chunk that reaches beyond time `sample`; chunks_.size() where none does.
  std::size_t chunk_at(std::int64_t sample) const {
    std::size_t chunk = 0;
    while (chunk < chunks_.size() && time_of(chunk) + chunks_[chunk].count <= sample) ++chunk;
    return chunk;
  }

  /// Samples from span.first_sample on (in chunk `first`), up to time `end` or the next jump.
  Result<SoundSpan> filled(SoundSpan span, std::size_t first, std::int64_t end) {
    std::size_t last = first;
    while (last + 1 < chunks_.size() && !begins_with_jump(last + 1) && time_of(last + 1) < end) ++last;
    const std::int64_t stop =
        chunks_[last].first_sample + std::min<std::int64_t>(chunks_[last].count, end - time_of(last));
    span.samples = cv::Mat::zeros(info_.channels, static_cast<int>(stop - span.first_sample), CV_32FC1);
    for (std::size_t chunk = first; chunk <= last; ++chunk) {
      if (const auto decoded = have(chunk); !decoded) return tl::unexpected(decoded.error());
      const auto kept = kept_.find(chunk);
      if (kept == kept_.end()) continue;  // a decoder that gives less than before: silence stands for it
      const std::int64_t begin = std::max(chunks_[chunk].first_sample, span.first_sample);
      const std::int64_t until = std::min(chunks_[chunk].first_sample + chunks_[chunk].count, stop);
      const auto columns = [](std::int64_t from, std::int64_t to) {
        return cv::Range(static_cast<int>(from), static_cast<int>(to));
      };
      kept->second.colRange(columns(begin - chunks_[chunk].first_sample, until - chunks_[chunk].first_sample))
          .copyTo(span.samples.colRange(columns(begin - span.first_sample, until - span.first_sample)));
    }
    return span;
  }

  /// Decodes until the samples of a noted chunk are kept.
  Result<void> have(std::size_t chunk) {
    if (kept_.contains(chunk)) return {};
    const std::int32_t wanted = chunks_[chunk].ticket;
    const std::int32_t from =
        std::max(0, std::min(wanted, static_cast<std::int32_t>(table_.entries.size()) - 1) - kPrerollPackets);
    const bool ahead = !drained_ && packets_->ticket() < wanted && wanted >= settled_from_;
    if (!ahead || packets_->ticket() + 1 < from) {
      if (from > 0 && packets_->seek(from)) {
        avcodec_flush_buffers(decoder_.get());
        settled_from_ = from + kPrerollPackets;
      } else {
        if (const auto restarted = packets_->restart(); !restarted) return restarted;
        if (const auto opened = open_decoder(); !opened) return opened;
        settled_from_ = 0;
      }
      drained_ = false;
    }
    while (!drained_ && !kept_.contains(chunk) && packets_->ticket() <= wanted) {
      if (const auto more = decode_packet(); !more) return more;
      if (packets_->ticket() == wanted) break;
    }
    return {};
  }

  PacketTable table_;
  std::unique_ptr<PacketReader> packets_;
  AvMessages messages_;
  AvCodec decoder_;
  AvFrame frame_;
  SoundInfo info_;
  std::deque<Chunk> chunks_;
  std::vector<Jump> jumps_;
  std::map<std::size_t, cv::Mat> kept_;  ///< samples of chunks decoded lately
  std::int64_t kept_samples_ = 0;
  std::int64_t keep_at_most_ = 0;
  std::int32_t settled_from_ = 0;  ///< first packet since the last jump whose samples are exact
  bool counted_ = false;           ///< the end was reached once: no chunk will follow
  bool drained_ = false;           ///< the decoder was fed the end
};

}  // namespace

Result<std::unique_ptr<AudioReader>> open_audio_stream(std::shared_ptr<const ByteSource> bytes,
                                                       const OpenLimits& limits, int stream) {
  return AudioStreamReader::open(std::move(bytes), limits, stream);
}

}  // namespace spoor
