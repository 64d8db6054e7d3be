#include "workbench/following.h"

#include "workbench/workbench.h"

#include <algorithm>
#include <utility>

namespace spoor {
namespace {

Followed::Question question_of(Workbench& bench, const ExhibitDesk& desk) {
  Followed::Question question{bench.marks(desk.record.id), std::nullopt, desk.followed.params};
  const auto claim = bench.notes().claims.find(desk.record.id);
  if (claim != bench.notes().claims.end()) question.claim = claim->second;
  const auto frame = question.params.find("frame");
  if (frame != question.params.end()) frame->second = desk.playhead.frame();
  return question;
}

class OneResult : public RunObserver {
 public:
  void progress(std::int64_t, std::int64_t) override {}
  void finished(PassResult result) override { result_ = std::make_shared<const PassResult>(std::move(result)); }
  const std::shared_ptr<const PassResult>& result() const { return result_; }

 private:
  std::shared_ptr<const PassResult> result_;
};

void show(Workbench& bench, ExhibitDesk& desk, const std::shared_ptr<const PassResult>& result, bool settled) {
  ShownResult shown;
  shown.row.key = kLiveKey;
  shown.row.pass = result->pass;
  shown.row.version = result->version;
  shown.row.state = result->state;
  shown.row.bearing = overall_bearing(result->output);
  shown.summary = shown.result = result;
  shown.settled = settled;
  bench.place_result(desk, std::move(shown));
  ++desk.followed.answers;
}

void ask(Workbench& bench, ExhibitDesk& desk, const PassDescriptor& pass, Followed::Question question, bool quick) {
  Followed& followed = desk.followed;
  PassRequest request;
  request.pass = pass.id;
  request.params = question.params;
  if (quick) {
    for (const auto& [id, value] : pass.follows->quick) request.params[id] = value;
  }
  request.regions = question.marks.regions;
  request.groups = question.marks.groups;
  request.claim = question.claim;
  followed.asked = std::make_shared<const Followed::Question>(std::move(question));
  followed.quick = quick;
  followed.settled = false;
  // A later question's answer, or none, is what counts.
  const auto still = [&bench, id = desk.record.id, asked = followed.asked]() -> ExhibitDesk* {
    ExhibitDesk* at = bench.desk(id);
    return at != nullptr && at->followed.asked == asked ? at : nullptr;
  };
  const auto dropped = [still] {
    if (ExhibitDesk* at = still()) at->followed.activity = 0;
  };
  followed.activity = bench.background().start(
      desk.lane() + " follow", "",
      [&bench, still, quick, request = std::move(request),
       session = desk.session](const Job& job) -> Background::Delivery {
        OneResult one;
        const auto outcome = attempted([&] { return session->run({request}, {}, one, job); });
        return [&bench, still, quick, outcome, result = one.result(), cancelled = job.cancelled()] {
          ExhibitDesk* at = still();
          if (at == nullptr) return;
          at->followed.activity = 0;
          if (cancelled) return;
          at->followed.settled = !quick || !outcome || result == nullptr;
          at->followed.trouble = outcome ? "" : to_text(outcome.error());
          if (result != nullptr && result->state != ResultState::kCancelled) show(bench, *at, result, !quick);
        };
      },
      dropped);
}

}  // namespace

void keep_following(Workbench& bench) {
  ExhibitDesk* desk = bench.active();
  if (desk == nullptr || desk->followed.pass.empty() || !desk->session || desk->error()) return;
  Followed& followed = desk->followed;
  const PassDescriptor* pass = find_pass(bench.passes(), followed.pass);
  if (pass == nullptr || !pass->follows) return;
  Followed::Question question = question_of(bench, *desk);
  const bool same = followed.asked != nullptr && *followed.asked == question;
  if (followed.activity != 0) {
    // A quick answer comes soon and is better than none; a full one to older marks is not waited for.
    if (!same && !followed.quick) bench.background().cancel(followed.activity);
    return;
  }
  if (same && followed.settled) return;
  const bool quick = !same && !pass->follows->quick.empty();
  ask(bench, *desk, *pass, std::move(question), quick);
}

void follow(Workbench& bench, const PassDescriptor& pass, const ParamValues& params) {
  ExhibitDesk* desk = bench.active();
  if (desk == nullptr || !pass.follows) return;
  if (desk->followed.pass != pass.id) {
    end_following(bench);
    desk->followed.pass = pass.id;
    desk->chosen_result = kLiveKey;
    desk->chosen_map.clear();
  }
  desk->followed.params = params;
  keep_following(bench);
}

void end_following(Workbench& bench) {
  ExhibitDesk* desk = bench.active();
  if (desk == nullptr) return;
  const std::uint64_t activity = std::exchange(desk->followed, {}).activity;
  if (activity != 0) bench.background().cancel(activity);
  std::erase_if(desk->results, [](const ShownResult& shown) { return shown.live(); });
  if (desk->chosen_result == kLiveKey) desk->chosen_result.clear();
}

}  // namespace spoor
