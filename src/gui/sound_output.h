#pragma once
/// What is heard while a clip plays. Where there is no device it is silent and says so.

#include "workbench/exhibit_desk.h"

#include <memory>
#include <string>

namespace spoor::gui {

/// Main thread only; the device's own thread takes samples from a ring without waiting.
class SoundOutput {
 public:
  SoundOutput();
  ~SoundOutput();
  SoundOutput(const SoundOutput&) = delete;
  SoundOutput& operator=(const SoundOutput&) = delete;

  /// Once per redraw: keeps the sound that follows the playhead ready while it plays at its own speed; null, paused or
  /// shuttled: silence. Opens the device when it is first needed.
  void follow(ExhibitDesk* desk);

  /// "silent: no sound device", empty while all is well or nothing is to be heard.
  const std::string& trouble() const { return trouble_; }

 private:
  struct Device;
  void stop();
  std::unique_ptr<Device> device_;
  std::string trouble_;
};

}  // namespace spoor::gui
