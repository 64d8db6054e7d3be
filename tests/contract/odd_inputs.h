#pragma once
/// Inputs on the edge of what passes may meet, made by the test that uses them.

#include <filesystem>
#include <string>
#include <vector>

namespace spoor::test {

/// File names: an ordinary JPEG, 1x1, odd-sized, grey, 16-bit, with alpha, truncated, garbage behind the header, a huge
/// declared size, an empty file, a text file, and small clips: plain, anamorphic, interlaced, 10-bit, RGB, truncated,
/// with sound only.
std::vector<std::string> odd_input_names();

/// Writes one of them below `folder` with the ffmpeg program, an encoder that is not ours.
std::filesystem::path make_odd_input(const std::string& name, const std::filesystem::path& folder);

}  // namespace spoor::test
