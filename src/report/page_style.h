#pragma once
/// Style sheet and script of the HTML report.

#include <string>
#include <string_view>

namespace spoor {

std::string_view page_style();

/// Sets the opacity of an overlay from its slider; without it the page shows all, at fixed opacity.
std::string_view page_script();

/// Value of the policy's meta element; names the script by its SHA-256.
std::string content_security_policy();

}  // namespace spoor
