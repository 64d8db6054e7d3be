#include "media/jpeg_structure.h"

#include "media/jpeg_parser.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor {
namespace {

constexpr std::size_t kMostPictures = 64, kMostAnomalies = 1000, kMostTrailers = 1000;

/// Gathers the streams of a file.
class Assembly {
 public:
  explicit Assembly(Bytes file) : file_(file), size_(static_cast<std::int64_t>(file.size())) {}

  Result<JpegStructure> run() {
    jpeg::Stream main = jpeg::parse_stream(file_, 0, size_);
    if (!main.has_frame_header) {
      return failure(Fault::kCorrupt, main.anomalies.empty() ? "the JPEG has no frame header"
                                                             : "the JPEG has no frame header that can be read: " +
                                                                   main.anomalies.front().what);
    }
    const std::vector<jpeg::NamedPicture> indexed = main.indexed;
    std::int64_t end = add(std::move(main), "main");
    while (end < size_ && structure_.trailers.size() < kMostTrailers) {
      const std::int64_t next = jpeg::read_trailers(file_, end, structure_.trailers);
      if (next >= size_) break;
      end = add_further(next, indexed);
    }
    check_index(indexed);
    std::stable_sort(structure_.segments.begin(), structure_.segments.end(),
                     [](const JpegSegment& a, const JpegSegment& b) { return a.offset < b.offset; });
    return std::move(structure_);
  }

 private:
  /// Adds a stream and its thumbnail; gives the position behind it.
  std::int64_t add(jpeg::Stream stream, const char* role) {
    stream.picture.role = role;
    const auto index = static_cast<int>(structure_.pictures.size());
    for (JpegSegment& segment : stream.segments) {
      segment.picture = index;
      structure_.segments.push_back(std::move(segment));
    }
    for (Anomaly& anomaly : stream.anomalies) {
      if (index > 0) anomaly.what += fmt::format(" (in picture {}, {})", index, role);
      if (structure_.anomalies.size() < kMostAnomalies) structure_.anomalies.push_back(std::move(anomaly));
    }
    const std::int64_t begin = stream.picture.offset, end = begin + stream.picture.length;
    structure_.pictures.push_back(std::move(stream.picture));
    if (stream.thumbnail) add_thumbnail(*stream.thumbnail, begin, end);
    return end;
  }

  void add_thumbnail(const jpeg::NamedPicture& place, std::int64_t begin, std::int64_t end) {
    if (structure_.pictures.size() >= kMostPictures) return;
    if (!jpeg::begins_picture(file_, place.offset) || place.offset <= begin || place.offset >= end) {
      note(structure_.anomalies, AnomalyKind::kMalformed, "EXIF names a thumbnail where no JPEG begins",
           place.offset < size_ ? place.offset : begin);
      return;
    }
    jpeg::Stream thumbnail = jpeg::parse_stream(file_, place.offset, std::min(end, place.offset + place.length));
    thumbnail.thumbnail.reset();  // one level is enough
    if (thumbnail.has_frame_header)
      add(std::move(thumbnail), "exif_thumbnail");
    else
      note(structure_.anomalies, AnomalyKind::kMalformed, "the EXIF thumbnail has no frame header", place.offset,
           place.length);
  }

  /// The picture that seems to begin at `offset`; what is none becomes a trailer. Gives the position behind it.
  std::int64_t add_further(std::int64_t offset, const std::vector<jpeg::NamedPicture>& indexed) {
    const bool named = std::any_of(indexed.begin(), indexed.end(),
                                   [&](const jpeg::NamedPicture& place) { return place.offset == offset; });
    if (structure_.pictures.size() >= kMostPictures) {
      structure_.trailers.push_back({"unknown", offset, size_ - offset});
      return size_;
    }
    jpeg::Stream stream = jpeg::parse_stream(file_, offset, size_);
    if (stream.has_frame_header) return add(std::move(stream), named ? "mpf" : "trailing");
    const std::int64_t length = std::max<std::int64_t>(4, stream.picture.length);
    structure_.trailers.push_back({"unknown", offset, length});
    return offset + length;
  }

  /// Pictures that MPF's index names and that are not where it says.
  void check_index(const std::vector<jpeg::NamedPicture>& indexed) {
    for (const jpeg::NamedPicture& place : indexed) {
      const bool found = std::any_of(structure_.pictures.begin(), structure_.pictures.end(),
                                     [&](const JpegPicture& picture) { return picture.offset == place.offset; });
      if (!found && structure_.anomalies.size() < kMostAnomalies) {
        note(structure_.anomalies, place.offset >= size_ ? AnomalyKind::kTruncated : AnomalyKind::kMalformed,
             fmt::format("the MPF index names a picture at byte {}, where none begins", place.offset),
             std::min(place.offset, size_));
      }
    }
  }

  Bytes file_;
  std::int64_t size_;
  JpegStructure structure_;
};

}  // namespace

Result<JpegStructure> read_jpeg_structure(Bytes file) {
  if (file.size() < 4 || !as_text(file).starts_with("\xFF\xD8\xFF")) {
    return failure(Fault::kUnsupported, "the bytes do not begin as a JPEG does");
  }
  return Assembly(file).run();
}

const char* jpeg_process_name(JpegProcess process) {
  switch (process) {
    case JpegProcess::kBaseline:
      return "baseline";
    case JpegProcess::kExtended:
      return "extended";
    case JpegProcess::kProgressive:
      return "progressive";
    case JpegProcess::kLossless:
      return "lossless";
    case JpegProcess::kArithmetic:
      return "arithmetic";
    case JpegProcess::kUnknown:
      break;
  }
  return "unknown";
}

}  // namespace spoor
