#pragma once
/// What a person asks and answers, beside what the passes observed.

#include "analysis/output.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spoor {

/// A question put to the footage, with the two propositions between which it is to be weighed. Written before
/// looking where the analyst wishes; both propositions empty: none was written.
struct Question {
  std::string id;
  std::string text;
  std::string if_as_claimed, if_not;
  std::string author, asked_at;  ///< RFC 3339, UTC
  bool operator==(const Question&) const = default;
};

/// One observation of one result.
struct ObservationReference {
  std::string result_key;
  std::string observation;  ///< id within the result
  bool operator==(const ObservationReference&) const = default;
};

/// An answer that a person signs.
struct Finding {
  std::string id;
  std::string question;  ///< id, empty for a finding that answers none
  std::string answer;
  Bearing bearing = Bearing::kInconclusive;
  std::vector<ObservationReference> in_favour, against;
  std::vector<std::string> regions;  ///< ids
  std::string weight;                ///< a step of the verbal scale; empty: not quantified
  std::string author, created;
  std::string signed_at;  ///< empty while unsigned
  bool operator==(const Finding&) const = default;
};

/// The analyst's own mark on a result: stands beside the pass's bearing and never replaces it.
enum class AnalystStatus { kUnset, kOk, kToBeChecked, kWarning };

const char* analyst_status_name(AnalystStatus status);  ///< "unset", "ok", "to_be_checked", "warning"
std::optional<AnalystStatus> analyst_status_from_name(std::string_view name);
std::optional<Bearing> bearing_from_name(std::string_view name);
std::optional<ResultState> state_from_name(std::string_view name);

}  // namespace spoor
