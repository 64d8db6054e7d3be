#include "analysis/compare_results.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

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
  explicit Comparer(const FieldDifferences& fields) : fields_(fields) {}

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
    const std::size_t number = maps_++;
    for (const char* key : {"id", "unit", "low", "high", "cell", "origin", "frame", "columns", "rows"}) {
      equal(name + ": " + key, member(recorded, key), member(recomputed, key));
    }
    const json &a = member(recorded, "sha256"), &b = member(recomputed, "sha256");
    if (a == b) return;
    const auto difference = fields_ ? fields_(number) : std::nullopt;
    if (!difference) return note(name + ": digest of the field, whose recorded values are not at hand", a, b);
    const double tolerance = tolerance_of(recomputed);
    // An exact field has its digest or differs, however close it looks from afar.
    const bool close = tolerance > 0 && difference->largest - difference->slack <= tolerance;
    moved_ = moved_ || close;
    note(name + ": field, by " + difference->compared, a,
         short_text(b) + ", largest difference " + significant(difference->largest) +
             (difference->slack > 0 ? " (or less by " + significant(difference->slack) + ")" : "") + ", tolerance " +
             significant(tolerance),
         close);
  }

  void curve(const json& recorded, const json& recomputed, const std::string& name) {
    for (const char* key : {"id", "title", "x_label", "x_unit", "y_label", "y_unit", "style", "x_is_frame", "y_log"}) {
      equal(name + ": " + key, member(recorded, key), member(recomputed, key));
    }
    const double tolerance = tolerance_of(recomputed);
    const json &a = member(recorded, "traces"), &b = member(recomputed, "traces");
    if (!a.is_array() || a.size() != b.size()) return note(name + ": traces", a, b);
    for (std::size_t i = 0; i < b.size(); ++i) {
      const std::string where = name + ", trace " + short_text(member(b[i], "name"));
      equal(where + ": name", member(a[i], "name"), member(b[i], "name"));
      equal(where + ": x", member(a[i], "x"), member(b[i], "x"));
      ordinates(where, member(a[i], "y"), member(b[i], "y"), tolerance);
    }
  }

  void observation(const json& recorded, const json& recomputed, const std::string& name) {
    for (const char* key : {"id", "bearing", "frame", "innocent_causes", "rests_on", "false_alarm"}) {
      equal(name + ": " + key, member(recorded, key), member(recomputed, key));
    }
    const json &a = member(recorded, "statement"), &b = member(recomputed, "statement");
    if (a != b) note(name + ": statement", a, b, moved_);
  }

  ResultComparison result() && {
    std::stable_partition(differences_.begin(), differences_.end(), [](const Difference& d) { return !d.tolerated; });
    ResultComparison comparison;
    comparison.total = differences_.size();
    if (!differences_.empty()) {
      comparison.agreement = differences_.front().tolerated ? Agreement::kWithinTolerance : Agreement::kDiffers;
    }
    if (differences_.size() > kMaxDifferences) differences_.resize(kMaxDifferences);
    comparison.differences = std::move(differences_);
    return comparison;
  }

 private:
  static double tolerance_of(const json& recomputed) {
    const json& tolerance = member(recomputed, "tolerance");
    return tolerance.is_number() ? tolerance.get<double>() : 0;
  }

  // Tells of the point that differs most.
  void ordinates(const std::string& where, const json& a, const json& b, double tolerance) {
    if (a == b) return;
    if (!a.is_array() || a.size() != b.size()) return note(where + ": y", a, b);
    double largest = -1;
    std::size_t at = 0;
    for (std::size_t i = 0; i < b.size(); ++i) {
      if (a[i] == b[i]) continue;
      const bool numbers = a[i].is_number() && b[i].is_number();
      const double difference =
          numbers ? std::abs(a[i].get<double>() - b[i].get<double>()) : std::numeric_limits<double>::infinity();
      if (difference > largest) {
        largest = difference;
        at = i;
      }
    }
    const bool close = largest <= tolerance;
    moved_ = moved_ || close;
    note(where + ": y of point " + std::to_string(at) + ", which differs most", a[at], b[at], close);
  }

  const FieldDifferences& fields_;
  std::vector<Difference> differences_;
  std::size_t maps_ = 0;
  bool moved_ = false;  // something differs within its tolerance
};

}  // namespace

FieldDifference field_difference(const cv::Mat& recorded, const cv::Mat& recomputed) {
  FieldDifference difference{0, 0, "all cells"};
  if (recorded.size() != recomputed.size()) difference.largest = std::numeric_limits<double>::infinity();
  for (int y = 0; y < recorded.rows && std::isfinite(difference.largest); ++y) {
    const float *a = recorded.ptr<float>(y), *b = recomputed.ptr<float>(y);
    for (int x = 0; x < recorded.cols; ++x) {
      if (a[x] == b[x] || (std::isnan(a[x]) && std::isnan(b[x]))) continue;
      const double moved = std::abs(static_cast<double>(a[x]) - static_cast<double>(b[x]));
      difference.largest =
          std::isnan(moved) ? std::numeric_limits<double>::infinity() : std::max(difference.largest, moved);
    }
  }
  return difference;
}

ResultComparison compare_results(const json& recorded, const json& recomputed, const FieldDifferences& fields) {
  Comparer comparer(fields);
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
  compare("curve", "curves", &Comparer::curve);
  compare("observation", "observations", &Comparer::observation);
  for (const auto& [kind, list] :
       {std::pair{"table", "tables"}, std::pair{"region", "regions"}, std::pair{"anomaly", "anomalies"}}) {
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
