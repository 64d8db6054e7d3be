#pragma once
/// What a worker does before it is given anything from outside.

#include <cstdint>

namespace spoor {

/// Limits of this process that cannot be raised again: no core dump, no file written, few descriptors, and
/// `memory_mb` of address space (0: no limit; sanitizers need more than any). It dies with its parent.
void limit_process(std::int64_t memory_mb);

/// Lets every library do once what it does at its first use: start threads, load plug-ins, read the time zone. So
/// that nothing is left to be opened once a file is read.
void warm_up();

}  // namespace spoor
