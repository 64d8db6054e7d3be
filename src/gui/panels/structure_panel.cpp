#include "gui/items.h"
#include "gui/panels/lazy_notice.h"
#include "gui/panels/panels.h"
#include "gui/widgets.h"
#include "workbench/structure_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace spoor::gui {
namespace {

constexpr std::int64_t kLineBytes = 16;

void choose(StructureView& view, const StructureRow& row) {
  view.chosen = row.id;
  if (row.offset < 0) return;
  view.first = row.offset;
  view.bytes = row.size;
  view.top = row.offset / kLineBytes * kLineBytes;
}

std::string explanation(const StructureRow& row) {
  std::string text = row.meaning;
  if (row.offset >= 0) {
    text += (text.empty() ? "" : "\n") + fmt::format("{} bytes at {} (0x{:x})", row.size, row.offset, row.offset);
  }
  for (const auto& anomaly : row.anomalies) text += "\n" + std::string(icon::kExclamation) + " " + anomaly;
  return shown(text);
}

void tree_row(App& app, StructureView& view, const StructureRow& row, int line) {
  ImGui::TableNextRow();
  ImGui::TableSetColumnIndex(0);
  ImGui::PushID(row.id.c_str());
  const float indent = em(0.9) * static_cast<float>(row.depth);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool chosen = view.chosen == row.id;
  constexpr int kFlags = ImGuiSelectableFlags_SpanAllColumns | ImGuiSelectableFlags_AllowDoubleClick;
  if (ImGui::Selectable("##row", chosen, kFlags)) {
    const bool arrow = ImGui::GetIO().MousePos.x < at.x + indent + em(1.1);
    if (row.has_children && (arrow || ImGui::IsMouseDoubleClicked(0))) {
      if (row.open) {
        view.open.erase(row.id);
      } else {
        view.open.insert(row.id);
      }
    }
    choose(view, row);
  }
  if (line < 60) name_item("structure.row." + row.name + (line == 0 ? "" : "." + std::to_string(line)));
  hint(app, explanation(row));
  if (chosen && view.scroll_tree) {
    ImGui::SetScrollHereY(0.4F);
    view.scroll_tree = false;
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (row.has_children) {
    list.AddText(ImGui::GetFont(), em(0.6), {at.x + indent, at.y + em(0.28)}, ImGui::GetColorU32(ImGuiCol_TextDisabled),
                 row.open ? icon::kDown : icon::kRight);
  }
  ImGui::SameLine(0, 0);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + indent + em(1));
  if (!row.anomalies.empty()) {
    ImGui::PushStyleColor(ImGuiCol_Text, warning_colour());
    ImGui::TextUnformatted(icon::kExclamation);
    ImGui::PopStyleColor();
    ImGui::SameLine(0, em(0.4));
  }
  ImGui::TextUnformatted(shown(row.name).c_str());
  ImGui::PopID();
  ImGui::TableSetColumnIndex(1);
  dim_text(cut_off(shown(row.summary.empty() ? row.meaning : row.summary), ImGui::GetContentRegionAvail().x));
  ImGui::TableSetColumnIndex(2);
  if (row.offset >= 0) dim_text(std::to_string(row.size));
}

void tree(App& app, StructureView& view, const std::vector<StructureRow>& rows) {
  constexpr ImGuiTableFlags kFlags =
      ImGuiTableFlags_Resizable | ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerV;
  if (!ImGui::BeginTable("##tree", 3, kFlags, ImGui::GetContentRegionAvail())) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableSetupColumn("part", ImGuiTableColumnFlags_WidthStretch, 1);
  ImGui::TableSetupColumn("what it holds", ImGuiTableColumnFlags_WidthStretch, 1.5F);
  ImGui::TableSetupColumn("bytes", ImGuiTableColumnFlags_WidthFixed, em(5));
  ImGui::TableHeadersRow();
  // The chosen row has to be drawn to be scrolled to.
  const auto chosen = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.id == view.chosen; });
  const int must = view.scroll_tree && chosen != rows.end() ? static_cast<int>(chosen - rows.begin()) : -1;
  if (must >= 0) ImGui::SetScrollY(std::max(0.F, ImGui::GetTextLineHeightWithSpacing() * static_cast<float>(must - 3)));
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(rows.size()));
  while (clipper.Step()) {
    for (int line = clipper.DisplayStart; line < clipper.DisplayEnd; ++line) {
      tree_row(app, view, rows[static_cast<std::size_t>(line)], line);
    }
  }
  if (must >= 0) view.scroll_tree = false;
  ImGui::EndTable();
}

// Bytes of a line, from one page or two.
std::vector<std::byte> line_bytes(ExhibitDesk& desk, std::int64_t offset) {
  const auto page = desk.page(offset);
  if (!page) return {};
  const std::int64_t within = offset % ExhibitDesk::kPageBytes;
  const auto size = static_cast<std::int64_t>(page->size());
  if (within >= size) return {};
  const auto first = page->begin() + within;
  return {first, first + std::min(kLineBytes, size - within)};
}

void open_to(App& app, StructureView& view, ExhibitDesk& desk, std::int64_t offset) {
  view.first = offset;
  view.bytes = 1;
  const auto& container = desk.container();
  static_cast<void>(app);
  if (!container.value || view.jpeg) return;
  const auto path = path_to_offset(*container.value, offset);
  if (path.empty()) return;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) view.open.insert(path[i]);
  view.chosen = path.back();
  view.scroll_tree = true;
}

// One line of hex; a click on a byte finds the box that holds it.
void hex_row(App& app, StructureView& view, ExhibitDesk& desk, std::int64_t offset, float letter) {
  const auto bytes = line_bytes(desk, offset);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImU32 dim = ImGui::GetColorU32(ImGuiCol_TextDisabled), text = ImGui::GetColorU32(ImGuiCol_Text);
  list.AddText(at, dim, fmt::format("{:08x}", offset).c_str());
  ImGui::PushID(static_cast<int>(offset / kLineBytes));
  const bool clicked = ImGui::InvisibleButton("##line", {letter * 78, em(1.1)});
  ImGui::PopID();
  if (bytes.empty()) {
    list.AddText({at.x + letter * 10, at.y}, dim, "...");
    return;
  }
  const auto column = [&](std::int64_t i) {
    return at.x + letter * (10 + 3 * static_cast<float>(i) + (i >= 8 ? 1 : 0));
  };
  const auto lines = hex_lines(bytes, offset);
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(bytes.size()); ++i) {
    const bool inside = offset + i >= view.first && offset + i < view.first + view.bytes;
    if (inside) {
      list.AddRectFilled({column(i) - 2, at.y}, {column(i) + letter * 2 + 2, at.y + em(1.1)},
                         IM_COL32(90, 120, 142, 130));
    }
    const auto value = std::to_integer<unsigned>(bytes[static_cast<std::size_t>(i)]);
    list.AddText({column(i), at.y}, inside ? IM_COL32(255, 255, 255, 255) : text, fmt::format("{:02x}", value).c_str());
  }
  if (!lines.empty()) list.AddText({at.x + letter * 61, at.y}, dim, lines.front().text.c_str());
  if (!clicked) return;
  const float x = ImGui::GetIO().MousePos.x;
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(bytes.size()); ++i) {
    const float beside = at.x + letter * (61 + static_cast<float>(i));
    const bool on_hex = x >= column(i) - 2 && x < column(i) + letter * 2 + 2;
    if (on_hex || (x >= beside && x < beside + letter)) open_to(app, view, desk, offset + i);
  }
}

void hex(App& app, StructureView& view, ExhibitDesk& desk) {
  const std::int64_t size = desk.record.exhibit.size;
  ImGui::SetNextItemWidth(em(9));
  if (text_field(app, "structure.goto", view.go_to, "offset, 0x for hex", ImGuiInputTextFlags_EnterReturnsTrue)) {
    const bool sixteen = view.go_to.starts_with("0x");
    const std::string digits = sixteen ? view.go_to.substr(2) : view.go_to;
    std::int64_t offset = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), offset, sixteen ? 16 : 10);
    if (error == std::errc() && end == digits.data() + digits.size() && offset >= 0 && offset < size) {
      view.top = offset / kLineBytes * kLineBytes;
      open_to(app, view, desk, offset);
    } else {
      app.bench.tell(Notice::Kind::kError, "There is no byte \"" + view.go_to + "\" in this file.");
    }
  }
  ImGui::SameLine(0, em(0.6));
  ImGui::AlignTextToFramePadding();
  dim_text(view.bytes > 1 ? fmt::format("{} bytes from 0x{:x}", view.bytes, view.first)
                          : fmt::format("byte {} of {}", view.first, size));
  ImGui::PushFont(app.fonts.fixed);
  const float letter = ImGui::CalcTextSize("0").x, line = em(1.1) + ImGui::GetStyle().ItemSpacing.y;
  ImGui::BeginChild("##hex", {0, 0}, false, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  const auto lines = static_cast<std::int64_t>(ImGui::GetContentRegionAvail().y / line);
  const std::int64_t last_top = std::max<std::int64_t>(0, (size - 1) / kLineBytes * kLineBytes);
  if (ImGui::IsWindowHovered() && ImGui::GetIO().MouseWheel != 0) {
    view.top -= static_cast<std::int64_t>(ImGui::GetIO().MouseWheel * 3) * kLineBytes;
  }
  view.top = std::clamp<std::int64_t>(view.top, 0, last_top);
  for (std::int64_t i = 0; i < lines && view.top + i * kLineBytes < size; ++i) {
    hex_row(app, view, desk, view.top + i * kLineBytes, letter);
  }
  ImGui::EndChild();
  name_item("structure.hex");
  ImGui::PopFont();
}

}  // namespace

void structure_panel(App& app) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr) {
    empty_state(app, icon::kMore, "No structure", "Open a file to see the boxes, chunks or segments it is made of.");
    return;
  }
  StructureView& view = app.panels.structures[desk->record.id];
  const bool is_jpeg = desk->info && desk->info->format == "jpeg";
  const float width = ImGui::GetContentRegionAvail().x;
  const float right = std::min(width * 0.55F, em(46));
  ImGui::BeginChild("##left", {width - right - em(0.5), 0});
  if (is_jpeg) {
    if (ImGui::RadioButton("container", !view.jpeg)) view.jpeg = false;
    name_item("structure.container");
    ImGui::SameLine();
    if (ImGui::RadioButton("JPEG tables and scans", view.jpeg)) view.jpeg = true;
    name_item("structure.jpeg");
  }
  if (view.jpeg && is_jpeg) {
    const auto& jpeg = desk->jpeg();
    if (lazy_notice(app, jpeg, "JPEG structure")) tree(app, view, jpeg_rows(*jpeg.value, view.open));
  } else {
    const auto& container = desk->container();
    if (lazy_notice(app, container, "structure")) tree(app, view, container_rows(*container.value, view.open));
  }
  ImGui::EndChild();
  ImGui::SameLine(0, em(0.5));
  ImGui::BeginChild("##right");
  hex(app, view, *desk);
  ImGui::EndChild();
}

}  // namespace spoor::gui
