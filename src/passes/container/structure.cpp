// The order, the writers and the damage of a container, each with its place in the file.

#include "analysis/pass.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace spoor::passes {
namespace {

constexpr std::size_t kMaxRows = 2'000;
constexpr double kSameLength_s = 0.5;  // sound packets and the last frame make tracks end apart by less

struct Findings {
  const ContainerTree& tree;
  std::int64_t file_bytes;
  PassOutput& output;

  void observe(std::string id, std::string statement, Bearing bearing, std::vector<std::string> causes,
               std::vector<std::string> rests_on) {
    output.observations.push_back({std::move(id), std::move(statement), bearing, std::nullopt, std::move(causes),
                                   std::move(rests_on), std::nullopt});
  }
};

double number(const ContainerNode* node, std::string_view field) {
  double value = NAN;
  if (node == nullptr) return value;
  const std::string text = field_value(*node, field);
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

const ContainerNode* child(const ContainerNode* node, std::string_view type) {
  if (node == nullptr) return nullptr;
  const auto found = std::find_if(node->children.begin(), node->children.end(),
                                  [&](const ContainerNode& n) { return n.type == type; });
  return found == node->children.end() ? nullptr : &*found;
}

const ContainerNode* below(const ContainerNode* node, std::initializer_list<std::string_view> path) {
  for (const std::string_view type : path) node = child(node, type);
  return node;
}

std::string fields_text(const ContainerNode& node) {
  std::string text;
  for (const auto& [name, value] : node.fields) {
    if (name == "version" || name == "flags" || name.ends_with("_raw")) continue;
    if (text.size() > 300) return text + " ...";
    text += fmt::format("{}{} = {}", text.empty() ? "" : "; ", name, value.substr(0, 120));
  }
  return printable(text, 500);
}

// Rows in file order, indented by level.
void tabulate(const std::vector<ContainerNode>& nodes, int level, Table& table) {
  for (const ContainerNode& node : nodes) {
    if (table.rows.size() >= kMaxRows) return;
    table.rows.push_back({std::to_string(node.offset), std::to_string(node.size),
                          std::string(static_cast<std::size_t>(2 * level), ' ') + node.type, node.note,
                          fields_text(node)});
    tabulate(node.children, level + 1, table);
  }
}

// Names that programs and devices leave; `table` gets what, text and place.
void collect_traces(const std::vector<ContainerNode>& nodes, const std::string& parent, Table& table) {
  constexpr std::string_view kText = "text";
  for (const ContainerNode& node : nodes) {
    if (table.rows.size() >= kMaxRows) return;
    const auto add = [&](std::string_view what, std::string_view field, std::int64_t offset) {
      const std::string value = field_value(node, field);
      if (!value.empty()) table.rows.push_back({std::string(what), value, std::to_string(offset)});
    };
    if (node.type == "ftyp") add("brand", "major_brand", node.offset);
    if (node.type == "hdlr" && field_value(node, "component_type") != "dhlr") add("handler name", "name", node.offset);
    if (parent == "stsd") add("compressor name", "compressor", node.offset);
    if (node.type == "mdat")
      add("encoder's text in the media data", "encoder_text",
          static_cast<std::int64_t>(number(&node, "encoder_text_offset")));
    if (parent == "ilst")
      add(field_value(node, "key").empty() ? node.type : field_value(node, "key"), "value", node.offset);
    if (node.type.starts_with("\u00A9") && parent != "ilst") add(node.type, kText, node.offset);
    if (node.type == "ISFT" || node.type == "JUNK" || node.type == "COM" || node.type == "comment" ||
        node.type == "free")
      add(node.type, kText, node.offset);
    if (field_value(node, "keyword") == "Software") add("Software", kText, node.offset);
    if (node.type == "Info") {
      add("MuxingApp", "MuxingApp", node.offset);
      add("WritingApp", "WritingApp", node.offset);
    }
    collect_traces(node.children, node.type, table);
  }
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

void writers(Findings& f) {
  Table table{
      "traces",
      "Names that programs and devices left",
      {{"What", "", Table::Kind::kText}, {"Text", "", Table::Kind::kText}, {"Offset", "byte", Table::Kind::kOffset}},
      {}};
  collect_traces(f.tree.nodes, {}, table);
  if (table.rows.empty()) return;
  std::string tool, camera;
  for (const auto& row : table.rows) {
    for (const std::string_view name :
         {"Lavf", "Lavc", "x264", "x265", "HandBrake", "Adobe", "Premiere", "DaVinci", "Google", "mkvmerge", "GPAC"}) {
      if (tool.empty() && contains(row[1], name))
        tool = fmt::format("\"{}\" ({} at {})", row[1].substr(0, 60), row[0], row[2]);
    }
    if (camera.empty() &&
        (row[0] == "com.apple.quicktime.make" || row[0] == "com.android.manufacturer" || row[0] == "\u00A9mak"))
      camera = fmt::format("\"{}\" ({} at {})", row[1], row[0], row[2]);
  }
  if (!tool.empty() && !camera.empty()) {
    f.observe("camera_and_program",
              fmt::format("The file names a device, {}, and a program that devices do not carry, {}.", camera, tool),
              Bearing::kInconclusive,
              {"a platform or messenger re-encoded the clip and kept the device's tags",
               "the clip was exported by an editing or archiving program"},
              {"traces"});
  } else if (!tool.empty()) {
    f.observe("program", fmt::format("A program names itself: {}.", tool), Bearing::kNeutral, {}, {"traces"});
  }
  f.output.tables.push_back(std::move(table));
}

void index_place(Findings& f) {
  const ContainerNode* index = find_node(f.tree, "moov");
  const ContainerNode* data = find_node(f.tree, "mdat");
  if (find_node(f.tree, "moof") != nullptr) {
    f.observe("fragmented",
              "The movie is stored in fragments, as for streaming or by recorders that guard against power loss.",
              Bearing::kNeutral, {}, {"structure"});
  } else if (index != nullptr && data != nullptr) {
    const bool first = index->offset < data->offset;
    f.observe(
        "index_place",
        fmt::format("The index (at {}) stands {} the media data (at {}), as {}.", index->offset,
                    first ? "before" : "behind", data->offset,
                    first ? "programs that prepare for streaming write it" : "recorders and many programs write it"),
        Bearing::kNeutral, {}, {"structure"});
  } else if (data != nullptr && f.tree.format == "isobmff" && index == nullptr &&
             find_node(f.tree, "meta") == nullptr) {
    f.observe("no_index", fmt::format("There are media data (at {}) but no index.", data->offset),
              Bearing::kInconclusive,
              {"the recording was interrupted", "the file was cut when it was copied or downloaded"}, {"structure"});
  }
}

// Nodes of the isobmff sample tables that count the same samples.
void sample_counts(Findings& f, const ContainerNode* tables, std::size_t track) {
  const double sizes = number(child(tables, "stsz"), "samples");
  for (const char* type : {"stts", "ctts"}) {
    const ContainerNode* other = child(tables, type);
    const double samples = number(other, "samples");
    if (std::isnan(samples) || std::isnan(sizes) || samples == sizes || !field_value(*other, "entries_read").empty())
      continue;
    f.observe(fmt::format("sample_counts_{}_{}", track, type),
              fmt::format("Track {}: the table of sizes counts {} samples, the table {} (at {}) {}.", track, sizes,
                          type, other->offset, samples),
              Bearing::kInconclusive,
              {"a program changed one table and not the other", "an interrupted recording was repaired"}, {"tracks"});
  }
}

void tracks(Findings& f) {
  const ContainerNode* header = find_node(f.tree, "moov/mvhd");
  Table table{"tracks",
              "Tracks",
              {{"Track", "", Table::Kind::kNumber},
               {"Kind", "", Table::Kind::kText},
               {"Codec", "", Table::Kind::kText},
               {"Media", "s", Table::Kind::kNumber},
               {"Shown", "s", Table::Kind::kNumber},
               {"Samples", "", Table::Kind::kNumber},
               {"Offset", "byte", Table::Kind::kOffset}},
              {}};
  const double movie_scale = number(header, "timescale"), movie_s = number(header, "seconds");
  const bool fragments = find_node(f.tree, "moof") != nullptr;
  double longest = 0;
  std::size_t index = 0;
  for (const ContainerNode* track : find_nodes(f.tree, "moov/trak")) {
    if (++index > 100) break;
    const ContainerNode* media = child(track, "mdia");
    const ContainerNode* tables = below(media, {"minf", "stbl"});
    const ContainerNode* entries = child(tables, "stsd");
    const ContainerNode* kind = child(media, "hdlr");
    const double media_s = number(child(media, "mdhd"), "seconds");
    const double shown_s = number(child(track, "tkhd"), "duration") / movie_scale;
    const auto text = [](double value) { return std::isfinite(value) ? significant(value, 7) : std::string(); };
    table.rows.push_back({std::to_string(index), kind == nullptr ? "" : field_value(*kind, "handler"),
                          entries == nullptr || entries->children.empty() ? "" : entries->children.front().type,
                          text(media_s), text(shown_s), text(number(child(tables, "stsz"), "samples")),
                          std::to_string(track->offset)});
    if (std::isfinite(shown_s)) longest = std::max(longest, shown_s);
    sample_counts(f, tables, index);
    const ContainerNode* edits = below(track, {"edts", "elst"});
    if (edits != nullptr && std::isfinite(media_s) && std::isfinite(shown_s) && media_s - shown_s > kSameLength_s &&
        !fragments) {
      f.observe(
          fmt::format("hidden_media_{}", index),
          fmt::format("Track {} holds {} s of media; its edit list (at {}) shows {} s. The rest can be recovered.",
                      index, significant(media_s, 5), edits->offset, significant(shown_s, 5)),
          Bearing::kInconclusive,
          {"the clip was trimmed on the device without re-encoding", "a program hides the start-up of an encoder"},
          {"tracks"});
    }
  }
  if (table.rows.empty()) return;
  if (std::isfinite(movie_s) && longest > 0 && std::abs(movie_s - longest) > kSameLength_s && !fragments) {
    f.observe("durations",
              fmt::format("The movie header (at {}) states {} s, the longest track lasts {} s.", header->offset,
                          significant(movie_s, 5), significant(longest, 5)),
              Bearing::kInconclusive, {"a program changed a track and left the header, or the reverse"}, {"tracks"});
  }
  f.output.tables.push_back(std::move(table));
}

void fragment_numbers(Findings& f) {
  std::vector<const ContainerNode*> headers = find_nodes(f.tree, "moof/mfhd");
  std::int64_t gaps = 0, first_gap = -1;
  for (std::size_t i = 1; i < headers.size(); ++i) {
    if (number(headers[i], "sequence_number") == number(headers[i - 1], "sequence_number") + 1) continue;
    if (gaps++ == 0) first_gap = headers[i]->offset;
  }
  if (gaps > 0) {
    f.observe("fragment_numbers",
              fmt::format("The numbers of the fragments are not consecutive in {} place{} (the first at {}).", gaps,
                          gaps == 1 ? "" : "s", first_gap),
              Bearing::kInconclusive,
              {"segments of a stream were saved with some of them missing",
               "the stream changed its quality and numbers each quality by itself"},
              {"structure"});
  }
}

bool provenance_record(const ContainerNode& node) {
  return node.type == "caBX" || node.type == "C2PA" || node.note == "A C2PA provenance record." ||
         (node.type == "APP11" && contains(field_value(node, "identifier"), "J"));
}

void further_contents(Findings& f) {
  std::int64_t free_bytes = 0, free_boxes = 0;
  for (const ContainerNode& node : f.tree.nodes) {
    if (node.type == "free" || node.type == "skip") {
      free_bytes += node.size;
      ++free_boxes;
    }
    if (node.type == "trailing") {
      const std::string kind = field_value(node, "kind");
      f.observe("trailing_" + std::to_string(node.offset),
                fmt::format("{} bytes follow the end of the medium (at {}){}.", node.size, node.offset,
                            kind.empty() ? "" : ", of kind " + kind),
                Bearing::kNeutral, {}, {"structure"});
    }
  }
  if (free_boxes > 0 && free_bytes > 64)
    f.observe("free_space",
              fmt::format("{} free box{} hold {} bytes.", free_boxes, free_boxes == 1 ? "" : "es", free_bytes),
              Bearing::kNeutral, {}, {"structure"});
  const auto record = std::find_if(f.tree.nodes.begin(), f.tree.nodes.end(), provenance_record);
  const ContainerNode* in_webp = find_node(f.tree, "RIFF/C2PA");
  if (record != f.tree.nodes.end() || in_webp != nullptr) {
    f.observe("provenance_record",
              fmt::format("The file carries a provenance record (at {}); its signature is not verified here.",
                          in_webp != nullptr ? in_webp->offset : record->offset),
              Bearing::kNeutral, {}, {"structure"});
  }
}

void damage(Findings& f) {
  f.output.anomalies = f.tree.anomalies;
  if (f.tree.anomalies.empty()) {
    f.observe("no_anomaly", "Every structure fits into its parent and into the file.", Bearing::kNeutral, {},
              {"structure"});
    return;
  }
  Table table{"anomalies",
              "Anomalies",
              {{"Offset", "byte", Table::Kind::kOffset},
               {"Bytes", "", Table::Kind::kNumber},
               {"Kind", "", Table::Kind::kText},
               {"What", "", Table::Kind::kText}},
              {}};
  for (const Anomaly& anomaly : f.tree.anomalies)
    table.rows.push_back({anomaly.offset < 0 ? "" : std::to_string(anomaly.offset), std::to_string(anomaly.length),
                          anomaly_name(anomaly.kind), anomaly.what});
  const Anomaly& first = f.tree.anomalies.front();
  const std::string place = first.offset >= 0 ? fmt::format(" at {}", first.offset) : "";
  f.observe("anomalies",
            fmt::format("Places where the structure contradicts the format: {}. The first{}: {}.",
                        f.tree.anomalies.size(), place, first.what),
            Bearing::kInconclusive,
            {"the file was cut or damaged in copying or recording", "the writing program does not keep to the format"},
            {"anomalies"});
  f.output.tables.push_back(std::move(table));
}

std::int64_t count_of(const std::vector<ContainerNode>& nodes) {
  std::int64_t count = 0;
  for (const ContainerNode& node : nodes) count += 1 + count_of(node.children);
  return count;
}

Result<PassOutput> measure(MediaSource& source, const Job& job) {
  const auto& tree = source.container();
  if (!tree) return tl::unexpected(tree.error());
  if (tree->format == "unknown")
    return failure(Fault::kNotApplicable, "the container's structure is not of a format that is read here");
  job.tick(0, 1);
  PassOutput output;
  Findings f{*tree, source.bytes().size(), output};
  Table structure{"structure",
                  "Structure of the file",
                  {{"Offset", "byte", Table::Kind::kOffset},
                   {"Bytes", "", Table::Kind::kNumber},
                   {"Type", "", Table::Kind::kText},
                   {"What it is for", "", Table::Kind::kText},
                   {"Content", "", Table::Kind::kText}},
                  {}};
  tabulate(tree->nodes, 0, structure);
  const std::int64_t count = count_of(tree->nodes);
  const bool cut = count > static_cast<std::int64_t>(structure.rows.size());
  output.tables.push_back(std::move(structure));
  if (cut)
    f.observe("table_cut", fmt::format("The file has {} structures; the table shows the first {}.", count, kMaxRows),
              Bearing::kNeutral, {}, {"structure"});
  output.measurements.push_back(
      {"structures", "Structures in the file", static_cast<double>(count), "1", std::nullopt, 0, std::nullopt});
  output.measurements.push_back({"anomalies", "Anomalies of the structure", static_cast<double>(tree->anomalies.size()),
                                 "1", std::nullopt, 0, std::nullopt});
  writers(f);
  index_place(f);
  tracks(f);
  fragment_numbers(f);
  further_contents(f);
  damage(f);
  job.tick(1, 1);
  return output;
}

}  // namespace

PassDescriptor container_structure() {
  PassDescriptor pass;
  pass.id = "container.structure";
  pass.group = "File";
  pass.title = "Container structure";
  pass.known_as = {"atoms", "boxes", "hex", "MP4 structure", "JPEG structure"};
  pass.question = "How is the file built, which programs left their names in it, and does its structure hold together?";
  pass.summary =
      "Lists every box, chunk, segment or directory with its byte offset and decoded values, the names that programs "
      "left, tracks and edit lists, and every place that contradicts the format.";
  pass.limits = {"A sound structure proves nothing: every program that writes the format can give it.",
                 "Names in a file can be written by anyone.",
                 "Which device writes which structure is not compared: there is no reference set here.",
                 "How often honest files show these anomalies has not been calibrated: they are inconclusive."};
  pass.sources = {{"ISO/IEC 14496-12, ISO base media file format", 2022},
                  {"Iuliani et al., A video forensic framework for the unsupervised analysis of MP4-like file "
                   "container, IEEE TIFS 14",
                   2019},
                  {"Gloe, Fischer, Kirchner, Forensic analysis of video file formats, Digital Investigation 11", 2014},
                  {"ISO/IEC 15948, Portable Network Graphics", 2004},
                  {"RFC 9559, Matroska", 2024}};
  pass.needs.container = true;
  pass.start = [](const RunContext& context) -> Result<std::unique_ptr<PassRun>> {
    return structure_run([source = context.source](const Job& job) { return measure(*source, job); });
  };
  return pass;
}

}  // namespace spoor::passes
