#include "analysis/json_reader.h"

#include "base/text.h"

#include <cmath>

namespace spoor {
namespace {

constexpr std::size_t kMaxText = 65'536;

std::string text_of(const nlohmann::json& value, const char* name) {
  if (!value.is_string()) throw JsonFault(std::string("'") + name + "' is not a text");
  return printable(value.get_ref<const std::string&>(), kMaxText);
}

double number_of(const nlohmann::json& value, const char* name) {
  if (value.is_null()) return std::nan("");
  if (!value.is_number()) throw JsonFault(std::string("'") + name + "' is not a number");
  return value.get<double>();
}

}  // namespace

const nlohmann::json& JsonReader::member(const char* name) const {
  if (!value_->is_object()) throw JsonFault(std::string("an object with '") + name + "' is expected");
  const auto found = value_->find(name);
  if (found == value_->end()) throw JsonFault(std::string("'") + name + "' is missing");
  return *found;
}

bool JsonReader::has(const char* name) const {
  if (!value_->is_object()) return false;
  const auto found = value_->find(name);
  return found != value_->end() && !found->is_null();
}

bool JsonReader::is_null(const char* name) const { return member(name).is_null(); }

std::string JsonReader::text(const char* name) const { return text_of(member(name), name); }

double JsonReader::number(const char* name) const { return number_of(member(name), name); }

std::int64_t JsonReader::whole(const char* name) const {
  const auto& value = member(name);
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)) {
    throw JsonFault(std::string("'") + name + "' is too large");
  }
  if (!value.is_number_integer()) throw JsonFault(std::string("'") + name + "' is not a whole number");
  return value.get<std::int64_t>();
}

bool JsonReader::flag(const char* name) const {
  const auto& value = member(name);
  if (!value.is_boolean()) throw JsonFault(std::string("'") + name + "' is neither true nor false");
  return value.get<bool>();
}

JsonReader JsonReader::object(const char* name) const { return JsonReader(member(name)); }

std::vector<JsonReader> JsonReader::list(const char* name) const {
  const auto& value = member(name);
  if (!value.is_array()) throw JsonFault(std::string("'") + name + "' is not a list");
  std::vector<JsonReader> items;
  items.reserve(value.size());
  for (const auto& item : value) items.emplace_back(item);
  return items;
}

std::vector<double> JsonReader::numbers(const char* name) const {
  const auto& value = member(name);
  if (!value.is_array()) throw JsonFault(std::string("'") + name + "' is not a list");
  std::vector<double> numbers;
  numbers.reserve(value.size());
  for (const auto& item : value) numbers.push_back(number_of(item, name));
  return numbers;
}

std::vector<std::string> JsonReader::texts(const char* name) const { return JsonReader(member(name)).all_texts(); }

std::vector<std::string> JsonReader::all_texts() const {
  if (!value_->is_array()) throw JsonFault("a list of texts is expected");
  std::vector<std::string> texts;
  texts.reserve(value_->size());
  for (const auto& item : *value_) texts.push_back(text_of(item, "item"));
  return texts;
}

}  // namespace spoor
