#include "methods/registration/homography.h"
#include "workbench/workbench_parts.h"

#include <fmt/format.h>

#include <cmath>
#include <tuple>
#include <utility>

namespace spoor {
namespace {

constexpr const char* kRole = "other";

/// One of the two files, which must be what the case knows.
Result<OpenExhibit> opened(const Exhibit& of, const Job& job) {
  auto file = ingest(of.path, job);
  if (!file) return tl::unexpected(file.error());
  if (!of.sha256.empty() && file->exhibit.sha256 != of.sha256) {
    return failure(Fault::kUnreadable, "the file is not the one that was added: its digest differs", of.path);
  }
  return file;
}

Result<FeatureFit> found(const Exhibit& left, const Exhibit& right, const RegistrationRequest& request,
                         const SessionOpener& opener, const SessionOptions& options, const Job& job) {
  auto here = opened(left, job);
  if (!here) return tl::unexpected(here.error());
  auto there = opened(right, job);
  if (!there) return tl::unexpected(there.error());
  std::vector<FurtherInput> further;
  further.push_back({request.role, std::move(*there)});
  auto session = opener ? opener(std::move(*here), std::move(further), options)
                        : open_worker_session(std::move(*here), std::move(further), options);
  if (!session) return tl::unexpected(session.error());
  return (*session)->registration(request, job);
}

void keep(Workbench& bench, const Registration* before, Registration after, std::string name, std::uint64_t gesture) {
  after.author = bench.options().author;
  after.created = utc_now();
  RegistrationEdit edit;
  if (before != nullptr) edit.before = *before;
  edit.after = std::move(after);
  bench.execute({std::move(name), std::move(edit), gesture});
}

std::pair<std::int64_t, std::int64_t> shown_frames(Workbench& bench, ExhibitDesk& left) {
  const auto other = bench.other_side(left);
  const std::int64_t here = left.playhead.frame();
  return {here, other ? other->frame : right_frame(left.comparison, here, left.frames())};
}

}  // namespace

std::int64_t right_exhibit(const ExhibitDesk& left) {
  const CompareMode mode = left.comparison.mode;
  if (mode == CompareMode::kOff) return 0;
  if (left.comparison.other_exhibit != 0) return left.comparison.other_exhibit;
  // A map over its frame has no other side.
  return mode == CompareMode::kOverlay ? 0 : left.record.id;
}

const Registration* registration_of(const Workbench& bench, const ExhibitDesk& left) {
  const auto& all = bench.notes().registrations;
  const auto at = all.find({left.record.id, right_exhibit(left)});
  return at == all.end() ? nullptr : &at->second;
}

void register_sides(Workbench& bench) {
  ExhibitDesk* const left = bench.active();
  const std::int64_t right_id = left == nullptr ? 0 : right_exhibit(*left);
  const ExhibitDesk* const right = bench.desk(right_id);
  if (left == nullptr || right == nullptr || left->scene.registering != 0) return;
  const std::int64_t left_id = left->record.id;
  if (left_id < 0 || right_id < 0) {
    return bench.tell(Notice::Kind::kError, "the exhibit is still being added to the case");
  }
  left->scene.registration_trouble.clear();
  RegistrationRequest request;
  request.role = kRole;
  std::tie(request.left_frame, request.right_frame) = shown_frames(bench, *left);
  const std::string lane = left->lane();
  const auto desk = [&bench, left_id, lane]() -> ExhibitDesk* {
    ExhibitDesk* at = bench.desk(left_id);
    return at != nullptr && at->lane() == lane ? at : nullptr;
  };
  const auto over = [desk] {
    if (ExhibitDesk* at = desk()) at->scene.registering = 0;
  };
  SessionOpener opener = bench.options().opener;
  if (!opener) {
    opener = [passes = bench.options().passes](OpenExhibit exhibit, std::vector<FurtherInput> further,
                                               const SessionOptions& session) {
      return open_worker_session(std::move(exhibit), std::move(further), session, *passes);
    };
  }
  left->scene.registering = bench.background().start(
      lane + " scene", "registering " + right->record.exhibit.name + " upon " + left->record.exhibit.name,
      [&bench, desk, over, request, opener, left_id, right_id, here = left->record.exhibit,
       there = right->record.exhibit, options = bench.options().session](const Job& job) -> Background::Delivery {
        const auto fit = attempted([&] { return found(here, there, request, opener, options, job); });
        if (job.cancelled()) throw Cancelled();
        return [&bench, desk, over, request, fit, left_id, right_id] {
          over();
          ExhibitDesk* const at = desk();
          if (at == nullptr) return;
          if (!fit) {
            at->scene.registration_trouble = to_text(fit.error());
            return bench.tell(Notice::Kind::kError, "not registered: " + to_text(fit.error()));
          }
          const auto& all = bench.notes().registrations;
          const auto known = all.find({left_id, right_id});
          Registration made;
          if (known != all.end()) made.pairs = known->second.pairs;
          made.left = left_id;
          made.right = right_id;
          made.left_frame = request.left_frame;
          made.right_frame = request.right_frame;
          made.features = *fit;
          auto in_force = corrected(fit->right_from_left, made.pairs);
          if (!in_force) in_force = Corrected{fit->right_from_left, "features"};
          made.right_from_left = in_force->right_from_left;
          made.method = in_force->method;
          keep(bench, known == all.end() ? nullptr : &known->second, made, "register exhibits", 0);
          at->comparison.registered = true;
        };
      },
      over);
}

void remove_registration(Workbench& bench) {
  ExhibitDesk* const left = bench.active();
  const Registration* const known = left == nullptr ? nullptr : registration_of(bench, *left);
  if (known == nullptr) return;
  left->scene.pairs.cancel();
  bench.execute({"remove registration", RegistrationEdit{*known, std::nullopt}, 0});
}

void change_pairs(Workbench& bench, const PairsChange& change, std::uint64_t gesture) {
  ExhibitDesk* const left = bench.active();
  if (left == nullptr || right_exhibit(*left) == 0) return;
  if (left->record.id < 0 || right_exhibit(*left) < 0) {
    return bench.tell(Notice::Kind::kError, "the exhibit is still being added to the case");
  }
  const Registration* const known = registration_of(bench, *left);
  Registration after;
  if (known != nullptr) {
    after = *known;
  } else {
    after.left = left->record.id;
    after.right = right_exhibit(*left);
    std::tie(after.left_frame, after.right_frame) = shown_frames(bench, *left);
  }
  after.pairs = change.after;
  std::optional<Homography> features;
  if (after.features) features = after.features->right_from_left;
  left->scene.registration_trouble.clear();
  if (const auto made = corrected(features, after.pairs)) {
    after.right_from_left = made->right_from_left;
    after.method = made->method;
  } else if (features) {
    after.right_from_left = *features;
    after.method = "features";
    left->scene.registration_trouble = made.error().sentence;
  } else {
    // Fewer than four, and nothing else: pixel on pixel until there are enough.
    after.right_from_left = kSamePlace;
    after.method.clear();
    left->scene.registration_trouble = made.error().sentence;
  }
  if (after.pairs.empty() && !after.features) {
    if (known != nullptr) bench.execute({change.name, RegistrationEdit{*known, std::nullopt}, gesture});
    return;
  }
  keep(bench, known, std::move(after), change.name, gesture);
}

std::vector<std::string> registration_lines(const Registration& registration) {
  std::vector<std::string> lines;
  lines.push_back(
      registration.method.empty()
          ? fmt::format("{} of at least 4 point pairs: not laid upon each other yet", registration.pairs.size())
          : "by " + registration.method);
  if (const auto& fit = registration.features) {
    lines.push_back(fmt::format("{} of {} pairs of features agree ({} and {} features)", fit->inliers, fit->matches,
                                fit->left_features, fit->right_features));
    lines.push_back(fmt::format("error: median {:.2f} px, 95 of 100 below {:.2f} px", fit->error_px, fit->error_95_px));
    lines.push_back(fmt::format("they lie around {:.0f} % of the left picture{}", 100 * fit->coverage,
                                fit->coverage < 0.25 ? ": elsewhere it is guessed" : ""));
    if (fit->brightness) {
      lines.push_back(fmt::format("brightness: {}, correlation {:.2f}", brightness_text(*fit->brightness),
                                  fit->brightness->correlation));
    }
    lines.push_back(fit->method);
  }
  lines.push_back(fmt::format("made at frame {} on the left and {} on the right", registration.left_frame,
                              registration.right_frame));
  lines.emplace_back(kRegistrationLimits);
  return lines;
}

std::string brightness_text(const BrightnessMatch& match) {
  return fmt::format("left = {:.3f} \u00d7 right {} {:.1f}", match.gain, match.offset < 0 ? "\u2212" : "+",
                     std::abs(match.offset));
}

std::string registration_caption(const Registration& registration, bool difference, bool matched) {
  std::string text = "right picture registered by " + registration.method;
  if (const auto& fit = registration.features) {
    text += fmt::format(" ({} of {} pairs agree, median error {:.2f} px, {:.0f} % of the picture)", fit->inliers,
                        fit->matches, fit->error_px, 100 * fit->coverage);
  }
  if (difference) {
    const bool is_matched = matched && registration.features && registration.features->brightness;
    text += is_matched
                ? "; difference after matching brightness: " + brightness_text(*registration.features->brightness)
                : "; difference without matching of brightness";
  }
  return text;
}

}  // namespace spoor
