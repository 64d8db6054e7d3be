#include "capture.h"
#include "edits.h"
#include "sample_table.h"
#include "sound.h"
#include "still_file.h"
#include "things.h"

namespace spoor::samples {
namespace {

namespace fs = std::filesystem;

Json hum_json(const Hum& hum) {
  return {{"hum_nominal_hz", hum.nominal_hz},
          {"hum_wander_hz", hum.wander_hz},
          {"hum_wander_period_s", hum.wander_period_s},
          {"hum_level", hum.level}};
}

const ClipSettings kCameraSettings{.crf = 23, .gop = 12, .b_frames = 2, .creation_time = "2024-05-14T13:25:12Z"};

Filming drive_past() { return {.shot = roadside(5005), .truck_from_y = 13, .truck_to_y = 24, .seed = 21}; }

// One filming gives the camera's file and, decoded, cut and encoded again, the edited one.
std::vector<Written> original_and_cut(const fs::path& folder) {
  const std::string original = "clip_original.mp4", cut = "clip_frames_removed.mp4";
  constexpr int kFirst = 61, kCount = 22;  // 22 frames are 36.67 periods of the hum: its phase jumps
  const Camera camera = clip_camera();
  const Filming filming = drive_past();
  const Hum hum;
  const auto sound = hum_and_wind(hum, static_cast<std::size_t>(filming.frames) * kSamplesPerFrame, 22);
  write_clip(folder / original, filmed(filming, camera), sound, kCameraSettings);

  const Clip first = read_clip(folder / original);
  ClipSettings again{.crf = 22, .gop = 250, .fixed_gop = false, .b_frames = 0, .creation_time = "2024-05-16T08:12:40Z"};
  again.software = "Virtual Editor 1.0";
  const auto kept = without_frames(first.frames, kFirst, kCount);
  write_clip(folder / cut, kept, without_sound(first.sound, kFirst, kCount), again);

  Json captured = filming_stage(camera, filming);
  captured.update(hum_json(hum));
  const Json first_encoding = clip_stage("first_encoding", kCameraSettings, first.frames.size(), true);
  Json original_truth = clip_truth(filming.size, first.frames.size(), true);
  original_truth["stages"] = {captured, first_encoding};
  Json cut_truth = clip_truth(filming.size, kept.size(), false);
  cut_truth["stages"] = {captured, first_encoding,
                         stage("edit", {{"kind", "frames_removed"},
                                        {"what", "frames and sound of one span taken out"},
                                        {"untouched_twin", original},
                                        {"removed_frames", {kFirst, kFirst + kCount - 1}},
                                        {"joint_before_frame", kFirst}}),
                         clip_stage("final_encoding", again, kept.size(), true)};
  return {{original, "sample", original_truth}, {cut, "sample", cut_truth}};
}

// A camera on a tripod; a truck comes from the left and passes behind bushes. Until it is behind them it is covered
// with what the first frame shows there, so that it seems to come out of nowhere.
Filming behind_bushes() {
  Filming filming{
      .shot = roadside(6006), .frames = 126, .truck_from_y = 7.5, .truck_to_y = 22.5, .hand_held = false, .seed = 31};
  Scene& scene = filming.shot.scene;
  scene.things.push_back(tree({-1.9, 11.0, 0}, 2.5, 0, 611));
  scene.things.push_back(tree({-0.5, 11.4, 0}, 2.7, 0, 612));
  return filming;
}

std::vector<Written> pasted_region(const fs::path& folder) {
  const std::string file = "clip_pasted_region.mp4", mask_file = "clip_pasted_region_mask.png";
  constexpr int kFirst = 8, kLast = 62, kSource = 0;
  const cv::Rect region(0, 160, 440, 240);
  const Camera camera = clip_camera();
  const Filming filming = behind_bushes();
  const fs::path before = folder / ".clip_pasted_region_before.mp4";
  write_clip(before, filmed(filming, camera), {}, kCameraSettings);
  const Clip first = read_clip(before);
  fs::remove(before);

  const auto pasted = with_frozen_region(first.frames, region, kFirst, kLast, kSource);
  const ClipSettings again{
      .crf = 22, .gop = 250, .fixed_gop = false, .b_frames = 3, .creation_time = "2024-05-17T10:30:00Z"};
  write_clip(folder / file, pasted, {}, again);
  cv::Mat mask = cv::Mat::zeros(filming.size, CV_8UC1);
  mask(region) = 255;
  write_bytes(folder, mask_file, png_bytes(mask));

  Json truth = clip_truth(filming.size, pasted.size(), false);
  truth["mask"] = mask_file;
  truth["stages"] = {filming_stage(camera, filming),
                     clip_stage("first_encoding", kCameraSettings, first.frames.size(), false),
                     stage("edit", {{"kind", "region_frozen"},
                                    {"what", "a truck covered with the ground of an earlier frame"},
                                    {"mask", mask_file},
                                    {"region", points_json({{region.x, region.y},
                                                            {region.x + region.width, region.y},
                                                            {region.x + region.width, region.y + region.height},
                                                            {region.x, region.y + region.height}})},
                                    {"frames", {kFirst, kLast}},
                                    {"source_frame", kSource}}),
                     clip_stage("final_encoding", again, pasted.size(), false)};
  return {{file, "sample", truth}, {mask_file, "mask", {{"of", file}, {"frames", {kFirst, kLast}}}}};
}

}  // namespace

std::vector<Sample> clip_samples() {
  return {{"clip_original", original_and_cut}, {"clip_pasted_region", pasted_region}};
}

}  // namespace spoor::samples
