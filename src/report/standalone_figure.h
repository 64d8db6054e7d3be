#pragma once
/// Figures of the report as files of their own, for who shows them outside a report.

#include "report/document.h"

#include <cstddef>
#include <string>
#include <vector>

namespace spoor {

/// The map by itself and, where `under` is not null, laid over its frame's picture with the outlines; below them the
/// legend. An SVG document that refers to nothing outside.
Result<std::string> map_svg(const MapFigure& figure, const DocumentPicture* under);

/// The map over its frame's picture (by itself without one), one pixel a pixel of that picture or a cell of the map,
/// with the outlines and the legend below, as PNG.
Result<std::vector<std::byte>> map_png(const MapFigure& figure, const DocumentPicture* under);

/// plot_svg as a document.
std::string curve_svg(const Curve& curve);

/// "data:image/svg+xml,...", safe within a quoted attribute.
std::string svg_uri(const std::string& svg);

}  // namespace spoor
