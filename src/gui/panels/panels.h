#pragma once
/// The panels of the window. Each draws what the workbench holds into the space it is given, and sends commands.

#include "gui/app.h"

namespace spoor::gui {

// Around the picture.
void menu_bar(App& app);
void exhibit_tabs(App& app);
void tool_bar(App& app);
void canvas(App& app);
void timeline(App& app);
void status_bar(App& app);

// Left.
void passes_panel(App& app);

// Right, by RightPage.
void parameters_panel(App& app);
void results_panel(App& app);
void findings_panel(App& app);
void claim_panel(App& app);
void method_panel(App& app);

// Bottom, by BottomPage.
void curves_panel(App& app);
void table_panel(App& app);
void frames_panel(App& app);
void structure_panel(App& app);
void metadata_panel(App& app);
void contact_sheet_panel(App& app);
void scopes_panel(App& app);
void marks_panel(App& app);
void journal_panel(App& app);

// Over everything, by Dialog.
void dialogs(App& app);

}  // namespace spoor::gui
