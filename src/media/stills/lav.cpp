extern "C" {
#include <libavutil/imgutils.h>
}

#include "base/text.h"
#include "media/av_messages.h"
#include "media/stills/bmp_header.h"
#include "media/stills/lav_planes.h"
#include "media/stills/png_chunks.h"
#include "media/stills/still_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace spoor::stills {
namespace {

/// What was found out at opening and is shared by all decoders of the file.
struct LavStill {
  AVCodecID codec = AV_CODEC_ID_NONE;
  std::shared_ptr<AVCodecParameters> parameters;  ///< of an animation, else null
  std::vector<std::shared_ptr<const AVPacket>> packets;
  OpenLimits limits;
  FrameInfo declared;                                 ///< orientation and colour that stand outside of the samples
  bool concealed = false;                             ///< the image data are cut or damaged
  std::int64_t offset = -1;                           ///< where
  std::shared_ptr<const std::vector<std::byte>> png;  ///< of a single PNG, to be read in part where it is damaged
};

std::shared_ptr<const AVPacket> packet_of(Bytes bytes) {
  const std::shared_ptr<AVPacket> packet(av_packet_alloc(), AvFree());
  if (!packet || av_new_packet(packet.get(), static_cast<int>(bytes.size())) < 0) throw std::bad_alloc();
  std::memcpy(packet->data, bytes.data(), bytes.size());
  packet->flags |= AV_PKT_FLAG_KEY;  // libavcodec would add a PNG that is none to the one before
  return packet;
}

class LavDecoder : public StillDecoder {
 public:
  explicit LavDecoder(std::shared_ptr<const LavStill> still) : still_(std::move(still)) {}

  Result<Frame> decode(std::int64_t index, std::vector<Anomaly>& anomalies) override {
    if (!context_ || index < next_) {
      const auto opened = open();
      if (!opened) return tl::unexpected(opened.error());
    }
    // Each picture of an animation is laid over the ones before it.
    while (next_ < index) feed(*still_->packets[static_cast<std::size_t>(next_++)]);
    messages_.clear();
    const int status = feed(*still_->packets[static_cast<std::size_t>(next_++)]);
    const std::string reason = status < 0 ? why(status) : std::string();
    const bool partial = status < 0 && still_->png && feed_first_rows();
    for (const std::string& text : messages_.texts()) {
      note(anomalies, AnomalyKind::kMalformed, "libavcodec: " + text, still_->offset, 0);
    }
    if (status < 0 && !partial)
      return failure(Fault::kCorrupt, with_detail("the picture cannot be decoded", "libavcodec", reason));
    auto frame = frame_of(*picture_);
    if (!frame) return frame;
    frame->info.orientation = still_->declared.orientation;
    if (still_->declared.colour.primaries != 2) {
      frame->info.colour.primaries = still_->declared.colour.primaries;
      frame->info.colour.transfer = still_->declared.colour.transfer;
    }
    if (frame->info.sample_aspect.num == 0) frame->info.sample_aspect = still_->declared.sample_aspect;
    frame->info.concealed = frame->info.concealed || partial || still_->concealed || messages_.errors() > 0;
    return frame;
  }

 private:
  Result<void> open() {
    const ::AVCodec* const codec = avcodec_find_decoder(still_->codec);
    if (codec == nullptr) return failure(Fault::kUnavailable, "this libavcodec has no decoder for the format");
    context_.reset(avcodec_alloc_context3(codec));
    if (!context_) throw std::bad_alloc();
    if (still_->parameters && avcodec_parameters_to_context(context_.get(), still_->parameters.get()) < 0) {
      return failure(Fault::kCorrupt, "the animation's parameters cannot be read");
    }
    context_->opaque = &messages_;
    context_->thread_count = 1;
    context_->max_pixels = still_->limits.max_pixels;
    if (avcodec_open2(context_.get(), codec, nullptr) < 0)
      return failure(Fault::kCorrupt, "the decoder refuses the picture's parameters");
    picture_.reset(av_frame_alloc());
    if (!picture_) throw std::bad_alloc();
    next_ = 0;
    return {};
  }

  /// Decodes one packet into picture_; gives libav's status.
  int feed(const AVPacket& packet) {
    const int sent = avcodec_send_packet(context_.get(), &packet);
    if (sent < 0) return sent;
    return avcodec_receive_frame(context_.get(), picture_.get());
  }

  /// libavcodec gives nothing of a PNG whose compressed samples break off or break: the longest run of them that
  /// it accepts is looked for by halving.
  bool feed_first_rows() {
    AvMessages unheard;  // complaints about attempts say nothing of the file
    context_->opaque = &unheard;
    const auto accepted = [&](std::size_t bytes) {
      avcodec_flush_buffers(context_.get());
      return feed(*packet_of(png_of_first_samples(*still_->png, bytes))) >= 0;
    };
    std::size_t good = 0, bad = png_sample_bytes(*still_->png) + 1;
    while (bad - good > 1) {
      const std::size_t middle = good + (bad - good) / 2;
      (accepted(middle) ? good : bad) = middle;
    }
    // A few bytes are no more than the head of the stream: a picture of zeros would be all invention.
    constexpr std::size_t kHead = 16;
    const bool found = good > kHead && accepted(good);
    context_->opaque = &messages_;
    return found;
  }

  std::string why(int status) const {
    const auto texts = messages_.texts();
    return texts.empty() ? printable(av_text(status)) : texts.front();
  }

  std::shared_ptr<const LavStill> still_;
  AvMessages messages_;
  AvCodec context_;
  AvFrame picture_;
  std::int64_t next_ = 0;
};

/// Memory as libavformat reads it.
struct Cursor {
  Bytes bytes;
  std::size_t position = 0;

  static int read(void* opaque, std::uint8_t* into, int count) {
    auto& cursor = *static_cast<Cursor*>(opaque);
    const std::size_t got =
        std::min(static_cast<std::size_t>(std::max(0, count)), cursor.bytes.size() - cursor.position);
    if (got == 0) return AVERROR_EOF;
    std::memcpy(into, cursor.bytes.data() + cursor.position, got);
    cursor.position += got;
    return static_cast<int>(got);
  }

  static std::int64_t seek(void* opaque, std::int64_t offset, int whence) {
    auto& cursor = *static_cast<Cursor*>(opaque);
    const auto size = static_cast<std::int64_t>(cursor.bytes.size());
    if (whence == AVSEEK_SIZE) return size;
    const std::int64_t base = whence == SEEK_CUR   ? static_cast<std::int64_t>(cursor.position)
                              : whence == SEEK_END ? size
                                                   : 0;
    if (offset < -base || offset > size - base) return AVERROR(EINVAL);
    cursor.position = static_cast<std::size_t>(base + offset);
    return base + offset;
  }
};

/// Packets and times of a GIF's or APNG's pictures, by libavformat.
Result<void> read_animation(Bytes bytes, const char* demuxer, LavStill& still, StillFile& file) {
  AvMessages messages;
  Cursor cursor{bytes};
  constexpr int kBuffer = 1 << 16;
  const AvIo io(avio_alloc_context(static_cast<unsigned char*>(av_malloc(kBuffer)), kBuffer, 0, &cursor, &Cursor::read,
                                   nullptr, &Cursor::seek));
  AVFormatContext* bare = avformat_alloc_context();
  if (!io || bare == nullptr) throw std::bad_alloc();
  bare->pb = io.get();
  bare->opaque = &messages;
  if (avformat_open_input(&bare, nullptr, av_find_input_format(demuxer), nullptr) < 0) {  // frees `bare` where it fails
    return failure(Fault::kCorrupt, "the animation's header cannot be read");
  }
  const AvFormat format(bare);
  if (format->nb_streams < 1) return failure(Fault::kCorrupt, "the animation holds no picture");
  const AVStream& stream = *format->streams[0];
  still.parameters.reset(avcodec_parameters_alloc(),
                         [](AVCodecParameters* parameters) { avcodec_parameters_free(&parameters); });
  if (!still.parameters || avcodec_parameters_copy(still.parameters.get(), stream.codecpar) < 0) throw std::bad_alloc();
  const auto sized = check_picture_size(stream.codecpar->width, stream.codecpar->height, 8, still.limits);
  if (!sized) return sized;
  const Rational base = rational(stream.time_base);
  std::int64_t time = 0;
  for (;;) {
    const std::shared_ptr<AVPacket> packet(av_packet_alloc(), AvFree());
    if (!packet) throw std::bad_alloc();
    if (av_read_frame(format.get(), packet.get()) < 0) break;
    const std::int64_t pts = packet->pts == AV_NOPTS_VALUE ? time : packet->pts;
    time = pts + packet->duration;
    file.timing.push_back({{pts, base}, {packet->duration, base}});
    still.packets.push_back(packet);
  }
  if (still.packets.empty()) return failure(Fault::kCorrupt, "the animation holds no picture");
  file.info.start = file.timing.front().pts;
  file.info.duration = TimeStamp{time - file.timing.front().pts.ticks, base};
  file.info.video.front().time_base = base;
  return {};
}

/// The combinations of the PNG specification, table 11.1.
bool is_png_kind(int colour_type, int bits) {
  switch (colour_type) {
    case 0:
      return bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
    case 3:
      return bits == 1 || bits == 2 || bits == 4 || bits == 8;
    case 2:
    case 4:
    case 6:
      return bits == 8 || bits == 16;
    default:
      return false;
  }
}

/// The PNG's header, limits and chunks.
Result<void> read_png(const StillInput& input, LavStill& still, StillFile& file, bool& animated) {
  const auto chunks = read_png_chunks(input.view());
  if (!chunks) return failure(Fault::kCorrupt, "the PNG has no header chunk");
  const auto sized = check_picture_size(chunks->width, chunks->height, 8, input.limits);
  if (!sized) return sized;
  if (!is_png_kind(chunks->colour_type, chunks->bit_depth)) {
    return failure(Fault::kCorrupt,
                   fmt::format("the PNG's header declares colour type {} with {} bits, which no PNG has",
                               chunks->colour_type, chunks->bit_depth));
  }
  file.info.video.push_back(
      still_stream("png", static_cast<int>(chunks->width), static_cast<int>(chunks->height),
                   fmt::format("colour type {}, {} bits", chunks->colour_type, chunks->bit_depth)));
  file.info.video.front().orientation = chunks->orientation;
  file.info.anomalies = chunks->anomalies;
  animated = chunks->animated;
  still.codec = animated ? AV_CODEC_ID_APNG : AV_CODEC_ID_PNG;
  still.declared.orientation = chunks->orientation;
  still.concealed = chunks->samples_cut || chunks->samples_damaged;
  if (!chunks->anomalies.empty()) still.offset = chunks->anomalies.front().offset;
  if (chunks->srgb) still.declared.colour.primaries = 1, still.declared.colour.transfer = 13;
  if (!animated) still.png = input.bytes;
  return {};
}

/// libavcodec believes a file size that lies before the samples, and many writers leave it out.
void put_file_size(const AVPacket& packet, const BmpHeader& header) {
  if (header.declared_bytes > header.samples_at) return;
  for (int i = 0; i < 4; ++i) packet.data[2 + i] = static_cast<std::uint8_t>(packet.size >> 8 * i & 0xFF);
}

}  // namespace

Result<StillFile> open_lav(const StillInput& input, StillFormat format) {
  StillFile file;
  const auto still = std::make_shared<LavStill>();
  still->limits = input.limits;
  file.info.decoder = fmt::format("libavcodec {}.{}.{}", avcodec_version() >> 16, avcodec_version() >> 8 & 0xFF,
                                  avcodec_version() & 0xFF);
  bool animated = format == StillFormat::kGif;
  Result<void> sized;
  BmpHeader bmp;
  if (format == StillFormat::kPng) {
    sized = read_png(input, *still, file, animated);
  } else if (format == StillFormat::kGif) {
    ByteReader reader(input.view(), Endian::kLittle);
    reader.skip(6);
    const int width = reader.u16().value_or(0), height = reader.u16().value_or(0);
    sized = check_picture_size(width, height, 8, input.limits);
    still->codec = AV_CODEC_ID_GIF;
    file.info.video.push_back(still_stream("gif", width, height, "palette"));
  } else {
    const auto header = read_bmp_header(input.view());
    if (!header) return tl::unexpected(header.error());
    bmp = *header;
    sized = check_picture_size(bmp.width, bmp.height, 8, input.limits);
    still->codec = AV_CODEC_ID_BMP;
    file.info.video.push_back(still_stream("bmp", static_cast<int>(bmp.width), static_cast<int>(bmp.height),
                                           fmt::format("{} bits", bmp.bits)));
  }
  if (!sized) return tl::unexpected(sized.error());
  const Bytes bytes = input.view();
  if (bytes.size() > std::size_t{1} << 30) return failure(Fault::kTooLarge, "the file is larger than a picture may be");
  if (animated) {
    const auto read = read_animation(bytes, format == StillFormat::kGif ? "gif" : "apng", *still, file);
    if (!read) return tl::unexpected(read.error());
  } else {
    still->packets.push_back(packet_of(bytes));
    if (format == StillFormat::kBmp) put_file_size(*still->packets.back(), bmp);
  }
  if (still->packets.size() == 1) {  // a single picture has no time
    file.timing.clear();
    file.info.start.reset();
    file.info.duration.reset();
  }
  file.info.still_pictures = static_cast<int>(still->packets.size());
  file.make_decoder = [still] { return std::make_unique<LavDecoder>(still); };
  return file;
}

}  // namespace spoor::stills
