#include "analysis/provenance.h"

#include "analysis/version.h"
#include "base/digest.h"
#include "base/text.h"
#include "evidence/region_json.h"
#include "media/versions.h"

#include <fmt/format.h>
#include <opencv2/core.hpp>
#include <opencv2/core/utility.hpp>
#include <zstd.h>

#include <algorithm>

namespace spoor {
namespace {

// Newlines and backslashes are escaped, so that a line of the request is a line.
std::string escaped(const std::string& value) {
  std::string result;
  for (const char c : value) {
    if (c == '\\')
      result += "\\\\";
    else if (c == '\n')
      result += "\\n";
    else if (c == '\r')
      result += "\\r";
    else
      result += c;
  }
  return result;
}

bool looked_at(const PassDescriptor& pass, const Region& region) {
  const auto& roles = pass.needs.region_roles;
  return roles.empty() || std::find(roles.begin(), roles.end(), region.role) != roles.end();
}

bool reads_marks(const PassDescriptor& pass) { return pass.needs.regions || !pass.needs.region_roles.empty(); }

// What a pass may look at in a mark; labels, notes, authors, times, colours and how it was tracked decide
// nothing.
std::string mark_text(Region region) {
  region.label.clear();
  region.note.clear();
  region.author.clear();
  region.created.clear();
  region.colour.clear();
  region.tracks.clear();
  for (KeyShape& key : region.keys) key.confidence.reset();
  return region_json(region).dump();
}

std::string mark_text(MarkGroup group) {
  group.label.clear();
  return group_json(group).dump();
}

void add_marks(const PassDescriptor& pass, const PassRequest& request, Lines& lines) {
  if (!reads_marks(pass)) return;
  std::vector<std::string> marks;
  for (const auto& region : request.regions) {
    if (looked_at(pass, region)) marks.push_back(mark_text(region));
  }
  std::sort(marks.begin(), marks.end());
  for (const auto& mark : marks) lines.emplace_back("mark", mark);
  std::vector<std::string> groups;
  for (const auto& group : request.groups) groups.push_back(mark_text(group));
  std::sort(groups.begin(), groups.end());
  for (const auto& group : groups) lines.emplace_back("group", group);
}

void add_claim(const PassDescriptor& pass, const PassRequest& request, Lines& lines) {
  if (!request.claim) return;
  if (pass.needs.claim_place && request.claim->place) {
    const auto& place = *request.claim->place;
    lines.emplace_back("claim.latitude_deg", shortest(place.latitude_deg));
    lines.emplace_back("claim.longitude_deg", shortest(place.longitude_deg));
    lines.emplace_back("claim.radius_m", place.radius_m ? shortest(*place.radius_m) : "exact");
  }
  if (pass.needs.claim_time && request.claim->time) {
    lines.emplace_back("claim.first_us", std::to_string(request.claim->time->first_us));
    lines.emplace_back("claim.last_us", std::to_string(request.claim->time->last_us));
  }
}

}  // namespace

Lines request_lines(const PassDescriptor& pass, const PassRequest& request, const std::string& exhibit_sha256,
                    const std::map<std::string, std::string>& needed) {
  Lines lines{{"schema", "spoor.request/1"},
              {"exhibit", exhibit_sha256},
              {"pass", pass.id},
              {"version", std::to_string(pass.version)}};
  if (pass.needs.frames != FrameChoice::kNone) {
    const bool open_end = request.frames.last == FrameRange{}.last;
    lines.emplace_back(
        "frames", fmt::format("{}-{}", request.frames.first, open_end ? "end" : std::to_string(request.frames.last)));
  }
  for (const auto& [id, value] : request.params) lines.emplace_back("param." + id, param_text(value));
  add_marks(pass, request, lines);
  add_claim(pass, request, lines);
  for (const auto& role : pass.needs.inputs) {
    const auto found = request.inputs.find(role);
    lines.emplace_back("input." + role, found == request.inputs.end() ? "none" : found->second);
  }
  for (const auto& [id, key] : needed) lines.emplace_back("result." + id, key);
  return lines;
}

std::string lines_text(const Lines& lines) {
  std::string text;
  for (const auto& [name, value] : lines) text += escaped(name) + "=" + escaped(value) + "\n";
  return text;
}

std::string request_key(const Lines& lines) { return sha256_hex(lines_text(lines)); }

Lines environment_lines() {
  Lines lines{{"program", std::string("spoor ") + kProgramVersion},
              {"compiler", __VERSION__},
              {"opencv", cv::getVersionString()},
              {"opencv.cpu", cv::getCPUFeaturesLine()},
              {"zstd", ZSTD_versionString()},
              {"threads", std::to_string(cv::getNumThreads())}};
  for (auto& [name, version] : media_library_versions()) lines.emplace_back(name, version);
  return lines;
}

}  // namespace spoor
