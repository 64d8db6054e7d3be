#pragma once
/// The names of a worker's calls, for both ends.

namespace spoor::call {

// Views, one after the other.
inline constexpr char kFrame[] = "frame", kFrameAt[] = "frame_at", kPicture[] = "picture", kBytes[] = "bytes",
                      kSound[] = "sound", kPreview[] = "preview";
// Structures.
inline constexpr char kContainer[] = "container", kMetadata[] = "metadata", kJpeg[] = "jpeg", kTrace[] = "trace",
                      kTelemetry[] = "telemetry";
// Sweeps, one after the other, while the others are served.
inline constexpr char kFrameTable[] = "frame_table", kRun[] = "run", kTrack[] = "track",
                      kRegistration[] = "registration", kAverage[] = "average";

}  // namespace spoor::call
