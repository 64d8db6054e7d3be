#include "report/report.h"

#include "report/rich_case.h"
#include "support/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace spoor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

ReportOptions rich_options() {
  ReportOptions options;
  options.csv = true;
  options.command = "spoor batch clips --profile full --out out";
  options.passes = &test::rich_passes();
  options.method_page = [](std::string_view id) -> std::optional<std::string_view> {
    static const std::string page = test::rich_page_text();
    if (id != "jpeg.grid") return std::nullopt;
    return page;
  };
  return options;
}

TEST(Report, holds_what_the_case_holds) {
  const test::TemporaryDir dir;
  auto file = test::rich_case(dir.path() / "case.spoor");
  const auto written = write_reports(*file, dir.path() / "out", rich_options());
  ASSERT_TRUE(written.has_value()) << to_text(written.error());
  EXPECT_EQ(written->stem, "report");
  EXPECT_FALSE(written->renamed);
  const std::string page = content(dir.path() / "out/report.html");
  for (const char* text : {"Border post",
                           "2026/17",
                           "clip 01.mp4",
                           test::kRichDigest,
                           "equal at start and end",
                           "Compression grid",
                           "shifted by (3, 5) pixels",
                           "A picture within the picture",
                           "at most 1.5 % of honest files",
                           "312 unedited camera files",
                           "no pole or shadow is marked",
                           "the sound stream ends after 0.4 s",
                           "not run",
                           "Noise level by region",
                           "Integrity and authenticity",
                           "standard uncertainty 500 m",
                           "2023-05-22 07:30:00 UTC to 2023-05-22 08:00:00 UTC",
                           "25 of 1234 rows",
                           "spoor verify report.json",
                           "to be checked",
                           "When it lies"}) {
    EXPECT_THAT(page, HasSubstr(text)) << text;
  }
  // A developer's way to look at the page: SPOOR_KEEP_REPORT=FOLDER keeps it.
  if (const char* keep = std::getenv("SPOOR_KEEP_REPORT")) {
    std::filesystem::copy(dir.path() / "out", keep,
                          std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  }
}

}  // namespace
}  // namespace spoor
