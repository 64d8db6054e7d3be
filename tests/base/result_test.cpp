#include "base/result.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(Error, puts_the_subject_before_the_sentence) {
  EXPECT_EQ(to_text({Fault::kCorrupt, "the header is damaged", "a.jpg"}), "a.jpg: the header is damaged");
  EXPECT_EQ(to_text({Fault::kCorrupt, "the header is damaged", ""}), "the header is damaged");
}

TEST(Fault, names_can_be_read_back) {
  for (const Fault fault : {Fault::kNotFound, Fault::kUnavailable, Fault::kCrashed, Fault::kOutOfMemory}) {
    EXPECT_EQ(fault_from_name(fault_name(fault)), fault);
  }
}

}  // namespace
}  // namespace spoor
