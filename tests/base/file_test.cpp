#include "base/file.h"

#include "support/paths.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace spoor {
namespace {

TEST(OpenRegularFile, refuses_what_is_no_file_without_blocking) {
  const test::TemporaryDir dir;
  const auto fifo = dir.path() / "pipe";
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_EQ(open_regular_file(fifo).error().fault, Fault::kUnreadable);
  EXPECT_EQ(open_regular_file(dir.path()).error().sentence, "this is a directory, not a file");
  EXPECT_EQ(open_regular_file(dir.path() / "absent").error().fault, Fault::kNotFound);
}

TEST(FileSha256, equals_the_published_value_and_leaves_the_offset_alone) {
  const test::TemporaryDir dir;
  std::ofstream(dir.path() / "abc") << "abc";
  auto file = open_regular_file(dir.path() / "abc");
  ASSERT_TRUE(file);
  EXPECT_EQ(file_sha256(*file, {}).value(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(lseek(file->get(), 0, SEEK_CUR), 0);
}

TEST(WriteFileAtomically, replaces_the_content_and_leaves_no_other_file) {
  const test::TemporaryDir dir;
  const auto path = dir.path() / "report.html";
  ASSERT_TRUE(write_file_atomically(path, "old"));
  ASSERT_TRUE(write_file_atomically(path, "new"));
  EXPECT_EQ(read_small_file(path, 100).value(), "new");
  EXPECT_EQ(test::files_below(dir.path()).size(), 1U);
  EXPECT_EQ(read_small_file(path, 2).error().fault, Fault::kTooLarge);
}

}  // namespace
}  // namespace spoor
