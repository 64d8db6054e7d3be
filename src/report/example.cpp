#include "report/example.h"

#include "analysis/json_reader.h"
#include "analysis/result_codec.h"
#include "analysis/version.h"
#include "base/data_directory.h"
#include "base/digest.h"
#include "base/text.h"
#include "engine/examine.h"
#include "evidence/marks_file.h"
#include "findings/preview.h"
#include "report/standalone_figure.h"
#include "report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace spoor {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kSchema = "spoor.example/1";
constexpr int kPictureSide = 420;      // a figure's panel and a little more
constexpr std::size_t kMostRows = 12;  // of a table
constexpr std::int64_t kMostBytes = 16 << 20;

class Collector : public RunObserver {
 public:
  explicit Collector(std::string pass) : pass_(std::move(pass)) {}
  void progress(std::int64_t, std::int64_t) override {}
  void finished(PassResult result) override {
    if (result.pass == pass_) held = std::move(result);
  }
  std::optional<PassResult> held;

 private:
  std::string pass_;
};

std::string program_name() { return std::string("spoor ") + kProgramVersion; }

std::string declaration_digest(const PageExample& example) { return sha256_hex(example.declared); }

Result<PassRequest> request_of(const PassDescriptor& pass, const PageExample& example) {
  PassRequest request;
  request.pass = pass.id;
  for (const auto& [name, value] : example.settings) {
    const auto field = std::find_if(pass.params.begin(), pass.params.end(),
                                    [&](const ParamField& candidate) { return candidate.id == name; });
    if (field == pass.params.end()) return failure(Fault::kBadArgument, "the pass has no such parameter", name);
    auto read = param_from_text(*field, value);
    if (!read) return tl::unexpected(read.error());
    request.params[name] = std::move(*read);
  }
  for (const auto& text : example.regions) {
    auto region = region_from_text(text);
    if (!region) return tl::unexpected(region.error());
    request.regions.push_back(std::move(*region));
  }
  return request;
}

Result<PassResult> answer_of(Session& session, const PassDescriptor& pass, const PassRequest& request,
                             const std::vector<PassDescriptor>& passes, const Job& job) {
  Collector collector(pass.id);
  const auto counts = examine(session, passes, {request}, nullptr, collector, job);
  if (!counts) return tl::unexpected(counts.error());
  if (!collector.held) return failure(Fault::kInternal, "the pass gave no result", pass.id);
  if (collector.held->state != ResultState::kDone) return tl::unexpected(collector.held->error);
  return std::move(*collector.held);
}

// What would be a concern if it were calibrated: only that may stand as an alarm.
bool is_alarm(const Observation& observation) {
  return observation.bearing == Bearing::kConcern ||
         (observation.bearing == Bearing::kInconclusive && !observation.innocent_causes.empty());
}

// The rows and columns that the example asks for. Errors: kNotFound where there are none.
Result<Table> excerpt(const Table& table, const PageExample& example) {
  const auto asked = [&](const std::vector<std::string>& row) {
    return example.rows.empty() || std::any_of(example.rows.begin(), example.rows.end(), [&](const std::string& text) {
             return std::any_of(row.begin(), row.end(),
                                [&](const std::string& cell) { return cell.find(text) != std::string::npos; });
           });
  };
  std::vector<std::size_t> kept;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const auto& names = example.columns;
    if (names.empty() || std::find(names.begin(), names.end(), table.columns[c].name) != names.end()) kept.push_back(c);
  }
  if (!example.columns.empty() && kept.size() != example.columns.size()) {
    return failure(Fault::kNotFound, "the table has no such columns", table.id);
  }
  Table part{table.id, table.title, {}, {}};
  for (const std::size_t c : kept) part.columns.push_back(table.columns[c]);
  for (const auto& row : table.rows) {
    if (!asked(row) || part.rows.size() == kMostRows) continue;
    auto& cells = part.rows.emplace_back();
    for (const std::size_t c : kept) cells.push_back(row.at(c));
  }
  if (part.rows.empty()) return failure(Fault::kNotFound, "no row is as its example says", table.id);
  return part;
}

Result<void> draw_map(Session& session, const Map& map, ExampleRun& run) {
  MapFigure figure;
  figure.map = map;
  figure.map.field.release();
  figure.preview = map_preview(map);
  for (const Region& region : run.result.output.regions) {
    if (!region.frames.contains(map.frame)) continue;
    figure.outlines.push_back(
        {points_at(region, map.frame), region.shape, region.label.empty() ? region.id : region.label, true});
  }
  const auto seen = session.picture(map.frame, kPictureSide);
  if (!seen) return tl::unexpected(seen.error());
  DocumentPicture under;
  under.thumbnail.frame = map.frame;
  under.thumbnail.bgr = seen->bgr.clone();
  under.thumbnail.scale = seen->scale;
  under.picture = {static_cast<double>(seen->info.width), static_cast<double>(seen->info.height)};
  auto svg = map_svg(figure, &under);
  if (!svg) return tl::unexpected(svg.error());
  auto picture = map_png(figure, &under);
  if (!picture) return tl::unexpected(picture.error());
  run.svg = std::move(*svg);
  run.png = std::move(*picture);
  run.result.output.maps = {figure.map};
  return {};
}

// Moves what is shown from `output` into the run, and draws it.
Result<void> show(Session& session, const PassOutput& output, ExampleRun& run) {
  const PageExample& example = run.example;
  const auto find = [&](const auto& list) -> decltype(&list.front()) {
    for (const auto& item : list) {
      if (item.id == example.shown) return &item;
    }
    return nullptr;
  };
  const auto missing = [&] {
    return failure(Fault::kNotFound, "the pass does not give what its example shows", example.shown);
  };
  switch (example.show) {
    case PageExample::Show::kMap: {
      const Map* map = find(output.maps);
      return map == nullptr ? missing() : draw_map(session, *map, run);
    }
    case PageExample::Show::kCurve: {
      const Curve* curve = find(output.curves);
      if (curve == nullptr) return missing();
      run.result.output.curves = {*curve};
      run.svg = curve_svg(*curve);
      return {};
    }
    case PageExample::Show::kTable: {
      const Table* table = find(output.tables);
      if (table == nullptr) return missing();
      auto part = excerpt(*table, example);
      if (!part) return tl::unexpected(part.error());
      run.result.output.tables = {std::move(*part)};
      return {};
    }
    case PageExample::Show::kNothing:
      break;
  }
  return {};
}

fs::path file_of(const fs::path& folder, const PassDescriptor& pass, const PageExample& example, const char* ending) {
  return folder / pass.id / (std::string(example_kind_name(example.kind)) + ending);
}

}  // namespace

Result<ExampleRun> run_example(Session& session, const PassDescriptor& pass, const PageExample& example,
                               const std::vector<PassDescriptor>& passes, const Job& job) {
  const auto request = request_of(pass, example);
  if (!request) return tl::unexpected(request.error());
  auto result = answer_of(session, pass, *request, passes, job);
  if (!result) return tl::unexpected(result.error());
  ExampleRun run;
  run.example = example;
  run.program = program_name();
  run.sample_sha256 = session.exhibit().sha256;
  const PassOutput output = std::move(result->output);
  const auto named = std::find_if(output.observations.begin(), output.observations.end(),
                                  [&](const Observation& o) { return o.id == example.observation && is_alarm(o); });
  if (named == output.observations.end()) {
    return failure(Fault::kNotFound, "the pass does not observe as a concern what its example names",
                   example.observation);
  }
  run.observation = *named;
  result->output = {};
  result->output.observations = output.observations;
  result->output.measurements = output.measurements;
  result->output.regions = output.regions;
  run.result = std::move(*result);
  // Which processor and libraries made it changes from machine to machine, and the page says nothing of it.
  run.result.provenance.environment.clear();
  if (auto ok = show(session, output, run); !ok) return tl::unexpected(ok.error());
  return run;
}

Result<void> write_example(const fs::path& folder, const PassDescriptor& pass, const ExampleRun& run) {
  std::error_code error;
  fs::create_directories(folder / pass.id, error);
  if (error) return failure(Fault::kUnreadable, "the folder cannot be made: " + error.message(), folder.string());
  const auto write = [&](const char* ending, std::string_view content) {
    return write_file_atomically(file_of(folder, pass, run.example, ending), content);
  };
  json files = json::array();
  if (!run.svg.empty()) {
    if (auto ok = write(".svg", run.svg); !ok) return ok;
    files.push_back(file_of({}, pass, run.example, ".svg").filename().string());
  }
  if (!run.png.empty()) {
    if (auto ok = write(".png", {reinterpret_cast<const char*>(run.png.data()), run.png.size()}); !ok) return ok;
    files.push_back(file_of({}, pass, run.example, ".png").filename().string());
  }
  const PageExample& example = run.example;
  json document{{"schema", kSchema},
                {"program", run.program},
                {"pass", pass.id},
                {"version", pass.version},
                {"kind", example_kind_name(example.kind)},
                {"declaration_sha256", declaration_digest(example)},
                {"caption", example.caption},
                {"sample", {{"file", example.sample}, {"sha256", run.sample_sha256}}},
                {"observation", run.observation.id},
                {"statement", run.observation.statement},
                {"figures", std::move(files)},
                {"result", encode_result(run.result).document}};
  return write(".json", document.dump(1) + "\n");
}

Result<BuiltExample> built_example(const fs::path& folder, const PassDescriptor& pass, const PageExample& example) {
  const auto path = file_of(folder, pass, example, ".json");
  const auto text = read_small_file(path, kMostBytes);
  if (!text) return failure(Fault::kNotFound, "the example was not built", path.string());
  const auto corrupt = [&](const std::string& why) {
    return failure(Fault::kCorrupt, "the built example cannot be read: " + why, path.string());
  };
  const json document = json::parse(*text, nullptr, false);
  if (!document.is_object()) return corrupt("it is no JSON object");
  BuiltExample built;
  built.files.push_back(path);
  ExampleRun& run = built.run;
  run.example = example;
  try {
    const JsonReader reader(document);
    if (reader.text("schema") != kSchema || reader.text("program") != program_name() ||
        reader.whole("version") != pass.version || reader.text("declaration_sha256") != declaration_digest(example)) {
      return failure(Fault::kNotFound, "the example was built by another version", path.string());
    }
    run.program = reader.text("program");
    run.sample_sha256 = reader.object("sample").text("sha256");
    auto result = decode_result(document.at("result"), {});
    if (!result) return corrupt(result.error().sentence);
    run.result = std::move(*result);
    const std::string id = reader.text("observation"), statement = reader.text("statement");
    for (const Observation& o : run.result.output.observations) {
      if (o.id == id && o.statement == statement) run.observation = o;
    }
    if (run.observation.id.empty()) return corrupt("its observation is missing");
  } catch (const std::exception& fault) {
    return corrupt(fault.what());
  }
  for (const char* ending : {".svg", ".png"}) {
    const auto figure = file_of(folder, pass, example, ending);
    std::error_code none;
    if (!fs::is_regular_file(figure, none)) continue;
    built.files.push_back(figure);
    if (ending != std::string_view(".svg")) continue;
    auto svg = read_small_file(figure, kMostBytes);
    if (!svg) return tl::unexpected(svg.error());
    run.svg = std::move(*svg);
  }
  return built;
}

fs::path examples_folder() {
  const auto data = data_directory();
  return data ? *data / "examples" : fs::path();
}

}  // namespace spoor
