#pragma once
/// Examples that a method page declares: a true hit and an innocent alarm, made by the build from its own samples.
///
/// A declaration is a fenced block of the page named `example`: lines `name: value`, an empty line, then in words what
/// there is to see and, of an innocent alarm, which honest history made it.
///
///     kind: hit | innocent
///     sample: still_spliced.jpg         of samples/
///     set: qualities=75                 a parameter; may be repeated
///     region: 0,0,64,64:ground          a mark; may be repeated
///     observation: regions_q75          what the pass must observe
///     show: map z_q75                   map, curve or table that is drawn; may be left out
///     rows: text                        of a table, those with this text in a cell; may be repeated
///     columns: Field, Clock             of a table, those of these names
///
/// Where no honest file is known to raise the alarm, `kind: innocent` and `none known: yes` stand alone, and the words
/// give the reason.

#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spoor {

struct PageExample {
  enum class Kind { kHit, kInnocent };
  enum class Show { kNothing, kMap, kCurve, kTable };
  Kind kind = Kind::kHit;
  bool none_known = false;  ///< there is no example, and the caption says why
  std::string sample;
  std::vector<std::pair<std::string, std::string>> settings;
  std::vector<std::string> regions;
  std::string observation;
  Show show = Show::kNothing;
  std::string shown;  ///< id of the map, curve or table
  std::vector<std::string> rows, columns;
  std::string caption;
  std::string declared;  ///< the block as it stands on the page
};

/// A piece of a page, in order: Markdown, or an example.
struct PagePart {
  std::string_view markdown;
  std::optional<PageExample> example;
};

/// Errors: kBadArgument naming the line that is at fault. Views point into `page`.
Result<std::vector<PagePart>> page_parts(std::string_view page);

/// The examples alone, at most one of each kind.
Result<std::vector<PageExample>> page_examples(std::string_view page);

const char* example_kind_name(PageExample::Kind kind);   ///< "hit", "innocent"
const char* example_kind_title(PageExample::Kind kind);  ///< "True hit", "Innocent alarm"

}  // namespace spoor
