#include "gui/window.h"

#include "gui/input_queue.h"
#include "gui/items.h"
#include "gui/keys.h"

#include <epoxy/gl.h>
// Behind epoxy, which declares what GLFW would.
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <fmt/format.h>
#include <imgui.h>
#include <opencv2/core.hpp>

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

namespace spoor::gui {
namespace {

std::atomic<bool> g_woken{false};

std::string glfw_words() {
  const char* words = nullptr;
  glfwGetError(&words);
  return words != nullptr ? words : "no reason is given";
}

}  // namespace

struct Window::State {
  GLFWwindow* window = nullptr;
  InputQueue queue;
  KeyReader keys;
  std::int64_t inputs = 0;        ///< moves of the pointer, and what was fed
  std::optional<ImVec2> pointer;  ///< where it was at the last input of this redraw
  std::vector<std::filesystem::path> dropped;
  bool event = false, full_screen = false, imgui = false;
  cv::Rect before;  ///< full screen, where the window lay

  static State& of(GLFWwindow* window) { return *static_cast<State*>(glfwGetWindowUserPointer(window)); }

  static void push(GLFWwindow* window, Input input) {
    glfwGetCursorPos(window, &input.x, &input.y);
    of(window).queue.push(input);
    of(window).event = true;
  }

  void set_callbacks() {
    glfwSetWindowUserPointer(window, this);
    glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
      push(w, {Input::Kind::kKey, key, scancode, action, mods});
    });
    glfwSetCharCallback(window, [](GLFWwindow* w, unsigned code) {
      push(w, {Input::Kind::kCharacter, static_cast<int>(code)});
    });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int button, int action, int mods) {
      push(w, {Input::Kind::kButton, button, 0, action, mods});
    });
    glfwSetScrollCallback(window, [](GLFWwindow* w, double x, double y) {
      push(w, {Input::Kind::kScroll, 0, 0, 0, 0, x, y});
    });
    glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
      of(w).event = true;
      for (int i = 0; i < count; ++i) of(w).dropped.emplace_back(paths[i]);
    });
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) {
      of(w).event = true;
      ++of(w).inputs;
#if IMGUI_VERSION_NUM >= 18700
      ImGui_ImplGlfw_CursorPosCallback(w, x, y);
#else
      static_cast<void>(x), static_cast<void>(y);
#endif
    });
    glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int entered) {
      of(w).event = true;
      ImGui_ImplGlfw_CursorEnterCallback(w, entered);
    });
    glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int focused) {
      of(w).event = true;
      ImGui_ImplGlfw_WindowFocusCallback(w, focused);
    });
    glfwSetMonitorCallback(ImGui_ImplGlfw_MonitorCallback);
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { of(w).event = true; });
    glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { of(w).event = true; });
    glfwSetWindowCloseCallback(window, [](GLFWwindow* w) { of(w).event = true; });
    glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float, float) { of(w).event = true; });
    glfwSetWindowIconifyCallback(window, [](GLFWwindow* w, int) { of(w).event = true; });
  }

  /// The next portion of input to ImGui and to the reader of keys.
  void feed() {
    pointer.reset();
    for (const Input& input : queue.next_portion()) {
      ++inputs;
      pointer = ImVec2(static_cast<float>(input.x), static_cast<float>(input.y));
      switch (input.kind) {
        case Input::Kind::kKey: {
          const char* name = input.code == GLFW_KEY_UNKNOWN ? nullptr : glfwGetKeyName(input.code, input.scancode);
          keys.key(input.code, input.action, input.mods, name != nullptr ? name : "");
          ImGui_ImplGlfw_KeyCallback(window, input.code, input.scancode, input.action, input.mods);
          break;
        }
        case Input::Kind::kCharacter:
          keys.character(static_cast<unsigned>(input.code));
          ImGui_ImplGlfw_CharCallback(window, static_cast<unsigned>(input.code));
          break;
        case Input::Kind::kButton:
          keys.mouse_button();
          ImGui_ImplGlfw_MouseButtonCallback(window, input.code, input.action, input.mods);
          break;
        case Input::Kind::kScroll:
          ImGui_ImplGlfw_ScrollCallback(window, input.scroll_x, input.scroll_y);
          break;
      }
    }
  }
};

Window::Window() : state_(std::make_unique<State>()) {}

Result<std::unique_ptr<Window>> Window::open(const WindowSettings& settings) {
  if (glfwInit() != GLFW_TRUE) {
    return failure(Fault::kUnavailable, fmt::format("no window can be opened: {}", glfw_words()));
  }
  std::unique_ptr<Window> made(new Window);
  State& state = *made->state_;
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  glfwWindowHint(GLFW_MAXIMIZED, settings.maximised ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "spoor-gui");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "spoor-gui");
  int x = 0, y = 0, width = 0, height = 0;
  if (GLFWmonitor* monitor = glfwGetPrimaryMonitor(); monitor != nullptr) {
    glfwGetMonitorWorkarea(monitor, &x, &y, &width, &height);
  }
  if (width <= 0) width = settings.width;
  if (height <= 0) height = settings.height;
  state.window =
      glfwCreateWindow(std::min(settings.width, width), std::min(settings.height, height), "Spoor", nullptr, nullptr);
  if (state.window == nullptr) {
    return failure(Fault::kUnavailable, fmt::format("OpenGL 3.3 is needed and not to be had: {}", glfw_words()));
  }
  glfwMakeContextCurrent(state.window);
  if (epoxy_gl_version() < 33) {
    return failure(Fault::kUnavailable, fmt::format("OpenGL 3.3 is needed, this display has {}.{}",
                                                    epoxy_gl_version() / 10, epoxy_gl_version() % 10));
  }
  glfwSwapInterval(1);
  state.set_callbacks();
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui::GetIO().LogFilename = nullptr;
  ImGui::GetIO().ConfigInputTextCursorBlink = false;  // which would redraw for ever
  ImGui::GetIO().ConfigWindowsMoveFromTitleBarOnly = true;
  ImGui_ImplGlfw_InitForOpenGL(state.window, false);
  ImGui_ImplOpenGL3_Init("#version 330 core");
  state.imgui = true;
  return made;
}

Window::~Window() {
  if (state_->imgui) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
  }
  if (state_->window != nullptr) glfwDestroyWindow(state_->window);
  glfwTerminate();
}

void Window::wake() {
  g_woken = true;
  glfwPostEmptyEvent();
}

Window::Woken Window::wait(double seconds) {
  constexpr double kForEver = 1e6;
  state_->event = false;
  if (seconds <= 0 || g_woken || !state_->queue.empty()) {
    glfwPollEvents();
  } else if (seconds >= kForEver) {
    glfwWaitEvents();
  } else {
    glfwWaitEventsTimeout(seconds);
  }
  const bool woken = g_woken.exchange(false);
  state_->event = state_->event || !state_->queue.empty();
  if (state_->event) return Woken::kEvent;
  return woken ? Woken::kWake : Woken::kTime;
}

std::int64_t Window::inputs() const { return state_->inputs; }

bool Window::more_input() const { return !state_->queue.empty(); }

double Window::now_s() const { return glfwGetTime(); }

std::vector<KeyPress> Window::take_keys() {
  state_->feed();
  std::vector<KeyPress> keys = state_->keys.take();
  if (ImGui::GetIO().WantTextInput) {
    std::erase_if(keys, [](const KeyPress& press) { return press.chord != chord("F11"); });
  }
  return keys;
}

bool Window::held(char letter) const {
  if (ImGui::GetIO().WantTextInput) return false;
  if (letter == ' ') return glfwGetKey(state_->window, GLFW_KEY_SPACE) == GLFW_PRESS;
  for (int key = GLFW_KEY_A; key <= GLFW_KEY_Z; ++key) {
    if (glfwGetKey(state_->window, key) != GLFW_PRESS) continue;
    const char* name = glfwGetKeyName(key, 0);
    if (key_name(key, name != nullptr ? name : "") == std::string(1, letter)) return true;
  }
  return false;
}

std::vector<std::filesystem::path> Window::take_dropped() { return std::exchange(state_->dropped, {}); }

void Window::begin_redraw() {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  // A click counts where it was made, however long the redraw before took.
  if (state_->pointer) ImGui::GetIO().MousePos = *state_->pointer;
  int x = 0, y = 0;
  glfwGetWindowPos(state_->window, &x, &y);
  place_items({static_cast<float>(x), static_cast<float>(y)}, {1, 1});
  ImGui::NewFrame();
}

void Window::end_redraw() {
  ImGui::Render();
  int width = 0, height = 0;
  glfwGetFramebufferSize(state_->window, &width, &height);
  glViewport(0, 0, width, height);
  glDisable(GL_SCISSOR_TEST);
  glClearColor(0.12F, 0.12F, 0.12F, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glfwSwapBuffers(state_->window);
}

void Window::show() { glfwShowWindow(state_->window); }

void Window::set_title(const std::string& title) { glfwSetWindowTitle(state_->window, title.c_str()); }

void Window::toggle_full_screen() {
  State& state = *state_;
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
  if (!state.full_screen && mode != nullptr) {
    glfwGetWindowPos(state.window, &state.before.x, &state.before.y);
    glfwGetWindowSize(state.window, &state.before.width, &state.before.height);
    glfwSetWindowMonitor(state.window, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
    state.full_screen = true;
  } else if (state.full_screen) {
    glfwSetWindowMonitor(state.window, nullptr, state.before.x, state.before.y, state.before.width, state.before.height,
                         GLFW_DONT_CARE);
    state.full_screen = false;
  }
}

bool Window::close_asked() const { return glfwWindowShouldClose(state_->window) == GLFW_TRUE; }

double Window::content_scale() const {
  float x = 1, y = 1;
  glfwGetWindowContentScale(state_->window, &x, &y);
  // Where the window system enlarges by itself, its window has fewer units than pixels.
  int width = 0, height = 0, pixels_x = 0, pixels_y = 0;
  glfwGetWindowSize(state_->window, &width, &height);
  glfwGetFramebufferSize(state_->window, &pixels_x, &pixels_y);
  const double enlarged = width > 0 && pixels_x > 0 ? static_cast<double>(pixels_x) / width : 1;
  return std::clamp(static_cast<double>(x) / enlarged, 0.5, 4.0);
}

void Window::new_font_texture() {
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

void Window::remember(WindowSettings& settings) const {
  if (state_->full_screen) return;
  settings.maximised = glfwGetWindowAttrib(state_->window, GLFW_MAXIMIZED) == GLFW_TRUE;
  if (!settings.maximised) glfwGetWindowSize(state_->window, &settings.width, &settings.height);
}

}  // namespace spoor::gui
