#include "evidence/claim.h"

#include "base/text.h"
#include "evidence/claim_words.h"
#include "evidence/strict_json.h"
#include "evidence/zone.h"

#include <date/date.h>
#include <fmt/format.h>

#include <chrono>

namespace spoor {
namespace {

using nlohmann::json;

constexpr std::string_view kSchema = "spoor.claim/1";
constexpr std::size_t kMaxBytes = std::size_t{1} << 20;
constexpr std::size_t kMaxProse = 65'536;
constexpr std::size_t kMaxTimeText = 200;
constexpr double kMaxRadius = 2.1e7;  // half the Earth's circumference

Result<std::int64_t> instant_from_text(std::string_view text, const std::string& path) {
  auto time = claimed_time_from_text(text);
  if (!time) return tl::unexpected(Error{Fault::kBadArgument, time.error().sentence, path});
  if (time->zone != "Z" || time->first_us != time->last_us) {
    return failure(Fault::kBadArgument, "an instant in UTC is expected, like 2023-05-22T07:30:00Z", path);
  }
  return time->first_us;
}

std::optional<ClaimedPlace> place_from_json(const JsonObject& root, std::optional<Error>& error) {
  const json* value = root.find("place");
  if (value == nullptr || value->is_null()) return std::nullopt;
  const JsonObject object(*value, root.path("place"), error, {"latitude_deg", "longitude_deg", "radius_m"});
  ClaimedPlace place;
  place.latitude_deg = object.number("latitude_deg", -90, 90, std::nullopt);
  place.longitude_deg = object.number("longitude_deg", -180, 180, std::nullopt);
  if (const json* radius = object.find("radius_m"); radius != nullptr && !radius->is_null()) {
    place.radius_m = number_at(*radius, 0, kMaxRadius, object.path("radius_m"), error);
  }
  return place;
}

// A time is given either as text, resolved here, or as it was resolved before: later time-zone data must not
// change what a kept claim means.
std::optional<ClaimedTime> time_from_json(const JsonObject& root, std::optional<Error>& error) {
  const json* value = root.find("time");
  if (value == nullptr || value->is_null()) return std::nullopt;
  const auto keep = [&](const Error& fault) { note_fault(error, fault.sentence, fault.subject); };
  if (value->is_string()) {
    auto time = claimed_time_from_text(value->get<std::string>());
    if (time) return *time;
    note_fault(error, time.error().sentence, root.path("time"));
    return std::nullopt;
  }
  const JsonObject object(*value, root.path("time"), error, {"first", "last", "text", "zone", "tzdata"});
  ClaimedTime time;
  const auto first = instant_from_text(object.text("first", kMaxTimeText, true), object.path("first"));
  const auto last = instant_from_text(object.text("last", kMaxTimeText, true), object.path("last"));
  if (!first) keep(first.error());
  if (!last) keep(last.error());
  if (!first || !last) return std::nullopt;
  time.first_us = *first;
  time.last_us = *last;
  if (time.last_us < time.first_us) object.fault("the interval runs backwards", "last");
  time.text = object.text("text", kMaxTimeText);
  time.zone = object.text("zone", kMaxTimeText);
  time.tzdata = object.text("tzdata", kMaxTimeText);
  return time;
}

}  // namespace

Result<Claim> claim_from_text(std::string_view text) {
  Claim claim;
  auto words = claim_words(text);
  if (!words) return tl::unexpected(words.error());
  claim.place = words->place;
  if (!words->time.empty()) {
    auto time = claimed_time_from_text(words->time);
    if (!time) return tl::unexpected(time.error());
    claim.time = std::move(*time);
  }
  return claim;
}

Result<Claim> claim_from_json(std::string_view text) {
  auto document = strict_json(text, kMaxBytes);
  if (!document) return tl::unexpected(document.error());
  if (auto schema = check_schema(*document, kSchema); !schema) return tl::unexpected(schema.error());
  std::optional<Error> error;
  const JsonObject root(*document, "$", error, {"schema", "place", "time", "statement", "source"});
  Claim claim;
  claim.place = place_from_json(root, error);
  claim.time = time_from_json(root, error);
  claim.statement = root.text("statement", kMaxProse);
  claim.source = root.text("source", kMaxProse);
  if (error) return tl::unexpected(*error);
  return claim;
}

std::string claim_to_json(const Claim& claim) {
  json document{{"schema", kSchema}};
  if (claim.place) {
    document["place"] = {{"latitude_deg", claim.place->latitude_deg}, {"longitude_deg", claim.place->longitude_deg}};
    if (claim.place->radius_m) document["place"]["radius_m"] = *claim.place->radius_m;
  }
  if (claim.time) {
    document["time"] = {{"first", utc_text(claim.time->first_us)},
                        {"last", utc_text(claim.time->last_us)},
                        {"text", claim.time->text},
                        {"zone", claim.time->zone},
                        {"tzdata", claim.time->tzdata}};
  }
  if (!claim.statement.empty()) document["statement"] = claim.statement;
  if (!claim.source.empty()) document["source"] = claim.source;
  return document.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string utc_text(std::int64_t microseconds) {
  const std::chrono::microseconds time(microseconds);
  const auto day = date::floor<date::days>(time);
  const auto date = date::year_month_day(date::sys_days(day));
  const std::int64_t of_day = (time - day).count();
  const std::int64_t second = of_day / 1'000'000;
  std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                                 static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), second / 3600,
                                 second / 60 % 60, second % 60);
  if (const std::int64_t fraction = of_day % 1'000'000; fraction != 0) {
    text += fmt::format(".{:06}", fraction);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text + "Z";
}

}  // namespace spoor
