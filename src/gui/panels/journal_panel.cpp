#include "gui/items.h"
#include "gui/panels/lazy_notice.h"
#include "gui/panels/panels.h"
#include "gui/table_widget.h"
#include "gui/widgets.h"

namespace spoor::gui {

void journal_panel(App& app) {
  if (!app.bench.has_case()) {
    empty_state(app, icon::kClock, "No journal",
                "Every change of a case is a line of its journal. Open a file to begin one.");
    return;
  }
  const auto& journal = app.bench.journal();
  // An older reading stays on the screen until the next one is here.
  auto& [of, table] = app.panels.journal;
  if (journal.value && of != journal.value) {
    of = journal.value;
    table = std::make_shared<Table>(journal_table(*journal.value));
  }
  if (!table && !lazy_notice(app, journal, "journal")) return;
  if (table) table_widget(app, "journal", table);
}

}  // namespace spoor::gui
