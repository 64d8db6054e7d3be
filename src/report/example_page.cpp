#include "report/example_page.h"

#include "base/text.h"
#include "report/documents.h"
#include "report/example.h"
#include "report/words.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor {
namespace {

constexpr const char* kNoneKnown = "No honest file is known that raises this alarm.";

Result<BuiltExample> built(const std::filesystem::path& examples, const PassDescriptor* pass,
                           const PageExample& example) {
  if (pass == nullptr) return failure(Fault::kNotFound, "the method is unknown to this program");
  return built_example(examples.empty() ? examples_folder() : examples, *pass, example);
}

// Why there is no figure, as a sentence.
std::string absence(const Error& error) {
  return error.fault == Fault::kNotFound ? "This build did not make its examples: there is no figure here."
                                         : reason_text({error.fault, error.sentence, {}});
}

// What is drawn, in words.
std::string alternative(const ExampleRun& run) {
  for (const auto& map : run.result.output.maps) return "The map: " + map.title;
  for (const auto& curve : run.result.output.curves) return "The curve: " + curve.title;
  return "";
}

std::string drawn(const ExampleRun& run) {
  for (const auto& map : run.result.output.maps) {
    const std::string unit = map.unit == "1" ? "" : " " + map.unit;
    return fmt::format("{}. {} Scale {} to {}{}; left the map, right the same over its picture.", map.title,
                       map.reading, significant(map.low), significant(map.high), unit);
  }
  for (const auto& curve : run.result.output.curves) return curve.title + ".";
  return "";
}

ExampleFigure figure_of(const std::filesystem::path& examples, const PassDescriptor* pass, const PageExample& example) {
  ExampleFigure figure;
  figure.title = example_kind_title(example.kind);
  figure.caption = example.caption;
  if (example.none_known) {
    figure.origin = kNoneKnown;
    return figure;
  }
  figure.origin = "An example of the program's own, not the exhibit: " + example_origin(example) + ".";
  auto found = built(examples, pass, example);
  if (!found) {
    figure.note = absence(found.error());
    return figure;
  }
  ExampleRun& run = found->run;
  figure.svg = std::move(run.svg);
  figure.alternative = alternative(run);
  for (const auto& table : run.result.output.tables) {
    figure.table = table_grid(table, "", "the pass gives the whole of it");
  }
  figure.sign = sign_of(run.observation.bearing);
  figure.word = sign_word(figure.sign);
  figure.statement = run.observation.statement;
  figure.note = drawn(run);
  return figure;
}

std::string indented(const Table& table) {
  std::vector<std::size_t> widths(table.columns.size());
  constexpr std::size_t kWidest = 44;
  const auto cell_text = [](const std::string& cell) { return printable(cell, kWidest); };
  for (std::size_t c = 0; c < widths.size(); ++c) {
    widths[c] = table.columns[c].name.size();
    for (const auto& row : table.rows) widths[c] = std::max(widths[c], cell_text(row[c]).size());
  }
  std::string text;
  const auto line = [&](auto cell) {
    std::string joined;
    for (std::size_t c = 0; c < widths.size(); ++c) joined += fmt::format("{:<{}}  ", cell(c), widths[c]);
    joined.erase(joined.find_last_not_of(' ') + 1);
    text += "    " + joined + "\n";
  };
  line([&](std::size_t c) { return table.columns[c].name; });
  for (const auto& row : table.rows) line([&](std::size_t c) { return cell_text(row[c]); });
  return text;
}

std::string text_of(const std::filesystem::path& examples, const PassDescriptor* pass, const PageExample& example) {
  std::string text = std::string(example_kind_title(example.kind)) + ". " + example.caption + "\n";
  if (example.none_known) return text + std::string("  ") + kNoneKnown + "\n";
  text += "  On " + example_origin(example);
  const auto found = built(examples, pass, example);
  if (!found) return text + ". " + absence(found.error()) + "\n";
  const ExampleRun& run = found->run;
  text += fmt::format(", {} observed:\n  [{}] {}\n", run.program, bearing_name(run.observation.bearing),
                      printable(run.observation.statement));
  for (const auto& table : run.result.output.tables) text += indented(table);
  if (found->files.size() > 1) text += "  Figure: " + found->files[1].string() + "\n";
  return text;
}

}  // namespace

std::vector<Block> page_blocks(const std::filesystem::path& examples, const PassDescriptor* pass,
                               std::string_view page) {
  const auto parts = page_parts(page);
  // A page that declares its examples wrongly is still worth reading as it is.
  if (!parts) return {MethodText{std::string(page)}};
  std::vector<Block> blocks;
  for (const PagePart& part : *parts) {
    if (part.example) {
      blocks.push_back(figure_of(examples, pass, *part.example));
    } else {
      blocks.push_back(MethodText{std::string(part.markdown)});
    }
  }
  return blocks;
}

std::string page_text(const std::filesystem::path& examples, const PassDescriptor* pass, std::string_view page) {
  const auto parts = page_parts(page);
  if (!parts) return std::string(page);
  std::string text;
  bool after_example = false;
  for (const PagePart& part : *parts) {
    if (part.example && after_example) text += "\n";
    after_example = part.example.has_value();
    text += part.example ? text_of(examples, pass, *part.example) : std::string(part.markdown);
  }
  return text;
}

std::string example_origin(const PageExample& example) {
  std::string text = example.sample;
  for (const auto& [name, value] : example.settings) text += fmt::format(", {} = {}", name, value);
  for (const auto& region : example.regions) text += ", region " + region;
  return text;
}

}  // namespace spoor
