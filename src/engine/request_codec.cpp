#include "engine/request_codec.h"

#include "engine/wire_describe.h"

#include <variant>

namespace spoor::wire {

SPOOR_DESCRIBE(WorkerLimits) { a(v.memory_mb, v.threads); }
SPOOR_DESCRIBE(OpenLimits) { a(v.max_pixels, v.max_side, v.decoder_threads); }
SPOOR_DESCRIBE(SourceRecord) {
  a(v.reference, v.link, v.title, v.acquired_from, v.acquired_at, v.generation, v.custody_notes);
}
SPOOR_DESCRIBE(Exhibit) {
  a(v.name, v.path, v.size, v.sha256, v.source);
  a.require(v.size >= 0);
}
SPOOR_DESCRIBE(OpenRequest::Further) { a(v.role, v.exhibit); }
SPOOR_DESCRIBE(OpenRequest) { a(v.exhibit, v.further, v.limits); }

// A value is the index of its alternative and, in as many optionals, itself.
SPOOR_DESCRIBE(ParamValue) {
  int kind = static_cast<int>(v.index());
  std::optional<bool> flag;
  std::optional<std::int64_t> integer;
  std::optional<double> number;
  std::optional<std::string> text;
  std::optional<std::vector<std::int64_t>> list;
  if constexpr (!A::kReads) {
    if (kind == 0) flag = std::get<0>(v);
    if (kind == 1) integer = std::get<1>(v);
    if (kind == 2) number = std::get<2>(v);
    if (kind == 3) text = std::get<3>(v);
    if (kind == 4) list = std::get<4>(v);
  }
  a(kind, flag, integer, number, text, list);
  if constexpr (A::kReads) {
    if (kind == 0 && flag) {
      v = *flag;
    } else if (kind == 1 && integer) {
      v = *integer;
    } else if (kind == 2 && number) {
      v = *number;
    } else if (kind == 3 && text) {
      v = *text;
    } else if (kind == 4 && list) {
      v = *list;
    } else {
      a.require(false);
    }
  }
}
SPOOR_DESCRIBE(PreviewRequest) { a(v.pass, v.params, v.frame, v.x, v.y, v.width, v.height); }

SPOOR_DESCRIBE(FrameRange) { a(v.first, v.last); }
SPOOR_DESCRIBE(PicturePoint) { a(v.x, v.y); }
SPOOR_DESCRIBE(KeyShape) { a(v.frame, v.points, v.confidence); }
SPOOR_DESCRIBE(TrackRecord) {
  a(v.method, v.first, v.last, v.backwards, v.closed_px, v.tolerance_px, v.least_confidence, v.ended);
}
SPOOR_DESCRIBE(Region) {
  a(v.id, v.points, v.frames, v.keys, v.role, v.sigma_px, v.group, v.part, v.label, v.note, v.author, v.created,
    v.colour, v.tracks);
  a.enumerator(v.shape, Shape::kMeasure);
}
SPOOR_DESCRIBE(TrackRequest) {
  a.enumerator(v.shape, Shape::kMeasure);
  a(v.points, v.from, v.to);
}
SPOOR_DESCRIBE(RegistrationRequest) { a(v.left_frame, v.right_frame, v.role); }
SPOOR_DESCRIBE(MarkGroup::Quantity) { a(v.name, v.value, v.unit, v.sigma); }
SPOOR_DESCRIBE(MarkGroup) { a(v.id, v.kind, v.label, v.quantities, v.absent_parts); }
SPOOR_DESCRIBE(ClaimedPlace) { a(v.latitude_deg, v.longitude_deg, v.radius_m); }
SPOOR_DESCRIBE(ClaimedTime) { a(v.first_us, v.last_us, v.text, v.zone, v.tzdata); }
SPOOR_DESCRIBE(Claim) { a(v.place, v.time, v.statement, v.source); }
SPOOR_DESCRIBE(PassRequest) { a(v.pass, v.params, v.frames, v.regions, v.groups, v.claim, v.inputs); }

}  // namespace spoor::wire

namespace spoor {

template <class T>
nlohmann::json encode_request(const T& request) {
  return wire::encoded(request);
}

template <class T>
Result<T> decode_request(const nlohmann::json& document) {
  return wire::decoded<T>(document);
}

#define SPOOR_CROSSES(...) SPOOR_CROSSES_AS(encode_request, decode_request, __VA_ARGS__)
SPOOR_CROSSES(WorkerLimits);
SPOOR_CROSSES(OpenRequest);
SPOOR_CROSSES(PreviewRequest);
SPOOR_CROSSES(std::vector<PassRequest>);
SPOOR_CROSSES(TimeStamp);
SPOOR_CROSSES(TrackRequest);
SPOOR_CROSSES(RegistrationRequest);
#undef SPOOR_CROSSES

nlohmann::json encode_error(const Error& error) {
  return nlohmann::json::array({std::string(fault_name(error.fault)), error.sentence, error.subject});
}

Error decode_error(const nlohmann::json& document) {
  const auto text = [&](std::size_t i) {
    const bool there = document.is_array() && i < document.size() && document[i].is_string();
    return there ? printable(document[i].get_ref<const std::string&>()) : std::string();
  };
  Error error{fault_from_name(text(0)), text(1), text(2)};
  if (error.sentence.empty()) error.sentence = "the worker process gave no reason";
  return error;
}

}  // namespace spoor
