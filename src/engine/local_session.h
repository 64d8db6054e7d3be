#pragma once
/// The in-process twin over any source: what open_local_session makes of a file.

#include "engine/exhibit_server.h"

#include <memory>

namespace spoor {

std::unique_ptr<Session> local_session(std::unique_ptr<ExhibitServer> server, int threads = 0);

}  // namespace spoor
