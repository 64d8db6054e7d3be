// `spoor case`: what the workbench does to a case file, without a window.

#include "base/text.h"
#include "cli/case_text.h"
#include "cli/command.h"
#include "cli/exhibit_session.h"
#include "cli/selection.h"
#include "cli/structures_json.h"
#include "cli/terminal.h"
#include "findings/case_records.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>

namespace spoor::cli {
namespace {

using nlohmann::json;

constexpr int kThumbnailSide = 320;

std::unique_ptr<CaseFile> opened(const std::string& path, const std::string& author, bool read_only) {
  CaseOptions options;
  options.read_only = read_only;
  if (!author.empty()) options.author = author;
  auto file = CaseFile::open(path, options);
  if (!file) {
    complain(file.error());
    return nullptr;
  }
  if (!read_only && (*file)->read_only()) {
    complain({Fault::kUnreadable, "the case cannot be written", path});
    return nullptr;
  }
  return std::move(*file);
}

/// A case is closed before its command ends, so that one single file is left and an error is told.
int closed(CaseFile& file, int status) {
  const auto done = file.close();
  if (!done) complain(done.error());
  return done ? status : kSomeFailed;
}

void add_author(CLI::App& command, std::string& author) {
  command.add_option("--author", author, "Who acts, as it is written into the journal")->type_name("NAME");
}

// new

void add_new(CLI::App& group, Action& chosen) {
  struct Options {
    std::string file, author;
    CaseFacts facts;
  };
  auto* command = group.add_subcommand("new", "Make an empty case");
  auto options = std::make_shared<Options>();
  command->add_option("FILE", options->file, "Case file to be made")->required();
  command->add_option("--title", options->facts.title, "Title of the case");
  command->add_option("--reference", options->facts.reference, "Reference code of the case");
  command->add_option("--examiner", options->facts.examiner, "Who examines");
  command->add_option("--organisation", options->facts.organisation, "For whom");
  command->add_option("--request", options->facts.request, "What was asked for, and by whom");
  add_author(*command, options->author);
  command->callback([&chosen, options] {
    chosen = [options](const Invocation&) -> int {
      CaseOptions make;
      if (!options->author.empty()) make.author = options->author;
      auto file = CaseFile::create(options->file, options->facts, make);
      if (!file) {
        complain(file.error());
        return kSomeFailed;
      }
      return closed(**file, kOk);
    };
  });
}

// add

/// What the worker says of the file is kept with it; a file that cannot be read is an exhibit all the same.
bool add_one(CaseFile& file, const std::string& path, const SourceRecord& source, const SessionOptions& worker,
             const Job& job) {
  auto open = ingest(path, job);
  if (!open) {
    complain(path, open.error());
    return false;
  }
  Exhibit exhibit = open->exhibit;
  exhibit.source = source;
  const auto id = file.add_exhibit(exhibit);
  if (complained(id)) return false;
  put_line(fmt::format("{}\t{}\t{}", *id, exhibit.sha256, printable(path)));
  auto session = open_worker_session(std::move(*open), {}, worker);
  const auto info = session ? (*session)->info() : Result<MediaInfo>(tl::unexpected(session.error()));
  if (!info) {
    complain(path, info.error());
    complained(file.set_error(*id, info.error()));
    return false;
  }
  if (complained(file.set_media(*id, *info))) return false;
  if (info->video.empty()) return true;
  const auto picture = (*session)->picture(0, kThumbnailSide);
  return !picture || !complained(file.put_thumbnail(*id, *picture));
}

void add_add(CLI::App& group, Action& chosen) {
  struct Options {
    std::string file, author;
    std::vector<std::string> paths;
    SourceRecord source;
    WorkerOptions worker;
  };
  auto* command = group.add_subcommand("add", "Add files as exhibits; their numbers and digests are written");
  auto options = std::make_shared<Options>();
  command->add_option("CASE", options->file, "Case file")->required();
  command->add_option("FILE", options->paths, "Photos, clips and recordings")->required();
  command->add_option("--from", options->source.acquired_from, "From whom the files were acquired");
  command->add_option("--acquired-at", options->source.acquired_at, "When they were acquired");
  command->add_option("--link", options->source.link, "Where they were found");
  command->add_option("--generation", options->source.generation, "Original, or a copy of which kind");
  command->add_option("--custody", options->source.custody_notes, "Notes on the custody of the files");
  add_author(*command, options->author);
  options->worker.add_to(*command);
  command->callback([&chosen, options] {
    chosen = [options](const Invocation& invocation) -> int {
      const auto file = opened(options->file, options->author, false);
      if (!file) return kSomeFailed;
      int status = kOk;
      for (const auto& path : options->paths) {
        const Job job(invocation.stop);
        if (!add_one(*file, path, options->source, options->worker.session, job)) status = kSomeFailed;
        if (invocation.stop.stop_requested()) break;
      }
      return closed(*file, status);
    };
  });
}

// list, show, find

void add_list(CLI::App& group, Action& chosen) {
  struct Options {
    std::string file;
    bool json = false;
  };
  auto* command = group.add_subcommand("list", "List the exhibits of a case");
  auto options = std::make_shared<Options>();
  command->add_option("CASE", options->file, "Case file")->required();
  command->add_flag("--json", options->json, "Write JSON");
  command->callback([&chosen, options] {
    chosen = [options](const Invocation&) -> int {
      const auto file = opened(options->file, {}, true);
      if (!file) return kSomeFailed;
      const auto exhibits = file->exhibits();
      if (complained(exhibits)) return kSomeFailed;
      std::vector<ExhibitNotes> all;
      json list = json::array();
      for (const ExhibitRecord& record : *exhibits) {
        auto notes = exhibit_notes(*file, record, false);
        if (complained(notes)) return kSomeFailed;
        list.push_back(exhibit_line_json(*notes));
        all.push_back(std::move(*notes));
      }
      if (options->json) {
        put_json({{"schema", "spoor.case-list/1"}, {"exhibits", std::move(list)}});
      } else if (all.empty()) {
        say("the case has no exhibits");
      } else {
        put(exhibit_lines_text(all));
      }
      return kOk;
    };
  });
}

void add_show(CLI::App& group, Action& chosen) {
  struct Options {
    std::string file, exhibit;
    bool json = false;
  };
  auto* command = group.add_subcommand("show", "Show what a case, or one of its exhibits, holds");
  auto options = std::make_shared<Options>();
  command->add_option("CASE", options->file, "Case file")->required();
  command->add_option("EXHIBIT", options->exhibit, "Its number, name, or begin of its SHA-256");
  command->add_flag("--json", options->json, "Write JSON");
  command->callback([&chosen, options] {
    chosen = [options](const Invocation&) -> int {
      const auto file = opened(options->file, {}, true);
      if (!file) return kSomeFailed;
      std::vector<ExhibitRecord> wanted;
      json document{{"schema", "spoor.case/1"}};
      std::string text;
      if (options->exhibit.empty()) {
        auto overview = case_overview_json(*file);
        const auto exhibits = file->exhibits();
        if (!overview || !exhibits) return complained(overview, exhibits), kSomeFailed;
        text = case_overview_text(*overview);
        document["case"] = std::move(*overview);
        wanted = *exhibits;
      } else {
        const auto record = named_exhibit(*file, options->exhibit);
        if (!record) {
          complain(record.error());
          return record.error().fault == Fault::kBadArgument ? kWrongUsage : kSomeFailed;
        }
        wanted = {*record};
      }
      document["exhibits"] = json::array();
      for (const ExhibitRecord& record : wanted) {
        const auto notes = exhibit_notes(*file, record, true);
        if (complained(notes)) return kSomeFailed;
        document["exhibits"].push_back(exhibit_notes_json(*notes));
        text += exhibit_notes_text(*notes);
      }
      if (options->json) {
        put_json(document);
      } else {
        put(text);
      }
      return kOk;
    };
  });
}

void add_find(CLI::App& group, Action& chosen) {
  struct Options {
    std::string file, text;
    bool json = false;
  };
  auto* command = group.add_subcommand(
      "find", "Find a text in names, sources, marks, claims, bookmarks, observations, questions, findings and remarks");
  auto options = std::make_shared<Options>();
  command->add_option("CASE", options->file, "Case file")->required();
  command->add_option("TEXT", options->text, "What to look for; case and accents do not matter")->required();
  command->add_flag("--json", options->json, "Write JSON");
  command->callback([&chosen, options] {
    chosen = [options](const Invocation&) -> int {
      if (options->text.empty()) {
        complain({Fault::kBadArgument, "the text to look for is empty", {}});
        return kWrongUsage;
      }
      const auto file = opened(options->file, {}, true);
      if (!file) return kSomeFailed;
      const auto hits = case_hits(*file, options->text);
      if (complained(hits)) return kSomeFailed;
      json list = json::array();
      TextTable table;
      for (const CaseHit& hit : *hits) {
        list.push_back({{"exhibit", hit.exhibit == 0 ? json(nullptr) : json(hit.exhibit)},
                        {"what", hit.what},
                        {"text", hit.text}});
        table.row({hit.exhibit == 0 ? "case" : fmt::format("exhibit {}", hit.exhibit), printable(hit.what, 80),
                   printable(hit.text, 400)});
      }
      if (options->json) {
        put_json({{"schema", "spoor.case-find/1"}, {"text", options->text}, {"hits", std::move(list)}});
      } else if (hits->empty()) {
        say("nothing in the case holds this text");
      } else {
        put(table.text());
      }
      return kOk;
    };
  });
}

// annotate

struct NewBookmark {
  std::int64_t frame = 0;
  std::string note;
};

Result<NewBookmark> bookmark_from_text(const std::string& text) {
  NewBookmark bookmark;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, bookmark.frame);
  if (error != std::errc() || bookmark.frame < 0 || (rest != end && *rest != ':')) {
    return failure(Fault::kBadArgument, "a bookmark is given as FRAME or FRAME:NOTE, frames counted from 0",
                   printable(text, 80));
  }
  if (rest != end) bookmark.note.assign(rest + 1, end);
  return bookmark;
}

/// Marks of an id that is there replace it; `regions` of the command line are new in any event.
void merge(Marks& marks, const Marks& more) {
  const auto put = [](auto& list, const auto& item) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const auto& each) { return each.id == item.id; });
    if (found == list.end()) {
      list.push_back(item);
    } else {
      *found = item;
    }
  };
  for (const Region& region : more.regions) put(marks.regions, region);
  for (const MarkGroup& group : more.groups) put(marks.groups, group);
}

std::string free_id(const Marks& marks, const std::string& wanted) {
  const auto taken = [&](const std::string& id) {
    return std::any_of(marks.regions.begin(), marks.regions.end(), [&](const Region& each) { return each.id == id; });
  };
  std::string id = wanted;
  for (int i = 2; taken(id); ++i) id = fmt::format("{} ({})", wanted, i);
  return id;
}

std::string now_text() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return utc_text(std::chrono::duration_cast<std::chrono::seconds>(since).count() * 1'000'000);
}

struct AnnotateOptions {
  std::string file, exhibit, author, label, note;
  std::vector<std::string> bookmarks;
  EvidenceOptions evidence;
};

int annotate(const AnnotateOptions& options) {
  std::vector<NewBookmark> bookmarks;
  for (const auto& text : options.bookmarks) {
    auto bookmark = bookmark_from_text(text);
    if (complained(bookmark)) return kWrongUsage;
    bookmarks.push_back(std::move(*bookmark));
  }
  EvidenceOptions from_file = options.evidence;
  from_file.regions.clear();
  const auto given = evidence_from(from_file);
  if (complained(given)) return kWrongUsage;
  std::vector<Region> regions;
  for (const auto& text : options.evidence.regions) {
    auto region = region_from_text(text);
    if (complained(region)) return kWrongUsage;
    regions.push_back(std::move(*region));
  }
  const bool marks_given = !regions.empty() || !options.evidence.marks_file.empty();
  if (!marks_given && !given->claim && bookmarks.empty() && options.note.empty()) {
    complain({Fault::kBadArgument, "nothing is given to be written (see 'spoor case annotate --help')", {}});
    return kWrongUsage;
  }
  // Looked for without a hand on the case, so that a mistyped name leaves every byte as it is.
  auto file = opened(options.file, options.author, true);
  if (!file) return kSomeFailed;
  const auto record = named_exhibit(*file, options.exhibit);
  if (!record) {
    complain(record.error());
    return record.error().fault == Fault::kBadArgument ? kWrongUsage : kSomeFailed;
  }
  file.reset();
  file = opened(options.file, options.author, false);
  if (!file) return kSomeFailed;
  const std::int64_t id = record->id;
  if (marks_given) {
    auto marks = file->marks(id);
    if (complained(marks)) return kSomeFailed;
    merge(*marks, given->marks);
    for (Region& region : regions) {
      region.id = free_id(*marks, region.id);
      region.label = options.label;
      region.author = options.author;
      region.created = now_text();
      put_line("mark " + printable(region.id));
      marks->regions.push_back(region);
    }
    if (complained(file->set_marks(id, *marks))) return kSomeFailed;
  }
  if (given->claim) {
    if (complained(file->set_claim(id, *given->claim))) return kSomeFailed;
    if (const auto note = exactness_note(*given->claim); !note.empty()) say(note);
  }
  if (!bookmarks.empty()) {
    auto all = file->bookmarks(id);
    if (complained(all)) return kSomeFailed;
    for (const NewBookmark& each : bookmarks) {
      std::erase_if(*all, [&](const Bookmark& old) { return old.frame == each.frame; });
      all->push_back({each.frame, each.note, options.author, now_text()});
    }
    std::stable_sort(all->begin(), all->end(), [](const auto& a, const auto& b) { return a.frame < b.frame; });
    if (complained(file->set_bookmarks(id, *all))) return kSomeFailed;
  }
  if (!options.note.empty() && complained(file->note("remark", record->exhibit.sha256, options.note))) {
    return kSomeFailed;
  }
  return closed(*file, kOk);
}

void add_annotate(CLI::App& group, Action& chosen) {
  auto* command = group.add_subcommand("annotate", "Write marks, a claim, bookmarks or a remark about an exhibit");
  auto options = std::make_shared<AnnotateOptions>();
  command->add_option("CASE", options->file, "Case file")->required();
  command->add_option("EXHIBIT", options->exhibit, "Its number, name, or begin of its SHA-256")->required();
  options->evidence.add_marks_to(*command);
  command->add_option("--label", options->label, "Label of the marks given by --region");
  command->add_option("--bookmark", options->bookmarks, "A frame, counted from 0, with a note on it")
      ->type_name("FRAME[:NOTE]")
      ->expected(1)
      ->take_all();
  command->add_option("--note", options->note, "A remark about the exhibit, kept in the journal");
  add_author(*command, options->author);
  command->callback(
      [&chosen, options] { chosen = [options](const Invocation&) -> int { return annotate(*options); }; });
}

}  // namespace

void add_case(CLI::App& root, Action& chosen) {
  auto* group = root.add_subcommand("case", "Make, fill, read and search a case file");
  group->require_subcommand(1);
  for (const auto add : {add_new, add_add, add_list, add_show, add_annotate, add_find}) add(*group, chosen);
}

}  // namespace spoor::cli
