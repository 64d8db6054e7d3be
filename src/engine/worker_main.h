#pragma once
/// What the worker process does with its life.

#include "analysis/pass.h"

#include <vector>

namespace spoor {

/// Exit status of a worker whose memory was exhausted where nothing could be given up.
inline constexpr int kWorkerOutOfMemory = 71;

/// Serves the exhibit whose descriptor arrives through the socket `channel` until the other end closes it. From the
/// moment the descriptor is there it opens no path, no socket and no process. Called by the hidden subcommand
/// `__worker --fd N`, before any other thread exists. Gives the exit status.
int worker_main(int channel, const std::vector<PassDescriptor>& passes);

}  // namespace spoor
