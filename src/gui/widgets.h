#pragma once
/// What all panels are put together from: signs, rows, hints, buttons.

#include "gui/app.h"
#include "report/words.h"

#include <imgui.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace spoor::gui {

/// Fork Awesome, merged into the text font.
namespace icon {
inline constexpr const char *kFolderOpen = "\uf07c", *kFolder = "\uf07b", *kDownload = "\uf019", *kUndo = "\uf0e2",
                            *kRedo = "\uf01e", *kSearch = "\uf002", *kPlay = "\uf04b", *kPause = "\uf04c",
                            *kStepBack = "\uf048", *kStepOn = "\uf051", *kFirst = "\uf049", *kLast = "\uf050",
                            *kKeyBack = "\uf04a", *kKeyOn = "\uf04e", *kSelect = "\uf245", *kSquare = "\uf096",
                            *kPencil = "\uf040", *kPolygon = "\uf248", *kPoint = "\uf192", *kText = "\uf031",
                            *kMeasure = "\uf07e", *kLine = "\uf068", *kArrow = "\uf178", *kFit = "\uf065",
                            *kZoomIn = "\uf00e", *kZoomOut = "\uf010", *kEye = "\uf06e", *kEyeOff = "\uf070",
                            *kGrid = "\uf00a", *kLevels = "\uf1de", *kContrast = "\uf042", *kLoupe = "\uf05b",
                            *kCompare = "\uf0db", *kTurn = "\uf021", *kClose = "\uf00d", *kCheck = "\uf00c",
                            *kQuestion = "\uf128", *kExclamation = "\uf12a", *kInfo = "\uf05a", *kFile = "\uf1c5",
                            *kFilm = "\uf008", *kPicture = "\uf03e", *kMuted = "\uf026", *kCamera = "\uf030",
                            *kBookmark = "\uf02e", *kBookmarkEmpty = "\uf097", *kDown = "\uf078", *kRight = "\uf054",
                            *kHome = "\uf015", *kClock = "\uf017", *kCopy = "\uf0c5", *kKeyboard = "\uf11c",
                            *kMore = "\uf141", *kTrash = "\uf014", *kPlus = "\uf067", *kLink = "\uf0c1",
                            *kDisk = "\uf0a0", *kFilter = "\uf0b0", *kChart = "\uf201", *kTable = "\uf0ce",
                            *kBolt = "\uf0e7", *kUp = "\uf077", *kPole = "\uf185", *kBlur = "\uf043",
                            *kRulers = "\uf0b2";
}  // namespace icon

/// Multiples of the height of the text.
float em(double count = 1);

/// Text from outside, as ImGui can show it.
std::string shown(std::string_view text);

// Text.
ImVec4 dim_colour();
ImVec4 accent_colour();
ImVec4 warning_colour();
void dim_text(std::string_view text);
/// Goes on in the same line at `x` of the window, in groups and tables alike.
void same_line_at(float x);
/// Broken between words alone: a number is never torn at its point.
std::string broken_lines(std::string_view text, float width);
void wrapped_text(std::string_view text);
void wrapped_dim_text(std::string_view text);
void bullet_text(std::string_view text);
/// Cut in the middle to `width` pixels, with an ellipsis: for names, whose ends tell as much as their beginnings.
std::string elided(std::string_view text, float width);
/// Cut at its end: for sentences and lists.
std::string cut_off(std::string_view text, float width);
/// Cut to the space there is; the whole of it as a hint.
void elided_text(App& app, std::string_view text, float width = 0);
/// Fixed width; a click copies it.
void code_text(App& app, const char* id, std::string_view text, float width = 0);
void heading(App& app, const char* title);
/// In the middle of an empty panel: what it is for and what to do next.
void empty_state(App& app, const char* icon, const char* title, const char* next);
/// "label   value" with the values in one column.
void fact(App& app, const char* label, std::string_view value, const char* help = nullptr);

// Hints, shown when the pointer rests on the last item.
void hint(App& app, std::string_view text);
/// With the sentence of the glossary, where there is one.
void term_hint(App& app, std::string_view term);

// Signs: shape and word as well as colour.
ImVec4 sign_colour(Sign sign);
void draw_sign(ImDrawList& list, const ImVec2& centre, float size, Sign sign);
void sign_item(App& app, Sign sign, bool with_word);
Sign sign_of_row(const ResultRow& row);
const char* status_word(AnalystStatus status);
void draw_status(ImDrawList& list, const ImVec2& centre, float size, AnalystStatus status);
/// True where the analyst chose another one.
bool status_picker(App& app, const std::string& name, AnalystStatus& status, bool with_word);

// Fields. `name` is the item's name and, behind "##", its id.
bool text_field(App& app, const std::string& name, std::string& text, const char* placeholder = "",
                ImGuiInputTextFlags flags = 0);
bool text_area(App& app, const std::string& name, std::string& text, int lines);
bool number_field(App& app, const std::string& name, double& number, const char* format);
bool whole_number_field(App& app, const std::string& name, std::int64_t& number);
bool search_field(App& app, const std::string& name, std::string& query, const char* placeholder, bool focus);
/// Number of the gesture that the field drawn last belongs to: one from its activation until it is left.
std::uint64_t typing_gesture(App& app);
/// Label in a column of `width` pixels; the next item fills the rest of the line.
void row_label(App& app, const char* label, const char* help, float width);

// Buttons.
bool icon_button(App& app, const std::string& name, const char* icon, std::string_view tip, bool on = false,
                 bool enabled = true);
bool button(App& app, const std::string& name, const std::string& label, std::string_view tip = {},
            bool enabled = true);
bool main_button(App& app, const std::string& name, const std::string& label, std::string_view tip = {},
                 bool enabled = true);
bool link(App& app, const std::string& name, const std::string& label, std::string_view tip = {});

// Actions.
const Action* action_named(App& app, std::string_view id);
/// False where there is none of this id or it is not possible.
bool perform(App& app, std::string_view id);
/// "Ctrl+K", empty where it has no key.
std::string keys_of(App& app, std::string_view id);

/// A line of progress with a button to cancel it.
void progress_line(App& app, const std::string& name, const Activity& activity, float width);

/// As ImGui's, but Escape closes them.
bool begin_combo(const char* id, const char* shown, ImGuiComboFlags flags = 0);
bool begin_popup(const char* id);
bool begin_menu(const char* title);

/// For the special keys of ImGui alone.
bool key_pressed(ImGuiKey key, bool repeat = false);
bool enter_pressed();

/// A texture of TextureCache as ImGui wants it.
ImTextureID texture_id(unsigned name);

/// RFC 3339, UTC, for what an analyst writes.
std::string written_now();

}  // namespace spoor::gui
