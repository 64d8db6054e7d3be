#pragma once
/// Everything an analyst changes in a case: each change is a command that can be taken back and is written at once.

#include "evidence/claim.h"
#include "evidence/marks_file.h"
#include "evidence/registration.h"
#include "findings/case_file.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace spoor {

/// What an analyst has written in a case, as it stands in memory. The case file follows.
struct CaseNotes {
  CaseFacts facts;
  std::map<std::int64_t, Marks> marks;                      ///< by exhibit
  std::map<std::int64_t, Claim> claims;                     ///< by exhibit
  std::vector<Question> questions;                          ///< in order of asking
  std::vector<Finding> findings;                            ///< in order of writing
  std::map<std::int64_t, std::vector<Bookmark>> bookmarks;  ///< by exhibit, sorted by frame
  std::map<std::string, AnalystStatus> statuses;            ///< by result key; absent: unset
  /// By left and right exhibit.
  std::map<std::pair<std::int64_t, std::int64_t>, Registration> registrations{};
  bool operator==(const CaseNotes&) const = default;
};

struct MarksEdit {
  std::int64_t exhibit = 0;
  Marks before, after;
};
struct ClaimEdit {
  std::int64_t exhibit = 0;
  std::optional<Claim> before, after;
};
struct FactsEdit {
  CaseFacts before, after;
};
struct QuestionEdit {
  std::optional<Question> before, after;  ///< absent: there is none
};
struct FindingEdit {
  std::optional<Finding> before, after;
};
struct BookmarksEdit {
  std::int64_t exhibit = 0;
  std::vector<Bookmark> before, after;
};
struct StatusEdit {
  std::string result_key;
  AnalystStatus before = AnalystStatus::kUnset, after = AnalystStatus::kUnset;
};
/// Of one pair of exhibits.
struct RegistrationEdit {
  std::optional<Registration> before, after;
};

struct Edit {
  std::string name;  ///< "move region", as the undo entry tells it
  std::variant<MarksEdit, ClaimEdit, FactsEdit, QuestionEdit, FindingEdit, BookmarksEdit, StatusEdit, RegistrationEdit>
      change;
  /// Edits of one gesture (a drag, typing in a field) carry the same number and, where they change the same thing,
  /// become one step of undo; 0: alone.
  std::uint64_t gesture = 0;
};

void apply(CaseNotes& notes, const Edit& edit);
Edit reversed(const Edit& edit);

/// Same gesture and same thing changed: `later` can be joined to `first`, which then leads to what `later` leads to.
bool of_one_gesture(const Edit& first, const Edit& later);
void join(Edit& first, const Edit& later);
bool changes_nothing(const Edit& edit);
/// The exhibit whose notes are changed, where it is one's.
std::optional<std::int64_t> about_exhibit(const Edit& edit);

/// Writes the edit's `after` to the case. Errors: as the CaseFile's.
Result<void> write(CaseFile& file, const Edit& edit);

/// Brings the case to `notes`, writing only what differs. Errors: the first one; the rest is written all the same.
Result<void> write_all(CaseFile& file, const CaseNotes& notes);

/// Everything an analyst has written, read from the case.
Result<CaseNotes> read_notes(CaseFile& file);

/// Edits done and taken back. At most 1,000 steps are kept.
class EditHistory {
 public:
  void record(Edit edit);  ///< joins the last one where both are of one gesture
  bool can_undo() const { return next_ > 0; }
  bool can_redo() const { return next_ < edits_.size(); }
  const std::string& undo_name() const { return edits_[next_ - 1].name; }  ///< only where can_undo()
  const std::string& redo_name() const { return edits_[next_].name; }
  Edit undo();  ///< the edit to apply
  Edit redo();

 private:
  std::vector<Edit> edits_;
  std::size_t next_ = 0;
  bool open_ = false;  ///< the last step may still be joined
};

}  // namespace spoor
