#include "gui/items.h"
#include "gui/panels/panels.h"
#include "gui/panels/row_jump.h"
#include "gui/panels/run_buttons.h"
#include "gui/table_widget.h"
#include "gui/widgets.h"

#include <algorithm>

namespace spoor::gui {

void jump_to_row(App& app, const std::string& name, std::size_t row) {
  ExhibitDesk* desk = app.bench.active();
  const auto state = app.panels.tables.find(name);
  if (desk == nullptr || state == app.panels.tables.end() || !state->second.view) return;
  const TableView& view = *state->second.view;
  if (const auto frame = view.number_in(row, Table::Kind::kFrame)) desk->playhead.go_to(*frame, app.now_s);
  if (const auto offset = view.number_in(row, Table::Kind::kOffset)) {
    StructureView& structure = app.panels.structures[desk->record.id];
    structure.top = *offset / 16 * 16;
    structure.first = *offset;
    structure.bytes = 1;
  }
}

void table_panel(App& app) {
  const ShownResult* result = chosen_result(app);
  const auto content = result == nullptr ? nullptr : content_of(*result);
  if (content == nullptr || content->output.tables.empty()) {
    links_to_results(app, "tables.of", [](const PassOutput& output) { return !output.tables.empty(); });
    empty_state(app, icon::kTable, "No table",
                result == nullptr ? "Choose a result on the right; its tables are shown here."
                                  : "The chosen result has no table.");
    return;
  }
  const auto& tables = content->output.tables;
  auto found = std::find_if(tables.begin(), tables.end(),
                            [&](const Table& table) { return table.id == app.panels.chosen_table; });
  if (found == tables.end()) found = tables.begin();
  if (tables.size() > 1) {
    ImGui::SetNextItemWidth(em(20));
    if (begin_combo("##table", elided(shown(found->title), em(18)).c_str())) {
      for (const Table& one : tables) {
        if (ImGui::Selectable((shown(one.title) + "##" + one.id).c_str(), one.id == found->id)) {
          app.panels.chosen_table = one.id;
        }
      }
      ImGui::EndCombo();
    }
    name_item("table.choice");
  }
  // The table lives as long as its result.
  const std::shared_ptr<const Table> table(content, &*found);
  if (const auto row = table_widget(app, "table", table)) jump_to_row(app, "table", *row);
}

}  // namespace spoor::gui
