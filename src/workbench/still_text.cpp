#include "workbench/still_text.h"

#include "workbench/display_text.h"
#include "workbench/font_files.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <memory>
#include <mutex>
#include <vector>

namespace spoor {
namespace {

// OpenCV's simplex letters are 21 units high at size 1, with 7 below the base line.
constexpr double kStrokeUnits = 30;

struct LibraryEnd {
  void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct FaceEnd {
  void operator()(FT_Face face) const { FT_Done_Face(face); }
};

/// Code points of valid UTF-8; U+FFFD for each byte of anything else.
std::vector<FT_ULong> code_points(const std::string& utf8) {
  std::vector<FT_ULong> points;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t more = lead < 0x80 ? 0 : lead >= 0xC2 && lead < 0xE0 ? 1 : lead >= 0xE0 && lead < 0xF0 ? 2 : 3;
    FT_ULong point = more == 0 ? lead : lead & (0x3FU >> more);
    bool good = lead < 0x80 || (lead >= 0xC2 && lead < 0xF5);
    for (std::size_t k = 1; good && k <= more; ++k) {
      good = i + k < utf8.size() && (static_cast<unsigned char>(utf8[i + k]) & 0xC0U) == 0x80U;
      if (good) point = point << 6 | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
    }
    points.push_back(good ? point : 0xFFFD);
    i += good ? more + 1 : 1;
  }
  return points;
}

/// FreeType's faces, which one thread at a time may use.
class Pen {
 public:
  Pen() {
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) != 0) return;
    library_.reset(library);
    for (const auto& [family, any] :
         {std::pair("Inter", false), std::pair("DejaVu Sans", false), std::pair("sans-serif", true)}) {
      const std::string file = font_file(family, FontWeight::kRegular, any);
      FT_Face face = nullptr;
      if (!file.empty() && FT_New_Face(library, file.c_str(), 0, &face) == 0) faces_.emplace_back(face);
    }
  }

  bool usable() const { return !faces_.empty(); }

  /// Coverage (CV_8UC1) of a line whose base line begins at (`left`, `base`); its width alone where `mask` is null.
  int draw(const std::string& text, int height_px, cv::Mat* mask, const cv::Point& at) {
    for (const auto& face : faces_) FT_Set_Pixel_Sizes(face.get(), 0, static_cast<FT_UInt>(height_px));
    FT_Pos pen = 0;  // 26.6
    for (const FT_ULong point : code_points(for_display(text))) {
      if (point < 0x20) continue;
      const auto has = std::find_if(faces_.begin(), faces_.end(),
                                    [&](const auto& face) { return FT_Get_Char_Index(face.get(), point) != 0; });
      FT_Face face = has == faces_.end() ? faces_.front().get() : has->get();
      if (FT_Load_Char(face, point, mask == nullptr ? FT_LOAD_DEFAULT : FT_LOAD_RENDER) != 0) continue;
      if (mask != nullptr) lay(*face->glyph, *mask, {at.x + static_cast<int>((pen + 32) / 64), at.y});
      pen += face->glyph->advance.x;
    }
    return static_cast<int>((pen + 63) / 64);
  }

 private:
  static void lay(const FT_GlyphSlotRec& glyph, cv::Mat& mask, const cv::Point& at) {
    const FT_Bitmap& bitmap = glyph.bitmap;
    if (bitmap.pixel_mode != FT_PIXEL_MODE_GRAY) return;
    for (int row = 0; row < static_cast<int>(bitmap.rows); ++row) {
      const int y = at.y - glyph.bitmap_top + row;
      if (y < 0 || y >= mask.rows) continue;
      for (int column = 0; column < static_cast<int>(bitmap.width); ++column) {
        const int x = at.x + glyph.bitmap_left + column;
        if (x < 0 || x >= mask.cols) continue;
        std::uint8_t& covered = mask.at<std::uint8_t>(y, x);
        covered = std::max(covered, bitmap.buffer[row * bitmap.pitch + column]);
      }
    }
  }

  std::unique_ptr<FT_LibraryRec_, LibraryEnd> library_;
  std::vector<std::unique_ptr<FT_FaceRec_, FaceEnd>> faces_;
};

struct SharedPen {
  std::mutex mutex;
  Pen pen;
};

SharedPen& shared_pen() {
  static SharedPen pen;
  return pen;
}

std::string ascii(const std::string& text) {
  std::string result;
  for (const FT_ULong point : code_points(text))
    result += point >= ' ' && point <= '~' ? static_cast<char>(point) : '?';
  return result;
}

void blend(cv::Mat& part, const cv::Mat& mask, const cv::Scalar& colour) {
  for (int row = 0; row < part.rows; ++row) {
    for (int column = 0; column < part.cols; ++column) {
      const int share = mask.at<std::uint8_t>(row, column);
      cv::Vec3b& pixel = part.at<cv::Vec3b>(row, column);
      for (int k = 0; share > 0 && k < 3; ++k) {
        pixel[k] = static_cast<std::uint8_t>((pixel[k] * (255 - share) + colour[k] * share) / 255 + 0.5);
      }
    }
  }
}

}  // namespace

void write_line(cv::Mat& picture, const std::string& text, const cv::Point& at, int height_px, const cv::Scalar& ink,
                int halo_px, const cv::Scalar& halo) {
  auto& [mutex, pen] = shared_pen();
  const std::scoped_lock lock(mutex);
  if (!pen.usable()) {
    const auto stroke = [&](const cv::Scalar& colour, int width) {
      cv::putText(picture, ascii(text), at, cv::FONT_HERSHEY_SIMPLEX, height_px / kStrokeUnits, colour, width,
                  cv::LINE_AA);
    };
    if (halo_px > 0) stroke(halo, 1 + 2 * halo_px);
    return stroke(ink, 1);
  }
  // Room for accents above, tails below, and letters that lean out.
  const int above = 2 * height_px + halo_px, beside = height_px + halo_px;
  const cv::Rect box = cv::Rect(at.x - beside, at.y - above, pen.draw(text, height_px, nullptr, {}) + 2 * beside,
                                above + height_px + halo_px) &
                       cv::Rect(0, 0, picture.cols, picture.rows);
  if (box.empty()) return;
  cv::Mat mask = cv::Mat::zeros(box.size(), CV_8UC1);
  pen.draw(text, height_px, &mask, at - box.tl());
  cv::Mat part = picture(box);
  if (halo_px > 0) {
    cv::Mat wide;
    const int side = 2 * halo_px + 1;
    cv::dilate(mask, wide, cv::getStructuringElement(cv::MORPH_ELLIPSE, {side, side}));
    blend(part, wide, halo);
  }
  blend(part, mask, ink);
}

int line_width(const std::string& text, int height_px) {
  auto& [mutex, pen] = shared_pen();
  const std::scoped_lock lock(mutex);
  if (pen.usable()) return pen.draw(text, height_px, nullptr, {});
  int below = 0;
  return cv::getTextSize(ascii(text), cv::FONT_HERSHEY_SIMPLEX, height_px / kStrokeUnits, 1, &below).width;
}

std::vector<std::string> wrapped(const std::string& text, int height_px, int width) {
  std::vector<std::string> lines(1);
  std::size_t broken = 0;  // bytes of the last line behind which it may be broken
  int used = 0;            // by the last line; letters that join are not wider than by themselves
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    std::string& line = lines.back();
    const std::string character = text.substr(i, end - i);
    i = end;
    if (line.empty() && character == " " && lines.size() > 1) continue;
    const int more = line_width(character, height_px);
    if (!line.empty() && character != " " && used + more > width) {
      std::string rest = broken > 0 ? line.substr(broken) : std::string();
      if (broken > 0) line.resize(broken);
      line.resize(line.find_last_not_of(' ') + 1);
      used = line_width(rest, height_px) + more;
      lines.push_back(rest + character);
      broken = 0;
      continue;
    }
    used += more;
    line += character;
    if (character == " ") broken = line.size();
  }
  return lines;
}

}  // namespace spoor
