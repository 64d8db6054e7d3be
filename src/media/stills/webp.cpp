#include "media/stills/embedded.h"
#include "media/stills/still_file.h"

#include <fmt/format.h>
#include <webp/decode.h>
#include <webp/demux.h>

#include <algorithm>

namespace spoor::stills {
namespace {

struct Delete {
  void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
  void operator()(WebPIDecoder* decoder) const { WebPIDelete(decoder); }
  void operator()(WebPAnimDecoder* decoder) const { WebPAnimDecoderDelete(decoder); }
};

const std::uint8_t* words(Bytes bytes) { return reinterpret_cast<const std::uint8_t*>(bytes.data()); }

enum class Coding { kLossy, kLossless };

/// What the chunks say of the file.
struct WebpHead {
  FrameInfo info;
  Coding coding = Coding::kLossy;
  bool animated = false;
};

Bytes chunk_of(const WebPDemuxer* demuxer, const char* name, WebPChunkIterator& iterator) {
  if (WebPDemuxGetChunk(demuxer, name, 1, &iterator) == 0) return {};
  return std::as_bytes(std::span(iterator.chunk.bytes, iterator.chunk.size));
}

void read_chunks(const WebPDemuxer* demuxer, FrameInfo& info) {
  WebPChunkIterator iterator{};
  info.colour.icc_profile = icc_description(chunk_of(demuxer, "ICCP", iterator));
  WebPDemuxReleaseChunkIterator(&iterator);
  WebPChunkIterator exif{};
  info.orientation = exif_orientation(chunk_of(demuxer, "EXIF", exif));
  WebPDemuxReleaseChunkIterator(&exif);
}

void set_layout(WebpHead& head, bool alpha) {
  SampleLayout& layout = head.info.layout;
  layout.has_alpha = alpha || head.animated;
  layout.components = layout.has_alpha ? 4 : 3;
  if (head.coding == Coding::kLossy && !head.animated) {
    layout.model = ColourModel::kYCbCr;
    layout.log2_chroma_w = layout.log2_chroma_h = 1;
    layout.repacked_from = "lossy yuv420p";
    head.info.colour.matrix = 6;  // VP8 defines BT.601 with limited range and nothing else
    head.info.colour.range = ColourRange::kLimited;
  } else {
    layout.model = ColourModel::kRgb;
    layout.repacked_from = head.animated ? "pictures laid over each other as rgba by libwebp" : "lossless argb";
  }
}

class WebpDecoder : public StillDecoder {
 public:
  WebpDecoder(StillInput input, WebpHead head) : input_(std::move(input)), head_(std::move(head)) {}

  Result<Frame> decode(std::int64_t index, std::vector<Anomaly>& anomalies) override {
    return head_.animated ? decode_animation(index) : decode_single(anomalies);
  }

 private:
  Result<Frame> decode_single(std::vector<Anomaly>& anomalies) {
    Frame frame{head_.info, {}, {}};
    WebPDecoderConfig config;
    if (WebPInitDecoderConfig(&config) == 0)
      return failure(Fault::kInternal, "libwebp is of another version than its headers");
    config.output.is_external_memory = 1;
    cv::Mat packed;
    if (head_.coding == Coding::kLossy) {
      frame.planes = blank_planes(frame.info);
      config.output.colorspace = frame.info.layout.has_alpha ? MODE_YUVA : MODE_YUV;
      WebPYUVABuffer& buffer = config.output.u.YUVA;
      const auto plane = [&](std::size_t i, std::uint8_t*& data, int& stride, std::size_t& size) {
        data = frame.planes[i].data;
        stride = static_cast<int>(frame.planes[i].step[0]);
        size = frame.planes[i].total();
      };
      plane(0, buffer.y, buffer.y_stride, buffer.y_size);
      plane(1, buffer.u, buffer.u_stride, buffer.u_size);
      plane(2, buffer.v, buffer.v_stride, buffer.v_size);
      if (frame.info.layout.has_alpha) plane(3, buffer.a, buffer.a_stride, buffer.a_size);
    } else {
      packed = cv::Mat::zeros(frame.info.height, frame.info.width, CV_8UC4);
      config.output.colorspace = MODE_RGBA;
      config.output.u.RGBA = {packed.data, static_cast<int>(packed.step[0]), packed.total() * 4};
    }
    const std::unique_ptr<WebPIDecoder, Delete> decoder(WebPIDecode(nullptr, 0, &config));
    if (!decoder) throw std::bad_alloc();
    const Bytes file = input_.view();
    const VP8StatusCode status = WebPIUpdate(decoder.get(), words(file), file.size());
    if (status != VP8_STATUS_OK) {
      int rows = 0;
      if (head_.coding == Coding::kLossy)
        WebPIDecGetYUVA(decoder.get(), &rows, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr);
      else
        WebPIDecGetRGB(decoder.get(), &rows, nullptr, nullptr, nullptr);
      if (rows <= 0) {
        return failure(Fault::kCorrupt, status == VP8_STATUS_SUSPENDED ? "the WebP ends before its first row of samples"
                                                                       : "the WebP's samples cannot be decoded");
      }
      frame.info.concealed = true;
      note(anomalies, status == VP8_STATUS_SUSPENDED ? AnomalyKind::kTruncated : AnomalyKind::kMalformed,
           fmt::format("only {} of {} rows can be decoded", rows, frame.info.height),
           static_cast<std::int64_t>(file.size()), 0);
    }
    if (head_.coding == Coding::kLossless) {
      frame.planes =
          separate_planes(packed, frame.info.layout.has_alpha ? std::vector{0, 1, 2, 3} : std::vector{0, 1, 2});
    }
    return frame;
  }

  Result<Frame> decode_animation(std::int64_t index) {
    if (!animation_) {
      WebPAnimDecoderOptions options;
      if (WebPAnimDecoderOptionsInit(&options) == 0)
        return failure(Fault::kInternal, "libwebp is of another version than its headers");
      const WebPData data{words(input_.view()), input_.view().size()};
      animation_.reset(WebPAnimDecoderNew(&data, &options));
      if (!animation_) return failure(Fault::kCorrupt, "the animation's header cannot be read");
      next_ = 0;
    }
    if (index < next_) {
      WebPAnimDecoderReset(animation_.get());
      next_ = 0;
    }
    std::uint8_t* canvas = nullptr;
    for (; next_ <= index; ++next_) {
      int time = 0;
      if (WebPAnimDecoderGetNext(animation_.get(), &canvas, &time) == 0) {
        const std::int64_t at = next_;
        animation_.reset();
        return failure(Fault::kCorrupt, fmt::format("picture {} of the animation cannot be decoded", at));
      }
    }
    Frame frame{head_.info, {}, {}};
    const cv::Mat packed(frame.info.height, frame.info.width, CV_8UC4, canvas);
    frame.planes = separate_planes(packed, {0, 1, 2, 3});
    return frame;
  }

  StillInput input_;
  WebpHead head_;
  std::unique_ptr<WebPAnimDecoder, Delete> animation_;
  std::int64_t next_ = 0;
};

/// Times of an animation's pictures, in milliseconds.
void read_timing(const WebPDemuxer* demuxer, StillFile& file) {
  WebPIterator iterator{};
  std::int64_t time = 0;
  const Rational base{1, 1000};
  if (WebPDemuxGetFrame(demuxer, 1, &iterator) != 0) {
    do {
      file.timing.push_back({{time, base}, {iterator.duration, base}});
      time += iterator.duration;
    } while (WebPDemuxNextFrame(&iterator) != 0);
  }
  WebPDemuxReleaseIterator(&iterator);
  file.info.video.front().time_base = base;
  file.info.start = TimeStamp{0, base};
  file.info.duration = TimeStamp{time, base};
}

}  // namespace

Result<StillFile> open_webp(const StillInput& input) {
  const Bytes bytes = input.view();
  WebPBitstreamFeatures features{};
  const VP8StatusCode status = WebPGetFeatures(words(bytes), bytes.size(), &features);
  if (status == VP8_STATUS_NOT_ENOUGH_DATA) return failure(Fault::kCorrupt, "the WebP ends within its header");
  if (status == VP8_STATUS_UNSUPPORTED_FEATURE)
    return failure(Fault::kUnsupported, "the WebP is of a kind that libwebp does not read");
  if (status != VP8_STATUS_OK) return failure(Fault::kCorrupt, "the WebP's header is damaged");
  const auto sized = check_picture_size(features.width, features.height, 8, input.limits);
  if (!sized) return tl::unexpected(sized.error());
  WebpHead head;
  head.info.width = features.width;
  head.info.height = features.height;
  head.info.fields = FieldOrder::kProgressive;
  head.coding = features.format == 2 ? Coding::kLossless : Coding::kLossy;
  head.animated = features.has_animation != 0;

  StillFile file;
  const WebPData data{words(bytes), bytes.size()};
  WebPDemuxState state = WEBP_DEMUX_PARSE_ERROR;
  const std::unique_ptr<WebPDemuxer, Delete> demuxer(WebPDemuxPartial(&data, &state));
  if (state == WEBP_DEMUX_PARSE_ERROR) {
    note(file.info.anomalies, AnomalyKind::kMalformed, "the WebP's chunks contradict each other", -1, 0);
  } else if (state != WEBP_DEMUX_DONE) {
    note(file.info.anomalies, AnomalyKind::kTruncated, "the WebP ends before its last chunk does",
         static_cast<std::int64_t>(bytes.size()), 0);
  }
  set_layout(head, features.has_alpha != 0);
  const int version = WebPGetDecoderVersion();
  file.info.decoder = fmt::format("libwebp {}.{}.{}", version >> 16, version >> 8 & 0xFF, version & 0xFF);
  file.info.video.push_back(still_stream("webp", features.width, features.height, head.info.layout.repacked_from));
  if (demuxer) {
    read_chunks(demuxer.get(), head.info);
    file.info.video.front().orientation = head.info.orientation;
    if (head.animated) read_timing(demuxer.get(), file);
  }
  if (head.animated && file.timing.empty()) return failure(Fault::kCorrupt, "the animation holds no whole picture");
  file.info.still_pictures = head.animated ? static_cast<int>(file.timing.size()) : 1;
  file.make_decoder = [input, head] { return std::make_unique<WebpDecoder>(input, head); };
  return file;
}

}  // namespace spoor::stills
