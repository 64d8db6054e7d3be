#include "workbench/contact_sheet.h"

#include "workbench/still_text.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr std::size_t kMostFrames = 240;
constexpr int kMargin = 12, kCaption = 38, kTitle = 40;
const cv::Scalar kPaper(245, 245, 245), kInk(30, 30, 30), kPale(110, 110, 110);

}  // namespace

std::vector<std::int64_t> sheet_frames(const FrameClock& clock, bool key, int count) {
  std::vector<std::int64_t> frames;
  if (key) frames = clock.key_frames;
  const std::int64_t all = clock.frames();
  if (frames.empty()) {
    const std::int64_t wanted = std::clamp<std::int64_t>(count, 1, std::min<std::int64_t>(all, kMostFrames));
    for (std::int64_t i = 0; i < wanted; ++i) frames.push_back(i * all / wanted);
  }
  if (frames.size() > kMostFrames) {
    std::vector<std::int64_t> spread;
    for (std::size_t i = 0; i < kMostFrames; ++i) spread.push_back(frames[i * frames.size() / kMostFrames]);
    frames = std::move(spread);
  }
  return frames;
}

Result<ContactSheet> contact_sheet(Session& session, const FrameClock& clock, const std::vector<std::int64_t>& frames,
                                   int side, const Job& job) {
  ContactSheet sheet;
  std::optional<Error> failed;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    job.tick(static_cast<std::int64_t>(i), static_cast<std::int64_t>(frames.size()));
    const std::int64_t index = frames[i];
    const auto frame = session.frame(index);
    const auto picture = frame ? session.picture(index, side) : Result<ReducedPicture>(tl::unexpected(frame.error()));
    if (!picture) {
      failed = picture.error();
      continue;
    }
    SheetFrame cell;
    cell.frame = index;
    if (index >= 0 && static_cast<std::size_t>(index) < clock.seconds.size()) {
      cell.seconds = clock.seconds[static_cast<std::size_t>(index)];
    }
    cell.digest = plane_digest(*frame);
    cell.picture = std::make_shared<ReducedPicture>(*picture);
    sheet.frames.push_back(std::move(cell));
  }
  if (sheet.frames.empty()) {
    return failed ? Result<ContactSheet>(tl::unexpected(*failed))
                  : failure(Fault::kNotApplicable, "there are no frames to show");
  }
  return sheet;
}

Table sheet_table(const ContactSheet& sheet) {
  Table table{"contact_sheet",
              "Frames of the contact sheet",
              {{"frame", "", Table::Kind::kFrame},
               {"time", "s", Table::Kind::kNumber},
               {"SHA-256 of the decoded planes", "", Table::Kind::kText}},
              {}};
  for (const SheetFrame& frame : sheet.frames) {
    table.rows.push_back({std::to_string(frame.frame), fmt::format("{:.6f}", frame.seconds), frame.digest});
  }
  return table;
}

cv::Mat sheet_picture(const ContactSheet& sheet, int columns, const std::string& title) {
  if (sheet.frames.empty()) return {};
  columns = std::clamp(columns, 1, static_cast<int>(sheet.frames.size()));
  cv::Size cell(1, 1);
  for (const SheetFrame& frame : sheet.frames) {
    cell.width = std::max(cell.width, frame.picture->bgr.cols);
    cell.height = std::max(cell.height, frame.picture->bgr.rows);
  }
  const int rows = (static_cast<int>(sheet.frames.size()) + columns - 1) / columns;
  cv::Mat picture(kTitle + rows * (cell.height + kCaption + kMargin) + kMargin,
                  columns * (cell.width + kMargin) + kMargin, CV_8UC3, kPaper);
  write_line(picture, title, {kMargin, 26}, 17, kInk);
  for (std::size_t i = 0; i < sheet.frames.size(); ++i) {
    const SheetFrame& frame = sheet.frames[i];
    const int column = static_cast<int>(i) % columns, row = static_cast<int>(i) / columns;
    const cv::Point corner(kMargin + column * (cell.width + kMargin),
                           kTitle + row * (cell.height + kCaption + kMargin));
    frame.picture->bgr.copyTo(picture(cv::Rect(corner.x, corner.y, frame.picture->bgr.cols, frame.picture->bgr.rows)));
    write_line(picture, fmt::format("{}   {}", frame.frame, time_code(frame.seconds)),
               {corner.x, corner.y + cell.height + 15}, 13, kInk);
    write_line(picture, frame.digest.substr(0, 16), {corner.x, corner.y + cell.height + 31}, 11, kPale);
  }
  return picture;
}

}  // namespace spoor
