// What every pass must give for any input: a result or a clear state, and nothing malformed in it.

#include "analysis/result_codec.h"
#include "base/parallel.h"
#include "contract/odd_inputs.h"
#include "engine/examine.h"
#include "support/paths.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace spoor {
namespace {

class Collector : public RunObserver {
 public:
  void progress(std::int64_t, std::int64_t) override {}
  void finished(PassResult result) override { results[result.pass] = std::move(result); }
  std::map<std::string, PassResult> results;
};

std::vector<PassRequest> ask_everything() {
  std::vector<PassRequest> requests;
  for (const auto& pass : all_passes()) {
    PassRequest request;
    request.pass = pass.id;
    requests.push_back(request);
  }
  return requests;
}

Result<std::unique_ptr<Session>> local_session(const std::filesystem::path& path, int threads = 0) {
  auto exhibit = ingest(path, {});
  if (!exhibit) return tl::unexpected(exhibit.error());
  SessionOptions options;
  options.threads = threads;
  return open_local_session(std::move(*exhibit), {}, options);
}

void check_state(const PassResult& result) {
  if (result.state == ResultState::kDone) return;
  EXPECT_NE(result.state, ResultState::kFailed) << to_text(result.error);
  EXPECT_GT(result.error.sentence.size(), 10U) << "a state needs its reason";
}

void check_output(const PassOutput& output) {
  std::set<std::string> ids;
  for (const auto& map : output.maps) {
    ids.insert(map.id);
    EXPECT_FALSE(map.unit.empty()) << map.id;
    EXPECT_FALSE(map.reading.empty()) << map.id;
    EXPECT_LT(map.low, map.high) << map.id;
    EXPECT_EQ(map.field.type(), CV_32FC1) << map.id;
    EXPECT_FALSE(map.field.empty()) << map.id;
    EXPECT_GE(map.tolerance, 0) << map.id;
    EXPECT_GT(map.cell.width, 0) << map.id;
  }
  for (const auto& curve : output.curves) {
    ids.insert(curve.id);
    EXPECT_FALSE(curve.x_label.empty()) << curve.id;
    EXPECT_FALSE(curve.y_unit.empty()) << curve.id;
    EXPECT_GE(curve.tolerance, 0) << curve.id;
    for (const auto& trace : curve.traces) EXPECT_EQ(trace.x.size(), trace.y.size()) << curve.id;
  }
  for (const auto& table : output.tables) {
    ids.insert(table.id);
    for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size()) << table.id;
  }
  for (const auto& measurement : output.measurements) {
    ids.insert(measurement.id);
    EXPECT_FALSE(measurement.unit.empty()) << measurement.id;
    EXPECT_GE(measurement.tolerance, 0) << measurement.id;
  }
  for (const auto& region : output.regions) ids.insert(region.id);
  for (const auto& observation : output.observations) {
    EXPECT_FALSE(observation.statement.empty()) << observation.id;
    for (const auto& id : observation.rests_on) EXPECT_TRUE(ids.contains(id)) << observation.id << " rests on " << id;
    if (observation.bearing == Bearing::kConcern) {
      EXPECT_FALSE(observation.innocent_causes.empty()) << observation.id;
      EXPECT_TRUE(observation.false_alarm) << observation.id << " has no calibration";
    }
  }
}

std::string test_name(std::string text) {
  for (char& c : text) {
    if (c == '.' || c == '-') c = '_';
  }
  return text;
}

class OddInputs : public testing::TestWithParam<std::string> {};

TEST_P(OddInputs, give_a_result_or_a_clear_state) {
  const test::TemporaryDir dir;
  auto session = local_session(test::make_odd_input(GetParam(), dir.path()));
  if (!session) {
    EXPECT_GT(session.error().sentence.size(), 10U);
    EXPECT_NE(session.error().fault, Fault::kInternal) << to_text(session.error());
    return;
  }
  Collector collector;
  const auto counts = examine(**session, all_passes(), ask_everything(), nullptr, collector, {});
  ASSERT_TRUE(counts) << to_text(counts.error());
  EXPECT_EQ(collector.results.size(), all_passes().size());
  for (const auto& [id, result] : collector.results) {
    SCOPED_TRACE(id);
    check_state(result);
    check_output(result.output);
    EXPECT_EQ(result.provenance.key.size(), 64U);
    const EncodedResult encoded = encode_result(result);
    const auto again = decode_result(encoded.document, encoded.blobs);
    ASSERT_TRUE(again) << to_text(again.error());
    EXPECT_EQ(encode_result(*again).document, encoded.document) << "changed on its way through JSON";
  }
}

INSTANTIATE_TEST_SUITE_P(Each, OddInputs, testing::ValuesIn(test::odd_input_names()),
                         [](const auto& each) { return test_name(each.param); });

// The answers to everything asked of one input, without what may differ between runs.
std::map<std::string, std::string> answers(const std::filesystem::path& path, int threads) {
  const ThreadLimit limit(threads);
  auto session = local_session(path, threads);
  EXPECT_TRUE(session);
  Collector collector;
  EXPECT_TRUE(examine(**session, all_passes(), ask_everything(), nullptr, collector, {}));
  std::map<std::string, std::string> texts;
  for (const auto& [id, result] : collector.results) {
    auto document = encode_result(result).document;
    document["provenance"].erase("environment");
    texts[id] = document.dump();
  }
  return texts;
}

TEST(ThreadCount, changes_no_byte) {
  const test::TemporaryDir dir;
  for (const char* name : {"plain.jpg", "odd.jpg", "alpha.png", "plain.mp4"}) {
    SCOPED_TRACE(name);
    const auto path = test::make_odd_input(name, dir.path());
    EXPECT_EQ(answers(path, 1), answers(path, 4));
  }
}

TEST(Cancellation, ends_every_pass_before_it_begins_and_says_so) {
  const test::TemporaryDir dir;
  auto session = local_session(test::make_odd_input("plain.mp4", dir.path()));
  ASSERT_TRUE(session);
  std::stop_source stop;
  stop.request_stop();
  Collector collector;
  const auto counts = examine(**session, all_passes(), ask_everything(), nullptr, collector, Job(stop.get_token()));
  for (const auto& [id, result] : collector.results) {
    EXPECT_TRUE(result.state == ResultState::kCancelled || result.state == ResultState::kNotApplicable) << id;
  }
}

class Ends : public testing::TestWithParam<std::string> {};

TEST_P(Ends, of_every_parameter_run) {
  const PassDescriptor& pass = *find_pass(all_passes(), GetParam());
  const test::TemporaryDir dir;
  const auto run = [&](const std::string& input, const ParamField& field, const ParamValue& value) {
    auto session = local_session(dir.path() / input);
    ASSERT_TRUE(session);
    PassRequest request;
    request.pass = pass.id;
    request.params[field.id] = value;
    Collector collector;
    ASSERT_TRUE(examine(**session, all_passes(), {request}, nullptr, collector, {}));
    SCOPED_TRACE(field.id + "=" + param_text(value) + " on " + input);
    check_state(collector.results.at(pass.id));
    check_output(collector.results.at(pass.id).output);
  };
  const auto names = {"plain.jpg", "plain.mp4", "alpha.png"};
  for (const char* name : names) test::make_odd_input(name, dir.path());
  for (const auto& field : pass.params) {
    std::vector<ParamValue> values;
    const auto ends = {field.hard.low, field.hard.high};
    switch (field.kind) {
      case ParamKind::kSwitch:
        values = {false, true};
        break;
      case ParamKind::kInteger:
        for (const double end : ends) values.emplace_back(static_cast<std::int64_t>(end));
        break;
      case ParamKind::kNumber:
        for (const double end : ends) values.emplace_back(end);
        break;
      case ParamKind::kIntegerList:
        for (const double end : ends) values.emplace_back(std::vector{static_cast<std::int64_t>(end)});
        break;
      case ParamKind::kChoice:
        for (const auto& choice : field.choices) values.emplace_back(choice);
        break;
    }
    for (const auto& value : values) {
      for (const char* input : names) run(input, field, value);
    }
  }
}

std::vector<std::string> all_ids() {
  std::vector<std::string> ids;
  for (const auto& pass : all_passes()) ids.push_back(pass.id);
  return ids;
}

INSTANTIATE_TEST_SUITE_P(EachPass, Ends, testing::ValuesIn(all_ids()),
                         [](const auto& each) { return test_name(each.param); });

}  // namespace
}  // namespace spoor
