#pragma once
/// The page of a method: what it asks, how, and when it lies. Written in Markdown beside the pass's source and
/// built into the program.

#include <optional>
#include <string_view>

namespace spoor {

/// Nothing where the pass has no page.
std::optional<std::string_view> method_page(std::string_view pass_id);

}  // namespace spoor
