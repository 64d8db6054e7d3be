#include "gui/panels/result_parts.h"

#include "base/text.h"
#include "evidence/mark_roles.h"
#include "gui/items.h"
#include "gui/panels/finding_edits.h"
#include "gui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <span>

namespace spoor::gui {
namespace {

// A line that opens and closes what is below it.
bool fold(App& app, const std::string& name, const std::string& title, bool open_at_first) {
  auto& folds = app.panels.open_parts;
  const bool toggled = folds.contains(name);
  const bool open = toggled != open_at_first;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = std::max(1.F, ImGui::GetContentRegionAvail().x);
  if (ImGui::InvisibleButton(("##fold." + name).c_str(), {width, em(1.4)})) {
    if (toggled) {
      folds.erase(name);
    } else {
      folds.insert(name);
    }
  }
  name_item("result." + name);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImU32 colour = ImGui::GetColorU32(ImGuiCol_Text, ImGui::IsItemHovered() ? 1.F : 0.85F);
  list.AddText(ImGui::GetFont(), em(0.65), {at.x, at.y + em(0.42)}, colour, open ? icon::kDown : icon::kRight);
  list.AddText(app.fonts.strong, em(), {at.x + em(1), at.y + em(0.2)}, colour, title.c_str());
  return open;
}

void go_to(App& app, ExhibitDesk& desk, const std::optional<std::int64_t>& frame, const std::string& name) {
  if (!frame || !desk.is_clip()) return;
  ImGui::SameLine(0, em(0.5));
  if (link(app, name, fmt::format("frame {}", *frame), "Go there")) desk.playhead.go_to(*frame, app.now_s);
}

// Maps of one kind over several frames share their id: the one nearest to the frame that is seen is shown.
const Map* map_near(const PassOutput& output, const std::string& id, std::int64_t frame) {
  const Map* best = nullptr;
  for (const Map& map : output.maps) {
    if (map.id != id) continue;
    if (best == nullptr || std::abs(map.frame - frame) < std::abs(best->frame - frame)) best = &map;
  }
  return best;
}

void show_map(App& app, ExhibitDesk& desk, const ShownResult& result, const std::string& id, std::int64_t frame) {
  app.bench.choose_result(desk.record.id, result.row.key, id);
  if (desk.is_clip()) desk.playhead.go_to(frame, app.now_s);
}

void attaching(App& app, const ShownResult& result, const Observation& one) {
  same_line_at(ImGui::GetContentRegionMax().x - em(1.5));
  if (icon_button(app, "observation." + one.id + ".attach", icon::kLink,
                  "Attach this observation to a finding, for or against")) {
    ImGui::OpenPopup("attach");
  }
  if (ImGui::BeginDragDropSource()) {
    const std::string dragged = result.row.key + "\n" + one.id;
    ImGui::SetDragDropPayload("observation", dragged.data(), dragged.size());
    ImGui::TextUnformatted(cut_off(shown(one.statement), em(20)).c_str());
    ImGui::EndDragDropSource();
  }
  if (begin_popup("attach")) {
    attach_menu(app, {result.row.key, one.id});
    ImGui::EndPopup();
  }
}

void observation(App& app, ExhibitDesk& desk, const ShownResult& result, const PassResult& content,
                 const Observation& one) {
  ImGui::PushID(&one);
  // What a quick answer says may change with the full one.
  if (result.settled) {
    sign_item(app, sign_of(one.bearing), true);
  } else {
    dim_text("counting ...");
  }
  go_to(app, desk, one.frame, "observation." + one.id + ".frame");
  if (!result.live()) attaching(app, result, one);
  if (result.settled) {
    wrapped_text(shown(one.statement));
  } else {
    wrapped_dim_text(shown(one.statement));
  }
  if (one.false_alarm || one.bearing == Bearing::kConcern) {
    wrapped_dim_text("False alarms: " + false_alarm_text(one.false_alarm));
    hint(app, "How often an honest file raises this, as an upper bound with 95 % confidence");
  }
  if (!one.innocent_causes.empty()) {
    dim_text("Innocent causes");
    for (const auto& cause : one.innocent_causes) bullet_text(shown(cause));
  }
  for (const Map& map : content.output.maps) {
    if (std::find(one.rests_on.begin(), one.rests_on.end(), map.id) == one.rests_on.end()) continue;
    if (one.frame && *one.frame != map.frame) continue;
    if (link(app, "observation." + one.id + "." + map.id, cut_off(shown(map.title), em(20)),
             "Lay it over the picture")) {
      show_map(app, desk, result, map.id, map.frame);
    }
  }
  ImGui::Dummy({0, em(0.25)});
  ImGui::PopID();
}

void frames_of_map(App& app, ExhibitDesk& desk, const ShownResult& result, const PassOutput& output,
                   const std::string& id) {
  ImGui::Indent(em(1.6));
  bool first = true;
  for (const Map& map : output.maps) {
    if (map.id != id) continue;
    const std::string number = std::to_string(map.frame);
    if (!first) ImGui::SameLine(0, em(0.6));
    if (!first && ImGui::GetContentRegionAvail().x < ImGui::CalcTextSize(number.c_str()).x) ImGui::NewLine();
    first = false;
    if (link(app, "map." + id + "." + number, number, "The map of this frame")) {
      show_map(app, desk, result, id, map.frame);
    }
  }
  ImGui::Unindent(em(1.6));
}

void map_row(App& app, ExhibitDesk& desk, const ShownResult& result, const PassOutput& output, const Map& map) {
  const bool on = desk.chosen_map == map.id && desk.chosen_result == result.row.key;
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (ImGui::Selectable("##map", on, 0, {width, em(1.35)})) {
    if (on) {
      app.bench.choose_result(desk.record.id, result.row.key, "");
    } else {
      show_map(app, desk, result, map.id, map_near(output, map.id, desk.playhead.frame())->frame);
    }
  }
  name_item("map." + map.id);
  hint(app, shown(map.reading) + (on ? "\nClick to take it off" : "\nClick to lay it over the picture"));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddText({at.x + em(0.2), at.y + em(0.15)}, ImGui::GetColorU32(ImGuiCol_Text, on ? 1.F : 0.55F),
               on ? icon::kEye : icon::kEyeOff);
  const std::string cut = cut_off(shown(map.title), width - em(1.8));
  list.AddText({at.x + em(1.6), at.y + em(0.15)}, ImGui::GetColorU32(ImGuiCol_Text), cut.c_str());
  if (on && desk.is_clip()) frames_of_map(app, desk, result, output, map.id);
}

void maps(App& app, ExhibitDesk& desk, const ShownResult& result, const PassOutput& output) {
  std::set<std::string> seen;
  for (const Map& map : output.maps) {
    if (!seen.insert(map.id).second) continue;
    ImGui::PushID(map.id.c_str());
    map_row(app, desk, result, output, map);
    ImGui::PopID();
  }
  if (desk.chosen_map.empty()) return;
  ImGui::AlignTextToFramePadding();
  dim_text("Opacity");
  same_line_at(ImGui::GetCursorStartPos().x + em(5));
  ImGui::SetNextItemWidth(-1);
  auto opacity = static_cast<float>(desk.comparison.opacity * 100);
  if (ImGui::SliderFloat("##opacity", &opacity, 0, 100, "%.0f %%")) desk.comparison.opacity = opacity / 100;
  name_item("map.opacity");
}

// Of a quick answer, those that only the full one gives are grey.
bool awaited(const ShownResult& result, const PassDescriptor* pass, const std::string& id) {
  if (result.settled || pass == nullptr || !pass->follows) return false;
  const auto& late = pass->follows->late;
  return std::find(late.begin(), late.end(), id) != late.end();
}

void measurements(App& app, ExhibitDesk& desk, const ShownResult& result, const PassOutput& output) {
  const PassDescriptor* pass = find_pass(app.bench.passes(), result.row.pass);
  for (const Measurement& one : output.measurements) {
    const bool grey = awaited(result, pass, one.id);
    if (grey) ImGui::PushStyleColor(ImGuiCol_Text, dim_colour());
    ImGui::PushID(&one);
    const float width = ImGui::GetContentRegionAvail().x;
    const float left = ImGui::GetCursorPosX();
    const std::string value = measured_text(one);
    const float wide = std::min(width * 0.5F, ImGui::CalcTextSize(value.c_str()).x);
    elided_text(app, one.title, width - wide - em(1));
    same_line_at(left + width - wide);
    elided_text(app, value, wide);
    hint(app, one.sigma ? "Value and its standard deviation" : "No standard deviation is known for this value");
    if (desk.is_clip()) go_to(app, desk, one.frame, "measurement." + one.id + ".frame");
    if (grey) ImGui::PopStyleColor();
    ImGui::PopID();
  }
}

void take_over(App& app, const ExhibitDesk& desk, std::span<const Region> suggestions) {
  const Marks& marks = app.bench.marks(desk.record.id);
  if (const auto change = with_suggestions(marks, suggestions, app.settings.author, written_now()))
    app.bench.change_marks(desk.record.id, *change, 0);
}

std::string as_a_mark(const Region& region) {
  if (region.role == kSuggestedRole) return "Adds it to your marks";
  std::string words = "Adds it to your marks, as " + region.role;
  if (!region.group.empty()) words += " of group " + region.group;
  return words;
}

void regions(App& app, ExhibitDesk& desk, const PassOutput& output) {
  std::map<std::string, std::vector<Region>> by_role;
  for (const Region& region : output.regions) by_role[as_a_mark(region)].push_back(region);
  for (const auto& [words, alike] : by_role) {
    if (alike.size() < 2) continue;
    const std::string& role = alike.front().role;
    const std::string of = role == kSuggestedRole ? "" : " of role " + role;
    if (link(app, "suggested.keep_all." + role, fmt::format("make all {}{} marks", alike.size(), of),
             words + "; one step to undo"))
      take_over(app, desk, alike);
  }
  for (const Region& region : output.regions) {
    ImGui::PushID(&region);
    const std::string title = region.label.empty() ? region.id : region.label;
    if (link(app, "suggested." + region.id, cut_off(shown(title), em(18)), "Show this place")) {
      if (desk.is_clip()) desk.playhead.go_to(region.frames.first, app.now_s);
      const auto points = points_at(region, desk.playhead.frame());
      if (!points.empty()) {
        PicturePoint low = points.front(), high = low;
        for (const PicturePoint& p : points) {
          low = {std::min(low.x, p.x), std::min(low.y, p.y)};
          high = {std::max(high.x, p.x), std::max(high.y, p.y)};
        }
        desk.view = framed(desk.view, low, high);
      }
    }
    ImGui::SameLine(0, em(0.6));
    if (link(app, "suggested." + region.id + ".keep", "make it a mark", as_a_mark(region))) {
      take_over(app, desk, {&region, 1});
    }
    ImGui::PopID();
  }
}

void provenance(App& app, const PassResult& content) {
  dim_text("Key");
  same_line_at(ImGui::GetCursorStartPos().x + em(5.5));
  code_text(app, "key", content.provenance.key);
  hint(app, "SHA-256 of the request below: equal requests have equal keys");
  const auto lines = [&](const char* id, const Lines& list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      ImGui::PushID(id);
      ImGui::PushID(static_cast<int>(i));
      const float left = ImGui::GetCursorPosX();
      dim_text(elided(list[i].first, em(7)));
      hint(app, list[i].first);
      same_line_at(left + em(7.4));
      code_text(app, "value", list[i].second);
      ImGui::PopID();
      ImGui::PopID();
    }
  };
  heading(app, "Request");
  lines("request", content.provenance.request);
  heading(app, "Computed on");
  lines("environment", content.provenance.environment);
}

}  // namespace

void result_details(App& app, ExhibitDesk& desk, const ShownResult& result, const PassResult& content) {
  const PassDescriptor* pass = find_pass(app.bench.passes(), content.pass);
  ImGui::PushFont(app.fonts.strong);
  wrapped_text(pass == nullptr ? content.pass : pass->title);
  ImGui::PopFont();
  if (pass != nullptr) wrapped_dim_text(pass->question);
  if (content.state != ResultState::kDone) {
    ImGui::Dummy({0, em(0.2)});
    wrapped_text(shown(reason_text(content.error)));
  }
  const PassOutput& output = content.output;
  ImGui::Dummy({0, em(0.3)});
  for (const Observation& one : output.observations) observation(app, desk, result, content, one);
  const auto titled = [](const char* what, std::size_t count) { return fmt::format("{}  ({})", what, count); };
  if (!output.maps.empty() && fold(app, "maps", titled("Maps", output.maps.size()), true)) {
    maps(app, desk, result, output);
  }
  if (!output.curves.empty() && fold(app, "curves", titled("Curves", output.curves.size()), true)) {
    for (const Curve& curve : output.curves) {
      if (link(app, "curve." + curve.id, cut_off(shown(curve.title), em(20)), "Show it below")) {
        app.panels.chosen_curve = curve.id;
        app.bottom = BottomPage::kCurves;
      }
    }
  }
  if (!output.tables.empty() && fold(app, "tables", titled("Tables", output.tables.size()), true)) {
    for (const Table& table : output.tables) {
      const std::string title = fmt::format("{}  ({} rows)", cut_off(shown(table.title), em(17)), table.rows.size());
      if (link(app, "table." + table.id, title, "Show it below")) {
        app.panels.chosen_table = table.id;
        app.bottom = BottomPage::kTable;
      }
    }
  }
  if (!output.measurements.empty() &&
      fold(app, "measurements", titled("Measurements", output.measurements.size()), true)) {
    measurements(app, desk, result, output);
  }
  if (!output.regions.empty() && fold(app, "regions", titled("Suggested places", output.regions.size()), true)) {
    regions(app, desk, output);
  }
  if (!output.anomalies.empty() && fold(app, "anomalies", titled("Anomalies", output.anomalies.size()), false)) {
    for (const Anomaly& one : output.anomalies) {
      bullet_text(shown(one.offset < 0 ? one.what : fmt::format("{} (at byte {})", one.what, one.offset)));
    }
  }
  if (pass != nullptr && fold(app, "limits", "Limits", false)) {
    for (const auto& limit : pass->limits) bullet_text(limit);
    if (link(app, "result.method", "Method page", "What it asks, how, and when it lies")) {
      app.chosen_pass = pass->id;
      app.right = RightPage::kMethod;
    }
  }
  if (fold(app, "provenance", "Provenance", false)) provenance(app, content);
}

}  // namespace spoor::gui
