#include "analysis/result_codec.h"

#include "analysis/field_codec.h"
#include "analysis/json_reader.h"
#include "evidence/region_json.h"

#include <cmath>

namespace spoor {
namespace {

using nlohmann::json;

json lines_json(const Lines& lines) {
  json list = json::array();
  for (const auto& [name, value] : lines) list.push_back({name, value});
  return list;
}

json map_json(const Map& map, std::vector<std::vector<std::byte>>& blobs) {
  json item{{"id", map.id},
            {"title", map.title},
            {"unit", map.unit},
            {"reading", map.reading},
            {"low", number_json(map.low)},
            {"high", number_json(map.high)},
            {"cell", {map.cell.width, map.cell.height}},
            {"origin", {map.origin.x, map.origin.y}},
            {"frame", map.frame},
            {"tolerance", number_json(map.tolerance)},
            {"columns", map.field.cols},
            {"rows", map.field.rows},
            {"blob", nullptr}};
  if (!map.field.empty()) {
    item["sha256"] = field_digest(map.field);
    item["blob"] = blobs.size();
    blobs.push_back(compressed_field(map.field));
  }
  return item;
}

json curve_json(const Curve& curve) {
  json traces = json::array();
  for (const auto& trace : curve.traces) {
    json x = json::array(), y = json::array();
    for (const double value : trace.x) x.push_back(number_json(value));
    for (const double value : trace.y) y.push_back(number_json(value));
    traces.push_back({{"name", trace.name}, {"x", std::move(x)}, {"y", std::move(y)}});
  }
  return {{"id", curve.id},
          {"title", curve.title},
          {"x_label", curve.x_label},
          {"x_unit", curve.x_unit},
          {"y_label", curve.y_label},
          {"y_unit", curve.y_unit},
          {"style", curve_style_name(curve.style)},
          {"x_is_frame", curve.x_is_frame},
          {"y_log", curve.y_log},
          {"tolerance", number_json(curve.tolerance)},
          {"traces", std::move(traces)}};
}

json table_json(const Table& table) {
  json columns = json::array();
  for (const auto& column : table.columns) {
    columns.push_back({{"name", column.name}, {"unit", column.unit}, {"kind", column_kind_name(column.kind)}});
  }
  return {{"id", table.id}, {"title", table.title}, {"columns", std::move(columns)}, {"rows", table.rows}};
}

json measurement_json(const Measurement& m) {
  json item{
      {"id", m.id}, {"title", m.title}, {"value", number_json(m.value)}, {"unit", m.unit}, {"tolerance", m.tolerance}};
  if (m.sigma) item["sigma"] = number_json(*m.sigma);
  if (m.frame) item["frame"] = *m.frame;
  return item;
}

json observation_json(const Observation& o) {
  json item{{"id", o.id},
            {"statement", o.statement},
            {"bearing", bearing_name(o.bearing)},
            {"innocent_causes", o.innocent_causes},
            {"rests_on", o.rests_on}};
  if (o.false_alarm) {
    item["false_alarm"] = {{"upper_bound", o.false_alarm->upper_bound},
                           {"alarms", o.false_alarm->alarms},
                           {"files", o.false_alarm->files},
                           {"corpus", o.false_alarm->corpus}};
  }
  if (o.frame) item["frame"] = *o.frame;
  return item;
}

json output_json(const PassOutput& output, std::vector<std::vector<std::byte>>& blobs) {
  json result{{"maps", json::array()},         {"curves", json::array()},  {"tables", json::array()},
              {"measurements", json::array()}, {"regions", json::array()}, {"observations", json::array()},
              {"anomalies", json::array()}};
  for (const auto& map : output.maps) result["maps"].push_back(map_json(map, blobs));
  for (const auto& curve : output.curves) result["curves"].push_back(curve_json(curve));
  for (const auto& table : output.tables) result["tables"].push_back(table_json(table));
  for (const auto& m : output.measurements) result["measurements"].push_back(measurement_json(m));
  for (const auto& region : output.regions) result["regions"].push_back(region_json(region));
  for (const auto& o : output.observations) result["observations"].push_back(observation_json(o));
  for (const auto& anomaly : output.anomalies) result["anomalies"].push_back(anomaly_json(anomaly));
  return result;
}

// A case of an earlier form names none, which is the strictest.
double read_tolerance(const JsonReader& item) { return item.has("tolerance") ? item.number("tolerance") : 0; }

Map read_map(JsonReader item, const std::vector<std::vector<std::byte>>& blobs) {
  Map map;
  map.id = item.text("id");
  map.title = item.text("title");
  map.unit = item.text("unit");
  map.reading = item.text("reading");
  map.low = item.number("low");
  map.high = item.number("high");
  const auto cell = item.numbers("cell");
  const auto origin = item.numbers("origin");
  if (cell.size() != 2 || origin.size() != 2) throw JsonFault("a map's cell and origin are pairs");
  map.cell = {cell[0], cell[1]};
  map.origin = {origin[0], origin[1]};
  map.frame = item.whole("frame");
  map.tolerance = read_tolerance(item);
  if (item.is_null("blob")) return map;
  const auto index = item.whole("blob");
  if (index < 0 || static_cast<std::size_t>(index) >= blobs.size())
    throw JsonFault("a map names a field that is not there");
  auto field = decompressed_field(blobs[static_cast<std::size_t>(index)], item.whole("columns"), item.whole("rows"));
  if (!field) throw JsonFault(field.error().sentence);
  if (field_digest(*field) != item.text("sha256")) throw JsonFault("a map's field does not have its digest");
  map.field = std::move(*field);
  return map;
}

Curve read_curve(JsonReader item) {
  Curve curve;
  curve.id = item.text("id");
  curve.title = item.text("title");
  curve.x_label = item.text("x_label");
  curve.x_unit = item.text("x_unit");
  curve.y_label = item.text("y_label");
  curve.y_unit = item.text("y_unit");
  curve.style = item.named("style", curve_style_name,
                           {Curve::Style::kLine, Curve::Style::kSteps, Curve::Style::kBars, Curve::Style::kPoints});
  curve.x_is_frame = item.flag("x_is_frame");
  curve.y_log = item.flag("y_log");
  curve.tolerance = read_tolerance(item);
  for (const auto& trace : item.list("traces")) {
    curve.traces.push_back({trace.text("name"), trace.numbers("x"), trace.numbers("y")});
    if (curve.traces.back().x.size() != curve.traces.back().y.size())
      throw JsonFault("a curve's axes differ in length");
  }
  return curve;
}

Table read_table(JsonReader item) {
  Table table;
  table.id = item.text("id");
  table.title = item.text("title");
  for (const auto& column : item.list("columns")) {
    table.columns.push_back(
        {column.text("name"), column.text("unit"),
         column.named("kind", column_kind_name,
                      {Table::Kind::kText, Table::Kind::kNumber, Table::Kind::kFrame, Table::Kind::kOffset})});
  }
  for (const auto& row : item.list("rows")) {
    table.rows.push_back(row.all_texts());
    if (table.rows.back().size() != table.columns.size()) throw JsonFault("a table's row has another number of cells");
  }
  return table;
}

Measurement read_measurement(JsonReader item) {
  Measurement m;
  m.id = item.text("id");
  m.title = item.text("title");
  m.value = item.number("value");
  m.unit = item.text("unit");
  m.tolerance = item.number("tolerance");
  if (item.has("sigma")) m.sigma = item.number("sigma");
  if (item.has("frame")) m.frame = item.whole("frame");
  return m;
}

Observation read_observation(JsonReader item) {
  Observation o;
  o.id = item.text("id");
  o.statement = item.text("statement");
  o.bearing = item.named("bearing", bearing_name,
                         {Bearing::kConcern, Bearing::kNeutral, Bearing::kReassuring, Bearing::kInconclusive});
  o.innocent_causes = item.texts("innocent_causes");
  o.rests_on = item.texts("rests_on");
  if (item.has("false_alarm")) {
    const JsonReader alarm = item.object("false_alarm");
    o.false_alarm = {alarm.number("upper_bound"), alarm.whole("alarms"), alarm.whole("files"), alarm.text("corpus")};
  }
  if (item.has("frame")) o.frame = item.whole("frame");
  return o;
}

Anomaly read_anomaly(JsonReader item) {
  return {item.named("kind", anomaly_name,
                     {AnomalyKind::kTruncated, AnomalyKind::kMalformed, AnomalyKind::kOutOfPlace,
                      AnomalyKind::kUnknownData, AnomalyKind::kConcealed}),
          item.text("what"), item.whole("offset"), item.whole("length")};
}

PassOutput read_output(JsonReader object, const std::vector<std::vector<std::byte>>& blobs) {
  PassOutput output;
  for (const auto& item : object.list("maps")) output.maps.push_back(read_map(item, blobs));
  for (const auto& item : object.list("curves")) output.curves.push_back(read_curve(item));
  for (const auto& item : object.list("tables")) output.tables.push_back(read_table(item));
  for (const auto& item : object.list("measurements")) output.measurements.push_back(read_measurement(item));
  for (const auto& item : object.list("regions")) {
    auto region = region_from_json(item.raw(), "regions");
    if (!region) throw JsonFault(to_text(region.error()));
    output.regions.push_back(std::move(*region));
  }
  for (const auto& item : object.list("observations")) output.observations.push_back(read_observation(item));
  for (const auto& item : object.list("anomalies")) output.anomalies.push_back(read_anomaly(item));
  return output;
}

Lines read_lines(const std::vector<JsonReader>& list) {
  Lines lines;
  for (const auto& item : list) {
    auto pair = item.all_texts();
    if (pair.size() != 2) throw JsonFault("a provenance line is a name and a value");
    lines.emplace_back(std::move(pair[0]), std::move(pair[1]));
  }
  return lines;
}

}  // namespace

json number_json(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }

json param_json(const ParamValue& value) {
  return std::visit([](const auto& held) { return json(held); }, value);
}

json anomaly_json(const Anomaly& anomaly) {
  return {{"kind", anomaly_name(anomaly.kind)},
          {"what", anomaly.what},
          {"offset", anomaly.offset},
          {"length", anomaly.length}};
}

EncodedResult encode_result(const PassResult& result) {
  EncodedResult encoded;
  encoded.document = {{"pass", result.pass},
                      {"version", result.version},
                      {"state", state_name(result.state)},
                      {"error", nullptr},
                      {"output", output_json(result.output, encoded.blobs)},
                      {"provenance",
                       {{"key", result.provenance.key},
                        {"request", lines_json(result.provenance.request)},
                        {"environment", lines_json(result.provenance.environment)}}}};
  if (result.state != ResultState::kDone) {
    encoded.document["error"] = {{"fault", fault_name(result.error.fault)},
                                 {"sentence", result.error.sentence},
                                 {"subject", result.error.subject}};
  }
  return encoded;
}

Result<PassResult> decode_result(const json& document, const std::vector<std::vector<std::byte>>& blobs) {
  try {
    const JsonReader object(document);
    PassResult result;
    result.pass = object.text("pass");
    result.version = static_cast<int>(object.whole("version"));
    result.state = object.named("state", state_name,
                                {ResultState::kDone, ResultState::kNotApplicable, ResultState::kUnavailable,
                                 ResultState::kFailed, ResultState::kCancelled});
    if (object.has("error")) {
      const JsonReader error = object.object("error");
      result.error = {fault_from_name(error.text("fault")), error.text("sentence"), error.text("subject")};
    }
    result.output = read_output(object.object("output"), blobs);
    const JsonReader provenance = object.object("provenance");
    result.provenance = {provenance.text("key"), read_lines(provenance.list("request")),
                         read_lines(provenance.list("environment"))};
    return result;
  } catch (const JsonFault& fault) {
    return failure(Fault::kCorrupt, std::string("a result is damaged: ") + fault.what());
  } catch (const json::exception& fault) {
    return failure(Fault::kCorrupt, std::string("a result is damaged: ") + fault.what());
  }
}

}  // namespace spoor
