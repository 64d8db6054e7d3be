#pragma once
/// What is known of encoders from the tables and markers they write. Facts with their sources; none of them names a
/// device by itself, since any program may write any table.

#include "media/jpeg_structure.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spoor {

struct EncoderFact {
  std::string feature;  ///< what was found: "quantisation tables", "APP14 Adobe"
  std::string reading;  ///< what is known to write it
  std::string source;   ///< where that is known from
};

enum class TableFamily {
  kStandard,  ///< luma and chroma (where there is one) equal the IJG scaling, perhaps at two qualities
  kKnown,     ///< a set of the facts table
  kOther,     ///< neither
  kNone,      ///< no table is in force (abbreviated stream)
};

struct TableReading {
  TableFamily family = TableFamily::kNone;
  EncoderFact fact;
  std::string digest;  ///< SHA-256 (16 hexadecimal digits) over the luma and chroma steps, row-major, one byte each
};

/// The tables in force for the first two kinds of components.
TableReading read_tables(const JpegPicture& picture);

enum class ScanScript { kSequential, kLibjpegProgressive, kOtherProgressive };
ScanScript read_script(const JpegPicture& picture);

/// Whether every Huffman table is one of annex K's, none is (optimised for the picture), or some are.
enum class HuffmanKind { kStandard, kOptimised, kMixed, kNone };
HuffmanKind read_huffman(const JpegPicture& picture);

/// Known facts about the markers of `picture` (index into `structure.pictures`), in file order, each once.
std::vector<EncoderFact> marker_facts(const JpegStructure& structure, int picture);

}  // namespace spoor
