#include "engine/result_parts.h"

#include "analysis/result_codec.h"

#include <iterator>
#include <utility>

namespace spoor {

using nlohmann::json;

Parts result_parts(std::size_t request, const PassResult& result) {
  EncodedResult encoded = encode_result(result);
  return {json::array({request, std::move(encoded.document)}), std::move(encoded.blobs)};
}

Result<ArrivedResult> result_from_parts(const Parts& parts, std::size_t requests) {
  const json& document = parts.document;
  if (!document.is_array() || document.size() != 2 || !document[0].is_number_unsigned() ||
      document[0].get<std::uint64_t>() >= requests) {
    return failure(Fault::kCorrupt, "a result belongs to no request");
  }
  auto result = decode_result(document[1], parts.blobs);
  if (!result) return tl::unexpected(result.error());
  return ArrivedResult{document[0].get<std::size_t>(), std::move(*result)};
}

void add_known(const std::vector<PassResult>& known, Parts& parts) {
  json list = json::array();
  for (const PassResult& result : known) {
    EncodedResult encoded = encode_result(result);
    list.push_back(json::array({std::move(encoded.document), encoded.blobs.size()}));
    std::move(encoded.blobs.begin(), encoded.blobs.end(), std::back_inserter(parts.blobs));
  }
  parts.document["known"] = std::move(list);
}

Result<std::vector<PassResult>> known_of(const Parts& parts) {
  std::vector<PassResult> known;
  auto blob = parts.blobs.begin();
  for (const json& item : parts.document.at("known")) {
    const auto count = item.at(1).get<std::ptrdiff_t>();
    if (count < 0 || count > parts.blobs.end() - blob) return failure(Fault::kCorrupt, "a result lacks its maps");
    auto result = decode_result(item.at(0), std::vector(blob, blob + count));
    if (!result) return tl::unexpected(result.error());
    known.push_back(std::move(*result));
    blob += count;
  }
  return known;
}

}  // namespace spoor
