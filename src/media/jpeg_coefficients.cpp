#include "media/jpeg_structure.h"
#include "media/stills/jpeg_session.h"
#include "media/stills/still_file.h"

#include <algorithm>

namespace spoor {
namespace {

using stills::JpegSession;

/// Where the blocks of each component go.
struct Target {
  std::array<std::int16_t*, MAX_COMPONENTS> first{};
  std::array<std::size_t, MAX_COMPONENTS> stride{};  ///< samples
};

/// Copies all blocks; false where libjpeg gave up.
bool read_blocks(JpegSession& session, const Target& target, int components) {
  jpeg_decompress_struct& c = session.decompressor();
  if (setjmp(session.jump()) != 0) return false;
  jvirt_barray_ptr* const arrays = jpeg_read_coefficients(&c);
  if (arrays == nullptr) return false;
  session.note_completeness();
  for (int i = 0; i < components; ++i) {
    const jpeg_component_info& component = c.comp_info[i];
    const auto n = static_cast<std::size_t>(i);
    for (JDIMENSION row = 0; row < component.height_in_blocks; ++row) {
      const JBLOCKARRAY blocks =
          c.mem->access_virt_barray(reinterpret_cast<j_common_ptr>(&c), arrays[i], row, 1, FALSE);
      for (JDIMENSION column = 0; column < component.width_in_blocks; ++column) {
        std::int16_t* to = target.first[n] + row * DCTSIZE * target.stride[n] + std::size_t{column} * DCTSIZE;
        const JCOEF* from = blocks[0][column];
        for (int y = 0; y < DCTSIZE; ++y, from += DCTSIZE, to += target.stride[n]) std::copy_n(from, DCTSIZE, to);
      }
    }
  }
  return true;
}

JpegCoefficients::Component described(const jpeg_decompress_struct& c, int i) {
  const jpeg_component_info& info = c.comp_info[i];
  JpegCoefficients::Component component;
  component.h = info.h_samp_factor;
  component.v = info.v_samp_factor;
  component.width = static_cast<int>(info.downsampled_width);
  component.height = static_cast<int>(info.downsampled_height);
  component.blocks = cv::Mat::zeros(static_cast<int>(info.height_in_blocks) * DCTSIZE,
                                    static_cast<int>(info.width_in_blocks) * DCTSIZE, CV_16SC1);
  return component;
}

}  // namespace

Result<JpegCoefficients> read_jpeg_coefficients(Bytes picture) {
  std::vector<Anomaly> earlier;
  // As with samples: an error in a later scan must not cost the earlier ones.
  for (int attempt = 0; attempt < 4; ++attempt) {
    JpegSession session(picture);
    if (!session.read_header()) return tl::unexpected(session.error());
    const jpeg_decompress_struct& c = session.decompressor();
    const auto sized = stills::check_picture_size(c.image_width, c.image_height, c.num_components * 2, OpenLimits());
    if (!sized) return tl::unexpected(sized.error());
    JpegCoefficients coefficients;
    coefficients.width = static_cast<int>(c.image_width);
    coefficients.height = static_cast<int>(c.image_height);
    const int components = c.num_components;
    Target target;
    for (int i = 0; i < components; ++i) {
      cv::Mat& blocks = coefficients.components.emplace_back(described(c, i)).blocks;
      target.first[static_cast<std::size_t>(i)] = blocks.ptr<std::int16_t>();
      target.stride[static_cast<std::size_t>(i)] = blocks.step1();
    }
    const bool read = read_blocks(session, target, components);
    auto anomalies = session.anomalies();
    earlier.insert(earlier.end(), anomalies.begin(), anomalies.end());
    if (!read) {
      const auto cut = session.last_marker_before_error();
      if (!cut || session.error().fault == Fault::kUnsupported) return tl::unexpected(session.error());
      picture = picture.first(*cut);
      continue;
    }
    for (int i = 0; i < components; ++i) {
      const JQUANT_TBL* const table = c.comp_info[i].quant_table;  // null where no scan brought the component
      if (table == nullptr) continue;
      std::copy_n(table->quantval, DCTSIZE2, coefficients.components[static_cast<std::size_t>(i)].steps.begin());
    }
    coefficients.anomalies = std::move(earlier);
    return coefficients;
  }
  return failure(Fault::kCorrupt, "the JPEG's scans are too damaged to be read");
}

}  // namespace spoor
