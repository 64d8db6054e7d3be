#include "media/containers/walk.h"

#include "media/containers/bytes.h"

#include <gtest/gtest.h>

namespace spoor::containers {
namespace {

TEST(Walk, reads_within_the_file_only) {
  const auto source = test::source_of(std::string(100'000, 'x') + "end");
  const Job job;
  Walk walk(*source, job, "unknown");
  EXPECT_EQ(walk.bytes(-1, 5).size(), 0u);
  EXPECT_EQ(walk.bytes(0, 1 << 20).size(), static_cast<std::size_t>(kMaxRead));
  EXPECT_EQ(as_text(walk.bytes(100'000, 50)), "end");
  EXPECT_EQ(walk.bytes(100'003, 1).size(), 0u);
  EXPECT_EQ(as_text(walk.bytes(99'999, 2)), "xe");
}

TEST(Walk, stops_when_asked_to) {
  const auto source = test::source_of("x");
  std::stop_source stop;
  const Job job(stop.get_token());
  Walk walk(*source, job, "unknown");
  stop.request_stop();
  std::vector<ContainerNode> nodes;
  EXPECT_THROW(walk.add_node(nodes, "a", 0, 0, 1, 0), Cancelled);
}

TEST(Walk, makes_everything_printable_and_bounded) {
  const auto source = test::source_of("x");
  const Job job;
  Walk walk(*source, job, "unknown");
  ContainerNode* node = walk.add_node(walk.nodes(), "a\nb", 0, 0, 1, 0);
  walk.field(*node, "name", std::string(100'000, 'y'));
  EXPECT_EQ(node->type, "a b");
  EXPECT_LT(node->fields[0].second.size(), kMaxText + 8);
  for (int i = 0; i < 2 * kMaxAnomalies; ++i) walk.anomaly(AnomalyKind::kMalformed, "x", i);
  EXPECT_EQ(walk.take().anomalies.size(), static_cast<std::size_t>(kMaxAnomalies) + 1);
}

TEST(Walk, bounds_the_text_of_all_fields) {
  const auto source = test::source_of("x");
  const Job job;
  Walk walk(*source, job, "unknown");
  ContainerNode* node = walk.add_node(walk.nodes(), "a", 0, 0, 1, 0);
  for (std::size_t i = 0; i < 2 * kMaxFieldBytes / kMaxText; ++i) walk.field(*node, "n", std::string(kMaxText, 'z'));
  EXPECT_LT(node->fields.size(), kMaxFieldBytes / kMaxText + 2);
}

TEST(Walk, shows_four_characters) {
  EXPECT_EQ(four_characters(four_cc("moov")), "moov");
  EXPECT_EQ(four_characters(0xA978797Au), "\u00A9xyz");
  EXPECT_EQ(four_characters(1), "0x00000001");
}

}  // namespace
}  // namespace spoor::containers
