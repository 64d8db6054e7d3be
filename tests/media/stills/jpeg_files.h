#pragma once
/// JPEG files made with libjpeg for the tests.

#include <cstdio>
// jpeglib.h wants FILE.
#include "media/stills/still_file.h"
#include "media/stills/still_files.h"

#include <jpeglib.h>

#include <cstdlib>
#include <vector>

namespace spoor::test {

struct JpegRecipe {
  int width = 37, height = 29;
  J_COLOR_SPACE space = JCS_YCbCr;  ///< stored; the samples given are of the same space
  int components = 3;
  std::vector<std::pair<int, int>> factors{{1, 1}, {1, 1}, {1, 1}};
  int quality = 90;
  bool progressive = false, optimised = false;
  int restart_rows = 0;
};

/// Smooth structure with some noise, so that all frequencies occur.
inline std::vector<std::byte> made_by_libjpeg(const JpegRecipe& recipe) {
  jpeg_compress_struct c{};
  jpeg_error_mgr errors{};
  c.err = jpeg_std_error(&errors);
  jpeg_create_compress(&c);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&c, &memory, &size);
  c.image_width = static_cast<JDIMENSION>(recipe.width);
  c.image_height = static_cast<JDIMENSION>(recipe.height);
  c.input_components = recipe.components;
  c.in_color_space = recipe.space;
  jpeg_set_defaults(&c);
  jpeg_set_colorspace(&c, recipe.space);
  jpeg_set_quality(&c, recipe.quality, TRUE);
  for (std::size_t i = 0; i < recipe.factors.size() && i < static_cast<std::size_t>(recipe.components); ++i) {
    c.comp_info[i].h_samp_factor = recipe.factors[i].first;
    c.comp_info[i].v_samp_factor = recipe.factors[i].second;
  }
  c.optimize_coding = recipe.optimised ? TRUE : FALSE;
  c.restart_in_rows = recipe.restart_rows;
  if (recipe.progressive) jpeg_simple_progression(&c);
  jpeg_start_compress(&c, TRUE);
  Noise noise(7);
  std::vector<unsigned char> row(static_cast<std::size_t>(recipe.width * recipe.components));
  while (c.next_scanline < c.image_height) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] =
          static_cast<unsigned char>((static_cast<unsigned>(i) * 5 + c.next_scanline * 3) % 200 + noise.byte() % 40);
    }
    JSAMPROW rows = row.data();
    jpeg_write_scanlines(&c, &rows, 1);
  }
  jpeg_finish_compress(&c);
  jpeg_destroy_compress(&c);
  const auto* const first = reinterpret_cast<const std::byte*>(memory);
  std::vector<std::byte> bytes(first, first + size);
  std::free(memory);
  return bytes;
}

/// Position of the n-th marker of a kind, by a plain search.
inline std::size_t marker_position(const std::vector<std::byte>& bytes, int marker, int n = 0) {
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    if (bytes[i] == std::byte{0xFF} && bytes[i + 1] == static_cast<std::byte>(marker) && n-- == 0) return i;
  }
  return bytes.size();
}

}  // namespace spoor::test
