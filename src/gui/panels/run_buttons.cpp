#include "gui/panels/run_buttons.h"

#include "gui/items.h"
#include "gui/widgets.h"

#include <algorithm>

namespace spoor::gui {
namespace {

std::string quoted(const std::string& word) {
  const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-' || c == '/' || c == '=' || c == ',' || c == ':' || c == '+';
  });
  if (plain) return word;
  std::string result = "'";
  for (const char c : word) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

}  // namespace

const PassDescriptor* chosen_pass(App& app) {
  return app.chosen_pass.empty() ? nullptr : find_pass(app.bench.passes(), app.chosen_pass);
}

std::string why_grey(App& app, const PassDescriptor& pass) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr) return "Nothing is open: open a file first.";
  if (desk->error()) return "The file cannot be read: " + desk->error()->sentence + ".";
  if (!desk->info) return "The file is still being opened.";
  const auto& claims = app.bench.notes().claims;
  const auto claim = claims.find(desk->record.id);
  return why_not(pass, *desk->info, app.bench.marks(desk->record.id).regions,
                 claim == claims.end() ? nullptr : &claim->second);
}

bool is_running(const ExhibitDesk& desk, const std::string& pass) {
  return std::any_of(desk.running.begin(), desk.running.end(), [&](const RunningPass& r) { return r.pass == pass; });
}

ParamValues values_here(App& app, const PassDescriptor& pass) {
  ParamValues values = app.params.values(pass);
  const auto frame = values.find("frame");
  const ExhibitDesk* desk = app.bench.active();
  if (frame != values.end() && desk != nullptr && pass.needs.regions && !app.params.touched(pass.id, "frame")) {
    frame->second = desk->playhead.frame();
  }
  return values;
}

namespace {

void follow_button(App& app, const std::string& name, const PassDescriptor& pass, const std::string& reason) {
  ExhibitDesk* desk = app.bench.active();
  if (!pass.follows || desk == nullptr) return;
  const bool on = desk->followed.pass == pass.id;
  if (on) follow(app.bench, pass, values_here(app, pass));
  ImGui::SameLine(0, em(0.35));
  const std::string tip = on ? "Stop answering to the marks as they move"
                             : "Answer to the marks as you move them, on the picture and in the results. Nothing is "
                               "kept until you press Run.";
  if (icon_button(app, name + ".follow", icon::kBolt, on || reason.empty() ? tip : reason, on, on || reason.empty())) {
    if (on) {
      end_following(app.bench);
    } else {
      follow(app.bench, pass, values_here(app, pass));
      app.right = RightPage::kResults;
    }
  }
}

}  // namespace

void run_buttons(App& app, const std::string& name, const PassDescriptor& pass) {
  ExhibitDesk* desk = app.bench.active();
  if (desk != nullptr && is_running(*desk, pass.id)) {
    const auto running = std::find_if(desk->running.begin(), desk->running.end(),
                                      [&](const RunningPass& r) { return r.pass == pass.id; });
    for (const Activity& activity : app.bench.background().activities()) {
      if (activity.id != running->activity) continue;
      progress_line(app, name + ".progress", activity, ImGui::GetContentRegionAvail().x);
      return;
    }
    if (button(app, name + ".cancel", "Stop")) app.bench.cancel_run(pass.id);
    ImGui::SameLine();
    dim_text("waiting");
    return;
  }
  const std::string reason = why_grey(app, pass);
  const bool ready = reason.empty();
  const ParamValues values = values_here(app, pass);
  const auto run = [&](RunFrames frames) {
    app.bench.run(pass.id, values, frames);
    // Who sets parameters stays with them; who only runs a pass waits for what it gives.
    if (name == "passes") app.right = RightPage::kResults;
  };
  const bool choice = desk != nullptr && desk->is_clip() && pass.needs.frames != FrameChoice::kNone;
  if (!choice) {
    if (main_button(app, name + ".run", "Run", ready ? "Run the pass on this exhibit" : reason, ready)) {
      run(RunFrames::kAll);
    }
    follow_button(app, name, pass, reason);
    return;
  }
  if (main_button(app, name + ".run", "This frame", ready ? "Run the pass on the frame you see" : reason, ready)) {
    run(RunFrames::kThisFrame);
  }
  ImGui::SameLine(0, em(0.35));
  const bool range = desk->playhead.loop().has_value();
  if (button(app, name + ".run_range", "Range",
             !ready  ? reason
             : range ? "Run the pass on the frames between in and out"
                     : "Set in and out on the timeline first",
             ready && range)) {
    run(RunFrames::kRange);
  }
  ImGui::SameLine(0, em(0.35));
  if (button(app, name + ".run_all", "All frames", ready ? "Run the pass on the whole clip" : reason, ready)) {
    run(RunFrames::kAll);
  }
}

const ShownResult* newest_result(const ExhibitDesk& desk, const std::string& pass) {
  const auto found = std::find_if(desk.results.begin(), desk.results.end(),
                                  [&](const ShownResult& shown) { return shown.row.pass == pass; });
  return found == desk.results.end() ? nullptr : &*found;
}

const ShownResult* chosen_result(App& app) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr || desk->chosen_result.empty()) return nullptr;
  const auto found = std::find_if(desk->results.begin(), desk->results.end(),
                                  [&](const ShownResult& shown) { return shown.row.key == desk->chosen_result; });
  return found == desk->results.end() ? nullptr : &*found;
}

std::shared_ptr<const PassResult> content_of(const ShownResult& shown) {
  return shown.result ? shown.result : shown.summary;
}

void links_to_results(App& app, const std::string& name, bool (*holds)(const PassOutput&)) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr) return;
  bool any = false;
  for (const ShownResult& result : desk->results) {
    const auto content = content_of(result);
    if (!content || !holds(content->output)) continue;
    if (!any) dim_text("Results of this exhibit that have some:");
    any = true;
    const PassDescriptor* pass = find_pass(app.bench.passes(), result.row.pass);
    ImGui::PushID(result.row.key.c_str());
    const bool chosen = link(app, name + "." + result.row.pass, pass == nullptr ? result.row.pass : pass->title);
    ImGui::PopID();
    if (!chosen) continue;
    app.bench.choose_result(desk->record.id, result.row.key, "");
    return;
  }
}

std::string command_of(const PassDescriptor& pass, const ParamValues& values, const std::string& file) {
  std::string command = "spoor run " + pass.id;
  for (const auto& field : pass.params) {
    const auto value = values.find(field.id);
    if (value == values.end()) continue;
    command += " --set " + quoted(field.id + "=" + param_text(value->second));
  }
  return command + " " + (file.empty() ? "FILE" : quoted(file));
}

}  // namespace spoor::gui
