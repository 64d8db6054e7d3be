#pragma once
/// The inside of one result, below the list of results.

#include "gui/app.h"

namespace spoor::gui {

/// Observations with what limits them, maps, curves, tables, measurements, marks, provenance.
void result_details(App& app, ExhibitDesk& desk, const ShownResult& shown, const PassResult& content);

}  // namespace spoor::gui
