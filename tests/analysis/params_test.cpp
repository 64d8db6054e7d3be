#include "analysis/params.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

struct Example {
  int quality = 90;
  double weight = 0.5;
  bool deep = false;
  std::string mode = "auto";
  std::vector<std::int64_t> steps{90, 75};
};

const ParamTable<Example>& table() {
  static const auto made = ParamTable<Example>()
                               .integer(&Example::quality, "quality", "Quality", "help", "", {1, 100}, {50, 100})
                               .number(&Example::weight, "weight", "Weight", "help", "px", {0, 1}, {0, 1})
                               .on_off(&Example::deep, "deep", "Deep", "help")
                               .choice(&Example::mode, "mode", "Mode", "help", {"auto", "fast"})
                               .integers(&Example::steps, "steps", "Steps", "help", "", {1, 100}, {50, 100});
  return made;
}

const ParamField& field(const std::string& id) {
  for (const auto& f : table().fields()) {
    if (f.id == id) return f;
  }
  throw std::logic_error(id);
}

TEST(Params, take_defaults_from_the_struct) {
  const auto values = resolve_params(table().fields(), {});
  ASSERT_TRUE(values);
  const Example example = table().read(*values);
  EXPECT_EQ(example.quality, 90);
  EXPECT_EQ(example.steps, (std::vector<std::int64_t>{90, 75}));
  EXPECT_EQ(example.mode, "auto");
}

TEST(Params, read_back_what_they_write) {
  for (const auto& f : table().fields()) {
    const auto again = param_from_text(f, param_text(f.fallback));
    ASSERT_TRUE(again) << f.id;
    EXPECT_EQ(*again, f.fallback);
  }
}

TEST(Params, refuse_what_is_out_of_range_or_unknown) {
  EXPECT_EQ(param_from_text(field("quality"), "101").error().subject, "quality");
  EXPECT_FALSE(param_from_text(field("quality"), "9x"));
  EXPECT_FALSE(param_from_text(field("weight"), "nan"));
  EXPECT_FALSE(param_from_text(field("mode"), "slow"));
  EXPECT_FALSE(param_from_text(field("steps"), "90,,75"));
  EXPECT_FALSE(param_from_text(field("steps"), "90,0"));
  EXPECT_FALSE(param_from_text(field("steps"), "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17"));
  EXPECT_EQ(resolve_params(table().fields(), {{"qualtiy", std::int64_t{1}}}).error().subject, "qualtiy");
  EXPECT_FALSE(resolve_params(table().fields(), {{"quality", 1.5}}));
}

}  // namespace
}  // namespace spoor
