#include "media/clip_source.h"

#include "base/text.h"
#include "media/audio_stream_reader.h"
#include "media/clip_frame_reader.h"
#include "media/codec_trace.h"
#include "media/demuxer.h"
#include "media/lazy_structures.h"
#include "media/telemetry.h"

#include <fmt/format.h>

namespace spoor {
namespace {

std::optional<TimeStamp> time_or_nothing(std::int64_t ticks, AVRational base) {
  if (ticks == AV_NOPTS_VALUE || base.num <= 0 || base.den <= 0) return std::nullopt;
  return TimeStamp{ticks, rational(base)};
}

std::optional<TimeStamp> duration_of(std::int64_t ticks, AVRational base) {
  return ticks > 0 ? time_or_nothing(ticks, base) : std::nullopt;
}

VideoStreamInfo video_info(const AVStream& stream) {
  const AVCodecParameters& codec = *stream.codecpar;
  VideoStreamInfo info;
  info.index = stream.index;
  info.codec = avcodec_get_name(codec.codec_id);
  info.profile = text_or_empty(avcodec_profile_name(codec.codec_id, codec.profile));
  info.width = codec.width;
  info.height = codec.height;
  info.pixel_format = text_or_empty(av_get_pix_fmt_name(static_cast<AVPixelFormat>(codec.format)));
  info.time_base = rational(stream.time_base);
  info.average_rate = rational(stream.avg_frame_rate);
  info.sample_aspect =
      rational(stream.sample_aspect_ratio.num > 0 ? stream.sample_aspect_ratio : codec.sample_aspect_ratio);
  info.start = time_or_nothing(stream.start_time, stream.time_base);
  info.duration = duration_of(stream.duration, stream.time_base);
  info.declared_frames = stream.nb_frames;
  info.orientation = declared_orientation(stream);
  info.attached_picture = (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
  return info;
}

AudioStreamInfo audio_info(const AVStream& stream) {
  AudioStreamInfo info;
  info.index = stream.index;
  info.codec = avcodec_get_name(stream.codecpar->codec_id);
  info.sample_rate = stream.codecpar->sample_rate;
  info.channels = stream.codecpar->ch_layout.nb_channels;
  info.time_base = rational(stream.time_base);
  info.start = time_or_nothing(stream.start_time, stream.time_base);
  info.duration = duration_of(stream.duration, stream.time_base);
  return info;
}

std::string tag_text(std::uint32_t tag) {
  char text[AV_FOURCC_MAX_STRING_SIZE] = {};
  return tag == 0 ? std::string() : printable(av_fourcc_make_string(text, tag), 32);
}

DataStreamInfo data_info(const AVStream& stream) {
  DataStreamInfo info;
  info.index = stream.index;
  const AVMediaType type = stream.codecpar->codec_type;
  info.kind = type == AVMEDIA_TYPE_SUBTITLE ? "subtitle" : type == AVMEDIA_TYPE_ATTACHMENT ? "attachment" : "data";
  // Data tracks have no codec of libav's; their four letters say more.
  const bool named = type == AVMEDIA_TYPE_SUBTITLE && stream.codecpar->codec_id != AV_CODEC_ID_NONE;
  info.codec = named ? avcodec_get_name(stream.codecpar->codec_id) : tag_text(stream.codecpar->codec_tag);
  const AVDictionaryEntry* handler = av_dict_get(stream.metadata, "handler_name", nullptr, 0);
  if (handler != nullptr) info.handler = printable(handler->value, 256);
  return info;
}

class ClipSource : public LazyStructures {
 public:
  ClipSource(std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits, std::unique_ptr<Demuxer> demuxer)
      : LazyStructures(std::move(bytes)), limits_(limits), demuxer_(std::move(demuxer)) {
    const AVFormatContext& format = demuxer_->format();
    info_.format = format.iformat->name;
    info_.decoder = libavcodec_name();
    info_.still_pictures = 0;
    best_video_ = demuxer_->best_stream(AVMEDIA_TYPE_VIDEO);
    best_audio_ = demuxer_->best_stream(AVMEDIA_TYPE_AUDIO);
    info_.kind = best_video_ >= 0 ? MediaKind::kClip : MediaKind::kSound;
    for (unsigned i = 0; i < format.nb_streams; ++i) {
      const AVStream& stream = *format.streams[i];
      switch (stream.codecpar->codec_type) {
        case AVMEDIA_TYPE_VIDEO:
          info_.video.push_back(video_info(stream));
          break;
        case AVMEDIA_TYPE_AUDIO:
          info_.audio.push_back(audio_info(stream));
          break;
        default:
          info_.data.push_back(data_info(stream));
          break;
      }
    }
    info_.start = time_or_nothing(format.start_time, {1, AV_TIME_BASE});
    info_.duration = duration_of(format.duration, {1, AV_TIME_BASE});
    for (const std::string& text : demuxer_->messages().texts()) {
      std::string what = fmt::format("the container's reader reported: {}", text);
      info_.anomalies.push_back({AnomalyKind::kMalformed, std::move(what), -1, 0});
    }
  }

  const MediaInfo& info() const override { return info_; }

  Result<std::unique_ptr<FrameReader>> frames(int stream) override {
    if (stream < 0) stream = best_video_;
    if (stream < 0) return failure(Fault::kNotApplicable, "the file holds no pictures");
    return ClipFrameReader::open(shared_bytes(), limits_, stream);
  }

  Result<std::unique_ptr<AudioReader>> sound(int stream) override {
    if (stream < 0) stream = best_audio_;
    if (stream < 0) return failure(Fault::kNotApplicable, "the file holds no sound");
    return open_audio_stream(shared_bytes(), limits_, stream);
  }

 protected:
  Result<CodecTrace> make_trace() override {
    if (best_video_ < 0) return failure(Fault::kNotApplicable, "the file holds no pictures");
    return read_codec_trace(bytes(), best_video_, Job());
  }

  Result<std::vector<Series>> make_telemetry() override { return read_telemetry(bytes(), Job()); }

 private:
  OpenLimits limits_;
  std::unique_ptr<Demuxer> demuxer_;
  MediaInfo info_;
  int best_video_ = -1;
  int best_audio_ = -1;
};

}  // namespace

Result<std::unique_ptr<MediaSource>> open_clip(std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits) {
  auto demuxer = Demuxer::open(bytes, limits);
  if (!demuxer) return tl::unexpected(demuxer.error());
  if ((*demuxer)->best_stream(AVMEDIA_TYPE_VIDEO) < 0 && (*demuxer)->best_stream(AVMEDIA_TYPE_AUDIO) < 0) {
    return failure(Fault::kUnsupported,
                   fmt::format("the {} container holds neither pictures nor sound that can be read",
                               (*demuxer)->format().iformat->name));
  }
  return std::make_unique<ClipSource>(std::move(bytes), limits, std::move(*demuxer));
}

}  // namespace spoor
