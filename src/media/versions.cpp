#include "media/versions.h"

#include <fmt/format.h>
#include <jxl/decode.h>
#include <lcms2.h>
#include <libheif/heif.h>
#include <libraw/libraw.h>
#include <tiffio.h>
#include <webp/decode.h>
// jpeglib.h needs the types of stdio.h before it.
#include <exiv2/version.hpp>
#include <jpeglib.h>

#include <cstdio>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

#define SPOOR_TEXT_OF(x) #x
#define SPOOR_TEXT(x) SPOOR_TEXT_OF(x)

namespace spoor {
namespace {

std::string three_parts(unsigned version) {
  return fmt::format("{}.{}.{}", version >> 16, (version >> 8) & 255, version & 255);
}

std::string first_line(const char* text) {
  const std::string whole(text);
  return whole.substr(0, whole.find('\n'));
}

}  // namespace

std::vector<std::pair<std::string, std::string>> media_library_versions() {
  const unsigned webp = static_cast<unsigned>(WebPGetDecoderVersion());
  const unsigned jxl = JxlDecoderVersion();
  return {
      {"libavformat", three_parts(avformat_version())},
      {"libavcodec", three_parts(avcodec_version())},
      {"libjpeg-turbo", fmt::format("{} (API {})", SPOOR_TEXT(LIBJPEG_TURBO_VERSION), JPEG_LIB_VERSION)},
      {"libtiff", first_line(TIFFGetVersion())},
      {"libwebp", three_parts(webp)},
      {"libheif", heif_get_version()},
      {"libjxl", fmt::format("{}.{}.{}", jxl / 1'000'000, jxl / 1000 % 1000, jxl % 1000)},
      {"libraw", LibRaw::version()},
      {"lcms2", fmt::format("{}", cmsGetEncodedCMMversion())},
      {"exiv2", Exiv2::versionString()},
  };
}

}  // namespace spoor
