#include "base/text.h"
#include "report/documents.h"
#include "report/markup.h"
#include "report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace spoor {
namespace {

constexpr std::size_t kMaxFigures = 12;  // maps of one result on paper
constexpr std::size_t kMaxCurves = 12;
constexpr std::size_t kMaxStatements = 60;

bool has_picture(const ExhibitData& exhibit, std::int64_t frame) {
  return std::any_of(exhibit.thumbnails.begin(), exhibit.thumbnails.end(),
                     [&](const Thumbnail& t) { return t.frame == frame; });
}

// The same id comes once for each frame that a picture pass saw.
std::string item_anchor(const PassEntry& entry, const std::string& id, std::optional<std::int64_t> frame = {}) {
  return result_anchor(entry) + "." + anchor_text(id) + (frame ? "." + std::to_string(*frame) : "");
}

std::string item_note(const std::string& csv) {
  return "the whole of it is in the JSON report" + (csv.empty() ? std::string() : " and in " + csv);
}

std::vector<std::pair<std::string, std::string>> links_of(const PassEntry& entry, const Observation& observation) {
  const PassOutput& output = entry.result.output;
  std::vector<std::pair<std::string, std::string>> links;
  for (const auto& id : observation.rests_on) {
    std::string name = id, anchor;
    for (const auto& map : output.maps) {
      if (map.id != id || (observation.frame && map.frame != *observation.frame)) continue;
      name = map.title;
      anchor = item_anchor(entry, id, map.frame);
      break;
    }
    for (const auto& curve : output.curves) {
      if (curve.id == id) name = curve.title, anchor = item_anchor(entry, id);
    }
    for (const auto& table : output.tables) {
      if (table.id == id) name = table.title, anchor = item_anchor(entry, id);
    }
    for (const auto& m : output.measurements) {
      if (m.id == id) name = m.title, anchor = item_anchor(entry, "measurements");
    }
    for (const auto& region : output.regions) {
      if (region.id == id) name = "region " + id, anchor = item_anchor(entry, "regions");
    }
    links.emplace_back(name, anchor);
  }
  return links;
}

std::string frame_text(const ExhibitData& exhibit, std::int64_t frame) {
  std::string text = std::to_string(frame);
  for (const auto& t : exhibit.thumbnails) {
    if (t.frame == frame && !t.clock.empty()) text += " (pts " + t.clock + ")";
  }
  return text;
}

Statement statement_of(const ExhibitData& exhibit, const PassEntry& entry, const Observation& observation) {
  Statement statement;
  statement.anchor = item_anchor(entry, observation.id, observation.frame);
  statement.sign = sign_of(observation.bearing);
  statement.word = sign_word(statement.sign);
  statement.text = observation.statement;
  if (observation.frame) statement.facts.emplace_back("Frame", frame_text(exhibit, *observation.frame));
  statement.facts.emplace_back("False alarms", false_alarm_text(observation.false_alarm));
  statement.causes = observation.innocent_causes;
  statement.links = links_of(entry, observation);
  return statement;
}

Grid parameter_grid(const PassEntry& entry) {
  Grid grid{"", "Parameters", {"Parameter", "Value", "Default", "What it does"}, {false, true, true, false}, {}, ""};
  for (const auto& [name, value] : entry.result.provenance.request) {
    if (!name.starts_with("param.")) continue;
    const std::string id = name.substr(6);
    std::string label = id, fallback, help;
    std::string shown = value;
    if (entry.pass != nullptr) {
      for (const auto& field : entry.pass->params) {
        if (field.id != id) continue;
        label = field.label;
        fallback = param_text(field.fallback);
        help = field.help;
        const std::string unit = unit_text(field.unit);
        if (!unit.empty()) shown += " " + unit;
        if (fallback == value) fallback = "same";
      }
    }
    grid.rows.push_back({{label, Sign::kNone, "", false},
                         {shown, Sign::kNone, "", false},
                         {fallback, Sign::kNone, "", false},
                         {help, Sign::kNone, "", false}});
  }
  return grid;
}

Grid measurement_grid(const ExhibitData& exhibit, const PassEntry& entry) {
  Grid grid{item_anchor(entry, "measurements"),
            "Measurements (\xC2\xB1: one standard deviation, where it is known)",
            {"Quantity", "Value", "Frame", "Tolerance elsewhere"},
            {false, true, true, true},
            {},
            ""};
  const auto& list = entry.result.output.measurements;
  for (const auto& m : list) {
    if (grid.rows.size() == kTableRows && list.size() > kFewRows) break;
    grid.rows.push_back({{m.title, Sign::kNone, "", false},
                         {measured_text(m), Sign::kNone, "", false},
                         {m.frame ? frame_text(exhibit, *m.frame) : "", Sign::kNone, "", false},
                         {m.tolerance == 0 ? "none" : significant(m.tolerance, 2), Sign::kNone, "", false}});
  }
  if (grid.rows.size() < list.size()) {
    grid.cut = fmt::format("{} of {} rows; {}", grid.rows.size(), list.size(), item_note(""));
  }
  return grid;
}

std::vector<Outline> outlines_at(const PassEntry& entry, std::int64_t frame) {
  std::vector<Outline> list;
  for (const auto& region : entry.result.output.regions) {
    if (!region.frames.contains(frame)) continue;
    list.push_back({points_at(region, frame), region.shape, region.label.empty() ? region.id : region.label, true});
  }
  return list;
}

MapFigure map_figure(const ExhibitData& exhibit, const PassEntry& entry, const Map& map, const MapPreview& preview) {
  MapFigure figure;
  figure.anchor = item_anchor(entry, map.id, map.frame);
  figure.map = map;
  figure.preview = preview;
  figure.over_picture = has_picture(exhibit, map.frame);
  figure.outlines = outlines_at(entry, map.frame);
  const std::string unit = unit_text(map.unit);
  figure.caption = fmt::format(
      "{}. {} Scale {} to {}{}, the same for every exhibit. Frame {}; {} \xC3\x97 {} cells of {} \xC3\x97 {} pixels, "
      "first cell's corner at ({}, {}){}. SHA-256 of the field {}",
      map.title, map.reading, significant(map.low), significant(map.high), unit.empty() ? "" : " " + unit,
      frame_text(exhibit, map.frame), preview.full.width, preview.full.height, significant(map.cell.width),
      significant(map.cell.height), significant(map.origin.x), significant(map.origin.y),
      preview.reduction > 1
          ? fmt::format("; shown reduced {} times, each dot the mean of the measured cells under it", preview.reduction)
          : "",
      preview.sha256.substr(0, 16) + "\xE2\x80\xA6");
  return figure;
}

void add_figures(const ExhibitData& exhibit, const PassEntry& entry, Section& section) {
  std::size_t next = 0, shown = 0, drawn = 0;
  for (const auto& map : entry.result.output.maps) {
    if (next >= entry.previews.size() || entry.previews[next].map != map.id) continue;
    const MapPreview& preview = entry.previews[next++];
    ++drawn;
    if (shown == kMaxFigures) continue;
    section.blocks.push_back(map_figure(exhibit, entry, map, preview));
    ++shown;
  }
  if (shown < drawn) {
    section.blocks.push_back(Paragraph{
        fmt::format("{} of {} maps are shown; the others are in the case.", shown, drawn), Paragraph::Style::kSmall});
  }
}

void add_regions(const ExhibitData& exhibit, const PassEntry& entry, Section& section) {
  const auto& regions = entry.result.output.regions;
  if (regions.empty()) return;
  Grid grid{item_anchor(entry, "regions"),
            "Regions suggested by the method (picture pixels as decoded, x right, y down)",
            {"Region", "Shape", "Frames", "Box (x, y, width \xC3\x97 height)", "Note"},
            {},
            {},
            ""};
  for (const auto& region : regions) {
    if (grid.rows.size() == kTableRows && regions.size() > kFewRows) break;
    double left = 1e300, top = 1e300, right = -1e300, bottom = -1e300;
    for (const auto& p : region.points) {
      left = std::min(left, p.x), right = std::max(right, p.x);
      top = std::min(top, p.y), bottom = std::max(bottom, p.y);
    }
    const bool open_end = region.frames.last == FrameRange{}.last;
    // To a hundredth of a pixel: what is less is arithmetic.
    const auto px = [](double value) { return significant(std::round(value * 100) / 100 + 0.0, 5); };
    const std::string box = region.points.empty() ? ""
                                                  : fmt::format("{}, {}, {} \xC3\x97 {}", px(left), px(top),
                                                                px(right - left), px(bottom - top));
    grid.rows.push_back({{region.label.empty() ? region.id : region.label, Sign::kNone, "", false},
                         {shape_name(region.shape), Sign::kNone, "", false},
                         {open_end ? fmt::format("from {}", region.frames.first)
                                   : fmt::format("{} to {}", region.frames.first, region.frames.last),
                          Sign::kNone, "", false},
                         {box, Sign::kNone, "", false},
                         {region.note, Sign::kNone, "", false}});
  }
  if (grid.rows.size() < regions.size()) {
    grid.cut = fmt::format("{} of {} rows; {}", grid.rows.size(), regions.size(), item_note(""));
  }
  section.blocks.push_back(std::move(grid));
  const bool seen_in_map = std::any_of(entry.result.output.maps.begin(), entry.result.output.maps.end(),
                                       [&](const Map& map) { return has_picture(exhibit, map.frame); });
  if (seen_in_map) return;
  std::set<std::int64_t> frames;
  for (const auto& region : regions) {
    for (const auto& t : exhibit.thumbnails) {
      if (region.frames.contains(t.frame) && frames.size() < 4) {
        frames.insert(t.frame);
        break;
      }
    }
  }
  for (const std::int64_t frame : frames) {
    section.blocks.push_back(
        PictureFigure{item_anchor(entry, "regions-picture", frame),
                      "Regions suggested by the method on frame " + frame_text(exhibit, frame) + ".", frame,
                      outlines_at(entry, frame)});
  }
}

void add_method(const PassEntry& entry, Section& section) {
  if (entry.pass == nullptr) {
    section.blocks.push_back(Callout{"Method unknown to this program",
                                     "The result was made by a program that has this method; its description is not at "
                                     "hand here."});
    return;
  }
  const PassDescriptor& pass = *entry.pass;
  section.blocks.push_back(Paragraph{pass.question, Paragraph::Style::kLead});
  if (!pass.summary.empty()) section.blocks.push_back(Paragraph{pass.summary});
}

void add_output(const ExhibitData& exhibit, const PassEntry& entry, const Companions& companions, Section& section) {
  const PassOutput& output = entry.result.output;
  std::size_t statements = 0;
  for (const auto& observation : output.observations) {
    if (statements++ == kMaxStatements) break;
    section.blocks.push_back(statement_of(exhibit, entry, observation));
  }
  if (output.observations.size() > kMaxStatements) {
    section.blocks.push_back(Paragraph{fmt::format("{} of {} observations are shown; all are in the JSON report.",
                                                   kMaxStatements, output.observations.size())});
  }
  if (output.observations.empty()) {
    section.blocks.push_back(Paragraph{"The method ran and worded no observation."});
  }
  add_figures(exhibit, entry, section);
  add_regions(exhibit, entry, section);
  for (std::size_t i = 0; i < std::min(kMaxCurves, output.curves.size()); ++i) {
    const Curve& curve = output.curves[i];
    section.blocks.push_back(Plot{item_anchor(entry, curve.id), curve.title + ".", curve});
  }
  if (output.curves.size() > kMaxCurves) {
    section.blocks.push_back(Paragraph{
        fmt::format("{} of {} curves are shown; all are in the JSON report.", kMaxCurves, output.curves.size())});
  }
  if (!output.measurements.empty()) section.blocks.push_back(measurement_grid(exhibit, entry));
  for (const auto& table : output.tables) {
    section.blocks.push_back(table_grid(table, item_anchor(entry, table.id), item_note(companions.csv)));
  }
  if (output.anomalies.empty()) return;
  Grid grid{
      "", "Damage and oddities met on the way", {"Kind", "What", "Offset", "Bytes"}, {false, false, true, true}, {},
      ""};
  for (const auto& anomaly : output.anomalies) {
    if (grid.rows.size() == kTableRows) break;
    grid.rows.push_back({{spaced(anomaly_name(anomaly.kind)), Sign::kNone, "", false},
                         {anomaly.what, Sign::kNone, "", false},
                         {anomaly.offset < 0 ? "" : std::to_string(anomaly.offset), Sign::kNone, "", false},
                         {anomaly.length == 0 ? "" : std::to_string(anomaly.length), Sign::kNone, "", false}});
  }
  if (grid.rows.size() < output.anomalies.size()) {
    grid.cut = fmt::format("{} of {} rows; {}", grid.rows.size(), output.anomalies.size(), item_note(""));
  }
  section.blocks.push_back(std::move(grid));
}

}  // namespace

std::string result_anchor(const PassEntry& entry) {
  return "r." + anchor_text(entry.row.pass) + "." + anchor_text(entry.row.key.substr(0, 8));
}

Section result_section(const ExhibitData& exhibit, const PassEntry& entry, const Companions& companions) {
  const bool done = entry.result.state == ResultState::kDone;
  Section section;
  section.anchor = result_anchor(entry);
  section.title = entry.pass != nullptr ? entry.pass->title : entry.row.pass;
  section.sign = done ? sign_of(overall_bearing(entry.result.output)) : sign_of(entry.result.state);
  section.word = sign_word(section.sign);
  add_method(entry, section);
  Facts identity;
  std::string name = entry.row.pass + ", version " + std::to_string(entry.row.version);
  if (entry.pass != nullptr && !entry.pass->known_as.empty()) {
    std::string known;
    for (const auto& word : entry.pass->known_as) known += (known.empty() ? "" : ", ") + word;
    name += " (known as " + known + ")";
  }
  identity.rows.emplace_back("Method", name);
  if (entry.row.status != AnalystStatus::kUnset) {
    identity.rows.emplace_back("Analyst's mark", spaced(analyst_status_name(entry.row.status)));
  }
  section.blocks.push_back(std::move(identity));
  if (done) {
    add_output(exhibit, entry, companions, section);
  } else {
    section.blocks.push_back(Callout{section.word, reason_text(entry.result.error)});
  }
  Grid parameters = parameter_grid(entry);
  if (!parameters.rows.empty()) section.blocks.push_back(std::move(parameters));
  if (entry.pass != nullptr) {
    if (!entry.pass->limits.empty()) section.blocks.push_back(TextList{"What it cannot tell", entry.pass->limits});
    TextList sources{"Sources", {}};
    for (const auto& source : entry.pass->sources) {
      const bool dated = source.year == 0 || source.text.find(std::to_string(source.year)) != std::string::npos;
      sources.items.push_back(source.text + (dated ? "" : ", " + std::to_string(source.year)));
    }
    if (!sources.items.empty()) section.blocks.push_back(std::move(sources));
  }
  return section;
}

}  // namespace spoor
