// What every pass must say of itself.

#include "analysis/method_page.h"
#include "analysis/pass.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

namespace spoor {
namespace {

class Descriptor : public testing::TestWithParam<std::string> {
 protected:
  const PassDescriptor& pass() const { return *find_pass(all_passes(), GetParam()); }
};

std::vector<std::string> all_ids() {
  std::vector<std::string> ids;
  for (const auto& pass : all_passes()) ids.push_back(pass.id);
  return ids;
}

bool is_sentence(const std::string& text) {
  return text.size() > 10 && (text.back() == '.' || text.back() == '?') && text.find('\n') == std::string::npos;
}

TEST(AllPasses, have_unique_ids_in_order) {
  const auto ids = all_ids();
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
  EXPECT_GE(ids.size(), 7U);
}

TEST_P(Descriptor, says_what_it_asks_and_what_it_cannot_tell) {
  EXPECT_TRUE(std::regex_match(pass().id, std::regex("[a-z]+\\.[a-z_]+"))) << pass().id;
  EXPECT_GE(pass().version, 1);
  EXPECT_TRUE(std::count(pass_groups().begin(), pass_groups().end(), pass().group)) << pass().group;
  EXPECT_FALSE(pass().title.empty());
  EXPECT_TRUE(is_sentence(pass().question)) << pass().question;
  EXPECT_EQ(pass().question.back(), '?');
  EXPECT_TRUE(is_sentence(pass().summary)) << pass().summary;
  EXPECT_FALSE(pass().limits.empty());
  for (const auto& limit : pass().limits) EXPECT_TRUE(is_sentence(limit)) << limit;
  EXPECT_FALSE(pass().sources.empty());
  for (const auto& source : pass().sources) {
    EXPECT_GE(source.year, 1950) << source.text;
    EXPECT_FALSE(source.text.empty());
  }
  EXPECT_TRUE(pass().start != nullptr);
}

TEST_P(Descriptor, describes_each_parameter_so_that_its_default_is_in_range) {
  std::set<std::string> seen;
  for (const auto& field : pass().params) {
    EXPECT_TRUE(seen.insert(field.id).second) << field.id;
    EXPECT_FALSE(field.label.empty());
    EXPECT_TRUE(is_sentence(field.help)) << field.id << ": " << field.help;
    EXPECT_TRUE(param_from_text(field, param_text(field.fallback))) << field.id;
    if (field.kind == ParamKind::kInteger || field.kind == ParamKind::kNumber) {
      EXPECT_LT(field.hard.low, field.hard.high) << field.id;
      EXPECT_GE(field.slider.low, field.hard.low) << field.id;
      EXPECT_LE(field.slider.high, field.hard.high) << field.id;
    }
  }
}

TEST_P(Descriptor, names_only_passes_that_exist_and_a_bound_on_sampled_frames) {
  for (const auto& id : pass().needs.passes) EXPECT_NE(find_pass(all_passes(), id), nullptr) << id;
  if (pass().needs.frames == FrameChoice::kSampled) {
    EXPECT_GT(pass().needs.max_frames, 0);
  }
  if (!pass().needs.derived.empty()) {
    EXPECT_NE(pass().needs.frames, FrameChoice::kNone);
  }
}

TEST_P(Descriptor, follows_marks_only_where_it_chooses_no_frames) {
  if (!pass().follows) return;
  EXPECT_TRUE(pass().needs.regions);
  EXPECT_EQ(pass().needs.frames, FrameChoice::kNone);
  EXPECT_TRUE(pass().needs.passes.empty());
  EXPECT_TRUE(resolve_params(pass().params, pass().follows->quick));
  EXPECT_EQ(pass().follows->late.empty(), pass().follows->quick.empty())
      << "late numbers are those of a full run alone";
}

TEST_P(Descriptor, has_a_method_page_with_the_agreed_headings) {
  const auto page = method_page(pass().id);
  ASSERT_TRUE(page) << "no method page";
  const std::string text(*page);
  EXPECT_EQ(text.rfind("# ", 0), 0U) << "the page begins with its title";
  std::size_t position = 0;
  for (const char* heading :
       {"\n## Question\n", "\n## How it works\n", "\n## How to read it\n", "\n## What fools it\n", "\n## Sources\n"}) {
    const auto found = text.find(heading, position);
    ASSERT_NE(found, std::string::npos) << heading;
    position = found;
  }
  if (pass().can_raise_concern) {
    EXPECT_NE(text.find("\n## Examples\n"), std::string::npos);
  }
}

INSTANTIATE_TEST_SUITE_P(EachPass, Descriptor, testing::ValuesIn(all_ids()), [](const auto& each) {
  std::string name = each.param;
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
});

}  // namespace
}  // namespace spoor
