#include "base/digest.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(Digest, matches_the_published_values_of_the_empty_text) {
  EXPECT_EQ(sha256_hex(std::string_view{}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Digest(DigestKind::kMd5).hex(), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(Digest(DigestKind::kSha1).hex(), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

}  // namespace
}  // namespace spoor
