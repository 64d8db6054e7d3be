#include "analysis/provenance.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

PassDescriptor example() {
  PassDescriptor pass;
  pass.id = "scene.example";
  pass.version = 2;
  pass.needs.regions = true;
  pass.needs.region_roles = {"vehicle"};
  pass.needs.claim_time = true;
  return pass;
}

Region vehicle(const std::string& note) {
  Region region;
  region.shape = Shape::kPoint;
  region.points = {{10, 20}};
  region.role = "vehicle";
  region.note = note;
  return region;
}

std::string key(const PassRequest& request) { return request_key(request_lines(example(), request, "digest", {})); }

TEST(RequestKey, changes_with_what_decides_the_answer_and_with_nothing_else) {
  PassRequest request{"scene.example", {{"quality", std::int64_t{90}}}, {}, {vehicle("first")}, {}, {}, {}};
  const std::string before = key(request);
  EXPECT_EQ(before.size(), 64U);

  request.regions[0].note = "second";
  EXPECT_EQ(key(request), before) << "a note decides nothing";
  Region ground = vehicle("");
  ground.role = "ground";
  request.regions.push_back(ground);
  EXPECT_EQ(key(request), before) << "the pass does not look at this role";
  request.claim = Claim{ClaimedPlace{50, 36, {}}, {}, "said", "somebody"};
  EXPECT_EQ(key(request), before) << "the pass does not read a place";

  request.regions[0].points[0].x += 0.25;
  EXPECT_NE(key(request), before);
  request.regions[0].points[0].x -= 0.25;
  request.params["quality"] = std::int64_t{89};
  EXPECT_NE(key(request), before);
}

TEST(RequestKey, does_not_depend_on_the_order_of_marks) {
  PassRequest request{"scene.example", {}, {}, {vehicle(""), vehicle("")}, {}, {}, {}};
  request.regions[1].points[0] = {5, 5};
  const std::string before = key(request);
  std::swap(request.regions[0], request.regions[1]);
  EXPECT_EQ(key(request), before);
}

TEST(LinesText, keeps_a_line_a_line) { EXPECT_EQ(lines_text({{"a", "b\nc\\d"}}), "a=b\\nc\\\\d\n"); }

TEST(EnvironmentLines, name_program_and_libraries) {
  const Lines lines = environment_lines();
  const auto has = [&](const std::string& name) {
    for (const auto& [n, v] : lines) {
      if (n == name) return !v.empty();
    }
    return false;
  };
  for (const char* name : {"program", "opencv", "opencv.cpu", "libavcodec", "libjpeg-turbo", "exiv2"})
    EXPECT_TRUE(has(name)) << name;
}

}  // namespace
}  // namespace spoor
