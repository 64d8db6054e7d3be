#pragma once
/// The passes as an analyst looks for them, and the parameters set for each.

#include "analysis/pass.h"
#include "media/media_source.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace spoor {

struct PassGroup {
  std::string title;
  std::vector<const PassDescriptor*> passes;
};

/// Passes whose id, title, group, question or any known name contains `query` (case and accents do not matter), by
/// group in the order of pass_groups(). An exact known name ("ZERO") stands first in its group.
std::vector<PassGroup> found_passes(const std::vector<PassDescriptor>& passes, std::string_view query);

/// Why `pass` cannot be run on an exhibit with these facts, marks and claim; empty where it can, as far as that is
/// known without reading the file further. In the words that the report would use.
std::string why_not(const PassDescriptor& pass, const MediaInfo& info, const std::vector<Region>& regions,
                    const Claim* claim);

/// Parameters being set, by pass. What was not touched has its default.
class ParamForms {
 public:
  ParamValues values(const PassDescriptor& pass) const;
  void set(const PassDescriptor& pass, const std::string& field,
           const ParamValue& value);  ///< clamped to the hard range; a value of another kind changes nothing
  void reset(const std::string& pass) { touched_.erase(pass); }
  void reset(const std::string& pass, const std::string& field);
  bool touched(const std::string& pass, const std::string& field) const;

 private:
  std::map<std::string, ParamValues> touched_;
};

}  // namespace spoor
