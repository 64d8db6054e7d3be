#pragma once
/// What the descriptions of structures on the wire have in common. Included by codecs alone: it defines macros.

#include "base/time_stamp.h"
#include "engine/wire_json.h"

/// Names the members of `type`, once for both directions: SPOOR_DESCRIBE(Crop) { a(v.left, v.top); }, in spoor::wire.
#define SPOOR_DESCRIBE(type) \
  template <class A>         \
  void describe(A& a, [[maybe_unused]] typename A::template Ref<type> v)

/// Instantiates a codec's two function templates for one type.
#define SPOOR_CROSSES_AS(encode, decode, ...)         \
  template nlohmann::json encode(const __VA_ARGS__&); \
  template Result<__VA_ARGS__> decode(const nlohmann::json&)

namespace spoor::wire {

SPOOR_DESCRIBE(Rational) {
  a(v.num, v.den);
  a.require(v.den > 0);
}
SPOOR_DESCRIBE(TimeStamp) { a(v.ticks, v.base); }

}  // namespace spoor::wire
