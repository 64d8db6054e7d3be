#pragma once
/// What a pass gives: fields, curves, tables, measurements, and observations worded from them.

#include "evidence/region.h"
#include "media/anomaly.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// Which way an observation points. Never a verdict.
enum class Bearing { kConcern, kNeutral, kReassuring, kInconclusive };

/// A scalar field over the picture.
struct Map {
  std::string id;  ///< unique within the output, never renamed
  std::string title;
  std::string unit;          ///< of the values; "1" for a pure number
  std::string reading;       ///< one sentence: what high and low values mean
  cv::Mat field;             ///< CV_32FC1; NaN where nothing was measured
  double low = 0, high = 1;  ///< fixed range of the legend, the same for every input
  cv::Size2d cell{1, 1};     ///< picture pixels per field cell
  cv::Point2d origin{0, 0};  ///< picture coordinates of the first cell's top left corner
  std::int64_t frame = 0;
  double tolerance = 0;  ///< of a cell, as Measurement::tolerance; which cells are NaN must not move
};

/// One or several traces over a common axis.
struct Curve {
  enum class Style { kLine, kSteps, kBars, kPoints };
  struct Trace {
    std::string name;
    std::vector<double> x, y;  ///< same length
  };
  std::string id, title;
  std::string x_label, x_unit, y_label, y_unit;
  Style style = Style::kLine;
  bool x_is_frame = false;  ///< x counts frames of presentation order
  bool y_log = false;       ///< best read on a logarithmic axis
  std::vector<Trace> traces;
  double tolerance = 0;  ///< of a y, as Measurement::tolerance; x must be the same
};

struct Table {
  enum class Kind { kText, kNumber, kFrame, kOffset };
  struct Column {
    std::string name, unit;
    Kind kind = Kind::kText;
  };
  std::string id, title;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  ///< one string per column, printable
};

struct Measurement {
  std::string id, title;
  double value = std::numeric_limits<double>::quiet_NaN();
  std::string unit;             ///< "1" for a pure number
  std::optional<double> sigma;  ///< standard deviation, where it can be known
  double tolerance = 0;         ///< largest difference another processor or library may give; 0: none
  std::optional<std::int64_t> frame;
};

/// How often an honest file raises this observation, as an upper confidence bound.
struct FalseAlarm {
  double upper_bound = 1;   ///< 95 % one-sided Clopper-Pearson bound
  std::int64_t alarms = 0;  ///< alarms among `files` honest files
  std::int64_t files = 0;
  std::string corpus;  ///< what those files were, with date
};

struct Observation {
  std::string id;
  std::string statement;  ///< what was observed, in words that can be defended
  Bearing bearing = Bearing::kInconclusive;
  std::optional<FalseAlarm> false_alarm;     ///< obligatory for a concern
  std::vector<std::string> innocent_causes;  ///< obligatory for a concern
  std::vector<std::string> rests_on;         ///< ids of maps, curves, tables, measurements, regions
  std::optional<std::int64_t> frame;
};

struct PassOutput {
  std::vector<Map> maps;
  std::vector<Curve> curves;
  std::vector<Table> tables;
  std::vector<Measurement> measurements;
  std::vector<Region> regions;  ///< suggested by the pass; id as referred to by `rests_on`
  std::vector<Observation> observations;
  std::vector<Anomaly> anomalies;
};

enum class ResultState { kDone, kNotApplicable, kUnavailable, kFailed, kCancelled };

/// The bearing under which a result is listed: a concern before all, then reassuring, then inconclusive (a
/// contradiction without a calibration is one, and no side note may hide it), then neutral; inconclusive where there is
/// no observation.
Bearing overall_bearing(const PassOutput& output);

const char* bearing_name(Bearing bearing);  ///< "concern", "neutral", "reassuring", "inconclusive"
const char* state_name(ResultState state);  ///< "done", "not_applicable", "unavailable", "failed", "cancelled"
const char* curve_style_name(Curve::Style style);
const char* column_kind_name(Table::Kind kind);

}  // namespace spoor
