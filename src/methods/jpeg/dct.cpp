#include "methods/jpeg/dct.h"

#include <algorithm>
#include <cassert>
#include <cstring>

// The part between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE is compiled once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "methods/jpeg/dct.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace spoor {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// One lane is one block: a vector holds the same coefficient of several neighbouring blocks.
using Lanes32 = hn::CappedTag<std::int32_t, 16>;
using V = hn::Vec<Lanes32>;
constexpr std::size_t kMaxLanes = 16;

constexpr int kConstBits = 13;
constexpr int kPass1Bits = 2;

// Products of the rotations (Loeffler, Ligtenberg, Moschytz 1989) in units of 2^-13.
constexpr std::int32_t k0_298 = 2446, k0_390 = 3196, k0_541 = 4433, k0_765 = 6270, k0_899 = 7373, k1_175 = 9633,
                       k1_501 = 12299, k1_847 = 15137, k1_961 = 16069, k2_053 = 16819, k2_562 = 20995, k3_072 = 25172;

HWY_INLINE V Times(V v, std::int32_t factor) { return hn::Mul(v, hn::Set(Lanes32(), factor)); }

template <int kBits>
HWY_INLINE V Descale(V v) {
  return hn::ShiftRight<kBits>(hn::Add(v, hn::Set(Lanes32(), std::int32_t{1} << (kBits - 1))));
}

struct Eight {
  V v0, v1, v2, v3, v4, v5, v6, v7;
};

// The rotation common to both directions: the four odd values from t4..t7.
HWY_INLINE void OddPart(V& t4, V& t5, V& t6, V& t7) {
  V z1 = hn::Add(t4, t7), z2 = hn::Add(t5, t6), z3 = hn::Add(t4, t6), z4 = hn::Add(t5, t7);
  const V z5 = Times(hn::Add(z3, z4), k1_175);
  z1 = Times(z1, -k0_899);
  z2 = Times(z2, -k2_562);
  z3 = hn::Add(Times(z3, -k1_961), z5);
  z4 = hn::Add(Times(z4, -k0_390), z5);
  t4 = hn::Add(hn::Add(Times(t4, k0_298), z1), z3);
  t5 = hn::Add(hn::Add(Times(t5, k2_053), z2), z4);
  t6 = hn::Add(hn::Add(Times(t6, k3_072), z2), z3);
  t7 = hn::Add(hn::Add(Times(t7, k1_501), z1), z4);
}

// Rows first (kSecond false, results scaled up by 2^kPass1Bits), then columns.
template <bool kSecond>
HWY_INLINE Eight Forward(const Eight& d) {
  constexpr int kShift = kSecond ? kConstBits + kPass1Bits : kConstBits - kPass1Bits;
  const V t0 = hn::Add(d.v0, d.v7), t1 = hn::Add(d.v1, d.v6), t2 = hn::Add(d.v2, d.v5), t3 = hn::Add(d.v3, d.v4);
  V t4 = hn::Sub(d.v3, d.v4), t5 = hn::Sub(d.v2, d.v5), t6 = hn::Sub(d.v1, d.v6), t7 = hn::Sub(d.v0, d.v7);
  const V t10 = hn::Add(t0, t3), t13 = hn::Sub(t0, t3), t11 = hn::Add(t1, t2), t12 = hn::Sub(t1, t2);
  Eight r;
  if constexpr (kSecond) {
    r.v0 = Descale<kPass1Bits>(hn::Add(t10, t11));
    r.v4 = Descale<kPass1Bits>(hn::Sub(t10, t11));
  } else {
    r.v0 = hn::ShiftLeft<kPass1Bits>(hn::Add(t10, t11));
    r.v4 = hn::ShiftLeft<kPass1Bits>(hn::Sub(t10, t11));
  }
  const V z = Times(hn::Add(t12, t13), k0_541);
  r.v2 = Descale<kShift>(hn::Add(z, Times(t13, k0_765)));
  r.v6 = Descale<kShift>(hn::Sub(z, Times(t12, k1_847)));
  OddPart(t4, t5, t6, t7);
  r.v7 = Descale<kShift>(t4);
  r.v5 = Descale<kShift>(t5);
  r.v3 = Descale<kShift>(t6);
  r.v1 = Descale<kShift>(t7);
  return r;
}

// Columns first, then rows: the other way round than Forward, as a decoder has it.
template <bool kSecond>
HWY_INLINE Eight Inverse(const Eight& c) {
  constexpr int kShift = kSecond ? kConstBits + kPass1Bits + 3 : kConstBits - kPass1Bits;
  const V z = Times(hn::Add(c.v2, c.v6), k0_541);
  const V t2 = hn::Sub(z, Times(c.v6, k1_847)), t3 = hn::Add(z, Times(c.v2, k0_765));
  const V t0 = hn::ShiftLeft<kConstBits>(hn::Add(c.v0, c.v4)), t1 = hn::ShiftLeft<kConstBits>(hn::Sub(c.v0, c.v4));
  const V t10 = hn::Add(t0, t3), t13 = hn::Sub(t0, t3), t11 = hn::Add(t1, t2), t12 = hn::Sub(t1, t2);
  V o0 = c.v7, o1 = c.v5, o2 = c.v3, o3 = c.v1;
  OddPart(o0, o1, o2, o3);
  return {Descale<kShift>(hn::Add(t10, o3)), Descale<kShift>(hn::Add(t11, o2)), Descale<kShift>(hn::Add(t12, o1)),
          Descale<kShift>(hn::Add(t13, o0)), Descale<kShift>(hn::Sub(t13, o0)), Descale<kShift>(hn::Sub(t12, o1)),
          Descale<kShift>(hn::Sub(t11, o2)), Descale<kShift>(hn::Sub(t10, o3))};
}

HWY_INLINE Eight Load8(const std::int32_t* from, std::size_t step) {
  const Lanes32 d;
  return {hn::Load(d, from),
          hn::Load(d, from + step),
          hn::Load(d, from + 2 * step),
          hn::Load(d, from + 3 * step),
          hn::Load(d, from + 4 * step),
          hn::Load(d, from + 5 * step),
          hn::Load(d, from + 6 * step),
          hn::Load(d, from + 7 * step)};
}

HWY_INLINE void Store8(const Eight& e, std::int32_t* to, std::size_t step) {
  const Lanes32 d;
  hn::Store(e.v0, d, to);
  hn::Store(e.v1, d, to + step);
  hn::Store(e.v2, d, to + 2 * step);
  hn::Store(e.v3, d, to + 3 * step);
  hn::Store(e.v4, d, to + 4 * step);
  hn::Store(e.v5, d, to + 5 * step);
  hn::Store(e.v6, d, to + 6 * step);
  hn::Store(e.v7, d, to + 7 * step);
}

template <int kByte>
HWY_INLINE V SampleOf(hn::Vec<hn::RebindToUnsigned<Lanes32>> word) {
  const hn::RebindToUnsigned<Lanes32> du;
  return hn::BitCast(Lanes32(), hn::And(hn::ShiftRight<8 * kByte>(word), hn::Set(du, 0xFFu)));
}

template <class W>
HWY_INLINE Eight Samples(W low, W high) {
  return {SampleOf<0>(low),  SampleOf<1>(low),  SampleOf<2>(low),  SampleOf<3>(low),
          SampleOf<0>(high), SampleOf<1>(high), SampleOf<2>(high), SampleOf<3>(high)};
}

HWY_INLINE V Quantised(V c, float half, float reciprocal) {
  const Lanes32 d;
  const hn::RebindToFloat<Lanes32> df;
  const auto numerator = hn::Add(hn::ConvertTo(df, hn::Abs(c)), hn::Set(df, half));
  const V k = hn::ConvertTo(d, hn::Mul(numerator, hn::Set(df, reciprocal)));
  const V sign = hn::ShiftRight<31>(c);
  return hn::Sub(hn::Xor(k, sign), sign);
}

HWY_INLINE V RangeLimited(V v) {
  const Lanes32 d;
  return hn::Min(hn::Max(hn::Add(v, hn::Set(d, 128)), hn::Zero(d)), hn::Set(d, 255));
}

HWY_INLINE V Difference(V a, V b) { return hn::Abs(hn::Sub(a, b)); }

// As many blocks as a vector has lanes.
struct Group {
  HWY_ALIGN std::int32_t coefficients[64 * kMaxLanes];
  HWY_ALIGN std::int32_t work[64 * kMaxLanes];
  HWY_ALIGN std::uint32_t words[16 * kMaxLanes];  // samples, four to a word: low and high half of each row
};

void Transform(const std::uint8_t* samples, std::ptrdiff_t stride, Group& group, std::uint32_t* texture) {
  const Lanes32 d;
  const hn::RebindToUnsigned<Lanes32> du;
  const std::size_t n = hn::Lanes(d);
  const V centre = hn::Set(d, 128);
  V sum = hn::Zero(d), squares = hn::Zero(d);
  for (std::size_t y = 0; y < 8; ++y) {
    std::uint32_t row[2 * kMaxLanes];
    std::memcpy(row, samples + static_cast<std::ptrdiff_t>(y) * stride, 8 * n);
    hn::Vec<decltype(du)> low, high;
    hn::LoadInterleaved2(du, row, low, high);
    hn::Store(low, du, group.words + 2 * y * n);
    hn::Store(high, du, group.words + (2 * y + 1) * n);
    Eight p = Samples(low, high);
    p = {hn::Sub(p.v0, centre), hn::Sub(p.v1, centre), hn::Sub(p.v2, centre), hn::Sub(p.v3, centre),
         hn::Sub(p.v4, centre), hn::Sub(p.v5, centre), hn::Sub(p.v6, centre), hn::Sub(p.v7, centre)};
    if (texture != nullptr) {
      sum = hn::Add(sum, hn::Add(hn::Add(hn::Add(p.v0, p.v1), hn::Add(p.v2, p.v3)),
                                 hn::Add(hn::Add(p.v4, p.v5), hn::Add(p.v6, p.v7))));
      const V low_squares =
          hn::Add(hn::Add(hn::Mul(p.v0, p.v0), hn::Mul(p.v1, p.v1)), hn::Add(hn::Mul(p.v2, p.v2), hn::Mul(p.v3, p.v3)));
      const V high_squares =
          hn::Add(hn::Add(hn::Mul(p.v4, p.v4), hn::Mul(p.v5, p.v5)), hn::Add(hn::Mul(p.v6, p.v6), hn::Mul(p.v7, p.v7)));
      squares = hn::Add(squares, hn::Add(low_squares, high_squares));
    }
    Store8(Forward<false>(p), group.work + 8 * y * n, n);
  }
  for (std::size_t x = 0; x < 8; ++x) {
    Store8(Forward<true>(Load8(group.work + x * n, 8 * n)), group.coefficients + x * n, 8 * n);
  }
  if (texture != nullptr) {
    // At most 64 * 64 * 128^2 = 2^26.
    const V energy = hn::Sub(hn::ShiftLeft<6>(squares), hn::Mul(sum, sum));
    hn::StoreU(hn::BitCast(du, energy), du, texture);
  }
}

void Restore(Group& group, const QuantTable& table, std::uint8_t* restored, std::ptrdiff_t stride, std::uint32_t* error,
             std::int32_t* quantised) {
  const Lanes32 d;
  const hn::RebindToUnsigned<Lanes32> du;
  const std::size_t n = hn::Lanes(d);
  for (std::size_t x = 0; x < 8; ++x) {
    Eight c = Load8(group.coefficients + x * n, 8 * n);
    V* const column[8] = {&c.v0, &c.v1, &c.v2, &c.v3, &c.v4, &c.v5, &c.v6, &c.v7};
    HWY_UNROLL(8)
    for (std::size_t y = 0; y < 8; ++y) {
      const std::size_t i = 8 * y + x;
      const V k = Quantised(*column[y], table.half[i], table.reciprocal[i]);
      if (quantised != nullptr) hn::Store(k, d, quantised + i * n);
      *column[y] = Times(k, table.step[i]);
    }
    Store8(Inverse<false>(c), group.work + x * n, 8 * n);
  }
  V sum = hn::Zero(d);
  for (std::size_t y = 0; y < 8; ++y) {
    Eight r = Inverse<true>(Load8(group.work + 8 * y * n, n));
    r = {RangeLimited(r.v0), RangeLimited(r.v1), RangeLimited(r.v2), RangeLimited(r.v3),
         RangeLimited(r.v4), RangeLimited(r.v5), RangeLimited(r.v6), RangeLimited(r.v7)};
    if (error != nullptr) {
      const Eight p = Samples(hn::Load(du, group.words + 2 * y * n), hn::Load(du, group.words + (2 * y + 1) * n));
      sum = hn::Add(sum, hn::Add(hn::Add(hn::Add(Difference(p.v0, r.v0), Difference(p.v1, r.v1)),
                                         hn::Add(Difference(p.v2, r.v2), Difference(p.v3, r.v3))),
                                 hn::Add(hn::Add(Difference(p.v4, r.v4), Difference(p.v5, r.v5)),
                                         hn::Add(Difference(p.v6, r.v6), Difference(p.v7, r.v7)))));
    }
    if (restored != nullptr) {
      const auto packed = [&du](V a, V b, V c, V e) {
        return hn::BitCast(du,
                           hn::Or(hn::Or(a, hn::ShiftLeft<8>(b)), hn::Or(hn::ShiftLeft<16>(c), hn::ShiftLeft<24>(e))));
      };
      std::uint32_t row[2 * kMaxLanes];
      hn::StoreInterleaved2(packed(r.v0, r.v1, r.v2, r.v3), packed(r.v4, r.v5, r.v6, r.v7), du, row);
      std::memcpy(restored + static_cast<std::ptrdiff_t>(y) * stride, row, 8 * n);
    }
  }
  if (error != nullptr) hn::StoreU(hn::BitCast(du, sum), du, error);
}

void RequantiseGroup(const std::uint8_t* samples, std::ptrdiff_t stride, std::span<const QuantTable> tables,
                     std::span<const BlockRowTarget> targets, std::size_t first, std::uint32_t* texture, Group& group) {
  const std::size_t n = hn::Lanes(Lanes32());
  Transform(samples, stride, group, texture == nullptr ? nullptr : texture + first);
  HWY_ALIGN std::int32_t quantised[64 * kMaxLanes];
  for (std::size_t t = 0; t < tables.size(); ++t) {
    const BlockRowTarget& target = targets[t];
    Restore(group, tables[t], target.restored == nullptr ? nullptr : target.restored + 8 * first,
            target.restored_stride, target.error == nullptr ? nullptr : target.error + first,
            target.coefficients == nullptr ? nullptr : quantised);
    if (target.coefficients == nullptr) continue;
    for (std::size_t b = 0; b < n; ++b) {
      std::int16_t* const to = target.coefficients + 64 * (first + b);
      for (std::size_t i = 0; i < 64; ++i) to[i] = static_cast<std::int16_t>(quantised[i * n + b]);
    }
  }
}

// The last blocks, fewer than lanes, go through buffers of a full group.
void RequantiseRest(const std::uint8_t* samples, std::ptrdiff_t stride, std::size_t first, std::size_t rest,
                    std::span<const QuantTable> tables, std::span<const BlockRowTarget> targets, std::uint32_t* texture,
                    Group& group) {
  std::uint8_t padded[8 * 8 * kMaxLanes] = {}, restored[8 * 8 * kMaxLanes];
  std::uint32_t energy[kMaxLanes], error[kMaxLanes];
  std::int16_t coefficients[64 * kMaxLanes];
  constexpr std::ptrdiff_t kStride = 8 * kMaxLanes;
  for (std::ptrdiff_t y = 0; y < 8; ++y) std::memcpy(padded + y * kStride, samples + y * stride + 8 * first, 8 * rest);
  for (std::size_t t = 0; t < tables.size(); ++t) {
    const BlockRowTarget& target = targets[t];
    const BlockRowTarget buffers{restored, kStride, error, target.coefficients == nullptr ? nullptr : coefficients};
    RequantiseGroup(padded, kStride, tables.subspan(t, 1), std::span(&buffers, 1), 0, energy, group);
    if (target.error != nullptr) std::copy_n(error, rest, target.error + first);
    if (target.coefficients != nullptr) std::copy_n(coefficients, 64 * rest, target.coefficients + 64 * first);
    if (target.restored == nullptr) continue;
    for (std::ptrdiff_t y = 0; y < 8; ++y) {
      std::memcpy(target.restored + y * target.restored_stride + 8 * first, restored + y * kStride, 8 * rest);
    }
  }
  if (tables.empty()) RequantiseGroup(padded, kStride, {}, {}, 0, energy, group);
  if (texture != nullptr) std::copy_n(energy, rest, texture + first);
}

}  // namespace

void RequantiseRow(const std::uint8_t* samples, std::ptrdiff_t stride, int blocks, std::span<const QuantTable> tables,
                   std::span<const BlockRowTarget> targets, std::uint32_t* texture) {
  Group group;
  const std::size_t n = hn::Lanes(Lanes32()), count = static_cast<std::size_t>(blocks);
  std::size_t first = 0;
  for (; first + n <= count; first += n) {
    RequantiseGroup(samples + 8 * first, stride, tables, targets, first, texture, group);
  }
  if (first < count) RequantiseRest(samples, stride, first, count - first, tables, targets, texture, group);
}

}  // namespace HWY_NAMESPACE
}  // namespace spoor
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace spoor {
namespace {

HWY_EXPORT(RequantiseRow);

}  // namespace

QuantTable::QuantTable(const QuantSteps& steps) {
  for (std::size_t i = 0; i < 64; ++i) {
    const int q = std::max<int>(steps[i], 1);
    step[i] = q;
    half[i] = 4.0F * static_cast<float>(q) + 0.5F;
    reciprocal[i] = 1.0F / (8.0F * static_cast<float>(q));
  }
}

void requantise_block_row(const std::uint8_t* samples, std::ptrdiff_t stride, int blocks,
                          std::span<const QuantTable> tables, std::span<const BlockRowTarget> targets,
                          std::uint32_t* texture) {
  assert(tables.size() == targets.size());
  HWY_DYNAMIC_DISPATCH(RequantiseRow)(samples, stride, blocks, tables, targets, texture);
}

cv::Mat quantised_blocks(const cv::Mat& plane, const QuantSteps& steps) {
  const int across = (plane.cols + 7) / 8, down = (plane.rows + 7) / 8;
  cv::Mat whole;
  cv::copyMakeBorder(plane, whole, 0, 8 * down - plane.rows, 0, 8 * across - plane.cols,
                     cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
  const QuantTable table(steps);
  cv::Mat blocks(8 * down, 8 * across, CV_16SC1);
  std::vector<std::int16_t> row(64 * static_cast<std::size_t>(across));
  for (int j = 0; j < down; ++j) {
    BlockRowTarget target;
    target.coefficients = row.data();
    requantise_block_row(whole.ptr(8 * j), static_cast<std::ptrdiff_t>(whole.step), across, std::span(&table, 1),
                         std::span(&target, 1), nullptr);
    for (int i = 0; i < across; ++i) {
      for (int y = 0; y < 8; ++y) {
        std::copy_n(row.data() + 64 * i + 8 * y, 8, blocks.ptr<std::int16_t>(8 * j + y) + 8 * i);
      }
    }
  }
  return blocks;
}

}  // namespace spoor
#endif  // HWY_ONCE
