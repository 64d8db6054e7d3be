#include "gui/layout.h"

#include "gui/items.h"
#include "gui/panels/panels.h"
#include "gui/theme.h"
#include "gui/widgets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

namespace spoor::gui {
namespace {

constexpr float kBorder = 5;  // that can be dragged; 1 of it is drawn

struct Box {
  float x = 0, y = 0, w = 0, h = 0;
};

template <class Page>
struct PageTab {
  Page page;
  const char *title, *name;
  void (*draw)(App&);
};

/// How many there are of what a page lists, behind its name; 0: nothing is written.
std::size_t count_on(App& app, const char* name) {
  const ExhibitDesk* desk = app.bench.active();
  const std::string_view page = name;
  if (page == "right.findings") return app.bench.notes().findings.size();
  if (desk == nullptr) return 0;
  if (page == "right.results") return desk->results.size();
  if (page == "bottom.marks") return app.bench.marks(desk->record.id).regions.size();
  return 0;
}

constexpr std::array kRight{
    PageTab<RightPage>{RightPage::kParameters, "Parameters", "right.parameters", parameters_panel},
    PageTab<RightPage>{RightPage::kResults, "Results", "right.results", results_panel},
    PageTab<RightPage>{RightPage::kFindings, "Findings", "right.findings", findings_panel},
    PageTab<RightPage>{RightPage::kClaim, "Claim", "right.claim", claim_panel},
    PageTab<RightPage>{RightPage::kMethod, "Method", "right.method", method_panel},
};
constexpr std::array kBottom{
    PageTab<BottomPage>{BottomPage::kCurves, "Curves", "bottom.curves", curves_panel},
    PageTab<BottomPage>{BottomPage::kTable, "Tables", "bottom.table", table_panel},
    PageTab<BottomPage>{BottomPage::kFrames, "Frames", "bottom.frames", frames_panel},
    PageTab<BottomPage>{BottomPage::kStructure, "Structure", "bottom.structure", structure_panel},
    PageTab<BottomPage>{BottomPage::kMetadata, "Metadata", "bottom.metadata", metadata_panel},
    PageTab<BottomPage>{BottomPage::kContactSheet, "Contact sheet", "bottom.contact_sheet", contact_sheet_panel},
    PageTab<BottomPage>{BottomPage::kScopes, "Scopes", "bottom.scopes", scopes_panel},
    PageTab<BottomPage>{BottomPage::kMarks, "Marks", "bottom.marks", marks_panel},
    PageTab<BottomPage>{BottomPage::kJournal, "Journal", "bottom.journal", journal_panel},
};

/// One row of page names; the open one has a line under it and lighter letters.
template <class Page, std::size_t kCount>
void page_tabs(App& app, const std::array<PageTab<Page>, kCount>& pages, Page& open) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = ImGui::GetFrameHeight() + 2;
  list.AddRectFilled({from.x, from.y}, {from.x + width, from.y + height}, IM_COL32(44, 44, 44, 255));
  // Names are set closer where there is little room, and those of closed pages cut where there is less.
  float needed = 0, closed = 0;
  std::array<std::string, kCount> counts;
  for (std::size_t i = 0; i < kCount; ++i) {
    const std::size_t count = count_on(app, pages[i].name);
    if (count > 0) counts[i] = " " + std::to_string(count);
    needed += ImGui::CalcTextSize((pages[i].title + counts[i]).c_str()).x;
    if (pages[i].page != open) closed += ImGui::CalcTextSize(pages[i].title).x;
  }
  const float pad = std::clamp((width - needed) / (2 * static_cast<float>(kCount)), 3.0F, 11.0F);
  const float lacking = std::max(0.0F, needed + 2 * pad * static_cast<float>(kCount) - width);
  const float kept = closed > 0 ? std::max(0.2F, 1 - lacking / closed) : 1;
  float x = from.x;
  for (std::size_t i = 0; i < kCount; ++i) {
    const auto& page = pages[i];
    const std::string shown_title =
        page.page == open || kept == 1 ? page.title : cut_off(page.title, kept * ImGui::CalcTextSize(page.title).x);
    const float title = ImGui::CalcTextSize(shown_title.c_str()).x;
    const float text = title + ImGui::CalcTextSize(counts[i].c_str()).x;
    ImGui::SetCursorScreenPos({x, from.y});
    if (ImGui::InvisibleButton(page.name, {text + 2 * pad, height})) open = page.page;
    name_item(page.name);
    // What is dragged (an observation, to a finding) opens the page it is held over.
    if (ImGui::GetDragDropPayload() != nullptr &&
        ImGui::IsMouseHoveringRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax())) {
      open = page.page;
    }
    const bool is_open = open == page.page, hovered = ImGui::IsItemHovered();
    if (is_open) {
      list.AddRectFilled({x, from.y}, {x + text + 2 * pad, from.y + height}, theme::kPanel);
      list.AddRectFilled({x, from.y}, {x + text + 2 * pad, from.y + 2}, theme::kAccent);
    }
    const ImU32 ink = is_open || hovered ? theme::kText : theme::kMuted;
    if (hovered && shown_title != page.title) ImGui::SetTooltip("%s", page.title);
    list.AddText({x + pad, from.y + (height - ImGui::GetTextLineHeight()) / 2}, ink, shown_title.c_str());
    list.AddText({x + pad + title, from.y + (height - ImGui::GetTextLineHeight()) / 2}, theme::kMuted,
                 counts[i].c_str());
    x += text + 2 * pad;
  }
  ImGui::SetCursorScreenPos({from.x, from.y + height});
}

void area(App& app, const char* name, const Box& box, void (*draw)(App&), bool padded = true,
          ImGuiWindowFlags flags = 0) {
  if (box.w < 4 || box.h < 4) return;
  ImGui::SetCursorPos({box.x, box.y});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padded ? ImGui::GetStyle().WindowPadding : ImVec2(0, 0));
  ImGui::PushStyleColor(ImGuiCol_ChildBg, theme::vec(theme::kPanel));
  ImGui::BeginChild(name, {box.w, box.h}, false, flags | ImGuiWindowFlags_AlwaysUseWindowPadding);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  draw(app);
  ImGui::EndChild();
  const ImVec2 origin = ImGui::GetWindowPos();
  name_rectangle(name, {origin.x + box.x, origin.y + box.y}, {origin.x + box.x + box.w, origin.y + box.y + box.h});
}

template <class Page, std::size_t kCount>
void pages(App& app, const char* name, const Box& box, const std::array<PageTab<Page>, kCount>& all, Page& open) {
  if (box.w < 4 || box.h < 4) return;
  ImGui::SetCursorPos({box.x, box.y});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, theme::vec(theme::kPanel));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::BeginChild(name, {box.w, box.h}, false, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  page_tabs(app, all, open);
  for (const auto& page : all) {
    if (page.page != open) continue;
    // Each page scrolls by itself.
    ImGui::BeginChild(page.name, {0, 0}, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
    page.draw(app);
    ImGui::EndChild();
    name_item(std::string(name) + ".area");
  }
  ImGui::EndChild();
}

/// A border between areas; `share` changes by what it is dragged, of `whole`.
void splitter(const char* name, const Box& box, bool upright, double& share, double whole, double sign) {
  ImGui::SetCursorPos({box.x, box.y});
  ImGui::InvisibleButton(name, {std::max(1.0F, box.w), std::max(1.0F, box.h)});
  name_item(name);
  if (ImGui::IsItemHovered() || ImGui::IsItemActive()) {
    ImGui::SetMouseCursor(upright ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    ImGui::GetWindowDrawList()->AddRectFilled(low, high, IM_COL32(110, 110, 110, 140));
  }
  if (ImGui::IsItemActive() && whole > 0) {
    const ImVec2 by = ImGui::GetIO().MouseDelta;
    share += sign * static_cast<double>(upright ? by.x : by.y) / whole;
  }
}

struct Sizes {
  float left, right, bottom, timeline;
};

/// Sizes of the areas from their shares, each large enough for what it holds, the picture having the rest.
Sizes sizes(const WindowSettings& settings, float width, float height, bool with_timeline) {
  const float em = ImGui::GetFontSize();
  const auto part = [](double share, float whole, float least, float most) {
    return std::round(std::clamp(static_cast<float>(share) * whole, least, std::max(least, most)));
  };
  Sizes result{};
  result.left = part(settings.left, width, 11 * em, width * 0.4F);
  result.right = part(settings.right, width, 15 * em, width * 0.45F);
  result.bottom = part(settings.bottom, height, 10 * em, height * 0.6F);
  result.timeline = with_timeline ? part(settings.timeline, height, 5 * em, height * 0.35F) : 0;
  return result;
}

void put_right(WindowSettings& settings) {
  settings.left = std::clamp(settings.left, 0.05, 0.4);
  settings.right = std::clamp(settings.right, 0.05, 0.45);
  settings.bottom = std::clamp(settings.bottom, 0.05, 0.6);
  settings.timeline = std::clamp(settings.timeline, 0.03, 0.35);
}

void reset(App& app) {
  const WindowSettings defaults;
  app.settings.left = defaults.left;
  app.settings.right = defaults.right;
  app.settings.bottom = defaults.bottom;
  app.settings.timeline = defaults.timeline;
  app.bottom = BottomPage::kCurves;
  app.right = RightPage::kParameters;
  app.reset_layout = false;
}

void areas(App& app, const Box& all) {
  WindowSettings& s = app.settings;
  const ExhibitDesk* desk = app.bench.active();
  const bool timed = desk != nullptr && (desk->is_clip() || desk->sound != nullptr);
  const Sizes size = sizes(s, all.w, all.h, timed);
  const float upper = all.h - size.bottom - kBorder;
  const float middle = all.w - size.left - size.right - 2 * kBorder;
  const float right_x = all.x + all.w - size.right;
  const float middle_x = all.x + size.left + kBorder;
  const float picture = upper - (timed ? size.timeline + kBorder : 0);
  area(app, "passes", {all.x, all.y, size.left, upper}, passes_panel);
  area(app, "picture", {middle_x, all.y, middle, picture}, canvas, false,
       ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  if (timed) {
    area(app, "timeline.area", {middle_x, all.y + picture + kBorder, middle, size.timeline}, timeline, false,
         ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  }
  pages(app, "right", {right_x, all.y, size.right, all.h}, kRight, app.right);
  pages(app, "bottom", {all.x, all.y + upper + kBorder, all.w - size.right - kBorder, size.bottom}, kBottom,
        app.bottom);
  splitter("splitter.left", {all.x + size.left, all.y, kBorder, upper}, true, s.left, all.w, 1);
  splitter("splitter.right", {right_x - kBorder, all.y, kBorder, all.h}, true, s.right, all.w, -1);
  splitter("splitter.bottom", {all.x, all.y + upper, all.w - size.right - kBorder, kBorder}, false, s.bottom, all.h,
           -1);
  if (timed) {
    splitter("splitter.timeline", {middle_x, all.y + picture, middle, kBorder}, false, s.timeline, all.h, -1);
  }
  put_right(s);
}

}  // namespace

void layout(App& app) {
  if (app.reset_layout) reset(app);
  const ImGuiViewport& viewport = *ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(viewport.WorkPos);
  ImGui::SetNextWindowSize(viewport.WorkSize);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::vec(theme::kLine));
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                      ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_MenuBar;
  ImGui::Begin("##desktop", nullptr, kFlags);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  if (ImGui::BeginMenuBar()) {
    menu_bar(app);
    ImGui::EndMenuBar();
  }
  const float frame = ImGui::GetFrameHeight(), width = viewport.WorkSize.x;
  float y = ImGui::GetCursorPosY();
  constexpr ImGuiWindowFlags kBar = ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
  const float bar = frame + 2 * ImGui::GetStyle().WindowPadding.y - 4, status = frame + 4;
  area(app, "tools", {0, y, width, bar}, tool_bar, true, kBar);
  y += bar + 1;
  if (!app.bench.desks().empty()) {
    const float tabs = app.panels.film_strip ? std::round(2.7F * ImGui::GetFontSize()) : frame + 6;
    area(app, "tabs", {0, y, width, tabs}, exhibit_tabs, false, kBar);
    y += tabs + 1;
  }
  areas(app, {0, y, width, std::max(40.0F, viewport.WorkSize.y - y - status - 1)});
  area(app, "status", {0, viewport.WorkSize.y - status, width, status}, status_bar, false, kBar);
  ImGui::End();
  dialogs(app);
}

}  // namespace spoor::gui
