#include "media/jpeg_parser.h"
#include "media/stills/jpeg_files.h"

namespace spoor {
namespace {

TEST(JpegTables, equal_those_of_cjpeg_at_every_quality_tried) {
  if (!test::has_program("cjpeg")) GTEST_SKIP() << "no cjpeg here";
  const test::TemporaryDir dir;
  const auto source = dir.path() / "grey.ppm";
  std::string picture = "P6\n16 16\n255\n";
  for (int i = 0; i < 16 * 16 * 3; ++i) picture += static_cast<char>(i);
  test::write_bytes(source, as_bytes(picture));
  for (const int quality : {1, 5, 24, 25, 49, 50, 51, 75, 90, 95, 99, 100}) {
    const auto made =
        test::output_of("cjpeg -baseline -quality " + std::to_string(quality) + " " + test::quoted(source));
    const auto structure = read_jpeg_structure(std::as_bytes(std::span(made)));
    ASSERT_TRUE(structure) << quality;
    const JpegPicture& main = structure->pictures[0];
    ASSERT_EQ(main.quant_tables.size(), 2U);
    EXPECT_EQ(main.quant_tables[0].steps, standard_luma_table(quality)) << quality;
    EXPECT_EQ(main.quant_tables[1].steps, standard_chroma_table(quality)) << quality;
    EXPECT_EQ(main.luma_quality->quality, quality);
    EXPECT_TRUE(main.luma_quality->exact);
    // Below 4 every step of the chroma table is at its limit.
    EXPECT_EQ(main.chroma_quality->quality, std::max(3, quality));
    EXPECT_TRUE(main.chroma_quality->exact);
    for (const JpegHuffmanTable& table : main.huffman_tables) EXPECT_TRUE(table.standard);
  }
}

TEST(JpegTables, nearest_quality_says_how_far_it_is) {
  auto steps = standard_luma_table(80);
  steps[10] = static_cast<std::uint16_t>(steps[10] + 1);
  const JpegQuality quality = jpeg::nearest_quality(steps, false);
  EXPECT_EQ(quality.quality, 80);
  EXPECT_FALSE(quality.exact);
  EXPECT_EQ(quality.total_distance, 1);
}

TEST(JpegTables, a_huffman_table_with_two_symbols_exchanged_is_not_standard) {
  const auto structure = read_jpeg_structure(test::made_by_libjpeg({}));
  ASSERT_TRUE(structure);
  JpegHuffmanTable table = structure->pictures[0].huffman_tables[1];
  EXPECT_TRUE(jpeg::is_standard(table));
  std::swap(table.symbols[3], table.symbols[4]);
  EXPECT_FALSE(jpeg::is_standard(table));
}

}  // namespace
}  // namespace spoor
