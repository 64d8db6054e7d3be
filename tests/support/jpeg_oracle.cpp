#include "support/jpeg_oracle.h"

#include <jpeglib.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <stdexcept>

namespace spoor::test {
namespace {

[[noreturn]] void give_up(j_common_ptr info) {
  char text[JMSG_LENGTH_MAX];
  info->err->format_message(info, text);
  throw std::runtime_error(text);
}

struct Encoder {
  jpeg_error_mgr errors{};
  jpeg_compress_struct info{};
  unsigned char* buffer = nullptr;
  unsigned long size = 0;

  Encoder(cv::Size picture, int components, J_COLOR_SPACE space, const JpegEncoding& encoding) {
    info.err = jpeg_std_error(&errors);
    errors.error_exit = give_up;
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &buffer, &size);
    info.image_width = static_cast<JDIMENSION>(picture.width);
    info.image_height = static_cast<JDIMENSION>(picture.height);
    info.input_components = components;
    info.in_color_space = space;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, encoding.quality, TRUE);
    for (std::size_t t = 0; t < encoding.steps.size() && t < 2; ++t) {
      std::array<unsigned int, 64> natural{};
      for (std::size_t i = 0; i < 64; ++i) natural[i] = encoding.steps[t][i];
      jpeg_add_quant_table(&info, static_cast<int>(t), natural.data(), 100, TRUE);
    }
    info.dct_method = JDCT_ISLOW;
    info.comp_info[0].h_samp_factor = encoding.h;
    info.comp_info[0].v_samp_factor = encoding.v;
  }
  ~Encoder() {
    jpeg_destroy_compress(&info);
    std::free(buffer);
  }
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;

  std::vector<std::byte> bytes() const {
    std::vector<std::byte> copy(size);
    std::memcpy(copy.data(), buffer, size);
    return copy;
  }
};

struct Decoder {
  jpeg_error_mgr errors{};
  jpeg_decompress_struct info{};

  explicit Decoder(const std::vector<std::byte>& jpeg) {
    info.err = jpeg_std_error(&errors);
    errors.error_exit = give_up;
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(jpeg.data()), jpeg.size());
    jpeg_read_header(&info, TRUE);
  }
  ~Decoder() { jpeg_destroy_decompress(&info); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
};

}  // namespace

std::vector<std::byte> jpeg_from_planes(const std::vector<cv::Mat>& planes, const JpegEncoding& encoding) {
  Encoder encoder(planes[0].size(), static_cast<int>(planes.size()), planes.size() == 1 ? JCS_GRAYSCALE : JCS_YCbCr,
                  encoding);
  encoder.info.raw_data_in = TRUE;
  jpeg_start_compress(&encoder.info, TRUE);
  std::vector<cv::Mat> whole;
  const int mcu_w = 8 * encoder.info.max_h_samp_factor, mcu_h = 8 * encoder.info.max_v_samp_factor;
  const int across = (planes[0].cols + mcu_w - 1) / mcu_w, down = (planes[0].rows + mcu_h - 1) / mcu_h;
  for (std::size_t c = 0; c < planes.size(); ++c) {
    const auto& component = encoder.info.comp_info[c];
    cv::Mat padded;
    cv::copyMakeBorder(planes[c], padded, 0, down * 8 * component.v_samp_factor - planes[c].rows, 0,
                       across * 8 * component.h_samp_factor - planes[c].cols,
                       cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
    whole.push_back(padded);
  }
  for (int row = 0; row < down; ++row) {
    std::vector<std::vector<JSAMPROW>> rows(planes.size());
    std::vector<JSAMPARRAY> arrays;
    for (std::size_t c = 0; c < planes.size(); ++c) {
      const int lines = 8 * encoder.info.comp_info[c].v_samp_factor;
      for (int y = 0; y < lines; ++y) rows[c].push_back(whole[c].ptr(row * lines + y));
      arrays.push_back(rows[c].data());
    }
    jpeg_write_raw_data(&encoder.info, arrays.data(), static_cast<JDIMENSION>(mcu_h));
  }
  jpeg_finish_compress(&encoder.info);
  return encoder.bytes();
}

std::vector<cv::Mat> planes_from_jpeg(const std::vector<std::byte>& jpeg) {
  Decoder decoder(jpeg);
  auto& info = decoder.info;
  info.raw_data_out = TRUE;
  info.dct_method = JDCT_ISLOW;
  jpeg_start_decompress(&info);
  std::vector<cv::Mat> whole;
  const int mcu_w = 8 * info.max_h_samp_factor, mcu_h = 8 * info.max_v_samp_factor;
  const int across = (static_cast<int>(info.output_width) + mcu_w - 1) / mcu_w;
  const int down = (static_cast<int>(info.output_height) + mcu_h - 1) / mcu_h;
  for (int c = 0; c < info.num_components; ++c) {
    whole.emplace_back(down * 8 * info.comp_info[c].v_samp_factor, across * 8 * info.comp_info[c].h_samp_factor,
                       CV_8UC1);
  }
  for (int row = 0; row < down; ++row) {
    std::vector<std::vector<JSAMPROW>> rows(whole.size());
    std::vector<JSAMPARRAY> arrays;
    for (std::size_t c = 0; c < whole.size(); ++c) {
      const int lines = 8 * info.comp_info[c].v_samp_factor;
      for (int y = 0; y < lines; ++y) rows[c].push_back(whole[c].ptr(row * lines + y));
      arrays.push_back(rows[c].data());
    }
    jpeg_read_raw_data(&info, arrays.data(), static_cast<JDIMENSION>(mcu_h));
  }
  std::vector<cv::Mat> planes;
  for (int c = 0; c < info.num_components; ++c) {
    const auto& component = info.comp_info[c];
    planes.push_back(whole[static_cast<std::size_t>(c)](
        cv::Rect(0, 0, static_cast<int>(component.downsampled_width), static_cast<int>(component.downsampled_height))));
  }
  jpeg_finish_decompress(&info);
  return planes;
}

std::vector<std::byte> jpeg_from_bgr(const cv::Mat& bgr, const JpegEncoding& encoding) {
  Encoder encoder(bgr.size(), 3, JCS_EXT_BGR, encoding);
  jpeg_start_compress(&encoder.info, TRUE);
  for (int y = 0; y < bgr.rows; ++y) {
    auto* row = const_cast<JSAMPROW>(bgr.ptr(y));
    jpeg_write_scanlines(&encoder.info, &row, 1);
  }
  jpeg_finish_compress(&encoder.info);
  return encoder.bytes();
}

cv::Mat bgr_from_jpeg(const std::vector<std::byte>& jpeg) {
  Decoder decoder(jpeg);
  decoder.info.out_color_space = JCS_EXT_BGR;
  decoder.info.dct_method = JDCT_ISLOW;
  jpeg_start_decompress(&decoder.info);
  cv::Mat bgr(static_cast<int>(decoder.info.output_height), static_cast<int>(decoder.info.output_width), CV_8UC3);
  while (decoder.info.output_scanline < decoder.info.output_height) {
    JSAMPROW row = bgr.ptr(static_cast<int>(decoder.info.output_scanline));
    jpeg_read_scanlines(&decoder.info, &row, 1);
  }
  jpeg_finish_decompress(&decoder.info);
  return bgr;
}

cv::Mat coefficients_from_jpeg(const std::vector<std::byte>& jpeg, int component) {
  Decoder decoder(jpeg);
  jvirt_barray_ptr* const arrays = jpeg_read_coefficients(&decoder.info);
  const auto& about = decoder.info.comp_info[component];
  const int across = static_cast<int>(about.width_in_blocks), down = static_cast<int>(about.height_in_blocks);
  cv::Mat blocks(8 * down, 8 * across, CV_16SC1);
  for (int j = 0; j < down; ++j) {
    JBLOCKARRAY rows = decoder.info.mem->access_virt_barray(reinterpret_cast<j_common_ptr>(&decoder.info),
                                                            arrays[component], static_cast<JDIMENSION>(j), 1, FALSE);
    for (int i = 0; i < across; ++i) {
      for (int k = 0; k < 64; ++k) blocks.at<std::int16_t>(8 * j + k / 8, 8 * i + k % 8) = rows[0][i][k];
    }
  }
  jpeg_finish_decompress(&decoder.info);
  return blocks;
}

std::array<std::uint16_t, 64> steps_from_jpeg(const std::vector<std::byte>& jpeg, int component) {
  Decoder decoder(jpeg);
  std::array<std::uint16_t, 64> steps{};
  const auto& about = decoder.info.comp_info[component];
  for (std::size_t i = 0; i < 64; ++i) steps[i] = decoder.info.quant_tbl_ptrs[about.quant_tbl_no]->quantval[i];
  return steps;
}

cv::Mat photographic_bgr(int width, int height, std::uint32_t seed) {
  std::mt19937 random(seed);
  // std::normal_distribution differs between libraries; a sum of four uniform values does not.
  const auto noise = [&random](double sigma) {
    double sum = 0;
    for (int i = 0; i < 4; ++i) sum += static_cast<double>(random()) / 4294967296.0 - 0.5;
    return sigma * sum * 1.7320508;
  };
  cv::Mat bgr(height, width, CV_8UC3);
  for (int y = 0; y < height; ++y) {
    double streak = 0;
    for (int x = 0; x < width; ++x) {
      const double u = x / 97.0 + seed, v = y / 71.0;
      streak = 0.8 * streak + noise(4);
      const double texture = (std::sin(u / 2) + std::cos(v / 3) > 0.3) ? 3 * streak : 0;
      const double shade = 128 + 90 * std::sin(u) * std::cos(v) + (std::fmod(u + v, 2.0) < 0.9 ? 50 : 0) + texture;
      const double tint[3] = {25 * std::sin(v * 2), 0, 30 * std::cos(u * 1.7)};
      for (int c = 0; c < 3; ++c) bgr.ptr(y)[3 * x + c] = cv::saturate_cast<uchar>(shade + tint[c] + noise(2));
    }
  }
  return bgr;
}

}  // namespace spoor::test
