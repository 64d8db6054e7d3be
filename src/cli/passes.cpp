#include "analysis/method_page.h"
#include "analysis/pass.h"
#include "analysis/profile.h"
#include "analysis/result_codec.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/terminal.h"
#include "report/example.h"
#include "report/example_page.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace spoor::cli {
namespace {

using nlohmann::json;

json field_json(const ParamField& field) {
  json item{{"id", field.id},
            {"label", field.label},
            {"help", field.help},
            {"unit", field.unit},
            {"default", param_json(field.fallback)}};
  if (!field.choices.empty()) {
    item["choices"] = field.choices;
  } else if (field.kind != ParamKind::kSwitch) {
    item["low"] = field.hard.low;
    item["high"] = field.hard.high;
  }
  return item;
}

// An example as declared and, where this build made it, what it observed and the files that show it.
json example_json(const PassDescriptor& pass, const PageExample& example) {
  json item{
      {"kind", example_kind_name(example.kind)}, {"caption", example.caption}, {"none_known", example.none_known}};
  if (example.none_known) return item;
  json params = json::object();
  for (const auto& [name, value] : example.settings) params[name] = value;
  item["sample"] = example.sample;
  item["params"] = std::move(params);
  item["regions"] = example.regions;
  item["observation"] = example.observation;
  const auto found = built_example(examples_folder(), pass, example);
  item["built"] = found.has_value();
  if (!found) return item;
  item["sample_sha256"] = found->run.sample_sha256;
  item["bearing"] = bearing_name(found->run.observation.bearing);
  item["statement"] = found->run.observation.statement;
  item["files"] = json::array();
  for (const auto& file : found->files) item["files"].push_back(file.string());
  return item;
}

json examples_json(const PassDescriptor& pass) {
  json list = json::array();
  const auto page = method_page(pass.id);
  if (!page) return list;
  const auto examples = page_examples(*page);
  if (!examples) return list;
  for (const auto& example : *examples) list.push_back(example_json(pass, example));
  return list;
}

json pass_json(const PassDescriptor& pass) {
  json params = json::array(), sources = json::array();
  for (const auto& field : pass.params) params.push_back(field_json(field));
  for (const auto& source : pass.sources) sources.push_back({{"text", source.text}, {"year", source.year}});
  return {{"id", pass.id},
          {"version", pass.version},
          {"group", pass.group},
          {"title", pass.title},
          {"known_as", pass.known_as},
          {"question", pass.question},
          {"summary", pass.summary},
          {"limits", pass.limits},
          {"sources", std::move(sources)},
          {"can_raise_concern", pass.can_raise_concern},
          {"params", std::move(params)},
          {"examples", examples_json(pass)}};
}

void list_passes() {
  for (const auto& group : pass_groups()) {
    TextTable table;
    bool any = false;
    for (const auto& pass : all_passes()) {
      if (pass.group != group) continue;
      std::string names;
      for (const auto& name : pass.known_as) names += (names.empty() ? " (" : ", ") + name;
      table.row({pass.id, pass.title + names + (names.empty() ? "" : ")")});
      any = true;
    }
    if (any) put(group + "\n" + table.text("  ") + "\n");
  }
  put_line("Profiles");
  TextTable table;
  for (const auto& profile : profiles()) {
    table.row({profile.name, fmt::format("{} ({} passes)", profile.purpose, members(profile, all_passes()).size())});
  }
  put(table.text("  "));
}

void show_pass(const PassDescriptor& pass) {
  put_line(fmt::format("{}, version {}: {}\n{}\n", pass.id, pass.version, pass.title, pass.question));
  if (!pass.params.empty()) {
    put_line("Parameters");
    for (const auto& field : pass.params) {
      std::string range;
      for (const auto& choice : field.choices) range += (range.empty() ? "" : ", ") + choice;
      if (range.empty() && field.kind != ParamKind::kSwitch) {
        range = shortest(field.hard.low) + " to " + shortest(field.hard.high);
      }
      if (!field.unit.empty()) range += " " + field.unit;
      put_line(fmt::format("  {} = {}{}\n      {}", field.id, param_text(field.fallback),
                           range.empty() ? "" : "   (" + range + ")", field.help));
    }
    put_line("");
  }
  if (const auto page = method_page(pass.id)) put_line(page_text({}, &pass, *page));
}

}  // namespace

void add_passes(CLI::App& root, Action& chosen) {
  struct Options {
    std::string id;
    bool json = false;
  };
  auto* command = root.add_subcommand("passes", "List the passes of this build, or show one with its method page");
  auto options = std::make_shared<Options>();
  command->add_option("ID", options->id, "Pass to show, or a name it is known by (ELA)");
  command->add_flag("--json", options->json, "Write JSON");
  command->callback([&chosen, options] {
    chosen = [options](const Invocation&) -> int {
      const PassDescriptor* pass = find_pass(all_passes(), options->id);
      for (const auto& candidate : all_passes()) {
        for (const auto& name : candidate.known_as) {
          if (pass == nullptr && !options->id.empty() && name == options->id) pass = &candidate;
        }
      }
      if (!options->id.empty() && pass == nullptr) {
        complain({Fault::kBadArgument, "there is no such pass ('spoor passes' lists them)", options->id});
        return kWrongUsage;
      }
      if (options->json) {
        json document{{"schema", "spoor.passes/1"}, {"passes", json::array()}};
        for (const auto& each : all_passes()) {
          if (pass == nullptr || &each == pass) document["passes"].push_back(pass_json(each));
        }
        put_json(document);
      } else if (pass != nullptr) {
        show_pass(*pass);
      } else {
        list_passes();
      }
      return kOk;
    };
  });
}

}  // namespace spoor::cli
