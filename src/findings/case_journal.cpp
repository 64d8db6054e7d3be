#include "base/digest.h"
#include "findings/case_state.h"

#include <map>

namespace spoor {
namespace {

JournalEntry entry_of(SQLite::Statement& row) {
  return {row.getColumn(0).getInt64(),  row.getColumn(1).getString(), row.getColumn(2).getString(),
          row.getColumn(3).getString(), row.getColumn(4).getString(), row.getColumn(5).getString(),
          row.getColumn(6).getString()};
}

std::string chained(const std::string& previous, const JournalEntry& entry) {
  return sha256_hex(previous + "\n" + journal_text(entry));
}

constexpr const char* kAll = "SELECT number, at, author, action, subject, text, hash FROM journal ORDER BY number";
constexpr const char* kLast =
    "SELECT number, at, author, action, subject, text, hash FROM journal ORDER BY number DESC LIMIT 1";

}  // namespace

void CaseFile::State::journal(SQLite::Database& db, const std::string& action, const std::string& subject,
                              const std::string& text) {
  JournalEntry entry{1, now(), options.author, action, subject, text, ""};
  std::string previous = journal_root();
  SQLite::Statement last(db, kLast);
  if (last.executeStep()) {
    entry.number = last.getColumn(0).getInt64() + 1;
    previous = last.getColumn(6).getString();
  }
  SQLite::Statement insert(db, "INSERT INTO journal VALUES(?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, entry.number);
  insert.bind(2, entry.at);
  insert.bind(3, entry.author);
  insert.bind(4, entry.action);
  insert.bind(5, entry.subject);
  insert.bind(6, entry.text);
  insert.bind(7, chained(previous, entry));
  insert.exec();
}

// verify_journal() holds the digest at the line's end against the document.
void CaseFile::State::journal_result(SQLite::Database& db, const std::string& key, const std::string& what,
                                     const std::string& document) {
  journal(db, kResultStored, key, what + ", content SHA-256 " + sha256_hex(document));
}

Result<void> CaseFile::note(const std::string& action, const std::string& subject, const std::string& text) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    state_->journal(db, action, subject, text);
    return {};
  });
}

Result<std::vector<JournalEntry>> CaseFile::journal() {
  return state_->reading([&](SQLite::Database& db) -> Result<std::vector<JournalEntry>> {
    std::vector<JournalEntry> list;
    SQLite::Statement rows(db, kAll);
    while (rows.executeStep()) list.push_back(entry_of(rows));
    return list;
  });
}

Result<std::string> CaseFile::journal_head() {
  return state_->reading([&](SQLite::Database& db) -> Result<std::string> {
    SQLite::Statement last(db, kLast);
    return last.executeStep() ? last.getColumn(6).getString() : journal_root();
  });
}

Result<void> CaseFile::verify_journal() {
  return state_->reading([&](SQLite::Database& db) -> Result<void> {
    const auto broken = [&](std::int64_t number, const std::string& how) {
      return failure(Fault::kCorrupt, "the journal's entry " + std::to_string(number) + " " + how,
                     state_->path.string());
    };
    std::string previous = journal_root();
    std::int64_t expected = 1;
    std::map<std::string, JournalEntry> stored;  // last journal line of each result
    SQLite::Statement rows(db, kAll);
    while (rows.executeStep()) {
      JournalEntry entry = entry_of(rows);
      if (entry.number != expected) return broken(expected, "is missing");
      if (entry.hash != chained(previous, entry)) return broken(entry.number, "does not fit the one before it");
      previous = entry.hash;
      ++expected;
      if (entry.action == kResultStored) stored[entry.subject] = std::move(entry);
    }
    SQLite::Statement results(db, "SELECT key, document FROM result ORDER BY key");
    while (results.executeStep()) {
      const std::string key = results.getColumn(0).getString();
      const auto line = stored.find(key);
      if (line == stored.end()) {
        return failure(Fault::kCorrupt, "a result is in the case that the journal does not know", key);
      }
      if (!line->second.text.ends_with(sha256_hex(results.getColumn(1).getString()))) {
        return broken(line->second.number, "names another content of its result than the case holds");
      }
      stored.erase(line);
    }
    if (!stored.empty()) return broken(stored.begin()->second.number, "names a result that the case does not hold");
    return {};
  });
}

}  // namespace spoor
