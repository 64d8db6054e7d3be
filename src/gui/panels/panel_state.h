#pragma once
/// What panels remember between redraws: what is typed, opened, scrolled to. Nothing of it belongs to a case.

#include "evidence/claim.h"
#include "report/example.h"
#include "workbench/contact_sheet.h"
#include "workbench/exhibit_desk.h"
#include "workbench/file_browser.h"
#include "workbench/scopes.h"
#include "workbench/table_view.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace spoor::gui {

/// A table under a name of its own: sorting and filter outlive the table they were made for.
struct ShownTable {
  std::shared_ptr<const Table> table;
  std::optional<TableView> view;
  std::string filter;
  std::int64_t chosen = -1;  ///< row of the table
};

/// Part of a plot's axes that is shown.
struct PlotView {
  bool fitted = true;
  double x_low = 0, x_high = 1, y_low = 0, y_high = 1;
};

/// Part of a clip that the timeline shows.
struct TimelineView {
  bool fitted = true;
  double first = 0, last = 1;  ///< frames at the left and right border
  double value_zoom = 1;
  int dragging = 0;  ///< 0 nothing, 1 playhead, 2 panning
};

/// Tree and bytes of one exhibit.
struct StructureView {
  std::set<std::string> open{"0"};
  std::string chosen;        ///< id of the row
  std::int64_t first = 0;    ///< bytes of the row
  std::int64_t bytes = 0;    ///< how many
  std::int64_t top = 0;      ///< offset of the first hex line
  bool jpeg = false;         ///< JPEG segments in place of the container
  bool scroll_tree = false;  ///< to the chosen row, at the next redraw
  std::string go_to;         ///< offset being typed
};

/// The claim of an exhibit while it is being written.
struct ClaimForm {
  std::int64_t exhibit = 0;    ///< 0: not filled in yet
  std::optional<Claim> shown;  ///< the one the texts were made from
  std::string place, time, statement, source;
  std::string parsed_text;  ///< what `error` or `parsed` are of
  std::string asked_text;   ///< what is being read
  std::optional<Claim> parsed;
  std::string error;
};

/// Scopes of the frame looked at, computed in the background.
struct ScopesReading {
  std::int64_t exhibit = 0, frame = -1, asked_frame = -1;
  std::shared_ptr<const Scopes> scopes;
  std::shared_ptr<const ReducedPicture> waveform, vectorscope;
  std::string error;
  bool busy = false;
};

/// One run of text of a method page.
struct PageSpan {
  std::string text;
  bool strong = false, emphasis = false, code = false, link = false;
};
struct PageBlock {
  enum class Kind { kHeading, kParagraph, kItem, kCode, kTable, kRule, kQuote } kind = Kind::kParagraph;
  int level = 0;       ///< of a heading; depth of an item
  std::string marker;  ///< of an item: "1." or a bullet
  std::vector<PageSpan> spans;
  std::vector<std::vector<std::string>> rows;  ///< of a table, the heading first
};
/// A method page as it is shown, with what this build made of its examples.
struct MethodView {
  struct Part {
    std::vector<PageBlock> blocks;                  ///< of text
    std::optional<PageExample> example;             ///< in place of text
    std::shared_ptr<const BuiltExample> built;      ///< null: not made by this build, or not read yet
    std::shared_ptr<const ReducedPicture> picture;  ///< of a map; null where there is none
    bool read = false;
  };
  std::vector<Part> parts;
};

/// What a dialog is about to write, and where.
struct SaveForm {
  enum class What { kCase, kTable, kPicture, kSheet } what = What::kCase;
  std::string name;     ///< file name as typed
  std::string content;  ///< kTable
  cv::Mat picture;      ///< kPicture and kSheet
};

/// Dialogs that need something remembered while they are open.
struct DialogState {
  int opened = -1;  ///< dialog that was set up, as a number of enum Dialog
  std::string query, path, go_to, go_to_error;
  int chosen = 0;
  std::set<std::string> picked;  ///< paths
  std::unique_ptr<FileBrowser> browser;
  SaveForm save;
  bool focus = false;    ///< the field of the path is to be typed into again
  bool picture = false;  ///< the export dialog is about a picture, not the report
  bool both = false;     ///< about the two frames of a comparison
  std::string saved_in;  ///< folder that was saved to last; empty: none yet
  bool with_legend = true, with_map = true, with_marks = true, whole = false;
};

struct SheetState {
  std::int64_t exhibit = 0;
  bool busy = false, every = false;
  std::shared_ptr<const ContactSheet> sheet;
};

/// A table and what it was made of, so that it is made once.
template <class T>
struct MadeTable {
  std::shared_ptr<const T> of;
  std::shared_ptr<const Table> table;
};

struct PanelState {
  struct Rest {
    float x = 0, y = 0;
    double since_s = 0;
    int redraw = -10;
  } rest;                    ///< where the pointer rests, for hints
  std::uint64_t typing = 0;  ///< gesture of the field that is being typed in
  bool focus_pass_search = false, focus_go_to = false;
  std::set<std::string> closed_groups;
  std::map<std::string, ShownTable> tables;
  std::map<std::string, PlotView> plots;
  std::map<std::int64_t, TimelineView> timelines;
  std::map<std::int64_t, StructureView> structures;
  std::string chosen_table, chosen_curve;  ///< ids within the chosen result
  std::string go_to;                       ///< typed beside the time code
  std::set<std::string> open_parts;        ///< "provenance" and the like, of the chosen result
  std::string chosen_finding, new_question;
  ClaimForm claim;
  std::shared_ptr<ScopesReading> scopes = std::make_shared<ScopesReading>();
  std::map<std::string, std::shared_ptr<MethodView>> methods;
  DialogState dialog;
  SheetState sheet;
  MadeTable<std::vector<JournalEntry>> journal;
  std::map<std::int64_t, MadeTable<Metadata>> metadata;                   ///< by exhibit
  std::map<std::int64_t, MadeTable<std::vector<FrameRow>>> frame_tables;  ///< by exhibit
  std::set<std::int64_t> frame_tables_asked;                              ///< exhibits
  MadeTable<std::vector<Region>> marks;
  bool film_strip = true;
};

}  // namespace spoor::gui
