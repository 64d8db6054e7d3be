#include "report/example.h"

#include "base/file.h"
#include "support/paths.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>

namespace spoor {
namespace {

using nlohmann::json;

// ELA on the spliced sample: a map, regions, a parameter.
PageExample declared() {
  PageExample example;
  example.sample = "still_spliced.jpg";
  example.settings = {{"qualities", "75"}};
  example.observation = "regions_q75";
  example.show = PageExample::Show::kMap;
  example.shown = "z_q75";
  example.caption = "Words.";
  example.declared = "declared";
  return example;
}

const PassDescriptor& ela() { return *find_pass(all_passes(), "jpeg.ela"); }

Result<ExampleRun> run(const PageExample& example, const std::string& pass = "jpeg.ela") {
  auto open = ingest(test::samples_dir() / example.sample, {});
  if (!open) return tl::unexpected(open.error());
  auto session = open_local_session(std::move(*open), {}, {});
  if (!session) return tl::unexpected(session.error());
  return run_example(**session, *find_pass(all_passes(), pass), example, all_passes(), {});
}

TEST(Example, a_map_is_drawn_and_its_field_left_out) {
  const auto made = run(declared());
  ASSERT_TRUE(made) << to_text(made.error());
  ASSERT_EQ(made->result.output.maps.size(), 1U);
  EXPECT_TRUE(made->result.output.maps[0].field.empty());
  EXPECT_TRUE(made->result.output.tables.empty());
  EXPECT_FALSE(made->result.output.measurements.empty());
  EXPECT_FALSE(made->svg.empty());
  EXPECT_FALSE(made->png.empty());
  EXPECT_NE(made->observation.statement.find("quality 75"), std::string::npos);
}

TEST(Example, a_table_keeps_the_rows_asked_for) {
  PageExample example = declared();
  example.sample = "still_old_fix.jpg";
  example.settings.clear();
  example.observation = "clock_against_satellites";
  example.show = PageExample::Show::kTable;
  example.shown = "times";
  example.rows = {"GPSTimeStamp"};
  const auto made = run(example, "meta.consistency");
  ASSERT_TRUE(made) << to_text(made.error());
  ASSERT_EQ(made->result.output.tables.size(), 1U);
  EXPECT_EQ(made->result.output.tables[0].rows.size(), 1U);
  example.columns = {"Field", "Clock"};
  const auto narrow = run(example, "meta.consistency");
  ASSERT_TRUE(narrow) << to_text(narrow.error());
  EXPECT_EQ(narrow->result.output.tables[0].rows,
            (std::vector<std::vector<std::string>>{{"Exif.GPSInfo.GPSTimeStamp", "utc"}}));
  example.columns = {"Field", "Weather"};
  EXPECT_EQ(run(example, "meta.consistency").error().fault, Fault::kNotFound);
  example.columns.clear();
  example.rows = {"no such text"};
  EXPECT_EQ(run(example, "meta.consistency").error().fault, Fault::kNotFound);
}

TEST(Example, names_that_are_none_are_refused) {
  PageExample example = declared();
  example.settings = {{"colour", "red"}};
  EXPECT_EQ(run(example).error().fault, Fault::kBadArgument);
  example = declared();
  example.regions = {"1,2"};
  EXPECT_EQ(run(example).error().fault, Fault::kBadArgument);
  example = declared();
  example.shown = "z_q60";
  EXPECT_EQ(run(example).error().fault, Fault::kNotFound);
  example = declared();
  example.observation = "regions_q60";
  EXPECT_EQ(run(example).error().fault, Fault::kNotFound);
}

// At the file's own quality the pass has an observation of that name, which is no alarm.
TEST(Example, an_observation_that_is_no_alarm_is_refused) {
  PageExample example = declared();
  example.settings = {{"qualities", "90"}};
  example.observation = "regions_q90";
  example.shown = "z_q90";
  EXPECT_EQ(run(example).error().fault, Fault::kNotFound);
}

TEST(Example, what_was_written_is_read_again) {
  const test::TemporaryDir folder;
  const auto made = run(declared());
  ASSERT_TRUE(made);
  ASSERT_TRUE(write_example(folder.path(), ela(), *made));
  const auto built = built_example(folder.path(), ela(), declared());
  ASSERT_TRUE(built) << to_text(built.error());
  EXPECT_EQ(built->run.svg, made->svg);
  EXPECT_EQ(built->run.sample_sha256, made->sample_sha256);
  EXPECT_EQ(built->run.observation.statement, made->observation.statement);
  EXPECT_EQ(built->run.result.output.measurements.size(), made->result.output.measurements.size());
  ASSERT_EQ(built->files.size(), 3U);
  EXPECT_EQ(built->files[0], folder.path() / "jpeg.ela" / "hit.json");
}

TEST(Example, of_another_build_counts_as_not_built) {
  const test::TemporaryDir folder;
  EXPECT_EQ(built_example(folder.path(), ela(), declared()).error().fault, Fault::kNotFound);
  const auto made = run(declared());
  ASSERT_TRUE(made);
  ASSERT_TRUE(write_example(folder.path(), ela(), *made));
  PageExample reworded = declared();
  reworded.declared = "declared otherwise";
  EXPECT_EQ(built_example(folder.path(), ela(), reworded).error().fault, Fault::kNotFound);
  PassDescriptor newer = ela();
  ++newer.version;
  EXPECT_EQ(built_example(folder.path(), newer, declared()).error().fault, Fault::kNotFound);
}

TEST(Example, a_damaged_record_is_corrupt) {
  const test::TemporaryDir folder;
  const auto made = run(declared());
  ASSERT_TRUE(made);
  ASSERT_TRUE(write_example(folder.path(), ela(), *made));
  const auto path = folder.path() / "jpeg.ela" / "hit.json";
  json document = json::parse(*read_small_file(path, 1 << 24));
  document["result"]["output"]["observations"] = json::array();
  ASSERT_TRUE(write_file_atomically(path, document.dump()));
  EXPECT_EQ(built_example(folder.path(), ela(), declared()).error().fault, Fault::kCorrupt);
  document.erase("result");
  ASSERT_TRUE(write_file_atomically(path, document.dump()));
  EXPECT_EQ(built_example(folder.path(), ela(), declared()).error().fault, Fault::kCorrupt);
  ASSERT_TRUE(write_file_atomically(path, "no JSON"));
  EXPECT_EQ(built_example(folder.path(), ela(), declared()).error().fault, Fault::kCorrupt);
}

TEST(Example, folder_is_in_the_data_directory) {
  const test::TemporaryDir folder;
  setenv("SPOOR_DATA", folder.path().c_str(), 1);
  EXPECT_EQ(examples_folder(), folder.path() / "examples");
  setenv("SPOOR_DATA", (folder.path() / "none").c_str(), 1);
  EXPECT_TRUE(examples_folder().empty());
  unsetenv("SPOOR_DATA");
}

}  // namespace
}  // namespace spoor
