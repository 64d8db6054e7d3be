#pragma once
/// The window itself: its OpenGL context, ImGui's backends, and events as the program wants them.

#include "base/result.h"
#include "workbench/actions.h"
#include "workbench/window_settings.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace spoor::gui {

struct KeyPress {
  KeyChord chord;
  bool repeated = false;  ///< the key is held
};

/// Main thread only, but for wake(). One at a time.
class Window {
 public:
  /// Errors: kUnavailable in one sentence where there is no display or no OpenGL 3.3.
  static Result<std::unique_ptr<Window>> open(const WindowSettings& settings);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// Ends a wait from any thread.
  static void wake();

  enum class Woken { kTime, kEvent, kWake };
  /// Waits for input, for wake(), or until `seconds` have passed.
  Woken wait(double seconds);

  double now_s() const;
  /// Hands the next portion of input to ImGui, and gives the keys of it; none while a text field has the keyboard. Once
  /// before each redraw.
  std::vector<KeyPress> take_keys();
  /// A letter of the keyboard's layout, 'A'..'Z', or Space; false while a text field has the keyboard.
  bool held(char letter) const;
  std::int64_t inputs() const;  ///< how many were taken in since the begin
  bool more_input() const;      ///< of which the next redraws are to know
  std::vector<std::filesystem::path> take_dropped();

  /// Begins and ends a redraw of ImGui.
  void begin_redraw();
  void end_redraw();

  void show();
  void set_title(const std::string& title);
  void toggle_full_screen();
  bool close_asked() const;
  double content_scale() const;  ///< of the monitor: 1, or 2 where pixels are half as large
  void new_font_texture();       ///< after load_fonts
  void remember(WindowSettings& settings) const;

 private:
  Window();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace spoor::gui
