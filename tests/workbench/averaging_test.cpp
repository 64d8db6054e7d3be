#include "workbench/open_workbench.h"
#include "workbench/scripted_session.h"

#include <gmock/gmock.h>

#include <fstream>

namespace spoor {
namespace {

using testing::HasSubstr;

struct Averaging : test::OpenWorkbench {
  Result<AveragedFrame> answer = failure(Fault::kNotApplicable, "no frame near this one shows the same still scene");
  int count = 0;

  Averaging() {
    options.opener = [this](OpenExhibit, std::vector<FurtherInput>,
                            const SessionOptions&) -> Result<std::unique_ptr<Session>> {
      auto session = std::make_unique<test::ScriptedSession>();
      session->info_of_clip.kind = MediaKind::kClip;
      session->info_of_clip.video.emplace_back();
      session->average_of = [this](std::int64_t, int asked) {
        count = asked;
        return answer;
      };
      return std::unique_ptr<Session>(std::move(session));
    };
    begin();
    std::ofstream(dir.path() / "a.bin") << "a";
    open(dir.path() / "a.bin");
    FrameClock clock;
    for (int i = 0; i < 50; ++i) clock.seconds.push_back(i / 25.0);
    bench->active()->playhead = Playhead(clock);
    bench->active()->playhead.go_to(20, 0);
  }
  static AveragedFrame mean_of(std::int64_t middle) {
    AveragedFrame mean;
    mean.frame.info.index = middle;
    mean.frames = {middle - 4, middle + 4};
    mean.used = 8;
    mean.rejected = {middle + 2};
    mean.error_px = 0.2;
    return mean;
  }
};

TEST_F(Averaging, shows_the_mean_instead_of_its_frame_alone_and_says_what_it_is) {
  answer = mean_of(20);
  toggle_average(*bench);
  finish();
  EXPECT_EQ(count, 9);
  const ExhibitDesk& desk = *bench->active();
  EXPECT_NE(average_for(desk, 20), nullptr);
  EXPECT_EQ(average_for(desk, 21), nullptr) << "another frame is shown as it is";
  const std::string text = average_text(*desk.scene.average);
  EXPECT_THAT(text, HasSubstr("average of 8 frames, frames 16..24"));
  EXPECT_THAT(text, HasSubstr("1 left out: 22"));
  EXPECT_THAT(text, HasSubstr("never measured"));
  toggle_average(*bench);
  EXPECT_EQ(average_for(desk, 20), nullptr);
  EXPECT_FALSE(bench->can_undo()) << "a view is no change of the case";
}

TEST_F(Averaging, an_even_number_is_made_odd_and_another_frame_is_averaged_anew) {
  answer = mean_of(20);
  bench->active()->scene.average_count = 20;
  toggle_average(*bench);
  finish();
  EXPECT_EQ(count, 21);
  bench->active()->playhead.go_to(30, 0);
  answer = mean_of(30);
  toggle_average(*bench);
  finish();
  EXPECT_NE(average_for(*bench->active(), 30), nullptr);
}

TEST_F(Averaging, says_why_there_is_none) {
  toggle_average(*bench);
  finish();
  EXPECT_THAT(bench->active()->scene.average_trouble, HasSubstr("no frame near this one"));
  EXPECT_EQ(bench->active()->scene.averaging, 0U);
}

}  // namespace
}  // namespace spoor
