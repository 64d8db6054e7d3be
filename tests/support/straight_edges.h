#pragma once
/// Edges that are straight in the world, seen through a lens and clicked.

#include "methods/projective/lens.h"
#include "methods/statistics/seeded_noise.h"
#include "support/generated_scene.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace spoor::test {

/// `count` edges of `points` clicks each, at least 400 px long, inside a picture of 1920 x 1080.
inline std::vector<StraightMark> straight_edges(const Lens& lens, int count, int points, double sigma_px,
                                                SeededNoise& noise) {
  std::vector<StraightMark> edges;
  while (edges.size() < static_cast<std::size_t>(count)) {
    const PicturePoint a{noise.uniform(0, 1920), noise.uniform(0, 1080)},
        b{noise.uniform(0, 1920), noise.uniform(0, 1080)};
    if (std::hypot(a.x - b.x, a.y - b.y) < 400) continue;
    StraightMark edge{{}, sigma_px};
    // Ends are chosen as seen; the edge between them is straight where the lens does not bend.
    const PicturePoint from = lens.undistorted(a), to = lens.undistorted(b);
    for (int i = 0; i < points; ++i) {
      const double t = static_cast<double>(i) / (points - 1);
      const auto seen = lens.distorted({from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)});
      if (seen) edge.points.push_back(clicked(*seen, sigma_px, noise));
    }
    edges.push_back(std::move(edge));
  }
  return edges;
}

/// A wide lens of a 1920 x 1080 picture: lambda of -0.3 to 0.1, its centre off by `centre_sigma_px`.
inline Lens some_lens(SeededNoise& noise, double centre_sigma_px) {
  Lens lens;
  lens.radius_px = std::hypot(1920, 1080) / 2;
  lens.centre = {960 + centre_sigma_px * noise.normal(), 540 + centre_sigma_px * noise.normal()};
  lens.lambda = noise.uniform(-0.3, 0.1);
  return lens;
}

}  // namespace spoor::test
