#include "workbench/following.h"

#include "support/fake_passes.h"
#include "workbench/open_workbench.h"

#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace spoor {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

// Gives the x of the first mark and the draws it was asked for; runs of many draws take until they are let.
struct FollowingMarks : test::OpenWorkbench {
  std::atomic<bool> slow = false, started = false;
  std::vector<PassDescriptor> passes;

  FollowingMarks() {
    PassDescriptor pass =
        test::fake_pass("scene.fake", FrameChoice::kNone, [this](auto& run, const RunContext& context) {
          run.on_finish = [this, regions = context.regions,
                           params = context.params](const Job& job) -> Result<PassOutput> {
            const auto draws = std::get<std::int64_t>(params.at("draws"));
            if (regions.front().label == "declined") return failure(Fault::kNotApplicable, "this mark says nothing");
            started = true;
            while (slow && draws > 100) {
              job.tick(0, 0);
              std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
            PassOutput output = test::one_number(regions.front().points.front().x);
            output.measurements.push_back({"draws", "Draws", static_cast<double>(draws), "1", {}, 0, {}});
            output.measurements.push_back(
                {"frame", "Frame", static_cast<double>(std::get<std::int64_t>(params.at("frame"))), "1", {}, 0, {}});
            return output;
          };
        });
    const auto number = [](const char* id, std::int64_t fallback) {
      ParamField field;
      field.id = field.label = id;
      field.kind = ParamKind::kInteger;
      field.fallback = fallback;
      field.hard = field.slider = {0, 1000};
      return field;
    };
    pass.params = {number("draws", 500), number("frame", 0)};
    pass.needs.regions = true;
    pass.follows = Following{{{"draws", std::int64_t{100}}}, {"draws"}};
    passes = {pass};
    options.passes = &passes;
    options.opener = [this](OpenExhibit exhibit, std::vector<FurtherInput> further, const SessionOptions& session) {
      return open_local_session(std::move(exhibit), std::move(further), session, passes);
    };
    begin();
  }
  ParamValues values() const { return {{"draws", std::int64_t{500}}, {"frame", std::int64_t{0}}}; }
  void follow_marks() { follow(*bench, passes.front(), values()); }
  const ShownResult* live() {
    for (const ShownResult& shown : bench->active()->results) {
      if (shown.live()) return &shown;
    }
    return nullptr;
  }
  double value(const char* id) {
    if (live() == nullptr) return -1;
    for (const Measurement& one : live()->result->output.measurements) {
      if (one.id == id) return one.value;
    }
    return -1;
  }
  template <class Condition>
  bool until(const Condition& condition) {
    for (int i = 0; i < 5000; ++i) {
      bench->poll(i * 1e-3);
      if (condition()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
  }
  bool settled() {
    return until([&] { return bench->active()->followed.settled; });
  }
};

TEST_F(FollowingMarks, answers_quickly_and_then_in_full) {
  open_sample("still_original.jpg");
  bench->execute(marked(5));
  slow = true;
  follow_marks();
  ASSERT_TRUE(until([&] { return live() != nullptr; }));
  EXPECT_FALSE(live()->settled);
  EXPECT_EQ(value("draws"), 100);
  EXPECT_EQ(value("value"), 5);
  EXPECT_EQ(bench->active()->chosen_result, kLiveKey);
  slow = false;
  ASSERT_TRUE(settled());
  EXPECT_EQ(value("draws"), 500);
  EXPECT_TRUE(live()->settled);
  EXPECT_THAT(bench->active()->results, SizeIs(1)) << "one answer, whose quick form is gone";
}

TEST_F(FollowingMarks, a_moved_mark_is_answered_without_waiting_for_the_older_full_answer) {
  open_sample("still_original.jpg");
  bench->execute(marked(5));
  slow = true;
  follow_marks();
  ASSERT_TRUE(until([&] { return live() != nullptr && bench->active()->followed.activity != 0; }));
  bench->execute(marked(40));
  ASSERT_TRUE(until([&] { return value("value") == 40; })) << "the full answer to the older mark is still to come";
  EXPECT_FALSE(live()->settled);
  bench->undo();
  ASSERT_TRUE(until([&] { return value("value") == 5; }));
  slow = false;
  ASSERT_TRUE(settled());
  EXPECT_EQ(value("draws"), 500);
}

TEST_F(FollowingMarks, nothing_is_asked_twice_and_nothing_is_kept) {
  open_sample("still_original.jpg");
  bench->execute(marked(5));
  follow_marks();
  ASSERT_TRUE(settled());
  started = false;
  follow_marks();
  for (int i = 0; i < 20; ++i) bench->poll(i);
  finish();
  EXPECT_FALSE(started);
  EXPECT_THAT(*reader()->results(bench->active()->record.exhibit.sha256), IsEmpty());
}

TEST_F(FollowingMarks, looks_at_the_frame_that_is_seen) {
  open_sample("clip_original.mp4");
  bench->execute(marked(5));
  follow_marks();
  ASSERT_TRUE(settled());
  EXPECT_EQ(value("frame"), 0);
  bench->active()->playhead.go_to(7, 0);
  ASSERT_TRUE(until([&] { return value("frame") == 7; }));
}

TEST_F(FollowingMarks, says_why_there_is_no_answer_and_goes_on) {
  open_sample("still_original.jpg");
  bench->execute(marked(5));
  Marks marks = bench->marks(1);
  marks.regions.front().label = "declined";
  bench->execute({"label", MarksEdit{1, bench->marks(1), marks}});
  follow_marks();
  ASSERT_TRUE(settled());
  ASSERT_NE(live(), nullptr);
  EXPECT_EQ(live()->row.state, ResultState::kNotApplicable);
  EXPECT_EQ(live()->result->error.sentence, "this mark says nothing");
  bench->undo();
  ASSERT_TRUE(until([&] { return value("draws") == 500; }));
}

TEST_F(FollowingMarks, ends_and_leaves_no_result) {
  open_sample("still_original.jpg");
  bench->execute(marked(5));
  follow_marks();
  ASSERT_TRUE(settled());
  end_following(*bench);
  EXPECT_EQ(live(), nullptr);
  EXPECT_TRUE(bench->active()->chosen_result.empty());
  bench->execute(marked(40));
  for (int i = 0; i < 20; ++i) bench->poll(i);
  finish();
  EXPECT_EQ(live(), nullptr);
}

TEST_F(FollowingMarks, an_error_of_the_session_is_told_and_not_asked_for_again) {
  use_workers();  // whose program does not have the pass
  open_sample("still_original.jpg");
  bench->execute(marked(5));
  follow_marks();
  ASSERT_TRUE(settled());
  EXPECT_EQ(live(), nullptr);
  EXPECT_FALSE(bench->active()->followed.trouble.empty());
  bench->poll(1);
  EXPECT_EQ(bench->active()->followed.activity, 0U);
}

}  // namespace
}  // namespace spoor
