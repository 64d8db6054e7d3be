#include "findings/case_records.h"
#include "findings/case_state.h"
#include "findings/pack.h"

namespace spoor {
namespace {

using nlohmann::json;

constexpr int kMaxThumbnailPixels = 2'000'000;

// Runs `update` (with its values bound) on one exhibit's row.
Result<void> changed(SQLite::Statement& update, std::int64_t exhibit) {
  if (update.exec() == 1) return {};
  return failure(Fault::kBadArgument, "the case holds no such exhibit", std::to_string(exhibit));
}

std::string digest_of(SQLite::Database& db, std::int64_t exhibit) {
  SQLite::Statement row(db, "SELECT sha256 FROM exhibit WHERE id = ?");
  row.bind(1, exhibit);
  return row.executeStep() ? row.getColumn(0).getString() : std::string();
}

// Null while unknown.
json media_of(SQLite::Database& db, std::int64_t exhibit) {
  SQLite::Statement row(db, "SELECT media FROM exhibit WHERE id = ?");
  row.bind(1, exhibit);
  return row.executeStep() && !row.getColumn(0).isNull() ? parsed_json(row.getColumn(0).getText()) : json();
}

ExhibitRecord record_of(SQLite::Statement& row) {
  ExhibitRecord record;
  record.id = row.getColumn(0).getInt64();
  record.exhibit.name = row.getColumn(1).getString();
  record.exhibit.path = row.getColumn(2).getString();
  record.exhibit.size = row.getColumn(3).getInt64();
  record.exhibit.sha256 = row.getColumn(4).getString();
  record.exhibit.source = source_from_json(parsed_json(row.getColumn(5).getText()));
  record.added_at = row.getColumn(6).getString();
  if (!row.getColumn(7).isNull()) record.media = parsed_json(row.getColumn(7).getText());
  record.examined_at = row.getColumn(8).getString();
  record.sha256_after = row.getColumn(9).getString();
  if (!row.getColumn(10).isNull()) record.frames_decoded = row.getColumn(10).getInt64();
  record.environment = lines_from_json(parsed_json(row.getColumn(11).getText()));
  if (!row.getColumn(12).isNull()) record.error = error_from_json(parsed_json(row.getColumn(12).getText()));
  return record;
}

// One JSON document an exhibit, in a table of (exhibit, document).
void write_document(SQLite::Database& db, const char* sql, std::int64_t exhibit, const std::string& document) {
  SQLite::Statement insert(db, sql);
  insert.bind(1, exhibit);
  insert.bind(2, document);
  insert.exec();
}

}  // namespace

Result<std::int64_t> CaseFile::add_exhibit(const Exhibit& exhibit) {
  return state_->writing([&](SQLite::Database& db) -> Result<std::int64_t> {
    SQLite::Statement same(db, "SELECT id FROM exhibit WHERE path = ? AND sha256 = ?");
    same.bind(1, exhibit.path);
    same.bind(2, exhibit.sha256);
    if (same.executeStep()) return same.getColumn(0).getInt64();
    SQLite::Statement insert(db,
                             "INSERT INTO exhibit(name, path, size, sha256, source, added_at, examined_at, "
                             "sha256_after, environment) VALUES(?, ?, ?, ?, ?, ?, '', '', '[]')");
    insert.bind(1, exhibit.name);
    insert.bind(2, exhibit.path);
    insert.bind(3, exhibit.size);
    insert.bind(4, exhibit.sha256);
    insert.bind(5, json_text(source_json(exhibit.source)));
    insert.bind(6, state_->now());
    insert.exec();
    const std::int64_t id = db.getLastInsertRowid();
    state_->journal(
        db, "exhibit added", exhibit.sha256,
        "number " + std::to_string(id) + ", " + std::to_string(exhibit.size) + " bytes, name " + exhibit.name);
    return id;
  });
}

Result<void> CaseFile::set_media(std::int64_t exhibit, const MediaInfo& info) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    json media = media_json(info);
    if (json known = media_of(db, exhibit); known.contains("decoding"))
      media["decoding"] = std::move(known["decoding"]);
    SQLite::Statement update(db, "UPDATE exhibit SET media = ?, error = NULL WHERE id = ?");
    update.bind(1, json_text(media));
    update.bind(2, exhibit);
    state_->journal(db, "medium opened", digest_of(db, exhibit), info.format + ", decoder " + info.decoder);
    return changed(update, exhibit);
  });
}

Result<void> CaseFile::set_decoded(std::int64_t exhibit, const DecodedClip& clip) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    json media = media_of(db, exhibit);
    if (!media.is_object()) return failure(Fault::kBadArgument, "the exhibit's medium is not on record");
    const auto known = media.find("decoding");
    if (known != media.end() && !clip.fuller_than(decoding_from_json(*known))) return {};
    media["decoding"] = decoding_json(clip);
    SQLite::Statement update(db,
                             "UPDATE exhibit SET media = ?, frames_decoded = COALESCE(?, frames_decoded) WHERE id = ?");
    update.bind(1, json_text(media));
    if (clip.complete) update.bind(2, clip.frames);
    update.bind(3, exhibit);
    state_->journal(db, "frames decoded", digest_of(db, exhibit),
                    std::to_string(clip.frames) + (clip.complete ? ", to the end" : ", not to the end") +
                        ", samples made up by the decoder in " + std::to_string(clip.concealed));
    return changed(update, exhibit);
  });
}

Result<void> CaseFile::set_error(std::int64_t exhibit, const Error& error) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    SQLite::Statement update(db, "UPDATE exhibit SET error = ? WHERE id = ?");
    update.bind(1, json_text(error_json(error)));
    update.bind(2, exhibit);
    state_->journal(db, "exhibit not readable", digest_of(db, exhibit), to_text(error));
    return changed(update, exhibit);
  });
}

Result<void> CaseFile::set_examined(std::int64_t exhibit, const std::string& sha256_after,
                                    std::optional<std::int64_t> frames_decoded, const Lines& environment) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    SQLite::Statement update(db,
                             "UPDATE exhibit SET examined_at = ?, sha256_after = ?, frames_decoded = "
                             "COALESCE(?, frames_decoded), environment = ? WHERE id = ?");
    update.bind(1, state_->now());
    update.bind(2, sha256_after);
    if (frames_decoded) update.bind(3, *frames_decoded);
    update.bind(4, json_text(named_lines_json(environment)));
    update.bind(5, exhibit);
    state_->journal(db, "exhibit examined", digest_of(db, exhibit),
                    "digest at the end " + (sha256_after.empty() ? "not taken" : sha256_after));
    return changed(update, exhibit);
  });
}

Result<std::vector<ExhibitRecord>> CaseFile::exhibits() {
  return state_->reading([&](SQLite::Database& db) -> Result<std::vector<ExhibitRecord>> {
    std::vector<ExhibitRecord> list;
    SQLite::Statement rows(db,
                           "SELECT id, name, path, size, sha256, source, added_at, media, examined_at, sha256_after, "
                           "frames_decoded, environment, error FROM exhibit ORDER BY id");
    while (rows.executeStep()) list.push_back(record_of(rows));
    return list;
  });
}

Result<void> CaseFile::put_thumbnail(std::int64_t exhibit, const ReducedPicture& picture) {
  if (picture.bgr.empty() || picture.bgr.type() != CV_8UC3 || picture.bgr.total() > kMaxThumbnailPixels) {
    return failure(Fault::kBadArgument, "a thumbnail is a BGR picture of at most two megapixels");
  }
  const ColourAssumption& assumed = picture.assumption;
  const std::string assumption = assumed.assumed ? "matrix " + std::to_string(assumed.matrix) + " (H.273), " +
                                                       colour_range_name(assumed.range) + " range, not declared"
                                                 : "";
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    SQLite::Statement insert(db, "INSERT OR REPLACE INTO thumbnail VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, exhibit);
    insert.bind(2, picture.info.index);
    insert.bind(3, picture.info.pts ? clock_text(*picture.info.pts) : "");
    insert.bind(4, picture.bgr.cols);
    insert.bind(5, picture.bgr.rows);
    insert.bind(6, picture.scale);
    insert.bind(7, assumption);
    const auto pixels = packed(picture.bgr);
    insert.bind(8, static_cast<const void*>(pixels.data()), static_cast<int>(pixels.size()));
    insert.exec();
    return {};
  });
}

Result<std::vector<Thumbnail>> CaseFile::thumbnails(std::int64_t exhibit) {
  return state_->reading([&](SQLite::Database& db) -> Result<std::vector<Thumbnail>> {
    std::vector<Thumbnail> list;
    SQLite::Statement rows(db,
                           "SELECT frame, clock, width, height, scale, assumption, pixels FROM thumbnail "
                           "WHERE exhibit = ? ORDER BY frame");
    rows.bind(1, exhibit);
    while (rows.executeStep()) {
      const std::int64_t width = rows.getColumn(2).getInt64(), height = rows.getColumn(3).getInt64();
      const SQLite::Column pixels = rows.getColumn(6);
      std::optional<cv::Mat> bgr;
      if (width > 0 && height > 0 && width <= kMaxThumbnailPixels && height <= kMaxThumbnailPixels / width) {
        bgr = unpacked({static_cast<const std::byte*>(pixels.getBlob()), static_cast<std::size_t>(pixels.getBytes())},
                       cv::Size(static_cast<int>(width), static_cast<int>(height)), CV_8UC3);
      }
      const double scale = rows.getColumn(4).getDouble();
      if (!bgr || !(scale > 0)) {
        return failure(Fault::kCorrupt, "a thumbnail of the case is damaged", state_->path.string());
      }
      list.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getString(), std::move(*bgr), scale,
                      rows.getColumn(5).getString()});
    }
    return list;
  });
}

Result<void> CaseFile::set_marks(std::int64_t exhibit, const Marks& marks) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    const std::string document = json_text(marks_json(marks));
    write_document(db, "INSERT OR REPLACE INTO mark VALUES(?, ?)", exhibit, document);
    state_->journal(db, "marks set", digest_of(db, exhibit), document);
    return {};
  });
}

Result<Marks> CaseFile::marks(std::int64_t exhibit) {
  return state_->reading([&](SQLite::Database& db) -> Result<Marks> {
    SQLite::Statement row(db, "SELECT document FROM mark WHERE exhibit = ?");
    row.bind(1, exhibit);
    if (!row.executeStep()) return Marks{};
    return marks_from_record(parsed_json(row.getColumn(0).getText()));
  });
}

Result<void> CaseFile::set_claim(std::int64_t exhibit, const Claim& claim) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    const std::string document = json_text(claim_json(claim));
    write_document(db, "INSERT OR REPLACE INTO claim VALUES(?, ?)", exhibit, document);
    state_->journal(db, "claim set", digest_of(db, exhibit), document);
    return {};
  });
}

Result<void> CaseFile::remove_claim(std::int64_t exhibit) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    SQLite::Statement row(db, "DELETE FROM claim WHERE exhibit = ? RETURNING document");
    row.bind(1, exhibit);
    if (!row.executeStep()) return {};
    state_->journal(db, "claim removed", digest_of(db, exhibit), row.getColumn(0).getString());
    return {};
  });
}

Result<void> CaseFile::set_bookmarks(std::int64_t exhibit, const std::vector<Bookmark>& bookmarks) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    const std::string document = json_text(bookmarks_json(bookmarks));
    write_document(db, "INSERT OR REPLACE INTO bookmark VALUES(?, ?)", exhibit, document);
    state_->journal(db, "bookmarks set", digest_of(db, exhibit), document);
    return {};
  });
}

Result<std::vector<Bookmark>> CaseFile::bookmarks(std::int64_t exhibit) {
  return state_->reading([&](SQLite::Database& db) -> Result<std::vector<Bookmark>> {
    SQLite::Statement row(db, "SELECT document FROM bookmark WHERE exhibit = ?");
    row.bind(1, exhibit);
    if (!row.executeStep()) return std::vector<Bookmark>();
    return bookmarks_from_json(parsed_json(row.getColumn(0).getText()));
  });
}

Result<std::optional<Claim>> CaseFile::claim(std::int64_t exhibit) {
  return state_->reading([&](SQLite::Database& db) -> Result<std::optional<Claim>> {
    SQLite::Statement row(db, "SELECT document FROM claim WHERE exhibit = ?");
    row.bind(1, exhibit);
    if (!row.executeStep()) return std::nullopt;
    return std::optional(claim_from_record(parsed_json(row.getColumn(0).getText())));
  });
}

}  // namespace spoor
