#include "engine/frame_view.h"

#include "engine/locked_source.h"
#include "engine/session.h"
#include "support/fake_source.h"
#include "support/paths.h"

#include <gtest/gtest.h>

#include <fstream>

namespace spoor {
namespace {

FrameView view_of(const test::FakeClip& clip) { return FrameView(std::move(*test::fake_source(clip)->frames(-1))); }

TEST(FrameView, any_order_gives_the_frame_asked_for_with_and_without_random_access) {
  for (const bool random : {true, false}) {
    test::FakeClip clip;
    clip.random = random;
    FrameView view = view_of(clip);
    for (const std::int64_t index : {5, 5, 3, 29, 0}) EXPECT_EQ(view.frame(index)->info.index, index);
    EXPECT_EQ(view.frame(30).error().fault, Fault::kBadArgument);
    EXPECT_EQ(view.frame(-1).error().fault, Fault::kBadArgument);
    EXPECT_EQ(view.frame_at({7, {1, 25}})->info.index, 7);
    EXPECT_FALSE(view.frame_at({-1, {1, 25}}));
  }
}

TEST(FrameView, the_same_frame_twice_is_decoded_once) {
  test::FakeClip clip;
  FrameView view = view_of(clip);
  (void)view.frame(5);
  (void)view.frame(5);
  EXPECT_EQ(clip.counts->decoded, 1);
}

TEST(LockedSource, gives_what_the_source_gives) {
  test::FakeClip clip;
  LockedSource source(test::fake_source(clip));
  EXPECT_EQ(source.info().format, "fake");
  EXPECT_EQ(source.trace()->packets.size(), 30u);
  EXPECT_FALSE(source.jpeg());
  EXPECT_FALSE(source.sound(-1));
  auto frames = source.frames(-1);
  EXPECT_EQ((*frames)->frame_count(), 30);
  EXPECT_EQ((*frames)->frame(4)->info.index, 4);
  EXPECT_EQ((**(*frames)->next()).info.index, 5);
}

TEST(Ingest, names_sizes_and_hashes_a_file) {
  const test::TemporaryDir dir;
  std::ofstream(dir.path() / "a.bin") << "abc";
  const auto open = ingest(dir.path() / "a.bin", Job());
  ASSERT_TRUE(open);
  EXPECT_EQ(open->exhibit.name, "a.bin");
  EXPECT_EQ(open->exhibit.size, 3);
  EXPECT_EQ(open->exhibit.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(ingest(dir.path() / "b.bin", Job()).error().fault, Fault::kNotFound);
  EXPECT_EQ(ingest(dir.path(), Job()).error().fault, Fault::kUnreadable);
}

}  // namespace
}  // namespace spoor
