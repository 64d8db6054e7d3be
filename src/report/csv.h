#pragma once
/// Tables and curves for spreadsheets: RFC 4180, UTF-8, a header row with units.

#include "analysis/output.h"

#include <string>

namespace spoor {

/// A text cell that a spreadsheet would take for a formula gets an apostrophe in front.
std::string table_csv(const Table& table);

/// Columns: trace, x, y; every point, none left out.
std::string curve_csv(const Curve& curve);

}  // namespace spoor
