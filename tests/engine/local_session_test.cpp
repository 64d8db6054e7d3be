#include "engine/local_session.h"

#include "support/fake_passes.h"
#include "support/fake_source.h"
#include "support/recording_observer.h"

#include <gmock/gmock.h>

#include <future>

namespace spoor {
namespace {

using test::counting_pass;
using test::fake_pass;
using test::FakeClip;
using test::FunctionRun;
using test::one_number;
using test::RecordingObserver;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

struct LocalSession : testing::Test {
  FakeClip clip;
  RecordingObserver observer;

  std::unique_ptr<Session> open(std::vector<PassDescriptor> passes) {
    ServedExhibit exhibit;
    exhibit.exhibit.name = "fake.bin";
    exhibit.exhibit.sha256 = std::string(64, 'a');
    exhibit.open = [this](const auto&) { return Result<std::unique_ptr<MediaSource>>(test::fake_source(clip)); };
    auto server = ExhibitServer::open(std::move(exhibit), {}, std::move(passes));
    return local_session(std::move(*server));
  }
  static PassRequest ask(std::string pass, FrameRange frames = {}) {
    PassRequest request;
    request.pass = std::move(pass);
    request.frames = frames;
    return request;
  }
  double value(const std::string& pass) const {
    const PassResult& result = observer.of(pass);
    EXPECT_EQ(result.state, ResultState::kDone) << result.error.sentence;
    return result.output.measurements.empty() ? -1 : result.output.measurements[0].value;
  }
};

TEST_F(LocalSession, runs_all_requests_over_one_decoding) {
  const auto session = open({counting_pass("t.every", FrameChoice::kEvery), counting_pass("t.key", FrameChoice::kKey),
                             counting_pass("t.none", FrameChoice::kNone)});
  ASSERT_TRUE(session->run({ask("t.every"), ask("t.key"), ask("t.none")}, {}, observer, Job()));
  EXPECT_EQ(value("t.every"), 30);
  EXPECT_EQ(value("t.key"), 3);
  EXPECT_EQ(value("t.none"), 0);
  EXPECT_EQ(clip.counts->decoded, 30);
  EXPECT_GT(observer.progress_calls, 0);
  EXPECT_THAT(observer.of("t.every").provenance.key, SizeIs(64));
}

TEST_F(LocalSession, a_sweep_to_the_end_counts_the_frames_and_ends_with_what_is_known_of_access) {
  clip.conceals_at = 12;
  const auto session = open({counting_pass("t.every", FrameChoice::kEvery)});
  ASSERT_TRUE(session->run({ask("t.every")}, {}, observer, Job()));
  ASSERT_EQ(observer.clips.size(), 1u);
  EXPECT_EQ(observer.clips[0].frames, 30);
  EXPECT_TRUE(observer.clips[0].complete);
  EXPECT_EQ(observer.clips[0].concealed, 1);
  EXPECT_FALSE(observer.clips[0].access.random);
  EXPECT_EQ(observer.clips[0].access.reason, "the clip is damaged");
}

TEST_F(LocalSession, frames_are_not_counted_by_part_of_a_clip_or_by_jumps) {
  const auto session = open({counting_pass("t.every", FrameChoice::kEvery), counting_pass("t.key", FrameChoice::kKey)});
  PassRequest part = ask("t.every");
  part.frames = {0, 6};
  ASSERT_TRUE(session->run({part}, {}, observer, Job()));
  ASSERT_EQ(observer.clips.size(), 1u);
  EXPECT_EQ(observer.clips[0].frames, 7);
  EXPECT_FALSE(observer.clips[0].complete);
  ASSERT_TRUE(session->run({ask("t.key")}, {}, observer, Job()));
  EXPECT_EQ(clip.counts->jumped, 3);
  EXPECT_EQ(observer.clips.size(), 1u);
}

TEST_F(LocalSession, a_clip_that_breaks_off_is_not_counted) {
  clip.breaks_at = 9;
  const auto session = open({counting_pass("t.every", FrameChoice::kEvery)});
  ASSERT_TRUE(session->run({ask("t.every")}, {}, observer, Job()));
  EXPECT_TRUE(observer.clips.empty());
}

TEST_F(LocalSession, a_pass_that_looks_at_no_frame_causes_no_decoding) {
  const auto session = open({counting_pass("t.none", FrameChoice::kNone)});
  ASSERT_TRUE(session->run({ask("t.none")}, {}, observer, Job()));
  EXPECT_EQ(clip.counts->decoded, 0);
}

TEST_F(LocalSession, key_frames_alone_are_decoded_where_frames_can_be_fetched_by_index) {
  clip.count_known = false;
  const auto session = open({counting_pass("t.key", FrameChoice::kKey)});
  ASSERT_TRUE(session->run({ask("t.key")}, {}, observer, Job()));
  EXPECT_EQ(value("t.key"), 3);
  EXPECT_EQ(clip.counts->decoded, 1 + 3) << "one to have the frames counted";
}

TEST_F(LocalSession, second_looks_of_all_passes_share_one_more_sweep) {
  clip.random = false;
  const auto again = [](std::string id, std::vector<std::int64_t> frames) {
    return fake_pass(std::move(id), FrameChoice::kEvery, [frames](FunctionRun& run, const RunContext&) {
      auto seen = std::make_shared<double>(0);
      run.on_second_look = [frames] { return frames; };
      run.on_again = [seen](const FrameContext& context, const Job&) {
        *seen = *seen * 100 + static_cast<double>(context.info().index);
        return Result<void>();
      };
      run.on_finish = [seen](const Job&) { return one_number(*seen); };
    });
  };
  const auto session = open({again("t.a", {3, 9}), again("t.b", {9, 20})});
  ASSERT_TRUE(session->run({ask("t.a"), ask("t.b")}, {}, observer, Job()));
  EXPECT_EQ(value("t.a"), 309);
  EXPECT_EQ(value("t.b"), 920);
  EXPECT_EQ(clip.counts->decoded, 30 + 21);
}

TEST_F(LocalSession, a_pass_that_chooses_no_frames_sees_those_it_names) {
  const auto naming = fake_pass("t.naming", FrameChoice::kNone, [](FunctionRun& run, const RunContext&) {
    auto seen = std::make_shared<double>(0);
    run.on_second_look = [] { return std::vector<std::int64_t>{23}; };
    run.on_again = [seen](const FrameContext& context, const Job&) {
      *seen += static_cast<double>(context.info().index);
      return Result<void>();
    };
    run.on_finish = [seen](const Job&) { return one_number(*seen); };
  });
  const auto session = open({naming, counting_pass("t.none", FrameChoice::kNone)});
  ASSERT_TRUE(session->run({ask("t.naming"), ask("t.none")}, {}, observer, Job()));
  EXPECT_EQ(value("t.naming"), 23);
  EXPECT_EQ(value("t.none"), 0);
  EXPECT_LE(clip.counts->decoded, 2) << "one, and one to have the frames counted";
}

TEST_F(LocalSession, too_many_second_looks_end_the_pass_alone) {
  const auto greedy = fake_pass("t.greedy", FrameChoice::kKey, [](FunctionRun& run, const RunContext&) {
    run.on_second_look = [] { return std::vector<std::int64_t>(5000, 1); };
  });
  const auto session = open({greedy, counting_pass("t.key", FrameChoice::kKey)});
  ASSERT_TRUE(session->run({ask("t.greedy"), ask("t.key")}, {}, observer, Job()));
  EXPECT_EQ(observer.of("t.greedy").state, ResultState::kFailed);
  EXPECT_EQ(value("t.key"), 3);
}

TEST_F(LocalSession, a_pass_that_throws_fails_by_name_and_the_others_go_on) {
  const auto throwing = [](std::string id, auto exception) {
    return fake_pass(std::move(id), FrameChoice::kEvery, [exception](FunctionRun& run, const RunContext&) {
      run.on_frame = [exception](const FrameContext& context, const Job&) -> Result<void> {
        if (context.info().index == 2) throw exception;
        return {};
      };
    });
  };
  const auto session = open({throwing("t.a", std::runtime_error("a bug")), throwing("t.b", std::bad_alloc()),
                             throwing("t.c", cv::Exception(cv::Error::StsNoMem, "", "", "", 0)), throwing("t.d", 42),
                             counting_pass("t.z", FrameChoice::kEvery)});
  ASSERT_TRUE(session->run({ask("t.a"), ask("t.b"), ask("t.c"), ask("t.d"), ask("t.z")}, {}, observer, Job()));
  EXPECT_EQ(value("t.z"), 30);
  EXPECT_THAT(observer.of("t.a").error.sentence, HasSubstr("a bug"));
  EXPECT_EQ(observer.of("t.a").error.subject, "t.a");
  EXPECT_EQ(observer.of("t.b").error.fault, Fault::kOutOfMemory);
  EXPECT_EQ(observer.of("t.c").error.fault, Fault::kOutOfMemory);
  EXPECT_EQ(observer.of("t.d").state, ResultState::kFailed);
}

TEST_F(LocalSession, a_pass_that_reads_a_result_runs_after_it) {
  auto reader = fake_pass("t.reader", FrameChoice::kKey, [](FunctionRun& run, const RunContext& context) {
    const double read = context.results.at("t.every")->output.measurements.at(0).value;
    run.on_finish = [read](const Job&) { return one_number(2 * read); };
  });
  reader.needs.passes = {"t.every"};
  const auto session = open({counting_pass("t.every", FrameChoice::kEvery), reader});
  ASSERT_TRUE(session->run({ask("t.reader"), ask("t.every")}, {}, observer, Job()));
  EXPECT_EQ(value("t.reader"), 60);

  RecordingObserver known_observer;
  ASSERT_TRUE(session->run({ask("t.reader")}, {observer.of("t.every")}, known_observer, Job()));
  EXPECT_EQ(known_observer.of("t.reader").state, ResultState::kDone);
  EXPECT_EQ(known_observer.of("t.reader").provenance.key, observer.of("t.reader").provenance.key);

  const auto missing = session->run({ask("t.reader")}, {}, known_observer, Job());
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().fault, Fault::kBadArgument);
}

TEST_F(LocalSession, what_reads_a_result_that_failed_says_so) {
  auto broken = fake_pass("t.broken", FrameChoice::kNone, [](FunctionRun& run, const RunContext&) {
    run.on_finish = [](const Job&) -> Result<PassOutput> { return failure(Fault::kCorrupt, "the table is damaged"); };
  });
  auto reader = counting_pass("t.reader", FrameChoice::kNone);
  reader.needs.passes = {"t.broken"};
  const auto session = open({broken, reader});
  ASSERT_TRUE(session->run({ask("t.reader"), ask("t.broken")}, {}, observer, Job()));
  EXPECT_EQ(observer.of("t.reader").state, ResultState::kFailed);
  EXPECT_THAT(observer.of("t.reader").error.sentence, HasSubstr("the table is damaged"));
}

TEST_F(LocalSession, cancelling_gives_cancelled_results_within_a_frame) {
  clip.frames = 100000;
  std::stop_source stop;
  observer.on_progress = [&](std::int64_t done) {
    if (done == 5) stop.request_stop();
  };
  const auto session = open({counting_pass("t.every", FrameChoice::kEvery), counting_pass("t.key", FrameChoice::kKey)});
  ASSERT_TRUE(session->run({ask("t.every"), ask("t.key")}, {}, observer, Job(stop.get_token())));
  EXPECT_EQ(observer.of("t.every").state, ResultState::kCancelled);
  EXPECT_EQ(observer.of("t.key").state, ResultState::kCancelled);
  EXPECT_LE(clip.counts->decoded, 12);
}

TEST_F(LocalSession, a_clip_that_breaks_off_fails_what_wants_its_frames) {
  clip.breaks_at = 12;
  const auto session =
      open({counting_pass("t.every", FrameChoice::kEvery), counting_pass("t.none", FrameChoice::kNone)});
  ASSERT_TRUE(session->run({ask("t.every"), ask("t.none")}, {}, observer, Job()));
  EXPECT_EQ(observer.of("t.every").error.fault, Fault::kCorrupt);
  EXPECT_EQ(value("t.none"), 0);
}

TEST_F(LocalSession, that_the_exhibit_cannot_be_read_on_is_one_error_about_the_exhibit) {
  clip.breaks_at = 0;
  auto reads = counting_pass("t.reads", FrameChoice::kNone);
  reads.needs.passes = {"t.every"};
  const auto session = open(
      {counting_pass("t.every", FrameChoice::kEvery), counting_pass("t.key", FrameChoice::kKey), std::move(reads)});
  ASSERT_TRUE(session->run({ask("t.every"), ask("t.key"), ask("t.reads")}, {}, observer, Job()));
  for (const char* pass : {"t.every", "t.key", "t.reads"}) {
    const PassResult& result = observer.of(pass);
    EXPECT_EQ(result.state, ResultState::kFailed) << pass;
    EXPECT_EQ(result.error.subject, "fake.bin") << pass;
    EXPECT_EQ(result.error.sentence, "the stream breaks off") << pass;
  }
}

TEST_F(LocalSession, a_picture_is_served_while_a_sweep_runs) {
  const auto session = open({counting_pass("t.every", FrameChoice::kEvery)});
  std::promise<void> reached, served;
  observer.on_progress = [&](std::int64_t done) {
    if (done != 3) return;
    reached.set_value();
    // The sweep stands still here until the picture has been served.
    served.get_future().wait();
  };
  auto run = std::async(std::launch::async, [&] { return session->run({ask("t.every")}, {}, observer, Job()); });
  reached.get_future().wait();
  const auto picture = session->picture(17, 0);
  served.set_value();
  ASSERT_TRUE(run.get());
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->info.index, 17);
  EXPECT_EQ(value("t.every"), 30);
}

TEST_F(LocalSession, frames_bytes_and_the_frame_table) {
  const auto session = open({});
  EXPECT_EQ(session->frame(4)->info.index, 4);
  EXPECT_EQ(session->frame_at({9, {1, 25}})->info.index, 9);
  EXPECT_EQ(session->frame(30).error().fault, Fault::kBadArgument);
  EXPECT_THAT(*session->bytes(60, 10), SizeIs(4));
  EXPECT_EQ(session->bytes(-1, 10).error().fault, Fault::kBadArgument);
  const auto table = session->frame_table(false, Job());
  ASSERT_THAT(*table, SizeIs(30));
  EXPECT_EQ((*table)[7].digest, plane_digest(*session->frame(7)));
  EXPECT_EQ((*table)[7].bytes, 16 * 8);
}

TEST_F(LocalSession, a_preview_gives_its_rectangle_and_an_older_one_is_stale) {
  auto pass = counting_pass("t.shown", FrameChoice::kKey);
  pass.preview = [](const FrameContext& context, const cv::Rect& rectangle, const ParamValues&, const Job&) {
    Map map;
    map.id = "m";
    map.field = cv::Mat(rectangle.size(), CV_32FC1, cv::Scalar(static_cast<double>(context.info().index)));
    return Result<Map>(map);
  };
  const auto session = open({pass, counting_pass("t.blind", FrameChoice::kKey)});
  const auto map = session->preview("t.shown", {}, 6, {10, 2, 100, 3}, 2);
  ASSERT_TRUE(map);
  EXPECT_EQ(map->field.size(), cv::Size(6, 3)) << "cut at the picture's edge";
  EXPECT_EQ(map->field.at<float>(0, 0), 6);
  EXPECT_EQ(session->preview("t.shown", {}, 6, {0, 0, 4, 4}, 1).error().fault, Fault::kNotApplicable);
  EXPECT_EQ(session->preview("t.blind", {}, 6, {0, 0, 4, 4}, 3).error().fault, Fault::kNotApplicable);
  EXPECT_EQ(session->preview("t.shown", {}, 6, {20, 0, 4, 4}, 4).error().fault, Fault::kBadArgument);
}

}  // namespace
}  // namespace spoor
