#include "evidence/claim_words.h"

#include "base/text.h"
#include "evidence/zone.h"

#include <date/date.h>

#include <charconv>
#include <chrono>
#include <cmath>

namespace spoor {
namespace {

constexpr std::int64_t kSecond = 1'000'000, kMinute = 60 * kSecond, kDay = 24 * 60 * kMinute;
constexpr int kFirstYear = 1800, kLastYear = 2199;
constexpr double kMaxRadius = 2.1e7;
constexpr std::string_view kDegreeSign = "\xC2\xB0";

class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  void spaces() {
    while (peek() == ' ' || peek() == '\t') rest_.remove_prefix(1);
  }
  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  /// A decimal number without an exponent: "5E" is five east.
  std::optional<double> decimal() {
    double value = 0;
    const bool plus = peek() == '+';
    const char* begin = rest_.data() + (plus ? 1 : 0);
    const auto [end, error] = std::from_chars(begin, rest_.data() + rest_.size(), value, std::chars_format::fixed);
    if (error != std::errc() || !std::isfinite(value)) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }

  /// Exactly `count` digits.
  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return std::nullopt;
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

 private:
  std::string_view rest_;
};

struct Angle {
  double degrees = 0;
  char letter = '\0';  // N, S, E, W
};

std::optional<Angle> angle(Cursor& cursor) {
  const auto whole = cursor.decimal();
  if (!whole) return std::nullopt;
  Angle result{*whole, '\0'};
  if (cursor.take(kDegreeSign) || cursor.take("d")) {
    double parts = 0;
    double scale = 60;
    for (const char mark : {'\'', '"'}) {
      Cursor ahead = cursor;
      ahead.spaces();
      const auto part = ahead.decimal();
      if (!part || ahead.peek() != mark) break;
      if (*part < 0 || *part >= 60) return std::nullopt;
      ahead.take(std::string_view(&mark, 1));
      parts += *part / scale;
      scale *= 60;
      cursor = ahead;
    }
    result.degrees += std::signbit(*whole) ? -parts : parts;
  }
  Cursor ahead = cursor;
  ahead.spaces();
  for (const std::string_view letter : {"N", "S", "E", "W"}) {
    if (ahead.take(letter)) {
      result.letter = letter[0];
      cursor = ahead;
      break;
    }
  }
  return result;
}

tl::unexpected<Error> wrong_place(std::string_view text) {
  return failure(Fault::kBadArgument,
                 "a place is written like 50.48N 35.67E or 50.48,35.67, with ~500m behind it where it is uncertain",
                 printable(text, 120));
}

Result<ClaimedPlace> place(Cursor& cursor, std::string_view text) {
  const auto north = angle(cursor);
  cursor.spaces();
  const bool comma = cursor.take(",");
  cursor.spaces();
  const auto east = angle(cursor);
  if (!north || !east) return wrong_place(text);
  const bool letters = north->letter != '\0' && east->letter != '\0';
  const bool plain = north->letter == '\0' && east->letter == '\0' && comma;
  if (!letters && !plain) return wrong_place(text);
  if (letters && (north->letter == 'E' || north->letter == 'W' || east->letter == 'N' || east->letter == 'S')) {
    return failure(Fault::kBadArgument, "the latitude (N or S) comes first", printable(text, 120));
  }
  if (letters && (north->degrees < 0 || east->degrees < 0)) {
    return failure(Fault::kBadArgument, "give either a sign or a letter, not both", printable(text, 120));
  }
  ClaimedPlace result;
  result.latitude_deg = north->letter == 'S' ? -north->degrees : north->degrees;
  result.longitude_deg = east->letter == 'W' ? -east->degrees : east->degrees;
  if (std::abs(result.latitude_deg) > 90 || std::abs(result.longitude_deg) > 180) {
    return failure(Fault::kBadArgument, "latitude goes to 90 and longitude to 180 degrees", printable(text, 120));
  }
  Cursor ahead = cursor;
  ahead.spaces();
  if (ahead.take("~")) {
    cursor = ahead;
    cursor.spaces();
    const auto radius = cursor.decimal();
    cursor.spaces();
    const double unit = cursor.take("km") ? 1000 : cursor.take("m") ? 1 : 0;
    if (!radius || unit == 0 || *radius < 0 || *radius * unit > kMaxRadius) {
      return failure(Fault::kBadArgument, "the uncertainty of a place needs a unit, like ~500m or ~2km",
                     printable(text, 120));
    }
    result.radius_m = *radius * unit;
  }
  if (!cursor.done() && cursor.peek() != ' ' && cursor.peek() != '\t') return wrong_place(text);
  return result;
}

bool begins_with_date(std::string_view text) {
  Cursor cursor(text);
  return cursor.digits(4) && cursor.take("-") && cursor.digits(2) && cursor.take("-") && cursor.digits(2);
}

struct Moment {
  std::int64_t first_us = 0, last_us = 0;  // differ for a whole day
  std::string zone;
  bool named = false;
};

tl::unexpected<Error> wrong_time(std::string_view text) {
  return failure(Fault::kBadArgument,
                 "a time is written like 2023-05-22T10:30+03:00, 2023-05-22T07:30Z or 2023-05-22T10:30[Europe/Moscow]",
                 printable(text, 120));
}

// Microseconds of civil time, and of one more day for a date alone.
std::optional<std::pair<std::int64_t, std::int64_t>> civil(Cursor& cursor) {
  const auto year = cursor.digits(4);
  if (!year || !cursor.take("-")) return std::nullopt;
  const auto month = cursor.digits(2);
  if (!month || !cursor.take("-")) return std::nullopt;
  const auto day = cursor.digits(2);
  if (!day) return std::nullopt;
  const auto date = date::year(*year) / *month / *day;
  if (!date.ok() || *year < kFirstYear || *year > kLastYear) return std::nullopt;
  const std::int64_t midnight = date::local_days(date).time_since_epoch().count() * kDay;
  if (!cursor.take("T") && !cursor.take("t")) return std::pair(midnight, midnight + kDay);
  const auto hour = cursor.digits(2);
  if (!hour || *hour > 23 || !cursor.take(":")) return std::nullopt;
  const auto minute = cursor.digits(2);
  if (!minute || *minute > 59) return std::nullopt;
  std::int64_t time = midnight + (*hour * 60 + *minute) * kMinute;
  if (cursor.take(":")) {
    const auto second = cursor.digits(2);
    if (!second || *second > 59) return std::nullopt;
    time += *second * kSecond;
    if (cursor.take(".")) {
      std::int64_t unit = kSecond;
      while (const auto digit = cursor.digits(1)) {
        unit /= 10;
        if (unit == 0) return std::nullopt;
        time += *digit * unit;
      }
      if (unit == kSecond) return std::nullopt;
    }
  }
  return std::pair(time, time);
}

// Minutes east of UTC; nothing where the text has no offset here.
Result<std::optional<int>> offset(Cursor& cursor, std::string_view text) {
  const char sign = cursor.peek();
  if (sign != '+' && sign != '-') return std::optional<int>();
  cursor.take(std::string_view(&sign, 1));
  const auto hours = cursor.digits(2);
  cursor.take(":");
  const auto minutes = cursor.digits(2);
  if (!hours || !minutes || *hours > 15 || *minutes > 59) return wrong_time(text);
  const int size = *hours * 60 + *minutes;
  return std::optional<int>(sign == '-' ? -size : size);
}

Result<Moment> moment(std::string_view text) {
  Cursor cursor(text);
  const auto time = civil(cursor);
  if (!time) return wrong_time(text);
  Moment result;
  const bool utc = cursor.take("Z") || cursor.take("z");
  const auto shift = offset(cursor, text);
  if (!shift) return tl::unexpected(shift.error());
  std::optional<int> minutes = *shift;
  if (utc) {
    if (minutes) return wrong_time(text);
    minutes = 0;
  }
  if (cursor.take("[")) {
    const auto end = cursor.rest().find(']');
    if (end == std::string_view::npos || end + 1 != cursor.rest().size()) return wrong_time(text);
    result.zone = std::string(cursor.rest().substr(0, end));
    result.named = true;
    const bool day = time->first != time->second;
    const auto first = utc_from_zone({time->first}, result.zone, minutes);
    if (!first) return tl::unexpected(first.error());
    const auto last = day ? utc_from_zone({time->second}, result.zone, std::nullopt) : first;
    if (!last) return tl::unexpected(last.error());
    result.first_us = *first;
    result.last_us = *last;
    return result;
  }
  if (!cursor.done()) return wrong_time(text);
  if (!minutes) {
    return failure(Fault::kBadArgument,
                   "the time says no zone: add Z, an offset such as +03:00, or a zone such as [Europe/Moscow]",
                   printable(text, 120));
  }
  result.zone = utc ? "Z" : offset_text(*minutes);
  result.first_us = time->first - *minutes * kMinute;
  result.last_us = time->second - *minutes * kMinute;
  return result;
}

}  // namespace

Result<ClaimWords> claim_words(std::string_view text) {
  ClaimWords words;
  Cursor cursor(text);
  cursor.spaces();
  if (cursor.done()) return failure(Fault::kBadArgument, "the claim is empty");
  if (!begins_with_date(cursor.rest())) {
    auto found = place(cursor, text);
    if (!found) return tl::unexpected(found.error());
    words.place = *found;
    cursor.spaces();
  }
  words.time = std::string(cursor.rest());
  while (!words.time.empty() && (words.time.back() == ' ' || words.time.back() == '\t')) words.time.pop_back();
  return words;
}

Result<ClaimedTime> claimed_time_from_text(std::string_view text) {
  ClaimedTime time;
  time.text = printable(text, 200);
  // The slash of a zone's name stands within brackets.
  std::size_t slash = std::string_view::npos;
  bool inside = false;
  for (std::size_t i = 0; i < text.size() && slash == std::string_view::npos; ++i) {
    if (text[i] == '[') inside = true;
    if (text[i] == ']') inside = false;
    if (text[i] == '/' && !inside) slash = i;
  }
  const auto first = moment(text.substr(0, slash));
  if (!first) return tl::unexpected(first.error());
  const auto last = slash == std::string_view::npos ? first : moment(text.substr(slash + 1));
  if (!last) return tl::unexpected(last.error());
  time.first_us = first->first_us;
  time.last_us = last->last_us;
  time.zone = first->zone == last->zone ? first->zone : first->zone + "/" + last->zone;
  if (first->named || last->named) time.tzdata = tzdata_version();
  if (time.last_us < time.first_us) {
    return failure(Fault::kBadArgument, "the interval runs backwards", printable(text, 120));
  }
  return time;
}

}  // namespace spoor
