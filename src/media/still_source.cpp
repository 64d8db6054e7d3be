#include "media/still_source.h"

#include "media/lazy_structures.h"
#include "media/stills/still_file.h"
#include "media/tag_series.h"

namespace spoor {
namespace {

class StillSource : public LazyStructures {
 public:
  StillSource(std::shared_ptr<const ByteSource> bytes, stills::StillFile file)
      : LazyStructures(std::move(bytes)),
        info_(std::make_shared<MediaInfo>(std::move(file.info))),
        file_(std::make_shared<stills::StillFile>(std::move(file))) {}

  const MediaInfo& info() const override { return *info_; }

  Result<std::unique_ptr<FrameReader>> frames(int stream) override {
    if (stream != -1 && stream != 0) return failure(Fault::kBadArgument, "a still picture has no such stream");
    return stills::still_frames(file_, info_);
  }

  Result<std::unique_ptr<AudioReader>> sound(int) override {
    return failure(Fault::kNotApplicable, "a still picture has no sound");
  }

 protected:
  Result<std::vector<Series>> make_telemetry() override {
    const Result<Metadata>& said = metadata();
    return said ? tag_series(*said) : std::vector<Series>{};
  }

 private:
  std::shared_ptr<MediaInfo> info_;
  std::shared_ptr<const stills::StillFile> file_;
};

}  // namespace

Result<std::unique_ptr<MediaSource>> open_still(std::shared_ptr<const ByteSource> bytes, StillFormat format,
                                                const OpenLimits& limits) {
  auto whole = read_run(*bytes, 0, bytes->size());
  if (!whole) return tl::unexpected(whole.error());
  const stills::StillInput input{std::make_shared<std::vector<std::byte>>(std::move(*whole)), limits};
  auto file = stills::open_still_file(input, format);
  if (!file) return tl::unexpected(file.error());
  return std::make_unique<StillSource>(std::move(bytes), std::move(*file));
}

}  // namespace spoor
