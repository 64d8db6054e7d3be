#include "findings/batch.h"

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace spoor {
namespace {

constexpr int kThumbnailSide = 320;
constexpr int kThumbnails = 5;

int threads_of_one(int all, int jobs) {
  if (all <= 0) all = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  return std::max(1, all / std::max(1, jobs));
}

std::int64_t frames_announced(const MediaInfo& info) {
  if (info.kind == MediaKind::kStill) return std::max(1, info.still_pictures);
  if (info.video.empty()) return 0;
  const auto& video = info.video.front();
  if (video.declared_frames > 0) return video.declared_frames;
  if (!video.duration || video.average_rate.num <= 0) return 1;
  const double frames = seconds_for_display(*video.duration) * to_double(video.average_rate);
  return frames >= 1 && frames < 1e9 ? static_cast<std::int64_t>(frames) : 1;
}

// Files are taken up in order by several threads, and enter the case one by one in that same order: a turnstile.
class Turns {
 public:
  void wait_for(std::size_t turn) {
    std::unique_lock lock(mutex_);
    passed_.wait(lock, [&] { return next_ == turn; });
  }
  void pass() {
    {
      const std::scoped_lock lock(mutex_);
      ++next_;
    }
    passed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable passed_;
  std::size_t next_ = 0;  // guarded by mutex_
};

class Batch {
 public:
  Batch(CaseFile& file, const BatchPlan& plan, BatchObserver& observer, std::stop_token stop)
      : case_(file), plan_(plan), observer_(observer), stop_(std::move(stop)), outcomes_(plan.files.size()) {
    session_ = plan.session;
    session_.threads = threads_of_one(plan.session.threads, plan.jobs);
  }

  Result<std::vector<FileOutcome>> run() {
    {
      std::vector<std::jthread> workers;
      const auto jobs = std::min<std::size_t>(static_cast<std::size_t>(std::max(1, plan_.jobs)), plan_.files.size());
      for (std::size_t i = 0; i < jobs; ++i) workers.emplace_back([this] { work(); });
    }
    if (case_error_) return tl::unexpected(*case_error_);
    std::vector<FileOutcome> outcomes;
    for (auto& outcome : outcomes_) {
      if (outcome) outcomes.push_back(std::move(*outcome));
    }
    return outcomes;
  }

 private:
  class Watcher : public RunObserver {
   public:
    Watcher(Batch& batch, std::size_t index, FileOutcome& outcome) : batch_(batch), index_(index), outcome_(outcome) {}
    void progress(std::int64_t done, std::int64_t total) override {
      const std::scoped_lock lock(batch_.observer_mutex_);
      batch_.observer_.progress(index_, done, total);
    }
    void decoded(const DecodedClip& clip) override {
      if (clip.fuller_than(clip_)) clip_ = clip;
    }
    const DecodedClip& clip() const { return clip_; }
    void finished(PassResult result) override {
      outcome_.passes.push_back({result.pass, result.state, overall_bearing(result.output), result.error});
    }

   private:
    Batch& batch_;
    std::size_t index_;
    FileOutcome& outcome_;
    DecodedClip clip_;
  };

  std::optional<std::size_t> take() {
    const std::scoped_lock lock(take_mutex_);
    if (stop_.stop_requested() || case_error_ || taken_ == plan_.files.size()) return std::nullopt;
    return taken_++;
  }

  void work() {
    while (const auto index = take()) {
      {
        const std::scoped_lock lock(observer_mutex_);
        observer_.started(*index, plan_.files[*index].path);
      }
      FileOutcome outcome;
      outcome.path = plan_.files[*index].path;
      bool passed = false;
      const auto pass_turn = [&] {
        if (!passed) turns_.pass();
        passed = true;
      };
      try {
        one_file(*index, outcome, pass_turn);
      } catch (const Cancelled&) {
        outcome.kind = FileOutcome::Kind::kInterrupted;
      } catch (const std::exception& exception) {
        outcome.kind = FileOutcome::Kind::kUnreadable;
        outcome.error = {Fault::kInternal, std::string("the examination stopped: ") + exception.what(), {}};
      }
      if (!passed) {
        turns_.wait_for(*index);
        pass_turn();
      }
      std::sort(outcome.passes.begin(), outcome.passes.end(),
                [](const auto& a, const auto& b) { return a.pass < b.pass; });
      {
        const std::scoped_lock lock(observer_mutex_);
        observer_.finished(*index, outcome);
      }
      outcomes_[*index] = std::move(outcome);
    }
  }

  // Keeps the first error of the case, which ends the batch.
  template <class T>
  bool kept(const Result<T>& result) {
    if (result) return true;
    const std::scoped_lock lock(take_mutex_);
    if (!case_error_) case_error_ = result.error();
    return false;
  }

  template <class PassTurn>
  void one_file(std::size_t index, FileOutcome& outcome, const PassTurn& pass_turn) {
    const FoundFile& found = plan_.files[index];
    const Job job(stop_);
    auto open = ingest(found.path, job);
    Exhibit exhibit;
    std::unique_ptr<Session> session;
    FileHandle again;  // the descriptor whose digest is taken again at the end
    std::optional<Error> fault;
    std::optional<MediaInfo> info;
    if (!open) {
      fault = open.error();
      exhibit.name = found.path.filename().string();
      exhibit.path = found.path.string();
    } else {
      exhibit = open->exhibit;
      outcome.sha256 = exhibit.sha256;
      again = FileHandle(::dup(open->file.get()));
      auto opened =
          plan_.open ? plan_.open(std::move(*open), {}, session_) : open_worker_session(std::move(*open), {}, session_);
      auto answer = opened ? (*opened)->info() : Result<MediaInfo>(tl::unexpected(opened.error()));
      if (answer) {
        info = std::move(*answer);
        session = std::move(*opened);
      } else {
        fault = answer.error();
      }
    }
    turns_.wait_for(index);
    const auto id = enter(found, exhibit, fault, info, outcome);
    pass_turn();
    if (!id || !session) return;
    try {
      examine_exhibit(index, *id, exhibit, *session, *info, again, outcome);
    } catch (const Cancelled&) {
      throw;
    } catch (const std::exception& exception) {
      spoiled(*id, {Fault::kInternal, std::string("the examination stopped: ") + exception.what(), {}}, outcome);
    }
  }

  // Within the file's turn: the exhibit's number in the case, or nothing where there is nothing to examine.
  std::optional<std::int64_t> enter(const FoundFile& found, const Exhibit& exhibit, const std::optional<Error>& fault,
                                    const std::optional<MediaInfo>& info, FileOutcome& outcome) {
    if (stop_.stop_requested()) {
      outcome.kind = FileOutcome::Kind::kInterrupted;
      return std::nullopt;
    }
    const auto skip = [&](FileOutcome::Kind kind, std::string reason) {
      outcome.kind = kind;
      outcome.reason = std::move(reason);
      const std::string prefix = kind == FileOutcome::Kind::kDuplicate ? "the same bytes as " : "";
      kept(case_.put_skipped({exhibit.path, prefix + outcome.reason}));
      return std::nullopt;
    };
    if (!exhibit.sha256.empty()) {
      const auto [first, is_new] = entered_.emplace(exhibit.sha256, exhibit.path);
      if (!is_new) return skip(FileOutcome::Kind::kDuplicate, first->second);
    }
    if (fault && fault->fault == Fault::kUnsupported && !found.named) {
      return skip(FileOutcome::Kind::kNotMedia, fault->sentence);
    }
    const auto id = case_.add_exhibit(exhibit);
    if (!kept(id)) return std::nullopt;
    if (fault) {
      outcome.kind = FileOutcome::Kind::kUnreadable;
      outcome.error = *fault;
      kept(case_.set_error(*id, *fault));
      return std::nullopt;
    }
    return kept(case_.set_media(*id, *info)) ? std::optional(*id) : std::nullopt;
  }

  void examine_exhibit(std::size_t index, std::int64_t id, const Exhibit& exhibit, Session& session,
                       const MediaInfo& info, const FileHandle& again, FileOutcome& outcome) {
    ExhibitContext context;
    if (plan_.context) {
      auto given = plan_.context(exhibit);
      if (!given) return spoiled(id, given.error(), outcome);
      context = std::move(*given);
      if (!context.marks.regions.empty() || !context.marks.groups.empty()) {
        kept(case_.set_marks(id, context.marks));
      }
      if (context.claim) kept(case_.set_claim(id, *context.claim));
    }
    std::vector<PassRequest> requests = plan_.requests;
    for (auto& request : requests) {
      request.regions = context.marks.regions;
      request.groups = context.marks.groups;
      request.claim = context.claim;
    }
    Watcher watcher(*this, index, outcome);
    const Job job(stop_);
    const auto counts = examine(session, *plan_.passes, std::move(requests), &case_, watcher, job);
    if (watcher.clip().frames > 0) kept(case_.set_decoded(id, watcher.clip()));
    if (stop_.stop_requested()) {
      outcome.kind = FileOutcome::Kind::kInterrupted;
      if (counts) outcome.counts = *counts;
      return;
    }
    if (!counts) return spoiled(id, counts.error(), outcome);
    outcome.kind = FileOutcome::Kind::kExamined;
    outcome.counts = *counts;
    take_thumbnails(id, session, info);
    const auto after = file_sha256(again, job);
    if (!after) return spoiled(id, after.error(), outcome);
    if (*after != exhibit.sha256) {
      spoiled(id, {Fault::kUnreadable, "the file changed while it was examined", exhibit.path}, outcome);
    }
    std::optional<std::int64_t> frames;
    if (info.kind == MediaKind::kStill) frames = info.still_pictures;
    kept(case_.set_examined(id, *after, frames, environment_lines()));
  }

  void spoiled(std::int64_t id, const Error& error, FileOutcome& outcome) {
    outcome.kind = FileOutcome::Kind::kUnreadable;
    outcome.error = error;
    kept(case_.set_error(id, error));
  }

  // Small pictures for the report. A frame that cannot be had is missed here and told of by the passes.
  void take_thumbnails(std::int64_t id, Session& session, const MediaInfo& info) {
    const auto have = case_.thumbnails(id);
    if (!kept(have) || !have->empty() || info.video.empty()) return;
    const std::int64_t frames = std::max<std::int64_t>(1, frames_announced(info));
    const std::int64_t count = info.kind == MediaKind::kStill ? 1 : std::min<std::int64_t>(kThumbnails, frames);
    for (std::int64_t i = 0; i < count && !stop_.stop_requested(); ++i) {
      const auto picture = session.picture(frames * i / count, kThumbnailSide);
      if (picture && !kept(case_.put_thumbnail(id, *picture))) return;
    }
  }

  CaseFile& case_;
  const BatchPlan& plan_;
  BatchObserver& observer_;
  std::stop_token stop_;
  SessionOptions session_;
  std::vector<std::optional<FileOutcome>> outcomes_;  // each written by the thread that took the file

  std::mutex observer_mutex_;  // one call of observer_ at a time
  std::mutex take_mutex_;      // guards taken_ and case_error_
  std::size_t taken_ = 0;
  std::optional<Error> case_error_;

  Turns turns_;
  std::map<std::string, std::string> entered_;  // digest -> path; only touched by the thread whose turn it is
};

}  // namespace

Result<std::vector<FileOutcome>> run_batch(CaseFile& file, const BatchPlan& plan, BatchObserver& observer,
                                           const std::stop_token& stop) {
  return Batch(file, plan, observer, stop).run();
}

}  // namespace spoor
