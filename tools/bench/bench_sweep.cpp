// Frame rate of a sweep through the worker against bare libav decoding in this process, in alternating rounds.
//
// usage: bench_sweep WORKER CLIP [ROUNDS]
// WORKER is the program `spoor`. Prints both rates of every round and the median of their ratios.

#include "engine/examine.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <vector>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// Decodes the best video stream and throws the frames away; gives their number, or -1.
std::int64_t decode_bare(const char* path) {
  AVFormatContext* format = nullptr;
  if (avformat_open_input(&format, path, nullptr, nullptr) < 0) return -1;
  std::int64_t frames = -1;
  AVCodecContext* decoder = nullptr;
  const AVCodec* codec = nullptr;
  AVPacket* packet = av_packet_alloc();
  AVFrame* frame = av_frame_alloc();
  const int stream = avformat_find_stream_info(format, nullptr) < 0
                         ? -1
                         : av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, &codec, 0);
  if (stream >= 0) {
    decoder = avcodec_alloc_context3(codec);
    avcodec_parameters_to_context(decoder, format->streams[stream]->codecpar);
    decoder->thread_count = 0;
    if (avcodec_open2(decoder, codec, nullptr) == 0) {
      frames = 0;
      const auto drain = [&] {
        while (avcodec_receive_frame(decoder, frame) == 0) {
          ++frames;
          av_frame_unref(frame);
        }
      };
      while (av_read_frame(format, packet) >= 0) {
        if (packet->stream_index == stream && avcodec_send_packet(decoder, packet) == 0) drain();
        av_packet_unref(packet);
      }
      avcodec_send_packet(decoder, nullptr);
      drain();
    }
  }
  av_frame_free(&frame);
  av_packet_free(&packet);
  avcodec_free_context(&decoder);
  avformat_close_input(&format);
  return frames;
}

class Quiet : public spoor::RunObserver {
 public:
  void progress(std::int64_t, std::int64_t) override {}
  void finished(spoor::PassResult result) override { all_done = all_done && result.state == spoor::ResultState::kDone; }
  bool all_done = true;
};

// Opens a session, sweeps the clip once with the two passes, closes it. False where a pass did not end well.
bool sweep(const char* worker, const char* path) {
  auto exhibit = spoor::ingest(path, {});
  if (!exhibit) return false;
  spoor::SessionOptions options;
  options.worker = worker;
  auto session = spoor::open_worker_session(std::move(*exhibit), {}, options);
  if (!session) return false;
  std::vector<spoor::PassRequest> requests(2);
  requests[0].pass = "video.timing";
  requests[1].pass = "jpeg.ela";
  Quiet observer;
  return spoor::examine(**session, spoor::all_passes(), requests, nullptr, observer, {}) && observer.all_done;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: bench_sweep WORKER CLIP [ROUNDS]\n");
    return 2;
  }
  const int rounds = argc > 3 ? std::max(1, std::atoi(argv[3])) : 5;
  av_log_set_level(AV_LOG_QUIET);
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    const auto bare_start = Clock::now();
    const std::int64_t frames = decode_bare(argv[2]);
    const double bare = seconds_since(bare_start);
    const auto sweep_start = Clock::now();
    if (frames <= 0 || !sweep(argv[1], argv[2])) {
      fmt::print(stderr, "bench_sweep: the clip cannot be decoded or swept\n");
      return 1;
    }
    const double swept = seconds_since(sweep_start);
    fmt::print("bare {:.1f} fps, sweep {:.1f} fps (worker start and file digest included)\n",
               static_cast<double>(frames) / bare, static_cast<double>(frames) / swept);
    ratios.push_back(bare / swept);
  }
  fmt::print("median ratio of frame rates, sweep to bare: {:.3f}\n", median(ratios));
  return 0;
}
