#include "workbench/action_list.h"

#include <algorithm>

namespace spoor {
namespace {

constexpr double kZoomStep = 1.25;
constexpr double kMostStops = 8;

cv::Point2d middle(const CanvasView& view) { return {view.canvas.width / 2.0, view.canvas.height / 2.0}; }

bool has_chosen_mark(Workbench& bench) { return chosen_mark(bench) != nullptr; }

void zoom_by(ExhibitDesk& desk, double factor) { desk.view = zoomed(desk.view, factor, middle(desk.view)); }

void refit(ExhibitDesk& desk) {
  if (desk.view.fit) desk.view = fitted(desk.view);
}

void turn(ExhibitDesk& desk, int quarters) {
  desk.view.quarter_turns = (desk.view.quarter_turns + quarters + 4) % 4;
  refit(desk);
}

/// Left and right as they are seen: mirroring comes before turning, so that a lying picture needs half a turn more.
void mirror(ExhibitDesk& desk) {
  desk.view.mirrored = !desk.view.mirrored;
  if (desk.view.quarter_turns % 2 != 0) desk.view.quarter_turns = (desk.view.quarter_turns + 2) % 4;
  refit(desk);
}

void next_channel(ExhibitDesk& desk, int by) {
  const auto at = std::find(kChannels.begin(), kChannels.end(), desk.display.channel) - kChannels.begin();
  const auto count = static_cast<std::ptrdiff_t>(kChannels.size());
  desk.display.channel = kChannels[static_cast<std::size_t>((at + by + count) % count)];
}

void expose(ExhibitDesk& desk, double stops) {
  desk.display.exposure_stops = std::clamp(desk.display.exposure_stops + stops, -kMostStops, kMostStops);
}

/// As decoded; what is drawn over the picture stays as it is set.
void show_as_decoded(ExhibitDesk& desk) {
  const DisplaySettings plain;
  DisplaySettings& display = desk.display;
  display.channel = plain.channel;
  display.black = plain.black;
  display.white = plain.white;
  display.gamma = plain.gamma;
  display.exposure_stops = plain.exposure_stops;
  display.local_contrast = plain.local_contrast;
  display.enlargement = plain.enlargement;
}

void add_view(ActionList& list) {
  list.begin("View", has_picture);
  list.on_desk("view.zoom_in", "Zoom in", "Enlarges about the middle of the canvas; the wheel does so at the pointer.",
               {"+", "Ctrl++", "=", "Ctrl+="}, [](ExhibitDesk& desk) { zoom_by(desk, kZoomStep); })
      .repeats = true;
  list.on_desk("view.zoom_out", "Zoom out", "Reduces about the middle of the canvas.", {"-", "Ctrl+-"},
               [](ExhibitDesk& desk) { zoom_by(desk, 1 / kZoomStep); })
      .repeats = true;
  list.on_desk("view.fit", "Fit picture", "Shows the whole picture.", {"Ctrl+9"},
               [](ExhibitDesk& desk) { desk.view = fitted(desk.view); });
  list.on_desk("view.one_to_one", "1:1", "Shows one screen pixel for each row of the picture.", {"Ctrl+0"},
               [](ExhibitDesk& desk) { desk.view = one_to_one(desk.view, middle(desk.view)); });
  list.add("view.frame_mark", "Zoom to the chosen mark", "Fills the canvas with the chosen mark.", {"Shift+Z"},
           [](Workbench& bench) {
             const Region* const mark = chosen_mark(bench);
             if (mark == nullptr) return;
             ExhibitDesk& desk = *shown_desk(bench);
             const auto points = points_at(*mark, desk.playhead.frame());
             if (points.empty()) return;
             PicturePoint low = points[0], high = points[0];
             for (const PicturePoint& point : points) {
               low = {std::min(low.x, point.x), std::min(low.y, point.y)};
               high = {std::max(high.x, point.x), std::max(high.y, point.y)};
             }
             desk.view = framed(desk.view, low, high);
           })
      .possible = has_chosen_mark;
  list.on_desk("view.turn_right", "Turn clockwise", "Turns the view by a quarter; samples stay as decoded.", {"Ctrl+]"},
               [](ExhibitDesk& desk) { turn(desk, 1); });
  list.on_desk("view.turn_left", "Turn counter-clockwise", "Turns the view by a quarter; samples stay as decoded.",
               {"Ctrl+["}, [](ExhibitDesk& desk) { turn(desk, -1); });
  list.on_desk("view.mirror", "Mirror left and right", "Mirrors the view; samples stay as decoded.", {"Ctrl+M"},
               mirror);
  list.on_desk("view.smooth", "Smooth enlargement",
               "Interpolates between samples when enlarged; off, each sample is a plain square.", {"Shift+S"},
               [](ExhibitDesk& desk) {
                 desk.display.enlargement =
                     desk.display.enlargement == Enlargement::kSmooth ? Enlargement::kNearest : Enlargement::kSmooth;
               });
  const auto toggle = [&](const char* id, const char* title, const char* help, std::initializer_list<const char*> keys,
                          bool DisplaySettings::*member) {
    list.on_desk(id, title, help, keys,
                 [member](ExhibitDesk& desk) { desk.display.*member = !(desk.display.*member); });
  };
  toggle("view.loupe", "Loupe", "Shows what lies under the pointer enlarged, without interpolation.", {"Z"},
         &DisplaySettings::loupe);
  toggle("view.grid", "Pixel grid", "Draws the borders of samples when they are large.", {"G"},
         &DisplaySettings::pixel_grid);
  toggle("view.values", "Pixel values", "Writes the values of samples into them when they are large.", {"Shift+G"},
         &DisplaySettings::pixel_values);
  toggle("view.rulers", "Rulers", "Shows picture coordinates along the borders.", {"Ctrl+R"}, &DisplaySettings::rulers);
  toggle("view.minimap", "Minimap", "Shows which part of the picture is seen.", {"Shift+M"}, &DisplaySettings::minimap);
  toggle("view.orientation", "Follow the declared orientation",
         "Turns the view as the file asks for, or shows rows as they are stored.", {"Ctrl+Shift+O"},
         &DisplaySettings::apply_orientation);
  toggle("view.blur", "Blur graphic content", "Blurs the picture, or shows it as it is.", {"B"},
         &DisplaySettings::blurred);
}

void add_levels(ActionList& list) {
  list.begin("Channels and levels", has_picture);
  list.on_desk("channel.next", "Next channel", "Shows R, G, B, Y, Cb, Cr, alpha or colour, in turn.", {"C"},
               [](ExhibitDesk& desk) { next_channel(desk, 1); })
      .repeats = true;
  list.on_desk("channel.previous", "Previous channel", "Shows the channels in turn, backwards.", {"Shift+C"},
               [](ExhibitDesk& desk) { next_channel(desk, -1); })
      .repeats = true;
  for (const ChannelView channel : kChannels) {
    const std::string name = channel_name(channel);
    list.on_desk("channel." + name, channel == ChannelView::kColour ? "Show colour" : "Show channel " + name,
                 "Shows this alone; samples stay as decoded.", {},
                 [channel](ExhibitDesk& desk) { desk.display.channel = channel; });
  }
  list.on_desk("levels.brighter", "Brighter by half a stop", "Raises the exposure of the view.", {"E"},
               [](ExhibitDesk& desk) { expose(desk, 0.5); })
      .repeats = true;
  list.on_desk("levels.darker", "Darker by half a stop", "Lowers the exposure of the view.", {"Shift+E"},
               [](ExhibitDesk& desk) { expose(desk, -0.5); })
      .repeats = true;
  list.on_desk("levels.reset", "Show as decoded",
               "Takes back channel, exposure, levels, gamma, local contrast and smoothing.", {"Shift+X"},
               show_as_decoded);
}

void add_average(ActionList& list) {
  list.begin("View", has_clip);
  list.add("view.average", "Average of frames",
           "Shows the mean of the frames around this one, each laid upon it: less noise where the scene is still.",
           {"Alt+V"}, toggle_average)
      .possible = [](Workbench& bench) { return has_clip(bench) && shown_clip(bench)->scene.averaging == 0; };
}

}  // namespace

void add_view_actions(ActionList& list) {
  add_view(list);
  add_levels(list);
  add_average(list);
}

}  // namespace spoor
