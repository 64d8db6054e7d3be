#include "evidence/strict_json.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

std::string refusal(std::string_view text) {
  const auto document = strict_json(text, 1000);
  return document ? "" : document.error().sentence;
}

TEST(StrictJson, refuses_what_two_readers_could_take_differently) {
  EXPECT_EQ(refusal(R"({"a": {"b": 1}, "c": {"b": 2}})"), "");
  EXPECT_NE(refusal(R"({"a": 1, "a": 2})").find("'a' is given twice"), std::string::npos);
  EXPECT_NE(refusal(R"({"a": 1} x)").find("not valid JSON at byte"), std::string::npos);
  EXPECT_NE(refusal("{\"a\": \"\xff\"}").find("not valid JSON"), std::string::npos);
  EXPECT_NE(refusal("").find("not valid JSON"), std::string::npos);
  EXPECT_NE(refusal(std::string(1001, ' ')).find("more than 1000 bytes"), std::string::npos);
}

TEST(StrictJson, refuses_deep_nesting) {
  EXPECT_EQ(refusal(std::string(20, '[') + std::string(20, ']')), "");
  EXPECT_NE(refusal(std::string(400, '[') + std::string(400, ']')).find("levels deep"), std::string::npos);
}

TEST(StrictJson, keeps_the_first_fault_with_its_path) {
  const auto document = strict_json(R"({"a": {"n": "x", "more": 1}, "t": 3})", 1000);
  ASSERT_TRUE(document);
  std::optional<Error> error;
  const JsonObject root(*document, "$", error, {"a", "t"});
  EXPECT_FALSE(error);
  const JsonObject inner(*root.find("a"), root.path("a"), error, {"n"});
  ASSERT_TRUE(error);
  EXPECT_EQ(error->subject, "$.a.more");
  EXPECT_EQ(inner.number("n", 0, 1, 0.5), 0);
  EXPECT_EQ(root.text("t", 10), "");
  EXPECT_EQ(error->subject, "$.a.more");
}

TEST(StrictJson, reads_whole_numbers_within_their_range_only) {
  std::optional<Error> error;
  EXPECT_EQ(integer_at(7, 0, 9, "$", error), 7);
  EXPECT_FALSE(error);
  for (const auto& wrong :
       {nlohmann::json(7.5), nlohmann::json(10), nlohmann::json(-1), nlohmann::json("7"), nlohmann::json(UINT64_MAX)}) {
    error.reset();
    integer_at(wrong, 0, 9, "$.n", error);
    ASSERT_TRUE(error) << wrong;
    EXPECT_EQ(error->subject, "$.n");
  }
}

TEST(StrictJson, names_the_schema_it_reads_and_the_one_it_met) {
  EXPECT_TRUE(check_schema({{"schema", "spoor.marks/1"}}, "spoor.marks/1"));
  const auto other = check_schema({{"schema", "spoor.marks/2"}}, "spoor.marks/1");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().sentence, "this program reads \"spoor.marks/1\" and not \"spoor.marks/2\"");
  EXPECT_FALSE(check_schema(nlohmann::json::array(), "spoor.marks/1"));
  EXPECT_FALSE(check_schema(nlohmann::json::object(), "spoor.marks/1"));
}

}  // namespace
}  // namespace spoor
