#include "media/containers/tiff_tags.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>

namespace spoor::containers {
namespace {

struct Tag {
  std::uint32_t tag;
  std::string_view name;
};

constexpr Tag kImage[] = {
    {254, "NewSubfileType"},
    {255, "SubfileType"},
    {256, "ImageWidth"},
    {257, "ImageLength"},
    {258, "BitsPerSample"},
    {259, "Compression"},
    {262, "PhotometricInterpretation"},
    {266, "FillOrder"},
    {269, "DocumentName"},
    {270, "ImageDescription"},
    {271, "Make"},
    {272, "Model"},
    {273, "StripOffsets"},
    {274, "Orientation"},
    {277, "SamplesPerPixel"},
    {278, "RowsPerStrip"},
    {279, "StripByteCounts"},
    {282, "XResolution"},
    {283, "YResolution"},
    {284, "PlanarConfiguration"},
    {296, "ResolutionUnit"},
    {297, "PageNumber"},
    {301, "TransferFunction"},
    {305, "Software"},
    {306, "DateTime"},
    {315, "Artist"},
    {316, "HostComputer"},
    {317, "Predictor"},
    {318, "WhitePoint"},
    {319, "PrimaryChromaticities"},
    {320, "ColorMap"},
    {322, "TileWidth"},
    {323, "TileLength"},
    {324, "TileOffsets"},
    {325, "TileByteCounts"},
    {330, "SubIFDs"},
    {338, "ExtraSamples"},
    {339, "SampleFormat"},
    {347, "JPEGTables"},
    {513, "JPEGInterchangeFormat"},
    {514, "JPEGInterchangeFormatLength"},
    {529, "YCbCrCoefficients"},
    {530, "YCbCrSubSampling"},
    {531, "YCbCrPositioning"},
    {532, "ReferenceBlackWhite"},
    {700, "XMP"},
    {33432, "Copyright"},
    {33723, "IPTC"},
    {34377, "PhotoshopSettings"},
    {34665, "ExifIFD"},
    {34675, "ICCProfile"},
    {34853, "GPSIFD"},
    {37724, "ImageSourceData"},
    {50706, "DNGVersion"},
    {50708, "UniqueCameraModel"},
    {50735, "CameraSerialNumber"},
    {50827, "OriginalRawFileName"},
};
constexpr Tag kExif[] = {
    {33434, "ExposureTime"},
    {33437, "FNumber"},
    {34850, "ExposureProgram"},
    {34855, "ISOSpeedRatings"},
    {36864, "ExifVersion"},
    {36867, "DateTimeOriginal"},
    {36868, "DateTimeDigitized"},
    {36880, "OffsetTime"},
    {36881, "OffsetTimeOriginal"},
    {36882, "OffsetTimeDigitized"},
    {37121, "ComponentsConfiguration"},
    {37377, "ShutterSpeedValue"},
    {37378, "ApertureValue"},
    {37379, "BrightnessValue"},
    {37380, "ExposureBiasValue"},
    {37381, "MaxApertureValue"},
    {37382, "SubjectDistance"},
    {37383, "MeteringMode"},
    {37384, "LightSource"},
    {37385, "Flash"},
    {37386, "FocalLength"},
    {37396, "SubjectArea"},
    {37500, "MakerNote"},
    {37510, "UserComment"},
    {37520, "SubSecTime"},
    {37521, "SubSecTimeOriginal"},
    {37522, "SubSecTimeDigitized"},
    {40960, "FlashpixVersion"},
    {40961, "ColorSpace"},
    {40962, "PixelXDimension"},
    {40963, "PixelYDimension"},
    {40965, "InteroperabilityIFD"},
    {41486, "FocalPlaneXResolution"},
    {41487, "FocalPlaneYResolution"},
    {41488, "FocalPlaneResolutionUnit"},
    {41495, "SensingMethod"},
    {41728, "FileSource"},
    {41729, "SceneType"},
    {41730, "CFAPattern"},
    {41985, "CustomRendered"},
    {41986, "ExposureMode"},
    {41987, "WhiteBalance"},
    {41988, "DigitalZoomRatio"},
    {41989, "FocalLengthIn35mmFilm"},
    {41990, "SceneCaptureType"},
    {42016, "ImageUniqueID"},
    {42032, "CameraOwnerName"},
    {42033, "BodySerialNumber"},
    {42034, "LensSpecification"},
    {42035, "LensMake"},
    {42036, "LensModel"},
    {42037, "LensSerialNumber"},
};
constexpr Tag kGps[] = {
    {0, "GPSVersionID"},        {1, "GPSLatitudeRef"},
    {2, "GPSLatitude"},         {3, "GPSLongitudeRef"},
    {4, "GPSLongitude"},        {5, "GPSAltitudeRef"},
    {6, "GPSAltitude"},         {7, "GPSTimeStamp"},
    {8, "GPSSatellites"},       {9, "GPSStatus"},
    {10, "GPSMeasureMode"},     {11, "GPSDOP"},
    {12, "GPSSpeedRef"},        {13, "GPSSpeed"},
    {14, "GPSTrackRef"},        {15, "GPSTrack"},
    {16, "GPSImgDirectionRef"}, {17, "GPSImgDirection"},
    {18, "GPSMapDatum"},        {27, "GPSProcessingMethod"},
    {29, "GPSDateStamp"},       {31, "GPSHPositioningError"},
};
constexpr Tag kInterop[] = {{1, "InteroperabilityIndex"}, {2, "InteroperabilityVersion"}};

std::span<const Tag> tags(TiffDirectory directory) {
  switch (directory) {
    case TiffDirectory::kExif:
      return kExif;
    case TiffDirectory::kGps:
      return kGps;
    case TiffDirectory::kInterop:
      return kInterop;
    default:
      return kImage;
  }
}

}  // namespace

std::string tiff_tag_name(std::uint32_t tag, TiffDirectory directory) {
  const std::span<const Tag> list = tags(directory);
  const auto found = std::find_if(list.begin(), list.end(), [&](const Tag& known) { return known.tag == tag; });
  return found == list.end() ? fmt::format("tag 0x{:04x}", tag) : std::string(found->name);
}

TiffDirectory tiff_sub_directory(std::uint32_t tag) {
  switch (tag) {
    case 330:
      return TiffDirectory::kImage;
    case 34665:
      return TiffDirectory::kExif;
    case 34853:
      return TiffDirectory::kGps;
    case 40965:
      return TiffDirectory::kInterop;
    default:
      return TiffDirectory::kNone;
  }
}

const char* tiff_directory_name(TiffDirectory directory) {
  switch (directory) {
    case TiffDirectory::kExif:
      return "Exif IFD";
    case TiffDirectory::kGps:
      return "GPS IFD";
    case TiffDirectory::kInterop:
      return "Interoperability IFD";
    default:
      return "SubIFD";
  }
}

const char* tiff_directory_note(TiffDirectory directory) {
  switch (directory) {
    case TiffDirectory::kExif:
      return "How and when the picture was taken.";
    case TiffDirectory::kGps:
      return "Where the picture was taken, and the time by satellite.";
    case TiffDirectory::kInterop:
      return "Rules the file follows so that other devices can read it.";
    default:
      return "Describes one picture: its size, coding and where its data lie.";
  }
}

}  // namespace spoor::containers
