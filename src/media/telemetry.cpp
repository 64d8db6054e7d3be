#include "media/telemetry.h"

#include "base/text.h"
#include "media/demuxer.h"
#include "media/gpmf.h"
#include "media/series_table.h"
#include "media/timed_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

namespace spoor {
namespace {

constexpr std::size_t kMostPacketBytes = std::size_t{16} << 20;
constexpr Rational kMicroseconds{1, 1'000'000};

struct Column {
  std::string id, unit;
};

/// Our names for what GoPro's keys hold; others keep their key and a column number.
Column column_of(const GpmfStream& stream, std::size_t column) {
  constexpr std::array<std::string_view, 9> kGpsIds = {
      "latitude", "longitude",       "altitude",       "speed_2d",
      "speed_3d", "days_since_2000", "seconds_of_day", "dilution_of_precision",
      "fix"};
  constexpr std::array<std::string_view, 9> kGpsUnits = {"deg", "deg", "m", "m/s", "m/s", "d", "s", "", ""};
  if ((stream.key == "GPS5" && column < 5) || (stream.key == "GPS9" && column < kGpsIds.size())) {
    return {fmt::format("gps.{}", kGpsIds[column]), std::string(kGpsUnits[column])};
  }
  if (stream.key == "GPSU") return {"gps.utc", "s"};
  if (stream.key == "GPSF") return {"gps.fix", ""};
  if (stream.key == "GPSP") return {"gps.dilution_of_precision_x100", ""};
  std::string key = stream.key;
  std::transform(key.begin(), key.end(), key.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const std::string unit = stream.units.empty()
                               ? ""
                               : stream.units[stream.units.size() == 1 ? 0 : std::min(column, stream.units.size() - 1)];
  return {fmt::format("gopro.{}.{}", key, column + 1), unit};
}

void add_gpmf(const AVPacket& packet, const std::string& source, std::int64_t begin, std::int64_t duration,
              SeriesTable& table) {
  const auto bytes = std::as_bytes(std::span(packet.data, static_cast<std::size_t>(packet.size)));
  for (const GpmfStream& stream : parse_gpmf(bytes).streams) {
    const auto count = static_cast<std::int64_t>(stream.rows.size());
    for (std::int64_t r = 0; r < count; ++r) {
      const auto& row = stream.rows[static_cast<std::size_t>(r)];
      for (std::size_t c = 0; c < row.size(); ++c) {
        const Column column = column_of(stream, c);
        table.add(source, column.id, column.unit, {begin + duration * r / count, kMicroseconds}, row[c]);
      }
    }
  }
}

void add_caption(const AVPacket& packet, AVCodecID codec, const std::string& source, std::int64_t begin,
                 SeriesTable& table) {
  Bytes bytes = std::as_bytes(std::span(packet.data, static_cast<std::size_t>(packet.size)));
  if (codec == AV_CODEC_ID_MOV_TEXT) {
    ByteReader reader(bytes);
    bytes = reader.run(std::min<std::size_t>(reader.u16().value_or(0), reader.remaining()));
  }
  for (const TextValue& value : caption_values(as_text(bytes))) {
    table.add(source, value.id, value.unit, {begin, kMicroseconds}, value.value);
  }
}

void add_places(const AVFormatContext& format, SeriesTable& table) {
  constexpr TimeStamp start{0, kMicroseconds};
  std::vector<std::vector<double>> seen;
  const auto look = [&](const AVDictionary* tags) {
    const AVDictionaryEntry* tag = nullptr;
    while ((tag = av_dict_get(tags, "", tag, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
      const std::string_view key = tag->key;
      if (!key.starts_with("location") && key.find("ISO6709") == std::string_view::npos) continue;
      const auto values = iso6709_values(tag->value);
      // libav gives one tag under several names.
      if (values.empty() || std::find(seen.begin(), seen.end(), values) != seen.end()) continue;
      seen.push_back(values);
      const std::string source = fmt::format("tag {}", printable(key, 100));
      table.add(source, "gps.latitude", "deg", start, values[0]);
      table.add(source, "gps.longitude", "deg", start, values[1]);
      if (values.size() > 2) table.add(source, "gps.altitude", "m", start, values[2]);
    }
  };
  look(format.metadata);
  for (unsigned i = 0; i < format.nb_streams; ++i) look(format.streams[i]->metadata);
}

bool is_text(AVCodecID codec) {
  constexpr std::array kTexts = {AV_CODEC_ID_MOV_TEXT, AV_CODEC_ID_SUBRIP, AV_CODEC_ID_TEXT, AV_CODEC_ID_WEBVTT,
                                 AV_CODEC_ID_ASS};
  return std::find(kTexts.begin(), kTexts.end(), codec) != kTexts.end();
}

/// One number of an ISO 6709 text: sign, digits with minutes and seconds where there are more than
/// `degree_digits`, decimal fraction of the last unit.
std::optional<double> take_angle(std::string_view& text, std::size_t degree_digits) {
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const double sign = text.front() == '-' ? -1 : 1;
  text.remove_prefix(1);
  std::size_t whole = 0;
  while (whole < text.size() && text[whole] >= '0' && text[whole] <= '9') ++whole;
  std::size_t end = whole;
  if (end < text.size() && text[end] == '.') ++end;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  const std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  if (whole == 0 || end > 32) return std::nullopt;
  const auto value_of = [](std::string_view part) {
    double value = 0;
    std::from_chars(part.data(), part.data() + part.size(), value);
    return value;
  };
  if (degree_digits == 0 || whole <= degree_digits) return sign * value_of(digits);
  const double degrees = value_of(digits.substr(0, degree_digits));
  if (whole == degree_digits + 2) return sign * (degrees + value_of(digits.substr(degree_digits)) / 60);
  if (whole != degree_digits + 4) return std::nullopt;
  return sign *
         (degrees + value_of(digits.substr(degree_digits, 2)) / 60 + value_of(digits.substr(degree_digits + 2)) / 3600);
}

}  // namespace

std::vector<double> iso6709_values(std::string_view text) {
  const auto latitude = take_angle(text, 2);
  const auto longitude = take_angle(text, 3);
  if (!latitude || !longitude || std::abs(*latitude) > 90 || std::abs(*longitude) > 180) return {};
  std::vector<double> values{*latitude, *longitude};
  if (const auto altitude = take_angle(text, 0)) values.push_back(*altitude);
  return values;
}

Result<std::vector<Series>> read_telemetry(const ByteSource& source, const Job& job) {
  auto opened = Demuxer::open(borrowed(source), OpenLimits{});
  if (!opened) return tl::unexpected(opened.error());
  Demuxer& demuxer = **opened;
  AVFormatContext& format = demuxer.format();
  SeriesTable table;
  add_places(format, table);

  std::map<int, std::string> wanted;
  for (unsigned i = 0; i < format.nb_streams; ++i) {
    AVStream& stream = *format.streams[i];
    const AVCodecParameters& codec = *stream.codecpar;
    const bool gpmf = codec.codec_type == AVMEDIA_TYPE_DATA && codec.codec_tag == MKTAG('g', 'p', 'm', 'd');
    const bool text = codec.codec_type == AVMEDIA_TYPE_SUBTITLE && is_text(codec.codec_id);
    stream.discard = gpmf || text ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
    if (gpmf) wanted[static_cast<int>(i)] = fmt::format("stream {} (gpmd)", i);
    if (text) wanted[static_cast<int>(i)] = fmt::format("stream {} ({})", i, avcodec_get_name(codec.codec_id));
  }
  const AvPacket packet(av_packet_alloc());
  if (packet == nullptr) throw std::bad_alloc();
  for (std::int64_t count = 0; !wanted.empty(); ++count) {
    av_packet_unref(packet.get());
    const int code = av_read_frame(&format, packet.get());
    if (code == AVERROR(EAGAIN)) continue;
    if (code < 0) break;  // damage of the container is told by its tree and by the trace
    job.tick(count, 0);
    const auto stream = wanted.find(packet->stream_index);
    if (stream == wanted.end() || packet->size <= 0 || static_cast<std::size_t>(packet->size) > kMostPacketBytes)
      continue;
    const AVStream& from = *format.streams[packet->stream_index];
    const Rational base = rational(from.time_base);
    const std::int64_t ticks = packet->pts != AV_NOPTS_VALUE ? packet->pts : packet->dts;
    if (ticks == AV_NOPTS_VALUE) continue;
    const std::int64_t begin = rescaled_ticks(TimeStamp{ticks, base}, kMicroseconds);
    const std::int64_t duration =
        rescaled_ticks(TimeStamp{std::max<std::int64_t>(0, packet->duration), base}, kMicroseconds);
    if (from.codecpar->codec_type == AVMEDIA_TYPE_DATA) {
      add_gpmf(*packet, stream->second, begin, duration, table);
    } else {
      add_caption(*packet, from.codecpar->codec_id, stream->second, begin, table);
    }
  }
  return table.take();
}

}  // namespace spoor
