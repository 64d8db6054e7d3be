#pragma once
/// Any table as an analyst handles it: sorted by a click on its heading, filtered, copied, saved.

#include "gui/app.h"

#include <functional>
#include <memory>
#include <string>

namespace spoor::gui {

/// Shows `table` in the space there is, under a line with filter, copy and save. `name` keeps sorting, filter and
/// chosen row from one redraw to the next. Gives the row (of the table) that was clicked.
std::optional<std::size_t> table_widget(App& app, const std::string& name, std::shared_ptr<const Table> table);

/// Opens the dialog that saves `content`.
void save_text(App& app, const std::string& file_name, std::string content);

}  // namespace spoor::gui
