#include "engine/needs.h"

#include <algorithm>

namespace spoor {
namespace {

bool has_picture(const MediaInfo& info) {
  return std::any_of(info.video.begin(), info.video.end(), [&](const VideoStreamInfo& stream) {
    return info.kind == MediaKind::kStill || !stream.attached_picture;
  });
}

bool has_mark(const Needs& needs, const std::vector<Region>& regions) {
  return std::any_of(regions.begin(), regions.end(), [&](const Region& region) {
    const auto& roles = needs.region_roles;
    return roles.empty() || std::find(roles.begin(), roles.end(), region.role) != roles.end();
  });
}

/// The reason where a structure that the pass reads is not there.
template <class T>
std::optional<Error> absent(const Result<T>& structure) {
  if (structure) return std::nullopt;
  return Error{Fault::kNotApplicable, structure.error().sentence, {}};
}

std::optional<Error> not_applicable(std::string sentence) {
  return Error{Fault::kNotApplicable, std::move(sentence), {}};
}

}  // namespace

std::string one_of(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

std::optional<Error> unmet_need(const Needs& needs, const PassRequest& request, MediaSource& source,
                                const std::map<std::string, InputSource>& inputs) {
  const MediaInfo& info = source.info();
  if ((needs.picture || needs.frames != FrameChoice::kNone) && !has_picture(info)) {
    return not_applicable("there is no picture in this file");
  }
  if (needs.clip && info.kind != MediaKind::kClip) return not_applicable("this is not a clip: nothing moves in it");
  if (needs.sound && info.audio.empty()) return not_applicable("there is no sound");
  if (needs.regions && !has_mark(needs, request.regions)) {
    return not_applicable(needs.region_roles.empty() ? "nothing is marked"
                                                     : "there is no mark of role " + one_of(needs.region_roles));
  }
  if (needs.claim_place && !(request.claim && request.claim->place)) return not_applicable("no place is claimed");
  if (needs.claim_time && !(request.claim && request.claim->time)) return not_applicable("no time is claimed");
  for (const std::string& role : needs.inputs) {
    const auto asked = request.inputs.find(role);
    const auto found = inputs.find(role);
    if (asked == request.inputs.end() || found == inputs.end() || found->second.sha256 != asked->second) {
      return not_applicable("no further file is given as " + role);
    }
  }
  if (needs.jpeg) {
    const auto& jpeg = source.jpeg();
    if (!jpeg && jpeg.error().fault == Fault::kNotApplicable) return not_applicable("this is not a JPEG file");
    if (auto reason = absent(jpeg)) return reason;
  }
  std::optional<Error> reason;
  if (needs.container) reason = absent(source.container());
  if (!reason && needs.metadata) reason = absent(source.metadata());
  if (!reason && needs.trace) reason = absent(source.trace());
  return reason;
}

}  // namespace spoor
