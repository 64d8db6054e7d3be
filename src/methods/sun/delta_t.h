#pragma once
/// How far the Earth's rotation runs behind uniform time.

namespace spoor {

/// Delta T = TT - UT1, in seconds, with its standard uncertainty.
struct DeltaT {
  double seconds = 0;
  double sigma = 0;
};

/// At a decimal year.
///
/// 1900 to 2026: yearly values as published (five-yearly before 1950), interpolated linearly; sigma 0.1 s, 0.3 s before
/// 1950. After: the last value held, with a sigma that grows as the past scatter of its changes does (0.1 s after one
/// year, 4 s after 25). Before 1900: the value of 1900, with the same growth.
/// Source: Astronomical Almanac, K8-K9; IERS Bulletin A for the last years.
DeltaT delta_t(double year);

}  // namespace spoor
