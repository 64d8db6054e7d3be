#pragma once
/// Owners of libav's handles, and its texts. Seen by the sources of this folder only, by no other layer.

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/dict.h>
#include <libavutil/pixdesc.h>
}

#include "base/time_stamp.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace spoor {

struct AvFree {
  void operator()(AVFormatContext* context) const { avformat_close_input(&context); }
  void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
  void operator()(AVCodecParserContext* parser) const { av_parser_close(parser); }
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
  void operator()(AVDictionary* dictionary) const { av_dict_free(&dictionary); }
  void operator()(AVIOContext* io) const {
    av_freep(&io->buffer);  // libav may have put a buffer of its own in the place of ours
    avio_context_free(&io);
  }
};

using AvFormat = std::unique_ptr<AVFormatContext, AvFree>;
using AvCodec = std::unique_ptr<AVCodecContext, AvFree>;
using AvParser = std::unique_ptr<AVCodecParserContext, AvFree>;
using AvFrame = std::unique_ptr<AVFrame, AvFree>;
using AvPacket = std::unique_ptr<AVPacket, AvFree>;
using AvIo = std::unique_ptr<AVIOContext, AvFree>;
using AvDictionary = std::unique_ptr<AVDictionary, AvFree>;

/// libav's own words for an error code.
inline std::string av_text(int code) {
  char text[AV_ERROR_MAX_STRING_SIZE] = {};
  av_strerror(code, text, sizeof text);
  return text;
}

/// A text of libav's tables, empty where it has none.
inline std::string text_or_empty(const char* text) { return text == nullptr ? std::string() : std::string(text); }

inline Rational rational(AVRational value) {
  if (value.den == 0) return {0, 1};
  return value.den > 0 ? Rational{value.num, value.den} : Rational{-std::int64_t{value.num}, -std::int64_t{value.den}};
}

inline std::optional<std::int64_t> ticks_or_nothing(std::int64_t ticks) {
  if (ticks == AV_NOPTS_VALUE) return std::nullopt;
  return ticks;
}

}  // namespace spoor
