#pragma once
/// A document as one self-contained HTML file: pictures as data URIs, no reference to anything outside, a Content
/// Security Policy that lets nothing but the page's own few lines of script run.

#include "report/document.h"

#include <string>

namespace spoor {

/// Equal documents give equal bytes.
std::string html(const Document& document);

}  // namespace spoor
