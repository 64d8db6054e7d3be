#include "media/stills/heif_native.h"

#include "base/text.h"
#include "media/av_messages.h"
#include "media/stills/lav_planes.h"
#include "media/stills/still_file.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace spoor::stills {
namespace {

using Items = std::map<std::uint32_t, HeifItem>;

constexpr std::size_t kMostBytes = std::size_t{1} << 30;

Result<std::vector<std::byte>> data_of(const HeifItem& item) {
  std::size_t total = 0;
  for (const Bytes extent : item.extents) {
    total += extent.size();
    if (total > kMostBytes)
      return failure(Fault::kTooLarge, "the extents of a picture add up to more than the file may have");
  }
  std::vector<std::byte> data;
  data.reserve(total);
  for (const Bytes extent : item.extents) data.insert(data.end(), extent.begin(), extent.end());
  if (data.empty()) return failure(Fault::kCorrupt, "a coded picture has no data");
  return data;
}

/// A decoder for the coded pictures of one file, opened for one configuration.
class Coder {
 public:
  Coder(const OpenLimits& limits, std::vector<Anomaly>& anomalies) : limits_(limits), anomalies_(anomalies) {}

  Result<Frame> decode(const HeifItem& item) {
    if (item.type != "hvc1" && item.type != "av01")
      return failure(Fault::kUnsupported, "the item is no HEVC or AV1 picture");
    const auto sized = check_picture_size(item.width, item.height, 8, limits_);
    if (!sized) return tl::unexpected(sized.error());
    const auto data = data_of(item);
    if (!data) return tl::unexpected(data.error());
    const auto opened = open(item);
    if (!opened) return tl::unexpected(opened.error());
    const AvPacket packet(av_packet_alloc());
    const AvFrame picture(av_frame_alloc());
    if (!packet || !picture || av_new_packet(packet.get(), static_cast<int>(data->size())) < 0) throw std::bad_alloc();
    std::memcpy(packet->data, data->data(), data->size());
    packet->flags |= AV_PKT_FLAG_KEY;
    messages_.clear();
    int status = avcodec_send_packet(context_.get(), packet.get());
    if (status >= 0) avcodec_send_packet(context_.get(), nullptr);
    if (status >= 0) status = avcodec_receive_frame(context_.get(), picture.get());
    for (const std::string& text : messages_.texts()) note(anomalies_, AnomalyKind::kMalformed, "libavcodec: " + text);
    avcodec_flush_buffers(context_.get());
    if (status < 0) return failure(Fault::kCorrupt, "a coded picture cannot be decoded: " + printable(av_text(status)));
    auto frame = frame_of(*picture);
    if (frame) frame->info.concealed = frame->info.concealed || messages_.errors() > 0;
    return frame;
  }

 private:
  Result<void> open(const HeifItem& item) {
    const bool same = context_ && std::ranges::equal(item.configuration, configuration_) && item.type == type_;
    if (same) return {};
    const ::AVCodec* const codec = avcodec_find_decoder(item.type == "hvc1" ? AV_CODEC_ID_HEVC : AV_CODEC_ID_AV1);
    if (codec == nullptr) return failure(Fault::kUnavailable, "this libavcodec has no decoder for the picture");
    context_.reset(avcodec_alloc_context3(codec));
    if (!context_) throw std::bad_alloc();
    context_->opaque = &messages_;
    context_->max_pixels = limits_.max_pixels;
    context_->thread_count = 1;  // of damaged pictures, what is concealed would depend on the number
    context_->extradata =
        static_cast<std::uint8_t*>(av_mallocz(item.configuration.size() + AV_INPUT_BUFFER_PADDING_SIZE));
    if (context_->extradata == nullptr) throw std::bad_alloc();
    if (!item.configuration.empty())
      std::memcpy(context_->extradata, item.configuration.data(), item.configuration.size());
    context_->extradata_size = static_cast<int>(item.configuration.size());
    if (avcodec_open2(context_.get(), codec, nullptr) < 0) {
      context_.reset();
      return failure(Fault::kCorrupt, "the configuration of the coded picture cannot be read");
    }
    configuration_ = item.configuration;
    type_ = item.type;
    return {};
  }

  OpenLimits limits_;
  std::vector<Anomaly>& anomalies_;
  AvMessages messages_;
  AvCodec context_;
  Bytes configuration_;
  std::string type_;
};

struct Grid {
  int rows = 0, columns = 0;
  std::uint32_t width = 0, height = 0;
};

Result<Grid> grid_of(const HeifItem& item) {
  const auto data = data_of(item);
  if (!data) return tl::unexpected(data.error());
  ByteReader reader(*data);
  reader.skip(1);
  const bool wide = (reader.u8().value_or(0) & 1) != 0;
  Grid grid;
  grid.rows = reader.u8().value_or(0) + 1;
  grid.columns = reader.u8().value_or(0) + 1;
  grid.width = wide ? reader.u32().value_or(0) : reader.u16().value_or(0);
  grid.height = wide ? reader.u32().value_or(0) : reader.u16().value_or(0);
  if (reader.overrun() ||
      static_cast<std::size_t>(grid.rows) * static_cast<std::size_t>(grid.columns) != item.parts.size()) {
    return failure(Fault::kCorrupt, "the grid of the picture does not fit its tiles");
  }
  return grid;
}

/// Copies the tile's planes to where its first sample lies; what stands out of the picture is cut off.
void paste(const Frame& tile, int left, int top, Frame& whole) {
  for (std::size_t c = 0; c < whole.planes.size(); ++c) {
    const bool chroma = whole.info.layout.model == ColourModel::kYCbCr && (c == 1 || c == 2);
    const int x = chroma ? left >> whole.info.layout.log2_chroma_w : left;
    const int y = chroma ? top >> whole.info.layout.log2_chroma_h : top;
    cv::Mat& to = whole.planes[c];
    const cv::Mat& from = tile.planes[c];
    const int width = std::min(from.cols, to.cols - x), height = std::min(from.rows, to.rows - y);
    if (width <= 0 || height <= 0) continue;
    from(cv::Rect(0, 0, width, height)).copyTo(to(cv::Rect(x, y, width, height)));
  }
}

Result<Frame> decode_grid(const Items& items, const HeifItem& item, const OpenLimits& limits, Coder& coder) {
  const auto grid = grid_of(item);
  if (!grid) return tl::unexpected(grid.error());
  const auto sized = check_picture_size(grid->width, grid->height, 8, limits);
  if (!sized) return tl::unexpected(sized.error());
  Frame whole;
  int tile_width = 0, tile_height = 0;
  for (std::size_t i = 0; i < item.parts.size(); ++i) {
    const auto part = items.find(item.parts[i]);
    if (part == items.end()) return failure(Fault::kCorrupt, "a tile of the picture is missing");
    auto tile = coder.decode(part->second);
    if (!tile) return tile;
    if (i == 0) {
      tile_width = tile->info.width;
      tile_height = tile->info.height;
      const bool covers = std::int64_t{tile_width} * grid->columns >= grid->width &&
                          std::int64_t{tile_height} * grid->rows >= grid->height;
      if (!covers) return failure(Fault::kCorrupt, "the tiles of the picture do not cover it");
      whole.info = tile->info;
      whole.info.width = static_cast<int>(grid->width);
      whole.info.height = static_cast<int>(grid->height);
      whole.planes = blank_planes(whole.info);
    } else if (!(tile->info.layout == whole.info.layout) || tile->info.width != tile_width ||
               tile->info.height != tile_height) {
      return failure(Fault::kCorrupt, "the tiles of the picture differ in size or layout");
    }
    const int column = static_cast<int>(i) % grid->columns, row = static_cast<int>(i) / grid->columns;
    // A tile wholly out of the picture has no place in it.
    if (std::int64_t{column} * tile_width < grid->width && std::int64_t{row} * tile_height < grid->height) {
      paste(*tile, column * tile_width, row * tile_height, whole);
    }
    whole.info.concealed = whole.info.concealed || tile->info.concealed;
  }
  whole.info.layout.repacked_from += ", tiles";
  return whole;
}

Result<Frame> decode_item(const Items& items, const HeifItem& item, const OpenLimits& limits, Coder& coder) {
  return item.type == "grid" ? decode_grid(items, item, limits, coder) : coder.decode(item);
}

}  // namespace

Result<Frame> native_heif_frame(const Items& items, std::uint32_t id, const OpenLimits& limits,
                                std::vector<Anomaly>& anomalies) {
  const auto item = items.find(id);
  if (item == items.end()) return failure(Fault::kUnsupported, "the picture has no properties");
  Coder coder(limits, anomalies);
  auto frame = decode_item(items, item->second, limits, coder);
  const auto alpha = items.find(item->second.alpha);
  if (!frame || alpha == items.end() || frame->info.layout.has_alpha) return frame;
  const auto mask = decode_item(items, alpha->second, limits, coder);
  if (!mask) return tl::unexpected(mask.error());
  const bool fits =
      mask->planes.front().size() == frame->planes.front().size() && mask->info.layout.bits == frame->info.layout.bits;
  if (!fits) return failure(Fault::kUnsupported, "the alpha plane has another size or depth than the picture");
  frame->planes.push_back(mask->planes.front());
  frame->info.layout.has_alpha = true;
  ++frame->info.layout.components;
  frame->info.concealed = frame->info.concealed || mask->info.concealed;
  return frame;
}

}  // namespace spoor::stills
