#include "report/still_picture.h"

#include "support/built_paths.h"
#include "support/paths.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace spoor {
namespace {

std::vector<std::byte> bytes_of(std::string_view text) {
  const auto* data = reinterpret_cast<const std::byte*>(text.data());
  return {data, data + text.size()};
}

TEST(Base64, fits_the_examples_of_rfc_4648) {
  EXPECT_EQ(base64(bytes_of("")), "");
  EXPECT_EQ(base64(bytes_of("f")), "Zg==");
  EXPECT_EQ(base64(bytes_of("fo")), "Zm8=");
  EXPECT_EQ(base64(bytes_of("foo")), "Zm9v");
  EXPECT_EQ(base64(bytes_of("foob")), "Zm9vYg==");
  EXPECT_EQ(base64(bytes_of("foobar")), "Zm9vYmFy");
}

TEST(Png, holds_size_and_depth_in_its_header) {
  const auto encoded = png(cv::Mat(5, 7, CV_8UC4, cv::Scalar(1, 2, 3, 4)));
  ASSERT_TRUE(encoded);
  EXPECT_EQ(base64({encoded->begin(), encoded->begin() + 8}), "iVBORw0KGgo=");
  const auto at = [&](std::size_t i) { return std::to_integer<int>((*encoded)[i]); };
  EXPECT_EQ(at(19), 7);
  EXPECT_EQ(at(23), 5);
  EXPECT_EQ(at(24), 8);
  EXPECT_EQ(at(25), 6) << "RGBA";
}

TEST(Png, an_independent_decoder_reads_the_same_samples) {
  const test::TemporaryDir dir;
  cv::Mat picture(3, 4, CV_8UC3);
  for (int i = 0; i < 12; ++i)
    picture.at<cv::Vec3b>(i / 4, i % 4) =
        cv::Vec3b(static_cast<uchar>(i), static_cast<uchar>(100 + i), static_cast<uchar>(200 + i));
  const auto encoded = png(picture);
  ASSERT_TRUE(encoded);
  const auto path = dir.path() / "p.png", raw = dir.path() / "p.txt";
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(encoded->data()), static_cast<std::streamsize>(encoded->size()));
  // Undoes the filters of PNG with nothing but zlib.
  std::ofstream(dir.path() / "read.py") << R"py(import struct, sys, zlib
data = open(sys.argv[1], "rb").read()
at, idat = 8, b""
while at < len(data):
    size, kind = struct.unpack(">I4s", data[at:at + 8])
    body = data[at + 8:at + 8 + size]
    if kind == b"IHDR": width, height = struct.unpack(">II", body[:8])
    if kind == b"IDAT": idat += body
    at += size + 12
raw, stride, n = zlib.decompress(idat), width * 3, 3
rows, before = [], [0] * stride
for y in range(height):
    mode, line = raw[y * (stride + 1)], list(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
    for i in range(stride):
        a = line[i - n] if i >= n else 0
        b = before[i]
        c = before[i - n] if i >= n else 0
        p = a + b - c
        paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
        line[i] = (line[i] + [0, a, b, (a + b) // 2, paeth][mode]) & 255
    rows += line
    before = line
print(*rows)
)py";
  const std::string command = fmt::format("{} '{}' '{}' > '{}'", test::python(), (dir.path() / "read.py").string(),
                                          path.string(), raw.string());
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::ifstream samples(raw);
  for (int i = 0; i < 12; ++i) {
    const cv::Vec3b bgr = picture.at<cv::Vec3b>(i / 4, i % 4);
    int r = -1, g = -1, b = -1;
    samples >> r >> g >> b;
    EXPECT_EQ(cv::Vec3i(b, g, r), cv::Vec3i(bgr[0], bgr[1], bgr[2])) << i;
  }
}

TEST(Png, equal_pictures_give_equal_bytes) {
  cv::Mat picture(40, 50, CV_8UC3);
  cv::theRNG().state = 3;
  cv::randu(picture, 0, 255);
  EXPECT_EQ(*png(picture), *png(picture.clone()));
}

TEST(Png, other_matrices_are_refused) {
  EXPECT_EQ(png(cv::Mat()).error().fault, Fault::kBadArgument);
  EXPECT_EQ(png(cv::Mat(2, 2, CV_32FC1)).error().fault, Fault::kBadArgument);
}

}  // namespace
}  // namespace spoor
