#include "analysis/output.h"
#include "base/text.h"
#include "findings/case_records.h"
#include "findings/case_state.h"

#include <map>
#include <optional>
#include <set>

namespace spoor {
namespace {

void bind(SQLite::Statement& statement, int index, const SQLite::Column& value) {
  if (value.isInteger()) return statement.bind(index, value.getInt64());
  if (value.isFloat()) return statement.bind(index, value.getDouble());
  if (value.isBlob()) return statement.bind(index, value.getBlob(), value.getBytes());
  if (value.isNull()) return statement.bind(index);
  statement.bind(index, value.getString());
}

/// Rows of one case on their way into another, within a transaction of both.
class Merge {
 public:
  Merge(SQLite::Database& into, SQLite::Database& from, std::int64_t map_budget)
      : into_(into), from_(from), map_budget_(map_budget) {}

  /// Calls `told(digest, text)` for each exhibit taken in.
  template <class Told>
  void exhibits(Told told) {
    SQLite::Statement rows(from_,
                           "SELECT id, path, sha256, name, size, source, added_at, media, examined_at, sha256_after, "
                           "frames_decoded, environment, error FROM exhibit ORDER BY id");
    while (rows.executeStep()) {
      const std::string path = rows.getColumn(1).getString(), sha256 = rows.getColumn(2).getString();
      if (const auto here = path_of(path, sha256)) {
        if (*here != path) skip(path, "the same bytes as " + *here);
        continue;
      }
      SQLite::Statement insert(into_,
                               "INSERT INTO exhibit(path, sha256, name, size, source, added_at, media, examined_at, "
                               "sha256_after, frames_decoded, environment, error) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)");
      for (int i = 1; i <= 12; ++i) bind(insert, i, rows.getColumn(i));
      insert.exec();
      const std::int64_t id = into_.getLastInsertRowid();
      for (const char* table : {"thumbnail", "mark", "claim"}) of_exhibit(table, rows.getColumn(0).getInt64(), id);
      told(sha256, "number " + std::to_string(id) + ", there number " + rows.getColumn(0).getString() + ", name " +
                       rows.getColumn(3).getString());
    }
  }

  /// Calls `told(key, text, document)` for each result taken in.
  template <class Told>
  void results(Told told) {
    SQLite::Statement rows(from_, "SELECT * FROM result ORDER BY key");
    while (rows.executeStep()) {
      const std::string key = rows.getColumn(0).getString(), state = rows.getColumn(4).getString();
      SQLite::Statement here(into_, "SELECT state FROM result WHERE key = ?");
      here.bind(1, key);
      const std::string done = state_name(ResultState::kDone);
      if (here.executeStep() && (here.getColumn(0).getString() == done || state != done)) continue;
      for (const char* sql : {"DELETE FROM result WHERE key = ?", "DELETE FROM blob WHERE key = ?",
                              "DELETE FROM preview WHERE key = ?"}) {
        SQLite::Statement remove(into_, sql);
        remove.bind(1, key);
        remove.exec();
      }
      copy("result", rows);
      fields(key);
      SQLite::Statement previews(from_, "SELECT * FROM preview WHERE key = ? ORDER BY number");
      previews.bind(1, key);
      while (previews.executeStep()) copy("preview", previews);
      told(key,
           "pass " + rows.getColumn(2).getString() + " version " + rows.getColumn(3).getString() + ", " + state +
               ", exhibit " + rows.getColumn(1).getString(),
           rows.getColumn(9).getString());
    }
  }

  void runs() {
    SQLite::Statement rows(from_, "SELECT document, started_at, finished_at FROM run ORDER BY id");
    while (rows.executeStep()) {
      SQLite::Statement insert(into_, "INSERT INTO run(document, started_at, finished_at) VALUES(?, ?, ?)");
      for (int i = 0; i < 3; ++i) bind(insert, i + 1, rows.getColumn(i));
      insert.exec();
    }
  }

  /// Between exhibits that are both here by now; what is registered here stays. Calls `told(text)` for each.
  template <class Told>
  void registrations(Told told) {
    if (!from_.tableExists("registration")) return;
    SQLite::Statement rows(from_, "SELECT document FROM registration ORDER BY left_exhibit, right_exhibit");
    while (rows.executeStep()) {
      Registration one = registration_from_json(parsed_json(rows.getColumn(0).getText()));
      const auto left = id_here(one.left), right = id_here(one.right);
      if (!left || !right) continue;
      one.left = *left;
      one.right = *right;
      SQLite::Statement insert(into_, "INSERT OR IGNORE INTO registration VALUES(?, ?, ?)");
      insert.bind(1, *left);
      insert.bind(2, *right);
      insert.bind(3, json_text(registration_json(one)));
      if (insert.exec() > 0) told("exhibit " + std::to_string(*right) + " upon exhibit " + std::to_string(*left));
    }
  }

  void skipped() {
    SQLite::Statement rows(from_, "SELECT path, reason FROM skipped ORDER BY path");
    while (rows.executeStep()) skip(rows.getColumn(0).getString(), rows.getColumn(1).getString());
  }

  /// Questions or findings, which have an id and a document.
  Result<void> documents(const std::string& table) {
    SQLite::Statement rows(from_, "SELECT id, document FROM " + table + " ORDER BY id");
    while (rows.executeStep()) {
      SQLite::Statement here(into_, "SELECT document FROM " + table + " WHERE id = ?");
      here.bind(1, rows.getColumn(0).getString());
      if (!here.executeStep()) {
        copy(table, rows);
      } else if (here.getColumn(0).getString() != rows.getColumn(1).getString()) {
        return failure(Fault::kBadArgument, "two cases hold a " + table + " of one id that is not the same",
                       printable(rows.getColumn(0).getString(), 80));
      }
    }
    return {};
  }

 private:
  // Of the exhibit with these bytes; a file that could not be hashed is known by its path alone.
  std::optional<std::string> path_of(const std::string& path, const std::string& sha256) {
    SQLite::Statement row(into_,
                          "SELECT path FROM exhibit WHERE sha256 = ? AND (sha256 <> '' OR path = ?) "
                          "ORDER BY path <> ?, id");
    row.bind(1, sha256);
    row.bind(2, path);
    row.bind(3, path);
    return row.executeStep() ? std::optional(row.getColumn(0).getString()) : std::nullopt;
  }

  // The exhibit with the bytes of the other case's exhibit `there`.
  std::optional<std::int64_t> id_here(std::int64_t there) {
    SQLite::Statement bytes(from_, "SELECT sha256, path FROM exhibit WHERE id = ?");
    bytes.bind(1, there);
    if (!bytes.executeStep()) return std::nullopt;
    SQLite::Statement row(into_, "SELECT id FROM exhibit WHERE sha256 = ? AND (sha256 <> '' OR path = ?) ORDER BY id");
    row.bind(1, bytes.getColumn(0).getString());
    row.bind(2, bytes.getColumn(1).getString());
    return row.executeStep() ? std::optional(row.getColumn(0).getInt64()) : std::nullopt;
  }

  void skip(const std::string& path, const std::string& reason) {
    SQLite::Statement insert(into_, "INSERT OR IGNORE INTO skipped VALUES(?, ?)");
    insert.bind(1, path);
    insert.bind(2, reason);
    insert.exec();
  }

  void copy(const std::string& table, SQLite::Statement& row) {
    std::string marks = "?";
    for (int i = 1; i < row.getColumnCount(); ++i) marks += ", ?";
    SQLite::Statement insert(into_, "INSERT INTO " + table + " VALUES(" + marks + ")");
    for (int i = 0; i < row.getColumnCount(); ++i) bind(insert, i + 1, row.getColumn(i));
    insert.exec();
  }

  // Tables whose first column is the exhibit's id.
  void of_exhibit(const std::string& table, std::int64_t there, std::int64_t here) {
    SQLite::Statement rows(from_, "SELECT * FROM " + table + " WHERE exhibit = ?");
    rows.bind(1, there);
    while (rows.executeStep()) {
      std::string marks = "?";
      for (int i = 1; i < rows.getColumnCount(); ++i) marks += ", ?";
      SQLite::Statement insert(into_, "INSERT INTO " + table + " VALUES(" + marks + ")");
      insert.bind(1, here);
      for (int i = 1; i < rows.getColumnCount(); ++i) bind(insert, i + 1, rows.getColumn(i));
      insert.exec();
    }
  }

  // Whole fields as long as the budget lasts.
  void fields(const std::string& key) {
    SQLite::Statement total(into_, "SELECT COALESCE(SUM(bytes), 0) FROM blob WHERE kept = 1");
    std::int64_t used = total.executeStep() ? total.getColumn(0).getInt64() : 0;
    SQLite::Statement rows(from_, "SELECT key, number, bytes, kept, data FROM blob WHERE key = ? ORDER BY number");
    rows.bind(1, key);
    while (rows.executeStep()) {
      const std::int64_t bytes = rows.getColumn(2).getInt64();
      const bool kept = rows.getColumn(3).getInt() == 1 && bytes <= map_budget_ - used;
      if (kept) used += bytes;
      SQLite::Statement insert(into_, "INSERT INTO blob VALUES(?, ?, ?, ?, ?)");
      for (int i = 0; i < 3; ++i) bind(insert, i + 1, rows.getColumn(i));
      insert.bind(4, kept ? 1 : 0);
      if (kept) bind(insert, 5, rows.getColumn(4));
      insert.exec();
    }
  }

  SQLite::Database &into_, &from_;
  const std::int64_t map_budget_;
};

}  // namespace

Result<void> CaseFile::take_in(CaseFile& other) {
  if (&other == this) return failure(Fault::kBadArgument, "a case cannot take in itself", state_->path.string());
  if (auto whole = other.verify_journal(); !whole) return whole;
  const auto head = other.journal_head();
  const auto entries = other.journal();
  if (!head) return tl::unexpected(head.error());
  if (!entries) return tl::unexpected(entries.error());
  const std::string name = other.path().filename().string();
  return state_->writing([&](SQLite::Database& into) {
    return other.state_->reading([&](SQLite::Database& from) -> Result<void> {
      state_->journal(into, "case taken in", name,
                      std::to_string(entries->size()) + " entries in its journal, head " + *head);
      Merge merge(into, from, state_->options.map_budget);
      merge.exhibits([&](const std::string& sha256, const std::string& text) {
        state_->journal(into, "exhibit taken in", sha256, text + ", of " + name);
      });
      merge.results([&](const std::string& key, const std::string& text, const std::string& document) {
        state_->journal_result(into, key, text + ", of " + name, document);
      });
      merge.registrations(
          [&](const std::string& sides) { state_->journal(into, "registration taken in", sides, "of " + name); });
      merge.runs();
      merge.skipped();
      for (const char* table : {"question", "finding"}) {
        if (auto ok = merge.documents(table); !ok) return ok;
      }
      return {};
    });
  });
}

}  // namespace spoor
