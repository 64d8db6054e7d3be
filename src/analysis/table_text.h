#pragma once
/// Numbers with their deviations, and tables of words, as passes write them.

#include "analysis/output.h"

#include <string>
#include <vector>

namespace spoor {

/// "47.3 ± 0.8": a value and its standard deviation.
std::string with_sigma(double value, double sigma, int decimals = 1);

/// A probability: "0.27"; "below 0.0001" where the tails of no model can be trusted. `p_is`: "p = 0.27".
std::string p_text(double p);
std::string p_is(double p);

/// A table without rows; columns as "name" or "name [unit]", all of them text.
Table table_of(std::string id, std::string title, const std::vector<std::string>& columns);

}  // namespace spoor
