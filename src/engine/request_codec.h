#pragma once
/// What the program asks of a worker, as JSON and back.

#include "engine/session.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace spoor {

/// First message: what must be set before the worker warms up.
struct WorkerLimits {
  std::int64_t memory_mb = 0;
  int threads = 0;
};

/// Second message, with one descriptor for each exhibit in it.
struct OpenRequest {
  struct Further {
    std::string role;
    Exhibit exhibit;
  };
  Exhibit exhibit;
  std::vector<Further> further;
  OpenLimits limits;
};

struct PreviewRequest {
  std::string pass;
  ParamValues params;
  std::int64_t frame = 0;
  int x = 0, y = 0, width = 0, height = 0;
};

/// T: WorkerLimits, OpenRequest, PreviewRequest, std::vector<PassRequest>, TimeStamp, TrackRequest,
/// RegistrationRequest.
template <class T>
nlohmann::json encode_request(const T& request);

/// Errors: kCorrupt.
template <class T>
Result<T> decode_request(const nlohmann::json& document);

nlohmann::json encode_error(const Error& error);

/// Texts come back printable; an error that cannot be read is one of fault kInternal.
Error decode_error(const nlohmann::json& document);

}  // namespace spoor
