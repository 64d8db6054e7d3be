#pragma once
/// Runs planned passes over one exhibit: needs, frames, second looks, results; whatever one of them does.

#include "engine/frame_choice.h"
#include "engine/needs.h"
#include "engine/request_plan.h"
#include "engine/session.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace spoor {

/// What the passes of one run look at.
struct PassBench {
  Exhibit exhibit;
  MediaSource* source = nullptr;  ///< for passes; must bear several at once
  std::map<std::string, InputSource> inputs;

  /// A reader for the sweep alone, standing at frame 0, and what is known of its frames.
  std::function<Result<std::unique_ptr<FrameReader>>()> frames;
  /// `choosing`: somebody chooses among the frames or begins late, so that finding the key frames is worth reading all
  /// packets.
  std::function<ClipShape(FrameReader& frames, bool choosing)> shape;
};

/// What a run tells. Called from several threads, never two calls at once.
struct RunEvents {
  std::function<void(std::int64_t done, std::int64_t total)> progress;  ///< frames of a sweep
  std::function<void(std::size_t request, const PassResult& result)> finished;
  std::function<void(const DecodedClip& clip)> decoded;  ///< at the end, where frames were decoded in sequence
  std::function<void()> alive;  ///< something ticked; called often, from several threads at once
};

/// Gives every request of `plan` a result without provenance. Where the frames cannot be read, everybody who looks at
/// them fails with one error, whose subject is the exhibit's name. Requests that read no other's result sweep
/// together; those that read results sweep after them. Exceptions of a pass end in its result; once `stop` is
/// requested the results not yet finished are cancelled ones.
void run_passes(const PassBench& bench, const std::vector<PlannedRequest>& plan, const std::vector<PassResult>& known,
                const RunEvents& events, const std::stop_token& stop);

/// The state that an error of a pass amounts to.
ResultState state_of(Fault fault);

/// A result without output. The subject of `error` becomes the pass where it has none.
PassResult result_without_output(const PassDescriptor& pass, Error error);
PassResult cancelled_result(const PassDescriptor& pass);

}  // namespace spoor
