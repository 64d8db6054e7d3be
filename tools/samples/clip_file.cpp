#include "clip_file.h"

#include "av_owner.h"

#include <algorithm>
#include <cmath>

namespace spoor::samples {
namespace {

struct Output {
  AVFormatContext* format = nullptr;
  ~Output() {
    if (format == nullptr) return;
    avio_closep(&format->pb);
    avformat_free_context(format);
  }
};

struct Input {
  AVFormatContext* format = nullptr;
  ~Input() { avformat_close_input(&format); }
};

CodecContext video_encoder(const ClipFrame& first, const ClipSettings& settings, bool global_header) {
  const AVCodec* codec = avcodec_find_encoder_by_name("libx264");
  if (codec == nullptr) throw std::runtime_error("libavcodec has no libx264");
  CodecContext context(avcodec_alloc_context3(codec));
  context->width = first.y.cols;
  context->height = first.y.rows;
  context->pix_fmt = AV_PIX_FMT_YUV420P;
  context->time_base = {1, kFramesPerSecond};
  context->framerate = {kFramesPerSecond, 1};
  context->sample_aspect_ratio = {1, 1};
  context->color_range = AVCOL_RANGE_MPEG;
  context->color_primaries = AVCOL_PRI_BT709;
  context->color_trc = AVCOL_TRC_BT709;
  context->colorspace = AVCOL_SPC_BT709;
  context->chroma_sample_location = AVCHROMA_LOC_CENTER;
  context->gop_size = settings.gop;
  context->max_b_frames = settings.b_frames;
  context->thread_count = 1;  // x264's rate control looks at its threads
  if (settings.fixed_gop) {
    context->keyint_min = settings.gop;
    av_check(av_opt_set(context->priv_data, "sc_threshold", "0", 0));
  }
  if (global_header) context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  av_check(av_opt_set(context->priv_data, "preset", settings.preset.c_str(), 0));
  av_check(av_opt_set_double(context->priv_data, "crf", settings.crf, 0));
  av_check(avcodec_open2(context.get(), codec, nullptr));
  return context;
}

CodecContext sound_encoder(bool global_header) {
  const AVCodec* codec = avcodec_find_encoder_by_name("aac");
  if (codec == nullptr) throw std::runtime_error("libavcodec has no AAC encoder");
  CodecContext context(avcodec_alloc_context3(codec));
  context->sample_rate = kSamplesPerSecond;
  context->sample_fmt = AV_SAMPLE_FMT_FLTP;
  context->bit_rate = 96000;
  context->time_base = {1, kSamplesPerSecond};
  context->flags |= AV_CODEC_FLAG_BITEXACT;
  set_mono(*context);
  if (global_header) context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  av_check(avcodec_open2(context.get(), codec, nullptr));
  return context;
}

// Gives `frame` (none: the end) to the encoder and what comes out to the file.
void encode(Output& output, AVCodecContext& encoder, const AVFrame* frame, int stream) {
  av_check(avcodec_send_frame(&encoder, frame));
  const AvPacket packet(av_packet_alloc());
  while (true) {
    const int code = avcodec_receive_packet(&encoder, packet.get());
    if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return;
    av_check(code);
    packet->stream_index = stream;
    if (packet->duration == 0 && encoder.codec_type == AVMEDIA_TYPE_VIDEO) packet->duration = 1;
    av_packet_rescale_ts(packet.get(), encoder.time_base, output.format->streams[stream]->time_base);
    av_check(av_interleaved_write_frame(output.format, packet.get()));
  }
}

void copy_plane(const cv::Mat& from, std::uint8_t* to, int stride) {
  for (int y = 0; y < from.rows; ++y) {
    std::copy_n(from.ptr<std::uint8_t>(y), from.cols, to + static_cast<std::ptrdiff_t>(y) * stride);
  }
}

cv::Mat plane_of(const AVFrame& frame, int index, int width, int height) {
  return cv::Mat(height, width, CV_8UC1, frame.data[index], static_cast<std::size_t>(frame.linesize[index])).clone();
}

std::uint8_t sample(double value) { return static_cast<std::uint8_t>(std::clamp(std::lround(value), 1L, 254L)); }

// One decoded frame of either kind goes to the end of `clip`.
void append(Clip& clip, const AVFrame& frame, bool video, AVRational time_base) {
  if (video) {
    if (frame.format != AV_PIX_FMT_YUV420P) throw std::runtime_error("the clip is not 8-bit 4:2:0");
    const int w = frame.width, h = frame.height;
    clip.frames.push_back(
        {plane_of(frame, 0, w, h), plane_of(frame, 1, w / 2, h / 2), plane_of(frame, 2, w / 2, h / 2)});
    clip.types += av_get_picture_type_char(frame.pict_type);
    return;
  }
  const auto first = av_rescale_q(frame.pts, time_base, {1, kSamplesPerSecond});
  const auto* samples = reinterpret_cast<const float*>(frame.data[0]);
  for (int i = 0; i < frame.nb_samples; ++i) {
    const std::int64_t place = first + i;
    if (place < 0) continue;  // the encoder's run-in
    if (static_cast<std::size_t>(place) >= clip.sound.size()) clip.sound.resize(static_cast<std::size_t>(place) + 1);
    clip.sound[static_cast<std::size_t>(place)] = samples[i];
  }
}

}  // namespace

ClipFrame clip_frame(const cv::Mat& display) {
  CV_Assert(display.type() == CV_32FC3 && display.cols % 2 == 0 && display.rows % 2 == 0);
  ClipFrame frame{cv::Mat(display.size(), CV_8UC1), cv::Mat(display.rows / 2, display.cols / 2, CV_8UC1),
                  cv::Mat(display.rows / 2, display.cols / 2, CV_8UC1)};
  const auto luma = [](const cv::Vec3f& p) {
    return 0.2126 * static_cast<double>(p[0]) + 0.7152 * static_cast<double>(p[1]) + 0.0722 * static_cast<double>(p[2]);
  };
  for (int y = 0; y < display.rows; y += 2) {
    for (int x = 0; x < display.cols; x += 2) {
      cv::Vec3f mean{};
      for (int j = 0; j < 2; ++j) {
        for (int i = 0; i < 2; ++i) {
          const cv::Vec3f& p = display.at<cv::Vec3f>(y + j, x + i);
          frame.y.at<std::uint8_t>(y + j, x + i) = sample(16 + 219 * luma(p));
          mean += p * 0.25F;
        }
      }
      const double grey = luma(mean);
      frame.cb.at<std::uint8_t>(y / 2, x / 2) = sample(128 + 224 * (static_cast<double>(mean[2]) - grey) / 1.8556);
      frame.cr.at<std::uint8_t>(y / 2, x / 2) = sample(128 + 224 * (static_cast<double>(mean[0]) - grey) / 1.5748);
    }
  }
  return frame;
}

void write_clip(const std::filesystem::path& path, const std::vector<ClipFrame>& frames,
                const std::vector<float>& sound, const ClipSettings& settings) {
  if (frames.empty()) throw std::invalid_argument("a clip needs a frame");
  Output output;
  av_check(avformat_alloc_output_context2(&output.format, nullptr, "mp4", path.c_str()));
  output.format->flags |= AVFMT_FLAG_BITEXACT;  // no library version in the container: a renewal gives the same
  const bool header = (output.format->oformat->flags & AVFMT_GLOBALHEADER) != 0;
  const CodecContext video = video_encoder(frames.front(), settings, header);
  const CodecContext audio = sound.empty() ? nullptr : sound_encoder(header);
  for (const auto* encoder : {video.get(), audio.get()}) {
    if (encoder == nullptr) continue;
    AVStream* stream = avformat_new_stream(output.format, nullptr);
    if (stream == nullptr) throw std::bad_alloc();
    stream->time_base = encoder->time_base;
    if (encoder == video.get()) stream->avg_frame_rate = video->framerate;
    av_check(avcodec_parameters_from_context(stream->codecpar, encoder));
  }
  if (!settings.creation_time.empty()) {
    av_check(av_dict_set(&output.format->metadata, "creation_time", settings.creation_time.c_str(), 0));
  }
  if (!settings.software.empty()) {
    av_check(av_dict_set(&output.format->metadata, "encoder", settings.software.c_str(), 0));
  }
  AVDictionary* options = nullptr;
  if (!settings.make.empty()) {
    av_check(av_dict_set(&output.format->metadata, "com.android.manufacturer", settings.make.c_str(), 0));
    av_check(av_dict_set(&output.format->metadata, "com.android.model", settings.model.c_str(), 0));
    av_check(av_dict_set(&options, "movflags", "use_metadata_tags", 0));
  }
  av_check(avio_open(&output.format->pb, path.c_str(), AVIO_FLAG_WRITE));
  const int begun = avformat_write_header(output.format, &options);
  av_dict_free(&options);
  av_check(begun);

  const AvFrame picture(av_frame_alloc());
  picture->format = AV_PIX_FMT_YUV420P;
  picture->width = video->width;
  picture->height = video->height;
  av_check(av_frame_get_buffer(picture.get(), 0));
  std::size_t told = 0;
  const auto tell_sound_until = [&](std::size_t end) {
    const auto block = static_cast<std::size_t>(audio->frame_size);
    while (told < end) {
      const AvFrame frame(av_frame_alloc());
      frame->format = AV_SAMPLE_FMT_FLTP;
      frame->sample_rate = kSamplesPerSecond;
      frame->nb_samples = static_cast<int>(std::min(block, sound.size() - told));
      av_check(av_channel_layout_copy(&frame->ch_layout, &audio->ch_layout));
      av_check(av_frame_get_buffer(frame.get(), 0));
      std::copy_n(sound.begin() + static_cast<std::ptrdiff_t>(told), frame->nb_samples,
                  reinterpret_cast<float*>(frame->data[0]));
      frame->pts = static_cast<std::int64_t>(told);
      told += static_cast<std::size_t>(frame->nb_samples);
      encode(output, *audio, frame.get(), 1);
    }
  };
  for (std::size_t i = 0; i < frames.size(); ++i) {
    av_check(av_frame_make_writable(picture.get()));
    copy_plane(frames[i].y, picture->data[0], picture->linesize[0]);
    copy_plane(frames[i].cb, picture->data[1], picture->linesize[1]);
    copy_plane(frames[i].cr, picture->data[2], picture->linesize[2]);
    picture->pts = settings.times.empty() ? static_cast<std::int64_t>(i) : settings.times.at(i);
    encode(output, *video, picture.get(), 0);
    if (audio != nullptr) tell_sound_until(std::min(sound.size(), (i + 1) * kSamplesPerFrame));
  }
  encode(output, *video, nullptr, 0);
  if (audio != nullptr) encode(output, *audio, nullptr, 1);
  av_check(av_write_trailer(output.format));
}

void copy_clip(const std::filesystem::path& from, const std::filesystem::path& to, const CopySettings& settings) {
  Input input;
  av_check(avformat_open_input(&input.format, from.c_str(), nullptr, nullptr));
  av_check(avformat_find_stream_info(input.format, nullptr));
  const int video = av_check(av_find_best_stream(input.format, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0));
  const AVStream* source = input.format->streams[video];
  Output output;
  av_check(avformat_alloc_output_context2(&output.format, nullptr, "mp4", to.c_str()));
  output.format->flags |= AVFMT_FLAG_BITEXACT;
  // Times before zero are what the muxer turns into an edit list.
  output.format->avoid_negative_ts = AVFMT_AVOID_NEG_TS_DISABLED;
  AVStream* target = avformat_new_stream(output.format, nullptr);
  if (target == nullptr) throw std::bad_alloc();
  av_check(avcodec_parameters_copy(target->codecpar, source->codecpar));
  target->time_base = source->time_base;
  target->avg_frame_rate = source->avg_frame_rate;
  av_check(av_dict_copy(&output.format->metadata, input.format->metadata, 0));
  av_check(avio_open(&output.format->pb, to.c_str(), AVIO_FLAG_WRITE));
  av_check(avformat_write_header(output.format, nullptr));
  const std::int64_t shift = av_rescale_q(settings.start_frame, {1, kFramesPerSecond}, source->time_base);
  const AvPacket packet(av_packet_alloc());
  for (int index = 0;;) {
    const int code = av_read_frame(input.format, packet.get());
    if (code == AVERROR_EOF) break;
    av_check(code);
    const bool ours = packet->stream_index == video;
    const bool dropped = ours && index >= settings.first_dropped && index <= settings.last_dropped;
    index += ours ? 1 : 0;
    if (ours && !dropped) {
      packet->pts -= shift;
      packet->dts -= shift;
      packet->stream_index = 0;
      packet->pos = -1;
      av_packet_rescale_ts(packet.get(), source->time_base, target->time_base);
      av_check(av_interleaved_write_frame(output.format, packet.get()));
    }
    av_packet_unref(packet.get());
  }
  av_check(av_write_trailer(output.format));
}

void quiet_codecs() { av_log_set_level(AV_LOG_WARNING); }

Clip read_clip(const std::filesystem::path& path) {
  Input input;
  av_check(avformat_open_input(&input.format, path.c_str(), nullptr, nullptr));
  av_check(avformat_find_stream_info(input.format, nullptr));
  std::vector<CodecContext> decoders(input.format->nb_streams);
  for (unsigned i = 0; i < input.format->nb_streams; ++i) {
    const AVCodecParameters* parameters = input.format->streams[i]->codecpar;
    decoders[i].reset(avcodec_alloc_context3(nullptr));
    av_check(avcodec_parameters_to_context(decoders[i].get(), parameters));
    decoders[i]->pkt_timebase = input.format->streams[i]->time_base;
    decoders[i]->thread_count = 1;
    av_check(avcodec_open2(decoders[i].get(), avcodec_find_decoder(parameters->codec_id), nullptr));
  }
  Clip clip;
  const AvPacket packet(av_packet_alloc());
  const AvFrame frame(av_frame_alloc());
  const auto drain = [&](unsigned stream, const AVPacket* given) {
    av_check(avcodec_send_packet(decoders[stream].get(), given));
    while (true) {
      const int code = avcodec_receive_frame(decoders[stream].get(), frame.get());
      if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return;
      av_check(code);
      append(clip, *frame, decoders[stream]->codec_type == AVMEDIA_TYPE_VIDEO,
             input.format->streams[stream]->time_base);
    }
  };
  while (true) {
    const int code = av_read_frame(input.format, packet.get());
    if (code == AVERROR_EOF) break;
    av_check(code);
    drain(static_cast<unsigned>(packet->stream_index), packet.get());
    av_packet_unref(packet.get());
  }
  for (unsigned i = 0; i < decoders.size(); ++i) drain(i, nullptr);
  return clip;
}

}  // namespace spoor::samples
