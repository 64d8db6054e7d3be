#include "analysis/known_view.h"

#include "support/structure_source.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

test::StructureSource picture(const std::vector<std::pair<std::string, std::string>>& tags) {
  test::StructureSource source;
  source.information.kind = MediaKind::kStill;
  source.information.video.emplace_back();
  source.information.video.front().width = 4000;
  source.information.video.front().height = 3000;
  Metadata metadata;
  for (const auto& [key, value] : tags) metadata.items.push_back({"exif", key, value, "Ascii"});
  source.said = metadata;
  return source;
}

TEST(KnownView, knows_nothing_of_a_bare_picture) {
  auto source = picture({});
  const KnownView view = known_view(source, {});
  EXPECT_FALSE(view.heading);
  EXPECT_FALSE(view.camera.up_sigma_deg);
  EXPECT_TRUE(view.focal_source.empty());
  EXPECT_EQ(view.camera.f_px, 4000);
  EXPECT_GT(view.camera.f_share, 0.3);
  EXPECT_EQ(view.camera.centre, (PicturePoint{2000, 1500}));
}

TEST(KnownView, believes_tags_within_their_deviations) {
  auto source = picture({{"Exif.Photo.FocalLengthIn35mmFilm", "28"},
                         {"Xmp.drone-dji.GimbalYawDegree", "-132.00"},
                         {"Xmp.drone-dji.GimbalPitchDegree", "-90.00"}});
  const KnownView view = known_view(source, {});
  EXPECT_NEAR(view.camera.f_px, 28 * 5000 / 43.27, 1e-9);
  EXPECT_NEAR(view.camera.f_share, 0.1, 1e-12);
  ASSERT_TRUE(view.heading);
  EXPECT_NEAR(view.heading->first, 228, 1e-9);
  EXPECT_EQ(view.heading->second, 10);
  ASSERT_TRUE(view.camera.up_sigma_deg);
  EXPECT_LT(cv::norm(view.camera.up - cv::Vec3d(0, 0, -1)), 1e-12);
  ViewParams marks_only;
  marks_only.attitude = "marks";
  marks_only.heading_from = "free";
  EXPECT_FALSE(known_view(source, marks_only).camera.up_sigma_deg);
  EXPECT_FALSE(known_view(source, marks_only).heading);
}

TEST(KnownView, prefers_parameters) {
  auto source = picture({{"Exif.Photo.FocalLengthIn35mmFilm", "28"},
                         {"Exif.GPSInfo.GPSImgDirection", "10/1"},
                         {"Exif.GPSInfo.GPSImgDirectionRef", "M"}});
  EXPECT_NEAR(known_view(source, {}).heading->second, std::hypot(10, 15), 1e-9) << "magnetic north is not corrected";
  ViewParams params;
  params.attitude = "parameters";
  params.pitch = -20, params.roll = 3, params.attitude_deviation = 2;
  params.heading_from = "parameter";
  params.heading = -90, params.heading_deviation = 3;
  params.focal = 3100, params.focal_deviation = 2;
  const KnownView view = known_view(source, params);
  EXPECT_EQ(view.heading->first, 270);
  EXPECT_EQ(view.heading->second, 3);
  EXPECT_EQ(view.camera.f_px, 3100);
  EXPECT_EQ(*view.camera.up_sigma_deg, 2);
  EXPECT_LT(cv::norm(view.camera.up - up_from_attitude(-20, 3)), 1e-12);
}

TEST(KnownView, stands_the_picture_upright) {
  auto source = picture({});
  source.said->orientation = 6;
  EXPECT_EQ(known_view(source, {}).picture.upright_width(), 3000);
  EXPECT_EQ(known_view(source, {}).camera.centre, (PicturePoint{1500, 2000}));
  source.said->orientation = 1;
  source.information.video.front().sample_aspect = {2, 1};
  EXPECT_EQ(known_view(source, {}).picture.upright_width(), 8000);
}

struct OwnParams : ViewParams {
  int more = 1;
};

TEST(KnownView, shares_its_parameters) {
  ParamTable<OwnParams> table;
  add_view_params(table).integer(&OwnParams::more, "more", "More", "One more of them.", "", {0, 5}, {0, 5});
  const auto resolved = resolve_params(table.fields(), {{"heading", 30.0}, {"heading_from", std::string("parameter")}});
  ASSERT_TRUE(resolved);
  const OwnParams read = table.read(*resolved);
  EXPECT_EQ(read.heading, 30);
  EXPECT_EQ(read.heading_from, "parameter");
  EXPECT_EQ(read.more, 1);
}

}  // namespace
}  // namespace spoor
