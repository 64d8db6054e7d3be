#include "engine/session.h"

#include <utility>

namespace spoor {

Result<OpenExhibit> ingest(const std::filesystem::path& path, const Job& job) {
  auto file = open_regular_file(path);
  if (!file) return tl::unexpected(file.error());
  OpenExhibit open;
  open.exhibit.name = path.filename().string();
  open.exhibit.path = path.string();
  open.file = std::move(*file);
  const auto size = file_size(open.file);
  if (!size) return tl::unexpected(size.error());
  open.exhibit.size = *size;
  auto sha256 = file_sha256(open.file, job);
  if (!sha256) {
    Error error = std::move(sha256.error());
    error.subject = path.string();
    return tl::unexpected(std::move(error));
  }
  open.exhibit.sha256 = std::move(*sha256);
  return open;
}

}  // namespace spoor
