#pragma once
/// How the list of actions is put together: each file adds what belongs together.

#include "workbench/actions.h"
#include "workbench/workbench.h"

#include <functional>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace spoor {

/// Collects the list; group and condition hold for what is added after begin().
class ActionList {
 public:
  using Act = std::function<void(Workbench&)>;
  using Condition = std::function<bool(Workbench&)>;

  void begin(std::string group, Condition possible) {
    group_ = std::move(group);
    possible_ = std::move(possible);
  }

  Action& add(std::string id, std::string title, std::string help, std::initializer_list<const char*> keys, Act act) {
    Action action{std::move(id), group_, std::move(title), std::move(help), {}, false, possible_, std::move(act)};
    for (const char* key : keys) action.keys.push_back(chord(key));
    return actions_.emplace_back(std::move(action));
  }

  /// For what concerns the picture that is looked at.
  Action& on_desk(std::string id, std::string title, std::string help, std::initializer_list<const char*> keys,
                  std::function<void(ExhibitDesk&)> change);

  std::vector<Action> take() { return std::move(actions_); }

 private:
  std::vector<Action> actions_;
  std::string group_;
  Condition possible_;
};

/// The exhibit that is looked at, where its picture is known; else null.
inline ExhibitDesk* shown_desk(Workbench& bench) {
  ExhibitDesk* const desk = bench.active();
  return desk != nullptr && !desk->picture_size().empty() ? desk : nullptr;
}

inline ExhibitDesk* shown_clip(Workbench& bench) {
  ExhibitDesk* const desk = shown_desk(bench);
  return desk != nullptr && desk->is_clip() ? desk : nullptr;
}

inline bool has_picture(Workbench& bench) { return shown_desk(bench) != nullptr; }
inline bool has_clip(Workbench& bench) { return shown_clip(bench) != nullptr; }

/// The chosen mark of the exhibit that is looked at; null where there is none.
inline const Region* chosen_mark(Workbench& bench) {
  const ExhibitDesk* const desk = shown_desk(bench);
  return desk == nullptr ? nullptr : find_mark(bench.marks(desk->record.id), bench.annotator.chosen);
}

inline Action& ActionList::on_desk(std::string id, std::string title, std::string help,
                                   std::initializer_list<const char*> keys, std::function<void(ExhibitDesk&)> change) {
  return add(std::move(id), std::move(title), std::move(help), keys, [change = std::move(change)](Workbench& bench) {
    if (ExhibitDesk* const desk = shown_desk(bench)) change(*desk);
  });
}

void add_playing_actions(ActionList& list);  ///< and bookmarks
void add_view_actions(ActionList& list);     ///< and channels and levels
void add_compare_actions(ActionList& list);
void add_mark_actions(ActionList& list);  ///< and tools
void add_case_actions(ActionList& list);  ///< and results and exhibits

}  // namespace spoor
