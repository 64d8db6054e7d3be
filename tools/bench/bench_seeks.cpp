// Scripted seeks through the workbench's frame shelf and a worker: latency against a bare libav seek and decode of the
// same frames, and resident memory of program and worker after the first and after the last of them.
//
// usage: bench_seeks WORKER CLIP [FEW MANY]
// WORKER is the program `spoor`. FEW and MANY are counts of seeks, 2000 and 20000 unless given.

#include "media/codec_trace.h"
#include "workbench/frame_shelf.h"
#include "workbench/playhead.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <vector>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::int64_t kBudget = std::int64_t{32} << 20;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

/// Resident kilobytes of a process.
long resident_kb(const std::string& process) {
  std::ifstream status("/proc/" + process + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::atol(line.c_str() + 6);
  }
  return 0;
}

std::string worker_process() {
  for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream children(thread.path() / "children");
    if (std::string id; children >> id) return id;
  }
  return "none";
}

/// The same places for both: a linear congruential sequence.
class Places {
 public:
  explicit Places(std::int64_t frames) : frames_(frames) {}
  std::int64_t next() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::int64_t>((state_ >> 33) % static_cast<std::uint64_t>(frames_));
  }

 private:
  std::int64_t frames_;
  std::uint64_t state_ = 1;
};

/// Seeks and decodes with nothing around it.
class Bare {
 public:
  explicit Bare(const char* path) {
    const AVCodec* codec = nullptr;
    good_ = avformat_open_input(&format_, path, nullptr, nullptr) == 0 &&
            avformat_find_stream_info(format_, nullptr) >= 0 &&
            (stream_ = av_find_best_stream(format_, AVMEDIA_TYPE_VIDEO, -1, -1, &codec, 0)) >= 0;
    if (!good_) return;
    decoder_ = avcodec_alloc_context3(codec);
    avcodec_parameters_to_context(decoder_, format_->streams[stream_]->codecpar);
    decoder_->thread_count = 0;
    good_ = avcodec_open2(decoder_, codec, nullptr) == 0;
  }
  ~Bare() {
    av_frame_free(&frame_);
    av_packet_free(&packet_);
    avcodec_free_context(&decoder_);
    avformat_close_input(&format_);
  }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;

  bool good() const { return good_; }
  bool seek(std::int64_t pts) {
    if (av_seek_frame(format_, stream_, pts, AVSEEK_FLAG_BACKWARD) < 0) return false;
    avcodec_flush_buffers(decoder_);
    for (bool drained = false;;) {
      while (avcodec_receive_frame(decoder_, frame_) == 0) {
        const bool there = frame_->pts >= pts;
        av_frame_unref(frame_);
        if (there) return true;
      }
      if (drained) return false;
      if (av_read_frame(format_, packet_) < 0) {
        drained = true;
        avcodec_send_packet(decoder_, nullptr);
        continue;
      }
      if (packet_->stream_index == stream_) avcodec_send_packet(decoder_, packet_);
      av_packet_unref(packet_);
    }
  }

 private:
  AVFormatContext* format_ = nullptr;
  AVCodecContext* decoder_ = nullptr;
  AVPacket* packet_ = av_packet_alloc();
  AVFrame* frame_ = av_frame_alloc();
  int stream_ = -1;
  bool good_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: bench_seeks WORKER CLIP [FEW MANY]\n");
    return 2;
  }
  const int few = argc > 3 ? std::atoi(argv[3]) : 2000, many = argc > 4 ? std::atoi(argv[4]) : 20000;
  av_log_set_level(AV_LOG_QUIET);
  auto exhibit = spoor::ingest(argv[2], {});
  spoor::SessionOptions options;
  options.worker = argv[1];
  auto opened = exhibit ? spoor::open_worker_session(std::move(*exhibit), {}, options)
                        : spoor::Result<std::unique_ptr<spoor::Session>>(tl::unexpected(exhibit.error()));
  if (!opened) {
    fmt::print(stderr, "bench_seeks: {}\n", spoor::to_text(opened.error()));
    return 1;
  }
  const std::shared_ptr<spoor::Session> session = std::move(*opened);
  const auto trace = session->trace();
  if (!trace) {
    fmt::print(stderr, "bench_seeks: {}\n", spoor::to_text(trace.error()));
    return 1;
  }
  std::vector<std::int64_t> pts;
  for (const auto& packet : trace->packets) {
    if (!packet.discard && packet.pts) pts.push_back(*packet.pts);
  }
  std::sort(pts.begin(), pts.end());
  const auto frames = static_cast<std::int64_t>(pts.size());

  std::mutex mutex;
  std::condition_variable changed;
  bool woken = false;
  spoor::Background background([&] {
    {
      const std::scoped_lock lock(mutex);
      woken = true;
    }
    changed.notify_one();
  });
  spoor::FrameShelf shelf(background, session, "seeks", kBudget);
  Places places(frames);
  std::vector<double> ours, bare_ms;
  std::vector<std::int64_t> asked;
  long program_few = 0, worker_few = 0;
  for (int i = 1; i <= many; ++i) {
    const std::int64_t frame = places.next();
    const auto start = Clock::now();
    const bool here = shelf.find(frame) != nullptr;
    shelf.want({{frame}, 0, 0, frames});
    while (shelf.find(frame) == nullptr && !shelf.error(frame)) {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return std::exchange(woken, false); });
      lock.unlock();
      background.deliver();
    }
    if (!here && ours.size() < 1000) {
      ours.push_back(ms_since(start));
      asked.push_back(frame);
    }
    if (i == few) {
      program_few = resident_kb("self");
      worker_few = resident_kb(worker_process());
    }
  }
  const long program_many = resident_kb("self"), worker_many = resident_kb(worker_process());

  Bare bare(argv[2]);
  for (const std::int64_t frame : asked) {
    const auto start = Clock::now();
    if (!bare.good() || !bare.seek(pts[static_cast<std::size_t>(frame)])) break;
    bare_ms.push_back(ms_since(start));
  }
  const auto grown = [](long before, long after) {
    return 100.0 * static_cast<double>(after - before) / static_cast<double>(std::max(1L, before));
  };
  fmt::print("program: {} kB after {} seeks, {} kB after {} ({:+.2f} %)\n", program_few, few, program_many, many,
             grown(program_few, program_many));
  fmt::print("worker:  {} kB after {} seeks, {} kB after {} ({:+.2f} %)\n", worker_few, few, worker_many, many,
             grown(worker_few, worker_many));
  fmt::print("median of {} seeks: {:.2f} ms; bare libav, the same frames: {:.2f} ms; ratio {:.2f}\n", ours.size(),
             median(ours), median(bare_ms), median(ours) / std::max(1e-9, median(bare_ms)));
  return 0;
}
