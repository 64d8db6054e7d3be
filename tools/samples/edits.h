#pragma once
/// What is done to pictures and clips after they were taken. Masks: CV_8UC1, 255 where samples were replaced.

#include "clip_file.h"
#include "lens.h"
#include "scenes.h"

#include <opencv2/core.hpp>

#include <vector>

namespace spoor::samples {

/// Where `lens` shows thing number `thing` of the shot or the shadow it casts, `margin_px` wider, without holes.
cv::Mat seen_mask(const Shot& shot, std::size_t thing, const Lens& lens, int margin_px);

/// `mask` moved by `offset`; what leaves the picture is lost.
cv::Mat moved(const cv::Mat& mask, cv::Point offset);

/// Outline of the mask's largest part as a polygon, true to about two pixels.
std::vector<cv::Point> outline(const cv::Mat& mask);

/// `host` with the samples of `donor` where `mask` says so; donor sample (x, y) goes to (x, y) + offset, and
/// `mask` lies over the result.
cv::Mat spliced(const cv::Mat& host, const cv::Mat& donor, const cv::Mat& mask, cv::Point offset);

/// `frames` without frames first .. first + count - 1.
std::vector<ClipFrame> without_frames(const std::vector<ClipFrame>& frames, int first, int count);

/// The same span taken from the sound.
std::vector<float> without_sound(const std::vector<float>& sound, int first_frame, int frame_count);

/// `frames` in which frames first .. last show, inside `region` (even coordinates), what frame `source` shows there.
std::vector<ClipFrame> with_frozen_region(const std::vector<ClipFrame>& frames, cv::Rect region, int first, int last,
                                          int source);

}  // namespace spoor::samples
