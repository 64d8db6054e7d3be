#pragma once
/// The structure of a file as a tree of its boxes, chunks, segments or directories.

#include "base/job.h"
#include "base/result.h"
#include "media/anomaly.h"
#include "media/byte_source.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace spoor {

/// One box, chunk, segment or directory. Everything in it is printable.
struct ContainerNode {
  std::string type;         ///< "moov", "IHDR", "APP1", "IFD0"
  std::int64_t offset = 0;  ///< of the header's first byte, in the file
  std::int64_t header = 0;  ///< bytes of header
  std::int64_t size = 0;    ///< header and payload
  std::string note;         ///< one plain sentence: what such a node is for; empty where unknown
  std::vector<std::pair<std::string, std::string>> fields;  ///< decoded values, in file order
  std::vector<ContainerNode> children;
};

struct ContainerTree {
  std::string format;  ///< "isobmff", "jpeg", "png", "riff", "tiff", "gif", "bmp", "matroska", "jxl", "unknown"
  std::vector<ContainerNode> nodes;
  std::vector<Anomaly> anomalies;
};

/// Reads the tree. Hostile input costs at most a fixed number of nodes (100,000) and levels (32); what is cut
/// is named in an anomaly. Payloads are not read beyond what `fields` hold.
Result<ContainerTree> read_container_tree(const ByteSource& source, const Job& job);

/// First node at a path such as "moov/trak/mdia/hdlr"; null where there is none.
const ContainerNode* find_node(const ContainerTree& tree, std::string_view path);

/// All nodes at such a path, in file order.
std::vector<const ContainerNode*> find_nodes(const ContainerTree& tree, std::string_view path);

/// The value of a node's field; empty where there is none.
std::string field_value(const ContainerNode& node, std::string_view name);

}  // namespace spoor
