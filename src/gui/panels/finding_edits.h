#pragma once
/// Changes of questions and findings, as commands.

#include "gui/app.h"

#include <functional>
#include <string>

namespace spoor::gui {

/// Applies `change` to the question or finding of this id; `gesture` joins keystrokes to one step of undo.
void change_question(App& app, const std::string& id, const char* name, const std::function<void(Question&)>& change,
                     std::uint64_t gesture = 0);
void change_finding(App& app, const std::string& id, const char* name, const std::function<void(Finding&)>& change,
                    std::uint64_t gesture = 0);

/// Ids of what was made.
std::string add_question(App& app, const std::string& text);
std::string add_finding(App& app, const std::string& question);
void remove_question(App& app, const std::string& id);
void remove_finding(App& app, const std::string& id);

/// Entries of a menu: to which finding, for or against.
void attach_menu(App& app, const ObservationReference& reference);
void attach(App& app, const std::string& finding, const ObservationReference& reference, bool in_favour);

/// The statement of an observation, where its result is on a desk; its id otherwise.
std::string statement_of(App& app, const ObservationReference& reference);

}  // namespace spoor::gui
