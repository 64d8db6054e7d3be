#pragma once
/// What stands in a panel until what it shows was read.

#include "gui/widgets.h"

namespace spoor::gui {

/// True where the reading is here; else says that it goes on, or why it failed.
template <class T>
bool lazy_notice(App& app, const Lazy<T>& reading, const char* what) {
  if (reading.state == Lazy<T>::State::kHere) return true;
  if (reading.state == Lazy<T>::State::kFailed) {
    empty_state(app, icon::kInfo, (std::string("No ") + what).c_str(), shown(reason_text(reading.error)).c_str());
  } else {
    empty_state(app, icon::kClock, (std::string("Reading the ") + what).c_str(),
                "It is read beside what you are doing.");
  }
  return false;
}

}  // namespace spoor::gui
