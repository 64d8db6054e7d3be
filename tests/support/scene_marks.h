#pragma once
/// Marks of generated scenes as an analyst's regions and groups, and passes run over them without a file.

#include "analysis/pass.h"
#include "evidence/marks_file.h"
#include "support/structure_source.h"
#include "support/uncertain_scene.h"

#include <string>
#include <vector>

namespace spoor::test {

inline void add_point(Marks& marks, const std::string& group, const std::string& part, PicturePoint p,
                      double sigma_px) {
  Region region;
  region.id = group + "." + part;
  region.group = group;
  region.part = part;
  region.role = "pole";
  region.shape = Shape::kPoint;
  region.points = {p};
  region.sigma_px = sigma_px;
  marks.regions.push_back(std::move(region));
}

inline void add_pole(Marks& marks, const SunMark& pole) {
  marks.groups.push_back({pole.id, "pole", "", {}, {}});
  add_point(marks, pole.id, "foot", pole.a, pole.sigma_px);
  add_point(marks, pole.id, "top", pole.b, pole.sigma_px);
  add_point(marks, pole.id, "shadow_tip", pole.c, pole.sigma_px);
}

inline void add_line(Marks& marks, const std::string& id, const std::string& role, PicturePoint a, PicturePoint b,
                     double sigma_px) {
  Region region;
  region.id = id;
  region.role = role;
  region.shape = Shape::kLine;
  region.points = {a, b};
  region.sigma_px = sigma_px;
  marks.regions.push_back(std::move(region));
}

inline Result<PassOutput> output_over(const PassDescriptor& pass, MediaSource& source, const Marks& marks,
                                      const Claim& claim, const ParamValues& given = {}) {
  RunContext context;
  context.source = &source;
  context.regions = marks.regions;
  context.groups = marks.groups;
  context.claim = &claim;
  const auto params = resolve_params(pass.params, given);
  if (!params) return tl::unexpected(params.error());
  context.params = *params;
  auto run = pass.start(context);
  if (!run) return tl::unexpected(run.error());
  return (*run)->finish({});
}

inline StructureSource bare_picture(int width, int height) {
  StructureSource source;
  source.information.kind = MediaKind::kStill;
  source.information.video.emplace_back();
  source.information.video.front().width = width;
  source.information.video.front().height = height;
  return source;
}

}  // namespace spoor::test
