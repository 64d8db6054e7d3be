#include "media/codec_trace.h"

#include "media/av_frame.h"
#include "media/demuxer.h"

#include <fmt/format.h>

namespace spoor {
namespace {

constexpr std::size_t kMostPackets = std::size_t{1} << 24;
constexpr std::size_t kMostAnomalies = 1000;

/// The codec's parser, told that it gets whole packets: it reads headers and decodes no sample.
class PictureTypes {
 public:
  explicit PictureTypes(const AVStream& stream) : parser_(av_parser_init(stream.codecpar->codec_id)) {
    if (parser_ == nullptr) return;
    parser_->flags |= PARSER_FLAG_COMPLETE_FRAMES;
    context_.reset(avcodec_alloc_context3(nullptr));
    if (context_ == nullptr || avcodec_parameters_to_context(context_.get(), stream.codecpar) < 0) parser_.reset();
    if (context_ != nullptr) context_->opaque = &messages_;
  }

  PictureType type(const AVPacket& packet) {
    if (parser_ == nullptr || packet.size <= 0) return PictureType::kUnknown;
    parser_->pict_type = AV_PICTURE_TYPE_NONE;
    std::uint8_t* out = nullptr;
    int size = 0;
    av_parser_parse2(parser_.get(), context_.get(), &out, &size, packet.data, packet.size, packet.pts, packet.dts,
                     packet.pos);
    return picture_type(static_cast<AVPictureType>(parser_->pict_type));
  }

 private:
  AvMessages messages_;
  AvParser parser_;
  AvCodec context_;
};

}  // namespace

Result<CodecTrace> read_codec_trace(const ByteSource& source, int stream_index, const Job& job) {
  auto demuxer = Demuxer::open(borrowed(source), OpenLimits{});
  if (!demuxer) return tl::unexpected(demuxer.error());
  const AVStream* stream = (*demuxer)->stream(stream_index);
  if (stream == nullptr || stream->codecpar->codec_type != AVMEDIA_TYPE_VIDEO) {
    return failure(Fault::kBadArgument, fmt::format("stream {} holds no pictures", stream_index));
  }
  (*demuxer)->select(stream_index);
  PictureTypes types(*stream);
  CodecTrace trace;
  trace.stream = stream_index;
  trace.time_base = rational(stream->time_base);
  const AvPacket packet(av_packet_alloc());
  if (packet == nullptr) throw std::bad_alloc();
  for (;;) {
    av_packet_unref(packet.get());
    const int code = av_read_frame(&(*demuxer)->format(), packet.get());
    if (code == AVERROR(EAGAIN)) continue;
    if (code < 0) {
      if (code != AVERROR_EOF) {
        std::string what = fmt::format("the packets end in damage: {}", av_text(code));
        trace.anomalies.push_back({AnomalyKind::kTruncated, std::move(what), -1, 0});
      }
      break;
    }
    if (packet->stream_index != stream_index) continue;
    if (trace.packets.size() >= kMostPackets) {
      return failure(Fault::kTooLarge, "the stream has more packets than can be listed");
    }
    if ((packet->flags & AV_PKT_FLAG_CORRUPT) != 0 && trace.anomalies.size() < kMostAnomalies) {
      Anomaly& cut = trace.anomalies.emplace_back();
      cut.kind = AnomalyKind::kTruncated;
      cut.what = "the container gave a packet that is not whole";
      cut.offset = packet->pos;
      cut.length = packet->size;
    }
    PacketRecord record;
    record.offset = packet->pos;
    record.size = packet->size;
    record.duration = packet->duration;
    record.pts = ticks_or_nothing(packet->pts);
    record.dts = ticks_or_nothing(packet->dts);
    record.type = types.type(*packet);
    record.key = (packet->flags & AV_PKT_FLAG_KEY) != 0;
    record.discard = (packet->flags & AV_PKT_FLAG_DISCARD) != 0;
    trace.packets.push_back(record);
    job.tick(static_cast<std::int64_t>(trace.packets.size()), 0);
  }
  for (const std::string& text : (*demuxer)->messages().texts()) {
    std::string what = fmt::format("the container's reader reported: {}", text);
    trace.anomalies.push_back({AnomalyKind::kMalformed, std::move(what), -1, 0});
  }
  return trace;
}

}  // namespace spoor
