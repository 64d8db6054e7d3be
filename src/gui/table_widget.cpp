#include "gui/table_widget.h"

#include "gui/items.h"
#include "gui/widgets.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::gui {
namespace {

std::string heading_of(const Table::Column& column) {
  return column.unit.empty() || column.unit == "1" ? column.name : column.name + " [" + column.unit + "]";
}

void tool_line(App& app, const std::string& name, ShownTable& state) {
  TableView& view = *state.view;
  const std::size_t all = view.table().rows.size();
  ImGui::PushID(name.c_str());
  ImGui::BeginGroup();
  ImGui::BeginChild("##filter", {em(14), ImGui::GetFrameHeight()});
  if (search_field(app, name + ".filter", state.filter, "Filter rows", false)) view.filter(state.filter);
  ImGui::EndChild();
  ImGui::EndGroup();
  ImGui::SameLine(0, em(0.6));
  if (icon_button(app, name + ".copy", icon::kCopy, "Copy the rows shown, with their heading, to the clipboard")) {
    ImGui::SetClipboardText(view.tsv().c_str());
    app.bench.tell(Notice::Kind::kDone, fmt::format("{} rows copied.", view.rows().size()));
  }
  ImGui::SameLine(0, em(0.2));
  if (icon_button(app, name + ".save", icon::kDownload, "Save the rows shown as CSV")) {
    save_text(app, view.table().id + ".csv", view.csv());
  }
  ImGui::SameLine(0, em(0.8));
  ImGui::AlignTextToFramePadding();
  dim_text(view.rows().size() == all ? count_text(static_cast<std::int64_t>(all), "row", "rows")
                                     : fmt::format("{} of {} rows", view.rows().size(), all));
  if (!view.table().title.empty() && ImGui::GetContentRegionAvail().x > em(20)) {
    ImGui::SameLine(0, em(1.2));
    elided_text(app, view.table().title);
  }
  ImGui::PopID();
}

// What the heading says is asked of the view.
void take_sorting(TableView& view) {
  ImGuiTableSortSpecs* specs = ImGui::TableGetSortSpecs();
  if (specs == nullptr || !specs->SpecsDirty) return;
  if (specs->SpecsCount == 0) {
    view.sort_by(-1, false);
  } else {
    view.sort_by(specs->Specs[0].ColumnIndex, specs->Specs[0].SortDirection == ImGuiSortDirection_Descending);
  }
  specs->SpecsDirty = false;
}

bool is_number(Table::Kind kind) { return kind != Table::Kind::kText; }

void cell(App& app, const std::string& text, Table::Kind kind) {
  const std::string whole = shown(text);
  const float space = ImGui::GetContentRegionAvail().x;
  const std::string cut = cut_off(whole, space);
  if (is_number(kind)) {
    const float wide = ImGui::CalcTextSize(cut.c_str()).x;
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.F, space - wide));
  }
  ImGui::TextUnformatted(cut.c_str(), cut.c_str() + cut.size());
  if (cut != whole) hint(app, whole);
}

void headings(const std::string& name, const Table& table, int columns) {
  ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
  for (int column = 0; column < columns; ++column) {
    if (!ImGui::TableSetColumnIndex(column)) continue;
    const auto& one = table.columns[static_cast<std::size_t>(column)];
    ImGui::PushID(column);
    ImGui::TableHeader(heading_of(one).c_str());
    ImGui::PopID();
    name_item(name + ".heading." + one.name);
  }
}

// Width that suits the beginning of a column; a digest, as long as it is, is told by its first digits.
float wanted_width(const Table& table, std::size_t column) {
  std::size_t letters = heading_of(table.columns[column]).size() + 2;
  for (std::size_t row = 0; row < std::min<std::size_t>(table.rows.size(), 60); ++row) {
    letters = std::max(letters, table.rows[row][column].size());
  }
  return em(0.56) * static_cast<float>(std::clamp<std::size_t>(letters, 4, letters > 64 ? 64 : 40)) + em(0.4);
}

}  // namespace

std::optional<std::size_t> table_widget(App& app, const std::string& name, std::shared_ptr<const Table> table) {
  if (!table || table->columns.empty()) return std::nullopt;
  ShownTable& state = app.panels.tables[name];
  if (state.table != table) {
    const int column =
        state.view && state.view->table().columns.size() == table->columns.size() ? state.view->sorted_column() : -1;
    const bool descending = state.view && state.view->descending();
    state.table = table;
    state.view.emplace(table);
    state.view->filter(state.filter);
    if (column >= 0) state.view->sort_by(column, descending);
    if (state.chosen >= static_cast<std::int64_t>(table->rows.size())) state.chosen = -1;
  }
  tool_line(app, name, state);
  TableView& view = *state.view;
  std::optional<std::size_t> clicked;
  const int columns = static_cast<int>(std::min<std::size_t>(table->columns.size(), 60));
  constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_Sortable | ImGuiTableFlags_SortTristate |
                                     ImGuiTableFlags_Resizable | ImGuiTableFlags_Reorderable | ImGuiTableFlags_RowBg |
                                     ImGuiTableFlags_BordersInnerV | ImGuiTableFlags_ScrollX | ImGuiTableFlags_ScrollY |
                                     ImGuiTableFlags_SizingFixedFit;
  tell_state(name + ".rows", std::to_string(view.rows().size()));
  // Columns that differ need a table of their own, or widths would wander from one to the other.
  const std::string id = "##" + name + "." + table->id + std::to_string(columns);
  if (!ImGui::BeginTable(id.c_str(), columns, kFlags, ImGui::GetContentRegionAvail())) return std::nullopt;
  ImGui::TableSetupScrollFreeze(0, 1);
  for (int column = 0; column < columns; ++column) {
    const auto& one = table->columns[static_cast<std::size_t>(column)];
    ImGui::TableSetupColumn(heading_of(one).c_str(), ImGuiTableColumnFlags_WidthFixed,
                            wanted_width(*table, static_cast<std::size_t>(column)));
  }
  headings(name, *table, columns);
  take_sorting(view);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(view.rows().size()));
  while (clipper.Step()) {
    for (int line = clipper.DisplayStart; line < clipper.DisplayEnd; ++line) {
      const std::size_t row = view.rows()[static_cast<std::size_t>(line)];
      ImGui::TableNextRow();
      for (int column = 0; column < columns; ++column) {
        ImGui::TableSetColumnIndex(column);
        if (column == 0) {
          ImGui::PushID(static_cast<int>(row));
          const bool chosen = state.chosen == static_cast<std::int64_t>(row);
          if (ImGui::Selectable("##row", chosen, ImGuiSelectableFlags_SpanAllColumns)) {
            state.chosen = static_cast<std::int64_t>(row);
            clicked = row;
          }
          if (line < 40) name_item(fmt::format("{}.row.{}", name, line));
          ImGui::SameLine(0, 0);
          ImGui::PopID();
        }
        const auto at = static_cast<std::size_t>(column);
        cell(app, table->rows[row][at], table->columns[at].kind);
      }
    }
  }
  ImGui::EndTable();
  return clicked;
}

void save_text(App& app, const std::string& file_name, std::string content) {
  app.panels.dialog.save = {SaveForm::What::kTable, file_name, std::move(content), {}};
  app.dialog = Dialog::kSaveAs;
}

}  // namespace spoor::gui
