#include "methods/shadow/shadow_candidates.h"

#include "methods/shadow/dark_places.h"
#include "methods/statistics/binomial.h"
#include "methods/statistics/median.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace spoor {
namespace {

constexpr double kSharp = 0.75, kDeviations = 3;
constexpr double kTextureFactor = 3, kTextureNoise = 0.02;
constexpr double kLeastFit = 0.5, kLeastRaggedFit = 0.25;
constexpr int kFewestSteps = 4, kLongEdge = 5;
constexpr double kLog10FalseAlarms = -3;  // expected per picture among places whose steps fall as others do
constexpr double kMostClutter = 0.5;
constexpr double kOverlap = 0.1;
constexpr int kLeastSide = 64;
constexpr std::size_t kMostPoints = 200;
constexpr double kLeastScore = 0.1;
constexpr double kThin = 8, kStraight = 0.75;  // length over width; deviation over width
constexpr double kShortestAxis = 40;           // working pixels

// Three deviations of each side's texture: what is less is found in texture by itself.
bool clear(const LightStep& s) {
  return s.comparable && s.step[1] >= kDeviations * (s.texture_outside + s.texture_inside);
}

bool fits(const LightStep& s, const LightChange& change) {
  const LightChange c = change_of(s.step);
  return clear(s) && alike(c, change);
}

struct Judged {
  const DarkPlace* place = nullptr;
  LightChange change;
  double sharpness = 0, fit = 0;
  int fitting = 0;
};

// Ground goes on under a shadow's edge, and its texture with it. Noise weighs more in the dark, so that only a dark
// side much rougher than the lit one, or much smoother, speaks against it.
bool texture_goes_on(const std::vector<double>& outside, const std::vector<double>& inside) {
  const double out = median(outside) + kTextureNoise, in = median(inside) + kTextureNoise;
  return in < kTextureFactor * out && out < kTextureFactor * in;
}

Judged judge(const DarkPlace& place) {
  Judged result;
  std::vector<double> blue, green, red, sharp, out, in;
  for (const LightStep& s : place.steps) {
    if (!s.comparable) continue;
    blue.push_back(s.step[0]), green.push_back(s.step[1]), red.push_back(s.step[2]);
    sharp.push_back(s.sharpness), out.push_back(s.texture_outside), in.push_back(s.texture_inside);
  }
  if (static_cast<int>(green.size()) < kFewestSteps) return result;
  result.change = change_of({median(blue), median(green), median(red)});
  result.sharpness = median(sharp);
  if (result.sharpness >= kSharp && texture_goes_on(out, in)) result.place = &place;
  return result;
}

class Search {
 public:
  Search(const LightPicture& picture, const ShadowSearchOptions& options)
      : picture_(picture), options_(options), taken_(cv::Mat::zeros(picture.level.size(), CV_8U)) {}

  ShadowSearch run(const Job& job) {
    search_.cell = picture_.cell;
    search_.colour = picture_.coloured;
    search_.cluttered_share = picture_.cluttered_share;
    search_.texture = search_.cluttered_share > kMostClutter;
    if (search_.texture || !search_.colour) return search_;
    const std::vector<DarkPlace> places = dark_places(picture_, job);
    choose(places, job);
    find_common();
    cv::dilate(taken_, taken_, cv::Mat(), {-1, -1}, 4);
    search_.direct_light = search_.agreeing_steps >= kDirectLightSteps;
    if (!search_.direct_light) return search_;
    for (const Judged& j : chosen_) add_region(j);
    add_edges(places);
    auto& found = search_.candidates;
    std::erase_if(found, [](const ShadowCandidate& c) { return c.score < kLeastScore; });
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return weight(a) > weight(b); });
    if (found.size() > options_.most) found.resize(options_.most);
    return search_;
  }

 private:
  static double weight(const ShadowCandidate& c) { return c.score * std::sqrt(static_cast<double>(c.steps)); }

  void count_fitting(std::size_t places, Judged& j) const {
    if (j.place == nullptr || !daylight_can(j.change)) return;
    for (const LightStep& s : j.place->steps) {
      if (fits(s, j.change)) ++j.fitting;
    }
    const double count = static_cast<double>(j.place->steps.size());
    j.fit = j.fitting / count;
    if (j.fit >= kLeastFit || j.fit < kLeastRaggedFit) return;
    // Leaves leave a ragged outline, of which part is lost. It has to agree more than outlines here do by chance.
    const double alike_anywhere =
        1 + static_cast<double>(std::count_if(clear_.begin(), clear_.end(),
                                              [&](const LightChange& change) { return alike(change, j.change); }));
    const double log10_alarms =
        std::log10(static_cast<double>(places)) +
        log10_binomial_tail(count, j.fitting, std::min(1.0, alike_anywhere / (1 + comparable_)));
    if (log10_alarms > kLog10FalseAlarms) j.fitting = 0;
  }

  // Of nested and overlapping places the one that fits along most of the longest outline.
  void choose(const std::vector<DarkPlace>& places, const Job& job) {
    // The changes at all clear steps, of which those of each place are looked at against all others.
    for (const DarkPlace& place : places) {
      for (const LightStep& s : place.steps) {
        comparable_ += s.comparable ? 1 : 0;
        if (clear(s)) clear_.push_back(change_of(s.step));
      }
    }
    std::vector<Judged> fitting;
    for (std::size_t i = 0; i < places.size(); ++i) {
      job.tick(static_cast<std::int64_t>(i), static_cast<std::int64_t>(places.size()));
      Judged j = judge(places[i]);
      count_fitting(places.size(), j);
      if (j.fitting > 0 && j.fit >= kLeastRaggedFit) fitting.push_back(j);
    }
    const auto merit = [](const Judged& j) { return j.fit * std::sqrt(static_cast<double>(j.fitting)); };
    std::stable_sort(fitting.begin(), fitting.end(),
                     [&](const Judged& a, const Judged& b) { return merit(a) > merit(b); });
    for (const Judged& j : fitting) {
      const auto& pixels = j.place->pixels;
      const auto overlap =
          std::count_if(pixels.begin(), pixels.end(), [&](const cv::Point& p) { return taken_.at<uchar>(p) != 0; });
      if (static_cast<double>(overlap) > kOverlap * static_cast<double>(pixels.size())) continue;
      for (const cv::Point& p : pixels) taken_.at<uchar>(p) = 1;
      chosen_.push_back(j);
    }
  }

  // Places count by the square root of their outline: several that agree say more than one that is long. Each must be
  // such as a blue sky fills; black things near it would else stand in for light.
  void find_common() {
    double best = 0;
    for (const Judged& centre : chosen_) {
      if (!blue_sky_can(centre.change)) continue;
      int steps = 0;
      double weight = 0;
      for (const Judged& j : chosen_) {
        if (!blue_sky_can(j.change) || !alike(j.change, centre.change)) continue;
        steps += j.fitting;
        weight += std::sqrt(static_cast<double>(j.fitting));
      }
      if (weight <= best) continue;
      best = weight;
      search_.common = centre.change;
      search_.agreeing_steps = steps;
    }
  }

  PicturePoint in_picture(const cv::Point2d& p) const {
    return {(p.x + 0.5) * picture_.cell.width, (p.y + 0.5) * picture_.cell.height};
  }

  std::vector<PicturePoint> simplified(const std::vector<cv::Point>& outline, bool closed) const {
    std::vector<cv::Point> simple;
    double off = 0.5;
    do {
      off *= 2;
      cv::approxPolyDP(outline, simple, off, closed);
    } while (simple.size() > kMostPoints);
    std::vector<PicturePoint> points;
    for (const cv::Point& p : simple) points.push_back(in_picture(p));
    return points;
  }

  ShadowCandidate candidate(const Judged& j, ShadowCandidate::Kind kind) const {
    ShadowCandidate c;
    c.kind = kind;
    c.change = j.change;
    c.sharpness = j.sharpness;
    c.fit = j.fit;
    c.steps = j.fitting;
    c.score = j.fit * agreement(j.change, search_.common);
    return c;
  }

  void add_region(const Judged& j) {
    ShadowCandidate c = candidate(j, ShadowCandidate::Kind::kRegion);
    c.points = simplified(j.place->outline, true);
    if (c.points.size() < 3) return;
    c.size_px = static_cast<double>(j.place->pixels.size()) * picture_.cell.area();
    search_.candidates.push_back(c);
    add_axis(j, std::move(c));
  }

  // The middle line of a thin straight place, from end to end along its main direction.
  void add_axis(const Judged& j, ShadowCandidate c) {
    const auto& pixels = j.place->pixels;
    const double area = static_cast<double>(pixels.size());
    cv::Vec4f line;
    cv::fitLine(pixels, line, cv::DIST_L2, 0, 0.01, 0.01);
    const cv::Point2d along(line[0], line[1]), middle(line[2], line[3]);
    double low = 0, high = 0, across = 0;
    for (const cv::Point& p : pixels) {
      const cv::Point2d d = cv::Point2d(p.x, p.y) - middle;
      low = std::min(low, d.dot(along)), high = std::max(high, d.dot(along));
      across += std::pow(d.cross(along), 2) / area;
    }
    const double length = high - low, width = area / length;
    if (length < std::max(kThin * width, kShortestAxis) || std::sqrt(across) > kStraight * width) return;
    c.kind = ShadowCandidate::Kind::kAxis;
    c.points = {in_picture(middle + low * along), in_picture(middle + high * along)};
    c.size_px = std::hypot(c.points[1].x - c.points[0].x, c.points[1].y - c.points[0].y);
    search_.candidates.push_back(std::move(c));
  }

  // Stretches of outlines that fit the common change where the whole place doesn't: a shadow that runs together with
  // what casts it.
  void add_edges(const std::vector<DarkPlace>& places) {
    for (const DarkPlace& place : places) {
      std::size_t begin = 0;
      for (std::size_t i = 0; i <= place.outer_steps; ++i) {
        const bool fits = i < place.outer_steps && clear(place.steps[i]) &&
                          daylight_can(change_of(place.steps[i].step)) &&
                          alike(change_of(place.steps[i].step), search_.common) && place.steps[i].sharpness >= kSharp &&
                          !is_taken(place.steps[i].at);
        if (fits) continue;
        if (static_cast<int>(i - begin) >= kLongEdge) add_edge(place, begin, i);
        begin = i + 1;
      }
    }
  }

  bool is_taken(const cv::Point2d& at) const { return taken_.at<uchar>(cvRound(at.y), cvRound(at.x)) != 0; }

  void add_edge(const DarkPlace& place, std::size_t begin, std::size_t end) {
    Judged j;
    std::vector<double> blue, green, red, sharp, out, in;
    for (std::size_t i = begin; i < end; ++i) {
      const LightStep& s = place.steps[i];
      blue.push_back(s.step[0]), green.push_back(s.step[1]), red.push_back(s.step[2]);
      sharp.push_back(s.sharpness), out.push_back(s.texture_outside), in.push_back(s.texture_inside);
    }
    if (!texture_goes_on(out, in)) return;
    j.change = change_of({median(blue), median(green), median(red)});
    j.sharpness = median(sharp);
    j.fitting = static_cast<int>(end - begin);
    j.fit = 1;
    ShadowCandidate c = candidate(j, ShadowCandidate::Kind::kEdge);
    const auto first = place.outline.begin() + static_cast<std::ptrdiff_t>(begin * kStepPixels);
    const std::vector<cv::Point> run(first, first + static_cast<std::ptrdiff_t>((end - begin) * kStepPixels));
    c.points = simplified(run, false);
    c.size_px = cv::arcLength(run, false) * std::sqrt(picture_.cell.area());
    for (const cv::Point& p : run) cv::circle(taken_, p, 4, 1, cv::FILLED);
    search_.candidates.push_back(std::move(c));
  }

  const LightPicture& picture_;
  ShadowSearchOptions options_;
  cv::Mat taken_;
  std::vector<LightChange> clear_;
  double comparable_ = 0;
  std::vector<Judged> chosen_;
  ShadowSearch search_;
};

}  // namespace

ShadowSearch shadow_candidates(const cv::Mat& bgr, const ShadowSearchOptions& options, const Job& job) {
  const double scale = std::min(1.0, static_cast<double>(options.side) / std::max(bgr.cols, bgr.rows));
  if (std::min(bgr.cols, bgr.rows) * scale < kLeastSide) {
    ShadowSearch search;
    search.small = true;
    return search;
  }
  const LightPicture picture = light_picture(bgr, options.side);
  return Search(picture, options).run(job);
}

}  // namespace spoor
