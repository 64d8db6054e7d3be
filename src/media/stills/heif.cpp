#include "base/text.h"
#include "media/av.h"
#include "media/stills/embedded.h"
#include "media/stills/heif_native.h"
#include "media/stills/heif_properties.h"
#include "media/stills/still_file.h"

#include <fmt/format.h>
#include <libheif/heif.h>

#include <algorithm>
#include <optional>

namespace spoor::stills {
namespace {

struct Release {
  void operator()(heif_context* context) const { heif_context_free(context); }
  void operator()(heif_image_handle* handle) const { heif_image_handle_release(handle); }
  void operator()(heif_decoding_options* options) const { heif_decoding_options_free(options); }
  void operator()(heif_color_profile_nclx* profile) const { heif_nclx_color_profile_free(profile); }
};
using Context = std::unique_ptr<heif_context, Release>;
using Handle = std::unique_ptr<heif_image_handle, Release>;

Error error_of(const heif_error& error, const std::string& what) {
  const bool missing = error.code == heif_error_Unsupported_feature || error.code == heif_error_Unsupported_filetype;
  const bool large = error.subcode == heif_suberror_Security_limit_exceeded;
  return {large     ? Fault::kTooLarge
          : missing ? Fault::kUnsupported
                    : Fault::kCorrupt,
          with_detail(what, "libheif", error.message == nullptr ? "" : error.message),
          {}};
}

Result<Context> read_context(const StillInput& input) {
  Context context(heif_context_alloc());
  if (!context) throw std::bad_alloc();
  constexpr int kLibraryLimit = 32'768;
  heif_context_set_maximum_image_size_limit(context.get(), std::min(input.limits.max_side, kLibraryLimit));
  if (input.limits.decoder_threads > 0)
    heif_context_set_max_decoding_threads(context.get(), input.limits.decoder_threads);
  const heif_error error =
      heif_context_read_from_memory_without_copy(context.get(), input.view().data(), input.view().size(), nullptr);
  if (error.code != heif_error_Ok) return tl::unexpected(error_of(error, "the HEIF's boxes cannot be read"));
  return context;
}

/// Top-level pictures, the primary one first.
std::vector<heif_item_id> pictures_of(const heif_context* context) {
  const int count = heif_context_get_number_of_top_level_images(const_cast<heif_context*>(context));
  std::vector<heif_item_id> ids(static_cast<std::size_t>(std::max(0, count)));
  ids.resize(static_cast<std::size_t>(std::max(
      0, heif_context_get_list_of_top_level_image_IDs(const_cast<heif_context*>(context), ids.data(), count))));
  heif_item_id primary = 0;
  if (heif_context_get_primary_image_ID(const_cast<heif_context*>(context), &primary).code == heif_error_Ok) {
    std::stable_partition(ids.begin(), ids.end(), [&](heif_item_id id) { return id == primary; });
  }
  return ids;
}

Result<Handle> handle_of(const Context& context, heif_item_id id) {
  heif_image_handle* handle = nullptr;
  const heif_error error = heif_context_get_image_handle(context.get(), id, &handle);
  if (error.code != heif_error_Ok) return tl::unexpected(error_of(error, "the picture is not in the file"));
  return Handle(handle);
}

DeclaredColour colour_of(const heif_image_handle* handle) {
  DeclaredColour colour;
  heif_color_profile_nclx* bare = nullptr;
  if (heif_image_handle_get_nclx_color_profile(handle, &bare).code == heif_error_Ok && bare != nullptr) {
    const std::unique_ptr<heif_color_profile_nclx, Release> nclx(bare);
    colour.primaries = nclx->color_primaries;
    colour.transfer = nclx->transfer_characteristics;
    colour.matrix = nclx->matrix_coefficients;
    colour.range = nclx->full_range_flag != 0 ? ColourRange::kFull : ColourRange::kLimited;
  }
  const std::size_t size = heif_image_handle_get_raw_color_profile_size(handle);
  constexpr std::size_t kMost = std::size_t{1} << 26;
  if (size > 0 && size < kMost) {
    std::vector<std::byte> profile(size);
    if (heif_image_handle_get_raw_color_profile(handle, profile.data()).code == heif_error_Ok) {
      colour.icc_profile = icc_description(profile);
    }
  }
  return colour;
}

struct Sides {
  int width = 0, height = 0;
};

/// Before rotation and crop, as the samples are given.
Sides stored_sides(const heif_image_handle* handle) {
  return {heif_image_handle_get_ispe_width(handle), heif_image_handle_get_ispe_height(handle)};
}

/// The layout of a decoded picture and which channel each plane is; nothing for layouts that are not known.
struct Channels {
  SampleLayout layout;
  std::vector<heif_channel> planes;
};

std::optional<Channels> channels_of(const heif_image* image) {
  Channels channels;
  SampleLayout& layout = channels.layout;
  const heif_chroma chroma = heif_image_get_chroma_format(image);
  switch (heif_image_get_colorspace(image)) {
    case heif_colorspace_YCbCr:
      layout.model = ColourModel::kYCbCr;
      channels.planes = {heif_channel_Y, heif_channel_Cb, heif_channel_Cr};
      layout.log2_chroma_w = chroma == heif_chroma_420 || chroma == heif_chroma_422 ? 1 : 0;
      layout.log2_chroma_h = chroma == heif_chroma_420 ? 1 : 0;
      layout.repacked_from = chroma == heif_chroma_420   ? "ycbcr 4:2:0"
                             : chroma == heif_chroma_422 ? "ycbcr 4:2:2"
                                                         : "ycbcr 4:4:4";
      if (chroma == heif_chroma_monochrome) return std::nullopt;
      break;
    case heif_colorspace_monochrome:
      layout.model = ColourModel::kGrey;
      channels.planes = {heif_channel_Y};
      layout.repacked_from = "monochrome";
      break;
    case heif_colorspace_RGB:
      if (chroma != heif_chroma_444) return std::nullopt;
      layout.model = ColourModel::kRgb;
      channels.planes = {heif_channel_R, heif_channel_G, heif_channel_B};
      layout.repacked_from = "rgb planes by libheif";
      break;
    default:
      return std::nullopt;
  }
  if (heif_image_has_channel(image, heif_channel_Alpha) != 0) {
    layout.has_alpha = true;
    channels.planes.push_back(heif_channel_Alpha);
  }
  layout.components = static_cast<int>(channels.planes.size());
  layout.bits = heif_image_get_bits_per_pixel_range(image, channels.planes.front());
  return channels;
}

/// libheif turns YCbCr into RGB on its way, whatever is asked for; asked for YCbCr it would turn it back. So the RGB
/// is taken, and its origin named.
std::string origin_name(int chroma_format) {
  switch (chroma_format) {
    case 0:
      return "monochrome";
    case 1:
      return "rgb planes made by libheif from 4:2:0";
    case 2:
      return "rgb planes made by libheif from 4:2:2";
    case 3:
      return "rgb planes made by libheif from 4:4:4";
    default:
      return "rgb planes made by libheif";
  }
}

class HeifDecoder : public StillDecoder {
 public:
  explicit HeifDecoder(StillInput input) : input_(std::move(input)), items_(heif_items(input_.view())) {}

  Result<Frame> decode(std::int64_t index, std::vector<Anomaly>& anomalies) override {
    if (!context_) {
      auto context = read_context(input_);
      if (!context) return tl::unexpected(context.error());
      context_ = std::move(*context);
      ids_ = pictures_of(context_.get());
    }
    const heif_item_id id = ids_.at(static_cast<std::size_t>(index));
    const auto handle = handle_of(context_, id);
    if (!handle) return tl::unexpected(handle.error());
    const Sides sides = stored_sides(handle->get());
    const auto sized = check_picture_size(sides.width, sides.height, 8, input_.limits);
    if (!sized) return tl::unexpected(sized.error());
    const auto claimed = check_heif_claims(items_, id, input_.limits);
    if (!claimed) return tl::unexpected(claimed.error());
    std::vector<Anomaly> found;
    auto native = native_heif_frame(items_, id, input_.limits, found);
    if (native) {
      anomalies.insert(anomalies.end(), found.begin(), found.end());
      return described(std::move(*native), handle->get(), id);
    }
    if (native.error().fault == Fault::kTooLarge) return native;
    const bool damaged = native.error().fault == Fault::kCorrupt;
    // Overlays, identities and other codings are left to libheif, and damage to its opinion.
    const std::unique_ptr<heif_decoding_options, Release> options(heif_decoding_options_alloc());
    if (!options) throw std::bad_alloc();
    options->ignore_transformations = 1;
    options->convert_hdr_to_8bit = 0;
    heif_image* bare = nullptr;
    const heif_error error =
        heif_decode_image(handle->get(), &bare, heif_colorspace_undefined, heif_chroma_undefined, options.get());
    if (error.code != heif_error_Ok) return tl::unexpected(error_of(error, "the picture cannot be decoded"));
    const std::shared_ptr<heif_image> image(bare, &heif_image_release);
    auto frame = frame_of(image);
    if (!frame) return frame;
    note_warnings(image.get(), anomalies);
    if (damaged) {
      frame->info.concealed = true;
      note(anomalies, AnomalyKind::kMalformed,
           "libavcodec gives no picture, so that libheif's is shown: " + native.error().sentence);
    }
    if (frame->info.layout.model == ColourModel::kRgb) {
      const auto item = items_.find(id);
      frame->info.layout.repacked_from = origin_name(item == items_.end() ? -1 : item->second.chroma_format);
    }
    return described(std::move(*frame), handle->get(), id);
  }

 private:
  /// The container's word on colour goes before that of the coded picture.
  Frame described(Frame frame, const heif_image_handle* handle, heif_item_id id) const {
    const DeclaredColour outer = colour_of(handle);
    const int chroma_location = frame.info.colour.chroma_location;
    if (outer.range != ColourRange::kUnspecified) frame.info.colour = outer;
    frame.info.colour.chroma_location = chroma_location;
    frame.info.colour.icc_profile = outer.icc_profile;
    const auto item = items_.find(id);
    if (item != items_.end()) frame.info.orientation = item->second.orientation;
    return frame;
  }

  static void note_warnings(heif_image* image, std::vector<Anomaly>& anomalies) {
    constexpr int kMost = 16;
    heif_error warnings[kMost];
    const int count = heif_image_get_decoding_warnings(image, 0, warnings, kMost);
    for (int i = 0; i < count; ++i) {
      note(anomalies, AnomalyKind::kMalformed,
           "libheif: " + printable(warnings[i].message == nullptr ? "" : warnings[i].message, 200), -1, 0);
    }
  }

  /// Planes wrap libheif's buffers.
  static Result<Frame> frame_of(const std::shared_ptr<heif_image>& image) {
    const auto channels = channels_of(image.get());
    if (!channels || channels->layout.bits > 16 || channels->layout.bits < 1) {
      return failure(Fault::kUnsupported, "the picture's samples lie in a way that is not read here");
    }
    Frame frame;
    frame.info.layout = channels->layout;
    frame.info.width = heif_image_get_width(image.get(), channels->planes.front());
    frame.info.height = heif_image_get_height(image.get(), channels->planes.front());
    frame.info.fields = FieldOrder::kProgressive;
    frame.keep_alive = image;
    for (std::size_t c = 0; c < channels->planes.size(); ++c) {
      int stride = 0;
      std::uint8_t* const data = heif_image_get_plane(image.get(), channels->planes[c], &stride);
      const cv::Size size = plane_size(frame.info.layout, frame.info.width, frame.info.height, static_cast<int>(c));
      const int bits = heif_image_get_bits_per_pixel_range(image.get(), channels->planes[c]);
      const bool fits = data != nullptr && heif_image_get_width(image.get(), channels->planes[c]) >= size.width &&
                        heif_image_get_height(image.get(), channels->planes[c]) >= size.height &&
                        (bits > 8) == (frame.info.layout.bits > 8);
      if (!fits)
        return failure(Fault::kUnsupported, "the picture's planes do not have the size or depth of each other");
      frame.planes.emplace_back(size.height, size.width, plane_type(frame.info.layout), data,
                                static_cast<std::size_t>(stride));
    }
    return frame;
  }

  StillInput input_;
  std::map<std::uint32_t, HeifItem> items_;
  Context context_;
  std::vector<heif_item_id> ids_;
};

/// Depth maps, thumbnails and other auxiliary pictures, by name.
void list_others(const Context& context, heif_item_id id, MediaInfo& info) {
  const auto handle = handle_of(context, id);
  if (!handle) return;
  constexpr int kMost = 64;
  heif_item_id ids[kMost];
  const int depths = heif_image_handle_get_list_of_depth_image_IDs(handle->get(), ids, kMost);
  for (int i = 0; i < depths; ++i) info.data.push_back({static_cast<int>(ids[i]), "auxiliary picture", "depth", {}});
  const int thumbnails = heif_image_handle_get_list_of_thumbnail_IDs(handle->get(), ids, kMost);
  for (int i = 0; i < thumbnails; ++i)
    info.data.push_back({static_cast<int>(ids[i]), "auxiliary picture", "thumbnail", {}});
  const int flags = LIBHEIF_AUX_IMAGE_FILTER_OMIT_ALPHA | LIBHEIF_AUX_IMAGE_FILTER_OMIT_DEPTH;
  const int others = heif_image_handle_get_list_of_auxiliary_image_IDs(handle->get(), flags, ids, kMost);
  for (int i = 0; i < others; ++i) {
    heif_image_handle* bare = nullptr;
    if (heif_image_handle_get_auxiliary_image_handle(handle->get(), ids[i], &bare).code != heif_error_Ok) continue;
    const Handle other(bare);
    const char* type = nullptr;
    const bool named =
        heif_image_handle_get_auxiliary_type(other.get(), &type).code == heif_error_Ok && type != nullptr;
    info.data.push_back(
        {static_cast<int>(ids[i]), "auxiliary picture", "auxiliary", named ? printable(type, 200) : ""});
    if (named) heif_image_handle_free_auxiliary_types(other.get(), &type);
  }
}

}  // namespace

Result<StillFile> open_heif(const StillInput& input, StillFormat format) {
  const auto context = read_context(input);
  if (!context) return tl::unexpected(context.error());
  const auto ids = pictures_of(context->get());
  if (ids.empty()) return failure(Fault::kCorrupt, "the file holds no picture");
  const auto handle = handle_of(*context, ids.front());
  if (!handle) return tl::unexpected(handle.error());
  const Sides sides = stored_sides(handle->get());
  const auto sized = check_picture_size(sides.width, sides.height, 8, input.limits);
  if (!sized) return tl::unexpected(sized.error());
  const auto items = heif_items(input.view());
  const auto claimed = check_heif_claims(items, ids.front(), input.limits);
  if (!claimed && claimed.error().fault == Fault::kTooLarge) return tl::unexpected(claimed.error());
  StillFile file;
  file.info.decoder = fmt::format("libavcodec {}.{}.{}, libheif {}", avcodec_version() >> 16,
                                  avcodec_version() >> 8 & 0xFF, avcodec_version() & 0xFF, heif_get_version());
  file.info.still_pictures = static_cast<int>(ids.size());
  file.info.video.push_back(
      still_stream(format == StillFormat::kAvif ? "av1" : "hevc", sides.width, sides.height,
                   fmt::format("{} bits", heif_image_handle_get_luma_bits_per_pixel(handle->get()))));
  const auto item = items.find(ids.front());
  if (item != items.end()) {
    file.info.video.front().orientation = item->second.orientation;
    if (item->second.cropped) {
      note(file.info.anomalies, AnomalyKind::kOutOfPlace, "the picture declares a crop (clap), which is not applied",
           -1, 0);
    }
  }
  for (const heif_item_id id : ids) list_others(*context, id, file.info);
  file.make_decoder = [input] { return std::make_unique<HeifDecoder>(input); };
  return file;
}

}  // namespace spoor::stills
