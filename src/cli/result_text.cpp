#include "cli/result_text.h"

#include "base/text.h"
#include "cli/command.h"
#include "cli/terminal.h"
#include "report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace spoor::cli {
namespace {

constexpr std::size_t kMaxRows = 20;

std::string frame_note(const std::optional<std::int64_t>& frame) {
  return frame ? fmt::format(" (frame {})", *frame) : "";
}

std::string observation_text(const Observation& observation) {
  std::string text = fmt::format("  [{}] {}{}\n", bearing_name(observation.bearing), printable(observation.statement),
                                 frame_note(observation.frame));
  if (observation.false_alarm) {
    const auto& alarm = *observation.false_alarm;
    text += fmt::format("      an honest file raises this in at most {} % ({} of {} files: {})\n",
                        significant(100 * alarm.upper_bound, 3), alarm.alarms, alarm.files, printable(alarm.corpus));
  }
  for (const auto& cause : observation.innocent_causes) {
    text += fmt::format("      innocent cause: {}\n", printable(cause));
  }
  return text;
}

std::string table_text(const Table& table) {
  TextTable text;
  std::vector<std::string> head;
  for (const auto& column : table.columns) {
    head.push_back(column.unit.empty() ? column.name : column.name + " [" + column.unit + "]");
  }
  text.row(std::move(head));
  for (std::size_t i = 0; i < std::min(table.rows.size(), kMaxRows); ++i) {
    std::vector<std::string> cells;
    for (const auto& cell : table.rows[i]) cells.push_back(printable(cell, 60));
    text.row(std::move(cells));
  }
  std::string result = fmt::format("  {}\n{}", printable(table.title), text.text("    "));
  if (table.rows.size() > kMaxRows) {
    result += fmt::format("    ({} more rows; --json has them all)\n", table.rows.size() - kMaxRows);
  }
  return result;
}

}  // namespace

std::string answer_word(ResultState state, Bearing bearing) {
  switch (state) {
    case ResultState::kDone:
      return bearing_name(bearing);
    case ResultState::kNotApplicable:
      return "not applicable";
    case ResultState::kUnavailable:
      return "unavailable";
    case ResultState::kCancelled:
      return "cancelled";
    case ResultState::kFailed:
      break;
  }
  return "failed";
}

std::string result_text(const PassDescriptor* pass, const PassResult& result) {
  std::string text = fmt::format("{}: {}\n", result.pass, answer_word(result.state, overall_bearing(result.output)));
  if (pass != nullptr) text += fmt::format("  {}\n", pass->question);
  if (result.state != ResultState::kDone) return text + "  " + printable(result.error.sentence) + "\n";
  const PassOutput& output = result.output;
  for (const auto& observation : output.observations) text += observation_text(observation);
  TextTable measurements;
  for (const auto& m : output.measurements) {
    measurements.row({printable(m.title) + frame_note(m.frame), measured_text(m)});
  }
  text += measurements.text("  ");
  for (const auto& table : output.tables) text += table_text(table);
  for (const auto& map : output.maps) {
    text += fmt::format("  map '{}' of {} by {} cells{}: {}\n", printable(map.title), map.field.cols, map.field.rows,
                        frame_note(map.frame), printable(map.reading));
  }
  for (const auto& curve : output.curves) {
    std::size_t points = 0;
    for (const auto& trace : curve.traces) points += trace.x.size();
    text += fmt::format("  curve '{}' of {} points\n", printable(curve.title), points);
  }
  for (const auto& anomaly : output.anomalies) {
    text += fmt::format("  {}{}: {}\n", anomaly_name(anomaly.kind),
                        anomaly.offset < 0 ? "" : fmt::format(" at {}", anomaly.offset), printable(anomaly.what));
  }
  return text;
}

std::vector<Error> failures_told(const std::vector<FailedPass>& failed) {
  std::vector<Error> told;
  std::set<std::string> known;
  for (const FailedPass& one : failed) {
    const auto same = [&](const FailedPass& other) {
      return other.error.subject != other.pass && other.error.subject == one.error.subject &&
             other.error.sentence == one.error.sentence;
    };
    const auto stopped = same(one) ? std::count_if(failed.begin(), failed.end(), same) : 1;
    if (stopped < 2) {
      told.push_back({one.error.fault, one.pass + ": " + one.error.sentence, {}});
    } else if (known.insert(one.error.sentence).second) {
      told.push_back({one.error.fault, fmt::format("{}; {} passes have no result", one.error.sentence, stopped), {}});
    }
  }
  return told;
}

void Tally::add(ResultState state, Bearing bearing) {
  failed = failed || state == ResultState::kFailed;
  concern = concern || (state == ResultState::kDone && bearing == Bearing::kConcern);
}

int Tally::exit_status(bool fail_on_concern) const {
  if (failed) return kSomeFailed;
  return fail_on_concern && concern ? kConcern : kOk;
}

}  // namespace spoor::cli
