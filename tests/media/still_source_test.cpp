#include "media/still_source.h"

#include "media/stills/jpeg_files.h"

#include <gmock/gmock.h>

namespace spoor {
namespace {

using test::made_by_libjpeg;

class Unreadable : public ByteSource {
 public:
  std::int64_t size() const override { return 1000; }
  Result<std::size_t> read_at(std::int64_t, std::span<std::byte>) const override {
    return failure(Fault::kUnreadable, "the disk is gone");
  }
};

std::unique_ptr<MediaSource> opened(std::vector<std::byte> bytes) {
  auto source = open_still(memory_source(std::move(bytes)), StillFormat::kJpeg, {});
  EXPECT_TRUE(source) << source.error().sentence;
  return source ? std::move(*source) : nullptr;
}

TEST(OpenStill, tells_what_the_file_is_before_anything_is_decoded) {
  const auto source = opened(made_by_libjpeg({}));
  ASSERT_TRUE(source);
  EXPECT_EQ(source->info().kind, MediaKind::kStill);
  EXPECT_EQ(source->info().format, "jpeg");
  EXPECT_EQ(source->info().still_pictures, 1);
  ASSERT_EQ(source->info().video.size(), 1U);
  EXPECT_EQ(source->info().video[0].width, 37);
  EXPECT_EQ(source->info().video[0].height, 29);
  EXPECT_TRUE(source->info().anomalies.empty());
}

TEST(OpenStill, refuses_bytes_of_another_format) {
  for (const StillFormat format : {StillFormat::kPng, StillFormat::kTiff, StillFormat::kWebp, StillFormat::kBmp,
                                   StillFormat::kGif, StillFormat::kHeif, StillFormat::kJxl, StillFormat::kRaw}) {
    const auto source = open_still(memory_source(made_by_libjpeg({})), format, {});
    ASSERT_FALSE(source) << still_format_name(format);
    // Of a GIF, what is read as its sides may as well be too large.
    EXPECT_THAT(source.error().fault, testing::AnyOf(Fault::kCorrupt, Fault::kUnsupported, Fault::kTooLarge))
        << still_format_name(format) << ": " << source.error().sentence;
    EXPECT_THAT(source.error().sentence, testing::Not(testing::HasSubstr("\n")));
  }
}

TEST(OpenStill, holds_the_claim_against_the_limits) {
  OpenLimits limits;
  limits.max_side = 36;
  const auto source = open_still(memory_source(made_by_libjpeg({})), StillFormat::kJpeg, limits);
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().fault, Fault::kTooLarge);
}

TEST(OpenStill, passes_on_why_the_bytes_cannot_be_read) {
  const auto source = open_still(std::make_shared<Unreadable>(), StillFormat::kJpeg, {});
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().fault, Fault::kUnreadable);
  EXPECT_EQ(source.error().sentence, "the disk is gone");
}

TEST(StillSource, has_one_stream_of_pictures_and_no_sound) {
  const auto source = opened(made_by_libjpeg({}));
  ASSERT_TRUE(source);
  EXPECT_TRUE(source->frames());
  EXPECT_TRUE(source->frames(0));
  EXPECT_EQ(source->frames(1).error().fault, Fault::kBadArgument);
  EXPECT_EQ(source->sound().error().fault, Fault::kNotApplicable);
  EXPECT_EQ(source->trace().error().fault, Fault::kNotApplicable);
}

TEST(StillSource, gives_structures_of_the_same_bytes) {
  const auto bytes = made_by_libjpeg({});
  const auto source = opened(bytes);
  ASSERT_TRUE(source);
  EXPECT_EQ(source->bytes().size(), static_cast<std::int64_t>(bytes.size()));
  ASSERT_TRUE(source->jpeg());
  EXPECT_EQ(source->jpeg()->pictures.at(0).width, 37);
  EXPECT_EQ(&source->jpeg(), &source->jpeg()) << "read once";
  EXPECT_TRUE(source->container());
}

TEST(StillSource, readers_do_not_disturb_each_other) {
  const auto source = opened(made_by_libjpeg({}));
  ASSERT_TRUE(source);
  const auto one = source->frames(), other = source->frames();
  ASSERT_TRUE(one && other);
  const auto first = (*one)->next();
  ASSERT_TRUE(first && *first);
  const auto second = (*other)->next();
  ASSERT_TRUE(second && *second) << "the other one stands at the beginning";
  EXPECT_EQ(plane_digest(**first), plane_digest(**second));
  EXPECT_FALSE((*one)->next()->has_value());
}

TEST(StillSource, damage_joins_the_anomalies_when_the_frame_is_decoded_and_only_once) {
  auto bytes = made_by_libjpeg({.width = 200, .height = 200});
  bytes.resize(bytes.size() / 2);
  const auto source = opened(bytes);
  ASSERT_TRUE(source);
  ASSERT_TRUE(source->info().anomalies.empty());
  std::size_t told = 0;
  for (int reader = 0; reader < 2; ++reader) {
    const auto frames = source->frames();
    const auto frame = (*frames)->frame(0);
    ASSERT_TRUE(frame) << frame.error().sentence;
    EXPECT_TRUE(frame->info.concealed);
    EXPECT_GT(source->info().anomalies.size(), 0U);
    if (reader > 0) {
      EXPECT_EQ(source->info().anomalies.size(), told);
    }
    told = source->info().anomalies.size();
  }
}

}  // namespace
}  // namespace spoor
