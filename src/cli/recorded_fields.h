#pragma once
/// The fields of recorded maps, which reports tell by their digests alone, from the case they were made of.

#include "analysis/compare_results.h"
#include "findings/case_file.h"

#include <filesystem>
#include <memory>

namespace spoor::cli {

class RecordedFields {
 public:
  /// `named` by the user; where it is empty, the case of the report's own name beside `report_path`, if there is one.
  ///
  /// Errors: those of opening the case that was named.
  static Result<RecordedFields> open(const std::string& named, const std::filesystem::path& report_path,
                                     const nlohmann::json& report);

  /// For compare_results: fields of the case count only where they have the digest that the report states.
  FieldDifferences of(const nlohmann::json& recorded, const PassResult& recomputed) const;

 private:
  std::shared_ptr<CaseFile> case_;  ///< null: none is at hand
};

}  // namespace spoor::cli
