#include "gui/items.h"
#include "gui/panels/panels.h"
#include "gui/panels/run_buttons.h"
#include "gui/widgets.h"

#include <algorithm>
#include <cmath>

namespace spoor::gui {
namespace {

// What a widget did to a value.
struct Touch {
  bool changed = false;   ///< has another value
  bool finished = false;  ///< and was let go
};

std::string help_of(const ParamField& field) {
  std::string help = field.help;
  if (field.kind == ParamKind::kInteger || field.kind == ParamKind::kNumber || field.kind == ParamKind::kIntegerList) {
    help += "\nBetween " + param_text(field.hard.low) + " and " + param_text(field.hard.high);
    if (!field.unit.empty()) help += " " + field.unit;
    help += ". Ctrl+click to type a value.";
  }
  return help + "\nDefault: " + param_text(field.fallback);
}

const char* unit_format(const ParamField& field, const char* number, std::string& buffer) {
  std::string unit = field.unit == "1" ? "" : field.unit;
  std::string escaped;
  for (const char c : unit) escaped += c == '%' ? std::string("%%") : std::string(1, c);
  buffer = number + (escaped.empty() ? "" : " " + escaped);
  return buffer.c_str();
}

Touch integer(const std::string& id, const ParamField& field, ParamValue& value) {
  std::int64_t number = std::get<std::int64_t>(value);
  const auto low = static_cast<std::int64_t>(field.slider.low), high = static_cast<std::int64_t>(field.slider.high);
  std::string buffer;
  Touch touch;
  if (high > low) {
    // A slider moves within its range, a typed value may go as far as the pass takes it.
    touch.changed =
        ImGui::SliderScalar(id.c_str(), ImGuiDataType_S64, &number, &low, &high, unit_format(field, "%lld", buffer));
  } else {
    touch.changed = ImGui::InputScalar(id.c_str(), ImGuiDataType_S64, &number);
  }
  touch.finished = ImGui::IsItemDeactivatedAfterEdit();
  value = std::clamp(number, static_cast<std::int64_t>(field.hard.low), static_cast<std::int64_t>(field.hard.high));
  return touch;
}

Touch real(const std::string& id, const ParamField& field, ParamValue& value) {
  double number = std::get<double>(value);
  std::string buffer;
  Touch touch;
  if (field.slider.high > field.slider.low) {
    touch.changed = ImGui::SliderScalar(id.c_str(), ImGuiDataType_Double, &number, &field.slider.low,
                                        &field.slider.high, unit_format(field, "%.4g", buffer));
  } else {
    touch.changed = ImGui::InputScalar(id.c_str(), ImGuiDataType_Double, &number);
  }
  touch.finished = ImGui::IsItemDeactivatedAfterEdit();
  if (std::isfinite(number)) value = std::clamp(number, field.hard.low, field.hard.high);
  return touch;
}

Touch choice(const std::string& id, const ParamField& field, ParamValue& value) {
  Touch touch;
  std::string& chosen = std::get<std::string>(value);
  if (begin_combo(id.c_str(), chosen.c_str())) {
    for (const std::string& one : field.choices) {
      if (ImGui::Selectable(one.c_str(), one == chosen)) {
        touch.changed = touch.finished = one != chosen;
        chosen = one;
      }
      name_item(id.substr(2) + "." + one);
    }
    ImGui::EndCombo();
  }
  return touch;
}

Touch on_off(const std::string& id, ParamValue& value) {
  Touch touch;
  bool on = std::get<bool>(value);
  touch.changed = touch.finished = ImGui::Checkbox(id.c_str(), &on);
  value = on;
  return touch;
}

// Several sliders in a line, with a button to add one and one to take the last away.
Touch integers(App& app, const std::string& id, const ParamField& field, ParamValue& value) {
  auto& list = std::get<std::vector<std::int64_t>>(value);
  const auto low = static_cast<std::int64_t>(field.slider.low), high = static_cast<std::int64_t>(field.slider.high);
  constexpr std::size_t kMost = 16, kInLine = 4;
  Touch touch;
  const float left = ImGui::GetCursorPosX();
  const float side = ImGui::GetFrameHeight(), gap = em(0.25);
  const float width = ImGui::GetContentRegionAvail().x - 2 * (side + gap);
  const auto in_line = static_cast<float>(std::min(kInLine, std::max<std::size_t>(1, list.size())));
  const float each = (width - gap * (in_line - 1)) / in_line;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0 && i % kInLine != 0) ImGui::SameLine(0, gap);
    if (i > 0 && i % kInLine == 0) ImGui::SetCursorPosX(left);
    ImGui::SetNextItemWidth(each);
    const std::string one = id + "." + std::to_string(i);
    touch.changed |= ImGui::SliderScalar(one.c_str(), ImGuiDataType_S64, &list[i], &low, &high, "%lld");
    touch.finished |= ImGui::IsItemDeactivatedAfterEdit();
    name_item(one.substr(2));
    hint(app, help_of(field));
    list[i] =
        std::clamp(list[i], static_cast<std::int64_t>(field.hard.low), static_cast<std::int64_t>(field.hard.high));
  }
  ImGui::SameLine(0, gap);
  if (icon_button(app, id.substr(2) + ".add", icon::kPlus, "One more", false, list.size() < kMost)) {
    list.push_back(list.empty() ? low : list.back());
    touch.changed = touch.finished = true;
  }
  ImGui::SameLine(0, 0);
  if (icon_button(app, id.substr(2) + ".less", icon::kClose, "Take the last one away", false, list.size() > 1)) {
    list.pop_back();
    touch.changed = touch.finished = true;
  }
  return touch;
}

Touch widget(App& app, const std::string& id, const ParamField& field, ParamValue& value) {
  switch (field.kind) {
    case ParamKind::kSwitch:
      return on_off(id, value);
    case ParamKind::kInteger:
      return integer(id, field, value);
    case ParamKind::kNumber:
      return real(id, field, value);
    case ParamKind::kChoice:
      return choice(id, field, value);
    case ParamKind::kIntegerList:
      break;
  }
  return integers(app, id, field, value);
}

// While a slider moves, the visible part is computed at once; when it is let go, the frame in full.
void follow(App& app, const PassDescriptor& pass, const Touch& touch) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr || !pass.preview || !why_grey(app, pass).empty()) return;
  if (touch.changed && !touch.finished) {
    app.bench.ask_preview(pass.id, app.params.values(pass), visible_pixels(desk->view));
  }
  if (touch.finished) {
    app.bench.end_preview();
    app.bench.run(pass.id, app.params.values(pass), RunFrames::kThisFrame);
  }
}

void field_row(App& app, const PassDescriptor& pass, const ParamField& field, ParamValue value) {
  row_label(app, field.label.c_str(), help_of(field).c_str(), em(8.5));
  const std::string id = "##param." + field.id;
  const bool touched = app.params.touched(pass.id, field.id);
  const ParamValue before = value;
  if (touched) ImGui::SetNextItemWidth(-ImGui::GetFrameHeight() - em(0.2));
  const Touch touch = widget(app, id, field, value);
  if (field.kind != ParamKind::kIntegerList) {
    name_item(id.substr(2));
    hint(app, help_of(field));
  }
  if (value != before) app.params.set(pass, field.id, value);
  follow(app, pass, touch);
  if (!touched || field.kind == ParamKind::kIntegerList) return;
  ImGui::SameLine(0, em(0.2));
  if (icon_button(app, "param." + field.id + ".reset", icon::kUndo, "Back to " + param_text(field.fallback))) {
    app.params.set(pass, field.id, field.fallback);
  }
}

void live_line(App& app, const PassDescriptor& pass) {
  const auto& preview = app.bench.preview();
  if (!preview || preview->pass != pass.id) return;
  if (!preview->error.empty()) {
    wrapped_dim_text("No preview: " + preview->error);
  } else {
    wrapped_dim_text("Preview of the visible part; the full frame follows when you let go.");
  }
}

}  // namespace

void parameters_panel(App& app) {
  const PassDescriptor* pass = chosen_pass(app);
  if (pass == nullptr) {
    empty_state(app, icon::kLevels, "No pass chosen", "Choose a pass on the left to set its parameters and run it.");
    return;
  }
  ImGui::BeginChild("##parameters");
  ImGui::PushFont(app.fonts.strong);
  wrapped_text(pass->title);
  ImGui::PopFont();
  wrapped_dim_text(pass->question);
  ImGui::Dummy({0, em(0.2)});
  const ParamValues values = app.params.values(*pass);
  for (const ParamField& field : pass->params) {
    const auto value = values.find(field.id);
    if (value != values.end()) field_row(app, *pass, field, value->second);
  }
  if (pass->params.empty()) dim_text("This pass has no parameters.");
  ImGui::Dummy({0, em(0.2)});
  run_buttons(app, "parameters", *pass);
  live_line(app, *pass);
  const std::string reason = why_grey(app, *pass);
  if (!reason.empty()) {
    ImGui::PushStyleColor(ImGuiCol_Text, warning_colour());
    wrapped_text(reason);
    ImGui::PopStyleColor();
  }
  ImGui::Dummy({0, em(0.3)});
  ExhibitDesk* desk = app.bench.active();
  const std::string command = command_of(*pass, values, desk == nullptr ? "" : desk->record.exhibit.path);
  if (button(app, "parameters.reset", "Defaults", "All parameters of this pass back to their defaults")) {
    app.params.reset(pass->id);
  }
  ImGui::SameLine(0, em(0.35));
  if (button(app, "parameters.copy", "Copy as command", command)) {
    ImGui::SetClipboardText(command.c_str());
    app.bench.tell(Notice::Kind::kDone, "Command copied.");
  }
  ImGui::SameLine(0, em(0.35));
  if (button(app, "parameters.method", "Method page", "What it asks, how, and when it lies")) {
    app.right = RightPage::kMethod;
  }
  heading(app, "How");
  wrapped_text(pass->summary);
  heading(app, "Limits");
  for (const auto& limit : pass->limits) bullet_text(limit);
  ImGui::EndChild();
}

}  // namespace spoor::gui
