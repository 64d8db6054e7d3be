#pragma once
/// The one serialisation of results: on the wire, in the case file and in JSON.

#include "analysis/provenance.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace spoor {

/// A JSON document, and the fields of its maps as bytes (CV_32F rows, little-endian, compressed with zstd). In the
/// document a map names its blob's index, size and the SHA-256 of the uncompressed field.
struct EncodedResult {
  nlohmann::json document;
  std::vector<std::vector<std::byte>> blobs;
};

EncodedResult encode_result(const PassResult& result);

/// Checks everything: the bytes may come from a hostile worker or a damaged case.
///
/// Errors: kCorrupt. A map whose blob is absent (index null) comes back with an empty field.
Result<PassResult> decode_result(const nlohmann::json& document, const std::vector<std::vector<std::byte>>& blobs);

nlohmann::json to_json(const ParamValue& value);
nlohmann::json to_json(const Region& region);
nlohmann::json to_json(const Anomaly& anomaly);

/// A number that JSON may not be able to hold: NaN and infinities become null.
nlohmann::json number_json(double value);

}  // namespace spoor
