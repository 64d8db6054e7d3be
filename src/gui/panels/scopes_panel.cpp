#include "gui/items.h"
#include "gui/panels/panels.h"
#include "gui/plot.h"
#include "gui/widgets.h"
#include "workbench/scopes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spoor::gui {
namespace {

std::shared_ptr<const ReducedPicture> as_picture(const cv::Mat& counts, const cv::Vec3b& colour) {
  if (counts.empty()) return nullptr;
  auto picture = std::make_shared<ReducedPicture>();
  picture->bgr = counts_picture(counts, colour);
  return picture;
}

// One at a time, of the frame last looked at.
void keep_up(App& app, ExhibitDesk& desk) {
  const auto reading = app.panels.scopes;
  const std::int64_t frame = desk.playhead.frame();
  if (reading->busy || (reading->exhibit == desk.record.id && reading->asked_frame == frame) || !desk.shelf) return;
  const auto source = desk.shelf->find(frame);
  if (!source) return;
  reading->busy = true;
  reading->asked_frame = frame;
  reading->exhibit = desk.record.id;
  app.bench.background().start(
      "scopes", "",
      [source, reading](const Job& job) -> Background::Delivery {
        const auto result = scopes(*source, job);
        const auto wave = result ? as_picture(result->waveform, {226, 226, 226}) : nullptr;
        const auto vector = result ? as_picture(result->vectorscope, {226, 226, 226}) : nullptr;
        return [reading, result, wave, vector] {
          reading->busy = false;
          reading->error = result ? std::string() : result.error().sentence;
          if (!result) return;
          reading->scopes = std::make_shared<Scopes>(*result);
          reading->frame = result->frame;
          reading->waveform = wave;
          reading->vectorscope = vector;
        };
      },
      [reading] { reading->busy = false; });
}

Curve histogram_curve(const Scopes& scopes) {
  Curve curve;
  curve.id = "scopes";
  curve.title = "Histogram";
  curve.x_label = "sample value";
  curve.y_label = "samples";
  curve.y_log = false;
  curve.style = scopes.histograms.size() == 1 ? Curve::Style::kBars : Curve::Style::kSteps;
  const double step = std::ldexp(1.0, scopes.bits) / kScopeLevels;
  for (const ScopeHistogram& one : scopes.histograms) {
    Curve::Trace trace;
    trace.name = one.name;
    for (std::size_t level = 0; level < one.counts.size(); ++level) {
      trace.x.push_back(static_cast<double>(level) * step);
      trace.y.push_back(static_cast<double>(one.counts[level]));
    }
    curve.traces.push_back(std::move(trace));
  }
  return curve;
}

void picture_scope(App& app, const char* title, const char* help, const std::shared_ptr<const ReducedPicture>& picture,
                   float width, float height) {
  ImGui::BeginGroup();
  dim_text(title);
  hint(app, help);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({width, height});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(at, {at.x + width, at.y + height}, IM_COL32(20, 20, 20, 255));
  if (picture) {
    list.AddImage(texture_id(app.textures.thumbnail(picture)), at, {at.x + width, at.y + height});
  } else {
    list.AddText({at.x + em(0.5), at.y + em(0.5)}, ImGui::GetColorU32(ImGuiCol_TextDisabled), "no colour");
  }
  // A quarter, half and three quarters of the range.
  for (const float part : {0.25F, 0.5F, 0.75F}) {
    const float y = std::floor(at.y + height * part);
    list.AddLine({at.x, y}, {at.x + width, y}, IM_COL32(255, 255, 255, 22));
  }
  ImGui::EndGroup();
}

std::string figures(const Scopes& scopes) {
  std::string text;
  for (const ScopeHistogram& one : scopes.histograms) {
    text += (text.empty() ? "" : "\n") +
            fmt::format("{}   mean {:.1f}   {:.0f} to {:.0f}   {:.2f} % at the lowest, {:.2f} % at the highest code",
                        one.name, one.mean, one.least, one.greatest, 100 * one.at_bottom, 100 * one.at_top);
  }
  return text;
}

}  // namespace

void scopes_panel(App& app) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr) {
    empty_state(app, icon::kChart, "No scopes", "Open a picture or clip to see how its samples are spread.");
    return;
  }
  keep_up(app, *desk);
  const ScopesReading& reading = *app.panels.scopes;
  if (reading.exhibit != desk->record.id || !reading.scopes) {
    empty_state(app, icon::kClock, "Computing",
                reading.error.empty() ? "The frame is on its way." : reading.error.c_str());
    return;
  }
  tell_state("scopes", std::to_string(reading.frame));
  const ImVec2 space = ImGui::GetContentRegionAvail();
  const float height = space.y - em(1.5);
  const float square = std::min(height, space.x * 0.22F);
  const float wave = std::min(space.x * 0.36F, height * 2);
  const float left = space.x - square - wave - em(2);
  ImGui::BeginChild("##histogram", {left, 0});
  dim_text(fmt::format("Histogram, frame {}, as decoded", reading.frame));
  // Figures below where there is room, else as a hint.
  const float lines = ImGui::GetTextLineHeightWithSpacing() * static_cast<float>(reading.scopes->histograms.size());
  const bool room = ImGui::GetContentRegionAvail().y - lines > em(9);
  if (!room) hint(app, figures(*reading.scopes));
  ImGui::BeginChild("##plot", {0, std::max(em(5), ImGui::GetContentRegionAvail().y - (room ? lines : 0))});
  plot(app, "scopes.histogram", histogram_curve(*reading.scopes), std::nullopt);
  ImGui::EndChild();
  if (room) dim_text(figures(*reading.scopes));
  ImGui::EndChild();
  ImGui::SameLine(0, em(1));
  picture_scope(app, "Waveform", "Luma by picture column: low values at the bottom", reading.waveform, wave, height);
  ImGui::SameLine(0, em(1));
  picture_scope(app, "Vectorscope", "Cb to the right, Cr upwards; no colour lies in the middle", reading.vectorscope,
                square, square);
}

}  // namespace spoor::gui
