#pragma once
/// Versions of the libraries that read media, as loaded at run time.

#include <string>
#include <utility>
#include <vector>

namespace spoor {

/// Pairs such as {"libavcodec", "59.37.100"}, in fixed order.
std::vector<std::pair<std::string, std::string>> media_library_versions();

}  // namespace spoor
