#pragma once
/// Inside of read_jpeg_structure: one JPEG stream, and what stands around the streams of a file.

#include "media/jpeg_structure.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace spoor::jpeg {

/// Runs of bytes in which further pictures are named by a stream's segments.
struct NamedPicture {
  std::int64_t offset = 0, length = 0;
};

/// One stream, from its SOI to its EOI or to where it breaks off.
struct Stream {
  JpegPicture picture;
  std::vector<JpegSegment> segments;  ///< `picture` is left at 0
  std::vector<Anomaly> anomalies;
  std::optional<NamedPicture> thumbnail;  ///< EXIF's IFD1
  std::vector<NamedPicture> indexed;      ///< MPF's index, but for the first picture
  bool has_frame_header = false;
};

/// Parses the stream that begins at `offset` of `file` and reads no byte from `end` on.
Stream parse_stream(Bytes file, std::int64_t offset, std::int64_t end);

/// Whether a JPEG stream seems to begin at `offset`: SOI and the first byte of a marker behind it.
bool begins_picture(Bytes file, std::int64_t offset);

/// "SOI", "APP1", "DQT" ... of a marker's second byte.
std::string marker_name(int marker);

/// Sets the fields that follow from tables and factors: qualities, subsampling.
void describe(JpegPicture& picture);

/// Nearest quality of the IJG scaling of a base table.
JpegQuality nearest_quality(const std::array<std::uint16_t, 64>& steps, bool chroma);

/// Whether the table is one of annex K's four.
bool is_standard(const JpegHuffmanTable& table);

/// Natural (row-major) index of the k-th coefficient in zig-zag order.
extern const std::array<std::uint8_t, 64> kNaturalOrder;

/// Names the bytes [from, end of file) that belong to no picture: each run becomes a trailer. A run ends where a
/// picture begins; gives the position of that picture, or the file's size.
std::int64_t read_trailers(Bytes file, std::int64_t from, std::vector<JpegTrailer>& trailers);

}  // namespace spoor::jpeg
