#include "support/built_paths.h"

namespace spoor::test {

std::filesystem::path spoor_program() { return SPOOR_BINARY_DIR "/src/spoor"; }

std::filesystem::path test_worker() { return SPOOR_BINARY_DIR "/tests/spoor_test_worker"; }

std::filesystem::path report_schema_file() { return SPOOR_SOURCE_DIR "/src/report/schema/report.schema.json"; }

std::string python() { return SPOOR_PYTHON; }

}  // namespace spoor::test
