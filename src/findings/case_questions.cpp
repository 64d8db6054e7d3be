#include "findings/case_records.h"
#include "findings/case_state.h"

namespace spoor {
namespace {

// Every row's document of a table of (id, document), read by `read`.
template <class T>
Result<std::vector<T>> documents(SQLite::Database& db, const char* sql, T (*read)(const nlohmann::json&)) {
  std::vector<T> list;
  SQLite::Statement rows(db, sql);
  while (rows.executeStep()) list.push_back(read(parsed_json(rows.getColumn(0).getText())));
  return list;
}

void write_document(SQLite::Database& db, const char* sql, const std::string& id, const std::string& document) {
  SQLite::Statement insert(db, sql);
  insert.bind(1, id);
  insert.bind(2, document);
  insert.exec();
}

}  // namespace

Result<void> CaseFile::put_question(const Question& question) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    const std::string document = json_text(question_json(question));
    write_document(db, "INSERT OR REPLACE INTO question VALUES(?, ?)", question.id, document);
    const bool pair = !question.if_as_claimed.empty() && !question.if_not.empty();
    state_->journal(db, pair ? "question put" : "question put without propositions", question.id, document);
    return {};
  });
}

Result<std::vector<Question>> CaseFile::questions() {
  return state_->reading([&](SQLite::Database& db) {
    return documents(db, "SELECT document FROM question ORDER BY id", question_from_json);
  });
}

Result<void> CaseFile::put_finding(const Finding& finding) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    const std::string document = json_text(finding_json(finding));
    write_document(db, "INSERT OR REPLACE INTO finding VALUES(?, ?)", finding.id, document);
    state_->journal(db, finding.signed_at.empty() ? "finding put" : "finding signed", finding.id, document);
    return {};
  });
}

Result<std::vector<Finding>> CaseFile::findings() {
  return state_->reading([&](SQLite::Database& db) {
    return documents(db, "SELECT document FROM finding ORDER BY id", finding_from_json);
  });
}

Result<std::int64_t> CaseFile::begin_run(const RunRecord& run) {
  return state_->writing([&](SQLite::Database& db) -> Result<std::int64_t> {
    SQLite::Statement insert(db, "INSERT INTO run(document, started_at, finished_at) VALUES(?, ?, '')");
    const std::string document = json_text(run_json(run));
    insert.bind(1, document);
    insert.bind(2, state_->now());
    insert.exec();
    const std::int64_t id = db.getLastInsertRowid();
    state_->journal(db, "run started", std::to_string(id), document);
    return id;
  });
}

Result<void> CaseFile::finish_run(std::int64_t run) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    SQLite::Statement update(db, "UPDATE run SET finished_at = ? WHERE id = ?");
    update.bind(1, state_->now());
    update.bind(2, run);
    if (update.exec() != 1) return failure(Fault::kBadArgument, "the case holds no such run", std::to_string(run));
    state_->journal(db, "run finished", std::to_string(run), "");
    return {};
  });
}

Result<std::vector<RunRecord>> CaseFile::runs() {
  return state_->reading([&](SQLite::Database& db) -> Result<std::vector<RunRecord>> {
    std::vector<RunRecord> list;
    SQLite::Statement rows(db, "SELECT document, id, started_at, finished_at FROM run ORDER BY id");
    while (rows.executeStep()) {
      RunRecord run = run_from_json(parsed_json(rows.getColumn(0).getText()));
      run.id = rows.getColumn(1).getInt64();
      run.started_at = rows.getColumn(2).getString();
      run.finished_at = rows.getColumn(3).getString();
      list.push_back(std::move(run));
    }
    return list;
  });
}

Result<void> CaseFile::put_skipped(const SkippedFile& file) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    write_document(db, "INSERT OR REPLACE INTO skipped VALUES(?, ?)", file.path, file.reason);
    state_->journal(db, "file left out", file.path, file.reason);
    return {};
  });
}

Result<std::vector<SkippedFile>> CaseFile::skipped() {
  return state_->reading([&](SQLite::Database& db) -> Result<std::vector<SkippedFile>> {
    std::vector<SkippedFile> list;
    SQLite::Statement rows(db, "SELECT path, reason FROM skipped ORDER BY path");
    while (rows.executeStep()) list.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString()});
    return list;
  });
}

}  // namespace spoor
