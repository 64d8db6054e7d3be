#include "base/text.h"
#include "cli/command.h"
#include "cli/exhibit_session.h"
#include "cli/structures_json.h"
#include "cli/terminal.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <map>
#include <memory>

namespace spoor::cli {
namespace {

using nlohmann::json;

std::string seconds(const std::optional<TimeStamp>& time) {
  return time ? fmt::format("{:.6f}", seconds_for_display(*time)) : "";
}

std::string ticks(const std::optional<TimeStamp>& time) { return time ? std::to_string(time->ticks) : ""; }

// Frames with equal planes share a number, counted from 1 in order of first appearance; 0: alone.
std::vector<int> groups_of_equals(const std::vector<FrameRow>& rows) {
  std::map<std::string, int> count;
  for (const auto& row : rows) ++count[row.digest];
  std::map<std::string, int> number;
  std::vector<int> groups;
  int next = 1;
  for (const auto& row : rows) {
    if (count[row.digest] < 2) {
      groups.push_back(0);
      continue;
    }
    const auto [found, is_new] = number.emplace(row.digest, next);
    if (is_new) ++next;
    groups.push_back(found->second);
  }
  return groups;
}

void put_table(const std::vector<FrameRow>& rows) {
  put_line(
      "frame\tpts\ttime_base\tseconds\tduration\ttype\tkey\tconcealed\twidth\theight\tlayout\tsha256\tequal_group");
  const auto groups = groups_of_equals(rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const FrameInfo& info = rows[i].info;
    const std::string base = info.pts ? fmt::format("{}/{}", info.pts->base.num, info.pts->base.den) : "";
    put_line(fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}", info.index, ticks(info.pts), base,
                         seconds(info.pts), ticks(info.duration), picture_type_name(info.type), info.key ? 1 : 0,
                         info.concealed ? 1 : 0, info.width, info.height, info.layout.repacked_from, rows[i].digest,
                         groups[i] == 0 ? "" : std::to_string(groups[i])));
  }
}

// The form of FFmpeg's framemd5 muxer, version 2.
void put_framemd5(const MediaInfo& info, const std::vector<FrameRow>& rows) {
  put_line("#format: frame checksums\n#version: 2\n#hash: MD5");
  Rational base{1, 25};
  if (!rows.empty() && rows.front().info.pts) base = rows.front().info.pts->base;
  put_line(fmt::format("#tb 0: {}/{}\n#media_type 0: video\n#codec_id 0: rawvideo", base.num, base.den));
  if (!rows.empty()) {
    put_line(fmt::format("#dimensions 0: {}x{}", rows.front().info.width, rows.front().info.height));
  }
  const Rational aspect = info.video.empty() ? Rational{0, 1} : info.video.front().sample_aspect;
  put_line(fmt::format("#sar 0: {}/{}\n#stream#, dts,        pts, duration,     size, hash", aspect.num, aspect.den));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const FrameInfo& frame = rows[i].info;
    const std::int64_t pts = frame.pts ? frame.pts->ticks : static_cast<std::int64_t>(i);
    put_line(fmt::format("0, {:>10}, {:>10}, {:>8}, {:>8}, {}", pts, pts, frame.duration ? frame.duration->ticks : 1,
                         rows[i].bytes, rows[i].framemd5));
  }
}

json rows_json(const Exhibit& exhibit, const std::vector<FrameRow>& rows) {
  json document{{"schema", "spoor.frames/1"}, {"exhibit", exhibit_json(exhibit)}, {"frames", json::array()}};
  const auto groups = groups_of_equals(rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const FrameInfo& info = rows[i].info;
    document["frames"].push_back(
        {{"frame", info.index},
         {"pts", info.pts ? json(info.pts->ticks) : json(nullptr)},
         {"time_base", info.pts ? json({info.pts->base.num, info.pts->base.den}) : json(nullptr)},
         {"duration", info.duration ? json(info.duration->ticks) : json(nullptr)},
         {"type", picture_type_name(info.type)},
         {"key", info.key},
         {"concealed", info.concealed},
         {"width", info.width},
         {"height", info.height},
         {"layout", info.layout.repacked_from},
         {"sha256", rows[i].digest},
         {"equal_group", groups[i] == 0 ? json(nullptr) : json(groups[i])}});
  }
  return document;
}

}  // namespace

void add_frames(CLI::App& root, Action& chosen) {
  struct Options {
    std::string file;
    bool json = false, framemd5 = false;
    WorkerOptions worker;
  };
  auto* command = root.add_subcommand(
      "frames", "Write a table of all frames, each with the SHA-256 of its decoded planes; equal ones are grouped");
  auto options = std::make_shared<Options>();
  command->add_option("FILE", options->file, "Clip or still")->required();
  auto* form = command->add_flag("--json", options->json, "Write JSON instead of tab-separated values");
  command
      ->add_flag("--framemd5", options->framemd5,
                 "Write the form of FFmpeg's framemd5, in the stream's own time base (ffmpeg -enc_time_base -1)")
      ->excludes(form);
  options->worker.add_to(*command);
  command->callback([&chosen, options] {
    chosen = [options](const Invocation& invocation) -> int {
      auto open = open_exhibit(options->file, {}, options->worker.session, Job(invocation.stop));
      if (!open) {
        complain(options->file, open.error());
        return kSomeFailed;
      }
      ProgressLine line;
      const Job job(invocation.stop, [&](std::int64_t done, std::int64_t total) {
        line.show(total > 0 ? fmt::format("frame {} of {}", done, total) : fmt::format("frame {}", done));
      });
      const auto rows = open->session->frame_table(options->framemd5, job);
      line.clear();
      if (invocation.stop.stop_requested()) return kInterrupted;
      if (!rows) {
        complain(options->file, rows.error());
        return kSomeFailed;
      }
      if (options->json) {
        put_json(rows_json(open->exhibit, *rows));
      } else if (options->framemd5) {
        put_framemd5(open->info, *rows);
      } else {
        put_table(*rows);
      }
      return kOk;
    };
  });
}

}  // namespace spoor::cli
