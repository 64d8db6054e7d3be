#include "media/stills/tiff_handle.h"

#include "base/text.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>

namespace spoor::stills {
namespace {

std::string text_of(const char* format, va_list values) {
  char text[512] = {};
  std::vsnprintf(text, sizeof text, format, values);
  std::string clean = printable(text, 300);
  while (!clean.empty() && (clean.back() == '.' || clean.back() == ' ')) clean.pop_back();
  // The name under which the file was opened, which is ours and says nothing.
  constexpr std::string_view kName = "memory: ";
  return clean.starts_with(kName) ? clean.substr(kName.size()) : clean;
}

/// libtiff calls it an error, in words of its own sources, that a private tag has a type it cannot store.
std::optional<std::string> skipped_tag(const std::string& text) {
  unsigned tag = 0;
  if (std::sscanf(text.c_str(), "Defined set_field_type of custom tag %u", &tag) != 1) return std::nullopt;
  return "the tag " + std::to_string(tag) + " has no type that can be read and is left out";
}

void keep(std::vector<std::string>& texts, std::string clean) {
  constexpr std::size_t kMost = 16;
  if (texts.size() < kMost && std::find(texts.begin(), texts.end(), clean) == texts.end())
    texts.push_back(std::move(clean));
}

}  // namespace

TiffHandle::TiffHandle(Bytes bytes, const OpenLimits& limits) : bytes_(bytes) {
  const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                 &TIFFOpenOptionsFree);
  if (!options) throw std::bad_alloc();
  constexpr tmsize_t kSmall = 1 << 20;
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), static_cast<tmsize_t>(limits.max_pixels) * 8 + kSmall);
  struct Handlers {
    static int error(TIFF*, void* user, const char*, const char* format, va_list values) {
      Said& said = *static_cast<Said*>(user);
      const std::string text = text_of(format, values);
      const auto skipped = skipped_tag(text);
      keep(skipped ? said.warnings : said.errors, skipped.value_or(text));
      return 1;  // handled: the process-wide handler, which prints, is not asked
    }
    static int warning(TIFF*, void* user, const char*, const char* format, va_list values) {
      keep(static_cast<Said*>(user)->warnings, text_of(format, values));
      return 1;
    }
  };
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), &Handlers::error, &said_);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), &Handlers::warning, &said_);
  const auto nothing_written = [](thandle_t, void*, tmsize_t) -> tmsize_t { return 0; };
  const auto stays_open = [](thandle_t) { return 0; };
  const auto size = [](thandle_t handle) -> toff_t { return of(handle).bytes_.size(); };
  const auto not_mapped = [](thandle_t, void**, toff_t*) { return 0; };
  const auto not_unmapped = [](thandle_t, void*, toff_t) {};
  tiff_.reset(TIFFClientOpenExt("memory", "rm", this, &TiffHandle::read, nothing_written, &TiffHandle::seek, stays_open,
                                size, not_mapped, not_unmapped, options.get()));
}

TiffHandle::Said TiffHandle::take_messages() {
  Said taken;
  std::swap(taken, said_);
  return taken;
}

tmsize_t TiffHandle::read(thandle_t handle, void* into, tmsize_t count) {
  TiffHandle& self = of(handle);
  if (count <= 0 || self.position_ >= self.bytes_.size()) return 0;
  const std::size_t got = std::min(static_cast<std::size_t>(count), self.bytes_.size() - self.position_);
  std::memcpy(into, self.bytes_.data() + self.position_, got);
  self.position_ += got;
  return static_cast<tmsize_t>(got);
}

toff_t TiffHandle::seek(thandle_t handle, toff_t offset, int whence) {
  TiffHandle& self = of(handle);
  const toff_t base = whence == SEEK_CUR ? self.position_ : whence == SEEK_END ? self.bytes_.size() : 0;
  self.position_ = static_cast<std::size_t>(base + offset);  // unsigned: a negative step wraps to where it is meant
  return self.position_;
}

}  // namespace spoor::stills
