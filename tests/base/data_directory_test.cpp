#include "base/data_directory.h"

#include "support/paths.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace spoor {
namespace {

namespace fs = std::filesystem;

// Sets a variable for one test.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    setenv(name, value.c_str(), 1);
  }
  ~Variable() { old_ ? setenv(name_, old_->c_str(), 1) : unsetenv(name_); }

 private:
  const char* name_;
  std::optional<std::string> old_;
};

TEST(DataDirectory, is_the_named_one_and_no_other) {
  const test::TemporaryDir dir;
  const Variable named("SPOOR_DATA", dir.path().string());
  EXPECT_EQ(data_directory(), dir.path());
  const Variable missing("SPOOR_DATA", (dir.path() / "none").string());
  EXPECT_EQ(data_directory(), std::nullopt);
}

TEST(DataDirectory, is_beside_the_programs_folder) {
  const Variable unnamed("SPOOR_DATA", "");
  const fs::path beside = fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "share" / "spoor";
  const bool made = !fs::exists(beside);
  fs::create_directories(beside);
  EXPECT_EQ(data_directory(), beside);
  if (made) fs::remove(beside);
}

}  // namespace
}  // namespace spoor
