#include "sensor.h"

#include "base/parallel.h"
#include "random.h"

#include <algorithm>
#include <cmath>

namespace spoor::samples {
namespace {

std::uint64_t pixel_index(int x, int y) {
  return (static_cast<std::uint64_t>(y) << 20) + static_cast<std::uint64_t>(x);
}

}  // namespace

cv::Mat response_field(const Sensor& sensor, cv::Size size) {
  cv::Mat field(size, CV_32FC1);
  for (int y = 0; y < size.height; ++y) {
    auto* row = field.ptr<float>(y);
    for (int x = 0; x < size.width; ++x) {
      row[x] = static_cast<float>(sensor.prnu_sigma) * gaussian(sensor.body_seed, pixel_index(x, y));
    }
  }
  return field;
}

cv::Mat exposed(const cv::Mat& light, const Sensor& sensor, const cv::Mat& responses, std::uint64_t shot_seed) {
  CV_Assert(light.type() == CV_32FC3 && responses.type() == CV_32FC1 && responses.size() == light.size());
  const double range = sensor.full_dn - sensor.black_dn;
  const double gain[] = {sensor.exposure * range * sensor.red_response, sensor.exposure * range,
                         sensor.exposure * range * sensor.blue_response};
  cv::Mat mosaic(light.size(), CV_16UC1);
  for_blocks(light.rows, 8, [&](std::int64_t begin, std::int64_t end) {
    for (int y = static_cast<int>(begin); y < end; ++y) {
      const auto* in = light.ptr<cv::Vec3f>(y);
      const auto* response = responses.ptr<float>(y);
      auto* out = mosaic.ptr<std::uint16_t>(y);
      for (int x = 0; x < light.cols; ++x) {
        const int colour = filter_at(x, y);
        const double signal =
            static_cast<double>(in[x][colour]) * gain[colour] * (1 + static_cast<double>(response[x]));
        const double sigma = std::sqrt(signal / sensor.electrons_per_dn + sensor.read_noise_dn * sensor.read_noise_dn);
        const double value =
            sensor.black_dn + signal + sigma * static_cast<double>(gaussian(shot_seed, pixel_index(x, y)));
        out[x] = static_cast<std::uint16_t>(std::clamp(std::lround(value), 0L, std::lround(sensor.full_dn)));
      }
    }
  });
  return mosaic;
}

}  // namespace spoor::samples
