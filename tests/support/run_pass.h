#pragma once
/// Runs one pass over a file in memory or on disk, without the engine: for tests of a pass by itself.

#include "analysis/pass.h"
#include "base/file.h"

#include <fstream>
#include <iterator>
#include <string>

namespace spoor::test {

inline std::vector<std::byte> bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  const auto bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

/// Runs a pass that looks at no frame over any source.
inline Result<PassOutput> run_on_source(const PassDescriptor& pass, MediaSource& source) {
  RunContext context;
  context.source = &source;
  auto run = pass.start(context);
  if (!run) return tl::unexpected(run.error());
  return (*run)->finish(Job());
}

/// Feeds the first `most` frames (all of them where the pass wants every one), then those that it names itself.
inline Result<PassOutput> run_pass(const std::string& id, std::vector<std::byte> file, const ParamValues& given = {},
                                   std::int64_t most = 4, const std::vector<Region>& regions = {}) {
  const PassDescriptor* const pass = find_pass(all_passes(), id);
  if (pass == nullptr) return failure(Fault::kBadArgument, "there is no such pass", id);
  auto source = open_media(memory_source(std::move(file)));
  if (!source) return tl::unexpected(source.error());
  RunContext context;
  context.source = source->get();
  context.regions = regions;
  auto params = resolve_params(pass->params, given);
  if (!params) return tl::unexpected(params.error());
  context.params = std::move(*params);
  auto run = pass->start(context);
  if (!run) return tl::unexpected(run.error());
  const bool still = (*source)->info().kind == MediaKind::kStill;
  if (pass->needs.frames != FrameChoice::kNone) {
    auto reader = (*source)->frames();
    if (!reader) return tl::unexpected(reader.error());
    const bool every = pass->needs.frames == FrameChoice::kEvery;
    for (std::int64_t i = 0; every || i < most; ++i) {
      auto frame = (*reader)->next();
      if (!frame) return tl::unexpected(frame.error());
      if (!*frame) break;
      const FrameContext seen(std::move(**frame), still);
      if (auto ok = (*run)->frame(seen, {}); !ok) return tl::unexpected(ok.error());
    }
  }
  for (const std::int64_t index : (*run)->second_look()) {
    auto reader = (*source)->frames();
    if (!reader) return tl::unexpected(reader.error());
    auto frame = (*reader)->frame(index);
    if (!frame) continue;  // there is no such frame: the pass says so
    if (auto ok = (*run)->frame_again(FrameContext(std::move(*frame), still), {}); !ok)
      return tl::unexpected(ok.error());
  }
  return (*run)->finish({});
}

inline const Map* find_map(const PassOutput& output, const std::string& id) {
  for (const Map& map : output.maps) {
    if (map.id == id) return &map;
  }
  return nullptr;
}

inline double value_of(const PassOutput& output, const std::string& id) {
  for (const Measurement& m : output.measurements) {
    if (m.id == id) return m.value;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

inline const Observation* find_observation(const PassOutput& output, const std::string& id) {
  for (const Observation& o : output.observations) {
    if (o.id == id) return &o;
  }
  return nullptr;
}

/// Null where there is no output either.
inline const Observation* find_observation(const Result<PassOutput>& output, const std::string& id) {
  return output ? find_observation(*output, id) : nullptr;
}

}  // namespace spoor::test
