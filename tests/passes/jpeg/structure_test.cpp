#include "support/jpeg_oracle.h"
#include "support/paths.h"
#include "support/run_pass.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace spoor {
namespace {

std::vector<std::byte> picture(int quality) {
  return test::jpeg_from_bgr(test::photographic_bgr(96, 64, 1), {2, 2, quality, {}});
}

std::string cell(const Table& table, std::size_t row, const std::string& column) {
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (table.columns[c].name == column) return table.rows.at(row).at(c);
  }
  return "no such column";
}

TEST(StructurePass, states_quality_sampling_and_tables_of_a_libjpeg_file) {
  const auto output = test::run_pass("jpeg.structure", picture(77));
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_EQ(test::value_of(*output, "luma_quality"), 77);
  EXPECT_EQ(test::value_of(*output, "luma_distance"), 0);
  EXPECT_EQ(test::value_of(*output, "chroma_quality"), 77);
  EXPECT_EQ(cell(output->tables[0], 0, "sampling"), "4:2:0");
  EXPECT_EQ(cell(output->tables[0], 0, "Huffman tables"), "standard");
  EXPECT_NE(test::find_observation(*output, "tables")->statement.find("quality 77"), std::string::npos);
  EXPECT_EQ(test::find_observation(*output, "unknown_trailer"), nullptr);
  EXPECT_EQ(test::find_observation(*output, "irregularities"), nullptr);
}

TEST(StructurePass, says_where_unknown_bytes_follow) {
  std::vector<std::byte> jpeg = picture(90);
  const std::size_t end = jpeg.size();
  for (int i = 0; i < 100; ++i) jpeg.push_back(static_cast<std::byte>(37 * i + 11));
  const auto output = test::run_pass("jpeg.structure", jpeg);
  ASSERT_TRUE(output);
  const Observation* const said = test::find_observation(*output, "unknown_trailer");
  ASSERT_NE(said, nullptr);
  EXPECT_NE(said->statement.find("offset " + std::to_string(end)), std::string::npos) << said->statement;
  EXPECT_EQ(said->bearing, Bearing::kInconclusive);
  EXPECT_EQ(test::value_of(*output, "trailing"), 100);
}

TEST(StructurePass, a_truncated_file_keeps_its_structure_and_names_the_damage) {
  std::vector<std::byte> jpeg = picture(90);
  jpeg.resize(jpeg.size() * 2 / 3);
  const auto output = test::run_pass("jpeg.structure", jpeg);
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_EQ(test::value_of(*output, "luma_quality"), 90);
  EXPECT_FALSE(output->anomalies.empty());
  EXPECT_NE(test::find_observation(*output, "irregularities"), nullptr);
}

TEST(StructurePass, every_real_jpeg_gives_an_answer) {
  SPOOR_MEDIA_OR_SKIP(media);
  int answered = 0;
  for (const char* const set : {"camera", "mixed", "hostile"}) {
    for (const auto& path : test::files_below(media / set)) {
      const auto output = test::run_pass("jpeg.structure", test::bytes_of(path.string()));
      if (!output) {
        EXPECT_GT(output.error().sentence.size(), 10u) << path;
        continue;
      }
      ++answered;
      EXPECT_FALSE(output->tables[0].rows.empty()) << path;
      for (const Observation& o : output->observations) EXPECT_NE(o.bearing, Bearing::kConcern) << path;
    }
  }
  EXPECT_GT(answered, 50);
}

}  // namespace
}  // namespace spoor
