#include "workbench/open_workbench.h"
#include "workbench/scripted_session.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

namespace spoor {
namespace {

using testing::HasSubstr;

/// A clip of 50 frames whose target moves by (2, 1) a frame, and is seen to do so by (2.1, 1).
struct Tracking : test::OpenWorkbench {
  std::optional<std::int64_t> lost_at;
  std::vector<std::string> asked;
  std::int64_t id = 0;

  Tracking() {
    options.opener = [this](OpenExhibit, std::vector<FurtherInput>,
                            const SessionOptions&) -> Result<std::unique_ptr<Session>> {
      auto session = std::make_unique<test::ScriptedSession>();
      session->info_of_clip.kind = MediaKind::kClip;
      session->info_of_clip.video.emplace_back();
      session->track_of = [this](const TrackRequest& request) -> Result<Track> { return track(request); };
      return std::unique_ptr<Session>(std::move(session));
    };
    begin();
    std::ofstream(dir.path() / "a.bin") << "a";
    open(dir.path() / "a.bin");
    id = bench->exhibits().at(0).id;
    FrameClock clock;
    for (int i = 0; i < 50; ++i) clock.seconds.push_back(i / 25.0);
    bench->active()->playhead = Playhead(clock);
    set({});
  }
  Track track(const TrackRequest& request) {
    asked.push_back(std::to_string(request.from) + ">" + std::to_string(request.to));
    Track found;
    found.method = "scripted";
    const int step = request.to < request.from ? -1 : 1;
    for (std::int64_t frame = request.from + step; frame != request.to + step; frame += step) {
      if (lost_at && (step > 0 ? frame >= *lost_at : frame <= *lost_at)) {
        found.lost_at = frame;
        found.lost_why = "it is not there";
        break;
      }
      const auto away = static_cast<double>(frame - request.from);
      found.frames.push_back({frame, {1, 0, 2.1 * away, away}, frame == 30 ? 0.5 : 0.9, 0.1});
    }
    return found;
  }
  /// The mark with key frames set by hand at these frames, where the target is.
  void set(const std::vector<std::int64_t>& keys, FrameRange frames = {10, 10}) {
    Region mark;
    mark.id = "r1";
    mark.shape = Shape::kRectangle;
    mark.points = {{20, 10}, {40, 20}};
    mark.frames = frames;
    for (const std::int64_t frame : keys) mark.keys.push_back({frame, place(frame), std::nullopt});
    bench->execute({"set", MarksEdit{id, bench->marks(id), {{mark}, {}}}, 0});
    bench->annotator.chosen = "r1";
    bench->active()->playhead.go_to(10, 0);
  }
  static std::vector<PicturePoint> place(std::int64_t frame) {
    const auto away = static_cast<double>(frame - 10);
    return {{20 + 2 * away, 10 + away}, {40 + 2 * away, 20 + away}};
  }
  const Region& mark() { return bench->marks(id).regions.at(0); }
  void run(TrackWay way) {
    track_mark(*bench, way);
    finish();
  }
};

TEST_F(Tracking, forwards_becomes_key_frames_in_one_step_of_undo) {
  const Region before = mark();
  run(TrackWay::kForwards);
  EXPECT_THAT(asked, testing::ElementsAre("10>49"));
  EXPECT_EQ(mark().frames, (FrameRange{10, 49}));
  // Straight on: its ends tell it all.
  ASSERT_EQ(mark().keys.size(), 2U);
  EXPECT_FALSE(mark().keys.front().confidence) << "what was seen is set by hand";
  EXPECT_EQ(mark().keys.back().confidence, 0.9);
  EXPECT_NEAR(points_at(mark(), 30)[0].x, 20 + 2.1 * 20, 1e-9);
  ASSERT_EQ(mark().tracks.size(), 1U);
  EXPECT_EQ(mark().tracks[0].method, "scripted");
  EXPECT_EQ(mark().tracks[0].last, 49);
  EXPECT_EQ(mark().tracks[0].least_confidence, 0.5);
  EXPECT_EQ(mark().tracks[0].tolerance_px, kTrackTolerancePx);
  EXPECT_EQ(bench->undo_name(), "track forwards");
  bench->undo();
  EXPECT_EQ(mark(), before);
  bench->redo();
  finish();
  EXPECT_EQ(reader()->marks(id)->regions.at(0), mark()) << "the case keeps how it was found";
}

TEST_F(Tracking, backwards_goes_to_the_beginning) {
  run(TrackWay::kBackwards);
  EXPECT_THAT(asked, testing::ElementsAre("10>0"));
  EXPECT_EQ(mark().frames, (FrameRange{0, 10}));
  EXPECT_NEAR(points_at(mark(), 0)[0].x, 20 - 21, 1e-9);
  EXPECT_TRUE(mark().tracks.at(0).backwards);
}

TEST_F(Tracking, between_two_key_frames_set_by_hand_it_passes_through_both) {
  set({10, 30}, {10, 40});
  run(TrackWay::kToNextKey);
  EXPECT_THAT(asked, testing::ElementsAre("10>30"));
  EXPECT_EQ(points_at(mark(), 10), place(10));
  EXPECT_EQ(points_at(mark(), 30), place(30));
  EXPECT_NEAR(points_at(mark(), 20)[0].x, place(20)[0].x, 0.5);
  EXPECT_NEAR(mark().tracks.at(0).closed_px.value(), 2, 1e-6);
  EXPECT_FALSE(mark().keys.back().confidence);
}

TEST_F(Tracking, forwards_goes_through_the_key_frames_on_its_way) {
  set({10, 20, 30}, {0, 45});
  run(TrackWay::kForwards);
  EXPECT_THAT(asked, testing::ElementsAre("10>20", "20>30", "30>45"));
  for (const std::int64_t frame : {10, 20, 30}) EXPECT_EQ(points_at(mark(), frame), place(frame));
  EXPECT_EQ(mark().tracks.size(), 3U);
  EXPECT_EQ(mark().frames, (FrameRange{0, 45})) << "the frames it was given stay";
}

TEST_F(Tracking, where_it_is_lost_it_stops_and_says_so) {
  lost_at = 33;
  run(TrackWay::kForwards);
  EXPECT_EQ(mark().frames, (FrameRange{10, 32}));
  EXPECT_THAT(mark().tracks.at(0).ended, HasSubstr("lost at frame 33: it is not there"));
  EXPECT_THAT(bench->active()->scene.tracked, HasSubstr("lost at frame 33"));
  EXPECT_THAT(notices(), HasSubstr("lost at frame 33"));
}

TEST_F(Tracking, lost_before_a_key_frame_it_leaves_that_and_what_follows) {
  set({10, 40}, {0, 49});
  lost_at = 25;
  run(TrackWay::kForwards);
  EXPECT_THAT(asked, testing::ElementsAre("10>40"));
  EXPECT_EQ(mark().frames, (FrameRange{0, 49})) << "it is known again at frame 40";
  EXPECT_EQ(points_at(mark(), 40), place(40));
  EXPECT_FALSE(mark().tracks.at(0).closed_px);
  EXPECT_EQ(mark().tracks.at(0).last, 24);
}

TEST_F(Tracking, a_correction_by_hand_becomes_an_anchor_and_the_rest_is_tracked_anew) {
  run(TrackWay::kForwards);
  bench->active()->playhead.go_to(30, 0);
  Marks marks = bench->marks(id);
  marks.regions[0] = with_points_at(marks.regions[0], 30, place(30), true);
  bench->execute({"correct", MarksEdit{id, bench->marks(id), marks}, 0});
  asked.clear();
  run(TrackWay::kForwards);
  EXPECT_THAT(asked, testing::ElementsAre("30>49"));
  EXPECT_EQ(points_at(mark(), 30), place(30));
  ASSERT_EQ(mark().tracks.size(), 2U);
  EXPECT_EQ(mark().tracks[0].last, 30);
  EXPECT_EQ(mark().tracks[1].first, 30);
  EXPECT_EQ(std::count_if(mark().keys.begin(), mark().keys.end(), [](const KeyShape& k) { return !k.confidence; }), 2);
}

TEST_F(Tracking, a_mark_that_changes_meanwhile_is_left_alone) {
  track_mark(*bench, TrackWay::kForwards);
  Marks marks = bench->marks(id);
  marks.regions[0].points[0].x += 1;
  bench->execute({"move", MarksEdit{id, bench->marks(id), marks}, 0});
  finish();
  EXPECT_TRUE(mark().keys.empty());
  EXPECT_THAT(notices(), HasSubstr("changed while it was followed"));
}

TEST_F(Tracking, says_why_it_cannot_be_done) {
  EXPECT_THAT(why_not_track(*bench, TrackWay::kToNextKey), HasSubstr("no key frame"));
  EXPECT_EQ(why_not_track(*bench, TrackWay::kForwards), "");
  bench->active()->playhead.go_to(12, 0);
  EXPECT_THAT(why_not_track(*bench, TrackWay::kForwards), HasSubstr("not shown at this frame"));
  bench->annotator.chosen.clear();
  EXPECT_THAT(why_not_track(*bench, TrackWay::kForwards), HasSubstr("choose a mark"));
  run(TrackWay::kForwards);
  EXPECT_TRUE(asked.empty());
}

}  // namespace
}  // namespace spoor
