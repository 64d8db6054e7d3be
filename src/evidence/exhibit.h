#pragma once
/// A file under examination: what it was called, what it is, and from whom it came.

#include <cstdint>
#include <string>

namespace spoor {

/// Where the analyst has a file from. All free text, all optional.
struct SourceRecord {
  std::string reference, link, title, acquired_from, acquired_at, generation, custody_notes;
  bool operator==(const SourceRecord&) const = default;
};

/// Identified by its SHA-256; the path is only where it was found.
struct Exhibit {
  std::string name;  ///< file name as received
  std::string path;  ///< as opened
  std::int64_t size = 0;
  std::string sha256;
  SourceRecord source;
  bool operator==(const Exhibit&) const = default;
};

}  // namespace spoor
