#pragma once
/// Tails of the binomial distribution, in logarithms, where a double would underflow.

namespace spoor {

/// log10 P(X >= k) for X ~ Bin(n, p); n and k need not be whole (counts divided by the size of a correlated unit).
///
/// 0 where k <= 0, minus infinity where k > n or where p is 0. Exact to about 1e-9 for whole n and k.
double log10_binomial_tail(double n, double k, double p);

}  // namespace spoor
