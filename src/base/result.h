#pragma once
/// Result-or-error, for everything that an input, a file or a parameter can cause.

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace spoor {

/// What kind of thing went wrong. The names reach reports and are never renamed.
enum class Fault {
  kNotFound,
  kUnreadable,
  kUnsupported,
  kCorrupt,
  kTooLarge,
  kBadArgument,
  kNotApplicable,  ///< the question does not arise for this exhibit
  kUnavailable,    ///< a library, reference set or model is missing
  kCrashed,        ///< the exhibit's worker process died
  kTimedOut,       ///< the exhibit's worker process was stopped at its time limit
  kOutOfMemory,    ///< the exhibit's worker process reached its memory limit
  kInternal,
};

/// `sentence` is one sentence for the analyst, without the subject; `subject` is the file, pass or parameter.
struct Error {
  Fault fault = Fault::kInternal;
  std::string sentence;
  std::string subject;
};

template <class T>
using Result = tl::expected<T, Error>;

/// Shorthand for returning an error from a function that gives a Result.
tl::unexpected<Error> failure(Fault fault, std::string sentence, std::string subject = {});

/// The name under which a fault is written: "not_found", "corrupt", ...
std::string_view fault_name(Fault fault);

/// Inverse of fault_name; kInternal for a name that is none.
Fault fault_from_name(std::string_view name);

/// "subject: sentence", or the sentence alone where there is no subject.
std::string to_text(const Error& error);

}  // namespace spoor
