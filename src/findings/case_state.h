#pragma once
/// The inside of CaseFile, shared by the sources that implement it.

#include "analysis/json_reader.h"
#include "findings/case_file.h"
#include "findings/case_schema.h"

#include <mutex>
#include <type_traits>

namespace spoor {

/// Action of the journal line that holds the digest of a result.
inline constexpr const char* kResultStored = "result stored";

struct CaseFile::State {
  std::filesystem::path path;
  CaseOptions options;
  std::mutex mutex;  ///< guards `database`
  std::unique_ptr<SQLite::Database> database;
  bool read_only = false;

  std::string now() const;

  /// Runs `body(database)` under the mutex and turns what third parties throw into an error.
  template <class Body>
  auto reading(Body body) -> std::invoke_result_t<Body, SQLite::Database&> {
    const std::scoped_lock lock(mutex);
    if (!database) return failure(Fault::kInternal, "the case is closed", path.string());
    try {
      return body(*database);
    } catch (const SQLite::Exception& exception) {
      return tl::unexpected(case_error(exception, path));
    } catch (const JsonFault& fault) {
      return failure(Fault::kCorrupt, std::string("a record of the case is damaged: ") + fault.what(), path.string());
    } catch (const nlohmann::json::exception& fault) {
      return failure(Fault::kCorrupt, std::string("a record of the case is damaged: ") + fault.what(), path.string());
    }
  }

  /// The same in one transaction, committed where `body` gives no error. The write lock is taken at its start, so
  /// that of two programs the second waits instead of building on what the first is about to change.
  template <class Body>
  auto writing(Body body) -> std::invoke_result_t<Body, SQLite::Database&> {
    return reading([&](SQLite::Database& db) -> std::invoke_result_t<Body, SQLite::Database&> {
      if (read_only) return failure(Fault::kUnreadable, "the case is open for reading only", path.string());
      SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
      auto result = body(db);
      if (result) transaction.commit();
      return result;
    });
  }

  /// Within writing(): that a result is in the case, with the digest of its document.
  void journal_result(SQLite::Database& db, const std::string& key, const std::string& what,
                      const std::string& document);

  /// Within writing(): the next entry of the chain.
  void journal(SQLite::Database& db, const std::string& action, const std::string& subject, const std::string& text);
};

}  // namespace spoor
