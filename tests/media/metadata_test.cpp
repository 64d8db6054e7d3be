#include "media/metadata.h"

#include "media/containers/bytes.h"
#include "support/paths.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>

namespace spoor {
namespace {

using namespace spoor::test;

TimeItem moment(Clock clock, std::optional<int> offset) {
  return {"k", "original", "", clock, TimeItem::Civil{2016, 5, 4, 12, 1, 7.5}, offset, {}};
}

TEST(Metadata, counts_seconds_only_where_the_clock_is_known) {
  // date -u -d '2016-05-04 12:01:07' +%s
  EXPECT_DOUBLE_EQ(*utc_seconds(moment(Clock::kUtc, 0)), 1'462'363'267.5);
  EXPECT_DOUBLE_EQ(*utc_seconds(moment(Clock::kLocalWithOffset, 120)), 1'462'356'067.5);
  EXPECT_FALSE(utc_seconds(moment(Clock::kLocal, std::nullopt)));
  EXPECT_FALSE(utc_seconds(moment(Clock::kUnknown, 0)));
  EXPECT_FALSE(utc_seconds(moment(Clock::kLocalWithOffset, std::nullopt)));
  TimeItem absurd = moment(Clock::kUtc, 0);
  absurd.civil->month = 13;
  EXPECT_FALSE(utc_seconds(absurd));
}

struct Command {
  int status = -1;
  std::string output;
};

Command run(const std::string& command) {
  Command result;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return result;
  char buffer[4096];
  for (std::size_t got = 0; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) result.output.append(buffer, got);
  result.status = pclose(pipe);
  return result;
}

std::string text_of(const nlohmann::json& entry, const char* key) {
  const auto found = entry.find(key);
  if (found == entry.end()) return {};
  std::string text = found->is_string() ? found->get<std::string>() : found->dump();
  text.erase(0, text.find_first_not_of(' '));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

TEST(Metadata, agrees_with_exiftool_on_photographs) {
  SPOOR_MEDIA_OR_SKIP(media);
  if (run("exiftool -ver 2>/dev/null").status != 0) GTEST_SKIP() << "no exiftool";
  const Command oracle =
      run("exiftool -j -n -q -q -r -G1 -IFD0:Make -IFD0:Model -IFD0:ModifyDate -ExifIFD:DateTimeOriginal "
          "-ExifIFD:CreateDate -GPS:all '" +
          (media / "camera").string() + "' 2>/dev/null");
  const auto entries = nlohmann::json::parse(oracle.output, nullptr, false);
  ASSERT_TRUE(entries.is_array());
  int compared = 0, places = 0;
  for (const auto& entry : entries) {
    const std::string path = entry.at("SourceFile");
    auto file = open_regular_file(path);
    ASSERT_TRUE(file);
    const std::int64_t size = *file_size(*file);
    const auto source = file_source(std::move(*file), size);
    const auto tree = read_container_tree(*source, Job());
    ASSERT_TRUE(tree) << path;
    const auto metadata = read_metadata(*source, *tree, Job());
    ASSERT_TRUE(metadata) << path;
    for (const auto& [theirs, ours] : {std::pair{"IFD0:Make", "Exif.Image.Make"},
                                       {"IFD0:Model", "Exif.Image.Model"},
                                       {"IFD0:ModifyDate", "Exif.Image.DateTime"},
                                       {"ExifIFD:DateTimeOriginal", "Exif.Photo.DateTimeOriginal"},
                                       {"ExifIFD:CreateDate", "Exif.Photo.DateTimeDigitized"}}) {
      std::string value = metadata->value(ours);
      value.erase(0, value.find_first_not_of(' '));
      value.erase(value.find_last_not_of(' ') + 1);
      EXPECT_EQ(text_of(entry, theirs), value) << path << " " << ours;
      compared += !value.empty();
    }
    const auto latitude = entry.find("GPS:GPSLatitude"), longitude = entry.find("GPS:GPSLongitude");
    if (latitude == entry.end() || longitude == entry.end() || !latitude->is_number() || !longitude->is_number())
      continue;
    ASSERT_FALSE(metadata->places.empty()) << path;
    EXPECT_NEAR(std::abs(latitude->get<double>()), std::abs(metadata->places[0].latitude_deg), 1e-5) << path;
    EXPECT_NEAR(std::abs(longitude->get<double>()), std::abs(metadata->places[0].longitude_deg), 1e-5) << path;
    ++places;
  }
  EXPECT_GT(compared, 100);
  EXPECT_GT(places, 5);
}

}  // namespace
}  // namespace spoor
