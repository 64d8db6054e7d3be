#include "capture.h"

#include "random.h"

namespace spoor::samples {

cv::Mat display_of(const Camera& camera, const Shot& shot, std::uint64_t shot_seed) {
  const cv::Mat light = linear_picture(shot.scene, shot.view, shot.size, {{}, shot.size}, 2);
  return taken(camera, light, shot.view.focal_px, {}, shot.size, response_field(camera.sensor, shot.size), shot_seed);
}

JpegSettings settings_of(const Camera& camera) {
  return {.quality = camera.jpeg_quality, .chroma_w = camera.jpeg_chroma_w, .chroma_h = camera.jpeg_chroma_h};
}

StillTags camera_tags(const Camera& camera, const std::string& taken_at) {
  StillTags tags;
  tags.make = camera.make;
  tags.model = camera.model;
  tags.lens = camera.lens_name;
  tags.taken = taken_at;
  tags.offset = "+02:00";
  tags.iso = 100;
  tags.exposure_reciprocal_s = 500;
  tags.f_number_tenths = 56;
  tags.focal_mm = 28;
  return tags;
}

Json jpeg_stage(const std::string& name, const JpegSettings& settings) {
  return stage(name, {{"format", "jpeg"},
                      {"quality", settings.quality},
                      {"tables", "IJG standard"},
                      {"luma_per_chroma", {settings.chroma_w, settings.chroma_h}},
                      {"progressive", settings.progressive}});
}

Shot smaller(Shot shot, cv::Size size) {
  shot.view.focal_px *= static_cast<double>(size.width) / shot.size.width;
  shot.size = size;
  return shot;
}

Json clip_stage(const std::string& name, const ClipSettings& settings, std::size_t frames, bool sound) {
  return stage(name, {{"format", "mp4"},
                      {"codec", "h264 (libx264)"},
                      {"crf", settings.crf},
                      {"gop", settings.gop},
                      {"fixed_gop", settings.fixed_gop},
                      {"b_frames", settings.b_frames},
                      {"frames", frames},
                      {"sound", sound ? "aac" : "none"}});
}

Json filming_stage(const Camera& camera, const Filming& filming) {
  Json captured = captured_stage(camera, filming.shot, filming.seed);
  captured["frames"] = filming.frames;
  captured["frames_per_second"] = kFramesPerSecond;
  captured["hand_held"] = filming.hand_held;
  return captured;
}

Json clip_truth(cv::Size size, std::size_t frames, bool untouched) {
  return {{"kind", "clip"},
          {"untouched", untouched},
          {"size", {size.width, size.height}},
          {"frames", frames},
          {"frames_per_second", kFramesPerSecond}};
}

}  // namespace spoor::samples
