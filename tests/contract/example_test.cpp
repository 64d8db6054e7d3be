// The examples that method pages declare: a true hit and an innocent alarm, each made here as the build makes it.

#include "report/example.h"

#include "analysis/method_page.h"
#include "base/file.h"
#include "engine/examine.h"
#include "support/paths.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace spoor {
namespace {

using nlohmann::json;

std::vector<PageExample> examples_of(const std::string& pass) {
  const auto page = method_page(pass);
  EXPECT_TRUE(page) << pass;
  auto examples = page_examples(page.value_or(""));
  EXPECT_TRUE(examples) << pass << ": " << to_text(examples.error());
  return examples.value_or(std::vector<PageExample>{});
}

const PageExample* of_kind(const std::vector<PageExample>& examples, PageExample::Kind kind) {
  const auto found =
      std::find_if(examples.begin(), examples.end(), [&](const PageExample& example) { return example.kind == kind; });
  return found == examples.end() ? nullptr : &*found;
}

Result<std::unique_ptr<Session>> sample_session(const std::string& file) {
  auto open = ingest(test::samples_dir() / file, {});
  if (!open) return tl::unexpected(open.error());
  return open_local_session(std::move(*open), {}, {});
}

// What the manifest says of a file; null where it says nothing.
json truth_of(const std::string& file) {
  const auto text = read_small_file(test::samples_dir() / "manifest.json", 16 << 20);
  if (!text) return nullptr;
  const json manifest = json::parse(*text);
  for (const json& entry : manifest.at("samples")) {
    if (entry.at("file") == file) return entry;
  }
  return nullptr;
}

bool was_edited(const json& truth) {
  const json& stages = truth.at("stages");
  return std::any_of(stages.begin(), stages.end(), [](const json& stage) { return stage.at("stage") == "edit"; });
}

bool is_alarm(const Observation& o) {
  return o.bearing == Bearing::kConcern || (o.bearing == Bearing::kInconclusive && !o.innocent_causes.empty());
}

class Collector : public RunObserver {
 public:
  void progress(std::int64_t, std::int64_t) override {}
  void finished(PassResult result) override {
    for (const auto& o : result.output.observations) {
      if (is_alarm(o)) alarmed.insert(result.pass);
    }
  }
  std::set<std::string> alarmed;
};

// Passes that may raise a concern, by their own word or by what they do: an alarm on any sample.
std::set<std::string> alarming_passes() {
  Collector collector;
  for (const auto& path : test::files_below(test::samples_dir())) {
    const json truth = truth_of(path.filename().string());
    // The large clips add time and no alarm of another kind.
    if (truth.is_null() || truth.at("role") != "sample" || truth.at("bytes") > 700'000) continue;
    auto session = sample_session(path.filename().string());
    EXPECT_TRUE(session) << path;
    if (!session) continue;
    std::vector<PassRequest> requests;
    for (const auto& pass : all_passes()) {
      if (collector.alarmed.contains(pass.id)) continue;
      requests.emplace_back().pass = pass.id;
    }
    EXPECT_TRUE(examine(**session, all_passes(), requests, nullptr, collector, {})) << path;
  }
  for (const auto& pass : all_passes()) {
    if (pass.can_raise_concern) collector.alarmed.insert(pass.id);
  }
  return collector.alarmed;
}

TEST(Examples, stand_on_the_page_of_every_pass_that_alarms) {
  const auto alarming = alarming_passes();
  EXPECT_GE(alarming.size(), 5U);
  for (const auto& id : alarming) {
    const auto examples = examples_of(id);
    EXPECT_NE(of_kind(examples, PageExample::Kind::kHit), nullptr) << id << " shows no true hit";
    EXPECT_NE(of_kind(examples, PageExample::Kind::kInnocent), nullptr) << id << " shows no innocent alarm";
  }
}

struct Declared {
  std::string pass;
  PageExample example;
};

void PrintTo(const Declared& declared, std::ostream* out) {
  *out << declared.pass << ", " << example_kind_name(declared.example.kind);
}

std::vector<Declared> all_declared() {
  std::vector<Declared> list;
  for (const auto& pass : all_passes()) {
    for (auto& example : examples_of(pass.id)) list.push_back({pass.id, std::move(example)});
  }
  return list;
}

class Example : public testing::TestWithParam<Declared> {};

TEST_P(Example, shows_what_it_names_on_a_file_of_that_history) {
  const auto& [id, example] = GetParam();
  if (example.none_known) {
    EXPECT_GE(example.caption.size(), 40U) << "the reason is given in words";
    return;
  }
  const json truth = truth_of(example.sample);
  ASSERT_FALSE(truth.is_null()) << example.sample << " is not in the manifest";
  EXPECT_EQ(was_edited(truth), example.kind == PageExample::Kind::kHit)
      << "a hit is an edited file, an innocent alarm an honest one";
  auto session = sample_session(example.sample);
  ASSERT_TRUE(session) << to_text(session.error());
  const PassDescriptor& pass = *find_pass(all_passes(), id);
  const auto run = run_example(**session, pass, example, all_passes(), {});
  ASSERT_TRUE(run) << to_text(run.error());
  EXPECT_EQ(run->observation.id, example.observation);
  EXPECT_TRUE(is_alarm(run->observation)) << run->observation.statement;
  EXPECT_EQ(run->sample_sha256, truth.at("sha256").get<std::string>());

  // Written, and read again as a reader of the page gets it.
  const test::TemporaryDir folder;
  ASSERT_TRUE(write_example(folder.path(), pass, *run));
  const auto built = built_example(folder.path(), pass, example);
  ASSERT_TRUE(built) << to_text(built.error());
  EXPECT_EQ(built->run.observation.statement, run->observation.statement);
  EXPECT_EQ(built->run.svg, run->svg);
  const bool drawn = example.show == PageExample::Show::kMap || example.show == PageExample::Show::kCurve;
  EXPECT_EQ(!run->svg.empty(), drawn);
  EXPECT_EQ(!run->png.empty(), example.show == PageExample::Show::kMap);
}

// Where the manifest says where the edit is, the hit's first region lies on it.
TEST_P(Example, a_hit_points_at_the_edit) {
  const auto& [id, example] = GetParam();
  if (example.kind != PageExample::Kind::kHit || example.show != PageExample::Show::kMap) return;
  auto session = sample_session(example.sample);
  ASSERT_TRUE(session);
  const auto run = run_example(**session, *find_pass(all_passes(), id), example, all_passes(), {});
  ASSERT_TRUE(run) << to_text(run.error());
  const json truth = truth_of(example.sample);
  const auto edit = std::find_if(truth.at("stages").begin(), truth.at("stages").end(),
                                 [](const json& stage) { return stage.at("stage") == "edit"; });
  ASSERT_NE(edit, truth.at("stages").end());
  if (!edit->contains("region")) return;
  std::vector<cv::Point2f> outline;
  for (const json& p : edit->at("region")) outline.emplace_back(p[0].get<float>(), p[1].get<float>());
  ASSERT_FALSE(run->result.output.regions.empty());
  const auto& points = run->result.output.regions.front().points;
  ASSERT_GE(points.size(), 2U);
  float left = 1e9F, top = 1e9F, right = 0, bottom = 0;
  for (const auto& p : outline) {
    left = std::min(left, p.x), right = std::max(right, p.x);
    top = std::min(top, p.y), bottom = std::max(bottom, p.y);
  }
  const cv::Rect2d edited(left, top, right - left, bottom - top);
  const cv::Rect2d found(cv::Point2d(points[0].x, points[0].y), cv::Point2d(points[1].x, points[1].y));
  EXPECT_GT((edited & found).area(), 0.5 * (edited | found).area()) << edited << " against " << found;
}

INSTANTIATE_TEST_SUITE_P(Each, Example, testing::ValuesIn(all_declared()), [](const auto& each) {
  std::string name = each.param.pass + "_" + example_kind_name(each.param.example.kind);
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
});

}  // namespace
}  // namespace spoor
