#include "workbench/structure_rows.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace spoor {
namespace {

constexpr std::size_t kSummaryBytes = 160;
constexpr std::size_t kValueBytes = 60;
constexpr std::size_t kHexBytes = 16;

/// A line of either tree, with those below it.
struct Item {
  std::string name, summary, meaning;
  std::int64_t offset = -1, size = 0;
  std::vector<Item> children;
};

bool holds(const Item& item, std::int64_t offset) {
  // Written so that no hostile size can overflow.
  return item.offset >= 0 && item.size > 0 && offset >= item.offset && offset - item.offset < item.size;
}

std::string joined_path(const std::string& parent, std::size_t index) {
  return parent.empty() ? std::to_string(index) : parent + "/" + std::to_string(index);
}

/// The innermost item at an offset, found without regard to nesting: the parts of a TIFF point anywhere. Depth is
/// bounded by the readers of the trees (32 levels).
struct Innermost {
  std::int64_t offset = 0;
  std::int64_t size = 0;
  std::vector<std::size_t> best, path;

  void look_in(const std::vector<Item>& items) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      path.push_back(i);
      if (holds(items[i], offset) && (best.empty() || items[i].size <= size)) {
        best = path;
        size = items[i].size;
      }
      look_in(items[i].children);
      path.pop_back();
    }
  }
};

std::vector<std::string> path_ids(const std::vector<Item>& items, std::int64_t offset) {
  Innermost search;
  search.offset = offset;
  search.look_in(items);
  std::vector<std::string> ids;
  for (const std::size_t index : search.best) ids.push_back(joined_path(ids.empty() ? "" : ids.back(), index));
  return ids;
}

/// Rows of the items that are shown, each anomaly with the innermost row about its bytes.
class Rows {
 public:
  Rows(const std::vector<Item>& items, const std::vector<Anomaly>& anomalies, const std::set<std::string>& open)
      : open_(open) {
    for (const Anomaly& anomaly : anomalies) {
      if (anomaly.offset >= 0) sorted_.push_back(&anomaly);
    }
    std::stable_sort(sorted_.begin(), sorted_.end(),
                     [](const Anomaly* a, const Anomaly* b) { return a->offset < b->offset; });
    places_.resize(sorted_.size());
    add(items, "", 0, std::nullopt);
    std::vector<std::string> elsewhere;
    for (std::size_t i = 0; i < sorted_.size(); ++i) {
      auto& list = places_[i].row ? rows_[*places_[i].row].anomalies : elsewhere;
      list.push_back(sorted_[i]->what);
    }
    for (const Anomaly& anomaly : anomalies) {
      if (anomaly.offset < 0) elsewhere.push_back(anomaly.what);
    }
    if (elsewhere.empty()) return;
    StructureRow row;
    row.id = "file";
    row.name = "the file as a whole";
    row.meaning = "What concerns no single part of the file.";
    row.anomalies = std::move(elsewhere);
    rows_.push_back(std::move(row));
  }

  std::vector<StructureRow> take() { return std::move(rows_); }

 private:
  struct Place {
    std::optional<std::size_t> row;
    std::int64_t size = 0;
  };

  /// `shown_as`: the closed row that stands for hidden items.
  void add(const std::vector<Item>& items, const std::string& parent, int depth, std::optional<std::size_t> shown_as) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      const Item& item = items[i];
      std::size_t index = shown_as.value_or(rows_.size());
      bool opened = false;
      std::string id;
      if (!shown_as) {
        id = joined_path(parent, i);
        opened = !item.children.empty() && open_.contains(id);
        rows_.push_back({id,
                         depth,
                         item.name,
                         item.summary,
                         item.meaning,
                         item.offset,
                         item.size,
                         !item.children.empty(),
                         opened,
                         {}});
      }
      claim_anomalies(item, index);
      add(item.children, id, depth + 1, opened ? std::nullopt : std::optional(index));
    }
  }

  void claim_anomalies(const Item& item, std::size_t row) {
    auto at = std::lower_bound(sorted_.begin(), sorted_.end(), item.offset,
                               [](const Anomaly* anomaly, std::int64_t offset) { return anomaly->offset < offset; });
    for (; at != sorted_.end() && holds(item, (*at)->offset); ++at) {
      Place& place = places_[static_cast<std::size_t>(at - sorted_.begin())];
      if (place.row && place.size < item.size) continue;
      place = {row, item.size};
    }
  }

  const std::set<std::string>& open_;
  std::vector<const Anomaly*> sorted_;
  std::vector<Place> places_;
  std::vector<StructureRow> rows_;
};

std::string summary_of(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    if (text.size() > kSummaryBytes) return text + ", \xE2\x80\xA6";
    text += (text.empty() ? "" : ", ") + name + " " + printable(value, kValueBytes);
  }
  return text;
}

std::vector<Item> items_of(const std::vector<ContainerNode>& nodes) {
  std::vector<Item> items;
  items.reserve(nodes.size());
  for (const ContainerNode& node : nodes) {
    items.push_back({node.type, summary_of(node.fields), node.note, node.offset, node.size, items_of(node.children)});
  }
  return items;
}

struct Meaning {
  std::string_view name, text;
};
constexpr Meaning kMarkers[] = {
    {"SOI", "Start of a picture."},
    {"EOI", "End of a picture."},
    {"DQT", "Quantisation tables: how coarsely each frequency was rounded; typical of an encoder and its quality."},
    {"DHT", "Huffman tables: the code words of the coefficients, standard ones or made for this picture."},
    {"DAC", "Conditions of arithmetic coding."},
    {"DRI", "Restart interval: after how many blocks the decoder may begin anew."},
    {"DNL", "Number of lines, told after the first scan."},
    {"SOS", "A scan: the coded coefficients, of the whole picture or a part of it."},
    {"COM", "A comment, often by the program that wrote the file."},
    {"SOF0", "Frame header, baseline: size, components and their sampling."},
    {"SOF1", "Frame header, extended sequential: size, components and their sampling."},
    {"SOF2", "Frame header, progressive: the picture sharpens scan by scan; usual on the web, rare in cameras."},
    {"SOF3", "Frame header, lossless."},
    {"SOF9", "Frame header, arithmetic coding: hardly any camera or program writes it."},
};
constexpr Meaning kApplications[] = {
    {"JFIF", "JFIF header: density and sometimes a thumbnail; written by programs more than by cameras."},
    {"JFXX", "Extension of JFIF: a thumbnail."},
    {"Exif", "EXIF: camera, settings, times, place, and a thumbnail."},
    {"http://ns.adobe.com/xap/1.0/", "XMP: properties as XML, often with the history of editing."},
    {"http://ns.adobe.com/xmp/extension/", "XMP that did not fit into the first segment."},
    {"ICC_PROFILE", "Colour profile: what the numbers of the colours mean."},
    {"MPF", "Multi-picture index: where further pictures lie in this file, such as previews or a gain map."},
    {"JP", "JUMBF boxes, such as a C2PA provenance record."},
    {"Photoshop 3.0", "Photoshop's resources, with IPTC captions and a digest of them."},
    {"Adobe",
     "Adobe's segment: whether colours were transformed to YCbCr; written by Adobe's and some other programs."},
    {"Ducky", "Photoshop's 'save for the web': its quality setting."},
    {"FPXR", "FlashPix extension of EXIF."},
};

std::string_view segment_meaning(const JpegSegment& segment) {
  if (segment.name.starts_with("APP")) {
    for (const Meaning& each : kApplications) {
      if (segment.identifier == each.name) return each.text;
    }
    return "Data of an application or maker, in a form of its own.";
  }
  for (const Meaning& each : kMarkers) {
    if (segment.name == each.name) return each.text;
  }
  if (segment.name.starts_with("RST")) return "Restart marker: the decoder begins anew here.";
  if (segment.name.starts_with("RES") || segment.name.starts_with("JPG")) {
    return "A marker that the standard keeps in reserve: seldom written, and often damage or data of another kind.";
  }
  if (segment.name.starts_with("SOF")) return "Frame header: process, size, components and their sampling.";
  return {};
}

std::string quality_words(const JpegPicture& picture, int table) {
  const auto& quality = table == 0 ? picture.luma_quality : picture.chroma_quality;
  if (!quality || table > 1) return {};
  return fmt::format(", {} IJG quality {}", quality->exact ? "exactly" : "nearest to", quality->quality);
}

Item table_item(const JpegPicture& picture, const JpegQuantTable& table) {
  std::string steps;
  for (std::size_t i = 0; i < 8; ++i) steps += fmt::format("{}{}", i == 0 ? "" : " ", table.steps[i]);
  return {fmt::format("table {}", table.id),
          fmt::format("{} bits, first row {}{}", table.precision_bits, steps, quality_words(picture, table.id)),
          table.id == 0 ? "Steps of table 0, which luma uses by custom."
                        : "Steps of a further table, which colour uses by custom.",
          table.offset,
          1 + 64 * (table.precision_bits == 8 ? 1 : 2),
          {}};
}

Item segment_item(const JpegSegment& segment, const JpegPicture* picture) {
  Item item{segment.name,   segment.identifier, std::string(segment_meaning(segment)),
            segment.offset, segment.length,     {}};
  if (picture == nullptr) return item;
  if (segment.name == "DQT") {
    for (const JpegQuantTable& table : picture->quant_tables) {
      if (!holds(item, table.offset)) continue;
      item.children.push_back(table_item(*picture, table));
      item.summary +=
          fmt::format("{}table {}{}", item.summary.empty() ? "" : "; ", table.id, quality_words(*picture, table.id));
    }
  }
  if (segment.name.starts_with("SOF")) {
    item.summary = fmt::format("{}x{}, {} bits, {}", picture->width, picture->height, picture->precision_bits,
                               picture->subsampling);
    for (const JpegComponent& component : picture->components) {
      item.children.push_back({fmt::format("component {}", component.id),
                               fmt::format("sampling {}x{}, table {}", component.h, component.v, component.quant_table),
                               "One colour component, and the quantisation table it uses.",
                               -1,
                               0,
                               {}});
    }
  }
  for (const JpegScan& scan : picture->scans) {
    if (segment.name != "SOS" || !holds(item, scan.offset)) continue;
    std::string components;
    for (const int id : scan.components) components += (components.empty() ? "" : ", ") + std::to_string(id);
    item.summary =
        fmt::format("components {}, frequencies {} to {}", components, scan.spectral_start, scan.spectral_end);
    if (scan.approx_high != 0 || scan.approx_low != 0) {
      item.summary += fmt::format(", bits {} to {}", scan.approx_high, scan.approx_low);
    }
  }
  return item;
}

std::pair<std::string, std::string> picture_words(const std::string& role) {
  if (role == "main") return {"main picture", "The picture that every program shows."};
  if (role == "exif_thumbnail") return {"EXIF thumbnail", "A small picture in the metadata; editing may leave it old."};
  if (role == "mpf")
    return {"further picture", "A picture listed in the multi-picture index: a preview or a gain map."};
  return {"picture behind the end", "A whole JPEG stream behind the main picture that no index lists."};
}

std::string trailer_meaning(const std::string& kind) {
  if (kind == "motion_photo") return "A short clip that the phone took along with the photograph.";
  if (kind == "samsung") return "Samsung's own data behind the picture.";
  if (kind == "zero_padding") return "Zeros that fill the file up.";
  return "Bytes behind the end of the picture that belong to no known structure.";
}

std::vector<Item> items_of(const JpegStructure& jpeg) {
  std::vector<Item> items;
  for (const JpegPicture& picture : jpeg.pictures) {
    const auto [name, meaning] = picture_words(picture.role);
    std::string summary = fmt::format("{}x{}, {}, {}", picture.width, picture.height,
                                      jpeg_process_name(picture.process), picture.subsampling);
    if (picture.luma_quality) summary += quality_words(picture, 0);
    items.push_back({name, std::move(summary), meaning, picture.offset, picture.length, {}});
  }
  for (const JpegSegment& segment : jpeg.segments) {
    const auto index = static_cast<std::size_t>(std::max(0, segment.picture));
    if (index >= items.size()) continue;
    items[index].children.push_back(segment_item(segment, &jpeg.pictures[index]));
  }
  for (const JpegTrailer& trailer : jpeg.trailers) {
    std::string kind = trailer.kind;
    std::replace(kind.begin(), kind.end(), '_', ' ');
    items.push_back({"behind the picture", kind, trailer_meaning(trailer.kind), trailer.offset, trailer.length, {}});
  }
  return items;
}

}  // namespace

std::vector<StructureRow> container_rows(const ContainerTree& tree, const std::set<std::string>& open) {
  return Rows(items_of(tree.nodes), tree.anomalies, open).take();
}

std::vector<StructureRow> jpeg_rows(const JpegStructure& jpeg, const std::set<std::string>& open) {
  return Rows(items_of(jpeg), jpeg.anomalies, open).take();
}

std::vector<std::string> path_to_offset(const ContainerTree& tree, std::int64_t offset) {
  return path_ids(items_of(tree.nodes), offset);
}

std::vector<std::string> path_to_offset(const JpegStructure& jpeg, std::int64_t offset) {
  return path_ids(items_of(jpeg), offset);
}

std::vector<HexLine> hex_lines(std::span<const std::byte> bytes, std::int64_t offset) {
  std::vector<HexLine> lines;
  for (std::size_t at = 0; at < bytes.size(); at += kHexBytes) {
    HexLine line;
    line.offset = offset + static_cast<std::int64_t>(at);
    const auto part = bytes.subspan(at, std::min(kHexBytes, bytes.size() - at));
    for (std::size_t i = 0; i < part.size(); ++i) {
      const auto value = std::to_integer<unsigned>(part[i]);
      line.hex += fmt::format("{}{:02x}", i == 0 ? "" : i == kHexBytes / 2 ? "  " : " ", value);
      line.text += value >= 0x20 && value < 0x7F ? static_cast<char>(value) : '.';
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace spoor
