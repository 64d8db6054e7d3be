#include "analysis/page_example.h"

#include <algorithm>

namespace spoor {
namespace {

constexpr std::string_view kOpening = "```example", kClosing = "```";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// Takes the first line, without its end, from `rest`.
std::string_view next_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return line;
}

Result<void> take(PageExample& example, std::string_view line) {
  const auto wrong = [&](const char* why) { return failure(Fault::kBadArgument, why, std::string(line)); };
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return wrong("a line of an example is 'name: value'");
  const std::string_view name = trimmed(line.substr(0, colon));
  const std::string value(trimmed(line.substr(colon + 1)));
  if (value.empty()) return wrong("a line of an example has no value");
  if (name == "kind") {
    if (value != "hit" && value != "innocent") return wrong("an example is a hit or innocent");
    example.kind = value == "hit" ? PageExample::Kind::kHit : PageExample::Kind::kInnocent;
  } else if (name == "none known") {
    example.none_known = value == "yes";
  } else if (name == "sample") {
    if (value.find('/') != std::string::npos) return wrong("a sample is a file of samples/, without a folder");
    example.sample = value;
  } else if (name == "set") {
    const auto equals = value.find('=');
    if (equals == std::string::npos) return wrong("a parameter is set as name=value");
    example.settings.emplace_back(value.substr(0, equals), value.substr(equals + 1));
  } else if (name == "region") {
    example.regions.push_back(value);
  } else if (name == "observation") {
    example.observation = value;
  } else if (name == "rows") {
    example.rows.push_back(value);
  } else if (name == "columns") {
    for (std::string_view rest = value; !rest.empty();) {
      const auto comma = rest.find(',');
      example.columns.emplace_back(trimmed(rest.substr(0, comma)));
      rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    }
  } else if (name == "show") {
    const auto space = value.find(' ');
    const std::string what = value.substr(0, space);
    using Show = PageExample::Show;
    example.show = what == "map"     ? Show::kMap
                   : what == "curve" ? Show::kCurve
                   : what == "table" ? Show::kTable
                                     : Show::kNothing;
    if (example.show == Show::kNothing || space == std::string::npos) {
      return wrong("an example shows 'map ID', 'curve ID' or 'table ID'");
    }
    example.shown = trimmed(std::string_view(value).substr(space));
  } else {
    return wrong("an example has no such line");
  }
  return {};
}

Result<PageExample> parsed(std::string_view block) {
  PageExample example;
  example.declared = block;
  bool kind_given = false;
  std::string_view rest = block;
  while (!rest.empty()) {
    const std::string_view line = trimmed(next_line(rest));
    if (line.empty()) break;
    kind_given = kind_given || line.starts_with("kind:");
    if (const auto ok = take(example, line); !ok) return tl::unexpected(ok.error());
  }
  while (!rest.empty()) {
    const std::string_view line = trimmed(next_line(rest));
    if (line.empty()) continue;
    example.caption += (example.caption.empty() ? "" : " ") + std::string(line);
  }
  const auto wrong = [&](const char* why) {
    return failure(Fault::kBadArgument, why, std::string(block.substr(0, block.find('\n'))));
  };
  if (!kind_given) return wrong("an example does not say its kind");
  if (example.caption.empty()) return wrong("an example says nothing in words");
  if (example.none_known) {
    if (example.kind != PageExample::Kind::kInnocent) return wrong("only an innocent alarm may be unknown");
    if (!example.sample.empty()) return wrong("an example that is not known has no sample");
    return example;
  }
  if (example.sample.empty() || example.observation.empty()) {
    return wrong("an example names its sample and its observation");
  }
  return example;
}

}  // namespace

Result<std::vector<PagePart>> page_parts(std::string_view page) {
  std::vector<PagePart> parts;
  const auto add_text = [&](std::string_view text) {
    if (!trimmed(text).empty() && text != "\n") parts.push_back({text, std::nullopt});
  };
  std::size_t from = 0;
  for (std::string_view rest = page; !rest.empty();) {
    const auto here = static_cast<std::size_t>(rest.data() - page.data());
    if (trimmed(next_line(rest)) != kOpening) continue;
    add_text(page.substr(from, here - from));
    const std::string_view block = rest;
    std::size_t length = 0;
    bool closed = false;
    while (!rest.empty() && !closed) {
      length = static_cast<std::size_t>(rest.data() - block.data());
      closed = trimmed(next_line(rest)) == kClosing;
    }
    if (!closed) return failure(Fault::kBadArgument, "an example is not closed");
    auto example = parsed(block.substr(0, length));
    if (!example) return tl::unexpected(example.error());
    parts.push_back({{}, std::move(*example)});
    from = page.size() - rest.size();
  }
  add_text(page.substr(from));
  return parts;
}

Result<std::vector<PageExample>> page_examples(std::string_view page) {
  auto parts = page_parts(page);
  if (!parts) return tl::unexpected(parts.error());
  std::vector<PageExample> examples;
  for (auto& part : *parts) {
    if (!part.example) continue;
    const bool again = std::any_of(examples.begin(), examples.end(),
                                   [&](const PageExample& other) { return other.kind == part.example->kind; });
    if (again) return failure(Fault::kBadArgument, "a page has one example of a kind", part.example->sample);
    examples.push_back(std::move(*part.example));
  }
  return examples;
}

const char* example_kind_name(PageExample::Kind kind) { return kind == PageExample::Kind::kHit ? "hit" : "innocent"; }

const char* example_kind_title(PageExample::Kind kind) {
  return kind == PageExample::Kind::kHit ? "True hit" : "Innocent alarm";
}

}  // namespace spoor
