#include "analysis/ground_wording.h"

#include "analysis/table_text.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr double kOrdinary = 0.05;
constexpr std::size_t kMostNamed = 5;

std::string chi_text(double chi_square, int degrees, double p) {
  return fmt::format("chi-square {} of {} degree{} of freedom, {}",
                     chi_square < 1000 ? significant(chi_square, 3) : fmt::format("{:.0f}", chi_square), degrees,
                     degrees == 1 ? "" : "s", p_is(p));
}

}  // namespace

Observation marks_observation(const CameraFit& fit) {
  Observation o;
  o.id = "marks";
  o.rests_on = {"p_marks", "chi_square", "residuals", "changes"};
  o.bearing = Bearing::kNeutral;
  if (fit.degrees_of_freedom <= 0) {
    o.statement =
        "The marks are just enough for the camera: nothing checks them, and what is measured is as true as they are.";
    return o;
  }
  const std::string chi = chi_text(fit.chi_square, fit.degrees_of_freedom, fit.p);
  if (fit.p > kOrdinary) {
    o.statement = fmt::format("All marks agree with one camera over one ground plane ({}).", chi);
    return o;
  }
  const auto worst = std::max_element(fit.residuals.begin(), fit.residuals.end(), [](const auto& a, const auto& b) {
    return std::abs(a.deviations) < std::abs(b.deviations);
  });
  o.bearing = Bearing::kInconclusive;
  o.statement = fmt::format(
      "The marks do not agree with one camera over one ground plane by the deviations stated ({}); they would if all "
      "deviations were {} times as large. The largest part is that of {} ({:.1f} deviations): look at it again first. "
      "{}",
      chi, significant(changing_share(fit.chi_square, fit.degrees_of_freedom), 3), printable(worst->of, 60),
      std::abs(worst->deviations),
      fit.widened > 1
          ? fmt::format("What camera and scale are uncertain by is widened by {} for it.", significant(fit.widened, 3))
          : "The deviations given are those of the marks as stated.");
  o.innocent_causes = {"lines that are not parallel, level or upright in the world", "ground that is not level",
                       "a picture that was cropped, so that its centre is not the lens's",
                       "a curved image of a wide lens, of which no straight edges are marked",
                       "marks made with more error than they state"};
  return o;
}

Observation known_lengths_observation(const LengthAgreement& found, const std::vector<Sized>& sizes,
                                      const std::string& unit) {
  const bool agree = found.p > kOrdinary;
  Observation o;
  o.id = "known_lengths";
  o.rests_on = {"objects_chi_square", "p_objects", "sizes", "changes"};
  o.bearing = agree ? Bearing::kNeutral : Bearing::kInconclusive;
  o.statement =
      fmt::format("The {} known lengths {} with one scale ({}).", found.degrees_of_freedom + 1,
                  agree ? "agree" : "do not agree", chi_text(found.chi_square, found.degrees_of_freedom, found.p));
  if (agree) return o;
  const auto worst = std::max_element(sizes.begin(), sizes.end(), [](const Sized& a, const Sized& b) {
    return std::abs(a.deviations()) < std::abs(b.deviations());
  });
  if (worst != sizes.end() && worst->deviations() != 0) {
    o.statement += fmt::format(
        " The others contradict most the {} of {}: known as {}, by all other marks it is {} (in 95 of 100 cases {}).",
        worst->what, printable(worst->of, 60), plus_minus(worst->known->value_m, worst->known->sigma_m, "m"),
        plus_minus(worst->value, worst->sigma, unit), interval_text(worst->value, worst->sigma, unit));
  }
  o.innocent_causes = {"an object of another size than was assumed", "ground that is not level between the objects",
                       "a foot that is hidden, so that its mark floats", "objects that lean",
                       "a curved image of a wide lens"};
  return o;
}

std::optional<Observation> sizes_observation(const std::vector<Sized>& sizes, const std::string& unit) {
  std::string text;
  std::size_t measured = 0;
  for (const Sized& size : sizes) {
    if (!size.measured || size.known || ++measured > kMostNamed) continue;
    text += fmt::format("{}{} of {}: {} (in 95 of 100 cases {})", measured == 1 ? "" : "; ", size.what,
                        printable(size.of, 60), plus_minus(size.value, size.sigma, unit),
                        interval_text(size.value, size.sigma, unit));
  }
  if (measured == 0) return std::nullopt;
  if (measured > kMostNamed) text += fmt::format("; and {} more in the table", measured - kMostNamed);
  Observation o;
  o.id = "sizes";
  o.bearing = Bearing::kNeutral;
  o.rests_on = {"sizes", "changes"};
  o.statement = "Measured (± one standard deviation): " + text + ".";
  return o;
}

}  // namespace spoor
