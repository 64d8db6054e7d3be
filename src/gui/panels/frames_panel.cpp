#include "gui/items.h"
#include "gui/panels/lazy_notice.h"
#include "gui/panels/panels.h"
#include "gui/panels/row_jump.h"
#include "gui/table_widget.h"
#include "gui/widgets.h"

#include <fmt/format.h>

namespace spoor::gui {
namespace {

// Decoding a whole clip is asked for, never begun by looking at a page.
constexpr std::int64_t kShortClip = 60;

void ask(App& app, ExhibitDesk& desk, std::int64_t frames) {
  const ImVec2 space = ImGui::GetContentRegionAvail();
  ImGui::Dummy({0, std::max(0.F, space.y * 0.25F)});
  const std::string question = fmt::format(
      "The table holds the digest of every frame's decoded planes: all {} frames have to be decoded.", frames);
  ImGui::Indent(em(1));
  wrapped_dim_text(question);
  if (main_button(app, "frames.decode", "Decode the clip and make the table", "It can be stopped at any time")) {
    app.panels.frame_tables_asked.insert(desk.record.id);
  }
  ImGui::Unindent(em(1));
}

}  // namespace

void frames_panel(App& app) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr || !desk->info) {
    empty_state(app, icon::kFilm, "No frames", "Open a clip or a picture to list its frames with their digests.");
    return;
  }
  const std::int64_t frames = desk->playhead.clock().frames();
  if (frames > kShortClip && !app.panels.frame_tables_asked.contains(desk->record.id)) {
    ask(app, *desk, frames);
    return;
  }
  const auto& rows = desk->frame_table();
  if (rows.state != Lazy<std::vector<FrameRow>>::State::kHere) {
    for (const Activity& activity : app.bench.background().activities()) {
      if (activity.title.find("frame") == std::string::npos) continue;
      progress_line(app, "frames.progress", activity, std::min(em(24), ImGui::GetContentRegionAvail().x));
      break;
    }
  }
  if (!lazy_notice(app, rows, "frame table")) return;
  auto& [of, table] = app.panels.frame_tables[desk->record.id];
  if (of != rows.value) {
    of = rows.value;
    table = std::make_shared<Table>(frame_rows_table(*rows.value));
  }
  if (const auto row = table_widget(app, "frames", table)) jump_to_row(app, "frames", *row);
}

}  // namespace spoor::gui
