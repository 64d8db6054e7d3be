#include "evidence/claim.h"
#include "gui/items.h"
#include "gui/panels/panels.h"
#include "gui/widgets.h"

#include <fmt/format.h>

#include <cmath>
#include <memory>

namespace spoor::gui {
namespace {

std::string typed_place(const ClaimedPlace& place) {
  std::string text = fmt::format("{:.6g}{} {:.6g}{}", std::abs(place.latitude_deg), place.latitude_deg < 0 ? "S" : "N",
                                 std::abs(place.longitude_deg), place.longitude_deg < 0 ? "W" : "E");
  if (place.radius_m) text += fmt::format("~{:.6g}m", *place.radius_m);
  return text;
}

std::string joined(const ClaimForm& form) {
  return form.place + (form.place.empty() || form.time.empty() ? "" : " ") + form.time;
}

// Fills the form where another exhibit is looked at, or the claim was changed elsewhere (undo).
void fill(ClaimForm& form, std::int64_t exhibit, const std::optional<Claim>& claim) {
  if (form.exhibit == exhibit && form.shown == claim) return;
  form = {};
  form.exhibit = exhibit;
  form.shown = claim;
  if (!claim) return;
  if (claim->place) form.place = typed_place(*claim->place);
  if (claim->time) form.time = claim->time->text;
  form.statement = claim->statement;
  form.source = claim->source;
}

void store(App& app, ClaimForm& form, const std::optional<Claim>& before, Claim after, std::uint64_t gesture) {
  after.statement = form.statement;
  after.source = form.source;
  std::optional<Claim> claim;
  if (after != Claim{}) claim = after;
  if (claim == before) return;
  form.shown = claim;  // the words as typed stay
  app.bench.execute({"change claim", ClaimEdit{form.exhibit, before, claim}, gesture});
}

// Zones are read from files: in the background, newest text last.
void parse(App& app, ClaimForm& form, std::uint64_t gesture) {
  const std::string text = joined(form);
  if (text == form.asked_text) return;
  form.asked_text = text;
  if (text.empty()) {
    form.error.clear();
    const auto& claims = app.bench.notes().claims;
    const auto found = claims.find(form.exhibit);
    store(app, form, found == claims.end() ? std::nullopt : std::optional<Claim>(found->second), {}, gesture);
    return;
  }
  app.bench.background().clear("claim");
  app.bench.background().start("claim", "", [&app, text, gesture, exhibit = form.exhibit](const Job&) {
    const Result<Claim> claim = claim_from_text(text);
    return [&app, text, gesture, exhibit, claim] {
      ClaimForm& now = app.panels.claim;
      if (now.exhibit != exhibit || now.asked_text != text) return;
      now.error = claim ? std::string() : claim.error().sentence;
      if (!claim) return;
      const auto& claims = app.bench.notes().claims;
      const auto found = claims.find(exhibit);
      store(app, now, found == claims.end() ? std::nullopt : std::optional<Claim>(found->second), *claim, gesture);
    };
  });
}

void understood(App& app, const ClaimForm& form, const std::optional<Claim>& claim) {
  if (!form.error.empty()) {
    ImGui::PushStyleColor(ImGuiCol_Text, warning_colour());
    wrapped_text(std::string(icon::kExclamation) + "  " + shown(form.error) + ".");
    ImGui::PopStyleColor();
    if (claim && (claim->place || claim->time)) wrapped_dim_text("What was understood last is kept:");
  }
  if (!claim) return;
  if (claim->place) fact(app, "Place", place_text(*claim->place));
  if (claim->time) {
    fact(app, "In UTC", claimed_time_text(*claim->time));
    fact(app, "Zone",
         claim->time->zone + (claim->time->tzdata.empty() ? "" : "  (time-zone data " + claim->time->tzdata + ")"));
  }
}

}  // namespace

void claim_panel(App& app) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr) {
    empty_state(app, icon::kPencil, "No claim",
                "Open a file, then write down what is said of it: where, when, by whom.");
    return;
  }
  const auto& claims = app.bench.notes().claims;
  const auto found = claims.find(desk->record.id);
  const std::optional<Claim> claim = found == claims.end() ? std::nullopt : std::optional<Claim>(found->second);
  ClaimForm& form = app.panels.claim;
  fill(form, desk->record.id, claim);
  ImGui::BeginChild("##claim");
  wrapped_dim_text("What is claimed of this exhibit. Passes that need a place or a time take it from here.");
  ImGui::Dummy({0, em(0.2)});
  bool changed = false;
  row_label(app, "Place", "50.48N 35.67E~500m, or degrees, minutes and seconds. ~ gives the standard uncertainty.",
            em(5.5));
  changed |= text_field(app, "claim.place", form.place, "50.48N 35.67E~500m");
  row_label(
      app, "Time",
      "A time with its zone: 2023-05-22T10:30+03:00, or 2023-05-22T10:30[Europe/Moscow]; with / between two it is "
      "an interval.",
      em(5.5));
  changed |= text_field(app, "claim.time", form.time, "2023-05-22T10:30+03:00");
  if (changed) parse(app, form, typing_gesture(app));
  understood(app, form, claim);
  dim_text("What is said");
  bool words = text_area(app, "claim.statement", form.statement, 4);
  row_label(app, "Said by", "Who says so, and where", em(5.5));
  words |= text_field(app, "claim.source", form.source, "account, link, agency");
  if (words) {
    Claim after = claim.value_or(Claim{});
    store(app, form, claim, after, typing_gesture(app));
  }
  if (claim && button(app, "claim.remove", "Remove the claim", "Undo brings it back")) {
    app.bench.execute({"remove claim", ClaimEdit{desk->record.id, claim, std::nullopt}, 0});
  }
  heading(app, "Exhibit");
  const Exhibit& exhibit = desk->record.exhibit;
  fact(app, "Name", exhibit.name);
  fact(app, "Size", size_text(exhibit.size));
  dim_text("SHA-256");
  same_line_at(ImGui::GetCursorStartPos().x + em(7.5));
  code_text(app, "sha", exhibit.sha256);
  fact(app, "Added", time_text(desk->record.added_at));
  fact(app, "Found at", exhibit.path);
  tell_state("claim", claim ? (form.error.empty() ? "set" : "error") : (form.error.empty() ? "none" : "error"));
  ImGui::EndChild();
}

}  // namespace spoor::gui
