#include "gui/window_actions.h"

#include "gui/panels/save_picture.h"
#include "gui/window.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace spoor::gui {
namespace {

Action action(std::string id, std::string group, std::string title, std::string help, std::vector<std::string> keys,
              std::function<void()> act, std::function<bool(Workbench&)> possible = {}) {
  Action made;
  made.id = std::move(id);
  made.group = std::move(group);
  made.title = std::move(title);
  made.help = std::move(help);
  for (const std::string& key : keys) made.keys.push_back(chord(key));
  made.possible = std::move(possible);
  made.act = [act = std::move(act)](Workbench&) { act(); };
  return made;
}

bool has_active(Workbench& bench) { return bench.active() != nullptr; }

bool compares_two(Workbench& bench) {
  const ExhibitDesk* const desk = bench.active();
  return desk != nullptr && desk->comparison.mode != CompareMode::kOff &&
         desk->comparison.mode != CompareMode::kOverlay;
}

constexpr std::array kScales{0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0};

void change_scale(App& app, int by) {
  const auto nearest = std::min_element(kScales.begin(), kScales.end(), [&](double a, double b) {
    return std::abs(a - app.settings.scale) < std::abs(b - app.settings.scale);
  });
  const auto place = std::clamp<std::ptrdiff_t>(nearest - kScales.begin() + by, 0, std::ssize(kScales) - 1);
  app.settings.scale = by == 0 ? 1 : kScales[static_cast<std::size_t>(place)];
  app.rebuild_fonts = true;
}

void dialog_actions(App& app, std::vector<Action>& list) {
  const auto opens = [&app](Dialog dialog) { return [&app, dialog] { app.dialog = dialog; }; };
  list.push_back(action("window.open", "Case", "Open\xE2\x80\xA6", "Opens photographs, clips, sound or a case.",
                        {"Ctrl+O"}, opens(Dialog::kOpen)));
  list.push_back(action("window.save_as", "Case", "Save the case as\xE2\x80\xA6",
                        "Copies the case to a file of its own and goes on there; until then it lives in a folder of "
                        "the program.",
                        {"Ctrl+Shift+S", "Ctrl+S"}, opens(Dialog::kSaveAs),
                        [](Workbench& bench) { return bench.has_case(); }));
  list.push_back(action("window.export", "Case", "Export\xE2\x80\xA6",
                        "Writes the report with its figures and data to a folder.", {"Ctrl+Shift+E"},
                        opens(Dialog::kExport), [](Workbench& bench) { return bench.has_case(); }));
  list.push_back(action("window.palette", "Help", "Command palette", "Finds any command by a few of its letters.",
                        {"Ctrl+K", "Ctrl+Shift+P"}, opens(Dialog::kPalette)));
  list.push_back(action("window.shortcuts", "Help", "Keyboard shortcuts", "Shows every command with its keys.", {"?"},
                        opens(Dialog::kShortcuts)));
  list.push_back(action("window.go_to", "Playing", "Go to frame or time\xE2\x80\xA6",
                        "A frame number, a time as 1:02.5 or 62.5s, or +10 and -10 frames from here.", {"Ctrl+G"},
                        opens(Dialog::kGoTo), has_active));
  list.push_back(
      action("window.about", "Help", "About Spoor", "Version, licence and libraries.", {}, opens(Dialog::kAbout)));
}

void page_actions(App& app, std::vector<Action>& list) {
  constexpr std::array<std::pair<RightPage, const char*>, 5> kRight{{{RightPage::kParameters, "Parameters"},
                                                                     {RightPage::kResults, "Results"},
                                                                     {RightPage::kFindings, "Findings"},
                                                                     {RightPage::kClaim, "Claim"},
                                                                     {RightPage::kMethod, "Method"}}};
  constexpr std::array<std::pair<BottomPage, const char*>, 9> kBottom{{{BottomPage::kCurves, "Curves"},
                                                                       {BottomPage::kTable, "Tables"},
                                                                       {BottomPage::kFrames, "Frames"},
                                                                       {BottomPage::kStructure, "Structure"},
                                                                       {BottomPage::kMetadata, "Metadata"},
                                                                       {BottomPage::kContactSheet, "Contact sheet"},
                                                                       {BottomPage::kScopes, "Scopes"},
                                                                       {BottomPage::kMarks, "Marks"},
                                                                       {BottomPage::kJournal, "Journal"}}};
  int number = 0;
  for (const auto& [page, name] : kRight) {
    list.push_back(action(std::string("page.") + name, "Pages", std::string("Page: ") + name,
                          "Shows this page on the right.", {"Alt+" + std::to_string(++number)},
                          [&app, page = page] { app.right = page; }));
  }
  number = 0;
  for (const auto& [page, name] : kBottom) {
    list.push_back(action(std::string("page.") + name, "Pages", std::string("Page: ") + name,
                          "Shows this page below the picture.", {"Alt+Shift+" + std::to_string(++number)},
                          [&app, page = page] { app.bottom = page; }));
  }
}

}  // namespace

std::vector<Action> window_actions(App& app) {
  std::vector<Action> list;
  dialog_actions(app, list);
  list.push_back(action("window.full_screen", "View", "Full screen", "Fills the screen, or goes back to a window.",
                        {"F11"}, [&app] { app.toggle_full_screen = true; }));
  list.push_back(action("window.reset_layout", "View", "Restore default layout",
                        "Puts all panels back to their first sizes.", {}, [&app] { app.reset_layout = true; }));
  list.push_back(action("window.larger", "View", "Larger text", "Makes text and controls larger.", {"Ctrl+Shift+="},
                        [&app] { change_scale(app, 1); }));
  list.push_back(action("window.smaller", "View", "Smaller text", "Makes text and controls smaller.", {"Ctrl+Shift+-"},
                        [&app] { change_scale(app, -1); }));
  list.push_back(action("window.normal_size", "View", "Text of normal size", "Puts text and controls to 100 %.", {},
                        [&app] { change_scale(app, 0); }));
  list.push_back(action(
      "view.export", "View", "Save this view as a picture",
      "Writes what the canvas shows as a PNG, with or without map, marks, legend and caption.", {"Ctrl+E"},
      [&app] { save_view(app); }, has_active));
  list.push_back(action(
      "compare.save_both", "Compare", "Save both frames",
      "Writes the left and the right frame as pictures of their own, whole and with their origin.", {"F"},
      [&app] { save_both(app); }, compares_two));
  list.push_back(action(
      "view.original", "View", "Show as decoded (hold)",
      "While X is held: the samples as decoded, without map, levels or comparison.", {"X"}, [] {}, has_active));
  list.push_back(action(
      "pass.run", "Passes", "Run the chosen pass on this frame",
      "Runs the pass chosen on the left with the parameters shown.", {"Ctrl+Enter"},
      [&app] {
        for (const PassDescriptor& pass : app.bench.passes()) {
          if (pass.id == app.chosen_pass) app.bench.run(pass.id, app.params.values(pass), RunFrames::kThisFrame);
        }
      },
      [&app](Workbench& bench) { return bench.active() != nullptr && !app.chosen_pass.empty(); }));
  list.push_back(action(
      "pass.run_all", "Passes", "Run the chosen pass on all frames",
      "Runs the pass chosen on the left over the whole exhibit.", {"Ctrl+Shift+Enter"},
      [&app] {
        for (const PassDescriptor& pass : app.bench.passes()) {
          if (pass.id == app.chosen_pass) app.bench.run(pass.id, app.params.values(pass), RunFrames::kAll);
        }
      },
      [&app](Workbench& bench) { return bench.active() != nullptr && !app.chosen_pass.empty(); }));
  list.push_back(action("passes.search", "Passes", "Search passes", "Finds a pass by any name it is known by.",
                        {"Ctrl+F"}, [&app] { app.panels.focus_pass_search = true; }));
  page_actions(app, list);
  list.push_back(action("window.quit", "Case", "Quit", "Closes the program; everything is saved already.", {"Ctrl+Q"},
                        [&app] { app.quit = true; }));
  return list;
}

void perform_keys(App& app, const std::vector<KeyPress>& keys) {
  for (const KeyPress& press : keys) {
    if (app.dialog != Dialog::kNone) return;  // which reads keys itself
    const Action* found = action_for(app.actions, press.chord);
    if (found == nullptr || (press.repeated && !found->repeats)) continue;
    if (!found->possible || found->possible(app.bench)) found->act(app.bench);
  }
}

}  // namespace spoor::gui
