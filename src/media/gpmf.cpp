#include "media/gpmf.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

namespace spoor {
namespace {

constexpr int kMostDepth = 8;
constexpr std::size_t kMostRows = 200'000;
constexpr std::size_t kMostColumns = 64;

/// Key, length, value: type 0 holds further items, otherwise `repeat` structures of `size` bytes.
struct Item {
  std::string key;
  char type = 0;
  std::size_t size = 0;
  std::size_t repeat = 0;
  Bytes data;
};

std::size_t bytes_of_type(char type) {
  switch (type) {
    case 'b':
    case 'B':
    case 'c':
      return 1;
    case 's':
    case 'S':
      return 2;
    case 'l':
    case 'L':
    case 'f':
    case 'F':
    case 'q':
      return 4;
    case 'd':
    case 'j':
    case 'J':
    case 'Q':
      return 8;
    case 'G':
    case 'U':
      return 16;
    default:
      return 0;
  }
}

bool is_number(char type) { return std::string_view("bBsSlLfdjJqQ").find(type) != std::string_view::npos; }

double number(ByteReader& reader, char type) {
  switch (type) {
    case 'b':
      return static_cast<std::int8_t>(reader.u8().value_or(0));
    case 'B':
      return reader.u8().value_or(0);
    case 's':
      return static_cast<std::int16_t>(reader.u16().value_or(0));
    case 'S':
      return reader.u16().value_or(0);
    case 'l':
      return static_cast<std::int32_t>(reader.u32().value_or(0));
    case 'L':
      return reader.u32().value_or(0);
    case 'f':
      return std::bit_cast<float>(reader.u32().value_or(0));
    case 'd':
      return std::bit_cast<double>(reader.u64().value_or(0));
    case 'j':
      return static_cast<double>(static_cast<std::int64_t>(reader.u64().value_or(0)));
    case 'J':
      return static_cast<double>(reader.u64().value_or(0));
    case 'q':
      return static_cast<double>(static_cast<std::int32_t>(reader.u32().value_or(0))) / 65536.0;
    case 'Q':
      return static_cast<double>(static_cast<std::int64_t>(reader.u64().value_or(0))) / 4294967296.0;
    default:
      return std::nan("");
  }
}

/// "yymmddhhmmss.sss" in UTC, as seconds since 1970.
std::optional<double> seconds_of_date(std::string_view text) {
  if (text.size() < 12 || !std::all_of(text.begin(), text.begin() + 12, [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  const auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  using namespace std::chrono;
  const year_month_day day{year{2000 + two(0)}, month{static_cast<unsigned>(two(2))},
                           std::chrono::day{static_cast<unsigned>(two(4))}};
  if (!day.ok() || two(6) > 23 || two(8) > 59 || two(10) > 60) return std::nullopt;
  double fraction = 0;
  if (text.size() > 13 && text[12] == '.') {
    double scale = 0.1;
    for (std::size_t i = 13; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i, scale /= 10) {
      fraction += (text[i] - '0') * scale;
    }
  }
  return static_cast<double>(sys_days(day).time_since_epoch().count()) * 86400.0 + two(6) * 3600 + two(8) * 60 +
         two(10) + fraction;
}

class Parser {
 public:
  GpmfPacket take() { return std::move(packet_); }

  void items(Bytes bytes, int depth) {
    ByteReader reader(bytes);
    Context context;
    while (reader.remaining() >= 8) {
      Item item;
      item.key = std::string(as_text(reader.run(4)));
      item.type = static_cast<char>(reader.u8().value_or(0));
      item.size = reader.u8().value_or(0);
      item.repeat = reader.u16().value_or(0);
      if (item.key == std::string(4, '\0')) break;  // padding at the end of a packet
      const std::size_t length = item.size * item.repeat;
      if (length > reader.remaining()) {
        packet_.damaged = true;
        return;
      }
      item.data = reader.run(length);
      reader.skip(std::min(reader.remaining(), (4 - length % 4) % 4));
      if (item.type == 0) {
        if (depth < kMostDepth) items(item.data, depth + 1);
      } else {
        take_item(item, context);
      }
    }
  }

 private:
  /// What the items before it say of the samples of a stream.
  struct Context {
    std::string name;
    std::string complex_type;
    std::vector<double> scale;
    std::vector<std::string> units;
  };

  void take_item(const Item& item, Context& context) {
    const std::string text(as_text(item.data));
    if (item.key == "STNM")
      context.name = printable(text, 200);
    else if (item.key == "TYPE")
      context.complex_type = text;
    else if (item.key == "SCAL")
      context.scale = scales(item);
    else if (item.key == "SIUN" || item.key == "UNIT")
      context.units = units(item, text);
    else if (std::none_of(kDescriptions.begin(), kDescriptions.end(), [&](auto key) { return key == item.key; })) {
      take_samples(item, context);
    }
  }

  static std::vector<double> scales(const Item& item) {
    std::vector<double> scale;
    if (!is_number(item.type)) return scale;
    ByteReader reader(item.data);
    const std::size_t count = std::min(kMostColumns, item.data.size() / bytes_of_type(item.type));
    for (std::size_t i = 0; i < count; ++i) scale.push_back(number(reader, item.type));
    return scale;
  }

  static std::vector<std::string> units(const Item& item, const std::string& text) {
    std::vector<std::string> units;
    for (std::size_t i = 0; i < std::min(item.repeat, kMostColumns) && item.size > 0; ++i) {
      std::string unit = text.substr(i * item.size, item.size);
      while (!unit.empty() && (unit.back() == '\0' || unit.back() == ' ')) unit.pop_back();
      // The degree and power signs are written in Latin-1.
      std::string utf8;
      for (const char c : unit) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
          utf8 += c;
        else
          (utf8 += static_cast<char>(0xC0 | byte >> 6)) += static_cast<char>(0x80 | (byte & 0x3F));
      }
      units.push_back(printable(utf8, 32));
    }
    return units;
  }

  void take_samples(const Item& item, const Context& context) {
    GpmfStream stream{printable(item.key, 16), context.name, context.units, {}};
    if (item.key == "GPSU") {
      const auto seconds = seconds_of_date(as_text(item.data));
      if (!seconds) return;
      stream.units = {"s"};
      stream.rows = {{*seconds}};
      packet_.streams.push_back(std::move(stream));
      return;
    }
    std::string types;
    if (item.type == '?') {
      types = context.complex_type;
    } else if (is_number(item.type)) {
      types.assign(item.size / bytes_of_type(item.type), item.type);
    }
    std::size_t bytes = 0;
    for (const char type : types) bytes += bytes_of_type(type);
    if (types.empty() || types.size() > kMostColumns || bytes != item.size ||
        !std::all_of(types.begin(), types.end(), is_number)) {
      return;
    }
    ByteReader reader(item.data);
    for (std::size_t r = 0; r < item.repeat && rows_ < kMostRows; ++r, ++rows_) {
      std::vector<double> row;
      for (std::size_t c = 0; c < types.size(); ++c) {
        const double value = number(reader, types[c]);
        const double scale = context.scale.empty()
                                 ? 1.0
                                 : context.scale[context.scale.size() == 1 ? 0 : std::min(c, context.scale.size() - 1)];
        row.push_back(scale != 0 ? value / scale : value);
      }
      stream.rows.push_back(std::move(row));
    }
    if (!stream.rows.empty()) packet_.streams.push_back(std::move(stream));
  }

  /// Items that describe a stream or a device rather than measure.
  static constexpr std::array<std::string_view, 14> kDescriptions = {
      "DVID", "DVNM", "STMP", "TSMP", "TIMO", "TICK", "TOCK", "EMPT", "ORIN", "ORIO", "MTRX", "TMPC", "VERS", "FMWR"};

  GpmfPacket packet_;
  std::size_t rows_ = 0;
};

}  // namespace

GpmfPacket parse_gpmf(Bytes packet) {
  Parser parser;
  parser.items(packet, 0);
  return parser.take();
}

}  // namespace spoor
