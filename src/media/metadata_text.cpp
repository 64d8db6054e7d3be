// Times and places as texts, in the many forms that standards and makers use.

#include "base/text.h"
#include "media/civil_time.h"
#include "media/metadata_parts.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

// Consumes text from its front.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  // Exactly `count` digits.
  std::optional<int> digits(std::size_t count) {
    if (text_.size() < count || !std::all_of(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(count), digit))
      return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + (text_[i] - '0');
    text_.remove_prefix(count);
    return value;
  }

  bool one_of(std::string_view characters) {
    if (text_.empty() || characters.find(text_.front()) == std::string_view::npos) return false;
    text_.remove_prefix(1);
    return true;
  }

  void spaces() {
    while (one_of(" ")) {
    }
  }

  // The digits behind a decimal point, as a fraction of one.
  double fraction() {
    double value = 0, unit = 0.1;
    while (!text_.empty() && digit(text_.front())) {
      value += unit * (text_.front() - '0');
      unit /= 10;
      text_.remove_prefix(1);
    }
    return value;
  }

  std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

// Hours and minutes with optional seconds, with or without colons.
bool scan_time_of_day(Scanner& in, TimeItem::Civil& civil) {
  const auto hour = in.digits(2);
  const bool colon = in.one_of(":");
  const auto minute = in.digits(2);
  if (!hour || !minute) return false;
  civil.hour = *hour;
  civil.minute = *minute;
  if (colon ? !in.one_of(":") : in.rest().empty() || !digit(in.rest().front())) return true;
  const auto second = in.digits(2);
  if (!second) return false;
  civil.second = *second;
  if (in.one_of(".,")) civil.second += in.fraction();
  return true;
}

// 1..12 for an English name cut to three letters, 0 for anything else.
int month_from_name(std::string_view name) {
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  std::string low(name.substr(0, 3));
  for (char& c : low) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  const std::size_t at = kMonths.find(low);
  return low.size() < 3 || at == std::string_view::npos || at % 3 != 0 ? 0 : static_cast<int>(at / 3) + 1;
}

// "Wed May 04 12:00:07 2016", as C's asctime writes it.
std::optional<TimeItem::Civil> scan_asctime(std::string_view text) {
  if (text.size() < 24) return std::nullopt;
  TimeItem::Civil civil;
  civil.month = month_from_name(text.substr(4, 3));
  Scanner in(text.substr(8));
  const bool padded = in.one_of(" ");
  const auto day = in.digits(padded ? 1 : 2);
  if (civil.month == 0 || !day || !in.one_of(" ") || !scan_time_of_day(in, civil) || !in.one_of(" "))
    return std::nullopt;
  const auto year = in.digits(4);
  if (!year) return std::nullopt;
  civil.day = *day;
  civil.year = *year;
  return civil;
}

// "Mon, 9 Aug 2004 20:17:36 -0300", as mail (RFC 1123) and PNG's standard have it. `in` is left at the zone.
std::optional<TimeItem::Civil> scan_mail_date(Scanner& in, std::string_view text) {
  const std::size_t begin = text.find_first_of("0123456789");
  if (begin > 5) return std::nullopt;
  in = Scanner(text.substr(begin));
  TimeItem::Civil civil;
  auto day = in.digits(2);
  if (!day) day = in.digits(1);
  if (!day || !in.one_of(" -")) return std::nullopt;
  civil.day = *day;
  civil.month = month_from_name(in.rest());
  if (civil.month == 0) return std::nullopt;
  while (in.one_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
  }
  if (!in.one_of(" -")) return std::nullopt;
  const auto year = in.digits(4);
  if (!year || !in.one_of(" ") || !scan_time_of_day(in, civil)) return std::nullopt;
  civil.year = *year;
  in.spaces();
  return civil;
}

bool is_moment(const TimeItem::Civil& c) {
  return seconds_from_civil({c.year, c.month, c.day, c.hour, c.minute, c.second}).has_value();
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

// One signed part of an ISO 6709 text: the number of digits before the point tells degrees, degrees and minutes,
// or degrees, minutes and seconds.
std::optional<double> angle(std::string_view part, std::size_t degree_digits) {
  const std::size_t whole = std::min(part.find('.'), part.size()) - 1;
  const auto value = number(part.front() == '+' ? part.substr(1) : part);
  if (!value) return std::nullopt;
  const double magnitude = std::abs(*value);
  double degrees = magnitude;
  if (whole == degree_digits + 2) {
    degrees = std::floor(magnitude / 100) + std::fmod(magnitude, 100) / 60;
  } else if (whole == degree_digits + 4) {
    degrees = std::floor(magnitude / 10000) + std::floor(std::fmod(magnitude, 10000) / 100) / 60 +
              std::fmod(magnitude, 100) / 3600;
  }
  return std::copysign(degrees, *value);
}

}  // namespace

std::optional<int> zone_minutes(std::string_view text) {
  Scanner in(text);
  in.spaces();
  if (in.rest() == "Z" || in.rest() == "z") return 0;
  if (in.rest().empty() || (in.rest().front() != '+' && in.rest().front() != '-')) return std::nullopt;
  const int sign = in.rest().front() == '-' ? -1 : 1;
  in.one_of("+-");
  const auto hours = in.digits(2);
  if (!hours) return std::nullopt;
  int minutes = 0;
  if (!in.rest().empty()) {
    in.one_of(":");
    const auto given = in.digits(2);
    if (!given || *given > 59) return std::nullopt;
    minutes = *given;
  }
  in.spaces();
  // No zone has ever been further than 15 h 57 min from UTC.
  if (!in.rest().empty() || *hours > 15) return std::nullopt;
  return sign * (*hours * 60 + minutes);
}

TimeItem time_from_text(std::string key, std::string role, std::string_view text) {
  TimeItem item;
  item.key = std::move(key);
  item.role = std::move(role);
  item.text = printable(text, 200);
  item.clock = Clock::kLocal;
  while (!text.empty() && (text.back() == '\0' || text.back() == ' ' || text.back() == '\n' || text.back() == '\r'))
    text.remove_suffix(1);
  if (const auto civil = scan_asctime(text)) {
    if (is_moment(*civil)) item.civil = civil;
    return item;
  }
  Scanner in(text);
  const auto use_zone = [&] {
    const std::string_view rest = in.rest();
    if (const auto zone = zone_minutes(rest == "GMT" || rest == "UT" ? "Z" : rest)) {
      item.offset_minutes = zone;
      item.clock = rest.front() == '+' || rest.front() == '-' ? Clock::kLocalWithOffset : Clock::kUtc;
    } else if (!rest.empty()) {
      item.note = "the text goes on behind the time";
    }
  };
  if (const auto civil = scan_mail_date(in, text)) {
    if (is_moment(*civil)) item.civil = civil;
    use_zone();
    return item;
  }
  in = Scanner(text);
  TimeItem::Civil civil;
  const auto year = in.digits(4);
  if (!year) return item;
  in.one_of(":-/.");
  const auto month = in.digits(2);
  if (!month) {
    if (in.rest().empty()) item.note = "a year alone";
    return item;
  }
  in.one_of(":-/.");
  const auto day = in.digits(2);
  if (!day) {
    if (in.rest().empty()) item.note = "a year and a month alone";
    return item;
  }
  civil.year = *year;
  civil.month = *month;
  civil.day = *day;
  if (in.rest().empty()) {
    item.note = "a date without a time of day";
    if (is_moment(civil)) item.civil = civil;
    return item;
  }
  in.one_of("T") ? void() : in.spaces();
  if (!scan_time_of_day(in, civil)) return item;
  if (is_moment(civil)) item.civil = civil;
  in.spaces();
  use_zone();
  return item;
}

std::optional<GeoPoint> place_from_iso6709(std::string_view text) {
  while (!text.empty() && (text.back() == '/' || text.back() == '\0' || text.back() == ' ')) text.remove_suffix(1);
  // The name of a coordinate system may follow.
  text = text.substr(0, text.find("CRS"));
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at < text.size() && parts.size() < 4;) {
    if (text[at] != '+' && text[at] != '-') return std::nullopt;
    const std::size_t next = std::min(text.find_first_of("+-", at + 1), text.size());
    parts.push_back(text.substr(at, next - at));
    at = next;
  }
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  const auto latitude = angle(parts[0], 2);
  const auto longitude = angle(parts[1], 3);
  if (!latitude || !longitude || std::abs(*latitude) > 90 || std::abs(*longitude) > 180) return std::nullopt;
  GeoPoint place;
  place.latitude_deg = *latitude;
  place.longitude_deg = *longitude;
  if (parts.size() == 3) place.altitude_m = number(parts[2].front() == '+' ? parts[2].substr(1) : parts[2]);
  return place;
}

std::optional<std::array<double, 3>> three_rationals(std::string_view text) {
  std::array<double, 3> values{};
  std::size_t count = 0;
  while (!text.empty() && count < 3) {
    const std::string_view one = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(one.size() + 1, text.size()));
    const std::size_t slash = one.find('/');
    const auto above = number(one.substr(0, slash));
    const auto below = slash == std::string_view::npos ? std::optional(1.0) : number(one.substr(slash + 1));
    if (!above || !below || *below == 0) return std::nullopt;
    values[count++] = *above / *below;
  }
  return count == 0 ? std::nullopt : std::optional(values);
}

std::optional<double> degrees_from_rationals(std::string_view text, std::string_view reference) {
  const auto parts = three_rationals(text);
  if (!parts || reference.empty()) return std::nullopt;
  const char letter = static_cast<char>(reference.front() & ~0x20);
  const bool latitude = letter == 'N' || letter == 'S';
  if (!latitude && letter != 'E' && letter != 'W') return std::nullopt;
  const double degrees = (*parts)[0] + (*parts)[1] / 60 + (*parts)[2] / 3600;
  if (degrees < 0 || degrees > (latitude ? 90 : 180)) return std::nullopt;
  return letter == 'S' || letter == 'W' ? -degrees : degrees;
}

}  // namespace spoor
