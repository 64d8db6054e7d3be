#include "engine/examine.h"

#include "engine/local_session.h"
#include "support/fake_passes.h"
#include "support/fake_source.h"
#include "support/recording_observer.h"

#include <gmock/gmock.h>

namespace spoor {
namespace {

using test::counting_pass;
using test::FakeClip;
using test::RecordingObserver;
using testing::SizeIs;

struct MemoryStore : ResultStore {
  std::map<std::string, PassResult> results;
  bool full = false;
  Result<std::optional<PassResult>> find(const std::string& key) override {
    const auto found = results.find(key);
    return found == results.end() || found->second.state != ResultState::kDone ? std::nullopt
                                                                               : std::optional(found->second);
  }
  Result<void> put(const std::string&, const PassResult& result) override {
    if (full) return failure(Fault::kUnreadable, "the disk is full");
    results.insert_or_assign(result.provenance.key, result);
    return {};
  }
};

struct Examine : testing::Test {
  FakeClip clip;
  RecordingObserver observer;
  MemoryStore store;
  std::vector<PassDescriptor> passes{counting_pass("t.base", FrameChoice::kEvery),
                                     counting_pass("t.other", FrameChoice::kKey), reader()};

  static PassDescriptor reader() {
    auto pass = test::fake_pass("t.reader", FrameChoice::kNone, [](test::FunctionRun& run, const RunContext& context) {
      const double read = context.results.at("t.base")->output.measurements.at(0).value;
      run.on_finish = [read](const Job&) { return test::one_number(read); };
    });
    pass.needs.passes = {"t.base"};
    return pass;
  }
  std::unique_ptr<Session> open() {
    ServedExhibit exhibit;
    exhibit.exhibit.sha256 = std::string(64, 'b');
    exhibit.open = [this](const auto&) { return Result<std::unique_ptr<MediaSource>>(test::fake_source(clip)); };
    return local_session(std::move(*ExhibitServer::open(std::move(exhibit), {}, passes)));
  }
  static PassRequest ask(std::string pass, FrameRange frames = {}) {
    PassRequest request;
    request.pass = std::move(pass);
    request.frames = frames;
    return request;
  }
};

TEST_F(Examine, adds_what_is_needed_and_reuses_what_is_stored) {
  const auto session = open();
  auto counts = examine(*session, passes, {ask("t.reader")}, &store, observer, Job());
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->computed, 2);
  EXPECT_THAT(store.results, SizeIs(2));
  EXPECT_EQ(clip.counts->decoded, 30);

  counts = examine(*session, passes, {ask("t.reader"), ask("t.other")}, &store, observer, Job());
  EXPECT_EQ(counts->computed, 1);
  EXPECT_EQ(counts->reused, 2);
  EXPECT_EQ(clip.counts->decoded, 33) << "only the three key frames of what was new";
}

TEST_F(Examine, a_stored_result_is_read_by_what_was_not_stored) {
  const auto session = open();
  ASSERT_TRUE(examine(*session, passes, {ask("t.base")}, &store, observer, Job()));
  const auto counts = examine(*session, passes, {ask("t.reader")}, &store, observer, Job());
  EXPECT_EQ(counts->computed, 1);
  EXPECT_EQ(counts->reused, 1);
  EXPECT_EQ(observer.of("t.reader").output.measurements.at(0).value, 30);
}

TEST_F(Examine, results_of_other_frames_are_not_mixed_up) {
  const auto session = open();
  ASSERT_TRUE(examine(*session, passes, {ask("t.base", {0, 4}), ask("t.base", {0, 9})}, &store, observer, Job()));
  observer.results.clear();
  ASSERT_TRUE(examine(*session, passes, {ask("t.reader", {0, 4}), ask("t.reader", {0, 9})}, &store, observer, Job()));
  std::vector<double> values;
  for (const auto& result : observer.results) {
    if (result.pass == "t.reader") values.push_back(result.output.measurements.at(0).value);
  }
  EXPECT_THAT(values, testing::UnorderedElementsAre(5, 10));
}

TEST_F(Examine, the_same_question_twice_is_answered_once) {
  const auto session = open();
  const auto counts = examine(*session, passes, {ask("t.base"), ask("t.base")}, nullptr, observer, Job());
  EXPECT_EQ(counts->computed, 1);
  EXPECT_THAT(observer.results, SizeIs(1));
}

TEST_F(Examine, cancelled_results_are_told_and_stored_and_computed_the_next_time) {
  std::stop_source stop;
  stop.request_stop();
  const auto session = open();
  ASSERT_TRUE(examine(*session, passes, {ask("t.reader")}, &store, observer, Job(stop.get_token())));
  EXPECT_THAT(observer.results, SizeIs(2));
  ASSERT_THAT(store.results, SizeIs(2));
  for (const auto& [key, result] : store.results) {
    EXPECT_EQ(result.state, ResultState::kCancelled);
    EXPECT_EQ(result.provenance.key, key);
    EXPECT_FALSE(result.error.sentence.empty());
  }
  const auto counts = examine(*session, passes, {ask("t.reader")}, &store, observer, Job());
  EXPECT_EQ(counts->computed, 2);
  for (const auto& [key, result] : store.results) EXPECT_EQ(result.state, ResultState::kDone);
}

/// A session whose worker ends in one way at every run, and can or cannot be replaced.
struct DyingSession : Session {
  std::unique_ptr<Session> honest;
  Error death;
  bool replaceable = true;

  const Exhibit& exhibit() const override { return honest->exhibit(); }
  Result<MediaInfo> info() override { return honest->info(); }
  Result<Frame> frame(std::int64_t index) override { return honest->frame(index); }
  Result<Frame> frame_at(const TimeStamp& pts) override { return honest->frame_at(pts); }
  Result<ReducedPicture> picture(std::int64_t index, int side) override { return honest->picture(index, side); }
  Result<std::vector<std::byte>> bytes(std::int64_t offset, std::int64_t n) override {
    return honest->bytes(offset, n);
  }
  Result<SoundSpan> sound(const TimeStamp& from, const TimeStamp& to) override { return honest->sound(from, to); }
  Result<ContainerTree> container() override { return honest->container(); }
  Result<Metadata> metadata() override { return honest->metadata(); }
  Result<JpegStructure> jpeg() override { return honest->jpeg(); }
  Result<CodecTrace> trace() override { return honest->trace(); }
  Result<std::vector<Series>> telemetry() override { return honest->telemetry(); }
  Result<std::vector<FrameRow>> frame_table(bool md5, const Job& job) override { return honest->frame_table(md5, job); }
  Result<void> run(const std::vector<PassRequest>&, const std::vector<PassResult>&, RunObserver&, const Job&) override {
    return tl::unexpected(death);
  }
  Result<Map> preview(const std::string&, const ParamValues&, std::int64_t, const cv::Rect&, std::int64_t) override {
    return tl::unexpected(death);
  }
  Result<Track> track(const TrackRequest&, const Job&) override { return tl::unexpected(death); }
  Result<FeatureFit> registration(const RegistrationRequest&, const Job&) override { return tl::unexpected(death); }
  Result<AveragedFrame> average(std::int64_t, int, const Job&) override { return tl::unexpected(death); }
  Result<void> restart() override {
    return replaceable ? Result<void>() : failure(Fault::kInternal, "no process can be started");
  }
};

TEST_F(Examine, every_way_a_worker_ends_leaves_a_stored_result_for_every_request) {
  for (const Fault fault : {Fault::kCrashed, Fault::kTimedOut, Fault::kOutOfMemory, Fault::kUnreadable}) {
    for (const bool replaceable : {true, false}) {
      store.results.clear();
      observer.results.clear();
      DyingSession session;
      session.honest = open();
      session.death = {fault, "the worker ended", "clip"};
      session.replaceable = replaceable;
      const auto counts = examine(session, passes, {ask("t.other"), ask("t.reader")}, &store, observer, Job());
      EXPECT_EQ(counts.has_value(), fault != Fault::kUnreadable) << "only a death is no error of the examination";
      EXPECT_THAT(observer.results, SizeIs(3));
      ASSERT_THAT(store.results, SizeIs(3));
      for (const auto& [key, result] : store.results) {
        EXPECT_EQ(result.state, ResultState::kFailed);
        EXPECT_EQ(result.provenance.key, key);
        EXPECT_FALSE(result.provenance.request.empty());
        EXPECT_FALSE(result.error.sentence.empty());
      }
    }
  }
}

TEST_F(Examine, what_was_decoded_is_told_and_nothing_where_all_was_stored) {
  const auto session = open();
  ASSERT_TRUE(examine(*session, passes, {ask("t.base")}, &store, observer, Job()));
  ASSERT_THAT(observer.clips, SizeIs(1));
  EXPECT_EQ(observer.clips[0].frames, 30);
  ASSERT_TRUE(examine(*session, passes, {ask("t.base")}, &store, observer, Job()));
  EXPECT_THAT(observer.clips, SizeIs(1));
}

TEST_F(Examine, a_store_that_is_full_is_reported_after_the_results) {
  store.full = true;
  const auto session = open();
  const auto counts = examine(*session, passes, {ask("t.other")}, &store, observer, Job());
  ASSERT_FALSE(counts);
  EXPECT_EQ(counts.error().sentence, "the disk is full");
  EXPECT_EQ(observer.of("t.other").state, ResultState::kDone);
}

TEST_F(Examine, unknown_passes_and_bad_parameters_are_refused) {
  const auto session = open();
  EXPECT_EQ(examine(*session, passes, {ask("t.none")}, nullptr, observer, Job()).error().fault, Fault::kBadArgument);
  auto request = ask("t.base");
  request.params["nonsense"] = true;
  EXPECT_EQ(examine(*session, passes, {request}, nullptr, observer, Job()).error().fault, Fault::kBadArgument);
  EXPECT_THAT(observer.results, SizeIs(0));
}

}  // namespace
}  // namespace spoor
