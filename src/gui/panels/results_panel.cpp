#include "base/text.h"
#include "gui/items.h"
#include "gui/panels/panels.h"
#include "gui/panels/result_parts.h"
#include "gui/panels/run_buttons.h"
#include "gui/widgets.h"
#include "workbench/telling_map.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::gui {
namespace {

// The parameters and frames by which one result of a pass differs from another.
std::string difference_text(const ShownResult& shown) {
  const auto content = content_of(shown);
  if (!content) return {};
  std::string text;
  for (const auto& [name, value] : content->provenance.request) {
    if (name.starts_with("param.")) text += (text.empty() ? "" : ", ") + name.substr(6) + " " + value;
    if (name == "frames" && value != "0-end") text = "frames " + value + (text.empty() ? "" : ", ") + text;
  }
  return text;
}

void set_status(App& app, const ShownResult& shown, AnalystStatus status) {
  const auto& statuses = app.bench.notes().statuses;
  const auto before = statuses.find(shown.row.key);
  app.bench.execute(
      {"mark result",
       StatusEdit{shown.row.key, before == statuses.end() ? AnalystStatus::kUnset : before->second, status}, 0});
}

AnalystStatus status_of(App& app, const ShownResult& shown) {
  const auto& statuses = app.bench.notes().statuses;
  const auto found = statuses.find(shown.row.key);
  return found == statuses.end() ? AnalystStatus::kUnset : found->second;
}

// `end`: the live result is to be taken off.
void result_row(App& app, ExhibitDesk& desk, const ShownResult& shown, int number, bool& end) {
  const PassDescriptor* pass = find_pass(app.bench.passes(), shown.row.pass);
  const bool chosen = desk.chosen_result == shown.row.key;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = em(2.35);
  const float marks = em(1.9);
  ImGui::PushID(shown.row.key.c_str());
  // The status has a button of its own, at the right.
  if (ImGui::Selectable("##result", chosen, 0, {width - marks, height})) {
    if (!chosen)
      app.bench.choose_result(desk.record.id, shown.row.key,
                              content_of(shown) ? telling_map(content_of(shown)->output) : std::string());
    app.chosen_pass = shown.row.pass;
    app.panels.chosen_curve.clear();
    app.panels.chosen_table.clear();
  }
  name_item(shown.live() ? "result.live"
                         : "result." + shown.row.pass + (number == 0 ? "" : "." + std::to_string(number)));
  const Sign sign = sign_of_row(shown.row);
  hint(app, sign_word(sign) + ": " + sign_meaning(sign));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_sign(list, {at.x + em(0.7), at.y + em(0.65)}, em(0.9), sign);
  const float left = at.x + em(1.5), space = width - em(1.5) - marks - em(0.3);
  const std::string title = cut_off(pass == nullptr ? shown.row.pass : pass->title, space - em(5.5));
  list.AddText({left, at.y + em(0.1)}, ImGui::GetColorU32(ImGuiCol_Text), title.c_str());
  const std::string word = sign_word(sign);
  list.AddText({left + space - ImGui::CalcTextSize(word.c_str()).x, at.y + em(0.1)},
               ImGui::GetColorU32(sign_colour(sign)), word.c_str());
  std::string detail = shown.live() ? "follows the marks; not kept" : difference_text(shown);
  if (shown.row.state != ResultState::kDone && content_of(shown)) detail = reason_text(content_of(shown)->error);
  if (detail.empty()) detail = time_text(shown.row.stored_at);
  detail = cut_off(shown.reading ? "reading ..." : detail, space);
  list.AddText({left, at.y + em(1.2)}, ImGui::GetColorU32(ImGuiCol_TextDisabled), detail.c_str());
  same_line_at(width - em(1.3));
  AnalystStatus status = status_of(app, shown);
  if (shown.live()) {
    if (icon_button(app, "live.end", icon::kClose, "Stop answering to the marks")) end = true;
  } else if (status_picker(app, "status." + shown.row.pass + (number == 0 ? "" : "." + std::to_string(number)), status,
                           false)) {
    set_status(app, shown, status);
  }
  ImGui::SetCursorScreenPos({at.x, at.y + height + ImGui::GetStyle().ItemSpacing.y});
  ImGui::PopID();
}

void running_rows(App& app, const ExhibitDesk& desk) {
  for (const Activity& activity : app.bench.background().activities()) {
    const bool ours = std::any_of(desk.running.begin(), desk.running.end(),
                                  [&](const RunningPass& r) { return r.activity == activity.id; });
    if (ours) {
      progress_line(app, "results.progress", activity, ImGui::GetContentRegionAvail().x);
      return;
    }
  }
}

void result_list(App& app, ExhibitDesk& desk) {
  std::string pass;
  int number = 0;
  bool end = false;
  for (const ShownResult& shown : desk.results) {
    if (!shown.live()) {
      number = shown.row.pass == pass ? number + 1 : 0;
      pass = shown.row.pass;
    }
    result_row(app, desk, shown, number, end);
  }
  if (end) end_following(app.bench);
}

}  // namespace

void results_panel(App& app) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr) {
    empty_state(app, icon::kChart, "No results", "Open a file, then run passes from the left.");
    return;
  }
  tell_state("results", std::to_string(desk->results.size()));
  tell_state("result", desk->chosen_result);
  tell_state("live_answers", std::to_string(desk->followed.answers));
  const auto live = std::find_if(desk->results.begin(), desk->results.end(), [](auto& shown) { return shown.live(); });
  tell_state("live", live == desk->results.end() ? "none" : live->settled ? "settled" : "quick");
  running_rows(app, *desk);
  if (!desk->followed.trouble.empty()) wrapped_dim_text("No answer to these marks: " + shown(desk->followed.trouble));
  if (desk->results.empty()) {
    empty_state(app, icon::kChart, "No results yet",
                "Choose a pass on the left and press Run, or run the profile \"triage\" for a first look.");
    return;
  }
  const ShownResult* chosen = chosen_result(app);
  const float row = em(2.35) + ImGui::GetStyle().ItemSpacing.y;
  const float whole = row * static_cast<float>(desk->results.size()) + em(0.3);
  const float space = ImGui::GetContentRegionAvail().y;
  const float list = chosen == nullptr ? space : std::min(whole, space * 0.38F);
  ImGui::BeginChild("##list", {0, list});
  result_list(app, *desk);
  ImGui::EndChild();
  if (chosen == nullptr) return;
  ImGui::Separator();
  ImGui::BeginChild("##details");
  AnalystStatus status = status_of(app, *chosen);
  if (chosen->settled) {
    sign_item(app, sign_of_row(chosen->row), true);
  } else {
    dim_text("counting ...");
  }
  ImGui::SameLine(0, em(1.2));
  if (chosen->live()) {
    dim_text("follows the marks");
  } else if (status_picker(app, "result.status", status, true)) {
    set_status(app, *chosen, status);
  }
  same_line_at(ImGui::GetContentRegionMax().x - em(1.5));
  if (icon_button(app, "result.close", icon::kClose, "Back to the list alone, and no map over the picture")) {
    app.bench.choose_result(desk->record.id, "", "");
  }
  if (const auto content = content_of(*chosen)) {
    result_details(app, *desk, *chosen, *content);
  } else {
    dim_text("Reading the result ...");
  }
  ImGui::EndChild();
}

}  // namespace spoor::gui
