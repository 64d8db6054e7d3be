#pragma once
/// Structures as positional JSON arrays: one description of a structure's members serves both directions.
///
/// `describe(a, v)` names the members in order: a(v.first, v.second). With a WireWriter they are appended to an
/// array, with a WireReader taken from one, where every type, range and length is checked and every text becomes
/// printable.

#include "base/result.h"
#include "base/text.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace spoor::wire {

using nlohmann::json;

class WireWriter {
 public:
  template <class T>
  using Ref = const T&;
  static constexpr bool kReads = false;

  json array = json::array();

  template <class... T>
  void operator()(const T&... members) {
    (array.push_back(value(members)), ...);
  }
  template <class E>
  void enumerator(const E& member, E /*last*/) {
    array.push_back(static_cast<int>(member));
  }
  void require(bool) {}

 private:
  template <class T>
  static json value(const T& v) {
    if constexpr (std::is_floating_point_v<T>) {
      return std::isfinite(v) ? json(v) : json(nullptr);
    } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
      return v;
    } else {
      WireWriter writer;
      describe(writer, v);
      return std::move(writer.array);
    }
  }
  template <class T>
  static json value(const std::optional<T>& v) {
    return v ? value(*v) : json(nullptr);
  }
  template <class T>
  static json value(const std::vector<T>& v) {
    json list = json::array();
    for (const auto& item : v) list.push_back(value(item));
    return list;
  }
  template <class T, std::size_t N>
  static json value(const std::array<T, N>& v) {
    json list = json::array();
    for (const auto& item : v) list.push_back(value(item));
    return list;
  }
  template <class A, class B>
  static json value(const std::pair<A, B>& v) {
    return json::array({value(v.first), value(v.second)});
  }
  template <class T>
  static json value(const std::map<std::string, T>& v) {
    json list = json::array();
    for (const auto& [key, item] : v) list.push_back(json::array({key, value(item)}));
    return list;
  }
};

class WireReader {
 public:
  template <class T>
  using Ref = T&;
  static constexpr bool kReads = true;

  explicit WireReader(const json& array) : array_(array), good_(array.is_array()) {}

  template <class... T>
  void operator()(T&... members) {
    (take([&](const json& from) { return read(from, members); }), ...);
  }
  template <class E>
  void enumerator(E& member, E last) {
    int code = 0;
    take([&](const json& from) { return read(from, code); });
    require(code >= 0 && code <= static_cast<int>(last));
    if (good_) member = static_cast<E>(code);
  }
  void require(bool condition) { good_ &= condition; }

  /// Everything was there and nothing is left over.
  bool complete() const { return good_ && at_ == array_.size(); }

 private:
  template <class Read>
  void take(Read&& read_item) {
    good_ = good_ && at_ < array_.size() && read_item(array_[at_]);
    ++at_;
  }

  template <class T>
  static bool read(const json& from, T& v) {
    if constexpr (std::is_same_v<T, bool>) {
      if (!from.is_boolean()) return false;
      v = from.get<bool>();
      return true;
    } else if constexpr (std::is_floating_point_v<T>) {
      if (!from.is_null() && !from.is_number()) return false;
      v = from.is_null() ? std::numeric_limits<T>::quiet_NaN() : from.get<T>();
      return true;
    } else if constexpr (std::is_integral_v<T>) {
      if (!from.is_number_integer()) return false;
      // An unsigned number beyond 63 bits would turn negative on the way.
      if (from.is_number_unsigned() && from.get<std::uint64_t>() > std::uint64_t{INT64_MAX}) return false;
      const std::int64_t number = from.get<std::int64_t>();
      if (!std::in_range<T>(number)) return false;
      v = static_cast<T>(number);
      return true;
    } else if constexpr (std::is_same_v<T, std::string>) {
      const auto* text = from.get_ptr<const json::string_t*>();
      if (text == nullptr) return false;
      v = printable(*text, 16384);
      return true;
    } else {
      WireReader reader(from);
      describe(reader, v);
      return reader.complete();
    }
  }
  template <class T>
  static bool read(const json& from, std::optional<T>& v) {
    v.reset();
    if (from.is_null()) return true;
    T value{};
    if (!read(from, value)) return false;
    v = std::move(value);
    return true;
  }
  template <class T>
  static bool read(const json& from, std::vector<T>& v) {
    if (!from.is_array()) return false;
    v.clear();
    for (const json& item : from) {
      if (!read(item, v.emplace_back())) return false;
    }
    return true;
  }
  template <class T, std::size_t N>
  static bool read(const json& from, std::array<T, N>& v) {
    if (!from.is_array() || from.size() != N) return false;
    for (std::size_t i = 0; i < N; ++i) {
      if (!read(from[i], v[i])) return false;
    }
    return true;
  }
  template <class A, class B>
  static bool read(const json& from, std::pair<A, B>& v) {
    return from.is_array() && from.size() == 2 && read(from[0], v.first) && read(from[1], v.second);
  }
  template <class T>
  static bool read(const json& from, std::map<std::string, T>& v) {
    if (!from.is_array()) return false;
    v.clear();
    for (const json& item : from) {
      std::pair<std::string, T> entry;
      if (!read(item, entry) || !v.insert(std::move(entry)).second) return false;
    }
    return true;
  }

  const json& array_;
  std::size_t at_ = 0;
  bool good_;
};

template <class T>
json encoded(const T& value) {
  WireWriter writer;
  writer(value);
  return std::move(writer.array);
}

/// Errors: kCorrupt.
template <class T>
Result<T> decoded(const json& document) {
  T value{};
  WireReader reader(document);
  reader(value);
  if (!reader.complete()) return failure(Fault::kCorrupt, "a structure is not what its kind requires");
  return value;
}

}  // namespace spoor::wire
