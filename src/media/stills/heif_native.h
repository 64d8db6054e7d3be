#pragma once
/// Planes of HEIF and AVIF pictures as they are coded. libheif 1.15 turns YCbCr into RGB whatever is asked of it, so
/// that the coded pictures are given to libavcodec and the tiles of a grid laid side by side here.

#include "base/result.h"
#include "media/anomaly.h"
#include "media/frame.h"
#include "media/media_source.h"
#include "media/stills/heif_properties.h"

#include <cstdint>
#include <map>
#include <vector>

namespace spoor::stills {

/// Whether what `id` is composed of (grids, overlays, their parts and alpha) claims no more than `limits`: libheif
/// allocates what they claim.
Result<void> check_heif_claims(const std::map<std::uint32_t, HeifItem>& items, std::uint32_t id,
                               const OpenLimits& limits);

/// The picture `id`, an HEVC or AV1 picture or a grid of such, with its alpha plane. Colour is what the coded picture
/// itself declares. Its claims are to be checked first.
///
/// Errors: kUnsupported for other kinds of items; kUnavailable without a decoder; kCorrupt; kTooLarge.
Result<Frame> native_heif_frame(const std::map<std::uint32_t, HeifItem>& items, std::uint32_t id,
                                const OpenLimits& limits, std::vector<Anomaly>& anomalies);

}  // namespace spoor::stills
