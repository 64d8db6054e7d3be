#include "workbench/table_view.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

std::shared_ptr<const Table> sizes() {
  Table table;
  table.columns = {{"Frame", "", Table::Kind::kFrame},
                   {"Size", "bytes", Table::Kind::kNumber},
                   {"Name", "", Table::Kind::kText},
                   {"At", "", Table::Kind::kOffset}};
  table.rows = {{"0", "900", "Zoë", "0x40"}, {"1", "1000", "anna", "16"}, {"2", "", "", ""},
                {"3", "-5", "Émile", "0x9"}, {"4", "1e3", "Bert", "100"}, {"5", "nan", "anna", "4"}};
  return std::make_shared<const Table>(std::move(table));
}

using Rows = std::vector<std::size_t>;

TEST(TableView, shows_everything_as_it_came) {
  const TableView view(sizes());
  EXPECT_EQ(view.rows(), (Rows{0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(view.sorted_column(), -1);
}

TEST(TableView, numbers_are_sorted_by_value_and_equal_rows_keep_their_order) {
  TableView view(sizes());
  view.sort_by(1, false);
  EXPECT_EQ(view.rows(), (Rows{3, 0, 1, 4, 2, 5})) << "900 before 1000; what is no number last";
  view.sort_by(1, true);
  EXPECT_EQ(view.rows(), (Rows{1, 4, 0, 3, 2, 5})) << "also last the other way round, and 1000 before 1e3 still";
  view.sort_by(3, false);
  EXPECT_EQ(view.rows(), (Rows{5, 3, 1, 0, 4, 2})) << "offsets in either notation";
}

TEST(TableView, text_is_sorted_by_letters_whatever_their_case_and_accents) {
  TableView view(sizes());
  view.sort_by(2, false);
  EXPECT_EQ(view.rows(), (Rows{1, 5, 4, 3, 0, 2}));
  view.sort_by(2, true);
  EXPECT_EQ(view.rows(), (Rows{0, 3, 4, 1, 5, 2}));
  view.sort_by(-1, true);
  EXPECT_EQ(view.rows(), (Rows{0, 1, 2, 3, 4, 5}));
  EXPECT_FALSE(view.descending());
  view.sort_by(99, false);
  EXPECT_EQ(view.sorted_column(), -1);
}

TEST(TableView, a_filter_keeps_rows_that_contain_it_and_the_order) {
  TableView view(sizes());
  view.sort_by(1, true);
  view.filter("ANNA");
  EXPECT_EQ(view.rows(), (Rows{1, 5}));
  view.filter("emile");
  EXPECT_EQ(view.rows(), (Rows{3}));
  view.filter("nothing like it");
  EXPECT_TRUE(view.rows().empty());
  view.filter("");
  EXPECT_EQ(view.rows(), (Rows{1, 4, 0, 3, 2, 5}));
}

TEST(TableView, what_is_shown_is_copied) {
  TableView view(sizes());
  view.filter("0x");
  view.sort_by(1, false);
  EXPECT_EQ(view.tsv(), "Frame\tSize [bytes]\tName\tAt\n3\t-5\tÉmile\t0x9\n0\t900\tZoë\t0x40\n");
  EXPECT_EQ(view.csv(), "Frame,Size [bytes],Name,At\r\n3,-5,Émile,0x9\r\n0,900,Zoë,0x40\r\n");
}

TEST(TableView, formulas_are_disarmed) {
  Table table;
  table.columns = {{"Name", "", Table::Kind::kText}};
  table.rows = {{"=1+1"}, {"tab\tand\nline"}};
  const TableView view(std::make_shared<const Table>(std::move(table)));
  EXPECT_EQ(view.tsv(), "Name\n'=1+1\ntab and line\n");
  EXPECT_EQ(view.csv(), "Name\r\n'=1+1\r\ntab and line\r\n");
}

TEST(TableView, a_row_leads_to_its_frame_and_a_frame_to_its_row) {
  TableView view(sizes());
  EXPECT_EQ(view.number_in(3, Table::Kind::kFrame), 3);
  EXPECT_EQ(view.number_in(3, Table::Kind::kOffset), 9);
  EXPECT_EQ(view.number_in(2, Table::Kind::kOffset), std::nullopt);
  EXPECT_EQ(view.number_in(77, Table::Kind::kFrame), std::nullopt);
  view.sort_by(1, true);
  EXPECT_EQ(view.shown_with(Table::Kind::kFrame, 0), 2u);
  view.filter("anna");
  EXPECT_EQ(view.shown_with(Table::Kind::kFrame, 0), std::nullopt);
}

TEST(TableView, uneven_rows_are_survived) {
  Table table;
  table.columns = {{"A", "", Table::Kind::kNumber}, {"B", "", Table::Kind::kText}};
  table.rows = {{"2"}, {}, {"1", "x", "too much"}};
  TableView view(std::make_shared<const Table>(std::move(table)));
  view.sort_by(1, false);
  EXPECT_EQ(view.rows(), (Rows{2, 0, 1}));
  view.sort_by(0, false);
  EXPECT_EQ(view.rows(), (Rows{2, 0, 1}));
}

}  // namespace
}  // namespace spoor
