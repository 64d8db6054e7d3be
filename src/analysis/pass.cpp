#include "analysis/pass.h"

#include <algorithm>
#include <iterator>

namespace spoor {
namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

class PictureRun : public PassRun {
 public:
  explicit PictureRun(std::function<Result<PassOutput>(const FrameContext&, const Job&)> measure)
      : measure_(std::move(measure)) {}

  Result<void> frame(const FrameContext& context, const Job& job) override {
    auto output = measure_(context, job);
    if (!output) return tl::unexpected(output.error());
    const std::int64_t index = context.info().index;
    for (auto& map : output->maps) map.frame = index;
    for (auto& measurement : output->measurements) measurement.frame = index;
    for (auto& observation : output->observations) observation.frame = index;
    append(merged_.maps, std::move(output->maps));
    append(merged_.curves, std::move(output->curves));
    append(merged_.tables, std::move(output->tables));
    append(merged_.measurements, std::move(output->measurements));
    append(merged_.regions, std::move(output->regions));
    append(merged_.observations, std::move(output->observations));
    append(merged_.anomalies, std::move(output->anomalies));
    seen_ = true;
    return {};
  }

  Result<PassOutput> finish(const Job&) override {
    if (!seen_) return failure(Fault::kNotApplicable, "none of the frames asked for is in the exhibit");
    return std::move(merged_);
  }

 private:
  std::function<Result<PassOutput>(const FrameContext&, const Job&)> measure_;
  PassOutput merged_;
  bool seen_ = false;
};

class StructureRun : public PassRun {
 public:
  explicit StructureRun(std::function<Result<PassOutput>(const Job&)> measure) : measure_(std::move(measure)) {}
  Result<PassOutput> finish(const Job& job) override { return measure_(job); }

 private:
  std::function<Result<PassOutput>(const Job&)> measure_;
};

}  // namespace

Result<void> PassRun::frame(const FrameContext&, const Job&) { return {}; }

std::vector<std::int64_t> PassRun::second_look() { return {}; }

Result<void> PassRun::frame_again(const FrameContext&, const Job&) { return {}; }

const PassDescriptor* find_pass(const std::vector<PassDescriptor>& passes, std::string_view id) {
  const auto found = std::find_if(passes.begin(), passes.end(), [&](const PassDescriptor& p) { return p.id == id; });
  return found == passes.end() ? nullptr : &*found;
}

const std::vector<std::string>& pass_groups() {
  static const std::vector<std::string> groups{"File",
                                               "Metadata",
                                               "Inspection",
                                               "Compression",
                                               "Noise and sensor",
                                               "Copies and resampling",
                                               "Geometry and light",
                                               "Scene and staging",
                                               "Time (video)",
                                               "Sound",
                                               "Models"};
  return groups;
}

std::unique_ptr<PassRun> picture_run(std::function<Result<PassOutput>(const FrameContext&, const Job&)> measure) {
  return std::make_unique<PictureRun>(std::move(measure));
}

std::unique_ptr<PassRun> structure_run(std::function<Result<PassOutput>(const Job&)> measure) {
  return std::make_unique<StructureRun>(std::move(measure));
}

}  // namespace spoor
