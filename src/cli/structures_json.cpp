#include "cli/structures_json.h"

#include "analysis/result_codec.h"
#include "base/text.h"
#include "findings/case_records.h"

#include <fmt/format.h>

namespace spoor::cli {
namespace {

using nlohmann::json;

template <class T, class Write>
json written(const Result<T>& result, const Write& write) {
  if (result) return write(*result);
  if (result.error().fault == Fault::kNotApplicable) return nullptr;
  return {{"error", error_json(result.error())}};
}

json anomalies_json(const std::vector<Anomaly>& anomalies) {
  json list = json::array();
  for (const auto& anomaly : anomalies) list.push_back(anomaly_json(anomaly));
  return list;
}

json node_json(const ContainerNode& node, bool deep) {
  json item{{"type", node.type}, {"offset", node.offset}, {"size", node.size}, {"note", node.note}};
  json fields = json::array();
  for (const auto& [name, value] : node.fields) fields.push_back({name, value});
  item["fields"] = std::move(fields);
  if (deep) {
    item["children"] = json::array();
    for (const auto& child : node.children) item["children"].push_back(node_json(child, true));
  }
  return item;
}

json container_json(const ContainerTree& tree, bool deep) {
  json nodes = json::array();
  for (const auto& node : tree.nodes) nodes.push_back(node_json(node, deep));
  return {{"format", tree.format}, {"nodes", std::move(nodes)}, {"anomalies", anomalies_json(tree.anomalies)}};
}

json time_item_json(const TimeItem& time) {
  json item{{"key", time.key}, {"role", time.role}, {"text", time.text}, {"clock", clock_name(time.clock)}};
  item["civil"] = nullptr;
  if (time.civil) {
    const auto& c = *time.civil;
    item["civil"] =
        fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:06.3f}", c.year, c.month, c.day, c.hour, c.minute, c.second);
  }
  item["offset_minutes"] = time.offset_minutes ? json(*time.offset_minutes) : json(nullptr);
  return item;
}

json metadata_json(const Metadata& metadata) {
  json items = json::array(), times = json::array(), places = json::array();
  for (const auto& item : metadata.items) {
    items.push_back({{"source", item.source}, {"key", item.key}, {"value", item.value}, {"type", item.type}});
  }
  for (const auto& time : metadata.times) times.push_back(time_item_json(time));
  for (const auto& place : metadata.places) {
    places.push_back({{"latitude_deg", place.latitude_deg},
                      {"longitude_deg", place.longitude_deg},
                      {"altitude_m", place.altitude_m ? json(*place.altitude_m) : json(nullptr)},
                      {"source", place.source}});
  }
  return {{"make", metadata.make},
          {"model", metadata.model},
          {"software", metadata.software},
          {"orientation", metadata.orientation},
          {"icc_profile", metadata.icc_profile},
          {"times", std::move(times)},
          {"places", std::move(places)},
          {"items", std::move(items)},
          {"anomalies", anomalies_json(metadata.anomalies)}};
}

json quality_json(const std::optional<JpegQuality>& quality) {
  if (!quality) return nullptr;
  return {{"quality", quality->quality}, {"exact", quality->exact}, {"total_distance", quality->total_distance}};
}

json jpeg_json(const JpegStructure& jpeg) {
  json segments = json::array(), pictures = json::array(), trailers = json::array();
  for (const auto& segment : jpeg.segments) {
    segments.push_back({{"name", segment.name},
                        {"offset", segment.offset},
                        {"length", segment.length},
                        {"identifier", segment.identifier},
                        {"picture", segment.picture}});
  }
  for (const auto& picture : jpeg.pictures) {
    json tables = json::array();
    for (const auto& table : picture.quant_tables) {
      tables.push_back({{"id", table.id}, {"precision_bits", table.precision_bits}, {"steps", table.steps}});
    }
    pictures.push_back({{"role", picture.role},
                        {"offset", picture.offset},
                        {"length", picture.length},
                        {"process", jpeg_process_name(picture.process)},
                        {"width", picture.width},
                        {"height", picture.height},
                        {"precision_bits", picture.precision_bits},
                        {"subsampling", picture.subsampling},
                        {"scans", picture.scans.size()},
                        {"restart_interval", picture.restart_interval},
                        {"luma_quality", quality_json(picture.luma_quality)},
                        {"chroma_quality", quality_json(picture.chroma_quality)},
                        {"quant_tables", std::move(tables)}});
  }
  for (const auto& trailer : jpeg.trailers) {
    trailers.push_back({{"kind", trailer.kind}, {"offset", trailer.offset}, {"length", trailer.length}});
  }
  return {{"segments", std::move(segments)},
          {"pictures", std::move(pictures)},
          {"trailers", std::move(trailers)},
          {"anomalies", anomalies_json(jpeg.anomalies)}};
}

json trace_json(const CodecTrace& trace) {
  std::int64_t keys = 0, bytes = 0;
  for (const auto& packet : trace.packets) {
    keys += packet.key ? 1 : 0;
    bytes += packet.size;
  }
  return {{"stream", trace.stream},
          {"packets", trace.packets.size()},
          {"key_packets", keys},
          {"bytes", bytes},
          {"anomalies", anomalies_json(trace.anomalies)}};
}

json telemetry_json(const std::vector<Series>& series) {
  json list = json::array();
  for (const auto& each : series) {
    list.push_back({{"id", each.id},
                    {"unit", each.unit},
                    {"clock", each.clock},
                    {"source", each.source},
                    {"points", each.points.size()},
                    {"points_left_out", each.left_out}});
  }
  return list;
}

}  // namespace

json exhibit_json(const Exhibit& exhibit) {
  return {{"name", printable(exhibit.name)},
          {"path", printable(exhibit.path)},
          {"size", exhibit.size},
          {"sha256", exhibit.sha256}};
}

json inspection_json(const Exhibit& exhibit, const MediaInfo& info, Session& session, bool tree) {
  json document{{"schema", "spoor.inspection/1"}, {"exhibit", exhibit_json(exhibit)}, {"media", media_json(info)}};
  document["jpeg"] = written(session.jpeg(), jpeg_json);
  document["container"] = written(session.container(), [&](const auto& t) { return container_json(t, tree); });
  document["metadata"] = written(session.metadata(), metadata_json);
  document["packets"] = written(session.trace(), trace_json);
  document["telemetry"] = written(session.telemetry(), telemetry_json);
  return document;
}

}  // namespace spoor::cli
