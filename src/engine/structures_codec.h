#pragma once
/// What a worker tells of a file, as JSON, and back on the trusted side with everything checked.

#include "engine/session.h"

#include <nlohmann/json.hpp>

namespace spoor {

/// A picture's or sound span's description without its samples.
struct PictureHead {
  FrameInfo info;
  double scale = 1;
  ColourAssumption assumption;
};
struct SoundHead {
  std::int64_t first_sample = 0;
  TimeStamp start;
  int sample_rate = 0;
};
struct MapHead {
  std::string id, title, unit, reading;
  double low = 0, high = 1;
  double cell_width = 1, cell_height = 1, origin_x = 0, origin_y = 0;
  std::int64_t frame = 0;
};

struct AveragedHead {
  FrameInfo info;
  FrameRange frames;
  std::int64_t used = 0;
  std::vector<std::int64_t> rejected;
  double error_px = 0;
};

/// T: MediaInfo, ContainerTree, Metadata, JpegStructure, CodecTrace, std::vector<Series>, FrameInfo,
/// std::vector<FrameRow>, DecodedClip, PictureHead, SoundHead, MapHead, Track,
/// FeatureFit, AveragedHead.
template <class T>
nlohmann::json encode_structure(const T& structure);

/// Errors: kCorrupt. Texts come back printable, denominators positive, indices inside what they index.
template <class T>
Result<T> decode_structure(const nlohmann::json& document);

}  // namespace spoor
