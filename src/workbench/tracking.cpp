#include "methods/motion/track_keys.h"
#include "workbench/workbench_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace spoor {
namespace {

/// From one shape set by hand to the next one, or as far as it goes.
struct Segment {
  KeyShape start;
  std::int64_t to = 0;
  std::optional<KeyShape> end;
};

/// What following came to.
struct Followed {
  std::vector<KeyShape> keys;
  std::vector<TrackRecord> records;
  FrameRange over;  ///< frames followed, the first one included
  std::optional<std::int64_t> lost_at;
  std::string lost_why;
};

bool by_hand(const KeyShape& key) { return !key.confidence; }

/// The mark with what is seen at `frame` set by hand, so that following starts there.
Region anchored(Region mark, std::int64_t frame) {
  std::vector<PicturePoint> points = points_at(mark, frame);
  if (mark.keys.empty() && mark.frames.first != frame) {
    // A mark that stood still is not known to do so: only what is seen is.
    mark.points = points;
  }
  const auto place = std::lower_bound(mark.keys.begin(), mark.keys.end(), frame,
                                      [](const KeyShape& key, std::int64_t at) { return key.frame < at; });
  if (place != mark.keys.end() && place->frame == frame) {
    place->confidence.reset();
  } else {
    mark.keys.insert(place, {frame, std::move(points), std::nullopt});
  }
  return mark;
}

std::vector<Segment> segments_of(const Region& mark, std::int64_t from, std::int64_t frames, TrackWay way) {
  const bool back = way == TrackWay::kBackwards;
  std::vector<KeyShape> anchors;
  for (const KeyShape& key : mark.keys) {
    if (by_hand(key) && (back ? key.frame <= from : key.frame >= from)) anchors.push_back(key);
  }
  if (back) std::reverse(anchors.begin(), anchors.end());
  std::vector<Segment> segments;
  for (std::size_t i = 0; i + 1 < anchors.size(); ++i) {
    segments.push_back({anchors[i], anchors[i + 1].frame, anchors[i + 1]});
    if (way == TrackWay::kToNextKey) return segments;
  }
  if (way == TrackWay::kToNextKey || anchors.empty()) return segments;
  const std::int64_t at = anchors.back().frame;
  // To the end of the frames that the mark was given, or beyond them where it is at their end already.
  const std::int64_t end = back ? (mark.frames.first < at ? mark.frames.first : 0)
                                : (mark.frames.last > at ? std::min(mark.frames.last, frames - 1) : frames - 1);
  if (end != at) segments.push_back({anchors.back(), end, std::nullopt});
  return segments;
}

Result<Followed> followed(Session& session, const Region& mark, const std::vector<Segment>& segments, const Job& job) {
  Followed outcome;
  outcome.over = {segments.front().start.frame, segments.front().start.frame};
  std::int64_t total = 0, done = 0;
  for (const Segment& segment : segments) total += std::abs(segment.to - segment.start.frame);
  for (const Segment& segment : segments) {
    const std::int64_t from = segment.start.frame;
    const Job part(job.stop_token(), [&](std::int64_t step, std::int64_t) { job.tick(done + step, total); });
    const TrackRequest request{mark.shape, segment.start.points, from, segment.to};
    const auto track = session.track(request, part);
    if (!track) return tl::unexpected(track.error());
    done += std::abs(segment.to - from);
    std::vector<KeyShape> shapes = shapes_of(request, *track);
    TrackRecord record;
    record.method = track->method;
    record.backwards = segment.to < from;
    record.tolerance_px = kTrackTolerancePx;
    for (const TrackedFrame& frame : track->frames) {
      record.least_confidence = std::min(record.least_confidence, frame.confidence);
    }
    const std::int64_t reached = track->frames.empty() ? from : track->frames.back().frame;
    record.first = std::min(from, reached);
    record.last = std::max(from, reached);
    if (track->lost_at) {
      outcome.lost_at = track->lost_at;
      outcome.lost_why = track->lost_why;
      record.ended = fmt::format("lost at frame {}: {}", *track->lost_at, track->lost_why);
    } else if (segment.end) {
      record.closed_px = share_out_drift(shapes, from, *segment.end);
      shapes.push_back(*segment.end);
    }
    shapes.push_back(segment.start);
    std::sort(shapes.begin(), shapes.end(), [](const KeyShape& a, const KeyShape& b) { return a.frame < b.frame; });
    for (KeyShape& key : thinned(shapes, kTrackTolerancePx)) {
      if (!by_hand(key)) outcome.keys.push_back(std::move(key));
    }
    outcome.over = {std::min(outcome.over.first, record.first), std::max(outcome.over.last, record.last)};
    if (!track->frames.empty()) outcome.records.push_back(std::move(record));
    if (outcome.lost_at) break;
  }
  return outcome;
}

/// Without what was tracked over `range`, whose ends were set by hand.
void forget(Region& mark, const FrameRange& range) {
  std::erase_if(mark.keys, [&](const KeyShape& key) { return !by_hand(key) && range.contains(key.frame); });
  std::vector<TrackRecord> left;
  for (TrackRecord record : mark.tracks) {
    if (record.first >= range.first && record.last <= range.last) continue;
    if (record.first < range.first) record.last = std::min(record.last, range.first);
    if (record.last > range.last) record.first = std::max(record.first, range.last);
    left.push_back(std::move(record));
  }
  mark.tracks = std::move(left);
}

Region with_track(Region mark, const std::vector<Segment>& segments, const Followed& outcome, bool back) {
  for (const Segment& segment : segments) {
    forget(mark, {std::min(segment.start.frame, segment.to), std::max(segment.start.frame, segment.to)});
    // Beyond a place where it was lost everything stays as it was.
    if (outcome.lost_at && (back ? segment.to <= *outcome.lost_at : segment.to >= *outcome.lost_at)) break;
  }
  mark.keys.insert(mark.keys.end(), outcome.keys.begin(), outcome.keys.end());
  std::sort(mark.keys.begin(), mark.keys.end(), [](const KeyShape& a, const KeyShape& b) { return a.frame < b.frame; });
  mark.tracks.insert(mark.tracks.end(), outcome.records.begin(), outcome.records.end());
  std::stable_sort(mark.tracks.begin(), mark.tracks.end(),
                   [](const TrackRecord& a, const TrackRecord& b) { return a.first < b.first; });
  if (!mark.keys.empty()) mark.points = mark.keys.front().points;
  mark.frames.first = std::min(mark.frames.first, outcome.over.first);
  mark.frames.last = std::max(mark.frames.last, outcome.over.last);
  if (outcome.lost_at) {
    // Where it is not known to be, it is not shown; unless it is known again later.
    if (!back && mark.keys.back().frame < *outcome.lost_at) mark.frames.last = outcome.over.last;
    if (back && mark.keys.front().frame > *outcome.lost_at) mark.frames.first = outcome.over.first;
  }
  return mark;
}

std::string told(const Region& mark, const Followed& outcome, bool back) {
  const std::string name = mark.label.empty() ? mark.id : mark.label;
  std::string text = fmt::format("{} followed {} frame {}", name, back ? "back to" : "to",
                                 back ? outcome.over.first : outcome.over.last);
  if (outcome.lost_at) text += fmt::format("; lost at frame {}: {}", *outcome.lost_at, outcome.lost_why);
  for (const TrackRecord& record : outcome.records) {
    if (record.closed_px) text += fmt::format("; {:.1f} px of drift shared out up to the key frame", *record.closed_px);
  }
  return text;
}

const Region* chosen_of(Workbench& bench) {
  const ExhibitDesk* const desk = bench.active();
  return desk == nullptr ? nullptr : find_mark(bench.marks(desk->record.id), bench.annotator.chosen);
}

}  // namespace

std::string why_not_track(Workbench& bench, TrackWay way) {
  const ExhibitDesk* const desk = bench.active();
  const Region* const mark = chosen_of(bench);
  if (desk == nullptr || !desk->is_clip()) return "only a clip has frames to follow a mark through";
  if (mark == nullptr) return "choose a mark first";
  if (desk->scene.tracking != 0) return "a mark is being followed";
  if (!desk->session) return "the exhibit is still being opened";
  const std::int64_t here = desk->playhead.frame();
  if (!mark->frames.contains(here)) return "the mark is not shown at this frame";
  if (mark->shape == Shape::kText) return "a text has no target";
  if (!segments_of(anchored(*mark, here), here, desk->frames(), way).empty()) return {};
  return way == TrackWay::kToNextKey ? "there is no key frame set by hand behind this frame"
                                     : "there are no frames left on this side";
}

void track_mark(Workbench& bench, TrackWay way) {
  if (const std::string why = why_not_track(bench, way); !why.empty()) {
    return bench.tell(Notice::Kind::kError, "not followed: " + why);
  }
  ExhibitDesk& desk = *bench.active();
  const Region before = *chosen_of(bench);
  const std::int64_t id = desk.record.id, here = desk.playhead.frame();
  const Region mark = anchored(before, here);
  const auto segments = segments_of(mark, here, desk.frames(), way);
  const bool back = way == TrackWay::kBackwards;
  const std::string lane = desk.lane(), name = before.label.empty() ? before.id : before.label;
  const auto at_desk = [&bench, id, lane]() -> ExhibitDesk* {
    ExhibitDesk* const at = bench.desk(id);
    return at != nullptr && at->lane() == lane ? at : nullptr;
  };
  const auto over = [at_desk](const std::string& how) {
    if (ExhibitDesk* const at = at_desk()) {
      at->scene.tracking = 0;
      at->scene.tracked = how;
    }
  };
  desk.scene.tracking = bench.background().start(
      lane + " run", "following " + name + " in " + desk.record.exhibit.name,
      [&bench, id, over, segments, before, mark, back, session = desk.session](const Job& job) -> Background::Delivery {
        const auto outcome = attempted([&] { return followed(*session, mark, segments, job); });
        if (job.cancelled()) throw Cancelled();
        return [&bench, id, over, segments, before, mark, back, outcome] {
          if (!outcome) {
            over("not followed: " + to_text(outcome.error()));
            return bench.tell(Notice::Kind::kError, "not followed: " + to_text(outcome.error()));
          }
          const Marks& marks = bench.marks(id);
          const Region* const now = find_mark(marks, before.id);
          if (now == nullptr || *now != before) {
            over("");
            return bench.tell(Notice::Kind::kError,
                              "the mark was changed while it was followed: nothing was taken over");
          }
          const std::string how = told(before, *outcome, back);
          over(how);
          bench.tell(outcome->lost_at ? Notice::Kind::kError : Notice::Kind::kDone, how);
          if (outcome->records.empty()) return;
          const std::string chosen = bench.annotator.chosen;
          if (const auto change = replaced(marks, with_track(mark, segments, *outcome, back),
                                           back ? "track backwards" : "track forwards")) {
            bench.change_marks(id, *change, 0);
            bench.annotator.chosen = chosen;
          }
        };
      },
      [over] { over("cancelled"); });
}

}  // namespace spoor
