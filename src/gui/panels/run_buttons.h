#pragma once
/// What several panels need of a pass and its results.

#include "gui/app.h"

#include <memory>
#include <string>

namespace spoor::gui {

/// Null where nothing is chosen.
const PassDescriptor* chosen_pass(App& app);

/// Why `pass` cannot run on what is active; empty where it can.
std::string why_grey(App& app, const PassDescriptor& pass);

/// The analyst's values; a pass on marks looks at the frame that is seen, unless another one was chosen.
ParamValues values_here(App& app, const PassDescriptor& pass);

/// Run on this frame, the range, all; cancel while it runs; follow the marks. Items "<name>.run", "<name>.run_range",
/// "<name>.run_all", "<name>.follow".
void run_buttons(App& app, const std::string& name, const PassDescriptor& pass);

bool is_running(const ExhibitDesk& desk, const std::string& pass);

/// Newest result of a pass; null where there is none.
const ShownResult* newest_result(const ExhibitDesk& desk, const std::string& pass);

/// The chosen result of the active exhibit; null where none is.
const ShownResult* chosen_result(App& app);

/// With its maps where they are here, else everything else; null until read.
std::shared_ptr<const PassResult> content_of(const ShownResult& shown);

/// Links to the results of the active exhibit whose output `holds` something, for panels that have nothing to show.
void links_to_results(App& app, const std::string& name, bool (*holds)(const PassOutput&));

/// "spoor run jpeg.ela --set quality=90 FILE".
std::string command_of(const PassDescriptor& pass, const ParamValues& values, const std::string& file);

}  // namespace spoor::gui
