#include "methods/motion/follower.h"

#include "methods/motion/similarity.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace spoor {
namespace {

constexpr int kMostFeatures = 120, kLevels = 4;
constexpr std::size_t kLeastFeatures = 6;
constexpr double kAround = 14;        // of a point or along a line, px: what is followed of it
constexpr double kThresholdPx = 1.5;  // of what moves with the shape
constexpr double kLeastShare = 0.35;  // of the points that must agree
constexpr double kLeastLikeness = 0.45;
constexpr double kBlockLikeness = 0.4;  // below which a part of it is covered
constexpr double kSameBlock = 0.7;      // above which it has not changed
constexpr double kLeastAlike = 0.3;     // share of the parts that tell
constexpr int kLeastTelling = 4;
constexpr double kLeastSpread = 4;                         // standard deviation, in steps, of a part that tells
constexpr double kMostStretch = 1.4;                       // of size from one frame to the next
constexpr double kMostOutside = 0.6;                       // share of the shape
constexpr double kMostCorrectionPx = 3;                    // by the alignment with the known appearance
constexpr double kFreshScale = 1.3, kFreshLikeness = 0.8;  // beyond which its appearance is taken anew
constexpr int kGrid = 24;
constexpr std::uint32_t kSeed = 20041;

bool has_area(Shape shape) { return shape == Shape::kRectangle || shape == Shape::kPolygon; }

// Marks count from the first sample's corner, samples here from its centre.
cv::Point2d sample_place(const PicturePoint& point) { return {point.x - 0.5, point.y - 0.5}; }
PicturePoint picture_place(const cv::Point2d& at) { return {at.x + 0.5, at.y + 0.5}; }

tl::unexpected<Error> lost(std::string why) { return failure(Fault::kNotApplicable, std::move(why)); }

float bilinear(const cv::Mat& picture, const cv::Point2d& at) {
  if (!(at.x >= 0 && at.y >= 0 && at.x < picture.cols - 1 && at.y < picture.rows - 1)) return std::nanf("");
  const int x = static_cast<int>(at.x), y = static_cast<int>(at.y);
  const auto right = static_cast<float>(at.x - x), down = static_cast<float>(at.y - y);
  const float *above = picture.ptr<float>(y) + x, *below = picture.ptr<float>(y + 1) + x;
  return (1 - down) * ((1 - right) * above[0] + right * above[1]) + down * ((1 - right) * below[0] + right * below[1]);
}

/// Correlation of pairs of samples; what lies outside the picture is left out.
class Correlation {
 public:
  void add(float a, float b) {
    if (!std::isfinite(a) || !std::isfinite(b)) return;
    const double x = static_cast<double>(a), y = static_cast<double>(b);
    n_ += 1;
    sum_a_ += x, sum_b_ += y, aa_ += x * x, bb_ += y * y, ab_ += x * y;
  }
  double count() const { return n_; }
  double spread() const { return n_ > 1 ? std::sqrt(std::max(0.0, (aa_ - sum_a_ * sum_a_ / n_) / n_)) : 0; }
  double value() const {
    if (n_ < 9) return 0;
    const double va = aa_ - sum_a_ * sum_a_ / n_, vb = bb_ - sum_b_ * sum_b_ / n_;
    return va > 0 && vb > 0 ? (ab_ - sum_a_ * sum_b_ / n_) / std::sqrt(va * vb) : 0;
  }

 private:
  double n_ = 0, sum_a_ = 0, sum_b_ = 0, aa_ = 0, bb_ = 0, ab_ = 0;
};

}  // namespace

std::string follower_method() {
  return "pyramidal Lucas-Kanade with forward-backward check, similarity, version 1, seed " + std::to_string(kSeed);
}

Follower::Follower(Shape shape, std::vector<PicturePoint> points) : shape_(shape), points_(std::move(points)) {}

std::vector<PicturePoint> Follower::outline(const Similarity& from_start) const {
  std::vector<PicturePoint> corners = points_;
  if (shape_ == Shape::kRectangle) {
    corners = {points_[0], {points_[1].x, points_[0].y}, points_[1], {points_[0].x, points_[1].y}};
  }
  for (PicturePoint& corner : corners) corner = moved(from_start, corner);
  return corners;
}

/// The part of the picture that holds the shape at both places, with room for what moves.
cv::Rect Follower::surroundings(const Similarity& a, const Similarity& b, cv::Size picture) const {
  double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
  for (const Similarity& at : {a, b}) {
    for (const PicturePoint& corner : outline(at)) {
      left = std::min(left, corner.x), right = std::max(right, corner.x);
      top = std::min(top, corner.y), bottom = std::max(bottom, corner.y);
    }
  }
  const double room = 96 + std::max(right - left, bottom - top) / 2;
  const auto whole = [](double at) { return static_cast<int>(std::lround(std::clamp(at, -1e6, 1e6))); };
  // On a grid, so that halving falls alike in every frame.
  const int x = whole(left - room) / 16 * 16, y = whole(top - room) / 16 * 16;
  return cv::Rect(x, y, whole(right + room) - x, whole(bottom + room) - y) & cv::Rect({}, picture);
}

cv::Mat Follower::mask(const Similarity& from_start, cv::Size picture) const {
  cv::Mat mask(picture, CV_8UC1, cv::Scalar(0));
  std::vector<cv::Point> corners;
  for (const PicturePoint& corner : outline(from_start)) {
    corners.emplace_back(cvRound(std::clamp(corner.x - 0.5, -1e5, 1e5)),
                         cvRound(std::clamp(corner.y - 0.5, -1e5, 1e5)));
  }
  if (has_area(shape_)) {
    cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{corners}, 255);
    return mask;
  }
  const int around = cvRound(kAround);
  for (std::size_t i = 0; i < corners.size(); ++i) {
    cv::circle(mask, corners[i], around, 255, cv::FILLED);
    if (i > 0) cv::line(mask, corners[i - 1], corners[i], 255, 2 * around);
  }
  return mask;
}

/// The middle of a shape is its target's; what lies at its rim may be the background's.
std::vector<double> Follower::weights(const std::vector<cv::Point2d>& features, const Similarity& from_start) const {
  const std::vector<PicturePoint> corners = outline(from_start);
  cv::Point2d low(1e9, 1e9), high(-1e9, -1e9);
  for (const PicturePoint& corner : corners) {
    low = {std::min(low.x, corner.x), std::min(low.y, corner.y)};
    high = {std::max(high.x, corner.x), std::max(high.y, corner.y)};
  }
  const cv::Point2d middle = (low + high) / 2, half((high.x - low.x) / 2 + 1, (high.y - low.y) / 2 + 1);
  std::vector<double> result;
  for (const cv::Point2d& feature : features) {
    const PicturePoint at = picture_place(feature);
    const double away = std::max(std::abs(at.x - middle.x) / half.x, std::abs(at.y - middle.y) / half.y);
    result.push_back(has_area(shape_) ? std::max(0.15, 1 - 0.85 * away * away) : 1);
  }
  return result;
}

std::vector<float> Follower::seen(const cv::Mat& luma, const Similarity& from_start) const {
  std::vector<float> samples;
  samples.reserve(grid_.size());
  for (const PicturePoint& place : grid_) samples.push_back(bilinear(luma, sample_place(moved(from_start, place))));
  return samples;
}

double Follower::likeness(const cv::Mat& luma, const Similarity& from_start) const {
  const std::vector<float> samples = seen(luma, from_start);
  Correlation all;
  for (std::size_t i = 0; i < samples.size(); ++i) all.add(known_.samples[i], samples[i]);
  return all.value();
}

std::size_t Follower::block_of(const PicturePoint& at_start) const {
  const auto place = [](double at, double low, double high) {
    const double share = (at - low) / std::max(1.0, high - low) * static_cast<double>(kBlocks);
    return static_cast<std::size_t>(std::clamp(share, 0.0, static_cast<double>(kBlocks) - 0.5));
  };
  return place(at_start.y, low_.y, high_.y) * kBlocks + place(at_start.x, low_.x, high_.x);
}

/// Part by part, so that something before the target, and ground beside it, are told from a target that changes.
Follower::Compared Follower::compared(const cv::Mat& luma, const Similarity& from_start) const {
  const std::vector<float> samples = seen(luma, from_start);
  std::array<Correlation, kBlocks * kBlocks> parts;
  for (std::size_t i = 0; i < samples.size(); ++i) parts[block_of(grid_[i])].add(known_.samples[i], samples[i]);
  Compared result;
  int telling = 0, alike = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Block& block = result.blocks[i];
    block.tells = parts[i].count() >= 12 && parts[i].spread() >= kLeastSpread;
    block.alike = parts[i].value() >= kBlockLikeness;
    block.same = parts[i].value() >= kSameBlock;
    telling += block.tells;
    alike += block.tells && block.alike;
  }
  // A target too small or too plain for parts is one.
  const bool whole = telling < kLeastTelling;
  Correlation all;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Block& block = result.blocks[block_of(grid_[i])];
    if (whole || !block.tells || block.alike) all.add(known_.samples[i], samples[i]);
  }
  result.correlation = all.value();
  result.share = whole ? 1 : static_cast<double>(alike) / telling;
  return result;
}

/// Takes the appearance anew where it is sure; parts that are covered keep theirs, so that what covers them is never
/// taken for the target.
void Follower::renew(const cv::Mat& luma, const Compared& now) {
  const std::vector<cv::Point2d> left = features_;
  const Appearance before = known_;
  const auto drop = [&](std::vector<cv::Point2d>& features) {
    const Similarity back = undone(now_);
    std::erase_if(features, [&](const cv::Point2d& feature) {
      const Block& block = now.blocks[block_of(moved(back, picture_place(feature)))];
      return block.tells && !block.same;
    });
  };
  const bool looked = look_at(luma, now_);
  if (looked) drop(features_), drop(known_.features);
  if (!looked || known_.features.size() < kLeastFeatures) {
    // Where nothing new can be held on to, what is left goes on.
    features_ = left;
    known_ = before;
    return;
  }
  for (std::size_t i = 0; i < grid_.size(); ++i) {
    const Block& block = now.blocks[block_of(grid_[i])];
    if (block.tells && !block.same) known_.samples[i] = before.samples[i];
  }
}

bool Follower::outside(const Similarity& from_start, cv::Size picture) const {
  std::size_t out = 0;
  for (const PicturePoint& place : grid_) {
    const PicturePoint at = moved(from_start, place);
    out += !(at.x >= 0 && at.y >= 0 && at.x <= picture.width && at.y <= picture.height);
  }
  return static_cast<double>(out) > kMostOutside * static_cast<double>(grid_.size());
}

/// Takes the target's appearance anew. False where it holds too little.
bool Follower::look_at(const cv::Mat& luma, const Similarity& from_start) {
  const cv::Rect part = surroundings(from_start, from_start, luma.size());
  if (part.empty()) return false;
  const cv::Mat where = mask(from_start, luma.size())(part);
  const double area = cv::countNonZero(where);
  const double apart = std::clamp(std::sqrt(area / kMostFeatures), 3.0, 20.0);
  std::vector<cv::Point2d> features = trackable_points(luma(part), where, kMostFeatures, apart);
  for (cv::Point2d& feature : features) feature += cv::Point2d(part.tl());
  if (features.size() < kLeastFeatures) return false;
  features_ = features;
  known_ = {luma, from_start, std::move(features), seen(luma, from_start)};
  return true;
}

Result<Follower> Follower::start(const cv::Mat& luma, Shape shape, std::vector<PicturePoint> points) {
  if (luma.type() != CV_32FC1 || luma.cols < 16 || luma.rows < 16 || !points_fit(shape, points.size())) {
    return failure(Fault::kBadArgument, "there is no shape to follow");
  }
  Follower follower(shape, std::move(points));
  const cv::Mat where = follower.mask({}, luma.size());
  cv::Mat inside;
  cv::findNonZero(where, inside);
  if (inside.empty()) return lost("the mark lies outside the picture");
  const cv::Rect box = cv::boundingRect(inside);
  follower.low_ = picture_place(box.tl());
  follower.high_ = picture_place(box.br());
  const double step_x = std::max(1.0, box.width / static_cast<double>(kGrid));
  const double step_y = std::max(1.0, box.height / static_cast<double>(kGrid));
  for (double y = box.y; y < box.br().y; y += step_y) {
    for (double x = box.x; x < box.br().x; x += step_x) {
      if (where.at<std::uint8_t>(static_cast<int>(y), static_cast<int>(x)) != 0) {
        follower.grid_.push_back(picture_place({std::floor(x), std::floor(y)}));
      }
    }
  }
  if (!follower.look_at(luma, {})) {
    return lost("the marked place shows too little that can be told from its surroundings (fewer than six corners)");
  }
  follower.last_ = luma;
  return follower;
}

double Follower::corner_shift(const Similarity& a, const Similarity& b) const {
  const std::vector<PicturePoint> here = outline(a), there = outline(b);
  double most = 0;
  for (std::size_t i = 0; i < here.size(); ++i) {
    most = std::max(most, std::hypot(here[i].x - there[i].x, here[i].y - there[i].y));
  }
  return most;
}

/// Lays the known appearance, brought to where the target should be, upon the frame: this takes back what small errors
/// have added up to.
void Follower::align(const cv::Mat& luma, Similarity& from_start) const {
  const Similarity since = followed_by(undone(known_.from_start), from_start), back = undone(since);
  const cv::Rect part = surroundings(from_start, from_start, luma.size());
  if (part.empty()) return;
  const cv::Point2d corner = part.tl();
  // From samples of the part to samples of the known frame.
  const PicturePoint origin = moved(back, {corner.x + 0.5, corner.y + 0.5});
  const cv::Matx23d known_from_part(back.a, -back.b, origin.x - 0.5, back.b, back.a, origin.y - 0.5);
  cv::Mat known;
  cv::warpAffine(known_.luma, known, known_from_part, part.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 cv::BORDER_REPLICATE);
  std::vector<cv::Point2d> from;
  for (const cv::Point2d& feature : known_.features) {
    from.push_back(sample_place(moved(since, picture_place(feature))) - corner);
  }
  const auto found = flow(flow_pyramid(known, 2), flow_pyramid(luma(part), 2), from, {});
  std::vector<cv::Point2d> before, after, samples;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!found[i].found) continue;
    samples.push_back(from[i] + corner);
    before.push_back(samples.back() + cv::Point2d(0.5, 0.5));
    after.push_back(found[i].at + corner + cv::Point2d(0.5, 0.5));
  }
  const auto fit = robust_similarity(before, after, weights(samples, from_start), kThresholdPx, kSeed);
  if (!fit || fit->inliers * 2 < static_cast<std::int64_t>(known_.features.size())) return;
  const Similarity aligned = followed_by(from_start, fit->motion);
  if (corner_shift(aligned, from_start) > kMostCorrectionPx) return;
  if (likeness(luma, aligned) + 1e-3 < likeness(luma, from_start)) return;
  from_start = aligned;
}

Result<Follower::Step> Follower::next(const cv::Mat& luma) {
  if (luma.size() != last_.size() || luma.type() != CV_32FC1) {
    return lost("the frame has another size than the one before");
  }
  // Once where it would be at the speed it had, once where it was.
  std::optional<SimilarityFit> chosen;
  std::vector<cv::Point2d> chosen_after;
  std::size_t followed = 0;
  for (const Similarity& guessed : {velocity_, Similarity{}}) {
    if (chosen && chosen->inliers * 10 >= static_cast<std::int64_t>(features_.size()) * 7) break;
    const cv::Rect part = surroundings(now_, followed_by(now_, guessed), luma.size());
    if (part.empty()) continue;
    const cv::Point2d corner = part.tl();
    std::vector<cv::Point2d> from, guess;
    for (const cv::Point2d& feature : features_) {
      from.push_back(feature - corner);
      guess.push_back(sample_place(moved(guessed, picture_place(feature))) - corner);
    }
    const auto found = flow(flow_pyramid(last_(part), kLevels), flow_pyramid(luma(part), kLevels), from, guess);
    std::vector<cv::Point2d> before, after;
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (!found[i].found) continue;
      before.push_back(features_[i] + cv::Point2d(0.5, 0.5));
      after.push_back(found[i].at + corner + cv::Point2d(0.5, 0.5));
    }
    std::vector<cv::Point2d> samples;
    for (const cv::Point2d& at : before) samples.push_back(at - cv::Point2d(0.5, 0.5));
    auto fit = robust_similarity(before, after, weights(samples, now_), kThresholdPx, kSeed);
    if (!fit || (chosen && chosen->inliers >= fit->inliers)) continue;
    chosen_after.clear();
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (fit->inlier[i] != 0) chosen_after.push_back(after[i] - cv::Point2d(0.5, 0.5));
    }
    followed = before.size();
    chosen = std::move(fit);
  }
  if (!chosen) return lost("its points are not found again");
  const double share = static_cast<double>(chosen->inliers) / static_cast<double>(std::max(followed, features_.size()));
  if (share < kLeastShare) return lost("too few of its points still move together");
  const double stretch = scale_of(chosen->motion);
  if (stretch > kMostStretch || stretch < 1 / kMostStretch) return lost("its size would have jumped");
  Similarity from_start = followed_by(now_, chosen->motion);
  align(luma, from_start);
  if (outside(from_start, luma.size())) return lost("most of it has left the picture");
  const Compared now = compared(luma, from_start);
  if (now.share < kLeastAlike || now.correlation < kLeastLikeness) {
    return lost("most of it is covered, or no longer looks like it");
  }

  velocity_ = chosen->motion;
  now_ = from_start;
  last_ = luma;
  // What covers a part of it moves by itself.
  const Similarity back = undone(from_start);
  std::erase_if(chosen_after, [&](const cv::Point2d& feature) {
    const Block& block = now.blocks[block_of(moved(back, picture_place(feature)))];
    return block.tells && !block.alike;
  });
  features_ = std::move(chosen_after);
  const double scaled = scale_of(from_start) / scale_of(known_.from_start);
  const bool changed = scaled > kFreshScale || scaled < 1 / kFreshScale || now.correlation < kFreshLikeness;
  if (changed || features_.size() < 2 * known_.features.size() / 3) renew(luma, now);
  return Step{from_start, std::clamp(share * now.correlation * now.share, 0.0, 1.0), chosen->error_px};
}

}  // namespace spoor
