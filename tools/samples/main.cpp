/// make_samples OUT_DIR [SAMPLE...]: writes the samples (all, or those named) and OUT_DIR/manifest.json.

#include "clip_file.h"
#include "sample_table.h"

#include <algorithm>
#include <cstdio>
#include <exception>

int main(int count, char** arguments) {
  using namespace spoor::samples;
  auto samples = still_samples();
  for (auto& sample : clip_samples()) samples.push_back(std::move(sample));
  for (auto& sample : example_samples()) samples.push_back(std::move(sample));
  const std::vector<std::string> wanted(arguments + std::min(count, 2), arguments + count);
  const auto known = [&](const std::string& name) {
    return std::any_of(samples.begin(), samples.end(), [&](const Sample& sample) { return sample.name == name; });
  };
  if (count < 2 || !std::all_of(wanted.begin(), wanted.end(), known)) {
    std::fprintf(stderr, "usage: %s OUT_DIR [SAMPLE...], samples are:\n", arguments[0]);
    for (const Sample& sample : samples) std::fprintf(stderr, "  %s\n", sample.name.c_str());
    return 2;
  }
  quiet_codecs();
  try {
    const std::filesystem::path folder = arguments[1];
    std::filesystem::create_directories(folder);
    std::vector<Written> files;
    for (const Sample& sample : samples) {
      if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), sample.name) == wanted.end()) continue;
      std::fprintf(stderr, "%s\n", sample.name.c_str());
      for (Written& written : sample.make(folder)) files.push_back(std::move(written));
    }
    write_manifest(folder, files);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
