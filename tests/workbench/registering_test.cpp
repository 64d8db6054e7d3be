#include "methods/registration/homography.h"
#include "support/made_scene.h"
#include "workbench/open_workbench.h"
#include "workbench/scripted_session.h"

#include <gmock/gmock.h>

#include <fstream>

namespace spoor {
namespace {

using testing::HasSubstr;

constexpr Homography kFound{1, 0, 20, 0, 1, 10, 0, 0, 1};

/// Two exhibits whose registration is as the test says.
struct Registering : test::OpenWorkbench {
  Result<FeatureFit> answer = failure(Fault::kNotApplicable, "the pictures do not show one place");
  std::vector<std::string> roles;
  std::int64_t left = 0, right = 0;

  Registering() {
    options.opener = [this](OpenExhibit, std::vector<FurtherInput> further,
                            const SessionOptions&) -> Result<std::unique_ptr<Session>> {
      for (const FurtherInput& input : further) roles.push_back(input.role + " " + input.file.exhibit.name);
      auto session = std::make_unique<test::ScriptedSession>();
      session->info_of_clip.kind = MediaKind::kClip;
      session->info_of_clip.video.emplace_back();
      session->registration_of = [this](const RegistrationRequest&) { return answer; };
      return std::unique_ptr<Session>(std::move(session));
    };
    begin();
    for (const char* name : {"a.bin", "b.bin"}) std::ofstream(dir.path() / name) << name;
    open(dir.path() / "a.bin");
    open(dir.path() / "b.bin");
    left = bench->exhibits().at(0).id;
    right = bench->exhibits().at(1).id;
    bench->activate(left);
    finish();
    ExhibitDesk& desk = *bench->active();
    desk.comparison.mode = CompareMode::kWipe;
    desk.comparison.other_exhibit = right;
  }
  static FeatureFit fit() {
    FeatureFit found;
    found.right_from_left = kFound;
    found.matches = 50;
    found.inliers = 40;
    found.brightness = BrightnessMatch{1.2, -3, 0.9};
    found.coverage = 0.5;
    found.method = "SIFT";
    return found;
  }
  const Registration* known() { return registration_of(*bench, *bench->active()); }
  void set_pairs(std::vector<PointPair> pairs) { change_pairs(*bench, {"add point pair", std::move(pairs), false}, 0); }
};

TEST_F(Registering, is_kept_in_the_case_and_taken_back) {
  answer = fit();
  register_sides(*bench);
  EXPECT_NE(bench->active()->scene.registering, 0U);
  finish();
  EXPECT_EQ(bench->active()->scene.registering, 0U);
  EXPECT_THAT(roles, testing::ElementsAre("other b.bin"));
  ASSERT_NE(known(), nullptr);
  EXPECT_EQ(known()->right_from_left, kFound);
  EXPECT_EQ(known()->method, "features");
  EXPECT_EQ(known()->author, "ab");
  const auto kept = reader()->registrations();
  ASSERT_EQ(kept->size(), 1U);
  EXPECT_EQ(kept->front(), *known());
  EXPECT_EQ(bench->undo_name(), "register exhibits");
  bench->undo();
  EXPECT_EQ(known(), nullptr);
  finish();
  EXPECT_TRUE(reader()->registrations()->empty());
  bench->redo();
  EXPECT_NE(known(), nullptr);
}

TEST_F(Registering, pictures_of_two_places_are_declined_in_words) {
  register_sides(*bench);
  finish();
  EXPECT_EQ(known(), nullptr);
  EXPECT_THAT(bench->active()->scene.registration_trouble, HasSubstr("do not show one place"));
  EXPECT_THAT(notices(), HasSubstr("do not show one place"));
  EXPECT_FALSE(bench->can_undo());
}

TEST_F(Registering, the_comparison_shows_it_where_it_is_wished_for) {
  answer = fit();
  register_sides(*bench);
  finish();
  Comparison comparison = bench->active()->comparison;
  comparison.match_brightness = true;
  const Comparison shown = with_registration(comparison, known());
  ASSERT_TRUE(shown.right_from_left);
  EXPECT_EQ((*shown.right_from_left)(0, 2), 20);
  EXPECT_EQ(shown.brightness->gain, 1.2);
  comparison.registered = false;
  EXPECT_FALSE(with_registration(comparison, known()).right_from_left);
  EXPECT_FALSE(with_registration(comparison, nullptr).right_from_left);
}

TEST_F(Registering, four_pairs_are_a_registration_by_themselves) {
  set_pairs({{{0, 0}, {5, 5}}, {{100, 0}, {105, 5}}, {{0, 80}, {5, 85}}});
  ASSERT_NE(known(), nullptr);
  EXPECT_TRUE(known()->method.empty());
  EXPECT_FALSE(with_registration(bench->active()->comparison, known()).right_from_left) << "three do not tell";
  set_pairs({{{0, 0}, {5, 5}}, {{100, 0}, {105, 5}}, {{0, 80}, {5, 85}}, {{100, 80}, {105, 85}}});
  EXPECT_EQ(known()->method, "4 point pairs");
  const auto at = mapped(known()->right_from_left, {50, 40});
  EXPECT_NEAR(at->x, 55, 1e-9);
  EXPECT_NEAR(at->y, 45, 1e-9);
  set_pairs({});
  EXPECT_EQ(known(), nullptr) << "without pairs and features there is none";
  bench->undo();
  EXPECT_EQ(known()->pairs.size(), 4U);
}

TEST_F(Registering, pairs_correct_what_features_found_and_stay_when_it_is_done_again) {
  answer = fit();
  register_sides(*bench);
  finish();
  set_pairs({{{50, 50}, {75, 63}}});
  EXPECT_EQ(known()->method, "features, shifted to 1 point pair");
  EXPECT_NEAR(mapped(known()->right_from_left, {50, 50})->x, 75, 1e-9);
  register_sides(*bench);
  finish();
  EXPECT_EQ(known()->pairs.size(), 1U);
  EXPECT_EQ(known()->method, "features, shifted to 1 point pair");
  set_pairs({});
  EXPECT_EQ(known()->method, "features");
  EXPECT_EQ(known()->right_from_left, kFound);
}

TEST_F(Registering, pairs_that_tell_nothing_leave_it_as_it_was_and_say_so) {
  answer = fit();
  register_sides(*bench);
  finish();
  set_pairs({{{0, 0}, {0, 0}}, {{10, 10}, {10, 10}}, {{20, 20}, {20, 20}}, {{30, 30}, {30, 30}}});
  EXPECT_EQ(known()->right_from_left, kFound);
  EXPECT_THAT(bench->active()->scene.registration_trouble, HasSubstr("one line"));
}

TEST_F(Registering, says_in_numbers_what_it_is_and_what_it_cannot_tell) {
  answer = fit();
  register_sides(*bench);
  finish();
  std::string text;
  for (const std::string& line : registration_lines(*known())) text += line + "\n";
  EXPECT_THAT(text, HasSubstr("40 of 50 pairs"));
  EXPECT_THAT(text, HasSubstr("one plane"));
  EXPECT_THAT(text, HasSubstr("left = 1.200"));
  EXPECT_THAT(registration_caption(*known(), true, true), HasSubstr("after matching brightness"));
  EXPECT_THAT(registration_caption(*known(), true, false), HasSubstr("without matching"));
  remove_registration(*bench);
  EXPECT_EQ(known(), nullptr);
}

TEST_F(Registering, of_two_real_files_runs_in_a_worker_that_has_both) {
  options.opener = nullptr;
  options.state_dir = dir.path() / "another state";
  begin();
  const auto write = [&](const char* name, const cv::Mat& luma) {
    // A grey picture as the simplest of files: PGM is no medium here, so BMP by hand.
    cv::Mat bytes;
    luma.convertTo(bytes, CV_8U);
    const auto width = static_cast<std::uint32_t>(bytes.cols), height = static_cast<std::uint32_t>(bytes.rows);
    const std::uint32_t row = (width * 3 + 3) / 4 * 4, size = 54 + row * height;
    std::string file(size, '\0');
    const auto put = [&](std::size_t at, std::uint32_t value, int count) {
      for (int i = 0; i < count; ++i) file[at + static_cast<std::size_t>(i)] = static_cast<char>(value >> (8 * i));
    };
    file[0] = 'B', file[1] = 'M';
    put(2, size, 4), put(10, 54, 4), put(14, 40, 4), put(18, width, 4), put(22, height, 4), put(26, 1, 2);
    put(28, 24, 2), put(34, row * height, 4);
    for (std::uint32_t y = 0; y < height; ++y) {
      for (std::uint32_t x = 0; x < width * 3; ++x) {
        file[54 + (height - 1 - y) * row + x] =
            static_cast<char>(bytes.at<std::uint8_t>(static_cast<int>(y), static_cast<int>(x / 3)));
      }
    }
    std::ofstream(dir.path() / name, std::ios::binary) << file;
  };
  const cv::Size size(480, 360);
  const cv::Mat place = test::made_place(size, 4);
  const cv::Matx33d planted(1.05, -0.06, 14, 0.05, 1.04, -11, 0, 0, 1);
  write("left.bmp", place);
  write("right.bmp", test::seen_through(place, planted.inv(), size, 2, 8));
  open(dir.path() / "left.bmp");
  open(dir.path() / "right.bmp");
  ASSERT_EQ(bench->exhibits().size(), 2U) << notices();
  bench->activate(bench->exhibits().at(0).id);
  finish();
  bench->active()->comparison.mode = CompareMode::kWipe;
  bench->active()->comparison.other_exhibit = bench->exhibits().at(1).id;
  register_sides(*bench);
  finish();
  ASSERT_NE(known(), nullptr) << notices();
  const auto at = mapped(known()->right_from_left, {240, 180});
  const cv::Vec3d wanted = planted * cv::Vec3d(240, 180, 1);
  EXPECT_NEAR(at->x, wanted[0], 0.5);
  EXPECT_NEAR(at->y, wanted[1], 0.5);
}

}  // namespace
}  // namespace spoor
