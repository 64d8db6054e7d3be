#pragma once
/// Frames of a clip side by side, with what identifies each: to be looked at, printed, handed on.

#include "analysis/output.h"
#include "base/job.h"
#include "engine/session.h"
#include "workbench/playhead.h"

#include <opencv2/core.hpp>

#include <memory>
#include <string>
#include <vector>

namespace spoor {

struct SheetFrame {
  std::int64_t frame = 0;
  double seconds = 0;
  std::string digest;  ///< plane_digest of the decoded frame
  std::shared_ptr<const ReducedPicture> picture;
};

struct ContactSheet {
  std::vector<SheetFrame> frames;
};

/// Key frames of the clip, or `count` frames spread evenly where it names none or `key` is false; at most 240.
std::vector<std::int64_t> sheet_frames(const FrameClock& clock, bool key, int count);

/// Decodes and digests each of `frames`.
///
/// Errors: those of the session; frames that cannot be decoded are left out where others can.
Result<ContactSheet> contact_sheet(Session& session, const FrameClock& clock, const std::vector<std::int64_t>& frames,
                                   int side, const Job& job);

/// Frame, time, digest.
Table sheet_table(const ContactSheet& sheet);

/// CV_8UC3: pictures in rows of `columns` under `title`, each with frame, time and the beginning of its digest.
cv::Mat sheet_picture(const ContactSheet& sheet, int columns, const std::string& title);

}  // namespace spoor
