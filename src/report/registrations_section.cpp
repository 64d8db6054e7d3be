#include "base/text.h"
#include "report/documents.h"
#include "report/markup.h"
#include "report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

std::string side_text(const CaseData& data, std::int64_t id, std::int64_t frame) {
  const auto found =
      std::find_if(data.exhibits.begin(), data.exhibits.end(), [&](const ExhibitRecord& of) { return of.id == id; });
  if (found == data.exhibits.end()) return fmt::format("exhibit {}, no longer in the case, frame {}", id, frame);
  const Exhibit& exhibit = found->exhibit;
  return fmt::format("exhibit {}: {}, frame {}; SHA-256 {}", id, exhibit.name, frame,
                     exhibit.sha256.empty() ? "none" : exhibit.sha256);
}

std::string homography_text(const Homography& h) {
  std::string text;
  for (std::size_t row = 0; row < 3; ++row) {
    text += fmt::format("{}[{:.6g}, {:.6g}, {:.6g}]", row == 0 ? "" : " ", h[3 * row], h[3 * row + 1], h[3 * row + 2]);
  }
  return text;
}

Facts fit_facts(const FeatureFit& fit) {
  Facts facts;
  facts.rows.emplace_back("Features found", fmt::format("{} left, {} right", fit.left_features, fit.right_features));
  facts.rows.emplace_back("Pairs that look alike",
                          fmt::format("{}; one homography explains {} of them", fit.matches, fit.inliers));
  facts.rows.emplace_back("Distance of those from their place",
                          fmt::format("median {} px, 95 of 100 within {} px", significant(fit.error_px, 2),
                                      significant(fit.error_95_px, 2)));
  facts.rows.emplace_back("Share of the left picture among them", fmt::format("{:.0f} %", 100 * fit.coverage));
  if (fit.brightness) {
    facts.rows.emplace_back(
        "Brightness where both overlap",
        fmt::format("left = {} \xC3\x97 right {} {} (of 255), correlation {}", significant(fit.brightness->gain, 3),
                    fit.brightness->offset < 0 ? "-" : "+", significant(std::abs(fit.brightness->offset), 2),
                    significant(fit.brightness->correlation, 3)));
  }
  facts.rows.emplace_back("Found by", fit.method);
  return facts;
}

}  // namespace

Section registrations_section(const CaseData& data, const ExhibitData& exhibit) {
  Section section{"registrations", "Laid upon other exhibits", Sign::kNone, "", {}, {}};
  section.blocks.push_back(Paragraph{
      std::string("For comparing by eye the examiner laid pictures of two exhibits upon each other. Nothing was "
                  "measured on the warped picture. ") +
      kRegistrationLimits});
  for (const Registration& one : exhibit.registrations) {
    Section part{fmt::format("registration.{}.{}", one.left, one.right),
                 fmt::format("Exhibit {} upon exhibit {}", one.right, one.left),
                 Sign::kNone,
                 "",
                 {},
                 {}};
    Facts facts;
    facts.rows.emplace_back("Left", side_text(data, one.left, one.left_frame));
    facts.rows.emplace_back("Right", side_text(data, one.right, one.right_frame));
    facts.rows.emplace_back("In force", one.method.empty() ? "not yet: too few point pairs" : one.method);
    if (!one.method.empty()) {
      facts.rows.emplace_back("Right from left, row by row", homography_text(one.right_from_left));
    }
    facts.rows.emplace_back("By", one.author + ", " + time_text(one.created));
    part.blocks.push_back(std::move(facts));
    if (one.features) part.blocks.push_back(fit_facts(*one.features));
    if (!one.pairs.empty()) {
      Table pairs{"pairs",
                  "Point pairs set by hand, in picture coordinates",
                  {{"Left x", "px", Table::Kind::kNumber},
                   {"Left y", "px", Table::Kind::kNumber},
                   {"Right x", "px", Table::Kind::kNumber},
                   {"Right y", "px", Table::Kind::kNumber}},
                  {}};
      for (const PointPair& pair : one.pairs) {
        pairs.rows.push_back({fmt::format("{:.1f}", pair.left.x), fmt::format("{:.1f}", pair.left.y),
                              fmt::format("{:.1f}", pair.right.x), fmt::format("{:.1f}", pair.right.y)});
      }
      part.blocks.push_back(table_grid(pairs, part.anchor + ".pairs", "all of them in the JSON report"));
    }
    section.sections.push_back(std::move(part));
  }
  return section;
}

}  // namespace spoor
