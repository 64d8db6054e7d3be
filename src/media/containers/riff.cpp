// RIFF: WebP, AVI (with its OpenDML extension) and WAVE.

#include "base/text.h"
#include "media/containers/walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace spoor::containers {
namespace {

struct Note {
  std::string_view type, text;
};
constexpr Note kNotes[] = {
    {"RIFF", "The file as a whole."},
    {"RF64", "The file as a whole, for more than 4 GiB."},
    {"LIST", "A list of chunks."},
    {"VP8X", "WebP: size and which extras follow."},
    {"VP8 ", "WebP: lossy picture."},
    {"VP8L", "WebP: lossless picture."},
    {"ALPH", "WebP: transparency."},
    {"ANIM", "WebP: settings of an animation."},
    {"ANMF", "WebP: one frame of an animation."},
    {"ICCP", "ICC colour profile."},
    {"EXIF", "EXIF metadata."},
    {"XMP ", "XMP metadata."},
    {"C2PA", "A C2PA provenance record."},
    {"avih", "AVI: header of the whole clip."},
    {"strh", "AVI: header of a stream."},
    {"strf", "AVI: format of a stream."},
    {"strd", "AVI: data for the codec; cameras also keep metadata here."},
    {"strn", "AVI: name of a stream."},
    {"indx", "AVI: index of a stream (OpenDML)."},
    {"dmlh", "AVI: frame count over all parts (OpenDML)."},
    {"vprp", "AVI: properties of the picture."},
    {"idx1", "AVI: index of all chunks of the first part."},
    {"JUNK", "Padding; some programs leave their name here."},
    {"IDIT", "Date of recording, as the camera put it."},
    {"ISMP", "Time code."},
    {"ISFT", "Program that wrote the file."},
    {"ICRD", "Date of creation."},
    {"INAM", "Title."},
    {"IART", "Author."},
    {"ICMT", "Comment."},
    {"ICOP", "Copyright notice."},
    {"IMED", "Medium of the original."},
    {"IENG", "Engineer."},
    {"fmt ", "WAVE: format of the samples."},
    {"data", "WAVE: the samples."},
    {"fact", "WAVE: number of samples."},
    {"bext", "WAVE: description, date and time of a broadcast recording."},
    {"_PMX", "XMP metadata (Adobe)."},
    {"id3 ", "ID3 tags."},
};

std::string_view note_of(std::string_view type) {
  for (const Note& note : kNotes) {
    if (note.type == type) return note.text;
  }
  return {};
}

std::string_view list_note(std::string_view kind) {
  if (kind == "hdrl") return "AVI: headers.";
  if (kind == "strl") return "AVI: one stream.";
  if (kind == "odml") return "AVI: OpenDML header.";
  if (kind == "movi") return "AVI: the coded pictures and sound.";
  if (kind == "INFO") return "What the file says of itself.";
  if (kind == "ncdt") return "Nikon's camera data.";
  return {};
}

class Riff {
 public:
  explicit Riff(Walk& walk) : walk_(walk) {}

  void chunks(std::vector<ContainerNode>& into, std::int64_t begin, std::int64_t end, int level,
              std::string_view parent);

 private:
  void fields_of(ContainerNode& node, Bytes payload, std::string_view parent);
  void webp_header(ContainerNode& node, ByteReader in);
  void stream_header(ContainerNode& node, ByteReader in);
  void stream_format(ContainerNode& node, ByteReader in);
  void index_fields(ContainerNode& node, std::int64_t begin, std::int64_t end);
  void movie_data(ContainerNode& node, std::int64_t begin, std::int64_t end, int level);

  Walk& walk_;
  std::string stream_kind_;
};

bool plausible_id(Bytes id) {
  return std::all_of(id.begin(), id.end(), [](std::byte b) { return b >= std::byte{0x20} && b < std::byte{0x7F}; });
}

void Riff::chunks(std::vector<ContainerNode>& into, std::int64_t begin, std::int64_t end, int level,
                  std::string_view parent) {
  std::int64_t at = begin;
  while (at < end) {
    const Bytes head = walk_.bytes(at, 12);
    if (head.size() < 8 || end - at < 8) {
      walk_.anomaly(AnomalyKind::kUnknownData,
                    fmt::format("{} bytes are left over that are too few for a chunk", end - at), at, end - at);
      return;
    }
    if (!plausible_id(head.first(4))) {
      walk_.anomaly(AnomalyKind::kUnknownData,
                    fmt::format("{} bytes in {} are no chunk", end - at, parent.empty() ? "the file" : parent), at,
                    end - at);
      return;
    }
    const std::string type(as_text(head.first(4)));
    const std::int64_t length = ByteReader(head.subspan(4), Endian::kLittle).u32().value_or(0);
    const std::int64_t left = end - at - 8;
    const std::int64_t kept = std::min(length, left);
    const bool grouped = (type == "LIST" || type == "RIFF" || type == "RF64") && kept >= 4 && head.size() == 12;
    const std::string kind = grouped ? printable(as_text(head.subspan(8, 4)), 16) : "";
    if (level == 0 && at > 0 && !grouped && length > left) {
      walk_.anomaly(AnomalyKind::kUnknownData, fmt::format("{} bytes follow the end of the file's structure", end - at),
                    at, end - at);
      if (ContainerNode* node = walk_.add_node(into, "trailing", at, 0, end - at, level))
        node->note = "Bytes behind the end of the file's structure.";
      return;
    }
    ContainerNode* node =
        walk_.add_node(into, type == "LIST" ? kind.empty() ? type : kind : type, at, grouped ? 12 : 8, kept + 8, level);
    if (node == nullptr) return;
    if (grouped) walk_.field(*node, type == "LIST" ? "chunk" : "form", type == "LIST" ? "LIST" : kind);
    node->note = type == "LIST" ? list_note(kind) : note_of(type);
    if (length > left && !(type == "RF64" && length == 0xFFFFFFFF)) {
      walk_.field(*node, "declared_bytes", length);
      walk_.anomaly(AnomalyKind::kTruncated,
                    fmt::format("the chunk {} announces {} bytes, {} are left in {}", type, length, left,
                                parent.empty() ? "the file" : parent),
                    at, left + 8);
    }
    const std::int64_t payload_end = at + 8 + kept;
    if (kind == "movi") {
      movie_data(*node, at + 12, payload_end, level);
    } else if (grouped) {
      chunks(node->children, at + 12, payload_end, level + 1, type == "LIST" ? kind : type);
    } else if (type == "ANMF" && kept >= 16) {
      node->header = 24;
      chunks(node->children, at + 24, payload_end, level + 1, type);
    } else if (type == "idx1") {
      index_fields(*node, at + 8, payload_end);
    } else {
      const Bytes view = walk_.bytes(at + 8, std::min<std::int64_t>(kept, 2048));
      const std::vector<std::byte> payload(view.begin(), view.end());
      fields_of(*node, payload, parent);
    }
    // Chunks begin at even offsets.
    at = payload_end + (kept & 1);
  }
}

void Riff::webp_header(ContainerNode& node, ByteReader in) {
  const std::uint32_t flags = in.u8().value_or(0);
  std::string extras;
  for (const auto& [bit, name] :
       {std::pair{0x20u, "ICC"}, {0x10u, "alpha"}, {0x08u, "EXIF"}, {0x04u, "XMP"}, {0x02u, "animation"}}) {
    if ((flags & bit) != 0) extras += (extras.empty() ? "" : ", ") + std::string(name);
  }
  walk_.field(node, "extras", extras);
  in.skip(3);
  for (const char* name : {"width", "height"}) {
    const std::int64_t low = in.u16().value_or(0);
    walk_.field(node, name, (low | (std::int64_t{in.u8().value_or(0)} << 16)) + 1);
  }
}

void Riff::stream_header(ContainerNode& node, ByteReader in) {
  stream_kind_ = printable(as_text(in.run(4)), 16);
  walk_.field(node, "kind", stream_kind_);
  walk_.field(node, "handler", as_text(in.run(4)));
  in.skip(12);
  const std::uint32_t scale = in.u32().value_or(0), rate = in.u32().value_or(0);
  walk_.field(node, "scale", scale);
  walk_.field(node, "rate", rate);
  walk_.field(node, "start", in.u32().value_or(0));
  const std::uint32_t length = in.u32().value_or(0);
  walk_.field(node, "length", length);
  if (scale != 0 && rate != 0) walk_.field(node, "seconds", significant(double(length) * scale / rate, 9));
}

void Riff::stream_format(ContainerNode& node, ByteReader in) {
  if (stream_kind_ == "vids") {
    in.skip(4);
    walk_.field(node, "width", static_cast<std::int32_t>(in.u32().value_or(0)));
    walk_.field(node, "height", static_cast<std::int32_t>(in.u32().value_or(0)));
    in.skip(2);
    walk_.field(node, "bits_per_pixel", in.u16().value_or(0));
    walk_.field(node, "codec", as_text(in.run(4)));
  } else if (stream_kind_ == "auds" || node.type == "fmt ") {
    walk_.field(node, "format_tag", fmt::format("0x{:04x}", in.u16().value_or(0)));
    walk_.field(node, "channels", in.u16().value_or(0));
    walk_.field(node, "sample_rate", in.u32().value_or(0));
    walk_.field(node, "bytes_per_second", in.u32().value_or(0));
    in.skip(2);
    walk_.field(node, "bits_per_sample", in.u16().value_or(0));
  }
}

void Riff::fields_of(ContainerNode& node, Bytes payload, std::string_view parent) {
  ByteReader in(payload, Endian::kLittle);
  if (node.type == "VP8X") {
    webp_header(node, in);
  } else if (node.type == "VP8 " && payload.size() >= 10) {
    // RFC 6386, 9.1: three bytes of frame tag, three of start code, then 14 bits of each side.
    in.skip(6);
    walk_.field(node, "width", in.u16().value_or(0) & 0x3FFF);
    walk_.field(node, "height", in.u16().value_or(0) & 0x3FFF);
  } else if (node.type == "VP8L" && payload.size() >= 5) {
    in.skip(1);
    const std::uint32_t bits = in.u32().value_or(0);
    walk_.field(node, "width", (bits & 0x3FFF) + 1);
    walk_.field(node, "height", ((bits >> 14) & 0x3FFF) + 1);
  } else if (node.type == "avih") {
    for (const char* name : {"microseconds_per_frame", "largest_bytes_per_second", "padding", "flags", "frames",
                             "initial_frames", "streams", "buffer_bytes", "width", "height"}) {
      walk_.field(node, name, in.u32().value_or(0));
    }
  } else if (node.type == "strh") {
    stream_header(node, in);
  } else if (node.type == "strf" || node.type == "fmt ") {
    stream_format(node, in);
  } else if (node.type == "dmlh") {
    walk_.field(node, "frames", in.u32().value_or(0));
  } else if (node.type == "indx") {
    in.skip(4);
    walk_.field(node, "entries", in.u32().value_or(0));
    walk_.field(node, "chunk", as_text(in.run(4)));
  } else if (node.type == "bext") {
    walk_.field(node, "description", until_nul(in.run(256)));
    walk_.field(node, "originator", until_nul(in.run(32)));
    walk_.field(node, "reference", until_nul(in.run(32)));
    walk_.field(node, "date", until_nul(in.run(10)));
    walk_.field(node, "time", until_nul(in.run(8)));
  } else if (parent == "INFO" || (node.type.starts_with("I") && !note_of(node.type).empty() && node.type != "ICCP") ||
             node.type == "strn") {
    walk_.field(node, "text", until_nul(payload));
  } else if (node.type == "JUNK" && !payload.empty() &&
             plausible_id(payload.first(std::min<std::size_t>(4, payload.size())))) {
    walk_.field(node, "text", until_nul(payload));
  }
  if (in.overrun())
    walk_.anomaly(AnomalyKind::kTruncated, fmt::format("the chunk {} is too short for its fields", node.type),
                  node.offset, node.size);
}

void Riff::index_fields(ContainerNode& node, std::int64_t begin, std::int64_t end) {
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> counts;  // by chunk name: entries, key frames
  std::int64_t entries = 0;
  for (std::int64_t at = begin; end - at >= 16;) {
    const Bytes run = walk_.bytes(at, std::min<std::int64_t>((end - at) / 16 * 16, kMaxRead));
    const std::size_t got = run.size() / 16;
    if (got == 0) break;
    for (std::size_t i = 0; i < got; ++i) {
      const std::string name(as_text(run.subspan(16 * i, 4)));
      if (counts.size() >= 64 && !counts.contains(name)) continue;
      auto& count = counts[name];
      ++count.first;
      if ((std::to_integer<unsigned>(run[16 * i + 4]) & 0x10) != 0) ++count.second;
    }
    entries += static_cast<std::int64_t>(got);
    at += static_cast<std::int64_t>(16 * got);
    walk_.tick(at);
  }
  walk_.field(node, "entries", entries);
  for (const auto& [name, count] : counts)
    walk_.field(node, name, fmt::format("{} entries, {} key", count.first, count.second));
}

// The samples are counted by stream and not made nodes: a long clip has hundreds of thousands.
void Riff::movie_data(ContainerNode& node, std::int64_t begin, std::int64_t end, int level) {
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> counts;  // by chunk name: chunks, bytes
  std::int64_t at = begin;
  while (end - at >= 8) {
    const Bytes head = walk_.bytes(at, 12);
    if (head.size() < 8 || !plausible_id(head.first(4))) {
      walk_.anomaly(AnomalyKind::kUnknownData, fmt::format("{} bytes in movi are no chunk", end - at), at, end - at);
      break;
    }
    const std::string type(as_text(head.first(4)));
    const std::int64_t length = ByteReader(head.subspan(4), Endian::kLittle).u32().value_or(0);
    if (type == "LIST" && head.size() == 12) {  // "rec ": chunks that are read together
      at += 12;
      continue;
    }
    const std::int64_t kept = std::min(length, end - at - 8);
    if (length > kept) {
      walk_.anomaly(AnomalyKind::kTruncated,
                    fmt::format("the chunk {} announces {} bytes, {} are left in movi", type, length, kept), at,
                    kept + 8);
    }
    if (type.substr(0, 2) == "ix" || type == "JUNK") {
      if (ContainerNode* child = walk_.add_node(node.children, type, at, 8, kept + 8, level + 1)) {
        child->note = type == "JUNK" ? note_of(type) : "AVI: index of a part of a stream (OpenDML).";
      }
    } else if (counts.size() < 64 || counts.contains(type)) {
      ++counts[type].first;
      counts[type].second += kept;
    }
    at += 8 + kept + (kept & 1);
    walk_.tick(std::min(at, end));
  }
  for (const auto& [name, count] : counts)
    walk_.field(node, name, fmt::format("{} chunks, {} bytes", count.first, count.second));
}

}  // namespace

void read_riff(Walk& walk) { Riff(walk).chunks(walk.nodes(), 0, walk.size(), 0, {}); }

}  // namespace spoor::containers
