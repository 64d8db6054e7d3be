#include "media/media_source.h"

#include "media/clip_source.h"
#include "media/srt_source.h"
#include "media/still_source.h"

#include <algorithm>

namespace spoor {
namespace {

constexpr std::size_t kHead = 4096;

/// Whether there is nothing but printable text in `head`: no picture, clip or sound begins like that.
bool is_text(Bytes head) {
  return std::all_of(head.begin(), head.end(), [](std::byte byte) {
    const auto value = std::to_integer<int>(byte);
    return value == '\t' || value == '\n' || value == '\r' || (value >= 32 && value != 127);
  });
}

}  // namespace

Result<std::unique_ptr<MediaSource>> open_media(std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits) {
  if (bytes->size() <= 0) return failure(Fault::kCorrupt, "the file is empty");
  const auto head = read_run(*bytes, 0, static_cast<std::int64_t>(kHead));
  if (!head) return tl::unexpected(head.error());
  if (const auto still = still_format(*head, bytes->size())) return open_still(std::move(bytes), *still, limits);
  if (is_srt(as_text(*head))) return open_srt(std::move(bytes));
  auto clip = open_clip(std::move(bytes), limits);
  if (!clip && clip.error().fault == Fault::kUnsupported && is_text(*head)) {
    return failure(Fault::kUnsupported, "the file is plain text, neither a picture nor a clip nor a sound");
  }
  return clip;
}

const char* media_kind_name(MediaKind kind) {
  switch (kind) {
    case MediaKind::kStill:
      return "still";
    case MediaKind::kClip:
      return "clip";
    case MediaKind::kSound:
      return "sound";
    case MediaKind::kRecord:
      break;
  }
  return "record";
}

}  // namespace spoor
