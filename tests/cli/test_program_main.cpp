// The whole program with other passes than those of src/passes: it defines all_passes() itself, so that the linker
// does not take the generated list. Its workers are the same program and have the same passes.

#include "cli/command.h"
#include "support/fake_passes.h"

#include <cstdlib>

namespace spoor {
namespace {

PassOutput observed(Bearing bearing) {
  PassOutput output;
  Observation& observation = output.observations.emplace_back();
  observation.id = "seen";
  observation.statement = "Something was observed that the test wants.";
  observation.bearing = bearing;
  if (bearing == Bearing::kConcern) {
    observation.false_alarm = FalseAlarm{0.05, 0, 58, "files of a test"};
    observation.innocent_causes = {"this is a test"};
  }
  return output;
}

/// As on another processor: SPOOR_TEST_SHIFT says by how much its cells and ordinates move.
PassOutput shifted_map() {
  const char* text = std::getenv("SPOOR_TEST_SHIFT");
  const double shift = text != nullptr ? std::atof(text) : 0;
  PassOutput output;
  Map& map = output.maps.emplace_back();
  map.id = "field";
  map.title = "Field";
  map.unit = "1";
  map.field = cv::Mat(3, 4, CV_32FC1, cv::Scalar(0.5 + shift));
  map.tolerance = 0.01;
  Curve& curve = output.curves.emplace_back();
  curve.id = "trace";
  curve.title = "Trace";
  curve.traces = {{"a", {0, 1}, {5, 6 + shift}}};
  curve.tolerance = 0.01;
  return output;
}

PassDescriptor pass(std::string id, std::function<Result<PassOutput>()> answer) {
  PassDescriptor made = test::fake_pass(std::move(id), FrameChoice::kNone,
                                        [answer = std::move(answer)](test::FunctionRun& run, const RunContext&) {
                                          run.on_finish = [answer](const Job&) { return answer(); };
                                        });
  made.question = "What does the test want?";
  made.can_raise_concern = true;
  return made;
}

}  // namespace

const std::vector<PassDescriptor>& all_passes() {
  static const std::vector<PassDescriptor> list{
      pass("test.concern", [] { return observed(Bearing::kConcern); }),
      test::counting_pass("test.count", FrameChoice::kEvery),
      pass("test.failure",
           []() -> Result<PassOutput> { return failure(Fault::kCorrupt, "the test wants this to fail"); }),
      pass("test.map", [] { return shifted_map(); }),
      pass("test.neutral", [] { return observed(Bearing::kNeutral); }),
  };
  return list;
}

}  // namespace spoor

int main(int argc, char** argv) { return spoor::cli::run_program(argc, argv); }
