#include "gui/panels/save_picture.h"

#include "gui/panels/canvas_sides.h"
#include "gui/panels/run_buttons.h"
#include "gui/widgets.h"
#include "media/picture.h"
#include "workbench/still_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace spoor::gui {
namespace {

PictureLayer layer_of(App& app, ExhibitDesk& desk, const std::shared_ptr<const Frame>& frame) {
  PictureLayer layer;
  layer.frame = app.textures.frame(frame);
  layer.assumption = colour_assumption(frame->info, !desk.is_clip());
  layer.picture = {frame->info.width, frame->info.height};
  return layer;
}

std::vector<std::string> caption(App& app, ExhibitDesk& desk, const Map* map) {
  const Exhibit& exhibit = desk.record.exhibit;
  std::vector<std::string> lines{fmt::format("{}   SHA-256 {}", exhibit.name, exhibit.sha256)};
  lines.push_back(fmt::format("frame {}   {}   {}", desk.playhead.frame(), time_code(desk.playhead.seconds()),
                              untouched(desk.display) ? "shown as decoded" : changes_text(desk.display)));
  if (average_for(desk, desk.playhead.frame()) != nullptr) lines.push_back(average_text(*desk.scene.average));
  if (map != nullptr) {
    const PassDescriptor* pass = nullptr;
    if (const ShownResult* result = chosen_result(app)) pass = find_pass(app.bench.passes(), result->row.pass);
    lines.push_back((pass == nullptr ? std::string() : pass->title + ": ") + map->reading);
    if (const ShownResult* result = chosen_result(app)) lines.push_back("result " + result->row.key);
  }
  return lines;
}

}  // namespace

void save_picture(App& app, const std::string& file_name, cv::Mat picture) {
  app.panels.dialog.save = {SaveForm::What::kPicture, file_name, {}, std::move(picture)};
  app.dialog = Dialog::kSaveAs;
}

void save_view(App& app) {
  app.panels.dialog.picture = true;
  app.dialog = Dialog::kExport;
}

void write_view(App& app, const std::filesystem::path& path) {
  ExhibitDesk* desk = app.bench.active();
  const auto frame = desk == nullptr || !desk->shelf ? nullptr : desk->shelf->find(desk->playhead.frame());
  if (!frame) {
    app.bench.tell(Notice::Kind::kError, "There is no picture to save yet.");
    return;
  }
  const DialogState& form = app.panels.dialog;
  StillParts parts;
  parts.view = form.whole ? whole_picture(desk->view) : desk->view;
  const auto mean = average_for(*desk, desk->playhead.frame());
  const PictureLayer layer = layer_of(app, *desk, mean ? mean : frame);
  // Two registered pictures are saved as they lie upon each other.
  const Registration* const registration = registration_of(app.bench, *desk);
  const Comparison comparison = with_registration(desk->comparison, registration);
  const CanvasSides sides(app, *desk, {0, 0},
                          {static_cast<float>(parts.view.canvas.width), static_cast<float>(parts.view.canvas.height)});
  const bool two = comparison.right_from_left && sides.right() != nullptr && !sides.side_by_side();
  parts.seen = app.pictures.rendered(parts.view, desk->display, layer, two ? sides.right() : nullptr,
                                     two ? comparison : Comparison{});
  parts.frame = desk->playhead.frame();
  parts.opacity = desk->comparison.opacity;
  parts.legend = form.with_legend;
  if (form.with_marks) parts.marks = app.bench.marks(desk->record.id).regions;
  const ShownResult* result = chosen_result(app);
  const auto content = result == nullptr ? nullptr : result->result;
  if (content && form.with_map) {
    for (const Map& map : content->output.maps) {
      if (map.id == desk->chosen_map) parts.map = &map;
    }
  }
  if (form.with_legend) parts.caption = caption(app, *desk, parts.map);
  if (two) {
    // Whose picture it is, and how it came to lie there, is said whether or not there is a legend.
    if (const auto other = app.bench.other_side(*desk)) {
      const Exhibit& right = other->desk->record.exhibit;
      parts.caption.push_back(fmt::format("{} with {}   SHA-256 {}   frame {}", compare_mode_name(comparison.mode),
                                          right.name, right.sha256, other->frame));
    }
    parts.caption.push_back(registration_caption(*registration, comparison.mode == CompareMode::kDifference,
                                                 comparison.brightness.has_value()));
  }
  if (parts.seen.empty()) {
    app.bench.tell(Notice::Kind::kError, "The picture could not be drawn: " + app.pictures.fault() + ".");
    return;
  }
  app.bench.background().start("stills", "saving a picture",
                               [&app, parts, content, path](const Job&) -> Background::Delivery {
                                 const cv::Mat picture = still_picture(parts);
                                 return [&app, picture, path] { app.bench.export_picture(picture, path); };
                               });
}

}  // namespace spoor::gui
