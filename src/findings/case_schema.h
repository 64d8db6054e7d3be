#pragma once
/// The tables of a case, and opening a file that nobody vouches for as one.

#include "base/result.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <memory>

namespace spoor {

constexpr int kCaseApplicationId = 0x53504F52;  // "SPOR"
constexpr int kCaseSchemaVersion = 2;           ///< 1 had no registrations

struct CaseDatabase {
  std::unique_ptr<SQLite::Database> database;
  bool read_only = false;
};

/// Errors: kBadArgument where the file exists; kUnreadable.
Result<CaseDatabase> create_case_database(const std::filesystem::path& path, int busy_ms);

/// Errors: kNotFound; kUnreadable; kUnsupported: no case, or of a newer program; kCorrupt.
Result<CaseDatabase> open_case_database(const std::filesystem::path& path, bool read_only, int busy_ms);

/// One sentence for what SQLite says.
Error case_error(const SQLite::Exception& exception, const std::filesystem::path& path);

/// Whether statfs's magic number is that of a file system shared over a network, where WAL must not be used.
bool is_network_file_system(std::uint64_t magic);

}  // namespace spoor
