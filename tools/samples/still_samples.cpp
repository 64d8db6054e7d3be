#include "capture.h"
#include "edits.h"
#include "sample_table.h"
#include "still_file.h"

namespace spoor::samples {
namespace {

namespace fs = std::filesystem;

// A picture as its camera stores it: one encoding, nothing else.
std::vector<Written> untouched(const fs::path& folder, const std::string& file, const Camera& camera, const Shot& shot,
                               std::uint64_t shot_seed, const std::string& taken_at) {
  const cv::Mat picture = quantised(display_of(camera, shot, shot_seed), 8);
  StillTags tags = camera_tags(camera, taken_at);
  tags.thumbnail_jpeg = thumbnail(picture);
  const JpegSettings settings = settings_of(camera);
  write_bytes(folder, file, with_tags(jpeg_bytes(picture, settings), tags, shot.size));
  return {{file,
           "sample",
           {{"kind", "still"},
            {"untouched", true},
            {"size", {shot.size.width, shot.size.height}},
            {"stages", {captured_stage(camera, shot, shot_seed), jpeg_stage("first_encoding", settings)}}}}};
}

struct SpliceRecipe {
  std::string file, mask_file;
  cv::Point offset;  ///< from the donor's place to the host's
  int last_quality = 90;
  bool keeps_tags = true;
};

constexpr std::uint64_t kHostSeed = 12, kDonorSeed = 13;
constexpr JpegSettings kDonorFirst{.quality = 60};

// The editor matched the colours: camera B's picture is developed as camera A would.
Camera donor_camera() {
  Camera camera = camera_b();
  camera.development = camera_a().development;
  camera.development.demosaic = Demosaic::kBilinear;
  return camera;
}

std::vector<Written> splice(const fs::path& folder, const SpliceRecipe& recipe, const cv::Mat& host_taken,
                            const cv::Mat& donor) {
  const Camera camera = camera_a();
  const Shot host_shot = empty_meadow(), donor_shot = other_truck();
  const JpegSettings first = settings_of(camera), last{.quality = recipe.last_quality};
  const cv::Mat host = jpeg_picture(jpeg_bytes(host_taken, first));
  const cv::Mat mask = moved(seen_mask(donor_shot, 0, donor_camera().lens, 5), recipe.offset);

  std::string bytes = jpeg_bytes(spliced(host, donor, mask, recipe.offset), last);
  if (recipe.keeps_tags) {
    // The editor keeps the camera's tags and, as many do, the camera's thumbnail of the picture before the edit.
    StillTags tags = camera_tags(camera, "2024:05:14 14:02:57");
    tags.software = "Virtual Editor 1.0";
    tags.modified = "2024:05:16 09:41:10";
    tags.thumbnail_jpeg = thumbnail(host_taken);
    bytes = with_tags(bytes, tags, host_shot.size);
  }
  write_bytes(folder, recipe.file, bytes);
  write_bytes(folder, recipe.mask_file, png_bytes(mask));

  Json edit = stage(
      "edit",
      {{"kind", "splice"},
       {"what", "a truck with its shadow from a picture of another camera body"},
       {"mask", recipe.mask_file},
       {"region", points_json(outline(mask))},
       {"offset", {recipe.offset.x, recipe.offset.y}},
       {"jpeg_grid_aligned", recipe.offset.x % 8 == 0 && recipe.offset.y % 8 == 0},
       {"donor", {captured_stage(donor_camera(), donor_shot, kDonorSeed), jpeg_stage("first_encoding", kDonorFirst)}}});
  if (recipe.keeps_tags) edit["thumbnail"] = "of the picture before the edit";
  return {{recipe.file,
           "sample",
           {{"kind", "still"},
            {"untouched", false},
            {"size", {host.cols, host.rows}},
            {"mask", recipe.mask_file},
            {"stages",
             {captured_stage(camera, host_shot, kHostSeed), jpeg_stage("first_encoding", first), std::move(edit),
              jpeg_stage("final_encoding", last)}}}},
          {recipe.mask_file, "mask", {{"of", recipe.file}}}};
}

// A truck from a q 60 picture of camera B is put into a meadow of camera A: once on the grid of its own blocks and
// with the tags kept, once off it and with the tags stripped.
std::vector<Written> truck_splices(const fs::path& folder) {
  const cv::Mat host = quantised(display_of(camera_a(), empty_meadow(), kHostSeed), 8);
  const cv::Mat donor =
      jpeg_picture(jpeg_bytes(quantised(display_of(donor_camera(), other_truck(), kDonorSeed), 8), kDonorFirst));
  auto files = splice(folder, {"still_spliced.jpg", "still_spliced_mask.png", {-312, 0}, 90, true}, host, donor);
  const SpliceRecipe shifted{"still_spliced_shifted.jpg", "still_spliced_shifted_mask.png", {-309, 5}, 93, false};
  for (Written& written : splice(folder, shifted, host, donor)) files.push_back(std::move(written));
  return files;
}

std::vector<Written> sixteen_bits(const fs::path& folder, const std::string& file) {
  const Camera camera = camera_a();
  const Shot shot = smaller(hamlet(), {360, 240});
  constexpr std::uint64_t kSeed = 14;
  write_bytes(folder, file, png_bytes(quantised(display_of(camera, shot, kSeed), 16)));
  return {{file,
           "sample",
           {{"kind", "still"},
            {"untouched", true},
            {"size", {shot.size.width, shot.size.height}},
            {"stages",
             {captured_stage(camera, shot, kSeed),
              stage("first_encoding", {{"format", "png"}, {"bits", 16}, {"lossless", true}})}}}}};
}

std::vector<Written> grey_progressive(const fs::path& folder, const std::string& file) {
  const Camera camera = camera_b();
  const Shot shot = smaller(truck_on_track(), {641, 427});  // odd sizes: partial blocks on both sides
  const JpegSettings settings{.quality = 85, .progressive = true};
  constexpr std::uint64_t kSeed = 15;
  cv::Mat grey;
  cv::transform(quantised(display_of(camera, shot, kSeed), 8), grey, cv::Matx13f(0.299F, 0.587F, 0.114F));
  write_bytes(folder, file, jpeg_bytes(grey, settings));
  Json encoding = jpeg_stage("first_encoding", settings);
  encoding["luma_per_chroma"] = nullptr;  // one component
  return {{file,
           "sample",
           {{"kind", "still"},
            {"untouched", true},
            {"size", {shot.size.width, shot.size.height}},
            {"stages", {captured_stage(camera, shot, kSeed), std::move(encoding)}}}}};
}

}  // namespace

std::vector<Sample> still_samples() {
  return {
      {"still_original",
       [](const fs::path& to) {
         return untouched(to, "still_original.jpg", camera_a(), truck_on_track(), 11, "2024:05:14 15:20:31");
       }},
      {"still_original_b",
       [](const fs::path& to) {
         return untouched(to, "still_original_b.jpg", camera_b(), hamlet(), 16, "2024:05:15 18:47:05");
       }},
      {"still_spliced", truck_splices},
      {"still_16bit", [](const fs::path& to) { return sixteen_bits(to, "still_16bit.png"); }},
      {"still_grey", [](const fs::path& to) { return grey_progressive(to, "still_grey.jpg"); }},
  };
}

}  // namespace spoor::samples
