#pragma once
/// Any table as an analyst handles it: sorted, filtered, copied, saved.

#include "analysis/output.h"
#include "workbench/evidence_tables.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// What is shown of a table: which rows, in which order.
class TableView {
 public:
  explicit TableView(std::shared_ptr<const Table> table);

  const Table& table() const { return *table_; }
  /// Numbers by value, text by letters; equal rows keep their order, empty cells come last either way. -1: as it came.
  void sort_by(int column, bool descending);
  void filter(std::string text);  ///< rows with a cell that contains it, whatever its case and accents
  const std::string& filter_text() const { return filter_; }
  const std::vector<std::size_t>& rows() const { return rows_; }  ///< indices into table().rows
  int sorted_column() const { return column_; }                   ///< -1: as it came
  bool descending() const { return descending_; }

  std::string tsv() const;  ///< shown rows with a heading, tabs and line breaks within cells as spaces
  std::string csv() const;  ///< RFC 4180; cells that a spreadsheet would take for a formula get an apostrophe

  /// The frame, offset or number in the first column of that kind of a row of table(); nothing where there is none.
  std::optional<std::int64_t> number_in(std::size_t row, Table::Kind kind) const;

  /// Place in rows() of the first one with this frame or offset; nothing where none is shown.
  std::optional<std::size_t> shown_with(Table::Kind kind, std::int64_t number) const;

 private:
  void arrange();
  Table shown() const;

  std::shared_ptr<const Table> table_;
  std::vector<std::size_t> rows_;
  std::string filter_;
  int column_ = -1;
  bool descending_ = false;
};

}  // namespace spoor
