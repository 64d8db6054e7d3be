#pragma once
/// What is heard while a clip plays. Where there is no device it is silent and says so.

#include "workbench/background.h"
#include "workbench/exhibit_desk.h"

#include <memory>
#include <string>

namespace spoor::gui {

/// Main thread only. The device is opened in the background, since that may take its time; its own thread takes samples
/// from a ring without waiting.
class SoundOutput {
 public:
  explicit SoundOutput(Background& background);
  ~SoundOutput();
  SoundOutput(const SoundOutput&) = delete;
  SoundOutput& operator=(const SoundOutput&) = delete;

  /// Once per redraw: keeps the sound that follows the playhead ready while it plays at its own speed; null, paused or
  /// shuttled: silence.
  void follow(ExhibitDesk* desk);

  /// "silent: no sound device", empty while all is well or nothing is to be heard.
  const std::string& trouble() const { return trouble_; }

 private:
  struct Device;
  void open(int rate, int channels);

  Background& background_;
  std::shared_ptr<Device> device_;
  bool opening_ = false;
  std::string trouble_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace spoor::gui
