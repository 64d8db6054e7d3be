#include "workbench/open_workbench.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

namespace spoor {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

struct WorkbenchExports : test::OpenWorkbench {
  static std::string content(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }
};

TEST_F(WorkbenchExports, a_report_holds_what_was_written_a_moment_before) {
  open_sample("still_original.jpg");
  bench->run("jpeg.ela", {}, RunFrames::kAll);
  finish();
  Finding finding;
  finding.id = "f1";
  finding.answer = "The windows were put in later.";
  finding.author = "ab";
  finding.created = "2024-01-02T00:00:00Z";
  bench->execute({"finding", FindingEdit{std::nullopt, finding}, bench->new_gesture()});
  bench->export_report(dir.path() / "out");
  finish();
  EXPECT_THAT(notices(), HasSubstr("written: "));
  const std::string html = content(dir.path() / "out" / "report.html");
  EXPECT_THAT(html, HasSubstr("The windows were put in later."));
  EXPECT_THAT(html, HasSubstr("spoor report"));
  EXPECT_EQ(reader()->thumbnails(1)->size(), 1u) << "the report shows what was examined";
  bench->export_report(dir.path() / "out");
  finish();
  EXPECT_TRUE(fs::exists(dir.path() / "out" / "report-2.html"));
  EXPECT_EQ(content(dir.path() / "out" / "report.html"), html) << "the older report is left as it is";
}

TEST_F(WorkbenchExports, a_report_needs_a_case) {
  bench->export_report(dir.path() / "out");
  finish();
  EXPECT_FALSE(fs::exists(dir.path() / "out"));
  EXPECT_THAT(notices(), HasSubstr("no case"));
}

TEST_F(WorkbenchExports, writes_a_table_and_never_over_another) {
  const fs::path path = dir.path() / "made" / "frames.csv";
  for (const char* text : {"one", "two", "three"}) bench->export_table(text, path);
  finish();
  EXPECT_EQ(content(path), "one");
  EXPECT_EQ(content(dir.path() / "made" / "frames-2.csv"), "two");
  EXPECT_EQ(content(dir.path() / "made" / "frames-3.csv"), "three");
  EXPECT_EQ(bench->notices().back().text, "written: " + (dir.path() / "made" / "frames-3.csv").string());
}

TEST_F(WorkbenchExports, writes_a_picture_as_png) {
  bench->export_picture(cv::Mat(3, 5, CV_8UC3, cv::Scalar(1, 2, 3)), dir.path() / "view.png");
  bench->export_picture(cv::Mat(), dir.path() / "nothing.png");
  finish();
  EXPECT_THAT(content(dir.path() / "view.png"), StartsWith("\x89PNG"));
  EXPECT_FALSE(fs::exists(dir.path() / "nothing.png"));
  EXPECT_EQ(bench->notices().back().kind, Notice::Kind::kError);
}

TEST_F(WorkbenchExports, tells_of_a_place_that_cannot_be_written) {
  std::ofstream(dir.path() / "file") << "no folder";
  bench->export_table("text", dir.path() / "file" / "a.csv");
  finish();
  EXPECT_THAT(notices(), HasSubstr("not written: "));
}

TEST_F(WorkbenchExports, finishes_at_the_end_of_the_program) {
  bench->export_table("text", dir.path() / "a.csv");
  bench.reset();
  EXPECT_EQ(content(dir.path() / "a.csv"), "text");
}

}  // namespace
}  // namespace spoor
