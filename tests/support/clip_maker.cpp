#include "support/clip_maker.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
}

#include "media/av.h"
#include "media/av_compat.h"
#include "media/av_messages.h"
#include "support/paths.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace spoor::test {
namespace {

constexpr int kBits = 10;

int checked(int code, const char* what) {
  if (code < 0) throw std::runtime_error(std::string(what) + ": " + av_text(code));
  return code;
}

AVSampleFormat first_sample_format(const AVCodec& encoder) {
  const void* formats = nullptr;
#if LIBAVCODEC_VERSION_INT >= AV_VERSION_INT(61, 13, 100)
  avcodec_get_supported_config(nullptr, &encoder, AV_CODEC_CONFIG_SAMPLE_FORMAT, 0, &formats, nullptr);
#else
  formats = encoder.sample_fmts;
#endif
  return formats != nullptr ? *static_cast<const AVSampleFormat*>(formats) : AV_SAMPLE_FMT_S16;
}

/// A number in cells of the upper half, over a texture that moves with it. Values are 16..235 of 255.
int drawn(int number, int x, int y, int width, int height) {
  if (y < height / 2) return (number >> std::min(kBits - 1, x * kBits / width) & 1) != 0 ? 220 : 30;
  return 60 + (x * 3 + y * 5 + number * 7) % 120;
}

void draw(AVFrame& frame, int number) {
  const AVPixFmtDescriptor& format = *av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  const bool rgb = (format.flags & AV_PIX_FMT_FLAG_RGB) != 0;
  std::vector<std::uint16_t> line(static_cast<std::size_t>(frame.width));
  for (int c = 0; c < format.nb_components; ++c) {
    const bool chroma = !rgb && format.nb_components >= 3 && (c == 1 || c == 2);
    const int width = chroma ? AV_CEIL_RSHIFT(frame.width, format.log2_chroma_w) : frame.width;
    const int height = chroma ? AV_CEIL_RSHIFT(frame.height, format.log2_chroma_h) : frame.height;
    const int depth = format.comp[c].depth;
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        const int value = chroma ? 100 + c * 20 + (x + number) % 8 : drawn(number, x, y, width, height);
        line[static_cast<std::size_t>(x)] =
            static_cast<std::uint16_t>(depth >= 8 ? value << (depth - 8) : value >> (8 - depth));
      }
      av_write_image_line2(line.data(), frame.data, frame.linesize, &format, 0, y, c, width, 2);
    }
  }
}

struct Track {
  AvCodec codec;
  AVStream* stream = nullptr;
};

class Maker {
 public:
  explicit Maker(const ClipRecipe& recipe) : recipe_(recipe) {
    const AvMessages quiet;  // encoders print their statistics otherwise
    AVFormatContext* raw = nullptr;
    checked(avformat_alloc_output_context2(&raw, nullptr, recipe.muxer.c_str(), nullptr), "muxer");
    format_ = raw;
    // A real file: muxers go back in it to fill in sizes.
    checked(avio_open(&format_->pb, (folder_.path() / "clip").c_str(), AVIO_FLAG_WRITE), "file");
    // The same recipe gives the same bytes.
    format_->flags |= AVFMT_FLAG_BITEXACT;
    for (const auto& [key, value] : recipe.tags) av_dict_set(&format_->metadata, key.c_str(), value.c_str(), 0);
  }

  ~Maker() {
    if (format_ == nullptr) return;
    avio_closep(&format_->pb);
    avformat_free_context(format_);
  }
  Maker(const Maker&) = delete;
  Maker& operator=(const Maker&) = delete;

  std::vector<std::byte> make() {
    if (!recipe_.encoder.empty()) video_ = open(recipe_.encoder);
    if (!recipe_.sound_encoder.empty()) sound_ = open(recipe_.sound_encoder);
    AVStream* captions = recipe_.captions.empty() ? nullptr : caption_stream();
    AVDictionary* options = dictionary(recipe_.muxer_options);
    const int begun = avformat_write_header(format_, &options);
    av_dict_free(&options);
    checked(begun, "header");
    for (std::size_t i = 0; i < recipe_.captions.size(); ++i) write_caption(*captions, static_cast<int>(i));
    if (sound_.codec) write_sound();
    if (video_.codec) write_pictures();
    checked(av_write_trailer(format_), "trailer");
    avio_closep(&format_->pb);
    std::ifstream file(folder_.path() / "clip", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto* begin = reinterpret_cast<const std::byte*>(text.data());
    std::vector<std::byte> clip(begin, begin + text.size());
    return clip;
  }

 private:
  static AVDictionary* dictionary(const Options& options) {
    AVDictionary* made = nullptr;
    for (const auto& [key, value] : options) av_dict_set(&made, key.c_str(), value.c_str(), 0);
    return made;
  }

  Track open(const std::string& name) {
    const AVCodec* encoder = avcodec_find_encoder_by_name(name.c_str());
    if (encoder == nullptr) throw std::runtime_error("no encoder " + name);
    Track track;
    track.codec.reset(avcodec_alloc_context3(encoder));
    AVCodecContext& context = *track.codec;
    context.flags |= AV_CODEC_FLAG_BITEXACT;
    context.thread_count = 1;
    if ((format_->oformat->flags & AVFMT_GLOBALHEADER) != 0) context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    if (encoder->type == AVMEDIA_TYPE_VIDEO) {
      context.width = recipe_.width;
      context.height = recipe_.height;
      context.pix_fmt = av_get_pix_fmt(recipe_.pixel_format.c_str());
      context.time_base = {static_cast<int>(recipe_.time_base.num), static_cast<int>(recipe_.time_base.den)};
      context.framerate = {static_cast<int>(recipe_.time_base.den), static_cast<int>(recipe_.time_base.num)};
      context.bit_rate = 800'000;
      context.strict_std_compliance = FF_COMPLIANCE_EXPERIMENTAL;
      context.sample_aspect_ratio = {static_cast<int>(recipe_.sample_aspect.num),
                                     static_cast<int>(recipe_.sample_aspect.den)};
      if (recipe_.interlaced) {
        context.flags |= AV_CODEC_FLAG_INTERLACED_DCT | AV_CODEC_FLAG_INTERLACED_ME;
        context.field_order = recipe_.top_first ? AV_FIELD_TT : AV_FIELD_BB;
      }
    } else {
      context.sample_rate = recipe_.sample_rate;
      context.sample_fmt = first_sample_format(*encoder);
      av_channel_layout_default(&context.ch_layout, recipe_.channels);
      context.time_base = {1, recipe_.sample_rate};
    }
    AVDictionary* options = encoder->type == AVMEDIA_TYPE_VIDEO ? dictionary(recipe_.encoder_options) : nullptr;
    const int opened = avcodec_open2(&context, encoder, &options);
    av_dict_free(&options);
    checked(opened, name.c_str());
    track.stream = avformat_new_stream(format_, nullptr);
    checked(avcodec_parameters_from_context(track.stream->codecpar, &context), "parameters");
    track.stream->time_base = context.time_base;
    track.stream->sample_aspect_ratio = context.sample_aspect_ratio;
    if (encoder->type == AVMEDIA_TYPE_VIDEO) track.stream->avg_frame_rate = context.framerate;
    const bool turned =
        std::any_of(recipe_.display_matrix.begin(), recipe_.display_matrix.end(), [](auto v) { return v != 0; });
    if (encoder->type == AVMEDIA_TYPE_VIDEO && turned) {
      std::uint8_t* data =
          add_stream_side_data(*track.stream, AV_PKT_DATA_DISPLAYMATRIX, sizeof recipe_.display_matrix);
      std::memcpy(data, recipe_.display_matrix.data(), sizeof recipe_.display_matrix);
    }
    return track;
  }

  AVStream* caption_stream() {
    AVStream* stream = avformat_new_stream(format_, nullptr);
    stream->codecpar->codec_type = AVMEDIA_TYPE_SUBTITLE;
    stream->codecpar->codec_id = recipe_.muxer == "mp4" ? AV_CODEC_ID_MOV_TEXT : AV_CODEC_ID_SUBRIP;
    stream->time_base = {1, 1000};
    return stream;
  }

  void write_caption(AVStream& stream, int index) {
    std::string text = recipe_.captions[static_cast<std::size_t>(index)];
    if (recipe_.muxer == "mp4") {
      const auto size = static_cast<unsigned>(text.size());
      text.insert(0, {static_cast<char>(size >> 8), static_cast<char>(size & 0xFF)});
    }
    const AvPacket packet(av_packet_alloc());
    checked(av_new_packet(packet.get(), static_cast<int>(text.size())), "caption");
    std::memcpy(packet->data, text.data(), text.size());
    packet->pts = packet->dts = av_rescale_q(index, {1, 1}, stream.time_base);
    packet->duration = av_rescale_q(1, {1, 1}, stream.time_base);
    packet->stream_index = stream.index;
    packet->flags |= AV_PKT_FLAG_KEY;
    checked(av_interleaved_write_frame(format_, packet.get()), "caption");
  }

  void encode(Track& track, AVFrame* frame) {
    checked(avcodec_send_frame(track.codec.get(), frame), "encode");
    const AvPacket packet(av_packet_alloc());
    while (avcodec_receive_packet(track.codec.get(), packet.get()) >= 0) {
      packet->stream_index = track.stream->index;
      av_packet_rescale_ts(packet.get(), track.codec->time_base, track.stream->time_base);
      checked(av_interleaved_write_frame(format_, packet.get()), "write");
    }
  }

  void write_pictures() {
    for (int i = 0; i < recipe_.frames; ++i) {
      const AvFrame frame(av_frame_alloc());
      frame->format = video_.codec->pix_fmt;
      frame->width = recipe_.width;
      frame->height = recipe_.height;
      checked(av_frame_get_buffer(frame.get(), 0), "picture");
      // The writer of lines adds bits to what is there.
      for (AVBufferRef* buffer : frame->buf) {
        if (buffer != nullptr) std::memset(buffer->data, 0, static_cast<std::size_t>(buffer->size));
      }
      draw(*frame, i);
      frame->pts = recipe_.pts.empty() ? i : recipe_.pts[static_cast<std::size_t>(i)];
      frame->sample_aspect_ratio = video_.codec->sample_aspect_ratio;
      if (recipe_.interlaced) mark_interlaced(*frame, recipe_.top_first);
      encode(video_, frame.get());
    }
    encode(video_, nullptr);
  }

  void write_sound() {
    AVCodecContext& codec = *sound_.codec;
    const int step = codec.frame_size > 0 ? codec.frame_size : 1024;
    for (std::int64_t first = 0; first < recipe_.samples; first += step) {
      const AvFrame frame(av_frame_alloc());
      frame->format = codec.sample_fmt;
      frame->nb_samples = static_cast<int>(std::min<std::int64_t>(step, recipe_.samples - first));
      frame->sample_rate = codec.sample_rate;
      checked(av_channel_layout_copy(&frame->ch_layout, &codec.ch_layout), "channels");
      checked(av_frame_get_buffer(frame.get(), 0), "sound");
      frame->pts = first;
      const bool planar = av_sample_fmt_is_planar(codec.sample_fmt) != 0;
      for (int s = 0; s < frame->nb_samples; ++s) {
        for (int c = 0; c < recipe_.channels; ++c) {
          const std::int16_t value = made_sample(first + s, c);
          std::uint8_t* plane = frame->extended_data[planar ? c : 0];
          const int at = planar ? s : s * recipe_.channels + c;
          switch (av_get_packed_sample_fmt(codec.sample_fmt)) {
            case AV_SAMPLE_FMT_S16:
              reinterpret_cast<std::int16_t*>(plane)[at] = value;
              break;
            case AV_SAMPLE_FMT_FLT:
              reinterpret_cast<float*>(plane)[at] = static_cast<float>(value) / 32768.0F;
              break;
            default:
              throw std::runtime_error("a sample format that the maker does not write");
          }
        }
      }
      encode(sound_, frame.get());
    }
    encode(sound_, nullptr);
  }

  const ClipRecipe& recipe_;
  TemporaryDir folder_;
  AVFormatContext* format_ = nullptr;
  Track video_, sound_;
};

}  // namespace

std::vector<std::byte> make_clip(const ClipRecipe& recipe) { return Maker(recipe).make(); }

int number_in(const Frame& frame) {
  const cv::Mat& plane = frame.planes[0];
  const int half = frame.info.layout.bits <= 8 ? 125 : 125 << (frame.info.layout.bits - 8);
  const int y = frame.info.height / 4;
  int number = 0;
  for (int bit = 0; bit < kBits; ++bit) {
    const int x = (2 * bit + 1) * frame.info.width / (2 * kBits);
    const int value = plane.depth() == CV_8U ? plane.at<std::uint8_t>(y, x) : plane.at<std::uint16_t>(y, x);
    if (value > half) number |= 1 << bit;
  }
  return number;
}

std::int16_t made_sample(std::int64_t index, int channel) {
  const auto mixed = static_cast<std::uint64_t>(index) * 7919U + static_cast<std::uint64_t>(channel) * 104729U;
  return static_cast<std::int16_t>(static_cast<int>(mixed % 60000U) - 30000);
}

bool has_encoder(const std::string& name) { return avcodec_find_encoder_by_name(name.c_str()) != nullptr; }

std::vector<std::string> framemd5_of(const std::string& path, int stream) {
  const std::string command = "ffmpeg -nostdin -v quiet -noautorotate -i '" + path +
                              "' -map 0:" + std::to_string(stream) + " -vsync passthrough -f framemd5 - 2>/dev/null";
  std::vector<std::string> digests;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return digests;
  char line[512];
  while (std::fgets(line, sizeof line, pipe) != nullptr) {
    std::string text(line);
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    if (text.empty() || text.front() == '#') continue;
    digests.push_back(text.substr(text.find_last_of(" ,") + 1));
  }
  pclose(pipe);
  return digests;
}

}  // namespace spoor::test
