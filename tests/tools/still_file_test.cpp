#include "still_file.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor::samples {
namespace {

cv::Mat smooth_picture(cv::Size size) {
  cv::Mat picture(size, CV_8UC3);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      picture.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(60 + 2 * x), static_cast<std::uint8_t>(200 - x - y),
                                     static_cast<std::uint8_t>(40 + 3 * y)};
    }
  }
  return picture;
}

// Payload offset of the first segment with `marker`; 0 where there is none.
std::size_t segment(const std::string& jpeg, int marker) {
  std::size_t at = 2;
  while (at + 4 <= jpeg.size() && static_cast<unsigned char>(jpeg[at]) == 0xFF) {
    const int found = static_cast<unsigned char>(jpeg[at + 1]);
    if (found == marker) return at + 4;
    if (found == 0xDA) return 0;
    at += 2 + static_cast<std::size_t>(static_cast<unsigned char>(jpeg[at + 2]) * 256 +
                                       static_cast<unsigned char>(jpeg[at + 3]));
  }
  return 0;
}

TEST(StillFile, jpeg_carries_the_asked_table_sampling_and_process) {
  const cv::Mat picture = smooth_picture({61, 39});
  const std::string plain = jpeg_bytes(picture, {.quality = 60, .chroma_w = 2, .chroma_h = 1});
  const std::size_t table = segment(plain, 0xDB), frame = segment(plain, 0xC0);
  ASSERT_NE(table, 0U);
  ASSERT_NE(frame, 0U);
  // ISO 10918-1 K.1 starts with 16, 11: at quality 60 the IJG's scale is 80 %, so 13 and 9.
  EXPECT_EQ(plain[table + 1], 13);
  EXPECT_EQ(plain[table + 2], 9);
  EXPECT_EQ(plain[frame + 7], 0x21);
  EXPECT_EQ(segment(plain, 0xC2), 0U);
  EXPECT_NE(segment(jpeg_bytes(picture, {.progressive = true}), 0xC2), 0U);
  const cv::Mat back = jpeg_picture(jpeg_bytes(picture, {.quality = 98, .chroma_w = 1, .chroma_h = 1}));
  EXPECT_LT(cv::norm(picture, back, cv::NORM_L1) / static_cast<double>(3 * picture.total()), 1.5);
}

TEST(StillFile, tags_leave_the_picture_as_it_was) {
  const cv::Mat picture = smooth_picture({160, 96});
  const std::string bare = jpeg_bytes(picture, {});
  StillTags tags;
  tags.make = "Spoor";
  tags.model = "Virtual Camera A";
  tags.taken = "2024:05:14 15:20:31";
  tags.thumbnail_jpeg = thumbnail(picture);
  const std::string tagged = with_tags(bare, tags, picture.size());
  EXPECT_NE(segment(tagged, 0xE1), 0U);
  EXPECT_NE(tagged.find("Virtual Camera A"), std::string::npos);
  EXPECT_NE(tagged.find("2024:05:14 15:20:31"), std::string::npos);
  EXPECT_NE(tagged.find(tags.thumbnail_jpeg), std::string::npos);
  tags.fix = "2024:05:14 13:20:12";
  const std::string located = with_tags(bare, tags, picture.size());
  EXPECT_NE(located.find(std::string("2024:05:14\0", 11)), std::string::npos);
  EXPECT_GT(located.size(), tagged.size());
  EXPECT_EQ(cv::norm(jpeg_picture(bare), jpeg_picture(tagged), cv::NORM_INF), 0);
}

TEST(StillFile, a_damaged_jpeg_is_an_error) { EXPECT_THROW(jpeg_picture("not a picture"), std::runtime_error); }

TEST(StillFile, png_states_size_depth_and_colour) {
  const std::string bytes = png_bytes(cv::Mat(7, 9, CV_16UC3, cv::Scalar(1, 2, 65535)));
  ASSERT_GT(bytes.size(), 33U);
  EXPECT_EQ(bytes.substr(1, 3), "PNG");
  EXPECT_EQ(bytes[19], 9);   // width
  EXPECT_EQ(bytes[23], 7);   // height
  EXPECT_EQ(bytes[24], 16);  // bits
  EXPECT_EQ(bytes[25], 2);   // truecolour
}

TEST(StillFile, masks_return_as_written) {
  cv::Mat mask = cv::Mat::zeros(31, 45, CV_8UC1);
  mask(cv::Rect(5, 6, 20, 11)) = 255;
  EXPECT_EQ(cv::norm(mask, png_mask(png_bytes(mask)), cv::NORM_INF), 0);
}

}  // namespace
}  // namespace spoor::samples
