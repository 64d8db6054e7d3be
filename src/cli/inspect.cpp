#include "base/text.h"
#include "cli/command.h"
#include "cli/exhibit_session.h"
#include "cli/structures_json.h"
#include "cli/terminal.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace spoor::cli {
namespace {

using nlohmann::json;

std::string text_of(const json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

void put_streams(const MediaInfo& info) {
  put_line(fmt::format("\nMedia: {}, {}, read by {}", media_kind_name(info.kind), info.format, info.decoder));
  for (const auto& video : info.video) {
    std::string line = fmt::format("  {} {}: {}{}, {}x{}, {}", info.kind == MediaKind::kStill ? "picture" : "video",
                                   video.index, video.codec, video.profile.empty() ? "" : " " + video.profile,
                                   video.width, video.height, video.pixel_format);
    if (info.kind == MediaKind::kClip) {
      line += fmt::format(", {}/{} frames a second on average, time base {}/{}", video.average_rate.num,
                          video.average_rate.den, video.time_base.num, video.time_base.den);
      line += video.declared_frames > 0 ? fmt::format(", {} frames declared", video.declared_frames)
                                        : std::string(", number of frames not declared");
      if (video.duration) line += ", " + clock_text(*video.duration);
    }
    if (video.orientation != 1) line += fmt::format(", orientation {} declared", video.orientation);
    if (video.attached_picture) line += ", attached picture";
    put_line(line);
  }
  if (info.still_pictures > 1) put_line(fmt::format("  {} pictures in the file", info.still_pictures));
  for (const auto& sound : info.audio) {
    put_line(fmt::format("  sound {}: {}, {} Hz, {} channels{}", sound.index, sound.codec, sound.sample_rate,
                         sound.channels, sound.duration ? ", " + clock_text(*sound.duration) : ""));
  }
  for (const auto& data : info.data) {
    put_line(fmt::format("  {} {}: {} {}", data.kind, data.index, data.codec, data.handler));
  }
}

// Says why a structure is missing; false where there is nothing more to say.
bool put_heading(const json& part, const char* title) {
  if (part.is_null()) return false;
  if (!part.is_object() || !part.contains("error")) {
    put_line(std::string("\n") + title);
    return true;
  }
  put_line(fmt::format("\n{}: not read: {}", title, text_of(part["error"]["sentence"])));
  return false;
}

void put_jpeg(const json& jpeg) {
  if (!put_heading(jpeg, "JPEG structure")) return;
  for (const auto& picture : jpeg["pictures"]) {
    const auto quality = [&](const char* which) {
      const auto& q = picture[which];
      return q.is_null() ? std::string("none")
                         : fmt::format("{} {}", q["exact"].get<bool>() ? "exactly" : "nearest to", q["quality"].dump());
    };
    put_line(fmt::format("  {} picture at {}: {} bytes, {}x{}, {}, {}, {} scans, tables of luma {} and chroma {} (IJG)",
                         text_of(picture["role"]), picture["offset"].dump(), picture["length"].dump(),
                         picture["width"].dump(), picture["height"].dump(), text_of(picture["process"]),
                         text_of(picture["subsampling"]), picture["scans"].dump(), quality("luma_quality"),
                         quality("chroma_quality")));
  }
  for (const auto& trailer : jpeg["trailers"]) {
    put_line(fmt::format("  behind the picture at {}: {} bytes, {}", trailer["offset"].dump(), trailer["length"].dump(),
                         text_of(trailer["kind"])));
  }
  TextTable table;
  for (const auto& segment : jpeg["segments"]) {
    table.row(
        {segment["offset"].dump(), text_of(segment["name"]), segment["length"].dump(), text_of(segment["identifier"])});
  }
  put(table.text("  "));
}

void add_node(const json& node, int depth, TextTable& table) {
  std::string fields;
  for (const auto& field : node["fields"]) {
    if (fields.size() > 120) break;
    fields += (fields.empty() ? "" : ", ") + text_of(field[0]) + " " + printable(text_of(field[1]), 60);
  }
  table.row({node["offset"].dump(), node["size"].dump(),
             std::string(static_cast<std::size_t>(depth) * 2, ' ') + text_of(node["type"]), fields});
  if (node.contains("children")) {
    for (const auto& child : node["children"]) add_node(child, depth + 1, table);
  }
}

void put_container(const json& container, bool tree) {
  if (!put_heading(container, "Structure of the file")) return;
  TextTable table;
  table.row({"offset", "bytes", text_of(container["format"]), ""});
  for (const auto& node : container["nodes"]) add_node(node, 0, table);
  put(table.text("  "));
  if (!tree) put_line("  (--tree shows what is inside)");
}

void put_metadata(const json& metadata, bool all) {
  if (!put_heading(metadata, "Metadata")) return;
  for (const char* key : {"make", "model", "software", "icc_profile"}) {
    if (const auto text = text_of(metadata[key]); !text.empty()) put_line(fmt::format("  {}: {}", key, text));
  }
  TextTable times;
  for (const auto& time : metadata["times"]) {
    times.row({text_of(time["role"]), text_of(time["text"]), "clock: " + text_of(time["clock"]), text_of(time["key"])});
  }
  put(times.text("  "));
  for (const auto& place : metadata["places"]) {
    put_line(fmt::format("  place: {} {} ({})", place["latitude_deg"].dump(), place["longitude_deg"].dump(),
                         text_of(place["source"])));
  }
  TextTable items;
  std::size_t hidden = 0;
  for (const auto& item : metadata["items"]) {
    if (!all && item["source"] == "maker_note") {
      ++hidden;
    } else {
      items.row({text_of(item["key"]), printable(text_of(item["value"]), 100)});
    }
  }
  put(items.text("  "));
  if (hidden > 0) put_line(fmt::format("  ({} items of maker notes; --all shows them)", hidden));
}

void put_anomalies(const json& document) {
  TextTable table;
  for (const char* part : {"media", "jpeg", "container", "metadata", "packets"}) {
    const auto& structure = document[part];
    if (!structure.is_object() || !structure.contains("anomalies")) continue;
    for (const auto& anomaly : structure["anomalies"]) {
      const auto offset = anomaly["offset"].get<std::int64_t>();
      table.row(
          {part, text_of(anomaly["kind"]), offset < 0 ? "" : "at " + std::to_string(offset), text_of(anomaly["what"])});
    }
  }
  const std::string text = table.text("  ");
  put_line(text.empty() ? "\nAnomalies: none found" : "\nAnomalies");
  put(text);
}

bool anything_unread(const json& document) {
  for (const auto& part : document) {
    if (part.is_object() && part.contains("error")) return true;
  }
  return false;
}

}  // namespace

void add_inspect(CLI::App& root, Action& chosen) {
  struct Options {
    std::string file;
    bool json = false, tree = false, all = false;
    WorkerOptions worker;
  };
  auto* command = root.add_subcommand("inspect", "Tell what a file is: streams, structure, metadata, anomalies");
  auto options = std::make_shared<Options>();
  command->add_option("FILE", options->file, "File to inspect")->required();
  command->add_flag("--json", options->json, "Write JSON");
  command->add_flag("--tree", options->tree, "Show the whole tree of the container");
  command->add_flag("--all", options->all, "Show maker notes too");
  options->worker.add_to(*command);
  command->callback([&chosen, options] {
    chosen = [options](const Invocation& invocation) -> int {
      auto open = open_exhibit(options->file, {}, options->worker.session, Job(invocation.stop));
      if (!open) {
        complain(options->file, open.error());
        return kSomeFailed;
      }
      const json document = inspection_json(open->exhibit, open->info, *open->session, options->tree);
      if (options->json) {
        put_json(document);
      } else {
        put_line(printable(open->exhibit.path));
        put_line(fmt::format("  {} bytes, SHA-256 {}", open->exhibit.size, open->exhibit.sha256));
        put_streams(open->info);
        put_jpeg(document["jpeg"]);
        put_container(document["container"], options->tree);
        put_metadata(document["metadata"], options->all);
        if (const auto& packets = document["packets"]; put_heading(packets, "Packets")) {
          put_line(fmt::format("  {} packets of stream {}, {} with the key flag, {} bytes", packets["packets"].dump(),
                               packets["stream"].dump(), packets["key_packets"].dump(), packets["bytes"].dump()));
        }
        for (const auto& series : document["telemetry"].is_array() ? document["telemetry"] : json::array()) {
          put_line(fmt::format("  telemetry {} ({}): {} values, {}", text_of(series["id"]), text_of(series["unit"]),
                               series["points"].dump(), text_of(series["source"])));
        }
        put_anomalies(document);
      }
      if (!anything_unread(document)) return kOk;
      complain(options->file, {Fault::kCorrupt, "some of its structures could not be read", {}});
      return kSomeFailed;
    };
  });
}

}  // namespace spoor::cli
