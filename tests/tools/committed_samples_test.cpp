/// The committed files against what samples/manifest.json says of them.

#include "base/digest.h"
#include "base/file.h"
#include "base/job.h"
#include "clip_file.h"
#include "still_file.h"
#include "support/paths.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace spoor::samples {
namespace {

using nlohmann::json;

std::string bytes_of(const std::string& file) {
  const auto content = read_small_file(test::samples_dir() / file, 8 << 20);
  return content ? *content : std::string{};
}

json manifest() { return json::parse(bytes_of("manifest.json")); }

json entry(const json& all, const std::string& file) {
  for (const json& one : all.at("samples")) {
    if (one.at("file") == file) return one;
  }
  return nullptr;
}

json stage(const json& sample, const std::string& name) {
  for (const json& one : sample.at("stages")) {
    if (one.at("stage") == name) return one;
  }
  return nullptr;
}

double difference(const cv::Mat& a, const cv::Mat& b) {
  return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total());
}

// Small luma for comparing whole frames.
std::vector<cv::Mat> reduced(const std::vector<ClipFrame>& frames) {
  std::vector<cv::Mat> small;
  for (const ClipFrame& frame : frames) {
    cv::Mat reduced_luma;
    cv::resize(frame.y, reduced_luma, {240, 135}, 0, 0, cv::INTER_AREA);
    small.push_back(reduced_luma);
  }
  return small;
}

TEST(CommittedSamples, files_are_those_of_the_manifest) {
  const json all = manifest();
  EXPECT_EQ(all.at("schema"), "spoor.samples/1");
  std::int64_t total = 0;
  std::vector<std::string> named{"manifest.json"};
  for (const json& one : all.at("samples")) {
    const std::string file = one.at("file");
    const std::string bytes = bytes_of(file);
    EXPECT_EQ(static_cast<std::int64_t>(bytes.size()), one.at("bytes")) << file;
    EXPECT_EQ(sha256_hex(bytes), one.at("sha256").get<std::string>()) << file;
    EXPECT_EQ(one.at("licence"), "CC0-1.0");
    EXPECT_LT(bytes.size(), 3U << 20) << file;
    total += static_cast<std::int64_t>(bytes.size());
    named.push_back(file);
  }
  EXPECT_LT(total, 15 << 20);
  for (const auto& path : test::files_below(test::samples_dir())) {
    EXPECT_NE(std::find(named.begin(), named.end(), path.filename()), named.end()) << path;
  }
}

TEST(CommittedSamples, stills_decode_to_the_stated_size) {
  const json all = manifest();
  for (const char* file : {"still_original.jpg", "still_original_b.jpg", "still_spliced.jpg",
                           "still_spliced_shifted.jpg", "still_grey.jpg", "still_date_changed.jpg", "still_old_fix.jpg",
                           "still_data_appended.jpg", "still_maker_data.jpg"}) {
    const cv::Mat picture = jpeg_picture(bytes_of(file));
    EXPECT_EQ(entry(all, file).at("size"), json({picture.cols, picture.rows})) << file;
  }
}

// Mean squared change of luma by recompression at `quality`, where `mask` is `value`.
double ghost(const cv::Mat& grey, int quality, const cv::Mat& where) {
  cv::Mat change;
  cv::absdiff(grey, jpeg_picture(jpeg_bytes(grey, {.quality = quality})), change);
  change.convertTo(change, CV_32F);
  return cv::mean(change.mul(change), where)[0];
}

TEST(CommittedSamples, the_splice_mask_is_255_where_the_quality_60_history_shows) {
  const json all = manifest();
  const json one = entry(all, "still_spliced.jpg");
  const json edit = stage(one, "edit");
  const cv::Mat mask = png_mask(bytes_of(one.at("mask")));
  cv::Mat grey;
  cv::cvtColor(jpeg_picture(bytes_of("still_spliced.jpg")), grey, cv::COLOR_RGB2GRAY);
  ASSERT_EQ(mask.size(), grey.size());
  EXPECT_EQ(cv::countNonZero(mask) + cv::countNonZero(mask == 0),
            cv::countNonZero(mask == 255) + cv::countNonZero(mask == 0));
  // Blocks wholly inside the mask, so that no host sample takes part.
  cv::Mat inside, outside;
  cv::erode(mask, inside, cv::Mat::ones(17, 17, CV_8UC1));
  cv::dilate(mask, outside, cv::Mat::ones(17, 17, CV_8UC1));
  outside = outside == 0;
  const int first = edit.at("donor")[1].at("quality");
  // Farid's ghost: the change is smallest at the first quality, against its neighbours on both sides.
  EXPECT_LT(ghost(grey, first, inside), 0.8 * ghost(grey, first + 6, inside));
  EXPECT_LT(ghost(grey, first, inside), 0.8 * ghost(grey, first - 6, inside));
  EXPECT_GT(ghost(grey, first, outside), ghost(grey, first + 6, outside));
}

TEST(CommittedSamples, regions_and_masks_agree) {
  const json all = manifest();
  for (const char* file : {"still_spliced.jpg", "still_spliced_shifted.jpg", "clip_pasted_region.mp4"}) {
    const json one = entry(all, file);
    const cv::Mat mask = png_mask(bytes_of(one.at("mask")));
    EXPECT_EQ(one.at("size"), json({mask.cols, mask.rows}));
    const json region = stage(one, "edit").at("region");
    std::vector<cv::Point> polygon;
    for (const json& p : region) polygon.emplace_back(p[0], p[1]);
    cv::Mat drawn = cv::Mat::zeros(mask.size(), CV_8UC1);
    cv::fillPoly(drawn, std::vector<std::vector<cv::Point>>{polygon}, 255);
    const int common = cv::countNonZero(drawn & mask), either = cv::countNonZero(drawn | mask);
    EXPECT_GT(common, 0.97 * either) << file;
  }
}

TEST(CommittedSamples, clips_have_the_stated_number_of_frames) {
  const json all = manifest();
  for (const char* file : {"clip_original.mp4", "clip_frames_removed.mp4", "clip_pasted_region.mp4",
                           "clip_frames_dropped.mp4", "clip_stream_cut.mp4", "clip_relabelled.mp4"}) {
    const Clip clip = read_clip(test::samples_dir() / file);
    const json one = entry(all, file);
    EXPECT_EQ(one.at("frames"), clip.frames.size()) << file;
    EXPECT_EQ(one.at("size"), json({clip.frames.front().y.cols, clip.frames.front().y.rows}));
    EXPECT_EQ(one.at("stages").back().value("sound", "none") == "aac", !clip.sound.empty()) << file;
  }
}

TEST(CommittedSamples, bytes_stand_behind_the_picture_where_the_manifest_says) {
  const json all = manifest();
  for (const auto& [file, name] :
       {std::pair("still_data_appended.jpg", "edit"), {"still_maker_data.jpg", "maker_data"}}) {
    const std::string bytes = bytes_of(file);
    const json added = stage(entry(all, file), name);
    const std::size_t offset = added.at("offset");
    EXPECT_EQ(bytes.size(), offset + added.at("bytes").get<std::size_t>()) << file;
    EXPECT_EQ(bytes.substr(offset - 2, 2), "\xFF\xD9") << file;
  }
}

TEST(CommittedSamples, only_the_dates_of_taking_were_changed) {
  std::string changed = bytes_of("still_date_changed.jpg");
  const json edit = stage(entry(manifest(), "still_date_changed.jpg"), "edit");
  EXPECT_NE(changed.find(edit.at("taken_after").get<std::string>()), std::string::npos);
  EXPECT_EQ(changed.find(edit.at("taken_before").get<std::string>()), std::string::npos);
}

TEST(CommittedSamples, the_camera_clip_has_its_fixed_gop) {
  const Clip clip = read_clip(test::samples_dir() / "clip_original.mp4");
  const int gop = stage(entry(manifest(), "clip_original.mp4"), "first_encoding").at("gop");
  for (std::size_t i = 0; i < clip.types.size(); ++i) {
    EXPECT_EQ(clip.types[i] == 'I', i % static_cast<std::size_t>(gop) == 0) << i;
  }
}

TEST(CommittedSamples, the_removed_frames_are_missing_and_no_others) {
  const json edit = stage(entry(manifest(), "clip_frames_removed.mp4"), "edit");
  const int first = edit.at("removed_frames")[0], last = edit.at("removed_frames")[1];
  const auto whole = reduced(read_clip(test::samples_dir() / edit.at("untouched_twin").get<std::string>()).frames);
  const auto cut = reduced(read_clip(test::samples_dir() / "clip_frames_removed.mp4").frames);
  ASSERT_EQ(whole.size(), cut.size() + static_cast<std::size_t>(last - first + 1));
  for (std::size_t i = 0; i < cut.size(); ++i) {
    std::vector<double> distance;
    for (const cv::Mat& frame : whole) distance.push_back(difference(cut[i], frame));
    const auto nearest = std::min_element(distance.begin(), distance.end()) - distance.begin();
    const auto expected = static_cast<std::ptrdiff_t>(i) < first ? static_cast<std::ptrdiff_t>(i)
                                                                 : static_cast<std::ptrdiff_t>(i) + last - first + 1;
    EXPECT_EQ(nearest, expected) << "frame " << i;
  }
}

TEST(CommittedSamples, the_pasted_region_stands_still_in_its_frames_only) {
  const json edit = stage(entry(manifest(), "clip_pasted_region.mp4"), "edit");
  const Clip clip = read_clip(test::samples_dir() / "clip_pasted_region.mp4");
  const cv::Rect region(cv::Point(edit.at("region")[0][0], edit.at("region")[0][1]),
                        cv::Point(edit.at("region")[2][0], edit.at("region")[2][1]));
  const std::size_t first = edit.at("frames")[0], last = edit.at("frames")[1], source = edit.at("source_frame");
  const cv::Mat shown = clip.frames[source].y(region);
  double inside = 0, outside = 0;
  for (std::size_t i = first; i <= last; ++i) {
    inside = std::max(inside, difference(clip.frames[i].y(region), shown));
  }
  for (std::size_t i = last + 1; i < last + 10; ++i)
    outside = std::max(outside, difference(clip.frames[i].y(region), shown));
  RecordProperty("inside", std::to_string(inside));
  RecordProperty("outside", std::to_string(outside));
  EXPECT_LT(inside, 1.0);            // coding noise of the last encoding alone
  EXPECT_GT(outside, 1.3 * inside);  // noise and the truck
}

}  // namespace
}  // namespace spoor::samples
