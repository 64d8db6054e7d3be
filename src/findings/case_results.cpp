#include "analysis/field_codec.h"
#include "analysis/result_codec.h"
#include "base/digest.h"
#include "findings/case_records.h"
#include "findings/case_state.h"
#include "findings/pack.h"
#include "findings/preview.h"

namespace spoor {
namespace {

std::span<const std::byte> blob_of(const SQLite::Column& column) {
  return {static_cast<const std::byte*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())};
}

void bind_blob(SQLite::Statement& statement, int index, std::span<const std::byte> bytes) {
  statement.bind(index, static_cast<const void*>(bytes.data()), static_cast<int>(bytes.size()));
}

// What a second run of the same request would give again. Reasons outside the request (a library that is not
// installed, a worker that died, an analyst who cancelled) may be gone next time.
bool lasting(ResultState state, Fault fault) {
  if (state == ResultState::kDone || state == ResultState::kNotApplicable) return true;
  return state == ResultState::kFailed && fault != Fault::kCrashed && fault != Fault::kTimedOut &&
         fault != Fault::kOutOfMemory && fault != Fault::kUnreadable;
}

void remove_result(SQLite::Database& db, const std::string& key) {
  for (const char* sql : {"DELETE FROM blob WHERE key = ?", "DELETE FROM preview WHERE key = ?"}) {
    SQLite::Statement statement(db, sql);
    statement.bind(1, key);
    statement.exec();
  }
}

void put_blobs(SQLite::Database& db, const std::string& key, const std::vector<std::vector<std::byte>>& blobs,
               std::int64_t budget) {
  SQLite::Statement total(db, "SELECT COALESCE(SUM(bytes), 0) FROM blob WHERE kept = 1");
  std::int64_t used = total.executeStep() ? total.getColumn(0).getInt64() : 0;
  for (std::size_t i = 0; i < blobs.size(); ++i) {
    const auto bytes = static_cast<std::int64_t>(blobs[i].size());
    const bool kept = bytes <= budget - used;
    if (kept) used += bytes;
    SQLite::Statement insert(db, "INSERT INTO blob VALUES(?, ?, ?, ?, ?)");
    insert.bind(1, key);
    insert.bind(2, static_cast<std::int64_t>(i));
    insert.bind(3, bytes);
    insert.bind(4, kept ? 1 : 0);
    if (kept) bind_blob(insert, 5, blobs[i]);
    insert.exec();
  }
}

void put_previews(SQLite::Database& db, const std::string& key, const std::vector<Map>& maps) {
  for (std::size_t i = 0; i < maps.size(); ++i) {
    if (maps[i].field.empty()) continue;
    const MapPreview preview = map_preview(maps[i]);
    SQLite::Statement insert(db, "INSERT INTO preview VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, key);
    insert.bind(2, static_cast<std::int64_t>(i));
    insert.bind(3, preview.map);
    insert.bind(4, preview.sha256);
    insert.bind(5, preview.full.width);
    insert.bind(6, preview.full.height);
    insert.bind(7, preview.reduction);
    insert.bind(8, preview.levels.cols);
    insert.bind(9, preview.levels.rows);
    bind_blob(insert, 10, packed(preview.levels));
    insert.exec();
  }
}

// The document's maps name blobs by index; those not at hand become null, as decode_result wants it.
void forget_fields(nlohmann::json& document, const std::vector<bool>& at_hand) {
  const auto output = document.find("output");
  if (output == document.end() || !output->is_object()) throw JsonFault("a result has no output");
  const auto maps = output->find("maps");
  if (maps == output->end() || !maps->is_array()) throw JsonFault("a result has no list of maps");
  for (auto& map : *maps) {
    if (!map.is_object()) throw JsonFault("a map is no object");
    auto& blob = map["blob"];
    if (!blob.is_number_unsigned()) continue;
    const auto index = blob.get<std::uint64_t>();
    if (index >= at_hand.size() || !at_hand[static_cast<std::size_t>(index)]) blob = nullptr;
  }
}

Result<PassResult> read_result(SQLite::Database& db, const std::string& key, std::string_view text, bool with_maps) {
  nlohmann::json document = parsed_json(text);
  std::vector<std::vector<std::byte>> blobs;
  std::vector<bool> at_hand;
  if (with_maps) {
    SQLite::Statement rows(db, "SELECT data FROM blob WHERE key = ? ORDER BY number");
    rows.bind(1, key);
    while (rows.executeStep()) {
      const auto bytes = blob_of(rows.getColumn(0));
      at_hand.push_back(!rows.getColumn(0).isNull());
      blobs.emplace_back(bytes.begin(), bytes.end());
    }
  }
  forget_fields(document, at_hand);
  auto result = decode_result(document, blobs);
  if (result && result->provenance.key != key) {
    return failure(Fault::kCorrupt, "a result of the case stands under another key than its own", key);
  }
  return result;
}

}  // namespace

Result<void> CaseFile::put(const std::string& exhibit_sha256, const PassResult& result) {
  if (result.provenance.key.empty()) return failure(Fault::kBadArgument, "the result has no key", result.pass);
  const EncodedResult encoded = encode_result(result);
  const std::string document = json_text(encoded.document);
  const std::string& key = result.provenance.key;
  const std::string fault = result.state == ResultState::kDone ? "" : std::string(fault_name(result.error.fault));
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    remove_result(db, key);
    SQLite::Statement insert(db,
                             "INSERT INTO result VALUES(?, ?, ?, ?, ?, ?, ?, 'unset', ?, ?) ON CONFLICT(key) DO UPDATE "
                             "SET exhibit=excluded.exhibit, pass=excluded.pass, version=excluded.version, "
                             "state=excluded.state, fault=excluded.fault, bearing=excluded.bearing, "
                             "stored_at=excluded.stored_at, document=excluded.document");
    insert.bind(1, key);
    insert.bind(2, exhibit_sha256);
    insert.bind(3, result.pass);
    insert.bind(4, result.version);
    insert.bind(5, state_name(result.state));
    insert.bind(6, fault);
    insert.bind(7, bearing_name(overall_bearing(result.output)));
    insert.bind(8, state_->now());
    insert.bind(9, document);
    insert.exec();
    put_blobs(db, key, encoded.blobs, state_->options.map_budget);
    put_previews(db, key, result.output.maps);
    state_->journal_result(db, key,
                           "pass " + result.pass + " version " + std::to_string(result.version) + ", " +
                               state_name(result.state) + ", exhibit " + exhibit_sha256,
                           document);
    return {};
  });
}

Result<std::optional<PassResult>> CaseFile::find(const std::string& key) {
  return state_->reading([&](SQLite::Database& db) -> Result<std::optional<PassResult>> {
    SQLite::Statement row(db, "SELECT state, fault, document FROM result WHERE key = ?");
    row.bind(1, key);
    if (!row.executeStep()) return std::nullopt;
    const auto state = state_from_name(row.getColumn(0).getString());
    if (!state || !lasting(*state, fault_from_name(row.getColumn(1).getString()))) return std::nullopt;
    auto result = read_result(db, key, row.getColumn(2).getText(), true);
    if (!result) return tl::unexpected(result.error());
    return std::optional(std::move(*result));
  });
}

Result<PassResult> CaseFile::result(const std::string& key, bool with_maps) {
  return state_->reading([&](SQLite::Database& db) -> Result<PassResult> {
    SQLite::Statement row(db, "SELECT document FROM result WHERE key = ?");
    row.bind(1, key);
    if (!row.executeStep()) return failure(Fault::kNotFound, "the case holds no such result", key);
    return read_result(db, key, row.getColumn(0).getText(), with_maps);
  });
}

Result<std::vector<ResultRow>> CaseFile::results(const std::string& exhibit_sha256) {
  return state_->reading([&](SQLite::Database& db) -> Result<std::vector<ResultRow>> {
    std::vector<ResultRow> list;
    SQLite::Statement rows(db,
                           "SELECT key, pass, version, state, bearing, status, stored_at, "
                           "(SELECT COUNT(*) FROM blob WHERE blob.key = result.key), "
                           "(SELECT COALESCE(SUM(kept), 0) FROM blob WHERE blob.key = result.key) "
                           "FROM result WHERE exhibit = ? ORDER BY pass, key");
    rows.bind(1, exhibit_sha256);
    while (rows.executeStep()) {
      ResultRow row;
      row.key = rows.getColumn(0).getString();
      row.pass = rows.getColumn(1).getString();
      row.version = rows.getColumn(2).getInt();
      row.state = state_from_name(rows.getColumn(3).getString()).value_or(ResultState::kFailed);
      row.bearing = bearing_from_name(rows.getColumn(4).getString()).value_or(Bearing::kInconclusive);
      row.status = analyst_status_from_name(rows.getColumn(5).getString()).value_or(AnalystStatus::kUnset);
      row.stored_at = rows.getColumn(6).getString();
      row.maps = rows.getColumn(7).getInt64();
      row.maps_kept = rows.getColumn(8).getInt64();
      list.push_back(std::move(row));
    }
    return list;
  });
}

Result<std::vector<MapPreview>> CaseFile::previews(const std::string& key) {
  return state_->reading([&](SQLite::Database& db) -> Result<std::vector<MapPreview>> {
    std::vector<MapPreview> list;
    SQLite::Statement rows(db,
                           "SELECT map, sha256, full_width, full_height, reduction, width, height, levels "
                           "FROM preview WHERE key = ? ORDER BY number");
    rows.bind(1, key);
    while (rows.executeStep()) {
      MapPreview preview;
      preview.map = rows.getColumn(0).getString();
      preview.sha256 = rows.getColumn(1).getString();
      preview.full = {rows.getColumn(2).getInt(), rows.getColumn(3).getInt()};
      preview.reduction = rows.getColumn(4).getInt();
      const cv::Size size(rows.getColumn(5).getInt(), rows.getColumn(6).getInt());
      auto levels = size.width > kPreviewSide || size.height > kPreviewSide
                        ? std::nullopt
                        : unpacked(blob_of(rows.getColumn(7)), size, CV_8UC1);
      if (!levels || preview.reduction < 1) {
        return failure(Fault::kCorrupt, "the preview of a map is damaged", state_->path.string());
      }
      preview.levels = std::move(*levels);
      list.push_back(std::move(preview));
    }
    return list;
  });
}

Result<void> CaseFile::set_status(const std::string& key, AnalystStatus status) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    SQLite::Statement update(db, "UPDATE result SET status = ? WHERE key = ?");
    update.bind(1, analyst_status_name(status));
    update.bind(2, key);
    if (update.exec() == 0) return failure(Fault::kNotFound, "the case holds no such result", key);
    state_->journal(db, "status set", key, analyst_status_name(status));
    return {};
  });
}

}  // namespace spoor
