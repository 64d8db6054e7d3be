#pragma once
/// A media source that several passes may use at once: every call, also of the readers it gives, takes one mutex.

#include "media/media_source.h"

#include <memory>
#include <mutex>

namespace spoor {

/// Thread-safe. What a structure call returns stays valid and unchanged for the source's life.
class LockedSource : public MediaSource {
 public:
  explicit LockedSource(std::unique_ptr<MediaSource> source) : source_(std::move(source)) {}

  const MediaInfo& info() const override { return source_->info(); }
  const ByteSource& bytes() const override { return source_->bytes(); }
  Result<std::unique_ptr<FrameReader>> frames(int stream) override;
  Result<std::unique_ptr<AudioReader>> sound(int stream) override;
  const Result<ContainerTree>& container() override;
  const Result<Metadata>& metadata() override;
  const Result<JpegStructure>& jpeg() override;
  const Result<CodecTrace>& trace() override;
  const Result<std::vector<Series>>& telemetry() override;

 private:
  std::unique_ptr<MediaSource> source_;
  /// Guards source_ and all readers made by it, which may share tables. Recursive: a structure may ask for another.
  std::recursive_mutex mutex_;
};

}  // namespace spoor
