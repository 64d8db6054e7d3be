#pragma once
/// Parameters of passes: one plain struct per pass, its fields described once. From the description come the
/// widget, the command-line option, the JSON, the report's table and the range check.

#include "base/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace spoor {

using ParamValue = std::variant<bool, std::int64_t, double, std::string, std::vector<std::int64_t>>;
using ParamValues = std::map<std::string, ParamValue>;  ///< by field id

enum class ParamKind { kSwitch, kInteger, kNumber, kChoice, kIntegerList };

struct ParamRange {
  double low = 0, high = 0;
};

struct ParamField {
  std::string id;     ///< never renamed
  std::string label;  ///< for a widget
  std::string help;   ///< one sentence: what moves when the value grows
  std::string unit;   ///< empty for a pure number
  ParamKind kind = ParamKind::kInteger;
  ParamValue fallback;  ///< the struct's member initialiser
  ParamRange hard;      ///< values outside are refused
  ParamRange slider;    ///< what a slider offers
  std::vector<std::string> choices;
};

/// "true", "85", "0.5", "auto", "90,75": the form in requests, reports and on the command line.
std::string param_text(const ParamValue& value);

/// Reads `text` as a value of `field` and checks its range.
Result<ParamValue> param_from_text(const ParamField& field, std::string_view text);

/// All fields of a pass: `given` by id over the defaults. kBadArgument for an unknown id or a value out of range.
Result<ParamValues> resolve_params(const std::vector<ParamField>& fields, const ParamValues& given);

/// Ties the members of struct `P` to their descriptions.
template <class P>
class ParamTable {
 public:
  ParamTable& on_off(bool P::*member, std::string id, std::string label, std::string help) {
    return add(
        member,
        {std::move(id), std::move(label), std::move(help), "", ParamKind::kSwitch, P{}.*member, {0, 1}, {0, 1}, {}});
  }
  ParamTable& integer(int P::*member, std::string id, std::string label, std::string help, std::string unit,
                      ParamRange hard, ParamRange slider) {
    return add(member, {std::move(id),
                        std::move(label),
                        std::move(help),
                        std::move(unit),
                        ParamKind::kInteger,
                        std::int64_t{P{}.*member},
                        hard,
                        slider,
                        {}});
  }
  ParamTable& number(double P::*member, std::string id, std::string label, std::string help, std::string unit,
                     ParamRange hard, ParamRange slider) {
    return add(member, {std::move(id),
                        std::move(label),
                        std::move(help),
                        std::move(unit),
                        ParamKind::kNumber,
                        P{}.*member,
                        hard,
                        slider,
                        {}});
  }
  ParamTable& choice(std::string P::*member, std::string id, std::string label, std::string help,
                     std::vector<std::string> choices) {
    return add(member, {std::move(id),
                        std::move(label),
                        std::move(help),
                        "",
                        ParamKind::kChoice,
                        P{}.*member,
                        {},
                        {},
                        std::move(choices)});
  }
  /// One to sixteen integers, each within `hard`.
  ParamTable& integers(std::vector<std::int64_t> P::*member, std::string id, std::string label, std::string help,
                       std::string unit, ParamRange hard, ParamRange slider) {
    return add(member, {std::move(id),
                        std::move(label),
                        std::move(help),
                        std::move(unit),
                        ParamKind::kIntegerList,
                        P{}.*member,
                        hard,
                        slider,
                        {}});
  }

  const std::vector<ParamField>& fields() const { return fields_; }

  /// The struct with the values of a resolved set.
  P read(const ParamValues& values) const {
    P params;
    for (const auto& [id, set] : setters_) {
      if (const auto found = values.find(id); found != values.end()) set(params, found->second);
    }
    return params;
  }

 private:
  template <class M>
  ParamTable& add(M P::*member, ParamField field) {
    setters_.emplace_back(field.id, [member](P& params, const ParamValue& value) {
      if constexpr (std::is_same_v<M, int>) {
        params.*member = static_cast<int>(std::get<std::int64_t>(value));
      } else {
        params.*member = std::get<M>(value);
      }
    });
    fields_.push_back(std::move(field));
    return *this;
  }

  std::vector<ParamField> fields_;
  std::vector<std::pair<std::string, std::function<void(P&, const ParamValue&)>>> setters_;
};

}  // namespace spoor
