#include "analysis/profile.h"
#include "gui/items.h"
#include "gui/panels/panels.h"
#include "gui/panels/run_buttons.h"
#include "gui/widgets.h"

#include <algorithm>

namespace spoor::gui {
namespace {

std::string names_of(const PassDescriptor& pass) {
  std::string names;
  for (const auto& name : pass.known_as) names += (names.empty() ? "" : ", ") + name;
  return names;
}

std::string explanation(const PassDescriptor& pass, const std::string& reason) {
  std::string text = pass.question;
  if (!pass.known_as.empty()) text += "\nAlso known as " + names_of(pass) + ".";
  if (!reason.empty()) text += "\n\nWhy is this grey?\n" + reason;
  return text + "\n" + pass.id + ", version " + std::to_string(pass.version);
}

void sign_of_pass(App& app, const PassDescriptor& pass, const ImVec2& centre) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr) return;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (is_running(*desk, pass.id)) {
    const float half = em(0.35);
    list.AddCircle(centre, half, ImGui::GetColorU32(accent_colour()), 20, 1.5F);
    list.AddLine(centre, {centre.x, centre.y - half * 0.7F}, ImGui::GetColorU32(accent_colour()), 1.5F);
    list.AddLine(centre, {centre.x + half * 0.5F, centre.y}, ImGui::GetColorU32(accent_colour()), 1.5F);
    return;
  }
  if (const ShownResult* result = newest_result(*desk, pass.id)) {
    draw_sign(list, centre, em(0.85), sign_of_row(result->row));
  }
}

void pass_row(App& app, const PassDescriptor& pass) {
  const std::string reason = app.bench.active() == nullptr ? "" : why_grey(app, pass);
  const bool chosen = app.chosen_pass == pass.id;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = em(1.45);
  if (ImGui::Selectable(("##pass." + pass.id).c_str(), chosen, ImGuiSelectableFlags_AllowDoubleClick, {0, height})) {
    app.chosen_pass = pass.id;
    if (app.right != RightPage::kMethod) app.right = RightPage::kParameters;
    if (ImGui::IsMouseDoubleClicked(0) && reason.empty() && app.bench.active() != nullptr &&
        !is_running(*app.bench.active(), pass.id)) {
      app.bench.run(pass.id, app.params.values(pass), RunFrames::kThisFrame);
      app.right = RightPage::kResults;
    }
  }
  name_item("pass." + pass.id);
  hint(app, explanation(pass, reason));
  sign_of_pass(app, pass, {at.x + em(0.75), at.y + height / 2});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float left = at.x + em(1.6), top = at.y + (height - em()) / 2;
  const float space = at.x + width - left - em(0.3);
  const std::string title = cut_off(pass.title, space);
  list.AddText({left, top}, ImGui::GetColorU32(reason.empty() ? ImGuiCol_Text : ImGuiCol_TextDisabled), title.c_str());
  const float after = ImGui::CalcTextSize(title.c_str()).x + em(0.6);
  if (pass.known_as.empty() || space - after < em(2)) return;
  const std::string names = cut_off(names_of(pass), space - after);
  list.AddText({left + after, top}, ImGui::GetColorU32(ImGuiCol_TextDisabled, 0.85F), names.c_str());
}

void group_of_passes(App& app, const PassGroup& group, bool searching) {
  const bool open = searching || !app.panels.closed_groups.contains(group.title);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = em(1.5);
  if (ImGui::InvisibleButton(("##group." + group.title).c_str(), {std::max(1.F, width), height}) && !searching) {
    if (open) {
      app.panels.closed_groups.insert(group.title);
    } else {
      app.panels.closed_groups.erase(group.title);
    }
  }
  name_item("passes.group." + group.title);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float top = at.y + (height - em()) / 2 + em(0.1);
  const ImU32 colour = ImGui::GetColorU32(ImGuiCol_Text, ImGui::IsItemHovered() ? 1.F : 0.8F);
  list.AddText(ImGui::GetFont(), em(0.7), {at.x + em(0.25), top + em(0.15)}, colour, open ? icon::kDown : icon::kRight);
  list.AddText(app.fonts.strong, em(), {at.x + em(1.3), top}, colour, group.title.c_str());
  const std::string count = std::to_string(group.passes.size());
  list.AddText({at.x + width - ImGui::CalcTextSize(count.c_str()).x - em(0.4), top},
               ImGui::GetColorU32(ImGuiCol_TextDisabled), count.c_str());
  if (!open) return;
  for (const PassDescriptor* pass : group.passes) pass_row(app, *pass);
}

void footer(App& app) {
  ImGui::Separator();
  const PassDescriptor* pass = chosen_pass(app);
  if (pass == nullptr) {
    ImGui::AlignTextToFramePadding();
    dim_text("Choose a pass to run it.");
  } else {
    elided_text(app, pass->title);
    run_buttons(app, "passes", *pass);
  }
  const bool ready = app.bench.active() != nullptr && app.bench.active()->info.has_value();
  ImGui::AlignTextToFramePadding();
  dim_text("All of");
  hint(app, "A profile runs a named set of passes and lists what could not be run, and why.");
  for (const Profile& profile : profiles()) {
    ImGui::SameLine(0, em(0.4));
    if (button(app, "profile." + profile.name, profile.name,
               ready ? profile.purpose : "Open a file first. " + profile.purpose, ready)) {
      app.bench.run_profile(profile.name);
      app.right = RightPage::kResults;
    }
  }
}

}  // namespace

void passes_panel(App& app) {
  if (search_field(app, "passes.search", app.pass_query, "Search passes: ELA, ZERO, cut ...",
                   app.panels.focus_pass_search)) {
    ImGui::SetScrollY(0);
  }
  app.panels.focus_pass_search = false;
  hint(app, "Any known name of a method finds its pass" +
                (keys_of(app, "passes.search").empty() ? "" : "  (" + keys_of(app, "passes.search") + ")"));
  const float below = 3 * ImGui::GetFrameHeightWithSpacing() + em(0.6);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {em(0.3), 1});
  ImGui::BeginChild("##passes", {0, -below});
  const auto groups = found_passes(app.bench.passes(), app.pass_query);
  for (const PassGroup& group : groups) group_of_passes(app, group, !app.pass_query.empty());
  if (groups.empty()) {
    wrapped_dim_text("No pass of this build is known by \"" + app.pass_query + "\".");
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
  footer(app);
  tell_state("pass", app.chosen_pass);
}

}  // namespace spoor::gui
