#pragma once
/// Boxes of a HEIF, for the sources that read items.

#include "base/byte_reader.h"
#include "media/stills/heif_properties.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string_view>

namespace spoor::stills {

/// Calls `visit(type, payload)` for the boxes that fill `bytes`, at most 100,000 of them.
void walk_boxes(Bytes bytes, const std::function<void(std::string_view type, Bytes payload)>& visit);

/// Adds type, data, parts and alpha (iinf, iloc, idat, iref) to items whose properties are known.
void read_item_data(Bytes file, std::map<std::uint32_t, HeifItem>& items);

}  // namespace spoor::stills
