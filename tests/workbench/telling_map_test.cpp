#include "workbench/telling_map.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

PassOutput with_maps() {
  PassOutput output;
  for (const char* id : {"error_90", "error_75"}) output.maps.emplace_back().id = id;
  output.regions.emplace_back().id = "r1";
  return output;
}

Observation resting_on(std::vector<std::string> ids) {
  Observation observation;
  observation.rests_on = std::move(ids);
  return observation;
}

TEST(TellingMap, is_the_one_on_which_a_place_was_named) {
  PassOutput output = with_maps();
  output.observations = {resting_on({"error_90"}), resting_on({"r1", "error_75"})};
  EXPECT_EQ(telling_map(output), "error_75");
}

TEST(TellingMap, is_the_first_where_no_place_is_named) {
  PassOutput output = with_maps();
  output.observations = {resting_on({"error_75"}), resting_on({"r1"})};
  EXPECT_EQ(telling_map(output), "error_90");
  EXPECT_EQ(telling_map(PassOutput{}), "");
}

}  // namespace
}  // namespace spoor
