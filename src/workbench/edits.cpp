#include "workbench/edits.h"

#include <algorithm>
#include <tuple>
#include <type_traits>
#include <utility>

namespace spoor {
namespace {

constexpr std::size_t kMostSteps = 1000;

/// Short ids before long ones, so that "q10" comes behind "q9".
auto asked_order(const Question& q) { return std::tuple(q.asked_at, q.id.size(), q.id); }
auto asked_order(const Finding& f) { return std::tuple(f.created, f.id.size(), f.id); }

template <class T>
void set_or_erase(std::map<std::int64_t, T>& map, std::int64_t key, const T& value) {
  if (value == T{}) {
    map.erase(key);
  } else {
    map[key] = value;
  }
}

template <class T>
void replace_by_id(std::vector<T>& list, const std::optional<T>& before, const std::optional<T>& after) {
  const std::string& id = after ? after->id : before->id;
  std::erase_if(list, [&](const T& item) { return item.id == id; });
  if (!after) return;
  const auto place = std::upper_bound(list.begin(), list.end(), *after,
                                      [](const T& a, const T& b) { return asked_order(a) < asked_order(b); });
  list.insert(place, *after);
}

struct Apply {
  CaseNotes& notes;
  void operator()(const MarksEdit& e) const { set_or_erase(notes.marks, e.exhibit, e.after); }
  void operator()(const ClaimEdit& e) const {
    if (e.after) {
      notes.claims[e.exhibit] = *e.after;
    } else {
      notes.claims.erase(e.exhibit);
    }
  }
  void operator()(const FactsEdit& e) const { notes.facts = e.after; }
  void operator()(const QuestionEdit& e) const {
    if (e.before || e.after) replace_by_id(notes.questions, e.before, e.after);
  }
  void operator()(const FindingEdit& e) const {
    if (e.before || e.after) replace_by_id(notes.findings, e.before, e.after);
  }
  void operator()(const BookmarksEdit& e) const {
    auto sorted = e.after;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Bookmark& a, const Bookmark& b) { return a.frame < b.frame; });
    set_or_erase(notes.bookmarks, e.exhibit, sorted);
  }
  void operator()(const StatusEdit& e) const {
    if (e.after == AnalystStatus::kUnset) {
      notes.statuses.erase(e.result_key);
    } else {
      notes.statuses[e.result_key] = e.after;
    }
  }
  void operator()(const RegistrationEdit& e) const {
    if (!e.before && !e.after) return;
    const Registration& either = e.after ? *e.after : *e.before;
    const std::pair sides(either.left, either.right);
    if (e.after) {
      notes.registrations[sides] = *e.after;
    } else {
      notes.registrations.erase(sides);
    }
  }
};

struct Write {
  CaseFile& file;
  Result<void> operator()(const MarksEdit& e) const { return file.set_marks(e.exhibit, e.after); }
  Result<void> operator()(const ClaimEdit& e) const {
    return e.after ? file.set_claim(e.exhibit, *e.after) : file.remove_claim(e.exhibit);
  }
  Result<void> operator()(const FactsEdit& e) const { return file.set_facts(e.after); }
  Result<void> operator()(const QuestionEdit& e) const {
    if (e.after) return file.put_question(*e.after);
    return e.before ? file.remove_question(e.before->id) : Result<void>();
  }
  Result<void> operator()(const FindingEdit& e) const {
    if (e.after) return file.put_finding(*e.after);
    return e.before ? file.remove_finding(e.before->id) : Result<void>();
  }
  Result<void> operator()(const BookmarksEdit& e) const { return file.set_bookmarks(e.exhibit, e.after); }
  Result<void> operator()(const StatusEdit& e) const { return file.set_status(e.result_key, e.after); }
  Result<void> operator()(const RegistrationEdit& e) const {
    if (e.after) return file.put_registration(*e.after);
    return e.before ? file.remove_registration(e.before->left, e.before->right) : Result<void>();
  }
};

/// What an edit is about, within its kind.
std::string target(const MarksEdit& e) { return std::to_string(e.exhibit); }
std::string target(const ClaimEdit& e) { return std::to_string(e.exhibit); }
std::string target(const FactsEdit&) { return {}; }
std::string target(const BookmarksEdit& e) { return std::to_string(e.exhibit); }
std::string target(const StatusEdit& e) { return e.result_key; }
std::string target(const RegistrationEdit& e) {
  if (!e.before && !e.after) return {};
  const Registration& either = e.after ? *e.after : *e.before;
  return std::to_string(either.left) + " " + std::to_string(either.right);
}
template <class E>
std::string target(const E& e) {
  return e.after ? e.after->id : e.before ? e.before->id : std::string();
}

template <class T>
void reverse_in(T& change) {
  std::swap(change.before, change.after);
}

/// Puts the read value of one exhibit or the reason why there is none.
template <class T, class Put>
bool taken(Result<T> value, std::optional<Error>& error, const Put& put) {
  if (!value) {
    error = value.error();
    return false;
  }
  put(std::move(*value));
  return true;
}

/// Edits that lead from list `have` to list `want`.
template <class E, class T>
void add_differences(const std::vector<T>& have, const std::vector<T>& want, std::vector<Edit>& edits) {
  const auto find = [](const std::vector<T>& list, const std::string& id) -> std::optional<T> {
    const auto found = std::find_if(list.begin(), list.end(), [&](const T& item) { return item.id == id; });
    return found == list.end() ? std::nullopt : std::optional(*found);
  };
  for (const T& item : have) {
    if (!find(want, item.id)) edits.push_back({"", E{item, std::nullopt}});
  }
  for (const T& item : want) {
    if (const auto old = find(have, item.id); old != item) edits.push_back({"", E{old, item}});
  }
}

template <class Key, class T>
std::optional<T> value_in(const std::map<Key, T>& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? std::nullopt : std::optional(found->second);
}

template <class Key, class T, class Visit>
void for_differences(const std::map<Key, T>& have, const std::map<Key, T>& want, const Visit& visit) {
  std::map<Key, T> all = have;
  all.insert(want.begin(), want.end());
  for (const auto& [key, unused] : all) {
    const auto before = value_in(have, key), after = value_in(want, key);
    if (before != after) visit(key, before, after);
  }
}

std::vector<Edit> differences(const CaseNotes& have, const CaseNotes& want) {
  std::vector<Edit> edits;
  if (have.facts != want.facts) edits.push_back({"", FactsEdit{have.facts, want.facts}});
  for_differences(have.marks, want.marks, [&](auto exhibit, const auto& before, const auto& after) {
    edits.push_back({"", MarksEdit{exhibit, before.value_or(Marks{}), after.value_or(Marks{})}});
  });
  for_differences(have.claims, want.claims, [&](auto exhibit, const auto& before, const auto& after) {
    edits.push_back({"", ClaimEdit{exhibit, before, after}});
  });
  for_differences(have.bookmarks, want.bookmarks, [&](auto exhibit, const auto& before, const auto& after) {
    edits.push_back({"", BookmarksEdit{exhibit, before.value_or(std::vector<Bookmark>()),
                                       after.value_or(std::vector<Bookmark>())}});
  });
  for_differences(have.statuses, want.statuses, [&](const auto& key, const auto& before, const auto& after) {
    edits.push_back(
        {"", StatusEdit{key, before.value_or(AnalystStatus::kUnset), after.value_or(AnalystStatus::kUnset)}});
  });
  for_differences(have.registrations, want.registrations, [&](const auto&, const auto& before, const auto& after) {
    edits.push_back({"", RegistrationEdit{before, after}});
  });
  add_differences<QuestionEdit>(have.questions, want.questions, edits);
  add_differences<FindingEdit>(have.findings, want.findings, edits);
  return edits;
}

}  // namespace

void apply(CaseNotes& notes, const Edit& edit) { std::visit(Apply{notes}, edit.change); }

Edit reversed(const Edit& edit) {
  Edit back = edit;
  std::visit([](auto& change) { reverse_in(change); }, back.change);
  return back;
}

bool of_one_gesture(const Edit& a, const Edit& b) {
  return a.gesture != 0 && a.gesture == b.gesture && a.change.index() == b.change.index() &&
         std::visit([](const auto& e) { return target(e); }, a.change) ==
             std::visit([](const auto& e) { return target(e); }, b.change);
}

void join(Edit& first, const Edit& later) {
  std::visit([&](auto& change) { change.after = std::get<std::remove_cvref_t<decltype(change)>>(later.change).after; },
             first.change);
}

bool changes_nothing(const Edit& edit) {
  return std::visit([](const auto& change) { return change.before == change.after; }, edit.change);
}

std::optional<std::int64_t> about_exhibit(const Edit& edit) {
  return std::visit(
      [](const auto& change) -> std::optional<std::int64_t> {
        if constexpr (requires { change.exhibit; }) return change.exhibit;
        return std::nullopt;
      },
      edit.change);
}

Result<void> write(CaseFile& file, const Edit& edit) { return std::visit(Write{file}, edit.change); }

Result<void> write_all(CaseFile& file, const CaseNotes& notes) {
  const auto have = read_notes(file);
  if (!have) return tl::unexpected(have.error());
  Result<void> outcome;
  for (const Edit& edit : differences(*have, notes)) {
    if (auto written = write(file, edit); !written && outcome) outcome = written;
  }
  return outcome;
}

Result<CaseNotes> read_notes(CaseFile& file) {
  CaseNotes notes;
  std::optional<Error> error;
  const auto exhibits = file.exhibits();
  if (!exhibits) return tl::unexpected(exhibits.error());
  const bool whole =
      taken(file.facts(), error, [&](CaseFacts facts) { notes.facts = std::move(facts); }) &&
      taken(file.questions(), error, [&](std::vector<Question> list) { notes.questions = std::move(list); }) &&
      taken(file.findings(), error, [&](std::vector<Finding> list) { notes.findings = std::move(list); }) &&
      taken(file.registrations(), error,
            [&](const std::vector<Registration>& list) {
              for (const Registration& one : list) notes.registrations[{one.left, one.right}] = one;
            }) &&
      std::all_of(exhibits->begin(), exhibits->end(), [&](const ExhibitRecord& record) {
        const std::int64_t id = record.id;
        return taken(file.marks(id), error, [&](const Marks& m) { set_or_erase(notes.marks, id, m); }) &&
               taken(file.claim(id), error,
                     [&](const std::optional<Claim>& claim) {
                       if (claim) notes.claims[id] = *claim;
                     }) &&
               taken(file.bookmarks(id), error,
                     [&](const std::vector<Bookmark>& list) { set_or_erase(notes.bookmarks, id, list); }) &&
               taken(file.results(record.exhibit.sha256), error, [&](const std::vector<ResultRow>& rows) {
                 for (const ResultRow& row : rows) {
                   if (row.status != AnalystStatus::kUnset) notes.statuses[row.key] = row.status;
                 }
               });
      });
  if (!whole) return tl::unexpected(*error);
  const auto earlier = [](const auto& a, const auto& b) { return asked_order(a) < asked_order(b); };
  std::sort(notes.questions.begin(), notes.questions.end(), earlier);
  std::sort(notes.findings.begin(), notes.findings.end(), earlier);
  return notes;
}

void EditHistory::record(Edit edit) {
  edits_.resize(next_);
  if (open_ && next_ > 0 && of_one_gesture(edits_.back(), edit)) {
    join(edits_.back(), edit);
    if (changes_nothing(edits_.back())) {
      edits_.pop_back();
      next_ = edits_.size();
      open_ = false;
    }
    return;
  }
  open_ = true;
  edits_.push_back(std::move(edit));
  if (edits_.size() > kMostSteps) edits_.erase(edits_.begin());
  next_ = edits_.size();
}

Edit EditHistory::undo() {
  open_ = false;
  Edit back = reversed(edits_[--next_]);
  back.gesture = 0;
  return back;
}

Edit EditHistory::redo() {
  open_ = false;
  Edit again = edits_[next_++];
  again.gesture = 0;
  return again;
}

}  // namespace spoor
