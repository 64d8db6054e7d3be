#include "engine/evil_passes.h"
#include "engine/examine.h"
#include "engine/session.h"
#include "support/built_paths.h"
#include "support/clip_maker.h"
#include "support/paths.h"
#include "support/recording_observer.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>

namespace spoor {
namespace {

using test::RecordingObserver;
using testing::HasSubstr;
using testing::SizeIs;

/// The environment variable that makes the test worker misbehave.
class Mode {
 public:
  explicit Mode(const char* mode) { ::setenv("SPOOR_TEST_WORKER_MODE", mode, 1); }
  ~Mode() { ::unsetenv("SPOOR_TEST_WORKER_MODE"); }
  Mode(const Mode&) = delete;
  Mode& operator=(const Mode&) = delete;
};

std::size_t open_descriptors() {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

struct WorkerSession : testing::Test {
  test::TemporaryDir dir;
  std::vector<PassDescriptor> passes = test::evil_and_good_passes();
  RecordingObserver observer;
  SessionOptions options;

  WorkerSession() {
    options.worker = test::test_worker();
    options.memory_mb = 1024;
    options.quiet_seconds = 60;
  }

  OpenExhibit clip() {
    const auto path = dir.path() / "clip.mp4";
    if (!std::filesystem::exists(path)) {
      test::ClipRecipe recipe;
      recipe.sound_encoder = "aac";
      recipe.encoder_options = {{"g", "12"}, {"bf", "2"}};
      const auto bytes = test::make_clip(recipe);
      std::ofstream(path, std::ios::binary)
          .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
    auto open = ingest(path, Job());
    EXPECT_TRUE(open);
    return std::move(*open);
  }
  std::unique_ptr<Session> open() {
    auto session = open_worker_session(clip(), {}, options, passes);
    EXPECT_TRUE(session) << to_text(session.error());
    return session ? std::move(*session) : nullptr;
  }
  static std::vector<PassRequest> ask(const std::vector<std::string>& ids) {
    std::vector<PassRequest> requests;
    for (const auto& id : ids) requests.emplace_back().pass = id;
    return requests;
  }
  /// What one pass among good ones brings about; the good ones must have their answers all the same.
  PassResult after(const std::string& evil) {
    const auto session = open();
    const auto counts = examine(*session, passes, ask({"good.key", evil, "good.reader"}), nullptr, observer, Job());
    EXPECT_TRUE(counts) << to_text(counts.error());
    EXPECT_EQ(observer.of("good.key").state, ResultState::kDone) << observer.of("good.key").error.sentence;
    EXPECT_EQ(observer.of("good.reader").state, ResultState::kDone) << observer.of("good.reader").error.sentence;
    EXPECT_EQ(observer.of(evil).state, ResultState::kFailed);
    EXPECT_THAT(observer.results, SizeIs(4));
    EXPECT_TRUE(session->frame(0)) << "the program goes on";
    return observer.of(evil);
  }
};

TEST_F(WorkerSession, an_abandoned_session_ends_its_calls_at_once) {
  const auto session = open();
  auto running = std::async(std::launch::async,
                            [&] { return examine(*session, passes, ask({"evil.hang"}), nullptr, observer, Job()); });
  ASSERT_TRUE(session->frame(0)) << "a picture does not wait";
  session->abandon();
  EXPECT_EQ(running.get().error().sentence, "the exhibit was put away");
  EXPECT_EQ(observer.of("evil.hang").state, ResultState::kFailed);
  EXPECT_EQ(session->frame(0).error().fault, Fault::kCrashed);
  EXPECT_EQ(session->restart().error().sentence, "the exhibit was put away");
}

TEST_F(WorkerSession, gives_the_same_answers_as_the_twin) {
  const auto worker = open();
  auto twin = open_local_session(clip(), {}, options, passes);
  ASSERT_TRUE(twin);
  EXPECT_EQ(worker->info()->video.at(0).width, 192);
  EXPECT_EQ(worker->info()->video.at(0).codec, (*twin)->info()->video.at(0).codec);
  for (const std::int64_t index : {0, 17, 5, 47}) {
    const auto there = worker->frame(index), here = (*twin)->frame(index);
    ASSERT_TRUE(there) << to_text(there.error());
    EXPECT_EQ(plane_digest(*there), plane_digest(*here));
    EXPECT_EQ(test::number_in(*there), index);
    EXPECT_EQ(there->info.pts, here->info.pts);
    EXPECT_EQ(there->info.layout, here->info.layout);
    EXPECT_EQ(there->info.colour, here->info.colour);
    EXPECT_EQ(there->info.type, here->info.type);
  }
  EXPECT_EQ(worker->frame_at({10, {1, 25}})->info.index, 10);
  const auto picture = worker->picture(3, 64), twins = (*twin)->picture(3, 64);
  ASSERT_TRUE(picture);
  EXPECT_EQ(cv::norm(picture->bgr, twins->bgr, cv::NORM_INF), 0);
  EXPECT_EQ(picture->scale, 3);
  const auto sound = worker->sound({0, {1, 1}}, {1, {2, 1}}), twin_sound = (*twin)->sound({0, {1, 1}}, {1, {2, 1}});
  ASSERT_TRUE(sound) << to_text(sound.error());
  EXPECT_GT(sound->samples.cols, 10000);
  EXPECT_EQ(cv::norm(sound->samples, twin_sound->samples, cv::NORM_INF), 0);
  EXPECT_EQ(*worker->bytes(4, 4), *(*twin)->bytes(4, 4));

  EXPECT_EQ(worker->container()->nodes.size(), (*twin)->container()->nodes.size());
  EXPECT_EQ(worker->metadata()->items.size(), (*twin)->metadata()->items.size());
  EXPECT_EQ(worker->trace()->packets.size(), 48u);
  EXPECT_EQ(worker->trace()->packets.at(7).pts, (*twin)->trace()->packets.at(7).pts);
  EXPECT_EQ(worker->jpeg().error().fault, Fault::kNotApplicable);
  EXPECT_EQ(worker->telemetry().has_value(), (*twin)->telemetry().has_value());

  const auto table = worker->frame_table(true, Job()), twin_table = (*twin)->frame_table(true, Job());
  ASSERT_TRUE(table);
  ASSERT_THAT(*table, SizeIs(48));
  for (std::size_t i = 0; i < table->size(); ++i) {
    EXPECT_EQ((*table)[i].digest, (*twin_table)[i].digest);
    EXPECT_EQ((*table)[i].framemd5, (*twin_table)[i].framemd5);
  }
}

TEST_F(WorkerSession, runs_passes_as_the_twin_does) {
  const auto worker = open();
  auto twin = open_local_session(clip(), {}, options, passes);
  const auto requests = ask({"good.every", "good.key", "good.map", "good.reader"});
  RecordingObserver twins;
  ASSERT_TRUE(worker->run(requests, {}, observer, Job()));
  ASSERT_TRUE((*twin)->run(requests, {}, twins, Job()));
  for (const auto& request : requests) {
    const PassResult &there = observer.of(request.pass), &here = twins.of(request.pass);
    EXPECT_EQ(there.state, ResultState::kDone) << there.error.sentence;
    EXPECT_EQ(there.provenance.key, here.provenance.key);
    ASSERT_EQ(there.output.maps.size(), here.output.maps.size());
    for (std::size_t i = 0; i < there.output.maps.size(); ++i) {
      EXPECT_EQ(cv::norm(there.output.maps[i].field, here.output.maps[i].field, cv::NORM_INF), 0);
    }
  }
  EXPECT_EQ(observer.of("good.every").output.measurements.at(0).value, 48);
  EXPECT_EQ(observer.of("good.reader").output.measurements.at(0).value, 96);
  EXPECT_THAT(observer.of("good.map").output.maps, SizeIs(4));
  for (const auto* told : {&observer, &twins}) {
    ASSERT_THAT(told->clips, SizeIs(1));
    EXPECT_EQ(told->clips[0].frames, 48);
    EXPECT_TRUE(told->clips[0].complete);
    EXPECT_EQ(told->clips[0].concealed, 0);
    EXPECT_TRUE(told->clips[0].access.random) << told->clips[0].access.reason;
  }

  RecordingObserver again;
  ASSERT_TRUE(worker->run(ask({"good.reader"}), {observer.of("good.every")}, again, Job()));
  EXPECT_EQ(again.of("good.reader").output.measurements.at(0).value, 96);
}

TEST_F(WorkerSession, a_preview_crosses_with_its_rectangle) {
  const auto session = open();
  const auto map = session->preview("good.map", {}, 5, {16, 8, 40, 20}, 2);
  ASSERT_TRUE(map) << to_text(map.error());
  EXPECT_EQ(map->field.size(), cv::Size(40, 20));
  EXPECT_EQ(map->origin, cv::Point2d(16, 8));
  EXPECT_EQ(session->preview("good.map", {}, 5, {16, 8, 40, 20}, 1).error().fault, Fault::kNotApplicable);
}

TEST_F(WorkerSession, a_run_is_cancelled_and_the_worker_lives_on) {
  const auto session = open();
  std::stop_source stop;
  stop.request_stop();
  ASSERT_TRUE(session->run(ask({"good.every", "good.key"}), {}, observer, Job(stop.get_token())));
  for (const auto& result : observer.results) EXPECT_EQ(result.state, ResultState::kCancelled);
  EXPECT_THAT(observer.results, SizeIs(2));
  EXPECT_THROW((void)session->frame_table(false, Job(stop.get_token())), Cancelled);
  EXPECT_TRUE(session->frame(1));
}

TEST_F(WorkerSession, pictures_are_served_while_a_sweep_runs) {
  const auto session = open();
  auto run = std::async(std::launch::async, [&] { return session->run(ask({"good.every"}), {}, observer, Job()); });
  for (int i = 0; i < 20; ++i) EXPECT_EQ(session->picture(i, 0)->info.index, i);
  EXPECT_TRUE(run.get());
}

TEST_F(WorkerSession, an_abort_is_an_error_of_its_pass) {
  const PassResult result = after("evil.abort");
  EXPECT_EQ(result.error.fault, Fault::kCrashed);
  EXPECT_THAT(result.error.sentence, HasSubstr("signal 6 (aborted)"));
  EXPECT_EQ(result.error.subject, "clip.mp4");
}

TEST_F(WorkerSession, an_exit_is_an_error_of_its_pass) {
  const PassResult result = after("evil.exit");
  EXPECT_EQ(result.error.fault, Fault::kCrashed);
  EXPECT_THAT(result.error.sentence, HasSubstr("status 0"));
}

TEST_F(WorkerSession, a_segmentation_fault_is_an_error_of_its_pass) {
  const PassResult result = after("evil.segfault");
  EXPECT_EQ(result.error.fault, Fault::kCrashed);
#ifndef SPOOR_SANITIZED
  EXPECT_THAT(result.error.sentence, HasSubstr("signal 11 (segmentation fault)"));
#endif
}

TEST_F(WorkerSession, an_exception_is_an_error_of_its_pass_and_costs_no_worker) {
  const PassResult result = after("evil.throw");
  EXPECT_EQ(result.error.fault, Fault::kInternal);
  EXPECT_EQ(result.error.subject, "evil.throw");
}

TEST_F(WorkerSession, a_hanging_pass_is_stopped_after_the_quiet_time) {
  options.quiet_seconds = 2;
  const PassResult result = after("evil.hang");
  EXPECT_EQ(result.error.fault, Fault::kTimedOut);
  EXPECT_THAT(result.error.sentence, HasSubstr("2 seconds"));
}

TEST_F(WorkerSession, reading_on_is_a_sign_of_life_and_reading_the_same_again_is_none) {
  options.quiet_seconds = 2;
  (void)clip();
  // Behind the clip's own boxes one of 4 MiB that is free by its name.
  std::string box(4 << 20, '\0');
  box.replace(0, 8, std::string("\0\x40\0\0free", 8));
  std::ofstream(dir.path() / "clip.mp4", std::ios::binary | std::ios::app) << box;
  const auto session = open();
  ASSERT_TRUE(session->run(ask({"good.slow_reader"}), {}, observer, Job())) << "it takes 3 seconds and more";
  EXPECT_GE(observer.of("good.slow_reader").output.measurements.at(0).value, 64);
  const auto looping = session->run(ask({"evil.reread"}), {}, observer, Job());
  ASSERT_FALSE(looping);
  EXPECT_EQ(looping.error().fault, Fault::kTimedOut);
}

TEST_F(WorkerSession, exhausted_memory_is_an_error_of_its_pass) {
#ifdef SPOOR_SANITIZED
  GTEST_SKIP() << "a sanitizer's address space cannot be limited";
#endif
  EXPECT_EQ(after("evil.memory").error.fault, Fault::kOutOfMemory);
}

TEST_F(WorkerSession, after_three_deaths_the_rest_is_given_up_with_the_reason) {
  const auto session = open();
  ASSERT_TRUE(examine(*session, passes, ask({"evil.abort", "evil.exit", "evil.segfault", "good.key"}), nullptr,
                      observer, Job()));
  EXPECT_THAT(observer.results, SizeIs(4));
  for (const auto& result : observer.results) EXPECT_EQ(result.state, ResultState::kFailed);
}

TEST_F(WorkerSession, a_dead_worker_answers_nothing_until_it_is_replaced) {
  const auto session = open();
  const auto died = session->run(ask({"evil.abort"}), {}, observer, Job());
  ASSERT_FALSE(died);
  EXPECT_EQ(died.error().fault, Fault::kCrashed);
  EXPECT_EQ(session->frame(0).error().fault, Fault::kCrashed);
  EXPECT_EQ(session->container().error().fault, Fault::kCrashed);
  ASSERT_TRUE(session->restart());
  EXPECT_TRUE(session->frame(0));
}

TEST_F(WorkerSession, a_worker_that_speaks_nonsense_never_opens) {
  for (const char* mode : {"garbage", "huge", "unasked"}) {
    const Mode evil(mode);
    const auto session = open_worker_session(clip(), {}, options, passes);
    ASSERT_FALSE(session) << mode;
    EXPECT_EQ(session.error().fault, Fault::kCrashed) << mode;
    EXPECT_EQ(session.error().sentence, "the worker sent a message that breaks the protocol") << mode;
    EXPECT_EQ(session.error().subject, "clip.mp4");
  }
}

TEST_F(WorkerSession, a_worker_that_never_answers_is_stopped) {
  const Mode evil("silent");
  options.quiet_seconds = 1;
  const auto session = open_worker_session(clip(), {}, options, passes);
  ASSERT_FALSE(session);
  EXPECT_EQ(session.error().fault, Fault::kTimedOut);
}

TEST_F(WorkerSession, a_worker_that_leaves_or_is_no_program_is_an_error) {
  {
    const Mode evil("exit");
    EXPECT_EQ(open_worker_session(clip(), {}, options, passes).error().fault, Fault::kCrashed);
  }
  options.worker = dir.path() / "nothing";
  EXPECT_EQ(open_worker_session(clip(), {}, options, passes).error().fault, Fault::kInternal);
}

TEST_F(WorkerSession, lies_about_samples_results_and_descriptors_end_the_worker) {
  for (const char* mode : {"outside", "descriptor"}) {
    const Mode evil(mode);
    const auto session = open();
    EXPECT_EQ(session->frame(0).error().sentence, "the worker sent a message that breaks the protocol") << mode;
    EXPECT_EQ(session->frame(0).error().fault, Fault::kCrashed) << mode;
  }
  for (const char* mode : {"no_result", "flood", "miscount"}) {
    const Mode evil(mode);
    const auto session = open();
    const auto run = session->run(ask({"good.key"}), {}, observer, Job());
    ASSERT_FALSE(run) << mode;
    EXPECT_EQ(run.error().sentence, "the worker sent a message that breaks the protocol") << mode;
  }
}

TEST_F(WorkerSession, a_file_that_is_no_medium_is_an_error_and_no_crash) {
  std::ofstream(dir.path() / "text.jpg") << "this is no picture";
  const auto session = open_worker_session(std::move(*ingest(dir.path() / "text.jpg", Job())), {}, options, passes);
  ASSERT_FALSE(session);
  EXPECT_EQ(session.error().fault, Fault::kUnsupported) << to_text(session.error());
}

TEST_F(WorkerSession, sessions_leave_no_descriptor_behind) {
  { const auto warm = open(); }
  const std::size_t before = open_descriptors();
  for (int i = 0; i < 20; ++i) {
    const auto session = open();
    EXPECT_TRUE(session->picture(0, 32));
    if (i % 5 == 0) {
      EXPECT_TRUE(session->restart());
    }
  }
  EXPECT_EQ(open_descriptors(), before);
}

}  // namespace
}  // namespace spoor
