#include "findings/walk.h"

#include "support/paths.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

namespace spoor {
namespace {

namespace fs = std::filesystem;

class WalkFiles : public testing::Test {
 protected:
  fs::path make(const std::string& name) {
    const fs::path path = folder_.path() / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path) << name;
    return path;
  }
  std::vector<std::string> names(const Walk& walk) const {
    std::vector<std::string> list;
    for (const auto& file : walk.files) list.push_back(fs::relative(file.path, folder_.path()).string());
    return list;
  }
  test::TemporaryDir folder_;
};

TEST_F(WalkFiles, gives_the_files_of_folders_sorted) {
  make("b/2");
  make("b/1");
  make("a");
  make("c/d/3");
  const auto walk = walk_files({folder_.path()}, {});
  EXPECT_EQ(names(walk), (std::vector<std::string>{"a", "b/1", "b/2", "c/d/3"}));
  EXPECT_FALSE(walk.files[0].named);
  EXPECT_TRUE(walk.errors.empty());
}

TEST_F(WalkFiles, tells_named_files_from_found_ones_and_gives_each_once) {
  const auto a = make("a"), b = make("b");
  const auto walk = walk_files({b, folder_.path(), a}, {});
  EXPECT_EQ(names(walk), (std::vector<std::string>{"b", "a"}));
  EXPECT_TRUE(walk.files[0].named);
  EXPECT_FALSE(walk.files[1].named);
}

TEST_F(WalkFiles, passes_over_what_the_program_wrote_itself) {
  make("a");
  make("out/case.spoor");
  EXPECT_EQ(names(walk_files({folder_.path()}, {folder_.path() / "out"})), std::vector<std::string>{"a"});
}

TEST_F(WalkFiles, names_what_is_not_there) {
  const auto walk = walk_files({folder_.path() / "none"}, {});
  EXPECT_TRUE(walk.files.empty());
  ASSERT_EQ(walk.errors.size(), 1u);
  EXPECT_EQ(walk.errors[0].fault, Fault::kNotFound);
}

TEST_F(WalkFiles, leaves_out_what_is_no_file_unless_it_was_named) {
  const auto pipe = folder_.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_TRUE(walk_files({folder_.path()}, {}).files.empty());
  EXPECT_EQ(names(walk_files({pipe}, {})), std::vector<std::string>{"pipe"});
}

TEST_F(WalkFiles, does_not_follow_a_link_back_up) {
  make("sub/a");
  fs::create_directory_symlink(folder_.path(), folder_.path() / "sub" / "up");
  EXPECT_EQ(names(walk_files({folder_.path()}, {})), std::vector<std::string>{"sub/a"});
}

TEST(InShard, every_file_falls_to_exactly_one_share_and_always_to_the_same) {
  std::vector<int> files(4, 0);
  for (int i = 0; i < 400; ++i) {
    const std::filesystem::path path = "folder/" + std::to_string(i);
    int shares = 0;
    for (int number = 1; number <= 3; ++number) {
      if (!in_shard(path, {number, 3})) continue;
      ++shares;
      ++files[static_cast<std::size_t>(number)];
      EXPECT_TRUE(in_shard("./other/../" / path, {number, 3})) << "however it is written";
      EXPECT_TRUE(in_shard(std::filesystem::current_path() / path, {number, 3}));
    }
    EXPECT_EQ(shares, 1);
    EXPECT_TRUE(in_shard(path, {}));
  }
  for (int number = 1; number <= 3; ++number) EXPECT_GT(files[static_cast<std::size_t>(number)], 90);
}

}  // namespace
}  // namespace spoor
