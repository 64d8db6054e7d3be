#pragma once
/// What stills and clips share as media sources: the bytes, and structures read at the first call and kept.

#include "media/media_source.h"

#include <array>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace spoor {

/// A result computed at the first call and kept, errors included. What `compute` throws leaves it empty.
template <class T>
class ReadOnce {
 public:
  template <class Compute>
  const Result<T>& get(Compute&& compute) {
    if (!kept_) kept_.emplace(std::forward<Compute>(compute)());
    return *kept_;
  }

 private:
  std::optional<Result<T>> kept_;
};

/// The half of a MediaSource that does not depend on who decodes. A source that is no clip overrides neither
/// `make_trace` nor `make_telemetry` unless it has something to tell.
class LazyStructures : public MediaSource {
 public:
  explicit LazyStructures(std::shared_ptr<const ByteSource> bytes) : bytes_(std::move(bytes)) {}

  const ByteSource& bytes() const override { return *bytes_; }
  const std::shared_ptr<const ByteSource>& shared_bytes() const { return bytes_; }

  const Result<ContainerTree>& container() override {
    return container_.get([&] { return read_container_tree(*bytes_, Job()); });
  }

  /// Of a file whose tree cannot be read, metadata are looked for without one.
  const Result<Metadata>& metadata() override {
    return metadata_.get([&] {
      const Result<ContainerTree>& tree = container();
      return read_metadata(*bytes_, tree ? *tree : ContainerTree{}, Job());
    });
  }

  const Result<JpegStructure>& jpeg() override {
    return jpeg_.get([&]() -> Result<JpegStructure> {
      std::array<std::byte, 3> head{};
      const auto got = bytes_->read_at(0, head);
      if (!got) return tl::unexpected(got.error());
      if (*got < head.size() || head != std::array{std::byte{0xFF}, std::byte{0xD8}, std::byte{0xFF}}) {
        return failure(Fault::kNotApplicable, "the file is not a JPEG");
      }
      const auto file = read_run(*bytes_, 0, bytes_->size());
      if (!file) return tl::unexpected(file.error());
      return read_jpeg_structure(*file);
    });
  }

  const Result<CodecTrace>& trace() override {
    return trace_.get([&] { return make_trace(); });
  }

  const Result<std::vector<Series>>& telemetry() override {
    return telemetry_.get([&] { return make_telemetry(); });
  }

 protected:
  virtual Result<CodecTrace> make_trace() { return failure(Fault::kNotApplicable, "a still picture has no packets"); }
  virtual Result<std::vector<Series>> make_telemetry() { return std::vector<Series>{}; }

 private:
  std::shared_ptr<const ByteSource> bytes_;
  ReadOnce<ContainerTree> container_;
  ReadOnce<Metadata> metadata_;
  ReadOnce<JpegStructure> jpeg_;
  ReadOnce<CodecTrace> trace_;
  ReadOnce<std::vector<Series>> telemetry_;
};

}  // namespace spoor
