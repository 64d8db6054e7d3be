#include "workbench/evidence_tables.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace spoor {
namespace {

using Kind = Table::Kind;

// A table is looked at row by row; a clip of more than nine hours is looked at in parts.
constexpr std::size_t kMostRows = 1'000'000;

std::string limited_title(const std::string& title, std::size_t count) {
  return count > kMostRows ? fmt::format("{} (the first {} of {})", title, kMostRows, count) : title;
}

std::string clock_words(const TimeItem& time) {
  switch (time.clock) {
    case Clock::kUtc:
      return "UTC";
    case Clock::kLocal:
      return "local, zone not stated";
    case Clock::kLocalWithOffset: {
      const int minutes = time.offset_minutes.value_or(0);
      return fmt::format("local, UTC{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60,
                         std::abs(minutes) % 60);
    }
    case Clock::kUnknown:
      break;
  }
  return "unknown";
}

/// As it stands in the file, with the civil time where a count of seconds stands there.
std::string time_value(const TimeItem& time) {
  const bool is_count = time.text.find_first_not_of("0123456789") == std::string::npos;
  if (!is_count || !time.civil) return time.text;
  const TimeItem::Civil& civil = *time.civil;
  return fmt::format("{} ({:04}-{:02}-{:02} {:02}:{:02}:{:02.0f})", time.text, civil.year, civil.month, civil.day,
                     civil.hour, civil.minute, std::floor(civil.second));
}

std::string time_note(const TimeItem& time) {
  std::string role = time.role;
  std::replace(role.begin(), role.end(), '_', ' ');
  std::string note = role.empty() ? "" : "time: " + role;
  if (!time.civil) note += (note.empty() ? "" : "; ") + std::string("not a valid time");
  if (!time.note.empty()) note += (note.empty() ? "" : "; ") + time.note;
  return note;
}

std::string yes(bool value) { return value ? "yes" : ""; }

std::string ticks(const std::optional<TimeStamp>& time) { return time ? std::to_string(time->ticks) : ""; }

std::string number_text(const std::optional<std::int64_t>& value) { return value ? std::to_string(*value) : ""; }

std::string base_text(const Rational& base) { return fmt::format("{}/{}", base.num, base.den); }

/// Frames with equal planes share a number, counted from 1 in order of first appearance; 0: alone.
std::vector<int> groups_of_equals(const std::vector<FrameRow>& rows) {
  std::map<std::string_view, int> count, number;
  for (const FrameRow& row : rows) ++count[row.digest];
  std::vector<int> groups;
  int next = 1;
  for (const FrameRow& row : rows) {
    if (row.digest.empty() || count[row.digest] < 2) {
      groups.push_back(0);
      continue;
    }
    const auto [found, is_new] = number.emplace(row.digest, next);
    if (is_new) ++next;
    groups.push_back(found->second);
  }
  return groups;
}

/// Frame of presentation order by packet; empty where a shown packet has no time to be sorted by.
std::vector<std::optional<std::int64_t>> frames_of(const std::vector<PacketRecord>& packets) {
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < packets.size(); ++i) {
    if (packets[i].discard) continue;
    if (!packets[i].pts && !packets[i].dts) return std::vector<std::optional<std::int64_t>>(packets.size());
    shown.push_back(i);
  }
  const auto time = [&](std::size_t i) { return packets[i].pts ? *packets[i].pts : *packets[i].dts; };
  std::stable_sort(shown.begin(), shown.end(), [&](std::size_t a, std::size_t b) { return time(a) < time(b); });
  std::vector<std::optional<std::int64_t>> frames(packets.size());
  for (std::size_t i = 0; i < shown.size(); ++i) frames[shown[i]] = static_cast<std::int64_t>(i);
  return frames;
}

std::string role_words(std::string role) {
  std::replace(role.begin(), role.end(), '_', ' ');
  return role;
}

}  // namespace

Table metadata_table(const Metadata& metadata) {
  Table table{"metadata",
              "Metadata",
              {{"Source", "", Kind::kText},
               {"Key", "", Kind::kText},
               {"Value", "", Kind::kText},
               {"Clock", "", Kind::kText},
               {"Note", "", Kind::kText},
               {"Type", "", Kind::kText}},
              {}};
  std::multimap<std::string_view, const TimeItem*> times;
  for (const TimeItem& time : metadata.times) times.emplace(time.key, &time);
  std::set<const TimeItem*> told;
  for (const MetadataItem& item : metadata.items) {
    std::vector<std::string> row{item.source, item.key, item.value, "", "", item.type};
    const auto [first, last] = times.equal_range(item.key);
    // Several statements may share a key (the tracks of a clip): each belongs to the item with its text.
    const auto own = std::find_if(first, last, [&](const auto& each) {
      return !told.contains(each.second) && item.value.find(each.second->text) != std::string::npos;
    });
    if (own != last) {
      row[3] = clock_words(*own->second);
      row[4] = time_note(*own->second);
      told.insert(own->second);
    }
    table.rows.push_back(std::move(row));
  }
  for (const TimeItem& time : metadata.times) {
    if (told.contains(&time)) continue;
    table.rows.push_back({"time", time.key, time_value(time), clock_words(time), time_note(time), ""});
  }
  for (const GeoPoint& place : metadata.places) {
    std::string text = fmt::format("{:.6f}, {:.6f}", place.latitude_deg, place.longitude_deg);
    if (place.altitude_m) text += fmt::format(", altitude {} m", shortest(*place.altitude_m));
    table.rows.push_back({"place", place.source, std::move(text), "", "latitude, longitude in degrees as read", ""});
  }
  return table;
}

Table frame_rows_table(const std::vector<FrameRow>& rows) {
  const bool framemd5 =
      std::any_of(rows.begin(), rows.end(), [](const FrameRow& row) { return !row.framemd5.empty(); });
  Table table{"frames",
              limited_title("Frames", rows.size()),
              {{"Frame", "", Kind::kFrame},
               {"Time", "", Kind::kText},
               {"Pts", "ticks", Kind::kNumber},
               {"Duration", "ticks", Kind::kNumber},
               {"Time base", "s", Kind::kText},
               {"Type", "", Kind::kText},
               {"Key", "", Kind::kText},
               {"Concealed", "", Kind::kText},
               {"Size", "", Kind::kText},
               {"Layout", "", Kind::kText},
               {"Alike", "", Kind::kNumber},
               {"SHA-256 of planes", "", Kind::kText}},
              {}};
  if (framemd5) table.columns.push_back({"framemd5", "", Kind::kText});
  const auto groups = groups_of_equals(rows);
  for (std::size_t i = 0; i < std::min(rows.size(), kMostRows); ++i) {
    const FrameInfo& info = rows[i].info;
    table.rows.push_back({std::to_string(info.index), info.pts ? clock_text(*info.pts) : "", ticks(info.pts),
                          ticks(info.duration), info.pts ? base_text(info.pts->base) : "", picture_type_name(info.type),
                          yes(info.key), yes(info.concealed), fmt::format("{}x{}", info.width, info.height),
                          info.layout.repacked_from, groups[i] == 0 ? "" : std::to_string(groups[i]), rows[i].digest});
    if (framemd5) table.rows.back().push_back(rows[i].framemd5);
  }
  return table;
}

Table packet_table(const CodecTrace& trace) {
  Table table{"packets",
              limited_title("Packets", trace.packets.size()),
              {{"Packet", "", Kind::kNumber},
               {"Frame", "", Kind::kFrame},
               {"Offset", "bytes", Kind::kOffset},
               {"Size", "bytes", Kind::kNumber},
               {"Type", "", Kind::kText},
               {"Key", "", Kind::kText},
               {"Time", "", Kind::kText},
               {"Pts", "ticks", Kind::kNumber},
               {"Dts", "ticks", Kind::kNumber},
               {"Duration", "ticks", Kind::kNumber},
               {"Not shown", "", Kind::kText}},
              {}};
  const auto frames = frames_of(trace.packets);
  for (std::size_t i = 0; i < std::min(trace.packets.size(), kMostRows); ++i) {
    const PacketRecord& packet = trace.packets[i];
    table.rows.push_back(
        {std::to_string(i), number_text(frames[i]), packet.offset < 0 ? "" : std::to_string(packet.offset),
         std::to_string(packet.size), picture_type_name(packet.type), yes(packet.key),
         packet.pts ? clock_text({*packet.pts, trace.time_base}) : "", number_text(packet.pts), number_text(packet.dts),
         packet.duration == 0 ? "" : std::to_string(packet.duration), yes(packet.discard)});
  }
  return table;
}

namespace {

/// "12 key frames, frames 10-49, within 0.5 px, by pyramidal Lucas-Kanade ..."; empty where a hand set them all.
std::string tracked_text(const Region& region) {
  const auto count = std::count_if(region.keys.begin(), region.keys.end(),
                                   [](const KeyShape& key) { return key.confidence.has_value(); });
  if (count == 0 && region.tracks.empty()) return {};
  std::string text = fmt::format("{} key frame{}", count, count == 1 ? "" : "s");
  for (const TrackRecord& track : region.tracks) {
    text +=
        fmt::format(", frames {}-{} within {:.1f} px by {}", track.first, track.last, track.tolerance_px, track.method);
  }
  return text;
}

}  // namespace

Table marks_table(const std::vector<Region>& regions) {
  Table table{"marks",
              "Marks",
              {{"Mark", "", Kind::kText},
               {"Shape", "", Kind::kText},
               {"Role", "", Kind::kText},
               {"Label", "", Kind::kText},
               {"First frame", "", Kind::kFrame},
               {"Last frame", "", Kind::kFrame},
               {"Key frames", "", Kind::kNumber},
               {"Tracked", "", Kind::kText},
               {"Left", "px", Kind::kNumber},
               {"Top", "px", Kind::kNumber},
               {"Width", "px", Kind::kNumber},
               {"Height", "px", Kind::kNumber},
               {"Note", "", Kind::kText},
               {"Author", "", Kind::kText},
               {"Created", "", Kind::kText}},
              {}};
  for (const Region& region : regions) {
    std::vector<PicturePoint> points = points_at(region, region.frames.first);
    if (points.empty()) points = {{}};
    const auto [left, right] =
        std::minmax_element(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
    const auto [top, bottom] =
        std::minmax_element(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.y < b.y; });
    const auto pixels = [](double value) { return fmt::format("{:.1f}", value); };
    table.rows.push_back({region.id, shape_name(region.shape), role_words(region.role), region.label,
                          std::to_string(region.frames.first),
                          region.frames.last == FrameRange{}.last ? "" : std::to_string(region.frames.last),
                          region.keys.empty() ? "" : std::to_string(region.keys.size()), tracked_text(region),
                          pixels(left->x), pixels(top->y), pixels(right->x - left->x), pixels(bottom->y - top->y),
                          region.note, region.author, region.created});
  }
  return table;
}

Table journal_table(const std::vector<JournalEntry>& entries) {
  Table table{"journal",
              "Journal",
              {{"Entry", "", Kind::kNumber},
               {"At", "UTC", Kind::kText},
               {"Author", "", Kind::kText},
               {"Action", "", Kind::kText},
               {"Subject", "", Kind::kText},
               {"Text", "", Kind::kText},
               {"Hash", "", Kind::kText}},
              {}};
  for (const JournalEntry& entry : entries) {
    table.rows.push_back(
        {std::to_string(entry.number), entry.at, entry.author, entry.action, entry.subject, entry.text, entry.hash});
  }
  return table;
}

}  // namespace spoor
