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
  const KnownView view = known_view(source, {}, 0);
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
  const KnownView view = known_view(source, {}, 0);
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
  EXPECT_FALSE(known_view(source, marks_only, 0).camera.up_sigma_deg);
  EXPECT_FALSE(known_view(source, marks_only, 0).heading);
}

TEST(KnownView, prefers_parameters) {
  auto source = picture({{"Exif.Photo.FocalLengthIn35mmFilm", "28"},
                         {"Exif.GPSInfo.GPSImgDirection", "10/1"},
                         {"Exif.GPSInfo.GPSImgDirectionRef", "M"}});
  EXPECT_NEAR(known_view(source, {}, 0).heading->second, std::hypot(10, 15), 1e-9) << "magnetic north is not corrected";
  ViewParams params;
  params.attitude = "parameters";
  params.pitch = -20, params.roll = 3, params.attitude_deviation = 2;
  params.heading_from = "parameter";
  params.heading = -90, params.heading_deviation = 3;
  params.focal = 3100, params.focal_deviation = 2;
  const KnownView view = known_view(source, params, 0);
  EXPECT_EQ(view.heading->first, 270);
  EXPECT_EQ(view.heading->second, 3);
  EXPECT_EQ(view.camera.f_px, 3100);
  EXPECT_EQ(*view.camera.up_sigma_deg, 2);
  EXPECT_LT(cv::norm(view.camera.up - up_from_attitude(-20, 3)), 1e-12);
}

TEST(KnownView, stands_the_picture_upright) {
  auto source = picture({});
  source.said->orientation = 6;
  EXPECT_EQ(known_view(source, {}, 0).picture.upright_width(), 3000);
  EXPECT_EQ(known_view(source, {}, 0).camera.centre, (PicturePoint{1500, 2000}));
  source.said->orientation = 1;
  source.information.video.front().sample_aspect = {2, 1};
  EXPECT_EQ(known_view(source, {}, 0).picture.upright_width(), 8000);
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

TEST(KnownView, takes_a_clips_gimbal_at_the_frame) {
  auto source = picture({});
  source.information.kind = MediaKind::kClip;
  CodecTrace trace;
  trace.time_base = {1, 10};
  for (int i = 0; i < 40; ++i) {
    PacketRecord packet;
    packet.pts = packet.dts = i;
    packet.duration = 1;
    packet.size = 1000;
    trace.packets.push_back(packet);
  }
  source.packets = trace;
  Series yaw{"gimbal.yaw", "deg", "media", "stream 2 (subrip)", {}, 0}, pitch = yaw;
  pitch.id = "gimbal.pitch";
  for (int second = 0; second < 4; ++second) {
    yaw.points.push_back({TimeStamp{second, {1, 1}}, 100.0 + 10 * second});
    pitch.points.push_back({TimeStamp{second, {1, 1}}, -90.0 + 20 * second});
  }
  source.series = std::vector<Series>{yaw, pitch};
  EXPECT_EQ(seconds_of_frames(source).size(), 40U);
  const KnownView view = known_view(source, {}, 21);
  ASSERT_TRUE(view.heading);
  EXPECT_EQ(view.heading->first, 120);
  EXPECT_EQ(view.attitude_source, "gimbal track, stream 2 (subrip)");
  EXPECT_LT(cv::norm(view.camera.up - up_from_attitude(-50, 0)), 1e-12);
  EXPECT_FALSE(known_view(source, {}, 4000).heading) << "there is no such frame";
}

}  // namespace
}  // namespace spoor
