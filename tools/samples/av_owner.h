#pragma once
/// Owners of libav's handles, and its error codes as exceptions.

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
}

#include <memory>
#include <stdexcept>
#include <string>

namespace spoor::samples {

struct AvDelete {
  void operator()(AVCodecContext* p) const { avcodec_free_context(&p); }
  void operator()(AVFrame* p) const { av_frame_free(&p); }
  void operator()(AVPacket* p) const { av_packet_free(&p); }
};
using CodecContext = std::unique_ptr<AVCodecContext, AvDelete>;
using AvFrame = std::unique_ptr<AVFrame, AvDelete>;
using AvPacket = std::unique_ptr<AVPacket, AvDelete>;

/// `code` where it is none of an error; else std::runtime_error with libav's words for it.
inline int av_check(int code) {
  if (code >= 0) return code;
  char text[AV_ERROR_MAX_STRING_SIZE] = {};
  av_strerror(code, text, sizeof text);
  throw std::runtime_error(std::string("libav: ") + text);
}

/// One channel. libav 5.1 and later, as the program itself needs.
inline void set_mono(AVCodecContext& context) { av_channel_layout_default(&context.ch_layout, 1); }

}  // namespace spoor::samples
