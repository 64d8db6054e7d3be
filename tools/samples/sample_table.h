#pragma once
/// The samples: each is made by one function, which also says what is true of it.

#include "camera.h"
#include "scenes.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace spoor::samples {

using Json = nlohmann::ordered_json;

/// One line of the manifest: a file that was written, and what is true of it.
struct Written {
  std::string file;
  std::string role;  ///< "sample", or "mask" of the sample named in `truth["of"]`
  Json truth;
};

struct Sample {
  std::string name;
  std::function<std::vector<Written>(const std::filesystem::path& folder)> make;
};

/// Of still_samples.cpp, clip_samples.cpp and example_samples.cpp, in the manifest's order.
std::vector<Sample> still_samples();
std::vector<Sample> clip_samples();
std::vector<Sample> example_samples();

/// Seeds, camera and scene of a capture, as a stage of a sample's history.
Json captured_stage(const Camera& camera, const Shot& shot, std::uint64_t shot_seed);

/// A stage with only a name and what was done.
Json stage(const std::string& name, Json details);

Json points_json(const std::vector<cv::Point>& polygon);

/// Writes `bytes` into `folder`, replacing the file as a whole.
void write_bytes(const std::filesystem::path& folder, const std::string& file, const std::string& bytes);

/// Writes folder/manifest.json: `files`, and what the manifest there said of other files.
void write_manifest(const std::filesystem::path& folder, const std::vector<Written>& files);

}  // namespace spoor::samples
