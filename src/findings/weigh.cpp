#include "findings/weigh.h"

#include <algorithm>
#include <map>
#include <set>

namespace spoor {
namespace {

struct Figures {
  std::map<std::string, double> bounds;  // by observation id
  std::set<std::string> corpora;
};

Figures figures_of(const std::string& pass, const std::vector<PassResult>& results) {
  Figures figures;
  for (const auto& result : results) {
    if (result.pass != pass) continue;
    for (const auto& observation : result.output.observations) {
      if (!observation.false_alarm) continue;
      // A clip's frames repeat an observation; its figure is per file, so it counts once.
      double& bound = figures.bounds[observation.id];
      bound = std::max(bound, std::clamp(observation.false_alarm->upper_bound, 0.0, 1.0));
      figures.corpora.insert(observation.false_alarm->corpus);
    }
  }
  return figures;
}

}  // namespace

ConcernBound concern_bound(const std::vector<const PassDescriptor*>& members, const std::vector<PassResult>& results) {
  std::vector<const PassDescriptor*> sorted = members;
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
  ConcernBound bound;
  for (const PassDescriptor* pass : sorted) {
    if (!pass->can_raise_concern) {
      bound.silent.push_back(pass->id);
      continue;
    }
    const Figures figures = figures_of(pass->id, results);
    if (figures.bounds.empty()) {
      bound.uncalibrated.push_back(pass->id);
      continue;
    }
    PassBound of_pass{pass->id, 0, {figures.corpora.begin(), figures.corpora.end()}};
    for (const auto& [id, figure] : figures.bounds) of_pass.upper_bound += figure;
    bound.upper_bound += of_pass.upper_bound;
    bound.calibrated.push_back(std::move(of_pass));
  }
  return bound;
}

}  // namespace spoor
