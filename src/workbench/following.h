#pragma once
/// A pass on marks that follows the hand: its answer to what is drawn now, for the eye. No case keeps it; a run does.

#include "analysis/params.h"
#include "evidence/claim.h"
#include "evidence/marks_file.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace spoor {

class Workbench;
class ExhibitDesk;
struct PassDescriptor;

/// Of one desk. The answer itself is among the desk's results, with the key kLiveKey.
struct Followed {
  /// What the answer depends on.
  struct Question {
    Marks marks;
    std::optional<Claim> claim;
    ParamValues params;
    bool operator==(const Question&) const = default;
  };
  std::string pass;    ///< empty: none follows
  ParamValues params;  ///< the analyst's
  std::shared_ptr<const Question> asked;
  bool quick = false;          ///< asked with the pass's quick parameters
  bool settled = false;        ///< `asked` is answered as well as it will be
  std::uint64_t activity = 0;  ///< 0: no answer is awaited
  std::int64_t answers = 0;    ///< shown so far
  std::string trouble;         ///< why there is no answer to the newest marks; empty: there is one, or it is awaited
};

inline constexpr const char* kLiveKey = "live";

/// Lets `pass`, which must be one that can follow, answer to every change of the active exhibit's marks and claim, and
/// chooses its answer. Of the fields of `params`, "frame" becomes the frame that is looked at. Called again, it takes
/// other parameters.
void follow(Workbench& bench, const PassDescriptor& pass, const ParamValues& params);
/// Ends it for the active exhibit and takes the answer off its results.
void end_following(Workbench& bench);
/// Asks anew where the answer is to something older: first with the quick parameters, and with the analyst's own once
/// nothing changed meanwhile. Once per redraw.
void keep_following(Workbench& bench);

}  // namespace spoor
