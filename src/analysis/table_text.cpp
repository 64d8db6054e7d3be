#include "analysis/table_text.h"

#include "base/text.h"

#include <fmt/format.h>

#include <utility>

namespace spoor {
namespace {

constexpr double kLeastP = 1e-4;

}  // namespace

std::string with_sigma(double value, double sigma, int decimals) {
  return fmt::format("{:.{}f} \u00b1 {:.{}f}", value, decimals, sigma, decimals);
}

std::string p_text(double p) { return p < kLeastP ? "below 0.0001" : significant(p, 2); }

std::string p_is(double p) { return (p < kLeastP ? "p " : "p = ") + p_text(p); }

Table table_of(std::string id, std::string title, const std::vector<std::string>& columns) {
  Table table{std::move(id), std::move(title), {}, {}};
  for (const std::string& column : columns) {
    const auto bracket = column.find(" [");
    const bool unit = bracket != std::string::npos && column.back() == ']';
    table.columns.push_back({unit ? column.substr(0, bracket) : column,
                             unit ? column.substr(bracket + 2, column.size() - bracket - 3) : "", Table::Kind::kText});
  }
  return table;
}

}  // namespace spoor
