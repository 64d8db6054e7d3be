#include "base/result.h"

#include <array>
#include <utility>

namespace spoor {
namespace {

constexpr std::array<std::pair<Fault, std::string_view>, 12> kFaultNames{{
    {Fault::kNotFound, "not_found"},
    {Fault::kUnreadable, "unreadable"},
    {Fault::kUnsupported, "unsupported"},
    {Fault::kCorrupt, "corrupt"},
    {Fault::kTooLarge, "too_large"},
    {Fault::kBadArgument, "bad_argument"},
    {Fault::kNotApplicable, "not_applicable"},
    {Fault::kUnavailable, "unavailable"},
    {Fault::kCrashed, "crashed"},
    {Fault::kTimedOut, "timed_out"},
    {Fault::kOutOfMemory, "out_of_memory"},
    {Fault::kInternal, "internal"},
}};

}  // namespace

tl::unexpected<Error> failure(Fault fault, std::string sentence, std::string subject) {
  return tl::unexpected<Error>(Error{fault, std::move(sentence), std::move(subject)});
}

std::string_view fault_name(Fault fault) {
  for (const auto& [value, name] : kFaultNames) {
    if (value == fault) return name;
  }
  return "internal";
}

Fault fault_from_name(std::string_view name) {
  for (const auto& [value, known] : kFaultNames) {
    if (known == name) return value;
  }
  return Fault::kInternal;
}

std::string to_text(const Error& error) {
  return error.subject.empty() ? error.sentence : error.subject + ": " + error.sentence;
}

}  // namespace spoor
