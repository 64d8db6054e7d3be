#include "gui/items.h"

#include <fmt/format.h>

#include <fstream>
#include <map>

namespace spoor::gui {
namespace {

struct Box {
  ImVec2 low, high;
};

struct Items {
  std::filesystem::path file;
  ImVec2 origin{0, 0}, scale{1, 1};
  std::map<std::string, Box, std::less<>> boxes;
  std::map<std::string, std::string, std::less<>> states;
  std::string written;
};

Items& items() {
  static Items list;
  return list;
}

/// Tabs and line breaks would end a field.
std::string one_line(std::string_view text) {
  std::string line(text);
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return line;
}

}  // namespace

void list_items_in(std::filesystem::path file) {
  items() = Items{.file = std::move(file), .boxes = {}, .states = {}, .written = {}};
}

void place_items(const ImVec2& origin, const ImVec2& scale) {
  items().origin = origin;
  items().scale = scale;
}

void name_item(std::string_view name) {
  if (items().file.empty() || !ImGui::IsItemVisible()) return;
  name_rectangle(name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
}

void name_rectangle(std::string_view name, const ImVec2& low, const ImVec2& high) {
  if (!items().file.empty()) items().boxes.insert_or_assign(one_line(name), Box{low, high});
}

void tell_state(std::string_view name, std::string_view value) {
  if (!items().file.empty()) items().states.insert_or_assign(one_line(name), one_line(value));
}

void write_items() {
  Items& list = items();
  if (list.file.empty()) return;
  std::string text;
  for (const auto& [name, box] : list.boxes) {
    text += fmt::format("{}\t{:.0f} {:.0f} {:.0f} {:.0f}\n", name, list.origin.x + box.low.x * list.scale.x,
                        list.origin.y + box.low.y * list.scale.y, (box.high.x - box.low.x) * list.scale.x,
                        (box.high.y - box.low.y) * list.scale.y);
  }
  for (const auto& [name, value] : list.states) text += fmt::format("state\t{}={}\n", name, value);
  list.boxes.clear();
  if (text == list.written) return;
  const std::filesystem::path beside = list.file.string() + ".new";
  std::ofstream(beside, std::ios::binary) << text;
  std::error_code failed;
  std::filesystem::rename(beside, list.file, failed);
  if (!failed) list.written = std::move(text);
}

}  // namespace spoor::gui
