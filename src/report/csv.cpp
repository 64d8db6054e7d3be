#include "report/csv.h"

#include "base/text.h"

#include <charconv>
#include <string_view>

namespace spoor {
namespace {

bool is_number(std::string_view text) {
  double value = 0;
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

std::string cell(std::string_view text) {
  std::string safe = printable(text, 65'536);
  // "=cmd|..." in a file name must stay a name when the table is opened in a spreadsheet.
  if (!safe.empty() && std::string_view("=+-@").find(safe[0]) != std::string_view::npos && !is_number(safe)) {
    safe.insert(0, 1, '\'');
  }
  if (safe.find_first_of(",\"") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string header(const std::string& name, const std::string& unit) {
  return cell(unit.empty() || unit == "1" ? name : name + " [" + unit + "]");
}

}  // namespace

std::string table_csv(const Table& table) {
  std::string text;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    text += (c == 0 ? "" : ",") + header(table.columns[c].name, table.columns[c].unit);
  }
  text += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) text += (c == 0 ? "" : ",") + cell(row[c]);
    text += "\r\n";
  }
  return text;
}

std::string curve_csv(const Curve& curve) {
  std::string text = "trace," + header(curve.x_label.empty() ? "x" : curve.x_label, curve.x_unit) + "," +
                     header(curve.y_label.empty() ? "y" : curve.y_label, curve.y_unit) + "\r\n";
  for (const auto& trace : curve.traces) {
    for (std::size_t i = 0; i < std::min(trace.x.size(), trace.y.size()); ++i) {
      text += cell(trace.name) + "," + shortest(trace.x[i]) + "," + shortest(trace.y[i]) + "\r\n";
    }
  }
  return text;
}

}  // namespace spoor
