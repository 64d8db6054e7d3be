#include "media/demuxer.h"

#include "media/av_compat.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace spoor {
namespace {

constexpr int kMaxStreams = 128;
constexpr std::size_t kIoBuffer = 64 * 1024;
constexpr std::size_t kProbeMost = 1 << 20;

/// Demuxers of real media containers and elementary streams. Playlists (hls, concat, dash), texts, picture
/// sequences (image2, *_pipe) and everything that opens further files are absent on purpose.
constexpr std::array kContainers = {"mov,mp4,m4a,3gp,3g2,mj2",
                                    "matroska,webm",
                                    "avi",
                                    "mpegts",
                                    "mpeg",
                                    "flv",
                                    "asf",
                                    "ogg",
                                    "mxf",
                                    "nut",
                                    "ivf",
                                    "wtv",
                                    "dv",
                                    "gxf",
                                    "rm",
                                    "yuv4mpegpipe",
                                    "h264",
                                    "hevc",
                                    "m4v",
                                    "mpegvideo",
                                    "h263",
                                    "vc1",
                                    "obu",
                                    "wav",
                                    "w64",
                                    "aiff",
                                    "caf",
                                    "au",
                                    "flac",
                                    "mp3",
                                    "aac",
                                    "ac3",
                                    "eac3",
                                    "amr",
                                    "dts",
                                    "truehd",
                                    "ape",
                                    "tta",
                                    "wv",
                                    "dhav"};

bool is_container(const AVInputFormat& format) {
  return std::any_of(kContainers.begin(), kContainers.end(),
                     [&](const char* name) { return std::strcmp(name, format.name) == 0; });
}

Result<const AVInputFormat*> container_of(const ByteSource& bytes) {
  const AVInputFormat* found = nullptr;
  for (std::size_t size = 4096; size <= kProbeMost; size *= 16) {
    std::vector<std::byte> head(size + AVPROBE_PADDING_SIZE);
    const auto got = bytes.read_at(0, std::span(head).first(size));
    if (!got) return tl::unexpected(got.error());
    AVProbeData probe{};
    probe.filename = "";  // an extension must not count
    probe.buf = reinterpret_cast<unsigned char*>(head.data());
    probe.buf_size = static_cast<int>(*got);
    int score = 0;
    found = av_probe_input_format3(&probe, 1, &score);
    // Below this score libav itself would want a matching file name as a second sign.
    if (found != nullptr && score < AVPROBE_SCORE_EXTENSION) found = nullptr;
    if (found != nullptr || *got < size) break;
  }
  if (found == nullptr) {
    return failure(Fault::kUnsupported, "the file is of no kind of picture, clip or sound that can be read");
  }
  if (!is_container(*found)) {
    return failure(Fault::kUnsupported,
                   fmt::format("the file looks like \"{}\", which is no medium that can be read", found->name));
  }
  return found;
}

int refuse_to_open(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) { return AVERROR(EPERM); }

Result<void> check_size(const AVCodecParameters& stream, const OpenLimits& limits) {
  if (stream.codec_type != AVMEDIA_TYPE_VIDEO || stream.width <= 0 || stream.height <= 0) return {};
  if (stream.width > limits.max_side || stream.height > limits.max_side ||
      std::int64_t{stream.width} * stream.height > limits.max_pixels) {
    return failure(Fault::kTooLarge, fmt::format("a video stream declares {} x {} pixels, more than is allowed",
                                                 stream.width, stream.height));
  }
  return {};
}

Fault fault_of(int code) {
  if (code == AVERROR(ENOMEM)) return Fault::kTooLarge;
  if (code == AVERROR_PATCHWELCOME || code == AVERROR_DECODER_NOT_FOUND) return Fault::kUnsupported;
  return Fault::kCorrupt;
}

}  // namespace

Demuxer::~Demuxer() = default;

int Demuxer::read_bytes(void* self, std::uint8_t* into, int size) {
  auto& demuxer = *static_cast<Demuxer*>(self);
  const auto got = demuxer.bytes_->read_at(
      demuxer.position_, std::as_writable_bytes(std::span(into, static_cast<std::size_t>(std::max(size, 0)))));
  if (!got) {
    demuxer.unreadable_ = true;
    return AVERROR(EIO);
  }
  if (*got == 0) return AVERROR_EOF;
  demuxer.position_ += static_cast<std::int64_t>(*got);
  return static_cast<int>(*got);
}

std::int64_t Demuxer::seek_bytes(void* self, std::int64_t offset, int whence) {
  auto& demuxer = *static_cast<Demuxer*>(self);
  const std::int64_t size = demuxer.bytes_->size();
  switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE:
      return size;
    case SEEK_SET:
      break;
    case SEEK_CUR:
      offset += demuxer.position_;
      break;
    case SEEK_END:
      offset += size;
      break;
    default:
      return AVERROR(EINVAL);
  }
  if (offset < 0) return AVERROR(EINVAL);
  demuxer.position_ = offset;
  return offset;
}

Result<void> Demuxer::start(std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits) {
  bytes_ = std::move(bytes);
  if (bytes_->size() == 0) return failure(Fault::kCorrupt, "the file is empty");
  const auto container = container_of(*bytes_);
  if (!container) return tl::unexpected(container.error());

  auto* buffer = static_cast<unsigned char*>(av_malloc(kIoBuffer));
  if (buffer == nullptr) throw std::bad_alloc();
  io_.reset(avio_alloc_context(buffer, static_cast<int>(kIoBuffer), 0, this, read_bytes, nullptr, seek_bytes));
  AVFormatContext* raw = avformat_alloc_context();
  if (raw == nullptr || io_ == nullptr) throw std::bad_alloc();
  raw->pb = io_.get();
  raw->flags |= AVFMT_FLAG_CUSTOM_IO;
  raw->opaque = &messages_;
  raw->io_open = refuse_to_open;
  raw->max_streams = kMaxStreams;

  AVDictionary* options = nullptr;
  av_dict_set(&options, "protocol_whitelist", "none", 0);
  av_dict_set(&options, "enable_drefs", "0", 0);
  const int opened = avformat_open_input(&raw, "", *container, &options);  // frees `raw` where it fails
  av_dict_free(&options);
  if (opened < 0) {
    if (unreadable_) return failure(Fault::kUnreadable, "the file cannot be read to its end");
    return failure(fault_of(opened),
                   fmt::format("the {} container is damaged or cut short and cannot be opened", (*container)->name));
  }
  format_.reset(raw);

  for (unsigned i = 0; i < raw->nb_streams; ++i) {
    if (const auto fits = check_size(*raw->streams[i]->codecpar, limits); !fits) return fits;
  }
  std::vector<AVDictionary*> per_stream(raw->nb_streams, nullptr);
  for (AVDictionary*& stream_options : per_stream) {
    av_dict_set_int(&stream_options, "max_pixels", limits.max_pixels, 0);
    av_dict_set(&stream_options, "threads", "1", 0);
  }
  const int known = avformat_find_stream_info(raw, per_stream.empty() ? nullptr : per_stream.data());
  for (AVDictionary*& stream_options : per_stream) av_dict_free(&stream_options);
  if (unreadable_) return failure(Fault::kUnreadable, "the file cannot be read to its end");
  if (known < 0) {
    return failure(fault_of(known), fmt::format("the streams of the {} container cannot be read", (*container)->name));
  }
  for (unsigned i = 0; i < raw->nb_streams; ++i) {
    if (const auto fits = check_size(*raw->streams[i]->codecpar, limits); !fits) return fits;
  }
  return {};
}

Result<std::unique_ptr<Demuxer>> Demuxer::open(std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits) {
  std::unique_ptr<Demuxer> demuxer(new Demuxer);  // the constructor is private: make_unique cannot
  const auto started = demuxer->start(std::move(bytes), limits);
  if (!started) return tl::unexpected(started.error());
  return demuxer;
}

AVStream* Demuxer::stream(int index) {
  if (index < 0 || static_cast<unsigned>(index) >= format_->nb_streams) return nullptr;
  return format_->streams[index];
}

void Demuxer::select(int stream) {
  for (unsigned i = 0; i < format_->nb_streams; ++i) {
    format_->streams[i]->discard = static_cast<int>(i) == stream ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
  }
}

int Demuxer::best_stream(AVMediaType type) {
  const int best = av_find_best_stream(format_.get(), type, -1, -1, nullptr, 0);
  if (best < 0) return -1;
  const auto is_cover = [&](int i) { return (format_->streams[i]->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0; };
  if (!is_cover(best)) return best;
  for (int i = 0; i < static_cast<int>(format_->nb_streams); ++i) {
    if (format_->streams[i]->codecpar->codec_type == type && !is_cover(i)) return i;
  }
  return -1;
}

int orientation_from_matrix(std::span<const std::int32_t, 9> matrix) {
  // (x, y) is shown at (a x + c y, b x + d y); the numbers are 16.16 fixed point. EXIF counts the eight
  // combinations of where the first row and the first column of samples are to be seen.
  const double a = matrix[0], b = matrix[1], c = matrix[3], d = matrix[4];
  const double scale = std::max({std::abs(a), std::abs(b), std::abs(c), std::abs(d)});
  if (scale <= 0) return 0;
  const auto sign = [&](double value) { return std::abs(value) < 0.02 * scale ? 0 : value > 0 ? 1 : -1; };
  struct Case {
    int a, b, c, d, orientation;
  };
  constexpr std::array<Case, 8> kCases = {{{1, 0, 0, 1, 1},
                                           {-1, 0, 0, 1, 2},
                                           {-1, 0, 0, -1, 3},
                                           {1, 0, 0, -1, 4},
                                           {0, 1, 1, 0, 5},
                                           {0, 1, -1, 0, 6},
                                           {0, -1, -1, 0, 7},
                                           {0, -1, 1, 0, 8}}};
  for (const Case& one : kCases) {
    if (sign(a) == one.a && sign(b) == one.b && sign(c) == one.c && sign(d) == one.d) return one.orientation;
  }
  return 0;
}

int declared_orientation(const AVStream& stream) {
  const auto data = stream_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX);
  std::array<std::int32_t, 9> matrix{};
  if (data.size() < sizeof matrix) return 1;
  std::memcpy(matrix.data(), data.data(), sizeof matrix);
  return std::max(1, orientation_from_matrix(matrix));
}

std::string libavcodec_name() {
  const unsigned version = avcodec_version();
  return fmt::format("libavcodec {}.{}.{}", AV_VERSION_MAJOR(version), AV_VERSION_MINOR(version),
                     AV_VERSION_MICRO(version));
}

}  // namespace spoor
