#include "cli/recorded_request.h"

#include "base/text.h"
#include "evidence/marks_file.h"
#include "evidence/region_json.h"

#include <charconv>

namespace spoor::cli {
namespace {

using nlohmann::json;

Error corrupt(const std::string& what) { return {Fault::kCorrupt, "the recorded request is damaged: " + what, {}}; }

template <class T>
std::optional<T> number(const std::string& text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Error> read_param(const PassDescriptor& pass, const std::string& id, const std::string& value,
                                PassRequest& request) {
  for (const auto& field : pass.params) {
    if (field.id != id) continue;
    auto read = param_from_text(field, value);
    if (!read) return corrupt(to_text(read.error()));
    request.params[id] = std::move(*read);
    return std::nullopt;
  }
  return corrupt("the pass has no parameter " + printable(id, 60));
}

std::optional<Error> read_mark(const std::string& name, const std::string& value, PassRequest& request) {
  const json item = json::parse(value, nullptr, false);
  if (item.is_discarded()) return corrupt("a mark is no JSON");
  if (name == "mark") {
    auto region = region_from_json(item, name);
    if (!region) return corrupt(to_text(region.error()));
    request.regions.push_back(std::move(*region));
  } else {
    auto group = group_from_json(item, name);
    if (!group) return corrupt(to_text(group.error()));
    request.groups.push_back(std::move(*group));
  }
  return std::nullopt;
}

std::optional<Error> read_claim(const std::string& name, const std::string& value, PassRequest& request) {
  Claim& claim = request.claim ? *request.claim : request.claim.emplace();
  if (name.ends_with("_us")) {
    const auto instant = number<std::int64_t>(value);
    if (!instant) return corrupt("a claimed time is no number");
    if (!claim.time) claim.time.emplace();
    (name == "first_us" ? claim.time->first_us : claim.time->last_us) = *instant;
    return std::nullopt;
  }
  if (!claim.place) claim.place.emplace();
  if (name == "radius_m" && value == "exact") return std::nullopt;
  const auto measure = number<double>(value);
  if (!measure) return corrupt("a claimed place is no number");
  if (name == "latitude_deg") claim.place->latitude_deg = *measure;
  if (name == "longitude_deg") claim.place->longitude_deg = *measure;
  if (name == "radius_m") claim.place->radius_m = *measure;
  return std::nullopt;
}

std::optional<Error> read_line(const PassDescriptor& pass, const std::string& name, const std::string& value,
                               PassRequest& request) {
  const auto after = [&](std::string_view prefix) { return name.substr(prefix.size()); };
  if (name.starts_with("param.")) return read_param(pass, after("param."), value, request);
  if (name == "mark" || name == "group") return read_mark(name, value, request);
  if (name.starts_with("claim.")) return read_claim(after("claim."), value, request);
  if (name.starts_with("input.") && value != "none") request.inputs[after("input.")] = value;
  if (name == "frames") {
    const auto frames = frame_range_from_text(value.ends_with("-end") ? value.substr(0, value.size() - 3) : value);
    if (!frames) return corrupt("its frames are no range");
    request.frames = *frames;
  }
  return std::nullopt;
}

}  // namespace

Result<PassRequest> recorded_request(const json& lines) {
  if (!lines.is_array()) return tl::unexpected(corrupt("there is none"));
  Lines pairs;
  for (const auto& line : lines) {
    if (!line.is_array() || line.size() != 2 || !line[0].is_string() || !line[1].is_string()) {
      return tl::unexpected(corrupt("a line is no name and value"));
    }
    pairs.emplace_back(line[0].get<std::string>(), line[1].get<std::string>());
  }
  PassRequest request;
  std::string version;
  for (const auto& [name, value] : pairs) {
    if (name == "pass") request.pass = value;
    if (name == "version") version = value;
  }
  const PassDescriptor* pass = find_pass(all_passes(), request.pass);
  if (pass == nullptr) return failure(Fault::kUnavailable, "this build has no such pass", printable(request.pass, 80));
  if (version != std::to_string(pass->version)) {
    return failure(Fault::kUnavailable,
                   "the result is of version " + printable(version, 20) + ", this build has version " +
                       std::to_string(pass->version),
                   request.pass);
  }
  for (const auto& [name, value] : pairs) {
    if (const auto error = read_line(*pass, name, value, request)) return tl::unexpected(*error);
  }
  return request;
}

}  // namespace spoor::cli
