// The segments of a JPEG file as nodes, from the parser of JPEG structure.

#include "media/containers/walk.h"
#include "media/jpeg_structure.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::containers {
namespace {

constexpr std::int64_t kMaxBytes = 512 << 20;

struct Note {
  std::string_view type, text;
};
constexpr Note kNotes[] = {
    {"SOI", "Start of a picture."},
    {"EOI", "End of a picture."},
    {"DQT",
     "Quantisation tables: what the encoder throws away; characteristic of the program or camera and its quality "
     "setting."},
    {"DHT", "Huffman tables: the code of the coefficients."},
    {"DAC", "Settings of the arithmetic coder."},
    {"DRI", "Restart interval."},
    {"SOS", "A scan: the coded picture, or a part of it."},
    {"COM", "A comment."},
    {"APP0", "JFIF header, or a maker's own data."},
    {"APP1", "EXIF or XMP metadata."},
    {"APP2", "ICC profile, or the list of further pictures in the file (MPF)."},
    {"APP11", "JUMBF boxes, such as a C2PA provenance record."},
    {"APP13", "Photoshop's resources, with IPTC metadata."},
    {"APP14", "Adobe's note on the colour transform."},
};

std::string_view note_of(std::string_view name) {
  for (const Note& note : kNotes) {
    if (note.type == name) return note.text;
  }
  if (name.substr(0, 3) == "SOF") return "Frame header: process, size and sampling of the picture.";
  if (name.substr(0, 3) == "APP") return "Data of an application.";
  return {};
}

void picture_fields(Walk& walk, ContainerNode& node, const JpegPicture& picture) {
  walk.field(node, "process", jpeg_process_name(picture.process));
  walk.field(node, "width", picture.width);
  walk.field(node, "height", picture.height);
  walk.field(node, "bits", picture.precision_bits);
  walk.field(node, "subsampling", picture.subsampling);
}

}  // namespace

void read_jpeg(Walk& walk) {
  const auto file = read_run(walk.source(), 0, walk.size(), kMaxBytes);
  if (!file) {
    walk.anomaly(AnomalyKind::kMalformed, file.error().sentence, 0, walk.size());
    return;
  }
  const auto structure = read_jpeg_structure(*file);
  if (!structure) {
    walk.anomaly(AnomalyKind::kMalformed, structure.error().sentence, 0, walk.size());
    return;
  }
  for (const JpegSegment& segment : structure->segments) {
    const std::int64_t header = segment.length > 2 ? 4 : 2;
    ContainerNode* node = walk.add_node(walk.nodes(), segment.name, segment.offset, header, segment.length, 0);
    if (node == nullptr) break;
    node->note = note_of(segment.name);
    if (!segment.identifier.empty()) walk.field(*node, "identifier", segment.identifier);
    if (segment.picture > 0) walk.field(*node, "picture", segment.picture);
    const auto index = static_cast<std::size_t>(std::max(0, segment.picture));
    if (segment.name.starts_with("SOF") && index < structure->pictures.size())
      picture_fields(walk, *node, structure->pictures[index]);
    if (segment.name == "COM")
      walk.field(*node, "text",
                 as_text(walk.bytes(segment.offset + 4,
                                    std::min<std::int64_t>(segment.length - 4, static_cast<std::int64_t>(kMaxText)))));
  }
  for (std::size_t i = 0; i < structure->pictures.size(); ++i) {
    const JpegPicture& picture = structure->pictures[i];
    if (picture.role == "main") continue;
    ContainerNode* node = walk.add_node(walk.nodes(), "picture", picture.offset, 0, picture.length, 0);
    if (node == nullptr) break;
    node->note = "A further picture in the file.";
    walk.field(*node, "role", picture.role);
    picture_fields(walk, *node, picture);
  }
  for (const JpegTrailer& trailer : structure->trailers) {
    ContainerNode* node = walk.add_node(walk.nodes(), "trailing", trailer.offset, 0, trailer.length, 0);
    if (node == nullptr) break;
    node->note = "Data behind the end of the main picture.";
    walk.field(*node, "kind", trailer.kind);
  }
  for (const Anomaly& anomaly : structure->anomalies)
    walk.anomaly(anomaly.kind, anomaly.what, anomaly.offset, anomaly.length);
}

}  // namespace spoor::containers
