#include "media/av_messages.h"

extern "C" {
#include <libavutil/log.h>
}

#include "media/av.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(av_messages, keeps_the_errors_of_its_own_contexts_only) {
  AvMessages mine;
  const AvCodec context(avcodec_alloc_context3(nullptr)), other(avcodec_alloc_context3(nullptr));
  context->opaque = &mine;
  int strange = 0;
  other->opaque = &strange;  // somebody else's pointer is left alone
  testing::internal::CaptureStderr();
  av_log(context.get(), AV_LOG_ERROR, "bad %s\n", "slice\x01");
  av_log(context.get(), AV_LOG_ERROR, "bad %s\n", "slice\x01");
  av_log(context.get(), AV_LOG_WARNING, "only a warning\n");
  av_log(other.get(), AV_LOG_ERROR, "not ours\n");
  av_log(nullptr, AV_LOG_ERROR, "nobody's\n");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(mine.errors(), 2);
  ASSERT_EQ(mine.texts().size(), 1U);
  EXPECT_EQ(mine.texts()[0], "bad slice\uFFFD");
  mine.clear();
  EXPECT_EQ(mine.errors(), 0);
}

TEST(av_messages, bounds_what_it_keeps) {
  AvMessages mine;
  for (int i = 0; i < 1000; ++i) mine.add(std::string(10'000, 'x') + std::to_string(i));
  EXPECT_EQ(mine.errors(), 1000);
  EXPECT_LE(mine.texts().size(), 16U);
  EXPECT_LE(mine.texts()[0].size(), 204U);
}

}  // namespace
}  // namespace spoor
