#include "media/stills/embedded.h"
#include "media/stills/still_file.h"

#include <fmt/format.h>
#include <jxl/decode.h>
#include <jxl/version.h>

#include <algorithm>
#include <optional>

namespace spoor::stills {
namespace {

struct Destroy {
  void operator()(JxlDecoder* decoder) const { JxlDecoderDestroy(decoder); }
};
using Decoder = std::unique_ptr<JxlDecoder, Destroy>;

Decoder fresh_decoder(Bytes bytes, int events) {
  Decoder decoder(JxlDecoderCreate(nullptr));
  if (!decoder) throw std::bad_alloc();
  JxlDecoderSetKeepOrientation(decoder.get(), JXL_TRUE);
  JxlDecoderSubscribeEvents(decoder.get(), events);
  JxlDecoderSetInput(decoder.get(), reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  // The input stays open: of a cut file libjxl then asks for more; told that there is none, it would print.
  return decoder;
}

FrameInfo info_of(const JxlBasicInfo& basic) {
  FrameInfo info;
  info.width = static_cast<int>(basic.xsize);
  info.height = static_cast<int>(basic.ysize);
  info.fields = FieldOrder::kProgressive;
  info.orientation = std::clamp(static_cast<int>(basic.orientation), 1, 8);
  SampleLayout& layout = info.layout;
  layout.model = basic.num_color_channels == 1 ? ColourModel::kGrey : ColourModel::kRgb;
  layout.has_alpha = basic.alpha_bits > 0;
  layout.components = static_cast<int>(basic.num_color_channels) + (layout.has_alpha ? 1 : 0);
  layout.is_float = basic.exponent_bits_per_sample > 0 || basic.bits_per_sample > 16;
  layout.bits = layout.is_float ? 32 : basic.bits_per_sample <= 8 ? 8 : 16;
  layout.repacked_from = fmt::format("{} channels of {} bits{}", layout.components, basic.bits_per_sample,
                                     basic.exponent_bits_per_sample > 0 ? " float" : "");
  // libjxl works in floating point and gives integers of 8 or 16 bits over their whole range.
  if (!layout.is_float && static_cast<int>(basic.bits_per_sample) != layout.bits) {
    layout.repacked_from += fmt::format(", scaled to {} by libjxl", layout.bits);
  }
  if (basic.uses_original_profile == JXL_FALSE) layout.repacked_from += ", coded as xyb";
  return info;
}

JxlPixelFormat pixel_format(const SampleLayout& layout) {
  const JxlDataType type = layout.is_float ? JXL_TYPE_FLOAT : layout.bits == 8 ? JXL_TYPE_UINT8 : JXL_TYPE_UINT16;
  return {static_cast<std::uint32_t>(layout.components), type, JXL_NATIVE_ENDIAN, 0};
}

// Version 0.9 dropped an argument that was not used.
#if JPEGXL_NUMERIC_VERSION >= JPEGXL_COMPUTE_NUMERIC_VERSION(0, 9, 0)
constexpr auto encoded_profile = JxlDecoderGetColorAsEncodedProfile;
constexpr auto icc_size = JxlDecoderGetICCProfileSize;
constexpr auto icc_profile = JxlDecoderGetColorAsICCProfile;
#else
constexpr auto encoded_profile = [](const JxlDecoder* decoder, JxlColorProfileTarget target, JxlColorEncoding* out) {
  return JxlDecoderGetColorAsEncodedProfile(decoder, nullptr, target, out);
};
constexpr auto icc_size = [](const JxlDecoder* decoder, JxlColorProfileTarget target, std::size_t* size) {
  return JxlDecoderGetICCProfileSize(decoder, nullptr, target, size);
};
constexpr auto icc_profile = [](const JxlDecoder* decoder, JxlColorProfileTarget target, std::uint8_t* out,
                                std::size_t size) {
  return JxlDecoderGetColorAsICCProfile(decoder, nullptr, target, out, size);
};
#endif

/// libjxl's enumerations of primaries and transfers are H.273's code points where it has one.
void read_colour(const JxlDecoder* decoder, DeclaredColour& colour) {
  JxlColorEncoding encoding{};
  if (encoded_profile(decoder, JXL_COLOR_PROFILE_TARGET_DATA, &encoding) == JXL_DEC_SUCCESS) {
    const int primaries = static_cast<int>(encoding.primaries), transfer = static_cast<int>(encoding.transfer_function);
    if (encoding.color_space == JXL_COLOR_SPACE_RGB && primaries < 256) colour.primaries = primaries;
    if (transfer < 256) colour.transfer = transfer;
    return;
  }
  std::size_t size = 0;
  constexpr std::size_t kMost = std::size_t{1} << 26;
  if (icc_size(decoder, JXL_COLOR_PROFILE_TARGET_DATA, &size) != JXL_DEC_SUCCESS || size > kMost) return;
  std::vector<std::uint8_t> profile(size);
  if (icc_profile(decoder, JXL_COLOR_PROFILE_TARGET_DATA, profile.data(), size) == JXL_DEC_SUCCESS) {
    colour.icc_profile = icc_description(std::as_bytes(std::span(profile)));
  }
}

class JxlStillDecoder : public StillDecoder {
 public:
  JxlStillDecoder(StillInput input, FrameInfo info) : input_(std::move(input)), info_(std::move(info)) {}

  Result<Frame> decode(std::int64_t index, std::vector<Anomaly>& anomalies) override {
    if (!decoder_ || index < next_) {
      decoder_ = fresh_decoder(input_.view(), JXL_DEC_FULL_IMAGE);
      next_ = 0;
    }
    if (index > next_) JxlDecoderSkipFrames(decoder_.get(), static_cast<std::size_t>(index - next_));
    const JxlPixelFormat format = pixel_format(info_.layout);
    std::size_t bytes = 0;
    cv::Mat packed;
    Frame frame{info_, {}, {}};
    for (;;) {
      const JxlDecoderStatus status = JxlDecoderProcessInput(decoder_.get());
      if (status == JXL_DEC_NEED_IMAGE_OUT_BUFFER) {
        packed = cv::Mat::zeros(info_.height, info_.width,
                                CV_MAKETYPE(CV_MAT_DEPTH(plane_type(info_.layout)), info_.layout.components));
        const bool fits = JxlDecoderImageOutBufferSize(decoder_.get(), &format, &bytes) == JXL_DEC_SUCCESS &&
                          bytes <= packed.total() * packed.elemSize() &&
                          JxlDecoderSetImageOutBuffer(decoder_.get(), &format, packed.data,
                                                      packed.total() * packed.elemSize()) == JXL_DEC_SUCCESS;
        if (!fits) return failed("libjxl wants another size than it announced");
      } else if (status == JXL_DEC_FULL_IMAGE) {
        break;
      } else if ((status == JXL_DEC_NEED_MORE_INPUT || status == JXL_DEC_ERROR) && !packed.empty() &&
                 JxlDecoderFlushImage(decoder_.get()) == JXL_DEC_SUCCESS) {
        frame.info.concealed = true;
        const auto left = static_cast<std::int64_t>(JxlDecoderReleaseInput(decoder_.get()));
        note(anomalies, status == JXL_DEC_ERROR ? AnomalyKind::kMalformed : AnomalyKind::kTruncated,
             "the picture is only decoded in part", static_cast<std::int64_t>(input_.view().size()) - left, left);
        decoder_.reset();
        break;
      } else {
        return failed(status == JXL_DEC_NEED_MORE_INPUT ? "the JPEG XL ends before its picture does"
                                                        : "the JPEG XL's samples cannot be decoded");
      }
    }
    next_ = index + 1;
    std::vector<int> order(static_cast<std::size_t>(info_.layout.components));
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
    frame.planes = separate_planes(packed, order);
    return frame;
  }

 private:
  Result<Frame> failed(const char* sentence) {
    decoder_.reset();
    return failure(Fault::kCorrupt, sentence);
  }

  StillInput input_;
  FrameInfo info_;
  Decoder decoder_;
  std::int64_t next_ = 0;
};

}  // namespace

Result<StillFile> open_jxl(const StillInput& input) {
  const Decoder decoder = fresh_decoder(input.view(), JXL_DEC_BASIC_INFO | JXL_DEC_COLOR_ENCODING | JXL_DEC_FRAME);
  JxlBasicInfo basic{};
  FrameInfo info;
  StillFile file;
  std::int64_t time = 0;
  int frames = 0;
  bool ended = false;
  while (!ended) {
    switch (JxlDecoderProcessInput(decoder.get())) {
      case JXL_DEC_BASIC_INFO: {
        if (JxlDecoderGetBasicInfo(decoder.get(), &basic) != JXL_DEC_SUCCESS)
          return failure(Fault::kCorrupt, "the JPEG XL's header cannot be read");
        const auto sized = check_picture_size(basic.xsize, basic.ysize, 8, input.limits);
        if (!sized) return tl::unexpected(sized.error());
        info = info_of(basic);
        const auto bytes = check_picture_size(basic.xsize, basic.ysize,
                                              info.layout.components * std::max(1, info.layout.bits / 8), input.limits);
        if (!bytes) return tl::unexpected(bytes.error());
        break;
      }
      case JXL_DEC_COLOR_ENCODING:
        read_colour(decoder.get(), info.colour);
        break;
      case JXL_DEC_FRAME: {
        JxlFrameHeader header{};
        JxlDecoderGetFrameHeader(decoder.get(), &header);
        ++frames;
        if (basic.have_animation == JXL_FALSE) break;
        const Rational base{basic.animation.tps_denominator, std::max<std::int64_t>(1, basic.animation.tps_numerator)};
        file.timing.push_back({{time, base}, {header.duration, base}});
        time += header.duration;
        break;
      }
      case JXL_DEC_SUCCESS:
        ended = true;
        break;
      default:
        if (info.width == 0) return failure(Fault::kCorrupt, "the JPEG XL's header cannot be read");
        ended = true;
        note(file.info.anomalies, AnomalyKind::kTruncated, "the JPEG XL ends or breaks before its last picture does",
             -1, 0);
        break;
    }
  }
  if (frames == 0) return failure(Fault::kCorrupt, "the JPEG XL ends before its first picture begins");
  const int version = static_cast<int>(JxlDecoderVersion());
  file.info.decoder = fmt::format("libjxl {}.{}.{}", version / 1'000'000, version / 1000 % 1000, version % 1000);
  file.info.still_pictures = frames;
  file.info.video.push_back(still_stream("jpegxl", info.width, info.height, info.layout.repacked_from));
  file.info.video.front().orientation = info.orientation;
  if (!file.timing.empty()) {
    file.info.start = file.timing.front().pts;
    file.info.duration = TimeStamp{time, file.timing.front().pts.base};
  }
  file.make_decoder = [input, info] { return std::make_unique<JxlStillDecoder>(input, info); };
  return file;
}

}  // namespace spoor::stills
