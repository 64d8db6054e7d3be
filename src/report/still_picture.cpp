#include "report/still_picture.h"

#include <opencv2/imgproc.hpp>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/frame.h>
}

#include <cstring>
#include <memory>
#include <optional>

namespace spoor {
namespace {

struct FreeContext {
  void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
};
struct FreeFrame {
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
struct FreePacket {
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};

// The encoder wants R first.
std::optional<std::pair<cv::Mat, AVPixelFormat>> laid_out(const cv::Mat& picture) {
  if (picture.empty()) return std::nullopt;
  cv::Mat rgb;
  switch (picture.type()) {
    case CV_8UC1:
      return std::pair(picture, AV_PIX_FMT_GRAY8);
    case CV_8UC3:
      cv::cvtColor(picture, rgb, cv::COLOR_BGR2RGB);
      return std::pair(rgb, AV_PIX_FMT_RGB24);
    case CV_8UC4:
      cv::cvtColor(picture, rgb, cv::COLOR_BGRA2RGBA);
      return std::pair(rgb, AV_PIX_FMT_RGBA);
    default:
      return std::nullopt;
  }
}

}  // namespace

Result<std::vector<std::byte>> png(const cv::Mat& picture) {
  const auto laid = laid_out(picture);
  if (!laid) return failure(Fault::kBadArgument, "only 8-bit grey, BGR or BGRA pictures are written as PNG");
  const auto& [pixels, format] = *laid;
  const auto failed = [] { return failure(Fault::kInternal, "the PNG encoder fails"); };

  const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_PNG);
  if (codec == nullptr) return failure(Fault::kUnavailable, "this libavcodec has no PNG encoder");
  const std::unique_ptr<AVCodecContext, FreeContext> context(avcodec_alloc_context3(codec));
  const std::unique_ptr<AVFrame, FreeFrame> frame(av_frame_alloc());
  const std::unique_ptr<AVPacket, FreePacket> packet(av_packet_alloc());
  if (!context || !frame || !packet) return failed();
  context->width = frame->width = pixels.cols;
  context->height = frame->height = pixels.rows;
  context->pix_fmt = format;
  frame->format = format;
  context->time_base = {1, 1};
  context->thread_count = 1;
  context->compression_level = 9;
  if (avcodec_open2(context.get(), codec, nullptr) < 0 || av_frame_get_buffer(frame.get(), 0) < 0) return failed();
  for (int y = 0; y < pixels.rows; ++y) {
    std::memcpy(frame->data[0] + static_cast<std::ptrdiff_t>(y) * frame->linesize[0], pixels.ptr(y),
                static_cast<std::size_t>(pixels.cols) * pixels.elemSize());
  }
  if (avcodec_send_frame(context.get(), frame.get()) < 0 || avcodec_send_frame(context.get(), nullptr) < 0 ||
      avcodec_receive_packet(context.get(), packet.get()) < 0) {
    return failed();
  }
  const auto* bytes = reinterpret_cast<const std::byte*>(packet->data);
  return std::vector<std::byte>(bytes, bytes + packet->size);
}

std::string base64(const std::vector<std::byte>& bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8 | (i + k < bytes.size() ? std::to_integer<std::uint32_t>(bytes[i + k]) : 0);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      text += i + k <= bytes.size() ? kDigits[group >> (18 - 6 * k) & 63] : '=';
    }
  }
  return text;
}

std::string png_uri(const std::vector<std::byte>& png) { return "data:image/png;base64," + base64(png); }

}  // namespace spoor
