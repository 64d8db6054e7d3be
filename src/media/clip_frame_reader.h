#pragma once
/// The frames of one video stream of a clip, through libav.

#include "media/av_frame.h"
#include "media/frame_index.h"
#include "media/frame_reader.h"
#include "media/packet_reader.h"
#include "media/video_decoder.h"

#include <deque>
#include <memory>

namespace spoor {

/// How exactness is kept. next() decodes from the beginning and is the definition of the sequence. frame() indexes
/// all packets at its first call (frame_count() is known from then on where the order of presentation can be
/// foretold), begins at the last picture from which decoding is exact, and knows each decoded frame by its packet.
/// Any disagreement between what comes out and the index makes the reader count from the beginning instead: slow,
/// and exact. A stream whose decoder or container reports damage is decoded anew with one thread (concealment
/// depends on the number of threads) and is sequential from then on; access() tells that as soon as it is known,
/// which is when the damaged place was decoded, not before.
class ClipFrameReader : public FrameReader {
 public:
  static Result<std::unique_ptr<FrameReader>> open(std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits,
                                                   int stream);

  std::optional<std::int64_t> frame_count() const override;
  Access access() const override;
  Result<Frame> frame(std::int64_t index) override;
  Result<std::int64_t> index_at(const TimeStamp& pts) override;
  Result<std::optional<Frame>> next() override;
  Result<void> rewind() override;

 private:
  /// What the decoder is doing: a run of frames in presentation order.
  struct Run {
    bool usable = false;
    bool from_start = false;
    bool leading = false;         ///< frames before `next` may still come out, and are not to be used
    std::int64_t next = 0;        ///< index of the frame that comes out next
    std::int32_t last_sent = -1;  ///< ticket
    bool drained = false;         ///< the end was sent
  };
  enum class Step { kFrame, kEnd, kDistrust, kDamage };

  ClipFrameReader(std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits, int stream);

  Result<void> open_decoder();
  Result<void> ensure_index();
  Result<void> run_from_start();
  Result<void> run_towards(std::int64_t index);
  bool run_leads_to(std::int64_t index) const;
  Result<Step> advance(std::shared_ptr<const AVFrame>& out);
  Result<bool> feed();
  std::optional<Step> notice(VideoDecoder::Got got, const AVFrame* frame);
  Result<std::shared_ptr<const AVFrame>> fetch(std::int64_t index, bool random);
  Result<Frame> finished(std::shared_ptr<const AVFrame> decoded, std::int64_t index) const;
  void remember(std::int64_t index, std::shared_ptr<const AVFrame> decoded);
  Error sequential_only() const;

  std::shared_ptr<const ByteSource> bytes_;
  OpenLimits limits_;
  int stream_;
  PacketTable table_;
  FrameIndex index_{table_};
  std::unique_ptr<PacketReader> reader_;
  std::unique_ptr<VideoDecoder> decoder_;
  Run run_;
  std::int64_t cursor_ = 0;  ///< of next()
  std::string damage_;       ///< why access is sequential only
  bool keys_hold_ = true;    ///< starting at key pictures has proved right so far
  std::optional<std::int64_t> counted_end_;
  int orientation_ = 1;
  int damage_in_a_row_ = 0;

  struct Remembered {
    std::int64_t index;
    std::size_t bytes;
    std::shared_ptr<const AVFrame> frame;
  };
  std::deque<Remembered> recent_;  ///< latest used last
  std::size_t recent_bytes_ = 0;
};

}  // namespace spoor
