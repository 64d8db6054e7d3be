#pragma once
/// JSON that people write by hand and programs must not misread: nothing is skipped, guessed or taken twice.

#include "base/result.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace spoor {

/// Parses `text`. Errors: kBadArgument for more than `max_bytes`, invalid JSON or UTF-8 (with the byte), more than
/// 24 levels, or a key given twice in one object.
Result<nlohmann::json> strict_json(std::string_view text, std::size_t max_bytes);

/// One object of such a document, read key by key. The first fault found is kept, with its JSON path, and every
/// later read gives the fallback: a reader asks for all it wants and looks at error() once.
class JsonObject {
 public:
  /// `value` must outlive the reader. `error` is shared by all readers of a document.
  JsonObject(const nlohmann::json& value, std::string path, std::optional<Error>& error,
             std::initializer_list<std::string_view> known_keys);

  bool has(std::string_view key) const;
  const nlohmann::json* find(std::string_view key) const;  ///< null where absent
  std::string path(std::string_view key) const;

  std::string text(std::string_view key, std::size_t max_bytes, bool required = false) const;
  double number(std::string_view key, double low, double high, std::optional<double> fallback) const;

  /// Keeps the first fault.
  void fault(std::string sentence, std::string_view key) const;

 private:
  const nlohmann::json* value_;
  std::string path_;
  std::optional<Error>* error_;
};

/// Notes a fault at `path`, unless one was found before.
void note_fault(std::optional<Error>& error, std::string sentence, std::string path);

/// A finite number within [low, high] at `path`, or notes a fault and gives `low`.
double number_at(const nlohmann::json& value, double low, double high, const std::string& path,
                 std::optional<Error>& error);

/// A whole number within [low, high] at `path`, or notes a fault and gives `low`.
std::int64_t integer_at(const nlohmann::json& value, std::int64_t low, std::int64_t high, const std::string& path,
                        std::optional<Error>& error);

/// `document` has the key "schema" with exactly this value, or the error that says so.
Result<void> check_schema(const nlohmann::json& document, std::string_view schema);

}  // namespace spoor
