#include "report/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spoor {
namespace {

PassEntry entry_with(int maps, int rows) {
  PassEntry entry;
  entry.row.pass = "a.b";
  entry.row.key = "0123456789abcdef";
  entry.result.pass = "a.b";
  entry.result.state = ResultState::kDone;
  for (int i = 0; i < maps; ++i) {
    Map map;
    map.id = "m";
    map.title = "M";
    map.frame = i;
    entry.result.output.maps.push_back(map);
    MapPreview preview;
    preview.map = "m";
    preview.levels = cv::Mat(1, 1, CV_8UC1, cv::Scalar(1));
    preview.full = {1, 1};
    entry.previews.push_back(preview);
  }
  Table table{"t", "T", {{"n", "", Table::Kind::kNumber}}, {}};
  for (int i = 0; i < rows; ++i) table.rows.push_back({std::to_string(i)});
  entry.result.output.tables = {table};
  return entry;
}

template <class T>
std::vector<const T*> blocks_of(const Section& section) {
  std::vector<const T*> list;
  for (const auto& block : section.blocks) {
    if (const auto* held = std::get_if<T>(&block)) list.push_back(held);
  }
  return list;
}

TEST(ResultSection, long_table_is_cut_and_says_so) {
  const Section section = result_section({}, entry_with(0, 500), {"r.json", "r-csv", ""});
  const auto grids = blocks_of<Grid>(section);
  ASSERT_EQ(grids.size(), 1U);
  EXPECT_EQ(grids[0]->rows.size(), 25U);
  EXPECT_EQ(grids[0]->cut, "25 of 500 rows; the whole of it is in the JSON report and in r-csv");
  EXPECT_TRUE(blocks_of<Grid>(result_section({}, entry_with(0, 40), {}))[0]->cut.empty());
}

TEST(ResultSection, maps_of_one_id_on_many_frames_have_anchors_of_their_own) {
  const Section section = result_section({}, entry_with(3, 0), {});
  const auto figures = blocks_of<MapFigure>(section);
  ASSERT_EQ(figures.size(), 3U);
  EXPECT_NE(figures[0]->anchor, figures[1]->anchor);
  EXPECT_EQ(blocks_of<MapFigure>(result_section({}, entry_with(30, 0), {})).size(), 12U);
}

TEST(ResultSection, state_without_a_result_gives_its_reason) {
  PassEntry entry = entry_with(0, 0);
  entry.result.output = {};
  entry.result.state = ResultState::kUnavailable;
  entry.result.error = {Fault::kUnavailable, "the reference set is missing", "a.b"};
  const Section section = result_section({}, entry, {});
  EXPECT_EQ(section.sign, Sign::kUnavailable);
  const auto notices = blocks_of<Notice>(section);
  ASSERT_EQ(notices.size(), 2U) << "method unknown here, and the reason";
  EXPECT_EQ(notices[1]->text, "The reference set is missing.");
}

TEST(ResultSection, observation_links_to_the_map_of_its_frame) {
  PassEntry entry = entry_with(2, 0);
  Observation observation;
  observation.id = "o";
  observation.frame = 1;
  observation.rests_on = {"m", "gone"};
  entry.result.output.observations = {observation};
  const Section section = result_section({}, entry, {});
  const auto statements = blocks_of<Statement>(section);
  ASSERT_EQ(statements.size(), 1U);
  ASSERT_EQ(statements[0]->links.size(), 2U);
  EXPECT_EQ(statements[0]->links[0].second, "r.a.b.01234567.m.1");
  EXPECT_EQ(statements[0]->links[1].second, "") << "what is not there is named without a link";
}

}  // namespace
}  // namespace spoor
