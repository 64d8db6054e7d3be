#include "gui/sound_output.h"

#include <portaudio.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <vector>

namespace spoor::gui {
namespace {

constexpr double kAhead = 0.5, kDrift = 0.12;  // seconds

/// PortAudio opens its back ends when it is first used, and prints about each that is missing.
bool library_ready() {
  static const bool ready = Pa_Initialize() == paNoError;
  return ready;
}

}  // namespace

struct SoundOutput::Device {
  PaStream* stream = nullptr;
  int rate = 0, channels = 0;
  const SoundFeed* feed = nullptr;
  std::vector<float> ring;                        ///< of whole frames; one writer, one reader
  std::atomic<std::int64_t> written{0}, read{0};  ///< frames since the stream began
  std::int64_t next = -1;                         ///< sample of the medium to be written next

  std::int64_t capacity() const { return static_cast<std::int64_t>(ring.size()) / std::max(1, channels); }

  static int fill(const void*, void* out, unsigned long frames, const PaStreamCallbackTimeInfo*, PaStreamCallbackFlags,
                  void* self) {
    static_cast<Device*>(self)->give(static_cast<float*>(out), static_cast<std::int64_t>(frames));
    return paContinue;
  }

  void give(float* out, std::int64_t frames) {
    const std::int64_t from = read.load(std::memory_order_relaxed);
    const std::int64_t here = std::min(frames, written.load(std::memory_order_acquire) - from);
    for (std::int64_t i = 0; i < frames; ++i) {
      for (int c = 0; c < channels; ++c) {
        const auto place = static_cast<std::size_t>((from + i) % capacity() * channels + c);
        *out++ = i < here ? ring[place] : 0;
      }
    }
    read.store(from + here, std::memory_order_release);
  }

  void put(const std::vector<float>& samples) {
    const std::int64_t at = written.load(std::memory_order_relaxed);
    const auto frames = static_cast<std::int64_t>(samples.size()) / channels;
    for (std::int64_t i = 0; i < frames * channels; ++i) {
      ring[static_cast<std::size_t>((at * channels + i) % (capacity() * channels))] =
          samples[static_cast<std::size_t>(i)];
    }
    written.store(at + frames, std::memory_order_release);
    next += frames;
  }

  /// Frames that are ready and not heard yet.
  std::int64_t ready() const { return written.load() - read.load(); }

  ~Device() {
    if (stream != nullptr) Pa_CloseStream(stream);
  }
};

SoundOutput::SoundOutput() = default;

SoundOutput::~SoundOutput() {
  const bool used = device_ != nullptr || !trouble_.empty();
  device_.reset();
  if (used) Pa_Terminate();
}

void SoundOutput::stop() { device_.reset(); }

void SoundOutput::follow(ExhibitDesk* desk) {
  SoundFeed* feed = desk != nullptr && desk->playhead.speed() == 1 ? desk->sound.get() : nullptr;
  if (feed == nullptr) return stop();
  const double here = desk->playhead.seconds();
  feed->want(here, here + 2);
  if (feed->error() || feed->sample_rate() <= 0 || feed->channels() <= 0) return;
  if (device_ == nullptr || device_->feed != feed) {
    if (!trouble_.empty()) return;
    stop();
    auto device = std::make_unique<Device>();
    device->feed = feed;
    device->rate = feed->sample_rate();
    device->channels = feed->channels();
    device->ring.resize(static_cast<std::size_t>(device->rate) * static_cast<std::size_t>(device->channels));
    if (!library_ready() || Pa_GetDefaultOutputDevice() == paNoDevice) {
      trouble_ = "silent: no sound device";
      return;
    }
    const PaError opened = Pa_OpenDefaultStream(&device->stream, 0, device->channels, paFloat32, device->rate,
                                                paFramesPerBufferUnspecified, &Device::fill, device.get());
    if (opened != paNoError || Pa_StartStream(device->stream) != paNoError) {
      trouble_ = std::string("silent: ") + Pa_GetErrorText(opened);
      return;
    }
    device_ = std::move(device);
  }
  Device& device = *device_;
  const auto wanted = static_cast<std::int64_t>(std::llround(here * device.rate));
  const std::int64_t heard = device.next - device.ready();
  if (device.next < 0 || std::abs(static_cast<double>(heard - wanted)) > kDrift * device.rate) {
    // The playhead jumped: what is ready is dropped by hearing it out, so only where it is little.
    if (device.ready() > device.rate / 10) return stop();
    device.next = wanted;
  }
  const std::int64_t room = static_cast<std::int64_t>(kAhead * device.rate) - device.ready();
  if (room < device.rate / 50) return;
  if (const auto samples = feed->samples(device.next, room)) device.put(*samples);
}

}  // namespace spoor::gui
