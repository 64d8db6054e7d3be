#include "evidence/strict_json.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace spoor {
namespace {

using nlohmann::json;

constexpr int kMaxLevels = 24;

}  // namespace

Result<json> strict_json(std::string_view text, std::size_t max_bytes) {
  if (text.size() > max_bytes) {
    return failure(Fault::kBadArgument, "the file has more than " + std::to_string(max_bytes) + " bytes");
  }
  std::vector<std::set<std::string>> keys;  // of the objects that are open
  std::string fault;
  const auto watch = [&](int depth, json::parse_event_t event, json& value) {
    if (depth > kMaxLevels && fault.empty()) fault = "the file is nested more than 24 levels deep";
    if (event == json::parse_event_t::object_start) keys.emplace_back();
    if (event == json::parse_event_t::object_end) keys.pop_back();
    if (event == json::parse_event_t::key && !keys.back().insert(value.get<std::string>()).second && fault.empty()) {
      fault = "the key '" + printable(value.get<std::string>(), 60) + "' is given twice in one object";
    }
    return depth <= kMaxLevels;
  };
  try {
    json document = json::parse(text.begin(), text.end(), watch);
    if (!fault.empty()) return failure(Fault::kBadArgument, fault);
    return document;
  } catch (const json::parse_error& error) {
    return failure(Fault::kBadArgument, "this is not valid JSON at byte " + std::to_string(error.byte));
  }
}

void note_fault(std::optional<Error>& error, std::string sentence, std::string path) {
  if (!error) error = Error{Fault::kBadArgument, std::move(sentence), std::move(path)};
}

double number_at(const json& value, double low, double high, const std::string& path, std::optional<Error>& error) {
  if (!value.is_number()) {
    note_fault(error, "a number is expected", path);
    return low;
  }
  const double number = value.get<double>();
  if (std::isfinite(number) && number >= low && number <= high) return number;
  note_fault(error, "the number must be " + shortest(low) + " to " + shortest(high), path);
  return low;
}

std::int64_t integer_at(const json& value, std::int64_t low, std::int64_t high, const std::string& path,
                        std::optional<Error>& error) {
  const bool fits = value.is_number_integer() && (!value.is_number_unsigned() ||
                                                  value.get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX));
  const std::int64_t number = fits ? value.get<std::int64_t>() : low;
  if (fits && number >= low && number <= high) return number;
  note_fault(error, "a whole number from " + std::to_string(low) + " to " + std::to_string(high) + " is expected",
             path);
  return low;
}

Result<void> check_schema(const json& document, std::string_view schema) {
  const std::string wanted(schema);
  if (!document.is_object()) return failure(Fault::kBadArgument, "an object is expected", "$");
  const auto found = document.find("schema");
  if (found == document.end()) {
    return failure(Fault::kBadArgument, "the key 'schema' with the value \"" + wanted + "\" is missing", "$");
  }
  if (found->is_string() && found->get<std::string>() == wanted) return {};
  const std::string given = found->is_string() ? found->get<std::string>() : found->dump();
  return failure(Fault::kBadArgument, "this program reads \"" + wanted + "\" and not \"" + printable(given, 60) + "\"",
                 "$.schema");
}

JsonObject::JsonObject(const json& value, std::string path, std::optional<Error>& error,
                       std::initializer_list<std::string_view> known_keys)
    : value_(&value), path_(std::move(path)), error_(&error) {
  if (!value.is_object()) {
    note_fault(error, "an object is expected", path_);
    static const json empty = json::object();
    value_ = &empty;
    return;
  }
  for (const auto& item : value.items()) {
    if (std::find(known_keys.begin(), known_keys.end(), item.key()) == known_keys.end()) {
      note_fault(error, "there is no such key", this->path(item.key()));
    }
  }
}

bool JsonObject::has(std::string_view key) const { return find(key) != nullptr; }

const json* JsonObject::find(std::string_view key) const {
  const auto found = value_->find(std::string(key));
  return found == value_->end() ? nullptr : &*found;
}

std::string JsonObject::path(std::string_view key) const { return path_ + "." + printable(key, 60); }

std::string JsonObject::text(std::string_view key, std::size_t max_bytes, bool required) const {
  const json* value = find(key);
  if (value == nullptr) {
    if (required) note_fault(*error_, "the key '" + std::string(key) + "' is missing", path_);
    return {};
  }
  if (!value->is_string()) {
    note_fault(*error_, "a text is expected", path(key));
    return {};
  }
  auto text = value->get<std::string>();
  if (text.size() > max_bytes) {
    note_fault(*error_, "the text is longer than " + std::to_string(max_bytes) + " bytes", path(key));
  }
  if (required && text.empty()) note_fault(*error_, "the text must not be empty", path(key));
  return text;
}

double JsonObject::number(std::string_view key, double low, double high, std::optional<double> fallback) const {
  const json* value = find(key);
  if (value != nullptr) return number_at(*value, low, high, path(key), *error_);
  if (!fallback) note_fault(*error_, "the key '" + std::string(key) + "' is missing", path_);
  return fallback.value_or(low);
}

void JsonObject::fault(std::string sentence, std::string_view key) const {
  note_fault(*error_, std::move(sentence), key.empty() ? path_ : path(key));
}

}  // namespace spoor
