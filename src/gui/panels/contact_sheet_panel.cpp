#include "gui/items.h"
#include "gui/panels/panels.h"
#include "gui/panels/save_picture.h"
#include "gui/table_widget.h"
#include "gui/thumbnails.h"
#include "gui/widgets.h"
#include "workbench/contact_sheet.h"
#include "workbench/table_view.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::gui {
namespace {

constexpr int kSide = 320, kColumns = 6, kEvenly = 60;

void make(App& app, ExhibitDesk& desk, bool save_picture_too) {
  SheetState& state = app.panels.sheet;
  state.busy = true;
  state.exhibit = desk.record.id;
  const auto frames = sheet_frames(desk.playhead.clock(), !state.every, kEvenly);
  const std::string title = desk.record.exhibit.name + "   SHA-256 " + desk.record.exhibit.sha256.substr(0, 16);
  const auto finish = [&app] { app.panels.sheet.busy = false; };
  app.bench.background().start(
      "sheet", fmt::format("contact sheet of {} frames", frames.size()),
      [&app, session = desk.session, clock = desk.playhead.clock(), frames, title, save_picture_too,
       exhibit = desk.record.id](const Job& job) -> Background::Delivery {
        const auto sheet = contact_sheet(*session, clock, frames, kSide, job);
        cv::Mat picture = sheet && save_picture_too ? sheet_picture(*sheet, kColumns, title) : cv::Mat();
        return [&app, sheet, picture, exhibit] {
          SheetState& now = app.panels.sheet;
          now.busy = false;
          if (!sheet) {
            app.bench.tell(Notice::Kind::kError, to_text(sheet.error()) + ".");
            return;
          }
          now.exhibit = exhibit;
          now.sheet = std::make_shared<ContactSheet>(*sheet);
          if (!picture.empty()) save_picture(app, "contact-sheet.png", picture);
        };
      },
      finish);
}

void cells(App& app, ExhibitDesk& desk) {
  const bool ours = app.panels.sheet.exhibit == desk.record.id && app.panels.sheet.sheet != nullptr;
  const auto frames = sheet_frames(desk.playhead.clock(), !app.panels.sheet.every, kEvenly);
  const float shape = shown_ratio(app, desk);
  const float ratio = shape <= 0 ? 0.6F : std::min(1.2F, 1 / shape);
  const float space = ImGui::GetContentRegionAvail().x;
  const int columns = std::max(1, static_cast<int>(space / em(11)));
  const float width = (space - em(0.6) * static_cast<float>(columns)) / static_cast<float>(columns);
  const float height = width * ratio + em(2.3);
  ImGuiListClipper clipper;
  clipper.Begin((static_cast<int>(frames.size()) + columns - 1) / columns, height + ImGui::GetStyle().ItemSpacing.y);
  while (clipper.Step()) {
    for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row) {
      for (int column = 0; column < columns; ++column) {
        const auto i = static_cast<std::size_t>(row * columns + column);
        if (i >= frames.size()) break;
        if (column > 0) ImGui::SameLine(0, em(0.6));
        ImGui::PushID(static_cast<int>(i));
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const bool here = desk.playhead.frame() == frames[i];
        if (ImGui::Selectable("##cell", here, 0, {width, height})) desk.playhead.go_to(frames[i], app.now_s);
        name_item(fmt::format("sheet.{}", frames[i]));
        ImDrawList& list = *ImGui::GetWindowDrawList();
        const ImVec2 low{at.x + 2, at.y + 2}, high{at.x + width - 2, at.y + width * ratio};
        if (desk.display.blurred) {
          draw_hidden(list, low, high);
        } else if (desk.shelf) {
          draw_thumbnail(app, list, desk.shelf->thumbnail(frames[i]), shown_orientation(app, desk), low, high,
                         Filling::kWhole);
        }
        const auto& seconds = desk.playhead.clock().seconds;
        const auto frame = static_cast<std::size_t>(frames[i]);
        const std::string caption =
            fmt::format("{}   {}", frames[i], time_code(frame < seconds.size() ? seconds[frame] : 0));
        list.AddText({at.x + 2, at.y + width * ratio + em(0.1)}, ImGui::GetColorU32(ImGuiCol_Text), caption.c_str());
        if (ours) {
          const auto& made = app.panels.sheet.sheet->frames;
          const auto found =
              std::find_if(made.begin(), made.end(), [&](const SheetFrame& one) { return one.frame == frames[i]; });
          if (found != made.end()) {
            list.AddText(app.fonts.fixed, em(0.8), {at.x + 2, at.y + width * ratio + em(1.2)},
                         ImGui::GetColorU32(ImGuiCol_TextDisabled), found->digest.substr(0, 16).c_str());
          }
        }
        ImGui::PopID();
      }
    }
  }
}

}  // namespace

void contact_sheet_panel(App& app) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr || !desk->info) {
    empty_state(app, icon::kGrid, "No contact sheet", "Open a clip to see its key frames side by side.");
    return;
  }
  SheetState& state = app.panels.sheet;
  if (ImGui::RadioButton("key frames", !state.every)) state.every = false;
  name_item("sheet.key");
  ImGui::SameLine();
  if (ImGui::RadioButton("evenly spread", state.every)) state.every = true;
  name_item("sheet.even");
  ImGui::SameLine(0, em(1.2));
  const bool ready = desk->session != nullptr && !state.busy;
  if (button(app, "sheet.digests", "Digests", "Decode these frames and show the SHA-256 of each one's planes", ready)) {
    make(app, *desk, false);
  }
  ImGui::SameLine(0, em(0.3));
  if (button(app, "sheet.save", "Save picture", "Save the sheet as PNG, with frame, time and digest under each",
             ready)) {
    make(app, *desk, true);
  }
  ImGui::SameLine(0, em(0.3));
  const bool made = state.sheet != nullptr && state.exhibit == desk->record.id;
  if (button(app, "sheet.list", "Save list", "Frames, times and full digests as CSV", made)) {
    save_text(app, "contact-sheet.csv", TableView(std::make_shared<Table>(sheet_table(*state.sheet))).csv());
  }
  ImGui::BeginChild("##sheet");
  cells(app, *desk);
  ImGui::EndChild();
}

}  // namespace spoor::gui
