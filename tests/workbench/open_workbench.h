#pragma once
/// A workbench for tests, whose exhibits are read in this process unless workers are asked for.

#include "support/built_paths.h"
#include "support/paths.h"
#include "workbench/workbench.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace spoor::test {

struct OpenWorkbench : testing::Test {
  TemporaryDir dir;
  WorkbenchOptions options;
  std::unique_ptr<Workbench> bench;

  OpenWorkbench() {
    options.state_dir = dir.path() / "state";
    options.author = "ab";
    options.session.worker = test::spoor_program();
    options.opener = [](OpenExhibit exhibit, std::vector<FurtherInput> further, const SessionOptions& session) {
      return open_local_session(std::move(exhibit), std::move(further), session);
    };
    begin();
  }
  void begin() {
    bench.reset();
    bench = std::make_unique<Workbench>(options);
  }
  void use_workers() {
    options.opener = nullptr;
    begin();
  }
  void finish() { bench->background().finish(); }
  void open(const std::filesystem::path& path) {
    bench->open({path});
    finish();
  }
  void open_sample(const std::string& name) { open(samples_dir() / name); }
  std::string notices() const {
    std::string all;
    for (const Notice& notice : bench->notices()) all += notice.text + "\n";
    return all;
  }
  /// The case as another program sees it.
  std::unique_ptr<CaseFile> reader(const std::filesystem::path& path) {
    CaseOptions reading;
    reading.read_only = true;
    auto file = CaseFile::open(path, reading);
    EXPECT_TRUE(file) << to_text(file.error());
    return file ? std::move(*file) : nullptr;
  }
  std::unique_ptr<CaseFile> reader() { return reader(bench->case_path()); }

  static Marks marks_with(double x) {
    Region region;
    region.id = "r1";
    region.shape = Shape::kRectangle;
    region.points = {{x, 10}, {x + 20, 30}};
    region.role = "suspicious";
    return {{region}, {}};
  }
  Edit marked(double x, std::uint64_t gesture = 0) const {
    const std::int64_t id = bench->exhibits().front().id;
    return {"draw rectangle", MarksEdit{id, bench->marks(id), marks_with(x)}, gesture};
  }
};

}  // namespace spoor::test
