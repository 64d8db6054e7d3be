#pragma once
/// What each library's reader of stills hands over, and the steps they share.

#include "media/media_source.h"
#include "media/still_source.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace spoor::stills {

/// The whole file in memory: every library here reads from memory.
struct StillInput {
  std::shared_ptr<const std::vector<std::byte>> bytes;
  OpenLimits limits;

  Bytes view() const { return *bytes; }
};

/// Decodes frames of one file. Not thread-safe.
class StillDecoder {
 public:
  virtual ~StillDecoder() = default;

  /// Frame `index`, which the caller has checked against the number of frames. Damage that left a frame goes to
  /// `anomalies` and sets `concealed`; damage that left none is the error.
  virtual Result<Frame> decode(std::int64_t index, std::vector<Anomaly>& anomalies) = 0;
};

/// A file whose headers have been read.
struct StillFile {
  MediaInfo info;  ///< `still_pictures` is the number of frames
  struct Timing {
    TimeStamp pts, duration;
  };
  std::vector<Timing> timing;  ///< one per frame of an animation, empty for pages and single pictures
  std::function<std::unique_ptr<StillDecoder>()> make_decoder;
};

Result<StillFile> open_jpeg(const StillInput& input);
Result<StillFile> open_lav(const StillInput& input, StillFormat format);  ///< PNG, BMP, GIF
Result<StillFile> open_tiff(const StillInput& input);
Result<StillFile> open_webp(const StillInput& input);
Result<StillFile> open_heif(const StillInput& input, StillFormat format);  ///< HEIF, AVIF
Result<StillFile> open_jxl(const StillInput& input);
Result<StillFile> open_raw(const StillInput& input);

/// The reader for `format`.
Result<StillFile> open_still_file(const StillInput& input, StillFormat format);

/// Frames of `file`, in any order. Anomalies of decoding are added to `info`, once for each frame.
std::unique_ptr<FrameReader> still_frames(std::shared_ptr<const StillFile> file, std::shared_ptr<MediaInfo> info);

/// Refuses a picture before anything is allocated for it.
///
/// Errors: kCorrupt for a side of zero or less; kTooLarge beyond `limits`, or where the samples
/// (`bytes_per_pixel` over all components) would take more than 8 bytes for each allowed pixel.
Result<void> check_picture_size(std::int64_t width, std::int64_t height, std::int64_t bytes_per_pixel,
                                const OpenLimits& limits);

/// Our sentence with what a library says of the matter behind it in brackets: "sentence (library: detail)".
std::string with_detail(std::string sentence, std::string_view library, std::string_view detail);

/// The description of the one video stream of a still.
VideoStreamInfo still_stream(std::string codec, int width, int height, std::string pixel_format);

/// Planes of `info`'s size and layout, every sample zero.
std::vector<cv::Mat> blank_planes(const FrameInfo& info);

/// One plane per channel of an interleaved picture, taking the channels in the given order.
std::vector<cv::Mat> separate_planes(const cv::Mat& interleaved, const std::vector<int>& order);

}  // namespace spoor::stills
