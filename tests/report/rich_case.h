#pragma once
/// A case with something of everything in it, its truth known because it is made here.

#include "findings/case_file.h"
#include "report/report.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <memory>

namespace spoor::test {

inline constexpr const char* kRichDigest = "5f1c0000aaaabbbbccccddddeeeeffff00001111222233334444555566667777";

/// Every call is one second later.
inline std::function<std::string()> ticking_clock() {
  return [second = 0]() mutable {
    char text[32];
    std::snprintf(text, sizeof text, "2026-03-01T09:%02d:%02dZ", second / 60 % 60, second % 60);
    ++second;
    return std::string(text);
  };
}

inline const std::vector<PassDescriptor>& rich_passes() {
  static const std::vector<PassDescriptor> passes = [] {
    std::vector<PassDescriptor> list(6);
    list[0].id = "file.container";
    list[0].group = "File";
    list[0].title = "Structure of the file";
    list[0].question = "What is the file made of, and does anything stand where it should not?";
    list[0].summary = "Reads the tree of boxes and compares their order with that of cameras.";
    list[0].limits = {"Says nothing of what the picture shows."};
    list[0].sources = {{"ISO/IEC 14496-12, ISO base media file format", 2022}};
    list[1].id = "jpeg.grid";
    list[1].version = 3;
    list[1].group = "Compression";
    list[1].title = "Compression grid";
    list[1].known_as = {"ZERO", "BLK"};
    list[1].question =
        "Does the 8 \xC3\x97 8 grid of an earlier compression run through the whole picture in one place?";
    list[1].summary = "Counts, per block, which of the 64 grid origins gives the most zero coefficients.";
    list[1].limits = {"Cannot see an edit that kept the grid.", "Needs an earlier compression at lower quality."};
    list[1].sources = {
        {"Nikoukhah et al., \xE2\x80\x9CZERO: a local JPEG grid origin detector\xE2\x80\x9D, IPOL", 2021}};
    list[1].can_raise_concern = true;
    ParamField quality;
    quality.id = "window";
    quality.label = "Window";
    quality.help = "A larger window sees fainter traces and blurs their border.";
    quality.unit = "px";
    quality.fallback = std::int64_t{64};
    list[1].params = {quality};
    list[2].id = "noise.level";
    list[2].group = "Noise and sensor";
    list[2].title = "Noise level by region";
    list[2].question = "Is the noise of one camera everywhere?";
    list[2].limits = {"Smooth and textured regions differ in any picture."};
    list[2].can_raise_concern = true;
    list[3].id = "scene.sun";
    list[3].group = "Geometry and light";
    list[3].title = "Sun and shadows";
    list[3].question = "Do the shadows fit the claimed place and time?";
    list[3].can_raise_concern = true;
    list[4].id = "sound.hum";
    list[4].group = "Sound";
    list[4].title = "Mains hum";
    list[4].known_as = {"ENF"};
    list[4].question = "Does the hum of the mains run through without a jump?";
    list[5].id = "time.repeats";
    list[5].group = "Time (video)";
    list[5].title = "Repeated frames";
    list[5].question = "Does any frame come twice?";
    list[5].can_raise_concern = true;
    return list;
  }();
  return passes;
}

inline PassResult rich_result(const std::string& pass, int version, ResultState state) {
  PassResult result;
  result.pass = pass;
  result.version = version;
  result.state = state;
  result.provenance.request = {{"schema", "spoor.request/1"}, {"exhibit", kRichDigest}, {"pass", pass}};
  if (pass == "jpeg.grid") result.provenance.request.emplace_back("param.window", "96");
  result.provenance.key = request_key(result.provenance.request);
  result.provenance.environment = {{"program", "spoor 0.1.0"}, {"opencv", "4.6.0"}, {"threads", "2"}};
  return result;
}

/// A picture with a bright rectangle (planted at x 200..359, y 120..219 of 640 x 360).
inline ReducedPicture rich_picture(std::int64_t index) {
  ReducedPicture picture;
  picture.info.index = index;
  picture.info.pts = TimeStamp{index * 3000, {1, 90000}};
  picture.info.width = 1280;
  picture.info.height = 720;
  picture.scale = 2;
  picture.assumption = {1, ColourRange::kLimited, true};
  picture.bgr = cv::Mat(360, 640, CV_8UC3);
  for (int y = 0; y < 360; ++y) {
    for (int x = 0; x < 640; ++x) {
      const int sky = 235 - y / 4, ground = 70 + (x * 7 + y * 13) % 31;
      const bool below = y > 200 + 20 * std::sin(x / 60.0);
      picture.bgr.at<cv::Vec3b>(y, x) =
          below ? cv::Vec3b(static_cast<uchar>(ground - 30), static_cast<uchar>(ground + 20),
                            static_cast<uchar>(ground + 10))
                : cv::Vec3b(static_cast<uchar>(sky), static_cast<uchar>(sky - 25), static_cast<uchar>(sky - 60));
      if (x >= 200 && x < 360 && y >= 120 && y < 220) picture.bgr.at<cv::Vec3b>(y, x) = {60, 90, 130};
    }
  }
  return picture;
}

inline PassOutput rich_grid_output() {
  PassOutput output;
  Map map;
  map.id = "votes";
  map.title = "Votes for another grid origin";
  map.unit = "1";
  map.reading = "High: blocks whose zero coefficients fit another grid than the picture's own.";
  map.field = cv::Mat(90, 160, CV_32FC1);
  for (int y = 0; y < 90; ++y) {
    for (int x = 0; x < 160; ++x) {
      const bool inside = x >= 50 && x < 90 && y >= 30 && y < 55;
      map.field.at<float>(y, x) =
          static_cast<float>(0.12 + 0.1 * std::sin(x * 0.7) * std::cos(y * 0.9) + (inside ? 0.7 : 0));
      if (x > 140) map.field.at<float>(y, x) = NAN;
    }
  }
  map.cell = {8, 8};
  output.maps.push_back(map);
  Region region;
  region.id = "r1";
  region.shape = Shape::kRectangle;
  region.points = {{400, 240}, {720, 440}};
  region.role = "suspicious";
  region.label = "grid (3, 5)";
  output.regions.push_back(region);
  output.measurements = {
      {"blocks", "Blocks that vote", 13120, "1", std::nullopt, 0, 0},
      {"log_nfa", "Logarithm of the expected number of such regions by chance", -41.3172, "1", 0.21, 0.01, 0}};
  Observation concern;
  concern.id = "foreign_grid";
  concern.statement = "Inside region grid (3, 5) the blocks fit a compression grid shifted by (3, 5) pixels.";
  concern.bearing = Bearing::kConcern;
  concern.false_alarm = FalseAlarm{0.0149, 1, 312, "312 unedited camera files, 2026-02"};
  concern.innocent_causes = {"A picture within the picture: a screen, a poster, an inserted logo.",
                             "Text or a time stamp put in by the camera."};
  concern.rests_on = {"votes", "r1", "log_nfa"};
  concern.frame = 0;
  output.observations = {concern};
  Curve histogram{"origins", "Votes by grid origin", "origin", "1",  "blocks",
                  "1",       Curve::Style::kBars,    false,    true, {}};
  Curve::Trace trace{"whole picture", {}, {}};
  for (int i = 0; i < 64; ++i) {
    trace.x.push_back(i);
    trace.y.push_back(i == 0 ? 9000 : i == 43 ? 830 : 20 + i % 7);
  }
  histogram.traces = {trace};
  output.curves = {histogram};
  return output;
}

inline PassOutput rich_repeats_output() {
  PassOutput output;
  Curve curve{"difference",
              "Difference of each frame to the one before",
              "",
              "",
              "mean absolute difference",
              "sample steps",
              Curve::Style::kLine,
              true,
              false,
              {}};
  Curve::Trace luma{"luma", {}, {}}, chroma{"chroma", {}, {}};
  for (int i = 0; i < 9000; ++i) {
    luma.x.push_back(i);
    luma.y.push_back(i == 4321 ? 38.0 : 3 + std::sin(i / 200.0) + 0.3 * ((i * 7919) % 13) / 13.0);
    chroma.x.push_back(i);
    chroma.y.push_back(1 + 0.2 * std::cos(i / 150.0));
  }
  curve.traces = {luma, chroma};
  output.curves = {curve};
  Table table{
      "frames",
      "Frame table",
      {{"frame", "", Table::Kind::kFrame}, {"size", "bytes", Table::Kind::kNumber}, {"type", "", Table::Kind::kText}},
      {}};
  for (int i = 0; i < 1234; ++i)
    table.rows.push_back({std::to_string(i), std::to_string(4000 + i * 37 % 900), i % 30 == 0 ? "I" : "P"});
  output.tables = {table};
  Observation reassuring;
  reassuring.id = "no_repeat";
  reassuring.statement = "No frame of 9,000 equals another one.";
  reassuring.bearing = Bearing::kReassuring;
  reassuring.rests_on = {"difference", "frames"};
  Observation jump = reassuring;
  jump.id = "jump";
  jump.statement = "Between frames 4320 and 4321 the picture changes 12 times as much as elsewhere.";
  jump.bearing = Bearing::kInconclusive;
  jump.innocent_causes = {"A cut that the maker of the clip does not hide."};
  output.observations = {reassuring, jump};
  output.anomalies = {{AnomalyKind::kTruncated, "the last packet announces more bytes than the file has", 183022, 412}};
  return output;
}

inline void fill_rich_exhibit(CaseFile& file, std::int64_t id) {
  MediaInfo info;
  info.kind = MediaKind::kClip;
  info.format = "mov,mp4,m4a";
  info.decoder = "libavcodec 59.37.100";
  VideoStreamInfo video;
  video.codec = "h264";
  video.profile = "High";
  video.width = 1280;
  video.height = 720;
  video.pixel_format = "yuv420p";
  video.time_base = {1, 90000};
  video.average_rate = {30, 1};
  video.sample_aspect = {1, 1};
  video.start = TimeStamp{0, {1, 90000}};
  video.duration = TimeStamp{27000000, {1, 90000}};
  video.declared_frames = 9001;
  info.video = {video};
  info.audio = {{1, "aac", 48000, 2, {1, 48000}, std::nullopt, std::nullopt}};
  info.anomalies = {{AnomalyKind::kUnknownData, "16 bytes behind the last box belong to no structure", 5120000, 16}};
  ASSERT_TRUE(file.set_media(id, info));
  for (const std::int64_t frame : {0, 1800, 3600, 4321, 7200}) ASSERT_TRUE(file.put_thumbnail(id, rich_picture(frame)));
  Claim claim;
  claim.place = ClaimedPlace{50.48, 35.67, 500.0};
  claim.time =
      ClaimedTime{1684740600000000, 1684742400000000, "2023-05-22T10:30+03:00/2023-05-22T11:00+03:00", "+03:00", ""};
  claim.statement = "A column passes a border post in the morning.";
  claim.source = "a channel, archived 2023-05-23";
  ASSERT_TRUE(file.set_claim(id, claim));
  Marks marks;
  Region region;
  region.id = "m1";
  region.points = {{900, 300}, {1100, 320}, {1080, 500}, {880, 470}};
  region.role = "vehicle";
  region.label = "vehicle A";
  region.author = "A. Examiner";
  marks.regions = {region};
  ASSERT_TRUE(file.set_marks(id, marks));

  PassResult container = rich_result("file.container", 1, ResultState::kDone);
  Observation neutral;
  neutral.id = "order";
  neutral.statement =
      "The boxes stand in the order that ffmpeg writes; the file was remuxed or re-encoded at least once.";
  neutral.bearing = Bearing::kNeutral;
  container.output.observations = {neutral};
  PassResult grid = rich_result("jpeg.grid", 3, ResultState::kDone);
  grid.output = rich_grid_output();
  PassResult repeats = rich_result("time.repeats", 1, ResultState::kDone);
  repeats.output = rich_repeats_output();
  PassResult sun = rich_result("scene.sun", 2, ResultState::kNotApplicable);
  sun.error = {Fault::kNotApplicable, "no pole or shadow is marked", ""};
  PassResult hum = rich_result("sound.hum", 1, ResultState::kFailed);
  hum.error = {Fault::kCorrupt, "the sound stream ends after 0.4 s", "sound.hum"};
  for (const auto& result : {container, grid, repeats, sun, hum}) ASSERT_TRUE(file.put(kRichDigest, result));
  ASSERT_TRUE(file.set_status(grid.provenance.key, AnalystStatus::kToBeChecked));
  ASSERT_TRUE(file.set_decoded(id, {9000, true, 2, {false, "the decoder reported damage (\"bad <vector>\")"}}));
  ASSERT_TRUE(file.set_examined(id, kRichDigest, std::nullopt, {{"program", "spoor 0.1.0"}}));
}

/// One exhibit with everything; `name` and what the case says of itself may be hostile.
inline std::unique_ptr<CaseFile> rich_case(const std::filesystem::path& path, const std::string& name = "clip 01.mp4",
                                           const std::string& title = "Border post") {
  CaseOptions options;
  options.author = "A. Examiner";
  options.now = ticking_clock();
  auto made =
      CaseFile::create(path, {title, "2026/17", "A. Examiner", "Open Desk", "Is this clip of 22 May 2023?"}, options);
  EXPECT_TRUE(made.has_value());
  CaseFile& file = **made;
  EXPECT_TRUE(
      file.put_question({"q1", "Was the clip taken at the place and time claimed?",
                         "The clip was taken within 500 m of the post on 22 May 2023 before noon.",
                         "The clip was taken elsewhere or at another time.", "A. Examiner", "2026-03-01T08:59:00Z"}));
  RunRecord run;
  run.profile = "full";
  for (const auto& pass : rich_passes()) run.passes.push_back(pass.id);
  run.arguments = {"spoor", "batch", "clips"};
  run.program = "spoor 0.1.0";
  const auto id = file.begin_run(run);
  const auto exhibit = file.add_exhibit({name, "clips/" + name, 5120016, kRichDigest, {}});
  EXPECT_TRUE(exhibit.has_value());
  fill_rich_exhibit(file, *exhibit);
  EXPECT_TRUE(file.finish_run(*id));
  return std::move(*made);
}

inline std::string rich_page_text() {
  return "# Compression grid\n\nWhat it asks.\n\n## When it lies\n\n| Case | What happens |\n|---|---|\n| a logo | a "
         "second "
         "grid |\n\n![example](https://example.org/x.png) and <script>alert(1)</script>, "
         "[paper](https://doi.org/10.5201/ipol), "
         "[bad](javascript:alert(1)).\n";
}

inline ReportOptions rich_options() {
  ReportOptions options;
  options.csv = true;
  options.command = "spoor batch clips --profile full --out out";
  options.passes = &rich_passes();
  options.method_page = [](std::string_view id) -> std::optional<std::string_view> {
    static const std::string page = rich_page_text();
    if (id != "jpeg.grid") return std::nullopt;
    return page;
  };
  return options;
}

}  // namespace spoor::test
