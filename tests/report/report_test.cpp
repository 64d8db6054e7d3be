#include "report/report.h"

#include "report/rich_case.h"
#include "support/built_paths.h"
#include "support/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>

namespace spoor {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// For looking at the pages: SPOOR_KEEP_REPORT=FOLDER keeps what the tests write.
void keep(const fs::path& folder, const char* name) {
  if (const char* target = std::getenv("SPOOR_KEEP_REPORT")) {
    fs::copy(folder, fs::path(target) / name, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  }
}

class Report : public ::testing::Test {
 protected:
  fs::path out() const { return dir_.path() / "out"; }

  std::unique_ptr<CaseFile> rich(const char* file = "case.spoor") { return test::rich_case(dir_.path() / file); }

  test::TemporaryDir dir_;
};

TEST_F(Report, holds_what_the_case_holds) {
  auto file = rich();
  const auto written = write_reports(*file, out(), test::rich_options());
  ASSERT_TRUE(written.has_value()) << to_text(written.error());
  EXPECT_EQ(written->stem, "report");
  EXPECT_FALSE(written->renamed);
  EXPECT_EQ(written->files.front(), out() / "report.html");
  const std::string page = content(out() / "report.html");
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
                           "No pole or shadow is marked.",
                           "The sound stream ends after 0.4 s.",
                           "not run",
                           "Noise level by region",
                           "Integrity and authenticity",
                           "standard uncertainty 500 m",
                           "2023-05-22 07:30:00 UTC to 2023-05-22 08:00:00 UTC",
                           "25 of 1234 rows",
                           "spoor verify report.json",
                           "to be checked",
                           "When it lies",
                           "96 px",
                           "Frames by decoding"}) {
    EXPECT_THAT(page, HasSubstr(text)) << text;
  }
  keep(out(), "exhibit");
}

TEST_F(Report, older_report_is_never_overwritten) {
  auto file = rich();
  ASSERT_TRUE(write_reports(*file, out(), test::rich_options()));
  const std::string first = content(out() / "report.html");
  const auto second = write_reports(*file, out(), test::rich_options());
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->renamed);
  EXPECT_EQ(second->stem, "report-2");
  EXPECT_TRUE(fs::exists(out() / "report-2.html"));
  EXPECT_TRUE(fs::exists(out() / "report-2.json"));
  EXPECT_EQ(content(out() / "report.html"), first);
  // One file of the set is enough to keep the whole set apart.
  fs::remove(out() / "report.html");
  EXPECT_EQ(write_reports(*file, out(), test::rich_options())->stem, "report-3");
}

TEST_F(Report, equal_cases_give_equal_bytes) {
  for (const char* name : {"one", "two"}) {
    fs::create_directory(dir_.path() / name);
    auto file = test::rich_case(dir_.path() / name / "case.spoor");
    ASSERT_TRUE(write_reports(*file, dir_.path() / name / "out", test::rich_options()));
  }
  for (const char* name : {"report.html", "report.json", "report-csv/time.repeats.frames.csv"}) {
    const std::string one = content(dir_.path() / "one/out" / name);
    EXPECT_FALSE(one.empty()) << name;
    EXPECT_EQ(one, content(dir_.path() / "two/out" / name)) << name;
  }
}

TEST_F(Report, reopened_case_gives_the_same_report) {
  auto file = rich();
  const auto before = exhibit_report_json(*file, 1, test::rich_options());
  file.reset();
  auto again = CaseFile::open(dir_.path() / "case.spoor");
  ASSERT_TRUE(again);
  EXPECT_EQ(*before, *exhibit_report_json(**again, 1, test::rich_options()));
}

TEST_F(Report, digest_shows_a_change) {
  auto file = rich();
  auto report = *exhibit_report_json(*file, 1, test::rich_options());
  EXPECT_TRUE(check_report_digest(report));
  EXPECT_TRUE(check_report_digest(nlohmann::json::parse(report.dump(3)))) << "layout is no content";
  report["results"][0]["output"]["observations"][0]["statement"] = "Nothing.";
  EXPECT_EQ(check_report_digest(report).error().fault, Fault::kCorrupt);
  EXPECT_FALSE(check_report_digest(nlohmann::json::parse("[1]")));
  EXPECT_FALSE(check_report_digest(nlohmann::json::parse("{}")));
}

TEST_F(Report, batch_has_an_overview_that_leads_to_each_exhibit) {
  auto file = rich();
  const auto broken = file->add_exhibit({"../broken \xE2\x80\xAE name<b>.jpg", "clips/broken.jpg", 17, "", {}});
  ASSERT_TRUE(file->set_error(*broken, {Fault::kCorrupt, "the file ends within its header", "clips/broken.jpg"}));
  ASSERT_TRUE(file->put_skipped({"clips/notes.txt", "no known medium"}));
  const auto written = write_reports(*file, out(), test::rich_options());
  ASSERT_TRUE(written) << to_text(written.error());
  const std::string page = content(out() / "report.html");
  for (const char* text : {"2 exhibits", "The file ends within its header", "clips/notes.txt", "no known medium",
                           "1 file was left out", "unreadable"}) {
    EXPECT_THAT(page, HasSubstr(text)) << text;
  }
  const std::regex link("href=\"(report/[^\"]+)\"");
  int links = 0;
  for (std::sregex_iterator it(page.begin(), page.end(), link), end; it != end; ++it, ++links) {
    EXPECT_TRUE(fs::is_regular_file(out() / (*it)[1].str())) << (*it)[1].str();
  }
  EXPECT_EQ(links, 2);
  EXPECT_THAT(content(out() / "report/0002-_broken_____name_b_.jpg.html"),
              HasSubstr("could not be read, or not to its end"));
  keep(out(), "batch");
}

TEST_F(Report, json_fits_its_schema) {
  auto file = rich();
  ASSERT_TRUE(file->add_exhibit({"second.jpg", "clips/second.jpg", 17, "", {}}));
  Finding finding;
  finding.id = "f";
  finding.question = "q1";
  finding.answer = "The place fits.";
  ASSERT_TRUE(file->put_finding(finding));
  auto options = test::rich_options();
  options.html = options.csv = false;
  const auto written = write_reports(*file, out(), options);
  ASSERT_TRUE(written);
  ASSERT_EQ(written->files.size(), 3U);
  for (const auto& path : written->files) {
    const std::string command = test::python() + " -m jsonschema -i '" + path.string() + "' '" +
                                test::report_schema_file().string() + "' > '" + (out() / "check.txt").string() +
                                "' 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << path << ": " << content(out() / "check.txt").substr(0, 2000);
    EXPECT_TRUE(check_report_digest(nlohmann::json::parse(content(path)))) << path;
  }
  // The schema tells a report from something else.
  std::ofstream(out() / "other.json") << R"({"schema": "spoor.report/1", "kind": "exhibit"})";
  const std::string command = test::python() + " -m jsonschema -i '" + (out() / "other.json").string() + "' '" +
                              test::report_schema_file().string() + "' > /dev/null 2>&1";
  EXPECT_NE(std::system(command.c_str()), 0);
}

TEST_F(Report, nothing_from_files_reaches_the_page_unescaped) {
  const std::string name = "<script>alert('x')</script>\" onload=\"x\x01\x1B[31m\xE2\x80\xAEgpj.exe\xFF.mp4";
  auto file = test::rich_case(dir_.path() / "hostile.spoor", name, "<img src=x onerror=alert(1)>&amp;");
  const auto written = write_reports(*file, out(), test::rich_options());
  ASSERT_TRUE(written) << to_text(written.error());
  const std::string page = content(out() / "report.html");
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(&#39;x&#39;)"));
  EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page, Not(HasSubstr("<img ")));
  EXPECT_THAT(page, Not(HasSubstr("\" onload")));
  for (const char* control : {"\x01", "\x1B", "\xE2\x80\xAE", "\xFF"}) EXPECT_THAT(page, Not(HasSubstr(control)));
  std::size_t scripts = 0;
  for (auto at = page.find("<script"); at != std::string::npos; at = page.find("<script", at + 1)) ++scripts;
  EXPECT_EQ(scripts, 1U);
}

TEST_F(Report, unknown_exhibit_is_not_found) {
  auto file = rich();
  EXPECT_EQ(exhibit_report_json(*file, 99, test::rich_options()).error().fault, Fault::kNotFound);
}

}  // namespace
}  // namespace spoor
