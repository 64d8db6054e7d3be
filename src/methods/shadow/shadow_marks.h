#pragma once
/// What marked shadows say of the light, as constraints on its projected position.

#include "evidence/region.h"
#include "methods/shadow/half_planes.h"
#include "methods/statistics/seeded_noise.h"

#include <string>
#include <vector>

namespace spoor {

/// The light's image in homogeneous form (X, Y, W). In front of the camera W > 0: it is seen at (X / W, Y / W), in the
/// picture or far outside. Behind W < 0: (X / W, Y / W) is the antisolar point, where shadows run to.
enum class LightSide { kFront = 1, kBehind = -1 };

struct ShadowMark {
  enum class Kind {
    /// `at` is a point of a shadow; the point that casts it lies between the directions to `first` and to `second`
    /// (equal where it is known), which open by less than 180 degrees.
    kCast,
    /// `at` lies on the edge between the shaded and the lit part of a smooth surface, `first` further to the lit side.
    kAttached,
  };
  std::string id;
  Kind kind = Kind::kCast;
  PicturePoint at, first, second;
  double sigma_at_px = 0, sigma_px = 0;  ///< of each coordinate of `at`, and of `first` and `second`
};

/// The half-planes, any one group of which a light must satisfy: several groups where the region is not convex (an
/// attached shadow whose direction is uncertain). A group without half-planes excludes nothing.
///
/// `widening` counts standard deviations: directions turn outwards by as many, and for a light behind the camera the
/// apex moves back as well, since the point where shadows run to may lie close to it. In front, the light lies beyond
/// the object and the turn alone is more than the clicks' errors make.
/// Source: Kee, O'Brien, Farid 2013, section 3, with errors as above.
std::vector<std::vector<HalfPlane>> constraints(const ShadowMark& mark, double widening, LightSide side);

/// The mark as it would have been made had `light` been the light: the smallest turn that agrees with it, distances and
/// openings kept. `light` is (X / |W|, Y / |W|), so the antisolar point mirrored for a light behind.
ShadowMark agreeing(const ShadowMark& mark, const PicturePoint& light, LightSide side);

/// Every click moved by its own deviation.
ShadowMark clicked_again(const ShadowMark& mark, SeededNoise& noise);

/// The corners of the region that the mark leaves, seen from its apex, `reach` pixels far: to draw it.
std::vector<PicturePoint> wedge_outline(const ShadowMark& mark, double widening, double reach);

}  // namespace spoor
