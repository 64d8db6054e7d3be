#include "media/timed_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

namespace spoor {
namespace {

constexpr std::size_t kMostValues = 64;

struct KnownKey {
  std::string_view key, id, unit;
};

constexpr std::array<KnownKey, 15> kKnown = {{{"latitude", "gps.latitude", "deg"},
                                              {"longitude", "gps.longitude", "deg"},
                                              {"longtitude", "gps.longitude", "deg"},  // so spelt by some firmware
                                              {"altitude", "gps.altitude", "m"},
                                              {"abs_alt", "gps.altitude", "m"},
                                              {"rel_alt", "gps.height_above_start", "m"},
                                              {"iso", "camera.iso", ""},
                                              {"shutter", "camera.exposure_time", "s"},
                                              {"fnum", "camera.f_number", ""},
                                              {"ev", "camera.exposure_bias", "EV"},
                                              {"ct", "camera.colour_temperature", "K"},
                                              {"focal_len", "camera.focal_length", ""},
                                              {"gb_yaw", "gimbal.yaw", "deg"},
                                              {"gb_pitch", "gimbal.pitch", "deg"},
                                              {"gb_roll", "gimbal.roll", "deg"}}};

bool is_key_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
}

/// A number, or a fraction of two, at the front of `text`, which is shortened by it.
std::optional<double> take_number(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '+')) text.remove_prefix(1);
  const auto plain = [&]() -> std::optional<double> {
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
  };
  const auto first = plain();
  if (!first || text.empty() || text.front() != '/') return first;
  text.remove_prefix(1);
  const auto second = plain();
  if (!second || *second == 0) return std::nullopt;
  return *first / *second;
}

TextValue named(std::string_view key, double value) {
  std::string lower(key);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const auto known = std::find_if(kKnown.begin(), kKnown.end(), [&](const KnownKey& k) { return k.key == lower; });
  if (known == kKnown.end()) return {"text." + lower, "", value};
  return {std::string(known->id), std::string(known->unit), value};
}

/// "key: value" or "key : value", any number of them.
void take_pairs(std::string_view text, std::vector<TextValue>& values) {
  while (!text.empty() && values.size() < kMostValues) {
    if (!is_key_character(text.front())) {
      text.remove_prefix(1);
      continue;
    }
    std::size_t end = 0;
    while (end < text.size() && is_key_character(text[end])) ++end;
    const std::string_view key = text.substr(0, std::min<std::size_t>(end, 40));
    text.remove_prefix(end);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    if (text.empty() || text.front() != ':') continue;
    text.remove_prefix(1);
    if (const auto value = take_number(text)) values.push_back(named(key, *value));
  }
}

void take_gps(std::string_view caption, std::vector<TextValue>& values) {
  const std::size_t found = caption.find("GPS");
  if (found == std::string_view::npos) return;
  std::string_view text = caption.substr(found + 3);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  if (text.empty() || text.front() != '(') return;
  text.remove_prefix(1);
  std::vector<double> numbers;
  while (numbers.size() < 3) {
    const auto value = take_number(text);
    if (!value) break;
    numbers.push_back(*value);
    while (!text.empty() && (text.front() == ',' || text.front() == ' ' || text.front() == 'm')) text.remove_prefix(1);
  }
  if (numbers.size() < 2) return;
  values.push_back({"gps.longitude", "deg", numbers[0]});
  values.push_back({"gps.latitude", "deg", numbers[1]});
  if (numbers.size() > 2) values.push_back({"gps.altitude", "m", numbers[2]});
}

/// Height above the start in the older form: "BAROMETER:1.9", or "H 1.9m" behind a comma.
void take_height(std::string_view caption, std::vector<TextValue>& values) {
  for (const std::string_view key : {"BAROMETER:", ", H "}) {
    const std::size_t found = caption.find(key);
    if (found == std::string_view::npos) continue;
    std::string_view text = caption.substr(found + key.size());
    const auto value = take_number(text);
    if (!value || !std::isfinite(*value)) continue;
    values.push_back({"gps.height_above_start", "m", *value});
    return;
  }
}

/// "yyyy-mm-dd hh:mm:ss", also with dots in the date and a fraction behind a dot or comma.
void take_clock(std::string_view caption, std::vector<TextValue>& values) {
  constexpr std::string_view kForm = "dddd-dd-dd dd:dd:dd";
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t at = 0; at + kForm.size() <= caption.size(); ++at) {
    const std::string_view text = caption.substr(at, kForm.size());
    bool fits = text[4] == text[7];
    for (std::size_t i = 0; fits && i < kForm.size(); ++i) {
      fits = kForm[i] == 'd'   ? digit(text[i])
             : kForm[i] == '-' ? text[i] == '-' || text[i] == '.'
                               : text[i] == kForm[i];
    }
    if (!fits) continue;
    const auto number = [&](std::size_t from, std::size_t count) {
      int value = 0;
      for (std::size_t i = from; i < from + count; ++i) value = 10 * value + (text[i] - '0');
      return value;
    };
    using namespace std::chrono;
    const year_month_day day{year{number(0, 4)}, month{static_cast<unsigned>(number(5, 2))},
                             std::chrono::day{static_cast<unsigned>(number(8, 2))}};
    if (!day.ok() || number(11, 2) > 23 || number(14, 2) > 59 || number(17, 2) > 60) return;
    double fraction = 0, scale = 0.1;
    std::size_t next = at + kForm.size();
    if (next < caption.size() && (caption[next] == '.' || caption[next] == ',')) {
      for (++next; next < caption.size() && digit(caption[next]) && scale > 1e-7; ++next, scale /= 10) {
        fraction += (caption[next] - '0') * scale;
      }
    }
    values.push_back({"clock.local", "s",
                      static_cast<double>(sys_days(day).time_since_epoch().count()) * 86400.0 + number(11, 2) * 3600 +
                          number(14, 2) * 60 + number(17, 2) + fraction});
    return;
  }
}

}  // namespace

std::vector<TextValue> caption_values(std::string_view caption) {
  std::vector<TextValue> values;
  std::size_t open = caption.find('[');
  while (open != std::string_view::npos) {
    const std::size_t close = caption.find(']', open);
    if (close == std::string_view::npos) break;
    take_pairs(caption.substr(open + 1, close - open - 1), values);
    open = caption.find('[', close);
  }
  if (values.size() + 5 > kMostValues) return values;
  take_gps(caption, values);
  const auto has = [&](std::string_view id) {
    return std::any_of(values.begin(), values.end(), [&](const TextValue& v) { return v.id == id; });
  };
  if (has("gps.latitude") && !has("gps.height_above_start")) take_height(caption, values);
  // A date alone may be anybody's words.
  if (!values.empty()) take_clock(caption, values);
  return values;
}

}  // namespace spoor
