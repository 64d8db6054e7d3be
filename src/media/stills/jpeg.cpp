#include "media/stills/embedded.h"
#include "media/stills/jpeg_session.h"
#include "media/stills/still_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace spoor::stills {
namespace {

/// What the header says of the samples, and whether SampleLayout can express their planes.
struct Shape {
  FrameInfo info;
  bool planes = true;  ///< false: only libjpeg's full-resolution output can be given
  std::string factors;
};

ColourModel colour_model(const jpeg_decompress_struct& c) {
  switch (c.jpeg_color_space) {
    case JCS_GRAYSCALE:
      return ColourModel::kGrey;
    case JCS_YCbCr:
      return ColourModel::kYCbCr;
    case JCS_RGB:
      return ColourModel::kRgb;
    case JCS_CMYK:
      return ColourModel::kCmyk;
    case JCS_YCCK:
      return ColourModel::kYcck;
    default:
      return ColourModel::kOther;
  }
}

std::optional<int> log2_ratio(int whole, int part) {
  for (int shift = 0; shift <= 2; ++shift) {
    if (part << shift == whole) return shift;
  }
  return std::nullopt;
}

/// Fills in the chroma shifts; false where the factors are not those of SampleLayout.
bool set_chroma(const jpeg_decompress_struct& c, SampleLayout& layout) {
  const bool has_chroma = layout.model == ColourModel::kYCbCr || layout.model == ColourModel::kYcck;
  for (int i = 0; i < c.num_components; ++i) {
    const jpeg_component_info& component = c.comp_info[i];
    const auto w = log2_ratio(c.max_h_samp_factor, component.h_samp_factor);
    const auto h = log2_ratio(c.max_v_samp_factor, component.v_samp_factor);
    if (!w || !h) return false;
    const bool chroma = has_chroma && (i == 1 || i == 2);
    if (!chroma && (*w != 0 || *h != 0)) return false;
    if (chroma && i == 2 && (*w != layout.log2_chroma_w || *h != layout.log2_chroma_h)) return false;
    if (chroma) {
      layout.log2_chroma_w = *w;
      layout.log2_chroma_h = *h;
    }
  }
  return true;
}

Rational sample_aspect(const jpeg_decompress_struct& c) {
  if (c.saw_JFIF_marker == FALSE || c.X_density == 0 || c.Y_density == 0) return {0, 1};
  if (c.X_density == c.Y_density) return {1, 1};
  // Without a unit JFIF's two numbers are the aspect ratio itself, else they are samples per length.
  return c.density_unit == 0 ? Rational{c.X_density, c.Y_density} : Rational{c.Y_density, c.X_density};
}

/// Of the saved segments: EXIF's orientation and the profile's name.
void read_segments(JpegSession& session, FrameInfo& info) {
  for (auto* marker = session.decompressor().marker_list; marker != nullptr; marker = marker->next) {
    const Bytes data = std::as_bytes(std::span(marker->data, marker->data_length));
    if (marker->marker == JPEG_APP0 + 1 && as_text(data).starts_with(std::string_view("Exif\0", 5))) {
      info.orientation = exif_orientation(data);
      break;
    }
  }
}

/// libjpeg collects the profile's pieces in memory of malloc's; null where there is none or it is broken.
JOCTET* collect_profile(JpegSession& session, unsigned* size) {
  JOCTET* profile = nullptr;
  if (setjmp(session.jump()) != 0) return nullptr;
  return jpeg_read_icc_profile(&session.decompressor(), &profile, size) != FALSE ? profile : nullptr;
}

Shape shape_of(JpegSession& session) {
  const jpeg_decompress_struct& c = session.decompressor();
  Shape shape;
  FrameInfo& info = shape.info;
  info.width = static_cast<int>(c.image_width);
  info.height = static_cast<int>(c.image_height);
  info.layout.model = colour_model(c);
  info.layout.components = c.num_components;
  info.fields = FieldOrder::kProgressive;
  info.sample_aspect = sample_aspect(c);
  shape.planes = set_chroma(c, info.layout);
  for (int i = 0; i < c.num_components; ++i) {
    shape.factors +=
        fmt::format("{}{}x{}", i > 0 ? "," : "", c.comp_info[i].h_samp_factor, c.comp_info[i].v_samp_factor);
  }
  info.layout.repacked_from = fmt::format("{} {}", colour_model_name(info.layout.model), shape.factors);
  info.layout.jpeg_planes = shape.planes;
  if (!shape.planes) {
    info.layout.log2_chroma_w = info.layout.log2_chroma_h = 0;
    info.layout.repacked_from += ", upsampled by repetition in libjpeg-turbo";
  }
  info.layout.inverted_inks = c.saw_Adobe_marker != FALSE && c.num_components == 4;
  if (info.layout.inverted_inks) info.layout.repacked_from += ", inverted as Adobe writes it";
  if (c.saw_JFIF_marker != FALSE && info.layout.model == ColourModel::kYCbCr) {
    info.colour.matrix = 6;  // JFIF declares BT.601 with all 256 levels and centred chroma
    info.colour.range = ColourRange::kFull;
    info.colour.chroma_location = 2;
  }
  read_segments(session, info);
  unsigned size = 0;
  const std::unique_ptr<JOCTET, decltype(&std::free)> profile(collect_profile(session, &size), &std::free);
  if (profile) info.colour.icc_profile = icc_description(std::as_bytes(std::span(profile.get(), size)));
  return shape;
}

/// Where the rows of each component go.
struct Target {
  std::array<unsigned char*, MAX_COMPONENTS> first{};
  std::array<std::size_t, MAX_COMPONENTS> stride{};
};

void set_common(jpeg_decompress_struct& c) {
  c.out_color_space = c.jpeg_color_space;
  c.dct_method = JDCT_ISLOW;
  c.do_fancy_upsampling = FALSE;
  c.do_block_smoothing = FALSE;  // it would invent what a cut progressive stream does not hold
}

/// Fills whole rows of MCUs; false where libjpeg gave up on the way.
bool read_raw_rows(JpegSession& session, const Target& target) {
  jpeg_decompress_struct& c = session.decompressor();
  if (setjmp(session.jump()) != 0) return false;
  set_common(c);
  c.raw_data_out = TRUE;
  jpeg_start_decompress(&c);
  const auto lines = static_cast<JDIMENSION>(c.max_v_samp_factor * DCTSIZE);
  JSAMPROW rows[MAX_COMPONENTS][4 * DCTSIZE];
  JSAMPARRAY planes[MAX_COMPONENTS];
  while (c.output_scanline < c.output_height) {
    for (int i = 0; i < c.num_components; ++i) {
      const int count = c.comp_info[i].v_samp_factor * DCTSIZE;
      const std::size_t top = c.output_scanline / lines * static_cast<std::size_t>(count);
      for (int y = 0; y < count; ++y)
        rows[i][y] = target.first[static_cast<std::size_t>(i)] +
                     (top + static_cast<std::size_t>(y)) * target.stride[static_cast<std::size_t>(i)];
      planes[i] = rows[i];
    }
    jpeg_read_raw_data(&c, planes, lines);
  }
  session.note_completeness();
  jpeg_finish_decompress(&c);
  return true;
}

/// The same for libjpeg's interleaved full-resolution output.
bool read_interleaved_rows(JpegSession& session, const Target& target) {
  jpeg_decompress_struct& c = session.decompressor();
  if (setjmp(session.jump()) != 0) return false;
  set_common(c);
  jpeg_start_decompress(&c);
  while (c.output_scanline < c.output_height) {
    JSAMPROW row = target.first[0] + c.output_scanline * target.stride[0];
    jpeg_read_scanlines(&c, &row, 1);
  }
  session.note_completeness();
  jpeg_finish_decompress(&c);
  return true;
}

constexpr int kBlank = 128;  // what a block without coefficients decodes to

/// Planes as wide as libjpeg's rows of blocks; the pictures are the upper left parts of them.
std::vector<cv::Mat> read_planes(JpegSession& session, const FrameInfo& info) {
  const jpeg_decompress_struct& c = session.decompressor();
  const int components = info.layout.components;
  std::vector<cv::Mat> planes;
  Target target;
  const auto mcus = [](JDIMENSION side, int factor) {
    const int mcu = factor * DCTSIZE;
    return (static_cast<int>(side) + mcu - 1) / mcu;
  };
  for (int i = 0; i < components; ++i) {
    const int width = mcus(c.image_width, c.max_h_samp_factor) * c.comp_info[i].h_samp_factor * DCTSIZE;
    const int height = mcus(c.image_height, c.max_v_samp_factor) * c.comp_info[i].v_samp_factor * DCTSIZE;
    planes.emplace_back(height, width, CV_8UC1, cv::Scalar(kBlank));
    target.first[static_cast<std::size_t>(i)] = planes.back().data;
    target.stride[static_cast<std::size_t>(i)] = planes.back().step[0];
  }
  read_raw_rows(session, target);
  // From here on the header's fields are not to be trusted: a second frame header changes them before libjpeg
  // refuses it.
  for (std::size_t i = 0; i < planes.size(); ++i) {
    const cv::Size size = plane_size(info.layout, info.width, info.height, static_cast<int>(i));
    planes[i] = planes[i](cv::Rect(0, 0, size.width, size.height));
  }
  return planes;
}

std::vector<cv::Mat> read_upsampled(JpegSession& session, const FrameInfo& info) {
  const int components = info.layout.components;
  cv::Mat rows(info.height, info.width, CV_8UC(components), cv::Scalar::all(kBlank));
  Target target;
  target.first[0] = rows.data;
  target.stride[0] = rows.step[0];
  read_interleaved_rows(session, target);
  std::vector<int> order(static_cast<std::size_t>(components));
  for (int i = 0; i < components; ++i) order[static_cast<std::size_t>(i)] = i;
  return separate_planes(rows, order);
}

class JpegDecoder : public StillDecoder {
 public:
  explicit JpegDecoder(StillInput input) : input_(std::move(input)) {}

  Result<Frame> decode(std::int64_t, std::vector<Anomaly>& anomalies) override {
    Bytes stream = input_.view();
    // An error in a later scan of a progressive stream keeps libjpeg from giving the earlier ones: once more then,
    // with the stream cut at the marker that it stumbled over.
    for (int attempt = 0; attempt < 4; ++attempt) {
      JpegSession session(stream);
      if (!session.read_header()) return tl::unexpected(session.error());
      const Shape shape = shape_of(session);
      Frame frame{shape.info, {}, {}};
      frame.planes = shape.planes ? read_planes(session, shape.info) : read_upsampled(session, shape.info);
      const auto found = session.anomalies();
      if (attempt == 0 || session.failed()) anomalies.insert(anomalies.end(), found.begin(), found.end());
      if (!session.failed() || session.decompressor().output_scanline > 0) {
        frame.info.concealed = session.failed() || session.lost_samples() || attempt > 0;
        return frame;
      }
      const auto cut = session.last_marker_before_error();
      if (!cut || session.error().fault == Fault::kUnsupported) return tl::unexpected(session.error());
      stream = stream.first(*cut);
    }
    return failure(Fault::kCorrupt, "the JPEG's scans are too damaged to be decoded");
  }

 private:
  StillInput input_;
};

}  // namespace

Result<StillFile> open_jpeg(const StillInput& input) {
  JpegSession session(input.view());
  if (!session.read_header()) return tl::unexpected(session.error());
  const jpeg_decompress_struct& c = session.decompressor();
  // Twice a byte for each sample: coefficients of a progressive stream.
  const auto sized = check_picture_size(c.image_width, c.image_height, c.num_components * 2, input.limits);
  if (!sized) return tl::unexpected(sized.error());
  const Shape shape = shape_of(session);
  StillFile file;
  file.info.decoder = libjpeg_name();
  file.info.video.push_back(still_stream("jpeg", shape.info.width, shape.info.height, shape.info.layout.repacked_from));
  file.info.video.back().sample_aspect = shape.info.sample_aspect;
  file.info.video.back().orientation = shape.info.orientation;
  if (c.arith_code != FALSE)
    file.info.video.back().profile = "arithmetic";
  else
    file.info.video.back().profile = c.progressive_mode != FALSE ? "progressive" : "sequential";
  file.info.anomalies = session.anomalies();
  file.make_decoder = [input] { return std::make_unique<JpegDecoder>(input); };
  return file;
}

}  // namespace spoor::stills
