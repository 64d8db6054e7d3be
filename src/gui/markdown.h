#pragma once
/// Method pages as blocks, and the drawing of them.

#include "gui/app.h"

#include <string_view>
#include <vector>

namespace spoor::gui {

/// Headings, paragraphs, lists, code, tables, quotes; raw HTML is text, pictures are their description.
std::vector<PageBlock> page_blocks(std::string_view markdown);

void draw_block(App& app, const PageBlock& block, int number);

}  // namespace spoor::gui
