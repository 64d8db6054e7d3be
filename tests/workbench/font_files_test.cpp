#include "workbench/font_files.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace spoor {
namespace {

TEST(FontFiles, an_installed_face_is_a_file_and_another_is_not_taken_for_it) {
  const std::string file = font_file("DejaVu Sans", FontWeight::kRegular);
  EXPECT_TRUE(std::filesystem::is_regular_file(file)) << file;
  EXPECT_NE(font_file("DejaVu Sans", FontWeight::kBold), file);
  EXPECT_EQ(font_file("No Such Family", FontWeight::kRegular), "");
  EXPECT_NE(font_file("No Such Family", FontWeight::kRegular, true), "");
}

}  // namespace
}  // namespace spoor
