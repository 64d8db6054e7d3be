#pragma once
/// What makers of samples have in common: a shot as its camera stores it, and how the manifest words it.

#include "filming.h"
#include "sample_table.h"
#include "still_file.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <string>

namespace spoor::samples {

/// What the camera makes of a shot, before it is stored: CV_32FC3, 0..1.
cv::Mat display_of(const Camera& camera, const Shot& shot, std::uint64_t shot_seed);

JpegSettings settings_of(const Camera& camera);

/// The camera's own tags, taken at a local time two hours before UTC.
StillTags camera_tags(const Camera& camera, const std::string& taken_at);

/// The same view on `size` pixels.
Shot smaller(Shot shot, cv::Size size);

// Stages of histories, and what is true of every clip.
Json jpeg_stage(const std::string& name, const JpegSettings& settings);
Json clip_stage(const std::string& name, const ClipSettings& settings, std::size_t frames, bool sound);
Json filming_stage(const Camera& camera, const Filming& filming);
Json clip_truth(cv::Size size, std::size_t frames, bool untouched);

}  // namespace spoor::samples
