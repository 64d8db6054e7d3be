#include "engine/locked_source.h"

#include <utility>

namespace spoor {
namespace {

class LockedFrames : public FrameReader {
 public:
  LockedFrames(std::unique_ptr<FrameReader> reader, std::recursive_mutex& mutex)
      : reader_(std::move(reader)), mutex_(mutex) {}
  ~LockedFrames() override {
    const std::scoped_lock lock(mutex_);
    reader_.reset();
  }

  std::optional<std::int64_t> frame_count() const override {
    const std::scoped_lock lock(mutex_);
    return reader_->frame_count();
  }
  Access access() const override {
    const std::scoped_lock lock(mutex_);
    return reader_->access();
  }
  Result<Frame> frame(std::int64_t index) override {
    const std::scoped_lock lock(mutex_);
    return reader_->frame(index);
  }
  Result<std::int64_t> index_at(const TimeStamp& pts) override {
    const std::scoped_lock lock(mutex_);
    return reader_->index_at(pts);
  }
  Result<std::optional<Frame>> next() override {
    const std::scoped_lock lock(mutex_);
    return reader_->next();
  }
  Result<void> rewind() override {
    const std::scoped_lock lock(mutex_);
    return reader_->rewind();
  }

 private:
  std::unique_ptr<FrameReader> reader_;
  std::recursive_mutex& mutex_;
};

class LockedSound : public AudioReader {
 public:
  LockedSound(std::unique_ptr<AudioReader> reader, std::recursive_mutex& mutex)
      : reader_(std::move(reader)), mutex_(mutex) {}
  ~LockedSound() override {
    const std::scoped_lock lock(mutex_);
    reader_.reset();
  }

  const SoundInfo& info() const override { return reader_->info(); }
  Result<SoundSpan> samples(const TimeStamp& from, const TimeStamp& to) override {
    const std::scoped_lock lock(mutex_);
    return reader_->samples(from, to);
  }

 private:
  std::unique_ptr<AudioReader> reader_;
  std::recursive_mutex& mutex_;
};

}  // namespace

Result<std::unique_ptr<FrameReader>> LockedSource::frames(int stream) {
  const std::scoped_lock lock(mutex_);
  auto reader = source_->frames(stream);
  if (!reader) return tl::unexpected(reader.error());
  return std::make_unique<LockedFrames>(std::move(*reader), mutex_);
}

Result<std::unique_ptr<AudioReader>> LockedSource::sound(int stream) {
  const std::scoped_lock lock(mutex_);
  auto reader = source_->sound(stream);
  if (!reader) return tl::unexpected(reader.error());
  return std::make_unique<LockedSound>(std::move(*reader), mutex_);
}

const Result<ContainerTree>& LockedSource::container() {
  const std::scoped_lock lock(mutex_);
  return source_->container();
}

const Result<Metadata>& LockedSource::metadata() {
  const std::scoped_lock lock(mutex_);
  return source_->metadata();
}

const Result<JpegStructure>& LockedSource::jpeg() {
  const std::scoped_lock lock(mutex_);
  return source_->jpeg();
}

const Result<CodecTrace>& LockedSource::trace() {
  const std::scoped_lock lock(mutex_);
  return source_->trace();
}

const Result<std::vector<Series>>& LockedSource::telemetry() {
  const std::scoped_lock lock(mutex_);
  return source_->telemetry();
}

}  // namespace spoor
