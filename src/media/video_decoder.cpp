#include "media/video_decoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace spoor {

Result<std::unique_ptr<VideoDecoder>> VideoDecoder::open(const AVStream& stream, const OpenLimits& limits,
                                                         int threads) {
  const AVCodec* codec = avcodec_find_decoder(stream.codecpar->codec_id);
  if (codec == nullptr) {
    return failure(Fault::kUnsupported, fmt::format("there is no decoder for the video codec \"{}\"",
                                                    avcodec_get_name(stream.codecpar->codec_id)));
  }
  std::unique_ptr<VideoDecoder> decoder(new VideoDecoder);  // the constructor is private: make_unique cannot
  decoder->context_.reset(avcodec_alloc_context3(codec));
  if (decoder->context_ == nullptr) throw std::bad_alloc();
  AVCodecContext& context = *decoder->context_;
  if (avcodec_parameters_to_context(&context, stream.codecpar) < 0) {
    return failure(Fault::kCorrupt, "the parameters of the video stream contradict each other");
  }
  if (threads <= 0) threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  context.opaque = &decoder->messages_;
  context.pkt_timebase = stream.time_base;
  context.max_pixels = limits.max_pixels;
  context.apply_cropping = 0;  // it would be lost what the crop was, and an odd one would be rounded
  context.thread_count = threads;
  context.thread_type = FF_THREAD_FRAME | FF_THREAD_SLICE;
  if (avcodec_open2(&context, codec, nullptr) < 0) {
    return failure(Fault::kCorrupt, fmt::format("the decoder of \"{}\" refuses the stream's parameters", codec->name));
  }
  decoder->threads_ = threads;
  return decoder;
}

bool VideoDecoder::send(AVPacket* packet, std::int32_t ticket) {
  if (packet == nullptr) {
    avcodec_send_packet(context_.get(), nullptr);
    return true;
  }
  const std::int64_t pts = packet->pts;
  packet->pts = ticket;
  const int code = avcodec_send_packet(context_.get(), packet);
  packet->pts = pts;
  return code >= 0;
}

VideoDecoder::Got VideoDecoder::receive(AVFrame& frame) {
  const int code = avcodec_receive_frame(context_.get(), &frame);
  if (code >= 0) return Got::kFrame;
  if (code == AVERROR(EAGAIN)) return Got::kNeedsPacket;
  if (code == AVERROR_EOF) return Got::kEnd;
  return Got::kDamage;
}

void VideoDecoder::flush() {
  avcodec_flush_buffers(context_.get());
  messages_.clear();
}

}  // namespace spoor
