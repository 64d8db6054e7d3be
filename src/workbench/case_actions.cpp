#include "workbench/action_list.h"

#include <algorithm>

namespace spoor {
namespace {

// One that the case keeps.
bool has_chosen_result(Workbench& bench) {
  const ExhibitDesk* const desk = bench.active();
  return desk != nullptr && !desk->chosen_result.empty() && desk->chosen_result != kLiveKey;
}

void go_to_result(Workbench& bench, int by) {
  ExhibitDesk* const desk = bench.active();
  if (desk == nullptr || desk->results.empty()) return;
  const auto& results = desk->results;
  const auto count = static_cast<std::ptrdiff_t>(results.size());
  const auto found = std::find_if(results.begin(), results.end(),
                                  [&](const ShownResult& each) { return each.row.key == desk->chosen_result; });
  const std::ptrdiff_t at =
      found == results.end() ? (by > 0 ? 0 : count - 1) : (found - results.begin() + by + count) % count;
  bench.choose_result(desk->record.id, results[static_cast<std::size_t>(at)].row.key, {});
}

void set_status(Workbench& bench, AnalystStatus status) {
  const std::string key = bench.active()->chosen_result;
  const auto& statuses = bench.notes().statuses;
  const auto found = statuses.find(key);
  const AnalystStatus before = found == statuses.end() ? AnalystStatus::kUnset : found->second;
  if (before != status) bench.execute({"set status", StatusEdit{key, before, status}, 0});
}

void add_results(ActionList& list) {
  list.begin("Results", [](Workbench& bench) { return bench.active() != nullptr && !bench.active()->results.empty(); });
  list.add("result.next", "Next result", "Shows the next result of this exhibit.", {"Shift+Page Down"},
           [](Workbench& bench) { go_to_result(bench, 1); })
      .repeats = true;
  list.add("result.previous", "Previous result", "Shows the result before.", {"Shift+Page Up"},
           [](Workbench& bench) { go_to_result(bench, -1); })
      .repeats = true;
  list.begin("Results", has_chosen_result);
  const auto status = [&](const char* id, const char* title, const char* key, AnalystStatus wanted) {
    list.add(id, title, "Your own mark on the result; it stands beside the pass's bearing.", {key},
             [wanted](Workbench& bench) { set_status(bench, wanted); });
  };
  status("result.ok", "Mark result as ok", "Ctrl+1", AnalystStatus::kOk);
  status("result.to_be_checked", "Mark result as to be checked", "Ctrl+2", AnalystStatus::kToBeChecked);
  status("result.warning", "Mark result as warning", "Ctrl+3", AnalystStatus::kWarning);
  status("result.unset", "Unmark result", "Ctrl+4", AnalystStatus::kUnset);
  list.begin("Run", [](Workbench& bench) { return bench.active() != nullptr && bench.active()->info.has_value(); });
  list.add("run.triage", "Run triage", "Runs the passes that take a few seconds.", {},
           [](Workbench& bench) { bench.run_profile("triage"); });
  list.add("run.full", "Run everything", "Runs every pass that applies to this exhibit.", {},
           [](Workbench& bench) { bench.run_profile("full"); });
  list.add("run.cancel", "Cancel runs", "Cancels what runs on this exhibit; finished results stay.", {"Ctrl+Backspace"},
           [](Workbench& bench) {
             const auto running = bench.active()->running;
             for (const RunningPass& each : running) bench.cancel_run(each.pass);
           })
      .possible = [](Workbench& bench) { return bench.active() != nullptr && !bench.active()->running.empty(); };
}

void go_to_exhibit(Workbench& bench, int by) {
  const auto& desks = bench.desks();
  const auto count = static_cast<std::ptrdiff_t>(desks.size());
  const auto found =
      std::find_if(desks.begin(), desks.end(), [&](const auto& desk) { return desk.get() == bench.active(); });
  if (found == desks.end()) return;
  bench.activate(desks[static_cast<std::size_t>((found - desks.begin() + by + count) % count)]->record.id);
}

void add_case(ActionList& list) {
  list.begin("Case", {});
  list.add("case.new", "New case", "Begins a case; the one that is open is kept as it is.", {"Ctrl+N"},
           [](Workbench& bench) { static_cast<void>(bench.new_case()); });
  list.add("edit.undo", "Undo", "Takes the last change of the case back.", {"Ctrl+Z"},
           [](Workbench& bench) { bench.undo(); })
      .possible = [](Workbench& bench) { return bench.can_undo(); };
  list.add("edit.redo", "Redo", "Makes the change again that was taken back.", {"Ctrl+Shift+Z", "Ctrl+Y"},
           [](Workbench& bench) { bench.redo(); })
      .possible = [](Workbench& bench) { return bench.can_redo(); };
  list.begin("Case", [](Workbench& bench) { return bench.active() != nullptr; });
  list.add("exhibit.next", "Next exhibit", "Shows the next exhibit that is open.", {"Ctrl+Tab", "Ctrl+Page Down"},
           [](Workbench& bench) { go_to_exhibit(bench, 1); })
      .repeats = true;
  list.add("exhibit.previous", "Previous exhibit", "Shows the exhibit before.", {"Ctrl+Shift+Tab", "Ctrl+Page Up"},
           [](Workbench& bench) { go_to_exhibit(bench, -1); })
      .repeats = true;
  list.add("exhibit.close", "Close exhibit", "Takes the exhibit off the desk; it stays in the case.", {"Ctrl+W"},
           [](Workbench& bench) { bench.close_desk(bench.active()->record.id); });
  list.add("exhibit.restart", "Restart the exhibit's worker", "Starts a new worker after the exhibit's own has died.",
           {"Ctrl+Shift+R"}, [](Workbench& bench) { bench.active()->restart(); })
      .possible = [](Workbench& bench) { return bench.active() != nullptr && bench.active()->error().has_value(); };
  list.add("notices.dismiss", "Dismiss messages", "Clears the messages.", {"Shift+Escape"},
           [](Workbench& bench) { bench.dismiss_notices(); })
      .possible = [](Workbench& bench) { return !bench.notices().empty(); };
}

}  // namespace

void add_case_actions(ActionList& list) {
  add_results(list);
  add_case(list);
}

}  // namespace spoor
