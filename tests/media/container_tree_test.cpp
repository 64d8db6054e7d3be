#include "media/container_tree.h"

#include "media/containers/bytes.h"
#include "media/containers/walk.h"
#include "media/metadata.h"
#include "support/paths.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace spoor {
namespace {

using namespace spoor::test;

struct Extent {
  int nodes = 0, depth = 0;
};

// Counts the nodes; fails where one lies outside the file.
Extent checked_extent(const std::vector<ContainerNode>& nodes, std::int64_t size) {
  Extent total;
  for (const ContainerNode& node : nodes) {
    EXPECT_GE(node.offset, 0) << node.type;
    EXPECT_GE(node.size, 0) << node.type;
    EXPECT_GE(node.header, 0) << node.type;
    EXPECT_LE(node.offset + node.size, size) << node.type << " at " << node.offset;
    const Extent below = checked_extent(node.children, size);
    total.nodes += 1 + below.nodes;
    total.depth = std::max(total.depth, 1 + below.depth);
  }
  return total;
}

void expect_bounded(const ContainerTree& tree, std::int64_t size) {
  const Extent extent = checked_extent(tree.nodes, size);
  EXPECT_LE(extent.nodes, containers::kMaxNodes);
  EXPECT_LE(extent.depth, containers::kMaxLevels);
  EXPECT_LE(tree.anomalies.size(), static_cast<std::size_t>(containers::kMaxAnomalies) + 1);
  for (const Anomaly& anomaly : tree.anomalies) EXPECT_LE(anomaly.offset, size) << anomaly.what;
}

TEST(ContainerTree, refuses_an_empty_file_and_names_an_unknown_one) {
  EXPECT_EQ(read_container_tree(*source_of(""), Job()).error().fault, Fault::kCorrupt);
  EXPECT_EQ(tree_of("plain text, no container").format, "unknown");
  EXPECT_EQ(tree_of("\xFF\x0A codestream").format, "jxl");
}

TEST(ContainerTree, finds_nodes_by_path) {
  const ContainerTree tree = tree_of(small_movie() + box("moov", movie_header(0, 1)));
  EXPECT_EQ(find_nodes(tree, "moov/mvhd").size(), 2u);
  EXPECT_EQ(find_node(tree, "moov/mvhd/none"), nullptr);
  EXPECT_EQ(find_node(tree, ""), nullptr);
  EXPECT_EQ(field_value(*find_node(tree, "moov/mvhd"), "none"), "");
}

TEST(ContainerTree, can_be_cancelled) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW((void)read_container_tree(*source_of(small_movie()), Job(stop.get_token())), Cancelled);
}

TEST(ContainerTree, stays_bounded_on_every_file) {
  SPOOR_MEDIA_OR_SKIP(media);
  int known = 0;
  for (const auto& path : files_below(media)) {
    auto file = open_regular_file(path);
    ASSERT_TRUE(file) << path;
    const std::int64_t size = *file_size(*file);
    const auto source = file_source(std::move(*file), size);
    const auto tree = read_container_tree(*source, Job());
    if (!tree) {
      EXPECT_FALSE(tree.error().sentence.empty()) << path;
      continue;
    }
    SCOPED_TRACE(path);
    expect_bounded(*tree, size);
    known += tree->format != "unknown";
    const auto metadata = read_metadata(*source, *tree, Job());
    ASSERT_TRUE(metadata);
    EXPECT_LE(metadata->items.size(), 40'000u);
    for (const TimeItem& time : metadata->times) {
      EXPECT_TRUE(std::isfinite(utc_seconds(time).value_or(0)));
    }
  }
  EXPECT_GT(known, 100);
}

std::string output_of(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  char buffer[256];
  for (std::size_t got = 0; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) output.append(buffer, got);
  pclose(pipe);
  return output;
}

double number(const std::string& text) {
  double value = NAN;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

TEST(ContainerTree, agrees_with_ffprobe_on_durations) {
  SPOOR_MEDIA_OR_SKIP(media);
  if (std::system("ffprobe -version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no ffprobe";
  int compared = 0;
  for (const auto& path : files_below(media / "video")) {
    auto file = open_regular_file(path);
    ASSERT_TRUE(file);
    const std::int64_t size = *file_size(*file);
    const auto source = file_source(std::move(*file), size);
    const auto tree = read_container_tree(*source, Job());
    if (!tree) continue;
    const ContainerNode* header = find_node(*tree, "moov/trak/mdia/mdhd");
    const ContainerNode* times = find_node(*tree, "moov/trak/mdia/minf/stbl/stts");
    if (header == nullptr || times == nullptr || find_node(*tree, "moof") != nullptr) continue;
    // ffprobe adds up the sample table and not the header, which in one of the files is a tick longer.
    const std::string theirs =
        output_of("ffprobe -v error -ignore_editlist 1 -select_streams 0 -show_entries stream=duration -of csv=p=0 '" +
                  path.string() + "' 2>/dev/null");
    const double value = number(theirs);
    if (std::isnan(value)) continue;
    const double ours = number(field_value(*times, "ticks")) / number(field_value(*header, "timescale"));
    // ffprobe rounds to microseconds.
    EXPECT_NEAR(ours, value, 2e-6) << path;
    ++compared;
  }
  EXPECT_GT(compared, 8);
}

RC_GTEST_PROP(ContainerTree, survives_any_mutation_of_a_movie, ()) {
  std::string file = small_movie() + box("moof", full_box("mfhd", 0, 0, big(1, 4)));
  const auto changes = *rc::gen::container<std::vector<std::pair<std::uint16_t, char>>>(
      rc::gen::arbitrary<std::pair<std::uint16_t, char>>());
  for (const auto& [at, value] : changes) file[at % file.size()] = value;
  const auto cut = *rc::gen::inRange<std::size_t>(1, file.size() + 1);
  if (*rc::gen::arbitrary<bool>()) file.resize(cut);
  const auto source = source_of(file);
  const auto tree = read_container_tree(*source, Job());
  RC_ASSERT(tree.has_value());
  expect_bounded(*tree, static_cast<std::int64_t>(file.size()));
  RC_ASSERT(!testing::Test::HasFailure());
  RC_ASSERT(read_metadata(*source, *tree, Job()).has_value());
}

}  // namespace
}  // namespace spoor
