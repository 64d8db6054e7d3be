// Any bytes give a tree within its limits, and metadata, or an error.

#include "media/container_tree.h"
#include "media/metadata.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spoor;
  const Bytes bytes = std::as_bytes(std::span(data, size));
  const auto source = memory_source({bytes.begin(), bytes.end()});
  const auto tree = read_container_tree(*source, Job());
  if (!tree) return 0;
  if (!read_metadata(*source, *tree, Job())) std::abort();
  return 0;
}
