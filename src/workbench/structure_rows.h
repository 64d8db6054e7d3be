#pragma once
/// The structure of a file as lines of a tree, tied to its bytes.

#include "media/container_tree.h"
#include "media/jpeg_structure.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace spoor {

struct StructureRow {
  std::string id;  ///< path of indices, "0/2/1": stays the same while others open and close
  int depth = 0;
  std::string name;
  std::string summary;                 ///< the values worth a glance
  std::string meaning;                 ///< one plain sentence; empty where unknown
  std::int64_t offset = -1, size = 0;  ///< -1: no place of its own
  bool has_children = false, open = false;
  std::vector<std::string> anomalies;  ///< sentences of those that lie within it (and within no child that is shown)
};

/// Costs as much as the whole tree has parts: to be kept until `open` changes. `open` holds the ids whose children are
/// shown. What concerns no part stands in a last row with the id "file".
std::vector<StructureRow> container_rows(const ContainerTree& tree, const std::set<std::string>& open);
/// The pictures of the file with their segments, and what lies behind them.
std::vector<StructureRow> jpeg_rows(const JpegStructure& jpeg, const std::set<std::string>& open);

/// Id of the innermost row at `offset`, with the ids that must be open for it to be seen, outermost first;
/// empty where no part holds it.
std::vector<std::string> path_to_offset(const ContainerTree& tree, std::int64_t offset);
std::vector<std::string> path_to_offset(const JpegStructure& jpeg, std::int64_t offset);

/// "00000010  ff d8 ff e0 00 10 4a 46  49 46 00 01 01 01 00 48  |......JFIF.....H|".
struct HexLine {
  std::int64_t offset = 0;
  std::string hex, text;
};
std::vector<HexLine> hex_lines(std::span<const std::byte> bytes, std::int64_t offset);

}  // namespace spoor
