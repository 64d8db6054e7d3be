#include "analysis/params.h"

#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace spoor {
namespace {

constexpr std::size_t kMaxListLength = 16;

template <class T>
std::optional<T> number_from_text(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string range_text(const ParamField& field) {
  return shortest(field.hard.low) + " to " + shortest(field.hard.high) + (field.unit.empty() ? "" : " " + field.unit);
}

bool in_range(const ParamField& field, double value) {
  return std::isfinite(value) && value >= field.hard.low && value <= field.hard.high;
}

Result<void> checked(const ParamField& field, const ParamValue& value) {
  const auto wrong_kind = [&] { return failure(Fault::kBadArgument, "the value is of the wrong kind", field.id); };
  const auto out_of_range = [&] {
    return failure(Fault::kBadArgument, "the value must be " + range_text(field), field.id);
  };
  switch (field.kind) {
    case ParamKind::kSwitch:
      if (!std::holds_alternative<bool>(value)) return wrong_kind();
      return {};
    case ParamKind::kInteger: {
      const auto* number = std::get_if<std::int64_t>(&value);
      if (number == nullptr) return wrong_kind();
      if (!in_range(field, static_cast<double>(*number))) return out_of_range();
      return {};
    }
    case ParamKind::kNumber: {
      const auto* number = std::get_if<double>(&value);
      if (number == nullptr) return wrong_kind();
      if (!in_range(field, *number)) return out_of_range();
      return {};
    }
    case ParamKind::kChoice: {
      const auto* text = std::get_if<std::string>(&value);
      if (text == nullptr) return wrong_kind();
      if (std::find(field.choices.begin(), field.choices.end(), *text) != field.choices.end()) return {};
      std::string list;
      for (const auto& choice : field.choices) list += (list.empty() ? "" : ", ") + choice;
      return failure(Fault::kBadArgument, "the value must be one of: " + list, field.id);
    }
    case ParamKind::kIntegerList: {
      const auto* list = std::get_if<std::vector<std::int64_t>>(&value);
      if (list == nullptr) return wrong_kind();
      if (list->empty() || list->size() > kMaxListLength) {
        return failure(Fault::kBadArgument, "one to sixteen values must be given", field.id);
      }
      for (const auto number : *list) {
        if (!in_range(field, static_cast<double>(number))) return out_of_range();
      }
      return {};
    }
  }
  return {};
}

std::optional<std::vector<std::int64_t>> list_from_text(std::string_view text) {
  std::vector<std::int64_t> list;
  while (true) {
    const auto comma = text.find(',');
    const auto number = number_from_text<std::int64_t>(text.substr(0, comma));
    if (!number || list.size() == kMaxListLength) return std::nullopt;
    list.push_back(*number);
    if (comma == std::string_view::npos) return list;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

std::string param_text(const ParamValue& value) {
  struct Writer {
    std::string operator()(bool on) const { return on ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(double number) const { return shortest(number); }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const std::vector<std::int64_t>& list) const {
      std::string text;
      for (const auto number : list) text += (text.empty() ? "" : ",") + std::to_string(number);
      return text;
    }
  };
  return std::visit(Writer{}, value);
}

Result<ParamValue> param_from_text(const ParamField& field, std::string_view text) {
  const auto unreadable = [&](const char* what) {
    return failure(Fault::kBadArgument, std::string("the value must be ") + what, field.id);
  };
  ParamValue value;
  switch (field.kind) {
    case ParamKind::kSwitch:
      if (text != "true" && text != "false" && text != "on" && text != "off") return unreadable("true or false");
      value = text == "true" || text == "on";
      break;
    case ParamKind::kInteger: {
      const auto number = number_from_text<std::int64_t>(text);
      if (!number) return unreadable("a whole number");
      value = *number;
      break;
    }
    case ParamKind::kNumber: {
      const auto number = number_from_text<double>(text);
      if (!number) return unreadable("a number");
      value = *number;
      break;
    }
    case ParamKind::kChoice:
      value = std::string(text);
      break;
    case ParamKind::kIntegerList: {
      auto list = list_from_text(text);
      if (!list) return unreadable("a list of at most sixteen whole numbers, separated by commas");
      value = std::move(*list);
      break;
    }
  }
  if (auto ok = checked(field, value); !ok) return tl::unexpected(ok.error());
  return value;
}

Result<ParamValues> resolve_params(const std::vector<ParamField>& fields, const ParamValues& given) {
  ParamValues values;
  for (const auto& field : fields) {
    const auto found = given.find(field.id);
    const ParamValue& value = found == given.end() ? field.fallback : found->second;
    if (auto ok = checked(field, value); !ok) return tl::unexpected(ok.error());
    values[field.id] = value;
  }
  for (const auto& [id, value] : given) {
    if (!values.contains(id)) return failure(Fault::kBadArgument, "there is no such parameter", id);
  }
  return values;
}

}  // namespace spoor
