#include "base/file.h"

#include "base/digest.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

namespace spoor {
namespace {

Error system_error(Fault fault, std::string sentence, const std::string& subject) {
  return {fault, std::move(sentence) + " (" + std::strerror(errno) + ")", subject};
}

Result<void> write_all(int descriptor, std::string_view content, const std::string& subject) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return tl::unexpected(system_error(Fault::kUnreadable, "the file cannot be written", subject));
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

FileHandle::~FileHandle() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

FileHandle::FileHandle(FileHandle&& other) noexcept : descriptor_(other.release()) {}

FileHandle& FileHandle::operator=(FileHandle&& other) noexcept {
  if (this != &other) {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = other.release();
  }
  return *this;
}

int FileHandle::release() { return std::exchange(descriptor_, -1); }

Result<FileHandle> open_regular_file(const std::filesystem::path& path) {
  // O_NONBLOCK keeps the opening of a FIFO without a writer from hanging; for regular files it means nothing.
  FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file) {
    const bool missing = errno == ENOENT || errno == ENOTDIR;
    return tl::unexpected(system_error(missing ? Fault::kNotFound : Fault::kUnreadable,
                                       missing ? "there is no such file" : "the file cannot be opened", path.string()));
  }
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) {
    return tl::unexpected(system_error(Fault::kUnreadable, "the file cannot be examined", path.string()));
  }
  if (S_ISDIR(status.st_mode)) return failure(Fault::kUnreadable, "this is a directory, not a file", path.string());
  if (!S_ISREG(status.st_mode)) {
    return failure(Fault::kUnreadable, "this is a device, pipe or socket, not a regular file", path.string());
  }
  return file;
}

Result<std::int64_t> file_size(const FileHandle& file) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) {
    return tl::unexpected(system_error(Fault::kUnreadable, "the file cannot be examined", {}));
  }
  return static_cast<std::int64_t>(status.st_size);
}

Result<std::string> file_sha256(const FileHandle& file, const Job& job) {
  const auto size = file_size(file);
  if (!size) return tl::unexpected(size.error());
  Digest digest;
  std::vector<std::byte> block(std::size_t{1} << 20);
  std::int64_t offset = 0;
  for (;;) {
    job.tick(offset, *size);
    const ssize_t got = ::pread(file.get(), block.data(), block.size(), offset);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return tl::unexpected(system_error(Fault::kUnreadable, "the file cannot be read", {}));
    if (got == 0) break;
    digest.update(std::span(block).first(static_cast<std::size_t>(got)));
    offset += got;
  }
  return digest.hex();
}

Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view content) {
  std::string temporary = path.string() + ".XXXXXX";
  FileHandle file(::mkostemp(temporary.data(), O_CLOEXEC));
  if (!file) return tl::unexpected(system_error(Fault::kUnreadable, "the file cannot be created", path.string()));
  auto written = write_all(file.get(), content, path.string());
  if (written && (::fchmod(file.get(), 0644) != 0 || ::fsync(file.get()) != 0)) {
    written = tl::unexpected(system_error(Fault::kUnreadable, "the file cannot be written", path.string()));
  }
  if (written && ::rename(temporary.c_str(), path.c_str()) != 0) {
    written = tl::unexpected(system_error(Fault::kUnreadable, "the file cannot be put in place", path.string()));
  }
  if (!written) ::unlink(temporary.c_str());
  return written;
}

Result<std::string> read_small_file(const std::filesystem::path& path, std::int64_t max_bytes) {
  auto file = open_regular_file(path);
  if (!file) return tl::unexpected(file.error());
  const auto size = file_size(*file);
  if (!size) return tl::unexpected(size.error());
  if (*size > max_bytes) return failure(Fault::kTooLarge, "the file is too large for what it should be", path.string());
  std::string content(static_cast<std::size_t>(*size), '\0');
  std::size_t filled = 0;
  while (filled < content.size()) {
    const ssize_t got =
        ::pread(file->get(), content.data() + filled, content.size() - filled, static_cast<off_t>(filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return tl::unexpected(system_error(Fault::kUnreadable, "the file cannot be read", path.string()));
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  content.resize(filled);
  return content;
}

}  // namespace spoor
