#include "methods/shadow/dark_places.h"

#include <opencv2/features2d.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace spoor {
namespace {

constexpr double kLevelsPerLog = 255 / 6.4;  // from black to white
constexpr int kStableLevels = 6;
constexpr int kLeastArea = 40;
constexpr double kLargestShare = 0.2;
constexpr double kMostVariation = 0.5, kLeastDiversity = 0.25;
constexpr std::size_t kMostPlaces = 3000;
constexpr double kMostPictures = 150;  // boxes of all places together
constexpr int kMargin = 10;
constexpr std::size_t kSpacing = 2, kSamples = kStepPixels / kSpacing;  // of one step along the outline
constexpr std::size_t kFewestSamples = kSamples / 2;
constexpr int kBegin = 3, kEnd = 5;  // outside the outline, behind the lens's blur
constexpr int kDeepest = 3;          // inside: a thin shadow has its core just behind its edge

class Outlines {
 public:
  Outlines(const LightPicture& picture, const std::vector<cv::Point>& pixels)
      : picture_(picture), whole_({}, picture.level.size()) {
    const cv::Rect box = cv::boundingRect(pixels);
    near_ = cv::Rect(box.x - kMargin, box.y - kMargin, box.width + 2 * kMargin, box.height + 2 * kMargin) & whole_;
    inside_ = cv::Mat::zeros(near_.size(), CV_8U);
    for (const cv::Point& p : pixels) inside_.at<uchar>(p - near_.tl()) = 255;
    cv::Mat soft;
    inside_.convertTo(soft, CV_32F, 1 / 255.0);
    cv::GaussianBlur(soft, soft, {}, 1.5);
    cv::Sobel(soft, gx_, CV_32F, 1, 0);
    cv::Sobel(soft, gy_, CV_32F, 0, 1);
  }

  void follow(DarkPlace& place) const {
    std::vector<std::vector<cv::Point>> outlines;
    std::vector<cv::Vec4i> tree;
    cv::findContours(inside_, outlines, tree, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE);
    std::size_t outer = 0;
    for (std::size_t i = 0; i < outlines.size(); ++i) {
      if (tree[i][3] < 0 && (tree[outer][3] >= 0 || outlines[i].size() > outlines[outer].size())) outer = i;
    }
    add_steps(outlines[outer], place);
    place.outer_steps = place.steps.size();
    for (std::size_t i = 0; i < outlines.size(); ++i) {
      if (i != outer) add_steps(outlines[i], place);
    }
    place.outline = std::move(outlines[outer]);
    for (cv::Point& p : place.outline) p += near_.tl();
  }

 private:
  struct Sample {
    cv::Vec3d outside, inside;
    double level_outside = 0, level_inside = 0, sharpness = 0;
  };

  bool is_inside(const cv::Point& p) const {
    const cv::Point q = p - near_.tl();
    return q.x >= 0 && q.y >= 0 && q.x < near_.width && q.y < near_.height && inside_.at<uchar>(q) != 0;
  }

  std::optional<Sample> sample(const cv::Point& p) const {
    const double nx = -gx_.at<float>(p), ny = -gy_.at<float>(p), size = std::hypot(nx, ny);
    if (size < 1e-3) return std::nullopt;
    const auto across = [&](int t) {
      return cv::Point(cvRound(p.x + t * nx / size), cvRound(p.y + t * ny / size)) + near_.tl();
    };
    Sample s;
    for (int t = kBegin; t <= kEnd; ++t) {
      const cv::Point q = across(t);
      if (!whole_.contains(q) || is_inside(q) || picture_.blind.at<uchar>(q) || picture_.cluttered.at<uchar>(q)) {
        return std::nullopt;
      }
      s.outside += cv::Vec3d(picture_.log_light.at<cv::Vec3f>(q)) / (kEnd - kBegin + 1);
    }
    cv::Point core = across(0);
    for (int t = 0; t <= kDeepest; ++t) {
      const cv::Point q = across(-t);
      if (!whole_.contains(q) || !is_inside(q)) break;
      if (picture_.level.at<float>(q) < picture_.level.at<float>(core)) core = q;
    }
    if (picture_.blind.at<uchar>(core)) return std::nullopt;
    s.inside = cv::Vec3d(picture_.log_light.at<cv::Vec3f>(core));
    s.level_outside = picture_.level.at<float>(across((kBegin + kEnd) / 2));
    s.level_inside = picture_.level.at<float>(core);
    const cv::Point behind = across(-1);
    if (!whole_.contains(behind)) return std::nullopt;
    const double step = s.level_outside - s.level_inside;
    const double narrow = picture_.level.at<float>(across(2)) - picture_.level.at<float>(behind);
    s.sharpness = step > 0.1 ? narrow / step : 0;
    return s;
  }

  void add_steps(const std::vector<cv::Point>& outline, DarkPlace& place) const {
    for (std::size_t begin = 0; begin + kStepPixels <= outline.size(); begin += kStepPixels) {
      LightStep step;
      const cv::Point middle = outline[begin + kStepPixels / 2] + near_.tl();
      step.at = cv::Point2d(middle.x, middle.y);
      std::vector<Sample> samples;
      for (std::size_t i = begin; i < begin + kStepPixels; i += kSpacing) {
        if (const auto s = sample(outline[i])) samples.push_back(*s);
      }
      step.comparable = samples.size() >= kFewestSamples;
      if (step.comparable) summarise(samples, step);
      place.steps.push_back(step);
    }
  }

  static void summarise(const std::vector<Sample>& samples, LightStep& step) {
    const double count = static_cast<double>(samples.size());
    std::vector<double> sharp;
    for (const Sample& s : samples) {
      step.step += (s.outside - s.inside) / count;
      sharp.push_back(s.sharpness);
    }
    std::nth_element(sharp.begin(), sharp.begin() + static_cast<std::ptrdiff_t>(sharp.size() / 2), sharp.end());
    step.sharpness = sharp[sharp.size() / 2];
    double out = 0, in = 0;
    for (std::size_t i = 1; i < samples.size(); ++i) {
      out += std::pow(samples[i].level_outside - samples[i - 1].level_outside, 2);
      in += std::pow(samples[i].level_inside - samples[i - 1].level_inside, 2);
    }
    step.texture_outside = std::sqrt(out / (2 * (count - 1)));
    step.texture_inside = std::sqrt(in / (2 * (count - 1)));
  }

  const LightPicture& picture_;
  cv::Rect whole_, near_;
  cv::Mat inside_, gx_, gy_;
};

}  // namespace

std::vector<DarkPlace> dark_places(const LightPicture& picture, const Job& job) {
  cv::Mat smooth, codes;
  cv::GaussianBlur(picture.level, smooth, {}, 0.8);
  // Upside down: the detector's one pass looks for bright places.
  smooth.convertTo(codes, CV_8U, -kLevelsPerLog, 0);
  const auto detector = cv::MSER::create(
      kStableLevels, kLeastArea, std::max(kLeastArea + 1, cvRound(kLargestShare * static_cast<double>(codes.total()))),
      kMostVariation, kLeastDiversity);
  detector->setPass2Only(true);
  std::vector<std::vector<cv::Point>> found;
  std::vector<cv::Rect> boxes;
  detector->detectRegions(codes, found, boxes);
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  if (found.size() > kMostPlaces) found.resize(kMostPlaces);
  std::vector<DarkPlace> places;
  double budget = kMostPictures * static_cast<double>(codes.total());
  for (std::size_t i = 0; i < found.size(); ++i) {
    job.tick(static_cast<std::int64_t>(i), static_cast<std::int64_t>(found.size()));
    const double cost = cv::boundingRect(found[i]).area();
    if (cost > budget) continue;
    budget -= cost;
    DarkPlace place;
    Outlines(picture, found[i]).follow(place);
    place.pixels = std::move(found[i]);
    places.push_back(std::move(place));
  }
  return places;
}

}  // namespace spoor
