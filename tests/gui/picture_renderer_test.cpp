#include "gui/gl/picture_renderer.h"

#include "gl_context.h"
#include "made_frames.h"
#include "media/media_source.h"
#include "support/paths.h"

#include <algorithm>
#include <cmath>
#include <fstream>

namespace spoor::gui {
namespace {

using test::made_frame;
using test::MadeFrame;

CanvasView whole(cv::Size picture, double zoom = 1) {
  CanvasView view;
  view.picture = picture;
  view.canvas = {static_cast<int>(std::lround(picture.width * zoom)),
                 static_cast<int>(std::lround(picture.height * zoom))};
  view.zoom = zoom;
  view.fit = false;
  view.centre = {picture.width / 2.0, picture.height / 2.0};
  return view;
}

int worst(const cv::Mat& a, const cv::Mat& b) {
  if (a.empty() || a.size() != b.size() || a.type() != b.type()) return 1000;
  int most = 0;
  for (int y = 0; y < a.rows; ++y) {
    for (int x = 0; x < a.cols; ++x) {
      for (int c = 0; c < 3; ++c) most = std::max(most, std::abs(a.at<cv::Vec3b>(y, x)[c] - b.at<cv::Vec3b>(y, x)[c]));
    }
  }
  return most;
}

class PictureRendererTest : public test::GlTest {
 protected:
  void SetUp() override {
    GlTest::SetUp();
    const auto found = shader_directory();
    ASSERT_TRUE(found) << to_text(found.error());
    shaders = *found;
  }

  PictureLayer layer(const std::shared_ptr<const Frame>& frame, const ColourAssumption& assumption) {
    PictureLayer made;
    made.frame = cache.frame(frame);
    made.assumption = assumption;
    made.picture = {frame->info.width, frame->info.height};
    return made;
  }

  cv::Mat shown(const std::shared_ptr<const Frame>& frame, const ColourAssumption& assumption,
                const DisplaySettings& display = {}, double zoom = 1) {
    PictureRenderer renderer(shaders);
    const cv::Size size(frame->info.width, frame->info.height);
    const cv::Mat picture =
        renderer.rendered(whole(size, zoom), display, layer(frame, assumption), nullptr, Comparison{});
    EXPECT_EQ(renderer.fault(), "");
    return picture;
  }

  /// Largest difference between the card's picture and bgr8's.
  int difference(const MadeFrame& made, const ColourAssumption& assumption) {
    const auto frame = made_frame(made);
    const auto expected = bgr8(*frame, assumption);
    return expected ? worst(shown(frame, assumption), *expected) : 1000;
  }

  std::filesystem::path shaders;
  TextureCache cache{std::int64_t{1} << 28};
};

TEST_F(PictureRendererTest, shows_ycbcr_as_the_processor_does) {
  for (const auto& [w, h] : {std::pair(0, 0), std::pair(1, 0), std::pair(1, 1), std::pair(2, 0)}) {
    for (const int bits : {8, 10}) {
      for (const int matrix : {1, 6, 9}) {
        for (const auto range : {ColourRange::kLimited, ColourRange::kFull}) {
          const MadeFrame made{.bits = bits, .width = 67, .height = 45, .log2_chroma_w = w, .log2_chroma_h = h};
          EXPECT_LE(difference(made, {matrix, range, false}), 1)
              << "chroma " << w << h << ", " << bits << " bits, matrix " << matrix << ", " << colour_range_name(range);
        }
      }
    }
  }
}

TEST_F(PictureRendererTest, knows_the_other_matrices_and_depths) {
  for (const int matrix : {0, 4, 5, 7, 8, 10}) {
    EXPECT_LE(difference({}, {matrix, ColourRange::kLimited, false}), 1) << matrix;
  }
  EXPECT_LE(difference({.bits = 12}, {1, ColourRange::kLimited, false}), 1);
  EXPECT_LE(difference({.bits = 16}, {1, ColourRange::kFull, false}), 1);
}

TEST_F(PictureRendererTest, shows_grey_rgb_and_inks_as_the_processor_does) {
  for (const auto range : {ColourRange::kLimited, ColourRange::kFull}) {
    EXPECT_LE(difference({.model = ColourModel::kGrey, .components = 1}, {2, range, false}), 1);
    EXPECT_LE(difference({.model = ColourModel::kGrey, .components = 1, .bits = 16}, {2, range, false}), 1);
    EXPECT_LE(difference({.model = ColourModel::kRgb}, {0, range, false}), 1);
    EXPECT_LE(difference({.model = ColourModel::kRgb, .bits = 10}, {0, range, false}), 1);
  }
  EXPECT_LE(difference({.model = ColourModel::kGrey, .components = 1, .bits = 1}, {2, ColourRange::kFull, false}), 1);
  EXPECT_LE(difference({.model = ColourModel::kRgb, .is_float = true}, {0, ColourRange::kFull, false}), 1);
  for (const bool inverted : {false, true}) {
    MadeFrame made{.model = ColourModel::kCmyk, .components = 4, .inverted_inks = inverted};
    EXPECT_LE(difference(made, {0, ColourRange::kFull, false}), 1) << inverted;
    made.model = ColourModel::kYcck;
    EXPECT_LE(difference(made, {6, ColourRange::kFull, false}), 1) << inverted;
  }
}

TEST_F(PictureRendererTest, ignores_alpha_but_shows_it_when_asked) {
  const MadeFrame made{.model = ColourModel::kRgb, .components = 4, .has_alpha = true};
  EXPECT_LE(difference(made, {0, ColourRange::kFull, false}), 1);
  const auto frame = made_frame(made);
  const cv::Mat alpha = shown(frame, {0, ColourRange::kFull, false}, {.channel = ChannelView::kAlpha});
  for (int y = 0; y < alpha.rows; ++y) {
    for (int x = 0; x < alpha.cols; ++x) ASSERT_NEAR(alpha.at<cv::Vec3b>(y, x)[0], frame->planes[3].at<uchar>(y, x), 1);
  }
}

TEST_F(PictureRendererTest, shows_a_chroma_plane_by_itself) {
  const auto frame = made_frame({});
  const ColourAssumption assumption{1, ColourRange::kFull, false};
  const cv::Mat cb = shown(frame, assumption, {.channel = ChannelView::kCb});
  const cv::Mat cr = shown(frame, assumption, {.channel = ChannelView::kCr});
  const cv::Mat luma = shown(frame, assumption, {.channel = ChannelView::kLuma});
  for (int y = 0; y < cb.rows; ++y) {
    for (int x = 0; x < cb.cols; ++x) {
      // 128 of 255 is shown as one half.
      ASSERT_NEAR(cb.at<cv::Vec3b>(y, x)[1], frame->planes[1].at<uchar>(y, x), 1.6);
      ASSERT_NEAR(cr.at<cv::Vec3b>(y, x)[1], frame->planes[2].at<uchar>(y, x), 1.6);
      ASSERT_NEAR(luma.at<cv::Vec3b>(y, x)[1], frame->planes[0].at<uchar>(y, x), 1.1);
    }
  }
}

TEST_F(PictureRendererTest, levels_gamma_and_exposure_follow_the_settings) {
  const auto frame = made_frame({.model = ColourModel::kGrey, .components = 1, .width = 256, .height = 4});
  for (int x = 0; x < 256; ++x) frame->planes[0].col(x) = x;
  DisplaySettings display;
  display.black = 0.1;
  display.white = 0.7;
  display.gamma = 1.8;
  display.exposure_stops = 0.5;
  const cv::Mat picture = shown(frame, {2, ColourRange::kFull, false}, display);
  ASSERT_FALSE(picture.empty());
  for (int x = 0; x < 256; ++x) {
    EXPECT_NEAR(picture.at<cv::Vec3b>(1, x)[0], displayed(display, x / 255.0) * 255, 1) << x;
  }
}

TEST_F(PictureRendererTest, enlarges_by_repetition) {
  const auto frame = made_frame({.width = 9, .height = 7, .log2_chroma_w = 1, .log2_chroma_h = 1});
  const ColourAssumption assumption{1, ColourRange::kLimited, false};
  const auto expected = bgr8(*frame, assumption);
  DisplaySettings display;
  display.pixel_grid = false;
  for (const int zoom : {2, 5, 32}) {
    const cv::Mat picture = shown(frame, assumption, display, zoom);
    ASSERT_EQ(picture.cols, 9 * zoom);
    int most = 0;
    for (int y = 0; y < picture.rows; ++y) {
      for (int x = 0; x < picture.cols; ++x) {
        for (int c = 0; c < 3; ++c) {
          most =
              std::max(most, std::abs(picture.at<cv::Vec3b>(y, x)[c] - expected->at<cv::Vec3b>(y / zoom, x / zoom)[c]));
        }
      }
    }
    EXPECT_LE(most, 1) << zoom;
  }
}

TEST_F(PictureRendererTest, draws_a_grid_on_large_samples_only) {
  const auto frame = made_frame({.model = ColourModel::kGrey, .components = 1, .width = 12, .height = 10});
  frame->planes[0].setTo(128);
  const ColourAssumption assumption{2, ColourRange::kFull, false};
  DisplaySettings with, without;
  without.pixel_grid = false;
  EXPECT_EQ(worst(shown(frame, assumption, with, 6), shown(frame, assumption, without, 6)), 0);
  const cv::Mat grid = shown(frame, assumption, with, 20);
  EXPECT_GT(worst(grid, shown(frame, assumption, without, 20)), 20);
  EXPECT_EQ(grid.at<cv::Vec3b>(10, 10)[0], 128) << "the middle of a sample is covered";
}

TEST_F(PictureRendererTest, tiles_show_no_seam) {
  const ColourAssumption assumption{1, ColourRange::kLimited, false};
  for (const auto enlargement : {Enlargement::kNearest, Enlargement::kSmooth}) {
    for (const double zoom : {0.25, 0.5, 1.0, 3.0}) {
      // Coarser levels of odd sizes are not quite half as large, whole or in tiles.
      const cv::Size size = zoom < 0.5 ? cv::Size(208, 144) : cv::Size(203, 141);
      const MadeFrame made{.width = size.width, .height = size.height, .log2_chroma_w = 1, .log2_chroma_h = 1};
      DisplaySettings display;
      display.enlargement = enlargement;
      const cv::Mat one = shown(made_frame(made), assumption, display, zoom);
      cache.set_tile_limit(64);
      const auto frame = made_frame(made);
      const cv::Mat many = shown(frame, assumption, display, zoom);
      EXPECT_GT(cache.frame(frame)->planes[0].tiles.size(), 20U);
      cache.set_tile_limit(0);
      EXPECT_LE(worst(one, many), 1) << "zoom " << zoom;
    }
  }
}

TEST_F(PictureRendererTest, turns_and_mirrors) {
  const auto frame = made_frame({.width = 20, .height = 12});
  const ColourAssumption assumption{6, ColourRange::kFull, false};
  const cv::Mat upright = *bgr8(*frame, assumption);
  CanvasView view = whole({20, 12});
  view.quarter_turns = 1;
  std::swap(view.canvas.width, view.canvas.height);
  PictureRenderer renderer(shaders);
  const cv::Mat turned = renderer.rendered(view, {}, layer(frame, assumption), nullptr, {});
  ASSERT_EQ(turned.size(), cv::Size(12, 20));
  for (int y = 0; y < 12; ++y) {
    for (int x = 0; x < 20; ++x) {
      for (int c = 0; c < 3; ++c) ASSERT_NEAR(turned.at<cv::Vec3b>(x, 11 - y)[c], upright.at<cv::Vec3b>(y, x)[c], 1);
    }
  }
  view = whole({20, 12});
  view.mirrored = true;
  const cv::Mat mirrored = renderer.rendered(view, {}, layer(frame, assumption), nullptr, {});
  for (int x = 0; x < 20; ++x) ASSERT_NEAR(mirrored.at<cv::Vec3b>(5, 19 - x)[1], upright.at<cv::Vec3b>(5, x)[1], 1);
}

TEST_F(PictureRendererTest, a_difference_is_amplified_and_without_sign) {
  const auto left = made_frame({.model = ColourModel::kGrey, .components = 1});
  const auto right = made_frame({.model = ColourModel::kGrey, .components = 1});
  left->planes[0].setTo(100);
  right->planes[0].setTo(110);
  right->planes[0].colRange(0, 10).setTo(90);
  right->planes[0].colRange(50, 64).setTo(100);
  const ColourAssumption assumption{2, ColourRange::kFull, false};
  Comparison comparison;
  comparison.mode = CompareMode::kDifference;
  comparison.difference_gain = 4;
  PictureRenderer renderer(shaders);
  const PictureLayer other = layer(right, assumption);
  const cv::Mat picture = renderer.rendered(whole({64, 48}), {}, layer(left, assumption), &other, comparison);
  ASSERT_FALSE(picture.empty());
  EXPECT_NEAR(picture.at<cv::Vec3b>(20, 5)[0], 40, 1);
  EXPECT_NEAR(picture.at<cv::Vec3b>(20, 30)[0], 40, 1);
  EXPECT_EQ(picture.at<cv::Vec3b>(20, 60)[0], 0);
}

TEST_F(PictureRendererTest, wipes_hides_and_overlays) {
  const auto left = made_frame({.model = ColourModel::kGrey, .components = 1});
  const auto right = made_frame({.model = ColourModel::kGrey, .components = 1});
  left->planes[0].setTo(40);
  right->planes[0].setTo(200);
  const ColourAssumption assumption{2, ColourRange::kFull, false};
  PictureRenderer renderer(shaders);
  const PictureLayer other = layer(right, assumption);
  Comparison comparison;
  comparison.mode = CompareMode::kWipe;
  comparison.wipe = 0.25;
  const auto at = [&](int x) {
    const cv::Mat picture = renderer.rendered(whole({64, 48}), {}, layer(left, assumption), &other, comparison);
    return static_cast<int>(picture.at<cv::Vec3b>(20, x)[0]);
  };
  EXPECT_EQ(at(15), 40);
  EXPECT_EQ(at(16), 200);
  comparison.left_hidden = true;
  EXPECT_EQ(at(2), 200);
  comparison.left_hidden = false;
  comparison.right_hidden = true;
  EXPECT_EQ(at(60), 40);
  comparison.right_hidden = false;
  comparison.mode = CompareMode::kOverlay;
  comparison.opacity = 0.5;
  EXPECT_NEAR(at(30), 120, 1);
  comparison.mode = CompareMode::kOff;
  EXPECT_EQ(at(30), 40);
}

TEST_F(PictureRendererTest, puts_the_right_side_where_its_registration_says) {
  const auto left = made_frame({.model = ColourModel::kGrey, .components = 1});
  const auto right = made_frame({.model = ColourModel::kGrey, .components = 1, .width = 32, .height = 24});
  left->planes[0].setTo(0);
  right->planes[0].setTo(0);
  right->planes[0](cv::Rect(10, 5, 3, 2)).setTo(255);
  const ColourAssumption assumption{2, ColourRange::kFull, false};
  PictureLayer other = layer(right, assumption);
  other.left_from_here = {2, 0, 7, 0, 2, 3, 0, 0, 1};
  Comparison comparison;
  comparison.mode = CompareMode::kOverlay;
  comparison.opacity = 1;
  PictureRenderer renderer(shaders);
  const cv::Mat picture = renderer.rendered(whole({64, 48}), {}, layer(left, assumption), &other, comparison);
  ASSERT_FALSE(picture.empty());
  EXPECT_EQ(picture.at<cv::Vec3b>(13, 27)[0], 255);
  EXPECT_EQ(picture.at<cv::Vec3b>(16, 32)[0], 255);
  EXPECT_EQ(picture.at<cv::Vec3b>(12, 27)[0], 0);
  EXPECT_EQ(picture.at<cv::Vec3b>(13, 33)[0], 0);
}

TEST_F(PictureRendererTest, a_mosaic_hides_detail_and_keeps_the_mean) {
  const auto frame = made_frame({.model = ColourModel::kGrey, .components = 1, .width = 280, .height = 280});
  for (int x = 0; x < 280; ++x) frame->planes[0].col(x) = x % 2 == 0 ? 0 : 200;
  DisplaySettings display;
  display.blurred = true;
  const cv::Mat picture = shown(frame, {2, ColourRange::kFull, false}, display);
  ASSERT_FALSE(picture.empty());
  EXPECT_NEAR(cv::mean(picture)[0], 100, 40);
  EXPECT_EQ(picture.at<cv::Vec3b>(101, 101), picture.at<cv::Vec3b>(108, 108)) << "one square is one colour";
}

TEST_F(PictureRendererTest, reduced_pictures_cover_the_whole_canvas) {
  auto reduced = std::make_shared<ReducedPicture>();
  reduced->bgr = cv::Mat(12, 16, CV_8UC3, cv::Scalar(30, 90, 200));
  PictureLayer made;
  made.reduced = cache.picture(reduced);
  made.picture = {64, 48};
  PictureRenderer renderer(shaders);
  const cv::Mat picture = renderer.rendered(whole({64, 48}), {}, made, nullptr, {});
  ASSERT_FALSE(picture.empty());
  EXPECT_EQ(worst(picture, cv::Mat(48, 64, CV_8UC3, cv::Scalar(30, 90, 200))), 0);
}

TEST_F(PictureRendererTest, a_broken_shader_gives_its_message) {
  const test::TemporaryDir dir;
  for (const auto& entry : std::filesystem::directory_iterator(shaders)) {
    std::filesystem::copy(entry.path(), dir.path() / entry.path().filename());
  }
  std::ofstream(dir.path() / "picture.frag") << "#version 330 core\nvoid main() { this is no shader }\n";
  PictureRenderer renderer(dir.path());
  const auto frame = made_frame({});
  EXPECT_TRUE(
      renderer.rendered(whole({64, 48}), {}, layer(frame, {1, ColourRange::kFull, false}), nullptr, {}).empty());
  EXPECT_NE(renderer.fault().find("picture.frag"), std::string::npos) << renderer.fault();
}

/// A redraw of ImGui without a window.
class Redraw {
 public:
  Redraw() { ImGui::NewFrame(); }
  ~Redraw() { ImGui::Render(); }
  Redraw(const Redraw&) = delete;
  Redraw& operator=(const Redraw&) = delete;
  ImDrawList& list() { return *ImGui::GetForegroundDrawList(); }
};

class ImGuiScope {
 public:
  ImGuiScope() {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().DisplaySize = {200, 200};
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    ImGui::GetIO().Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
  }
  ~ImGuiScope() { ImGui::DestroyContext(); }
  ImGuiScope(const ImGuiScope&) = delete;
  ImGuiScope& operator=(const ImGuiScope&) = delete;
};

TEST_F(PictureRendererTest, draws_anew_only_what_changed) {
  const ImGuiScope imgui;
  PictureRenderer renderer(shaders);
  const PictureLayer a = layer(made_frame({}, 1), {1, ColourRange::kFull, false});
  const auto draw = [&](const PictureLayer& of, const DisplaySettings& display, double zoom) {
    Redraw redraw;
    EXPECT_TRUE(renderer.draw(redraw.list(), {0, 0}, whole({64, 48}, zoom), display, of, nullptr, {}, 0));
    return renderer.conversions();
  };
  EXPECT_EQ(draw(a, {}, 1), 1);
  EXPECT_EQ(draw(a, {}, 1), 1);
  DisplaySettings brighter;
  brighter.exposure_stops = 1;
  EXPECT_EQ(draw(a, brighter, 1), 2);
  EXPECT_EQ(draw(a, brighter, 2), 3);
  const auto frame = made_frame({}, 2);
  EXPECT_EQ(draw(layer(frame, {1, ColourRange::kFull, false}), brighter, 2), 4);
  EXPECT_EQ(draw(a, brighter, 2), 4) << "the picture before is kept for a while";
}

TEST_F(PictureRendererTest, a_broken_shader_gives_a_sentence_on_the_canvas) {
  const ImGuiScope imgui;
  const test::TemporaryDir dir;
  for (const auto& entry : std::filesystem::directory_iterator(shaders)) {
    std::filesystem::copy(entry.path(), dir.path() / entry.path().filename());
  }
  std::ofstream(dir.path() / "picture.frag") << "#version 330 core\nvoid main() { nothing }\n";
  PictureRenderer renderer(dir.path());
  Redraw redraw;
  EXPECT_FALSE(renderer.draw(redraw.list(), {0, 0}, whole({64, 48}), {},
                             layer(made_frame({}), {1, ColourRange::kFull, false}), nullptr, {}, 0));
  EXPECT_GT(redraw.list().VtxBuffer.Size, 40) << "letters have corners";
}

TEST_F(PictureRendererTest, says_what_cannot_be_shown) {
  auto frame = made_frame({});
  frame->info.layout.model = ColourModel::kOther;
  PictureRenderer renderer(shaders);
  EXPECT_TRUE(
      renderer.rendered(whole({64, 48}), {}, layer(frame, {1, ColourRange::kFull, false}), nullptr, {}).empty());
  EXPECT_NE(renderer.fault().find("colour model"), std::string::npos);
}

/// Grey, smooth, and told apart everywhere: value 40 + x + y / 2, limited range left out.
std::shared_ptr<Frame> ramp_frame(const cv::Matx33d& there_from_here, double gain, double offset) {
  auto frame = made_frame({ColourModel::kGrey, 1, 8, 96, 72});
  for (int y = 0; y < 72; ++y) {
    for (int x = 0; x < 96; ++x) {
      const cv::Vec3d p = there_from_here * cv::Vec3d(x + 0.5, y + 0.5, 1);
      const double value = 40 + p[0] / p[2] + p[1] / p[2] / 2;
      frame->planes[0].at<std::uint8_t>(y, x) = cv::saturate_cast<std::uint8_t>(gain * value + offset);
    }
  }
  return frame;
}

TEST_F(PictureRendererTest, a_registered_picture_is_laid_upon_the_left_one_and_clear_beside_it) {
  const ColourAssumption grey{1, ColourRange::kFull, false};
  const cv::Matx33d right_from_left(1.1, 0.08, 6, -0.05, 1.05, 3, 0.0008, 0.0002, 1);
  const auto left_frame = ramp_frame(cv::Matx33d::eye(), 1, 0);
  // Looks the same once it is laid upon the left one, but for its brightness.
  const auto right_frame = ramp_frame(right_from_left.inv(), 0.8, 12);
  const PictureLayer left = layer(left_frame, grey);
  PictureLayer right = layer(right_frame, grey);
  right.left_from_here = left_from_right(right_from_left, left.picture).value();
  Comparison comparison;
  comparison.mode = CompareMode::kDifference;
  comparison.difference_gain = 4;
  comparison.brightness = BrightnessMatch{1 / 0.8, -12 / 0.8, 1};
  PictureRenderer renderer(shaders);
  const cv::Mat matched = renderer.rendered(whole({96, 72}), {}, left, &right, comparison);
  ASSERT_FALSE(matched.empty());
  comparison.brightness.reset();
  const cv::Mat plain = renderer.rendered(whole({96, 72}), {}, left, &right, comparison);
  const auto inside = [&](int x, int y) {
    const cv::Vec3d q = right_from_left * cv::Vec3d(x + 0.5, y + 0.5, 1);
    return q[0] / q[2] > 2 && q[1] / q[2] > 2 && q[0] / q[2] < 94 && q[1] / q[2] < 70;
  };
  const auto outside = [&](int x, int y) {
    const cv::Vec3d q = right_from_left * cv::Vec3d(x + 0.5, y + 0.5, 1);
    return q[0] / q[2] < -1 || q[1] / q[2] < -1 || q[0] / q[2] > 97 || q[1] / q[2] > 73;
  };
  int darkest_plain = 255, brightest_matched = 0, seen_outside = 0;
  for (int y = 2; y < 70; ++y) {
    for (int x = 2; x < 94; ++x) {
      if (inside(x, y)) {
        brightest_matched = std::max<int>(brightest_matched, matched.at<cv::Vec3b>(y, x)[1]);
        darkest_plain = std::min<int>(darkest_plain, plain.at<cv::Vec3b>(y, x)[1]);
      } else if (outside(x, y)) {
        ++seen_outside;
        EXPECT_NEAR(matched.at<cv::Vec3b>(y, x)[1], kSurround * 255, 1) << x << " " << y;
      }
    }
  }
  EXPECT_GT(seen_outside, 50);
  // Nearest samples, rounded to whole steps, four times enhanced: at most two steps each side.
  EXPECT_LE(brightest_matched, 4 * 4);
  EXPECT_GE(darkest_plain, 0);
  cv::Scalar mean_plain = cv::mean(plain(cv::Rect(30, 25, 30, 20)));
  EXPECT_GT(mean_plain[1], 25) << "0.2 of 90, less 12, four times";
}

/// The first frame of a file; nothing where it cannot be read.
struct FirstFrame {
  std::unique_ptr<MediaSource> source;
  std::unique_ptr<FrameReader> reader;  ///< owns what the planes wrap
  std::shared_ptr<const Frame> frame;
  ColourAssumption assumption;
};

std::optional<FirstFrame> first_frame(const std::filesystem::path& path) {
  auto file = open_regular_file(path);
  if (!file) return std::nullopt;
  auto source = open_media(file_source(std::move(*file), static_cast<std::int64_t>(std::filesystem::file_size(path))));
  if (!source) return std::nullopt;
  auto reader = (*source)->frames();
  if (!reader) return std::nullopt;
  auto read = (*reader)->next();
  if (!read || !read->has_value()) return std::nullopt;
  FirstFrame first{std::move(*source), std::move(*reader), std::make_shared<const Frame>(std::move(**read)), {}};
  first.assumption = colour_assumption(first.frame->info, first.source->info().kind == MediaKind::kStill);
  return first;
}

TEST_F(PictureRendererTest, shows_the_samples_as_the_processor_does) {
  for (const auto& path : test::files_below(test::samples_dir())) {
    if (path.extension() == ".json") continue;
    const auto first = first_frame(path);
    ASSERT_TRUE(first) << path;
    const auto expected = bgr8(*first->frame, first->assumption);
    ASSERT_TRUE(expected) << path;
    EXPECT_LE(worst(shown(first->frame, first->assumption), *expected), 1) << path;
  }
}

TEST_F(PictureRendererTest, shows_real_files_as_the_processor_does) {
  SPOOR_MEDIA_OR_SKIP(media);
  int compared = 0;
  for (const char* folder : {"mixed", "video", "hostile"}) {
    for (const auto& path : test::files_below(media / folder)) {
      constexpr std::int64_t kMostPixels = 1'500'000;  // one file of a kind says as much as ten
      if (std::filesystem::file_size(path) > 1'000'000) continue;
      const auto first = first_frame(path);
      if (!first || std::int64_t{first->frame->info.width} * first->frame->info.height > kMostPixels) continue;
      const auto expected = bgr8(*first->frame, first->assumption);
      if (!expected) continue;
      EXPECT_LE(worst(shown(first->frame, first->assumption), *expected), 1) << path;
      ++compared;
    }
  }
  EXPECT_GT(compared, 50);
}

}  // namespace
}  // namespace spoor::gui
