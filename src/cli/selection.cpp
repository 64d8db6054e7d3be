#include "cli/selection.h"

#include "analysis/profile.h"
#include "base/file.h"
#include "base/text.h"

#include <CLI/CLI.hpp>

#include <set>

namespace spoor::cli {
namespace {

constexpr std::int64_t kMaxMarksFile = std::int64_t{64} << 20;
constexpr std::int64_t kMaxClaimFile = std::int64_t{1} << 20;

Result<std::vector<const PassDescriptor*>> chosen_passes(std::string_view passes, std::string_view profile) {
  std::vector<const PassDescriptor*> list;
  if (!profile.empty()) {
    const Profile* found = find_profile(profile);
    if (found != nullptr) return members(*found, all_passes());
    std::string names;
    for (const auto& known : profiles()) names += (names.empty() ? "" : ", ") + known.name;
    return failure(Fault::kBadArgument, "there is no such profile; there are: " + names, printable(profile, 80));
  }
  std::set<std::string> seen;
  while (!passes.empty()) {
    const auto comma = passes.find(',');
    const std::string id(passes.substr(0, comma));
    passes.remove_prefix(comma == std::string_view::npos ? passes.size() : comma + 1);
    const PassDescriptor* found = find_pass(all_passes(), id);
    if (found == nullptr) {
      return failure(Fault::kBadArgument, "there is no such pass ('spoor passes' lists them)", printable(id, 80));
    }
    if (seen.insert(id).second) list.push_back(found);
  }
  if (list.empty()) return failure(Fault::kBadArgument, "no pass is named");
  return list;
}

Result<void> set_parameter(const std::string& setting, const std::vector<const PassDescriptor*>& passes,
                           std::vector<PassRequest>& requests) {
  const auto equals = setting.find('=');
  if (equals == std::string::npos) {
    return failure(Fault::kBadArgument, "a parameter is set as [PASS.]name=value", printable(setting, 80));
  }
  const std::string left = setting.substr(0, equals), value = setting.substr(equals + 1);
  const auto dot = left.rfind('.');
  const std::string pass = dot == std::string::npos ? "" : left.substr(0, dot);
  const std::string name = dot == std::string::npos ? left : left.substr(dot + 1);
  bool used = false;
  for (std::size_t i = 0; i < passes.size(); ++i) {
    if (!pass.empty() && passes[i]->id != pass) continue;
    for (const auto& field : passes[i]->params) {
      if (field.id != name) continue;
      auto read = param_from_text(field, value);
      if (!read) return failure(Fault::kBadArgument, read.error().sentence, passes[i]->id + "." + name);
      requests[i].params[name] = std::move(*read);
      used = true;
    }
  }
  if (used) return {};
  return failure(Fault::kBadArgument, "none of the chosen passes has this parameter", printable(left, 80));
}

}  // namespace

Result<std::vector<PassRequest>> chosen_requests(std::string_view passes, std::string_view profile,
                                                 const std::vector<std::string>& settings) {
  const auto chosen = chosen_passes(passes, profile);
  if (!chosen) return tl::unexpected(chosen.error());
  std::vector<PassRequest> requests(chosen->size());
  for (std::size_t i = 0; i < requests.size(); ++i) requests[i].pass = (*chosen)[i]->id;
  for (const auto& setting : settings) {
    if (auto ok = set_parameter(setting, *chosen, requests); !ok) return tl::unexpected(ok.error());
  }
  return requests;
}

void EvidenceOptions::add_to(CLI::App& app) {
  app.add_option("--frames", frames, "Frames to look at, counted from 0, both included: 10-99, 10- or 10")
      ->type_name("A-B");
  app.add_option("--region", regions,
                 "A rectangle in picture pixels, before any rotation; the role is 'suspicious' unless named")
      ->type_name("X,Y,W,H[@A-B][:ROLE]")
      ->expected(1)
      ->take_all();
  app.add_option("--marks", marks_file, "A marks file (schema spoor.marks/1)")->type_name("FILE");
  app.add_option(
         "--claim", claim,
         "What is claimed of the footage: '50.48N 35.67E~500m 2023-05-22T10:30+03:00/2023-05-22T11:00+03:00', a "
         "named zone as in '2023-05-22T10:30[Europe/Moscow]', or a claim file (schema spoor.claim/1) whose name "
         "ends in .json")
      ->type_name("'PLACE[~RADIUS] TIME[/TIME]'");
}

Result<Evidence> evidence_from(const EvidenceOptions& options) {
  Evidence evidence;
  if (!options.frames.empty()) {
    const auto frames = frame_range_from_text(options.frames);
    if (!frames) return tl::unexpected(frames.error());
    evidence.frames = *frames;
  }
  if (!options.marks_file.empty()) {
    auto marks = marks_from_path(options.marks_file);
    if (!marks) return tl::unexpected(marks.error());
    evidence.marks = std::move(*marks);
  }
  for (const auto& text : options.regions) {
    auto region = region_from_text(text);
    if (!region) return tl::unexpected(region.error());
    evidence.marks.regions.push_back(std::move(*region));
  }
  if (!options.claim.empty()) {
    auto claim = claim_from_argument(options.claim);
    if (!claim) return tl::unexpected(claim.error());
    evidence.claim = std::move(*claim);
  }
  return evidence;
}

Result<Claim> claim_from_argument(const std::string& argument) {
  if (!argument.ends_with(".json")) return claim_from_text(argument);
  const auto text = read_small_file(argument, kMaxClaimFile);
  if (!text) return tl::unexpected(text.error());
  auto claim = claim_from_json(*text);
  if (!claim) return failure(claim.error().fault, to_text(claim.error()), argument);
  return claim;
}

Result<Marks> marks_from_path(const std::string& path) {
  const auto text = read_small_file(path, kMaxMarksFile);
  if (!text) return tl::unexpected(text.error());
  auto marks = marks_from_json(*text);
  if (!marks) return failure(marks.error().fault, to_text(marks.error()), path);
  return marks;
}

std::string exactness_note(const Claim& claim) {
  std::string what;
  if (claim.place && !claim.place->radius_m) what = "the claimed place";
  if (claim.time && claim.time->first_us == claim.time->last_us) {
    what += what.empty() ? "the claimed time" : " and the claimed time";
  }
  return what.empty() ? "" : what + (what.find(" and ") == std::string::npos ? " is" : " are") + " taken as exact";
}

std::string shell_word(const std::string& word) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=.,:/@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string shell_line(const std::vector<std::string>& words) {
  std::string line;
  for (const auto& word : words) line += (line.empty() ? "" : " ") + shell_word(word);
  return line;
}

}  // namespace spoor::cli
