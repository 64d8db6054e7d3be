#include "gui/items.h"
#include "gui/panels/lazy_notice.h"
#include "gui/panels/panels.h"
#include "gui/table_widget.h"
#include "gui/widgets.h"

namespace spoor::gui {

void metadata_panel(App& app) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr) {
    empty_state(app, icon::kInfo, "No metadata", "Open a file to read what it says of itself.");
    return;
  }
  const auto& metadata = desk->metadata();
  if (!lazy_notice(app, metadata, "metadata")) return;
  auto& [of, table] = app.panels.metadata[desk->record.id];
  if (of != metadata.value) {
    of = metadata.value;
    table = std::make_shared<Table>(metadata_table(*metadata.value));
  }
  if (table->rows.empty()) {
    empty_state(app, icon::kInfo, "No metadata",
                "The file says nothing of itself. Files that passed through a platform are ordinarily stripped.");
    return;
  }
  table_widget(app, "metadata", table);
}

}  // namespace spoor::gui
