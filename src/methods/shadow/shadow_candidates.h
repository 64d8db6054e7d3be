#pragma once
/// Places and edges of a picture that may be cast shadows, for an analyst to look at. Never evidence by themselves.

#include "base/job.h"
#include "evidence/region.h"
#include "methods/shadow/light_change.h"

#include <opencv2/core.hpp>

#include <vector>

namespace spoor {

struct ShadowCandidate {
  enum class Kind {
    kRegion,  ///< a dark place, most of whose outline is a shadow's edge
    kEdge,    ///< a stretch of an outline
    kAxis     ///< middle line of a thin region
  };
  Kind kind = Kind::kRegion;
  std::vector<PicturePoint> points;  ///< of the picture given; closed for a region
  double size_px = 0;                ///< area of a region, length of an edge or axis, in pixels of the picture given
  LightChange change;                ///< median along its outline
  double sharpness = 0;              ///< share of the step within 3 working pixels: about 1 for a hard edge
  double fit = 0;                    ///< share of its outline across which light falls alike, as daylight can
  double score = 0;                  ///< 0..1: `fit` times how well it agrees with the picture's common change
  int steps = 0;                     ///< pieces of its outline (about 16 working pixels each) that fit
};

/// Pieces of outline that have to agree before one light is spoken of: some 320 pixels as looked at.
inline constexpr int kDirectLightSteps = 20;

struct ShadowSearch {
  cv::Size2d cell{1, 1};       ///< pixels of the picture per pixel at which was looked
  double cluttered_share = 0;  ///< of the picture, where texture hides edges
  LightChange common;          ///< where most outline agrees
  int agreeing_steps = 0;      ///< pieces of outline that agree with it
  bool small = false;          ///< fewer than 64 pixels on a side at which was looked: nothing was looked for
  bool colour = true;          ///< false: the picture is grey, and nothing was looked for
  bool texture = false;        ///< too much of the picture is cluttered to be searched
  bool direct_light = false;   ///< enough agreeing outline that one light may be seen
  std::vector<ShadowCandidate> candidates;  ///< best first; none where `texture` or not `direct_light`
};

struct ShadowSearchOptions {
  int side = 1280;  ///< longer side at which is looked; larger pictures are averaged down
  std::size_t most = 30;
};

/// Dark places of an 8-bit BGR picture, compared across their outlines: the same ground loses the sun and keeps the
/// sky, so that light falls by one ratio along the edge, at least by half, by a change of colour from one daylight to a
/// bluer one, within a lens's blur, and texture goes on. Shadows of one sun share about one ratio, by which candidates
/// are ordered and without which none is given. No training.
///
/// Sources: Finlayson, Drew, Lu 2004 (daylights change log-chromaticity along one direction); Lalonde, Efros,
/// Narasimhan 2010 (colour ratios across boundaries of ground shadows); Guo, Dai, Hoiem 2011 (the same material in two
/// lights).
ShadowSearch shadow_candidates(const cv::Mat& bgr, const ShadowSearchOptions& options, const Job& job);

}  // namespace spoor
