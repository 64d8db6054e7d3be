#include "media/jpeg_parser.h"

#include "base/text.h"
#include "media/stills/embedded.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>

namespace spoor::jpeg {
namespace {

constexpr int kSoi = 0xD8, kEoi = 0xD9, kSos = 0xDA, kDqt = 0xDB, kDnl = 0xDC, kDri = 0xDD, kDht = 0xC4, kDac = 0xCC;
constexpr std::size_t kMostSegments = 100'000, kMostAnomalies = 200, kMostTables = 1000;

bool is_restart(int marker) { return marker >= 0xD0 && marker <= 0xD7; }
bool is_alone(int marker) { return marker == 0x01 || marker == kSoi || marker == kEoi || is_restart(marker); }
bool is_frame_header(int marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != kDht && marker != 0xC8 && marker != kDac;
}

JpegProcess process_of(int marker) {
  switch (marker) {
    case 0xC0:
      return JpegProcess::kBaseline;
    case 0xC1:
      return JpegProcess::kExtended;
    case 0xC2:
      return JpegProcess::kProgressive;
    case 0xC3:
      return JpegProcess::kLossless;
    case 0xC9:
    case 0xCA:
      return JpegProcess::kArithmetic;
    default:
      return JpegProcess::kUnknown;
  }
}

/// Text up to the first zero byte, where it is printable ASCII.
std::string identifier_of(Bytes payload) {
  std::string text;
  for (const std::byte byte : payload.first(std::min<std::size_t>(payload.size(), 64))) {
    const auto c = static_cast<unsigned char>(byte);
    if (c == 0) return text;
    if (c < 0x20 || c > 0x7E) return {};
    text += static_cast<char>(c);
  }
  return text;
}

class Parser {
 public:
  Parser(Bytes file, std::int64_t offset, std::int64_t end)
      : bytes_(file.first(
            static_cast<std::size_t>(std::clamp<std::int64_t>(end, 0, static_cast<std::int64_t>(file.size()))))),
        at_(static_cast<std::size_t>(offset)) {
    stream_.picture.offset = offset;
  }

  Stream run() {
    while (step()) {
    }
    stream_.picture.length = static_cast<std::int64_t>(at_) - stream_.picture.offset;
    describe(stream_.picture);
    return std::move(stream_);
  }

 private:
  void complain(AnomalyKind kind, std::string what, std::size_t offset, std::size_t length = 0) {
    if (stream_.anomalies.size() >= kMostAnomalies) return;
    note(stream_.anomalies, kind, std::move(what), static_cast<std::int64_t>(offset),
         static_cast<std::int64_t>(length));
  }

  int byte_at(std::size_t position) const { return static_cast<int>(bytes_[position]); }

  /// Reads one marker with its segment; false at the end of the stream.
  bool step() {
    if (!find_marker()) return false;
    const std::size_t begin = at_;
    const int marker = byte_at(at_ + 1);
    if (marker == kSoi && !stream_.segments.empty()) {
      complain(AnomalyKind::kOutOfPlace, "another picture begins before this one has ended", begin);
      return false;
    }
    if (stream_.segments.size() >= kMostSegments) {
      complain(AnomalyKind::kMalformed, fmt::format("more than {} segments; what follows is not read", kMostSegments),
               begin);
      return false;
    }
    at_ += 2;
    if (is_alone(marker)) {
      if (is_restart(marker)) complain(AnomalyKind::kOutOfPlace, "a restart marker outside of a scan", begin, 2);
      add_segment(marker, begin, 2, {});
      return marker != kEoi;
    }
    return read_segment(marker, begin);
  }

  /// Moves to the next 0xFF that begins a marker, over fill bytes and whatever else stands between segments.
  bool find_marker() {
    const std::size_t begin = at_;
    for (;; ++at_) {
      const void* const found =
          at_ < bytes_.size() ? std::memchr(bytes_.data() + at_, 0xFF, bytes_.size() - at_) : nullptr;
      at_ = found == nullptr ? bytes_.size()
                             : static_cast<std::size_t>(static_cast<const std::byte*>(found) - bytes_.data());
      if (at_ + 1 >= bytes_.size()) {
        complain(AnomalyKind::kTruncated, "the picture has no end marker (EOI)", std::min(begin, bytes_.size()),
                 bytes_.size() - std::min(begin, bytes_.size()));
        at_ = bytes_.size();
        return false;
      }
      const int code = byte_at(at_ + 1);
      if (code != 0 && code != 0xFF) break;
    }
    const bool only_fill = std::all_of(bytes_.begin() + static_cast<std::ptrdiff_t>(begin),
                                       bytes_.begin() + static_cast<std::ptrdiff_t>(at_),
                                       [](std::byte byte) { return byte == std::byte{0xFF}; });
    if (!only_fill)
      complain(AnomalyKind::kUnknownData, fmt::format("{} bytes that belong to no segment", at_ - begin), begin,
               at_ - begin);
    return true;
  }

  void add_segment(int marker, std::size_t begin, std::size_t length, std::string identifier) {
    JpegSegment& segment = stream_.segments.emplace_back();
    segment.marker = marker;
    segment.name = marker_name(marker);
    segment.offset = static_cast<std::int64_t>(begin);
    segment.length = static_cast<std::int64_t>(length);
    segment.identifier = std::move(identifier);
  }

  bool read_segment(int marker, std::size_t begin) {
    const std::size_t left = bytes_.size() - at_;
    const std::size_t length = left >= 2 ? static_cast<std::size_t>(byte_at(at_) << 8 | byte_at(at_ + 1)) : 0;
    if (left < 2 || length < 2) {
      complain(left < 2 ? AnomalyKind::kTruncated : AnomalyKind::kMalformed,
               marker_name(marker) + (left < 2 ? " is cut before its length" : " declares a length below 2"), begin);
      at_ = std::min(bytes_.size(), at_ + 2);
      add_segment(marker, begin, at_ - begin, {});
      return left >= 2;
    }
    if (length > left) {
      complain(AnomalyKind::kTruncated,
               fmt::format("{} announces {} bytes, {} are left", marker_name(marker), length, left), begin, left + 2);
    }
    const Bytes payload = bytes_.subspan(at_ + 2, std::min(length, left) - 2);
    const std::size_t payload_at = at_ + 2;
    at_ += std::min(length, left);
    const bool application = marker >= 0xE0 && marker <= 0xEF;
    add_segment(marker, begin, at_ - begin, application ? identifier_of(payload) : std::string());
    const std::size_t index = stream_.segments.size() - 1;
    ByteReader reader(payload);
    if (is_frame_header(marker))
      read_frame_header(marker, reader, begin);
    else if (marker == kDqt)
      read_quant_tables(reader, payload_at);
    else if (marker == kDht)
      read_huffman_tables(reader, begin);
    else if (marker == kDri)
      read_restart_interval(reader, begin);
    else if (marker == kDnl)
      read_line_count(reader);
    else if (application)
      read_application(marker, payload, payload_at, stream_.segments[index].identifier);
    else if (marker == kSos) {
      read_scan(reader, begin);
      stream_.segments[index].length = static_cast<std::int64_t>(at_ - begin);
    }
    return length <= left;
  }

  void read_frame_header(int marker, ByteReader& reader, std::size_t begin) {
    if (stream_.has_frame_header) {
      complain(AnomalyKind::kOutOfPlace, "a second frame header in one picture", begin);
      return;
    }
    JpegPicture& picture = stream_.picture;
    const auto precision = reader.u8();
    const auto height = reader.u16(), width = reader.u16();
    const auto count = reader.u8();
    if (!count) return complain(AnomalyKind::kMalformed, "the frame header is too short", begin);
    picture.precision_bits = *precision;
    picture.width = *width;
    picture.height = *height;
    picture.process = process_of(marker);
    for (int i = 0; i < *count; ++i) {
      const auto id = reader.u8(), factors = reader.u8(), table = reader.u8();
      if (!table)
        return complain(AnomalyKind::kMalformed,
                        fmt::format("the frame header names {} components and holds {}", *count, i), begin);
      const int h = *factors >> 4, v = *factors & 15;
      if (h < 1 || h > 4 || v < 1 || v > 4) {
        picture.components.clear();
        return complain(AnomalyKind::kMalformed, fmt::format("component {} has the sampling factors {}x{}", *id, h, v),
                        begin);
      }
      picture.components.push_back({*id, h, v, *table});
    }
    stream_.has_frame_header = picture.width > 0 && !picture.components.empty();
    if (reader.remaining() > 0)
      complain(AnomalyKind::kMalformed, "the frame header is longer than its components", begin);
  }

  void read_quant_tables(ByteReader& reader, std::size_t payload_at) {
    while (reader.remaining() > 0) {
      JpegQuantTable table;
      table.offset = static_cast<std::int64_t>(payload_at + reader.position());
      const int head = *reader.u8();
      table.id = head & 15;
      table.precision_bits = head >> 4 == 0 ? 8 : 16;
      for (const std::uint8_t natural : kNaturalOrder) {
        table.steps[natural] = table.precision_bits == 8 ? reader.u8().value_or(0) : reader.u16().value_or(0);
      }
      if (reader.overrun() || table.id > 3 || head >> 4 > 1) {
        return complain(AnomalyKind::kMalformed,
                        reader.overrun() ? "a quantisation table is cut"
                                         : "a quantisation table has an impossible number or precision",
                        static_cast<std::size_t>(table.offset));
      }
      if (std::find(table.steps.begin(), table.steps.end(), 0) != table.steps.end()) {
        complain(AnomalyKind::kMalformed, "a quantisation table holds a step of zero",
                 static_cast<std::size_t>(table.offset));
      }
      quant_tables_[table.id] = table;
    }
  }

  void read_huffman_tables(ByteReader& reader, std::size_t begin) {
    while (reader.remaining() > 0) {
      JpegHuffmanTable table;
      const int head = *reader.u8();
      table.table_class = head >> 4;
      table.id = head & 15;
      std::size_t total = 0;
      for (std::uint8_t& count : table.counts) {
        count = reader.u8().value_or(0);
        total += count;
      }
      const Bytes symbols = total <= 256 ? reader.run(total) : Bytes();
      if (reader.overrun() || total > 256 || table.table_class > 1 || table.id > 3) {
        return complain(AnomalyKind::kMalformed, "a Huffman table is cut or impossible", begin);
      }
      for (const std::byte symbol : symbols) table.symbols.push_back(static_cast<std::uint8_t>(symbol));
      table.standard = is_standard(table);
      auto& tables = stream_.picture.huffman_tables;
      if (tables.size() < kMostTables) tables.push_back(std::move(table));
    }
  }

  void read_restart_interval(ByteReader& reader, std::size_t begin) {
    const auto interval = reader.u16();
    if (!interval) return complain(AnomalyKind::kMalformed, "the restart interval is cut", begin);
    interval_ = *interval;
    if (stream_.picture.restart_interval == 0) stream_.picture.restart_interval = *interval;
  }

  /// The number of lines may come behind the first scan.
  void read_line_count(ByteReader& reader) {
    if (stream_.picture.height == 0) stream_.picture.height = reader.u16().value_or(0);
  }

  void read_application(int marker, Bytes payload, std::size_t payload_at, const std::string& identifier) {
    const auto at = static_cast<std::int64_t>(payload_at);
    if (marker == 0xE1 && identifier == "Exif" && payload.size() > 6 && !stream_.thumbnail) {
      if (const auto place = stills::exif_thumbnail(payload.subspan(6))) {
        stream_.thumbnail = NamedPicture{at + 6 + place->offset, place->length};
      }
    }
    if (marker == 0xE2 && identifier == "MPF" && payload.size() > 4) {
      for (const auto& place : stills::mpf_pictures(payload.subspan(4))) {
        stream_.indexed.push_back({at + 4 + place.offset, place.length});
      }
    }
    if (marker == 0xEE && as_text(payload).starts_with("Adobe") && payload.size() >= 12) {
      stream_.picture.adobe_transform = static_cast<int>(payload[11]);
    }
  }

  void read_scan(ByteReader& reader, std::size_t begin) {
    JpegScan scan;
    scan.offset = static_cast<std::int64_t>(begin);
    const int count = reader.u8().value_or(0);
    for (int i = 0; i < count; ++i) {
      const auto id = reader.u8();
      const auto tables = reader.u8();
      if (tables) scan.components.push_back(*id);
    }
    scan.spectral_start = reader.u8().value_or(0);
    scan.spectral_end = reader.u8().value_or(0);
    const int approximation = reader.u8().value_or(0);
    scan.approx_high = approximation >> 4;
    scan.approx_low = approximation & 15;
    if (reader.overrun()) complain(AnomalyKind::kMalformed, "the scan header is cut", begin);
    if (!stream_.has_frame_header) complain(AnomalyKind::kOutOfPlace, "a scan before the frame header", begin);
    keep_tables(scan, begin);
    skip_entropy_coded(scan, begin);
    if (stream_.picture.scans.size() < kMostTables) stream_.picture.scans.push_back(std::move(scan));
  }

  /// The tables in force at the first scan of each component are those of the picture.
  void keep_tables(const JpegScan& scan, std::size_t begin) {
    JpegPicture& picture = stream_.picture;
    for (const int id : scan.components) {
      const auto component = std::find_if(picture.components.begin(), picture.components.end(),
                                          [&](const JpegComponent& c) { return c.id == id; });
      if (component == picture.components.end()) {
        if (stream_.has_frame_header)
          complain(AnomalyKind::kMalformed,
                   fmt::format("the scan names component {}, which the frame header does not", id), begin);
        continue;
      }
      const bool kept = std::any_of(picture.quant_tables.begin(), picture.quant_tables.end(),
                                    [&](const JpegQuantTable& table) { return table.id == component->quant_table; });
      if (kept) continue;
      const auto table = quant_tables_.find(component->quant_table);
      if (table != quant_tables_.end())
        picture.quant_tables.push_back(table->second);
      else if (picture.process != JpegProcess::kLossless) {
        complain(
            AnomalyKind::kMalformed,
            fmt::format("component {} uses quantisation table {}, which is not defined", id, component->quant_table),
            begin);
      }
    }
  }

  /// Restart markers that a complete scan holds; nothing where it cannot be known.
  std::optional<std::int64_t> restarts_due(const JpegScan& scan) const {
    const JpegPicture& picture = stream_.picture;
    if (interval_ == 0 || picture.height == 0 || scan.components.empty() || picture.process == JpegProcess::kLossless)
      return std::nullopt;
    int h_max = 1, v_max = 1;
    const JpegComponent* only = nullptr;
    for (const JpegComponent& component : picture.components) {
      h_max = std::max(h_max, component.h);
      v_max = std::max(v_max, component.v);
      if (scan.components.size() == 1 && component.id == scan.components.front()) only = &component;
    }
    const auto units = [](std::int64_t side, std::int64_t part, std::int64_t whole) {
      const std::int64_t samples = (side * part + whole - 1) / whole;
      return (samples + 7) / 8;
    };
    const auto mcus = [](std::int64_t side, std::int64_t whole) { return (side + 8 * whole - 1) / (8 * whole); };
    const std::int64_t total =
        scan.components.size() == 1
            ? (only == nullptr ? 0 : units(picture.width, only->h, h_max) * units(picture.height, only->v, v_max))
            : mcus(picture.width, h_max) * mcus(picture.height, v_max);
    if (total == 0) return std::nullopt;
    return (total + interval_ - 1) / interval_ - 1;
  }

  void skip_entropy_coded(const JpegScan& scan, std::size_t begin) {
    std::int64_t restarts = 0;
    int expected = 0, disordered = 0;
    while (at_ < bytes_.size()) {
      const void* const found = std::memchr(bytes_.data() + at_, 0xFF, bytes_.size() - at_);
      if (found == nullptr) {
        at_ = bytes_.size();
        break;
      }
      at_ = static_cast<std::size_t>(static_cast<const std::byte*>(found) - bytes_.data());
      if (at_ + 1 >= bytes_.size()) {
        at_ = bytes_.size();
        break;
      }
      const int code = byte_at(at_ + 1);
      if (code == 0 || code == 0xFF) {
        at_ += code == 0 ? 2 : 1;
        continue;
      }
      if (!is_restart(code)) break;
      if (interval_ == 0 && restarts == 0)
        complain(AnomalyKind::kOutOfPlace, "a restart marker without a restart interval", at_, 2);
      if (interval_ != 0 && code - 0xD0 != expected && ++disordered <= 8) {
        complain(AnomalyKind::kMalformed, fmt::format("restart marker {} where {} is due", code - 0xD0, expected), at_,
                 2);
      }
      expected = (code - 0xD0 + 1) % 8;
      ++restarts;
      at_ += 2;
    }
    const auto due = restarts_due(scan);
    if (due && *due != restarts) {
      complain(AnomalyKind::kMalformed, fmt::format("the scan holds {} restart markers, {} are due", restarts, *due),
               begin);
    }
  }

  Bytes bytes_;
  std::size_t at_;
  Stream stream_;
  std::map<int, JpegQuantTable> quant_tables_;
  int interval_ = 0;
};

}  // namespace

Stream parse_stream(Bytes file, std::int64_t offset, std::int64_t end) { return Parser(file, offset, end).run(); }

bool begins_picture(Bytes file, std::int64_t offset) {
  if (offset < 0 || offset > static_cast<std::int64_t>(file.size()) - 4) return false;
  const Bytes head = file.subspan(static_cast<std::size_t>(offset), 4);
  return as_text(head).starts_with("\xFF\xD8\xFF") && head[3] >= std::byte{0xC0} && head[3] != std::byte{0xFF};
}

std::string marker_name(int marker) {
  if (marker >= 0xE0 && marker <= 0xEF) return fmt::format("APP{}", marker - 0xE0);
  if (is_restart(marker)) return fmt::format("RST{}", marker - 0xD0);
  if (is_frame_header(marker)) return fmt::format("SOF{}", marker - 0xC0);
  if (marker >= 0xF0 && marker <= 0xFD) return fmt::format("JPG{}", marker - 0xF0);
  switch (marker) {
    case kSoi:
      return "SOI";
    case kEoi:
      return "EOI";
    case kSos:
      return "SOS";
    case kDqt:
      return "DQT";
    case kDnl:
      return "DNL";
    case kDri:
      return "DRI";
    case kDht:
      return "DHT";
    case kDac:
      return "DAC";
    case 0xC8:
      return "JPG";
    case 0xDE:
      return "DHP";
    case 0xDF:
      return "EXP";
    case 0xFE:
      return "COM";
    case 0x01:
      return "TEM";
    default:
      return fmt::format("RES{:02X}", marker);
  }
}

}  // namespace spoor::jpeg
