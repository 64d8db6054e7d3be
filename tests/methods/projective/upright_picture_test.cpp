#include "methods/projective/upright_picture.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(UprightPicture, goes_there_and_back) {
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const UprightPicture picture{400, 300, orientation, 1.5};
    const PicturePoint p{37.5, 201}, q = picture.picture_from_upright(picture.upright_from_picture(p));
    EXPECT_NEAR(q.x, p.x, 1e-9) << orientation;
    EXPECT_NEAR(q.y, p.y, 1e-9) << orientation;
  }
}

// EXIF 2.3: orientation 6: the first row is the right-hand side, the first column the top.
TEST(UprightPicture, turns_as_the_tag_says) {
  const PicturePoint six = UprightPicture{400, 300, 6, 1}.upright_from_picture({0, 0});
  EXPECT_EQ(six, (PicturePoint{300, 0}));
  const PicturePoint eight = UprightPicture{400, 300, 8, 1}.upright_from_picture({0, 0});
  EXPECT_EQ(eight, (PicturePoint{0, 400}));
  const PicturePoint three = UprightPicture{400, 300, 3, 1}.upright_from_picture({0, 0});
  EXPECT_EQ(three, (PicturePoint{400, 300}));
  EXPECT_EQ((UprightPicture{400, 300, 6, 1}.upright_width()), 300);
  EXPECT_EQ((UprightPicture{400, 300, 1, 2}.upright_width()), 800);
}

TEST(UprightPicture, turns_marks_with_their_key_frames) {
  Region region;
  region.points = {{10, 20}};
  region.keys = {{5, {{30, 40}}, {}}};
  region.sigma_px = 2;
  const UprightPicture picture{400, 300, 6, 1.5};
  const Region turned = upright(region, picture);
  EXPECT_EQ(turned.points[0], picture.upright_from_picture({10, 20}));
  EXPECT_EQ(turned.keys[0].points[0], picture.upright_from_picture({30, 40}));
  EXPECT_DOUBLE_EQ(turned.sigma_px, 3);
}

}  // namespace
}  // namespace spoor
