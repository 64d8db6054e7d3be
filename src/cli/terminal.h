#pragma once
/// Data to standard output; progress and messages to standard error.

#include "base/result.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace spoor::cli {

void put(std::string_view text);
void put_line(std::string_view text);
void put_json(const nlohmann::json& value);

/// False where standard output could not be written; said once.
bool flush_output();

/// "spoor: FILE: sentence" on standard error.
void complain(const Error& error);

/// The same for an error of `path`, whatever subject the error has.
void complain(const std::filesystem::path& path, const Error& error);

/// Complains of the first of several results that is an error; false where none is.
template <class... T>
bool complained(const Result<T>&... results) {
  return ((results ? false : (complain(results.error()), true)) || ...);
}

/// "spoor: sentence" on standard error.
void say(std::string_view sentence);

/// "12 s", "3 min 20 s", "2 h 5 min".
std::string duration_text(double seconds);

/// "512 bytes", "3.4 MiB".
std::string size_text(std::int64_t bytes);

/// A line on standard error that is written over: only on a terminal, at most ten times a second. Not thread-safe.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine() { clear(); }
  bool on_terminal() const { return terminal_; }
  void show(std::string_view text);
  void clear();

 private:
  bool terminal_ = false;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_{};
};

/// Text columns, each as wide as its widest cell; the last one is not padded.
class TextTable {
 public:
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  std::string text(std::string_view indent = {}) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace spoor::cli
