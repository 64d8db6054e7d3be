#pragma once
/// The one serialisation of results: on the wire, in the case file and in JSON.

#include "analysis/provenance.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <vector>

namespace spoor {

/// A JSON document, and the fields of its maps as bytes (CV_32F rows, little-endian, compressed with zstd). In the
/// document a map names its blob's index, its columns and rows, and the SHA-256 of the uncompressed field.
struct EncodedResult {
  nlohmann::json document;
  std::vector<std::vector<std::byte>> blobs;
};

EncodedResult encode_result(const PassResult& result);

/// Checks everything: the bytes may come from a hostile worker or a damaged case. Texts come back printable.
///
/// Errors: kCorrupt. A map whose blob is null in the document comes back with an empty field.
Result<PassResult> decode_result(const nlohmann::json& document, const std::vector<std::vector<std::byte>>& blobs);

nlohmann::json param_json(const ParamValue& value);
nlohmann::json anomaly_json(const Anomaly& anomaly);

/// NaN and infinities, which JSON cannot hold, become null.
nlohmann::json number_json(double value);

}  // namespace spoor
