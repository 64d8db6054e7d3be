#include "support/fake_source.h"

#include <utility>

namespace spoor::test {
namespace {

class FakeReader : public FrameReader {
 public:
  explicit FakeReader(FakeClip clip) : clip_(std::move(clip)) {}

  std::optional<std::int64_t> frame_count() const override {
    return clip_.count_known || indexed_ ? std::optional(clip_.frames) : std::nullopt;
  }
  Access access() const override { return {clip_.random, clip_.random ? "" : "the clip is damaged"}; }

  Result<Frame> frame(std::int64_t index) override {
    if (!clip_.random) return failure(Fault::kUnsupported, "the clip is damaged");
    if (index < 0 || index >= clip_.frames) return failure(Fault::kBadArgument, "there is no such frame");
    ++clip_.counts->jumped;
    indexed_ = true;
    position_ = index + 1;
    return made(index);
  }
  Result<std::int64_t> index_at(const TimeStamp& pts) override {
    const std::int64_t index = rescaled_ticks(pts, {1, 25});
    if (index < 0) return failure(Fault::kBadArgument, "before the first frame");
    return std::min(index, clip_.frames - 1);
  }
  Result<std::optional<Frame>> next() override {
    if (position_ >= clip_.frames) return std::optional<Frame>();
    auto frame = made(position_++);
    if (!frame) return tl::unexpected(frame.error());
    return std::optional<Frame>(std::move(*frame));
  }
  Result<void> rewind() override {
    position_ = 0;
    return {};
  }

 private:
  Result<Frame> made(std::int64_t index) {
    if (clip_.before_frame) clip_.before_frame(index);
    if (clip_.breaks_at && index == *clip_.breaks_at) return failure(Fault::kCorrupt, "the stream breaks off");
    FakeCounts& counts = *clip_.counts;
    ++counts.decoded;
    Frame frame;
    frame.info.index = index;
    frame.info.pts = TimeStamp{index, {1, 25}};
    frame.info.width = clip_.width;
    frame.info.height = clip_.height;
    frame.info.layout = {ColourModel::kGrey, 1, false, 8, false, 0, 0, "gray"};
    if (clip_.conceals_at && index == *clip_.conceals_at) {
      frame.info.concealed = true;
      clip_.random = false;
    }
    frame.info.key = index % clip_.key_every == 0;
    frame.planes.emplace_back(clip_.height, clip_.width, CV_8UC1, cv::Scalar(static_cast<double>(index % 251)));
    const std::int64_t alive = ++counts.alive;
    for (std::int64_t most = counts.most_alive;
         alive > most && !counts.most_alive.compare_exchange_weak(most, alive);) {
    }
    frame.keep_alive = std::shared_ptr<const void>(&counts, [kept = clip_.counts](const void*) { --kept->alive; });
    return frame;
  }

  FakeClip clip_;
  std::int64_t position_ = 0;
  bool indexed_ = false;
};

class FakeSource : public MediaSource {
 public:
  explicit FakeSource(FakeClip clip)
      : clip_(std::move(clip)), bytes_(memory_source(std::vector<std::byte>(64, std::byte{0x5A}))) {
    info_.kind = clip_.kind;
    info_.format = "fake";
    info_.decoder = "arithmetic 1";
    if (clip_.kind != MediaKind::kSound) {
      VideoStreamInfo stream;
      stream.width = clip_.width;
      stream.height = clip_.height;
      stream.codec = "fake";
      info_.video.push_back(stream);
    }
    if (clip_.with_trace) {
      CodecTrace trace;
      for (std::int64_t i = 0; i < clip_.frames; ++i) {
        PacketRecord packet;
        packet.pts = i;
        packet.key = i % clip_.key_every == 0;
        trace.packets.push_back(packet);
      }
      trace_ = std::move(trace);
    }
  }

  const MediaInfo& info() const override { return info_; }
  const ByteSource& bytes() const override { return *bytes_; }
  Result<std::unique_ptr<FrameReader>> frames(int) override { return std::make_unique<FakeReader>(clip_); }
  Result<std::unique_ptr<AudioReader>> sound(int) override {
    return failure(Fault::kNotApplicable, "there is no sound");
  }
  const Result<ContainerTree>& container() override { return container_; }
  const Result<Metadata>& metadata() override { return metadata_; }
  const Result<JpegStructure>& jpeg() override { return jpeg_; }
  const Result<CodecTrace>& trace() override { return trace_; }
  const Result<std::vector<Series>>& telemetry() override { return telemetry_; }

 private:
  FakeClip clip_;
  MediaInfo info_;
  std::shared_ptr<const ByteSource> bytes_;
  Result<ContainerTree> container_ = ContainerTree{"unknown", {}, {}};
  Result<Metadata> metadata_ = Metadata{};
  Result<JpegStructure> jpeg_ = failure(Fault::kNotApplicable, "the file is not a JPEG");
  Result<CodecTrace> trace_ = failure(Fault::kNotApplicable, "there are no packets");
  Result<std::vector<Series>> telemetry_ = std::vector<Series>{};
};

}  // namespace

std::unique_ptr<MediaSource> fake_source(const FakeClip& clip) { return std::make_unique<FakeSource>(clip); }

}  // namespace spoor::test
