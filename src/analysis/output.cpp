#include "analysis/output.h"

#include <algorithm>

namespace spoor {

Bearing overall_bearing(const PassOutput& output) {
  const auto any = [&](Bearing bearing) {
    return std::any_of(output.observations.begin(), output.observations.end(),
                       [&](const Observation& o) { return o.bearing == bearing; });
  };
  for (const Bearing bearing : {Bearing::kConcern, Bearing::kReassuring, Bearing::kInconclusive, Bearing::kNeutral}) {
    if (any(bearing)) return bearing;
  }
  return Bearing::kInconclusive;
}

const char* bearing_name(Bearing bearing) {
  switch (bearing) {
    case Bearing::kConcern:
      return "concern";
    case Bearing::kNeutral:
      return "neutral";
    case Bearing::kReassuring:
      return "reassuring";
    case Bearing::kInconclusive:
      break;
  }
  return "inconclusive";
}

const char* state_name(ResultState state) {
  switch (state) {
    case ResultState::kDone:
      return "done";
    case ResultState::kNotApplicable:
      return "not_applicable";
    case ResultState::kUnavailable:
      return "unavailable";
    case ResultState::kCancelled:
      return "cancelled";
    case ResultState::kFailed:
      break;
  }
  return "failed";
}

const char* curve_style_name(Curve::Style style) {
  switch (style) {
    case Curve::Style::kSteps:
      return "steps";
    case Curve::Style::kBars:
      return "bars";
    case Curve::Style::kPoints:
      return "points";
    case Curve::Style::kLine:
      break;
  }
  return "line";
}

const char* column_kind_name(Table::Kind kind) {
  switch (kind) {
    case Table::Kind::kNumber:
      return "number";
    case Table::Kind::kFrame:
      return "frame";
    case Table::Kind::kOffset:
      return "offset";
    case Table::Kind::kText:
      break;
  }
  return "text";
}

}  // namespace spoor
