#pragma once
/// What a pass is: its description, and one run of it over an exhibit.

#include "analysis/derived.h"
#include "analysis/output.h"
#include "analysis/params.h"
#include "analysis/pass_factories.h"
#include "base/job.h"
#include "base/result.h"
#include "evidence/claim.h"
#include "evidence/exhibit.h"
#include "evidence/region.h"
#include "media/media_source.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

struct PassResult;

/// Which frames of a clip a pass wants. A still has one frame, which every choice but kNone includes.
enum class FrameChoice {
  kNone,
  kEvery,
  kKey,      ///< frames with the key flag
  kSampled,  ///< at most `max_frames`, spread evenly, key frames preferred
};

/// What a pass cannot do without. An exhibit that lacks something makes the result "not applicable", without
/// the pass being started.
struct Needs {
  bool picture = false;    ///< at least one video stream or still
  bool clip = false;       ///< more than one frame over time
  bool jpeg = false;       ///< a JPEG file
  bool container = false;  ///< reads the container tree
  bool metadata = false;
  bool trace = false;  ///< packets of a video stream
  bool sound = false;
  bool regions = false;  ///< at least one mark of a role in `region_roles`
  bool claim_place = false, claim_time = false;
  FrameChoice frames = FrameChoice::kNone;
  int max_frames = 0;                     ///< for kSampled
  std::vector<DerivedKind> derived;       ///< all that the run asks a FrameContext for
  std::vector<std::string> region_roles;  ///< roles it looks at; empty: all
  std::vector<std::string> inputs;        ///< roles of further exhibits ("reference_camera"), all required
  std::vector<std::string> passes;        ///< ids of passes whose results it reads
};

struct SourceReference {
  std::string text;  ///< authors, title, where
  int year = 0;
};

/// Everything a run may look at. Lives as long as the run.
struct RunContext {
  Exhibit exhibit;
  MediaSource* source = nullptr;  ///< never null
  ParamValues params;             ///< resolved: every field has a value
  std::vector<Region> regions;
  std::vector<MarkGroup> groups;
  const Claim* claim = nullptr;                      ///< null where nothing is claimed
  FrameRange frames;                                 ///< frames asked for
  std::map<std::string, MediaSource*> inputs;        ///< further exhibits by role
  std::map<std::string, const PassResult*> results;  ///< of the passes named in needs, finished
};

/// One run of a pass. The engine calls frame() for the frames chosen, in presentation order, never two at once;
/// then second_look() and frame_again(); then finish().
class PassRun {
 public:
  virtual ~PassRun() = default;

  virtual Result<void> frame(const FrameContext& context, const Job& job);

  /// Frames to see again, sorted, at most 4,096: the engine merges the wishes of all passes into one more sweep.
  virtual std::vector<std::int64_t> second_look();
  virtual Result<void> frame_again(const FrameContext& context, const Job& job);

  virtual Result<PassOutput> finish(const Job& job) = 0;
};

/// A rectangle of one frame, recomputed while a slider moves.
using Preview =
    std::function<Result<Map>(const FrameContext&, const cv::Rect& rectangle, const ParamValues&, const Job&)>;

/// How a pass on marks follows the hand that moves them.
struct Following {
  ParamValues quick;              ///< in place of the analyst's values while the hand moves; empty: those are quick
  std::vector<std::string> late;  ///< measurements that only a run with the analyst's values gives
};

struct PassDescriptor {
  std::string id;     ///< "jpeg.ela": folder and file; never renamed
  int version = 1;    ///< raised whenever the same input may give other output
  std::string group;  ///< one of pass_groups()
  std::string title;
  std::vector<std::string> known_as;  ///< names analysts search for: "ELA", "ZERO"
  std::string question;               ///< what is asked of the footage, as a question
  std::string summary;                ///< how, in a sentence or two
  std::vector<std::string> limits;    ///< what it cannot tell, one sentence each
  std::vector<SourceReference> sources;
  bool can_raise_concern = false;
  Needs needs;
  std::vector<ParamField> params;

  /// Starts a run, or says why it cannot (kNotApplicable, kUnavailable, kBadArgument).
  std::function<Result<std::unique_ptr<PassRun>>(const RunContext&)> start;

  Preview preview;  ///< empty where the pass has none

  /// For a pass on marks that answers within a few hundredths of a second, or of tenths where it looks at one frame.
  std::optional<Following> follows;
};

/// Every pass of this build, sorted by id. Generated from the files of src/passes.
const std::vector<PassDescriptor>& all_passes();

/// Null where there is none.
const PassDescriptor* find_pass(const std::vector<PassDescriptor>& passes, std::string_view id);

/// The groups under which users find passes, in the order in which they are shown.
const std::vector<std::string>& pass_groups();

/// A run that calls `measure` once for each frame and merges what it gives: maps, curves, tables, measurements
/// and observations carry the frame. For passes that are a function of one picture.
std::unique_ptr<PassRun> picture_run(std::function<Result<PassOutput>(const FrameContext&, const Job&)> measure);

/// A run that looks at no frame.
std::unique_ptr<PassRun> structure_run(std::function<Result<PassOutput>(const Job&)> measure);

}  // namespace spoor
