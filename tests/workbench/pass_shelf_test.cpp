#include "workbench/pass_shelf.h"

#include "engine/needs.h"
#include "support/clip_maker.h"
#include "support/jpeg_oracle.h"
#include "support/paths.h"
#include "support/run_pass.h"

#include <gtest/gtest.h>

#include <limits>

namespace spoor {
namespace {

PassDescriptor described(const std::string& id, const std::string& group, std::vector<std::string> names) {
  PassDescriptor pass;
  pass.id = id;
  pass.group = group;
  pass.title = "Title of " + id;
  pass.known_as = std::move(names);
  pass.question = "Does the grid of blocks fit?";
  return pass;
}

std::vector<std::string> ids(const std::vector<PassGroup>& groups) {
  std::vector<std::string> list;
  for (const auto& group : groups) {
    for (const auto* pass : group.passes) list.push_back(pass->id);
  }
  return list;
}

using Ids = std::vector<std::string>;

const std::vector<PassDescriptor>& shelf() {
  static const std::vector<PassDescriptor> passes{
      described("jpeg.aligned", "Compression", {"ADQ1", "zero crossings"}),
      described("jpeg.grid", "Compression", {"ZERO", "blocking artefact grid"}),
      described("noise.level", "Noise and sensor", {"Noisesniffer", "déjà vu"}),
      described("container.structure", "File", {"boxes"}),
  };
  return passes;
}

TEST(PassShelf, groups_stand_in_their_order_and_empty_ones_are_left_out) {
  const auto groups = found_passes(shelf(), "");
  ASSERT_EQ(groups.size(), 3u);
  EXPECT_EQ(groups[0].title, "File");
  EXPECT_EQ(groups[1].title, "Compression");
  EXPECT_EQ(groups[2].title, "Noise and sensor");
  EXPECT_EQ(ids(groups).size(), shelf().size());
}

TEST(PassShelf, an_exact_known_name_stands_first) {
  EXPECT_EQ(ids(found_passes(shelf(), "ZERO")), (Ids{"jpeg.grid", "jpeg.aligned"}));
  EXPECT_EQ(ids(found_passes(shelf(), " zero ")), (Ids{"jpeg.grid", "jpeg.aligned"}));
  EXPECT_EQ(ids(found_passes(shelf(), "jpeg.grid")), (Ids{"jpeg.grid"}));
}

TEST(PassShelf, id_title_group_question_and_names_are_searched) {
  EXPECT_EQ(ids(found_passes(shelf(), "noisesniff")), (Ids{"noise.level"}));
  EXPECT_EQ(ids(found_passes(shelf(), "DEJA VU")), (Ids{"noise.level"}));
  EXPECT_EQ(ids(found_passes(shelf(), "sensor")), (Ids{"noise.level"}));
  EXPECT_EQ(ids(found_passes(shelf(), "title of container")), (Ids{"container.structure"}));
  EXPECT_EQ(ids(found_passes(shelf(), "fit?")).size(), 4u);
  EXPECT_EQ(ids(found_passes(shelf(), "grid artefact")), (Ids{"jpeg.grid"})) << "words in any order";
  EXPECT_TRUE(found_passes(shelf(), "qqq").empty());
}

TEST(PassShelf, the_passes_of_this_build_are_found_by_the_names_analysts_know) {
  EXPECT_EQ(found_passes(all_passes(), "ELA").front().passes.front()->id, "jpeg.ela");
  EXPECT_EQ(found_passes(all_passes(), "error level").front().passes.front()->id, "jpeg.ela");
  for (const PassDescriptor& pass : all_passes()) {
    for (const std::string& name : pass.known_as) {
      const auto found = ids(found_passes(all_passes(), name));
      EXPECT_NE(std::find(found.begin(), found.end(), pass.id), found.end()) << name;
    }
  }
}

TEST(PassShelf, says_why_not_in_the_words_of_the_engine) {
  test::JpegEncoding encoding;
  const std::vector<std::vector<std::byte>> files{
      test::jpeg_from_bgr(test::photographic_bgr(64, 48, 1), encoding), test::make_clip({}),
      test::bytes_of((test::samples_dir() / "still_original.jpg").string())};
  std::vector<PassDescriptor> passes = all_passes();
  for (int i = 0; i < 5; ++i) passes.push_back(described("odd." + std::to_string(i), "File", {}));
  passes[passes.size() - 1].needs.sound = true;
  passes[passes.size() - 2].needs.inputs = {"reference_camera", "other"};
  passes[passes.size() - 3].needs.claim_place = true;
  passes[passes.size() - 4].needs.regions = true;
  passes[passes.size() - 4].needs.region_roles = {"ground", "vehicle"};
  passes[passes.size() - 5].needs.claim_time = true;
  int declined = 0;
  for (const auto& file : files) {
    auto source = open_media(memory_source(file));
    ASSERT_TRUE(source);
    for (const PassDescriptor& pass : passes) {
      const std::string said = why_not(pass, (*source)->info(), {}, nullptr);
      const auto engine = unmet_need(pass.needs, {}, **source, {});
      EXPECT_EQ(said, engine ? engine->sentence : "") << pass.id;
      declined += said.empty() ? 0 : 1;
    }
  }
  EXPECT_GT(declined, 10);
}

TEST(PassShelf, marks_and_claims_make_a_pass_possible) {
  PassDescriptor pass = described("scene.sun", "Geometry and light", {});
  pass.needs.regions = pass.needs.claim_place = true;
  pass.needs.region_roles = {"shadow"};
  MediaInfo info;
  info.video.emplace_back();
  EXPECT_EQ(why_not(pass, info, {}, nullptr), "there is no mark of role shadow");
  Region shadow;
  shadow.role = "shadow";
  EXPECT_EQ(why_not(pass, info, {shadow}, nullptr), "no place is claimed");
  Claim claim;
  claim.place.emplace();
  EXPECT_EQ(why_not(pass, info, {shadow}, &claim), "");
}

struct Numbers {
  int count = 5;
  double share = 0.5;
  bool on = true;
  std::string way = "mean";
  std::vector<std::int64_t> list{90, 75};
};

PassDescriptor with_params() {
  ParamTable<Numbers> table;
  table.integer(&Numbers::count, "count", "Count", "More.", "", {1, 100}, {1, 10});
  table.number(&Numbers::share, "share", "Share", "More.", "", {0, 1}, {0, 1});
  table.on_off(&Numbers::on, "on", "On", "Whether.");
  table.choice(&Numbers::way, "way", "Way", "How.", {"mean", "median"});
  table.integers(&Numbers::list, "list", "List", "Which.", "", {1, 100}, {1, 100});
  PassDescriptor pass = described("a.b", "File", {});
  pass.params = table.fields();
  return pass;
}

TEST(ParamForms, what_is_not_touched_has_its_default) {
  const PassDescriptor pass = with_params();
  ParamForms forms;
  EXPECT_EQ(forms.values(pass), *resolve_params(pass.params, {}));
  forms.set(pass, "count", std::int64_t{7});
  EXPECT_EQ(std::get<std::int64_t>(forms.values(pass)["count"]), 7);
  EXPECT_TRUE(forms.touched("a.b", "count"));
  EXPECT_FALSE(forms.touched("a.b", "share"));
  EXPECT_FALSE(forms.touched("c.d", "count"));
  forms.set(pass, "on", false);
  forms.reset("a.b", "count");
  EXPECT_FALSE(forms.touched("a.b", "count"));
  EXPECT_TRUE(forms.touched("a.b", "on"));
  forms.reset("a.b");
  EXPECT_EQ(forms.values(pass), *resolve_params(pass.params, {}));
}

TEST(ParamForms, every_set_value_is_one_the_pass_takes) {
  const PassDescriptor pass = with_params();
  ParamForms forms;
  forms.set(pass, "count", std::int64_t{-9});
  forms.set(pass, "share", 77.0);
  forms.set(pass, "list", std::vector<std::int64_t>{0, 50, std::numeric_limits<std::int64_t>::max()});
  forms.set(pass, "way", std::string("mode"));
  forms.set(pass, "on", std::int64_t{1});
  forms.set(pass, "nothing", true);
  const ParamValues values = forms.values(pass);
  EXPECT_EQ(std::get<std::int64_t>(values.at("count")), 1);
  EXPECT_EQ(std::get<double>(values.at("share")), 1);
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(values.at("list")), (std::vector<std::int64_t>{1, 50, 100}));
  EXPECT_FALSE(forms.touched("a.b", "way"));
  EXPECT_FALSE(forms.touched("a.b", "on"));
  EXPECT_TRUE(resolve_params(pass.params, values));
  forms.set(pass, "share", std::numeric_limits<double>::quiet_NaN());
  EXPECT_EQ(std::get<double>(forms.values(pass)["share"]), 1);
  forms.set(pass, "list", std::vector<std::int64_t>{});
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(forms.values(pass)["list"]).size(), 3u);
}

}  // namespace
}  // namespace spoor
