#pragma once

#include <vector>

namespace spoor {

/// The upper of the two in the middle where their number is even; 0 of none. No NaN among them.
double median(std::vector<double> values);

}  // namespace spoor
