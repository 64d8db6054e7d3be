#include "findings/finding.h"

#include <array>

namespace spoor {
namespace {

// The enumerator whose name is `text`, among `all`.
template <class Enum, std::size_t n>
std::optional<Enum> named(const std::array<Enum, n>& all, const char* (*name_of)(Enum), std::string_view text) {
  for (const Enum value : all) {
    if (text == name_of(value)) return value;
  }
  return std::nullopt;
}

}  // namespace

const char* analyst_status_name(AnalystStatus status) {
  switch (status) {
    case AnalystStatus::kOk:
      return "ok";
    case AnalystStatus::kToBeChecked:
      return "to_be_checked";
    case AnalystStatus::kWarning:
      return "warning";
    case AnalystStatus::kUnset:
      break;
  }
  return "unset";
}

std::optional<AnalystStatus> analyst_status_from_name(std::string_view name) {
  constexpr std::array all{AnalystStatus::kUnset, AnalystStatus::kOk, AnalystStatus::kToBeChecked,
                           AnalystStatus::kWarning};
  return named(all, analyst_status_name, name);
}

std::optional<Bearing> bearing_from_name(std::string_view name) {
  constexpr std::array all{Bearing::kConcern, Bearing::kNeutral, Bearing::kReassuring, Bearing::kInconclusive};
  return named(all, bearing_name, name);
}

std::optional<ResultState> state_from_name(std::string_view name) {
  constexpr std::array all{ResultState::kDone, ResultState::kNotApplicable, ResultState::kUnavailable,
                           ResultState::kFailed, ResultState::kCancelled};
  return named(all, state_name, name);
}

}  // namespace spoor
