#include "findings/batch.h"

#include "engine/local_session.h"
#include "support/fake_passes.h"
#include "support/fake_source.h"
#include "support/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <mutex>
#include <set>

namespace spoor {
namespace {

namespace fs = std::filesystem;
using Kind = FileOutcome::Kind;

class Quiet : public BatchObserver {
 public:
  void started(std::size_t, const fs::path&) override {}
  void progress(std::size_t, std::int64_t, std::int64_t) override {}
  void finished(std::size_t file, const FileOutcome&) override {
    if (on_finished) on_finished(file);
  }
  std::function<void(std::size_t)> on_finished;
};

std::string content_of(const FileHandle& file) {
  std::string text(64, '\0');
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(0, ::pread(file.get(), text.data(), text.size(), 0))));
  return text;
}

// Files that begin with "clip" are clips, those with "broken" cannot be read, all others are no media.
class Batches : public testing::Test {
 protected:
  Batches() : passes_{test::counting_pass("test.count", FrameChoice::kEvery)} { reopen(); }

  void write(const std::string& name, const std::string& content) {
    fs::create_directories((folder_.path() / "in" / name).parent_path());
    std::ofstream(folder_.path() / "in" / name) << content;
  }

  void reopen() {
    file_.reset();
    const fs::path path = folder_.path() / "case.spoor";
    auto file = fs::exists(path) ? CaseFile::open(path) : CaseFile::create(path, {});
    ASSERT_TRUE(file) << to_text(file.error());
    file_ = std::move(*file);
  }

  BatchPlan plan(int jobs = 1) {
    BatchPlan result;
    result.files = walk_files({folder_.path() / "in"}, {}).files;
    for (const auto& pass : passes_) {
      result.requests.emplace_back();
      result.requests.back().pass = pass.id;
    }
    result.jobs = jobs;
    result.passes = &passes_;
    result.open = [this](OpenExhibit open, std::vector<FurtherInput>,
                         const SessionOptions& options) -> Result<std::unique_ptr<Session>> {
      const std::string content = content_of(open.file);
      if (content.starts_with("broken")) return failure(Fault::kCorrupt, "the clip is damaged");
      if (!content.starts_with("clip")) return failure(Fault::kUnsupported, "no reader knows this file");
      threads_seen_ = options.threads;
      test::FakeClip clip;
      clip.frames = 5;
      clip.before_frame = before_frame_;
      auto server = ExhibitServer::open(
          {open.exhibit, [clip](const auto&) { return Result<std::unique_ptr<MediaSource>>(test::fake_source(clip)); }},
          {}, passes_);
      if (!server) return tl::unexpected(server.error());
      return local_session(std::move(*server), 1);
    };
    return result;
  }

  std::vector<FileOutcome> run(const BatchPlan& what) {
    auto outcomes = run_batch(*file_, what, observer_, stop_.get_token());
    EXPECT_TRUE(outcomes) << to_text(outcomes.error());
    return outcomes ? std::move(*outcomes) : std::vector<FileOutcome>();
  }

  static std::vector<Kind> kinds(const std::vector<FileOutcome>& outcomes) {
    std::vector<Kind> list;
    for (const auto& outcome : outcomes) list.push_back(outcome.kind);
    return list;
  }

  test::TemporaryDir folder_;
  std::vector<PassDescriptor> passes_;
  std::unique_ptr<CaseFile> file_;
  std::function<void(std::int64_t)> before_frame_;
  bool healed_ = false;
  std::atomic<int> threads_seen_ = 0;
  Quiet observer_;
  std::stop_source stop_;
};

TEST_F(Batches, keep_every_result_and_compute_none_twice) {
  write("a", "clip a");
  write("b", "clip b");
  auto outcomes = run(plan());
  EXPECT_THAT(kinds(outcomes), testing::ElementsAre(Kind::kExamined, Kind::kExamined));
  EXPECT_EQ(outcomes[0].counts.computed, 1);
  ASSERT_EQ(outcomes[0].passes.size(), 1u);
  EXPECT_EQ(outcomes[0].passes[0].state, ResultState::kDone);
  const auto rows = file_->results(outcomes[0].sha256);
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_EQ(file_->result(rows->front().key, false)->output.measurements[0].value, 5);

  reopen();
  outcomes = run(plan());
  EXPECT_EQ(outcomes[0].counts.computed, 0);
  EXPECT_EQ(outcomes[0].counts.reused, 1);
  EXPECT_EQ(outcomes[1].counts.computed, 0);
  EXPECT_EQ(file_->exhibits()->size(), 2u);
}

TEST_F(Batches, enter_the_case_in_the_order_of_the_files_whatever_the_number_of_jobs) {
  for (int i = 10; i < 34; ++i) write("f" + std::to_string(i), "clip " + std::to_string(i));
  run(plan(4));
  const auto exhibits = file_->exhibits();
  ASSERT_TRUE(exhibits);
  ASSERT_EQ(exhibits->size(), 24u);
  for (std::size_t i = 0; i < exhibits->size(); ++i) {
    EXPECT_EQ((*exhibits)[i].exhibit.name, "f" + std::to_string(10 + i));
    EXPECT_FALSE((*exhibits)[i].examined_at.empty());
    EXPECT_EQ((*exhibits)[i].sha256_after, (*exhibits)[i].exhibit.sha256);
  }
}

TEST_F(Batches, share_the_threads_among_the_jobs) {
  write("a", "clip a");
  auto what = plan(2);
  what.session.threads = 8;
  run(what);
  EXPECT_EQ(threads_seen_, 4);
}

TEST_F(Batches, examine_equal_bytes_once) {
  write("a", "clip");
  write("b", "clip");
  const auto outcomes = run(plan(2));
  EXPECT_THAT(kinds(outcomes), testing::ElementsAre(Kind::kExamined, Kind::kDuplicate));
  EXPECT_EQ(fs::path(outcomes[1].reason).filename(), "a");
  EXPECT_EQ(file_->exhibits()->size(), 1u);
  EXPECT_EQ(file_->skipped()->size(), 1u);
}

TEST_F(Batches, list_what_is_no_medium_in_a_folder_and_refuse_it_when_named) {
  write("notes.txt", "words");
  auto outcomes = run(plan());
  EXPECT_THAT(kinds(outcomes), testing::ElementsAre(Kind::kNotMedia));
  EXPECT_EQ(outcomes[0].reason, "no reader knows this file");
  EXPECT_TRUE(file_->exhibits()->empty());

  auto named = plan();
  named.files[0].named = true;
  outcomes = run(named);
  EXPECT_THAT(kinds(outcomes), testing::ElementsAre(Kind::kUnreadable));
  EXPECT_EQ(outcomes[0].error.fault, Fault::kUnsupported);
  ASSERT_EQ(file_->exhibits()->size(), 1u);
  EXPECT_TRUE(file_->exhibits()->front().error);
}

TEST_F(Batches, survive_a_file_that_cannot_be_read) {
  write("a", "broken");
  write("b", "clip");
  auto what = plan();
  what.files.insert(what.files.begin(), {folder_.path() / "in" / "missing", true});
  const auto outcomes = run(what);
  EXPECT_THAT(kinds(outcomes), testing::ElementsAre(Kind::kUnreadable, Kind::kUnreadable, Kind::kExamined));
  EXPECT_EQ(outcomes[0].error.fault, Fault::kNotFound);
  EXPECT_EQ(outcomes[1].error.fault, Fault::kCorrupt);
}

TEST_F(Batches, stop_when_asked_and_go_on_where_they_stopped) {
  for (const char* name : {"a", "b", "c", "d"}) write(name, std::string("clip ") + name);
  observer_.on_finished = [&](std::size_t file) {
    if (file == 1) stop_.request_stop();
  };
  EXPECT_EQ(run(plan()).size(), 2u);
  observer_.on_finished = {};
  stop_ = std::stop_source();
  const auto outcomes = run(plan());
  ASSERT_EQ(outcomes.size(), 4u);
  EXPECT_EQ(outcomes[0].counts.computed + outcomes[1].counts.computed, 0);
  EXPECT_EQ(outcomes[2].counts.computed + outcomes[3].counts.computed, 2);
}

TEST_F(Batches, count_the_frames_where_a_pass_decoded_them_all) {
  write("a", "clip");
  run(plan());
  EXPECT_EQ(file_->exhibits()->front().frames_decoded, 5);
  reopen();
  run(plan());
  EXPECT_EQ(file_->exhibits()->front().frames_decoded, 5) << "also when nothing was computed again";

  passes_ = {test::counting_pass("test.key", FrameChoice::kKey)};
  write("b", "clip b");
  run(plan());
  EXPECT_FALSE(file_->exhibits()->back().frames_decoded);
}

TEST_F(Batches, a_report_of_an_interrupted_case_tells_what_was_cancelled) {
  write("a", "clip");
  before_frame_ = [&](std::int64_t index) {
    if (index == 2) stop_.request_stop();
  };
  const auto outcomes = run(plan());
  const auto rows = file_->results(outcomes[0].sha256);
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_EQ(rows->front().state, ResultState::kCancelled);
  EXPECT_FALSE(file_->result(rows->front().key, false)->error.sentence.empty());
  EXPECT_FALSE(file_->find(rows->front().key)->has_value());
}

TEST_F(Batches, a_worker_that_dies_leaves_its_reason_and_is_asked_again) {
  write("a", "clip");
  passes_.push_back(test::fake_pass("test.memory", FrameChoice::kNone, [this](test::FunctionRun& run, const auto&) {
    run.on_finish = [this](const Job&) {
      if (!healed_) throw std::bad_alloc();
      return PassOutput();
    };
  }));
  auto outcomes = run(plan());
  EXPECT_EQ(outcomes[0].passes[1].error.fault, Fault::kOutOfMemory);
  const auto rows = file_->results(outcomes[0].sha256);
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ(rows->back().state, ResultState::kFailed);
  EXPECT_THAT(file_->result(rows->back().key, false)->error.sentence, testing::HasSubstr("memory"));
  healed_ = true;
  outcomes = run(plan());
  EXPECT_EQ(outcomes[0].counts.computed, 1);
  EXPECT_EQ(outcomes[0].counts.reused, 1);
  EXPECT_EQ(file_->results(outcomes[0].sha256)->back().state, ResultState::kDone);
}

TEST_F(Batches, an_exception_belongs_to_its_exhibit) {
  write("a", "clip");
  auto what = plan();
  what.context = [](const Exhibit&) -> Result<ExhibitContext> { throw std::runtime_error("a bug of ours"); };
  EXPECT_THAT(kinds(run(what)), testing::ElementsAre(Kind::kUnreadable));
  ASSERT_TRUE(file_->exhibits()->front().error);
  EXPECT_THAT(file_->exhibits()->front().error->sentence, testing::HasSubstr("a bug of ours"));
}

TEST_F(Batches, compute_again_what_was_interrupted) {
  write("a", "clip");
  before_frame_ = [&](std::int64_t index) {
    if (index == 2) stop_.request_stop();
  };
  EXPECT_THAT(kinds(run(plan())), testing::ElementsAre(Kind::kInterrupted));
  before_frame_ = {};
  stop_ = std::stop_source();
  const auto outcomes = run(plan());
  EXPECT_EQ(outcomes[0].counts.computed, 1);
  EXPECT_EQ(outcomes[0].passes[0].state, ResultState::kDone);
}

TEST_F(Batches, ask_with_the_claim_and_the_marks_of_each_exhibit) {
  write("a", "clip");
  auto what = plan();
  what.context = [](const Exhibit& exhibit) -> Result<ExhibitContext> {
    ExhibitContext context;
    context.claim = *claim_from_text("50.48,35.67");
    context.claim->statement = exhibit.name;
    context.marks.regions.push_back(*region_from_text("1,2,3,4"));
    return context;
  };
  run(what);
  const auto id = file_->exhibits()->front().id;
  EXPECT_EQ((*file_->claim(id))->statement, "a");
  EXPECT_EQ(file_->marks(id)->regions.size(), 1u);
}

TEST_F(Batches, tell_of_a_file_that_changed_meanwhile) {
  write("a", "clip");
  before_frame_ = [&](std::int64_t index) {
    if (index == 2) write("a", "clip, but another");
  };
  const auto outcomes = run(plan());
  EXPECT_THAT(kinds(outcomes), testing::ElementsAre(Kind::kUnreadable));
  EXPECT_EQ(outcomes[0].error.sentence, "the file changed while it was examined");
}

}  // namespace
}  // namespace spoor
