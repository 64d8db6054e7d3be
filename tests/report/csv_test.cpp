#include "report/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(Csv, quotes_and_disarms_cells) {
  Table table;
  table.columns = {{"name", "", Table::Kind::kText}, {"size", "bytes", Table::Kind::kNumber}};
  table.rows = {{"a,\"b\"", "-3.5"}, {"=cmd|' /C calc'!A0", "+7"}, {"line\nbreak", "@x"}};
  EXPECT_EQ(table_csv(table),
            "name,size [bytes]\r\n"
            "\"a,\"\"b\"\"\",-3.5\r\n"
            "'=cmd|' /C calc'!A0,+7\r\n"
            "line break,'@x\r\n");
}

TEST(Csv, curve_has_every_point) {
  Curve curve;
  curve.x_label = "frame";
  curve.y_label = "level";
  curve.y_unit = "dB";
  curve.traces = {{"one", {0, 1}, {0.1, 1e-7}}, {"two", {5}, {-2}}};
  EXPECT_EQ(curve_csv(curve), "trace,frame,level [dB]\r\none,0,0.1\r\none,1,1e-07\r\ntwo,5,-2\r\n");
}

}  // namespace
}  // namespace spoor
