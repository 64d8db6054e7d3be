// Statements of a file about itself, held against each other.

#include "analysis/pass.h"
#include "base/text.h"
#include "media/civil_time.h"
#include "methods/records/maker_note.h"
#include "methods/records/time_relations.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spoor::passes {
namespace {

constexpr double kSameTime_s = 2;  // file systems and fractions of a second
constexpr double kFixAge_s = 120;  // a satellite fix may be this much older than the picture
constexpr double kSamePlace_m = 100;
constexpr std::size_t kMaxRows = 500;

// Everything the checks look at and add to.
struct Statements {
  const Metadata& said;
  PassOutput& output;

  void observe(std::string id, std::string statement, Bearing bearing, std::vector<std::string> causes,
               std::vector<std::string> rests_on) {
    output.observations.push_back({std::move(id), std::move(statement), bearing, std::nullopt, std::move(causes),
                                   std::move(rests_on), std::nullopt});
  }

  /// The first readable time with this key prefix and role.
  const TimeItem* time(std::string_view prefix, std::string_view role) const {
    const auto found = std::find_if(said.times.begin(), said.times.end(), [&](const TimeItem& t) {
      return t.civil && t.role == role && t.key.starts_with(prefix);
    });
    return found == said.times.end() ? nullptr : &*found;
  }
};

std::string span_text(double seconds) {
  const double magnitude = std::abs(seconds);
  if (magnitude < 120) return significant(magnitude, 3) + " s";
  if (magnitude < 7200) return fmt::format("{:.0f} min", magnitude / 60);
  if (magnitude < 172'800) return fmt::format("{:.1f} h", magnitude / 3600);
  return fmt::format("{:.1f} days", magnitude / 86'400);
}

std::string zone_text(int minutes) {
  return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60);
}

std::string quoted(const TimeItem& time) { return fmt::format("{} \"{}\"", time.key, time.text); }

std::string read_as(const TimeItem& t) {
  if (!t.civil) return "no time";
  return iso_text({t.civil->year, t.civil->month, t.civil->day, t.civil->hour, t.civil->minute, t.civil->second});
}

void tabulate_times(Statements& s) {
  Table table{"times",
              "Times in the file, each in its own clock",
              {{"Field", "", Table::Kind::kText},
               {"Role", "", Table::Kind::kText},
               {"As written", "", Table::Kind::kText},
               {"Read as", "", Table::Kind::kText},
               {"Clock", "", Table::Kind::kText},
               {"Zone", "", Table::Kind::kText},
               {"Note", "", Table::Kind::kText}},
              {}};
  for (const TimeItem& t : s.said.times) {
    if (table.rows.size() >= kMaxRows) break;
    table.rows.push_back({t.key, t.role, t.text, read_as(t), clock_name(t.clock),
                          t.offset_minutes ? zone_text(*t.offset_minutes) : "", t.note});
  }
  if (!table.rows.empty()) s.output.tables.push_back(std::move(table));
}

void tabulate_places(Statements& s) {
  Table table{"places",
              "Places in the file",
              {{"Field", "", Table::Kind::kText},
               {"Latitude", "deg", Table::Kind::kNumber},
               {"Longitude", "deg", Table::Kind::kNumber},
               {"Altitude", "m", Table::Kind::kNumber}},
              {}};
  for (const GeoPoint& p : s.said.places) {
    if (table.rows.size() >= kMaxRows) break;
    table.rows.push_back({p.source, fmt::format("{:.6f}", p.latitude_deg), fmt::format("{:.6f}", p.longitude_deg),
                          p.altitude_m ? shortest(*p.altitude_m) : ""});
  }
  if (!table.rows.empty()) s.output.tables.push_back(std::move(table));
}

void tabulate_device(Statements& s) {
  Table table{"device",
              "Device and programs as stated",
              {{"Field", "", Table::Kind::kText}, {"Value", "", Table::Kind::kText}},
              {}};
  for (const char* key : {"Exif.Image.Make", "Exif.Image.Model", "Exif.Photo.LensMake", "Exif.Photo.LensModel",
                          "Exif.Photo.BodySerialNumber", "Exif.Image.Software", "Exif.Image.HostComputer",
                          "Xmp.xmp.CreatorTool", "Xmp.photoshop.History", "Xmp.xmpMM.OriginalDocumentID",
                          "Xmp.xmpMM.DocumentID", "Xmp.xmpMM.InstanceID", "Iptc.Application2.Program"}) {
    if (const std::string value = s.said.value(key); !value.empty()) table.rows.push_back({key, value});
  }
  if (table.rows.empty() && !(s.said.make + s.said.model + s.said.software).empty()) {
    for (const auto& [name, value] :
         {std::pair{"make", s.said.make}, {"model", s.said.model}, {"software", s.said.software}}) {
      if (!value.empty()) table.rows.push_back({name, value});
    }
  }
  if (!table.rows.empty()) s.output.tables.push_back(std::move(table));
}

void order_of_dates(Statements& s) {
  const TimeItem* original = s.time("Exif.", "original");
  const TimeItem* digitized = s.time("Exif.", "digitized");
  const TimeItem* modified = s.time("Exif.", "modified");
  const std::vector<std::string> causes{"the camera's clock or zone was set between the two",
                                        "a program wrote one of them in another zone",
                                        "a scan or a copy of an older picture carries the older date on purpose"};
  int compared = 0, contradictions = 0;
  for (const auto& [earlier, later, name] : {std::tuple{original, digitized, "digitized_before_original"},
                                             {original, modified, "modified_before_original"},
                                             {digitized, modified, "modified_before_digitized"}}) {
    if (earlier == nullptr || later == nullptr) continue;
    ++compared;
    const auto gap = utc_difference(*earlier, *later).has_value() ? utc_difference(*earlier, *later)
                                                                  : civil_difference(*earlier, *later);
    if (!gap || *gap >= -kSameTime_s) continue;
    ++contradictions;
    s.observe(name, fmt::format("{} lies {} before {}.", quoted(*later), span_text(*gap), quoted(*earlier)),
              Bearing::kInconclusive, causes, {"times"});
  }
  if (compared > 0 && contradictions == 0)
    s.observe("order_of_dates", "The EXIF dates follow each other in order: taken, digitised, modified.",
              Bearing::kNeutral, {}, {"times"});
}

void clock_against_satellites(Statements& s) {
  const TimeItem* gps = s.time("Exif.GPSInfo", "gps");
  const TimeItem* taken = s.time("Exif.Photo", "original");
  if (taken == nullptr) taken = s.time("Exif.Photo", "digitized");
  if (gps == nullptr || taken == nullptr) return;
  const std::vector<std::string> causes{
      "the camera's clock or zone was set wrongly",
      "the satellite fix is older than the picture, or was stored from an earlier one",
      "a program changed one of the two dates and not the other"};
  if (const auto gap = utc_difference(*gps, *taken)) {
    const bool same = std::abs(*gap) <= kFixAge_s;
    s.observe("clock_against_satellites",
              fmt::format("With its stated zone, {} lies {} {} the satellite time {} (UTC).", quoted(*taken),
                          span_text(*gap), *gap < 0 ? "before" : "after", read_as(*gps)),
              same ? Bearing::kNeutral : Bearing::kInconclusive, same ? std::vector<std::string>{} : causes, {"times"});
    return;
  }
  const auto gap = civil_difference(*gps, *taken);
  if (!gap) return;
  const ZoneFit fit = zone_fit(*gap);
  const bool fits = fit.possible && std::abs(fit.rest_s) <= kFixAge_s;
  s.observe("clock_against_satellites",
            fits ? fmt::format("{} and the satellite time {} (UTC) fit a local time of UTC{}, with {} left over.",
                               quoted(*taken), read_as(*gps), zone_text(fit.zone_minutes), span_text(fit.rest_s))
                 : fmt::format("{} lies {} {} the satellite time {} (UTC); no time zone in use explains that.",
                               quoted(*taken), span_text(*gap), *gap < 0 ? "before" : "after", read_as(*gps)),
            fits ? Bearing::kNeutral : Bearing::kInconclusive, fits ? std::vector<std::string>{} : causes, {"times"});
}

// EXIF and XMP say the same thing twice; a program that changes one and forgets the other leaves a trace.
void copies_of_dates(Statements& s) {
  for (const char* role : {"original", "digitized", "modified"}) {
    const TimeItem* exif = s.time("Exif.", role);
    if (exif == nullptr) continue;
    for (const char* family : {"Xmp.", "Iptc."}) {
      const TimeItem* copy = s.time(family, role);
      if (copy == nullptr || !copy->note.empty()) continue;  // a date without a time of day cannot be compared
      const auto exact = utc_difference(*exif, *copy);
      const auto gap = exact ? exact : civil_difference(*exif, *copy);
      if (!gap || std::abs(*gap) <= kSameTime_s) continue;
      const ZoneFit fit = zone_fit(*gap);
      const bool quarters = fit.possible && std::abs(fit.rest_s) <= kSameTime_s;
      // A local time and a time with a zone may be a whole zone apart and still name one moment.
      const bool may_agree = quarters && !exact && exif->clock != copy->clock;
      s.observe(fmt::format("{}_copy_{}", role, family == std::string_view("Xmp.") ? "xmp" : "iptc"),
                fmt::format("{} and {} are {} apart as written{}.", quoted(*exif), quoted(*copy), span_text(*gap),
                            may_agree ? ", which a time zone explains" : ""),
                may_agree ? Bearing::kNeutral : Bearing::kInconclusive,
                {"a program updated only one of the two", "one of them was converted to another time zone"}, {"times"});
    }
  }
}

void clip_headers(Statements& s) {
  const TimeItem* created = s.time("moov/mvhd", "created");
  const TimeItem* modified = s.time("moov/mvhd", "modified");
  if (created == nullptr) return;
  if (modified != nullptr) {
    const double gap = civil_difference(*created, *modified).value_or(0);
    if (gap < -kSameTime_s)
      s.observe("header_modified_before_created",
                fmt::format("The movie header gives a modification {} before the creation.", span_text(gap)),
                Bearing::kInconclusive, {"the device's clock was set during recording", "a program set one of the two"},
                {"times"});
  }
  for (const TimeItem& track : s.said.times) {
    if (!track.civil || track.role != "created" || !track.key.ends_with("tkhd.creation_time")) continue;
    const double gap = civil_difference(*created, track).value_or(0);
    if (std::abs(gap) <= 60) continue;
    s.observe("track_created_apart",
              fmt::format("{} lies {} {} the creation time of the movie header.", track.key, span_text(gap),
                          gap < 0 ? "before" : "after"),
              Bearing::kInconclusive,
              {"a program put tracks of several recordings into one file",
               "a program rewrote the movie header and kept the tracks"},
              {"times"});
    break;
  }
  const auto stated = std::find_if(s.said.times.begin(), s.said.times.end(), [](const TimeItem& t) {
    return t.key.ends_with("com.apple.quicktime.creationdate") && t.civil && t.offset_minutes;
  });
  if (stated == s.said.times.end()) return;
  const double written = civil_difference(*stated, *created).value_or(0);
  const double as_utc = written + 60.0 * *stated->offset_minutes;
  if (std::abs(as_utc) <= kFixAge_s || std::abs(written) <= kFixAge_s) {
    s.observe("header_clock",
              fmt::format("The movie header's creation time agrees with the creation date \"{}\" when read as {}.",
                          stated->text, std::abs(as_utc) <= kFixAge_s ? "UTC" : "local time"),
              Bearing::kNeutral, {}, {"times"});
  } else {
    s.observe("header_clock",
              fmt::format("The movie header's creation time lies {} {} the creation date \"{}\" when read as UTC, and "
                          "{} when read as local time.",
                          span_text(as_utc), as_utc < 0 ? "before" : "after", stated->text, span_text(written)),
              Bearing::kInconclusive,
              {"the clip was exported or trimmed later by the device's own program, which renews the header only",
               "the header was renewed when the clip was re-encoded or forwarded"},
              {"times"});
  }
}

void places_against_each_other(Statements& s) {
  for (const GeoPoint& place : s.said.places) {
    if (place.latitude_deg == 0 && place.longitude_deg == 0) {
      s.observe("null_island",
                fmt::format("{} is exactly 0, 0, which devices write when they have no fix.", place.source),
                Bearing::kNeutral, {}, {"places"});
      return;
    }
  }
  for (std::size_t i = 1; i < s.said.places.size(); ++i) {
    const double apart = distance_m(s.said.places[0], s.said.places[i]);
    if (apart <= kSamePlace_m) continue;
    s.observe("places_apart",
              fmt::format("{} and {} are {} m apart.", s.said.places[0].source, s.said.places[i].source,
                          significant(apart, 3)),
              Bearing::kInconclusive,
              {"one is the place of the camera, the other of the subject or of its publication",
               "a program updated only one of the two"},
              {"places"});
    return;
  }
}

void device_against_itself(Statements& s) {
  const std::string make = s.said.value("Exif.Image.Make");
  for (const MetadataItem& item : s.said.items) {
    const std::string_view family = item.source == "maker_note" ? maker_note_family(item.key) : std::string_view();
    if (family.empty() || make.empty()) continue;
    if (!maker_writes_family(make, family)) {
      s.observe("maker_note_of_another_make",
                fmt::format("The make is given as \"{}\", the maker note has the form of {}.", make, family),
                Bearing::kInconclusive,
                {"one maker sells a camera that another built", "a program copied the maker note from another file"},
                {"device"});
    }
    break;
  }
  const std::string model = s.said.value("Exif.Image.Model"), lens = s.said.value("Exif.Photo.LensModel");
  // Apple's phones put their own name at the head of the lens.
  if (s.said.value("Exif.Photo.LensMake") == "Apple" && lens.starts_with("iP") && !model.empty() &&
      !lens.starts_with(model)) {
    s.observe("lens_of_another_model", fmt::format("The model is given as \"{}\", the lens as \"{}\".", model, lens),
              Bearing::kInconclusive, {"a program changed one of the two"}, {"device"});
  }
}

void dimensions(Statements& s, MediaSource& source) {
  const auto number = [&](const char* key) {
    const std::string text = s.said.value(key);
    int value = 0;
    for (const char c : text) {
      if (c < '0' || c > '9' || value > 1'000'000) return 0;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  const int width = number("Exif.Photo.PixelXDimension"), height = number("Exif.Photo.PixelYDimension");
  if (width > 0 && height > 0 && !source.info().video.empty()) {
    const VideoStreamInfo& picture = source.info().video.front();
    const bool same = width == picture.width && height == picture.height,
               turned = width == picture.height && height == picture.width;
    const std::string sizes = fmt::format("EXIF states {} x {} pixels, the picture has {} x {}", width, height,
                                          picture.width, picture.height);
    if (same) {
      s.observe("size", "The picture has the size that EXIF states.", Bearing::kNeutral, {}, {});
    } else if (turned) {
      s.observe("size",
                sizes + (s.said.orientation >= 5 ? ": it was turned, and the orientation still asks for a turn."
                                                 : ": it was turned."),
                s.said.orientation >= 5 ? Bearing::kInconclusive : Bearing::kNeutral,
                {"a program turned the picture and left the metadata as they were",
                 "raw converters state the size after turning"},
                {});
    } else {
      s.observe("size", sizes + ".", Bearing::kInconclusive,
                {"the picture was cropped or scaled by a program or platform that keeps the metadata",
                 "the metadata describe the raw or full-size original of a preview"},
                {});
    }
  }
}

void thumbnail(Statements& s, MediaSource& source) {
  const auto& structure = source.jpeg();
  if (!structure || structure->pictures.empty()) return;
  const JpegPicture& main = structure->pictures.front();
  for (const JpegPicture& small : structure->pictures) {
    if (small.role != "exif_thumbnail" || small.width <= 0 || small.height <= 0 || main.width <= 0 || main.height <= 0)
      continue;
    const double ratio = (double(small.width) / small.height) / (double(main.width) / main.height);
    // The EXIF standard's 160 x 120 is written with bars or cropped whatever the picture's shape.
    const bool standard = small.width == 160 && small.height == 120;
    const bool same = std::abs(ratio - 1) <= 0.03;
    s.observe(
        "thumbnail_shape",
        fmt::format("The EXIF thumbnail (at {}) has {} x {} pixels, the picture {} x {}: {}.", small.offset,
                    small.width, small.height, main.width, main.height, same ? "the same shape" : "another shape"),
        same || standard ? Bearing::kNeutral : Bearing::kInconclusive,
        same ? std::vector<std::string>{}
             : std::vector<std::string>{"many cameras write 160 x 120 with black bars",
                                        "the picture was cropped or turned by a program that keeps the thumbnail"},
        {});
    return;
  }
}

void history(Statements& s) {
  Table table{"history",
              "Editing steps as stated (XMP)",
              {{"Step", "", Table::Kind::kText},
               {"Action", "", Table::Kind::kText},
               {"Program", "", Table::Kind::kText},
               {"When", "", Table::Kind::kText},
               {"Changed", "", Table::Kind::kText}},
              {}};
  for (std::size_t step = 1; step <= kMaxRows; ++step) {
    const std::string head = fmt::format("Xmp.xmpMM.History[{}]/stEvt:", step);
    const std::string action = s.said.value(head + "action");
    if (action.empty()) break;
    table.rows.push_back({std::to_string(step), action, s.said.value(head + "softwareAgent"),
                          s.said.value(head + "when"), s.said.value(head + "changed")});
  }
  std::vector<std::string> programs;
  for (const char* key :
       {"Exif.Image.Software", "Exif.Image.ProcessingSoftware", "Xmp.xmp.CreatorTool", "Iptc.Application2.Program"}) {
    const std::string value = s.said.value(key);
    if (!value.empty() && std::find(programs.begin(), programs.end(), value) == programs.end())
      programs.push_back(value);
  }
  if (programs.empty() && !s.said.software.empty()) programs.push_back(s.said.software);
  if (!programs.empty()) {
    std::string list;
    for (const std::string& program : programs) list += (list.empty() ? "\"" : ", \"") + program + "\"";
    s.observe("programs", fmt::format("The file names as program or firmware: {}.", list), Bearing::kNeutral, {},
              {"device"});
  }
  if (!table.rows.empty()) {
    s.observe("editing_steps",
              fmt::format("The file lists {} editing step{}.", table.rows.size(), table.rows.size() == 1 ? "" : "s"),
              Bearing::kNeutral, {}, {"history"});
    s.output.tables.push_back(std::move(table));
  }
  const std::string derived = s.said.value("Xmp.xmpMM.DerivedFrom/stRef:documentID");
  if (!derived.empty())
    s.observe("derived_from", fmt::format("The file says that it was derived from document {}.", derived),
              Bearing::kNeutral, {}, {});
}

void absence(Statements& s) {
  const bool dated = std::any_of(s.said.times.begin(), s.said.times.end(), [](const TimeItem& t) {
    return t.civil && (t.role == "original" || t.role == "digitized" || t.role == "created" || t.role == "gps");
  });
  if (dated || !s.said.make.empty() || !s.said.model.empty() || !s.said.places.empty()) return;
  s.observe("nothing_stated",
            "The file states neither camera nor time nor place, as is ordinary for files that came through a platform "
            "or messenger, for screen captures and for exports.",
            Bearing::kNeutral, {}, {});
}

Result<PassOutput> measure(MediaSource& source, const Job& job) {
  const auto& metadata = source.metadata();
  if (!metadata) return tl::unexpected(metadata.error());
  job.tick(0, 1);
  PassOutput output;
  Statements s{*metadata, output};
  tabulate_times(s);
  tabulate_places(s);
  tabulate_device(s);
  order_of_dates(s);
  clock_against_satellites(s);
  copies_of_dates(s);
  clip_headers(s);
  places_against_each_other(s);
  device_against_itself(s);
  dimensions(s, source);
  thumbnail(s, source);
  history(s);
  absence(s);
  output.anomalies = metadata->anomalies;
  job.tick(1, 1);
  return output;
}

}  // namespace

PassDescriptor meta_consistency() {
  PassDescriptor pass;
  pass.id = "meta.consistency";
  pass.group = "Metadata";
  pass.title = "Do the file's statements agree?";
  pass.known_as = {"EXIF", "metadata", "XMP history", "time zones"};
  pass.question =
      "Do the dates, places, devices and sizes that the file states agree with each other and with the picture?";
  pass.summary =
      "Lists every time with its clock, every place and device, and names each pair of statements that contradict each "
      "other. Times are never converted.";
  pass.limits = {
      "Every statement in a file can be written by anyone: agreement proves nothing.",
      "A missing statement is ordinary and says nothing.", "Whether the camera's clock was right is not asked here.",
      "How often honest files contradict themselves has not been calibrated: contradictions are inconclusive."};
  pass.sources = {{"CIPA DC-008, Exchangeable image file format for digital still cameras: Exif Version 2.32", 2019},
                  {"Adobe, XMP Specification Part 2: Additional Properties", 2016},
                  {"ISO/IEC 14496-12, ISO base media file format", 2022},
                  {"Gloe, Forensic analysis of ordered data structures on the example of JPEG files, IEEE WIFS", 2012}};
  pass.needs.metadata = true;
  pass.start = [](const RunContext& context) -> Result<std::unique_ptr<PassRun>> {
    return structure_run([source = context.source](const Job& job) { return measure(*source, job); });
  };
  return pass;
}

}  // namespace spoor::passes
