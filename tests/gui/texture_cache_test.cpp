#include "gui/gl/texture_cache.h"

#include "gl_context.h"
#include "made_frames.h"

namespace spoor::gui {
namespace {

using TextureCacheTest = test::GlTest;
using test::made_frame;

TEST(TilePlaces, cover_every_sample_once_within_the_limit) {
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(64, 64), cv::Size(65, 64), cv::Size(1000, 333)}) {
    cv::Mat covered = cv::Mat::zeros(size, CV_8UC1);
    for (const TilePlace& place : tile_places(size, 64)) {
      EXPECT_LE(place.stored.width, 64);
      EXPECT_LE(place.stored.height, 64);
      EXPECT_EQ(place.stored & place.inner, place.inner);
      EXPECT_EQ(place.stored.x % 16, 0);
      EXPECT_EQ(place.stored.y % 16, 0);
      covered(place.inner) += 1;
    }
    EXPECT_EQ(cv::countNonZero(covered != 1), 0) << size;
  }
}

TEST(TilePlaces, a_plane_with_fewer_samples_covers_the_same_place) {
  EXPECT_EQ(on_plane({32, 16, 33, 17}, 1, 1), cv::Rect(16, 8, 17, 9));
  EXPECT_EQ(on_plane({32, 16, 33, 17}, 0, 0), cv::Rect(32, 16, 33, 17));
}

TEST_F(TextureCacheTest, uploads_once) {
  TextureCache cache(1 << 20);
  const auto frame = made_frame({.log2_chroma_w = 1, .log2_chroma_h = 1});
  cache.begin_redraw();
  const auto first = cache.frame(frame);
  cache.begin_redraw();
  EXPECT_EQ(cache.frame(frame), first);
  EXPECT_EQ(cache.uploads(), 1);
  EXPECT_EQ(cache.bytes(), 64 * 48 * 3 / 2);
  EXPECT_EQ(first->planes.size(), 3U);
}

TEST_F(TextureCacheTest, forgets_the_least_recently_used_within_its_budget) {
  TextureCache cache(3 * 64 * 48 * 2);
  const auto a = made_frame({}), b = made_frame({}), c = made_frame({});
  for (const auto& frame : {a, b}) {
    cache.begin_redraw();
    cache.frame(frame);
  }
  cache.begin_redraw();
  cache.frame(a);
  cache.begin_redraw();
  cache.frame(c);
  EXPECT_LE(cache.bytes(), 3 * 64 * 48 * 2);
  EXPECT_EQ(cache.uploads(), 3);
  cache.frame(a);
  EXPECT_EQ(cache.uploads(), 3) << "the one used last was forgotten";
  cache.begin_redraw();
  cache.frame(b);
  EXPECT_EQ(cache.uploads(), 4);
}

TEST_F(TextureCacheTest, keeps_what_this_redraw_needs_beyond_its_budget) {
  TextureCache cache(10);
  const auto a = made_frame({}), b = made_frame({});
  cache.begin_redraw();
  const auto one = cache.frame(a), other = cache.frame(b);
  EXPECT_EQ(cache.frame(a), one);
  EXPECT_EQ(cache.frame(b), other);
  EXPECT_EQ(cache.uploads(), 2);
}

TEST_F(TextureCacheTest, lets_go_of_textures_whose_samples_are_gone) {
  TextureCache cache(1 << 20);
  auto frame = made_frame({});
  cache.begin_redraw();
  cache.frame(frame);
  EXPECT_GT(cache.bytes(), 0);
  frame.reset();
  cache.begin_redraw();
  EXPECT_EQ(cache.bytes(), 0);
}

TEST_F(TextureCacheTest, gives_no_texture_for_nothing) {
  TextureCache cache(1 << 20);
  EXPECT_EQ(cache.frame(nullptr), nullptr);
  EXPECT_EQ(cache.picture(nullptr), nullptr);
  EXPECT_EQ(cache.thumbnail(std::make_shared<ReducedPicture>()), 0U);
  const auto map = std::make_shared<Map>();
  EXPECT_EQ(cache.field(map, *map), nullptr);
}

}  // namespace
}  // namespace spoor::gui
