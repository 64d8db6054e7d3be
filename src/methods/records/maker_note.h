#pragma once
/// Which maker's cameras write a maker note in which form.

#include <string>
#include <string_view>

namespace spoor {

/// The family of an Exiv2 key of a maker note ("Exif.Nikon3.Lens" is "Nikon"); empty where it is none that is known.
std::string_view maker_note_family(std::string_view key);

/// Whether cameras sold under `make` (EXIF, any case) are known to write notes of this family. Several makers sell
/// cameras that others built, and several families are shared (Leica's by Panasonic, Samsung's by Pentax).
/// Source: the maker note tables of Exiv2 and ExifTool.
bool maker_writes_family(std::string_view make, std::string_view family);

}  // namespace spoor
