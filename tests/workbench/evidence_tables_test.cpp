#include "workbench/evidence_tables.h"

#include "support/paths.h"
#include "support/run_pass.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace spoor {
namespace {

std::string cell(const Table& table, std::size_t row, const std::string& column) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].name == column) return table.rows.at(row).at(i);
  }
  ADD_FAILURE() << "no column " << column;
  return {};
}

void expect_even(const Table& table) {
  for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size()) << table.title;
}

TEST(EvidenceTables, times_of_metadata_are_shown_with_their_clock) {
  Metadata metadata;
  metadata.items = {{"exif", "Exif.Image.Make", "Canon", "Ascii"},
                    {"exif", "Exif.Photo.DateTimeOriginal", "2023:05:22 10:30:00", "Ascii"},
                    {"container", "moov/mvhd.creation_time", "2023-05-22 07:30:00", ""},
                    {"container", "moov/mvhd.creation_time", "2024-01-01 00:00:00", ""}};
  TimeItem local{"Exif.Photo.DateTimeOriginal",
                 "original",
                 "2023:05:22 10:30:00",
                 Clock::kLocal,
                 TimeItem::Civil{2023, 5, 22, 10, 30, 0},
                 std::nullopt,
                 ""};
  TimeItem header{"moov/mvhd.creation_time",
                  "created",
                  "2024-01-01 00:00:00",
                  Clock::kUnknown,
                  TimeItem::Civil{2024, 1, 1, 0, 0, 0},
                  std::nullopt,
                  "UTC by the standard"};
  TimeItem gps{"Exif.GPSInfo.GPSTimeStamp", "gps", "07:30:00", Clock::kUtc, std::nullopt, 0, ""};
  TimeItem offset{"Xmp.xmp.CreateDate",
                  "created",
                  "2023-05-22T10:30:00-03:30",
                  Clock::kLocalWithOffset,
                  TimeItem::Civil{2023, 5, 22, 10, 30, 0},
                  -210,
                  ""};
  TimeItem count{"moov/trak/tkhd.creation_time",
                 "created",
                 "3798537912",
                 Clock::kUnknown,
                 TimeItem::Civil{2024, 5, 14, 13, 25, 12},
                 std::nullopt,
                 ""};
  metadata.times = {local, header, gps, offset, count};
  metadata.places = {{50.48, -35.67, 12.5, "Exif.GPSInfo"}};
  const Table table = metadata_table(metadata);
  expect_even(table);
  ASSERT_EQ(table.rows.size(), 8u);
  EXPECT_EQ(cell(table, 0, "Clock"), "");
  EXPECT_EQ(cell(table, 1, "Clock"), "local, zone not stated");
  EXPECT_EQ(cell(table, 2, "Clock"), "") << "the other header's time is meant";
  EXPECT_EQ(cell(table, 3, "Clock"), "unknown");
  EXPECT_EQ(cell(table, 3, "Note"), "time: created; UTC by the standard");
  EXPECT_EQ(cell(table, 4, "Clock"), "UTC");
  EXPECT_EQ(cell(table, 4, "Note"), "time: gps; not a valid time");
  EXPECT_EQ(cell(table, 5, "Clock"), "local, UTC-03:30");
  EXPECT_EQ(cell(table, 5, "Value"), "2023-05-22T10:30:00-03:30");
  EXPECT_EQ(cell(table, 6, "Value"), "3798537912 (2024-05-14 13:25:12)");
  EXPECT_EQ(cell(table, 7, "Value"), "50.480000, -35.670000, altitude 12.5 m");
}

TEST(EvidenceTables, every_time_of_real_files_has_a_clock) {
  SPOOR_MEDIA_OR_SKIP(media);
  std::size_t files = 0, times = 0, beside_their_item = 0;
  for (const auto& path : test::files_below(media / "camera")) {
    if (path.extension() != ".jpg" || ++files > 40) continue;
    auto source = open_media(memory_source(test::bytes_of(path.string())));
    if (!source || !(*source)->metadata()) continue;
    const Metadata& metadata = *(*source)->metadata();
    const Table table = metadata_table(metadata);
    expect_even(table);
    std::size_t with_clock = 0;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      if (cell(table, row, "Clock").empty()) continue;
      ++with_clock;
      beside_their_item += cell(table, row, "Source") != "time" ? 1 : 0;
    }
    EXPECT_EQ(with_clock, metadata.times.size()) << path;
    times += metadata.times.size();
  }
  EXPECT_GT(times, 20u);
  EXPECT_GT(beside_their_item * 2, times) << "most stand beside the item they were read from";
}

TEST(EvidenceTables, frames_that_are_alike_share_a_number) {
  std::vector<FrameRow> rows(5);
  const char* digests[]{"aa", "bb", "aa", "cc", "bb"};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].info.index = static_cast<std::int64_t>(i);
    rows[i].info.pts = TimeStamp{static_cast<std::int64_t>(i) * 512, {1, 12800}};
    rows[i].info.type = i == 0 ? PictureType::kI : PictureType::kB;
    rows[i].info.key = i == 0;
    rows[i].info.width = 320;
    rows[i].info.height = 240;
    rows[i].digest = digests[i];
  }
  rows[3].info.concealed = true;
  const Table table = frame_rows_table(rows);
  expect_even(table);
  std::string alike;
  for (std::size_t i = 0; i < 5; ++i) alike += cell(table, i, "Alike") + ";";
  EXPECT_EQ(alike, "1;2;1;;2;");
  EXPECT_EQ(cell(table, 3, "Time"), "0:00:00.120");
  EXPECT_EQ(cell(table, 3, "Pts"), "1536");
  EXPECT_EQ(cell(table, 3, "Concealed"), "yes");
  EXPECT_EQ(cell(table, 0, "Key"), "yes");
  EXPECT_EQ(cell(table, 1, "Type"), "B");
  EXPECT_EQ(cell(table, 1, "Size"), "320x240");
  EXPECT_EQ(table.columns.back().name, "SHA-256 of planes");
  rows[2].framemd5 = "0123";
  EXPECT_EQ(cell(frame_rows_table(rows), 2, "framemd5"), "0123");
}

TEST(EvidenceTables, packets_know_the_frame_they_are_shown_as) {
  CodecTrace trace;
  trace.time_base = {1, 10};
  const auto add = [&](std::optional<std::int64_t> pts, std::int64_t dts, PictureType type, bool discard = false) {
    PacketRecord packet;
    packet.offset = 1000 + 100 * dts;
    packet.size = 99;
    packet.pts = pts;
    packet.dts = dts;
    packet.type = type;
    packet.key = type == PictureType::kI;
    packet.discard = discard;
    trace.packets.push_back(packet);
  };
  add(-1, -3, PictureType::kI, true);
  add(0, -2, PictureType::kI);
  add(3, -1, PictureType::kP);
  add(1, 0, PictureType::kB);
  add(2, 1, PictureType::kB);
  const Table table = packet_table(trace);
  expect_even(table);
  std::string frames;
  for (std::size_t i = 0; i < 5; ++i) frames += cell(table, i, "Frame") + ";";
  EXPECT_EQ(frames, ";0;3;1;2;");
  EXPECT_EQ(cell(table, 0, "Not shown"), "yes");
  EXPECT_EQ(cell(table, 2, "Time"), "0:00:00.300");
  EXPECT_EQ(cell(table, 2, "Offset"), "900");
  trace.packets[1].pts.reset();
  trace.packets[1].dts.reset();
  EXPECT_EQ(cell(packet_table(trace), 2, "Frame"), "") << "without times no order is invented";
}

TEST(EvidenceTables, marks_are_told_by_place_and_frames) {
  Region truck;
  truck.id = "r1";
  truck.shape = Shape::kRectangle;
  truck.points = {{10, 20}, {30.25, 60}};
  truck.frames = {5, 9};
  truck.role = "reference_ground";
  truck.keys = {{5, truck.points}, {9, {{20, 20}, {40, 60}}}};
  Region empty;
  empty.id = "r2";
  const Table table = marks_table({truck, empty});
  expect_even(table);
  EXPECT_EQ(cell(table, 0, "Shape"), "rectangle");
  EXPECT_EQ(cell(table, 0, "Role"), "reference ground");
  EXPECT_EQ(cell(table, 0, "First frame") + "-" + cell(table, 0, "Last frame"), "5-9");
  EXPECT_EQ(cell(table, 0, "Width"), "20.2");
  EXPECT_EQ(cell(table, 0, "Key frames"), "2");
  EXPECT_EQ(cell(table, 1, "Last frame"), "");
  EXPECT_EQ(cell(table, 0, "Tracked"), "");
}

TEST(EvidenceTables, a_mark_that_was_tracked_says_by_what_method) {
  Region mark;
  mark.id = "r1";
  mark.shape = Shape::kPoint;
  mark.points = {{1, 2}};
  mark.keys = {{5, {{1, 2}}, std::nullopt}, {9, {{3, 4}}, 0.5}};
  mark.tracks = {{"a method", 5, 9, false, std::nullopt, 0.5, 0.5, ""}};
  EXPECT_EQ(cell(marks_table({mark}), 0, "Tracked"), "1 key frame, frames 5-9 within 0.5 px by a method");
}

TEST(EvidenceTables, the_journal_is_told_in_order) {
  const Table table = journal_table({{1, "2024-01-01T00:00:00Z", "A", "case created", "", "x", "aa"},
                                     {2, "2024-01-01T00:00:01Z", "A", "exhibit added", "ff", "y", "bb"}});
  expect_even(table);
  EXPECT_EQ(cell(table, 1, "Action"), "exhibit added");
  EXPECT_EQ(cell(table, 1, "Entry"), "2");
}

}  // namespace
}  // namespace spoor
