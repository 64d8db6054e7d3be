#include "gui/panels/file_list.h"

#include "gui/items.h"
#include "gui/thumbnails.h"
#include "gui/widgets.h"
#include "workbench/actions.h"

#include <algorithm>
#include <cstdlib>

namespace spoor::gui {
namespace {

const char* icon_of(const FileEntry& entry) {
  if (entry.folder) return icon::kFolder;
  switch (entry.look) {
    case FileEntry::Look::kStill:
      return icon::kPicture;
    case FileEntry::Look::kClip:
      return icon::kFilm;
    case FileEntry::Look::kCase:
      return icon::kBookmark;
    case FileEntry::Look::kOther:
      break;
  }
  return icon::kFile;
}

}  // namespace

void file_picture_box(App& app, FileBrowser& browser, const FileEntry& entry, const ImVec2& low, const ImVec2& high) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  // What is blurred until asked for is not shown in small either.
  const auto picture = app.settings.blur_first ? nullptr : browser.thumbnail(entry);
  if (draw_thumbnail(app, list, picture, picture ? picture->info.orientation : 1, low, high, Filling::kWhole)) return;
  const ImVec2 size = ImGui::CalcTextSize(icon_of(entry));
  const bool plain = entry.look == FileEntry::Look::kOther && !entry.folder;
  list.AddText({(low.x + high.x - size.x) / 2, (low.y + high.y - size.y) / 2},
               ImGui::GetColorU32(plain ? ImGuiCol_TextDisabled : ImGuiCol_Text), icon_of(entry));
}

FileListAnswer file_list(App& app, const std::string& name, FileBrowser& browser, bool files,
                         const std::string& filter) {
  FileListAnswer answer;
  if (browser.error()) {
    empty_state(app, icon::kFolder, "This folder cannot be read", shown(reason_text(*browser.error())).c_str());
    return answer;
  }
  std::vector<const FileEntry*> entries;
  for (const FileEntry& entry : browser.entries()) {
    if (!entry.folder && !files) continue;
    if (!filter.empty() && match_score(filter, entry.name) == 0) continue;
    entries.push_back(&entry);
  }
  tell_state(name + ".files", browser.reading() ? "reading" : std::to_string(entries.size()));
  if (entries.empty() && !browser.reading()) {
    empty_state(app, icon::kFolder, "Nothing to choose here",
                files ? "The folder holds no files." : "The folder holds no folders.");
    return answer;
  }
  const float height = files ? em(2.4) : em(1.4);
  constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg;
  if (!ImGui::BeginTable(("##" + name).c_str(), 4, kFlags, ImGui::GetContentRegionAvail())) return answer;
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableSetupColumn("##picture", ImGuiTableColumnFlags_WidthFixed, height * 1.5F);
  ImGui::TableSetupColumn("Name", ImGuiTableColumnFlags_WidthStretch);
  ImGui::TableSetupColumn("Size", ImGuiTableColumnFlags_WidthFixed, em(6));
  ImGui::TableSetupColumn("Changed (UTC)", ImGuiTableColumnFlags_WidthFixed, em(9));
  ImGui::TableHeadersRow();
  auto& picked = app.panels.dialog.picked;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(entries.size()), height + 2 * ImGui::GetStyle().CellPadding.y);
  while (clipper.Step()) {
    for (int line = clipper.DisplayStart; line < clipper.DisplayEnd; ++line) {
      const FileEntry& entry = *entries[static_cast<std::size_t>(line)];
      const std::string path = entry.path.string();
      ImGui::TableNextRow(0, height);
      ImGui::TableSetColumnIndex(0);
      ImGui::PushID(line);
      const bool chosen = picked.contains(path);
      const ImVec2 at = ImGui::GetCursorPos();
      constexpr int kSelect = ImGuiSelectableFlags_SpanAllColumns | ImGuiSelectableFlags_AllowDoubleClick;
      if (ImGui::Selectable("##file", chosen, kSelect, {0, height})) {
        const bool twice = ImGui::IsMouseDoubleClicked(0);
        if (entry.folder) {
          if (twice || !files) answer.entered = entry.path;
          picked.clear();
        } else if (twice) {
          answer.opened = entry.path;
        } else if (ImGui::GetIO().KeyCtrl) {
          if (chosen) {
            picked.erase(path);
          } else {
            picked.insert(path);
          }
        } else {
          picked = {path};
        }
      }
      name_item(name + ".file." + entry.name);
      ImGui::SetCursorPos(at);
      const ImVec2 corner = ImGui::GetCursorScreenPos();
      file_picture_box(app, browser, entry, corner, {corner.x + height * 1.5F, corner.y + height});
      ImGui::PopID();
      const float middle = (height - em()) / 2;
      const auto text = [&](int column, const std::string& value, bool dim) {
        ImGui::TableSetColumnIndex(column);
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() + middle);
        const std::string cut = elided(shown(value), ImGui::GetContentRegionAvail().x);
        if (dim) {
          dim_text(cut);
        } else {
          ImGui::TextUnformatted(cut.c_str());
        }
      };
      text(1, entry.name, false);
      if (!entry.folder) {
        const std::string size = size_text(entry.size);
        const auto bracket = size.find('(');
        text(2, bracket == std::string::npos ? size : size.substr(bracket + 1, size.size() - bracket - 2), true);
      }
      text(3, entry.modified, true);
    }
  }
  ImGui::EndTable();
  return answer;
}

std::optional<std::filesystem::path> path_line(App& app, const std::string& name, const std::filesystem::path& folder) {
  std::optional<std::filesystem::path> chosen;
  if (icon_button(app, name + ".home", icon::kHome, "Home folder")) {
    if (const char* home = std::getenv("HOME")) chosen = home;
  }
  ImGui::SameLine(0, 0);
  if (icon_button(app, name + ".up", icon::kUp, "The folder above", false,
                  folder.has_parent_path() && folder != folder.root_path())) {
    chosen = folder.parent_path();
  }
  std::filesystem::path whole;
  std::vector<std::filesystem::path> parts;
  for (const auto& part : folder) {
    whole /= part;
    parts.push_back(whole);
  }
  const std::size_t first = parts.size() > 5 ? parts.size() - 5 : 0;
  for (std::size_t i = first; i < parts.size(); ++i) {
    ImGui::SameLine(0, em(0.3));
    const std::string title = parts[i] == parts[i].root_path() ? "/" : parts[i].filename().string();
    if (button(app, name + ".part." + std::to_string(i), elided(shown(title), em(11)))) chosen = parts[i];
  }
  return chosen;
}

}  // namespace spoor::gui
