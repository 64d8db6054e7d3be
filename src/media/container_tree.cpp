#include "media/container_tree.h"

#include "media/containers/walk.h"

#include <array>

namespace spoor {
namespace {

using containers::four_cc;
using containers::Walk;

struct Known {
  std::string format;
  void (*read)(Walk&);
};

bool starts(std::string_view head, std::string_view with) { return head.substr(0, with.size()) == with; }

// Boxes that may come first in a file of the ISO or QuickTime family; a screen capture or a damaged file may
// lack the ftyp.
bool isobmff_box(std::string_view type) {
  constexpr std::array<std::string_view, 14> kFirst{"ftyp", "styp", "moov", "mdat", "free", "skip", "wide",
                                                    "pnot", "moof", "sidx", "uuid", "meta", "jP  ", "JXL "};
  for (const std::string_view first : kFirst) {
    if (type == first) return true;
  }
  return false;
}

Known known_format(std::string_view head) {
  using namespace std::string_view_literals;
  if (starts(head, "\xFF\xD8\xFF"sv) || head == "\xFF\xD8"sv) return {"jpeg", containers::read_jpeg};
  if (starts(head, "\x89PNG\r\n\x1A\n"sv)) return {"png", containers::read_png};
  if (starts(head, "RIFF"sv) || starts(head, "RF64"sv)) return {"riff", containers::read_riff};
  // Besides the two orders of plain and large TIFF: the headers of Olympus and Panasonic raw files.
  for (const std::string_view tiff : {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv, "IIRO"sv, "IIRS"sv, "IIU\0"sv}) {
    if (starts(head, tiff)) return {"tiff", containers::read_tiff};
  }
  if (starts(head, "GIF87a"sv) || starts(head, "GIF89a"sv)) return {"gif", containers::read_gif};
  if (starts(head, "BM"sv) && head.size() >= 14) return {"bmp", containers::read_bmp};
  if (starts(head, "\x1A\x45\xDF\xA3"sv)) return {"matroska", containers::read_matroska};
  if (starts(head, "\xFF\x0A"sv)) return {"jxl", nullptr};
  if (head.size() >= 8 && isobmff_box(head.substr(4, 4))) return {"isobmff", containers::read_isobmff};
  return {"unknown", nullptr};
}

void collect(const std::vector<ContainerNode>& nodes, std::string_view path, std::vector<const ContainerNode*>& found) {
  const std::size_t slash = path.find('/');
  const std::string_view first = path.substr(0, slash);
  for (const ContainerNode& node : nodes) {
    if (node.type != first) continue;
    if (slash == std::string_view::npos) {
      found.push_back(&node);
    } else {
      collect(node.children, path.substr(slash + 1), found);
    }
  }
}

}  // namespace

Result<ContainerTree> read_container_tree(const ByteSource& source, const Job& job) {
  if (source.size() <= 0) return failure(Fault::kCorrupt, "the file is empty");
  std::array<std::byte, 16> head{};
  const auto got = source.read_at(0, head);
  if (!got) return tl::unexpected(got.error());
  const Known known = known_format(as_text(Bytes(head).first(*got)));
  Walk walk(source, job, known.format);
  if (known.read != nullptr) {
    known.read(walk);
  } else if (known.format == "jxl") {
    if (ContainerNode* node = walk.add_node(walk.nodes(), "codestream", 0, 2, source.size(), 0)) {
      node->note = "A bare JPEG XL stream: there is no container, hence no place for metadata.";
    }
  }
  return walk.take();
}

const ContainerNode* find_node(const ContainerTree& tree, std::string_view path) {
  const auto found = find_nodes(tree, path);
  return found.empty() ? nullptr : found.front();
}

std::vector<const ContainerNode*> find_nodes(const ContainerTree& tree, std::string_view path) {
  std::vector<const ContainerNode*> found;
  collect(tree.nodes, path, found);
  return found;
}

std::string field_value(const ContainerNode& node, std::string_view name) {
  for (const auto& [key, value] : node.fields) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace spoor
