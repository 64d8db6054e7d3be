#include "analysis/method_page.h"
#include "gui/gl/shader_program.h"
#include "gui/items.h"
#include "gui/markdown.h"
#include "gui/panels/panels.h"
#include "gui/panels/run_buttons.h"
#include "gui/widgets.h"
#include "workbench/file_browser.h"

#include <filesystem>
#include <memory>

namespace spoor::gui {
namespace {

// Examples are made by the build and lie beside the shaders: examples/<pass>/hit.png and innocent.png.
void fetch_examples(App& app, const std::string& pass, const std::shared_ptr<MethodView>& view) {
  app.bench.background().start(
      "method", "", [pass, view, options = app.bench.options().session](const Job& job) -> Background::Delivery {
        std::vector<MethodView::Example> examples;
        const auto shaders = shader_directory();
        const std::filesystem::path folder =
            shaders ? shaders->parent_path() / "examples" / pass : std::filesystem::path();
        for (const auto& [file, title] : {std::pair("hit.png", "A true hit, made by this build"),
                                          std::pair("innocent.png", "An innocent alarm, made by this build")}) {
          job.tick(0, 0);
          std::error_code ignored;
          if (!std::filesystem::exists(folder / file, ignored)) continue;
          auto picture = file_picture(folder / file, 1200, options);
          if (picture) examples.push_back({title, std::make_shared<ReducedPicture>(*picture)});
        }
        return [view, examples = std::move(examples)] { view->examples = examples; };
      });
}

std::shared_ptr<MethodView> view_of(App& app, const PassDescriptor& pass) {
  auto& view = app.panels.methods[pass.id];
  if (!view) {
    view = std::make_shared<MethodView>();
    if (const auto page = method_page(pass.id)) view->blocks = page_blocks(*page);
    fetch_examples(app, pass.id, view);
  }
  return view;
}

void draw_examples(App& app, const MethodView& view) {
  for (const auto& example : view.examples) {
    dim_text(example.title);
    const auto& bgr = example.picture->bgr;
    const float width = std::min(ImGui::GetContentRegionAvail().x, static_cast<float>(bgr.cols));
    const float height = width * static_cast<float>(bgr.rows) / static_cast<float>(std::max(1, bgr.cols));
    ImGui::Image(texture_id(app.textures.thumbnail(example.picture)), {width, height});
    ImGui::Dummy({0, em(0.3)});
  }
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
  ImGui::BeginChild("##method");
  if (view->blocks.empty()) wrapped_dim_text("This pass has no page.");
  int number = 0;
  for (const PageBlock& block : view->blocks) {
    draw_block(app, block, number++);
    const bool examples =
        block.kind == PageBlock::Kind::kHeading && !block.spans.empty() && block.spans.front().text == "Examples";
    if (examples) draw_examples(app, *view);
  }
  ImGui::EndChild();
}

}  // namespace spoor::gui
