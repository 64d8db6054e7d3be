#include "analysis/page_example.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

constexpr std::string_view kPage = R"(# Title

## Examples

```example
kind: hit
sample: a.jpg
set: qualities=90,75
set: tables=own
region: 1,2,3,4:ground
observation: seen
show: map z_q75

The dark part
was put in.
```

Between.

```example
kind: innocent
sample: b.jpg
observation: seen
show: table times
rows: gps
rows: original
columns: Field, Clock

An old fix.
```

## Sources
)";

TEST(PageExample, parts_keep_the_order_of_the_page) {
  const auto parts = page_parts(kPage);
  ASSERT_TRUE(parts) << to_text(parts.error());
  ASSERT_EQ(parts->size(), 5U);
  EXPECT_EQ(parts->at(0).markdown, "# Title\n\n## Examples\n\n");
  EXPECT_TRUE(parts->at(1).example);
  EXPECT_EQ(parts->at(2).markdown, "\nBetween.\n\n");
  EXPECT_TRUE(parts->at(3).example);
  EXPECT_EQ(parts->at(4).markdown, "\n## Sources\n");
}

TEST(PageExample, every_line_is_read) {
  const auto examples = page_examples(kPage);
  ASSERT_TRUE(examples) << to_text(examples.error());
  ASSERT_EQ(examples->size(), 2U);
  const PageExample& hit = examples->at(0);
  EXPECT_EQ(hit.kind, PageExample::Kind::kHit);
  EXPECT_EQ(hit.sample, "a.jpg");
  EXPECT_EQ(hit.settings,
            (std::vector<std::pair<std::string, std::string>>{{"qualities", "90,75"}, {"tables", "own"}}));
  EXPECT_EQ(hit.regions, std::vector<std::string>{"1,2,3,4:ground"});
  EXPECT_EQ(hit.observation, "seen");
  EXPECT_EQ(hit.show, PageExample::Show::kMap);
  EXPECT_EQ(hit.shown, "z_q75");
  EXPECT_EQ(hit.caption, "The dark part was put in.");
  EXPECT_TRUE(hit.declared.starts_with("kind: hit\n"));
  EXPECT_TRUE(hit.declared.ends_with("was put in.\n"));
  const PageExample& innocent = examples->at(1);
  EXPECT_EQ(innocent.kind, PageExample::Kind::kInnocent);
  EXPECT_EQ(innocent.show, PageExample::Show::kTable);
  EXPECT_EQ(innocent.rows, (std::vector<std::string>{"gps", "original"}));
  EXPECT_EQ(innocent.columns, (std::vector<std::string>{"Field", "Clock"}));
}

TEST(PageExample, a_page_without_examples_is_one_part) {
  const auto parts = page_parts("# Title\n\n```\ncode\n```\n");
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 1U);
  EXPECT_FALSE(parts->at(0).example);
}

TEST(PageExample, none_known_needs_a_reason) {
  const auto good = page_examples("```example\nkind: innocent\nnone known: yes\n\nNo honest file can.\n```\n");
  ASSERT_TRUE(good);
  EXPECT_TRUE(good->at(0).none_known);
  EXPECT_EQ(good->at(0).caption, "No honest file can.");
  EXPECT_FALSE(page_examples("```example\nkind: innocent\nnone known: yes\n```\n"));
  EXPECT_FALSE(page_examples("```example\nkind: hit\nnone known: yes\n\nNone.\n```\n"));
}

class Faults : public testing::TestWithParam<const char*> {};

TEST_P(Faults, are_named) {
  const auto examples = page_examples(GetParam());
  ASSERT_FALSE(examples);
  EXPECT_EQ(examples.error().fault, Fault::kBadArgument);
  EXPECT_GT(examples.error().sentence.size(), 10U);
}

INSTANTIATE_TEST_SUITE_P(
    Each, Faults,
    testing::Values("```example\nkind: hit\nsample: a\nobservation: o\n\nWords.\n",          // not closed
                    "```example\nsample: a\nobservation: o\n\nWords.\n```\n",                // no kind
                    "```example\nkind: guess\nsample: a\nobservation: o\n\nWords.\n```\n",   // no such kind
                    "```example\nkind: hit\nobservation: o\n\nWords.\n```\n",                // no sample
                    "```example\nkind: hit\nsample: a\n\nWords.\n```\n",                     // no observation
                    "```example\nkind: hit\nsample: a\nobservation: o\n```\n",               // no words
                    "```example\nkind: hit\nsample: ../a\nobservation: o\n\nWords.\n```\n",  // a folder
                    "```example\nkind: hit\nsample: a\nobservation: o\nshow: film x\n\nW.\n```\n",
                    "```example\nkind: hit\nsample: a\nobservation: o\nshow: map\n\nW.\n```\n",
                    "```example\nkind: hit\nsample: a\nobservation: o\nset: q\n\nW.\n```\n",
                    "```example\nkind: hit\nsample: a\nobservation: o\ncolour: red\n\nW.\n```\n",
                    "```example\nkind: hit\nsample: a\nobservation: o\n\nW.\n```\n"
                    "```example\nkind: hit\nsample: b\nobservation: o\n\nW.\n```\n"));

}  // namespace
}  // namespace spoor
