#pragma once
/// A row of a table selects its frame and its place in the file.

#include "gui/app.h"

#include <string>

namespace spoor::gui {

/// `name`: of the table_widget; `row`: of its table.
void jump_to_row(App& app, const std::string& name, std::size_t row);

}  // namespace spoor::gui
