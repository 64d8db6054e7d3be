#pragma once
/// What is known of an exhibit, as tables to sort, filter and copy.

#include "analysis/output.h"
#include "engine/session.h"
#include "findings/case.h"

#include <vector>

namespace spoor {

/// Every item with its source; times with their clock, never converted; places as they were read.
Table metadata_table(const Metadata& metadata);

/// Frames with equal planes share a number under "Alike", counted from 1; alone: empty. Times to the millisecond beside
/// the exact ticks.
Table frame_rows_table(const std::vector<FrameRow>& rows);

/// In decoding order, each with the frame of presentation order that it is shown as, where the times tell.
Table packet_table(const CodecTrace& trace);

Table marks_table(const std::vector<Region>& regions);
Table journal_table(const std::vector<JournalEntry>& entries);

}  // namespace spoor
