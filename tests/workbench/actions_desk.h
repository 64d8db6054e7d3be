#pragma once
/// A workbench with an open clip and the list of actions, for tests of what actions do.

#include "support/clip_maker.h"
#include "workbench/actions.h"
#include "workbench/open_workbench.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace spoor::test {

struct ActionsDesk : OpenWorkbench {
  std::vector<Action> actions = workbench_actions();

  /// Key frames at 0, 12, 24 and 36 of 48 frames, 25 a second.
  void open_clip(const std::string& name = "clip.mp4", int frames = 48) {
    ClipRecipe recipe;
    recipe.frames = frames;
    recipe.encoder_options = {{"g", "12"}, {"bf", "0"}, {"sc_threshold", "0"}};
    const auto bytes = make_clip(recipe);
    const auto path = dir.path() / name;
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    open(path);
    ASSERT_NE(bench->active(), nullptr);
    bench->active()->view = resized(bench->active()->view, {800, 600}, bench->active()->picture_size());
  }

  ExhibitDesk& desk() { return *bench->active(); }
  std::int64_t frame() { return desk().playhead.frame(); }

  /// By key, as a person does it. False where the action is not possible.
  bool type(const std::string& key) {
    const Action* const action = action_for(actions, chord(key));
    EXPECT_NE(action, nullptr) << key;
    return action != nullptr && perform(*action, *bench);
  }
  bool run(const std::string& id) {
    const Action* const action = find_action(actions, id);
    EXPECT_NE(action, nullptr) << id;
    return action != nullptr && perform(*action, *bench);
  }
  std::int64_t after(const std::string& key) {
    EXPECT_TRUE(type(key)) << key;
    return frame();
  }

  const Marks& marks() { return bench->marks(desk().record.id); }
  void draw(double x, double y, FrameRange frames = {}) {
    Region region;
    region.id = free_mark_id(marks());
    region.shape = Shape::kRectangle;
    region.points = {{x, y}, {x + 20, y + 10}};
    region.frames = frames;
    MarksChange change{"draw rectangle", marks(), region.id, false};
    change.after.regions.push_back(region);
    bench->change_marks(desk().record.id, change, 0);
    bench->annotator.chosen = region.id;
  }
};

}  // namespace spoor::test
