#pragma once
/// Method pages with what this build made of their examples.

#include "analysis/page_example.h"
#include "analysis/pass.h"
#include "report/document.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace spoor {

/// The page's text and, where they stand on it, its examples. Where they were not built, or not by this build, or
/// `pass` is null, an example says so beside its words.
std::vector<Block> page_blocks(const std::filesystem::path& examples, const PassDescriptor* pass,
                               std::string_view page);

/// The same for a terminal.
std::string page_text(const std::filesystem::path& examples, const PassDescriptor* pass, std::string_view page);

/// "still_spliced.jpg, qualities = 75".
std::string example_origin(const PageExample& example);

}  // namespace spoor
