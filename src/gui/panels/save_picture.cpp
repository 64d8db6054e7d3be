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

/// Whether the picture is of two exhibits or frames; an overlay may be of a map alone.
bool two_sided(const Comparison& comparison) {
  return comparison.mode != CompareMode::kOff &&
         (comparison.mode != CompareMode::kOverlay || comparison.other_exhibit != 0);
}

std::vector<std::string> caption(const ExhibitDesk& desk, std::int64_t frame) {
  const Exhibit& exhibit = desk.record.exhibit;
  const auto& seconds = desk.playhead.clock().seconds;
  const bool timed = frame >= 0 && static_cast<std::size_t>(frame) < seconds.size();
  const std::string when = timed ? time_code(seconds[static_cast<std::size_t>(frame)]) : std::string();
  return {fmt::format("{}   SHA-256 {}", exhibit.name, exhibit.sha256),
          fmt::format("frame {}   {}   {}", frame, when,
                      untouched(desk.display) ? "shown as decoded" : changes_text(desk.display))};
}

std::vector<std::string> caption(App& app, const ExhibitDesk& desk, const Map* map) {
  std::vector<std::string> lines = caption(desk, desk.playhead.frame());
  if (average_for(desk, desk.playhead.frame()) != nullptr) lines.push_back(average_text(*desk.scene.average));
  if (two_sided(desk.comparison)) {
    const ExhibitDesk* other = app.bench.desk(desk.comparison.other_exhibit);
    const ExhibitDesk& right = other == nullptr ? desk : *other;
    const std::int64_t frame = right_frame(desk.comparison, desk.playhead.frame(), right.frames());
    lines.push_back(fmt::format("{} with:", compare_mode_name(desk.comparison.mode)));
    for (std::string& line : caption(right, frame)) lines.push_back(std::move(line));
  }
  if (map != nullptr) {
    const PassDescriptor* pass = nullptr;
    const ShownResult* result = chosen_result(app);
    if (result != nullptr) pass = find_pass(app.bench.passes(), result->row.pass);
    lines.push_back((pass == nullptr ? std::string() : pass->title + ": ") + map->reading);
    if (result != nullptr) lines.push_back("result " + result->row.key);
  }
  return lines;
}

/// Draws the last things in the background and writes.
void write_still(App& app, StillParts parts, std::shared_ptr<const void> keeps_map, std::filesystem::path path) {
  app.bench.background().start("stills", "saving a picture",
                               [&app, parts = std::move(parts), keeps_map = std::move(keeps_map),
                                path = std::move(path)](const Job&) -> Background::Delivery {
                                 const cv::Mat picture = still_picture(parts);
                                 return [&app, picture, path] { app.bench.export_picture(picture, path); };
                               });
}

/// A whole frame of one side, with its caption.
void write_side(App& app, ExhibitDesk& desk, std::int64_t frame, const std::filesystem::path& path) {
  const auto found = desk.shelf ? desk.shelf->find(frame) : nullptr;
  if (!found) return app.bench.tell(Notice::Kind::kError, "There is no picture to save yet.");
  CanvasView view = desk.view;
  view.picture = {found->info.width, found->info.height};
  view.aspect = desk.pixel_aspect();
  StillParts parts;
  parts.view = whole_picture(view);
  parts.seen = app.pictures.rendered(parts.view, desk.display, layer_of(app, desk, found), nullptr, {});
  parts.frame = frame;
  parts.caption = caption(desk, frame);
  if (parts.seen.empty()) {
    return app.bench.tell(Notice::Kind::kError, "The picture could not be drawn: " + app.pictures.fault() + ".");
  }
  write_still(app, std::move(parts), nullptr, path);
}

}  // namespace

void save_picture(App& app, const std::string& file_name, cv::Mat picture) {
  app.panels.dialog.save = {SaveForm::What::kPicture, file_name, {}, std::move(picture)};
  app.dialog = Dialog::kSaveAs;
}

void save_view(App& app) {
  app.panels.dialog.picture = true;
  app.panels.dialog.both = false;
  app.dialog = Dialog::kExport;
}

void save_both(App& app) {
  app.panels.dialog.picture = true;
  app.panels.dialog.both = true;
  app.dialog = Dialog::kExport;
}

void write_seen(App& app, const std::filesystem::path& path, const cv::Mat& seen, const CanvasView& view) {
  const ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr || seen.empty()) {
    const std::string fault = app.pictures.fault();
    return app.bench.tell(Notice::Kind::kError, fault.empty() ? "There is no picture to save yet."
                                                              : "The picture could not be drawn: " + fault + ".");
  }
  const DialogState& form = app.panels.dialog;
  StillParts parts;
  parts.view = view;
  parts.seen = seen;
  parts.frame = desk->playhead.frame();
  parts.opacity = desk->comparison.opacity;
  parts.legend = form.with_legend;
  if (form.with_marks) parts.marks = app.bench.marks(desk->record.id).regions;
  const ShownResult* result = chosen_result(app);
  const auto content = result == nullptr ? nullptr : result->result;
  if (content && form.with_map && !desk->display.blurred) {
    for (const Map& map : content->output.maps) {
      if (map.id == desk->chosen_map && (!desk->is_clip() || map.frame == parts.frame)) parts.map = &map;
    }
  }
  if (form.with_legend) parts.caption = caption(app, *desk, parts.map);
  // How the other picture came to lie there is said whether or not there is a legend.
  if (const Registration* registration = registration_of(app.bench, *desk);
      registration && two_sided(desk->comparison)) {
    const Comparison comparison = with_registration(desk->comparison, registration);
    if (comparison.right_from_left) {
      parts.caption.push_back(registration_caption(*registration, comparison.mode == CompareMode::kDifference,
                                                   comparison.brightness.has_value()));
    }
  }
  write_still(app, std::move(parts), content, path);
}

void write_both(App& app, const std::filesystem::path& path) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr) return;
  ExhibitDesk* right = desk;
  if (const auto other = app.bench.other_side(*desk)) right = other->desk;
  const std::int64_t left = desk->playhead.frame();
  const auto named = [&](const char* side) {
    return path.parent_path() / (path.stem().string() + side + path.extension().string());
  };
  write_side(app, *desk, left, named("-left"));
  write_side(app, *right, right_frame(desk->comparison, left, right->frames()), named("-right"));
}

}  // namespace spoor::gui
