#include "workbench/workbench_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace spoor {

void toggle_average(Workbench& bench) {
  ExhibitDesk* const desk = bench.active();
  if (desk == nullptr || desk->scene.averaging != 0) return;
  SceneWork& scene = desk->scene;
  const std::int64_t here = desk->playhead.frame(), id = desk->record.id;
  scene.average_trouble.clear();
  if (average_for(*desk, here)) {
    scene.average.reset();
    scene.average_frame.reset();
    return;
  }
  if (!desk->is_clip() || !desk->session) {
    return bench.tell(Notice::Kind::kError,
                      desk->session ? "only a clip has frames to average" : "the exhibit is still being opened");
  }
  desk->playhead.pause();
  const int count = std::clamp(scene.average_count, 3, Session::kMostAveraged) | 1;
  const std::string lane = desk->lane();
  const auto at_desk = [&bench, id, lane]() -> ExhibitDesk* {
    ExhibitDesk* const at = bench.desk(id);
    return at != nullptr && at->lane() == lane ? at : nullptr;
  };
  const auto over = [at_desk] {
    if (ExhibitDesk* const at = at_desk()) at->scene.averaging = 0;
  };
  scene.averaging = bench.background().start(
      lane + " run", fmt::format("averaging {} frames of {}", count, desk->record.exhibit.name),
      [&bench, at_desk, over, here, count, session = desk->session](const Job& job) -> Background::Delivery {
        auto made = attempted([&] { return session->average(here, count, job); });
        if (job.cancelled()) throw Cancelled();
        std::shared_ptr<const AveragedFrame> average;
        if (made) average = std::make_shared<const AveragedFrame>(std::move(*made));
        return [&bench, at_desk, over, average, error = made ? Error() : made.error()] {
          over();
          ExhibitDesk* const at = at_desk();
          if (at == nullptr) return;
          if (average == nullptr) {
            at->scene.average_trouble = to_text(error);
            return bench.tell(Notice::Kind::kError, "not averaged: " + to_text(error));
          }
          at->scene.average = average;
          at->scene.average_frame = std::shared_ptr<const Frame>(average, &average->frame);
        };
      },
      over);
}

std::shared_ptr<const Frame> average_for(const ExhibitDesk& desk, std::int64_t index) {
  const auto& shown = desk.scene.average_frame;
  return shown != nullptr && shown->info.index == index ? shown : nullptr;
}

std::string average_text(const AveragedFrame& average) {
  std::string text =
      fmt::format("average of {} frames, frames {}..{}", average.used, average.frames.first, average.frames.last);
  if (!average.rejected.empty()) {
    text += fmt::format("; {} left out:", average.rejected.size());
    constexpr std::size_t kMostNamed = 6;
    for (std::size_t i = 0; i < std::min(kMostNamed, average.rejected.size()); ++i) {
      text += fmt::format(" {}", average.rejected[i]);
    }
    if (average.rejected.size() > kMostNamed) text += " ...";
  }
  return text + fmt::format("; laid upon each other to {:.2f} px; for the eye, never measured", average.error_px);
}

}  // namespace spoor
