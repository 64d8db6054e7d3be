#include "workbench/file_browser.h"

#include "support/built_paths.h"
#include "support/paths.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

namespace spoor {
namespace {

using testing::ElementsAre;

void make_file(const std::filesystem::path& path, const std::string& text = "x") { std::ofstream(path) << text; }

std::vector<std::string> names(const std::vector<FileEntry>& entries) {
  std::vector<std::string> list;
  for (const FileEntry& entry : entries) list.push_back(entry.name);
  return list;
}

SessionOptions with_worker() {
  SessionOptions options;
  options.worker = test::spoor_program();
  return options;
}

TEST(NameBefore, digits_count_by_value_and_case_does_not) {
  EXPECT_TRUE(name_before("img9.jpg", "img10.jpg"));
  EXPECT_FALSE(name_before("img10.jpg", "img9.jpg"));
  EXPECT_TRUE(name_before("Alpha", "beta"));
  EXPECT_TRUE(name_before("img007", "img8"));
  EXPECT_TRUE(name_before("a", "ab"));
  EXPECT_FALSE(name_before("same", "same"));
}

TEST(FolderEntries, folders_first_hidden_ones_left_out) {
  const test::TemporaryDir dir;
  std::filesystem::create_directory(dir.path() / "zebra");
  make_file(dir.path() / "b10.mp4", "0123456789");
  make_file(dir.path() / "b9.JPG");
  make_file(dir.path() / ".hidden");
  make_file(dir.path() / "case.spoor");
  const auto entries = folder_entries(dir.path(), Job());
  ASSERT_TRUE(entries);
  EXPECT_THAT(names(*entries), ElementsAre("zebra", "b9.JPG", "b10.mp4", "case.spoor"));
  EXPECT_TRUE((*entries)[0].folder);
  EXPECT_EQ((*entries)[1].look, FileEntry::Look::kStill);
  EXPECT_EQ((*entries)[2].look, FileEntry::Look::kClip);
  EXPECT_EQ((*entries)[2].size, 10);
  EXPECT_EQ((*entries)[3].look, FileEntry::Look::kCase);
  EXPECT_EQ((*entries)[1].modified.size(), std::string("2026-11-24 22:03").size());
}

TEST(FolderEntries, says_why_a_folder_cannot_be_read) {
  const test::TemporaryDir dir;
  EXPECT_EQ(folder_entries(dir.path() / "nowhere", Job()).error().fault, Fault::kNotFound);
  make_file(dir.path() / "file");
  EXPECT_EQ(folder_entries(dir.path() / "file", Job()).error().fault, Fault::kUnreadable);
}

TEST(EntryOf, tells_by_the_name_what_it_may_be) {
  EXPECT_EQ(entry_of("/a/b/IMG 1.HEIC").look, FileEntry::Look::kStill);
  EXPECT_EQ(entry_of("/a/b/IMG 1.HEIC").name, "IMG 1.HEIC");
  EXPECT_EQ(entry_of("clip.MOV").look, FileEntry::Look::kClip);
  EXPECT_EQ(entry_of("one.spoor").look, FileEntry::Look::kCase);
  EXPECT_EQ(entry_of("notes.txt").look, FileEntry::Look::kOther);
}

TEST(FilePicture, comes_from_a_worker_and_no_larger_than_asked) {
  const auto picture = file_picture(test::samples_dir() / "still_original.jpg", 120, with_worker());
  ASSERT_TRUE(picture) << to_text(picture.error());
  EXPECT_LE(std::max(picture->bgr.cols, picture->bgr.rows), 120);
  const test::TemporaryDir dir;
  make_file(dir.path() / "no.jpg", "this is no picture");
  EXPECT_FALSE(file_picture(dir.path() / "no.jpg", 120, with_worker()));
}

TEST(FileBrowser, lists_beside_the_main_thread_and_fetches_pictures_when_looked_at) {
  Background background;
  FileBrowser browser(background, with_worker());
  browser.go(test::samples_dir());
  EXPECT_TRUE(browser.reading());
  background.finish();
  EXPECT_FALSE(browser.reading());
  const auto found = std::find_if(browser.entries().begin(), browser.entries().end(),
                                  [](const FileEntry& entry) { return entry.name == "still_original.jpg"; });
  ASSERT_NE(found, browser.entries().end());
  EXPECT_EQ(browser.thumbnail(*found), nullptr) << "asked for now";
  background.finish();
  ASSERT_NE(browser.thumbnail(*found), nullptr);
  EXPECT_GT(browser.thumbnail(*found)->bgr.cols, 0);
}

TEST(FileBrowser, the_last_folder_asked_for_is_the_one_shown) {
  const test::TemporaryDir first, second;
  make_file(first.path() / "one");
  make_file(second.path() / "two");
  Background background;
  FileBrowser browser(background, with_worker());
  browser.go(first.path());
  browser.go(second.path() / "");
  background.finish();
  EXPECT_EQ(browser.folder(), second.path()) << "without the slash at its end";
  EXPECT_THAT(names(browser.entries()), ElementsAre("two"));
  browser.go(second.path() / "gone");
  background.finish();
  ASSERT_TRUE(browser.error());
  EXPECT_TRUE(browser.entries().empty());
}

}  // namespace
}  // namespace spoor
