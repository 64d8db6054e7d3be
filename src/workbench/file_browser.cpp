#include "workbench/file_browser.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <ctime>

namespace spoor {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxEntries = 50'000;
constexpr int kThumbnailSide = 160;
constexpr std::size_t kMaxWanted = 64;  // what was scrolled past is forgotten

std::string modified_text(const fs::directory_entry& entry) {
  std::error_code error;
  const auto time = entry.last_write_time(error);
  if (error) return {};
  const auto since = std::chrono::file_clock::to_sys(time);
  const std::time_t seconds =
      std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::system_clock::duration>(since));
  std::tm parts{};
  if (gmtime_r(&seconds, &parts) == nullptr) return {};
  std::array<char, 40> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &parts)};
}

FileEntry::Look look_of(const fs::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const auto among = [&](std::initializer_list<const char*> list) {
    return std::any_of(list.begin(), list.end(), [&](const char* one) { return ending == one; });
  };
  if (ending == ".spoor") return FileEntry::Look::kCase;
  if (among({".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".webp", ".heic", ".heif", ".avif", ".jxl", ".bmp",
             ".gif", ".dng",  ".nef", ".cr2", ".cr3", ".arw",  ".orf",  ".rw2",  ".raf",  ".pef",  ".srw"})) {
    return FileEntry::Look::kStill;
  }
  if (among({".mp4", ".mov", ".m4v", ".avi", ".mkv", ".webm", ".3gp", ".mpg", ".mpeg", ".ts", ".mts", ".m2ts", ".wmv",
             ".flv", ".ogv", ".mxf"})) {
    return FileEntry::Look::kClip;
  }
  return FileEntry::Look::kOther;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The run of digits at `at`, without leading zeros.
std::string_view number_at(const std::string& text, std::size_t& at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  while (at + 1 < end && text[at] == '0') ++at;
  const std::string_view digits(text.data() + at, end - at);
  at = end;
  return digits;
}

}  // namespace

bool name_before(const std::string& a, const std::string& b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const std::string_view left = number_at(a, i), right = number_at(b, j);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      continue;
    }
    const int left = std::tolower(static_cast<unsigned char>(a[i])),
              right = std::tolower(static_cast<unsigned char>(b[j]));
    if (left != right) return left < right;
    ++i;
    ++j;
  }
  if (a.size() - i != b.size() - j) return a.size() - i < b.size() - j;
  return a < b;
}

Result<std::vector<FileEntry>> folder_entries(const fs::path& folder, const Job& job) {
  std::error_code error;
  if (!fs::exists(folder, error)) return failure(Fault::kNotFound, "there is no such folder", folder.string());
  fs::directory_iterator walk(folder, error);
  if (error) return failure(Fault::kUnreadable, "the folder cannot be read: " + error.message(), folder.string());
  std::vector<FileEntry> list;
  for (; walk != fs::directory_iterator() && list.size() < kMaxEntries; walk.increment(error)) {
    if (error) break;
    job.tick(static_cast<std::int64_t>(list.size()), 0);
    FileEntry entry;
    entry.path = walk->path();
    entry.name = printable(entry.path.filename().string(), 255);
    if (entry.name.starts_with('.')) continue;
    std::error_code ignored;
    entry.folder = walk->is_directory(ignored);
    if (!entry.folder && !walk->is_regular_file(ignored)) continue;
    if (!entry.folder) {
      const auto size = walk->file_size(ignored);
      entry.size = ignored ? 0 : static_cast<std::int64_t>(size);
      entry.look = look_of(entry.path);
    }
    entry.modified = modified_text(*walk);
    list.push_back(std::move(entry));
  }
  std::sort(list.begin(), list.end(), [](const FileEntry& a, const FileEntry& b) {
    return a.folder != b.folder ? a.folder : name_before(a.name, b.name);
  });
  return list;
}

Result<ReducedPicture> file_picture(const fs::path& path, int max_side, const SessionOptions& options) {
  auto file = open_regular_file(path);
  if (!file) return tl::unexpected(file.error());
  auto size = file_size(*file);
  if (!size) return tl::unexpected(size.error());
  OpenExhibit exhibit;
  exhibit.exhibit.name = path.filename().string();
  exhibit.exhibit.path = path.string();
  exhibit.exhibit.size = *size;
  exhibit.file = std::move(*file);
  SessionOptions small = options;
  small.threads = 1;
  small.quiet_seconds = 20;
  auto session = open_worker_session(std::move(exhibit), {}, small);
  if (!session) return tl::unexpected(session.error());
  return (*session)->picture(0, max_side);
}

FileEntry entry_of(const fs::path& path) {
  FileEntry entry;
  entry.path = path;
  entry.name = printable(path.filename().string());
  entry.look = look_of(path);
  return entry;
}

FileBrowser::FileBrowser(Background& background, SessionOptions options)
    : background_(background), options_(std::move(options)) {}

FileBrowser::~FileBrowser() {
  background_.clear("browse");
  background_.clear("browse.pictures");
}

void FileBrowser::go(const fs::path& folder) {
  std::error_code ignored;
  folder_ = fs::absolute(folder, ignored).lexically_normal();
  if (folder_.filename().empty() && folder_.has_parent_path() && folder_ != folder_.root_path()) {
    folder_ = folder_.parent_path();
  }
  reading_ = true;
  error_.reset();
  for (const fs::path& path : wanted_) thumbnails_.erase(path.string());  // to be asked for again
  wanted_.clear();
  background_.clear("browse");
  background_.start("browse", "", [this, alive = std::weak_ptr(alive_), asked = folder_](const Job& job) {
    auto list = folder_entries(asked, job);
    return [this, alive, asked, list = std::move(list)] {
      if (alive.expired() || asked != folder_) return;
      reading_ = false;
      entries_.clear();
      if (list) {
        entries_ = *list;
      } else {
        error_ = list.error();
      }
    };
  });
}

std::shared_ptr<const ReducedPicture> FileBrowser::thumbnail(const FileEntry& entry) {
  if (entry.look != FileEntry::Look::kStill && entry.look != FileEntry::Look::kClip) return nullptr;
  const auto [found, is_new] = thumbnails_.try_emplace(entry.path.string());
  if (!is_new) return found->second;
  wanted_.push_back(entry.path);
  if (wanted_.size() > kMaxWanted) {
    thumbnails_.erase(wanted_.front().string());
    wanted_.erase(wanted_.begin());
  }
  fetch_next();
  return nullptr;
}

void FileBrowser::fetch_next() {
  if (fetching_ || wanted_.empty()) return;
  fetching_ = true;
  const fs::path path = wanted_.front();
  wanted_.erase(wanted_.begin());
  background_.start("browse.pictures", "",
                    [this, alive = std::weak_ptr(alive_), path, options = options_](const Job& job) {
                      job.tick(0, 0);
                      auto picture = file_picture(path, kThumbnailSide, options);
                      return [this, alive, path, picture = std::move(picture)] {
                        if (alive.expired()) return;
                        fetching_ = false;
                        if (picture) thumbnails_[path.string()] = std::make_shared<ReducedPicture>(*picture);
                        fetch_next();
                      };
                    });
}

}  // namespace spoor
