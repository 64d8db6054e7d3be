#pragma once
/// What the sources of Workbench share.

#include "workbench/workbench.h"

namespace spoor {

/// RFC 3339, UTC, to the second.
std::string utc_now();

/// `path` from the root on; as it stands where that cannot be said (it is empty, or the working folder is gone).
std::filesystem::path whole_path(const std::filesystem::path& path);

/// A case as it was read, before it is taken up.
struct Workbench::ReadCase {
  std::filesystem::path path;
  std::unique_ptr<CaseFile> file;
  CaseNotes notes;
  std::vector<ExhibitRecord> exhibits;
};

/// What a preview was asked for, while another is being computed.
struct Workbench::PreviewWish {
  std::string pass;
  ParamValues params;
  std::int64_t exhibit = 0, frame = 0;
  cv::Rect rectangle;
};

}  // namespace spoor
