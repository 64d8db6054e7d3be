#include "findings/case_schema.h"

#include "base/byte_reader.h"
#include "base/file.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace spoor {
namespace {

namespace fs = std::filesystem;

// As SQLite keeps them: a case's schema is compared with this text letter by letter, so that a file with a
// trigger, a view or an odd constraint in it is refused before anything in it runs. Sorted by name.
constexpr std::array<std::pair<const char*, const char*>, 16> kSchema{{
    {"blob",
     "CREATE TABLE blob(key TEXT NOT NULL, number INTEGER NOT NULL, bytes INTEGER NOT NULL, kept INTEGER NOT NULL, "
     "data BLOB, PRIMARY KEY(key, number)) STRICT"},
    {"bookmark", "CREATE TABLE bookmark(exhibit INTEGER PRIMARY KEY, document TEXT NOT NULL) STRICT"},
    {"claim", "CREATE TABLE claim(exhibit INTEGER PRIMARY KEY, document TEXT NOT NULL) STRICT"},
    {"exhibit",
     "CREATE TABLE exhibit(id INTEGER PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, "
     "sha256 TEXT NOT NULL, source TEXT NOT NULL, added_at TEXT NOT NULL, media TEXT, examined_at TEXT NOT NULL, "
     "sha256_after TEXT NOT NULL, frames_decoded INTEGER, environment TEXT NOT NULL, error TEXT) STRICT"},
    {"fact", "CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"},
    {"finding", "CREATE TABLE finding(id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT"},
    {"journal",
     "CREATE TABLE journal(number INTEGER PRIMARY KEY, at TEXT NOT NULL, author TEXT NOT NULL, action TEXT NOT NULL, "
     "subject TEXT NOT NULL, text TEXT NOT NULL, hash TEXT NOT NULL) STRICT"},
    {"mark", "CREATE TABLE mark(exhibit INTEGER PRIMARY KEY, document TEXT NOT NULL) STRICT"},
    {"preview",
     "CREATE TABLE preview(key TEXT NOT NULL, number INTEGER NOT NULL, map TEXT NOT NULL, sha256 TEXT NOT NULL, "
     "full_width INTEGER NOT NULL, full_height INTEGER NOT NULL, reduction INTEGER NOT NULL, width INTEGER NOT NULL, "
     "height INTEGER NOT NULL, levels BLOB NOT NULL, PRIMARY KEY(key, number)) STRICT"},
    {"question", "CREATE TABLE question(id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT"},
    {"registration",
     "CREATE TABLE registration(left_exhibit INTEGER NOT NULL, right_exhibit INTEGER NOT NULL, document TEXT NOT NULL, "
     "PRIMARY KEY(left_exhibit, right_exhibit)) STRICT"},
    {"result",
     "CREATE TABLE result(key TEXT PRIMARY KEY, exhibit TEXT NOT NULL, pass TEXT NOT NULL, version INTEGER NOT NULL, "
     "state TEXT NOT NULL, fault TEXT NOT NULL, bearing TEXT NOT NULL, status TEXT NOT NULL, stored_at TEXT NOT NULL, "
     "document TEXT NOT NULL) STRICT"},
    {"result_of_exhibit", "CREATE INDEX result_of_exhibit ON result(exhibit, pass, key)"},
    {"run",
     "CREATE TABLE run(id INTEGER PRIMARY KEY, document TEXT NOT NULL, started_at TEXT NOT NULL, "
     "finished_at TEXT NOT NULL) STRICT"},
    {"skipped", "CREATE TABLE skipped(path TEXT PRIMARY KEY, reason TEXT NOT NULL) STRICT"},
    {"thumbnail",
     "CREATE TABLE thumbnail(exhibit INTEGER NOT NULL, frame INTEGER NOT NULL, clock TEXT NOT NULL, "
     "width INTEGER NOT NULL, height INTEGER NOT NULL, scale REAL NOT NULL, assumption TEXT NOT NULL, "
     "pixels BLOB NOT NULL, PRIMARY KEY(exhibit, frame)) STRICT"},
}};

// What the second form of a case added to the first.
constexpr std::string_view kSecondForm = "registration";

// statfs magic numbers (linux/magic.h and statfs(2)) of file systems whose locks or shared memory do not reach
// the other machine. FUSE is among them, since it may be sshfs.
constexpr std::array<std::uint64_t, 15> kNetworkMagic{
    0x6969,      // nfs
    0x517B,      // smb
    0xFF534D42,  // cifs
    0xFE534D42,  // smb2
    0x65735546,  // fuse
    0x01021997,  // 9p
    0x00C36400,  // ceph
    0x5346414F,  // afs
    0x6B414653,  // kafs
    0x73757245,  // coda
    0x0BD00BD0,  // lustre
    0x47504653,  // gpfs
    0x19830326,  // beegfs
    0xBACBACBC,  // vmhgfs
    0x786F4256,  // vboxsf
};

constexpr std::string_view kMagic("SQLite format 3\0", 16);
constexpr std::size_t kHeaderBytes = 100;
constexpr int kMaxValueBytes = 512 << 20;

bool on_network(const fs::path& path) {
  struct statfs about {};
  return ::statfs(path.c_str(), &about) == 0 && is_network_file_system(static_cast<std::uint64_t>(about.f_type));
}

bool folder_writable(const fs::path& path) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  return ::faccessat(AT_FDCWD, folder.c_str(), W_OK, AT_EACCESS) == 0;
}

// SQLite reads names as URIs here, where these characters have a meaning.
std::string uri_path(const fs::path& path) {
  std::error_code failed;
  const fs::path whole = fs::absolute(path, failed);
  std::string uri = "file:";
  for (const char c : (failed ? path : whole).string()) {
    switch (c) {
      case '%':
        uri += "%25";
        break;
      case '?':
        uri += "%3f";
        break;
      case '#':
        uri += "%23";
        break;
      default:
        uri += c;
    }
  }
  return uri;
}

void harden(SQLite::Database& database) {
  sqlite3* const handle = database.getHandle();
  for (const int option : {SQLITE_DBCONFIG_DEFENSIVE}) sqlite3_db_config(handle, option, 1, nullptr);
  for (const int option : {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW,
                           SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL}) {
    sqlite3_db_config(handle, option, 0, nullptr);
  }
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, kMaxValueBytes);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 1);  // VACUUM INTO attaches its target
  database.exec("PRAGMA cell_size_check=ON");
  database.exec("PRAGMA mmap_size=0");
  database.exec("PRAGMA synchronous=FULL");
}

std::string pragma(SQLite::Database& database, const char* sql) {
  SQLite::Statement query(database, sql);
  return query.executeStep() ? query.getColumn(0).getString() : std::string();
}

void choose_journal(SQLite::Database& database, const fs::path& path) {
  pragma(database, on_network(path) ? "PRAGMA journal_mode=DELETE" : "PRAGMA journal_mode=WAL");
}

// The first page's fields tell what a file is before SQLite looks at it.
Result<void> check_header(const fs::path& path) {
  auto file = open_regular_file(path);
  if (!file) return tl::unexpected(file.error());
  std::array<std::byte, kHeaderBytes> header{};
  const ssize_t got = ::pread(file->get(), header.data(), header.size(), 0);
  if (got < 0) return failure(Fault::kUnreadable, std::strerror(errno), path.string());
  if (static_cast<std::size_t>(got) < header.size() || as_text(Bytes(header).first(kMagic.size())) != kMagic) {
    return failure(Fault::kUnsupported, "this file is no Spoor case", path.string());
  }
  ByteReader reader{Bytes(header)};
  reader.seek(60);
  const std::uint32_t version = reader.u32().value_or(0);
  reader.seek(68);
  if (reader.u32().value_or(0) != static_cast<std::uint32_t>(kCaseApplicationId)) {
    return failure(Fault::kUnsupported, "this file is a database of another program, no Spoor case", path.string());
  }
  if (version > kCaseSchemaVersion) {
    return failure(Fault::kUnsupported,
                   "this case was written by a newer version of Spoor (its form is number " + std::to_string(version) +
                       ", this program reads up to " + std::to_string(kCaseSchemaVersion) + ")",
                   path.string());
  }
  if (version < 1) return failure(Fault::kCorrupt, "the case states no version of its form", path.string());
  return {};
}

int form_of(SQLite::Database& database) {
  SQLite::Statement query(database, "PRAGMA user_version");
  return query.executeStep() ? query.getColumn(0).getInt() : 0;
}

Result<void> check_content(SQLite::Database& database, const fs::path& path) {
  SQLite::Statement objects(database,
                            "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                            "ORDER BY name");
  const bool first_form = form_of(database) == 1;
  std::size_t i = 0;
  const auto pass_over = [&] {
    if (first_form && i < kSchema.size() && kSchema[i].first == kSecondForm) ++i;
  };
  bool same = true;
  while (same && objects.executeStep()) {
    pass_over();
    same = i < kSchema.size() && objects.getColumn(0).getString() == kSchema[i].first &&
           objects.getColumn(1).getString() == kSchema[i].second;
    ++i;
  }
  pass_over();
  if (!same || i != kSchema.size()) {
    return failure(Fault::kCorrupt, "the case's tables are not those that Spoor makes", path.string());
  }
  if (pragma(database, "PRAGMA quick_check(1)") != "ok") {
    return failure(Fault::kCorrupt, "the case file is damaged (SQLite's quick check fails)", path.string());
  }
  return {};
}

/// A case of the first form that is opened for writing becomes one of the second.
void renew(SQLite::Database& database) {
  if (form_of(database) != 1) return;
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  for (const auto& [name, sql] : kSchema) {
    if (name == kSecondForm) database.exec(sql);
  }
  database.exec("PRAGMA user_version=" + std::to_string(kCaseSchemaVersion));
  transaction.commit();
}

}  // namespace

bool is_network_file_system(std::uint64_t magic) {
  return std::find(kNetworkMagic.begin(), kNetworkMagic.end(), magic & 0xFFFFFFFF) != kNetworkMagic.end();
}

Error case_error(const SQLite::Exception& exception, const fs::path& path) {
  const std::string subject = path.string();
  switch (exception.getErrorCode()) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Fault::kUnreadable, "another program is writing to this case; try again when it has finished", subject};
    case SQLITE_FULL:
      return {Fault::kUnreadable, "the disk is full", subject};
    case SQLITE_READONLY:
      return {Fault::kUnreadable, "the case cannot be written: the file or its folder is read-only", subject};
    case SQLITE_CANTOPEN:
      return {Fault::kUnreadable, "the case cannot be opened", subject};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return {Fault::kCorrupt, "the case file is damaged", subject};
    case SQLITE_TOOBIG:
      return {Fault::kTooLarge, "a value is too large for a case", subject};
    default:
      return {Fault::kUnreadable, std::string("the case cannot be used: ") + exception.what(), subject};
  }
}

Result<CaseDatabase> create_case_database(const fs::path& path, int busy_ms) {
  // O_EXCL: of two programs that create the same case, one is told.
  const FileHandle fresh(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (!fresh) {
    if (errno == EEXIST) return failure(Fault::kBadArgument, "there is already a file of this name", path.string());
    return failure(Fault::kUnreadable, std::string("the case cannot be made: ") + std::strerror(errno), path.string());
  }
  try {
    CaseDatabase made;
    made.database =
        std::make_unique<SQLite::Database>(uri_path(path), SQLite::OPEN_READWRITE | SQLite::OPEN_URI, busy_ms);
    auto& database = *made.database;
    harden(database);
    // In rollback mode, so that the header's identity is in the file itself before any WAL exists.
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::EXCLUSIVE);
    database.exec("PRAGMA application_id=" + std::to_string(kCaseApplicationId));
    database.exec("PRAGMA user_version=" + std::to_string(kCaseSchemaVersion));
    for (const auto& [name, sql] : kSchema) {
      if (std::string_view(sql).starts_with("CREATE TABLE")) database.exec(sql);
    }
    for (const auto& [name, sql] : kSchema) {
      if (std::string_view(sql).starts_with("CREATE INDEX")) database.exec(sql);
    }
    transaction.commit();
    choose_journal(database, path);
    return made;
  } catch (const SQLite::Exception& exception) {
    return tl::unexpected(case_error(exception, path));
  }
}

Result<CaseDatabase> open_case_database(const fs::path& path, bool read_only, int busy_ms) {
  if (auto ok = check_header(path); !ok) return tl::unexpected(ok.error());
  try {
    CaseDatabase opened;
    const bool fixed = !folder_writable(path);
    opened.read_only = read_only || fixed || ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0;
    const fs::path wal = path.string() + "-wal";
    std::error_code none;
    if (fixed && fs::exists(wal, none) && fs::file_size(wal, none) > 0) {
      return failure(Fault::kUnreadable,
                     "the case was not closed and its folder is read-only; copy the case and its -wal file to a "
                     "folder that can be written",
                     path.string());
    }
    // Immutable: SQLite then makes no file beside the case, and takes no lock.
    const std::string name = uri_path(path) + (fixed ? "?immutable=1" : "");
    const int flags = (opened.read_only ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE) | SQLite::OPEN_URI;
    opened.database = std::make_unique<SQLite::Database>(name, flags, busy_ms);
    harden(*opened.database);
    if (auto ok = check_content(*opened.database, path); !ok) return tl::unexpected(ok.error());
    if (!opened.read_only) {
      choose_journal(*opened.database, path);
      renew(*opened.database);
    }
    return opened;
  } catch (const SQLite::Exception& exception) {
    return tl::unexpected(case_error(exception, path));
  }
}

}  // namespace spoor
