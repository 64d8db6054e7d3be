#include "cli/recorded_fields.h"

#include "analysis/field_codec.h"
#include "findings/preview.h"

#include <algorithm>

namespace spoor::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// The digest that a report states of map `i`; empty where it states none.
std::string stated_digest(const json& recorded, std::size_t i) {
  const json::json_pointer place("/output/maps/" + std::to_string(i) + "/sha256");
  const json none;
  const json& digest = recorded.contains(place) ? recorded.at(place) : none;
  return digest.is_string() ? digest.get<std::string>() : "";
}

}  // namespace

Result<RecordedFields> RecordedFields::open(const std::string& named, const fs::path& report_path, const json& report) {
  CaseOptions options;
  options.read_only = true;
  RecordedFields fields;
  if (!named.empty()) {
    auto file = CaseFile::open(named, options);
    if (!file) return tl::unexpected(file.error());
    fields.case_ = std::move(*file);
    return fields;
  }
  const json::json_pointer place("/case/file");
  if (!report.contains(place) || !report.at(place).is_string()) return fields;
  // A plain name: a report does not choose a folder.
  const fs::path name = fs::path(report.at(place).get<std::string>()).filename();
  if (name.empty()) return fields;
  if (auto file = CaseFile::open(report_path.parent_path() / name, options)) fields.case_ = std::move(*file);
  return fields;
}

FieldDifferences RecordedFields::of(const json& recorded, const PassResult& recomputed) const {
  if (case_ == nullptr) return {};
  return [file = case_, &recorded, &recomputed](std::size_t i) -> std::optional<FieldDifference> {
    const std::string digest = stated_digest(recorded, i);
    if (digest.empty() || i >= recomputed.output.maps.size()) return std::nullopt;
    const Map& map = recomputed.output.maps[i];
    const std::string& key = recomputed.provenance.key;
    const auto stored = file->result(key, true);
    if (stored && i < stored->output.maps.size()) {
      const cv::Mat& field = stored->output.maps[i].field;
      if (!field.empty() && field_digest(field) == digest) return field_difference(field, map.field);
    }
    const auto previews = file->previews(key);
    if (!previews) return std::nullopt;
    const auto preview = std::find_if(previews->begin(), previews->end(),
                                      [&](const MapPreview& p) { return p.sha256 == digest && p.map == map.id; });
    if (preview == previews->end()) return std::nullopt;
    return preview_difference(*preview, map_preview(map), map.low, map.high);
  };
}

}  // namespace spoor::cli
