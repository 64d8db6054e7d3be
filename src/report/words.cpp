#include "report/words.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>

namespace spoor {
namespace {

std::string grouped(std::int64_t number) {
  const std::string digits = std::to_string(number);
  std::string result;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const bool group_starts = i > 0 && (digits.size() - i) % 3 == 0 && digits[i - 1] != '-';
    if (group_starts) result += ',';
    result += digits[i];
  }
  return result;
}

// Whole numbers and large ones are written out: nobody reads "1.235e+06" as a count.
std::string number_text(double value, int digits) {
  const double size = std::abs(value);
  const bool written_out = (value == std::floor(value) || size >= std::pow(10, digits)) && size < 1e15;
  return written_out ? grouped(std::llround(value)) : significant(value, digits);
}

std::string utc(std::int64_t microseconds) {
  const std::int64_t second = microseconds >= 0 ? microseconds / 1'000'000 : (microseconds - 999'999) / 1'000'000;
  const std::int64_t rest = microseconds - second * 1'000'000;
  const std::time_t time = static_cast<std::time_t>(second);
  std::tm parts{};
  if (gmtime_r(&time, &parts) == nullptr) return std::to_string(microseconds) + " microseconds of UTC";
  std::array<char, 40> text{};
  std::string result(text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &parts));
  if (rest != 0) result += fmt::format(".{:06}", rest);
  return result + " UTC";
}

}  // namespace

Sign sign_of(Bearing bearing) {
  switch (bearing) {
    case Bearing::kConcern:
      return Sign::kConcern;
    case Bearing::kNeutral:
      return Sign::kNeutral;
    case Bearing::kReassuring:
      return Sign::kReassuring;
    case Bearing::kInconclusive:
      break;
  }
  return Sign::kInconclusive;
}

Sign sign_of(ResultState state) {
  switch (state) {
    case ResultState::kNotApplicable:
      return Sign::kNotApplicable;
    case ResultState::kUnavailable:
      return Sign::kUnavailable;
    case ResultState::kFailed:
      return Sign::kFailed;
    case ResultState::kCancelled:
      return Sign::kCancelled;
    case ResultState::kDone:
      break;
  }
  return Sign::kNone;
}

std::string sign_word(Sign sign) {
  constexpr std::array words{
      "",       "concern",   "neutral", "reassuring", "inconclusive", "not applicable", "unavailable",
      "failed", "cancelled", "not run"};
  return words.at(static_cast<std::size_t>(sign));
}

std::string sign_meaning(Sign sign) {
  constexpr std::array meanings{
      "",
      "something was observed that is unusual for what the footage is said to be; its innocent causes are listed",
      "observed and worth knowing, points neither way",
      "what was observed agrees with what the footage is said to be",
      "the method ran and says nothing either way, or has no calibration on which to say it",
      "the question does not arise for this exhibit",
      "a library, reference set or model is missing on this machine",
      "the method could not finish; the reason is given",
      "stopped by the analyst before it finished",
      "asked for, and not started before the examination ended",
  };
  return meanings.at(static_cast<std::size_t>(sign));
}

std::string reason_text(const Error& error) {
  std::string text = error.sentence;
  if (text.empty()) return "No reason is on record.";
  if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  if (text.back() != '.') text += '.';
  return text;
}

std::string spaced(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string count_text(std::int64_t count, const std::string& one, const std::string& many) {
  return grouped(count) + " " + (count == 1 ? one : many);
}

std::string size_text(std::int64_t bytes) {
  std::string text = count_text(bytes, "byte", "bytes");
  constexpr std::array units{"KiB", "MiB", "GiB", "TiB"};
  double value = static_cast<double>(bytes) / 1024;
  std::size_t unit = 0;
  while (value >= 1024 && unit + 1 < units.size()) {
    value /= 1024;
    ++unit;
  }
  if (bytes >= 1024) text += fmt::format(" ({:.{}f} {})", value, value < 100 ? 1 : 0, units.at(unit));
  return text;
}

std::string measured_text(const Measurement& m) {
  const std::string unit = m.unit == "1" || m.unit.empty() ? "" : " " + m.unit;
  if (!std::isfinite(m.value)) return "not measured";
  if (!m.sigma || !std::isfinite(*m.sigma)) return number_text(m.value, 4) + unit;
  if (*m.sigma <= 0) return number_text(m.value, 6) + unit + " (exact)";
  // Two digits of the uncertainty decide how many of the value mean anything.
  const int decimals = std::clamp(1 - static_cast<int>(std::floor(std::log10(*m.sigma))), 0, 12);
  return fmt::format("{:.{}f} \xC2\xB1 {:.{}f}{}", m.value, decimals, *m.sigma, decimals, unit);
}

std::string false_alarm_text(const std::optional<FalseAlarm>& figure) {
  if (!figure) return "not calibrated: how often an honest file gives this is not known";
  return fmt::format("at most {} % of honest files (95 % upper bound; {} of {} in calibration, {})",
                     significant(figure->upper_bound * 100, 2), grouped(figure->alarms),
                     count_text(figure->files, "file", "files"), figure->corpus);
}

std::string time_text(const std::string& rfc3339) {
  if (rfc3339.size() < 20 || rfc3339[10] != 'T' || rfc3339.back() != 'Z') return rfc3339;
  std::string text = rfc3339;
  text[10] = ' ';
  text.pop_back();
  return text + " UTC";
}

std::string place_text(const ClaimedPlace& place) {
  // Six decimals of a degree are 0.11 m: what is given finer than that is not a claim of a place.
  const auto angle = [](double degrees, char positive, char negative) {
    return fmt::format("{:.6f}\xC2\xB0 {}", std::abs(degrees), degrees < 0 ? negative : positive);
  };
  return angle(place.latitude_deg, 'N', 'S') + ", " + angle(place.longitude_deg, 'E', 'W') + " (WGS 84), " +
         (place.radius_m ? "standard uncertainty " + significant(*place.radius_m) + " m"
                         : "no uncertainty stated: taken as exact");
}

std::string claimed_time_text(const ClaimedTime& time) {
  std::string text = utc(time.first_us);
  if (time.last_us != time.first_us) {
    text += " to " + utc(time.last_us);
  } else {
    text += " (an instant: taken as exact)";
  }
  if (!time.text.empty()) text += "; as received: \xE2\x80\x9C" + time.text + "\xE2\x80\x9D";
  if (!time.zone.empty()) text += "; zone " + time.zone;
  if (!time.tzdata.empty()) text += " (time-zone data " + time.tzdata + ")";
  return text;
}

}  // namespace spoor
