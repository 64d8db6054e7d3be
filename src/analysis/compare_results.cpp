#include "analysis/compare_results.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace spoor {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxDifferences = 100;

std::string short_text(const json& value) {
  const std::string text =
      value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, json::error_handler_t::replace);
  return printable(text, 160);
}

const json& member(const json& object, const char* name) {
  static const json none;
  if (!object.is_object()) return none;
  const auto found = object.find(name);
  return found == object.end() ? none : *found;
}

std::string name_of(const char* kind, const json& item) {
  std::string name = std::string(kind) + " " + short_text(member(item, "id"));
  if (const auto& frame = member(item, "frame"); frame.is_number_integer()) name += " (frame " + frame.dump() + ")";
  return name;
}

class Comparer {
 public:
  void note(std::string where, const json& recorded, const json& recomputed, bool tolerated = false) {
    differences_.push_back({std::move(where), short_text(recorded), short_text(recomputed), tolerated});
  }

  void equal(const std::string& where, const json& recorded, const json& recomputed) {
    if (recorded != recomputed) note(where, recorded, recomputed);
  }

  // Items of both lists in their order, which is part of a result.
  template <class Each>
  void pairs(const char* kind, const json& recorded, const json& recomputed, const Each& each) {
    const std::size_t a = recorded.is_array() ? recorded.size() : 0, b = recomputed.is_array() ? recomputed.size() : 0;
    if (a != b) note(std::string("number of ") + kind + "s", a, b);
    for (std::size_t i = 0; i < std::min(a, b); ++i) each(recorded[i], recomputed[i], name_of(kind, recomputed[i]));
  }

  void measurement(const json& recorded, const json& recomputed, const std::string& name) {
    for (const char* key : {"id", "unit", "frame"}) {
      equal(name + ": " + key, member(recorded, key), member(recomputed, key));
    }
    const double tolerance = member(recomputed, "tolerance").get<double>();
    for (const char* key : {"value", "sigma"}) {
      const json &a = member(recorded, key), &b = member(recomputed, key);
      if (a == b) continue;
      const bool close = a.is_number() && b.is_number() && std::abs(a.get<double>() - b.get<double>()) <= tolerance;
      moved_ = moved_ || close;
      note(name + ": " + key, a, b, close);
    }
  }

  void map(const json& recorded, const json& recomputed, const std::string& name) {
    for (const char* key : {"id", "unit", "low", "high", "cell", "origin", "frame", "columns", "rows"}) {
      equal(name + ": " + key, member(recorded, key), member(recomputed, key));
    }
    equal(name + ": digest of the field", member(recorded, "sha256"), member(recomputed, "sha256"));
  }

  void observation(const json& recorded, const json& recomputed, const std::string& name) {
    for (const char* key : {"id", "bearing", "frame", "innocent_causes", "rests_on", "false_alarm"}) {
      equal(name + ": " + key, member(recorded, key), member(recomputed, key));
    }
    const json &a = member(recorded, "statement"), &b = member(recomputed, "statement");
    if (a != b) note(name + ": statement", a, b, moved_);
  }

  Comparison result() && {
    std::stable_partition(differences_.begin(), differences_.end(), [](const Difference& d) { return !d.tolerated; });
    Comparison comparison;
    comparison.total = differences_.size();
    if (!differences_.empty()) {
      comparison.agreement = differences_.front().tolerated ? Agreement::kWithinTolerance : Agreement::kDiffers;
    }
    if (differences_.size() > kMaxDifferences) differences_.resize(kMaxDifferences);
    comparison.differences = std::move(differences_);
    return comparison;
  }

 private:
  std::vector<Difference> differences_;
  bool moved_ = false;  // a measurement differs within its tolerance
};

}  // namespace

Comparison compare_results(const json& recorded, const json& recomputed) {
  Comparer comparer;
  for (const char* key : {"pass", "version", "state"}) {
    comparer.equal(key, member(recorded, key), member(recomputed, key));
  }
  comparer.equal("fault", member(member(recorded, "error"), "fault"), member(member(recomputed, "error"), "fault"));
  const json &a = member(recorded, "output"), &b = member(recomputed, "output");
  const auto compare = [&](const char* kind, const char* list, auto method) {
    comparer.pairs(kind, member(a, list), member(b, list),
                   [&](const json& x, const json& y, const std::string& name) { (comparer.*method)(x, y, name); });
  };
  compare("measurement", "measurements", &Comparer::measurement);
  compare("map", "maps", &Comparer::map);
  compare("observation", "observations", &Comparer::observation);
  for (const auto& [kind, list] : {std::pair{"curve", "curves"}, std::pair{"table", "tables"},
                                   std::pair{"region", "regions"}, std::pair{"anomaly", "anomalies"}}) {
    comparer.pairs(kind, member(a, list), member(b, list),
                   [&](const json& x, const json& y, const std::string& name) { comparer.equal(name, x, y); });
  }
  return std::move(comparer).result();
}

const char* agreement_name(Agreement agreement) {
  switch (agreement) {
    case Agreement::kIdentical:
      return "identical";
    case Agreement::kWithinTolerance:
      return "within_tolerance";
    case Agreement::kDiffers:
      break;
  }
  return "differs";
}

}  // namespace spoor
