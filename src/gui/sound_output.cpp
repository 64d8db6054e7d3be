#include "gui/sound_output.h"

#include <portaudio.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <vector>

namespace spoor::gui {
namespace {

constexpr double kAhead = 0.5, kDrift = 0.12;  // seconds

}  // namespace

/// An open stream and the ring it hears. Each of them holds the library open.
struct SoundOutput::Device {
  PaStream* stream = nullptr;
  bool library = false, running = false;
  int rate = 0, channels = 0;
  const SoundFeed* feed = nullptr;
  std::vector<float> ring;                        ///< of whole frames; one writer, one reader
  std::atomic<std::int64_t> written{0}, read{0};  ///< frames since the device was opened
  std::int64_t next = -1;                         ///< sample of the medium to be written next; -1: none yet

  Device(int rate_hz, int count) : rate(rate_hz), channels(count) {
    ring.resize(static_cast<std::size_t>(rate) * static_cast<std::size_t>(channels));
  }
  ~Device() {
    if (stream != nullptr) Pa_CloseStream(stream);
    if (library) Pa_Terminate();
  }
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  /// Why it stays silent; empty where it was opened.
  std::string open() {
    library = Pa_Initialize() == paNoError;
    if (!library || Pa_GetDefaultOutputDevice() == paNoDevice) return "silent: no sound device";
    const PaError opened =
        Pa_OpenDefaultStream(&stream, 0, channels, paFloat32, rate, paFramesPerBufferUnspecified, &Device::fill, this);
    return opened == paNoError ? std::string() : std::string("silent: ") + Pa_GetErrorText(opened);
  }

  static int fill(const void*, void* out, unsigned long frames, const PaStreamCallbackTimeInfo*, PaStreamCallbackFlags,
                  void* self) {
    static_cast<Device*>(self)->give(static_cast<float*>(out), static_cast<std::int64_t>(frames));
    return paContinue;
  }

  std::int64_t capacity() const { return rate; }

  void give(float* out, std::int64_t frames) {
    const std::int64_t from = read.load(std::memory_order_relaxed);
    const std::int64_t here = std::min(frames, written.load(std::memory_order_acquire) - from);
    for (std::int64_t i = 0; i < frames; ++i) {
      for (int c = 0; c < channels; ++c) {
        *out++ = i < here ? ring[static_cast<std::size_t>((from + i) % capacity() * channels + c)] : 0;
      }
    }
    read.store(from + here, std::memory_order_release);
  }

  void put(const std::vector<float>& samples) {
    const std::int64_t at = written.load(std::memory_order_relaxed);
    const auto frames = static_cast<std::int64_t>(samples.size()) / channels;
    for (std::int64_t i = 0; i < frames; ++i) {
      for (int c = 0; c < channels; ++c) {
        ring[static_cast<std::size_t>((at + i) % capacity() * channels + c)] =
            samples[static_cast<std::size_t>(i * channels + c)];
      }
    }
    written.store(at + frames, std::memory_order_release);
    next += frames;
  }

  /// Frames that are ready and not heard yet.
  std::int64_t ready() const { return written.load() - read.load(); }

  void start() {
    if (!running) running = Pa_StartStream(stream) == paNoError;
  }
  /// At once, and what was ready is forgotten: nothing reads the ring while the stream stands.
  void stop() {
    if (running) Pa_AbortStream(stream);
    running = false;
    read = written.load();
    next = -1;
  }
};

SoundOutput::SoundOutput(Background& background) : background_(background) {}
SoundOutput::~SoundOutput() = default;

void SoundOutput::open(int rate, int channels) {
  device_.reset();
  opening_ = true;
  background_.start("sound output", "", [this, rate, channels, alive = std::weak_ptr<const void>(alive_)](const Job&) {
    auto device = std::make_shared<Device>(rate, channels);
    const std::string trouble = device->open();
    return while_alive(alive, [this, device, trouble] {
      opening_ = false;
      trouble_ = trouble;
      if (trouble.empty()) device_ = device;
    });
  });
}

void SoundOutput::follow(ExhibitDesk* desk) {
  SoundFeed* feed = desk != nullptr && desk->playhead.speed() == 1 ? desk->sound.get() : nullptr;
  if (feed == nullptr) {
    if (device_ != nullptr) device_->stop();
    return;
  }
  const double here = desk->playhead.seconds();
  feed->want(here, here + 2);
  if (opening_ || !trouble_.empty() || feed->error() || feed->sample_rate() <= 0 || feed->channels() <= 0) return;
  if (device_ == nullptr || device_->rate != feed->sample_rate() || device_->channels != feed->channels()) {
    return open(feed->sample_rate(), feed->channels());
  }
  Device& device = *device_;
  const auto wanted = static_cast<std::int64_t>(std::llround(here * device.rate));
  const double drift = static_cast<double>(device.next - device.ready() - wanted) / device.rate;
  if (device.feed != feed || std::abs(drift) > kDrift) device.stop();
  device.feed = feed;
  if (device.next < 0) device.next = wanted;
  const std::int64_t room = static_cast<std::int64_t>(kAhead * device.rate) - device.ready();
  if (room > device.rate / 50) {
    if (const auto samples = feed->samples(device.next, room)) device.put(*samples);
  }
  if (device.ready() > 0) device.start();
}

}  // namespace spoor::gui
