#include "gui/panels/finding_edits.h"

#include "gui/items.h"
#include "gui/widgets.h"

#include <algorithm>

namespace spoor::gui {
namespace {

template <class T>
const T* with_id(const std::vector<T>& list, const std::string& id) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const T& one) { return one.id == id; });
  return found == list.end() ? nullptr : &*found;
}

// "q1", "q2", ...: the first that nobody has. An id given up by an undo may come again.
template <class T>
std::string free_id(const std::vector<T>& list, const std::string& letter) {
  for (int number = 1;; ++number) {
    std::string id = letter + std::to_string(number);
    if (with_id(list, id) == nullptr) return id;
  }
}

std::string short_text(const std::string& text) { return elided(shown(text), em(16)); }

}  // namespace

void change_question(App& app, const std::string& id, const char* name, const std::function<void(Question&)>& change,
                     std::uint64_t gesture) {
  const Question* before = with_id(app.bench.notes().questions, id);
  if (before == nullptr) return;
  Question after = *before;
  change(after);
  if (after == *before) return;
  app.bench.execute({name, QuestionEdit{*before, after}, gesture});
}

void change_finding(App& app, const std::string& id, const char* name, const std::function<void(Finding&)>& change,
                    std::uint64_t gesture) {
  const Finding* before = with_id(app.bench.notes().findings, id);
  if (before == nullptr) return;
  Finding after = *before;
  change(after);
  if (after == *before) return;
  app.bench.execute({name, FindingEdit{*before, after}, gesture});
}

std::string add_question(App& app, const std::string& text) {
  Question question;
  question.id = free_id(app.bench.notes().questions, "q");
  question.text = text;
  question.author = app.settings.author;
  question.asked_at = written_now();
  app.bench.execute({"ask question", QuestionEdit{std::nullopt, question}, 0});
  return question.id;
}

std::string add_finding(App& app, const std::string& question) {
  Finding finding;
  finding.id = free_id(app.bench.notes().findings, "f");
  finding.question = question;
  finding.author = app.settings.author;
  finding.created = written_now();
  app.bench.execute({"write finding", FindingEdit{std::nullopt, finding}, 0});
  return finding.id;
}

void remove_question(App& app, const std::string& id) {
  if (const Question* question = with_id(app.bench.notes().questions, id)) {
    app.bench.execute({"remove question", QuestionEdit{*question, std::nullopt}, 0});
  }
}

void remove_finding(App& app, const std::string& id) {
  if (const Finding* finding = with_id(app.bench.notes().findings, id)) {
    app.bench.execute({"remove finding", FindingEdit{*finding, std::nullopt}, 0});
  }
}

void attach(App& app, const std::string& finding, const ObservationReference& reference, bool in_favour) {
  change_finding(app, finding, in_favour ? "attach in favour" : "attach against", [&](Finding& one) {
    auto& list = in_favour ? one.in_favour : one.against;
    auto& other = in_favour ? one.against : one.in_favour;
    std::erase(other, reference);
    if (std::find(list.begin(), list.end(), reference) == list.end()) list.push_back(reference);
  });
  app.bench.tell(Notice::Kind::kDone, in_favour ? "Attached in favour." : "Attached against.");
}

void attach_menu(App& app, const ObservationReference& reference) {
  dim_text("Attach to a finding");
  for (const Finding& finding : app.bench.notes().findings) {
    const std::string title = finding.answer.empty() ? "finding " + finding.id : short_text(finding.answer);
    if (!finding.signed_at.empty()) {
      ImGui::MenuItem((title + "  (signed)##" + finding.id).c_str(), nullptr, false, false);
      continue;
    }
    if (!ImGui::BeginMenu((title + "##" + finding.id).c_str())) continue;
    if (ImGui::MenuItem("in favour")) attach(app, finding.id, reference, true);
    name_item("attach." + finding.id + ".for");
    if (ImGui::MenuItem("against")) attach(app, finding.id, reference, false);
    name_item("attach." + finding.id + ".against");
    ImGui::EndMenu();
  }
  if (!app.bench.notes().findings.empty()) ImGui::Separator();
  if (ImGui::MenuItem("new finding, in favour")) attach(app, add_finding(app, ""), reference, true);
  name_item("attach.new.for");
  if (ImGui::MenuItem("new finding, against")) attach(app, add_finding(app, ""), reference, false);
  name_item("attach.new.against");
}

std::string statement_of(App& app, const ObservationReference& reference) {
  for (const auto& desk : app.bench.desks()) {
    for (const ShownResult& result : desk->results) {
      const auto& content = result.summary ? result.summary : result.result;
      if (result.row.key != reference.result_key || !content) continue;
      for (const Observation& one : content->output.observations) {
        if (one.id == reference.observation) return one.statement;
      }
    }
  }
  return reference.observation + " of a result that is not open (" + reference.result_key.substr(0, 12) + ")";
}

}  // namespace spoor::gui
