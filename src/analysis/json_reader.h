#pragma once
/// Reading of JSON that may be hostile, by throwing: for decoders that catch at their border.

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <vector>

namespace spoor {

class JsonFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A view of one JSON value; every accessor throws JsonFault where the value is not what it should be. Texts come
/// back printable, at most 64 KiB each; null numbers are NaN.
class JsonReader {
 public:
  explicit JsonReader(const nlohmann::json& value) : value_(&value) {}

  bool has(const char* name) const;  ///< present and not null
  bool is_null(const char* name) const;
  std::string text(const char* name) const;
  double number(const char* name) const;
  std::int64_t whole(const char* name) const;
  bool flag(const char* name) const;
  JsonReader object(const char* name) const;
  std::vector<JsonReader> list(const char* name) const;
  std::vector<double> numbers(const char* name) const;
  std::vector<std::string> texts(const char* name) const;
  std::vector<std::string> all_texts() const;  ///< of this value, a list of texts
  const nlohmann::json& raw() const { return *value_; }

  /// The enumerator whose name stands in `name`.
  template <class E>
  E named(const char* name, const char* (*name_of)(E), std::initializer_list<E> values) const {
    const std::string text_value = text(name);
    for (const E value : values) {
      if (text_value == name_of(value)) return value;
    }
    throw JsonFault(std::string("'") + name + "' has an unknown value");
  }

 private:
  const nlohmann::json& member(const char* name) const;

  const nlohmann::json* value_;
};

}  // namespace spoor
