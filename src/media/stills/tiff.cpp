#include "base/text.h"
#include "media/stills/embedded.h"
#include "media/stills/still_file.h"
#include "media/stills/tiff_handle.h"
#include "media/stills/tiff_samples.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::stills {
namespace {

/// What a directory says of its picture.
struct Page {
  FrameInfo info;
  TiffSampleKind kind;
  int samples = 1;  ///< stored for each pixel
  int photometric = PHOTOMETRIC_MINISBLACK;
  int compression = COMPRESSION_NONE;
  bool separate = false, tiled = false;
  bool raw = true;                 ///< false: only libtiff's conversion to RGBA can be given
  int chroma_w = 1, chroma_h = 1;  ///< subsampling of packed YCbCr
};

struct Base {
  ColourModel model = ColourModel::kOther;
  int components = 0;
};

Base base_of(const Page& page) {
  switch (page.photometric) {
    case PHOTOMETRIC_MINISWHITE:
    case PHOTOMETRIC_MINISBLACK:
    case PHOTOMETRIC_MASK:
      return {ColourModel::kGrey, 1};
    case PHOTOMETRIC_PALETTE:
    case PHOTOMETRIC_RGB:
      return {ColourModel::kRgb, 3};
    case PHOTOMETRIC_SEPARATED:
      return {page.samples >= 4 ? ColourModel::kCmyk : ColourModel::kOther, std::min(4, page.samples)};
    case PHOTOMETRIC_YCBCR:
      return {ColourModel::kYCbCr, 3};
    default:
      return {};
  }
}

const char* photometric_name(int photometric) {
  switch (photometric) {
    case PHOTOMETRIC_MINISWHITE:
      return "white is zero";
    case PHOTOMETRIC_MINISBLACK:
      return "black is zero";
    case PHOTOMETRIC_MASK:
      return "mask";
    case PHOTOMETRIC_PALETTE:
      return "palette";
    case PHOTOMETRIC_RGB:
      return "rgb";
    case PHOTOMETRIC_SEPARATED:
      return "separated inks";
    case PHOTOMETRIC_YCBCR:
      return "ycbcr";
    case PHOTOMETRIC_CIELAB:
      return "cielab";
    default:
      return "other";
  }
}

bool has_alpha(const TiffHandle& tiff, int colours, int samples) {
  std::uint16_t count = 0;
  const std::uint16_t* kinds = nullptr;
  if (samples <= colours || TIFFGetField(tiff.get(), TIFFTAG_EXTRASAMPLES, &count, &kinds) != 1 || count == 0)
    return false;
  return kinds[0] == EXTRASAMPLE_ASSOCALPHA || kinds[0] == EXTRASAMPLE_UNASSALPHA;
}

/// Whether the samples can be laid out as planes by ourselves.
bool can_lay_out(const Page& page, const Base& base) {
  if (base.model == ColourModel::kOther || page.compression == COMPRESSION_OJPEG || !is_readable(page.kind))
    return false;
  if (page.photometric == PHOTOMETRIC_PALETTE) return page.samples == 1 && !page.kind.is_float && page.kind.bits <= 16;
  if (page.photometric == PHOTOMETRIC_YCBCR && (page.chroma_w > 1 || page.chroma_h > 1)) {
    return page.kind.bits == 8 && !page.separate && page.samples == 3;
  }
  return page.samples >= base.components;
}

void describe_layout(const TiffHandle& tiff, Page& page, const Base& base) {
  SampleLayout& layout = page.info.layout;
  layout.repacked_from =
      fmt::format("{}, {} x {} bits{}, {}", photometric_name(page.photometric), page.samples, page.kind.bits,
                  page.kind.is_float ? " float" : "", page.separate ? "planar" : "interleaved");
  if (!page.raw) {
    layout.model = ColourModel::kRgb;
    layout.components = 4;
    layout.has_alpha = true;
    layout.repacked_from += ", converted to RGBA by libtiff";
    return;
  }
  layout.model = base.model;
  layout.has_alpha = page.photometric != PHOTOMETRIC_PALETTE && has_alpha(tiff, base.components, page.samples);
  layout.components = base.components + (layout.has_alpha ? 1 : 0);
  layout.is_float = page.kind.is_float;
  layout.bits = page.kind.plane_bits();
  if (page.photometric == PHOTOMETRIC_YCBCR) {
    layout.log2_chroma_w = page.chroma_w / 2;  // 1, 2, 4 to 0, 1, 2
    layout.log2_chroma_h = page.chroma_h / 2;
  }
  if (page.photometric == PHOTOMETRIC_MINISWHITE) layout.repacked_from += ", inverted";
  if (!page.kind.is_float && page.kind.bits > 16) layout.repacked_from += ", upper 16 bits";
  const int used = page.photometric == PHOTOMETRIC_PALETTE ? 1 : layout.components;
  if (page.samples > used) layout.repacked_from += fmt::format(", first {} samples", used);
}

void read_colour(const TiffHandle& tiff, FrameInfo& info) {
  std::uint32_t size = 0;
  const void* profile = nullptr;
  if (TIFFGetField(tiff.get(), TIFFTAG_ICCPROFILE, &size, &profile) == 1 && profile != nullptr) {
    info.colour.icc_profile =
        icc_description(std::as_bytes(std::span(static_cast<const std::uint8_t*>(profile), size)));
  }
}

/// Reads the current directory's description and holds it against the limits.
Result<Page> read_page(const TiffHandle& tiff, const OpenLimits& limits) {
  Page page;
  std::uint32_t width = 0, height = 0;
  TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height);
  page.kind.bits = tiff.field<std::uint16_t>(TIFFTAG_BITSPERSAMPLE, 1);
  const int format = tiff.field<std::uint16_t>(TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
  page.kind.is_float = format == SAMPLEFORMAT_IEEEFP;
  page.samples = tiff.field<std::uint16_t>(TIFFTAG_SAMPLESPERPIXEL, 1);
  page.compression = tiff.field<std::uint16_t>(TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  std::uint16_t photometric = 0;
  page.photometric = TIFFGetField(tiff.get(), TIFFTAG_PHOTOMETRIC, &photometric) == 1 ? photometric
                     : page.samples >= 3                                              ? PHOTOMETRIC_RGB
                                                                                      : PHOTOMETRIC_MINISBLACK;
  page.separate =
      tiff.field<std::uint16_t>(TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) == PLANARCONFIG_SEPARATE && page.samples > 1;
  page.tiled = TIFFIsTiled(tiff.get()) != 0;
  const auto sized =
      check_picture_size(width, height, std::max(4, page.samples * std::max(1, page.kind.bits / 8)), limits);
  if (!sized) return tl::unexpected(sized.error());
  if (page.photometric == PHOTOMETRIC_YCBCR) {
    std::uint16_t w = 2, h = 2;
    TIFFGetFieldDefaulted(tiff.get(), TIFFTAG_YCBCRSUBSAMPLING, &w, &h);
    const auto known = [](int factor) { return factor == 1 || factor == 2 || factor == 4; };
    if (!known(w) || !known(h))
      return failure(Fault::kCorrupt, "the chroma of the TIFF is subsampled by an impossible factor");
    page.chroma_w = w;
    page.chroma_h = h;
  }
  const Base base = base_of(page);
  page.raw = can_lay_out(page, base) && format != SAMPLEFORMAT_INT && format != SAMPLEFORMAT_COMPLEXINT &&
             format != SAMPLEFORMAT_COMPLEXIEEEFP;
  char why[1024] = {};
  if (!page.raw && TIFFRGBAImageOK(tiff.get(), why) == 0) {
    return failure(Fault::kUnsupported,
                   with_detail("the TIFF's samples are of a kind that is not read", "libtiff", why));
  }
  if (TIFFIsCODECConfigured(static_cast<std::uint16_t>(page.compression)) == 0) {
    return failure(Fault::kUnsupported,
                   fmt::format("the TIFF's compression (scheme {}) is not read by libtiff", page.compression));
  }
  page.info.width = static_cast<int>(width);
  page.info.height = static_cast<int>(height);
  const int orientation = tiff.field<std::uint16_t>(TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  page.info.orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
  page.info.fields = FieldOrder::kProgressive;
  describe_layout(tiff, page, base);
  read_colour(tiff, page.info);
  return page;
}

/// One strip or tile: where it lies in the picture and how its rows are stored.
struct Piece {
  std::uint32_t number = 0;
  int left = 0, top = 0, width = 0, height = 0;  ///< within the picture
  int stored_width = 0, stored_height = 0;
  int plane = 0;  ///< of separate planes
};

/// The order of libtiff: all pieces of plane 0, row by row, then those of plane 1 ...
std::vector<Piece> pieces_of(const TiffHandle& tiff, const Page& page) {
  std::uint32_t piece_width = static_cast<std::uint32_t>(page.info.width), piece_height = 0;
  if (page.tiled) {
    TIFFGetField(tiff.get(), TIFFTAG_TILEWIDTH, &piece_width);
    TIFFGetField(tiff.get(), TIFFTAG_TILELENGTH, &piece_height);
  } else {
    piece_height = tiff.field<std::uint32_t>(TIFFTAG_ROWSPERSTRIP, ~0U);
    piece_height = std::min(piece_height, static_cast<std::uint32_t>(page.info.height));
  }
  std::vector<Piece> pieces;
  if (piece_width == 0 || piece_height == 0 || piece_width > INT32_MAX || piece_height > INT32_MAX) return pieces;
  const int w = static_cast<int>(piece_width), h = static_cast<int>(piece_height);
  std::uint32_t number = 0;
  for (int plane = 0; plane < (page.separate ? page.samples : 1); ++plane) {
    for (std::int64_t y = 0; y < page.info.height; y += h) {
      for (std::int64_t x = 0; x < page.info.width; x += w) {
        const int left = static_cast<int>(x), top = static_cast<int>(y);
        pieces.push_back({number++, left, top, std::min(w, page.info.width - left), std::min(h, page.info.height - top),
                          w, page.tiled ? h : std::min(h, page.info.height - top), plane});
      }
    }
  }
  return pieces;
}

/// Rows of ordinary interleaved or separate samples.
void lay_out_rows(const std::vector<std::uint8_t>& buffer, std::size_t row_bytes, const Page& page, const Piece& piece,
                  std::vector<cv::Mat>& planes) {
  for (int y = 0; y < piece.height; ++y) {
    const std::size_t begin = static_cast<std::size_t>(y) * row_bytes;
    if (begin >= buffer.size()) return;
    const std::size_t length = std::min(row_bytes, buffer.size() - begin);
    for (int c = 0; c < static_cast<int>(planes.size()); ++c) {
      if (page.separate && c != piece.plane) continue;
      copy_samples(buffer.data() + begin, length, page.kind, page.separate ? 0 : c, page.separate ? 1 : page.samples,
                   piece.width, planes[static_cast<std::size_t>(c)], piece.top + y, piece.left);
    }
  }
}

/// Units of subsampled YCbCr: chroma_w x chroma_h luma samples, then one Cb and one Cr.
void lay_out_units(const std::vector<std::uint8_t>& buffer, const Page& page, const Piece& piece,
                   std::vector<cv::Mat>& planes) {
  const int w = page.chroma_w, h = page.chroma_h;
  const int across = (piece.stored_width + w - 1) / w;
  const std::size_t unit = static_cast<std::size_t>(w * h + 2);
  for (int v = 0; v * h < piece.height; ++v) {
    for (int u = 0; u * w < piece.width; ++u) {
      const std::size_t at =
          (static_cast<std::size_t>(v) * static_cast<std::size_t>(across) + static_cast<std::size_t>(u)) * unit;
      if (at + unit > buffer.size()) return;
      const std::uint8_t* sample = buffer.data() + at;
      for (int y = v * h; y < (v + 1) * h; ++y) {
        for (int x = u * w; x < (u + 1) * w; ++x, ++sample) {
          if (y < piece.height && x < piece.width) planes[0].ptr(piece.top + y)[piece.left + x] = *sample;
        }
      }
      for (std::size_t c = 1; c <= 2; ++c, ++sample) {
        const int y = piece.top / h + v, x = piece.left / w + u;
        if (y < planes[c].rows && x < planes[c].cols) planes[c].ptr(y)[x] = *sample;
      }
    }
  }
}

void note_messages(TiffHandle& tiff, std::int64_t offset, std::vector<Anomaly>& anomalies) {
  const auto said = tiff.take_messages();
  for (const std::string& text : said.errors) note(anomalies, AnomalyKind::kMalformed, "libtiff: " + text, offset, 0);
  for (const std::string& text : said.warnings)
    note(anomalies, AnomalyKind::kOutOfPlace, "libtiff: " + text, offset, 0);
}

/// Looks palette indices up. A colour map that holds only 8-bit values in its 16 bits gives 8-bit planes.
Result<void> look_up(const TiffHandle& tiff, const Page& page, Frame& frame) {
  std::array<const std::uint16_t*, 3> map{};
  if (TIFFGetField(tiff.get(), TIFFTAG_COLORMAP, &map[0], &map[1], &map[2]) != 1) {
    return failure(Fault::kCorrupt, "the TIFF has a palette picture without a palette");
  }
  const std::size_t entries = std::size_t{1} << page.kind.bits;
  bool low = true, repeated = true;
  for (const std::uint16_t* channel : map) {
    for (std::size_t i = 0; i < entries; ++i) {
      low = low && channel[i] < 256;
      repeated = repeated && channel[i] >> 8 == (channel[i] & 0xFF);
    }
  }
  const bool bytes = low || repeated;
  const cv::Mat indices = frame.planes[0];
  frame.info.layout.bits = bytes ? 8 : 16;
  frame.planes = blank_planes(frame.info);
  for (std::size_t c = 0; c < 3; ++c) {
    for (int y = 0; y < indices.rows; ++y) {
      for (int x = 0; x < indices.cols; ++x) {
        const std::size_t index = indices.depth() == CV_8U ? indices.ptr(y)[x] : indices.ptr<std::uint16_t>(y)[x];
        const std::uint16_t value = map[c][index];
        if (bytes)
          frame.planes[c].ptr(y)[x] = static_cast<std::uint8_t>(value & 0xFF);
        else
          frame.planes[c].ptr<std::uint16_t>(y)[x] = value;
      }
    }
  }
  return {};
}

void invert(const Page& page, cv::Mat& plane) {
  if (page.kind.is_float)
    cv::subtract(cv::Scalar(1), plane, plane);
  else
    cv::subtract(cv::Scalar((1 << page.kind.plane_bits()) - 1), plane, plane);
}

class TiffDecoder : public StillDecoder {
 public:
  explicit TiffDecoder(StillInput input) : input_(std::move(input)), tiff_(input_.view(), input_.limits) {}

  Result<Frame> decode(std::int64_t index, std::vector<Anomaly>& anomalies) override {
    if (tiff_.get() == nullptr || TIFFSetDirectory(tiff_.get(), static_cast<tdir_t>(index)) != 1) {
      note_messages(tiff_, -1, anomalies);
      return failure(Fault::kCorrupt, fmt::format("directory {} of the TIFF cannot be read", index));
    }
    note_messages(tiff_, static_cast<std::int64_t>(TIFFCurrentDirOffset(tiff_.get())), anomalies);
    const auto page = read_page(tiff_, input_.limits);
    if (!page) return tl::unexpected(page.error());
    return page->raw ? read_pieces(*page, anomalies) : read_rgba(*page, anomalies);
  }

 private:
  Result<Frame> read_pieces(const Page& page, std::vector<Anomaly>& anomalies) {
    Frame frame{page.info, {}, {}};
    const bool palette = page.photometric == PHOTOMETRIC_PALETTE;
    FrameInfo stored = page.info;
    if (palette) stored.layout.model = ColourModel::kGrey, stored.layout.components = 1;
    frame.planes = blank_planes(stored);
    const tmsize_t bytes = page.tiled ? TIFFTileSize(tiff_.get()) : TIFFStripSize(tiff_.get());
    const tmsize_t row_bytes = page.tiled ? TIFFTileRowSize(tiff_.get()) : TIFFScanlineSize(tiff_.get());
    constexpr std::uint32_t kMostPieces = 1 << 22;
    const std::uint32_t count = page.tiled ? TIFFNumberOfTiles(tiff_.get()) : TIFFNumberOfStrips(tiff_.get());
    if (count > kMostPieces)
      return failure(Fault::kTooLarge, fmt::format("the TIFF is cut in {} strips or tiles", count));
    const auto pieces = pieces_of(tiff_, page);
    if (bytes <= 0 || row_bytes <= 0 || pieces.empty())
      return failure(Fault::kCorrupt, "the TIFF's strips or tiles have no size");
    if (bytes > input_.limits.max_pixels * 8) {
      return failure(Fault::kTooLarge, fmt::format("one strip or tile of the TIFF would take {} bytes", bytes));
    }
    std::vector<std::uint8_t> buffer(static_cast<std::size_t>(bytes));
    const bool units = page.photometric == PHOTOMETRIC_YCBCR && (page.chroma_w > 1 || page.chroma_h > 1);
    std::size_t lost = 0;
    std::string first_error;
    for (const Piece& piece : pieces) {
      if (page.separate && piece.plane >= static_cast<int>(frame.planes.size())) break;
      std::fill(buffer.begin(), buffer.end(), std::uint8_t{0});
      const auto got = page.tiled ? TIFFReadEncodedTile(tiff_.get(), piece.number, buffer.data(), bytes)
                                  : TIFFReadEncodedStrip(tiff_.get(), piece.number, buffer.data(), bytes);
      if (got < 0) {
        ++lost;
        const auto said = tiff_.take_messages();
        if (first_error.empty()) first_error = said.cause();
        if (lost <= 16) {
          note(anomalies, AnomalyKind::kMalformed,
               with_detail(fmt::format("{} {} cannot be decoded whole", page.tiled ? "tile" : "strip", piece.number),
                           "libtiff", said.cause()),
               static_cast<std::int64_t>(TIFFGetStrileOffset(tiff_.get(), piece.number)),
               static_cast<std::int64_t>(TIFFGetStrileByteCount(tiff_.get(), piece.number)));
        }
      }
      if (units)
        lay_out_units(buffer, page, piece, frame.planes);
      else
        lay_out_rows(buffer, static_cast<std::size_t>(row_bytes), page, piece, frame.planes);
    }
    note_messages(tiff_, -1, anomalies);
    const bool nothing = lost > 0 && std::all_of(frame.planes.begin(), frame.planes.end(),
                                                 [](const cv::Mat& plane) { return cv::countNonZero(plane) == 0; });
    if (nothing)
      return failure(Fault::kCorrupt,
                     with_detail("no strip or tile of the TIFF can be decoded", "libtiff", first_error));
    frame.info.concealed = lost > 0;
    if (palette) {
      const auto looked = look_up(tiff_, page, frame);
      if (!looked) return tl::unexpected(looked.error());
    }
    if (page.photometric == PHOTOMETRIC_MINISWHITE) invert(page, frame.planes[0]);
    return frame;
  }

  Result<Frame> read_rgba(const Page& page, std::vector<Anomaly>& anomalies) {
    Frame frame{page.info, {}, {}};
    cv::Mat raster(page.info.height, page.info.width, CV_8UC4, cv::Scalar::all(0));
    // The file's own orientation is asked for, so that nothing is turned.
    const int good = TIFFReadRGBAImageOriented(tiff_.get(), static_cast<std::uint32_t>(page.info.width),
                                               static_cast<std::uint32_t>(page.info.height),
                                               reinterpret_cast<std::uint32_t*>(raster.data), page.info.orientation, 0);
    const auto said = tiff_.take_messages();
    for (const std::string& text : said.errors) note(anomalies, AnomalyKind::kMalformed, "libtiff: " + text, -1, 0);
    if (good == 0 && cv::countNonZero(raster.reshape(1)) == 0) {
      return failure(Fault::kCorrupt, with_detail("the TIFF cannot be decoded", "libtiff", said.cause()));
    }
    frame.planes = separate_planes(raster, {0, 1, 2, 3});
    frame.info.concealed = good == 0 || !said.errors.empty();
    return frame;
  }

  StillInput input_;
  TiffHandle tiff_;
};

/// A BigTIFF says that its offsets have 8 bytes, and then nothing in 2 more.
bool is_bad_big_tiff(Bytes file) {
  if (file.size() < 8) return false;
  ByteReader reader(file, as_text(file.first(2)) == "II" ? Endian::kLittle : Endian::kBig);
  reader.skip(2);
  return reader.u16() == 43 && (reader.u16() != 8 || reader.u16() != 0);
}

}  // namespace

Result<StillFile> open_tiff(const StillInput& input) {
  if (is_bad_big_tiff(input.view())) return failure(Fault::kCorrupt, "the BigTIFF's header contradicts itself");
  TiffHandle tiff(input.view(), input.limits);
  const auto refused = [&](const std::string& sentence) {
    const auto said = tiff.take_messages();
    return failure(Fault::kCorrupt, with_detail(sentence, "libtiff", said.cause()));
  };
  if (tiff.get() == nullptr) return refused("the TIFF's first directory cannot be read");
  StillFile file;
  note_messages(tiff, static_cast<std::int64_t>(TIFFCurrentDirOffset(tiff.get())), file.info.anomalies);
  const auto page = read_page(tiff, input.limits);
  if (!page) return tl::unexpected(page.error());
  constexpr int kMostPages = 10'000;
  const int pages = std::clamp(static_cast<int>(TIFFNumberOfDirectories(tiff.get())), 1, kMostPages);
  note_messages(tiff, -1, file.info.anomalies);
  const std::string version(TIFFGetVersion());  // "LIBTIFF, Version 4.5.0\nCopyright ..."
  const std::string first_line = version.substr(0, version.find('\n'));
  file.info.decoder = "libtiff " + first_line.substr(first_line.rfind(' ') + 1);
  file.info.still_pictures = pages;
  file.info.video.push_back(still_stream("tiff", page->info.width, page->info.height, page->info.layout.repacked_from));
  file.info.video.front().orientation = page->info.orientation;
  file.make_decoder = [input] { return std::make_unique<TiffDecoder>(input); };
  return file;
}

}  // namespace spoor::stills
