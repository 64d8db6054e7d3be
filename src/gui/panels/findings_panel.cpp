#include "base/text.h"
#include "gui/items.h"
#include "gui/panels/finding_edits.h"
#include "gui/panels/panels.h"
#include "gui/widgets.h"

#include <algorithm>
#include <array>

namespace spoor::gui {
namespace {

// ENFSI's scale, as the report prints it.
constexpr std::array kScale{"no support either way",     "weak support",   "moderate support",
                            "moderately strong support", "strong support", "very strong support",
                            "extremely strong support"};
constexpr std::array kBearings{Bearing::kConcern, Bearing::kNeutral, Bearing::kReassuring, Bearing::kInconclusive};

void card_begin(const std::string& id) {
  ImGui::PushID(id.c_str());
  ImGui::BeginGroup();
  ImGui::Indent(em(0.6));
}

void card_end(bool strong) {
  ImGui::Unindent(em(0.6));
  ImGui::EndGroup();
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  ImGui::GetWindowDrawList()->AddRectFilled({low.x, low.y}, {low.x + em(0.18), high.y},
                                            ImGui::GetColorU32(strong ? accent_colour() : dim_colour()), 2);
  ImGui::PopID();
  ImGui::Dummy({0, em(0.4)});
}

void bearing_picker(App& app, const Finding& finding) {
  ImGui::AlignTextToFramePadding();
  dim_text("Bearing");
  hint(app, "Which way your answer points. Never a verdict.");
  for (const Bearing bearing : kBearings) {
    ImGui::SameLine(0, em(0.5));
    const bool on = finding.bearing == bearing;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float side = ImGui::GetFrameHeight();
    const std::string name = "finding." + finding.id + "." + bearing_name(bearing);
    if (ImGui::InvisibleButton(("##" + name).c_str(), {side, side})) {
      change_finding(app, finding.id, "change bearing", [&](Finding& one) { one.bearing = bearing; });
    }
    name_item(name);
    hint(app, std::string(bearing_name(bearing)) + ": " + sign_meaning(sign_of(bearing)));
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (on || ImGui::IsItemHovered()) {
      list.AddRectFilled(at, {at.x + side, at.y + side},
                         ImGui::GetColorU32(on ? ImGuiCol_ButtonActive : ImGuiCol_ButtonHovered), 3);
    }
    draw_sign(list, {at.x + side / 2, at.y + side / 2}, em(0.9), sign_of(bearing));
  }
  ImGui::SameLine(0, em(0.6));
  ImGui::AlignTextToFramePadding();
  dim_text(bearing_name(finding.bearing));
}

// What was dragged from the results lands here.
void take_dropped(App& app, const Finding& finding, bool in_favour) {
  if (!ImGui::BeginDragDropTarget()) return;
  if (const ImGuiPayload* payload = ImGui::AcceptDragDropPayload("observation")) {
    const std::string text(static_cast<const char*>(payload->Data), static_cast<std::size_t>(payload->DataSize));
    const auto split = text.find('\n');
    if (split != std::string::npos && finding.signed_at.empty()) {
      attach(app, finding.id, {text.substr(0, split), text.substr(split + 1)}, in_favour);
    }
  }
  ImGui::EndDragDropTarget();
}

void observations(App& app, const Finding& finding, bool in_favour) {
  const auto& list = in_favour ? finding.in_favour : finding.against;
  ImGui::BeginGroup();
  dim_text(in_favour ? "In favour" : "Against");
  if (list.empty()) {
    ImGui::SameLine(0, em(0.6));
    dim_text("\u2014  attach observations from Results");
  }
  for (const ObservationReference& one : list) {
    ImGui::PushID(&one);
    const std::string name = "finding." + finding.id + (in_favour ? ".for." : ".against.") + one.observation;
    ImGui::TextUnformatted(in_favour ? "+" : "\u2212");
    same_line_at(ImGui::GetCursorStartPos().x + em(2));
    elided_text(app, statement_of(app, one), ImGui::GetContentRegionAvail().x - em(1.8));
    if (finding.signed_at.empty()) {
      same_line_at(ImGui::GetContentRegionMax().x - em(1.5));
      if (icon_button(app, name + ".remove", icon::kClose, "Take it off this finding")) {
        const ObservationReference gone = one;
        change_finding(app, finding.id, "take observation off",
                       [&](Finding& changed) { std::erase(in_favour ? changed.in_favour : changed.against, gone); });
        ImGui::PopID();
        break;
      }
    }
    ImGui::PopID();
  }
  ImGui::Dummy({std::max(1.F, ImGui::GetContentRegionAvail().x), 1});
  ImGui::EndGroup();
  take_dropped(app, finding, in_favour);
}

void regions(App& app, const Finding& finding) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr) return;
  const Marks& marks = app.bench.marks(desk->record.id);
  const std::string chosen = count_text(static_cast<std::int64_t>(finding.regions.size()), "mark", "marks");
  row_label(app, "Marks", "Marks of the picture that this finding is about", em(6));
  if (begin_combo("##regions", chosen.c_str())) {
    if (marks.regions.empty()) dim_text("Nothing is marked yet.");
    for (const Region& region : marks.regions) {
      const bool on = std::find(finding.regions.begin(), finding.regions.end(), region.id) != finding.regions.end();
      const std::string title = region.id + "  " + shown(region.label.empty() ? region.role : region.label);
      if (ImGui::Selectable(title.c_str(), on, ImGuiSelectableFlags_DontClosePopups)) {
        change_finding(app, finding.id, "choose marks", [&](Finding& one) {
          if (on) {
            std::erase(one.regions, region.id);
          } else {
            one.regions.push_back(region.id);
          }
        });
      }
      name_item("finding." + finding.id + ".region." + region.id);
    }
    ImGui::EndCombo();
  }
  name_item("finding." + finding.id + ".regions");
}

void weight(App& app, const Finding& finding) {
  row_label(app, "Support",
            "How strongly the observations support one proposition against the other, in the words of the ENFSI "
            "guideline (2015). Not how probable either is.",
            em(6));
  const char* now = finding.weight.empty() ? "not quantified" : finding.weight.c_str();
  if (begin_combo("##weight", now)) {
    if (ImGui::Selectable("not quantified", finding.weight.empty())) {
      change_finding(app, finding.id, "change support", [](Finding& one) { one.weight.clear(); });
    }
    for (const char* step : kScale) {
      if (ImGui::Selectable(step, finding.weight == step)) {
        change_finding(app, finding.id, "change support", [&](Finding& one) { one.weight = step; });
      }
    }
    ImGui::EndCombo();
  }
  name_item("finding." + finding.id + ".weight");
}

void signing(App& app, const Finding& finding) {
  if (!finding.signed_at.empty()) {
    dim_text("Signed by " + shown(finding.author) + ", " + time_text(finding.signed_at));
    if (link(app, "finding." + finding.id + ".unsign", "take the signature back")) {
      change_finding(app, finding.id, "take signature back", [](Finding& one) { one.signed_at.clear(); });
    }
    return;
  }
  const bool named = !app.settings.author.empty();
  if (button(app, "finding." + finding.id + ".sign", "Sign",
             named ? "Puts your name and the time under this finding and locks it"
                   : "Enter your name under \"Case\" first",
             named && !finding.answer.empty())) {
    change_finding(app, finding.id, "sign finding", [&](Finding& one) {
      one.author = app.settings.author;
      one.signed_at = written_now();
    });
  }
  ImGui::SameLine(0, em(0.5));
  if (icon_button(app, "finding." + finding.id + ".remove", icon::kTrash,
                  "Remove this finding (undo brings it back)")) {
    remove_finding(app, finding.id);
  }
}

void finding_card(App& app, const Finding& finding) {
  card_begin(finding.id);
  const bool locked = !finding.signed_at.empty();
  dim_text("Finding " + finding.id);
  ImGui::BeginDisabled(locked);
  std::string answer = finding.answer;
  if (text_area(app, "finding." + finding.id + ".answer", answer, 3)) {
    change_finding(
        app, finding.id, "write answer", [&](Finding& one) { one.answer = answer; }, typing_gesture(app));
  }
  bearing_picker(app, finding);
  ImGui::EndDisabled();
  observations(app, finding, true);
  observations(app, finding, false);
  ImGui::BeginDisabled(locked);
  regions(app, finding);
  weight(app, finding);
  ImGui::EndDisabled();
  signing(app, finding);
  card_end(true);
}

void proposition(App& app, const Question& question, const char* field, const char* label,
                 std::string Question::*text) {
  dim_text(label);
  std::string value = question.*text;
  ImGui::SetNextItemWidth(-1);
  if (text_field(app, "question." + question.id + "." + field, value, "one sentence, before looking where you can")) {
    change_question(
        app, question.id, "write proposition", [&](Question& one) { one.*text = value; }, typing_gesture(app));
  }
}

void question_card(App& app, const Question& question) {
  card_begin(question.id);
  std::string text = question.text;
  ImGui::SetNextItemWidth(-ImGui::GetFrameHeight() - em(0.2));
  if (text_field(app, "question." + question.id + ".text", text, "The question")) {
    change_question(
        app, question.id, "change question", [&](Question& one) { one.text = text; }, typing_gesture(app));
  }
  ImGui::SameLine(0, em(0.2));
  const bool removed = icon_button(app, "question." + question.id + ".remove", icon::kTrash,
                                   "Remove this question (undo brings it back)");
  proposition(app, question, "claimed", "If the footage is what is claimed", &Question::if_as_claimed);
  proposition(app, question, "not", "If it is not", &Question::if_not);
  if (!question.asked_at.empty()) dim_text("Asked " + time_text(question.asked_at));
  if (button(app, "question." + question.id + ".answer", "Answer it", "Adds a finding to this question")) {
    app.panels.chosen_finding = add_finding(app, question.id);
  }
  card_end(false);
  if (removed) remove_question(app, question.id);
}

void case_facts(App& app) {
  const CaseFacts facts = app.bench.notes().facts;
  const auto row = [&](const char* label, const char* name, std::string CaseFacts::*member) {
    CaseFacts after = facts;
    row_label(app, label, nullptr, em(6));
    if (text_field(app, std::string("case.") + name, after.*member)) {
      app.bench.execute({"change case facts", FactsEdit{facts, after}, typing_gesture(app)});
    }
  };
  row("Title", "title", &CaseFacts::title);
  row("Reference", "reference", &CaseFacts::reference);
  row("Examiner", "examiner", &CaseFacts::examiner);
  row("Organisation", "organisation", &CaseFacts::organisation);
  row("Request", "request", &CaseFacts::request);
  row_label(app, "Your name", "Written under what you mark, ask and sign", em(6));
  text_field(app, "case.author", app.settings.author, "as it shall stand in reports");
}

void ask(App& app) {
  std::string& text = app.panels.new_question;
  ImGui::SetNextItemWidth(-em(4.2));
  const bool entered =
      text_field(app, "findings.question", text, "Ask a question of the footage", ImGuiInputTextFlags_EnterReturnsTrue);
  ImGui::SameLine(0, em(0.3));
  if ((button(app, "findings.ask", "Ask", "Adds the question; write both propositions before you look",
              !text.empty()) ||
       entered) &&
      !text.empty()) {
    add_question(app, text);
    text.clear();
  }
}

}  // namespace

void findings_panel(App& app) {
  if (!app.bench.has_case()) {
    empty_state(app, icon::kPencil, "No case", "Open a file: a case begins with it, and everything is kept as you go.");
    return;
  }
  // Copies: an edit changes the lists that are walked.
  const std::vector<Question> questions = app.bench.notes().questions;
  const std::vector<Finding> findings = app.bench.notes().findings;
  tell_state("questions", std::to_string(questions.size()));
  tell_state("findings", std::to_string(findings.size()));
  ImGui::BeginChild("##findings");
  ask(app);
  ImGui::Dummy({0, em(0.3)});
  for (const Question& question : questions) {
    question_card(app, question);
    ImGui::Indent(em(0.8));
    for (const Finding& finding : findings) {
      if (finding.question == question.id) finding_card(app, finding);
    }
    ImGui::Unindent(em(0.8));
  }
  for (const Finding& finding : findings) {
    const bool asked = std::any_of(questions.begin(), questions.end(),
                                   [&](const Question& question) { return question.id == finding.question; });
    if (!asked) finding_card(app, finding);
  }
  if (button(app, "findings.add", "Write a finding", "An answer of your own, whether or not a question was asked")) {
    app.panels.chosen_finding = add_finding(app, "");
  }
  ImGui::SameLine(0, em(0.4));
  const std::string keys = keys_of(app, "window.export");
  if (button(app, "findings.export", "Export the report ...",
             "Writes what was examined, found and answered as HTML and JSON" +
                 (keys.empty() ? std::string() : "  (" + keys + ")"))) {
    app.panels.dialog.picture = false;
    app.dialog = Dialog::kExport;
  }
  heading(app, "Case");
  case_facts(app);
  ImGui::EndChild();
}

}  // namespace spoor::gui
