#pragma once
/// Any table as an analyst handles it: sorted, filtered, copied, saved.

#include "analysis/output.h"
#include "engine/session.h"

#include <string>
#include <vector>

namespace spoor {

/// What is shown of a table: which rows, in which order.
class TableView {
 public:
  explicit TableView(std::shared_ptr<const Table> table);

  const Table& table() const { return *table_; }
  void sort_by(int column, bool descending);  ///< numbers by value, text by letters; equal rows keep their order
  void filter(std::string text);              ///< rows with a cell that contains it, whatever its case
  const std::string& filter_text() const { return filter_; }
  const std::vector<std::size_t>& rows() const { return rows_; }  ///< indices into table().rows
  int sorted_column() const { return column_; }                   ///< -1: as it came
  bool descending() const { return descending_; }

  std::string tsv() const;  ///< shown rows with a heading, tabs and line breaks within cells as spaces
  std::string csv() const;  ///< RFC 4180; cells that a spreadsheet would take for a formula get an apostrophe

  /// Row with this frame or offset in the first column of that kind; nothing where there is none.
  std::optional<std::int64_t> number_in(std::size_t row, Table::Kind kind) const;

 private:
  void arrange();
  std::shared_ptr<const Table> table_;
  std::vector<std::size_t> rows_;
  std::string filter_;
  int column_ = -1;
  bool descending_ = false;
};

Table metadata_table(const Metadata& metadata);  ///< every item with its source; times with their clock
Table frame_rows_table(const std::vector<FrameRow>& rows);
Table packet_table(const CodecTrace& trace);
Table marks_table(const std::vector<Region>& regions);
Table journal_table(const std::vector<JournalEntry>& entries);

}  // namespace spoor
