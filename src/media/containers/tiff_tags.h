#pragma once
/// Names of TIFF and EXIF entries, as they appear in the fields of a directory.

#include <cstdint>
#include <string>

namespace spoor::containers {

enum class TiffDirectory { kNone, kImage, kExif, kGps, kInterop };

/// "DateTimeOriginal", or "tag 0x9abc" for one without a name here.
std::string tiff_tag_name(std::uint32_t tag, TiffDirectory directory);

/// The kind of directory that this entry points at; kNone for all others.
TiffDirectory tiff_sub_directory(std::uint32_t tag);

const char* tiff_directory_name(TiffDirectory directory);  ///< "SubIFD", "Exif IFD", "GPS IFD", "Interoperability IFD"
const char* tiff_directory_note(TiffDirectory directory);

}  // namespace spoor::containers
