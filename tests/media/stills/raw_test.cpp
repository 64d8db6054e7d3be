#include "media/stills/jpeg_files.h"

#include <tiffio.h>

namespace spoor {
namespace {

/// A DNG as cameras write it: a preview in the first directory, the filter array in a sub-directory.
std::vector<std::byte> made_dng(Bytes preview_jpeg) {
  const test::TemporaryDir dir;
  const auto path = dir.path() / "a.dng";
  TIFF* const tiff = TIFFOpen(path.c_str(), "w");
  TIFFSetField(tiff, TIFFTAG_SUBFILETYPE, FILETYPE_REDUCEDIMAGE);
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, 64);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, 48);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 3);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_YCBCR);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_JPEG);
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 48);
  TIFFSetField(tiff, TIFFTAG_MAKE, "Maker");
  TIFFSetField(tiff, TIFFTAG_MODEL, "Model");
  TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_RIGHTTOP);
  TIFFSetField(tiff, TIFFTAG_DNGVERSION, "\1\4\0\0");
  TIFFSetField(tiff, TIFFTAG_UNIQUECAMERAMODEL, "Maker Model");
  const std::uint64_t places[1] = {0};
  TIFFSetField(tiff, TIFFTAG_SUBIFD, 1, places);
  TIFFWriteRawStrip(tiff, 0, const_cast<std::byte*>(preview_jpeg.data()), static_cast<tmsize_t>(preview_jpeg.size()));
  TIFFWriteDirectory(tiff);
  TIFFSetField(tiff, TIFFTAG_SUBFILETYPE, 0);
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, 128);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, 96);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 16);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_CFA);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 96);
  const std::uint16_t repeat[2] = {2, 2};
  TIFFSetField(tiff, TIFFTAG_CFAREPEATPATTERNDIM, repeat);
  TIFFSetField(tiff, TIFFTAG_CFAPATTERN, 4, "\0\1\1\2");
  std::vector<std::uint16_t> row(128, 1000);
  for (std::uint32_t y = 0; y < 96; ++y) TIFFWriteScanline(tiff, row.data(), y, 0);
  TIFFWriteDirectory(tiff);
  TIFFClose(tiff);
  return test::bytes_of_file(path);
}

TEST(RawStill, gives_the_embedded_preview_as_its_jpeg_decodes) {
  const auto preview = test::made_by_libjpeg({.width = 64, .height = 48, .factors = {{2, 2}, {1, 1}, {1, 1}}});
  auto still = test::opened_still(made_dng(preview));
  ASSERT_TRUE(still) << still.file.error().sentence;
  EXPECT_EQ(still.info->format, "raw");
  EXPECT_NE(still.info->decoder.find("preview of a raw file"), std::string::npos) << still.info->decoder;
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame) << frame.error().sentence;
  EXPECT_EQ(frame->info.orientation, 6);
  auto direct = test::opened_still(preview);
  EXPECT_EQ(plane_digest(*frame), plane_digest(*direct.frames->frame(0)));
}

TEST(RawStill, says_that_a_cut_raw_file_is_not_known) {
  auto bytes = made_dng(test::made_by_libjpeg({.width = 64, .height = 48}));
  bytes.resize(600);
  const auto still = test::opened_still(bytes);
  ASSERT_FALSE(still);
  EXPECT_FALSE(still.file.error().sentence.empty());
}

}  // namespace
}  // namespace spoor
