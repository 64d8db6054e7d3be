// Samples for the examples of method pages: pairs of an edited file and an honest one that raise the same alarm.

#include "capture.h"
#include "edits.h"
#include "random.h"

#include <algorithm>

namespace spoor::samples {
namespace {

namespace fs = std::filesystem;

const cv::Size kStill{640, 428}, kClip{480, 270};

struct SmallStill {
  Camera camera = camera_b();
  Shot shot = smaller(hamlet(), kStill);
  std::uint64_t seed = 0;

  cv::Mat picture() const { return quantised(display_of(camera, shot, seed), 8); }
};

Json still_truth(const SmallStill& still, bool untouched, std::vector<Json> stages) {
  return {{"kind", "still"},
          {"untouched", untouched},
          {"size", {still.shot.size.width, still.shot.size.height}},
          {"stages", std::move(stages)}};
}

Json tagged_stage(const std::string& taken, const std::string& fix) {
  return stage("tagged", {{"taken", taken}, {"zone", "+02:00"}, {"satellite_fix_utc", fix}});
}

// One camera with a satellite receiver, twice: the date moved afterwards, and a fix left from before it went indoors.
std::vector<Written> satellite_clocks(const fs::path& folder) {
  const SmallStill still{.seed = 41};
  const cv::Mat picture = still.picture();
  const JpegSettings settings = settings_of(still.camera);
  const auto write = [&](const std::string& file, const std::string& taken, const std::string& fix) {
    StillTags tags = camera_tags(still.camera, taken);
    tags.fix = fix;
    tags.thumbnail_jpeg = thumbnail(picture);
    write_bytes(folder, file, with_tags(jpeg_bytes(picture, settings), tags, still.shot.size));
  };
  const std::string true_time = "2024:05:15 18:52:40", false_time = "2024:05:18 07:05:40";
  const std::string fix = "2024:05:15 16:52:33", old_fix = "2024:05:15 16:29:08";
  write("still_date_changed.jpg", false_time, fix);
  write("still_old_fix.jpg", true_time, old_fix);
  const Json captured = captured_stage(still.camera, still.shot, still.seed);
  const Json encoded = jpeg_stage("first_encoding", settings);
  return {
      {"still_date_changed.jpg", "sample",
       still_truth(still, false,
                   {captured, encoded, tagged_stage(true_time, fix),
                    stage("edit", {{"kind", "date_changed"},
                                   {"what",
                                    "the dates of taking were set to another day by a tag editor, which left "
                                    "the satellites' time"},
                                   {"taken_before", true_time},
                                   {"taken_after", false_time}})})},
      {"still_old_fix.jpg", "sample", still_truth(still, true, {captured, encoded, tagged_stage(true_time, old_fix)})}};
}

std::string unreadable(std::size_t bytes, std::uint64_t seed) {
  std::string text(bytes, '\0');
  for (std::size_t i = 0; i < bytes; ++i) text[i] = static_cast<char>(mixed(seed, i) & 0xFF);
  return text;
}

// A camera's own block behind the picture: its name, and how bright it found each part of the scene.
std::string metering_block(const cv::Mat& picture) {
  cv::Mat small;
  cv::transform(picture, small, cv::Matx13f(0.299F, 0.587F, 0.114F));
  std::string block = "VCAM-B METERING 80x53\n";
  for (int y = 0; y < 53; ++y) {
    for (int x = 0; x < 80; ++x) {
      block += static_cast<char>(cv::mean(small(cv::Rect(x * 8, y * 8, 8, 8)))[0]);
    }
  }
  return block;
}

// The same kind of camera file with bytes behind the picture: hidden there by somebody, and put there by the camera.
std::vector<Written> bytes_behind(const fs::path& folder) {
  const SmallStill still{.seed = 42};
  const cv::Mat picture = still.picture();
  const JpegSettings settings = settings_of(still.camera);
  StillTags tags = camera_tags(still.camera, "2024:05:15 18:55:12");
  tags.thumbnail_jpeg = thumbnail(picture);
  const std::string stored = with_tags(jpeg_bytes(picture, settings), tags, still.shot.size);
  const std::string hidden = unreadable(24'000, 43), metering = metering_block(picture);
  write_bytes(folder, "still_data_appended.jpg", stored + hidden);
  write_bytes(folder, "still_maker_data.jpg", stored + metering);
  const Json captured = captured_stage(still.camera, still.shot, still.seed);
  const Json encoded = jpeg_stage("first_encoding", settings);
  return {{"still_data_appended.jpg", "sample",
           still_truth(still, false,
                       {captured, encoded,
                        stage("edit", {{"kind", "data_appended"},
                                       {"what", "an enciphered file was put behind the picture"},
                                       {"offset", stored.size()},
                                       {"bytes", hidden.size()}})})},
          {"still_maker_data.jpg", "sample",
           still_truth(still, true,
                       {captured, encoded,
                        stage("maker_data", {{"what", "the camera put its metering behind the picture"},
                                             {"offset", stored.size()},
                                             {"bytes", metering.size()}})})}};
}

constexpr int kGop = 12;

ClipSettings phone_settings() {
  return {.crf = 26, .gop = kGop, .b_frames = 0, .creation_time = "2024-05-14T16:02:05Z"};
}

// A drive past a phone, in four files: as it dropped frames; with two groups of pictures taken out of the stream;
// trimmed by the phone's own gallery; and cut, encoded anew and given a phone's tags.
std::vector<Written> phone_clips(const fs::path& folder) {
  Filming filming{.shot = smaller(roadside(7007), {560, 320}), .size = kClip, .frames = 96, .seed = 51};
  const Camera camera = clip_camera();
  const auto frames = filmed(filming, camera);
  const Json captured = filming_stage(camera, filming);
  const fs::path before = folder / ".clip_phone_before.mp4";
  write_clip(before, frames, {}, phone_settings());
  const Json first = clip_stage("first_encoding", phone_settings(), frames.size(), false);
  std::vector<Written> files;
  const auto add = [&](const std::string& file, std::size_t count, bool untouched, std::vector<Json> stages) {
    Json truth = clip_truth(kClip, count, untouched);
    truth["stages"] = std::move(stages);
    files.push_back({file, "sample", std::move(truth)});
  };

  const std::vector<int> lost{37, 38, 55, 71};
  ClipSettings dropping = phone_settings();
  std::vector<ClipFrame> kept;
  for (int i = 0; i < filming.frames; ++i) {
    if (std::find(lost.begin(), lost.end(), i) != lost.end()) continue;
    kept.push_back(frames[static_cast<std::size_t>(i)]);
    dropping.times.push_back(i);
  }
  write_clip(folder / "clip_frames_dropped.mp4", kept, {}, dropping);
  add("clip_frames_dropped.mp4", kept.size(), true,
      {captured,
       stage("frames_dropped",
             {{"what", "the phone had no room left for these frames while recording"}, {"frames", lost}}),
       clip_stage("first_encoding", dropping, kept.size(), false)});

  constexpr int kFirst = 3 * kGop, kLast = 5 * kGop - 1;
  copy_clip(before, folder / "clip_stream_cut.mp4", {.first_dropped = kFirst, .last_dropped = kLast});
  add("clip_stream_cut.mp4", frames.size() - (kLast - kFirst + 1), false,
      {captured, first,
       stage("edit", {{"kind", "frames_removed"},
                      {"what", "two groups of pictures taken out of the stream, the times of the others kept"},
                      {"removed_frames", {kFirst, kLast}},
                      {"joint_before_frame", kFirst},
                      {"encoded_anew", false}})});

  constexpr int kStart = 41;
  copy_clip(before, folder / "clip_trimmed.mp4", {.start_frame = kStart});
  add("clip_trimmed.mp4", frames.size() - kStart, false,
      {captured, first,
       stage("trimmed", {{"what", "the phone's gallery hid the beginning by an edit list; its media are still there"},
                         {"hidden_frames", {0, kStart - 1}},
                         {"encoded_anew", false}})});

  constexpr int kCut = 30, kCount = 20;
  ClipSettings again{.crf = 25, .gop = 250, .fixed_gop = false, .b_frames = 2, .creation_time = "2024-05-14T16:02:05Z"};
  again.make = "Spoor";
  again.model = "Virtual Phone";
  const auto cut = without_frames(read_clip(before).frames, kCut, kCount);
  write_clip(folder / "clip_relabelled.mp4", cut, {}, again);
  add("clip_relabelled.mp4", cut.size(), false,
      {captured, first,
       stage("edit", {{"kind", "frames_removed"},
                      {"what", "frames of one span taken out; a phone's tags written into the new file"},
                      {"removed_frames", {kCut, kCut + kCount - 1}},
                      {"joint_before_frame", kCut}}),
       clip_stage("final_encoding", again, cut.size(), false)});
  fs::remove(before);
  return files;
}

}  // namespace

std::vector<Sample> example_samples() {
  return {{"satellite_clocks", satellite_clocks}, {"bytes_behind", bytes_behind}, {"phone_clips", phone_clips}};
}

}  // namespace spoor::samples
