#include "analysis/pass.h"
#include "support/paths.h"
#include "support/run_pass.h"
#include "support/structure_source.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace spoor {
namespace {

ContainerNode node(std::string type, std::int64_t offset, std::int64_t size,
                   std::vector<std::pair<std::string, std::string>> fields = {},
                   std::vector<ContainerNode> children = {}) {
  return {std::move(type), offset, 8, size, {}, std::move(fields), std::move(children)};
}

// A movie of one track of `media_s` seconds that shows `shown_s`.
ContainerTree movie(double media_s, double shown_s, const std::string& brand_text) {
  ContainerNode tables = node(
      "stbl", 300, 200, {}, {node("stts", 310, 24, {{"samples", "100"}}), node("stsz", 340, 24, {{"samples", "100"}})});
  ContainerNode media =
      node("mdia", 200, 400, {},
           {node("mdhd", 208, 32, {{"seconds", std::to_string(media_s)}}),
            node("hdlr", 250, 40, {{"handler", "vide"}, {"name", brand_text}}), node("minf", 290, 300, {}, {tables})});
  ContainerNode track = node("trak", 150, 500, {},
                             {node("tkhd", 158, 92, {{"duration", std::to_string(shown_s * 1000)}}),
                              node("edts", 190, 36, {}, {node("elst", 198, 28)}), media});
  ContainerTree tree;
  tree.format = "isobmff";
  tree.nodes = {node("ftyp", 0, 24, {{"major_brand", "isom"}}),
                node("moov", 24, 700, {},
                     {node("mvhd", 32, 108, {{"timescale", "1000"}, {"seconds", std::to_string(shown_s)}}), track}),
                node("mdat", 724, 1000)};
  return tree;
}

Result<PassOutput> output_of(const ContainerTree& tree) {
  test::StructureSource source;
  source.tree = tree;
  return test::run_on_source(passes::container_structure(), source);
}

TEST(ContainerStructure, stays_quiet_on_a_sound_file) {
  const auto output = output_of(movie(10, 10, "VideoHandler"));
  ASSERT_TRUE(output);
  EXPECT_TRUE(std::all_of(output->observations.begin(), output->observations.end(),
                          [](const Observation& o) { return o.bearing == Bearing::kNeutral; }));
  EXPECT_NE(test::find_observation(output, "no_anomaly"), nullptr);
  EXPECT_EQ(output->tables.at(0).rows.size(), 15u);
  EXPECT_EQ(output->tables.at(0).rows.at(2).at(0), "32");  // mvhd's offset
}

TEST(ContainerStructure, finds_media_that_the_edit_list_hides) {
  const auto output = output_of(movie(12, 5, "VideoHandler"));
  ASSERT_NE(test::find_observation(output, "hidden_media_1"), nullptr);
  EXPECT_NE(test::find_observation(output, "hidden_media_1")->statement.find("198"), std::string::npos);
  EXPECT_EQ(test::find_observation(output, "hidden_media_1")->bearing, Bearing::kInconclusive);
}

TEST(ContainerStructure, finds_a_header_that_disagrees_with_its_tracks) {
  ContainerTree tree = movie(10, 10, "VideoHandler");
  tree.nodes[1].children[0].fields[1].second = "7.5";
  EXPECT_NE(test::find_observation(output_of(tree), "durations"), nullptr);
}

TEST(ContainerStructure, finds_tables_that_count_differently) {
  ContainerTree tree = movie(10, 10, "VideoHandler");
  tree.nodes[1].children[1].children[2].children[2].children[0].children[0].fields[0].second = "99";
  EXPECT_NE(test::find_observation(output_of(tree), "sample_counts_1_stts"), nullptr);
}

TEST(ContainerStructure, names_programs_and_devices_with_their_places) {
  ContainerTree tree = movie(10, 10, "VideoHandler");
  tree.nodes[1].children.push_back(
      node("udta", 600, 50, {}, {node("\u00A9swr", 608, 20, {{"text", "Lavf58.29.100"}})}));
  const auto program = output_of(tree);
  ASSERT_NE(test::find_observation(program, "program"), nullptr);
  EXPECT_NE(test::find_observation(program, "program")->statement.find("608"), std::string::npos);
  tree.nodes[1].children.push_back(node("udta", 660, 50, {}, {node("\u00A9mak", 668, 20, {{"text", "Phone Maker"}})}));
  ASSERT_NE(test::find_observation(output_of(tree), "camera_and_program"), nullptr);
  EXPECT_EQ(test::find_observation(output_of(tree), "camera_and_program")->bearing, Bearing::kInconclusive);
}

TEST(ContainerStructure, finds_missing_fragments_and_indexes) {
  ContainerTree tree;
  tree.format = "isobmff";
  for (int number : {1, 2, 5})
    tree.nodes.push_back(node("moof", 100 * number, 50, {},
                              {node("mfhd", 100 * number + 8, 16, {{"sequence_number", std::to_string(number)}})}));
  ASSERT_NE(test::find_observation(output_of(tree), "fragment_numbers"), nullptr);
  EXPECT_NE(test::find_observation(output_of(tree), "fragment_numbers")->statement.find("508"), std::string::npos);
  tree.nodes = {node("mdat", 0, 500)};
  EXPECT_NE(test::find_observation(output_of(tree), "no_index"), nullptr);
}

TEST(ContainerStructure, passes_anomalies_on) {
  ContainerTree tree = movie(10, 10, "VideoHandler");
  tree.anomalies = {{AnomalyKind::kTruncated, "a box is cut", 77, 5}};
  const auto output = output_of(tree);
  ASSERT_NE(test::find_observation(output, "anomalies"), nullptr);
  EXPECT_EQ(test::find_observation(output, "anomalies")->bearing, Bearing::kInconclusive);
  EXPECT_EQ(output->anomalies.size(), 1u);
  EXPECT_EQ(output->tables.back().rows.at(0).at(0), "77");
}

TEST(ContainerStructure, declines_unknown_formats) {
  ContainerTree tree;
  tree.format = "unknown";
  EXPECT_EQ(output_of(tree).error().fault, Fault::kNotApplicable);
}

TEST(ContainerStructure, reads_every_real_clip) {
  SPOOR_MEDIA_OR_SKIP(media);
  int read = 0;
  for (const auto& path : test::files_below(media / "video")) {
    auto file = open_regular_file(path);
    ASSERT_TRUE(file);
    const std::int64_t size = *file_size(*file);
    auto source = open_media(file_source(std::move(*file), size));
    if (!source) continue;
    const auto output = test::run_on_source(passes::container_structure(), **source);
    if (!output) continue;
    ++read;
    for (const Observation& o : output->observations) {
      EXPECT_NE(o.bearing, Bearing::kConcern) << path;
      EXPECT_TRUE(o.bearing == Bearing::kNeutral || !o.innocent_causes.empty()) << o.id;
    }
  }
  EXPECT_GT(read, 10);
}

}  // namespace
}  // namespace spoor
