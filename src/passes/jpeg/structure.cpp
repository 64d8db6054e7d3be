#include "analysis/pass.h"
#include "base/text.h"
#include "methods/jpeg/encoder_facts.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::passes {
namespace {

constexpr std::size_t kMostRows = 2000;

std::string quality_text(const std::optional<JpegQuality>& quality) {
  if (!quality) return "none";
  if (quality->exact) return std::to_string(quality->quality);
  return fmt::format("near {} (differs by {} in sum)", quality->quality, quality->total_distance);
}

const char* huffman_text(HuffmanKind kind) {
  switch (kind) {
    case HuffmanKind::kStandard:
      return "standard";
    case HuffmanKind::kOptimised:
      return "optimised for the picture";
    case HuffmanKind::kMixed:
      return "partly standard";
    case HuffmanKind::kNone:
      break;
  }
  return "none";
}

const char* script_text(ScanScript script) {
  switch (script) {
    case ScanScript::kSequential:
      return "sequential";
    case ScanScript::kLibjpegProgressive:
      return "libjpeg's progressive script";
    case ScanScript::kOtherProgressive:
      break;
  }
  return "another progressive script";
}

Table segment_table(const JpegStructure& structure) {
  Table table{"segments",
              "Marker segments in file order",
              {{"offset", "bytes", Table::Kind::kOffset},
               {"marker", "", Table::Kind::kText},
               {"identifier", "", Table::Kind::kText},
               {"length", "bytes", Table::Kind::kNumber},
               {"picture", "", Table::Kind::kNumber}},
              {}};
  for (const JpegSegment& s : structure.segments) {
    if (table.rows.size() == kMostRows) break;
    table.rows.push_back({std::to_string(s.offset), s.name, printable(s.identifier, 80), std::to_string(s.length),
                          std::to_string(s.picture)});
  }
  return table;
}

Table picture_table(const JpegStructure& structure) {
  Table table{"pictures",
              "Pictures in the file",
              {{"picture", "", Table::Kind::kNumber},
               {"role", "", Table::Kind::kText},
               {"offset", "bytes", Table::Kind::kOffset},
               {"length", "bytes", Table::Kind::kNumber},
               {"process", "", Table::Kind::kText},
               {"size", "px", Table::Kind::kText},
               {"sampling", "", Table::Kind::kText},
               {"luma quality", "", Table::Kind::kText},
               {"chroma quality", "", Table::Kind::kText},
               {"Huffman tables", "", Table::Kind::kText},
               {"scans", "", Table::Kind::kText},
               {"restart interval", "MCUs", Table::Kind::kNumber}},
              {}};
  for (std::size_t i = 0; i < structure.pictures.size() && i < kMostRows; ++i) {
    const JpegPicture& p = structure.pictures[i];
    table.rows.push_back({std::to_string(i), p.role, std::to_string(p.offset), std::to_string(p.length),
                          jpeg_process_name(p.process), fmt::format("{}x{}", p.width, p.height), p.subsampling,
                          quality_text(p.luma_quality), quality_text(p.chroma_quality), huffman_text(read_huffman(p)),
                          fmt::format("{} ({})", p.scans.size(), script_text(read_script(p))),
                          std::to_string(p.restart_interval)});
  }
  return table;
}

Table fact_table(const JpegStructure& structure, const TableReading& tables) {
  Table table{
      "signatures",
      "What is known to write what was found in the main picture",
      {{"feature", "", Table::Kind::kText}, {"reading", "", Table::Kind::kText}, {"source", "", Table::Kind::kText}},
      {}};
  const auto add = [&table](const EncoderFact& fact) {
    table.rows.push_back({fact.feature, fact.reading, fact.source});
  };
  add(tables.fact);
  const JpegPicture& main = structure.pictures.front();
  const HuffmanKind huffman = read_huffman(main);
  if (huffman == HuffmanKind::kStandard) {
    add({"Huffman tables", "those of annex K: cameras and quick encoders use them", "ITU-T T.81, annex K.3"});
  } else if (huffman == HuffmanKind::kOptimised) {
    add({"Huffman tables", "made for this picture: editors, web optimisers and some phones do so",
         "libjpeg, optimize_coding"});
  }
  if (read_script(main) == ScanScript::kLibjpegProgressive) {
    add({"scan script", "libjpeg's default progressive order", "libjpeg, jpeg_simple_progression"});
  }
  for (const EncoderFact& fact : marker_facts(structure, 0)) add(fact);
  return table;
}

Table trailer_table(const JpegStructure& structure) {
  Table table{"trailers",
              "Bytes behind the main picture that are no further JPEG",
              {{"kind", "", Table::Kind::kText},
               {"offset", "bytes", Table::Kind::kOffset},
               {"length", "bytes", Table::Kind::kNumber}},
              {}};
  for (const JpegTrailer& t : structure.trailers) {
    if (table.rows.size() == kMostRows) break;
    table.rows.push_back({t.kind, std::to_string(t.offset), std::to_string(t.length)});
  }
  return table;
}

void observe_tables(const TableReading& tables, PassOutput& output) {
  Observation o;
  o.id = "tables";
  o.bearing = Bearing::kNeutral;
  o.statement = fmt::format(
      "Quantisation tables of the main picture: {}. Tables tell of the encoder that wrote this "
      "file last, not of a camera.",
      tables.fact.reading);
  o.rests_on = {"signatures", "pictures"};
  output.observations.push_back(std::move(o));
}

void observe_order(const JpegStructure& structure, PassOutput& output) {
  std::string first;
  bool exif = false, jfif = false, exif_first = false;
  for (const JpegSegment& s : structure.segments) {
    if (s.picture != 0 || !s.name.starts_with("APP")) continue;
    if (first.empty()) first = s.identifier;
    exif = exif || s.identifier.starts_with("Exif");
    jfif = jfif || s.identifier.starts_with("JFIF");
  }
  exif_first = first.starts_with("Exif");
  if (!exif || exif_first) return;
  Observation o;
  o.id = "segment_order";
  o.bearing = Bearing::kNeutral;
  o.statement = fmt::format(
      "The Exif segment is not the first one after the start of the picture, as its standard asks: "
      "{} stands before it.",
      jfif ? "JFIF" : printable(first, 40));
  o.innocent_causes = {"software that saves or converts a picture writes JFIF first and keeps Exif",
                       "some phones and cameras write both"};
  o.rests_on = {"segments"};
  output.observations.push_back(std::move(o));
}

void observe_content(const JpegStructure& structure, PassOutput& output) {
  if (structure.pictures.size() > 1) {
    Observation o;
    o.id = "further_pictures";
    o.bearing = Bearing::kNeutral;
    o.statement = fmt::format(
        "The file holds {} further {} (thumbnail, preview, gain map): ordinary parts of camera and "
        "phone files, each worth a look beside the main picture.",
        structure.pictures.size() - 1, structure.pictures.size() == 2 ? "picture" : "pictures");
    o.rests_on = {"pictures"};
    output.observations.push_back(std::move(o));
  }
  std::int64_t unknown = 0, first = -1;
  for (const JpegTrailer& t : structure.trailers) {
    if (t.kind != "unknown") continue;
    unknown += t.length;
    if (first < 0) first = t.offset;
  }
  if (unknown > 0) {
    Observation o;
    o.id = "unknown_trailer";
    o.statement = fmt::format("{} bytes of unknown kind follow the picture, from offset {} on.", unknown, first);
    o.innocent_causes = {"makers' data behind the picture (depth, audio, burst, editing history)",
                         "padding to a disk or network block", "files recovered from a damaged medium"};
    o.rests_on = {"trailers"};
    output.observations.push_back(std::move(o));
  }
  if (!structure.anomalies.empty()) {
    Observation o;
    o.id = "irregularities";
    o.statement = fmt::format(
        "{} {} in the structure of the file; the first: {}{}.", structure.anomalies.size(),
        structure.anomalies.size() == 1 ? "irregularity" : "irregularities", structure.anomalies.front().what,
        structure.anomalies.front().offset >= 0 ? fmt::format(" (offset {})", structure.anomalies.front().offset) : "");
    o.innocent_causes = {"an interrupted download or copy", "a camera's own departure from the standard",
                         "a tool that rewrote metadata without mending offsets"};
    o.rests_on = {"segments"};
    output.observations.push_back(std::move(o));
  }
}

void measure_numbers(const JpegStructure& structure, PassOutput& output) {
  const auto measure = [&](std::string id, std::string title, double value, std::string unit) {
    output.measurements.push_back({std::move(id), std::move(title), value, std::move(unit), {}, 0, {}});
  };
  const JpegPicture& main = structure.pictures.front();
  const auto quality = [&](const std::optional<JpegQuality>& q, const std::string& name) {
    if (!q) return;
    measure(name + "_quality", "Nearest standard quality, " + name, q->quality, "1");
    measure(name + "_distance", "Sum of differences from that table, " + name, q->total_distance, "steps");
  };
  quality(main.luma_quality, "luma");
  quality(main.chroma_quality, "chroma");
  measure("restart_interval", "Restart interval", main.restart_interval, "MCUs");
  measure("pictures", "Pictures in the file", static_cast<double>(structure.pictures.size()), "1");
  std::int64_t trailing = 0;
  for (const JpegTrailer& t : structure.trailers) trailing += t.length;
  measure("trailing", "Bytes behind the main picture that are no further JPEG", static_cast<double>(trailing), "bytes");
  measure("irregularities", "Irregularities of the structure", static_cast<double>(structure.anomalies.size()), "1");
}

Result<PassOutput> measure(MediaSource& source) {
  const auto& structure = source.jpeg();
  if (!structure) return tl::unexpected(structure.error());
  const TableReading tables = read_tables(structure->pictures.front());
  PassOutput output;
  output.tables = {picture_table(*structure), fact_table(*structure, tables), segment_table(*structure)};
  if (!structure->trailers.empty()) output.tables.push_back(trailer_table(*structure));
  measure_numbers(*structure, output);
  observe_tables(tables, output);
  observe_order(*structure, output);
  observe_content(*structure, output);
  output.anomalies = structure->anomalies;
  return output;
}

}  // namespace

PassDescriptor jpeg_structure() {
  PassDescriptor pass;
  pass.id = "jpeg.structure";
  pass.group = "File";
  pass.title = "JPEG tables and structure";
  pass.known_as = {"quantisation tables", "quality estimate", "JPEGsnoop", "markers"};
  pass.question = "Which kind of encoder wrote this JPEG last, and is the file put together as such files are?";
  pass.summary =
      "Reads markers, tables, scans, further pictures and trailing bytes, and compares tables and markers with known "
      "encoders; qualities of luma and chroma are estimated separately.";
  pass.limits = {"Tables and markers tell of the last encoder only, and any program may write any of them.",
                 "A camera cannot be named from tables alone.",
                 "A set of tables that is not in the list is not suspicious: most makers have sets of their own."};
  pass.sources = {
      {"ITU-T T.81, Digital compression and coding of continuous-tone still images", 1992},
      {"H. Farid, Digital image ballistics from JPEG quantization: a followup study, Dartmouth TR2008-638", 2008},
      {"E. Kee, M. K. Johnson, H. Farid, Digital image authentication from JPEG headers, IEEE TIFS 6(3)", 2011}};
  pass.needs.jpeg = true;
  pass.start = [](const RunContext& run) -> Result<std::unique_ptr<PassRun>> {
    return structure_run([source = run.source](const Job& job) {
      job.tick(0, 1);
      return measure(*source);
    });
  };
  return pass;
}

}  // namespace spoor::passes
