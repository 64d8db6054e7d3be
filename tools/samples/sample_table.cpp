#include "sample_table.h"

#include "base/digest.h"
#include "base/file.h"
#include "base/job.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace spoor::samples {

Json captured_stage(const Camera& camera, const Shot& shot, std::uint64_t shot_seed) {
  const Sensor& sensor = camera.sensor;
  return {{"stage", "captured"},
          {"camera", camera.model},
          {"body_seed", sensor.body_seed},
          {"shot_seed", shot_seed},
          {"prnu_sigma", sensor.prnu_sigma},
          {"cfa", "RGGB"},
          {"electrons_per_dn", sensor.electrons_per_dn},
          {"read_noise_dn", sensor.read_noise_dn},
          {"black_dn", sensor.black_dn},
          {"full_dn", sensor.full_dn},
          {"demosaicing", camera.development.demosaic == Demosaic::kBilinear ? "bilinear" : "gradient-corrected"},
          {"sharpening", camera.development.sharpening},
          {"lens_k1", camera.lens.k1},
          {"scene_seed", shot.scene.seed},
          {"sun_azimuth_deg", shot.scene.sun_azimuth_deg},
          {"sun_elevation_deg", shot.scene.sun_elevation_deg},
          {"camera_height_m", shot.view.place.z},
          {"camera_yaw_deg", shot.view.yaw_deg},
          {"camera_pitch_deg", shot.view.pitch_deg},
          {"focal_px", shot.view.focal_px}};
}

Json stage(const std::string& name, Json details) {
  Json with{{"stage", name}};
  with.update(details);
  return with;
}

Json points_json(const std::vector<cv::Point>& polygon) {
  Json points = Json::array();
  for (const cv::Point& p : polygon) points.push_back({p.x, p.y});
  return points;
}

void write_bytes(const std::filesystem::path& folder, const std::string& file, const std::string& bytes) {
  if (const auto written = write_file_atomically(folder / file, bytes); !written) {
    throw std::runtime_error(to_text(written.error()));
  }
}

void write_manifest(const std::filesystem::path& folder, const std::vector<Written>& files) {
  Json entries = Json::array();
  if (const auto text = read_small_file(folder / "manifest.json", 16 << 20)) {
    entries = Json::parse(*text).at("samples");
  }
  for (const Written& written : files) {
    const auto handle = open_regular_file(folder / written.file);
    if (!handle) throw std::runtime_error(to_text(handle.error()));
    const auto size = file_size(*handle);
    const auto digest = file_sha256(*handle, Job{});
    if (!size || !digest) throw std::runtime_error(fmt::format("{}: cannot be read back", written.file));
    Json entry{{"file", written.file}, {"role", written.role}, {"sha256", *digest}, {"bytes", *size}};
    entry["origin"] = "made by tools/make_samples: procedural scene and virtual camera";
    entry["licence"] = "CC0-1.0";
    entry.update(written.truth);
    const auto known =
        std::find_if(entries.begin(), entries.end(), [&](const Json& old) { return old.at("file") == written.file; });
    if (known != entries.end()) {
      *known = std::move(entry);
    } else {
      entries.push_back(std::move(entry));
    }
  }
  const Json manifest{
      {"schema", "spoor.samples/1"},
      {"about",
       "Pictures and clips of scenes that never existed, made so that the truth about each is known. Regions and masks "
       "are in picture pixels of the decoded, unrotated picture; frames count from 0 in presentation order, spans "
       "include both ends. Masks are 255 where samples were replaced and 0 elsewhere."},
      {"samples", std::move(entries)}};
  write_bytes(folder, "manifest.json", manifest.dump(1) + "\n");
}

}  // namespace spoor::samples
