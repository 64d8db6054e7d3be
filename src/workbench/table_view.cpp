#include "workbench/table_view.h"

#include "base/fold_text.h"
#include "report/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace spoor {
namespace {

std::optional<double> number_from(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  if (text.starts_with("0x")) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), value, 16);
    if (error == std::errc() && end == text.data() + text.size()) return static_cast<double>(value);
    return std::nullopt;
  }
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  // "12.5 dB" counts by its number.
  const bool ends = end == text.data() + text.size() || *end == ' ';
  if (error != std::errc() || !ends || std::isnan(value)) return std::nullopt;
  return value;
}

/// What a cell is sorted by; cells without it come last.
struct SortKey {
  bool present = false;
  double number = 0;
  std::string text;
};

SortKey key_of(const Table& table, std::size_t row, std::size_t column) {
  if (column >= table.rows[row].size()) return {};
  const std::string& cell = table.rows[row][column];
  if (table.columns[column].kind == Table::Kind::kText) return {!cell.empty(), 0, folded(cell)};
  const auto number = number_from(cell);
  return {number.has_value(), number.value_or(0), {}};
}

}  // namespace

TableView::TableView(std::shared_ptr<const Table> table) : table_(std::move(table)) { arrange(); }

void TableView::sort_by(int column, bool descending) {
  column_ = column >= 0 && static_cast<std::size_t>(column) < table_->columns.size() ? column : -1;
  descending_ = column_ >= 0 && descending;
  arrange();
}

void TableView::filter(std::string text) {
  filter_ = std::move(text);
  arrange();
}

void TableView::arrange() {
  rows_.resize(table_->rows.size());
  std::iota(rows_.begin(), rows_.end(), std::size_t{0});
  if (const std::string wanted = folded(filter_); !wanted.empty()) {
    std::erase_if(rows_, [&](std::size_t row) {
      const auto& cells = table_->rows[row];
      return std::none_of(cells.begin(), cells.end(),
                          [&](const std::string& cell) { return folded(cell).find(wanted) != std::string::npos; });
    });
  }
  if (column_ < 0) return;
  std::vector<SortKey> keys(table_->rows.size());
  for (const std::size_t row : rows_) keys[row] = key_of(*table_, row, static_cast<std::size_t>(column_));
  std::stable_sort(rows_.begin(), rows_.end(), [&](std::size_t left, std::size_t right) {
    const SortKey &a = keys[left], &b = keys[right];
    if (a.present != b.present) return a.present;
    const SortKey &low = descending_ ? b : a, &high = descending_ ? a : b;
    return low.number != high.number ? low.number < high.number : low.text < high.text;
  });
}

Table TableView::shown() const {
  Table part{table_->id, table_->title, table_->columns, {}};
  part.rows.reserve(rows_.size());
  for (const std::size_t row : rows_) part.rows.push_back(table_->rows[row]);
  return part;
}

std::string TableView::tsv() const { return table_tsv(shown()); }

std::string TableView::csv() const { return table_csv(shown()); }

std::optional<std::int64_t> TableView::number_in(std::size_t row, Table::Kind kind) const {
  if (row >= table_->rows.size()) return std::nullopt;
  const auto& columns = table_->columns;
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& each) { return each.kind == kind; });
  const auto column = static_cast<std::size_t>(found - columns.begin());
  if (column >= table_->rows[row].size()) return std::nullopt;
  const auto number = number_from(table_->rows[row][column]);
  constexpr double kExact = 9007199254740992;  // 2^53
  if (!number || std::abs(*number) > kExact) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

std::optional<std::size_t> TableView::shown_with(Table::Kind kind, std::int64_t number) const {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (number_in(rows_[i], kind) == number) return i;
  }
  return std::nullopt;
}

}  // namespace spoor
