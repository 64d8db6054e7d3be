#include "base/parallel.h"

#include <gtest/gtest.h>

#include <vector>

namespace spoor {
namespace {

TEST(ForBlocks, covers_every_index_once_in_the_same_blocks_for_any_number_of_threads) {
  for (const int threads : {1, 4}) {
    const ThreadLimit limit(threads);
    std::vector<int> begins(103, -1);
    for_blocks(103, 10, [&](std::int64_t begin, std::int64_t end) {
      for (auto i = begin; i < end; ++i) begins[static_cast<std::size_t>(i)] = static_cast<int>(begin);
    });
    for (int i = 0; i < 103; ++i) EXPECT_EQ(begins[static_cast<std::size_t>(i)], i / 10 * 10);
  }
}

TEST(ForBlocks, passes_an_exception_on) {
  EXPECT_THROW(for_blocks(100, 1,
                          [](std::int64_t begin, std::int64_t) {
                            if (begin == 50) throw 1;
                          }),
               int);
}

}  // namespace
}  // namespace spoor
