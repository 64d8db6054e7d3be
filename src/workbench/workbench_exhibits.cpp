#include "findings/walk.h"
#include "workbench/workbench_parts.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace spoor {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFilesAtOnce = 1000;
constexpr const char* kOpeningLane = "opening";

bool is_case(const fs::path& path) {
  constexpr std::string_view kMagic("SQLite format 3\0", 16);
  const auto file = open_regular_file(path);
  std::array<char, kMagic.size()> head{};
  return file && ::pread(file->get(), head.data(), head.size(), 0) == static_cast<ssize_t>(head.size()) &&
         std::string_view(head.data(), head.size()) == kMagic;
}

struct Named {
  std::vector<fs::path> cases, files;
  std::size_t left_out = 0;
  std::vector<Error> errors;
};

/// Folders as what is in them, cases apart from other files.
Named named_files(const std::vector<fs::path>& paths, const Job& job) {
  Named named;
  Walk walk = walk_files(paths, {});
  named.errors = std::move(walk.errors);
  for (const FoundFile& found : walk.files) {
    job.tick(0, 0);
    if (is_case(found.path)) {
      named.cases.push_back(found.path);
    } else if (named.files.size() < kMostFilesAtOnce) {
      named.files.push_back(found.path);
    } else {
      ++named.left_out;
    }
  }
  return named;
}

}  // namespace

void Workbench::open(const Paths& paths) {
  Paths whole;
  for (const fs::path& path : paths) whole.push_back(whole_path(path));
  if (whole.empty()) return;
  background_.start("naming", "", [this, whole](const Job& job) -> Background::Delivery {
    auto named = named_files(whole, job);
    return [this, named = std::move(named)] {
      for (const Error& error : named.errors) tell(Notice::Kind::kError, to_text(error));
      if (named.left_out > 0) {
        tell(Notice::Kind::kError,
             std::to_string(named.left_out) + " files were left out: more than a thousand are examined as a batch");
      }
      if (named.cases.size() > 1) tell(Notice::Kind::kError, "one case is open at a time: the first was taken");
      if (named.cases.empty()) return add_files(named.files);
      open_case_and(named.cases.front(), named.files);
    };
  });
}

void Workbench::add_files(const Paths& paths) {
  if (paths.empty() || !may_change()) return;
  bool first = true;
  for (const fs::path& path : paths) {
    const auto same = [&](const auto& record) { return record.exhibit.path == path.string(); };
    const auto known = std::find_if(desks_.begin(), desks_.end(), [&](const auto& desk) { return same(desk->record); });
    std::int64_t id = 0;
    if (known != desks_.end()) {
      id = (*known)->record.id;
    } else {
      ExhibitRecord record;
      record.id = --provisional_;
      record.exhibit.name = path.filename().string();
      record.exhibit.path = path.string();
      ExhibitDesk& desk = lay_down(std::move(record));
      id = desk.record.id;
      wake_up(desk);
    }
    if (std::exchange(first, false)) activate(id);
  }
}

ExhibitDesk& Workbench::lay_down(ExhibitRecord record) {
  desks_.push_back(std::make_unique<ExhibitDesk>(background_, std::move(record)));
  ExhibitDesk& desk = *desks_.back();
  desk.on_opened = [this, &desk] { enter(desk); };
  return desk;
}

void Workbench::wake_up(ExhibitDesk& desk) {
  if (desk.opening() || desk.session) return;
  desk.open(
      {options_.session, options_.opener ? options_.opener : default_opener(), options_.frame_budget, kOpeningLane});
}

SessionOpener Workbench::default_opener() const {
  return [passes = options_.passes](OpenExhibit exhibit, std::vector<FurtherInput> further,
                                    const SessionOptions& session) {
    return open_worker_session(std::move(exhibit), std::move(further), session, *passes);
  };
}

/// An opened exhibit into the case, where it is not in it yet.
void Workbench::enter(ExhibitDesk& desk) {
  share_out();
  const auto error = desk.error();
  if (desk.record.id > 0) {
    if (error || !desk.record.media.is_null() || read_only_) return;
    return writer_->then("", [id = desk.record.id, info = *desk.info](LiveCase& live, const Job&) {
      return live.with([&](CaseFile& file) { return file.set_media(id, info); });
    });
  }
  // What could not be read to its end, or is no medium, is no exhibit. A medium that cannot be opened is one.
  if (error && (desk.record.exhibit.sha256.empty() || error->fault == Fault::kUnsupported)) {
    tell(Notice::Kind::kError, to_text(*error));
    // Not from within the desk's own call.
    return background_.post([this, id = desk.record.id] { close_desk(id); });
  }
  auto record = std::make_shared<ExhibitRecord>();
  const std::weak_ptr<LiveCase> of = case_;
  writer_->then(
      "",
      [record, exhibit = desk.record.exhibit, info = desk.info, error](LiveCase& live, const Job&) {
        return live.with([&](CaseFile& file) -> Result<void> {
          const auto id = file.add_exhibit(exhibit);
          if (!id) return tl::unexpected(id.error());
          if (auto told = info ? file.set_media(*id, *info) : file.set_error(*id, *error); !told) return told;
          auto all = file.exhibits();
          if (!all) return tl::unexpected(all.error());
          for (ExhibitRecord& one : *all) {
            if (one.id == *id) *record = std::move(one);
          }
          return {};
        });
      },
      [this, record, provisional = desk.record.id, of] {
        if (of.lock() == case_) entered(provisional, *record);
      });
}

void Workbench::entered(std::int64_t provisional, const ExhibitRecord& record) {
  const auto known = std::find_if(exhibits_.begin(), exhibits_.end(), [&](const auto& e) { return e.id == record.id; });
  if (known == exhibits_.end()) exhibits_.push_back(record);
  ExhibitDesk* mine = desk(provisional);
  if (mine == nullptr) return;
  if (desk(record.id) != nullptr) {
    // The same file was on the desk, under another spelling of its path.
    const bool was_active = active_ == provisional;
    close_desk(provisional);
    if (was_active) activate(record.id);
    return;
  }
  mine->record = record;
  if (active_ == provisional) active_ = record.id;
  std::replace(recent_.begin(), recent_.end(), provisional, record.id);
  load_results(record.id);
}

ExhibitDesk* Workbench::desk(std::int64_t exhibit) {
  const auto found =
      std::find_if(desks_.begin(), desks_.end(), [&](const auto& desk) { return desk->record.id == exhibit; });
  return found == desks_.end() ? nullptr : found->get();
}

ExhibitDesk* Workbench::active() { return desk(active_); }

void Workbench::activate(std::int64_t exhibit) {
  ExhibitDesk* shown = desk(exhibit);
  if (shown == nullptr) {
    const auto known = std::find_if(exhibits_.begin(), exhibits_.end(), [&](const auto& e) { return e.id == exhibit; });
    if (known == exhibits_.end()) return;
    shown = &lay_down(*known);
  }
  if (active_ != exhibit) end_preview();
  if (ExhibitDesk* before = active(); before != nullptr && before != shown) before->playhead.pause();
  active_ = exhibit;
  std::erase(recent_, exhibit);
  recent_.insert(recent_.begin(), exhibit);
  load_results(exhibit);
  if (!shown->error()) wake_up(*shown);
  share_out();
}

void Workbench::close_desk(std::int64_t exhibit) {
  const auto found =
      std::find_if(desks_.begin(), desks_.end(), [&](const auto& desk) { return desk->record.id == exhibit; });
  if (found == desks_.end()) return;
  if (preview_ && preview_->exhibit == exhibit) end_preview();
  const auto place = found - desks_.begin();
  std::erase(recent_, exhibit);
  desks_.erase(found);
  if (active_ != exhibit) return share_out();
  active_ = 0;
  if (desks_.empty()) return;
  activate(desks_[static_cast<std::size_t>(std::min<std::ptrdiff_t>(place, std::ssize(desks_) - 1))]->record.id);
}

std::optional<Workbench::OtherSide> Workbench::other_side(const ExhibitDesk& left) {
  if (left.comparison.mode == CompareMode::kOff || left.comparison.other_exhibit == 0) return std::nullopt;
  ExhibitDesk* other = desk(left.comparison.other_exhibit);
  if (other == nullptr || other == &left) return std::nullopt;
  if (!other->session && !other->opening() && !other->error()) {
    std::erase(recent_, other->record.id);
    recent_.insert(recent_.begin() + (recent_.empty() ? 0 : 1), other->record.id);
    wake_up(*other);
  }
  return OtherSide{other, right_frame(left.comparison, left.playhead.frame(), other->frames())};
}

/// Shares the budget of frames, half of it to the exhibit that is looked at, and lets those sleep that were not for
/// longest.
void Workbench::share_out() {
  const auto place = [&](const ExhibitDesk& desk) {
    return std::find(recent_.begin(), recent_.end(), desk.record.id) - recent_.begin();
  };
  std::vector<ExhibitDesk*> awake;
  for (const auto& desk : desks_) {
    if (desk->session) awake.push_back(desk.get());
  }
  std::stable_sort(awake.begin(), awake.end(),
                   [&](const ExhibitDesk* a, const ExhibitDesk* b) { return place(*a) < place(*b); });
  const auto most = static_cast<std::size_t>(std::max(2, options_.most_workers));
  for (std::size_t i = most; i < awake.size(); ++i) {
    // A session whose exhibit is only just being added is about to be looked at.
    if (awake[i]->running.empty() && !awake[i]->scene.busy() && awake[i]->record.id > 0) awake[i]->sleep();
  }
  std::erase_if(awake, [](const ExhibitDesk* desk) { return !desk->session; });
  const auto others = static_cast<std::int64_t>(awake.size()) - 1;
  for (ExhibitDesk* desk : awake) {
    if (!desk->shelf) continue;
    const bool alone = others <= 0, first = desk->record.id == active_;
    desk->shelf->set_budget(alone   ? options_.frame_budget
                            : first ? options_.frame_budget / 2
                                    : options_.frame_budget / 2 / others);
  }
}

}  // namespace spoor
