#include "engine/request_plan.h"

#include <algorithm>
#include <optional>

namespace spoor {
namespace {

std::optional<std::size_t> request_of(const std::vector<PassRequest>& requests, const PassRequest& reader,
                                      const std::string& pass, bool any_circumstances) {
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (requests[i].pass != pass) continue;
    if (same_circumstances(requests[i], reader)) return i;
    if (any_circumstances && !first) first = i;
  }
  return first;
}

Result<void> find_needed(const std::vector<PassRequest>& requests, const std::vector<PassResult>& known,
                         PlannedRequest& planned) {
  for (const std::string& need : planned.pass->needs.passes) {
    if (const auto index = request_of(requests, planned.request, need, true)) {
      planned.needed.emplace(need, *index);
      continue;
    }
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const PassResult& result) { return result.pass == need; });
    if (found == known.end()) {
      return failure(Fault::kBadArgument, "the result of " + need + ", which it reads, is neither asked for nor known",
                     planned.pass->id);
    }
    planned.known.emplace(need, static_cast<std::size_t>(found - known.begin()));
  }
  return {};
}

/// Sets waves and keys, each request after those it reads.
Result<void> order(std::vector<PlannedRequest>& plan, const std::vector<PassResult>& known, const std::string& sha256) {
  std::vector<char> done(plan.size(), 0);
  for (std::size_t left = plan.size(); left > 0;) {
    const std::size_t before = left;
    for (std::size_t i = 0; i < plan.size(); ++i) {
      PlannedRequest& planned = plan[i];
      const auto ready = [&](const auto& need) { return done[need.second] != 0; };
      if (done[i] || !std::all_of(planned.needed.begin(), planned.needed.end(), ready)) continue;
      std::map<std::string, std::string> keys;
      for (const auto& [pass, index] : planned.needed) {
        planned.wave = std::max(planned.wave, plan[index].wave + 1);
        keys.emplace(pass, plan[index].key);
      }
      for (const auto& [pass, index] : planned.known) keys.emplace(pass, known[index].provenance.key);
      planned.lines = request_lines(*planned.pass, planned.request, sha256, keys);
      planned.key = request_key(planned.lines);
      done[i] = 1;
      --left;
    }
    if (left == before) {
      const auto stuck = static_cast<std::size_t>(std::find(done.begin(), done.end(), 0) - done.begin());
      return failure(Fault::kBadArgument, "it needs its own result by way of other passes", plan[stuck].pass->id);
    }
  }
  return {};
}

}  // namespace

bool same_circumstances(const PassRequest& a, const PassRequest& b) {
  return a.frames == b.frames && a.regions == b.regions && a.groups == b.groups && a.claim == b.claim &&
         a.inputs == b.inputs;
}

Result<std::vector<PlannedRequest>> plan_requests(const std::vector<PassDescriptor>& passes,
                                                  const std::vector<PassRequest>& requests,
                                                  const std::vector<PassResult>& known,
                                                  const std::string& exhibit_sha256) {
  std::vector<PlannedRequest> plan;
  for (const PassRequest& request : requests) {
    PlannedRequest& planned = plan.emplace_back();
    planned.pass = find_pass(passes, request.pass);
    if (planned.pass == nullptr) return failure(Fault::kBadArgument, "there is no such pass", request.pass);
    planned.request = request;
    auto params = resolve_params(planned.pass->params, request.params);
    if (!params) return tl::unexpected(params.error());
    planned.request.params = std::move(*params);
    if (auto found = find_needed(requests, known, planned); !found) return tl::unexpected(found.error());
  }
  if (auto ordered = order(plan, known, exhibit_sha256); !ordered) return tl::unexpected(ordered.error());
  return plan;
}

Result<std::vector<PassRequest>> with_needed(const std::vector<PassDescriptor>& passes,
                                             std::vector<PassRequest> requests) {
  // What is added has needs of its own, so the list is looked through while it grows. A circle ends, because a
  // request in the same circumstances is found.
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const PassDescriptor* pass = find_pass(passes, requests[i].pass);
    if (pass == nullptr) return failure(Fault::kBadArgument, "there is no such pass", requests[i].pass);
    for (const std::string& need : pass->needs.passes) {
      if (request_of(requests, requests[i], need, false)) continue;
      PassRequest added = requests[i];
      added.pass = need;
      added.params.clear();
      requests.push_back(std::move(added));
    }
  }
  return requests;
}

}  // namespace spoor
