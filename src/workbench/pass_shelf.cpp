#include "workbench/pass_shelf.h"

#include "base/fold_text.h"
#include "engine/needs.h"

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

bool is_known_as(const PassDescriptor& pass, const std::string& wanted) {
  return folded(pass.id) == wanted || std::any_of(pass.known_as.begin(), pass.known_as.end(),
                                                  [&](const std::string& name) { return folded(name) == wanted; });
}

/// Every word of the query is in one of the pass's texts.
bool matches(const PassDescriptor& pass, std::string_view wanted) {
  std::string text = pass.id + "\n" + pass.title + "\n" + pass.group + "\n" + pass.question;
  for (const std::string& name : pass.known_as) text += "\n" + name;
  text = folded(text);
  while (!wanted.empty()) {
    const auto end = std::min(wanted.find(' '), wanted.size());
    if (text.find(wanted.substr(0, end)) == std::string::npos) return false;
    wanted.remove_prefix(std::min(end + 1, wanted.size()));
  }
  return true;
}

std::int64_t clamped(const ParamField& field, std::int64_t value) {
  return static_cast<std::int64_t>(std::clamp(static_cast<double>(value), field.hard.low, field.hard.high));
}

/// Nothing where no value of the field can be made of it.
std::optional<ParamValue> put_right(const ParamField& field, ParamValue value) {
  if (value.index() != field.fallback.index()) return std::nullopt;
  if (auto* number = std::get_if<std::int64_t>(&value)) *number = clamped(field, *number);
  if (auto* number = std::get_if<double>(&value)) {
    if (std::isnan(*number)) return std::nullopt;
    *number = std::clamp(*number, field.hard.low, field.hard.high);
  }
  if (auto* list = std::get_if<std::vector<std::int64_t>>(&value)) {
    for (std::int64_t& number : *list) number = clamped(field, number);
  }
  // Choices and the lengths of lists have no nearest value that is allowed.
  if (!resolve_params({field}, {{field.id, value}})) return std::nullopt;
  return value;
}

}  // namespace

std::vector<PassGroup> found_passes(const std::vector<PassDescriptor>& passes, std::string_view query) {
  std::string wanted = folded(query);
  while (!wanted.empty() && wanted.back() == ' ') wanted.pop_back();
  while (!wanted.empty() && wanted.front() == ' ') wanted.erase(0, 1);
  std::vector<PassGroup> groups;
  const auto take = [&](const std::string& title, auto&& belongs) {
    PassGroup group{title, {}};
    for (const PassDescriptor& pass : passes) {
      if (belongs(pass) && matches(pass, wanted)) group.passes.push_back(&pass);
    }
    std::stable_partition(group.passes.begin(), group.passes.end(),
                          [&](const PassDescriptor* pass) { return is_known_as(*pass, wanted); });
    if (!group.passes.empty()) groups.push_back(std::move(group));
  };
  for (const std::string& title : pass_groups()) {
    take(title, [&](const PassDescriptor& pass) { return pass.group == title; });
  }
  return groups;
}

std::string why_not(const PassDescriptor& pass, const MediaInfo& info, const std::vector<Region>& regions,
                    const Claim* claim) {
  const Needs& needs = pass.needs;
  if (const auto unmet = unmet_by_facts(needs, info, regions, claim)) return unmet->sentence;
  if (!needs.inputs.empty()) return missing_input(needs.inputs.front()).sentence;
  if (needs.jpeg && info.format != "jpeg") return not_jpeg().sentence;
  return {};
}

ParamValues ParamForms::values(const PassDescriptor& pass) const {
  ParamValues values;
  for (const ParamField& field : pass.params) values[field.id] = field.fallback;
  if (const auto form = touched_.find(pass.id); form != touched_.end()) {
    for (const auto& [id, value] : form->second) values[id] = value;
  }
  return values;
}

void ParamForms::set(const PassDescriptor& pass, const std::string& field, const ParamValue& value) {
  const auto found =
      std::find_if(pass.params.begin(), pass.params.end(), [&](const ParamField& each) { return each.id == field; });
  if (found == pass.params.end()) return;
  if (auto right = put_right(*found, value)) touched_[pass.id][field] = std::move(*right);
}

void ParamForms::reset(const std::string& pass, const std::string& field) {
  if (const auto form = touched_.find(pass); form != touched_.end()) form->second.erase(field);
}

bool ParamForms::touched(const std::string& pass, const std::string& field) const {
  const auto form = touched_.find(pass);
  return form != touched_.end() && form->second.contains(field);
}

}  // namespace spoor
