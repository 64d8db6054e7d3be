#include "engine/read_watch.h"

#include "engine/exhibit_server.h"
#include "support/clip_maker.h"
#include "support/fake_passes.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

struct Watched : testing::Test {
  int told = 0;
  std::shared_ptr<ReadWatch> watch = std::make_shared<ReadWatch>([this] { ++told; });

  std::shared_ptr<const ByteSource> bytes(std::int64_t stretches) {
    return watched(memory_source(std::vector<std::byte>(static_cast<std::size_t>(stretches * kSmallestStretch))),
                   watch);
  }
  static void read(const ByteSource& source, std::int64_t offset, std::size_t length = 1) {
    std::vector<std::byte> into(length);
    EXPECT_TRUE(source.read_at(offset, into));
  }
};

TEST_F(Watched, a_loop_over_the_same_bytes_falls_silent) {
  const auto source = bytes(3);
  for (int i = 0; i < 1000; ++i) read(*source, i % 100);
  EXPECT_EQ(told, kReadsThatCount);
  read(*source, kSmallestStretch);
  EXPECT_EQ(told, kReadsThatCount + 1) << "another stretch";
}

TEST_F(Watched, new_work_may_read_all_of_it_again) {
  const auto source = bytes(1);
  for (int i = 0; i < 100; ++i) read(*source, 0);
  watch->begin();
  for (int i = 0; i < 100; ++i) read(*source, 0);
  EXPECT_EQ(told, 2 * kReadsThatCount);
}

TEST_F(Watched, a_long_read_counts_for_every_stretch_it_touches) {
  const auto source = bytes(3);
  for (int i = 0; i < kReadsThatCount; ++i) read(*source, 0, 2 * kSmallestStretch + 1);
  told = 0;
  for (int i = 0; i < 3; ++i) read(*source, i * kSmallestStretch);
  EXPECT_EQ(told, 0);
}

TEST_F(Watched, gives_the_bytes_as_they_are) {
  std::vector<std::byte> whole(5, std::byte{7});
  const auto source = watched(memory_source(whole), watch);
  EXPECT_EQ(source->size(), 5);
  EXPECT_EQ(*read_run(*source, 2, 10), std::vector<std::byte>(3, std::byte{7}));
  EXPECT_EQ(*source->read_at(5, whole), 0u);
  EXPECT_EQ(told, 1) << "nothing was read at the end";
  EXPECT_TRUE(watched(memory_source({}), watch)->read_at(0, whole));
}

TEST(ReadSigns, each_kind_of_work_tells_for_itself) {
  int structures = 0, views = 0, sweeps = 0;
  const SignsOfLife signs{[&] { ++structures; }, [&] { ++views; }, [&] { ++sweeps; }};
  const auto clip = test::make_clip({});
  auto server = ExhibitServer::open(served({}, memory_source(clip), {}), {},
                                    {test::counting_pass("t.every", FrameChoice::kEvery)}, signs);
  ASSERT_TRUE(server) << to_text(server.error());
  EXPECT_GT(structures, 0) << "opening reads";
  EXPECT_EQ(views + sweeps, 0);
  structures = 0;
  EXPECT_TRUE((*server)->structures().container());
  EXPECT_TRUE((*server)->structures().trace());
  EXPECT_GT(structures, 0);
  EXPECT_EQ(views + sweeps, 0);
  EXPECT_TRUE((*server)->frame(3));
  EXPECT_GT(views, 0);
  EXPECT_EQ(sweeps, 0);
  views = 0;
  EXPECT_TRUE((*server)->frame_table(false, Job()));
  EXPECT_GT(sweeps, 0);
  EXPECT_EQ(views, 0);
}

}  // namespace
}  // namespace spoor
