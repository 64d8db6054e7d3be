#include "media/stills/heif_native.h"

#include "base/text.h"
#include "media/av_frame.h"
#include "media/av_messages.h"
#include "media/stills/still_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <set>

namespace spoor::stills {
namespace {

using Items = std::map<std::uint32_t, HeifItem>;

constexpr std::size_t kMostBytes = std::size_t{1} << 30, kMostConfiguration = std::size_t{1} << 20;

Result<std::vector<std::byte>> data_of(const HeifItem& item) {
  std::size_t total = 0;
  for (const Bytes extent : item.extents) total += extent.size();
  if (total > kMostBytes) return failure(Fault::kTooLarge, "a coded picture has more bytes than one may have");
  if (total == 0) return failure(Fault::kUnsupported, "the data of a coded picture stand where they are not read");
  std::vector<std::byte> data;
  data.reserve(total);
  for (const Bytes extent : item.extents) data.insert(data.end(), extent.begin(), extent.end());
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
    AvFrame picture(av_frame_alloc());
    if (!packet || !picture || av_new_packet(packet.get(), static_cast<int>(data->size())) < 0) throw std::bad_alloc();
    std::memcpy(packet->data, data->data(), data->size());
    packet->flags |= AV_PKT_FLAG_KEY;
    messages_.clear();
    int status = avcodec_send_packet(context_.get(), packet.get());
    if (status >= 0) avcodec_send_packet(context_.get(), nullptr);
    if (status >= 0) status = avcodec_receive_frame(context_.get(), picture.get());
    for (const std::string& text : messages_.texts()) note(anomalies_, AnomalyKind::kMalformed, "libavcodec: " + text);
    const bool complained = messages_.errors() > 0;
    avcodec_flush_buffers(context_.get());
    if (status == AVERROR(ENOMEM)) throw std::bad_alloc();
    if (status == AVERROR(ENOSYS)) return failure(Fault::kUnavailable, "this libavcodec cannot decode the picture");
    if (status < 0)
      return failure(Fault::kCorrupt, with_detail("a coded picture cannot be decoded", "libavcodec", av_text(status)));
    FrameInfo known;
    known.fields = FieldOrder::kProgressive;
    auto frame = frame_from_av(shared_frame(std::move(picture)), known);
    if (!frame) return frame;
    FrameInfo& info = frame->info;
    info.concealed = info.concealed || complained;
    const auto fits = check_picture_size(info.width, info.height, 8, limits_);
    if (!fits) return tl::unexpected(fits.error());
    if (item.width != static_cast<std::uint32_t>(info.width) ||
        item.height != static_cast<std::uint32_t>(info.height)) {
      note(anomalies_, AnomalyKind::kMalformed,
           fmt::format("the container says that a coded picture has {} x {} pixels, but it has {} x {}", item.width,
                       item.height, info.width, info.height));
    }
    return frame;
  }

 private:
  Result<void> open(const HeifItem& item) {
    if (item.configuration.size() > kMostConfiguration)
      return failure(Fault::kCorrupt, "the configuration of the coded picture is too long to be one");
    const bool same = context_ && std::ranges::equal(item.configuration, configuration_) && item.type == type_;
    if (same) return {};
    const ::AVCodec* const codec = avcodec_find_decoder(item.type == "hvc1" ? AV_CODEC_ID_HEVC : AV_CODEC_ID_AV1);
    if (codec == nullptr) return failure(Fault::kUnavailable, "this libavcodec has no decoder for the picture");
    context_.reset(avcodec_alloc_context3(codec));
    if (!context_) throw std::bad_alloc();
    context_->opaque = &messages_;
    context_->max_pixels = limits_.max_pixels;
    context_->apply_cropping = 0;  // frame_from_av takes the crop off and reports it
    context_->thread_count = 1;    // of damaged pictures, what is concealed would depend on the number
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

struct Canvas {
  int rows = 0, columns = 0;  ///< of a grid
  std::uint32_t width = 0, height = 0;
};

/// What the data of a grid or of an overlay (iovl) say of the size.
Result<Canvas> canvas_of(const HeifItem& item) {
  const auto data = data_of(item);
  if (!data) return tl::unexpected(data.error());
  ByteReader reader(*data);
  reader.skip(1);
  const bool wide = (reader.u8().value_or(0) & 1) != 0;
  Canvas canvas;
  if (item.type == "grid") {
    canvas.rows = reader.u8().value_or(0) + 1;
    canvas.columns = reader.u8().value_or(0) + 1;
  } else {
    reader.skip(8);  // the colour to fill it with
  }
  canvas.width = wide ? reader.u32().value_or(0) : reader.u16().value_or(0);
  canvas.height = wide ? reader.u32().value_or(0) : reader.u16().value_or(0);
  if (reader.overrun()) return failure(Fault::kCorrupt, "the description of a composed picture breaks off");
  return canvas;
}

Result<Canvas> grid_of(const HeifItem& item) {
  auto grid = canvas_of(item);
  if (!grid) return grid;
  if (static_cast<std::size_t>(grid->rows) * static_cast<std::size_t>(grid->columns) != item.parts.size()) {
    return failure(Fault::kCorrupt, "the grid of the picture does not have as many places as tiles");
  }
  return grid;
}

/// Whether equal tiles of that size cover the picture, each of them having a part in it.
bool covers(const Canvas& grid, const FrameInfo& tile) {
  const auto along = [](std::int64_t side, std::int64_t tile_side, std::int64_t count) {
    return tile_side * count >= side && tile_side * (count - 1) < side;
  };
  return along(grid.width, tile.width, grid.columns) && along(grid.height, tile.height, grid.rows);
}

/// A chroma sample that two tiles would have to share belongs to neither.
bool splits_chroma(const Canvas& grid, const FrameInfo& tile) {
  const int w = (1 << tile.layout.log2_chroma_w) - 1, h = (1 << tile.layout.log2_chroma_h) - 1;
  return (grid.columns > 1 && (tile.width & w) != 0) || (grid.rows > 1 && (tile.height & h) != 0);
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

Result<Frame> decode_grid(const Items& items, const HeifItem& item, Coder& coder) {
  const auto grid = grid_of(item);
  if (!grid) return tl::unexpected(grid.error());
  Frame whole;
  FrameInfo first;
  for (std::size_t i = 0; i < item.parts.size(); ++i) {
    const auto part = items.find(item.parts[i]);
    if (part == items.end()) return failure(Fault::kCorrupt, "a tile of the picture is missing");
    auto tile = coder.decode(part->second);
    if (!tile) return tile;
    if (i == 0) {
      first = whole.info = tile->info;
      if (!covers(*grid, first)) return failure(Fault::kCorrupt, "the tiles of the picture do not cover it");
      if (splits_chroma(*grid, first))
        return failure(Fault::kUnsupported, "the tiles of the picture meet within chroma samples");
      whole.info.width = static_cast<int>(grid->width);
      whole.info.height = static_cast<int>(grid->height);
      whole.info.crop = {};
      whole.planes = blank_planes(whole.info);
    } else if (!(tile->info.layout == first.layout) || tile->info.width != first.width ||
               tile->info.height != first.height) {
      return failure(Fault::kCorrupt, "the tiles of the picture differ in size or layout");
    }
    const int column = static_cast<int>(i) % grid->columns, row = static_cast<int>(i) / grid->columns;
    paste(*tile, column * first.width, row * first.height, whole);
    whole.info.concealed = whole.info.concealed || tile->info.concealed;
  }
  return whole;
}

Result<Frame> decode_item(const Items& items, const HeifItem& item, Coder& coder) {
  return item.type == "grid" ? decode_grid(items, item, coder) : coder.decode(item);
}

}  // namespace

Result<void> check_heif_claims(const Items& items, std::uint32_t id, const OpenLimits& limits) {
  std::vector<std::uint32_t> waiting{id};
  std::set<std::uint32_t> seen;
  while (!waiting.empty()) {
    const auto found = items.find(waiting.back());
    waiting.pop_back();
    if (found == items.end() || !seen.insert(found->first).second) continue;
    const HeifItem& item = found->second;
    waiting.insert(waiting.end(), item.parts.begin(), item.parts.end());
    if (item.alpha != 0) waiting.push_back(item.alpha);
    if (item.type != "grid" && item.type != "iovl") continue;
    const auto canvas = canvas_of(item);
    if (!canvas) return tl::unexpected(canvas.error());
    const auto sized = check_picture_size(canvas->width, canvas->height, 8, limits);
    if (!sized) return sized;
  }
  return {};
}

Result<Frame> native_heif_frame(const Items& items, std::uint32_t id, const OpenLimits& limits,
                                std::vector<Anomaly>& anomalies) {
  const auto item = items.find(id);
  if (item == items.end()) return failure(Fault::kUnsupported, "the picture has no properties");
  Coder coder(limits, anomalies);
  auto frame = decode_item(items, item->second, coder);
  const auto alpha = items.find(item->second.alpha);
  if (!frame || alpha == items.end() || frame->info.layout.has_alpha) return frame;
  const auto mask = decode_item(items, alpha->second, coder);
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
