#include "workbench/action_list.h"

namespace spoor {

std::vector<Action> workbench_actions() {
  ActionList list;
  add_playing_actions(list);
  add_view_actions(list);
  add_compare_actions(list);
  add_mark_actions(list);
  add_case_actions(list);
  return list.take();
}

}  // namespace spoor
