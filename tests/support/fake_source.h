#pragma once
/// A media source made of arithmetic: every sample of frame i is i % 251, and what is decoded is counted.

#include "media/media_source.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace spoor::test {

/// What became of a fake source, also after it is gone. Thread-safe.
struct FakeCounts {
  std::atomic<std::int64_t> decoded{0};  ///< frames given, by any reader
  std::atomic<std::int64_t> jumped{0};   ///< of them, by index
  std::atomic<std::int64_t> alive{0};    ///< frames whose buffer somebody holds
  std::atomic<std::int64_t> most_alive{0};
};

struct FakeClip {
  MediaKind kind = MediaKind::kClip;
  std::int64_t frames = 30;
  std::int64_t key_every = 10;
  bool random = true;
  bool count_known = true;  ///< from the start; else once a frame was asked for by index
  bool with_trace = true;
  std::optional<std::int64_t> breaks_at;    ///< index whose decoding is an error
  std::optional<std::int64_t> conceals_at;  ///< index of a frame that is made up: no access by index from then on
  int width = 16, height = 8;
  std::shared_ptr<FakeCounts> counts = std::make_shared<FakeCounts>();
  std::function<void(std::int64_t index)> before_frame;  ///< called by the reader
};

std::unique_ptr<MediaSource> fake_source(const FakeClip& clip);

}  // namespace spoor::test
