#include "support/fake_passes.h"
#include "workbench/open_workbench.h"
#include "workbench/scripted_session.h"
#include "workbench/worker_of.h"

#include <gmock/gmock.h>

#include <future>

namespace spoor {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct WorkbenchRuns : test::OpenWorkbench {
  const ShownResult& result_of(const std::string& pass) {
    static const ShownResult none;
    for (const ShownResult& shown : bench->active()->results) {
      if (shown.row.pass == pass) return shown;
    }
    ADD_FAILURE() << "there is no result of " << pass;
    return none;
  }
  static std::string line(const PassResult& result, const std::string& name) {
    for (const auto& [key, value] : result.provenance.request) {
      if (key == name) return value;
    }
    return {};
  }
};

TEST_F(WorkbenchRuns, a_run_appears_among_the_results_and_in_the_case) {
  open_sample("still_original.jpg");
  bench->run("jpeg.ela", {{"qualities", std::vector<std::int64_t>{80}}}, RunFrames::kAll);
  ASSERT_THAT(bench->active()->running, SizeIs(1));
  EXPECT_EQ(bench->active()->running[0].pass, "jpeg.ela");
  ASSERT_THAT(bench->background().activities(), SizeIs(1));
  EXPECT_THAT(bench->background().activities()[0].title, HasSubstr("still_original.jpg"));
  finish();
  EXPECT_THAT(bench->active()->running, IsEmpty());
  const ShownResult& shown = result_of("jpeg.ela");
  ASSERT_EQ(shown.row.state, ResultState::kDone);
  EXPECT_FALSE(shown.row.stored_at.empty());
  ASSERT_NE(shown.result, nullptr);
  ASSERT_FALSE(shown.result->output.maps.empty());
  EXPECT_FALSE(shown.result->output.maps[0].field.empty());
  EXPECT_TRUE(shown.summary->output.maps[0].field.empty());
  EXPECT_EQ(bench->active()->chosen_result, shown.row.key);
  EXPECT_EQ(bench->active()->chosen_map, shown.result->output.maps[0].id);
  EXPECT_THAT(*reader()->results(bench->active()->record.exhibit.sha256), SizeIs(1));
  EXPECT_THAT(notices(), IsEmpty());
}

TEST_F(WorkbenchRuns, the_same_question_again_is_answered_from_the_case) {
  open_sample("still_original.jpg");
  bench->run("jpeg.ela", {}, RunFrames::kAll);
  finish();
  const auto stored = result_of("jpeg.ela").row.stored_at;
  bench->run("jpeg.ela", {}, RunFrames::kThisFrame);  // a still has one frame
  finish();
  EXPECT_THAT(bench->active()->results, SizeIs(1));
  EXPECT_EQ(result_of("jpeg.ela").row.stored_at, stored);
}

TEST_F(WorkbenchRuns, marks_claim_and_frames_are_part_of_the_question) {
  open_sample("clip_original.mp4");
  bench->execute(marked(5));
  Claim claim;
  claim.time = ClaimedTime{1'600'000'000'000'000, 1'600'000'000'000'000, "then", "+00:00", ""};
  bench->execute({"claim", ClaimEdit{1, std::nullopt, claim}});
  bench->active()->playhead.go_to(7, 0);
  bench->active()->playhead.set_in(3);
  bench->active()->playhead.set_out(9);
  bench->run("view.levels", {}, RunFrames::kThisFrame);
  bench->run("view.levels", {}, RunFrames::kRange);
  bench->run("view.levels", {}, RunFrames::kAll);
  EXPECT_THAT(bench->active()->running, SizeIs(3));
  finish();
  ASSERT_THAT(bench->active()->results, SizeIs(3));
  std::set<std::string> frames;
  for (const ShownResult& shown : bench->active()->results) {
    std::string all;
    for (const auto& [name, value] : shown.result->provenance.request) all += name + "=" + value + "\n";
    for (const char* range : {"7-7", "3-9"}) {
      if (all.find(range) != std::string::npos) frames.insert(range);
    }
  }
  EXPECT_THAT(frames, SizeIs(2)) << lines_text(bench->active()->results[0].result->provenance.request);
}

TEST_F(WorkbenchRuns, a_profile_gives_all_its_passes_a_result) {
  open_sample("still_original.jpg");
  bench->run_profile("full");
  EXPECT_THAT(bench->active()->running, SizeIs(all_passes().size()));
  finish();
  EXPECT_THAT(bench->active()->running, IsEmpty());
  EXPECT_THAT(bench->active()->results, SizeIs(all_passes().size()));
  EXPECT_EQ(result_of("video.timing").row.state, ResultState::kNotApplicable);
  const auto file = reader();
  ASSERT_THAT(*file->runs(), SizeIs(1));
  EXPECT_EQ(file->runs()->at(0).profile, "full");
  EXPECT_FALSE(file->runs()->at(0).finished_at.empty());
  EXPECT_EQ(file->exhibits()->at(0).sha256_after, bench->active()->record.exhibit.sha256);
  EXPECT_EQ(bench->active()->chosen_result, "") << "none of many is put before the eye";
}

TEST_F(WorkbenchRuns, results_of_the_case_are_listed_and_their_maps_read_when_chosen) {
  open_sample("still_original.jpg");
  bench->run("jpeg.ela", {}, RunFrames::kAll);
  finish();
  const auto computed = result_of("jpeg.ela").result;
  const auto path = bench->case_path();
  begin();
  bench->open_case(path);
  finish();
  ASSERT_THAT(bench->active()->results, SizeIs(1));
  const ShownResult& shown = bench->active()->results[0];
  EXPECT_EQ(shown.result, nullptr);
  EXPECT_EQ(shown.summary->output.observations.size(), computed->output.observations.size());
  bench->choose_result(1, shown.row.key, computed->output.maps[0].id);
  EXPECT_TRUE(shown.reading);
  finish();
  ASSERT_NE(shown.result, nullptr);
  EXPECT_FALSE(shown.reading);
  EXPECT_EQ(cv::norm(shown.result->output.maps[0].field, computed->output.maps[0].field, cv::NORM_INF), 0);
  bench->choose_result(1, "", "");
  EXPECT_EQ(bench->active()->chosen_result, "");
}

TEST_F(WorkbenchRuns, the_analysts_status_is_a_command) {
  open_sample("still_original.jpg");
  bench->run("view.histogram", {}, RunFrames::kAll);
  finish();
  const std::string key = result_of("view.histogram").row.key;
  bench->execute({"status", StatusEdit{key, AnalystStatus::kUnset, AnalystStatus::kWarning}});
  finish();
  EXPECT_EQ(reader()->results(bench->active()->record.exhibit.sha256)->at(0).status, AnalystStatus::kWarning);
  EXPECT_THAT(notices(), IsEmpty());
}

/// With passes of the test's own.
struct OwnPasses : WorkbenchRuns {
  std::vector<PassDescriptor> own;
  std::promise<void> begun;

  void use(PassDescriptor pass) {
    own = {std::move(pass)};
    options.passes = &own;
    options.opener = [this](OpenExhibit exhibit, std::vector<FurtherInput> further, const SessionOptions& session) {
      return open_local_session(std::move(exhibit), std::move(further), session, own);
    };
    begin();
  }
};

TEST_F(OwnPasses, a_run_that_is_cancelled_says_so) {
  use(test::fake_pass("test.slow", FrameChoice::kEvery, [&](test::FunctionRun& run, const RunContext&) {
    run.on_frame = [&](const FrameContext& context, const Job& job) -> Result<void> {
      if (context.info().index == 0) begun.set_value();
      for (;;) job.tick(0, 0);
    };
  }));
  open_sample("clip_original.mp4");
  bench->run("test.slow", {}, RunFrames::kAll);
  bench->run("test.slow", {}, RunFrames::kThisFrame);
  begun.get_future().wait();
  bench->cancel_run("test.slow");
  finish();
  EXPECT_THAT(bench->active()->running, IsEmpty());
  ASSERT_THAT(bench->active()->results, SizeIs(1)) << "the one that waited has not run at all";
  EXPECT_EQ(bench->active()->results[0].row.state, ResultState::kCancelled);
  const auto stored = *reader()->results(bench->active()->record.exhibit.sha256);
  ASSERT_THAT(stored, SizeIs(1)) << "that it was asked for and not answered is kept";
  EXPECT_EQ(stored[0].state, ResultState::kCancelled);
}

TEST_F(OwnPasses, shows_progress) {
  use(test::counting_pass("test.count", FrameChoice::kEvery));
  open_sample("clip_original.mp4");
  bench->run("test.count", {}, RunFrames::kAll);
  std::int64_t most = 0;
  while (!bench->background().idle()) {
    for (const Activity& activity : bench->background().activities()) most = std::max(most, activity.done);
    bench->poll(0);
  }
  EXPECT_GT(most, 0);
  EXPECT_EQ(result_of("test.count").result->output.measurements.at(0).value, 132);
}

TEST_F(WorkbenchRuns, nothing_runs_on_an_exhibit_that_could_not_be_opened) {
  bench->run("jpeg.ela", {}, RunFrames::kAll);
  bench->run_profile("full");
  open_sample("still_original.jpg");
  bench->run("no.such", {}, RunFrames::kAll);
  bench->run_profile("no such");
  finish();
  EXPECT_THAT(bench->active()->results, IsEmpty());
}

TEST_F(WorkbenchRuns, a_worker_killed_during_a_run_is_replaced) {
  use_workers();
  open_sample("clip_original.mp4");
  ASSERT_THAT(test::workers(), SizeIs(1));
  test::kill_workers();
  bench->run("view.levels", {}, RunFrames::kThisFrame);
  finish();
  ASSERT_THAT(bench->active()->results, SizeIs(1));
  const ShownResult& shown = bench->active()->results[0];
  EXPECT_EQ(shown.row.state, ResultState::kFailed);
  EXPECT_THAT(shown.summary->error.sentence, HasSubstr("signal 9"));
  EXPECT_EQ(bench->active()->error(), std::nullopt);
  bench->run("view.levels", {}, RunFrames::kThisFrame);
  finish();
  EXPECT_EQ(bench->active()->results[0].row.state, ResultState::kDone);
}

TEST_F(WorkbenchRuns, an_exhibit_is_put_away_while_a_pass_runs) {
  use_workers();
  open_sample("clip_original.mp4");
  bench->run_profile("full");
  while (bench->background().activities().empty()) bench->poll(0);
  bench->close_desk(1);
  finish();
  EXPECT_THAT(bench->desks(), IsEmpty());
  EXPECT_THAT(test::workers(), IsEmpty());
  EXPECT_THAT(notices(), IsEmpty());
}

/// Previews of a session that answers when it is let.
struct Previews : WorkbenchRuns {
  test::ScriptedSession* session = nullptr;
  Previews() {
    options.opener = [this](OpenExhibit, std::vector<FurtherInput>,
                            const SessionOptions&) -> Result<std::unique_ptr<Session>> {
      auto made = std::make_unique<test::ScriptedSession>();
      session = made.get();
      return made;
    };
    begin();
    open_sample("still_original.jpg");
    session->forget_calls();
  }
  void ask(std::int64_t quality) { bench->ask_preview("jpeg.ela", {{"quality", quality}}, {0, 0, 8, 8}); }
};

TEST_F(Previews, of_many_wishes_the_newest_is_answered) {
  session->hold();
  ask(50);
  session->wait_for(1);
  for (std::int64_t quality = 51; quality <= 90; ++quality) ask(quality);
  EXPECT_TRUE(bench->preview()->waiting);
  EXPECT_EQ(bench->preview()->map, nullptr);
  session->let_go();
  finish();
  const auto calls = session->calls();
  ASSERT_THAT(calls, SizeIs(2)) << "one is under way at a time";
  EXPECT_THAT(calls[0], HasSubstr(" 50"));
  EXPECT_THAT(calls[1], HasSubstr(" 90"));
  ASSERT_NE(bench->preview()->map, nullptr);
  EXPECT_EQ(bench->preview()->map->id, calls[1]);
  EXPECT_FALSE(bench->preview()->waiting);
}

TEST_F(Previews, an_answer_that_comes_too_late_is_dropped) {
  session->hold();
  ask(50);
  session->wait_for(1);
  bench->end_preview();
  session->let_go();
  finish();
  EXPECT_EQ(bench->preview(), std::nullopt);
  ask(60);
  finish();
  ASSERT_TRUE(bench->preview());
  EXPECT_THAT(bench->preview()->map->id, HasSubstr(" 60"));
}

TEST_F(Previews, keeps_the_last_map_until_there_is_another) {
  ask(50);
  finish();
  const auto first = bench->preview()->map;
  session->hold();
  ask(60);
  EXPECT_EQ(bench->preview()->map, first);
  bench->ask_preview("view.levels", {}, {0, 0, 8, 8});
  EXPECT_EQ(bench->preview()->map, nullptr) << "of another pass";
  session->let_go();
  finish();
  EXPECT_EQ(bench->preview()->pass, "view.levels");
}

TEST_F(WorkbenchRuns, a_preview_does_not_wait_for_a_run) {
  std::promise<void> begun, go;
  auto gone = go.get_future().share();
  auto passes = all_passes();
  passes.push_back(test::fake_pass("test.slow", FrameChoice::kEvery, [&](test::FunctionRun& run, const RunContext&) {
    run.on_frame = [&](const FrameContext&, const Job&) -> Result<void> {
      begun.set_value();
      gone.wait();
      return {};
    };
  }));
  options.passes = &passes;
  options.opener = [&](OpenExhibit exhibit, std::vector<FurtherInput> further, const SessionOptions& session) {
    return open_local_session(std::move(exhibit), std::move(further), session, passes);
  };
  begin();
  open_sample("still_original.jpg");
  bench->run("test.slow", {}, RunFrames::kAll);
  begun.get_future().wait();
  bench->ask_preview("jpeg.ela", {}, {0, 0, 256, 256});
  while (!bench->preview()->map) bench->poll(0);
  EXPECT_THAT(bench->active()->running, SizeIs(1)) << "it still runs";
  go.set_value();
  finish();
}

TEST_F(WorkbenchRuns, a_worker_previews_what_is_seen) {
  use_workers();
  open_sample("still_original.jpg");
  bench->ask_preview("jpeg.ela", {{"qualities", std::vector<std::int64_t>{70}}}, {64, 64, 256, 128});
  finish();
  ASSERT_NE(bench->preview()->map, nullptr) << bench->preview()->error;
  EXPECT_EQ(bench->preview()->rectangle, cv::Rect(64, 64, 256, 128));
  bench->ask_preview("video.timing", {}, {0, 0, 8, 8});
  finish();
  EXPECT_EQ(bench->preview()->map, nullptr);
  EXPECT_THAT(bench->preview()->error, HasSubstr("no preview"));
}

}  // namespace
}  // namespace spoor
