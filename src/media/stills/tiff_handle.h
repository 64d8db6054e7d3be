#pragma once
/// A TIFF in memory, opened by libtiff: nothing is printed, no single allocation exceeds the limits.

#include "base/byte_reader.h"
#include "media/media_source.h"

#include <tiffio.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spoor::stills {

/// Not thread-safe; `bytes` must outlive it.
class TiffHandle {
 public:
  TiffHandle(Bytes bytes, const OpenLimits& limits);
  TiffHandle(const TiffHandle&) = delete;
  TiffHandle& operator=(const TiffHandle&) = delete;

  /// Null where libtiff refuses the file.
  TIFF* get() const { return tiff_.get(); }

  /// Value of a tag of one number, or the tag's default.
  template <class T>
  T field(std::uint32_t tag, T otherwise) const {
    T value = otherwise;
    return TIFFGetFieldDefaulted(tiff_.get(), tag, &value) == 1 ? value : otherwise;
  }

  /// Errors and warnings since the last call, the first few of them.
  struct Said {
    std::vector<std::string> errors, warnings;

    /// The last error: libtiff goes from the general damage to what it cannot go on from.
    std::string cause() const { return errors.empty() ? std::string() : errors.back(); }
  };
  Said take_messages();

 private:
  struct Close {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
  };

  static TiffHandle& of(thandle_t handle) { return *static_cast<TiffHandle*>(handle); }
  static tmsize_t read(thandle_t handle, void* into, tmsize_t count);
  static toff_t seek(thandle_t handle, toff_t offset, int whence);

  Bytes bytes_;
  std::size_t position_ = 0;
  Said said_;
  std::unique_ptr<TIFF, Close> tiff_;
};

}  // namespace spoor::stills
