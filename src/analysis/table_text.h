#pragma once
/// Numbers with their deviations, and tables of words, as passes write them.

#include "analysis/output.h"

#include <string>
#include <vector>

namespace spoor {

/// "47.3 +- 0.8".
std::string with_sigma(double value, double sigma, int decimals = 1);

/// A table without rows; columns as "name" or "name [unit]", all of them text.
Table table_of(std::string id, std::string title, const std::vector<std::string>& columns);

}  // namespace spoor
