#pragma once
/// Small cases whose content is known.

#include "findings/case_file.h"
#include "support/paths.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

namespace spoor::test {

inline constexpr const char* kDigest = "00000000000000000000000000000000000000000000000000000000000000aa";

inline std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline void overwrite(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bytes;
}

/// A finished result of `pass` with a map that holds 0, 1, 2 ... `columns` - 1 in its only row.
inline PassResult small_result(const std::string& pass, int columns = 16) {
  PassResult result;
  result.pass = pass;
  result.version = 1;
  result.state = ResultState::kDone;
  result.provenance.request = {{"pass", pass}};
  result.provenance.key = request_key(result.provenance.request);
  Map map;
  map.id = "ramp";
  map.title = "Ramp";
  map.unit = "1";
  map.low = 0;
  map.high = columns - 1;
  map.field = cv::Mat(1, columns, CV_32FC1);
  for (int x = 0; x < columns; ++x) map.field.at<float>(0, x) = static_cast<float>(x);
  result.output.maps = {map};
  Observation observation;
  observation.id = "o";
  observation.statement = "Something was observed.";
  observation.bearing = Bearing::kConcern;
  observation.innocent_causes = {"An innocent one."};
  result.output.observations = {observation};
  return result;
}

inline PassResult unfinished(const std::string& pass, ResultState state, Fault fault) {
  PassResult result = small_result(pass);
  result.output = {};
  result.state = state;
  result.error = {fault, "for a reason", pass};
  return result;
}

class CaseTest : public ::testing::Test {
 protected:
  std::filesystem::path path() const { return dir_.path() / "case.spoor"; }

  std::unique_ptr<CaseFile> created(const CaseOptions& options = {}) {
    auto made = CaseFile::create(path(), {"title", "ref", "examiner", "", ""}, options);
    EXPECT_TRUE(made.has_value()) << to_text(made.error());
    return std::move(*made);
  }

  std::unique_ptr<CaseFile> opened(const CaseOptions& options = {}) {
    auto file = CaseFile::open(path(), options);
    EXPECT_TRUE(file.has_value()) << to_text(file.error());
    return file ? std::move(*file) : nullptr;
  }

  TemporaryDir dir_;
};

}  // namespace spoor::test
