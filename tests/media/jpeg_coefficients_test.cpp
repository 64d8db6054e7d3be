#include "media/stills/jpeg_files.h"
// jpeglib.h comes first.
#include "media/jpeg_structure.h"

namespace spoor {
namespace {

using test::made_by_libjpeg;
using test::marker_position;

/// What coefficient `k` (row-major) of block (row, column) of a component is planted as.
int planted(int component, int row, int column, int k) {
  const int value = (component * 31 + row * 7 + column * 5 + k * 3) % 41 - 20;
  return k == 0 ? 4 * value : k % 3 == 0 ? value : 0;
}

/// A 4:2:0 JPEG of 41 x 23 pixels that holds exactly the planted coefficients.
std::vector<std::byte> made_of_coefficients(bool progressive) {
  jpeg_compress_struct c{};
  jpeg_error_mgr errors{};
  c.err = jpeg_std_error(&errors);
  jpeg_create_compress(&c);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&c, &memory, &size);
  c.image_width = 41;
  c.image_height = 23;
  c.input_components = 3;
  c.in_color_space = JCS_YCbCr;
  jpeg_set_defaults(&c);
  jpeg_set_quality(&c, 75, TRUE);
  if (progressive) jpeg_simple_progression(&c);
  // In units of 16 x 16 pixels 3 across and 2 down; libjpeg wants room for whole units.
  std::array<jvirt_barray_ptr, 3> arrays{};
  for (std::size_t i = 0; i < 3; ++i) {
    const JDIMENSION factor = i == 0 ? 2 : 1;
    arrays[i] = c.mem->request_virt_barray(reinterpret_cast<j_common_ptr>(&c), JPOOL_IMAGE, TRUE, 3 * factor,
                                           2 * factor, factor);
  }
  jpeg_write_coefficients(&c, arrays.data());
  for (int i = 0; i < 3; ++i) {
    const int factor = i == 0 ? 2 : 1;
    for (int row = 0; row < 2 * factor; ++row) {
      const JBLOCKARRAY blocks =
          c.mem->access_virt_barray(reinterpret_cast<j_common_ptr>(&c), arrays[static_cast<std::size_t>(i)],
                                    static_cast<JDIMENSION>(row), 1, TRUE);
      for (int column = 0; column < 3 * factor; ++column) {
        for (int k = 0; k < 64; ++k) blocks[0][column][k] = static_cast<JCOEF>(planted(i, row, column, k));
      }
    }
  }
  jpeg_finish_compress(&c);
  jpeg_destroy_compress(&c);
  const auto* const first = reinterpret_cast<const std::byte*>(memory);
  std::vector<std::byte> bytes(first, first + size);
  std::free(memory);
  return bytes;
}

TEST(JpegCoefficients, are_those_that_were_written) {
  for (const bool progressive : {false, true}) {
    SCOPED_TRACE(progressive);
    const auto read = read_jpeg_coefficients(made_of_coefficients(progressive));
    ASSERT_TRUE(read) << read.error().sentence;
    EXPECT_EQ(read->width, 41);
    EXPECT_EQ(read->height, 23);
    EXPECT_TRUE(read->anomalies.empty());
    ASSERT_EQ(read->components.size(), 3U);
    for (int i = 0; i < 3; ++i) {
      const auto& component = read->components[static_cast<std::size_t>(i)];
      EXPECT_EQ(component.h, i == 0 ? 2 : 1);
      EXPECT_EQ(component.width, i == 0 ? 41 : 21);
      EXPECT_EQ(component.height, i == 0 ? 23 : 12);
      // Blocks that hold samples of the picture; those that fill the last units up are left out.
      ASSERT_EQ(component.blocks.size(), i == 0 ? cv::Size(48, 24) : cv::Size(24, 16));
      for (int y = 0; y < component.blocks.rows; ++y) {
        for (int x = 0; x < component.blocks.cols; ++x) {
          ASSERT_EQ(component.blocks.at<std::int16_t>(y, x), planted(i, y / 8, x / 8, y % 8 * 8 + x % 8))
              << i << ": " << y << ' ' << x;
        }
      }
    }
  }
}

TEST(JpegCoefficients, come_with_the_steps_of_their_tables_row_by_row) {
  const auto read = read_jpeg_coefficients(made_of_coefficients(false));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->components[0].steps, standard_luma_table(75));
  EXPECT_EQ(read->components[1].steps, standard_chroma_table(75));
  EXPECT_NE(read->components[0].steps[2], read->components[0].steps[16]) << "a transposed table would show";
}

TEST(JpegCoefficients, of_a_cut_file_are_those_before_the_cut) {
  const auto whole = made_by_libjpeg({.width = 160, .height = 160});
  const auto all = read_jpeg_coefficients(whole);
  ASSERT_TRUE(all);
  const auto part = read_jpeg_coefficients(Bytes(whole).first(whole.size() * 2 / 3));
  ASSERT_TRUE(part) << part.error().sentence;
  EXPECT_FALSE(part->anomalies.empty());
  const cv::Mat& some = part->components[0].blocks;
  ASSERT_EQ(some.size(), all->components[0].blocks.size());
  const cv::Rect top(0, 0, 160, 80);
  EXPECT_EQ(cv::norm(some(top), all->components[0].blocks(top), cv::NORM_INF), 0);
  const cv::Rect last(152, 152, 8, 8);
  EXPECT_NE(cv::norm(some(last), all->components[0].blocks(last), cv::NORM_INF), 0);
}

TEST(JpegCoefficients, are_refused_in_one_sentence_where_there_are_none) {
  EXPECT_EQ(read_jpeg_coefficients(as_bytes("this is no JPEG at all")).error().fault, Fault::kUnsupported);
  EXPECT_FALSE(read_jpeg_coefficients({}));
  auto huge = made_by_libjpeg({});
  const std::size_t frame = marker_position(huge, 0xC0);
  for (const std::byte byte : {std::byte{0xFE}, std::byte{0xFF}}) {  // 65,278 pixels a side, and 65,535
    for (std::size_t i = 5; i < 9; ++i) huge[frame + i] = byte;
    const auto refused = read_jpeg_coefficients(huge);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fault, Fault::kTooLarge) << refused.error().sentence;
  }
}

TEST(JpegCoefficients, survive_every_cut) {
  const auto whole = made_by_libjpeg({.progressive = true});
  for (std::size_t length = 0; length < whole.size(); length += 3) {
    const auto read = read_jpeg_coefficients(Bytes(whole).first(length));
    if (!read) {
      EXPECT_FALSE(read.error().sentence.empty()) << length;
    }
  }
}

}  // namespace
}  // namespace spoor
