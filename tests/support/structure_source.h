#pragma once
/// A medium whose structures are what a test says, for passes that look at no frame.

#include "media/media_source.h"

#include <memory>
#include <vector>

namespace spoor::test {

class StructureSource : public MediaSource {
 public:
  MediaInfo information;
  Result<ContainerTree> tree = ContainerTree{};
  Result<Metadata> said = Metadata{};
  Result<JpegStructure> structure = failure(Fault::kNotApplicable, "the file is no JPEG");
  Result<std::vector<Series>> series = std::vector<Series>{};
  Result<CodecTrace> packets = failure(Fault::kNotApplicable, "there are no packets");

  const MediaInfo& info() const override { return information; }
  const ByteSource& bytes() const override { return *bytes_; }
  Result<std::unique_ptr<FrameReader>> frames(int) override {
    return failure(Fault::kNotApplicable, "there are no frames");
  }
  Result<std::unique_ptr<AudioReader>> sound(int) override {
    return failure(Fault::kNotApplicable, "there is no sound");
  }
  const Result<ContainerTree>& container() override { return tree; }
  const Result<Metadata>& metadata() override { return said; }
  const Result<JpegStructure>& jpeg() override { return structure; }
  const Result<CodecTrace>& trace() override { return packets; }
  const Result<std::vector<Series>>& telemetry() override { return series; }

 private:
  std::shared_ptr<const ByteSource> bytes_ = memory_source(std::vector<std::byte>(1));
};

}  // namespace spoor::test
