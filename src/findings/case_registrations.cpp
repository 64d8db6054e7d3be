#include "findings/case_records.h"
#include "findings/case_state.h"

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

using nlohmann::json;

constexpr std::size_t kMostPairs = 1000;

json homography_json(const Homography& homography) {
  json list = json::array();
  for (const double value : homography) list.push_back(value);
  return list;
}

Homography homography_from(const JsonReader& item, const char* name) {
  const std::vector<double> values = item.numbers(name);
  Homography homography{};
  const bool fits = values.size() == homography.size() &&
                    std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
  if (!fits) throw JsonFault(std::string("'") + name + "' is no homography");
  std::copy(values.begin(), values.end(), homography.begin());
  return homography;
}

json point_json(const PicturePoint& point) { return json::array({point.x, point.y}); }

PicturePoint point_from(const JsonReader& item, const char* name) {
  const std::vector<double> values = item.numbers(name);
  if (values.size() != 2 || !std::isfinite(values[0]) || !std::isfinite(values[1])) {
    throw JsonFault(std::string("'") + name + "' is no point");
  }
  return {values[0], values[1]};
}

json fit_json(const FeatureFit& fit) {
  json item{{"right_from_left", homography_json(fit.right_from_left)},
            {"left_features", fit.left_features},
            {"right_features", fit.right_features},
            {"matches", fit.matches},
            {"inliers", fit.inliers},
            {"error_px", fit.error_px},
            {"error_95_px", fit.error_95_px},
            {"coverage", fit.coverage},
            {"method", fit.method}};
  if (fit.brightness) {
    item["brightness"] = {{"gain", fit.brightness->gain},
                          {"offset", fit.brightness->offset},
                          {"correlation", fit.brightness->correlation}};
  }
  return item;
}

FeatureFit fit_from(const JsonReader& item) {
  FeatureFit fit;
  fit.right_from_left = homography_from(item, "right_from_left");
  fit.left_features = item.whole("left_features");
  fit.right_features = item.whole("right_features");
  fit.matches = item.whole("matches");
  fit.inliers = item.whole("inliers");
  fit.error_px = item.number("error_px");
  fit.error_95_px = item.number("error_95_px");
  fit.coverage = item.number("coverage");
  fit.method = item.text("method");
  if (item.has("brightness")) {
    const JsonReader of = item.object("brightness");
    fit.brightness = BrightnessMatch{of.number("gain"), of.number("offset"), of.number("correlation")};
  }
  return fit;
}

std::optional<std::string> document_of(SQLite::Database& db, const char* sql, std::int64_t left, std::int64_t right) {
  SQLite::Statement row(db, sql);
  row.bind(1, left);
  row.bind(2, right);
  return row.executeStep() ? std::optional(row.getColumn(0).getString()) : std::nullopt;
}

}  // namespace

std::string registration_subject(std::int64_t left, std::int64_t right) {
  return "exhibit " + std::to_string(right) + " upon exhibit " + std::to_string(left);
}

json registration_json(const Registration& registration) {
  json item{{"left", registration.left},
            {"right", registration.right},
            {"left_frame", registration.left_frame},
            {"right_frame", registration.right_frame},
            {"pairs", json::array()},
            {"right_from_left", homography_json(registration.right_from_left)},
            {"method", registration.method},
            {"author", registration.author},
            {"created", registration.created}};
  for (const PointPair& pair : registration.pairs) {
    item["pairs"].push_back({{"left", point_json(pair.left)}, {"right", point_json(pair.right)}});
  }
  if (registration.features) item["features"] = fit_json(*registration.features);
  return item;
}

Registration registration_from_json(const json& value) {
  const JsonReader item(value);
  Registration registration;
  registration.left = item.whole("left");
  registration.right = item.whole("right");
  registration.left_frame = item.whole("left_frame");
  registration.right_frame = item.whole("right_frame");
  registration.right_from_left = homography_from(item, "right_from_left");
  registration.method = item.text("method");
  registration.author = item.text("author");
  registration.created = item.text("created");
  const auto pairs = item.list("pairs");
  if (pairs.size() > kMostPairs) throw JsonFault("a registration has more than a thousand pairs");
  for (const JsonReader& pair : pairs) {
    registration.pairs.push_back({point_from(pair, "left"), point_from(pair, "right")});
  }
  if (item.has("features")) registration.features = fit_from(item.object("features"));
  return registration;
}

Result<void> CaseFile::put_registration(const Registration& registration) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    const std::string document = json_text(registration_json(registration));
    SQLite::Statement insert(db, "INSERT OR REPLACE INTO registration VALUES(?, ?, ?)");
    insert.bind(1, registration.left);
    insert.bind(2, registration.right);
    insert.bind(3, document);
    insert.exec();
    state_->journal(db, "registration set", registration_subject(registration.left, registration.right), document);
    return {};
  });
}

Result<void> CaseFile::remove_registration(std::int64_t left, std::int64_t right) {
  return state_->writing([&](SQLite::Database& db) -> Result<void> {
    const auto was = document_of(
        db, "DELETE FROM registration WHERE left_exhibit = ? AND right_exhibit = ? RETURNING document", left, right);
    if (was) state_->journal(db, "registration removed", registration_subject(left, right), *was);
    return {};
  });
}

Result<std::vector<Registration>> CaseFile::registrations() {
  return state_->reading([&](SQLite::Database& db) -> Result<std::vector<Registration>> {
    std::vector<Registration> list;
    // A case of the first form that cannot be written.
    if (!db.tableExists("registration")) return list;
    SQLite::Statement rows(db, "SELECT document FROM registration ORDER BY left_exhibit, right_exhibit");
    while (rows.executeStep()) list.push_back(registration_from_json(parsed_json(rows.getColumn(0).getText())));
    return list;
  });
}

}  // namespace spoor
