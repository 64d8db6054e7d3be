#include "analysis/profile.h"
#include "engine/examine.h"
#include "workbench/telling_map.h"
#include "workbench/workbench_parts.h"

#include <algorithm>
#include <utility>

namespace spoor {
namespace {

/// Bytes of maps that are kept at hand; more are read again from the case when they are chosen.
constexpr std::int64_t kMostMapBytes = std::int64_t{768} << 20;

std::int64_t map_bytes(const PassResult& result) {
  std::int64_t bytes = 0;
  for (const Map& map : result.output.maps) {
    bytes += static_cast<std::int64_t>(map.field.total() * map.field.elemSize());
  }
  return bytes;
}

std::shared_ptr<const PassResult> without_fields(const PassResult& result) {
  auto summary = std::make_shared<PassResult>(result);
  for (Map& map : summary->output.maps) map.field = cv::Mat();
  return summary;
}

/// The row of a result that the case does not keep.
ResultRow row_of(const PassResult& result) {
  ResultRow row;
  row.key = result.provenance.key;
  row.pass = result.pass;
  row.version = result.version;
  row.state = result.state;
  row.bearing = overall_bearing(result.output);
  row.maps = static_cast<std::int64_t>(result.output.maps.size());
  return row;
}

ShownResult shown_result(LiveCase& live, const std::string& sha256, PassResult result) {
  ShownResult shown;
  shown.row = row_of(result);
  const auto rows = live.with([&](CaseFile& file) { return file.results(sha256); });
  if (rows) {
    for (const ResultRow& row : *rows) {
      // One that was cancelled now may have an older answer in the case, which stays.
      if (row.key == shown.row.key && row.state == shown.row.state) shown.row = row;
    }
  }
  shown.summary = without_fields(result);
  shown.result = std::make_shared<const PassResult>(std::move(result));
  return shown;
}

std::size_t group_place(const std::vector<PassDescriptor>& passes, const std::string& id) {
  const PassDescriptor* pass = find_pass(passes, id);
  const auto& groups = pass_groups();
  if (pass == nullptr) return groups.size();
  return static_cast<std::size_t>(std::find(groups.begin(), groups.end(), pass->group) - groups.begin());
}

class Watcher : public RunObserver {
 public:
  Watcher(const Job& job, std::function<void(PassResult)> take) : job_(job), take_(std::move(take)) {}
  void progress(std::int64_t done, std::int64_t total) override {
    try {
      job_.tick(done, total);
    } catch (const Cancelled&) {
      // The session hears of it itself, and says of each pass what became of it.
    }
  }
  void finished(PassResult result) override { take_(std::move(result)); }

 private:
  const Job& job_;
  std::function<void(PassResult)> take_;
};

}  // namespace

void Workbench::run(const std::string& id, const ParamValues& params, RunFrames frames) {
  ExhibitDesk* desk = active();
  const PassDescriptor* pass = find_pass(passes(), id);
  if (desk == nullptr || pass == nullptr) return;
  PassRequest request;
  request.pass = id;
  request.params = params;
  // A still has one question, whatever it is called.
  if (desk->is_clip() && frames == RunFrames::kThisFrame) {
    request.frames = {desk->playhead.frame(), desk->playhead.frame()};
  } else if (desk->is_clip() && frames == RunFrames::kRange && desk->playhead.loop()) {
    request.frames = *desk->playhead.loop();
  }
  start_run(pass->title + " on " + desk->record.exhibit.name, {std::move(request)}, {});
}

void Workbench::run_profile(const std::string& name) {
  const ExhibitDesk* desk = active();
  const Profile* profile = find_profile(name);
  if (desk == nullptr || profile == nullptr) return;
  std::vector<PassRequest> requests;
  for (const PassDescriptor* pass : members(*profile, passes())) requests.emplace_back().pass = pass->id;
  start_run(name + " on " + desk->record.exhibit.name, std::move(requests), name);
}

void Workbench::start_run(const std::string& title, std::vector<PassRequest> requests, const std::string& profile) {
  ExhibitDesk& desk = *active();
  if (!may_change()) return;
  if (!desk.session || desk.record.id < 0) {
    return tell(Notice::Kind::kError, desk.error() ? to_text(*desk.error()) : "the exhibit is still being opened");
  }
  const std::int64_t id = desk.record.id;
  for (PassRequest& request : requests) {
    request.regions = marks(id).regions;
    request.groups = marks(id).groups;
    if (const auto claim = notes_.claims.find(id); claim != notes_.claims.end()) request.claim = claim->second;
  }
  std::vector<std::string> ids;
  for (const PassRequest& request : requests) ids.push_back(request.pass);
  const auto number = std::make_shared<std::uint64_t>(0);  // of the run, known once it is started
  const bool single = ids.size() == 1;
  const auto ended = [this, id, number, of = std::weak_ptr<LiveCase>(case_)] {
    ExhibitDesk* at = of.lock() == case_ ? this->desk(id) : nullptr;
    if (at == nullptr) return;
    std::erase_if(at->running, [&](const RunningPass& running) { return running.activity == *number; });
    // The engine replaces a worker that a pass has killed.
    at->revive();
  };
  auto work = [this, id, number, ended, single, profile, ids, requests, session = desk.session, live = case_,
               passes = options_.passes](const Job& job) -> Background::Delivery {
    const std::string sha256 = session->exhibit().sha256;
    const std::weak_ptr<LiveCase> of = live;
    Watcher watcher(job, [&](PassResult result) {
      const bool choose = single && result.pass == ids.front();
      auto shown = shown_result(*live, sha256, std::move(result));
      background_.post([this, id, number, of, choose, shown = std::move(shown)] {
        if (of.lock() == case_) take_result(id, *number, shown, choose);
      });
    });
    const auto outcome = attempted([&]() -> Result<void> {
      const auto begun = profile.empty() ? Result<std::int64_t>(0) : begin_profile(*live, profile, ids);
      if (!begun) return tl::unexpected(begun.error());
      const auto counts = examine(*session, *passes, requests, live.get(), watcher, job);
      if (!counts) return tl::unexpected(counts.error());
      if (profile.empty() || job.cancelled()) return {};
      return end_profile(*live, *begun, id, session->exhibit(), job);
    });
    // Whoever puts an exhibit away need not be told that its worker is gone.
    const bool news = !outcome && !(job.cancelled() && is_death(outcome.error()));
    return [this, ended, outcome, news] {
      ended();
      if (news) tell(Notice::Kind::kError, to_text(outcome.error()));
    };
  };
  *number = background_.start(desk.lane() + " run", title, std::move(work), ended);
  for (const std::string& pass : ids) desk.running.push_back({pass, *number});
}

Result<std::int64_t> Workbench::begin_profile(LiveCase& live, const std::string& profile,
                                              const std::vector<std::string>& passes) {
  RunRecord record;
  record.profile = profile;
  record.passes = passes;
  record.program = environment_lines().front().second;
  return live.with([&](CaseFile& file) { return file.begin_run(record); });
}

/// The digest at the end shows that what was examined is still what lies there.
Result<void> Workbench::end_profile(LiveCase& live, std::int64_t run, std::int64_t id, const Exhibit& exhibit,
                                    const Job& job) {
  const auto again = ingest(exhibit.path, job);
  return live.with([&](CaseFile& file) -> Result<void> {
    if (auto finished = file.finish_run(run); !finished) return finished;
    if (!again) return tl::unexpected(again.error());
    if (auto told = file.set_examined(id, again->exhibit.sha256, std::nullopt, environment_lines()); !told) return told;
    if (again->exhibit.sha256 == exhibit.sha256) return {};
    const Error changed{Fault::kUnreadable, "the file changed while it was examined", exhibit.path};
    if (auto told = file.set_error(id, changed); !told) return told;
    return tl::unexpected(changed);
  });
}

void Workbench::take_result(std::int64_t exhibit, std::uint64_t run, ShownResult shown, bool choose) {
  journal_stale_ = true;
  ExhibitDesk* desk = this->desk(exhibit);
  if (desk == nullptr) return;
  const auto ended = std::find_if(desk->running.begin(), desk->running.end(), [&](const RunningPass& running) {
    return running.activity == run && running.pass == shown.row.pass;
  });
  if (ended != desk->running.end()) desk->running.erase(ended);
  if (choose) {
    desk->chosen_result = shown.row.key;
    desk->chosen_map = telling_map(shown.summary->output);
  }
  map_uses_[shown.row.key] = ++maps_used_;
  place_result(*desk, std::move(shown));
  let_maps_go();
}

void Workbench::place_result(ExhibitDesk& desk, ShownResult shown) {
  const auto order = [&](const ShownResult& a, const ShownResult& b) {
    const auto rank = [&](const ShownResult& r) { return std::pair(group_place(passes(), r.row.pass), r.row.pass); };
    const auto of_a = rank(a), of_b = rank(b);
    if (of_a != of_b) return of_a < of_b;
    if (a.live() != b.live()) return a.live();
    if (a.row.stored_at != b.row.stored_at) return a.row.stored_at > b.row.stored_at;
    return a.row.key < b.row.key;
  };
  std::erase_if(desk.results, [&](const ShownResult& old) { return old.row.key == shown.row.key; });
  desk.results.insert(std::upper_bound(desk.results.begin(), desk.results.end(), shown, order), std::move(shown));
}

void Workbench::load_results(std::int64_t exhibit) {
  ExhibitDesk* desk = this->desk(exhibit);
  if (desk == nullptr || exhibit < 0 || desk->results_listed) return;
  desk->results_listed = true;
  // One lane for all, whatever the number of exhibits.
  background_.start(
      "results", "",
      [this, exhibit, live = case_, sha256 = desk->record.exhibit.sha256](const Job& job) -> Background::Delivery {
        std::vector<ShownResult> list;
        const auto outcome = attempted([&] {
          return live->with([&](CaseFile& file) -> Result<void> {
            const auto rows = file.results(sha256);
            if (!rows) return tl::unexpected(rows.error());
            for (const ResultRow& row : *rows) {
              job.tick(0, 0);
              auto result = file.result(row.key, false);
              if (!result) return tl::unexpected(result.error());
              list.push_back({row, std::make_shared<const PassResult>(std::move(*result)), nullptr, false});
            }
            return {};
          });
        });
        return [this, exhibit, live, outcome, list = std::move(list)] {
          ExhibitDesk* at = live == case_ ? this->desk(exhibit) : nullptr;
          if (at == nullptr) return;
          if (!outcome) tell(Notice::Kind::kError, to_text(outcome.error()));
          for (const ShownResult& shown : list) {
            const bool here = std::any_of(at->results.begin(), at->results.end(),
                                          [&](const ShownResult& old) { return old.row.key == shown.row.key; });
            if (!here) place_result(*at, shown);
          }
        };
      });
}

void Workbench::cancel_run(const std::string& pass) {
  const ExhibitDesk* desk = active();
  if (desk == nullptr) return;
  // Cancelling may take entries from the list.
  std::vector<std::uint64_t> runs;
  for (const RunningPass& running : desk->running) {
    if (running.pass == pass) runs.push_back(running.activity);
  }
  for (const std::uint64_t run : runs) background_.cancel(run);
}

void Workbench::choose_result(std::int64_t exhibit, const std::string& key, const std::string& map) {
  ExhibitDesk* desk = this->desk(exhibit);
  if (desk == nullptr) return;
  desk->chosen_result = key;
  desk->chosen_map = map;
  const auto found = std::find_if(desk->results.begin(), desk->results.end(),
                                  [&](const ShownResult& shown) { return shown.row.key == key; });
  if (found == desk->results.end()) return;
  map_uses_[key] = ++maps_used_;
  if (found->result || found->reading) return;
  found->reading = true;
  background_.start(
      desk->lane() + " results", "", [this, exhibit, key, live = case_](const Job&) -> Background::Delivery {
        auto read = attempted([&] { return live->with([&](CaseFile& file) { return file.result(key, true); }); });
        auto result = read ? std::make_shared<const PassResult>(std::move(*read)) : nullptr;
        return [this, exhibit, key, live, result, error = read ? std::optional<Error>() : std::optional(read.error())] {
          ExhibitDesk* at = live == case_ ? this->desk(exhibit) : nullptr;
          if (at == nullptr) return;
          if (error) tell(Notice::Kind::kError, to_text(*error));
          for (ShownResult& shown : at->results) {
            if (shown.row.key != key) continue;
            shown.reading = false;
            // A result that cannot be read is not asked for at every redraw.
            shown.result = result ? result : shown.summary;
          }
          let_maps_go();
        };
      });
}

/// Maps that were not looked at for longest go, as long as there are too many, the case has them, and nobody looks.
void Workbench::let_maps_go() {
  std::int64_t bytes = 0;
  std::vector<std::pair<std::uint64_t, ShownResult*>> loaded;
  for (const auto& desk : desks_) {
    for (ShownResult& shown : desk->results) {
      if (!shown.result) continue;
      bytes += map_bytes(*shown.result);
      if (shown.row.key != desk->chosen_result && !shown.row.stored_at.empty()) {
        loaded.emplace_back(map_uses_[shown.row.key], &shown);
      }
    }
  }
  std::sort(loaded.begin(), loaded.end());
  for (const auto& [used, shown] : loaded) {
    if (bytes <= kMostMapBytes) return;
    bytes -= map_bytes(*shown->result);
    shown->result.reset();
  }
}

void Workbench::ask_preview(const std::string& pass, const ParamValues& params, const cv::Rect& rectangle) {
  const ExhibitDesk* desk = active();
  if (desk == nullptr || !desk->session) return;
  auto wish = std::make_unique<PreviewWish>();
  *wish = {pass, params, desk->record.id, desk->playhead.frame(), rectangle};
  // The last map stays on the screen until there is another of the same thing.
  const bool same = preview_ && preview_->pass == pass && preview_->exhibit == wish->exhibit;
  if (!same) preview_ = LivePreview{};
  preview_->pass = pass;
  preview_->exhibit = wish->exhibit;
  preview_->waiting = true;
  if (!same) {
    preview_->frame = wish->frame;
    preview_->rectangle = rectangle;
  }
  preview_wish_ = std::move(wish);
  if (!previewing_) start_preview();
}

void Workbench::start_preview() {
  ExhibitDesk* desk = preview_wish_ ? this->desk(preview_wish_->exhibit) : nullptr;
  if (desk == nullptr || !desk->session) return;
  const PreviewWish wish = *std::exchange(preview_wish_, nullptr);
  previewing_ = true;
  const std::int64_t generation = ++preview_generation_;
  const auto over = [this] {
    previewing_ = false;
    start_preview();
  };
  background_.start(
      desk->lane() + " preview", "",
      [this, wish, generation, over, session = desk->session](const Job&) -> Background::Delivery {
        auto answer =
            attempted([&] { return session->preview(wish.pass, wish.params, wish.frame, wish.rectangle, generation); });
        auto map = answer ? std::make_shared<const Map>(std::move(*answer)) : nullptr;
        return [this, wish, generation, over, map, error = answer ? Error() : answer.error()] {
          if (preview_ && generation >= preview_oldest_) {
            preview_->waiting = preview_wish_ != nullptr;
            preview_->error = map ? "" : to_text(error);
            if (map) {
              preview_->map = map;
              preview_->frame = wish.frame;
              preview_->rectangle = wish.rectangle;
            }
          }
          over();
        };
      },
      over);
}

void Workbench::end_preview() {
  preview_.reset();
  preview_wish_.reset();
  preview_oldest_ = preview_generation_ + 1;
}

}  // namespace spoor
