#include "media/jpeg_parser.h"

#include <algorithm>
#include <cstdlib>

namespace spoor {
namespace jpeg {

const std::array<std::uint8_t, 64> kNaturalOrder{0,  1,  8,  16, 9,  2,  3,  10, 17, 24, 32, 25, 18, 11, 4,  5,
                                                 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6,  7,  14, 21, 28,
                                                 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
                                                 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63};

namespace {

using Table = std::array<std::uint16_t, 64>;

// ITU-T T.81, tables K.1 and K.2.
constexpr Table kLuma{16, 11,  10,  16, 24, 40, 51, 61, 12,  12,  14,  19,  26, 58, 60, 55,  14,  13,  16,  24, 40, 57,
                      69, 56,  14,  17, 22, 29, 51, 87, 80,  62,  18,  22,  37, 56, 68, 109, 103, 77,  24,  35, 55, 64,
                      81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98,  112, 100, 103, 99};
constexpr Table kChroma{17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99,
                        99, 99, 47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
                        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99};

/// The IJG scaling.
Table scaled(const Table& base, int quality) {
  quality = std::clamp(quality, 1, 100);
  const int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  Table table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = static_cast<std::uint16_t>(std::clamp((base[i] * scale + 50) / 100, 1, 255));
  }
  return table;
}

struct HuffmanTable {
  int table_class;
  std::array<std::uint8_t, 16> counts;
  std::vector<std::uint8_t> symbols;
};

/// Tables K.5 and K.6 are irregular at the beginning only; behind it each run length has its remaining sizes in
/// ascending order, from `first_size` on.
struct Tail {
  std::uint8_t run, first_size;
};

std::vector<std::uint8_t> with_tail(std::vector<std::uint8_t> symbols, std::initializer_list<Tail> tails) {
  for (const Tail& tail : tails) {
    for (int size = tail.first_size; size <= 10; ++size)
      symbols.push_back(static_cast<std::uint8_t>(tail.run << 4 | size));
  }
  return symbols;
}

/// ITU-T T.81, tables K.3 to K.6.
const std::array<HuffmanTable, 4>& standard_tables() {
  static const std::array<HuffmanTable, 4> tables{{
      {0, {0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}},
      {0, {0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}},
      {1,
       {0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D},
       with_tail({0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13,
                  0x51, 0x61, 0x07, 0x22, 0x71, 0x14, 0x32, 0x81, 0x91, 0xA1, 0x08, 0x23, 0x42,
                  0xB1, 0xC1, 0x15, 0x52, 0xD1, 0xF0, 0x24, 0x33, 0x62, 0x72, 0x82},
                 {{0, 9},
                  {1, 6},
                  {2, 5},
                  {3, 4},
                  {4, 3},
                  {5, 3},
                  {6, 3},
                  {7, 3},
                  {8, 3},
                  {9, 2},
                  {10, 2},
                  {11, 2},
                  {12, 2},
                  {13, 2},
                  {14, 1},
                  {15, 1}})},
      {1,
       {0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77},
       with_tail({0x00, 0x01, 0x02, 0x03, 0x11, 0x04, 0x05, 0x21, 0x31, 0x06, 0x12, 0x41, 0x51, 0x07, 0x61,
                  0x71, 0x13, 0x22, 0x32, 0x81, 0x08, 0x14, 0x42, 0x91, 0xA1, 0xB1, 0xC1, 0x09, 0x23, 0x33,
                  0x52, 0xF0, 0x15, 0x62, 0x72, 0xD1, 0x0A, 0x16, 0x24, 0x34, 0xE1, 0x25, 0xF1},
                 {{1, 7},
                  {2, 6},
                  {3, 5},
                  {4, 3},
                  {5, 3},
                  {6, 3},
                  {7, 3},
                  {8, 2},
                  {9, 2},
                  {10, 2},
                  {11, 2},
                  {12, 2},
                  {13, 2},
                  {14, 2},
                  {15, 2}})},
  }};
  return tables;
}

/// "4:2:0" and its like for one luma and two equal chroma planes, the factors for everything else.
std::string subsampling(const std::vector<JpegComponent>& components) {
  if (components.empty()) return {};
  if (components.size() == 1) return "grey";
  if (components.size() == 3 && components[1].h == components[2].h && components[1].v == components[2].v &&
      components[0].h % components[1].h == 0 && components[0].v % components[1].v == 0) {
    const int h = components[0].h / components[1].h, v = components[0].v / components[1].v;
    if (h == 1 && v == 1) return "4:4:4";
    if (h == 2 && v == 1) return "4:2:2";
    if (h == 2 && v == 2) return "4:2:0";
    if (h == 1 && v == 2) return "4:4:0";
    if (h == 4 && v == 1) return "4:1:1";
  }
  std::string factors;
  for (const JpegComponent& component : components) {
    factors += (factors.empty() ? "" : ",") + std::to_string(component.h) + "x" + std::to_string(component.v);
  }
  return factors;
}

const JpegQuantTable* table_of(const JpegPicture& picture, std::size_t component) {
  if (component >= picture.components.size()) return nullptr;
  const int id = picture.components[component].quant_table;
  const auto found = std::find_if(picture.quant_tables.begin(), picture.quant_tables.end(),
                                  [&](const JpegQuantTable& table) { return table.id == id; });
  return found == picture.quant_tables.end() ? nullptr : &*found;
}

}  // namespace

JpegQuality nearest_quality(const std::array<std::uint16_t, 64>& steps, bool chroma) {
  JpegQuality nearest;
  for (int quality = 100; quality >= 1; --quality) {
    const Table table = scaled(chroma ? kChroma : kLuma, quality);
    int distance = 0;
    for (std::size_t i = 0; i < table.size(); ++i) distance += std::abs(steps[i] - table[i]);
    if (nearest.quality == 0 || distance < nearest.total_distance) nearest = {quality, distance == 0, distance};
  }
  return nearest;
}

bool is_standard(const JpegHuffmanTable& table) {
  const auto& tables = standard_tables();
  return std::any_of(tables.begin(), tables.end(), [&](const HuffmanTable& known) {
    return known.table_class == table.table_class && known.counts == table.counts && known.symbols == table.symbols;
  });
}

void describe(JpegPicture& picture) {
  picture.subsampling = subsampling(picture.components);
  if (const JpegQuantTable* luma = table_of(picture, 0)) picture.luma_quality = nearest_quality(luma->steps, false);
  if (const JpegQuantTable* chroma = table_of(picture, 1))
    picture.chroma_quality = nearest_quality(chroma->steps, true);
}

}  // namespace jpeg

std::array<std::uint16_t, 64> standard_luma_table(int quality) { return jpeg::scaled(jpeg::kLuma, quality); }
std::array<std::uint16_t, 64> standard_chroma_table(int quality) { return jpeg::scaled(jpeg::kChroma, quality); }

}  // namespace spoor
