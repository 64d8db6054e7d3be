#include "analysis/method_page.h"
#include "gui/items.h"
#include "gui/markdown.h"
#include "gui/panels/panels.h"
#include "gui/panels/run_buttons.h"
#include "gui/plot.h"
#include "gui/widgets.h"
#include "report/example_page.h"
#include "workbench/file_browser.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace spoor::gui {
namespace {

constexpr int kPictureSide = 1200;

/// What the build made of the page's examples; read beside the window's work, since files are opened for it.
void fetch_examples(App& app, const PassDescriptor& pass, const std::shared_ptr<MethodView>& view) {
  std::vector<std::pair<std::size_t, PageExample>> wanted;
  for (std::size_t i = 0; i < view->parts.size(); ++i) {
    const auto& example = view->parts[i].example;
    if (example && !example->none_known) wanted.emplace_back(i, *example);
  }
  app.bench.background().start(
      "method", "",
      [pass, view, wanted, options = app.bench.options().session](const Job& job) -> Background::Delivery {
        struct Read {
          std::size_t part = 0;
          std::shared_ptr<const BuiltExample> built;
          std::shared_ptr<const ReducedPicture> picture;
        };
        std::vector<Read> all;
        for (const auto& [part, example] : wanted) {
          job.tick(0, 0);
          Read read{part, nullptr, nullptr};
          if (auto built = built_example(examples_folder(), pass, example)) {
            for (const auto& file : built->files) {
              if (file.extension() != ".png") continue;
              if (auto picture = file_picture(file, kPictureSide, options)) {
                read.picture = std::make_shared<ReducedPicture>(std::move(*picture));
              }
            }
            read.built = std::make_shared<BuiltExample>(std::move(*built));
          }
          all.push_back(std::move(read));
        }
        return [view, all = std::move(all)] {
          for (const Read& read : all) {
            MethodView::Part& part = view->parts[read.part];
            part.built = read.built;
            part.picture = read.picture;
            part.read = true;
          }
        };
      });
}

std::shared_ptr<MethodView> view_of(App& app, const PassDescriptor& pass) {
  auto& view = app.panels.methods[pass.id];
  if (view) return view;
  view = std::make_shared<MethodView>();
  const auto page = method_page(pass.id);
  if (!page) return view;
  const auto parts = page_parts(*page);
  if (!parts) {
    // A page that declares its examples wrongly is still worth reading as it is.
    view->parts.push_back({page_blocks(*page), {}, nullptr, nullptr, false});
    return view;
  }
  for (const PagePart& part : *parts) {
    view->parts.push_back(
        {part.example ? std::vector<PageBlock>() : page_blocks(part.markdown), part.example, nullptr, nullptr, false});
  }
  fetch_examples(app, pass, view);
  return view;
}

void draw_rows(const Table& table, const std::string& id) {
  const auto columns = static_cast<int>(std::min<std::size_t>(table.columns.size(), 12));
  constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_BordersInner | ImGuiTableFlags_RowBg;
  if (columns == 0 || !ImGui::BeginTable(id.c_str(), columns, kFlags)) return;
  for (int column = 0; column < columns; ++column) {
    ImGui::TableSetupColumn(table.columns[static_cast<std::size_t>(column)].name.c_str());
  }
  ImGui::TableHeadersRow();
  for (const auto& row : table.rows) {
    ImGui::TableNextRow();
    for (int column = 0; column < columns; ++column) {
      ImGui::TableSetColumnIndex(column);
      wrapped_text(shown(row[static_cast<std::size_t>(column)]));
    }
  }
  ImGui::EndTable();
}

void draw_figure(App& app, const MethodView::Part& part, const std::string& name) {
  const PassOutput& output = part.built->run.result.output;
  if (part.picture != nullptr && !part.picture->bgr.empty()) {
    const cv::Mat& bgr = part.picture->bgr;
    const float width = std::min(ImGui::GetContentRegionAvail().x, static_cast<float>(bgr.cols) * 1.5F);
    const float height = std::round(width * static_cast<float>(bgr.rows) / static_cast<float>(std::max(1, bgr.cols)));
    ImGui::Image(texture_id(app.textures.thumbnail(part.picture)), {width, height});
    name_item(name + ".figure");
    for (const Map& map : output.maps) wrapped_dim_text(map.title + ". " + map.reading);
    return;
  }
  for (const Curve& curve : output.curves) {
    ImGui::BeginChild((name + ".curve").c_str(), {0, em(13)}, false, ImGuiWindowFlags_NoScrollWithMouse);
    (void)plot(app, name + ".figure", curve, std::nullopt);
    ImGui::EndChild();
    wrapped_dim_text(curve.title + ".");
  }
  for (const Table& table : output.tables) {
    draw_rows(table, "##" + name);
    name_item(name + ".figure");
  }
}

/// A declared example: what it is, what this build saw in it, and what there is to learn from it.
void draw_example(App& app, const MethodView::Part& part) {
  const PageExample& example = *part.example;
  const std::string name = std::string("method.") + example_kind_name(example.kind);
  ImGui::Dummy({0, em(0.3)});
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImGui::Indent(em(0.7));
  ImGui::PushFont(app.fonts.strong);
  wrapped_text(example_kind_title(example.kind));
  ImGui::PopFont();
  if (example.none_known) {
    wrapped_dim_text("No honest file is known that raises this alarm.");
  } else {
    wrapped_dim_text("The program's own example, not your exhibit: " + example_origin(example) + ".");
    if (part.built != nullptr) {
      ImGui::Dummy({0, em(0.2)});
      draw_figure(app, part, name);
      ImGui::Dummy({0, em(0.2)});
      sign_item(app, sign_of(part.built->run.observation.bearing), true);
      wrapped_text(shown(part.built->run.observation.statement));
    } else if (part.read) {
      wrapped_dim_text("This build did not make its examples: there is no figure here.");
    } else {
      dim_text("Reading the example ...");
    }
  }
  ImGui::Dummy({0, em(0.2)});
  wrapped_text(example.caption);
  ImGui::Unindent(em(0.7));
  const ImVec2 to = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddRectFilled(from, {from.x + 2, to.y - em(0.2)}, ImGui::GetColorU32(accent_colour()));
  name_rectangle(name, from, {from.x + ImGui::GetContentRegionAvail().x, to.y});
  ImGui::Dummy({0, em(0.5)});
}

}  // namespace

void method_panel(App& app) {
  const PassDescriptor* pass = chosen_pass(app);
  if (pass == nullptr) {
    empty_state(app, icon::kInfo, "No pass chosen", "Choose a pass on the left to read what it asks and when it lies.");
    return;
  }
  const auto view = view_of(app, *pass);
  tell_state("method", pass->id);
  const auto drawn = std::count_if(view->parts.begin(), view->parts.end(),
                                   [](const MethodView::Part& part) { return part.built != nullptr; });
  tell_state("method.examples", std::to_string(drawn));
  ImGui::BeginChild(("##method." + pass->id).c_str());
  if (view->parts.empty()) wrapped_dim_text("This pass has no page.");
  int number = 0;
  for (const MethodView::Part& part : view->parts) {
    for (const PageBlock& block : part.blocks) draw_block(app, block, number++);
    if (part.example) draw_example(app, part);
  }
  ImGui::EndChild();
}

}  // namespace spoor::gui
