#include "workbench/exhibit_desk.h"

#include "support/built_paths.h"
#include "support/clip_maker.h"
#include "support/paths.h"
#include "workbench/scripted_session.h"
#include "workbench/worker_of.h"

#include <gmock/gmock.h>

#include <chrono>
#include <fstream>
#include <thread>

namespace spoor {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

SessionOpener twin() {
  return [](OpenExhibit exhibit, std::vector<FurtherInput> further, const SessionOptions& options) {
    return open_local_session(std::move(exhibit), std::move(further), options);
  };
}

ExhibitRecord record_of(const fs::path& path) {
  ExhibitRecord record;
  record.id = 1;
  record.exhibit.name = path.filename().string();
  record.exhibit.path = path.string();
  return record;
}

struct Desk : testing::Test {
  Background background;
  DeskOpening how;
  std::unique_ptr<ExhibitDesk> desk;
  double now_s = 0;

  Desk() { how.opener = twin(); }
  void open(const fs::path& path) {
    desk = std::make_unique<ExhibitDesk>(background, record_of(path));
    desk->open(how);
    background.finish();
  }
  void use_worker() {
    how.opener = nullptr;
    how.options.worker = test::spoor_program();
  }
  void look() {
    desk->look(now_s);
    background.finish();
  }
  const Frame& shown() {
    look();
    const auto frame = desk->shelf->find(desk->playhead.frame());
    EXPECT_NE(frame, nullptr) << desk->playhead.frame();
    return *frame;
  }
};

TEST_F(Desk, opens_a_still) {
  bool told = false;
  const auto path = test::samples_dir() / "still_original.jpg";
  desk = std::make_unique<ExhibitDesk>(background, record_of(path));
  desk->on_opened = [&] { told = true; };
  desk->open(how);
  EXPECT_TRUE(desk->opening());
  EXPECT_EQ(desk->picture_size(), cv::Size());
  ASSERT_EQ(background.activities().size(), 1u);
  EXPECT_EQ(background.activities()[0].title, "opening still_original.jpg");
  background.finish();
  EXPECT_TRUE(told);
  EXPECT_FALSE(desk->opening());
  EXPECT_EQ(desk->error(), std::nullopt);
  EXPECT_EQ(desk->record.exhibit.sha256, "1cd2dd0a59cedd98e38bb5fe909417bb268064a3cea472911156854f3cb0d1b7");
  EXPECT_FALSE(desk->is_clip());
  EXPECT_EQ(desk->picture_size(), cv::Size(1936, 1296));
  EXPECT_EQ(desk->pixel_aspect(), 1);
  EXPECT_EQ(shown().info.width, 1936) << "the first picture was asked for without a redraw";
}

TEST_F(Desk, shows_the_frames_of_a_clip_exactly) {
  test::TemporaryDir dir;
  test::ClipRecipe recipe;
  recipe.encoder_options = {{"g", "12"}, {"bf", "2"}};
  recipe.sample_aspect = {4, 3};
  const auto bytes = test::make_clip(recipe);
  std::ofstream(dir.path() / "clip.mp4", std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  open(dir.path() / "clip.mp4");
  ASSERT_EQ(desk->frames(), 48);
  EXPECT_NEAR(desk->pixel_aspect(), 4.0 / 3, 1e-9);
  for (const std::int64_t index : {0, 30, 17, 18, 19, 16, 47, 3}) {
    desk->playhead.go_to(index, now_s);
    EXPECT_EQ(test::number_in(shown()), index);
  }
}

TEST_F(Desk, plays_to_the_end) {
  open(test::samples_dir() / "clip_original.mp4");
  ASSERT_TRUE(desk->is_clip());
  const std::int64_t frames = desk->frames();
  ASSERT_GT(frames, 10);
  look();
  desk->playhead.toggle_play(now_s);
  std::int64_t last = 0;
  for (int redraws = 0; desk->playhead.playing(); ++redraws) {
    ASSERT_LT(redraws, 10'000);
    now_s += 1.0 / 60;
    const std::int64_t index = shown().info.index;
    EXPECT_EQ(index, desk->playhead.frame());
    EXPECT_LE(desk->playhead.frame() - last, 2) << "no frame was run away from";
    last = desk->playhead.frame();
  }
  EXPECT_EQ(last, frames - 1);
}

TEST_F(Desk, fetches_both_frames_of_a_comparison) {
  open(test::samples_dir() / "clip_original.mp4");
  desk->comparison.mode = CompareMode::kWipe;
  desk->comparison.offset_frames = 7;
  desk->playhead.go_to(5, now_s);
  look();
  EXPECT_NE(desk->shelf->find(5), nullptr);
  EXPECT_NE(desk->shelf->find(12), nullptr);
  desk->look_at(20);
  background.finish();
  EXPECT_NE(desk->shelf->find(20), nullptr);
  EXPECT_EQ(desk->playhead.frame(), 5);
}

TEST_F(Desk, reads_structures_when_asked) {
  open(test::samples_dir() / "still_original.jpg");
  using State = Lazy<JpegStructure>::State;
  EXPECT_EQ(desk->jpeg().state, State::kReading);
  desk->metadata();
  desk->container();
  desk->telemetry();
  desk->trace();
  background.finish();
  ASSERT_EQ(desk->jpeg().state, State::kHere);
  EXPECT_NE(desk->jpeg().value, nullptr);
  EXPECT_EQ(desk->metadata().state, Lazy<Metadata>::State::kHere);
  EXPECT_EQ(desk->trace().state, Lazy<CodecTrace>::State::kFailed);
  EXPECT_EQ(desk->trace().error.fault, Fault::kNotApplicable);
  EXPECT_EQ(desk->error(), std::nullopt) << "nothing is wrong with the exhibit";
}

TEST_F(Desk, makes_the_frame_table_in_the_background) {
  open(test::samples_dir() / "clip_original.mp4");
  using State = Lazy<std::vector<FrameRow>>::State;
  EXPECT_EQ(desk->frame_table().state, State::kReading);
  ASSERT_EQ(background.activities().size(), 1u);
  background.cancel(background.activities()[0].id);
  background.finish();
  EXPECT_EQ(desk->frame_table().state, State::kFailed) << "cancelled, and not begun again by the next redraw";
  desk->read_again();
  desk->frame_table();
  background.finish();
  ASSERT_EQ(desk->frame_table().state, State::kHere);
  EXPECT_EQ(std::ssize(*desk->frame_table().value), desk->frames());
}

TEST_F(Desk, reads_bytes_by_pages) {
  const auto path = test::samples_dir() / "still_original.jpg";
  open(path);
  EXPECT_EQ(desk->page(5000), nullptr);
  const auto last = static_cast<std::int64_t>(fs::file_size(path)) - 1;
  desk->page(last);
  background.finish();
  ASSERT_NE(desk->page(5000), nullptr);
  EXPECT_EQ(desk->page(5000), desk->page(4096));
  EXPECT_EQ(std::ssize(*desk->page(5000)), ExhibitDesk::kPageBytes);
  EXPECT_EQ(std::ssize(*desk->page(last)), last % ExhibitDesk::kPageBytes + 1);
  std::ifstream file(path, std::ios::binary);
  file.seekg(5000);
  EXPECT_EQ(static_cast<char>((*desk->page(5000))[5000 - 4096]), static_cast<char>(file.get()));
  EXPECT_EQ(desk->page(-1), nullptr);
}

TEST_F(Desk, refuses_a_file_that_changed) {
  const auto path = test::samples_dir() / "still_original.jpg";
  auto record = record_of(path);
  record.exhibit.sha256 = std::string(64, '0');
  desk = std::make_unique<ExhibitDesk>(background, record);
  desk->open(how);
  background.finish();
  ASSERT_TRUE(desk->error());
  EXPECT_THAT(desk->error()->sentence, HasSubstr("not the one that was added"));
  EXPECT_EQ(desk->session, nullptr);
}

TEST_F(Desk, says_what_is_wrong_with_a_file) {
  open(test::samples_dir() / "nowhere.jpg");
  ASSERT_TRUE(desk->error());
  EXPECT_EQ(desk->error()->fault, Fault::kNotFound);
  open(test::samples_dir() / "manifest.json");
  ASSERT_TRUE(desk->error());
  EXPECT_EQ(desk->error()->fault, Fault::kUnsupported);
  EXPECT_FALSE(desk->record.exhibit.sha256.empty());
}

TEST_F(Desk, says_that_opening_was_cancelled) {
  desk = std::make_unique<ExhibitDesk>(background, record_of(test::samples_dir() / "still_original.jpg"));
  how.lane = "opening";
  background.start("opening", "", [](const Job& job) -> Background::Delivery {
    for (;;) job.tick(0, 0);
  });
  desk->open(how);
  for (const Activity& activity : background.activities()) background.cancel(activity.id);
  background.clear("opening");
  background.finish();
  ASSERT_TRUE(desk->error());
  EXPECT_EQ(desk->error()->sentence, "opening was cancelled");
  desk->restart();
  background.finish();
  EXPECT_EQ(desk->error(), std::nullopt);
}

TEST_F(Desk, sleeps_and_wakes_where_it_was) {
  use_worker();
  open(test::samples_dir() / "clip_original.mp4");
  desk->playhead.go_to(11, now_s);
  desk->playhead.set_in(5);
  look();
  ASSERT_EQ(test::workers().size(), 1u);
  desk->sleep();
  background.finish();
  EXPECT_THAT(test::workers(), IsEmpty());
  EXPECT_EQ(desk->session, nullptr);
  look();
  desk->open(how);
  background.finish();
  EXPECT_EQ(desk->playhead.frame(), 11);
  EXPECT_EQ(desk->playhead.loop()->first, 5);
  EXPECT_EQ(shown().info.index, 11);
}

TEST_F(Desk, outlives_a_worker_that_is_killed_while_it_plays) {
  use_worker();
  open(test::samples_dir() / "clip_original.mp4");
  look();
  const auto first = desk->shelf->find(0);
  ASSERT_NE(first, nullptr);
  ASSERT_EQ(test::workers().size(), 1u);
  desk->playhead.toggle_play(now_s);
  for (int redraws = 0; !desk->error(); ++redraws) {
    ASSERT_LT(redraws, 10'000);
    if (redraws == 3) test::kill_workers();
    now_s += 0.05;
    desk->look(now_s);
    background.finish();
    // A clip that was fetched whole needs no worker until it is asked for more.
    if (redraws > 3) desk->page(redraws * ExhibitDesk::kPageBytes);
  }
  EXPECT_EQ(desk->error()->fault, Fault::kCrashed);
  EXPECT_THAT(desk->error()->sentence, HasSubstr("signal 9"));
  EXPECT_FALSE(desk->playhead.playing());
  EXPECT_EQ(desk->shelf->find(0), first) << "what is here stays";
  EXPECT_EQ(desk->metadata().state, Lazy<Metadata>::State::kNotAsked) << "a dead worker is not asked";
  desk->restart();
  background.finish();
  EXPECT_EQ(desk->error(), std::nullopt);
  EXPECT_EQ(test::workers().size(), 1u);
  desk->playhead.go_to(desk->frames() - 1, now_s);
  EXPECT_EQ(shown().info.index, desk->frames() - 1);
  desk->metadata();
  background.finish();
  EXPECT_EQ(desk->metadata().state, Lazy<Metadata>::State::kHere);
}

TEST_F(Desk, tells_of_a_worker_that_dies_while_nothing_is_asked_of_it) {
  use_worker();
  open(test::samples_dir() / "still_original.jpg");
  background.finish();
  ASSERT_EQ(desk->error(), std::nullopt);
  test::kill_workers();
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!desk->error() && std::chrono::steady_clock::now() < patience) {
    background.deliver();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  ASSERT_NE(desk->error(), std::nullopt);
  EXPECT_THAT(desk->error()->sentence, HasSubstr("signal 9"));
  desk->restart();
  background.finish();
  EXPECT_EQ(desk->error(), std::nullopt);
}

TEST_F(Desk, says_nothing_of_a_worker_that_was_put_away) {
  use_worker();
  open(test::samples_dir() / "still_original.jpg");
  desk->sleep();
  background.finish();
  EXPECT_EQ(desk->error(), std::nullopt);
}

TEST_F(Desk, is_put_away_while_its_worker_is_busy) {
  use_worker();
  desk = std::make_unique<ExhibitDesk>(background, record_of(test::samples_dir() / "clip_original.mp4"));
  desk->open(how);
  background.finish();
  desk->frame_table();
  desk->playhead.go_to(40, now_s);
  desk->look(now_s);
  desk.reset();
  background.finish();
  EXPECT_THAT(test::workers(), IsEmpty());
}

TEST_F(Desk, is_put_away_while_it_opens) {
  desk = std::make_unique<ExhibitDesk>(background, record_of(test::samples_dir() / "clip_original.mp4"));
  desk->open(how);
  desk.reset();
  background.finish();
  EXPECT_TRUE(background.idle());
}

TEST_F(Desk, steps_through_a_damaged_clip) {
  SPOOR_MEDIA_OR_SKIP(media);
  use_worker();
  int clips = 0;
  for (const auto& path : test::files_below(media / "video")) {
    if (path.filename().string().find("distorted") == std::string::npos) continue;
    ++clips;
    open(path);
    ASSERT_EQ(desk->error(), std::nullopt) << path;
    std::string digest;
    for (const std::int64_t index : {0, 3, 2, 5, 2}) {
      desk->playhead.go_to(index, now_s);
      EXPECT_EQ(shown().info.index, index) << path;
      if (index != 2) continue;
      const std::string now = plane_digest(shown());
      EXPECT_TRUE(digest.empty() || digest == now) << path;
      digest = now;
    }
  }
  if (clips == 0) GTEST_SKIP() << "no damaged clip among the media";
}

}  // namespace
}  // namespace spoor
