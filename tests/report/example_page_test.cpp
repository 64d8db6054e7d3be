#include "report/example_page.h"

#include "report/example.h"
#include "report/html.h"
#include "support/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spoor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kPage = R"(# Title

## Examples

```example
kind: hit
sample: still_old_fix.jpg
observation: clock_against_satellites
show: table times

The two clocks lie apart.
```

```example
kind: innocent
none known: yes

Nothing honest does so.
```

## Sources
)";

const PassDescriptor& pass() { return *find_pass(all_passes(), "meta.consistency"); }

void build_into(const std::filesystem::path& folder) {
  auto session = open_local_session(*ingest(test::samples_dir() / "still_old_fix.jpg", {}), {}, {});
  ASSERT_TRUE(session);
  const auto run = run_example(**session, pass(), page_examples(kPage)->front(), all_passes(), {});
  ASSERT_TRUE(run) << to_text(run.error());
  ASSERT_TRUE(write_example(folder, pass(), *run));
}

std::string shown(const std::vector<Block>& blocks) {
  Document document;
  document.sections = {{"s", "Section", Sign::kNone, "", blocks, {}}};
  return html(document);
}

TEST(ExamplePage, tells_what_was_built_in_its_place) {
  const test::TemporaryDir folder;
  build_into(folder.path());
  const auto blocks = page_blocks(folder.path(), &pass(), kPage);
  ASSERT_EQ(blocks.size(), 4U);
  const auto& figure = std::get<ExampleFigure>(blocks[1]);
  EXPECT_EQ(figure.title, "True hit");
  EXPECT_THAT(figure.origin, HasSubstr("not the exhibit: still_old_fix.jpg"));
  EXPECT_THAT(figure.statement, HasSubstr("after the satellite time"));
  EXPECT_EQ(figure.sign, Sign::kInconclusive);
  ASSERT_TRUE(figure.table);
  EXPECT_GE(figure.table->rows.size(), 3U);
  const std::string page = shown(blocks);
  EXPECT_THAT(page, HasSubstr("class=\"example\""));
  EXPECT_THAT(page, HasSubstr("The two clocks lie apart."));
  EXPECT_THAT(page, Not(HasSubstr("kind: hit")));
  const std::string text = page_text(folder.path(), &pass(), kPage);
  EXPECT_THAT(text, HasSubstr("True hit. The two clocks lie apart.\n  On still_old_fix.jpg, spoor "));
  EXPECT_THAT(text, HasSubstr("[inconclusive] With its stated zone"));
  EXPECT_THAT(text, HasSubstr("GPSTimeStamp"));
  EXPECT_THAT(text, HasSubstr("No honest file is known"));
  EXPECT_THAT(text, Not(HasSubstr("```")));
}

TEST(ExamplePage, says_that_examples_were_not_built) {
  const test::TemporaryDir folder;
  for (const PassDescriptor* known : {&pass(), static_cast<const PassDescriptor*>(nullptr)}) {
    EXPECT_THAT(shown(page_blocks(folder.path(), known, kPage)), HasSubstr("did not make its examples"));
    EXPECT_THAT(page_text(folder.path(), known, kPage), HasSubstr("did not make its examples"));
  }
}

TEST(ExamplePage, a_wrong_declaration_leaves_the_page_as_it_is) {
  const std::string page = "# T\n\n```example\nkind: guess\n```\n";
  EXPECT_EQ(page_blocks({}, &pass(), page).size(), 1U);
  EXPECT_EQ(page_text({}, &pass(), page), page);
}

TEST(ExamplePage, origin_names_sample_parameters_and_marks) {
  PageExample example;
  example.sample = "a.jpg";
  example.settings = {{"q", "1,2"}};
  example.regions = {"0,0,8,8"};
  EXPECT_EQ(example_origin(example), "a.jpg, q = 1,2, region 0,0,8,8");
}

}  // namespace
}  // namespace spoor
