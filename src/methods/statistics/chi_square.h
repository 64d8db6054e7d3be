#pragma once
/// Tail of the chi-square distribution.

namespace spoor {

/// Chance that chi-square of `degrees` (1 or more) exceeds `squared`; 1 where there are no degrees of freedom, 0 for
/// infinity. Absolute error below 1e-12.
///
/// Source: the regularised incomplete gamma function by series and continued fraction (Abramowitz and Stegun 1964,
/// 6.5.29 and 6.5.31).
double chi_square_tail(double squared, int degrees);

}  // namespace spoor
