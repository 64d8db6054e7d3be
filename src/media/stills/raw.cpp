#include "base/text.h"
#include "media/stills/still_file.h"

#include <fmt/format.h>
#include <libraw/libraw.h>

#include <algorithm>

namespace spoor::stills {
namespace {

constexpr int kMostMegabytes = 2048;  // of the sensor's samples

/// EXIF orientation of LibRaw's quarter turns.
int orientation_of(int flip) {
  switch (flip) {
    case 3:
      return 3;
    case 5:
      return 8;
    case 6:
      return 6;
    default:
      return 1;
  }
}

/// In the place of LibRaw's own, which prints. The type of the offset differs between its versions.
constexpr auto on_damage = [](void* user, const char*, auto offset) {
  auto& anomalies = *static_cast<std::vector<Anomaly>*>(user);
  if (anomalies.size() < 16) note(anomalies, AnomalyKind::kMalformed, "LibRaw: damaged data", offset, 0);
};

/// The preview as LibRaw found it: a JPEG stream, or the samples of a bitmap.
class Preview : public StillDecoder {
 public:
  Preview(std::unique_ptr<StillDecoder> jpeg, int orientation) : jpeg_(std::move(jpeg)), orientation_(orientation) {}
  Preview(Frame bitmap, int orientation) : bitmap_(std::move(bitmap)), orientation_(orientation) {}

  Result<Frame> decode(std::int64_t index, std::vector<Anomaly>& anomalies) override {
    Result<Frame> frame = jpeg_ ? jpeg_->decode(index, anomalies) : Result<Frame>(bitmap_);
    // A preview's own EXIF often says nothing of how the camera was held; the raw file does.
    if (frame) frame->info.orientation = orientation_;
    return frame;
  }

 private:
  std::unique_ptr<StillDecoder> jpeg_;
  Frame bitmap_;
  int orientation_;
};

/// Samples of a bitmap preview, checked against the bytes that are there.
Result<Frame> bitmap_frame(const libraw_thumbnail_t& thumbnail, bool wide, const OpenLimits& limits) {
  const int colours = thumbnail.tcolors == 1 ? 1 : 3;
  const auto sized = check_picture_size(thumbnail.twidth, thumbnail.theight, colours * 2, limits);
  if (!sized) return tl::unexpected(sized.error());
  const std::size_t bytes =
      std::size_t{thumbnail.twidth} * thumbnail.theight * static_cast<std::size_t>(colours) * (wide ? 2 : 1);
  if (thumbnail.thumb == nullptr || thumbnail.tlength < bytes)
    return failure(Fault::kCorrupt, "the raw file's preview is cut");
  Frame frame;
  frame.info.width = thumbnail.twidth;
  frame.info.height = thumbnail.theight;
  frame.info.fields = FieldOrder::kProgressive;
  frame.info.layout.model = colours == 1 ? ColourModel::kGrey : ColourModel::kRgb;
  frame.info.layout.components = colours;
  frame.info.layout.bits = wide ? 16 : 8;
  frame.info.layout.repacked_from = wide ? "bitmap preview, 16 bits" : "bitmap preview, 8 bits";
  const cv::Mat packed(frame.info.height, frame.info.width, CV_MAKETYPE(wide ? CV_16U : CV_8U, colours),
                       thumbnail.thumb);
  frame.planes = separate_planes(packed, colours == 1 ? std::vector{0} : std::vector{0, 1, 2});
  return frame;
}

}  // namespace

Result<StillFile> open_raw(const StillInput& input) {
  // LibRaw is large for a stack. Its buffer is not written, though the signature does not say so.
  const auto raw = std::make_unique<LibRaw>();
  StillFile file;
  raw->set_dataerror_handler(on_damage, &file.info.anomalies);
#if LIBRAW_VERSION >= LIBRAW_MAKE_VERSION(0, 21, 0)
  raw->imgdata.rawparams.max_raw_memory_mb = kMostMegabytes;
#else
  raw->set_memerror_handler([](void*, const char*, const char*) {}, nullptr);
  raw->imgdata.params.max_raw_memory_mb = kMostMegabytes;
#endif
  int status = raw->open_buffer(const_cast<std::byte*>(input.view().data()), input.view().size());
  if (status != LIBRAW_SUCCESS) {
    return failure(Fault::kUnsupported, with_detail("the camera raw is not read", "LibRaw", LibRaw::strerror(status)));
  }
  const libraw_data_t& data = raw->imgdata;
  const auto& sizes = data.sizes;
  const auto sized = check_picture_size(std::max(sizes.raw_width, sizes.width),
                                        std::max(sizes.raw_height, sizes.height), 2, input.limits);
  if (!sized) return tl::unexpected(sized.error());
  if (data.thumbnail.tlength > input.view().size())
    return failure(Fault::kCorrupt, "the raw file's preview announces more bytes than the file has");
  status = raw->unpack_thumb();
  if (status != LIBRAW_SUCCESS) {
    return failure(Fault::kUnsupported,
                   with_detail("the raw file has no preview that can be read", "LibRaw", LibRaw::strerror(status)));
  }
  const int orientation = orientation_of(sizes.flip);
  const std::string camera = printable(fmt::format("{} {}", data.idata.make, data.idata.model), 200);
  const libraw_thumbnail_t& thumbnail = data.thumbnail;
  if (thumbnail.tformat == LIBRAW_THUMBNAIL_JPEG) {
    const auto* const first = reinterpret_cast<const std::byte*>(thumbnail.thumb);
    const StillInput preview{std::make_shared<std::vector<std::byte>>(first, first + thumbnail.tlength), input.limits};
    auto jpeg = open_jpeg(preview);
    if (!jpeg)
      return tl::unexpected(Error{jpeg.error().fault, "of the raw file's preview: " + jpeg.error().sentence, {}});
    jpeg->info.anomalies.insert(jpeg->info.anomalies.end(), file.info.anomalies.begin(), file.info.anomalies.end());
    file.info = std::move(jpeg->info);
    // Offsets count from the preview's first byte, which LibRaw does not always tell.
    for (Anomaly& anomaly : file.info.anomalies) anomaly.what += " (in the preview)";
    file.make_decoder = [make = jpeg->make_decoder, orientation] {
      return std::make_unique<Preview>(make(), orientation);
    };
  } else if (thumbnail.tformat == LIBRAW_THUMBNAIL_BITMAP || thumbnail.tformat == LIBRAW_THUMBNAIL_BITMAP16) {
    const auto frame = bitmap_frame(thumbnail, thumbnail.tformat == LIBRAW_THUMBNAIL_BITMAP16, input.limits);
    if (!frame) return tl::unexpected(frame.error());
    file.info.video.push_back(
        still_stream("bitmap", frame->info.width, frame->info.height, frame->info.layout.repacked_from));
    file.make_decoder = [frame = *frame, orientation] { return std::make_unique<Preview>(frame, orientation); };
  } else {
    return failure(Fault::kUnsupported, "the raw file's preview is of a kind that is not read");
  }
  file.info.decoder = fmt::format("{}{}preview of a raw file ({}, LibRaw {})", file.info.decoder,
                                  file.info.decoder.empty() ? "" : ", ", camera, LibRaw::version());
  file.info.video.front().orientation = orientation;
  return file;
}

}  // namespace spoor::stills
