#include "workbench/display_settings.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace spoor {
namespace {

TEST(DisplaySettings, tells_what_was_changed_and_only_that) {
  DisplaySettings settings;
  EXPECT_TRUE(untouched(settings));
  EXPECT_EQ(changes_text(settings), "");
  settings.rulers = settings.loupe = settings.marks_hidden = true;
  settings.pixel_grid = false;
  EXPECT_TRUE(untouched(settings)) << "what is drawn over the picture leaves its samples alone";
  settings.black = 12.0 / 255;
  settings.white = 230.0 / 255;
  settings.gamma = 1.4;
  EXPECT_FALSE(untouched(settings));
  EXPECT_EQ(changes_text(settings), "levels 12-230, gamma 1.40");
  settings.exposure_stops = 0.5;
  settings.channel = ChannelView::kCb;
  settings.local_contrast = 0.3;
  settings.enlargement = Enlargement::kSmooth;
  EXPECT_EQ(changes_text(settings),
            "channel Cb, exposure +0.50 stops, levels 12-230, gamma 1.40, local contrast 30 %, smooth");
}

TEST(DisplaySettings, exposure_then_levels_then_gamma) {
  DisplaySettings settings;
  for (const double value : {0.0, 0.25, 0.5, 1.0}) EXPECT_DOUBLE_EQ(displayed(settings, value), value);
  settings.exposure_stops = 1;
  EXPECT_DOUBLE_EQ(displayed(settings, 0.25), 0.5);
  EXPECT_DOUBLE_EQ(displayed(settings, 0.75), 1);
  settings.black = 0.2;
  settings.white = 0.7;
  EXPECT_DOUBLE_EQ(displayed(settings, 0.1), 0);
  EXPECT_DOUBLE_EQ(displayed(settings, 0.225), 0.5);
  settings.gamma = 2;
  EXPECT_DOUBLE_EQ(displayed(settings, 0.1625), 0.5);
}

TEST(DisplaySettings, levels_that_meet_make_a_threshold) {
  DisplaySettings settings;
  settings.black = settings.white = 0.5;
  EXPECT_EQ(displayed(settings, 0.49), 0);
  EXPECT_EQ(displayed(settings, 0.51), 1);
}

TEST(DisplaySettings, every_channel_has_a_name_of_its_own) {
  std::set<std::string> names;
  for (const ChannelView channel : kChannels) names.insert(channel_name(channel));
  EXPECT_EQ(names.size(), kChannels.size());
}

}  // namespace
}  // namespace spoor
