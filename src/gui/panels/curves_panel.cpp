#include "gui/items.h"
#include "gui/panels/panels.h"
#include "gui/panels/run_buttons.h"
#include "gui/plot.h"
#include "gui/table_widget.h"
#include "gui/widgets.h"
#include "report/csv.h"

#include <algorithm>
#include <cmath>

namespace spoor::gui {
namespace {

const Curve* chosen_curve(App& app, const PassOutput& output) {
  if (output.curves.empty()) return nullptr;
  const auto found = std::find_if(output.curves.begin(), output.curves.end(),
                                  [&](const Curve& curve) { return curve.id == app.panels.chosen_curve; });
  return found == output.curves.end() ? &output.curves.front() : &*found;
}

void head(App& app, const PassOutput& output, const Curve& curve, const std::string& name) {
  ImGui::SetNextItemWidth(std::min(em(24), ImGui::GetContentRegionAvail().x * 0.6F));
  if (begin_combo("##curve", shown(curve.title).c_str())) {
    for (const Curve& one : output.curves) {
      if (ImGui::Selectable((shown(one.title) + "##" + one.id).c_str(), one.id == curve.id)) {
        app.panels.chosen_curve = one.id;
      }
      name_item("curves." + one.id);
    }
    ImGui::EndCombo();
  }
  name_item("curves.choice");
  ImGui::SameLine(0, em(0.4));
  if (icon_button(app, "curves.fit", icon::kFit, "All of it (double click)")) app.panels.plots[name].fitted = true;
  ImGui::SameLine(0, 0);
  if (icon_button(app, "curves.save", icon::kDownload, "Save every point as CSV")) {
    save_text(app, curve.id + ".csv", curve_csv(curve));
  }
  ImGui::SameLine(0, em(0.8));
  ImGui::AlignTextToFramePadding();
  dim_text(curve.x_is_frame ? "Wheel: frames. Shift+wheel: values. A click goes to the frame."
                            : "Wheel: along x. Shift+wheel: values. Drag to move.");
}

}  // namespace

void curves_panel(App& app) {
  ExhibitDesk* desk = app.bench.active();
  const ShownResult* result = chosen_result(app);
  const auto content = result == nullptr ? nullptr : content_of(*result);
  const Curve* curve = content == nullptr ? nullptr : chosen_curve(app, content->output);
  if (desk == nullptr || curve == nullptr) {
    links_to_results(app, "curves.of", [](const PassOutput& output) { return !output.curves.empty(); });
    empty_state(app, icon::kChart, "No curve",
                result == nullptr ? "Choose a result on the right; its curves are shown here."
                                  : "The chosen result has no curves. Timing, histogram and others have.");
    return;
  }
  const std::string name = "plot." + result->row.pass + "." + curve->id;
  head(app, content->output, *curve, name);
  std::optional<double> marker;
  if (curve->x_is_frame) marker = static_cast<double>(desk->playhead.frame());
  if (const auto clicked = plot(app, name, *curve, marker); clicked && curve->x_is_frame) {
    desk->playhead.go_to(std::llround(*clicked), app.now_s);
  }
}

}  // namespace spoor::gui
