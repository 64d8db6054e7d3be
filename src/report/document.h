#pragma once
/// A report as a neutral tree: what stands on the page, in which order, and nothing of how it looks.

#include "analysis/output.h"
#include "findings/case.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace spoor {

/// A sign that stands beside its word, different in shape from every other one.
enum class Sign {
  kNone,
  kConcern,
  kNeutral,
  kReassuring,
  kInconclusive,
  kNotApplicable,
  kUnavailable,
  kFailed,
  kCancelled,
  kNotRun
};

struct Paragraph {
  std::string text;
  enum class Style { kPlain, kLead, kSmall } style = Style::kPlain;
};
struct Callout {
  std::string title, text;
};
struct TextList {
  std::string title;  ///< empty: none
  std::vector<std::string> items;
};
struct Facts {
  std::vector<std::pair<std::string, std::string>> rows;
  bool code = false;  ///< values are digests and the like: fixed width
};
struct Preformatted {
  std::string text;
};
/// Markdown of a method page, which is the program's own.
struct MethodText {
  std::string markdown;
};

struct Cell {
  std::string text;
  Sign sign = Sign::kNone;
  std::string link;  ///< "#anchor" or a relative file name; empty: none
  bool code = false;
};
struct Grid {
  std::string anchor, caption;
  std::vector<std::string> columns;
  std::vector<bool> numeric;  ///< per column; may be shorter
  std::vector<std::vector<Cell>> rows;
  std::string cut;  ///< where the whole of it stands, if rows were left out
};

/// A shape drawn over a picture, in picture pixels.
struct Outline {
  std::vector<PicturePoint> points;
  Shape shape = Shape::kPolygon;
  std::string label;
  bool suggested = false;  ///< by a pass; drawn with another dash than the analyst's marks
};

/// One frame, reduced; shared by every figure that shows it.
struct PictureFigure {
  std::string anchor, caption;
  std::int64_t frame = 0;  ///< names a picture of Document::pictures
  std::vector<Outline> outlines;
};
struct PictureStrip {
  std::vector<PictureFigure> pictures;
};
/// A map by itself and, where its frame is at hand, laid over it.
struct MapFigure {
  std::string anchor, caption;
  Map map;  ///< without its field
  MapPreview preview;
  bool over_picture = false;  ///< Document::pictures holds the map's frame
  std::vector<Outline> outlines;
};
struct Plot {
  std::string anchor, caption;
  Curve curve;
};
/// What a method shows on a sample of the program's own, not on the exhibit.
struct ExampleFigure {
  std::string title;        ///< "True hit"
  std::string origin;       ///< which sample, which settings, which program
  std::string caption;      ///< what there is to see
  std::string svg;          ///< a document of its own; empty: no picture
  std::string alternative;  ///< of the picture, in words
  std::optional<Grid> table;
  Sign sign = Sign::kNone;
  std::string word, statement;  ///< what was observed; empty: nothing
  std::string note;
};
/// Blank lines for ink.
struct SignatureSheet {
  std::vector<std::string> lines;
};

/// A statement with its sign, and what it stands on.
struct Statement {
  std::string anchor;
  Sign sign = Sign::kNone;
  std::string word;  ///< of the sign
  std::string text;
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<std::string> causes;                         ///< innocent causes
  std::vector<std::pair<std::string, std::string>> links;  ///< name, anchor
};

using Block = std::variant<Paragraph, Callout, TextList, Facts, Preformatted, MethodText, Grid, PictureStrip,
                           PictureFigure, MapFigure, Plot, ExampleFigure, SignatureSheet, Statement>;

struct Section {
  std::string anchor, title;
  Sign sign = Sign::kNone;
  std::string word;
  std::vector<Block> blocks;
  std::vector<Section> sections;
};

/// A picture that figures refer to by frame.
struct DocumentPicture {
  Thumbnail thumbnail;
  cv::Size2d picture;  ///< its whole size in picture pixels
};

struct Document {
  std::string title, subtitle;
  Facts title_block;
  std::vector<Section> sections;
  std::vector<DocumentPicture> pictures;  ///< sorted by frame
  std::string footer;
};

}  // namespace spoor
