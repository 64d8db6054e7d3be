#include "findings/case_file.h"

#include "findings/case_records.h"
#include "findings/case_state.h"

#include <array>
#include <chrono>
#include <ctime>

namespace spoor {
namespace {

using FactMember = std::string CaseFacts::*;
constexpr std::array<std::pair<const char*, FactMember>, 5> kFacts{{{"title", &CaseFacts::title},
                                                                    {"reference", &CaseFacts::reference},
                                                                    {"examiner", &CaseFacts::examiner},
                                                                    {"organisation", &CaseFacts::organisation},
                                                                    {"request", &CaseFacts::request}}};

void write_facts(SQLite::Database& db, const CaseFacts& facts) {
  for (const auto& [name, member] : kFacts) {
    SQLite::Statement insert(db, "INSERT OR REPLACE INTO fact VALUES(?, ?)");
    insert.bind(1, name);
    insert.bind(2, facts.*member);
    insert.exec();
  }
}

std::string utc_now() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

}  // namespace

std::string CaseFile::State::now() const { return options.now ? options.now() : utc_now(); }

CaseFile::CaseFile(std::unique_ptr<State> state) : state_(std::move(state)) {}

CaseFile::~CaseFile() { static_cast<void>(close()); }

Result<std::unique_ptr<CaseFile>> CaseFile::create(const std::filesystem::path& path, const CaseFacts& facts,
                                                   const CaseOptions& options) {
  auto made = create_case_database(path, options.busy_ms);
  if (!made) return tl::unexpected(made.error());
  auto state = std::make_unique<State>();
  state->path = path;
  state->options = options;
  state->database = std::move(made->database);
  std::unique_ptr<CaseFile> file(new CaseFile(std::move(state)));
  State& inside = *file->state_;
  auto ok = inside.writing([&](SQLite::Database& db) -> Result<void> {
    write_facts(db, facts);
    inside.journal(db, "case created", facts.reference, facts.title);
    return {};
  });
  if (!ok) return tl::unexpected(ok.error());
  return file;
}

Result<std::unique_ptr<CaseFile>> CaseFile::open(const std::filesystem::path& path, const CaseOptions& options) {
  auto opened = open_case_database(path, options.read_only, options.busy_ms);
  if (!opened) return tl::unexpected(opened.error());
  auto state = std::make_unique<State>();
  state->path = path;
  state->options = options;
  state->database = std::move(opened->database);
  state->read_only = opened->read_only;
  return std::unique_ptr<CaseFile>(new CaseFile(std::move(state)));
}

Result<void> CaseFile::close() {
  const std::scoped_lock lock(state_->mutex);
  if (!state_->database) return {};
  const auto database = std::move(state_->database);
  if (state_->read_only) return {};
  try {
    // Where another program has the case open, these two do nothing, and it will do them when it closes.
    database->setBusyTimeout(0);
    for (const char* sql : {"PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA journal_mode=DELETE"}) {
      SQLite::Statement statement(*database, sql);
      while (statement.executeStep()) {
      }
    }
  } catch (const SQLite::Exception& exception) {
    const Error error = case_error(exception, state_->path);
    if (error.fault != Fault::kUnreadable) return tl::unexpected(error);
  }
  return {};
}

const std::filesystem::path& CaseFile::path() const { return state_->path; }

bool CaseFile::read_only() const { return state_->read_only; }

Result<CaseFacts> CaseFile::facts() {
  return state_->reading([&](SQLite::Database& db) -> Result<CaseFacts> {
    CaseFacts facts;
    SQLite::Statement rows(db, "SELECT name, value FROM fact");
    while (rows.executeStep()) {
      const std::string name = rows.getColumn(0).getString();
      for (const auto& [known, member] : kFacts) {
        if (name == known) facts.*member = rows.getColumn(1).getString();
      }
    }
    return facts;
  });
}

Result<void> CaseFile::set_facts(const CaseFacts& facts) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    write_facts(db, facts);
    std::string text;
    for (const auto& [name, member] : kFacts)
      text += std::string(text.empty() ? "" : "; ") + name + ": " + facts.*member;
    state_->journal(db, "case facts set", facts.reference, text);
    return {};
  });
}

Result<void> CaseFile::copy_to(const std::filesystem::path& to) {
  std::error_code none;
  if (std::filesystem::exists(to, none)) {
    return failure(Fault::kBadArgument, "there is already a file of this name", to.string());
  }
  if (const auto folder = std::filesystem::absolute(to, none).parent_path();
      !std::filesystem::is_directory(folder, none)) {
    return failure(Fault::kBadArgument, "there is no such folder", folder.string());
  }
  return state_->reading([&](SQLite::Database& db) -> Result<void> {
    try {
      SQLite::Statement copy(db, "VACUUM INTO ?");
      copy.bind(1, to.string());
      copy.exec();
    } catch (const SQLite::Exception& exception) {
      return tl::unexpected(case_error(exception, to));
    }
    return {};
  });
}

}  // namespace spoor
